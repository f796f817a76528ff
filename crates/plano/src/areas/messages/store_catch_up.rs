// SPDX-License-Identifier: EUPL-1.2
//! The SQL of what happened since a moment, in channels that the caller has found to be readable. What it reads is bounded
//! by what is shown, not by how much was said.

use base::{Id, Timestamp, kind};
use db::{DbResult, Reads, row, sql};
use uuid::Uuid;

use super::{model_catch_up::LOOK_BACK, store::aside, store_places::present};

type MessageId = Id<kind::Message>;
type ChannelId = Id<kind::Channel>;
type AccountId = Id<kind::Account>;

/// Comes before every message posted at this time or later: ids begin with their time (RFC 9562 §5.7).
fn first_id_at(at: Timestamp) -> MessageId {
    let millis = u128::from((at.micros().max(0) / 1_000).unsigned_abs());
    Id::from_uuid(Uuid::from_u128(millis << 80))
}

/// A place in a channel.
pub struct Place {
    pub channel: ChannelId,
    pub seq: i64,
}
row!(Place { channel, seq });

/// The place of the first message since a moment, of each of some channels (a list of ids) in which there is one. Places grow
/// with time: it is found by halving what lies between, a message looked at for each step.
pub async fn first_places(on: impl Reads, channels: &str, since: Timestamp) -> DbResult<Vec<Place>> {
    sql! {
        // What is between, and no message any more, was cleared, and is older than what is there.
        sqlite: "WITH RECURSIVE halves (channel, low, high) AS (
             SELECT c.id, c.cleared_seq, c.last_seq FROM channels c
             WHERE c.id IN (SELECT unhex(value) FROM json_each($1)) AND c.last_posted_at >= $2 AND c.last_seq > c.cleared_seq
             UNION ALL
             SELECT h.channel, CASE WHEN m.posted_at >= $2 THEN h.low ELSE (h.low + h.high) / 2 END,
               CASE WHEN m.posted_at >= $2 THEN (h.low + h.high) / 2 ELSE h.high END
             FROM halves h LEFT JOIN messages m ON m.channel = h.channel AND m.seq = (h.low + h.high) / 2
             WHERE h.high - h.low > 1)
           SELECT channel, high FROM halves WHERE high - low = 1",
        postgres: "WITH RECURSIVE halves (channel, low, high) AS (
             SELECT c.id, c.cleared_seq, c.last_seq FROM channels c
             WHERE c.id IN (SELECT CAST(value AS UUID) FROM jsonb_array_elements_text(CAST(CAST($1 AS TEXT) AS JSONB)))
               AND c.last_posted_at >= $2 AND c.last_seq > c.cleared_seq
             UNION ALL
             SELECT h.channel, CASE WHEN m.posted_at >= $2 THEN h.low ELSE (h.low + h.high) / 2 END,
               CASE WHEN m.posted_at >= $2 THEN (h.low + h.high) / 2 ELSE h.high END
             FROM halves h LEFT JOIN messages m ON m.channel = h.channel AND m.seq = (h.low + h.high) / 2
             WHERE h.high - h.low > 1)
           SELECT channel, high FROM halves WHERE high - low = 1",
    }
    .bind(channels)
    .bind(since)
    .all(on)
    .await
}

