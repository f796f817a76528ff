// SPDX-License-Identifier: EUPL-1.2
//! What is mailed of what was told. One piece of work a person decides, at the instant the first mail is due, what leaves
//! now and in which mails; each mail is then a piece of work of its own. A notification is in one mail at most, and one
//! whose owner has read it, or may no longer see it, is in none.

use std::collections::BTreeMap;

use base::{Day, Id, Timestamp, kind};
use db::{DbResult, Tx};
use events::{Position, Recorded};
use jiff::tz::TimeZone;
use jobs::{Context, Job, JobError, Registry};
use live::Presence;
use mail::{Digest, DigestGroup, DigestItem, Happening, ListHeaders, MessageId, Outgoing, Rhythm};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{
    model::{AccountId, Kind, MailRhythm, NotificationId, Wishes},
    quiet, reader, reader_messages, store,
    store::Due,
    store_settings,
    tell::zone_of,
    views::{self, Shown},
};
use crate::{
    app::App,
    areas::{
        accounts::{self, Addressee},
        orgs,
    },
};

/// The kinds of work of this area.
#[must_use]
pub fn register(registry: Registry, app: &App) -> Registry {
    registry
        .with(SendDigests(app.clone()))
        .with(SendDigest(app.clone()))
        .with(TellOfMessage)
        .with(PutBehind)
}

/// Decides what is mailed to someone now.
pub struct SendDigests(App);

impl SendDigests {
    /// Asks for it at `at`, or sooner if it is to happen sooner already.
    pub(super) async fn ask(tx: &mut Tx, account: AccountId, at: Timestamp) -> DbResult<()> {
        jobs::enqueue_once::<Self>(tx, &account.to_string(), &account, Some(at))
            .await
            .map(drop)
    }

    /// The same for several people, each at his time.
    pub(super) async fn ask_each(tx: &mut Tx, due: &[(AccountId, Timestamp)]) -> DbResult<()> {
        let work: Vec<_> = due
            .iter()
            .map(|(account, at)| (account.to_string(), *account, *at))
            .collect();
        jobs::enqueue_each_once::<Self>(tx, &work).await
    }
}

impl Job for SendDigests {
    const KIND: &'static str = "notifications.send_digests";
    type Body = AccountId;

    async fn run(&self, context: &Context, account: AccountId) -> Result<(), JobError> {
        let app = &self.0;
        let now = app.now();
        let addressee = accounts::addressee(app, account)
            .await?
            .filter(Addressee::is_active);
        let Some(addressee) = addressee else {
            // Not yet, or no longer, someone who uses this program.
            return Ok(context
                .write(async move |tx| {
                    store::give_up_mail(tx, account, Timestamp::from_micros(i64::MAX)).await
                })
                .await?);
        };
        let zone = zone_of(Some(&addressee.time_zone));
        let wishes = store_settings::wishes(&app.db, account).await?;
        let rhythms = store_settings::rhythms(&app.db, account).await?;
        let due = store::due(&app.db, account, now).await?;
        let rhythm_of = |it: &Due| {
            it.project
                .and_then(|it| rhythms.get(&it).copied())
                .unwrap_or(wishes.mail)
        };
        let plan = Plan::of(&due, &wishes, &zone, now, app.live.presence(account), rhythm_of);
        Ok(context
            .write(async move |tx| plan.carry_out(tx, account).await)
            .await?)
    }
}

/// Puts behind what people were told of messages that are gone.
pub struct PutBehind;

/// Of which channel, or of which message of it, and after which notification.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
pub struct GoneFrom {
    channel: Id<kind::Channel>,
    #[serde(default)]
    message: Option<Id<kind::Message>>,
    after: NotificationId,
}

impl PutBehind {
    /// Asks for it, unless it waits already.
    pub(super) async fn ask(
        tx: &mut Tx,
        channel: Id<kind::Channel>,
        message: Option<Id<kind::Message>>,
        after: NotificationId,
    ) -> DbResult<()> {
        let gone = GoneFrom {
            channel,
            message,
            after,
        };
        let of = message.map_or_else(|| channel.to_string(), |it| it.to_string());
        jobs::enqueue_once::<Self>(tx, &format!("{of} {after}"), &gone, None)
            .await
            .map(drop)
    }
}

impl Job for PutBehind {
    const KIND: &'static str = "notifications.put_behind";
    type Body = GoneFrom;

    async fn run(&self, context: &Context, of: GoneFrom) -> Result<(), JobError> {
        Ok(context
            .write(async move |tx| {
                let last = reader_messages::put_behind(tx, of.channel, of.message, of.after).await?;
                if let Some(last) = last {
                    Self::ask(tx, of.channel, of.message, last).await?;
                }
                Ok::<_, db::DbError>(())
            })
            .await?)
    }
}

/// What becomes of what is due.
#[derive(Debug)]
struct Plan {
    now: Timestamp,
    leaves: BTreeMap<&'static str, (Rhythm, Vec<NotificationId>)>,
    waits: Vec<(NotificationId, Option<Timestamp>)>,
}

