// SPDX-License-Identifier: EUPL-1.2
//! The SQL of projects and of how people keep them. Members have their own file.

use access::{Grant, ModuleSet, Read, Role};
use base::{Day, Id, PageSize, Timestamp, kind};
use db::{DbResult, Reads, Tx, row, sql};
use uuid::Uuid;

use super::model::{Admission, ProjectColour, ProjectIcon, ProjectRef};

type ProjectId = Id<kind::Project>;
type AccountId = Id<kind::Account>;

/// A project's row, with the counts that its card shows.
pub struct ProjectRow {
    pub id: ProjectId,
    pub name: String,
    pub aim: String,
    pub icon: ProjectIcon,
    pub colour: ProjectColour,
    pub organisation: Option<Id<kind::Organisation>>,
    pub organisation_name: Option<String>,
    pub modules: ModuleSet,
    pub admission: Admission,
    pub starts_on: Option<Day>,
    pub ends_on: Option<Day>,
    pub budget: Option<String>,
    pub is_template: bool,
    pub created_at: Timestamp,
    pub archived_at: Option<Timestamp>,
    pub version: i64,
    pub members: i64,
    pub externals: i64,
    pub waiting_members: i64,
    pub waiting_requests: i64,
    pub is_pinned: Option<bool>,
    pub rank: Option<String>,
    pub category: Option<String>,
    /// Who else owns it for good: without any, the asker cannot leave.
    pub other_owners: i64,
}
row!(ProjectRow {
    id,
    name,
    aim,
    icon,
    colour,
    organisation,
    organisation_name,
    modules,
    admission,
    starts_on,
    ends_on,
    budget,
    is_template,
    created_at,
    archived_at,
    version,
    members,
    externals,
    waiting_members,
    waiting_requests,
    is_pinned,
    rank,
    category,
    other_owners,
});

/// A project as `account` keeps it.
pub async fn find(on: impl Reads, project: &Grant<Read, access::Project>) -> DbResult<Option<ProjectRow>> {
    row_of(on, project.id(), project.actor().account).await
}

/// The same for a project whose permission the caller has established otherwise: it has just been made, or joined.
pub async fn row_of(on: impl Reads, project: ProjectId, account: AccountId) -> DbResult<Option<ProjectRow>> {
    sql!(
        "SELECT p.id, p.name, p.aim, p.icon, p.colour, p.organisation, o.name, p.modules, p.admission, p.starts_on, p.ends_on, p.budget,
                p.is_template, p.created_at, p.archived_at, p.version,
                (SELECT COUNT(*) FROM members m WHERE m.project = p.id AND m.status = 'active'),
                (SELECT COUNT(*) FROM members m JOIN account_states a ON a.id = m.account
                  WHERE m.project = p.id AND m.status = 'active' AND a.is_external),
                (SELECT COUNT(*) FROM members m WHERE m.project = p.id AND m.status = 'waiting'),
                (SELECT COUNT(*) FROM project_access_requests r WHERE r.project = p.id AND r.answered_at IS NULL),
                f.is_pinned, f.rank, f.category,
                (SELECT COUNT(*) FROM members m JOIN account_states a ON a.id = m.account
                  WHERE m.project = p.id AND m.role = 'owner' AND m.status = 'active' AND m.ends_at IS NULL
                    AND a.status <> 'deactivated' AND m.account <> $1)
         FROM projects p LEFT JOIN organisation_names o ON o.id = p.organisation
         LEFT JOIN project_preferences f ON f.project = p.id AND f.account = $1
         WHERE p.id = $2"
    )
    .bind(account)
    .bind(project)
    .optional(on)
    .await
}

/// A way in which someone is in one of his projects.
pub struct WayRow {
    pub project: ProjectId,
    /// The group through which; `None`: by himself.
    pub group: Option<Id<kind::Group>>,
    pub role: Role,
    pub messages: Option<access::Level>,
    pub tasks: Option<access::Level>,
    pub files: Option<access::Level>,
    pub pages: Option<access::Level>,
    pub calendar: Option<access::Level>,
    pub meetings: Option<access::Level>,
    pub ends_on: Option<Day>,
}
row!(WayRow {
    project,
    group,
    role,
    messages,
    tasks,
    files,
    pages,
    calendar,
    meetings,
    ends_on
});

