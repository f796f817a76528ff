// SPDX-License-Identifier: EUPL-1.2
//! What happens to accounts as such: made, invited, closed, opened again. The door for other areas, inside their
//! transactions; permission is the caller's matter.

use std::{collections::HashMap, time::Duration};

use base::{Actor, EmailAddress, Id, Invalid, Problem, Secret, Timestamp, kind, text::Name};
use db::{Db, DbResult, Reads, Tx};
use events::{AccountEvent, Announce as _};

use super::{
    actions_session::open_session,
    jobs::SendLink,
    model::{AccountId, Device, Found, NewAccount, NewInvited, OrganisationId, Person, Standing, Stay},
    store, store_links,
    store_links::{Link, Purpose},
    store_sessions,
};
use crate::{
    app::App,
    areas::{accounts::passwords, orgs},
};

/// How long an invitation may wait. Source: attacks.md (a set date); two weeks reach over a holiday.
const INVITATION_TERM: Duration = Duration::from_secs(14 * 24 * 3_600);

/// Makes an account that its owner has yet to open. It is not written to: see [`invite`].
///
/// # Errors
/// `account.email_taken`; `draft.reused`.
pub async fn create(tx: &mut Tx, new: &NewAccount) -> Result<AccountId, Problem> {
    made(tx, new, None).await
}

/// Makes an account in use. The hash is made before the transaction, by [`Passwords`](super::Passwords).
///
/// # Errors
/// `account.email_taken`; `draft.reused`.
pub async fn create_active_with_password(
    tx: &mut Tx,
    new: &NewAccount,
    password_hash: &str,
) -> Result<AccountId, Problem> {
    made(tx, new, Some(password_hash)).await
}

async fn made(tx: &mut Tx, new: &NewAccount, password_hash: Option<&str>) -> Result<AccountId, Problem> {
    if let (Some(draft), Some(creator)) = (new.draft, tx.actor().account()) {
        // A retry that comes at the same time finds what the first has made.
        store::hold(tx, creator).await?;
        if let Some((account, email)) = store::by_draft(&mut *tx, Some(creator), draft).await? {
            return if email == new.email {
                Ok(account)
            } else {
                Err(Problem::conflict("draft.reused"))
            };
        }
    }
    let zone = match &new.time_zone {
        Some(zone) => zone.as_str().to_owned(),
        None => orgs::settings(&mut *tx).await?.default_time_zone,
    };
    let account = store::insert(tx, new, &zone, password_hash)
        .await?
        .ok_or_else(|| Problem::conflict("account.email_taken"))?;
    tx.announce(AccountEvent::Created { account }).await?;
    for &organisation in &new.organisations {
        orgs::add_account(tx, organisation, account).await?;
    }
    Ok(account)
}

/// Makes an active account from the command line, in the first organisation there is.
///
/// # Errors
/// `account.email_taken`.
pub async fn create_by_command(
    tx: &mut Tx,
    email: &EmailAddress,
    given_name: &Name,
    family_name: &Name,
    password_hash: String,
    is_instance_admin: bool,
) -> Result<AccountId, Problem> {
    let organisation = match orgs::root(&mut *tx).await? {
        Some(root) => root,
        // Accounts may be made before anyone has set the instance up in the browser.
        None => {
            let name = orgs::settings(&mut *tx).await?.instance_name;
            orgs::create_root(tx, &name).await?
        }
    };
    let mut new = NewAccount::member(
        email.clone(),
        given_name.clone(),
        family_name.clone(),
        vec![organisation],
    );
    new.language = orgs::settings(&mut *tx).await?.default_language;
    new.is_instance_admin = is_instance_admin;
    create_active_with_password(tx, &new, &password_hash).await
}

/// Sends an account's owner a link to open it, from `by` and for `project` if there is one. Earlier links are worthless.
///
/// # Errors
/// `account.already_open` if it is in use; `account.deactivated`.
pub async fn invite(
    tx: &mut Tx,
    account: AccountId,
    by: Option<AccountId>,
    project: Option<Id<kind::Project>>,
) -> Result<(), Problem> {
    send_invitation(tx, account, by, project, None).await
}

