// SPDX-License-Identifier: EUPL-1.2
//! What links from mails open: a new password, an account, a mailbox's confirmation.

use std::net::IpAddr;

use base::{Actor, Day, EmailAddress, Problem, Secret, Timestamp, kind, text::Name};
use db::{Db, DbError};
use events::{AccountEvent, Announce as _};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{
    actions::{acceptable_for, home_of},
    actions_me::end_app_passwords,
    actions_session::{Opened, end_others, enter, known},
    jobs::{SendLink, SendReset, TellOfPassword, TellOldAddress},
    known_browser::Proof,
    mailing::soon,
    model::{AccountId, Device, Language, Password},
    store, store_links,
    store_links::{Link, Purpose},
    store_sessions,
};
use crate::{
    app::App,
    areas::{accounts::SignedIn, orgs, projects},
};

/// A secret from a link.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Token {
    /// What stands in the link's fragment.
    #[schema(value_type = String)]
    pub token: Password,
}

/// Unknown, used, too old or replaced: all the same.
fn refused() -> Problem {
    Problem::forbidden("link.refused")
}

async fn open_link(db: &Db, token: &Password, purpose: Purpose) -> Result<Link, Problem> {
    let secret: Secret = token.reveal().parse().map_err(|_| refused())?;
    let found = store_links::by_secret(db, &secret.hash(), purpose).await?;
    found
        .filter(|it| it.is_open(db.clock().now()))
        .ok_or_else(refused)
}

/// Someone who has forgotten his password.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Forgotten {
    /// As typed. One that is no address is answered as an unknown one is.
    email: String,
}

/// Asks for a link to a new password. Says the same, and does the same work, whoever asks.
///
/// # Errors
/// `session.throttled`.
pub async fn ask_reset(
    app: &App,
    asked: Forgotten,
    network: IpAddr,
    proof: Option<String>,
) -> Result<(), Problem> {
    let email = asked.email.parse::<EmailAddress>().ok();
    let found = match &email {
        Some(email) => store::credentials(&app.db, email).await?,
        None => store::credentials_of(&app.db, AccountId::MIN).await?,
    };
    let known = known(app, proof.as_deref(), found.as_ref());
    app.throttle.mail(network, known)?;
    let account = found.map(|it| it.account);
    app.db
        .write(Actor::Visitor, async move |tx| SendReset::ask(tx, account).await)
        .await?;
    Ok(())
}

/// A new password by a link.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewPassword {
    /// What stands in the link's fragment.
    #[schema(value_type = String)]
    token: Password,
    password: Password,
}

/// Sets a new password by a link, ends every session and app password, and opens a session: whoever forgot the password may
/// as well have lost the account to somebody, who would have made himself a way in that lasts.
///
/// # Errors
/// `session.throttled`, `link.refused`, `password.…`.
pub async fn complete_reset(
    app: &App,
    new: NewPassword,
    device: Device,
    network: IpAddr,
) -> Result<Opened, Problem> {
    app.throttle.network(network)?;
    let link = open_link(&app.db, &new.token, Purpose::Reset).await?;
    let hash = chosen(app, link.account, &new.password, &[]).await;
    let hash = unless_spent(app, &new.token, Purpose::Reset, hash).await?;
    let keys = app.clone();
    app.db
        .write(Actor::Account(link.account), async move |tx| {
            let account = link.account;
            if !store_links::spend(tx, link.id).await? || !store::set_password(tx, account, &hash).await? {
                return Err(refused());
            }
            tx.announce(AccountEvent::PasswordChanged { account }).await?;
            // Asked by whoever held a session before: it would give him the account back.
            store_links::close(tx, account, Purpose::Email).await?;
            for session in store_sessions::end_others(tx, account, None).await? {
                tx.announce(AccountEvent::SessionEnded {
                    account,
                    session: Some(session),
                })
                .await?;
            }
            let ended = end_app_passwords(tx, account).await?;
            TellOfPassword::ask(tx, account, ended).await?;
            enter(tx, &keys.keys, account, &device).await
        })
        .await
}

/// The hash of a password that this account may have.
async fn chosen(
    app: &App,
    account: AccountId,
    password: &Password,
    more: &[&str],
) -> Result<String, Problem> {
    let found = store::credentials_of(&app.db, account)
        .await?
        .ok_or_else(refused)?;
    let state = store::state(&app.db, account).await?.ok_or_else(refused)?;
    let (given, family) = store::names(&app.db, account).await?.unwrap_or_default();
    let administers = found.is_instance_admin || !orgs::administered_by(&app.db, account).await?.is_empty();
    let mut words = vec![given.as_str(), family.as_str(), state.email.as_str()];
    words.extend_from_slice(more);
    let wrong = |invalid| Problem::field("password", invalid);
    acceptable_for(password.reveal(), administers, &words).map_err(wrong)?;
    if found.password_hash.is_some()
        && app
            .passwords
            .check(password.reveal().to_owned(), found.password_hash)
            .await?
    {
        return Err(wrong(base::Invalid::new("password.same")));
    }
    app.passwords.hash(password.reveal().to_owned()).await
}

