// SPDX-License-Identifier: EUPL-1.2
//! What still happens after an answer: mails. The secret of a link is made here, when the mail leaves, and only its hash is
//! kept: no table, no job, no log ever holds it.

use std::time::Duration;

use access::{Level, Module};
use base::{Id, Secret, Timestamp, kind};
use db::{DbError, DbResult, Tx};
use events::{AccountEvent, Announce as _};
use jobs::{Context, Job, JobError, Registry};
use mail::{
    AccessRequestApproved, AccessRequestConfirmation, AccessRequestReceived, AccessRequestRefused,
    EmailChangeAsked, EmailChangeConfirmation, EmailChanged, Invitation, Mail, NewSignIn, OutsiderInvitation,
    PasswordChanged, PasswordReset,
};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{
    actions,
    mailing::{Addressee, addressee, page, send, soon, stranger},
    model::{AccountId, AccountStatus},
    store, store_links,
    store_links::{Link, Purpose},
    store_requests, store_sessions, store_tally,
};
use crate::{
    app::App,
    areas::{orgs, projects},
};

/// Most links for a new password that one account is sent in an hour: more would fill a mailbox that somebody dislikes.
const RESETS_AN_HOUR: i64 = 5;
/// Beyond these, a link is sent only when the mailbox holds none that opens for so long: whatever strangers ask for, its
/// owner has a link to use.
const LINK_TO_LAST: Duration = Duration::from_secs(15 * 60);

