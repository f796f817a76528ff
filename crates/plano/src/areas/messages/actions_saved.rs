// SPDX-License-Identifier: EUPL-1.2
//! Saving messages, and being reminded of them. What each keeps is his own: others hear nothing of it.

use access::{Grant, Read};
use base::{Id, Problem, Timestamp, kind};
use db::{Db, DbResult, Tx};
use events::{Announce as _, MessageEvent};

use super::{
    jobs::{Remind, ReminderOf},
    model_later::{REMINDERS_MAX, SAVED_MAX, ahead},
    store,
    store_places::Message,
    store_saved,
};
use crate::areas::accounts;

type Result<T> = std::result::Result<T, Problem>;

/// Saves a message; twice is once.
///
/// # Errors
/// `saved.too_many`.
pub async fn save(db: &Db, message: Grant<Read, Message>) -> Result<()> {
    db.write(message.actor(), async move |tx| {
        // What is taken away in this moment is not kept; what one keeps at once is counted one after the other.
        if store::hold(tx, message.id()).await?.is_none() {
            return Ok(());
        }
        accounts::in_turn(tx, message.actor().account).await?;
        if !store_saved::save(tx, &message).await? {
            return Ok(());
        }
        if store_saved::count_saved(&mut *tx, message.actor().account).await? > SAVED_MAX {
            return Err(Problem::conflict("saved.too_many"));
        }
        tell(tx, &message).await
    })
    .await
}

/// Saves a message no longer.
///
/// # Errors
/// What the database says.
pub async fn unsave(db: &Db, message: Grant<Read, Message>) -> Result<()> {
    db.write(message.actor(), async move |tx| {
        if store_saved::unsave(tx, &message).await? {
            tell(tx, &message).await?;
        }
        Ok(())
    })
    .await
}

/// Will remind of a message at a time, instead of any other.
///
/// # Errors
/// `later.past`, `later.too_far`, `reminder.too_many`.
pub async fn remind(db: &Db, message: Grant<Read, Message>, at: Timestamp) -> Result<()> {
    db.write(message.actor(), async move |tx| {
        ahead("remind_at", at, tx.now())?;
        let account = message.actor().account;
        if store::hold(tx, message.id()).await?.is_none() {
            return Ok(());
        }
        accounts::in_turn(tx, account).await?;
        if !store_saved::remind(tx, &message, at).await? {
            return Ok(());
        }
        if store_saved::count_reminders(&mut *tx, account).await? > REMINDERS_MAX {
            return Err(Problem::conflict("reminder.too_many"));
        }
        let of = ReminderOf {
            account,
            message: message.id(),
        };
        // One asked for before finds, at its time, that it is for later.
        jobs::enqueue::<Remind>(tx, &of, Some(at)).await?;
        tell(tx, &message).await
    })
    .await
}

/// Will not remind of a message.
///
/// # Errors
/// What the database says.
pub async fn forget_reminder(db: &Db, message: Grant<Read, Message>) -> Result<()> {
    db.write(message.actor(), async move |tx| {
        if store_saved::forget_reminder(tx, &message).await? {
            tell(tx, &message).await?;
        }
        Ok(())
    })
    .await
}

async fn tell(tx: &mut Tx, message: &Grant<Read, Message>) -> Result<()> {
    let (account, message) = (message.actor().account, message.id());
    tx.announce(MessageEvent::Kept { message, account }).await?;
    Ok(())
}

/// The time has come to remind someone of a message, unless he has changed it meanwhile.
///
/// # Errors
/// What the database says.
pub async fn is_time(tx: &mut Tx, account: Id<kind::Account>, message: Id<kind::Message>) -> DbResult<()> {
    if store_saved::take_due(tx, account, message).await? {
        tx.announce(MessageEvent::Reminded { message, account }).await?;
    }
    Ok(())
}