/// A page of projects `account` is in, whole: their rows and, in a second statement, the ways in which he is in them.
pub async fn mine_rows(
    db: &db::Db,
    account: AccountId,
    now: Timestamp,
    is_archived: bool,
    after: (&str, ProjectId),
    size: PageSize,
) -> DbResult<(Vec<ProjectRow>, Vec<WayRow>)> {
    let rows = sql!(
        "SELECT p.id, p.name, p.aim, p.icon, p.colour, p.organisation, o.name, p.modules, p.admission, p.starts_on, p.ends_on, p.budget,
                p.is_template, p.created_at, p.archived_at, p.version,
                (SELECT COUNT(*) FROM members m WHERE m.project = p.id AND m.status = 'active'),
                (SELECT COUNT(*) FROM members m JOIN account_states a ON a.id = m.account
                  WHERE m.project = p.id AND m.status = 'active' AND a.is_external),
                (SELECT COUNT(*) FROM members m WHERE m.project = p.id AND m.status = 'waiting'),
                (SELECT COUNT(*) FROM project_access_requests r WHERE r.project = p.id AND r.answered_at IS NULL),
                f.is_pinned, f.rank, f.category,
                (SELECT COUNT(*) FROM members m JOIN account_states a ON a.id = m.account
                  WHERE m.project = p.id AND m.role = 'owner' AND m.status = 'active' AND m.ends_at IS NULL
                    AND a.status <> 'deactivated' AND m.account <> $1)
         FROM projects p LEFT JOIN organisation_names o ON o.id = p.organisation
         LEFT JOIN project_preferences f ON f.project = p.id AND f.account = $1
         WHERE (p.archived_at IS NOT NULL) = $2 AND (p.sort_name, p.id) > ($3, $4)
           AND p.id IN (
             SELECT m.project FROM members m WHERE m.account = $1 AND m.status = 'active' AND (m.ends_at > $5 OR m.ends_at IS NULL)
             UNION
             SELECT m.project FROM members m JOIN group_memberships g ON g.group_id = m.group_id
              WHERE g.account = $1 AND m.status = 'active' AND (m.ends_at > $5 OR m.ends_at IS NULL))
         ORDER BY p.sort_name, p.id LIMIT $6"
    )
    .bind(account)
    .bind(is_archived)
    .bind(after.0)
    .bind(after.1)
    .bind(now)
    .bind(size.and_one())
    .all(db)
    .await?;
    Ok((rows, ways(db, account, now, None).await?))
}

/// The ways in which `account` is in its projects, or in one of them.
pub async fn ways(
    on: impl Reads,
    account: AccountId,
    now: Timestamp,
    project: Option<ProjectId>,
) -> DbResult<Vec<WayRow>> {
    sql!(
        "SELECT m.project, m.group_id, m.role, m.messages_level, m.tasks_level, m.files_level, m.pages_level, m.calendar_level,
                m.meetings_level, m.ends_on
         FROM members m
         WHERE m.account = $1 AND m.status = 'active' AND (m.ends_at > $2 OR m.ends_at IS NULL) AND (m.project = $3 OR $3 IS NULL)
         UNION ALL
         SELECT m.project, m.group_id, m.role, m.messages_level, m.tasks_level, m.files_level, m.pages_level, m.calendar_level,
                m.meetings_level, m.ends_on
         FROM members m JOIN group_memberships g ON g.group_id = m.group_id
         WHERE g.account = $1 AND m.status = 'active' AND (m.ends_at > $2 OR m.ends_at IS NULL) AND (m.project = $3 OR $3 IS NULL)"
    )
    .bind(account)
    .bind(now)
    .bind(project)
    .all(on)
    .await
}

