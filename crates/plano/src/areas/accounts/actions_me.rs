// SPDX-License-Identifier: EUPL-1.2
//! What people set for themselves, and how they see themselves and others.

use std::time::Duration;

use access::{Read, Signed};
use base::{Day, Id, Invalid, Problem, Secret, SecretHash, Timestamp, ids, kind, text::Name};
use db::{Db, DbError, DbResult, Reads, Tx};
use events::{AccountEvent, Announce as _};
use serde::{Deserialize, Deserializer, Serialize};
use utoipa::ToSchema;

use super::{
    actions::people,
    actions_links::access_end,
    model::{AccountId, Display, Language, Me, MeCan, Person, Scope, SignedIn, TimeZone},
    store, store_app_passwords,
};
use crate::{
    app::App,
    areas::{self, orgs, projects},
};

/// Most app passwords of one account: enough for every program of every device.
const APP_PASSWORDS_MAX: i64 = 100;
/// How old "last used" may be before it is written anew.
const USE_WRITTEN_EVERY: Duration = Duration::from_secs(5 * 60);

/// Oneself, whole.
///
/// # Errors
/// Whatever the database says.
pub async fn me(app: &App, signed_in: &SignedIn) -> Result<Me, Problem> {
    let (db, signed) = (&app.db, signed_in.signed);
    let cursor = app.live.head();
    let own = store::own(db, signed.account).await?;
    let organisations = orgs::of_account(db, signed.account).await?;
    let administers = orgs::administered_by(db, signed.account).await?;
    let settings = orgs::settings(db).await?;
    let mut account = store::cards(db, &[signed.account])
        .await?
        .remove(&signed.account)
        .ok_or(Problem::SignedOut)?;
    account.organisation = organisations.first().map(|it| it.name.clone());
    Ok(Me {
        account,
        email: own.email,
        language: own.language,
        time_zone: own.time_zone,
        display: serde_json::from_str(&own.display).unwrap_or_default(),
        is_instance_admin: signed.is_instance_admin,
        can: MeCan {
            create_projects: settings.lets_create_projects(signed),
            search_people: !signed.is_external,
            administer: signed.is_instance_admin || !administers.is_empty(),
        },
        organisations,
        administers,
        password_changed_at: own.password_changed_at.unwrap_or(own.created_at),
        session: signed_in.session,
        session_is_fresh: signed_in.fresh_until > app.now(),
        unread_notifications: areas::unread_notifications(app, signed.account).await?,
        access_ends_on: access_end(app, signed.account, signed.is_external).await?,
        cursor: cursor.to_string(),
    })
}

/// What changes of one's profile; what is absent stays.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct MePatch {
    given_name: Option<Name>,
    family_name: Option<Name>,
    /// Blank, or `null`, takes it away.
    #[serde(default, deserialize_with = "given")]
    #[schema(value_type = Option<String>, max_length = 120)]
    function: Option<Option<String>>,
    language: Option<Language>,
    #[schema(value_type = Option<String>)]
    time_zone: Option<TimeZone>,
}

/// Tells `null` from absent.
fn given<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Option<String>>, D::Error> {
    Option::<String>::deserialize(deserializer).map(Some)
}

/// Changes one's profile.
///
/// # Errors
/// `text.…` on the field.
pub async fn change_profile(app: &App, signed_in: &SignedIn, patch: MePatch) -> Result<Me, Problem> {
    let account = signed_in.signed.account;
    let function = match patch.function {
        None => None,
        Some(text) => {
            let text = text.filter(|it| !it.trim().is_empty());
            Some(
                text.map(|it| Name::new(&it))
                    .transpose()
                    .map_err(|invalid| Problem::field("function", invalid))?,
            )
        }
    };
    app.db
        .write(signed_in.signed, async move |tx| {
            if let Some(zone) = &patch.time_zone {
                store::set_time_zone(tx, account, zone).await?;
            }
            if let Some(language) = patch.language {
                store::set_language(tx, account, language).await?;
            }
            let function = function.as_ref().map(Option::as_ref);
            super::actions::edit(
                tx,
                account,
                patch.given_name.as_ref(),
                patch.family_name.as_ref(),
                function,
            )
            .await
        })
        .await?;
    me(app, signed_in).await
}