/// Why a password does not do, unless another has spent the link meanwhile: then that is why, and what the other has chosen
/// is nothing to compare with.
async fn unless_spent<T>(
    app: &App,
    token: &Password,
    purpose: Purpose,
    chosen: Result<T, Problem>,
) -> Result<T, Problem> {
    if chosen.is_err() {
        open_link(&app.db, token, purpose).await?;
    }
    chosen
}

/// An invitation as its receiver sees it before accepting.
#[derive(Debug, Serialize, ToSchema)]
pub struct InvitationView {
    /// The address it was sent to.
    email: EmailAddress,
    /// As the inviting person knows it.
    given_name: String,
    /// As the inviting person knows it.
    family_name: String,
    /// Who invites.
    invited_by: Option<String>,
    /// The organisation it is for; for an outsider the one that answers for him.
    organisation: Option<String>,
    /// The project it is for.
    project: Option<String>,
    /// He will see only the projects he is invited to.
    is_external: bool,
    expires_at: Timestamp,
    /// The last day of an outsider's access.
    access_ends_on: Option<Day>,
}

/// What an invitation is for.
///
/// # Errors
/// `session.throttled`, `link.refused`.
pub async fn inspect_invitation(
    app: &App,
    token: &Token,
    network: IpAddr,
) -> Result<InvitationView, Problem> {
    app.throttle.network(network)?;
    let link = open_link(&app.db, &token.token, Purpose::Invitation).await?;
    let state = store::state(&app.db, link.account)
        .await?
        .filter(|it| it.is_invited)
        .ok_or_else(refused)?;
    let (given_name, family_name) = store::names(&app.db, link.account).await?.unwrap_or_default();
    let invited_by = match link.invited_by {
        Some(by) => store::names(&app.db, by)
            .await?
            .map(|(given, family)| format!("{given} {family}")),
        None => None,
    };
    let organisation = match home_of(&app.db, link.account).await? {
        Some(organisation) => orgs::card(&app.db, organisation).await?.map(|it| it.name),
        None => None,
    };
    let project = match link.project.map(base::Id::<kind::Project>::from_uuid) {
        Some(project) => projects::card(&app.db, project).await?.map(|it| it.name),
        None => None,
    };
    let access_ends_on = access_end(app, state.account, state.is_external).await?;
    Ok(InvitationView {
        email: state.email,
        given_name,
        family_name,
        invited_by,
        organisation,
        project,
        is_external: state.is_external,
        expires_at: link.expires_at,
        access_ends_on,
    })
}

/// The last day of an outsider's access, if it has one.
pub(super) async fn access_end(
    app: &App,
    account: AccountId,
    is_external: bool,
) -> Result<Option<Day>, DbError> {
    if !is_external {
        return Ok(None);
    }
    Ok(match access::term(&app.db, account, app.now()).await? {
        access::Term::Until(day) => Some(day),
        access::Term::Open | access::Term::Over => None,
    })
}

/// Opening one's account.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Acceptance {
    /// What stands in the link's fragment.
    #[schema(value_type = String)]
    token: Password,
    given_name: Name,
    family_name: Name,
    password: Password,
    language: Language,
}

/// Opens one's account, once, and signs in.
///
/// # Errors
/// `session.throttled`, `link.refused`, `password.…`.
pub async fn accept_invitation(
    app: &App,
    new: Acceptance,
    device: Device,
    network: IpAddr,
) -> Result<Opened, Problem> {
    app.throttle.network(network)?;
    let link = open_link(&app.db, &new.token, Purpose::Invitation).await?;
    store::state(&app.db, link.account)
        .await?
        .filter(|it| it.is_invited)
        .ok_or_else(refused)?;
    let names = [new.given_name.as_str(), new.family_name.as_str()];
    let hash = chosen(app, link.account, &new.password, &names).await;
    let hash = unless_spent(app, &new.token, Purpose::Invitation, hash).await?;
    let keys = app.clone();
    app.db
        .write(Actor::Account(link.account), async move |tx| {
            let account = link.account;
            // Of many who come at once, one spends it.
            if !store_links::spend(tx, link.id).await? || !store::set_password(tx, account, &hash).await? {
                return Err(refused());
            }
            store::set_names(tx, account, new.given_name.as_str(), new.family_name.as_str()).await?;
            store::set_language(tx, account, new.language).await?;
            tx.announce(AccountEvent::Accepted { account }).await?;
            enter(tx, &keys.keys, account, &device).await
        })
        .await
}