impl Plan {
    fn of(
        due: &[Due],
        wishes: &Wishes,
        zone: &TimeZone,
        now: Timestamp,
        presence: Presence,
        rhythm_of: impl Fn(&Due) -> MailRhythm,
    ) -> Self {
        let mut plan = Self {
            now,
            leaves: BTreeMap::new(),
            waits: Vec::new(),
        };
        // He may have asked to be left alone, or travelled, since the time was set.
        let allowed = quiet::allowed(&wishes.quiet, zone, now);
        let is_here = matches!(presence, Presence::Online | Presence::Busy);
        for it in due {
            let mail = rhythm_of(it);
            let rhythm = match mail {
                MailRhythm::Never => continue,
                // He sees it where he is.
                MailRhythm::AtOnce if is_here => continue,
                _ if allowed > now => {
                    plan.waits.push((it.id, Some(allowed)));
                    continue;
                }
                // An hour is not over for someone who is at it.
                MailRhythm::Hourly if is_here => {
                    plan.waits
                        .push((it.id, quiet::mail_at(&Wishes { mail, ..*wishes }, zone, now)));
                    continue;
                }
                MailRhythm::AtOnce => Rhythm::AtOnce,
                MailRhythm::Hourly => Rhythm::Hourly,
                MailRhythm::Daily => Rhythm::Daily {
                    day: Day::of(now, zone),
                },
            };
            plan.leaves
                .entry(mail.as_str())
                .or_insert_with(|| (rhythm, Vec::new()))
                .1
                .push(it.id);
        }
        plan
    }

    async fn carry_out(self, tx: &mut Tx, account: AccountId) -> DbResult<()> {
        store::schedule(tx, &self.waits).await?;
        for (rhythm, ids) in self.leaves.into_values() {
            let digest = tx.new_id::<kind::Notification>().uuid();
            if store::put_into(tx, digest, &ids).await? > 0 {
                jobs::enqueue::<SendDigest>(
                    tx,
                    &DigestMail {
                        account,
                        digest,
                        rhythm,
                    },
                    None,
                )
                .await?;
            }
        }
        // What is read, hidden or seen elsewhere is not mailed at all; more than one look takes in is looked at again.
        let is_whole = store::due(&mut *tx, account, self.now).await?.len() < 200;
        if is_whole {
            store::give_up_mail(tx, account, self.now).await?;
        }
        if let Some(next) = store::next_mail(tx, account).await? {
            SendDigests::ask(tx, account, next).await?;
        }
        Ok(())
    }
}

/// One mail.
#[derive(Debug, Serialize, Deserialize)]
pub struct DigestMail {
    account: AccountId,
    digest: Uuid,
    rhythm: Rhythm,
}

/// Sends one mail.
pub struct SendDigest(App);

impl Job for SendDigest {
    const KIND: &'static str = "notifications.send_digest";
    type Body = DigestMail;

    async fn run(&self, context: &Context, body: DigestMail) -> Result<(), JobError> {
        let app = &self.0;
        let now = app.now();
        let Some(to) = accounts::addressee(app, body.account)
            .await?
            .filter(Addressee::is_active)
        else {
            return Ok(());
        };
        let wishes = store_settings::wishes(&app.db, body.account).await?;
        let allowed = quiet::allowed(&wishes.quiet, &zone_of(Some(&to.time_zone)), now);
        if allowed > now {
            // The mail server was away until the evening.
            return Err(JobError::retry_after(
                allowed.since(now),
                "nothing is sent to this person at this hour",
            ));
        }
        let rows = store::in_digest(&app.db, body.account, body.digest, now).await?;
        if rows.is_empty() {
            return Ok(());
        }
        let shown = views::shown(&app.db, rows).await?;
        let outgoing = Outgoing {
            to: to.email,
            to_name: to.name,
            locale: to.language.into(),
            time_zone: to.time_zone,
            instance: orgs::settings(&app.db).await?.instance_name,
            home: accounts::page(app, "/")?,
            mail: Digest {
                rhythm: body.rhythm,
                groups: groups(app, shown)?,
                link: accounts::page(app, "/notifications")?,
                settings: accounts::page(app, "/reglages/notifications")?,
            }
            .into(),
            // The same however often it is tried.
            message_id: MessageId::try_from(format!("digest-{}", body.digest.simple()))
                .map_err(JobError::permanent)?,
            at: now,
            list: Some(ListHeaders {
                id: MessageId::try_from("notifications".to_owned()).map_err(JobError::permanent)?,
                unsubscribe: accounts::page(app, "/reglages/notifications")?,
            }),
            reply_to: None,
        };
        accounts::post(app, &outgoing).await?;
        let digest = body.digest;
        Ok(context
            .write(async move |tx| store::forget_digest(tx, digest).await)
            .await?)
    }
}

/// Tells of a message those whom it concerns beside the first ones, which its reader has told: so many at a time that nothing
/// else waits for long.
pub struct TellOfMessage;

/// How many people one step tells.
const STEP: usize = 500;

