// SPDX-License-Identifier: EUPL-1.2
//! The SQL of who is in a project, of who asks to be, and of who can see it.

use access::{Grant, Level, LevelsPatch, Manage, Module, Read, Role};
use base::{Day, Id, PageSize, Timestamp, kind};
use db::{DbResult, FromRow, Reads, RowRef, Tx, row, sql};

type ProjectId = Id<kind::Project>;
type AccountId = Id<kind::Account>;
type MemberId = Id<kind::Member>;

/// A member's row.
#[derive(Debug, Clone)]
pub struct MemberRow {
    pub id: MemberId,
    pub project: ProjectId,
    pub account: Option<AccountId>,
    pub group: Option<Id<kind::Group>>,
    pub role: Role,
    pub exceptions: LevelsPatch,
    pub ends_on: Option<Day>,
    pub is_waiting: bool,
    pub invited_by: Option<AccountId>,
    pub joined_at: Timestamp,
    pub version: i64,
}

impl FromRow for MemberRow {
    fn from_row(row: &RowRef<'_>) -> DbResult<Self> {
        Ok(Self {
            id: row.get(0)?,
            project: row.get(1)?,
            account: row.get(2)?,
            group: row.get(3)?,
            role: row.get(4)?,
            exceptions: exceptions(row, 5)?,
            ends_on: row.get(11)?,
            is_waiting: row.get::<String>(12)? == "waiting",
            invited_by: row.get(13)?,
            joined_at: row.get(14)?,
            version: row.get(15)?,
        })
    }
}

fn exceptions(row: &RowRef<'_>, at: usize) -> DbResult<LevelsPatch> {
    Ok(LevelsPatch {
        messages: row.get(at)?,
        tasks: row.get(at + 1)?,
        files: row.get(at + 2)?,
        pages: row.get(at + 3)?,
        calendar: row.get(at + 4)?,
        meetings: row.get(at + 5)?,
    })
}

/// A page of members, in the order in which they came.
pub async fn page(
    on: impl Reads,
    project: &Grant<Read, access::Project>,
    after: MemberId,
    size: PageSize,
) -> DbResult<Vec<MemberRow>> {
    sql!(
        "SELECT id, project, account, group_id, role, messages_level, tasks_level, files_level, pages_level, calendar_level, meetings_level,
                ends_on, status, invited_by, joined_at, version
         FROM members WHERE project = $1 AND id > $2 ORDER BY id LIMIT $3"
    )
    .bind(project.id())
    .bind(after)
    .bind(size.and_one())
    .all(on)
    .await
}

/// One member of a project.
pub async fn find(on: impl Reads, project: ProjectId, member: MemberId) -> DbResult<Option<MemberRow>> {
    sql!(
        "SELECT id, project, account, group_id, role, messages_level, tasks_level, files_level, pages_level, calendar_level, meetings_level,
                ends_on, status, invited_by, joined_at, version
         FROM members WHERE project = $1 AND id = $2"
    )
    .bind(project)
    .bind(member)
    .optional(on)
    .await
}

/// A person's own membership of a project.
pub async fn of_account(
    on: impl Reads,
    project: ProjectId,
    account: AccountId,
) -> DbResult<Option<MemberRow>> {
    sql!(
        "SELECT id, project, account, group_id, role, messages_level, tasks_level, files_level, pages_level, calendar_level, meetings_level,
                ends_on, status, invited_by, joined_at, version
         FROM members WHERE project = $1 AND account = $2"
    )
    .bind(project)
    .bind(account)
    .optional(on)
    .await
}

/// All members that are in, to make a project like this one.
pub async fn active(tx: &mut Tx, project: ProjectId) -> DbResult<Vec<MemberRow>> {
    sql!(
        "SELECT id, project, account, group_id, role, messages_level, tasks_level, files_level, pages_level, calendar_level, meetings_level,
                ends_on, status, invited_by, joined_at, version
         FROM members WHERE project = $1 AND status = 'active' ORDER BY id"
    )
    .bind(project)
    .all(tx)
    .await
}