/// Another password for oneself.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PasswordChange {
    /// The one there is.
    current: Password,
    /// The one there will be.
    password: Password,
    /// Withdraws all one's app passwords too.
    #[serde(default)]
    end_app_passwords: bool,
}

/// Changes one's password and ends one's other sessions. The browser stays known to the account, no other does.
///
/// # Errors
/// `session.throttled`, `session.refused`, `password.…`.
pub async fn change_password(
    app: &App,
    me: SignedIn,
    change: PasswordChange,
    network: IpAddr,
) -> Result<Proof, Problem> {
    let before = super::actions_session::own_password(app, &me, &change.current, network).await?;
    let account = me.signed.account;
    let hash = chosen(app, account, &change.password, &[]).await?;
    let keys = app.clone();
    app.db
        .write(me.signed, async move |tx| {
            let still = store::credentials_of(&mut *tx, account).await?;
            if still.is_none_or(|it| it.password_hash != before.password_hash)
                || !store::set_password(tx, account, &hash).await?
            {
                return Err(Problem::forbidden("session.refused"));
            }
            tx.announce(AccountEvent::PasswordChanged { account }).await?;
            store_links::close(tx, account, Purpose::Reset).await?;
            store_links::close(tx, account, Purpose::Email).await?;
            end_others(tx, account, me.session).await?;
            let ended = if change.end_app_passwords {
                end_app_passwords(tx, account).await?
            } else {
                0
            };
            TellOfPassword::ask(tx, account, ended).await?;
            Ok(Proof::make(
                &keys.keys,
                account,
                &hash,
                me.session.uuid(),
                tx.now(),
            ))
        })
        .await
}

/// Another address for oneself.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewAddress {
    email: EmailAddress,
}

/// Asks for another address: the new one is asked to confirm, the old one is told. Says the same if it is taken.
///
/// # Errors
/// `session.throttled`; `email.same`.
pub async fn ask_email_change(
    app: &App,
    me: SignedIn,
    new: NewAddress,
    network: IpAddr,
) -> Result<(), Problem> {
    app.throttle.mail(network, None)?;
    let account = me.signed.account;
    let old = store::state(&app.db, account)
        .await?
        .ok_or(Problem::SignedOut)?
        .email;
    if old == new.email {
        return Err(Problem::field("email", base::Invalid::new("email.same")));
    }
    app.db
        .write(me.signed, async move |tx| {
            let (id, now) = (tx.new_id::<kind::EmailChange>().uuid(), tx.now());
            let link = Link {
                id,
                purpose: Purpose::Email,
                account,
                email: Some(new.email),
                old_email: Some(old),
                invited_by: None,
                project: None,
                request: None,
                message: None,
                created_at: now,
                expires_at: soon(now),
                used_at: None,
            };
            store_links::insert(tx, &link).await?;
            SendLink::ask(tx, id).await?;
            TellOldAddress::ask(tx, id, false).await?;
            tx.announce(AccountEvent::EmailChangeAsked { account }).await?;
            Ok(())
        })
        .await
}

/// Confirms a new address from its mailbox.
///
/// # Errors
/// `session.throttled`, `link.refused`.
pub async fn confirm_email_change(app: &App, token: &Token, network: IpAddr) -> Result<(), Problem> {
    app.throttle.network(network)?;
    let link = open_link(&app.db, &token.token, Purpose::Email).await?;
    let account = link.account;
    app.db
        .write(Actor::Account(account), async move |tx| {
            let state = store::state(&mut *tx, account)
                .await?
                .filter(|it| !it.is_deactivated);
            let Some(email) = link.email.filter(|_| state.is_some()) else {
                return Err(refused());
            };
            if !store_links::spend(tx, link.id).await? || store::by_email(&mut *tx, &email).await?.is_some() {
                return Err(refused());
            }
            match store::set_email(tx, account, &email).await {
                // Somebody else's account was made with it in this instant.
                Err(DbError::NotUnique(_)) => return Err(refused()),
                result => result?,
            }
            // Ways in that were mailed to the old address end with it.
            store_links::close(tx, account, Purpose::Reset).await?;
            tx.announce(AccountEvent::EmailChanged { account }).await?;
            TellOldAddress::ask(tx, link.id, true).await?;
            Ok(())
        })
        .await
}
