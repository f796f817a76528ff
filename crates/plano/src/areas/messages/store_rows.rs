// SPDX-License-Identifier: EUPL-1.2
//! Messages as they are read: each with what its thread and its pin say, and the signs under it.

use access::{Grant, Read};
use base::{Id, PageSize, Timestamp, kind};
use db::{DbResult, Reads, row, sql};
use uuid::Uuid;

use super::{
    model::MessageKind,
    store_places::{Channel, Message, present},
};

type MessageId = Id<kind::Message>;
type ChannelId = Id<kind::Channel>;
type AccountId = Id<kind::Account>;

/// A message's row, with what its thread and its pin say.
pub struct MessageRow {
    pub id: MessageId,
    pub channel: ChannelId,
    pub seq: Option<i64>,
    pub thread: Option<MessageId>,
    pub thread_seq: Option<i64>,
    pub author: AccountId,
    pub automate: Option<String>,
    pub draft: Uuid,
    pub kind: MessageKind,
    pub body: String,
    pub quotes: Option<MessageId>,
    pub forwards: Option<MessageId>,
    pub posted_at: Timestamp,
    pub edited_at: Option<Timestamp>,
    pub retracted_at: Option<Timestamp>,
    pub version: i64,
    pub is_pinned: bool,
    pub answers: Option<i64>,
    pub answered_at: Option<Timestamp>,
    pub answerers: Option<String>,
    pub resolved_at: Option<Timestamp>,
}
row!(MessageRow {
    id,
    channel,
    seq,
    thread,
    thread_seq,
    author,
    automate,
    draft,
    kind,
    body,
    quotes,
    forwards,
    posted_at,
    edited_at,
    retracted_at,
    version,
    is_pinned,
    answers,
    answered_at,
    answerers,
    resolved_at,
});

/// The columns of a [`MessageRow`], of those messages that the rest of the statement says, as far as they are there at the
/// instant of the first parameter.
macro_rules! columns {
    () => {
        concat!(
        "SELECT m.id, m.channel, m.seq, m.thread, m.thread_seq, m.author, m.automate, m.draft, m.kind, m.body, m.quotes, m.forwards, m.posted_at,
           m.edited_at, m.retracted_at, m.version, p.message IS NOT NULL, NULLIF(t.last_seq - t.cleared_seq + t.kept, 0),
           t.last_posted_at, t.people, t.resolved_at
         FROM messages m JOIN channels c ON c.id = m.channel LEFT JOIN threads t ON t.root = m.id LEFT JOIN pins p ON p.message = m.id
         WHERE ",
            present!("$1"),
            " AND "
        )
    };
}

macro_rules! rows {
    ($which:literal) => {
        sql!(concat!(columns!(), $which))
    };
    (sqlite: $sqlite:literal, postgres: $postgres:literal $(,)?) => {
        sql! { sqlite: concat!(columns!(), $sqlite), postgres: concat!(columns!(), $postgres) }
    };
}

/// One message.
pub async fn find(on: impl Reads, message: &Grant<Read, Message>) -> DbResult<Option<MessageRow>> {
    row_of(on, message.id()).await
}

/// The same where the caller has established the permission otherwise: it has just been posted, or is told to those who may.
pub async fn row_of(on: impl Reads, message: MessageId) -> DbResult<Option<MessageRow>> {
    let now = on.time();
    rows!("m.id = $2").bind(now).bind(message).optional(on).await
}

/// Messages of a channel before a place, the newest first; `before` itself is not among them.
pub async fn before(
    on: impl Reads,
    channel: &Grant<Read, Channel>,
    before: i64,
    size: PageSize,
) -> DbResult<Vec<MessageRow>> {
    let now = on.time();
    rows!("m.channel = $2 AND m.seq < $3 ORDER BY m.seq DESC LIMIT $4")
        .bind(now)
        .bind(channel.id())
        .bind(before)
        .bind(size.and_one())
        .all(on)
        .await
}