/// A member to insert.
pub struct NewRow {
    pub project: ProjectId,
    pub account: Option<AccountId>,
    pub group: Option<Id<kind::Group>>,
    pub role: Role,
    pub exceptions: LevelsPatch,
    pub ends_on: Option<Day>,
    pub ends_at: Option<Timestamp>,
    pub is_waiting: bool,
    pub invited_by: Option<AccountId>,
}

/// Whether a group is in a project at `now`.
///
/// # Errors
/// Whatever the database says.
pub async fn has_group(
    on: impl Reads,
    project: ProjectId,
    group: Id<kind::Group>,
    now: Timestamp,
) -> DbResult<bool> {
    let found: i64 = sql!(
        "SELECT COUNT(*) FROM members WHERE project = $1 AND group_id = $2 AND status = 'active' AND (ends_at > $3 OR ends_at IS NULL)"
    )
    .bind(project)
    .bind(group)
    .bind(now)
    .value(on)
    .await?;
    Ok(found > 0)
}

/// Inserts a member; `None` if that person or group is one already.
pub async fn insert(tx: &mut Tx, new: NewRow) -> DbResult<Option<MemberId>> {
    let (id, now): (MemberId, _) = (tx.new_id(), tx.now());
    let level = |module| new.exceptions.of(module);
    sql!(
        "INSERT INTO members (id, project, account, group_id, role, messages_level, tasks_level, files_level, pages_level, calendar_level,
                              meetings_level, ends_on, ends_at, status, invited_by, joined_at, version)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, 1)
         ON CONFLICT DO NOTHING RETURNING id"
    )
    .bind(id)
    .bind(new.project)
    .bind(new.account)
    .bind(new.group)
    .bind(new.role)
    .bind(level(Module::Messages))
    .bind(level(Module::Tasks))
    .bind(level(Module::Files))
    .bind(level(Module::Pages))
    .bind(level(Module::Calendar))
    .bind(level(Module::Meetings))
    .bind(new.ends_on)
    .bind(new.ends_at)
    .bind(if new.is_waiting { "waiting" } else { "active" })
    .bind(new.invited_by)
    .bind(now)
    .optional_value(tx)
    .await
}

/// Holds a member's row until the transaction ends, if it still has that version: of many who edit one, one does.
pub async fn hold(tx: &mut Tx, member: MemberId, version: i64) -> DbResult<bool> {
    Ok(
        sql!("UPDATE members SET version = version WHERE id = $1 AND version = $2")
            .bind(member)
            .bind(version)
            .exec(tx)
            .await?
            == 1,
    )
}

/// Writes role, exceptions and end of a member, whatever its version.
pub async fn update(
    tx: &mut Tx,
    member: MemberId,
    role: Role,
    exceptions: LevelsPatch,
    ends: (Option<Day>, Option<Timestamp>),
) -> DbResult<()> {
    let level = |module| -> Option<Level> { exceptions.of(module) };
    sql!(
        "UPDATE members SET role = $1, messages_level = $2, tasks_level = $3, files_level = $4, pages_level = $5, calendar_level = $6,
                meetings_level = $7, ends_on = $8, ends_at = $9, version = version + 1
         WHERE id = $10"
    )
    .bind(role)
    .bind(level(Module::Messages))
    .bind(level(Module::Tasks))
    .bind(level(Module::Files))
    .bind(level(Module::Pages))
    .bind(level(Module::Calendar))
    .bind(level(Module::Meetings))
    .bind(ends.0)
    .bind(ends.1)
    .bind(member)
    .exec(tx)
    .await
    .map(drop)
}

/// Lets a waiting member in; whether it waited.
pub async fn accept(tx: &mut Tx, member: MemberId) -> DbResult<bool> {
    let changed = sql!(
        "UPDATE members SET status = 'active', version = version + 1 WHERE id = $1 AND status = 'waiting'"
    )
    .bind(member)
    .exec(tx)
    .await?;
    Ok(changed == 1)
}

