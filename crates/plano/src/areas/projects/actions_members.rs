// SPDX-License-Identifier: EUPL-1.2
//! What people can do about who is in a project.

use access::{ActionKind, Grant, LevelsPatch, Manage, Own, Read, Role, Signed, grant_again};
use base::{Day, Id, Invalid, Problem, Timestamp, kind, text::Phrase};
use db::{Db, Tx};
use events::{Announce as _, ProjectEvent};

use super::{
    model::{
        Admission, InvitationStatus, Invitations, MemberPatch, NewMember, is_for_externals,
        levels_are_for_externals,
    },
    store,
    store_members::{self, MemberRow, NewRow},
};
use crate::areas::{
    accounts,
    orgs::{self, Settings},
};

type Result<T> = std::result::Result<T, Problem>;
type AccountId = Id<kind::Account>;
type ProjectId = Id<kind::Project>;
type MemberId = Id<kind::Member>;

/// The instant at which a last day is over. France spans eleven zones: the day ends where it ends last.
#[must_use]
pub fn end_of(day: Day) -> Timestamp {
    // UTC-10, Polynésie française.
    day.end_in(&jiff::tz::TimeZone::fixed(jiff::tz::offset(-10)))
}

/// What became of one invitation.
pub struct Invited {
    /// What became of it.
    pub status: InvitationStatus,
    /// Why it was refused.
    pub code: Option<String>,
    /// The member.
    pub member: Option<MemberId>,
}

/// Lets people and groups in: colleagues at once, outsiders with an account made on the way; those whom a member
/// proposes wait for a manager. Each is judged by itself: one that is refused does not hold up the others.
///
/// # Errors
/// `access.managers_only` if the project's managers alone invite, `access.archived`; what the database says.
pub async fn invite(
    db: &Db,
    project: Grant<Read, access::Project>,
    invitations: Invitations,
) -> Result<Vec<Invited>> {
    let actor = project.actor();
    db.write(actor, async move |tx| {
        let project: Grant<Read, _> = grant_again(tx, &project).await?;
        let row = store::find(&mut *tx, &project).await?.ok_or(Problem::NotFound)?;
        let role = project.standing().role.unwrap_or(Role::Reader);
        let manages = project.also(ActionKind::Manage);
        if project.standing().is_archived {
            return Err(Problem::forbidden("access.archived"));
        }
        let proposes = row.admission == Admission::Approval && role >= Role::Member && !actor.is_external;
        if !manages && !proposes {
            return Err(Problem::forbidden(if actor.is_external {
                "access.not_for_externals"
            } else {
                "access.managers_only"
            }));
        }
        let settings = orgs::settings(&mut *tx).await?;
        let inviter = Inviter {
            actor,
            role,
            manages,
            host: orgs::first_of(&mut *tx, actor.account).await?,
            settings,
        };
        let mut results = Vec::with_capacity(invitations.invitations.len());
        for new in invitations.invitations {
            results.push(match invite_one(tx, project.id(), &inviter, new).await {
                Ok(invited) => invited,
                Err(Problem::Unacceptable(fields)) => {
                    refused(fields.first().map_or("body.unacceptable", |it| &it.invalid.code))
                }
                Err(Problem::Forbidden(invalid) | Problem::Conflict(invalid)) => refused(&invalid.code),
                Err(problem) => return Err(problem),
            });
        }
        Ok(results)
    })
    .await
}

fn refused(code: &str) -> Invited {
    Invited {
        status: InvitationStatus::Refused,
        code: Some(code.to_owned()),
        member: None,
    }
}

struct Inviter {
    actor: Signed,
    role: Role,
    manages: bool,
    host: Option<Id<kind::Organisation>>,
    settings: Settings,
}

