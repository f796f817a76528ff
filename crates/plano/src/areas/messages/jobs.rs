// SPDX-License-Identifier: EUPL-1.2
//! What is done of messages at a time that someone chose: reminding him, posting what he wrote, closing his poll.

use base::{Id, kind};
use jobs::{ATTEMPTS_MAX, Context, Job, JobError, Registry};
use serde::{Deserialize, Serialize};

use super::{actions_later, actions_polls, actions_saved, model_later::NotSent, store_later};
use crate::app::App;

/// The kinds of work of this area.
#[must_use]
pub fn register(registry: Registry, app: &App) -> Registry {
    registry
        .with(Remind)
        .with(ClosePoll)
        .with(SendScheduled(app.clone()))
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

impl Job for SendScheduled {
    const KIND: &'static str = "messages.send_scheduled";
    type Body = Id<kind::ScheduledMessage>;

    async fn run(&self, context: &Context, id: Self::Body) -> Result<(), JobError> {
        let claimed = context
            .write(async move |tx| store_later::claim(tx, id).await)
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