pub(super) async fn send_invitation(
    tx: &mut Tx,
    account: AccountId,
    by: Option<AccountId>,
    project: Option<Id<kind::Project>>,
    request: Option<Id<kind::AccessRequest>>,
) -> Result<(), Problem> {
    let state = store::state(&mut *tx, account).await?.ok_or(Problem::NotFound)?;
    if state.is_deactivated {
        return Err(Problem::conflict("account.deactivated"));
    }
    if !state.is_invited {
        return Err(Problem::conflict("account.already_open"));
    }
    let (link, now) = (tx.new_id::<kind::Invitation>().uuid(), tx.now());
    let row = Link {
        id: link,
        purpose: Purpose::Invitation,
        account,
        email: None,
        old_email: None,
        invited_by: by,
        project: project.map(Id::uuid),
        request: request.map(Id::uuid),
        message: None,
        created_at: now,
        expires_at: now + INVITATION_TERM,
        used_at: None,
    };
    store_links::insert(tx, &row).await?;
    SendLink::ask(tx, link).await?;
    tx.announce(AccountEvent::Invited { account, project }).await?;
    Ok(())
}

/// The account of an address, or a new outsider's, who is then invited to `project` by mail.
///
/// # Errors
/// `account.deactivated`, `account.none_for_email` if there is none and none may be made, on the field `email`.
pub async fn find_or_invite(tx: &mut Tx, asked: NewInvited) -> Result<Found, Problem> {
    let refused = |code| Err(Problem::field("email", Invalid::new(code)));
    if let Some(state) = store::by_email(&mut *tx, &asked.email).await? {
        if state.is_deactivated {
            return refused("account.deactivated");
        }
        if state.is_invited {
            // The newest link counts: it names this project too.
            send_invitation(tx, state.account, Some(asked.by), Some(asked.project), None).await?;
        }
        return Ok(Found {
            account: state.account,
            is_external: state.is_external,
            is_invited: state.is_invited,
        });
    }
    if !asked.may_be_made {
        return refused("account.none_for_email");
    }
    let language = store::state(&mut *tx, asked.by).await?.map(|it| it.language);
    let [given, family] = names_in(&asked.email);
    let guessed = |text: &str| Name::new(text).or_else(|_| Name::new(asked.email.as_str()));
    let malformed = |invalid| Problem::field("email", invalid);
    let given_name = asked
        .given_name
        .map_or_else(|| guessed(&given), Ok)
        .map_err(malformed)?;
    let family_name = asked
        .family_name
        .map_or_else(|| guessed(&family), Ok)
        .map_err(malformed)?;
    let mut new = NewAccount::member(asked.email.clone(), given_name, family_name, Vec::new());
    new.is_external = true;
    new.host = asked.host;
    if let Some(language) = language {
        new.language = language;
    }
    let account = create(tx, &new).await?;
    send_invitation(tx, account, Some(asked.by), Some(asked.project), None).await?;
    Ok(Found {
        account,
        is_external: true,
        is_invited: true,
    })
}

/// What an address tells of its owner's names, until he writes them himself: `marie.dupont@…` is Marie Dupont.
fn names_in(email: &EmailAddress) -> [String; 2] {
    let local = email.as_str().split('@').next().unwrap_or_default();
    let capital = |word: &str| {
        let mut letters = word.chars();
        letters
            .next()
            .map(|first| first.to_uppercase().chain(letters).collect::<String>())
            .unwrap_or_default()
    };
    let (given, family) = local.split_once(['.', '_']).unwrap_or((local, local));
    [capital(given), capital(family)]
}

/// Closes an account: nobody signs in to it, its browsers, programs and links are cut at once. `false` if it was closed.
///
/// # Errors
/// `account.last_administrator`.
pub async fn deactivate(tx: &mut Tx, account: AccountId) -> Result<bool, Problem> {
    let is_admin = store::state(&mut *tx, account)
        .await?
        .ok_or(Problem::NotFound)?
        .is_instance_admin;
    if is_admin {
        store::one_at_a_time(tx).await?;
    }
    if !store::close(tx, account).await? {
        return Ok(false);
    }
    if is_admin {
        one_administrator_remains(tx).await?;
    }
    store_sessions::end_others(tx, account, None).await?;
    for purpose in [Purpose::Invitation, Purpose::Reset, Purpose::Email] {
        store_links::close(tx, account, purpose).await?;
    }
    tx.announce(AccountEvent::Deactivated { account }).await?;
    Ok(true)
}

