// SPDX-License-Identifier: EUPL-1.2
//! What administrators do with organisations and with the rules of the instance.

use access::{Administer, Administration, Signed};
use base::{Id, Invalid, Problem, kind, text::Name};
use db::{Db, DbError, Tx};
use events::{Announce as _, OrgEvent};

use super::{
    model::{AccountId, Domains, NewOrganisation, OrganisationId, OrganisationPatch},
    settings::{Settings, SettingsChange},
    store::{self, Edited, Inserted},
    store_account_rows, store_settings, views,
};
use crate::areas::accounts;

type Result<T> = std::result::Result<T, Problem>;

/// Makes sure that someone still administers what he was let in for: asked again inside the transaction that decides over
/// rights, because his own may have ended meanwhile. The actor as he is now.
///
/// # Errors
/// [`Problem::NotFound`].
pub(super) async fn actor_again(tx: &mut Tx, actor: Signed) -> Result<Signed> {
    let state = accounts::state(&mut *tx, actor.account)
        .await?
        .filter(|it| !it.is_deactivated)
        .ok_or(Problem::NotFound)?;
    Ok(Signed {
        is_instance_admin: state.is_instance_admin,
        ..actor
    })
}

/// The same for one organisation.
///
/// # Errors
/// [`Problem::NotFound`].
pub(super) async fn still_reaches(
    tx: &mut Tx,
    actor: Signed,
    organisation: OrganisationId,
) -> Result<Signed> {
    let actor = actor_again(tx, actor).await?;
    if access::reaches(&mut *tx, actor, organisation).await? {
        Ok(actor)
    } else {
        Err(Problem::NotFound)
    }
}

/// The same for one account: all it belongs to, and all it administers, must be within reach, and nobody but an
/// administrator of the instance touches one.
///
/// # Errors
/// [`Problem::NotFound`]; `access.managers_only` if it is of another branch as well.
pub(super) async fn still_administers(tx: &mut Tx, actor: Signed, account: AccountId) -> Result<Signed> {
    let actor = actor_again(tx, actor).await?;
    let state = accounts::state(&mut *tx, account)
        .await?
        .ok_or(Problem::NotFound)?;
    if actor.is_instance_admin {
        return Ok(actor);
    }
    let (mut inside, mut outside) = (0, usize::from(state.is_instance_admin));
    for organisation in store_account_rows::places(&mut *tx, account).await? {
        if access::reaches(&mut *tx, actor, organisation).await? {
            inside += 1;
        } else {
            outside += 1;
        }
    }
    match (inside, outside) {
        (0, _) => Err(Problem::NotFound),
        (_, 0) => Ok(actor),
        _ => Err(Problem::forbidden("access.managers_only")),
    }
}

/// Makes an organisation below one within reach, or, for the instance's administrators, at the top.
///
/// # Errors
/// [`Problem::NotFound`] for a parent out of reach; `draft.reused`.
pub async fn create_organisation(
    db: &Db,
    administration: Administration,
    new: NewOrganisation,
) -> Result<OrganisationId> {
    let actor = administration.actor();
    db.write(actor, async move |tx| {
        // Before the draft is looked for, so that a retry that comes at the same time finds what the first has made.
        store_settings::lock(tx).await?;
        if let Some((id, name, parent)) = store::by_draft(tx, actor.account, new.draft).await? {
            let is_same = name == new.name.as_str() && parent == new.parent;
            return if is_same {
                Ok(id)
            } else {
                Err(Problem::conflict("draft.reused"))
            };
        }
        match new.parent {
            Some(parent) => {
                still_reaches(tx, actor, parent).await?;
            }
            None if !actor_again(tx, actor).await?.is_instance_admin => {
                return Err(Problem::field("parent", Invalid::new("organisation.not_yours")));
            }
            None => {}
        }
        let organisation = store::insert(
            tx,
            Inserted {
                name: new.name.as_str(),
                parent: new.parent,
                draft: Some(new.draft),
            },
        )
        .await?;
        tx.announce(OrgEvent::Created { organisation }).await?;
        Ok(organisation)
    })
    .await
}