/// The messages since a moment that name someone, in some channels (a list of ids), the latest first; those that he wrote himself
/// are not among them, nor those of threads that he has muted. At most `count`.
pub async fn mentions(
    on: impl Reads,
    account: AccountId,
    channels: &str,
    since: Timestamp,
    count: i64,
) -> DbResult<Vec<MessageId>> {
    let now = on.time();
    sql! {
        sqlite: concat!("SELECT m.id FROM (
             SELECT n.message FROM mentions n WHERE n.account = $1 AND n.message > $2
             UNION
             SELECT n.message FROM mentions n
             WHERE n.group_id IN (SELECT g.group_id FROM group_memberships g WHERE g.account = $1) AND n.message > $2
             UNION
             SELECT n.message FROM mentions n
             WHERE n.account IS NULL AND n.group_id IS NULL AND n.channel IN (SELECT unhex(value) FROM json_each($3))
               AND n.message > $2) named
             JOIN messages m ON m.id = named.message JOIN channels c ON c.id = m.channel
           WHERE (m.author <> $1 OR m.automate IS NOT NULL) AND m.retracted_at IS NULL AND m.channel IN (SELECT unhex(value) FROM json_each($3))
             AND NOT EXISTS (SELECT 1 FROM thread_readers t WHERE t.account = $1 AND t.thread = m.thread AND t.attention = 'muted')
             AND ", present!("$4"), " ORDER BY m.id DESC LIMIT $5"),
        postgres: concat!("SELECT m.id FROM (
             SELECT n.message FROM mentions n WHERE n.account = $1 AND n.message > $2
             UNION
             SELECT n.message FROM mentions n
             WHERE n.group_id IN (SELECT g.group_id FROM group_memberships g WHERE g.account = $1) AND n.message > $2
             UNION
             SELECT n.message FROM mentions n
             WHERE n.account IS NULL AND n.group_id IS NULL
               AND n.channel IN (SELECT CAST(value AS UUID) FROM jsonb_array_elements_text(CAST(CAST($3 AS TEXT) AS JSONB)))
               AND n.message > $2) named
             JOIN messages m ON m.id = named.message JOIN channels c ON c.id = m.channel
           WHERE (m.author <> $1 OR m.automate IS NOT NULL) AND m.retracted_at IS NULL
             AND m.channel IN (SELECT CAST(value AS UUID) FROM jsonb_array_elements_text(CAST(CAST($3 AS TEXT) AS JSONB)))
             AND NOT EXISTS (SELECT 1 FROM thread_readers t WHERE t.account = $1 AND t.thread = m.thread AND t.attention = 'muted')
             AND ", present!("$4"), " ORDER BY m.id DESC LIMIT $5"),
    }
    .bind(account)
    .bind(first_id_at(since))
    .bind(channels)
    .bind(now)
    .bind(count)
    .values(on)
    .await
}

/// What was decided since a moment in some channels (a list of ids), the latest first, at most `count`.
pub async fn decisions(
    on: impl Reads,
    channels: &str,
    since: Timestamp,
    count: i64,
) -> DbResult<Vec<MessageId>> {
    sql! {
        sqlite: "SELECT id FROM messages
           WHERE kind = 'decision' AND retracted_at IS NULL AND channel IN (SELECT unhex(value) FROM json_each($1)) AND id > $2
           ORDER BY id DESC LIMIT $3",
        postgres: "SELECT id FROM messages
           WHERE kind = 'decision' AND retracted_at IS NULL
             AND channel IN (SELECT CAST(value AS UUID) FROM jsonb_array_elements_text(CAST(CAST($1 AS TEXT) AS JSONB))) AND id > $2
           ORDER BY id DESC LIMIT $3",
    }
    .bind(channels)
    .bind(first_id_at(since))
    .bind(count)
    .values(on)
    .await
}

/// A followed thread with its latest answer.
pub struct ThreadRow {
    pub root: MessageId,
    pub last: MessageId,
    /// What was cleared is read.
    pub read_seq: i64,
    pub last_seq: i64,
    /// What is between them and not unread.
    pub aside: i64,
}
row!(ThreadRow {
    root,
    last,
    read_seq,
    last_seq,
    aside,
});

