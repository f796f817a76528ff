// SPDX-License-Identifier: EUPL-1.2
//! What people can do about who is in a project.

use access::{ActionKind, Grant, LevelsPatch, Manage, Read, Role, grant_again};
use base::{Day, Id, Invalid, Problem, Timestamp, kind};
use db::{Db, Tx};
use events::{Announce as _, ProjectEvent};

use super::{
    actions_invitations::ends_in_time,
    model_members::{MemberPatch, is_for_externals, levels_are_for_externals},
    store,
    store_members::{self, MemberRow},
};
use crate::areas::{accounts, orgs};

type Result<T> = std::result::Result<T, Problem>;
type ProjectId = Id<kind::Project>;
type MemberId = Id<kind::Member>;

/// The instant at which a last day is over. France spans eleven zones: the day ends where it ends last.
#[must_use]
pub fn end_of(day: Day) -> Timestamp {
    // UTC-10, Polynésie française.
    day.end_in(&jiff::tz::TimeZone::fixed(jiff::tz::offset(-10)))
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

pub(super) async fn an_owner_remains(tx: &mut Tx, project: ProjectId) -> Result<()> {
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

pub(super) fn nobody_comes_into_an_archive<A>(project: &Grant<A, access::Project>) -> Result<()> {
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
