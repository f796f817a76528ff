// SPDX-License-Identifier: EUPL-1.2
//! Writing to people: in their language, in their time zone, to the address that was checked.

use base::{EmailAddress, Timestamp};
use jobs::{Context, JobError};
use mail::{Link, Locale, Mail, MailError, MessageId, Outgoing};

use super::{
    model::{AccountId, AccountStatus, Language},
    store,
};
use crate::{app::App, areas::orgs};

impl From<Language> for Locale {
    fn from(language: Language) -> Self {
        match language {
            Language::Fr => Self::Fr,
            Language::En => Self::En,
        }
    }
}

/// To whom.
#[derive(Debug, Clone)]
pub struct Addressee {
    /// Where.
    pub email: EmailAddress,
    /// For the greeting.
    pub name: Option<String>,
    /// The language to write in.
    pub language: Language,
    /// IANA name.
    pub time_zone: String,
    /// Whether the account is open; `None` for someone without one.
    pub status: Option<AccountStatus>,
}

impl Addressee {
    /// Whether he uses the program: he has chosen a password, and his account is not closed.
    #[must_use]
    pub fn is_active(&self) -> bool {
        self.status == Some(AccountStatus::Active)
    }
}

/// How an account's owner is written to; `None` without such an account.
///
/// # Errors
/// Whatever the database says.
pub async fn addressee(app: &App, account: AccountId) -> db::DbResult<Option<Addressee>> {
    let found = store::addressee(&app.db, account).await?;
    Ok(found.map(|it| Addressee {
        email: it.email,
        name: Some(it.name),
        language: it.language,
        time_zone: it.time_zone,
        status: Some(it.status),
    }))
}

/// An address of this installation, for a mail. A secret stands in the fragment, which browsers do not send.
///
/// # Errors
/// If `public_url` is not an address.
pub fn page(app: &App, path: &str) -> Result<Link, JobError> {
    Link::try_from(format!("{}{path}", app.config.public_url))
        .map_err(|_| JobError::permanent("public_url makes no address for a mail"))
}

/// Sends a mail. The job's id is the message's, so that one that is sent twice is seen as one.
///
/// # Errors
/// [`JobError::Retry`] while the mail server is away; [`JobError::Permanent`] if it refuses this mail.
pub async fn send(
    app: &App,
    context: &Context,
    to: Addressee,
    mail: impl Into<Mail>,
) -> Result<(), JobError> {
    let settings = orgs::settings(&app.db).await?;
    let outgoing = Outgoing {
        to: to.email,
        to_name: to.name,
        locale: to.language.into(),
        time_zone: to.time_zone,
        instance: settings.instance_name,
        home: page(app, "/")?,
        mail: mail.into(),
        message_id: MessageId::try_from(context.id().to_string()).map_err(JobError::permanent)?,
        at: app.now(),
        list: None,
        reply_to: None,
    };
    post(app, &outgoing).await
}

/// Sends a mail that says for itself what identifies it.
///
/// # Errors
/// As [`send`].
pub async fn post(app: &App, outgoing: &Outgoing) -> Result<(), JobError> {
    app.mailer.send(outgoing).await.map_err(failed)
}

/// Told to administrators: neither the address nor what the server says of it.
fn failed(error: MailError) -> JobError {
    match error {
        MailError::Transient(_) => JobError::retry("the mail server did not take the mail"),
        MailError::Permanent(_) => JobError::permanent("the mail server refuses the mail"),
        MailError::Invalid(why) => JobError::permanent(why),
        MailError::Config(_) => JobError::permanent("mail is not configured"),
    }
}

/// For mails to people without an account: in the zone of the instance.
///
/// # Errors
/// Whatever the database says.
pub(super) async fn stranger(
    app: &App,
    email: EmailAddress,
    name: Option<String>,
    language: Language,
) -> db::DbResult<Addressee> {
    let time_zone = orgs::settings(&app.db).await?.default_time_zone;
    Ok(Addressee {
        email,
        name,
        language,
        time_zone,
        status: None,
    })
}

/// Half an hour: how long a link opens something that exists. Source: attacks.md.
pub(super) fn soon(now: Timestamp) -> Timestamp {
    now + std::time::Duration::from_secs(30 * 60)
}