async fn invite_one(tx: &mut Tx, project: ProjectId, inviter: &Inviter, new: NewMember) -> Result<Invited> {
    let levels = new
        .levels
        .checked()
        .map_err(|invalid| Problem::field("levels", invalid))?;
    inviter.may_give(new.role)?;
    let (account, group, is_external, is_invited) = match (new.account, new.group, new.email) {
        (Some(account), None, None) => {
            let state = accounts::state(&mut *tx, account)
                .await?
                .filter(|it| !it.is_deactivated);
            let state = state.ok_or_else(|| Problem::field("account", Invalid::new("account.unknown")))?;
            (Some(account), None, state.is_external, state.is_invited)
        }
        (None, Some(group), None) => {
            if !orgs::may_choose_group(&mut *tx, inviter.actor.account, group).await? {
                return Err(Problem::field("group", Invalid::new("group.unknown")));
            }
            (None, Some(group), false, false)
        }
        (None, None, Some(email)) => {
            let asked = accounts::NewInvited {
                email,
                given_name: new.given_name,
                family_name: new.family_name,
                host: inviter.host,
                by: inviter.actor.account,
                project,
                may_be_made: inviter.settings.externals_invited_by.allows(inviter.role),
            };
            let found = accounts::find_or_invite(tx, asked).await?;
            (Some(found.account), None, found.is_external, found.is_invited)
        }
        _ => return Err(Problem::field("account", Invalid::new("invitation.one_of_three"))),
    };
    if is_external {
        inviter.may_invite_external(new.role, levels, new.ends_on, tx.now())?;
    }
    if new.ends_on.is_some_and(|it| end_of(it) <= tx.now()) {
        return Err(Problem::field(
            "ends_on",
            Invalid::new("invitation.ends_in_the_past"),
        ));
    }
    let is_waiting = !inviter.manages;
    let row = NewRow {
        project,
        account,
        group,
        role: new.role,
        exceptions: levels,
        ends_on: new.ends_on,
        ends_at: new.ends_on.map(end_of),
        is_waiting,
        invited_by: Some(inviter.actor.account),
    };
    let Some(member) = store_members::insert(tx, row).await? else {
        return Ok(Invited {
            status: InvitationStatus::AlreadyMember,
            code: None,
            member: None,
        });
    };
    store::touch(tx, project).await?;
    tx.announce(if is_waiting {
        ProjectEvent::MemberProposed {
            project,
            member,
            account,
            group,
        }
    } else {
        ProjectEvent::MemberAdded {
            project,
            member,
            account,
            group,
        }
    })
    .await?;
    let status = match (is_waiting, is_invited) {
        (true, _) => InvitationStatus::Waiting,
        (false, true) => InvitationStatus::Invited,
        (false, false) => InvitationStatus::Added,
    };
    Ok(Invited {
        status,
        code: None,
        member: Some(member),
    })
}

impl Inviter {
    /// Nobody gives more than he has, and owners are the owners' matter.
    fn may_give(&self, role: Role) -> Result<()> {
        match role {
            Role::Owner if self.role != Role::Owner => Err(Problem::forbidden("access.owners_only")),
            Role::Manager if !self.manages => Err(Problem::forbidden("access.managers_only")),
            _ => Ok(()),
        }
    }

    fn may_invite_external(
        &self,
        role: Role,
        levels: LevelsPatch,
        ends_on: Option<Day>,
        now: Timestamp,
    ) -> Result<()> {
        if !self.settings.externals_invited_by.allows(self.role) {
            return Err(Problem::forbidden("invitation.externals_not_allowed"));
        }
        if !is_for_externals(role) || !levels_are_for_externals(levels) {
            return Err(Problem::field("role", Invalid::new("access.not_for_externals")));
        }
        ends_in_time(&self.settings, ends_on, now)
    }
}

/// The latest day on which an outsider's access may end, for one who is let in now.
fn last_day_of_externals(settings: &Settings, now: Timestamp) -> Option<Day> {
    let days = settings.external_max_days?;
    Some(Day::of(now, &jiff::tz::TimeZone::UTC).plus_days(days))
}

fn ends_in_time(settings: &Settings, ends_on: Option<Day>, now: Timestamp) -> Result<()> {
    match last_day_of_externals(settings, now) {
        Some(last) if ends_on.is_none_or(|it| it > last) => Err(Problem::field(
            "ends_on",
            Invalid::new("invitation.ends_too_late").with("last_day", last.to_string()),
        )),
        _ => Ok(()),
    }
}

