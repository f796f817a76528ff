// SPDX-License-Identifier: EUPL-1.2
//! Signing in and out, and what a session is worth.

use std::{net::IpAddr, time::Duration};

use access::{Signed, Term};
use base::{Actor, EmailAddress, Id, Problem, Secret, SecretHash, Timestamp, kind, text::Name};
use db::{Db, DbError, DbResult, Tx};
use events::{AccountEvent, Announce as _};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{
    actions::{acceptable_for, create_active_with_password},
    jobs::TellOfSignIn,
    known_browser::{self, BrowserId, Proof},
    model::{AccountId, AccountStatus, Device, Language, NewAccount, Password, Stay},
    store,
    store::Credentials,
    store_links, store_sessions,
};
use crate::{
    app::App,
    areas::{accounts::SignedIn, orgs},
};

type SessionId = Id<kind::Session>;

/// How long the password counts as just given.
const FRESH: Duration = Duration::from_secs(10 * 60);
/// How old "last used" may be before it is written anew.
const USE_WRITTEN_EVERY: Duration = Duration::from_secs(5 * 60);

impl Stay {
    /// Unused for so long, it ends.
    #[must_use]
    pub const fn idle(self) -> Duration {
        match self {
            Self::Day => Duration::from_secs(12 * 3_600),
            Self::SignedIn => Duration::from_secs(30 * 24 * 3_600),
        }
    }

    /// After so long, it ends in any case.
    #[must_use]
    pub const fn whole(self) -> Duration {
        match self {
            Self::Day => Duration::from_secs(24 * 3_600),
            Self::SignedIn => Duration::from_secs(90 * 24 * 3_600),
        }
    }

    /// How long the browser keeps the cookie; `None`: until it is closed.
    #[must_use]
    pub const fn cookie_max_age_s(self) -> Option<u64> {
        match self {
            Self::Day => None,
            Self::SignedIn => Some(self.whole().as_secs()),
        }
    }
}

/// The session of this secret, if it has not ended and its account is active. Notes its use, at most every five minutes.
///
/// # Errors
/// Whatever the database says.
pub async fn session(db: &Db, secret: &SecretHash, now: Timestamp) -> DbResult<Option<SignedIn>> {
    let Some(found) = store_sessions::find(db, secret, now).await? else {
        return Ok(None);
    };
    let (signed, session) = (found.signed(), found.session);
    if now.since(found.last_used_at) >= USE_WRITTEN_EVERY {
        let noted: DbResult<()> = db
            .write(signed, async move |tx| {
                store_sessions::used(tx, session).await?;
                store::seen(tx, signed.account).await
            })
            .await;
        // Reading goes on when nothing can be written; the use is noted next time.
        if let Err(error) = noted {
            tracing::warn!(%error, "the use of a session was not noted");
        }
    }
    Ok(Some(SignedIn {
        signed,
        session,
        fresh_until: found.fresh_until,
    }))
}

/// Opens a session, fresh.
///
/// # Errors
/// Whatever the database says.
pub async fn open_session(
    tx: &mut Tx,
    account: AccountId,
    device: &Device,
    stay: Stay,
) -> DbResult<(SessionId, Secret)> {
    let (secret, now) = (Secret::generate(), tx.now());
    let new = store_sessions::New {
        account,
        hash: secret.hash(),
        device,
        idle: stay.idle(),
        ends_at: now + stay.whole(),
        fresh_until: now + FRESH,
    };
    let session = store_sessions::insert(tx, new).await?;
    store::seen(tx, account).await?;
    tx.announce(AccountEvent::SignedIn { account, session }).await?;
    Ok((session, secret))
}

/// Who signs in. The address is text: one that is none is refused as an unknown one is.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewSession {
    /// As typed.
    email: String,
    /// As typed.
    password: Password,
    /// Keep the session when the browser is closed.
    #[serde(default)]
    stay_signed_in: bool,
}

/// A session that was just opened.
#[derive(Debug)]
pub struct Opened {
    /// Who, and in which session.
    pub signed_in: SignedIn,
    /// The cookie's value.
    pub secret: Secret,
    /// How long it is for.
    pub stay: Stay,
    /// What makes the browser known from now on.
    pub browser: Proof,
}

/// What a browser that asks to be let in comes with.
#[derive(Debug, Default)]
pub struct CameWith {
    /// The session it is in: it ends, so that nobody else who knows it is signed in.
    pub session: Option<SignedIn>,
    /// What it keeps of the last sign-in on it.
    pub proof: Option<String>,
}

