// SPDX-License-Identifier: EUPL-1.2
//! What administrators do with accounts.

use std::collections::HashSet;

use access::{Administer, Administration, See, Signed};
use base::{Invalid, Problem, kind, text::Name};
use db::{Db, Tx};
use events::{Announce as _, OrgEvent};

use super::{
    actions::{actor_again, still_administers, still_reaches},
    belonging,
    model::{AccountId, GroupId, OrganisationId},
    model_accounts::{AccountPatch, AskedAccount, BULK_MAX, Bulk, BulkAction, BulkOutcome, HandedOver},
    store_account_rows, store_belonging, store_groups, views,
};
use crate::areas::{
    accounts::{self, NewAccount},
    projects,
};

type Result<T> = std::result::Result<T, Problem>;

/// Makes an account in organisations within reach, and invites its owner if asked to.
///
/// # Errors
/// `account.email_taken`; `organisation.not_yours`; `organisation.missing`; `draft.reused`.
pub async fn create(db: &Db, administration: Administration, asked: AskedAccount) -> Result<AccountId> {
    let actor = administration.actor();
    db.write(actor, async move |tx| {
        if asked.organisations.is_empty() {
            return Err(Problem::field(
                "organisations",
                Invalid::new("organisation.missing"),
            ));
        }
        for &organisation in &asked.organisations {
            within_reach(tx, actor, organisation).await?;
        }
        let new = NewAccount {
            function: asked.function,
            language: asked.language,
            draft: Some(asked.draft),
            ..NewAccount::member(
                asked.email,
                asked.given_name,
                asked.family_name,
                asked.organisations,
            )
        };
        let account = accounts::create(tx, &new).await?;
        // A retry of the same draft finds the account made: it has been invited then.
        let is_new = accounts::state(&mut *tx, account)
            .await?
            .is_some_and(|it| it.version == 1 && it.is_invited);
        if asked.invite && is_new {
            accounts::invite(tx, account, Some(actor.account), None).await?;
        }
        Ok(account)
    })
    .await
}

async fn within_reach(tx: &mut Tx, actor: Signed, organisation: OrganisationId) -> Result<()> {
    match still_reaches(tx, actor, organisation).await {
        Err(Problem::NotFound) => Err(Problem::field(
            "organisations",
            Invalid::new("organisation.not_yours"),
        )),
        other => other.map(drop),
    }
}

/// Changes someone's names, function, or the organisations he belongs to.
///
/// # Errors
/// [`Problem::LostRace`]; `organisation.not_yours`; `organisation.missing`.
pub async fn edit(db: &Db, held: Administer<kind::Account>, version: i64, patch: AccountPatch) -> Result<()> {
    let (actor, account) = (held.actor(), held.id());
    let function = match patch.function {
        Some(Some(text)) if !text.trim().is_empty() => Some(Some(
            Name::new(&text).map_err(|invalid| Problem::field("function", invalid))?,
        )),
        Some(_) => Some(None),
        None => None,
    };
    let edited = db
        .write(actor, async move |tx| {
            // Written first: of two who edit at once, the second waits here and then sees the first.
            accounts::touch(tx, account).await?;
            let actor = still_administers(tx, actor, account).await?;
            let state = accounts::state(&mut *tx, account)
                .await?
                .ok_or(Problem::NotFound)?;
            if state.version != version + 1 {
                return Err(Lost::Race);
            }
            if let Some(wanted) = patch.organisations {
                belong(tx, actor, account, state.is_external, wanted).await?;
            }
            if patch.given_name.is_some() || patch.family_name.is_some() || function.is_some() {
                let function = function.as_ref().map(|it| it.as_ref());
                accounts::edit(
                    tx,
                    account,
                    patch.given_name.as_ref(),
                    patch.family_name.as_ref(),
                    function,
                )
                .await?;
            }
            Ok(())
        })
        .await;
    match edited {
        Ok(()) => Ok(()),
        Err(Lost::Problem(problem)) => Err(problem),
        Err(Lost::Race) => {
            let current = views::account(db, actor, account).await?;
            Err(Problem::LostRace(
                serde_json::to_value(current).map_err(Problem::internal)?,
            ))
        }
    }
}

/// An edit that was not made, and is rolled back: by a race, or for another reason.
enum Lost {
    Race,
    Problem(Problem),
}

impl<E: Into<Problem>> From<E> for Lost {
    fn from(error: E) -> Self {
        Self::Problem(error.into())
    }
}

/// Makes an account belong to these organisations and no others.
async fn belong(
    tx: &mut Tx,
    actor: Signed,
    account: AccountId,
    is_external: bool,
    wanted: Vec<OrganisationId>,
) -> Result<()> {
    if is_external && !wanted.is_empty() {
        return Err(Problem::field(
            "organisations",
            Invalid::new("access.not_for_externals"),
        ));
    }
    if !is_external && wanted.is_empty() {
        return Err(Problem::field(
            "organisations",
            Invalid::new("organisation.missing"),
        ));
    }
    let before: HashSet<OrganisationId> = store_belonging::of_account(&mut *tx, account)
        .await?
        .into_iter()
        .map(|it| it.id)
        .collect();
    let after: HashSet<OrganisationId> = wanted.iter().copied().collect();
    for organisation in wanted.into_iter().filter(|it| !before.contains(it)) {
        within_reach(tx, actor, organisation).await?;
        belonging::add_account(tx, organisation, account).await?;
    }
    for &organisation in before.difference(&after) {
        if store_account_rows::leave(tx, organisation, account).await? {
            tx.announce(OrgEvent::AccountRemoved {
                organisation,
                account,
            })
            .await?;
        }
    }
    Ok(())
}

