// SPDX-License-Identifier: EUPL-1.2
//! From rows to what a client sees: names resolved, and what the one who asks may do.

use std::collections::HashMap;

use access::{ActionKind, Grant, Level, Levels, Module, Read, Role, Signed, Standing, allows, preset};
use base::{Id, Page, PageSize, kind};
use db::{Db, DbResult};

use super::{
    model::{
        AVAILABLE_MODULES, Admission, Found, MyGroup, MyPlace, Project, ProjectCan, ProjectRef, Template,
    },
    model_members::{
        Member, MemberCan, MemberKind, MemberStatus, ProjectAccessRequest, Seer, Via, WhoCanSee, Why,
    },
    rank::Rank,
    store::{self, ProjectRow, WayRow},
    store_members::{self, MemberRow},
};
use crate::{
    app::App,
    areas::{
        accounts::{self, Person},
        orgs::{self, GroupRef, OrganisationRef, Settings},
    },
};

type AccountId = Id<kind::Account>;
type GroupId = Id<kind::Group>;

/// A project as the holder of the grant sees it.
///
/// # Errors
/// Whatever the database says; `None` if it has gone meanwhile.
pub async fn project(app: &App, grant: &Grant<Read, access::Project>) -> DbResult<Option<Project>> {
    let Some(row) = store::find(&app.db, grant).await? else {
        return Ok(None);
    };
    let settings = orgs::settings(&app.db).await?;
    let ways = store::ways(&app.db, grant.actor().account, app.now(), Some(grant.id())).await?;
    let ways: Vec<&WayRow> = ways.iter().collect();
    let cards = orgs::group_cards(&app.db, &only_groups(&ways)).await?;
    Ok(Some(seen(
        row,
        grant.standing(),
        grant.actor(),
        &ways,
        &cards,
        &settings,
    )))
}

/// The groups through which someone is in a project, if he is not in it by himself.
fn only_groups(ways: &[&WayRow]) -> Vec<GroupId> {
    let groups: Option<Vec<GroupId>> = ways.iter().map(|it| it.group).collect();
    groups.unwrap_or_default()
}

/// The last day of what ends last; `None`: something has no end.
fn last_day(ways: &[&WayRow]) -> Option<base::Day> {
    let ends: Option<Vec<base::Day>> = ways.iter().map(|it| it.ends_on).collect();
    ends?.into_iter().max()
}

/// A project's row as someone of this standing sees it.
fn seen(
    row: ProjectRow,
    standing: &Standing,
    actor: Signed,
    ways: &[&WayRow],
    cards: &HashMap<GroupId, GroupRef>,
    settings: &Settings,
) -> Project {
    let group = |id: GroupId| {
        let name = cards.get(&id)?.name.clone();
        Some(MyGroup { name, id })
    };
    let mut groups: Vec<MyGroup> = only_groups(ways).into_iter().filter_map(group).collect();
    groups.sort_unstable();
    let role = standing.role.unwrap_or(Role::Reader);
    let may = |action| allows(standing, action, None).is_ok();
    let (manages, owns) = (may(ActionKind::Manage), may(ActionKind::Own));
    let is_archived = row.archived_at.is_some();
    let invites = !is_archived
        && (manages || (row.admission == Admission::Approval && role >= Role::Member && !actor.is_external));
    let mut levels = standing.levels;
    for &module in Module::ALL {
        if !row.modules.has(module) {
            *levels.of_mut(module) = Level::None;
        }
    }
    let can = ProjectCan {
        write: may(ActionKind::Write),
        manage: manages,
        own: owns,
        invite: invites,
        invite_external: invites && settings.externals_invited_by.allows(role),
        leave: groups.is_empty() && (role != Role::Owner || row.other_owners > 0),
        archive: manages,
        duplicate: !actor.is_external,
        make_template: owns,
    };
    Project {
        id: row.id,
        name: row.name,
        aim: row.aim,
        icon: row.icon,
        colour: row.colour,
        organisation: row
            .organisation
            .zip(row.organisation_name)
            .map(|(id, name)| OrganisationRef { id, name }),
        modules: row.modules.into(),
        available_modules: AVAILABLE_MODULES.to_vec(),
        admission: row.admission,
        starts_on: row.starts_on,
        ends_on: row.ends_on,
        budget: row.budget,
        created_at: row.created_at,
        archived_at: row.archived_at,
        is_template: row.is_template,
        members: row.members,
        externals: row.externals,
        waiting: if manages {
            row.waiting_members + row.waiting_requests
        } else {
            0
        },
        my: MyPlace {
            role,
            levels,
            is_external: actor.is_external,
            ends_on: last_day(ways),
            groups,
            pinned: row.is_pinned.unwrap_or(false),
            rank: row.rank.unwrap_or_default(),
            category: row.category,
        },
        etag: row.version.to_string(),
        can,
    }
}