async fn one_administrator_remains(tx: &mut Tx) -> Result<(), Problem> {
    if store::administrators(&mut *tx).await? == 0 {
        Err(Problem::conflict("account.last_administrator"))
    } else {
        Ok(())
    }
}

/// Opens a closed account again; its owner signs in with the password he had. `false` if it was open.
///
/// # Errors
/// Whatever the database says.
pub async fn reactivate(tx: &mut Tx, account: AccountId) -> DbResult<bool> {
    if !store::reopen(tx, account).await? {
        return Ok(false);
    }
    tx.announce(AccountEvent::Reactivated { account }).await?;
    Ok(true)
}

/// Makes someone administer the instance. His sessions end: a change of rights begins a new one.
///
/// # Errors
/// `account.not_active`; `access.not_for_externals`.
pub async fn promote(tx: &mut Tx, account: AccountId) -> Result<(), Problem> {
    let state = store::state(&mut *tx, account).await?.ok_or(Problem::NotFound)?;
    if state.is_external {
        return Err(Problem::conflict("access.not_for_externals"));
    }
    if state.is_invited || state.is_deactivated {
        return Err(Problem::conflict("account.not_active"));
    }
    if store::set_instance_admin(tx, account, true).await? {
        tx.announce(AccountEvent::Promoted { account }).await?;
        end_sessions(tx, account).await?;
    }
    Ok(())
}

/// Takes the administration of the instance from someone. His sessions end, unless he does it himself.
///
/// # Errors
/// `account.last_administrator`.
pub async fn demote(tx: &mut Tx, account: AccountId) -> Result<(), Problem> {
    store::one_at_a_time(tx).await?;
    if !store::set_instance_admin(tx, account, false).await? {
        return Ok(());
    }
    one_administrator_remains(tx).await?;
    tx.announce(AccountEvent::Demoted { account }).await?;
    if tx.actor().account() != Some(account) {
        end_sessions(tx, account).await?;
    }
    Ok(())
}

/// Lets what one person does at the same time follow one another, until the transaction ends.
///
/// # Errors
/// Whatever the database says.
pub async fn in_turn(tx: &mut Tx, account: AccountId) -> DbResult<()> {
    store::hold(tx, account).await
}

/// Ends all sessions of an account.
///
/// # Errors
/// Whatever the database says.
pub async fn end_sessions(tx: &mut Tx, account: AccountId) -> DbResult<()> {
    if !store_sessions::end_others(tx, account, None).await?.is_empty() {
        tx.announce(AccountEvent::SessionEnded {
            account,
            session: None,
        })
        .await?;
    }
    Ok(())
}

/// What an administrator changes of someone's profile; `None` keeps.
///
/// # Errors
/// Whatever the database says.
pub async fn edit(
    tx: &mut Tx,
    account: AccountId,
    given_name: Option<&Name>,
    family_name: Option<&Name>,
    function: Option<Option<&Name>>,
) -> DbResult<()> {
    if given_name.is_some() || family_name.is_some() {
        let (given, family) = store::names(&mut *tx, account).await?.unwrap_or_default();
        store::set_names(
            tx,
            account,
            given_name.map_or(&given, |it| it.as_str()),
            family_name.map_or(&family, |it| it.as_str()),
        )
        .await?;
    }
    if let Some(function) = function {
        store::set_function(tx, account, function.map(Name::as_str)).await?;
    }
    tx.announce(AccountEvent::ProfileChanged { account }).await
}