/// Closes an account: its sessions end at once.
///
/// # Errors
/// `account.self`; `account.last_administrator`.
pub async fn deactivate(db: &Db, held: Administer<kind::Account>) -> Result<()> {
    let (actor, account) = (held.actor(), held.id());
    db.write(actor, async move |tx| close(tx, actor, account).await)
        .await
}

async fn close(tx: &mut Tx, actor: Signed, account: AccountId) -> Result<()> {
    still_administers(tx, actor, account).await?;
    if account == actor.account {
        return Err(Problem::conflict("account.self"));
    }
    accounts::deactivate(tx, account).await.map(drop)
}

/// Opens a closed account again.
///
/// # Errors
/// [`Problem::NotFound`] if it is not administered any more.
pub async fn reactivate(db: &Db, held: Administer<kind::Account>) -> Result<()> {
    let (actor, account) = (held.actor(), held.id());
    db.write(actor, async move |tx| {
        still_administers(tx, actor, account).await?;
        accounts::reactivate(tx, account).await?;
        Ok(())
    })
    .await
}

/// Sends the invitation, again if it was sent before; only the newest counts.
///
/// # Errors
/// `account.already_open`, `account.deactivated`.
pub async fn invite(db: &Db, held: Administer<kind::Account>) -> Result<()> {
    let (actor, account) = (held.actor(), held.id());
    db.write(actor, async move |tx| {
        still_administers(tx, actor, account).await?;
        accounts::invite(tx, account, Some(actor.account), None).await
    })
    .await
}

/// Ends all sessions of an account.
///
/// # Errors
/// [`Problem::NotFound`] if it is not administered any more.
pub async fn end_sessions(db: &Db, held: Administer<kind::Account>) -> Result<()> {
    let (actor, account) = (held.actor(), held.id());
    db.write(actor, async move |tx| {
        still_administers(tx, actor, account).await?;
        Ok(accounts::end_sessions(tx, account).await?)
    })
    .await
}

/// Makes someone administer the instance, which only those do who administer it.
///
/// # Errors
/// [`Problem::NotFound`]; `access.not_for_externals`; `account.not_active`.
pub async fn promote(db: &Db, held: See<kind::Account>) -> Result<()> {
    let (actor, account) = (held.actor(), held.id());
    db.write(actor, async move |tx| {
        if !actor_again(tx, actor).await?.is_instance_admin {
            return Err(Problem::NotFound);
        }
        accounts::promote(tx, account).await
    })
    .await
}

/// Takes the administration of the instance from someone.
///
/// # Errors
/// [`Problem::NotFound`]; `account.last_administrator`.
pub async fn demote(db: &Db, held: See<kind::Account>) -> Result<()> {
    let (actor, account) = (held.actor(), held.id());
    db.write(actor, async move |tx| {
        if !actor_again(tx, actor).await?.is_instance_admin {
            return Err(Problem::NotFound);
        }
        accounts::demote(tx, account).await
    })
    .await
}

/// Gives all that someone holds to a successor: his projects and his places in groups. Both must be within reach.
///
/// # Errors
/// `account.self` if both are one, or the successor is the one who acts; [`Problem::NotFound`], `account.deactivated`, `access.not_for_externals` for the successor.
pub async fn hand_over(db: &Db, held: Administer<kind::Account>, to: AccountId) -> Result<HandedOver> {
    let (actor, from) = (held.actor(), held.id());
    let refused = |code| Problem::field("to", Invalid::new(code));
    // Whoever administers accounts does not come to read their projects by giving them to himself.
    if from == to || to == actor.account {
        return Err(refused("account.self"));
    }
    access::see_account(db, actor, to)
        .await
        .map_err(|_| refused("account.unknown"))?;
    db.write(actor, async move |tx| {
        still_administers(tx, actor, from).await?;
        let successor = accounts::state(&mut *tx, to).await?.ok_or(Problem::NotFound)?;
        if successor.is_deactivated {
            return Err(Problem::field("to", Invalid::new("account.deactivated")));
        }
        let mut groups = 0;
        for group in store_groups::of_account(&mut *tx, from).await? {
            if successor.is_external {
                return Err(Problem::field("to", Invalid::new("access.not_for_externals")));
            }
            if store_groups::join(tx, group, to).await? {
                tx.announce(OrgEvent::GroupJoined { group, account: to }).await?;
            }
            store_groups::leave(tx, group, from).await?;
            tx.announce(OrgEvent::GroupLeft { group, account: from }).await?;
            groups += 1;
        }
        let projects = projects::hand_over_all(tx, from, to).await?;
        tx.announce(OrgEvent::HandedOver { from, to }).await?;
        Ok(HandedOver { projects, groups })
    })
    .await
}