/// Changes role, levels or end of a member.
///
/// # Errors
/// [`Problem::LostRace`], `access.owners_only`, `access.not_for_externals`, `project.last_owner`, `level.own_is_for_tasks`.
pub async fn change(
    db: &Db,
    project: Grant<Manage, access::Project>,
    member: MemberId,
    version: i64,
    patch: MemberPatch,
) -> Result<()> {
    db.write(project.actor(), async move |tx| {
        let project: Grant<Manage, _> = grant_again(tx, &project).await?;
        let owns = project.also(ActionKind::Own);
        let id = project.id();
        let row = store_members::find(&mut *tx, id, member).await?.ok_or(Problem::NotFound)?;
        if !store_members::hold(tx, member, version).await? {
            let row = store_members::find(&mut *tx, id, member).await?.ok_or(Problem::NotFound)?;
            return Err(Problem::LostRace(serde_json::json!({ "etag": row.version.to_string(), "role": row.role, "ends_on": row.ends_on })));
        }
        let role = patch.role.unwrap_or(row.role);
        let exceptions = match patch.levels {
            Some(levels) => levels.checked().map_err(|invalid| Problem::field("levels", invalid))?,
            // A new role begins without the exceptions to the old one.
            None if role != row.role => LevelsPatch::default(),
            None => row.exceptions,
        };
        let ends_on = patch.ends_on.unwrap_or(row.ends_on);
        if (row.role == Role::Owner || role == Role::Owner) && !owns {
            return Err(Problem::forbidden("access.owners_only"));
        }
        let is_external = match row.account {
            Some(account) => accounts::state(&mut *tx, account).await?.is_some_and(|it| it.is_external),
            None => false,
        };
        if is_external {
            if !is_for_externals(role) || !levels_are_for_externals(exceptions) {
                return Err(Problem::field("role", Invalid::new("access.not_for_externals")));
            }
            ends_in_time(&orgs::settings(&mut *tx).await?, ends_on, tx.now())?;
        }
        store_members::update(tx, member, role, exceptions, (ends_on, ends_on.map(end_of))).await?;
        if row.role == Role::Owner && (role != Role::Owner || ends_on.is_some()) {
            an_owner_remains(tx, id).await?;
        }
        tx.announce(ProjectEvent::MemberChanged { project: id, member, account: row.account, group: row.group }).await?;
        Ok(())
    })
    .await
}

async fn an_owner_remains(tx: &mut Tx, project: ProjectId) -> Result<()> {
    if store_members::owners(tx, project).await? == 0 {
        Err(Problem::conflict("project.last_owner"))
    } else {
        Ok(())
    }
}

/// Removes a member.
///
/// # Errors
/// `access.owners_only`, `project.last_owner`.
pub async fn remove(db: &Db, project: Grant<Manage, access::Project>, member: MemberId) -> Result<()> {
    db.write(project.actor(), async move |tx| {
        let project: Grant<Manage, _> = grant_again(tx, &project).await?;
        let row = store_members::find(&mut *tx, project.id(), member)
            .await?
            .ok_or(Problem::NotFound)?;
        if row.role == Role::Owner && !project.also(ActionKind::Own) {
            return Err(Problem::forbidden("access.owners_only"));
        }
        take_out(tx, &row).await?;
        tx.announce(ProjectEvent::MemberRemoved {
            project: row.project,
            member,
            account: row.account,
            group: row.group,
        })
        .await?;
        Ok(())
    })
    .await
}

async fn take_out(tx: &mut Tx, row: &MemberRow) -> Result<()> {
    // Somebody else has taken him out since he was looked up.
    if !store_members::delete(tx, row.id).await? {
        return Err(Problem::NotFound);
    }
    if row.role == Role::Owner {
        an_owner_remains(tx, row.project).await?;
    } else {
        store::touch(tx, row.project).await?;
    }
    Ok(())
}

/// Leaves a project.
///
/// # Errors
/// `project.last_owner`; `project.member_by_group` if one is in it through a group only.
pub async fn leave(db: &Db, project: Grant<Read, access::Project>) -> Result<()> {
    db.write(project.actor(), async move |tx| {
        let account = project.actor().account;
        let Some(row) = store_members::of_account(&mut *tx, project.id(), account).await? else {
            return Err(Problem::conflict("project.member_by_group"));
        };
        take_out(tx, &row).await?;
        tx.announce(ProjectEvent::MemberLeft {
            project: row.project,
            member: row.id,
            account,
        })
        .await?;
        Ok(())
    })
    .await
}

fn nobody_comes_into_an_archive<A>(project: &Grant<A, access::Project>) -> Result<()> {
    if project.standing().is_archived {
        Err(Problem::forbidden("access.archived"))
    } else {
        Ok(())
    }
}

/// Lets in someone whom a member has proposed.
///
/// # Errors
/// `access.archived`.
pub async fn accept(db: &Db, project: Grant<Manage, access::Project>, member: MemberId) -> Result<()> {
    db.write(project.actor(), async move |tx| {
        let project: Grant<Manage, _> = grant_again(tx, &project).await?;
        nobody_comes_into_an_archive(&project)?;
        let row = store_members::find(&mut *tx, project.id(), member)
            .await?
            .ok_or(Problem::NotFound)?;
        if store_members::accept(tx, member).await? {
            store::touch(tx, row.project).await?;
            tx.announce(ProjectEvent::MemberAccepted {
                project: row.project,
                member,
                account: row.account,
                group: row.group,
            })
            .await?;
        }
        Ok(())
    })
    .await
}