/// The cards of several people, with the first of their organisations: two statements, however many.
///
/// # Errors
/// Whatever the database says.
pub async fn people(db: &Db, accounts: &[AccountId]) -> DbResult<HashMap<AccountId, Person>> {
    if accounts.is_empty() {
        return Ok(HashMap::new());
    }
    let mut cards = store::cards(db, accounts).await?;
    for (account, organisations) in orgs::of_accounts(db, accounts).await? {
        if let Some(card) = cards.get_mut(&account) {
            card.organisation = organisations.into_iter().next().map(|it| it.name);
        }
    }
    Ok(cards)
}

/// What several people are called, in one statement.
///
/// # Errors
/// Whatever the database says.
pub async fn names(on: impl Reads, accounts: &[AccountId]) -> DbResult<HashMap<AccountId, String>> {
    if accounts.is_empty() {
        return Ok(HashMap::new());
    }
    let cards = store::cards(on, accounts).await?;
    Ok(cards.into_iter().map(|(id, person)| (id, person.name)).collect())
}

/// One person's card.
///
/// # Errors
/// [`Problem::NotFound`].
pub async fn person(db: &Db, account: AccountId) -> Result<Person, Problem> {
    people(db, &[account])
        .await?
        .remove(&account)
        .ok_or(Problem::NotFound)
}

/// Whether a password may be chosen by someone who administers, or does not.
///
/// # Errors
/// As [`passwords::acceptable`].
pub fn acceptable_for(password: &str, administers: bool, words: &[&str]) -> Result<(), Invalid> {
    let min_length = if administers {
        passwords::ADMIN_MIN_LENGTH
    } else {
        passwords::MIN_LENGTH
    };
    passwords::acceptable(password, min_length, words)
}

/// Someone in use and signed in, made in one line, for tests and demonstrations: `anna` is `anna@rivemont.example`.
///
/// # Errors
/// `account.email_taken`.
pub async fn for_tests(
    app: &App,
    name: &str,
    standing: Standing,
    password: &str,
) -> Result<(AccountId, Secret), Problem> {
    let hash = app.passwords.hash(password.to_owned()).await?;
    let email: EmailAddress = format!("{name}@rivemont.example")
        .parse()
        .map_err(|invalid| Problem::field("email", invalid))?;
    let [given, _] = names_in(&email);
    let checked = |text: &str| Name::new(text).map_err(|invalid| Problem::field("name", invalid));
    let mut new = NewAccount::member(email, checked(&given)?, checked("Test")?, Vec::new());
    match standing {
        Standing::Member(organisation) => new.organisations.push(organisation),
        Standing::InstanceAdmin(organisation) => {
            new.organisations.push(organisation);
            new.is_instance_admin = true;
        }
        Standing::External(organisation) => {
            new.is_external = true;
            new.host = Some(organisation);
        }
    }
    app.db
        .write(Actor::System, async move |tx| {
            let account = create_active_with_password(tx, &new, &hash).await?;
            let (_, secret) = open_session(tx, account, &Device::none(), Stay::SignedIn).await?;
            Ok((account, secret))
        })
        .await
}

/// The organisation that administrators reach an account's requests through; for outsiders their host.
///
/// # Errors
/// Whatever the database says.
pub async fn home_of(db: &Db, account: AccountId) -> DbResult<Option<OrganisationId>> {
    match orgs::first_of(db, account).await? {
        Some(organisation) => Ok(Some(organisation)),
        None => store::host(db, account).await,
    }
}

/// What is done once a day: sessions and links that ended long ago are forgotten.
pub(super) async fn forget(tx: &mut Tx, now: Timestamp) -> DbResult<()> {
    store_sessions::forget(tx, now - MEMORY).await?;
    store_links::forget(tx, now - MEMORY).await
}

/// How long ended sessions and links are remembered, for telling a new device from a known one.
const MEMORY: Duration = Duration::from_secs(90 * 24 * 3_600);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_tells_names_until_its_owner_does() {
        assert_eq!(
            names_in(&"nour.attali@ch-rivemont.example".parse().unwrap()),
            ["Nour".to_owned(), "Attali".to_owned()]
        );
        assert_eq!(
            names_in(&"accueil@ch-rivemont.example".parse().unwrap()),
            ["Accueil".to_owned(), "Accueil".to_owned()]
        );
    }
}
