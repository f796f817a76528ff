// SPDX-License-Identifier: EUPL-1.2
//! Giving a project, or everything a leaver holds, to another.

use access::{Grant, LevelsPatch, Own, Role, grant_again};
use base::{Id, Invalid, Problem, kind};
use db::{Db, Tx};
use events::{Announce as _, ProjectEvent};

use super::{
    actions_invitations::last_day_of_externals,
    actions_members::{an_owner_remains, end_of},
    model_members::is_for_externals,
    store,
    store_members::{self, MemberRow, NewRow},
};
use crate::areas::{accounts, orgs};

type Result<T> = std::result::Result<T, Problem>;
type AccountId = Id<kind::Account>;

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
