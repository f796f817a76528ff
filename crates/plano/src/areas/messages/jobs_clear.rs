// SPDX-License-Identifier: EUPL-1.2
//! What follows from a history that was cleared, or whose time has passed: its rows are erased, so many at a time that nothing
//! else waits for long. Each piece is a transaction of its own that asks for the next: whoever is stopped in between goes on
//! there, and nobody saw those messages since they were cleared.

use base::{Id, kind};
use db::{DbResult, Tx};
use jobs::{Context, Job, JobError};

use super::{actions_clear, store_clear};
use crate::app::App;

/// How many channels one step looks at.
const CHANNELS: i64 = 50;

/// Erases what is gone of a channel.
pub struct EraseCleared;

impl EraseCleared {
    /// Asks for it, unless it waits already.
    pub(super) async fn ask(tx: &mut Tx, channel: Id<kind::Channel>) -> DbResult<()> {
        jobs::enqueue_once::<Self>(tx, &channel.to_string(), &channel, None)
            .await
            .map(drop)
    }
}

impl Job for EraseCleared {
    const KIND: &'static str = "messages.erase_cleared";
    type Body = Id<kind::Channel>;

    async fn run(&self, context: &Context, channel: Self::Body) -> Result<(), JobError> {
        Ok(context
            .write(async move |tx| {
                if actions_clear::erase(tx, channel).await? {
                    Self::ask(tx, channel).await?;
                }
                Ok::<_, db::DbError>(())
            })
            .await?)
    }
}

/// Looks for messages whose time has passed, in all channels, page by page.
pub struct Expire(pub(super) App);

impl Expire {
    /// Asks for it, unless it waits already.
    ///
    /// # Errors
    /// Whatever the database says.
    pub async fn ask(tx: &mut Tx) -> DbResult<()> {
        Self::after(tx, Id::MIN).await
    }

    async fn after(tx: &mut Tx, channel: Id<kind::Channel>) -> DbResult<()> {
        jobs::enqueue_once::<Self>(tx, &channel.to_string(), &channel, None)
            .await
            .map(drop)
    }
}

impl Job for Expire {
    const KIND: &'static str = "messages.expire";
    type Body = Id<kind::Channel>;

    async fn run(&self, context: &Context, after: Self::Body) -> Result<(), JobError> {
        let due = store_clear::due(&self.0.db, after, CHANNELS)
            .await
            .map_err(JobError::retry)?;
        let last = due.last().copied();
        let is_full = i64::try_from(due.len()).is_ok_and(|it| it == CHANNELS);
        // One by one, and each step by itself: a channel is held for as long as that takes, and no other with it.
        for channel in due {
            let mut after = 0;
            while let Some(next) = context
                .write(async move |tx| actions_clear::expire(tx, channel, after).await)
                .await?
            {
                after = next;
            }
        }
        if let Some(last) = last.filter(|_| is_full) {
            context.write(async move |tx| Self::after(tx, last).await).await?;
        }
        Ok(())
    }
}
