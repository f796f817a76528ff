// SPDX-License-Identifier: EUPL-1.2
//! The SQL of how far each reader has come in channels and threads, and of what he wants to be told.

use access::{Grant, Read};
use base::{Id, kind};
use db::{DbResult, Query, Reads, Tx, sql};

use super::{
    model::{Attention, ThreadAttention},
    store_places::{Channel, Message, present},
};

type ChannelId = Id<kind::Channel>;
type AccountId = Id<kind::Account>;

/// How far back a mention is looked for when one reads past it. Whoever comes back to more opens his notifications anyway.
const TOLD_LOOK_BACK: i64 = 10_000;

/// Marks a channel as read up to a place, which may be before the one it had: the place, which is the channel's last one at
/// most. `None` if that changes nothing.
pub async fn mark(tx: &mut Tx, channel: &Grant<Read, Channel>, seq: i64) -> DbResult<Option<i64>> {
    sql!(
        "INSERT INTO channel_readers (account, channel, read_seq, is_muted) SELECT $1, id, CASE WHEN last_seq < $2 THEN last_seq ELSE $2 END, FALSE
         FROM channels WHERE id = $3
         ON CONFLICT (account, channel) DO UPDATE SET read_seq = excluded.read_seq,
           -- Only what is passed over is looked at.
           own_after = CASE WHEN excluded.read_seq < channel_readers.read_seq THEN channel_readers.own_after
               + (SELECT COUNT(*) FROM messages m JOIN channels c ON c.id = m.channel WHERE m.channel = excluded.channel
                 AND m.author = excluded.account AND m.automate IS NULL AND m.seq > c.cleared_seq
                 AND m.seq > excluded.read_seq AND m.seq <= channel_readers.read_seq)
             WHEN channel_readers.own_after = 0 THEN 0
             ELSE channel_readers.own_after
               - (SELECT COUNT(*) FROM messages m JOIN channels c ON c.id = m.channel WHERE m.channel = excluded.channel
                 AND m.author = excluded.account AND m.automate IS NULL AND m.seq > c.cleared_seq
                 AND m.seq > channel_readers.read_seq AND m.seq <= excluded.read_seq) END,
           -- Unread from there: what names one calls again.
           called_seq = CASE WHEN excluded.read_seq < channel_readers.read_seq THEN NULL ELSE channel_readers.called_seq END
         WHERE channel_readers.read_seq <> excluded.read_seq
         RETURNING read_seq"
    )
    .bind(channel.actor().account)
    .bind(seq)
    .bind(channel.id())
    .optional_value(tx)
    .await
}

/// Says up to which place what names `account` is behind him in each of these channels, which stay as unread as they are; not of
/// those that he reads no more, into which he may come anew. In how many of them that changes anything.
pub async fn put_behind(tx: &mut Tx, account: AccountId, places: &[(ChannelId, i64)]) -> DbResult<u64> {
    let queries = places
        .iter()
        .map(|(channel, seq)| {
            sql!(
                "INSERT INTO channel_readers (account, channel, read_seq, is_muted, called_seq)
                 SELECT $1, id, 0, FALSE, $2 FROM channels
                 WHERE id = $3 AND EXISTS (SELECT 1 FROM channel_audience e WHERE e.channel = $3 AND e.account = $1)
                 ON CONFLICT (account, channel) DO UPDATE SET called_seq = excluded.called_seq
                 WHERE COALESCE(channel_readers.called_seq, 0) <> excluded.called_seq"
            )
            .bind(account)
            .bind(*seq)
            .bind(*channel)
        })
        .collect();
    tx.each(queries).await
}