/// The browser, if its proof is one for this account. Without an account it takes as long.
pub(super) fn known(app: &App, proof: Option<&str>, found: Option<&Credentials>) -> Option<BrowserId> {
    let account = found.map_or(AccountId::MIN, |it| it.account);
    let hash = found.and_then(|it| it.password_hash.as_deref());
    let known = known_browser::recognise(&app.keys, proof?, account, hash.unwrap_or_default(), app.now());
    known.filter(|_| hash.is_some())
}

/// Longest text that is looked at as an address: addresses end at 254 characters.
const TYPED_MAX: usize = 320;

/// Signs in, which makes the browser known to the account.
///
/// # Errors
/// `session.throttled`, `session.refused`; after the right password `account.deactivated`, `account.access_ended`.
pub async fn sign_in(
    app: &App,
    new: NewSession,
    device: Device,
    network: IpAddr,
    came: CameWith,
) -> Result<Opened, Problem> {
    let typed: String = base::text::fold(&new.email).chars().take(TYPED_MAX).collect();
    let email = new.email.parse::<EmailAddress>().ok();
    let found = match &email {
        Some(email) => store::credentials(&app.db, email).await?,
        // The same statement, so that an address which is none takes as long.
        None => store::credentials_of(&app.db, AccountId::MIN).await?,
    };
    let known = known(app, came.proof.as_deref(), found.as_ref());
    app.throttle.sign_in(&typed, network, known)?;
    // Without a hash the check takes as long, and fails.
    let hash = found.as_ref().and_then(|it| it.password_hash.clone());
    let is_right = app
        .passwords
        .check(new.password.reveal().to_owned(), hash)
        .await?;
    let Some(found) = found.filter(|_| is_right) else {
        return Err(refuse(&app.db, email, device.address).await);
    };
    let stay = if new.stay_signed_in {
        Stay::SignedIn
    } else {
        Stay::Day
    };
    may_enter(app, &found).await?;
    let (account, hash) = (found.account, found.password_hash.clone());
    let stronger = stronger(app, hash.as_deref(), &new.password).await;
    let keys = app.clone();
    let opened = app
        .db
        .write_on_reserve(Actor::Account(account), async move |tx| {
            // The password or the account may have changed while the hash was computed.
            let still = store::credentials_of(&mut *tx, account)
                .await?
                .filter(|it| it.password_hash == hash);
            if still.is_none_or(|it| it.status != AccountStatus::Active) {
                return Err(Problem::SignInRefused);
            }
            if let Some(before) = &came.session
                && store_sessions::end(tx, before.signed.account, before.session).await?
            {
                tx.announce(AccountEvent::SignedOut {
                    account: before.signed.account,
                    session: before.session,
                })
                .await?;
            }
            let is_known = store_sessions::knows(&mut *tx, account, &device).await?;
            let (session, secret) = open_session(tx, account, &device, stay).await?;
            if found.has_signed_in && !is_known {
                TellOfSignIn::ask(tx, session).await?;
            }
            let mut hash = hash.unwrap_or_default();
            if let Some(stronger) = stronger {
                store::rehash(tx, account, &stronger).await?;
                hash = stronger;
            }
            let browser = Proof::make(&keys.keys, account, &hash, session.uuid(), tx.now());
            Ok((session, secret, tx.now() + FRESH, browser))
        })
        .await;
    let (session, secret, fresh_until, browser) = opened?;
    let signed = Signed {
        account,
        is_external: found.is_external,
        is_instance_admin: found.is_instance_admin,
    };
    Ok(Opened {
        signed_in: SignedIn {
            signed,
            session,
            fresh_until,
        },
        secret,
        stay,
        browser,
    })
}

/// The hash to keep of a password that was right, if the one that is kept was made with less than what is asked for now. Too
/// many may be waiting: the next sign-in does it.
async fn stronger(app: &App, kept: Option<&str>, password: &Password) -> Option<String> {
    if !app.passwords.is_outdated(kept?) {
        return None;
    }
    app.passwords.hash(password.reveal().to_owned()).await.ok()
}

/// Told only to whoever knew the password.
async fn may_enter(app: &App, found: &Credentials) -> Result<(), Problem> {
    if found.status == AccountStatus::Deactivated {
        return Err(Problem::forbidden("account.deactivated"));
    }
    if found.is_external && access::term(&app.db, found.account, app.now()).await? == Term::Over {
        return Err(Problem::forbidden("account.access_ended"));
    }
    Ok(())
}

