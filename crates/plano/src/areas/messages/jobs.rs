// SPDX-License-Identifier: EUPL-1.2
//! What is done of messages at a time that someone chose: reminding him, posting what he wrote, closing his poll.

use base::{Id, Timestamp, kind};
use db::{DbResult, Tx};
use jobs::{ATTEMPTS_MAX, Context, Job, JobError, Registry};
use serde::{Deserialize, Serialize};

use super::{
    actions_later, actions_polls, actions_saved,
    jobs_clear::{EraseCleared, Expire},
    model_later::NotSent,
    store_begin, store_later,
};
use crate::app::App;

/// The kinds of work of this area.
#[must_use]
pub fn register(registry: Registry, app: &App) -> Registry {
    registry
        .with(Remind)
        .with(ClosePoll)
        .with(SendScheduled(app.clone()))
        .with(BeginAtEnd)
        .with(EraseCleared)
        .with(Expire(app.clone()))
}

/// Whom to remind of what.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
pub struct ReminderOf {
    pub account: Id<kind::Account>,
    pub message: Id<kind::Message>,
}

/// Reminds someone of a message.
pub struct Remind;

impl Job for Remind {
    const KIND: &'static str = "messages.remind";
    type Body = ReminderOf;

    async fn run(&self, context: &Context, of: ReminderOf) -> Result<(), JobError> {
        Ok(context
            .write(async move |tx| actions_saved::is_time(tx, of.account, of.message).await)
            .await?)
    }
}

/// Closes a poll when its time has come.
pub struct ClosePoll;

impl Job for ClosePoll {
    const KIND: &'static str = "messages.close_poll";
    type Body = Id<kind::Message>;

    async fn run(&self, context: &Context, poll: Self::Body) -> Result<(), JobError> {
        Ok(context
            .write(async move |tx| actions_polls::is_over(tx, poll).await)
            .await?)
    }
}

/// Posts a message that was written for later.
pub struct SendScheduled(App);

impl SendScheduled {
    /// Asks for it at `at`, or sooner where it is asked for sooner already: then it waits again. However often its author
    /// chooses another time, it waits once.
    pub(super) async fn ask(tx: &mut Tx, id: Id<kind::ScheduledMessage>, at: Timestamp) -> DbResult<()> {
        jobs::enqueue_once::<Self>(tx, &id.to_string(), &id, Some(at))
            .await
            .map(drop)
    }
}

impl Job for SendScheduled {
    const KIND: &'static str = "messages.send_scheduled";
    type Body = Id<kind::ScheduledMessage>;

    async fn run(&self, context: &Context, id: Self::Body) -> Result<(), JobError> {
        let claimed = context
            .write(async move |tx| {
                let claimed = store_later::claim(tx, id).await?;
                if claimed.is_none()
                    && let Some(at) = store_later::waits_until(&mut *tx, id).await?
                {
                    Self::ask(tx, id, at).await?;
                }
                Ok::<_, db::DbError>(claimed)
            })
            .await?;
        let Some(row) = claimed else {
            return Ok(());
        };
        let failure = match actions_later::send(&self.0, &row).await {
            Ok(failure) => failure,
            // Its author is not left waiting for what never comes.
            Err(_) if context.attempt() >= ATTEMPTS_MAX => Some(NotSent::Refused),
            Err(problem) => return Err(JobError::retry(problem)),
        };
        Ok(context
            .write(async move |tx| actions_later::ended(tx, &row, failure).await)
            .await?)
    }
}

/// Puts what was said before behind the people of a group that comes into a project or a private channel: so many at a time
/// that nothing else waits for long.
pub struct BeginAtEnd;

/// How many people one step takes: in a project of the most channels there can be, some ten thousand rows.
const STEP: i64 = 20;

/// Where a group comes in.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum InWhat {
    Project(Id<kind::Project>),
    Channel(Id<kind::Channel>),
}

/// Which group, where, and after whom of it.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
pub struct Beginning {
    place: InWhat,
    group: Id<kind::Group>,
    after: Id<kind::Account>,
}

impl BeginAtEnd {
    /// Asks for it, from the first of the group on.
    pub(super) async fn ask(tx: &mut Tx, place: InWhat, group: Id<kind::Group>) -> DbResult<()> {
        let all = Beginning {
            place,
            group,
            after: Id::MIN,
        };
        jobs::enqueue::<Self>(tx, &all, None).await.map(drop)
    }
}

impl Job for BeginAtEnd {
    const KIND: &'static str = "messages.begin_at_end";
    type Body = Beginning;

    async fn run(&self, context: &Context, it: Beginning) -> Result<(), JobError> {
        Ok(context
            .write(async move |tx| {
                let people = store_begin::people(&mut *tx, it.group, it.after, STEP).await?;
                let Some(&last) = people.last() else {
                    return Ok(());
                };
                let these = (it.after, last);
                match it.place {
                    InWhat::Project(project) => {
                        store_begin::some_in_project(tx, project, it.group, these).await?;
                    }
                    InWhat::Channel(channel) => {
                        store_begin::some_in_channel(tx, channel, it.group, these).await?;
                    }
                }
                jobs::enqueue::<Self>(tx, &Beginning { after: last, ..it }, None)
                    .await
                    .map(drop)
            })
            .await?)
    }
}