/// Sets how one wants to see Plano.
///
/// # Errors
/// Whatever the database says.
pub async fn set_display(db: &Db, signed: Signed, display: Display) -> DbResult<Display> {
    db.write(signed, async move |tx| {
        store::set_display(tx, signed.account, &display).await?;
        tx.announce(AccountEvent::DisplayChanged {
            account: signed.account,
        })
        .await?;
        Ok(display)
    })
    .await
}

/// A password for one program, without its secret.
#[derive(Debug, Serialize, ToSchema)]
pub struct AppPassword {
    id: ids::AppPasswordId,
    /// As its owner calls it.
    name: String,
    /// What it opens.
    scope: Scope,
    /// The one project it opens; `null`: all.
    project: Option<ids::ProjectId>,
    /// The one channel of it that it opens; `null`: all.
    channel: Option<ids::ChannelId>,
    created_at: Timestamp,
    last_used_at: Option<Timestamp>,
    /// The last day it opens anything.
    expires_on: Option<Day>,
}

impl From<store_app_passwords::Row> for AppPassword {
    fn from(row: store_app_passwords::Row) -> Self {
        Self {
            id: row.id,
            name: row.name,
            scope: row.scope,
            project: row.project,
            channel: row.channel,
            created_at: row.created_at,
            last_used_at: row.last_used_at,
            expires_on: row.expires_on,
        }
    }
}

/// The same with its secret, which is told this once.
#[derive(Serialize, ToSchema)]
pub struct MadeAppPassword {
    #[serde(flatten)]
    made: AppPassword,
    /// To be typed into the program; kept nowhere.
    secret: String,
}

impl std::fmt::Debug for MadeAppPassword {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("MadeAppPassword")
            .field("made", &self.made)
            .finish_non_exhaustive()
    }
}

/// A password to be made for one program.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewAppPassword {
    name: Name,
    scope: Scope,
    /// Opens this project only.
    project: Option<ids::ProjectId>,
    /// The last day it opens anything.
    expires_on: Option<Day>,
}

/// One's passwords for programs, newest first.
///
/// # Errors
/// Whatever the database says.
pub async fn app_passwords(db: &Db, signed: Signed) -> DbResult<Vec<AppPassword>> {
    Ok(store_app_passwords::of(db, signed.account)
        .await?
        .into_iter()
        .map(AppPassword::from)
        .collect())
}

/// Makes a password for one program.
///
/// # Errors
/// [`Problem::NotFound`] for a project one cannot read; `app_password.expired`; `app_password.too_many`.
pub async fn make_app_password(
    app: &App,
    signed: Signed,
    new: NewAppPassword,
) -> Result<MadeAppPassword, Problem> {
    if let Some(project) = new.project {
        access::grant::<Read, access::Project>(&app.db, signed, project, app.now()).await?;
    }
    if new.expires_on.is_some_and(|it| projects::end_of(it) <= app.now()) {
        return Err(Problem::field("expires_on", Invalid::new("app_password.expired")));
    }
    let secret = Secret::generate();
    let hash = secret.hash();
    let made: Result<AppPassword, Problem> = app
        .db
        .write(signed, async move |tx| {
            let made = Making {
                name: new.name.into_string(),
                scope: new.scope,
                project: new.project,
                channel: None,
                expires_on: new.expires_on,
            };
            Ok(make(tx, signed.account, made, &hash).await?.into())
        })
        .await;
    Ok(MadeAppPassword {
        made: made?,
        secret: secret.reveal(),
    })
}

/// What an app password is to be.
struct Making {
    name: String,
    scope: Scope,
    project: Option<Id<kind::Project>>,
    channel: Option<Id<kind::Channel>>,
    expires_on: Option<Day>,
}

async fn make(
    tx: &mut Tx,
    account: AccountId,
    new: Making,
    hash: &SecretHash,
) -> Result<store_app_passwords::Row, Problem> {
    if store_app_passwords::count(&mut *tx, account).await? >= APP_PASSWORDS_MAX {
        return Err(Problem::Conflict(
            Invalid::new("app_password.too_many").with("max", APP_PASSWORDS_MAX),
        ));
    }
    let row = store_app_passwords::Row {
        id: tx.new_id(),
        name: new.name,
        scope: new.scope,
        project: new.project,
        channel: new.channel,
        created_at: tx.now(),
        last_used_at: None,
        expires_on: new.expires_on,
    };
    store_app_passwords::insert(tx, account, &row, hash).await?;
    tx.announce(AccountEvent::AppPasswordMade {
        account,
        app_password: row.id,
    })
    .await?;
    Ok(row)
}