/// Whether a project has a module that is on.
///
/// # Errors
/// Whatever the database says.
pub async fn has_module(on: impl Reads, project: ProjectId, module: access::Module) -> DbResult<bool> {
    let modules: Option<ModuleSet> = sql!("SELECT modules FROM projects WHERE id = $1")
        .bind(project)
        .optional_value(on)
        .await?;
    Ok(modules.is_some_and(|it| it.has(module)))
}

/// What a new project is.
pub struct Inserted<'a> {
    pub name: &'a str,
    pub aim: &'a str,
    pub icon: ProjectIcon,
    pub colour: ProjectColour,
    pub organisation: Option<Id<kind::Organisation>>,
    pub modules: ModuleSet,
    pub admission: Admission,
    pub by: AccountId,
    pub draft: Uuid,
    pub draft_hash: &'a [u8],
}

/// Inserts a project; `None` if this draft has been used.
pub async fn insert(tx: &mut Tx, new: Inserted<'_>) -> DbResult<Option<ProjectId>> {
    let (id, now): (ProjectId, _) = (tx.new_id(), tx.now());
    sql!(
        "INSERT INTO projects (id, name, sort_name, aim, icon, colour, organisation, modules, admission, is_template, created_at, created_by,
                               draft, draft_hash, version)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, FALSE, $10, $11, $12, $13, 1)
         ON CONFLICT (created_by, draft) DO NOTHING RETURNING id"
    )
    .bind(id)
    .bind(new.name)
    .bind(base::text::fold(new.name))
    .bind(new.aim)
    .bind(new.icon)
    .bind(new.colour)
    .bind(new.organisation)
    .bind(new.modules.words())
    .bind(new.admission)
    .bind(now)
    .bind(new.by)
    .bind(new.draft)
    .bind(new.draft_hash)
    .optional_value(tx)
    .await
}

/// The project that a draft of `by` has become, and the hash of what was asked for.
pub async fn by_draft(tx: &mut Tx, by: AccountId, draft: Uuid) -> DbResult<Option<(ProjectId, Vec<u8>)>> {
    sql!("SELECT id, draft_hash FROM projects WHERE created_by = $1 AND draft = $2")
        .bind(by)
        .bind(draft)
        .optional(tx)
        .await
}

/// What an edit leaves.
pub struct Edited<'a> {
    pub name: &'a str,
    pub aim: &'a str,
    pub icon: ProjectIcon,
    pub colour: ProjectColour,
    pub modules: ModuleSet,
    pub admission: Admission,
    pub starts_on: Option<Day>,
    pub ends_on: Option<Day>,
    pub budget: Option<&'a str>,
}

/// Writes an edit against `version`; whether that was still the version.
pub async fn update(tx: &mut Tx, project: ProjectId, version: i64, new: Edited<'_>) -> DbResult<bool> {
    let changed = sql!(
        "UPDATE projects SET name = $1, sort_name = $2, aim = $3, icon = $4, colour = $5, modules = $6, admission = $7, starts_on = $8,
                ends_on = $9, budget = $10, version = version + 1
         WHERE id = $11 AND version = $12"
    )
    .bind(new.name)
    .bind(base::text::fold(new.name))
    .bind(new.aim)
    .bind(new.icon)
    .bind(new.colour)
    .bind(new.modules.words())
    .bind(new.admission)
    .bind(new.starts_on)
    .bind(new.ends_on)
    .bind(new.budget)
    .bind(project)
    .bind(version)
    .exec(tx)
    .await?;
    Ok(changed == 1)
}

/// Makes a project read-only, or not; whether that changed anything.
pub async fn set_archived(tx: &mut Tx, project: ProjectId, archived_at: Option<Timestamp>) -> DbResult<bool> {
    let changed = sql!("UPDATE projects SET archived_at = $1, version = version + 1 WHERE id = $2 AND (archived_at IS NULL) = $3")
        .bind(archived_at)
        .bind(project)
        .bind(archived_at.is_some())
        .exec(tx)
        .await?;
    Ok(changed == 1)
}

