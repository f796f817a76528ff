// SPDX-License-Identifier: EUPL-1.2
//! The SQL by which messages go: first they are no longer there for anybody ([`present`]), then they are erased in small pieces.

use access::{Grant, Manage};
use base::{Id, Timestamp, kind};
use db::{DbResult, Query, Reads, Tx, row, sql};

use super::{
    model::ChannelKind,
    model_clear::Clearance,
    store_places::{Channel, present},
};

type ChannelId = Id<kind::Channel>;
type MessageId = Id<kind::Message>;

/// How many messages one piece erases, and of how many it looks for answers: so few that no message waits for it to be posted.
const PIECE: i64 = 200;

/// A channel whose history goes.
pub struct Held {
    pub kind: ChannelKind,
    pub last_seq: i64,
    pub cleared_seq: i64,
    pub expires_after: Option<i64>,
}
row!(Held {
    kind,
    last_seq,
    cleared_seq,
    expires_after
});

/// Until the transaction ends nobody writes anything into the channel: whoever does has its row in share by the reference of his
/// message ([`super::store::root`] before he looks at what he answers). What was posted before is seen here; what comes after has
/// a place beyond `last_seq`. SQLite has one writer.
pub async fn hold_whole(tx: &mut Tx, channel: ChannelId) -> DbResult<Option<Held>> {
    sql! {
        sqlite: "SELECT kind, last_seq, cleared_seq, expires_after FROM channels WHERE id = $1",
        postgres: "SELECT kind, last_seq, cleared_seq, expires_after FROM channels WHERE id = $1 FOR UPDATE",
    }
    .bind(channel)
    .optional(tx)
    .await
}

/// All that is in a channel is gone; of threads whose root stays, the answers.
pub async fn clear(tx: &mut Tx, channel: &Grant<Manage, Channel>) -> DbResult<()> {
    let now = tx.now();
    tx.each(vec![
        sql!("UPDATE channels SET cleared_seq = last_seq, cleared_at = $1, cleared_by = $2 WHERE id = $3")
            .bind(now)
            .bind(channel.actor().account)
            .bind(channel.id()),
        sql!(
            "UPDATE threads SET cleared_seq = last_seq
             WHERE root IN (SELECT m.id FROM messages m WHERE m.channel = $1 AND m.kind = 'decision')"
        )
        .bind(channel.id()),
    ])
    .await
    .map(drop)
}

/// How long messages stay. `false` if it was so.
pub async fn set_expiry(
    tx: &mut Tx,
    channel: &Grant<Manage, Channel>,
    micros: Option<i64>,
) -> DbResult<bool> {
    let set =
        sql!("UPDATE channels SET expires_after = $1 WHERE id = $2 AND expires_after IS DISTINCT FROM $1")
            .bind(micros)
            .bind(channel.id())
            .exec(tx)
            .await?;
    Ok(set > 0)
}

/// Clears a channel that is [held](hold_whole) up to the last message before the first that is younger than `until`: the place,
/// if that is further than before. Messages come in the order of their places, so that no more are looked at than go.
pub async fn clear_until(tx: &mut Tx, channel: ChannelId, until: Timestamp) -> DbResult<Option<i64>> {
    let seq: Option<i64> = sql!(
        "UPDATE channels SET cleared_seq = COALESCE((SELECT m.seq - 1 FROM messages m
           WHERE m.channel = channels.id AND m.seq > channels.cleared_seq AND m.posted_at > $1 ORDER BY m.seq LIMIT 1), last_seq)
         WHERE id = $2 RETURNING cleared_seq"
    )
    .bind(until)
    .bind(channel)
    .optional_value(&mut *tx)
    .await?;
    sql!(
        "UPDATE threads SET cleared_seq = COALESCE((SELECT m.thread_seq - 1 FROM messages m
           WHERE m.thread = threads.root AND m.thread_seq > threads.cleared_seq AND m.posted_at > $1
           ORDER BY m.thread_seq LIMIT 1), last_seq)
         WHERE root IN (SELECT d.id FROM messages d WHERE d.channel = $2 AND d.kind = 'decision')"
    )
    .bind(until)
    .bind(channel)
    .exec(tx)
    .await?;
    Ok(seq)
}