/// A page of the projects someone is in, in as many statements however many there are.
///
/// # Errors
/// Whatever the database says.
pub async fn mine(
    app: &App,
    actor: Signed,
    is_archived: bool,
    after: (&str, Id<kind::Project>),
    size: PageSize,
) -> DbResult<Page<Project>> {
    let (rows, ways) = store::mine_rows(&app.db, actor.account, app.now(), is_archived, after, size).await?;
    let settings = orgs::settings(&app.db).await?;
    let page = Page::cut(rows, size, |row| {
        format!("{}~{}", row.id, base::text::fold(&row.name))
    });
    let groups: Vec<GroupId> = ways.iter().filter_map(|it| it.group).collect();
    let cards = orgs::group_cards(&app.db, &groups).await?;
    Ok(page.map(|row| {
        let mut standing = Standing {
            role: None,
            levels: Levels::all(Level::None),
            is_external: actor.is_external,
            is_archived: row.archived_at.is_some(),
            modules: row.modules,
            is_related: false,
            bounds: access::Bounds::default(),
            ends_at: None,
        };
        let ways: Vec<&WayRow> = ways.iter().filter(|it| it.project == row.id).collect();
        for way in &ways {
            standing.role = standing.role.max(Some(way.role));
            let exceptions = access::LevelsPatch {
                messages: way.messages,
                tasks: way.tasks,
                files: way.files,
                pages: way.pages,
                calendar: way.calendar,
                meetings: way.meetings,
            };
            standing.levels = standing.levels.or(exceptions.on(preset(way.role)));
        }
        seen(row, &standing, actor, &ways, &cards, &settings)
    }))
}

/// A page of members.
///
/// # Errors
/// Whatever the database says.
pub async fn members(
    app: &App,
    grant: &Grant<Read, access::Project>,
    after: Id<kind::Member>,
    size: PageSize,
) -> DbResult<Page<Member>> {
    let rows = store_members::page(&app.db, grant, after, size).await?;
    let page = Page::cut(rows, size, |row| row.id.to_string());
    let looks = Looks::of(&app.db, &page.items).await?;
    Ok(page.map(|row| member(app, row, &looks, grant.standing(), grant.actor())))
}

/// One member, as the holder of the grant sees him.
///
/// # Errors
/// Whatever the database says.
pub async fn one_member<A>(app: &App, grant: &Grant<A, access::Project>, row: MemberRow) -> DbResult<Member> {
    let rows = [row];
    let looks = Looks::of(&app.db, &rows).await?;
    let [row] = rows;
    Ok(member(app, row, &looks, grant.standing(), grant.actor()))
}

/// Members as everyone in their projects is told of them: nothing in it depends on who hears it but `is_me` and `can`,
/// which a client asks for afresh.
///
/// # Errors
/// Whatever the database says.
pub async fn announced_members(app: &App, rows: Vec<MemberRow>) -> DbResult<Vec<Member>> {
    let looks = Looks::of(&app.db, &rows).await?;
    let nobody = Standing {
        role: Some(Role::Reader),
        levels: Levels::all(Level::None),
        is_external: true,
        is_archived: false,
        modules: access::ModuleSet::default(),
        is_related: false,
        bounds: access::Bounds::default(),
        ends_at: None,
    };
    let signed = Signed {
        account: Id::MIN,
        is_external: true,
        is_instance_admin: false,
    };
    Ok(rows
        .into_iter()
        .map(|row| member(app, row, &looks, &nobody, signed))
        .collect())
}

/// The names that rows of members need.
struct Looks {
    people: HashMap<AccountId, Person>,
    groups: HashMap<Id<kind::Group>, orgs::GroupRef>,
}

impl Looks {
    async fn of(db: &Db, rows: &[MemberRow]) -> DbResult<Self> {
        let people: Vec<AccountId> = rows
            .iter()
            .flat_map(|it| [it.account, it.invited_by])
            .flatten()
            .collect();
        let groups: Vec<_> = rows.iter().filter_map(|it| it.group).collect();
        Ok(Self {
            people: accounts::people(db, &people).await?,
            groups: orgs::group_cards(db, &groups).await?,
        })
    }
}

fn member(app: &App, row: MemberRow, looks: &Looks, standing: &Standing, actor: Signed) -> Member {
    let person = row.account.and_then(|it| looks.people.get(&it).cloned());
    let group = row.group.and_then(|it| looks.groups.get(&it).cloned());
    let is_external = person.as_ref().is_some_and(|it| it.is_external);
    let (manages, owns) = (
        allows(standing, ActionKind::Manage, None).is_ok(),
        allows(standing, ActionKind::Own, None).is_ok(),
    );
    // Owners are the owners' matter.
    let may = if row.role == Role::Owner { owns } else { manages };
    let is_me = row.account == Some(actor.account);
    let status = if row.is_waiting {
        MemberStatus::Waiting
    } else if person.as_ref().is_some_and(|it| it.is_invited) {
        MemberStatus::Invited
    } else {
        MemberStatus::Active
    };
    Member {
        id: row.id,
        kind: if row.group.is_some() {
            MemberKind::Group
        } else {
            MemberKind::Person
        },
        role: row.role,
        levels: row.exceptions.on(preset(row.role)),
        own_levels: row.exceptions,
        is_external,
        ends_on: row.ends_on,
        status,
        joined_at: row.joined_at,
        invited_by: row.invited_by.and_then(|it| looks.people.get(&it).cloned()),
        presence: row
            .account
            .map_or(live::Presence::Offline, |it| app.live.presence(it)),
        is_me,
        etag: row.version.to_string(),
        can: MemberCan {
            edit: may,
            remove: may || is_me,
            accept: manages && row.is_waiting,
            make_owner: owns
                && row.account.is_some()
                && !is_external
                && row.role != Role::Owner
                && row.ends_on.is_none()
                && !row.is_waiting,
        },
        person,
        group,
    }
}

