// SPDX-License-Identifier: EUPL-1.2
//! The proof of permission, and the one query that gives it.

use std::{fmt, marker::PhantomData};

use base::{Actor, Id, Kind, Problem, Timestamp, kind};
use db::{DbError, DbResult, FromRow, Query, Reads, RowRef, Tx, sql};

use crate::{
    action::{Action, ActionKind, Read},
    bounds::{Admits, Bounds},
    policy::{Refusal, allows, preset},
    role::{Level, Levels, LevelsPatch, Module, ModuleSet, Role},
};

/// Someone whose session has been checked. Made by the program's session check only.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Signed {
    /// Who.
    pub account: Id<kind::Account>,
    /// An outsider: sees only the projects he was invited to.
    pub is_external: bool,
    /// Administers the whole instance. Gives no right in any project.
    pub is_instance_admin: bool,
}

impl From<Signed> for Actor {
    fn from(signed: Signed) -> Self {
        Self::Account(signed.account)
    }
}

/// What someone is in a project at an instant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Standing {
    /// The strongest role, by himself or through a group; `None`: not in the project, or no longer.
    pub role: Option<Role>,
    /// The strongest level in each module.
    pub levels: Levels,
    /// An outsider.
    pub is_external: bool,
    /// The project is read-only.
    pub is_archived: bool,
    /// The modules that are on.
    pub modules: ModuleSet,
    /// Author of the thing in question, or entrusted with it.
    pub is_related: bool,
    /// What the thing in question says of its own.
    pub bounds: Bounds,
    /// When the last of the ways in which he is in it ends; `None`: not by itself.
    pub ends_at: Option<Timestamp>,
}

impl Standing {
    /// Of someone in what belongs to no project but to the people who are in it: a direct conversation. Whether he is one of
    /// them is said by its [`Bounds`]. `None`: an outsider who is in no project any more; `standings` are all of his.
    #[must_use]
    pub fn among_themselves(is_external: bool, standings: &[(Id<kind::Project>, Self)]) -> Option<Self> {
        // An outsider is let in for his projects: with the last of them his conversations end.
        let ends_at = if is_external {
            let ends = standings.iter().map(|it| it.1.ends_at);
            // No end is later than any.
            ends.reduce(|one, other| one.zip(other).map(|(one, other)| one.max(other)))?
        } else {
            None
        };
        let mut levels = Levels::all(Level::None);
        levels.messages = Level::Write;
        Some(Self {
            role: Some(Role::Member),
            levels,
            is_external,
            is_archived: false,
            modules: ModuleSet::all(),
            is_related: false,
            bounds: Bounds::default(),
            ends_at,
        })
    }
}

/// Where a thing is, for the policy.
#[derive(Debug, Clone, Copy)]
struct Place {
    /// `None`: it belongs to the people who are in it.
    project: Option<Id<kind::Project>>,
    is_related: bool,
    admits: Admits,
    is_closed: bool,
}
db::row!(Place {
    project,
    is_related,
    admits,
    is_closed,
});

async fn place<R: Resource>(
    on: impl Reads,
    id: Id<R::Kind>,
    asked_by: Id<kind::Account>,
    now: Timestamp,
) -> DbResult<Option<Place>> {
    match R::find(id, asked_by, now) {
        Some(query) => query.optional(on).await,
        // Whether the project exists is seen by the query for the standing.
        None => Ok(Some(Place {
            project: Some(Id::from_uuid(id.uuid())),
            is_related: false,
            admits: Admits::Everyone,
            is_closed: false,
        })),
    }
}

/// A kind of thing that permission can be asked for.
pub trait Resource: 'static + Send + Sync {
    /// The kind of its id.
    type Kind: Kind;
    /// The module whose level decides; `None`: the project itself.
    const MODULE: Option<Module>;
    /// See [`Bounds::is_authored`].
    const IS_AUTHORED: bool = false;

    /// The statement that finds where it is: one row of the project's id (none: it belongs to the people in it), whether
    /// `asked_by` is related to it, as author or as entrusted with it, the word of [`Admits`] for him, and whether it is
    /// closed. No row: it is not there, at `now`. `None` for the project itself, which is where its id says.
    fn find(id: Id<Self::Kind>, asked_by: Id<kind::Account>, now: Timestamp) -> Option<Query<'static>>;
}