/// Whether its reader is told of what is posted in a channel: one of the last messages up to `seq` named him, it is a
/// conversation, he asked for all, or to be told of some words.
pub async fn is_told(on: impl Reads, channel: &Grant<Read, Channel>, seq: i64) -> DbResult<bool> {
    let told: i64 = sql!(
        "SELECT COUNT(*) FROM channels c WHERE c.id = $1 AND (c.kind = 'direct'
           OR EXISTS (SELECT 1 FROM channel_readers r WHERE r.channel = c.id AND r.account = $2 AND r.attention = 'all')
           OR EXISTS (SELECT 1 FROM keywords k WHERE k.account = $2)
           OR EXISTS (SELECT 1 FROM mentions n WHERE n.account = $2 AND n.channel = c.id AND n.seq > $3 AND n.seq <= $4)
           OR EXISTS (SELECT 1 FROM mentions n
             WHERE n.account IS NULL AND n.group_id IS NULL AND n.channel = c.id AND n.seq > $3 AND n.seq <= $4)
           OR EXISTS (SELECT 1 FROM group_memberships g JOIN mentions n ON n.group_id = g.group_id
             WHERE g.account = $2 AND n.channel = c.id AND n.seq > $3 AND n.seq <= $4))"
    )
    .bind(channel.id())
    .bind(channel.actor().account)
    .bind(seq - TOLD_LOOK_BACK)
    .bind(seq)
    .value(on)
    .await?;
    Ok(told > 0)
}

/// Of what someone is told in a channel.
pub async fn keep(
    tx: &mut Tx,
    channel: &Grant<Read, Channel>,
    attention: Option<Attention>,
    is_muted: bool,
) -> DbResult<()> {
    sql!(
        "INSERT INTO channel_readers (account, channel, read_seq, attention, is_muted) VALUES ($1, $2, 0, $3, $4)
         ON CONFLICT (account, channel) DO UPDATE SET attention = excluded.attention, is_muted = excluded.is_muted"
    )
    .bind(channel.actor().account)
    .bind(channel.id())
    .bind(attention)
    .bind(is_muted)
    .exec(tx)
    .await?;
    Ok(())
}

/// How someone keeps a thread, and how far he has read it. Whoever wrote what begins one follows it with its first answer.
pub async fn thread_reader(
    on: impl Reads,
    root: &Grant<Read, Message>,
) -> DbResult<Option<(ThreadAttention, i64)>> {
    let now = on.time();
    sql!(concat!(
        "SELECT COALESCE(r.attention, CASE WHEN m.author = $1 AND m.automate IS NULL AND m.retracted_at IS NULL AND m.thread IS NULL
             AND c.kind <> 'log' AND NOT EXISTS (SELECT 1 FROM threads t WHERE t.root = m.id)
           THEN 'followed' ELSE 'unfollowed' END), COALESCE(r.read_seq, 0)
         FROM messages m JOIN channels c ON c.id = m.channel LEFT JOIN thread_readers r ON r.thread = m.id AND r.account = $1
         WHERE ",
        present!("$2"),
        " AND m.id = $3"
    ))
    .bind(root.actor().account)
    .bind(now)
    .bind(root.id())
    .optional(on)
    .await
}

/// Marks a thread as read up to a place, its last one at most: the place, if that changes anything. Nothing happens where there
/// is no thread.
pub async fn mark_thread(tx: &mut Tx, root: &Grant<Read, Message>, seq: i64) -> DbResult<Option<i64>> {
    sql!(
        "INSERT INTO thread_readers (account, thread, attention, read_seq)
         SELECT $1, root, 'unfollowed', CASE WHEN last_seq < $2 THEN last_seq ELSE $2 END FROM threads WHERE root = $3
         ON CONFLICT (account, thread) DO UPDATE SET read_seq = excluded.read_seq WHERE thread_readers.read_seq <> excluded.read_seq
         RETURNING read_seq"
    )
    .bind(root.actor().account)
    .bind(seq)
    .bind(root.id())
    .optional_value(tx)
    .await
}