/// The requests to enter that wait.
///
/// # Errors
/// Whatever the database says.
pub async fn requests(
    app: &App,
    grant: &Grant<access::Manage, access::Project>,
) -> DbResult<Vec<ProjectAccessRequest>> {
    let rows = store_members::requests(&app.db, grant).await?;
    let Some(project) = store::card(&app.db, grant.id()).await? else {
        return Ok(Vec::new());
    };
    let people: Vec<AccountId> = rows.iter().map(|it| it.account).collect();
    let people = accounts::people(&app.db, &people).await?;
    let requests = rows.into_iter().filter_map(|row| {
        let person = people.get(&row.account)?.clone();
        Some(ProjectAccessRequest {
            id: row.id,
            project: project.clone(),
            person,
            reason: row.reason,
            asked_at: row.asked_at,
        })
    });
    Ok(requests.collect())
}

/// Who can see a project, and why.
///
/// # Errors
/// Whatever the database says.
pub async fn who_can_see(app: &App, grant: &Grant<Read, access::Project>) -> DbResult<WhoCanSee> {
    let rows = store_members::seers(&app.db, grant, app.now()).await?;
    let ids: Vec<AccountId> = rows
        .iter()
        .flat_map(|it| [Some(it.account), it.invited_by])
        .flatten()
        .collect();
    let people = accounts::people(&app.db, &ids).await?;
    let groups: Vec<_> = rows.iter().filter_map(|it| it.group).collect();
    let groups = orgs::group_cards(&app.db, &groups).await?;
    let mut seers: Vec<Seer> = Vec::new();
    let mut places: HashMap<AccountId, usize> = HashMap::new();
    for row in rows {
        let Some(person) = people.get(&row.account) else {
            continue;
        };
        let at = *places.entry(row.account).or_insert_with(|| {
            seers.push(Seer {
                person: person.clone(),
                role: row.role,
                levels: Levels::all(Level::None),
                why: Vec::new(),
            });
            seers.len() - 1
        });
        let seer = &mut seers[at];
        seer.role = seer.role.max(row.role);
        seer.levels = seer.levels.or(row.exceptions.on(preset(row.role)));
        seer.why.push(Why {
            via: if row.group.is_some() {
                Via::Group
            } else {
                Via::Direct
            },
            group: row.group.and_then(|it| groups.get(&it).cloned()),
            invited_by: row.invited_by.and_then(|it| people.get(&it).cloned()),
            since: row.since,
            ends_on: row.ends_on,
        });
    }
    seers.sort_by(|a, b| {
        b.role
            .cmp(&a.role)
            .then_with(|| a.person.name.cmp(&b.person.name))
    });
    Ok(WhoCanSee {
        object: grant.id().to_string(),
        items: seers,
    })
}

/// A rank after all that are pinned.
#[must_use]
pub fn last_rank(pinned: &[(Id<kind::Project>, String)]) -> Rank {
    let last = pinned.iter().filter_map(|(_, rank)| Rank::new(rank)).max();
    Rank::between(last.as_ref(), None)
}

/// The projects that someone may make others from: none for an outsider.
///
/// # Errors
/// Whatever the database says.
pub async fn templates(app: &App, actor: Signed) -> DbResult<Vec<Template>> {
    if actor.is_external {
        return Ok(Vec::new());
    }
    let rows = store::templates(&app.db, actor.account).await?;
    let templates = rows.into_iter().map(|row| Template {
        project: ProjectRef {
            id: row.id,
            name: row.name,
            icon: row.icon,
            colour: row.colour,
        },
        aim: row.aim,
        organisation: row
            .organisation
            .zip(row.organisation_name)
            .map(|(id, name)| OrganisationRef { id, name }),
    });
    Ok(templates.collect())
}

/// Most that the palette shows of each kind.
const FOUND_MAX: usize = 20;
/// Longest text it looks for, in bytes when folded.
const SOUGHT_MAX: usize = 200;

/// Projects and people with a word that begins so.
///
/// # Errors
/// Whatever the database says.
pub async fn search(app: &App, actor: Signed, text: &str, size: PageSize) -> DbResult<Found> {
    let word = base::text::fold(text);
    if word.is_empty() || word.len() > SOUGHT_MAX {
        return Ok(Found {
            projects: Vec::new(),
            people: Vec::new(),
        });
    }
    let limit = i64::try_from(size.get().min(FOUND_MAX)).unwrap_or(1);
    let projects = store::search(&app.db, actor.account, app.now(), &word, limit).await?;
    let people = accounts::search_people(app, actor, &word, None, limit).await?;
    Ok(Found { projects, people })
}