row!(Clearance { messages, decisions });

/// How much of a channel would go if all that was posted until then did, and how many decisions would stay.
pub async fn count(
    on: impl Reads,
    channel: &Grant<Manage, Channel>,
    until: Timestamp,
) -> DbResult<Clearance> {
    let now = on.time();
    sql!(concat!(
        "SELECT COUNT(*) FILTER (WHERE m.kind <> 'decision'), COUNT(*) FILTER (WHERE m.kind = 'decision')
         FROM messages m JOIN channels c ON c.id = m.channel LEFT JOIN messages r ON r.id = m.thread AND m.seq IS NULL
         WHERE ",
        present!("$1"),
        " AND m.channel = $2 AND m.retracted_at IS NULL
           AND (m.posted_at <= $3 OR (r.posted_at <= $3 AND r.kind <> 'decision' AND m.kind <> 'decision'))"
    ))
    .bind(now)
    .bind(channel.id())
    .bind(until)
    .one(on)
    .await
}

/// Channels after one in the order of their ids in which something has been there for as long as messages stay, at most `count`.
pub async fn due(on: impl Reads, after: ChannelId, count: i64) -> DbResult<Vec<ChannelId>> {
    let now = on.time();
    sql!(
        "SELECT c.id FROM channels c WHERE c.expires_after IS NOT NULL AND c.id > $1 AND (
           EXISTS (SELECT 1 FROM (SELECT m.posted_at FROM messages m WHERE m.channel = c.id AND m.seq > c.cleared_seq
             ORDER BY m.seq LIMIT 1) f WHERE f.posted_at <= $2 - c.expires_after)
           OR EXISTS (SELECT 1 FROM messages d JOIN threads h ON h.root = d.id
             JOIN messages a ON a.thread = d.id AND a.thread_seq > h.cleared_seq
             WHERE d.channel = c.id AND d.kind = 'decision' AND a.kind <> 'decision' AND a.posted_at <= $2 - c.expires_after))
         ORDER BY c.id LIMIT $3"
    )
    .bind(after)
    .bind(now)
    .bind(count)
    .values(on)
    .await
}

/// The next messages of a channel to erase: those that nothing answers any more, answers first. Empty: there are none.
pub async fn next(on: &mut Tx, channel: ChannelId) -> DbResult<Vec<MessageId>> {
    // Of the first messages only, so that each piece looks at as few as the others.
    let answers: Vec<MessageId> = sql!(
        "SELECT a.id FROM (SELECT m.id FROM messages m JOIN channels c ON c.id = m.channel
             WHERE m.channel = $1 AND m.seq <= c.cleared_seq AND m.kind <> 'decision' ORDER BY m.seq LIMIT $2) gone
           JOIN messages a ON a.thread = gone.id JOIN channels c ON c.id = a.channel
         WHERE a.kind <> 'decision' AND (a.seq IS NULL OR a.seq <= c.cleared_seq) LIMIT $2"
    )
    .bind(channel)
    .bind(PIECE)
    .values(&mut *on)
    .await?;
    if !answers.is_empty() {
        return Ok(answers);
    }
    let gone: Vec<MessageId> = sql!(
        "SELECT m.id FROM messages m JOIN channels c ON c.id = m.channel
         WHERE m.channel = $1 AND m.seq <= c.cleared_seq AND m.kind <> 'decision' ORDER BY m.seq LIMIT $2"
    )
    .bind(channel)
    .bind(PIECE)
    .values(&mut *on)
    .await?;
    if !gone.is_empty() {
        return Ok(gone);
    }
    // Answers to a decision, which stays.
    sql!(
        "SELECT a.id FROM messages d JOIN threads h ON h.root = d.id
           JOIN messages a ON a.thread = d.id AND a.thread_seq <= h.cleared_seq JOIN channels c ON c.id = a.channel
         WHERE d.channel = $1 AND d.kind = 'decision' AND a.kind <> 'decision' AND (a.seq IS NULL OR a.seq <= c.cleared_seq) LIMIT $2"
    )
    .bind(channel)
    .bind(PIECE)
    .values(on)
    .await
}