/// Gives a project to another of its members; the giver stays as a manager. To one whose access has no end: it would not
/// have one any more, which nobody has said.
///
/// # Errors
/// `account.not_a_member`, `access.not_for_externals`, `member.has_an_end`.
pub async fn hand_over(db: &Db, project: Grant<Own, access::Project>, to: AccountId) -> Result<()> {
    db.write(project.actor(), async move |tx| {
        let project: Grant<Own, _> = grant_again(tx, &project).await?;
        let (id, from) = (project.id(), project.actor().account);
        let row = store_members::of_account(&mut *tx, id, to)
            .await?
            .filter(|it| !it.is_waiting);
        let row = row.ok_or_else(|| Problem::field("account", Invalid::new("account.not_a_member")))?;
        let state = accounts::state(&mut *tx, to)
            .await?
            .filter(|it| !it.is_deactivated);
        let state = state.ok_or_else(|| Problem::field("account", Invalid::new("account.not_a_member")))?;
        if state.is_external {
            return Err(Problem::field(
                "account",
                Invalid::new("access.not_for_externals"),
            ));
        }
        if to == from {
            return Ok(());
        }
        if row.ends_on.is_some() {
            return Err(Problem::field("account", Invalid::new("member.has_an_end")));
        }
        store_members::update(tx, row.id, Role::Owner, LevelsPatch::default(), (None, None)).await?;
        tx.announce(ProjectEvent::MemberChanged {
            project: id,
            member: row.id,
            account: Some(to),
            group: None,
        })
        .await?;
        if let Some(mine) = store_members::of_account(&mut *tx, id, from).await? {
            store_members::update(
                tx,
                mine.id,
                Role::Manager,
                LevelsPatch::default(),
                (mine.ends_on, mine.ends_on.map(end_of)),
            )
            .await?;
            tx.announce(ProjectEvent::MemberChanged {
                project: id,
                member: mine.id,
                account: Some(from),
                group: None,
            })
            .await?;
        }
        an_owner_remains(tx, id).await?;
        tx.announce(ProjectEvent::HandedOver {
            project: id,
            from,
            to,
        })
        .await?;
        Ok(())
    })
    .await
}

/// Gives everything a leaver holds to his successor, as the leaver held it: role, levels and end. Where the successor is in
/// already, that counts if it is as strong and lasts as long as his own, else his own stays: neither makes the other's role
/// stronger or longer. What nobody has let the leaver into, or is over, is given to nobody. How many projects changed hands. Permission is the caller's matter.
///
/// # Errors
/// `access.not_for_externals` if the successor is an outsider and the leaver is not one.
pub async fn hand_over_all(tx: &mut Tx, from: AccountId, to: AccountId) -> Result<i64> {
    let successor = accounts::state(&mut *tx, to)
        .await?
        .filter(|it| !it.is_deactivated)
        .ok_or(Problem::NotFound)?;
    let mut projects = 0;
    let now = tx.now();
    let latest = match successor.is_external {
        true => last_day_of_externals(&orgs::settings(&mut *tx).await?, now),
        false => None,
    };
    let is_over = move |row: &MemberRow| row.ends_on.is_some_and(|it| end_of(it) <= now);
    for mut row in store_members::held_by(&mut *tx, from).await? {
        if row.is_waiting || is_over(&row) {
            continue;
        }
        if successor.is_external && !is_for_externals(row.role) {
            return Err(Problem::field("to", Invalid::new("access.not_for_externals")));
        }
        row.ends_on = [row.ends_on, latest].into_iter().flatten().min();
        let project = row.project;
        let theirs = store_members::of_account(&mut *tx, project, to).await?;
        let is_in = theirs.as_ref().is_some_and(|it| !it.is_waiting && !is_over(it));
        let is_given = match theirs {
            Some(theirs) if is_in && !reaches(&row, &theirs) => false,
            Some(theirs) => {
                let exceptions = if is_in && theirs.role == row.role {
                    theirs.exceptions
                } else {
                    row.exceptions
                };
                let ends = (row.ends_on, row.ends_on.map(end_of));
                store_members::update(tx, theirs.id, row.role, exceptions, ends).await?;
                if theirs.is_waiting {
                    store_members::accept(tx, theirs.id).await?;
                }
                tx.announce(ProjectEvent::MemberChanged {
                    project,
                    member: theirs.id,
                    account: Some(to),
                    group: None,
                })
                .await?;
                true
            }
            None => {
                let new = NewRow {
                    project,
                    account: Some(to),
                    group: None,
                    role: row.role,
                    exceptions: row.exceptions,
                    ends_on: row.ends_on,
                    ends_at: row.ends_on.map(end_of),
                    is_waiting: false,
                    invited_by: tx.actor().account(),
                };
                if let Some(member) = store_members::insert(tx, new).await? {
                    tx.announce(ProjectEvent::MemberAdded {
                        project,
                        member,
                        account: Some(to),
                        group: None,
                    })
                    .await?;
                }
                true
            }
        };
        store_members::delete(tx, row.id).await?;
        store::touch(tx, project).await?;
        tx.announce(ProjectEvent::MemberRemoved {
            project,
            member: row.id,
            account: Some(from),
            group: None,
        })
        .await?;
        if row.role == Role::Owner && is_given {
            tx.announce(ProjectEvent::HandedOver { project, from, to })
                .await?;
        }
        projects += 1;
    }
    Ok(projects)
}

