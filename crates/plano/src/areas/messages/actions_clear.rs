// SPDX-License-Identifier: EUPL-1.2
//! What those who manage a channel can do so that messages do not stay: clear its history, or give each message its time.
//! Decisions stay: they are the record of the project. A log stays whole.

use std::collections::HashSet;

use access::{Grant, Manage, grant_again};
use base::{Id, Problem, Timestamp, kind};
use db::{Db, DbResult, Tx};
use events::{Announce as _, MessageEvent};

use super::{
    jobs_clear::EraseCleared,
    model::ChannelKind,
    model_clear::Expiry,
    store_channels,
    store_clear::{self, Held},
    store_places::Channel,
};

type Result<T> = std::result::Result<T, Problem>;
type ChannelId = Id<kind::Channel>;

/// Clears the history of a channel up to now. It is gone for all when this answers; what is acknowledged later is there, because
/// whoever writes meanwhile waits ([`store_clear::hold_whole`]). Erased it is by a job, asked for in the same transaction: should
/// the program be stopped in between, nobody sees what is left, and the job goes on.
///
/// # Errors
/// `channel.is_a_log`.
pub async fn clear(db: &Db, channel: Grant<Manage, Channel>) -> Result<()> {
    db.write(channel.actor(), async move |tx| {
        let (channel, held) = held(tx, channel).await?;
        store_clear::clear(tx, &channel).await?;
        EraseCleared::ask(tx, channel.id()).await?;
        let (project, channel, seq) = (channel.place(), channel.id(), held.last_seq);
        tx.announce(MessageEvent::ChannelCleared {
            project,
            channel,
            seq,
        })
        .await?;
        Ok(())
    })
    .await
}

/// Says for how long messages stay in a channel. Those that have been there for longer go at once. The same again changes
/// nothing.
///
/// # Errors
/// `expiry.days`; `channel.is_a_log`.
pub async fn set_expiry(db: &Db, channel: Grant<Manage, Channel>, expiry: Expiry) -> Result<()> {
    let micros = expiry
        .micros()
        .map_err(|invalid| Problem::field("days", invalid))?;
    db.write(channel.actor(), async move |tx| {
        let (channel, _) = held(tx, channel).await?;
        if !store_clear::set_expiry(tx, &channel, micros).await? {
            return Ok(());
        }
        let project = channel.place();
        expire(tx, channel.id()).await?;
        let channel = channel.id();
        tx.announce(MessageEvent::ExpirySet { project, channel }).await?;
        Ok(())
    })
    .await
}

/// The permission again, in a channel into which nobody writes meanwhile.
async fn held(tx: &mut Tx, channel: Grant<Manage, Channel>) -> Result<(Grant<Manage, Channel>, Held)> {
    let held = store_clear::hold_whole(tx, channel.id())
        .await?
        .ok_or(Problem::NotFound)?;
    let channel = grant_again(tx, &channel).await?;
    match held.kind {
        ChannelKind::Log => Err(Problem::conflict("channel.is_a_log")),
        ChannelKind::Direct => Err(Problem::conflict("channel.is_a_conversation")),
        ChannelKind::Open | ChannelKind::Private | ChannelKind::Announcement => Ok((channel, held)),
    }
}

/// Clears a channel as far as its messages have been there for as long as they stay.
///
/// # Errors
/// Whatever the database says.
pub async fn expire(tx: &mut Tx, channel: ChannelId) -> DbResult<()> {
    let Some(held) = store_clear::hold_whole(tx, channel).await? else {
        return Ok(());
    };
    let Some(after) = held.expires_after else {
        return Ok(());
    };
    let until = Timestamp::from_micros(tx.now().micros() - after);
    let Some(seq) = store_clear::clear_until(tx, channel, until).await? else {
        return Ok(());
    };
    EraseCleared::ask(tx, channel).await?;
    if seq > held.cleared_seq {
        let project = store_channels::project_of(&mut *tx, channel).await?;
        tx.announce(MessageEvent::ChannelExpired {
            project,
            channel,
            seq,
        })
        .await?;
    }
    Ok(())
}

/// Erases one piece of what is gone of a channel. `false` if there was nothing left.
///
/// # Errors
/// Whatever the database says.
pub async fn erase(tx: &mut Tx, channel: ChannelId) -> DbResult<bool> {
    let gone = store_clear::next(tx, channel).await?;
    if gone.is_empty() {
        return Ok(false);
    }
    let list = db::id_list(&gone);
    let mut queries = Vec::new();
    let mut taken = HashSet::new();
    for (answer, root, seq, place) in store_clear::left_alone(&mut *tx, &list).await? {
        // A decision that stood in the thread only stands where what it answered did, the first of several: it is found there.
        let seq = match seq {
            None if taken.insert(root) => {
                queries.push(store_clear::displacement(root));
                place
            }
            seq => seq,
        };
        queries.push(store_clear::detachment(answer, seq));
    }
    tx.each(queries).await?;
    store_clear::erase(tx, &list).await?;
    Ok(true)
}