/// Lets others be made from a project, or not; whether that changed anything.
pub async fn set_template(tx: &mut Tx, project: ProjectId, is_template: bool) -> DbResult<bool> {
    let changed = sql!(
        "UPDATE projects SET is_template = $1, version = version + 1 WHERE id = $2 AND is_template <> $1"
    )
    .bind(is_template)
    .bind(project)
    .exec(tx)
    .await?;
    Ok(changed == 1)
}

/// A template's row.
pub struct TemplateRow {
    pub id: ProjectId,
    pub name: String,
    pub icon: ProjectIcon,
    pub colour: ProjectColour,
    pub aim: String,
    pub modules: ModuleSet,
    pub admission: Admission,
    pub organisation: Option<Id<kind::Organisation>>,
    pub organisation_name: Option<String>,
}
row!(TemplateRow {
    id,
    name,
    icon,
    colour,
    aim,
    modules,
    admission,
    organisation,
    organisation_name
});

/// The templates of the organisations `account` belongs to, of those above them, and of no organisation.
pub async fn templates(on: impl Reads, account: AccountId) -> DbResult<Vec<TemplateRow>> {
    sql!(
        "SELECT p.id, p.name, p.icon, p.colour, p.aim, p.modules, p.admission, p.organisation, o.name
         FROM projects p LEFT JOIN organisation_names o ON o.id = p.organisation
         WHERE p.is_template AND (p.organisation IS NULL OR p.organisation IN (
             SELECT b.ancestor FROM organisation_ancestry b JOIN organisation_memberships a ON a.organisation = b.organisation
             WHERE a.account = $1))
         ORDER BY p.sort_name, p.id LIMIT 200"
    )
    .bind(account)
    .all(on)
    .await
}

/// Adds 1 to the version, so that who edits meanwhile is told.
pub async fn touch(tx: &mut Tx, project: ProjectId) -> DbResult<()> {
    sql!("UPDATE projects SET version = version + 1 WHERE id = $1")
        .bind(project)
        .exec(tx)
        .await
        .map(drop)
}

/// How `account` keeps his projects: pinned ones with their rank, in order.
pub async fn pinned(tx: &mut Tx, account: AccountId) -> DbResult<Vec<(ProjectId, String)>> {
    sql!("SELECT project, rank FROM project_preferences WHERE account = $1 AND is_pinned ORDER BY rank, project").bind(account).all(tx).await
}

/// Writes how `account` keeps a project.
pub async fn keep(
    tx: &mut Tx,
    account: AccountId,
    project: ProjectId,
    is_pinned: bool,
    rank: &str,
    category: Option<&str>,
) -> DbResult<()> {
    sql!(
        "INSERT INTO project_preferences (account, project, is_pinned, rank, category) VALUES ($1, $2, $3, $4, $5)
         ON CONFLICT (account, project) DO UPDATE SET is_pinned = excluded.is_pinned, rank = excluded.rank, category = excluded.category"
    )
    .bind(account)
    .bind(project)
    .bind(is_pinned)
    .bind(rank)
    .bind(category)
    .exec(tx)
    .await
    .map(drop)
}

db::row!(RefRow {
    id,
    name,
    icon,
    colour
});
/// A project's card.
pub struct RefRow {
    id: ProjectId,
    name: String,
    icon: ProjectIcon,
    colour: ProjectColour,
}

impl From<RefRow> for ProjectRef {
    fn from(row: RefRow) -> Self {
        Self {
            id: row.id,
            name: row.name,
            icon: row.icon,
            colour: row.colour,
        }
    }
}

/// The card of a project; permission is the caller's matter.
pub async fn card(on: impl Reads, project: ProjectId) -> DbResult<Option<ProjectRef>> {
    let found: Option<RefRow> = sql!("SELECT id, name, icon, colour FROM projects WHERE id = $1")
        .bind(project)
        .optional(on)
        .await?;
    Ok(found.map(ProjectRef::from))
}