/// The answers that stay when these messages go: decisions, and what shows in the channel and came later. Of each where it stood
/// in its thread, the first ones first, and the place of what it answered.
pub async fn left_alone(
    on: impl Reads,
    these: &str,
) -> DbResult<Vec<(MessageId, MessageId, Option<i64>, Option<i64>)>> {
    macro_rules! left {
        ($list:literal) => {
            concat!(
                "SELECT a.id, r.id, a.seq, r.seq FROM messages r JOIN messages a ON a.thread = r.id WHERE r.id IN (",
                $list,
                ") ORDER BY r.id, a.thread_seq"
            )
        };
    }
    sql! {
        sqlite: left!("SELECT unhex(value) FROM json_each($1)"),
        postgres: left!("SELECT CAST(value AS UUID) FROM jsonb_array_elements_text(CAST(CAST($1 AS TEXT) AS JSONB))"),
    }
    .bind(these)
    .all(on)
    .await
}

/// The statement after which an answer is a message of its own, at that place of the channel.
pub fn detachment(answer: MessageId, seq: Option<i64>) -> Query<'static> {
    sql!(
        "UPDATE messages SET thread = NULL, thread_seq = NULL, seq = $1, version = version + 1 WHERE id = $2"
    )
    .bind(seq)
    .bind(answer)
}

/// The statement after which a message has no place, so that another can have it.
pub fn displacement(message: MessageId) -> Query<'static> {
    sql!("UPDATE messages SET seq = NULL WHERE id = $1").bind(message)
}

macro_rules! these {
    ($before:literal) => {
        these!($before, "")
    };
    ($before:literal, $after:literal) => {
        sql! {
            sqlite: concat!($before, " IN (SELECT unhex(value) FROM json_each($1))", $after),
            postgres: concat!(
                $before,
                " IN (SELECT CAST(value AS UUID) FROM jsonb_array_elements_text(CAST(CAST($1 AS TEXT) AS JSONB)))",
                $after
            ),
        }
    };
}

/// Erases messages (a list of ids) that nothing answers: their words of now and before, what they are found by, signs, pins, whom
/// they named, who kept them, what they passed on, what was asked and chosen in them.
pub async fn erase(tx: &mut Tx, messages: &str) -> DbResult<()> {
    let queries = vec![
        these!("DELETE FROM message_versions WHERE message"),
        these!("DELETE FROM reactions WHERE message"),
        these!("DELETE FROM pins WHERE message"),
        these!("DELETE FROM mentions WHERE message"),
        these!("DELETE FROM saved_messages WHERE message"),
        these!("DELETE FROM message_reminders WHERE message"),
        these!("DELETE FROM poll_votes WHERE message"),
        these!("DELETE FROM poll_options WHERE message"),
        these!("DELETE FROM polls WHERE message"),
        these!("DELETE FROM message_forwards WHERE message"),
        these!("DELETE FROM thread_readers WHERE thread"),
        these!("DELETE FROM threads WHERE root"),
        sql! {
            sqlite: "DELETE FROM message_search WHERE rowid IN (SELECT p.place FROM message_places p
                WHERE p.message IN (SELECT unhex(value) FROM json_each($1)))",
            postgres: "DELETE FROM message_search
                WHERE message IN (SELECT CAST(value AS UUID) FROM jsonb_array_elements_text(CAST(CAST($1 AS TEXT) AS JSONB)))",
        },
        // PostgreSQL has their words in one table.
        sql! {
            sqlite: "DELETE FROM message_places WHERE message IN (SELECT unhex(value) FROM json_each($1))",
            postgres: "DELETE FROM message_search
                WHERE message IN (SELECT CAST(value AS UUID) FROM jsonb_array_elements_text(CAST(CAST($1 AS TEXT) AS JSONB)))",
        },
        these!("DELETE FROM messages WHERE id"),
    ];
    tx.each(queries.into_iter().map(|it| it.bind(messages)).collect())
        .await
        .map(drop)
}