/// A program that reads a channel or posts in it for someone: an app password of that channel alone.
#[derive(Debug)]
pub struct Bot {
    /// Its id.
    pub id: Id<kind::AppPassword>,
    /// For whom.
    pub account: AccountId,
    /// As he calls it.
    pub name: String,
    /// What it may.
    pub scope: Scope,
    /// When it was made.
    pub created_at: Timestamp,
    /// When it last asked for something, within five minutes.
    pub last_used_at: Option<Timestamp>,
    /// The last day it opens anything.
    pub expires_on: Option<Day>,
}

impl From<store_app_passwords::OfChannel> for Bot {
    fn from(row: store_app_passwords::OfChannel) -> Self {
        Self {
            id: row.id,
            account: row.account,
            name: row.name,
            scope: row.scope,
            created_at: row.created_at,
            last_used_at: row.last_used_at,
            expires_on: row.expires_on,
        }
    }
}

/// Makes one in the transaction of whoever has asked the permission; `hash`: of its secret.
///
/// # Errors
/// `app_password.expired`; `app_password.too_many`.
pub async fn make_bot(
    tx: &mut Tx,
    account: AccountId,
    (project, channel): (Option<Id<kind::Project>>, Id<kind::Channel>),
    name: Name,
    scope: Scope,
    expires_on: Option<Day>,
    hash: &SecretHash,
) -> Result<Bot, Problem> {
    if expires_on.is_some_and(|it| projects::end_of(it) <= tx.now()) {
        return Err(Problem::field("expires_on", Invalid::new("app_password.expired")));
    }
    let new = Making {
        name: name.into_string(),
        scope,
        project,
        channel: Some(channel),
        expires_on,
    };
    let row = make(tx, account, new, hash).await?;
    Ok(Bot {
        id: row.id,
        account,
        name: row.name,
        scope,
        created_at: row.created_at,
        last_used_at: None,
        expires_on,
    })
}

/// The bots of a channel, oldest first.
///
/// # Errors
/// Whatever the database says.
pub async fn bots_of(on: impl Reads, channel: Id<kind::Channel>) -> DbResult<Vec<Bot>> {
    let rows = store_app_passwords::of_channel(on, channel).await?;
    Ok(rows.into_iter().map(Bot::from).collect())
}

/// Takes a bot of a channel away: whose it was. `None` if there is none.
///
/// # Errors
/// Whatever the database says.
pub async fn remove_bot(
    tx: &mut Tx,
    channel: Id<kind::Channel>,
    id: Id<kind::AppPassword>,
) -> DbResult<Option<AccountId>> {
    let Some(account) = store_app_passwords::remove_of_channel(tx, channel, id).await? else {
        return Ok(None);
    };
    tx.announce(AccountEvent::AppPasswordRemoved {
        account,
        app_password: Some(id),
    })
    .await?;
    Ok(Some(account))
}

/// Takes one of one's passwords away from its program. Doing so twice is done already.
///
/// # Errors
/// Whatever the database says.
pub async fn remove_app_password(db: &Db, signed: Signed, id: Id<kind::AppPassword>) -> DbResult<()> {
    db.write(signed, async move |tx| {
        let account = signed.account;
        if store_app_passwords::remove(tx, account, id).await? {
            tx.announce(AccountEvent::AppPasswordRemoved {
                account,
                app_password: Some(id),
            })
            .await?;
        }
        Ok(())
    })
    .await
}

/// Takes all one's passwords away from their programs, and tells how many there were.
pub(super) async fn end_app_passwords(tx: &mut Tx, account: AccountId) -> DbResult<u64> {
    let ended = store_app_passwords::remove_all(tx, account).await?;
    if ended > 0 {
        // One line for all: the journal says that they ended, and with what.
        tx.announce(AccountEvent::AppPasswordRemoved {
            account,
            app_password: None,
        })
        .await?;
    }
    Ok(ended)
}