/// Notes the refusal in the journal, whether there is such an account or not: both cost the same.
async fn refuse(db: &Db, email: Option<EmailAddress>, address: String) -> Problem {
    let noted: DbResult<()> = db
        .write(Actor::Visitor, async move |tx| {
            let account = match &email {
                Some(email) => store::by_email(&mut *tx, email).await?.map(|it| it.account),
                None => None,
            };
            tx.announce(AccountEvent::SignInRefused { account, address })
                .await
        })
        .await;
    match noted {
        Ok(()) => Problem::SignInRefused,
        // Told as ever: a full disk must not tell a wrong password from a right one, nor keep room for the wrong ones.
        Err(DbError::Full) => {
            tracing::warn!("a refused sign-in could not be noted: the disk is full");
            Problem::SignInRefused
        }
        Err(error) => error.into(),
    }
}

/// Ends the session one is in.
///
/// # Errors
/// Whatever the database says.
pub async fn sign_out(db: &Db, me: SignedIn) -> DbResult<()> {
    db.write_on_reserve(me.signed, async move |tx| {
        if store_sessions::end(tx, me.signed.account, me.session).await? {
            tx.announce(AccountEvent::SignedOut {
                account: me.signed.account,
                session: me.session,
            })
            .await?;
        }
        Ok(())
    })
    .await
}

/// Checks one's own password again, with the limits of a sign-in.
///
/// # Errors
/// `session.throttled`; `session.refused`, as something that may not be done: one stays signed in.
pub async fn own_password(
    app: &App,
    me: &SignedIn,
    password: &Password,
    network: IpAddr,
) -> Result<Credentials, Problem> {
    app.throttle
        .sign_in(&me.signed.account.to_string(), network, None)?;
    let found = store::credentials_of(&app.db, me.signed.account)
        .await?
        .ok_or(Problem::SignedOut)?;
    if app
        .passwords
        .check(password.reveal().to_owned(), found.password_hash.clone())
        .await?
    {
        Ok(found)
    } else {
        Err(Problem::forbidden("session.refused"))
    }
}

/// Makes one's session fresh.
///
/// # Errors
/// As [`own_password`].
pub async fn confirm(app: &App, me: SignedIn, password: &Password, network: IpAddr) -> Result<(), Problem> {
    own_password(app, &me, password, network).await?;
    app.db
        .write(me.signed, async move |tx| {
            let until = tx.now() + FRESH;
            store_sessions::refresh(tx, me.session, until).await
        })
        .await?;
    Ok(())
}

/// A session of one's own.
#[derive(Debug, Serialize, ToSchema)]
pub struct Session {
    /// Names it, opens nothing.
    id: SessionId,
    /// `Firefox · Linux`
    device: String,
    /// `desktop`, `mobile` or `other`.
    #[schema(value_type = DeviceKind)]
    kind: String,
    /// Network address it was opened from.
    address: String,
    started_at: Timestamp,
    /// Within five minutes.
    last_used_at: Timestamp,
    /// If it is not used before.
    ends_at: Timestamp,
    /// The one this was asked in.
    is_current: bool,
}

/// What a session is opened on.
#[derive(Debug, ToSchema)]
#[schema(rename_all = "snake_case")]
#[allow(dead_code, reason = "describes the words that `Client` writes")]
pub enum DeviceKind {
    /// A computer.
    Desktop,
    /// A telephone or tablet.
    Mobile,
    /// A program, or something unknown.
    Other,
}

/// One's open sessions, the present one first, then the last used.
///
/// # Errors
/// Whatever the database says.
pub async fn sessions(app: &App, me: &SignedIn) -> DbResult<Vec<Session>> {
    let mut sessions: Vec<Session> = store_sessions::of(&app.db, me.signed.account, app.now())
        .await?
        .into_iter()
        .map(|it| Session {
            id: it.id,
            device: it.device,
            kind: it.device_kind,
            address: it.address,
            started_at: it.started_at,
            last_used_at: it.last_used_at,
            ends_at: it
                .ends_at
                .min(it.last_used_at + Duration::from_micros(it.idle_us.unsigned_abs())),
            is_current: it.id == me.session,
        })
        .collect();
    sessions.sort_by_key(|it| !it.is_current);
    Ok(sessions)
}

/// Ends one of one's own sessions. Ending one that has ended is done already.
///
/// # Errors
/// Whatever the database says.
pub async fn end_session(db: &Db, me: SignedIn, session: SessionId) -> DbResult<()> {
    db.write(me.signed, async move |tx| {
        let account = me.signed.account;
        if store_sessions::end(tx, account, session).await? {
            tx.announce(AccountEvent::SessionEnded {
                account,
                session: Some(session),
            })
            .await?;
        }
        Ok(())
    })
    .await
}