/// The threads that someone follows in some channels (a list of ids) and in which somebody else, or a program of his, answered last, or has
/// answered what he has not read, since a moment; those of the latest answers first, at most `count`.
pub async fn threads(
    on: impl Reads,
    account: AccountId,
    channels: &str,
    since: Timestamp,
    count: i64,
) -> DbResult<Vec<ThreadRow>> {
    let now = on.time();
    sql! {
        sqlite: concat!("SELECT t.root, m.id, CASE WHEN r.read_seq > t.cleared_seq THEN r.read_seq ELSE t.cleared_seq END, t.last_seq, ", aside!(), "
             FROM thread_readers r JOIN threads t ON t.root = r.thread
             JOIN messages m ON m.thread = t.root AND m.thread_seq = t.last_seq JOIN channels c ON c.id = m.channel
           WHERE r.account = $1 AND r.attention = 'followed' AND t.last_posted_at >= $2 AND t.last_seq > t.cleared_seq
             AND t.channel IN (SELECT unhex(value) FROM json_each($3))
             AND (m.author <> $1 OR m.automate IS NOT NULL OR r.read_seq < t.last_seq)
             AND ", present!("$4"), " ORDER BY t.last_posted_at DESC, t.root LIMIT $5"),
        postgres: concat!("SELECT t.root, m.id, CASE WHEN r.read_seq > t.cleared_seq THEN r.read_seq ELSE t.cleared_seq END, t.last_seq, ", aside!(), "
             FROM thread_readers r JOIN threads t ON t.root = r.thread
             JOIN messages m ON m.thread = t.root AND m.thread_seq = t.last_seq JOIN channels c ON c.id = m.channel
           WHERE r.account = $1 AND r.attention = 'followed' AND t.last_posted_at >= $2 AND t.last_seq > t.cleared_seq
             AND t.channel IN (SELECT CAST(value AS UUID) FROM jsonb_array_elements_text(CAST(CAST($3 AS TEXT) AS JSONB)))
             AND (m.author <> $1 OR m.automate IS NOT NULL OR r.read_seq < t.last_seq)
             AND ", present!("$4"), " ORDER BY t.last_posted_at DESC, t.root LIMIT $5"),
    }
    .bind(account)
    .bind(since)
    .bind(channels)
    .bind(now)
    .bind(count)
    .all(on)
    .await
}

/// How much someone wrote in a channel.
pub struct WriterRow {
    pub channel: ChannelId,
    pub author: AccountId,
}
row!(WriterRow { channel, author });

/// Who wrote from a place on in each of some channels, those who wrote most first; of more than [`LOOK_BACK`] messages the
/// last ones. Nobody whose messages were all taken away; `but`: not he, unless a program of his wrote.
pub async fn writers(on: impl Reads, places: &[Place], but: AccountId) -> DbResult<Vec<WriterRow>> {
    let now = on.time();
    sql! {
        sqlite: concat!("WITH places AS (
             SELECT c.id AS channel, MAX(CAST(j.value ->> 1 AS INTEGER), c.last_seq - $1 + 1) AS seq
             FROM json_each($2) j JOIN channels c ON c.id = unhex(j.value ->> 0))
           SELECT m.channel, m.author FROM places p JOIN messages m ON m.channel = p.channel AND m.seq >= p.seq
             JOIN channels c ON c.id = m.channel
           WHERE m.retracted_at IS NULL AND (m.author <> $3 OR m.automate IS NOT NULL) AND ", present!("$4"), "
           GROUP BY m.channel, m.author ORDER BY COUNT(*) DESC, m.author"),
        postgres: concat!("WITH places AS (
             SELECT c.id AS channel, GREATEST(CAST(j.value ->> 1 AS BIGINT), c.last_seq - $1 + 1) AS seq
             FROM jsonb_array_elements(CAST(CAST($2 AS TEXT) AS JSONB)) j JOIN channels c ON c.id = CAST(j.value ->> 0 AS UUID))
           SELECT m.channel, m.author FROM places p JOIN messages m ON m.channel = p.channel AND m.seq >= p.seq
             JOIN channels c ON c.id = m.channel
           WHERE m.retracted_at IS NULL AND (m.author <> $3 OR m.automate IS NOT NULL) AND ", present!("$4"), "
           GROUP BY m.channel, m.author ORDER BY COUNT(*) DESC, m.author"),
    }
    .bind(LOOK_BACK)
    .bind(place_list(places))
    .bind(but)
    .bind(now)
    .all(on)
    .await
}

/// The messages from a place on in each of some channels that have most answers and signs, at most `count` a channel, in the
/// order in which they were posted; of more than [`LOOK_BACK`] messages the last ones are looked at.
pub async fn liveliest(
    on: impl Reads,
    places: &[Place],
    count: i64,
) -> DbResult<Vec<(MessageId, ChannelId)>> {
    let now = on.time();
    sql! {
        sqlite: concat!("WITH places AS (
             SELECT c.id AS channel, MAX(CAST(j.value ->> 1 AS INTEGER), c.last_seq - $1 + 1) AS seq
             FROM json_each($2) j JOIN channels c ON c.id = unhex(j.value ->> 0)),
           lively AS (
             SELECT m.id, m.channel, COALESCE(t.last_seq - t.cleared_seq + t.kept, 0) + (SELECT COUNT(*) FROM reactions r WHERE r.message = m.id) AS answers
             FROM places p JOIN messages m ON m.channel = p.channel AND m.seq >= p.seq JOIN channels c ON c.id = m.channel
               LEFT JOIN threads t ON t.root = m.id
             WHERE m.retracted_at IS NULL AND ", present!("$3"), "),
           ranked AS (
             SELECT id, channel, ROW_NUMBER() OVER (PARTITION BY channel ORDER BY answers DESC, id DESC) AS place
             FROM lively WHERE answers > 0)
           SELECT id, channel FROM ranked WHERE place <= $4 ORDER BY id"),
        postgres: concat!("WITH places AS (
             SELECT c.id AS channel, GREATEST(CAST(j.value ->> 1 AS BIGINT), c.last_seq - $1 + 1) AS seq
             FROM jsonb_array_elements(CAST(CAST($2 AS TEXT) AS JSONB)) j JOIN channels c ON c.id = CAST(j.value ->> 0 AS UUID)),
           lively AS (
             SELECT m.id, m.channel, COALESCE(t.last_seq - t.cleared_seq + t.kept, 0) + (SELECT COUNT(*) FROM reactions r WHERE r.message = m.id) AS answers
             FROM places p JOIN messages m ON m.channel = p.channel AND m.seq >= p.seq JOIN channels c ON c.id = m.channel
               LEFT JOIN threads t ON t.root = m.id
             WHERE m.retracted_at IS NULL AND ", present!("$3"), "),
           ranked AS (
             SELECT id, channel, ROW_NUMBER() OVER (PARTITION BY channel ORDER BY answers DESC, id DESC) AS place
             FROM lively WHERE answers > 0)
           SELECT id, channel FROM ranked WHERE place <= $4 ORDER BY id"),
    }
    .bind(LOOK_BACK)
    .bind(place_list(places))
    .bind(now)
    .bind(count)
    .all(on)
    .await
}

/// The messages at some places.
pub async fn at(on: impl Reads, places: &[Place]) -> DbResult<Vec<(ChannelId, MessageId)>> {
    sql! {
        sqlite: "SELECT m.channel, m.id FROM json_each($1) j
           JOIN messages m ON m.channel = unhex(j.value ->> 0) AND m.seq = CAST(j.value ->> 1 AS INTEGER)",
        postgres: "SELECT m.channel, m.id FROM jsonb_array_elements(CAST(CAST($1 AS TEXT) AS JSONB)) j
           JOIN messages m ON m.channel = CAST(j.value ->> 0 AS UUID) AND m.seq = CAST(j.value ->> 1 AS BIGINT)",
    }
    .bind(place_list(places))
    .all(on)
    .await
}

/// Places as a parameter: `[["…", 12], …]`.
fn place_list(places: &[Place]) -> String {
    let pairs: Vec<String> = places
        .iter()
        .map(|it| format!("[\"{}\",{}]", it.channel.uuid().simple(), it.seq))
        .collect();
    format!("[{}]", pairs.join(","))
}
