// SPDX-License-Identifier: EUPL-1.2
//! The SQL of messages that pass others on.

use access::{Grant, Read};
use base::{Id, Timestamp, kind};
use db::{DbResult, Query, Reads, row, sql};

use super::{
    model::MessageKind,
    model_forward::Copied,
    store_places::{Message, present},
};

type MessageId = Id<kind::Message>;
type ChannelId = Id<kind::Channel>;
type AccountId = Id<kind::Account>;

/// What is passed on of a message: its own words, and what it passes on itself.
pub struct OriginRow {
    pub author: AccountId,
    pub automate: Option<String>,
    pub channel: ChannelId,
    pub kind: MessageKind,
    pub seq: Option<i64>,
    pub posted_at: Timestamp,
    pub body: String,
    pub forwards: Option<MessageId>,
}
row!(OriginRow {
    author,
    automate,
    channel,
    kind,
    seq,
    posted_at,
    body,
    forwards,
});

/// A message that was not taken away.
pub async fn origin(on: impl Reads, message: &Grant<Read, Message>) -> DbResult<Option<OriginRow>> {
    let now = on.time();
    sql!(concat!(
        "SELECT m.author, m.automate, m.channel, m.kind, m.seq, m.posted_at, m.body, m.forwards
         FROM messages m JOIN channels c ON c.id = m.channel WHERE ",
        present!("$1"),
        " AND m.id = $2 AND m.retracted_at IS NULL"
    ))
    .bind(now)
    .bind(message.id())
    .optional(on)
    .await
}

/// The statement that writes what a message passes on; with what its author is called, where that is to be known later.
pub fn insertion<'a>(message: MessageId, copied: &'a Copied, author_name: Option<&'a str>) -> Query<'a> {
    sql!(
        "INSERT INTO message_forwards (message, origin, author, automate, channel, kind, number, posted_at, body, author_name)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)"
    )
    .bind(message)
    .bind(copied.origin)
    .bind(copied.author)
    .bind(copied.automate.as_deref())
    .bind(copied.channel)
    .bind(copied.kind)
    .bind(copied.number)
    .bind(copied.posted_at)
    .bind(copied.body.as_str())
    .bind(author_name)
}

/// The statement after which a message passes nothing on.
pub fn removal(message: MessageId) -> Query<'static> {
    sql!("DELETE FROM message_forwards WHERE message = $1").bind(message)
}

/// What a message passes on.
pub struct ForwardRow {
    pub message: MessageId,
    pub origin: MessageId,
    pub author: AccountId,
    pub automate: Option<String>,
    pub channel: ChannelId,
    pub kind: MessageKind,
    pub number: Option<i64>,
    pub posted_at: Timestamp,
    pub body: String,
    pub is_gone: bool,
}
row!(ForwardRow {
    message,
    origin,
    author,
    automate,
    channel,
    kind,
    number,
    posted_at,
    body,
    is_gone,
});

/// What several messages pass on, those that do.
pub async fn of(on: impl Reads, messages: &[MessageId]) -> DbResult<Vec<ForwardRow>> {
    let now = on.time();
    macro_rules! forwards {
        ($list:literal) => {
            concat!(
                "SELECT f.message, f.origin, f.author, f.automate, f.channel, f.kind, f.number, f.posted_at, f.body,
                   NOT EXISTS (SELECT 1 FROM messages m JOIN channels c ON c.id = m.channel
                     WHERE m.id = f.origin AND m.retracted_at IS NULL AND ",
                present!("$1"),
                ") FROM message_forwards f WHERE f.message IN (",
                $list,
                ")"
            )
        };
    }
    sql! {
        sqlite: forwards!("SELECT unhex(value) FROM json_each($2)"),
        postgres: forwards!("SELECT CAST(value AS UUID) FROM jsonb_array_elements_text(CAST(CAST($2 AS TEXT) AS JSONB))"),
    }
    .bind(now)
    .bind(db::id_list(messages))
    .all(on)
    .await
}

/// Where a message was passed on, and by which messages; the latest, at most `count`.
pub async fn copies(on: impl Reads, origin: MessageId, count: i64) -> DbResult<Vec<(MessageId, ChannelId)>> {
    sql!(
        "SELECT m.id, m.channel FROM message_forwards f JOIN messages m ON m.id = f.message
         WHERE f.origin = $1 ORDER BY f.message DESC LIMIT $2"
    )
    .bind(origin)
    .bind(count)
    .all(on)
    .await
}
