// SPDX-License-Identifier: EUPL-1.2
//! Messages as they are read: each with what its thread and its pin say, and the signs under it.

use access::{Grant, Read};
use base::{Id, PageSize, Timestamp, kind};
use db::{DbResult, Reads, row, sql};
use uuid::Uuid;

use super::{
    model::{MessageKind, REACTION_PEOPLE_MAX},
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

/// One person's sign under a message: of each sign those of the first people, and one's own.
pub struct ReactionRow {
    pub message: MessageId,
    pub emoji: String,
    pub account: AccountId,
    /// Its place among those of this sign.
    pub place: i64,
    /// How many there are of this sign.
    pub count: i64,
}
row!(ReactionRow {
    message,
    emoji,
    account,
    place,
    count,
});

/// The signs under those messages that the statement in the middle finds, the first ones first: of each so many at most, and
/// those of one person in any case.
macro_rules! signs {
    ($from:literal, $most:literal, $me:literal $(,)?) => {
        concat!(
            "SELECT message, emoji, account, place, many FROM (
               SELECT r.message, r.emoji, r.account, r.at,
                 ROW_NUMBER() OVER (PARTITION BY r.message, r.emoji ORDER BY r.at, r.account) AS place,
                 COUNT(*) OVER (PARTITION BY r.message, r.emoji) AS many,
                 MIN(r.at) OVER (PARTITION BY r.message, r.emoji) AS began
               FROM ",
            $from,
            ") s WHERE place <= ",
            $most,
            " OR account = ",
            $me,
            " ORDER BY began, emoji, place"
        )
    };
}

/// The signs under the messages of a channel from one place to another, both included, the first ones first; `me`: whose own
/// are among them in any case.
pub async fn reactions_between(
    on: impl Reads,
    me: Option<AccountId>,
    channel: ChannelId,
    first: i64,
    last: i64,
) -> DbResult<Vec<ReactionRow>> {
    sql!(signs!(
        "messages m JOIN reactions r ON r.message = m.id WHERE m.channel = $1 AND m.seq >= $2 AND m.seq <= $3",
        "$4",
        "$5",
    ))
    .bind(channel)
    .bind(first)
    .bind(last)
    .bind(REACTION_PEOPLE_MAX)
    .bind(me)
    .all(on)
    .await
}

/// The signs under the answers of a thread from one place to another, both included.
pub async fn reactions_of_answers(
    on: impl Reads,
    me: Option<AccountId>,
    root: MessageId,
    first: i64,
    last: i64,
) -> DbResult<Vec<ReactionRow>> {
    sql!(signs!(
        "messages m JOIN reactions r ON r.message = m.id WHERE m.thread = $1 AND m.thread_seq >= $2 AND m.thread_seq <= $3",
        "$4",
        "$5",
    ))
    .bind(root)
    .bind(first)
    .bind(last)
    .bind(REACTION_PEOPLE_MAX)
    .bind(me)
    .all(on)
    .await
}

/// The signs under one message.
pub async fn reactions_of(
    on: impl Reads,
    me: Option<AccountId>,
    message: MessageId,
) -> DbResult<Vec<ReactionRow>> {
    sql!(signs!("reactions r WHERE r.message = $1", "$2", "$3"))
        .bind(message)
        .bind(REACTION_PEOPLE_MAX)
        .bind(me)
        .all(on)
        .await
}

/// With which signs someone answered a message, in the order of their characters.
pub async fn signed_by(on: impl Reads, account: AccountId, message: MessageId) -> DbResult<Vec<String>> {
    sql!("SELECT emoji FROM reactions WHERE message = $1 AND account = $2 ORDER BY emoji")
        .bind(message)
        .bind(account)
        .values(on)
        .await
}

/// The signs under the messages pinned to a channel.
pub async fn reactions_of_pinned(
    on: impl Reads,
    me: Option<AccountId>,
    channel: ChannelId,
) -> DbResult<Vec<ReactionRow>> {
    sql!(signs!(
        "pins p JOIN reactions r ON r.message = p.message WHERE p.channel = $1",
        "$2",
        "$3",
    ))
    .bind(channel)
    .bind(REACTION_PEOPLE_MAX)
    .bind(me)
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

/// The signs under several messages.
pub async fn reactions_of_all(
    on: impl Reads,
    me: Option<AccountId>,
    messages: &[MessageId],
) -> DbResult<Vec<ReactionRow>> {
    sql! {
        sqlite: signs!("reactions r WHERE r.message IN (SELECT unhex(value) FROM json_each($1))", "$2", "$3"),
        postgres: signs!(
            "reactions r WHERE r.message IN (SELECT CAST(value AS UUID) FROM jsonb_array_elements_text(CAST(CAST($1 AS TEXT) AS JSONB)))",
            "$2",
            "$3",
        ),
    }
    .bind(db::id_list(messages))
    .bind(REACTION_PEOPLE_MAX)
    .bind(me)
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