/// Whether one way of being in a project is as strong as another and lasts as long.
fn reaches(one: &MemberRow, other: &MemberRow) -> bool {
    let lasts = match (one.ends_on, other.ends_on) {
        (None, _) => true,
        (Some(_), None) => false,
        (Some(one), Some(other)) => one >= other,
    };
    one.role >= other.role && lasts
}

/// Asks to enter a project. The caller answers the same whether it exists or not, and whether one is in it already.
///
/// # Errors
/// Whatever the database says.
pub async fn ask(db: &Db, actor: Signed, project: ProjectId, reason: Option<String>) -> Result<()> {
    let now = db.clock().now();
    let Some(standing) = access::standing(db, project, actor.account, actor.is_external, now).await? else {
        return Ok(());
    };
    // An outsider sees only what he was invited to: he asks the one who invited him.
    if standing.role.is_some() || actor.is_external {
        return Ok(());
    }
    db.write(actor, async move |tx| {
        accounts::in_turn(tx, actor.account).await?;
        let asked =
            store_members::insert_request(tx, project, actor.account, reason.as_deref().unwrap_or_default())
                .await?;
        if let Some(request) = asked {
            tx.announce(ProjectEvent::AccessAsked {
                project,
                request,
                account: actor.account,
            })
            .await?;
        }
        Ok(())
    })
    .await
}

/// Lets in who asked to enter.
///
/// # Errors
/// `access_request.answered`, `access.owners_only`, `access.archived`.
pub async fn approve(
    db: &Db,
    project: Grant<Manage, access::Project>,
    request: Id<kind::ProjectAccessRequest>,
    role: Role,
) -> Result<()> {
    db.write(project.actor(), async move |tx| {
        let project: Grant<Manage, _> = grant_again(tx, &project).await?;
        nobody_comes_into_an_archive(&project)?;
        let (id, actor) = (project.id(), project.actor());
        let asked = store_members::request(&mut *tx, request)
            .await?
            .filter(|it| it.project == id)
            .ok_or(Problem::NotFound)?;
        if role == Role::Owner && !project.also(ActionKind::Own) {
            return Err(Problem::forbidden("access.owners_only"));
        }
        if !store_members::answer(tx, request, actor.account, true, None).await? {
            return Err(Problem::conflict("access_request.answered"));
        }
        let new = NewRow {
            project: id,
            account: Some(asked.account),
            group: None,
            role,
            exceptions: LevelsPatch::default(),
            ends_on: None,
            ends_at: None,
            is_waiting: false,
            invited_by: Some(actor.account),
        };
        if let Some(member) = store_members::insert(tx, new).await? {
            store::touch(tx, id).await?;
            tx.announce(ProjectEvent::MemberAdded {
                project: id,
                member,
                account: Some(asked.account),
                group: None,
            })
            .await?;
        }
        tx.announce(ProjectEvent::AccessGranted {
            project: id,
            request,
            account: asked.account,
        })
        .await?;
        Ok(())
    })
    .await
}

/// Does not let in who asked to enter.
///
/// # Errors
/// `access_request.answered`.
pub async fn refuse(
    db: &Db,
    project: Grant<Manage, access::Project>,
    request: Id<kind::ProjectAccessRequest>,
    reason: Option<Phrase>,
) -> Result<()> {
    db.write(project.actor(), async move |tx| {
        let project: Grant<Manage, _> = grant_again(tx, &project).await?;
        let id = project.id();
        let asked = store_members::request(&mut *tx, request)
            .await?
            .filter(|it| it.project == id)
            .ok_or(Problem::NotFound)?;
        if !store_members::answer(
            tx,
            request,
            project.actor().account,
            false,
            reason.as_ref().map(Phrase::as_str),
        )
        .await?
        {
            return Err(Problem::conflict("access_request.answered"));
        }
        tx.announce(ProjectEvent::AccessRefused {
            project: id,
            request,
            account: asked.account,
        })
        .await?;
        Ok(())
    })
    .await
}