/// Removes a member; whether it was there.
pub async fn delete(tx: &mut Tx, member: MemberId) -> DbResult<bool> {
    Ok(sql!("DELETE FROM members WHERE id = $1")
        .bind(member)
        .exec(tx)
        .await?
        == 1)
}

/// How many people with an account of their own in use are owners for good. The row of the project is written first, so
/// that two who remove the last two owners at once follow one another.
pub async fn owners(tx: &mut Tx, project: ProjectId) -> DbResult<i64> {
    super::store::touch(tx, project).await?;
    sql!(
        "SELECT COUNT(*) FROM members m JOIN account_states a ON a.id = m.account
         WHERE m.project = $1 AND m.role = 'owner' AND m.status = 'active' AND m.ends_at IS NULL AND a.status <> 'deactivated'"
    )
    .bind(project)
    .value(tx)
    .await
}

/// A request to enter.
pub struct RequestRow {
    pub id: Id<kind::ProjectAccessRequest>,
    pub project: ProjectId,
    pub account: AccountId,
    pub reason: String,
    pub asked_at: Timestamp,
}
row!(RequestRow {
    id,
    project,
    account,
    reason,
    asked_at
});

/// Inserts a request to enter, unless one of this person waits.
pub async fn insert_request(
    tx: &mut Tx,
    project: ProjectId,
    account: AccountId,
    reason: &str,
) -> DbResult<Option<Id<kind::ProjectAccessRequest>>> {
    let waiting: i64 = sql!("SELECT COUNT(*) FROM project_access_requests WHERE project = $1 AND account = $2 AND answered_at IS NULL")
        .bind(project)
        .bind(account)
        .value(&mut *tx)
        .await?;
    if waiting > 0 {
        return Ok(None);
    }
    let (id, now): (Id<kind::ProjectAccessRequest>, _) = (tx.new_id(), tx.now());
    sql!("INSERT INTO project_access_requests (id, project, account, reason, asked_at) VALUES ($1, $2, $3, $4, $5) RETURNING id")
        .bind(id)
        .bind(project)
        .bind(account)
        .bind(reason)
        .bind(now)
        .optional_value(tx)
        .await
}

/// The requests that wait, oldest first.
pub async fn requests(on: impl Reads, project: &Grant<Manage, access::Project>) -> DbResult<Vec<RequestRow>> {
    sql!("SELECT id, project, account, reason, asked_at FROM project_access_requests WHERE project = $1 AND answered_at IS NULL ORDER BY id LIMIT 200")
        .bind(project.id())
        .all(on)
        .await
}

/// The project of a request that waits, to ask for permission on it.
pub async fn request(on: impl Reads, id: Id<kind::ProjectAccessRequest>) -> DbResult<Option<RequestRow>> {
    sql!("SELECT id, project, account, reason, asked_at FROM project_access_requests WHERE id = $1")
        .bind(id)
        .optional(on)
        .await
}

/// Answers a request; whether it waited.
pub async fn answer(
    tx: &mut Tx,
    id: Id<kind::ProjectAccessRequest>,
    by: AccountId,
    is_granted: bool,
    answer_reason: Option<&str>,
) -> DbResult<bool> {
    let now = tx.now();
    let changed = sql!("UPDATE project_access_requests SET answered_at = $1, answered_by = $2, is_granted = $3, answer_reason = $4 WHERE id = $5 AND answered_at IS NULL")
        .bind(now)
        .bind(by)
        .bind(is_granted)
        .bind(answer_reason)
        .bind(id)
        .exec(tx)
        .await?;
    Ok(changed == 1)
}

/// One of the ways in which someone can see a project.
pub struct SeerRow {
    pub account: AccountId,
    pub group: Option<Id<kind::Group>>,
    pub role: Role,
    pub exceptions: LevelsPatch,
    pub invited_by: Option<AccountId>,
    pub since: Timestamp,
    pub ends_on: Option<Day>,
}

