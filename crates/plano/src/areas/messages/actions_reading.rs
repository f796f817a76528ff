// SPDX-License-Identifier: EUPL-1.2
//! How far one reads channels and threads, and of what of them one is told.

use access::{Grant, Read};
use base::Problem;
use db::Db;
use events::{Announce as _, MessageEvent};

use super::{
    model::{Attention, ThreadAttention},
    store_channels,
    store_places::{Channel, Message},
    store_readers,
};

type Result<T> = std::result::Result<T, Problem>;

/// Marks a channel as read up to a place, or unread from there. The place, if that changes anything: told to one's own
/// windows at once, and read again when one of them comes back. It is an event only where one was told of something.
///
/// # Errors
/// What the database says.
pub async fn mark(db: &Db, channel: Grant<Read, Channel>, seq: i64) -> Result<Option<i64>> {
    db.write(channel.actor(), async move |tx| {
        let marked = store_readers::mark(tx, &channel, seq.max(0)).await?;
        if let Some(seq) = marked
            && store_readers::is_told(&mut *tx, &channel, seq).await?
        {
            let account = channel.actor().account;
            let (project, channel) = (channel.place(), channel.id());
            tx.announce(MessageEvent::ChannelRead {
                project,
                channel,
                account,
                seq,
            })
            .await?;
        }
        Ok(marked)
    })
    .await
}

/// Of what one is told in a channel, and whether it stands out.
///
/// # Errors
/// What the database says.
pub async fn keep(
    db: &Db,
    channel: Grant<Read, Channel>,
    attention: Option<Attention>,
    is_muted: bool,
) -> Result<()> {
    db.write(channel.actor(), async move |tx| {
        store_readers::keep(tx, &channel, attention, is_muted).await?;
        let account = channel.actor().account;
        let (project, channel) = (channel.place(), channel.id());
        tx.announce(MessageEvent::ChannelKept {
            project,
            channel,
            account,
        })
        .await?;
        Ok(())
    })
    .await
}

/// Follows, no longer follows, or mutes a thread; marks it as read up to a place. The place, if that changes anything: told to
/// one's own windows at once. It is an event only where one may have been told of something.
///
/// # Errors
/// Not found where no thread can begin.
pub async fn keep_thread(
    db: &Db,
    root: Grant<Read, Message>,
    attention: Option<ThreadAttention>,
    read_seq: Option<i64>,
) -> Result<Option<i64>> {
    db.write(root.actor(), async move |tx| {
        if let Some(attention) = attention
            && !store_readers::keep_thread(tx, &root, attention).await?
        {
            return Err(Problem::NotFound);
        }
        let Some(seq) = read_seq else { return Ok(None) };
        let marked = store_readers::mark_thread(tx, &root, seq.max(0)).await?;
        if let Some(seq) = marked
            && store_readers::is_told_of_thread(&mut *tx, &root, seq).await?
        {
            let (channel, _) = store_channels::kind_at(&mut *tx, &root)
                .await?
                .ok_or(Problem::NotFound)?;
            tx.announce(MessageEvent::ThreadRead {
                project: root.place(),
                channel,
                thread: root.id(),
                account: root.actor().account,
                seq,
            })
            .await?;
        }
        Ok(marked)
    })
    .await
}