/// The cards of the projects `account` is in whose name has a word that begins with `word` (folded).
pub async fn search(
    on: impl Reads,
    account: AccountId,
    now: Timestamp,
    word: &str,
    limit: i64,
) -> DbResult<Vec<ProjectRef>> {
    let found: Vec<RefRow> = sql!(
        "SELECT p.id, p.name, p.icon, p.colour FROM projects p
         WHERE p.archived_at IS NULL AND (p.sort_name LIKE $1 ESCAPE '!' OR p.sort_name LIKE $2 ESCAPE '!')
           AND p.id IN (
             SELECT m.project FROM members m WHERE m.account = $3 AND m.status = 'active' AND (m.ends_at > $4 OR m.ends_at IS NULL)
             UNION
             SELECT m.project FROM members m JOIN group_memberships g ON g.group_id = m.group_id
              WHERE g.account = $3 AND m.status = 'active' AND (m.ends_at > $4 OR m.ends_at IS NULL))
         ORDER BY p.sort_name, p.id LIMIT $5"
    )
    .bind(format!("{}%", escaped(word)))
    .bind(format!("% {}%", escaped(word)))
    .bind(account)
    .bind(now)
    .bind(limit)
    .all(on)
    .await?;
    Ok(found.into_iter().map(ProjectRef::from).collect())
}

fn escaped(word: &str) -> String {
    word.replace('!', "!!").replace('%', "!%").replace('_', "!_")
}

/// The cards of the projects that two people are both in by themselves or through groups.
pub async fn shared(
    on: impl Reads,
    one: AccountId,
    other: AccountId,
    now: Timestamp,
) -> DbResult<Vec<ProjectRef>> {
    let found: Vec<RefRow> = sql!(
        "SELECT p.id, p.name, p.icon, p.colour FROM projects p
         WHERE p.archived_at IS NULL
           AND p.id IN (
             SELECT m.project FROM members m WHERE m.account = $1 AND m.status = 'active' AND (m.ends_at > $2 OR m.ends_at IS NULL)
             UNION
             SELECT m.project FROM members m JOIN group_memberships g ON g.group_id = m.group_id
              WHERE g.account = $1 AND m.status = 'active' AND (m.ends_at > $2 OR m.ends_at IS NULL))
           AND p.id IN (
             SELECT m.project FROM members m WHERE m.account = $3 AND m.status = 'active' AND (m.ends_at > $2 OR m.ends_at IS NULL)
             UNION
             SELECT m.project FROM members m JOIN group_memberships g ON g.group_id = m.group_id
              WHERE g.account = $3 AND m.status = 'active' AND (m.ends_at > $2 OR m.ends_at IS NULL))
         ORDER BY p.sort_name, p.id LIMIT 50"
    )
    .bind(one)
    .bind(now)
    .bind(other)
    .all(on)
    .await?;
    Ok(found.into_iter().map(ProjectRef::from).collect())
}

/// The ids of the projects `account` is in.
///
/// # Errors
/// Whatever the database says.
pub async fn ids_of(on: impl Reads, account: AccountId, now: Timestamp) -> DbResult<Vec<ProjectId>> {
    sql!(
        "SELECT m.project FROM members m WHERE m.account = $1 AND m.status = 'active' AND (m.ends_at > $2 OR m.ends_at IS NULL)
         UNION
         SELECT m.project FROM members m JOIN group_memberships g ON g.group_id = m.group_id
         WHERE g.account = $1 AND m.status = 'active' AND (m.ends_at > $2 OR m.ends_at IS NULL)"
    )
    .bind(account)
    .bind(now)
    .values(on)
    .await
}

/// The ids of the projects that a group is in.
///
/// # Errors
/// Whatever the database says.
pub async fn ids_of_group(on: impl Reads, group: Id<kind::Group>) -> DbResult<Vec<ProjectId>> {
    sql!("SELECT project FROM members WHERE group_id = $1 AND status = 'active'")
        .bind(group)
        .values(on)
        .await
}