/// Changes an organisation, and moves it with all that is below it.
///
/// # Errors
/// [`Problem::LostRace`]; `organisation.loop`; `organisation.not_yours` for a place out of reach, or for what is decided
/// above: the quota and the place of the top of one's own branch.
pub async fn edit_organisation(
    db: &Db,
    held: Administer<kind::Organisation>,
    version: i64,
    patch: OrganisationPatch,
) -> Result<()> {
    let (actor, id) = (held.actor(), held.id());
    let edited = db
        .write(actor, async move |tx| {
            store_settings::lock(tx).await?;
            let actor = still_reaches(tx, actor, id).await?;
            let row = store::find(&mut *tx, id).await?.ok_or(Problem::NotFound)?;
            let is_decided_above = match row.parent {
                Some(parent) => !access::reaches(&mut *tx, actor, parent).await?,
                None => !actor.is_instance_admin,
            };
            let moved = patch.parent.filter(|it| *it != row.parent);
            let quota = patch
                .quota_bytes
                .map_or(row.quota_bytes, |it| it.map(super::model::Quota::bytes));
            if is_decided_above && (moved.is_some() || quota != row.quota_bytes) {
                return Err(Problem::forbidden("organisation.not_yours"));
            }
            let domains = patch
                .email_domains
                .as_ref()
                .map_or_else(|| row.email_domains.clone(), Domains::joined);
            let edited = Edited {
                name: patch.name.as_ref().map_or(row.name.as_str(), Name::as_str),
                open_to_requests: patch.open_to_requests.unwrap_or(row.open_to_requests),
                email_domains: &domains,
                quota_bytes: quota,
            };
            if !store::update(tx, id, version, edited).await? {
                return Ok(false);
            }
            tx.announce(OrgEvent::Changed { organisation: id }).await?;
            if let Some(parent) = moved {
                place(tx, actor, id, parent).await?;
            }
            Ok(true)
        })
        .await?;
    if edited {
        return Ok(());
    }
    let current = views::organisation(db, actor, id).await?;
    Err(Problem::LostRace(
        serde_json::to_value(current).map_err(Problem::internal)?,
    ))
}

async fn place(tx: &mut Tx, actor: Signed, id: OrganisationId, parent: Option<OrganisationId>) -> Result<()> {
    match parent {
        Some(parent) => {
            if !access::reaches(&mut *tx, actor, parent).await? {
                return Err(Problem::field("parent", Invalid::new("organisation.not_yours")));
            }
            if store::is_below(&mut *tx, parent, id).await? {
                return Err(Problem::conflict("organisation.loop"));
            }
        }
        None if !actor.is_instance_admin => {
            return Err(Problem::field("parent", Invalid::new("organisation.not_yours")));
        }
        None => {}
    }
    store::place(tx, id, parent).await?;
    tx.announce(OrgEvent::Moved { organisation: id }).await?;
    Ok(())
}

/// Removes an organisation that nothing belongs to.
///
/// # Errors
/// `organisation.not_empty`; `organisation.not_yours` at the top of one's own branch.
pub async fn remove_organisation(db: &Db, held: Administer<kind::Organisation>) -> Result<()> {
    let (actor, id) = (held.actor(), held.id());
    db.write(actor, async move |tx| {
        store_settings::lock(tx).await?;
        let actor = still_reaches(tx, actor, id).await?;
        let row = store::find(&mut *tx, id).await?.ok_or(Problem::NotFound)?;
        let may = match row.parent {
            Some(parent) => access::reaches(&mut *tx, actor, parent).await?,
            None => actor.is_instance_admin,
        };
        if !may {
            return Err(Problem::forbidden("organisation.not_yours"));
        }
        // The organisation at the top is where everything else is.
        let is_empty = store::root(&mut *tx).await? != Some(id)
            && match store::delete(tx, id).await {
                // A project of it is left.
                Err(DbError::Dangling(_)) => false,
                other => other?,
            };
        if !is_empty {
            return Err(Problem::conflict("organisation.not_empty"));
        }
        tx.announce(OrgEvent::Removed { organisation: id }).await?;
        Ok(())
    })
    .await
}

