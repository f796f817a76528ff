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
type AccountId = Id<kind::Account>;
type ProjectId = Id<kind::Project>;

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

/// All that is in a channel is gone; of threads whose root stays, the answers. The threads of which something stays.
pub async fn clear(tx: &mut Tx, channel: &Grant<Manage, Channel>) -> DbResult<Vec<MessageId>> {
    let now = tx.now();
    sql!("UPDATE channels SET cleared_seq = last_seq, cleared_at = $1, cleared_by = $2 WHERE id = $3")
        .bind(now)
        .bind(channel.actor().account)
        .bind(channel.id())
        .exec(&mut *tx)
        .await?;
    let threads: Vec<(MessageId, i64)> = sql!(
        "UPDATE threads SET cleared_seq = last_seq, people = '',
           kept = (SELECT COUNT(*) FROM messages a WHERE a.thread = threads.root AND a.kind = 'decision')
         WHERE root IN (SELECT m.id FROM messages m WHERE m.channel = $1 AND m.kind = 'decision') AND last_seq > cleared_seq
         RETURNING root, kept"
    )
    .bind(channel.id())
    .all(tx)
    .await?;
    Ok(left(threads))
}

/// Those of some threads in which so many answers are left as stands beside them.
fn left(threads: Vec<(MessageId, i64)>) -> Vec<MessageId> {
    threads.into_iter().filter(|it| it.1 > 0).map(|it| it.0).collect()
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

/// How many places of a channel one step of [`super::actions_clear::expire`] looks at.
pub const STEP: i64 = 5_000;
/// A message that says to have been posted later than that from now was posted by a clock that was wrong: it holds nothing up.
const CLOCKS_DIFFER: i64 = 24 * 3_600 * 1_000_000;

/// Of the places that a step looks at.
pub struct Aged {
    /// The last that is old, before the first that is not.
    pub last_old: Option<i64>,
    pub is_one_young: bool,
}
row!(Aged {
    last_old,
    is_one_young
});

/// Which of the [`STEP`] places after one are older than `until`.
pub async fn aged(on: &mut Tx, channel: ChannelId, after: i64, until: Timestamp) -> DbResult<Aged> {
    let soon = on.now().micros() + CLOCKS_DIFFER;
    sql!(
        "WITH places AS (SELECT m.seq, m.posted_at FROM messages m WHERE m.channel = $1 AND m.seq > $2 AND m.seq <= $2 + $3),
           young AS (SELECT MIN(seq) AS first FROM places WHERE posted_at > $4 AND posted_at <= $5)
         SELECT (SELECT MAX(p.seq) FROM places p WHERE p.posted_at <= $4 AND (young.first IS NULL OR p.seq < young.first)),
           young.first IS NOT NULL FROM young"
    )
    .bind(channel)
    .bind(after)
    .bind(STEP)
    .bind(until)
    .bind(soon)
    .one(on)
    .await
}

/// What is in a channel up to a place is gone.
pub async fn clear_up_to(tx: &mut Tx, channel: ChannelId, seq: i64) -> DbResult<()> {
    sql!("UPDATE channels SET cleared_seq = $1 WHERE id = $2 AND cleared_seq < $1")
        .bind(seq)
        .bind(channel)
        .exec(tx)
        .await
        .map(drop)
}

/// Of the threads of a channel whose root stays, the answers older than `until` are gone, up to the first that is not. Whether
/// there were any, and the threads of which something stays.
pub async fn clear_answers(
    tx: &mut Tx,
    channel: ChannelId,
    until: Timestamp,
) -> DbResult<(bool, Vec<MessageId>)> {
    let soon = tx.now().micros() + CLOCKS_DIFFER;
    let threads: Vec<(MessageId, i64)> = sql!(
        "UPDATE threads SET cleared_seq = old.upto,
           kept = (SELECT COUNT(*) FROM messages k WHERE k.thread = threads.root AND k.kind = 'decision' AND k.thread_seq <= old.upto)
         FROM (SELECT h.root AS which, (SELECT MAX(a.thread_seq) FROM messages a
             WHERE a.thread = h.root AND a.thread_seq > h.cleared_seq AND a.posted_at <= $1
               AND a.thread_seq < COALESCE((SELECT MIN(y.thread_seq) FROM messages y WHERE y.thread = h.root
                 AND y.thread_seq > h.cleared_seq AND y.posted_at > $1 AND y.posted_at <= $2), h.last_seq + 1)) AS upto
           FROM messages d JOIN threads h ON h.root = d.id
           WHERE d.channel = $3 AND d.kind = 'decision' AND h.last_seq > h.cleared_seq) old
         WHERE threads.root = old.which AND old.upto IS NOT NULL
         RETURNING root, last_seq - cleared_seq + kept"
    )
    .bind(until)
    .bind(soon)
    .bind(channel)
    .all(tx)
    .await?;
    Ok((!threads.is_empty(), left(threads)))
}

/// An answer that stays.
pub struct Staying {
    pub root: MessageId,
    /// `None`: a program answered, which is nobody.
    pub author: Option<AccountId>,
    pub posted_at: Timestamp,
}
row!(Staying {
    root,
    author,
    posted_at,
});

/// The last answers that are left in some threads, the latest of each last: no more of each than it takes to say who answered.
pub async fn last_answers(on: impl Reads, threads: &[MessageId]) -> DbResult<Vec<Staying>> {
    macro_rules! last {
        ($list:literal) => {
            concat!(
                "SELECT root, author, posted_at FROM (
                   SELECT h.root, CASE WHEN a.automate IS NULL THEN a.author END AS author, a.posted_at, a.thread_seq,
                     ROW_NUMBER() OVER (PARTITION BY h.root ORDER BY a.thread_seq DESC) AS place
                   FROM threads h JOIN messages a ON a.thread = h.root AND (a.thread_seq > h.cleared_seq OR a.kind = 'decision')
                   WHERE h.root IN (",
                $list,
                ")) s WHERE place <= 50 ORDER BY root, thread_seq"
            )
        };
    }
    sql! {
        sqlite: last!("SELECT unhex(value) FROM json_each($1)"),
        postgres: last!("SELECT CAST(value AS UUID) FROM jsonb_array_elements_text(CAST(CAST($1 AS TEXT) AS JSONB))"),
    }
    .bind(db::id_list(threads))
    .all(on)
    .await
}

/// The statement that writes who answered in a thread, and when last.
pub fn retelling<'a>(root: MessageId, people: String, last_posted_at: Timestamp) -> Query<'a> {
    sql!("UPDATE threads SET people = $1, last_posted_at = $2 WHERE root = $3")
        .bind(people)
        .bind(last_posted_at)
        .bind(root)
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
           EXISTS (SELECT 1 FROM (SELECT m.posted_at FROM messages m
             WHERE m.channel = c.id AND m.seq > c.cleared_seq AND m.posted_at - $2 <= $3
             ORDER BY m.seq LIMIT 1) f WHERE f.posted_at <= $2 - c.expires_after)
           OR EXISTS (SELECT 1 FROM messages d JOIN threads h ON h.root = d.id
             JOIN messages a ON a.thread = d.id AND a.thread_seq > h.cleared_seq
             WHERE d.channel = c.id AND d.kind = 'decision' AND a.posted_at <= $2 - c.expires_after))
         ORDER BY c.id LIMIT $4"
    )
    .bind(after)
    .bind(now)
    .bind(CLOCKS_DIFFER)
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

/// An answer that stays though what it answered is gone.
pub struct LeftAlone {
    pub id: MessageId,
    pub root: MessageId,
    /// The place of what it answered.
    pub place: Option<i64>,
    pub is_in_channel: bool,
}
row!(LeftAlone {
    id,
    root,
    place,
    is_in_channel,
});

/// The answers that stay when what they answered, in the places after one and up to another, is gone: decisions, wherever those
/// are; and what shows in the channel and came later. Those of a thread one after the other.
pub async fn left_alone(
    on: impl Reads,
    channel: ChannelId,
    (after, upto): (i64, i64),
) -> DbResult<Vec<LeftAlone>> {
    sql!(
        "SELECT id, root, place, is_in_channel FROM (
           SELECT a.id, r.id AS root, r.seq AS place, a.seq IS NOT NULL AS is_in_channel, a.thread_seq
           FROM messages a JOIN messages r ON r.id = a.thread
           WHERE a.channel = $1 AND a.kind = 'decision' AND r.kind <> 'decision' AND r.seq <= $2
           UNION ALL
           SELECT a.id, r.id, r.seq, TRUE, a.thread_seq FROM messages r JOIN messages a ON a.thread = r.id
           WHERE r.channel = $1 AND r.seq > $3 AND r.seq <= $2 AND r.kind <> 'decision' AND a.seq > $2 AND a.kind <> 'decision') s
         ORDER BY root, thread_seq"
    )
    .bind(channel)
    .bind(upto)
    .bind(after)
    .all(on)
    .await
}

