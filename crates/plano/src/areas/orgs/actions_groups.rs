// SPDX-License-Identifier: EUPL-1.2
//! What administrators do with groups. Each change acts at once, and is told, so that what is open closes.

use access::{Administer, Administration, Signed};
use base::{Invalid, Problem, kind, text::Name};
use db::{Db, Tx};
use events::{Announce as _, OrgEvent};

use super::{
    actions::{actor_again, still_reaches},
    model::{AccountId, GroupId, OrganisationId},
    model_accounts::NewGroup,
    store_groups, store_settings, views,
};
use crate::areas::{accounts, projects};

type Result<T> = std::result::Result<T, Problem>;

/// Makes a group in an organisation within reach, or, for the instance's administrators, in none.
///
/// # Errors
/// `organisation.not_yours`; `draft.reused`.
pub async fn create(db: &Db, administration: Administration, new: NewGroup) -> Result<GroupId> {
    let actor = administration.actor();
    db.write(actor, async move |tx| {
        // A retry that comes at the same time finds what the first has made.
        store_settings::lock(tx).await?;
        if let Some((id, name, organisation)) = store_groups::by_draft(tx, actor.account, new.draft).await? {
            let is_same = name == new.name.as_str() && organisation == new.organisation;
            return if is_same {
                Ok(id)
            } else {
                Err(Problem::conflict("draft.reused"))
            };
        }
        let refused = || Problem::field("organisation", Invalid::new("organisation.not_yours"));
        still_administers(tx, actor, new.organisation)
            .await
            .map_err(|problem| {
                if matches!(problem, Problem::NotFound) {
                    refused()
                } else {
                    problem
                }
            })?;
        let group = store_groups::insert(tx, new.name.as_str(), new.organisation, Some(new.draft)).await?;
        tx.announce(OrgEvent::GroupCreated {
            group,
            organisation: new.organisation,
        })
        .await?;
        Ok(group)
    })
    .await
}

async fn still_administers(tx: &mut Tx, actor: Signed, organisation: Option<OrganisationId>) -> Result<()> {
    match organisation {
        Some(organisation) => still_reaches(tx, actor, organisation).await.map(drop),
        None if actor_again(tx, actor).await?.is_instance_admin => Ok(()),
        None => Err(Problem::NotFound),
    }
}

/// Renames a group.
///
/// # Errors
/// [`Problem::LostRace`].
pub async fn rename(db: &Db, held: Administer<kind::Group>, version: i64, name: Option<Name>) -> Result<()> {
    let (actor, group) = (held.actor(), held.id());
    let Some(name) = name else { return Ok(()) };
    let is_renamed = db
        .write(actor, async move |tx| {
            let row = store_groups::find(&mut *tx, group)
                .await?
                .ok_or(Problem::NotFound)?;
            still_administers(tx, actor, row.organisation).await?;
            let is_renamed = store_groups::rename(tx, group, version, name.as_str()).await?;
            if is_renamed {
                tx.announce(OrgEvent::GroupChanged {
                    group,
                    organisation: row.organisation,
                })
                .await?;
            }
            Ok::<_, Problem>(is_renamed)
        })
        .await?;
    if is_renamed {
        return Ok(());
    }
    let current = views::group(db, group).await?;
    Err(Problem::LostRace(
        serde_json::to_value(current).map_err(Problem::internal)?,
    ))
}

/// Removes a group: who was in its projects through it only is in them no more.
///
/// # Errors
/// [`Problem::NotFound`] if it is not administered any more.
pub async fn remove(db: &Db, held: Administer<kind::Group>) -> Result<()> {
    let (actor, group) = (held.actor(), held.id());
    db.write(actor, async move |tx| {
        let row = store_groups::find(&mut *tx, group)
            .await?
            .ok_or(Problem::NotFound)?;
        still_administers(tx, actor, row.organisation).await?;
        // Each is told while it is still known where the group was a member.
        for account in super::store::people_of_group(&mut *tx, group).await? {
            store_groups::leave(tx, group, account).await?;
            tx.announce(OrgEvent::GroupLeft { group, account }).await?;
        }
        projects::forget_group(tx, group).await?;
        // Somebody else has removed it at the same time, and that was told.
        if !store_groups::delete(tx, group).await? {
            return Err(Problem::NotFound);
        }
        tx.announce(OrgEvent::GroupRemoved {
            group,
            organisation: row.organisation,
        })
        .await?;
        Ok(())
    })
    .await
}

/// Puts someone into a group.
///
/// # Errors
/// [`Problem::NotFound`] for an account out of sight; `account.external`, `account.deactivated`.
pub async fn join(db: &Db, held: Administer<kind::Group>, account: AccountId) -> Result<()> {
    let (actor, group) = (held.actor(), held.id());
    access::see_account(db, actor, account).await?;
    db.write(actor, async move |tx| {
        match put(tx, actor, group, account).await {
            Err(Problem::Conflict(it)) if it.code == "account.already_member" => Ok(()),
            other => other,
        }
    })
    .await
}

/// The same inside a transaction; who is put must be within sight.
///
/// # Errors
/// `account.already_member`, `account.external`, `account.deactivated`.
pub(super) async fn put(tx: &mut Tx, actor: Signed, group: GroupId, account: AccountId) -> Result<()> {
    let row = store_groups::find(&mut *tx, group)
        .await?
        .ok_or(Problem::NotFound)?;
    still_administers(tx, actor, row.organisation).await?;
    let state = accounts::state(&mut *tx, account)
        .await?
        .ok_or(Problem::NotFound)?;
    // An outsider is let into each project by itself, for a time: never by a list that others keep.
    if state.is_external {
        return Err(Problem::conflict("account.external"));
    }
    if state.is_deactivated {
        return Err(Problem::conflict("account.deactivated"));
    }
    if !store_groups::join(tx, group, account).await? {
        return Err(Problem::conflict("account.already_member"));
    }
    tx.announce(OrgEvent::GroupJoined { group, account }).await?;
    Ok(())
}

/// Takes someone out of a group.
///
/// # Errors
/// [`Problem::NotFound`] if it is not administered any more.
pub async fn leave(db: &Db, held: Administer<kind::Group>, account: AccountId) -> Result<()> {
    let (actor, group) = (held.actor(), held.id());
    db.write(actor, async move |tx| {
        let row = store_groups::find(&mut *tx, group)
            .await?
            .ok_or(Problem::NotFound)?;
        still_administers(tx, actor, row.organisation).await?;
        if store_groups::leave(tx, group, account).await? {
            tx.announce(OrgEvent::GroupLeft { group, account }).await?;
        }
        Ok(())
    })
    .await
}