macro_rules! kinds {
    ($($(#[$doc:meta])* $name:ident($kind:literal) $body:ty;)*) => {
        $($(#[$doc])*
        pub struct $name(pub(super) App);

        impl Job for $name {
            const KIND: &'static str = $kind;
            type Body = $body;

            async fn run(&self, context: &Context, body: $body) -> Result<(), JobError> {
                self.work(context, body).await
            }
        })*

        /// The kinds of work of this area.
        #[must_use]
        pub fn register(registry: Registry, app: &App) -> Registry {
            registry$(.with($name(app.clone())))*
        }
    };
}

kinds! {
    /// Sends the mail of a link.
    SendLink("accounts.send_link") Uuid;
    /// Answers someone who has forgotten his password, if he is someone.
    SendReset("accounts.send_reset") Forgetful;
    /// Tells the old address that another is asked for, or has been set.
    TellOldAddress("accounts.tell_old_address") OldAddress;
    /// Tells that the password was changed.
    TellOfPassword("accounts.tell_of_password") PasswordChange;
    /// Tells that someone signed in from a device not seen before.
    TellOfSignIn("accounts.tell_of_sign_in") Id<kind::Session>;
    /// Writes to someone who asks for an account.
    WriteToAsker("accounts.write_to_asker") Asker;
    /// Takes the bytes of a former photo away.
    RemovePhoto("accounts.remove_photo") FormerPhoto;
    /// Forgets sessions and links that ended long ago.
    Forget("accounts.forget") ();
}

/// Whom a password is asked for. An address that is nobody's asks for the same work, so that both cost the same.
#[derive(Debug, Serialize, Deserialize)]
pub struct Forgetful {
    account: Option<AccountId>,
}

/// How far a change of address has come.
#[derive(Debug, Serialize, Deserialize)]
pub struct OldAddress {
    link: Uuid,
    is_done: bool,
}

/// A password that was changed.
#[derive(Debug, Serialize, Deserialize)]
pub struct PasswordChange {
    account: AccountId,
    at: i64,
    /// How many app passwords ended with it.
    #[serde(default)]
    ended_app_passwords: u64,
}

/// What someone who asks for an account is told.
#[derive(Debug, Serialize, Deserialize)]
pub struct Asker {
    request: Id<kind::AccessRequest>,
    step: Step,
}

/// What is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Step {
    /// Is this mailbox yours?
    Confirm,
    /// The request waits for an answer.
    Received,
    /// It was refused.
    Refused,
}

/// Bytes that no account names any more.
#[derive(Debug, Serialize, Deserialize)]
pub struct FormerPhoto {
    account: AccountId,
    photo: Uuid,
}

impl SendLink {
    pub(super) async fn ask(tx: &mut Tx, link: Uuid) -> DbResult<()> {
        jobs::enqueue::<Self>(tx, &link, None).await.map(drop)
    }

    async fn work(&self, context: &Context, id: Uuid) -> Result<(), JobError> {
        let app = &self.0;
        let Some(link) = store_links::by_id(&app.db, id).await? else {
            return Ok(());
        };
        send_link(app, context, link).await
    }
}

/// Gives the link its secret and sends it. Said again after a failure it gets another one: the mail that did not leave opens
/// nothing.
async fn send_link(app: &App, context: &Context, link: Link) -> Result<(), JobError> {
    if !link.is_open(app.now()) {
        return Ok(());
    }
    let Some(mut to) = addressee(app, link.account).await? else {
        return Ok(());
    };
    if to.status == Some(AccountStatus::Deactivated) {
        return Ok(());
    }
    if let Some(new) = &link.email {
        if store::by_email(&app.db, new).await?.is_some() {
            // Whoever asks is not told that the address has an account already.
            return Ok(());
        }
        to.email = new.clone();
    }
    let secret = Secret::generate();
    let (id, hash) = (link.id, secret.hash());
    if !context
        .write(async move |tx| Ok::<_, DbError>(store_links::arm(tx, id, &hash).await?))
        .await?
    {
        return Ok(());
    }
    let mail = letter(app, &link, &secret).await?;
    send(app, context, to, mail).await
}

async fn letter(app: &App, link: &Link, secret: &Secret) -> Result<Mail, JobError> {
    let expires_at = link.expires_at;
    let at = |path: &str| page(app, &format!("{path}#{}", secret.reveal()));
    Ok(match link.purpose {
        Purpose::Reset => PasswordReset {
            link: at("/mot-de-passe")?,
            expires_at,
        }
        .into(),
        Purpose::Email => EmailChangeConfirmation {
            link: at("/adresse")?,
            expires_at,
        }
        .into(),
        Purpose::Invitation => {
            let link_to = at("/invitation")?;
            let organisation = organisation_of(app, link.account).await?;
            if link.request.is_some() {
                let organisation = organisation.unwrap_or_default();
                return Ok(AccessRequestApproved {
                    organisation,
                    link: link_to,
                    expires_at,
                }
                .into());
            }
            let invited_by = match link.invited_by {
                Some(by) => store::names(&app.db, by)
                    .await?
                    .map(|(given, family)| format!("{given} {family}")),
                None => None,
            };
            match (into_project(app, link).await?, &invited_by) {
                (Some((project, may, ends_on)), Some(invited_by)) => OutsiderInvitation {
                    invited_by: invited_by.clone(),
                    organisation,
                    project,
                    may,
                    message: link.message.clone(),
                    ends_on,
                    link: link_to,
                    expires_at,
                }
                .into(),
                _ => Invitation {
                    invited_by,
                    organisation,
                    link: link_to,
                    expires_at,
                }
                .into(),
            }
        }
    })
}

/// The first organisation of an account, for an outsider the one that answers for him.
async fn organisation_of(app: &App, account: AccountId) -> DbResult<Option<String>> {
    match actions::home_of(&app.db, account).await? {
        Some(organisation) => Ok(orgs::card(&app.db, organisation).await?.map(|it| it.name)),
        None => Ok(None),
    }
}

type Entry = (String, Vec<(mail::Module, mail::Level)>, Option<base::Day>);

/// For an outsider: the project's name, what he may do there, and until when.
async fn into_project(app: &App, link: &Link) -> DbResult<Option<Entry>> {
    let Some(state) = store::state(&app.db, link.account)
        .await?
        .filter(|it| it.is_external)
    else {
        return Ok(None);
    };
    let Some(project) = link.project.map(Id::<kind::Project>::from_uuid) else {
        return Ok(None);
    };
    let Some(card) = projects::card(&app.db, project).await? else {
        return Ok(None);
    };
    let now = app.now();
    let standing = access::standing(&app.db, project, state.account, true, now).await?;
    let may = standing.map_or_else(Vec::new, |standing| {
        let levels = Module::ALL
            .iter()
            .filter(|it| standing.modules.has(**it))
            .map(|it| (*it, standing.levels.of(*it)));
        levels
            .filter_map(|(module, level)| Some((module_in_mail(module), level_in_mail(level)?)))
            .collect()
    });
    let ends_on = match access::term(&app.db, state.account, now).await? {
        access::Term::Until(day) => Some(day),
        access::Term::Open | access::Term::Over => None,
    };
    Ok(Some((card.name, may, ends_on)))
}

const fn module_in_mail(module: Module) -> mail::Module {
    match module {
        Module::Messages => mail::Module::Messages,
        Module::Tasks => mail::Module::Tasks,
        Module::Files => mail::Module::Files,
        Module::Pages => mail::Module::Pages,
        Module::Calendar => mail::Module::Calendar,
        Module::Meetings => mail::Module::Meetings,
    }
}

const fn level_in_mail(level: Level) -> Option<mail::Level> {
    match level {
        Level::None => None,
        Level::Own => Some(mail::Level::Own),
        Level::Read => Some(mail::Level::Read),
        Level::Comment => Some(mail::Level::Comment),
        Level::Write => Some(mail::Level::Write),
        Level::Manage => Some(mail::Level::Manage),
    }
}

impl SendReset {
    pub(super) async fn ask(tx: &mut Tx, account: Option<AccountId>) -> DbResult<()> {
        jobs::enqueue::<Self>(tx, &Forgetful { account }, None)
            .await
            .map(drop)
    }

    async fn work(&self, context: &Context, body: Forgetful) -> Result<(), JobError> {
        let app = &self.0;
        let Some(account) = body.account else {
            return Ok(());
        };
        let Some(state) = store::state(&app.db, account)
            .await?
            .filter(|it| !it.is_deactivated)
        else {
            return Ok(());
        };
        let purpose = if state.is_invited {
            Purpose::Invitation
        } else {
            Purpose::Reset
        };
        let since = app.now() - Duration::from_secs(3_600);
        // The job's id is the link's: run again, it is the same link.
        let id = context.id().uuid();
        if store_links::by_id(&app.db, id).await?.is_none() {
            if store_links::sent_since(&app.db, account, purpose, since).await? >= RESETS_AN_HOUR
                && store_links::is_open_at(&app.db, account, purpose, app.now() + LINK_TO_LAST).await?
            {
                return Ok(());
            }
            if state.is_invited {
                // Nothing to forget yet: what he needs is his invitation.
                let invited = context
                    .write(async move |tx| actions::invite(tx, account, None, None).await)
                    .await;
                return invited.map_err(|problem: base::Problem| JobError::retry(problem.code()));
            }
            context
                .write(async move |tx| {
                    let now = tx.now();
                    let link = Link {
                        id,
                        purpose,
                        account,
                        email: None,
                        old_email: None,
                        invited_by: None,
                        project: None,
                        request: None,
                        message: None,
                        created_at: now,
                        expires_at: soon(now),
                        used_at: None,
                    };
                    store_links::insert(tx, &link).await?;
                    tx.announce(AccountEvent::ResetAsked { account }).await
                })
                .await?;
        }
        let Some(link) = store_links::by_id(&app.db, id).await? else {
            return Ok(());
        };
        send_link(app, context, link).await
    }
}

impl TellOldAddress {
    pub(super) async fn ask(tx: &mut Tx, link: Uuid, is_done: bool) -> DbResult<()> {
        jobs::enqueue::<Self>(tx, &OldAddress { link, is_done }, None)
            .await
            .map(drop)
    }

    async fn work(&self, context: &Context, body: OldAddress) -> Result<(), JobError> {
        let app = &self.0;
        let Some(link) = store_links::by_id(&app.db, body.link).await? else {
            return Ok(());
        };
        let (Some(new_address), Some(old)) = (link.email, link.old_email) else {
            return Ok(());
        };
        let Some(to) = addressee(app, link.account).await? else {
            return Ok(());
        };
        let to = Addressee { email: old, ..to };
        if body.is_done {
            let at = link.used_at.unwrap_or(link.created_at);
            send(app, context, to, EmailChanged { new_address, at }).await
        } else {
            let link_to = page(app, "/reglages/securite")?;
            send(
                app,
                context,
                to,
                EmailChangeAsked {
                    new_address,
                    at: link.created_at,
                    link: link_to,
                },
            )
            .await
        }
    }
}

impl TellOfPassword {
    pub(super) async fn ask(tx: &mut Tx, account: AccountId, ended_app_passwords: u64) -> DbResult<()> {
        let body = PasswordChange {
            account,
            at: tx.now().micros(),
            ended_app_passwords,
        };
        jobs::enqueue::<Self>(tx, &body, None).await.map(drop)
    }

    async fn work(&self, context: &Context, body: PasswordChange) -> Result<(), JobError> {
        let app = &self.0;
        let Some(to) = addressee(app, body.account).await? else {
            return Ok(());
        };
        let mail = PasswordChanged {
            at: Timestamp::from_micros(body.at),
            ended_app_passwords: body.ended_app_passwords,
            link: page(app, "/mot-de-passe-oublie")?,
        };
        send(app, context, to, mail).await
    }
}

impl TellOfSignIn {
    pub(super) async fn ask(tx: &mut Tx, session: Id<kind::Session>) -> DbResult<()> {
        jobs::enqueue::<Self>(tx, &session, None).await.map(drop)
    }

    async fn work(&self, context: &Context, session: Id<kind::Session>) -> Result<(), JobError> {
        let app = &self.0;
        let Some((account, device, address, at)) = store_sessions::one(&app.db, session).await? else {
            return Ok(());
        };
        let Some(to) = addressee(app, account).await? else {
            return Ok(());
        };
        send(
            app,
            context,
            to,
            NewSignIn {
                device,
                address,
                at,
                link: page(app, "/reglages/securite")?,
            },
        )
        .await
    }
}

impl WriteToAsker {
    pub(super) async fn ask(tx: &mut Tx, request: Id<kind::AccessRequest>, step: Step) -> DbResult<()> {
        jobs::enqueue::<Self>(tx, &Asker { request, step }, None)
            .await
            .map(drop)
    }

    async fn work(&self, context: &Context, body: Asker) -> Result<(), JobError> {
        let app = &self.0;
        let Some(request) = store_requests::find(&app.db, body.request).await? else {
            return Ok(());
        };
        let organisation = orgs::card(&app.db, request.organisation)
            .await?
            .map(|it| it.name)
            .unwrap_or_default();
        let name = format!("{} {}", request.given_name, request.family_name);
        let to = stranger(app, request.email.clone(), Some(name), request.language).await?;
        match body.step {
            Step::Confirm => {
                if let Some(state) = store::by_email(&app.db, &request.email).await? {
                    // Whoever asks is not told that there is an account: its owner gets the way into it, in his mailbox.
                    let account = state.account;
                    return Ok(context
                        .write(async move |tx| SendReset::ask(tx, Some(account)).await)
                        .await?);
                }
                if request.status.is_some() || request.expires_at <= app.now() {
                    return Ok(());
                }
                let secret = Secret::generate();
                let (id, hash) = (request.id, secret.hash());
                context
                    .write(async move |tx| store_requests::arm(tx, id, &hash).await)
                    .await?;
                let link = page(app, &format!("/demande#{}", secret.reveal()))?;
                let to = Addressee { name: None, ..to };
                send(
                    app,
                    context,
                    to,
                    AccessRequestConfirmation {
                        organisation,
                        link,
                        expires_at: request.expires_at,
                    },
                )
                .await
            }
            Step::Received => send(app, context, to, AccessRequestReceived { organisation }).await,
            Step::Refused => {
                let reason = request.answer_reason.unwrap_or_default();
                send(app, context, to, AccessRequestRefused { organisation, reason }).await
            }
        }
    }
}

impl RemovePhoto {
    pub(super) async fn ask(tx: &mut Tx, account: AccountId, photo: Uuid) -> DbResult<()> {
        jobs::enqueue::<Self>(tx, &FormerPhoto { account, photo }, None)
            .await
            .map(drop)
    }

    async fn work(&self, _: &Context, body: FormerPhoto) -> Result<(), JobError> {
        let key = storage::BlobKey::new(body.account.uuid(), body.photo, 1);
        self.0.blobs.delete(&key).await.map_err(JobError::retry)
    }
}

impl Forget {
    /// Asks for it, unless it waits already.
    ///
    /// # Errors
    /// Whatever the database says.
    pub async fn ask(tx: &mut Tx) -> DbResult<()> {
        jobs::enqueue_once::<Self>(tx, "all", &(), None).await.map(drop)
    }

    async fn work(&self, context: &Context, (): ()) -> Result<(), JobError> {
        let now = self.0.now();
        context
            .write(async move |tx| {
                actions::forget(tx, now).await?;
                store_requests::forget(tx).await
            })
            .await?;
        Ok(())
    }
}

/// Sums up how many accounts stand how.
pub struct SumUp;

impl SumUp {
    /// Asks for it, unless it waits already.
    ///
    /// # Errors
    /// Whatever the database says.
    pub async fn ask(tx: &mut Tx) -> DbResult<()> {
        jobs::enqueue_once::<Self>(tx, "all", &(), None).await.map(drop)
    }
}

impl Job for SumUp {
    const KIND: &'static str = "accounts.sum_up";
    type Body = ();

    async fn run(&self, context: &Context, (): ()) -> Result<(), JobError> {
        context.write(async |tx| store_tally::sum_up(tx).await).await?;
        Ok(())
    }
}