/// The statement after which an answer is a message of its own, at the place it has in the channel or at another.
pub fn detachment(answer: MessageId, place: Option<i64>) -> Query<'static> {
    sql!("UPDATE messages SET thread = NULL, thread_seq = NULL, seq = COALESCE(seq, $1), version = version + 1 WHERE id = $2")
        .bind(place)
        .bind(answer)
}

/// The statement after which a message that is gone has left its place to another.
pub fn displacement(message: MessageId) -> Query<'static> {
    sql!("UPDATE messages SET seq = -seq WHERE id = $1 AND seq > 0").bind(message)
}

/// The statements after which what stays of a thread is the thread of another root, in the same places, followed by the same
/// people; of its answers these are left, and those up to then are all that was.
pub fn succession<'a>(root: MessageId, successor: MessageId, answers: &[MessageId]) -> Vec<Query<'a>> {
    let kept = i64::try_from(answers.len()).unwrap_or(i64::MAX);
    let mut queries = vec![
        sql!(
            "INSERT INTO threads (root, channel, last_seq, last_posted_at, people, version, cleared_seq, kept)
             SELECT $1, channel, last_seq, last_posted_at, people, 1, last_seq, $2 FROM threads WHERE root = $3"
        )
        .bind(successor)
        .bind(kept)
        .bind(root),
        sql!(
            "INSERT INTO thread_readers (account, thread, attention, read_seq)
             SELECT account, $1, attention, read_seq FROM thread_readers WHERE thread = $2"
        )
        .bind(successor)
        .bind(root),
    ];
    queries.extend(answers.iter().map(|answer| {
        sql!("UPDATE messages SET thread = $1, version = version + 1 WHERE id = $2")
            .bind(successor)
            .bind(*answer)
    }));
    queries
}

/// Where the messages that pass any of these on are (a list of ids), at most `count`.
pub async fn copies(
    on: impl Reads,
    these: &str,
    count: i64,
) -> DbResult<Vec<(MessageId, ChannelId, Option<ProjectId>)>> {
    macro_rules! copies {
        ($list:literal) => {
            concat!(
                "SELECT m.id, m.channel, c.project FROM message_forwards f JOIN messages m ON m.id = f.message
                   JOIN channels c ON c.id = m.channel WHERE f.origin IN (",
                $list,
                ") LIMIT $2"
            )
        };
    }
    sql! {
        sqlite: copies!("SELECT unhex(value) FROM json_each($1)"),
        postgres: copies!("SELECT CAST(value AS UUID) FROM jsonb_array_elements_text(CAST(CAST($1 AS TEXT) AS JSONB))"),
    }
    .bind(these)
    .bind(count)
    .all(on)
    .await
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