/// Makes someone administer an organisation and all that is below it.
///
/// # Errors
/// [`Problem::NotFound`] for an account out of sight; `access.not_for_externals`; `account.deactivated`.
pub async fn appoint(db: &Db, held: Administer<kind::Organisation>, account: AccountId) -> Result<()> {
    let (actor, organisation) = (held.actor(), held.id());
    access::see_account(db, actor, account).await?;
    db.write(actor, async move |tx| {
        still_reaches(tx, actor, organisation).await?;
        let state = accounts::state(&mut *tx, account)
            .await?
            .ok_or(Problem::NotFound)?;
        if state.is_external {
            return Err(Problem::conflict("access.not_for_externals"));
        }
        if state.is_deactivated {
            return Err(Problem::conflict("account.deactivated"));
        }
        if store::appoint(tx, organisation, account).await? {
            tx.announce(OrgEvent::AdministratorAppointed {
                organisation,
                account,
            })
            .await?;
        }
        Ok(())
    })
    .await
}

/// Makes someone administer an organisation no more.
///
/// # Errors
/// [`Problem::NotFound`] if the actor does not administer it any more.
pub async fn dismiss(db: &Db, held: Administer<kind::Organisation>, account: AccountId) -> Result<()> {
    let (actor, organisation) = (held.actor(), held.id());
    db.write(actor, async move |tx| {
        still_reaches(tx, actor, organisation).await?;
        if store::dismiss(tx, organisation, account).await? {
            tx.announce(OrgEvent::AdministratorRemoved {
                organisation,
                account,
            })
            .await?;
        }
        Ok(())
    })
    .await
}

/// Sets the rules of the instance, whole.
///
/// # Errors
/// [`Problem::LostRace`]; what [`SettingsChange::checked`] says.
pub async fn change_settings(
    db: &Db,
    administration: Administration,
    version: i64,
    change: SettingsChange,
) -> Result<Settings> {
    let actor = administration.actor();
    let new = change.checked()?;
    let kept = db
        .write(actor, async move |tx| {
            if !actor_again(tx, actor).await?.is_instance_admin {
                return Err(Problem::NotFound);
            }
            if version == 0 {
                // Nobody has set any: what counts so far is the product's own.
                store_settings::lock(tx).await?;
            }
            let kept = store_settings::keep(tx, &new, version).await?;
            if kept {
                tx.announce(OrgEvent::SettingsChanged {}).await?;
            }
            Ok(kept)
        })
        .await?;
    let current = store_settings::settings(db).await?;
    if kept {
        Ok(current)
    } else {
        Err(Problem::LostRace(
            serde_json::to_value(current).map_err(Problem::internal)?,
        ))
    }
}

/// Runs a job again that was given up, or at once one that waits.
///
/// # Errors
/// [`Problem::NotFound`].
pub async fn retry_job(db: &Db, administration: Administration, job: Id<kind::Job>) -> Result<()> {
    db.write(administration.actor(), async move |tx| {
        if jobs::retry(tx, job).await? {
            Ok(())
        } else {
            Err(Problem::NotFound)
        }
    })
    .await
}

/// Drops a job for good.
///
/// # Errors
/// [`Problem::NotFound`].
pub async fn discard_job(db: &Db, administration: Administration, job: Id<kind::Job>) -> Result<()> {
    db.write(administration.actor(), async move |tx| {
        if jobs::discard(tx, job).await? {
            Ok(())
        } else {
            Err(Problem::NotFound)
        }
    })
    .await
}