/// What an app password opens to the program that showed it.
#[derive(Debug, Clone)]
pub struct Opens {
    /// For whom.
    pub signed: Signed,
    /// As he calls the program.
    pub name: String,
    /// What.
    pub scope: Scope,
    /// Where; `None`: everywhere.
    pub project: Option<Id<kind::Project>>,
    /// In which channel of it; `None`: in all.
    pub channel: Option<Id<kind::Channel>>,
}

/// What `secret` opens, if it opens what asks for one of `needed`. The caller throttles, as for every path that takes a secret.
///
/// # Errors
/// Whatever the database says.
pub async fn app_password(db: &Db, secret: &str, needed: &[Scope]) -> DbResult<Option<Opens>> {
    let Ok(secret) = secret.parse::<Secret>() else {
        return Ok(None);
    };
    let now = db.clock().now();
    let Some(found) = store_app_passwords::find(db, &secret.hash()).await? else {
        return Ok(None);
    };
    let is_over = found.expires_on.is_some_and(|it| projects::end_of(it) <= now);
    if is_over || !needed.iter().any(|it| found.scope.opens(*it)) {
        return Ok(None);
    }
    if found
        .last_used_at
        .is_none_or(|it| now.since(it) >= USE_WRITTEN_EVERY)
    {
        let noted: DbResult<()> = db
            .write(found.signed, async move |tx| {
                store_app_passwords::used(tx, found.id).await
            })
            .await;
        if let Err(error) = noted {
            tracing::warn!(%error, "the use of an app password was not noted");
        }
    }
    Ok(Some(Opens {
        signed: found.signed,
        name: found.name,
        scope: found.scope,
        project: found.project,
        channel: found.channel,
    }))
}

/// People by the beginnings of their words, close colleagues first; `project` leaves out who is in it already.
///
/// # Errors
/// Whatever the database says.
pub async fn search_people(
    app: &App,
    signed: Signed,
    q: &str,
    project: Option<Id<kind::Project>>,
    limit: i64,
) -> DbResult<Vec<Person>> {
    let now = app.now();
    let words: Vec<String> = base::text::fold(q)
        .split(' ')
        .filter(|it| !it.is_empty())
        .map(ToOwned::to_owned)
        .collect();
    // Who is in a project is told only to those who are in it.
    let without = match project {
        Some(project) => access::grant::<Read, access::Project>(&app.db, signed, project, now)
            .await
            .ok()
            .map(|it| it.id()),
        None => None,
    };
    let found = access::find_people(&app.db, signed, &words, without, now, limit).await?;
    let mut cards = people(&app.db, &found).await?;
    Ok(found.into_iter().filter_map(|it| cards.remove(&it)).collect())
}

/// The instance, for anyone.
#[derive(Debug, Serialize, ToSchema)]
pub struct Instance {
    name: String,
    version: &'static str,
    /// Has an account.
    is_set_up: bool,
    languages: [Language; 2],
    default_language: Language,
    access_requests: AccessRequests,
    password: PasswordRules,
    links: orgs::Links,
}

/// Whether accounts may be asked for.
#[derive(Debug, Serialize, ToSchema)]
pub struct AccessRequests {
    open: bool,
    /// Whose mailboxes; none: anyone's.
    email_domains: Vec<String>,
}

/// What a password must have.
#[derive(Debug, Serialize, ToSchema)]
pub struct PasswordRules {
    min_length: usize,
    admin_min_length: usize,
}

/// What anyone may know of this installation.
///
/// # Errors
/// Whatever the database says.
pub async fn instance(db: &Db) -> Result<Instance, DbError> {
    let settings = orgs::settings(db).await?;
    Ok(Instance {
        name: settings.instance_name,
        version: env!("CARGO_PKG_VERSION"),
        is_set_up: !store::are_none(db).await?,
        languages: [Language::Fr, Language::En],
        default_language: settings.default_language,
        access_requests: AccessRequests {
            open: settings.access_requests_open,
            email_domains: settings.email_domains,
        },
        password: PasswordRules {
            min_length: super::passwords::MIN_LENGTH,
            admin_min_length: super::passwords::ADMIN_MIN_LENGTH,
        },
        links: settings.links,
    })
}