/// Messages of a channel after a place, the oldest first; `after` itself is not among them.
pub async fn after(
    on: impl Reads,
    channel: &Grant<Read, Channel>,
    after: i64,
    size: PageSize,
) -> DbResult<Vec<MessageRow>> {
    let now = on.time();
    rows!("m.channel = $2 AND m.seq > $3 ORDER BY m.seq LIMIT $4")
        .bind(now)
        .bind(channel.id())
        .bind(after)
        .bind(size.and_one())
        .all(on)
        .await
}

/// Answers in the thread of `root` after a place, the oldest first.
pub async fn answers(
    on: impl Reads,
    root: &Grant<Read, Message>,
    after: i64,
    size: PageSize,
) -> DbResult<Vec<MessageRow>> {
    let now = on.time();
    rows!("m.thread = $2 AND m.thread_seq > $3 ORDER BY m.thread_seq LIMIT $4")
        .bind(now)
        .bind(root.id())
        .bind(after)
        .bind(size.and_one())
        .all(on)
        .await
}

/// The messages pinned to a channel, the last pinned first, at most `size`.
pub async fn pinned(
    on: impl Reads,
    channel: &Grant<Read, Channel>,
    size: PageSize,
) -> DbResult<Vec<MessageRow>> {
    let now = on.time();
    rows!("p.channel = $2 ORDER BY p.pinned_at DESC LIMIT $3")
        .bind(now)
        .bind(channel.id())
        .bind(size.and_one())
        .all(on)
        .await
}

/// The decisions of some channels (a list of ids), the newest first, before one.
pub async fn decisions(
    on: impl Reads,
    channels: &str,
    before: MessageId,
    size: PageSize,
) -> DbResult<Vec<MessageRow>> {
    let now = on.time();
    rows! {
        sqlite: "m.kind = 'decision' AND m.retracted_at IS NULL AND m.id < $2
             AND m.channel IN (SELECT unhex(value) FROM json_each($3))
           ORDER BY m.id DESC LIMIT $4",
        postgres: "m.kind = 'decision' AND m.retracted_at IS NULL AND m.id < $2
             AND m.channel IN (SELECT CAST(value AS UUID) FROM jsonb_array_elements_text(CAST(CAST($3 AS TEXT) AS JSONB)))
           ORDER BY m.id DESC LIMIT $4",
    }
    .bind(now)
    .bind(before)
    .bind(channels)
    .bind(size.and_one())
    .all(on)
    .await
}

/// Several messages.
pub async fn rows_of(on: impl Reads, messages: &[MessageId]) -> DbResult<Vec<MessageRow>> {
    let now = on.time();
    rows! {
        sqlite: "m.id IN (SELECT unhex(value) FROM json_each($2))",
        postgres: "m.id IN (SELECT CAST(value AS UUID) FROM jsonb_array_elements_text(CAST(CAST($2 AS TEXT) AS JSONB)))",
    }
    .bind(now)
    .bind(db::id_list(messages))
    .all(on)
    .await
}

/// Which of some entries of logs are corrected or completed by which: the entry, and the id and number of the later one, in their
/// order.
pub async fn corrections(
    on: impl Reads,
    entries: &[MessageId],
) -> DbResult<Vec<(MessageId, MessageId, i64)>> {
    sql! {
        sqlite: "SELECT m.quotes, m.id, m.seq FROM messages m JOIN messages e ON e.id = m.quotes AND e.channel = m.channel
           WHERE m.kind = 'entry' AND m.quotes IN (SELECT unhex(value) FROM json_each($1)) ORDER BY m.seq",
        postgres: "SELECT m.quotes, m.id, m.seq FROM messages m JOIN messages e ON e.id = m.quotes AND e.channel = m.channel
           WHERE m.kind = 'entry' AND m.quotes IN (SELECT CAST(value AS UUID) FROM jsonb_array_elements_text(CAST(CAST($1 AS TEXT) AS JSONB)))
           ORDER BY m.seq",
    }
    .bind(db::id_list(entries))
    .all(on)
    .await
}