/// Things that always lie in a project.
pub trait InProject: Resource {}

/// A project itself.
#[derive(Debug)]
pub enum Project {}

impl InProject for Project {}

impl Resource for Project {
    type Kind = kind::Project;
    const MODULE: Option<Module> = None;

    fn find(_: Id<kind::Project>, _: Id<kind::Account>, _: Timestamp) -> Option<Query<'static>> {
        None
    }
}

/// Proof that someone may do `A` to one `R`. Only this crate can make one, so holding it is enough.
/// Not `Clone`: it lives as long as the request or subscription it was asked for.
pub struct Grant<A, R: Resource> {
    actor: Signed,
    project: Option<Id<kind::Project>>,
    id: Id<R::Kind>,
    standing: Standing,
    action: PhantomData<fn() -> A>,
}

impl<A, R: Resource> fmt::Debug for Grant<A, R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Grant")
            .field("actor", &self.actor.account)
            .field("id", &self.id)
            .finish_non_exhaustive()
    }
}

impl<A, R: Resource> Grant<A, R> {
    /// Who may.
    #[must_use]
    pub const fn actor(&self) -> Signed {
        self.actor
    }

    /// The thing.
    #[must_use]
    pub const fn id(&self) -> Id<R::Kind> {
        self.id
    }

    /// The project it lies in; `None`: it belongs to the people who are in it.
    #[must_use]
    pub const fn place(&self) -> Option<Id<kind::Project>> {
        self.project
    }

    /// What the actor is in the project, to tell the client what else he may.
    #[must_use]
    pub const fn standing(&self) -> &Standing {
        &self.standing
    }

    /// Whether the same person may also do `action` to the same thing.
    #[must_use]
    pub fn also(&self, action: ActionKind) -> bool {
        allows(&self.standing, action, R::MODULE).is_ok()
    }
}

impl<A, R: InProject> Grant<A, R> {
    /// Its project.
    ///
    /// # Panics
    /// If its statement gave none, against [`InProject`].
    #[must_use]
    pub const fn project(&self) -> Id<kind::Project> {
        match self.project {
            Some(project) => project,
            None => unreachable!(),
        }
    }
}

impl<A: Action, R: Resource> Grant<A, R> {
    /// Whoever may do more may read.
    #[must_use]
    pub fn to_read(&self) -> Grant<Read, R> {
        Grant {
            actor: self.actor,
            project: self.project,
            id: self.id,
            standing: self.standing,
            action: PhantomData,
        }
    }
}

/// The program itself, where no person asks: readers of events, jobs, commands. Made where those begin.
#[derive(Debug, Clone, Copy)]
pub struct System(());

impl System {
    /// To be called where the program acts by itself, never while answering a person.
    #[must_use]
    pub const fn itself() -> Self {
        Self(())
    }
}

/// Why there is no grant.
#[derive(Debug)]
pub enum Denied {
    /// Absent or hidden: the two look the same.
    NotFound,
    /// Readable, but this may not be done.
    Forbidden(Refusal),
    /// The question could not be asked.
    Db(DbError),
}

impl From<DbError> for Denied {
    fn from(error: DbError) -> Self {
        Self::Db(error)
    }
}

impl From<Denied> for Problem {
    fn from(denied: Denied) -> Self {
        match denied {
            Denied::NotFound | Denied::Forbidden(Refusal::Hidden) => Self::NotFound,
            Denied::Forbidden(refusal) => Self::Forbidden(refusal.invalid()),
            Denied::Db(error) => error.into(),
        }
    }
}