impl FromRow for SeerRow {
    fn from_row(row: &RowRef<'_>) -> DbResult<Self> {
        Ok(Self {
            account: row.get(0)?,
            group: row.get(1)?,
            role: row.get(2)?,
            exceptions: exceptions(row, 3)?,
            invited_by: row.get(9)?,
            since: row.get(10)?,
            ends_on: row.get(11)?,
        })
    }
}

/// Everyone who can see a project, once for each way, up to 2,000.
pub async fn seers(
    on: impl Reads,
    project: &Grant<Read, access::Project>,
    now: Timestamp,
) -> DbResult<Vec<SeerRow>> {
    sql!(
        "SELECT m.account, m.group_id, m.role, m.messages_level, m.tasks_level, m.files_level, m.pages_level, m.calendar_level,
                m.meetings_level, m.invited_by, m.joined_at, m.ends_on
         FROM members m JOIN account_states a ON a.id = m.account
         WHERE m.project = $1 AND m.status = 'active' AND (m.ends_at > $2 OR m.ends_at IS NULL) AND a.status <> 'deactivated'
         UNION ALL
         SELECT g.account, m.group_id, m.role, m.messages_level, m.tasks_level, m.files_level, m.pages_level, m.calendar_level,
                m.meetings_level, m.invited_by, m.joined_at, m.ends_on
         FROM members m JOIN group_memberships g ON g.group_id = m.group_id JOIN account_states a ON a.id = g.account
         WHERE m.project = $1 AND m.status = 'active' AND (m.ends_at > $2 OR m.ends_at IS NULL) AND a.status <> 'deactivated'
         LIMIT 2000"
    )
    .bind(project.id())
    .bind(now)
    .all(on)
    .await
}

/// Those who can answer for a project: its managers and owners, by themselves or through groups.
pub async fn managers(on: impl Reads, project: ProjectId, now: Timestamp) -> DbResult<Vec<AccountId>> {
    sql!(
        "SELECT m.account FROM members m JOIN account_states a ON a.id = m.account
         WHERE m.project = $1 AND m.role IN ('manager', 'owner') AND m.status = 'active' AND (m.ends_at > $2 OR m.ends_at IS NULL)
           AND a.status = 'active' AND NOT a.is_external
         UNION
         SELECT g.account FROM members m JOIN group_memberships g ON g.group_id = m.group_id JOIN account_states a ON a.id = g.account
         WHERE m.project = $1 AND m.role IN ('manager', 'owner') AND m.status = 'active' AND (m.ends_at > $2 OR m.ends_at IS NULL)
           AND a.status = 'active' AND NOT a.is_external"
    )
    .bind(project)
    .bind(now)
    .values(on)
    .await
}

/// The memberships that a person holds by himself.
pub async fn held_by(on: impl Reads, account: AccountId) -> DbResult<Vec<MemberRow>> {
    sql!(
        "SELECT id, project, account, group_id, role, messages_level, tasks_level, files_level, pages_level, calendar_level, meetings_level,
                ends_on, status, invited_by, joined_at, version
         FROM members WHERE account = $1 ORDER BY id"
    )
    .bind(account)
    .all(on)
    .await
}

/// Members whose end lies in `(from, to]`.
pub async fn ending(on: impl Reads, from: Timestamp, to: Timestamp) -> DbResult<Vec<MemberRow>> {
    sql!(
        "SELECT id, project, account, group_id, role, messages_level, tasks_level, files_level, pages_level, calendar_level, meetings_level,
                ends_on, status, invited_by, joined_at, version
         FROM members WHERE ends_at > $1 AND ends_at <= $2 AND status = 'active' ORDER BY ends_at, id LIMIT 1000"
    )
    .bind(from)
    .bind(to)
    .all(on)
    .await
}