/// Of which message, and after whom.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
pub struct Rest {
    /// The event of its posting.
    pub seq: i64,
    /// When it was posted.
    pub at: Timestamp,
    /// By whom.
    pub actor: Option<AccountId>,
    /// The message.
    pub message: Id<kind::Message>,
    /// The message it answers.
    pub thread: Option<Id<kind::Message>>,
    /// Whoever was told last; the others come after him in the order of ids.
    pub after: AccountId,
    /// One of its words is somebody's. Of an older version: it may be.
    #[serde(default = "may_be")]
    pub has_keyword: bool,
}

const fn may_be() -> bool {
    true
}

impl Job for TellOfMessage {
    const KIND: &'static str = "notifications.tell_of_message";
    type Body = Rest;

    async fn run(&self, context: &Context, rest: Rest) -> Result<(), JobError> {
        Ok(context
            .write(async move |tx| {
                events::in_turn_with(tx, reader::NAME).await?;
                let recorded = Recorded {
                    position: Position { tx: 0, seq: rest.seq },
                    at: rest.at,
                    actor: rest.actor,
                    project: None,
                    event: None,
                };
                let message = (rest.message, rest.thread);
                let asked = (Some(rest.after), STEP, rest.has_keyword);
                reader_messages::tell_of_message(tx, &recorded, message, asked).await
            })
            .await?)
    }
}

/// What is mailed, one group a project, the project with the latest first.
fn groups(app: &App, shown: Vec<Shown>) -> Result<Vec<DigestGroup>, JobError> {
    let mut groups: Vec<(Option<Id<kind::Project>>, DigestGroup)> = Vec::new();
    for it in shown {
        let project = it.notification.project.as_ref();
        let id = project.map(|it| it.id);
        let item = DigestItem {
            what: happening(&it),
            actor: it
                .notification
                .actor
                .as_ref()
                .map(|it| it.name.clone())
                .or_else(|| it.details.name.clone()),
            others: u64::try_from(it.notification.others).unwrap_or(0),
            at: it.notification.at,
            link: accounts::page(app, &it.notification.href)?,
        };
        match groups.iter_mut().find(|(of, _)| *of == id) {
            Some((_, group)) => group.items.push(item),
            None => groups.push((
                id,
                DigestGroup {
                    project: project.map(|it| it.name.clone()),
                    items: vec![item],
                },
            )),
        }
    }
    Ok(groups.into_iter().map(|it| it.1).collect())
}

fn happening(shown: &Shown) -> Happening {
    let (it, details) = (&shown.notification, &shown.details);
    let role = details.role.map_or(mail::Role::Member, role_in_mail);
    let person = || it.details.get("person").cloned().unwrap_or_default();
    let words = || it.details.get("excerpt").cloned().unwrap_or_default();
    let channel = || it.details.get("channel").cloned().unwrap_or_default();
    match it.kind {
        Kind::MemberAdded => Happening::MemberAdded { role },
        Kind::MemberRoleChanged => Happening::MemberRoleChanged { role },
        Kind::MemberRemoved => Happening::MemberRemoved,
        Kind::AccessRequested => Happening::AccessRequested,
        Kind::AccessGranted => Happening::AccessGranted,
        Kind::AccessRefused => Happening::AccessRefused,
        Kind::MemberWaiting => Happening::MemberWaiting { person: person() },
        Kind::MemberAccepted => Happening::MemberAccepted { person: person() },
        Kind::HandedOver => Happening::HandedOver,
        Kind::Archived => Happening::Archived,
        Kind::Restored => Happening::Restored,
        Kind::AccessEnding => match details.ends_on {
            Some(ends_on) => Happening::AccessEnding { ends_on },
            // Prolonged since.
            None => Happening::MemberAdded { role },
        },
        Kind::Mentioned => Happening::Mentioned {
            channel: channel(),
            words: words(),
        },
        Kind::WrittenTo => Happening::WrittenTo { words: words() },
        Kind::Answered => Happening::Answered {
            channel: channel(),
            words: words(),
        },
        Kind::Posted => Happening::Posted {
            channel: channel(),
            words: words(),
        },
        Kind::Keyword => Happening::Keyword {
            keyword: details.keyword.clone().unwrap_or_default(),
            channel: channel(),
            words: words(),
        },
        Kind::PollClosed => Happening::PollClosed { words: words() },
        Kind::Reminded => Happening::Reminded { words: words() },
        Kind::NotSent => Happening::NotSent,
        Kind::AccountRequested => Happening::AccountRequested {
            organisation: it
                .organisation
                .as_ref()
                .map(|it| it.name.clone())
                .unwrap_or_default(),
        },
        Kind::ImportDone => Happening::ImportDone {
            file: details.file_name.clone().unwrap_or_default(),
        },
        Kind::JobDead => Happening::JobDead {
            job: details.job_kind.clone().unwrap_or_default(),
        },
    }
}

const fn role_in_mail(role: access::Role) -> mail::Role {
    match role {
        access::Role::Owner => mail::Role::Owner,
        access::Role::Manager => mail::Role::Manager,
        access::Role::Member => mail::Role::Member,
        access::Role::Reader => mail::Role::Reader,
    }
}