/// Asks whether `actor` may do `A` to `id`, at `now`.
///
/// # Errors
/// [`Denied::NotFound`] if it is not there or may not even be read, so that ids cannot be probed; otherwise
/// [`Denied::Forbidden`] with the reason.
pub async fn grant<A: Action, R: Resource>(
    db: &db::Db,
    actor: Signed,
    id: Id<R::Kind>,
    now: Timestamp,
) -> Result<Grant<A, R>, Denied> {
    let place = place::<R>(db, id, actor.account, now)
        .await?
        .ok_or(Denied::NotFound)?;
    let standing = standing_at(db, &place, actor, now)
        .await?
        .ok_or(Denied::NotFound)?;
    judge(actor, id, place, standing)
}

/// The same inside a transaction, where a right that decides over rights must still hold when it is used.
///
/// # Errors
/// As [`grant`].
pub async fn grant_again<A: Action, R: Resource>(
    tx: &mut Tx,
    held: &Grant<A, R>,
) -> Result<Grant<A, R>, Denied> {
    grant_in(tx, held.actor, held.id).await
}

/// The same inside a transaction, for a thing that is found there.
///
/// # Errors
/// As [`grant`].
pub async fn grant_in<A: Action, R: Resource>(
    tx: &mut Tx,
    actor: Signed,
    id: Id<R::Kind>,
) -> Result<Grant<A, R>, Denied> {
    let now = tx.now();
    let place = place::<R>(&mut *tx, id, actor.account, now)
        .await?
        .ok_or(Denied::NotFound)?;
    let standing = standing_at(&mut *tx, &place, actor, now)
        .await?
        .ok_or(Denied::NotFound)?;
    judge(actor, id, place, standing)
}

async fn standing_at(
    on: impl Reads,
    place: &Place,
    actor: Signed,
    now: Timestamp,
) -> DbResult<Option<Standing>> {
    match place.project {
        // Hidden in any case: no need to know more.
        _ if place.admits == Admits::Nobody => Ok(None),
        Some(project) => standing(on, project, actor.account, actor.is_external, now).await,
        None if actor.is_external => {
            let standings = standings(on, actor, now).await?;
            Ok(Standing::among_themselves(true, &standings))
        }
        None => Ok(Standing::among_themselves(false, &[])),
    }
}

fn judge<A: Action, R: Resource>(
    actor: Signed,
    id: Id<R::Kind>,
    place: Place,
    mut standing: Standing,
) -> Result<Grant<A, R>, Denied> {
    standing.is_related = place.is_related;
    standing.bounds = Bounds {
        admits: place.admits,
        is_closed: place.is_closed,
        is_authored: R::IS_AUTHORED,
    };
    allows(&standing, ActionKind::Read, R::MODULE).map_err(|_| Denied::NotFound)?;
    allows(&standing, A::KIND, R::MODULE).map_err(Denied::Forbidden)?;
    Ok(Grant {
        actor,
        project: place.project,
        id,
        standing,
        action: PhantomData,
    })
}

/// One of the ways in which someone is in a project.
struct Way {
    archived_at: Option<Timestamp>,
    modules: ModuleSet,
    role: Option<Role>,
    exceptions: LevelsPatch,
    ends_at: Option<Timestamp>,
}

impl FromRow for Way {
    fn from_row(row: &RowRef<'_>) -> DbResult<Self> {
        let level = |at| -> DbResult<Option<Level>> { row.get(at) };
        Ok(Self {
            archived_at: row.get(0)?,
            modules: row.get(1)?,
            role: row.get(2)?,
            exceptions: LevelsPatch {
                messages: level(3)?,
                tasks: level(4)?,
                files: level(5)?,
                pages: level(6)?,
                calendar: level(7)?,
                meetings: level(8)?,
            },
            ends_at: row.get(9)?,
        })
    }
}