/// Whether its reader may have been told of answers in a thread: he follows it, he asked for all of its channel or to be told of
/// some words, or one of the last answers up to `seq` names someone.
pub async fn is_told_of_thread(on: impl Reads, root: &Grant<Read, Message>, seq: i64) -> DbResult<bool> {
    let told: i64 = sql!(
        "SELECT COUNT(*) FROM threads h WHERE h.root = $1 AND (
           EXISTS (SELECT 1 FROM thread_readers t WHERE t.thread = h.root AND t.account = $2 AND t.attention = 'followed')
           OR EXISTS (SELECT 1 FROM channel_readers r WHERE r.channel = h.channel AND r.account = $2 AND r.attention = 'all')
           OR EXISTS (SELECT 1 FROM keywords k WHERE k.account = $2)
           OR EXISTS (SELECT 1 FROM channels c WHERE c.id = h.channel AND c.kind = 'direct')
           OR EXISTS (SELECT 1 FROM messages m JOIN mentions n ON n.message = m.id
             WHERE m.thread = h.root AND m.thread_seq > $3 AND m.thread_seq <= $4))"
    )
    .bind(root.id())
    .bind(root.actor().account)
    .bind(seq - TOLD_LOOK_BACK)
    .bind(seq)
    .value(on)
    .await?;
    Ok(told > 0)
}

/// Follows, no longer follows, or mutes a thread, also one that is not begun; nothing read changes. `false` where none can begin:
/// at an answer, at what was taken back, in a log.
pub async fn keep_thread(
    tx: &mut Tx,
    root: &Grant<Read, Message>,
    attention: ThreadAttention,
) -> DbResult<bool> {
    let now = tx.now();
    let kept = sql!(concat!(
        "INSERT INTO thread_readers (account, thread, attention, read_seq)
         SELECT $1, m.id, $2, COALESCE(t.last_seq, 0) FROM messages m JOIN channels c ON c.id = m.channel
           LEFT JOIN threads t ON t.root = m.id
         WHERE ",
        present!("$3"),
        " AND m.id = $4 AND m.thread IS NULL AND c.kind <> 'log' AND (t.root IS NOT NULL OR m.retracted_at IS NULL)
         ON CONFLICT (account, thread) DO UPDATE SET attention = excluded.attention"
    ))
    .bind(root.actor().account)
    .bind(attention)
    .bind(now)
    .bind(root.id())
    .exec(tx)
    .await?;
    Ok(kept > 0)
}

/// Whoever posts has read all up to there.
pub fn read_by_author(author: AccountId, channel: ChannelId, seq: i64) -> Query<'static> {
    sql!(
        "INSERT INTO channel_readers (account, channel, read_seq, is_muted) VALUES ($1, $2, $3, FALSE)
         ON CONFLICT (account, channel) DO UPDATE SET read_seq = excluded.read_seq, own_after = 0
           WHERE channel_readers.read_seq < excluded.read_seq"
    )
    .bind(author)
    .bind(channel)
    .bind(seq)
}

/// What someone wrote for later was posted: he has read nothing, but his own messages are not unread for him.
pub fn written_by_author(author: AccountId, channel: ChannelId, count: i64) -> Query<'static> {
    sql!(
        "INSERT INTO channel_readers (account, channel, read_seq, is_muted, own_after) VALUES ($1, $2, 0, FALSE, $3)
         ON CONFLICT (account, channel) DO UPDATE SET own_after = channel_readers.own_after + excluded.own_after"
    )
    .bind(author)
    .bind(channel)
    .bind(count)
}

/// What is in a channel after a place and up to another was cleared, and is nobody's own message any more.
pub async fn own_are_gone(tx: &mut Tx, channel: ChannelId, (after, upto): (i64, i64)) -> DbResult<()> {
    sql!(
        "UPDATE channel_readers SET own_after = CASE WHEN (SELECT c.last_seq FROM channels c WHERE c.id = $1) <= $2 THEN 0
           ELSE own_after - (SELECT COUNT(*) FROM messages m WHERE m.channel = channel_readers.channel
             AND m.author = channel_readers.account AND m.automate IS NULL
             AND m.seq > channel_readers.read_seq AND m.seq > $3 AND m.seq <= $2) END
         WHERE channel = $1 AND own_after > 0"
    )
    .bind(channel)
    .bind(upto)
    .bind(after)
    .exec(tx)
    .await
    .map(drop)
}