/// Does one thing to many accounts, each for itself: what cannot be done to one does not keep the others from it.
///
/// # Errors
/// `bulk.too_many`; `bulk.target` if there is none or it is out of reach.
pub async fn bulk(db: &Db, administration: Administration, bulk: Bulk) -> Result<Vec<BulkOutcome>> {
    let actor = administration.actor();
    if bulk.accounts.len() > BULK_MAX {
        return Err(Problem::field(
            "accounts",
            Invalid::new("bulk.too_many").with("max", BULK_MAX),
        ));
    }
    let target = Target::of(db, actor, bulk.action, bulk.target.as_deref()).await?;
    let mut outcomes = Vec::with_capacity(bulk.accounts.len());
    let mut seen = HashSet::new();
    for account in bulk.accounts {
        if !seen.insert(account) {
            continue;
        }
        let (action, target) = (bulk.action, target);
        let done = db
            .write(actor, async move |tx| {
                one_of_many(tx, actor, account, action, target).await
            })
            .await;
        let code = match done {
            Ok(()) => None,
            Err(Problem::NotFound) => Some("not_found".to_owned()),
            Err(Problem::Forbidden(_)) => Some("forbidden".to_owned()),
            Err(problem @ (Problem::Conflict(_) | Problem::Unacceptable(_))) => Some(code_of(&problem)),
            // The database is away: what has been done is done, and the caller tries again.
            Err(other) => return Err(other),
        };
        outcomes.push(BulkOutcome {
            account,
            done: code.is_none(),
            code,
        });
    }
    Ok(outcomes)
}

fn code_of(problem: &Problem) -> String {
    match problem {
        Problem::Unacceptable(fields) => fields
            .first()
            .map_or_else(|| problem.code().to_owned(), |it| it.invalid.code.to_string()),
        _ => problem.code().to_owned(),
    }
}

/// Into what accounts are put.
#[derive(Debug, Clone, Copy)]
enum Target {
    None,
    Organisation(OrganisationId),
    Group(GroupId),
}

impl Target {
    async fn of(db: &Db, actor: Signed, action: BulkAction, given: Option<&str>) -> Result<Self> {
        let wrong = || Problem::field("target", Invalid::new("bulk.target"));
        match (action, given) {
            (BulkAction::Deactivate | BulkAction::Reactivate | BulkAction::Invite, None) => Ok(Self::None),
            (BulkAction::AddToOrganisation, Some(id)) => {
                let id = id.parse().map_err(|_| wrong())?;
                access::administer_organisation(db, actor, id)
                    .await
                    .map_err(|_| wrong())?;
                Ok(Self::Organisation(id))
            }
            (BulkAction::AddToGroup, Some(id)) => {
                let id = id.parse().map_err(|_| wrong())?;
                access::administer_group(db, actor, id)
                    .await
                    .map_err(|_| wrong())?;
                Ok(Self::Group(id))
            }
            _ => Err(wrong()),
        }
    }
}

async fn one_of_many(
    tx: &mut Tx,
    actor: Signed,
    account: AccountId,
    action: BulkAction,
    target: Target,
) -> Result<()> {
    match (action, target) {
        (BulkAction::Deactivate, _) => close(tx, actor, account).await,
        (BulkAction::Reactivate, _) => {
            still_administers(tx, actor, account).await?;
            accounts::reactivate(tx, account).await?;
            Ok(())
        }
        (BulkAction::Invite, _) => {
            still_administers(tx, actor, account).await?;
            accounts::invite(tx, account, Some(actor.account), None).await
        }
        (BulkAction::AddToOrganisation, Target::Organisation(organisation)) => {
            still_administers(tx, actor, account).await?;
            still_reaches(tx, actor, organisation).await?;
            if accounts::state(&mut *tx, account)
                .await?
                .is_some_and(|it| it.is_external)
            {
                return Err(Problem::conflict("account.external"));
            }
            if !belonging::add_account(tx, organisation, account).await? {
                return Err(Problem::conflict("account.already_member"));
            }
            Ok(accounts::touch(tx, account).await?)
        }
        (BulkAction::AddToGroup, Target::Group(group)) => {
            still_administers(tx, actor, account).await?;
            super::actions_groups::put(tx, actor, group, account).await
        }
        _ => Err(Problem::field("target", Invalid::new("bulk.target"))),
    }
}

/// Notes in the journal that a list of accounts was taken away, before it is.
///
/// # Errors
/// [`Problem::NotFound`] for an organisation out of reach.
pub async fn take_away(db: &Db, actor: Signed, organisation: Option<OrganisationId>) -> Result<()> {
    if let Some(organisation) = organisation {
        access::administer_organisation(db, actor, organisation).await?;
    }
    db.write(actor, async move |tx| {
        tx.announce(OrgEvent::AccountsExported { organisation }).await?;
        Ok(())
    })
    .await
}