/// What `account` is in `project` at `now`; `None` if there is no such project.
///
/// # Errors
/// Whatever the database says.
pub async fn standing(
    on: impl Reads,
    project: Id<kind::Project>,
    account: Id<kind::Account>,
    is_external: bool,
    now: Timestamp,
) -> DbResult<Option<Standing>> {
    let ways: Vec<Way> = sql!(
        "SELECT p.archived_at, p.modules, m.role,
                m.messages_level, m.tasks_level, m.files_level, m.pages_level, m.calendar_level, m.meetings_level, m.ends_at
         FROM projects p
         LEFT JOIN (
           SELECT project, role, messages_level, tasks_level, files_level, pages_level,
             calendar_level, meetings_level, status, ends_at
             FROM members WHERE account = $1 AND project = $2
           UNION ALL
           SELECT n.project, n.role, n.messages_level, n.tasks_level, n.files_level, n.pages_level,
             n.calendar_level, n.meetings_level, n.status, n.ends_at
             FROM group_people g JOIN members n ON n.group_id = g.group_id AND n.project = $2 WHERE g.account = $1) m
           ON m.status = 'active' AND (m.ends_at > $3 OR m.ends_at IS NULL)
         WHERE p.id = $2"
    )
    .bind(account)
    .bind(project)
    .bind(now)
    .all(on)
    .await?;
    Ok(folded(&ways, is_external))
}

/// What someone is in each project that he is in at `now`.
///
/// # Errors
/// Whatever the database says.
pub async fn standings(
    on: impl Reads,
    actor: Signed,
    now: Timestamp,
) -> DbResult<Vec<(Id<kind::Project>, Standing)>> {
    struct Found(Id<kind::Project>, Way);
    impl FromRow for Found {
        fn from_row(row: &RowRef<'_>) -> DbResult<Self> {
            Ok(Self(row.get(10)?, Way::from_row(row)?))
        }
    }
    let mut found: Vec<Found> = sql!(
        "SELECT p.archived_at, p.modules, m.role,
                m.messages_level, m.tasks_level, m.files_level, m.pages_level, m.calendar_level, m.meetings_level, m.ends_at, p.id
         FROM (
           SELECT project, role, messages_level, tasks_level, files_level, pages_level,
             calendar_level, meetings_level, status, ends_at
             FROM members WHERE account = $1
           UNION ALL
           SELECT n.project, n.role, n.messages_level, n.tasks_level, n.files_level, n.pages_level,
             n.calendar_level, n.meetings_level, n.status, n.ends_at
             FROM group_people g JOIN members n ON n.group_id = g.group_id WHERE g.account = $1) m
         JOIN projects p ON p.id = m.project
         WHERE m.status = 'active' AND (m.ends_at > $2 OR m.ends_at IS NULL)
         ORDER BY p.id"
    )
    .bind(actor.account)
    .bind(now)
    .all(on)
    .await?;
    let mut standings = Vec::with_capacity(found.len());
    while let Some(Found(project, _)) = found.last() {
        let project = *project;
        let at = found.iter().position(|it| it.0 == project).unwrap_or(0);
        let ways: Vec<Way> = found.drain(at..).map(|it| it.1).collect();
        standings.extend(folded(&ways, actor.is_external).map(|it| (project, it)));
    }
    Ok(standings)
}

/// One standing from the ways in which someone is in a project, the strongest of each; `None` if there is no project.
fn folded(ways: &[Way], is_external: bool) -> Option<Standing> {
    let first = ways.first()?;
    let mut standing = Standing {
        role: None,
        levels: Levels::all(Level::None),
        is_external,
        is_archived: first.archived_at.is_some(),
        modules: first.modules,
        is_related: false,
        bounds: Bounds::default(),
        ends_at: None,
    };
    for way in ways {
        if let Some(role) = way.role {
            standing.ends_at = match (standing.role, standing.ends_at, way.ends_at) {
                (None, _, end) => end,
                (Some(_), Some(one), Some(other)) => Some(one.max(other)),
                (Some(_), ..) => None,
            };
            standing.role = standing.role.max(Some(role));
            standing.levels = standing.levels.or(way.exceptions.on(preset(role)));
        }
    }
    Some(standing)
}