/// Ends all one's own sessions but the present one.
///
/// # Errors
/// Whatever the database says.
pub async fn end_other_sessions(db: &Db, me: SignedIn) -> DbResult<()> {
    db.write(me.signed, async move |tx| {
        end_others(tx, me.signed.account, me.session).await
    })
    .await
}

pub(super) async fn end_others(tx: &mut Tx, account: AccountId, kept: SessionId) -> DbResult<()> {
    for session in store_sessions::end_others(tx, account, Some(kept)).await? {
        tx.announce(AccountEvent::SessionEnded {
            account,
            session: Some(session),
        })
        .await?;
    }
    Ok(())
}

/// The first start: who sets the instance up, and what it is called.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SetUp {
    /// From the link in the log.
    #[schema(value_type = String)]
    token: Password,
    /// What this Plano is called.
    instance_name: Name,
    /// The organisation at the top.
    organisation_name: Name,
    email: EmailAddress,
    given_name: Name,
    family_name: Name,
    password: Password,
    language: Language,
}

/// Sets the instance up: its name, its first organisation, its first administrator, who is then signed in.
///
/// # Errors
/// `session.throttled`, `setup.already_done`, `setup.token_refused`, `password.…`.
pub async fn set_up(app: &App, new: SetUp, device: Device, network: IpAddr) -> Result<Opened, Problem> {
    app.throttle.network(network)?;
    if !store::are_none(&app.db).await? {
        return Err(Problem::conflict("setup.already_done"));
    }
    let token = new
        .token
        .reveal()
        .parse::<Secret>()
        .ok()
        .filter(|it| app.set_up.is(it));
    token.ok_or_else(|| Problem::forbidden("setup.token_refused"))?;
    let words = [
        new.given_name.as_str(),
        new.family_name.as_str(),
        new.email.as_str(),
        new.organisation_name.as_str(),
        new.instance_name.as_str(),
    ];
    acceptable_for(new.password.reveal(), true, &words)
        .map_err(|invalid| Problem::field("password", invalid))?;
    let hash = app.passwords.hash(new.password.reveal().to_owned()).await?;
    let stay = Stay::Day;
    let keys = app.clone();
    let opened: Result<_, Problem> = app
        .db
        .write(Actor::System, async move |tx| {
            let organisation =
                orgs::set_up(tx, &new.instance_name, &new.organisation_name, new.language).await?;
            // Whoever came second waited for the row that the first one wrote, and sees his account.
            if !store::are_none(&mut *tx).await? {
                return Err(Problem::conflict("setup.already_done"));
            }
            let mut account =
                NewAccount::member(new.email, new.given_name, new.family_name, vec![organisation]);
            account.language = new.language;
            account.is_instance_admin = true;
            let account = create_active_with_password(tx, &account, &hash).await?;
            let (session, secret) = open_session(tx, account, &device, stay).await?;
            let browser = Proof::make(&keys.keys, account, &hash, session.uuid(), tx.now());
            Ok((account, session, secret, tx.now() + FRESH, browser))
        })
        .await;
    let (account, session, secret, fresh_until, browser) = opened?;
    let signed = Signed {
        account,
        is_external: false,
        is_instance_admin: true,
    };
    Ok(Opened {
        signed_in: SignedIn {
            signed,
            session,
            fresh_until,
        },
        secret,
        stay,
        browser,
    })
}

/// Opens a session for someone who came by a link from his mailbox, and has just chosen a password.
pub(super) async fn enter(
    tx: &mut Tx,
    keys: &storage::Keyring,
    account: AccountId,
    device: &Device,
) -> Result<Opened, Problem> {
    let found = store::credentials_of(&mut *tx, account)
        .await?
        .ok_or_else(|| Problem::forbidden("link.refused"))?;
    for purpose in [store_links::Purpose::Reset, store_links::Purpose::Invitation] {
        store_links::close(tx, account, purpose).await?;
    }
    let (session, secret) = open_session(tx, account, device, Stay::Day).await?;
    let signed = Signed {
        account,
        is_external: found.is_external,
        is_instance_admin: found.is_instance_admin,
    };
    let hash = found.password_hash.unwrap_or_default();
    Ok(Opened {
        signed_in: SignedIn {
            signed,
            session,
            fresh_until: tx.now() + FRESH,
        },
        secret,
        stay: Stay::Day,
        browser: Proof::make(keys, account, &hash, session.uuid(), tx.now()),
    })
}
