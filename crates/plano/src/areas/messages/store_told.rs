// SPDX-License-Identifier: EUPL-1.2
//! The SQL of whom a message concerns.

use base::{Id, kind};
use db::{DbResult, Reads, row, sql};

use super::model::ChannelKind;

type MessageId = Id<kind::Message>;
type ChannelId = Id<kind::Channel>;
type AccountId = Id<kind::Account>;

/// What decides whom a message concerns, in one statement: most concern nobody in particular.
pub struct MessageRow {
    pub author: AccountId,
    pub automate: Option<String>,
    pub channel: ChannelId,
    pub project: Option<Id<kind::Project>>,
    pub kind: ChannelKind,
    pub seq: Option<i64>,
    pub thread: Option<MessageId>,
    pub thread_seq: Option<i64>,
    pub is_retracted: bool,
    pub names_someone: bool,
    pub names_everyone: bool,
    pub is_followed_by_some: bool,
}
row!(MessageRow {
    author,
    automate,
    channel,
    project,
    kind,
    seq,
    thread,
    thread_seq,
    is_retracted,
    names_someone,
    names_everyone,
    is_followed_by_some,
});

/// See [`MessageRow`].
pub async fn find(on: impl Reads, message: MessageId) -> DbResult<Option<MessageRow>> {
    sql!(
        "SELECT m.author, m.automate, m.channel, c.project, c.kind, m.seq, m.thread, m.thread_seq, m.retracted_at IS NOT NULL,
           EXISTS (SELECT 1 FROM mentions n WHERE n.message = m.id),
           EXISTS (SELECT 1 FROM mentions n WHERE n.message = m.id AND n.account IS NULL AND n.group_id IS NULL),
           EXISTS (SELECT 1 FROM channel_readers r WHERE r.channel = m.channel AND r.attention = 'all')
         FROM messages m JOIN channels c ON c.id = m.channel WHERE m.id = $1"
    )
    .bind(message)
    .optional(on)
    .await
}

/// The people a message names, by themselves or by a group, who want to be told.
pub async fn mentioned(on: impl Reads, message: MessageId) -> DbResult<Vec<AccountId>> {
    sql!(
        "SELECT s.id FROM account_states s WHERE s.status <> 'deactivated'
           AND (s.id IN (SELECT n.account FROM mentions n WHERE n.message = $1 AND n.account IS NOT NULL)
             OR s.id IN (SELECT g.account FROM mentions n JOIN group_memberships g ON g.group_id = n.group_id WHERE n.message = $1))
           AND NOT EXISTS (SELECT 1 FROM messages m JOIN channel_readers r ON r.channel = m.channel
             WHERE m.id = $1 AND r.account = s.id AND r.attention = 'nothing')
           AND NOT EXISTS (SELECT 1 FROM messages m JOIN thread_readers t ON t.thread = m.thread
             WHERE m.id = $1 AND t.account = s.id AND t.attention = 'muted')
         ORDER BY s.id"
    )
    .bind(message)
    .values(on)
    .await
}

/// The people of a private channel or conversation, each once.
pub async fn people(on: impl Reads, channel: ChannelId) -> DbResult<Vec<AccountId>> {
    sql!(
        "SELECT account FROM channel_people WHERE channel = $1 AND account IS NOT NULL
         UNION
         SELECT g.account FROM channel_people p JOIN group_memberships g ON g.group_id = p.group_id WHERE p.channel = $1
         ORDER BY 1"
    )
    .bind(channel)
    .values(on)
    .await
}

/// Those who want to be told of nothing in a channel.
pub async fn told_nothing(on: impl Reads, channel: ChannelId) -> DbResult<Vec<AccountId>> {
    sql!("SELECT account FROM channel_readers WHERE channel = $1 AND attention = 'nothing'")
        .bind(channel)
        .values(on)
        .await
}

/// Those who want to be told of everything in a channel.
pub async fn told_all(on: impl Reads, channel: ChannelId) -> DbResult<Vec<AccountId>> {
    sql!("SELECT account FROM channel_readers WHERE channel = $1 AND attention = 'all' ORDER BY account")
        .bind(channel)
        .values(on)
        .await
}

/// Those who follow a thread and have not read it up to `seq`: whoever has answered later has.
pub async fn followers(on: impl Reads, thread: MessageId, seq: i64) -> DbResult<Vec<AccountId>> {
    sql!(
        "SELECT account FROM thread_readers WHERE thread = $1 AND attention = 'followed' AND read_seq < $2 ORDER BY account"
    )
    .bind(thread)
    .bind(seq)
    .values(on)
    .await
}

/// A message with where it is.
pub struct LineRow {
    pub id: MessageId,
    pub channel: ChannelId,
    pub channel_name: String,
    pub project: Option<Id<kind::Project>>,
    pub body: String,
}
row!(LineRow {
    id,
    channel,
    channel_name,
    project,
    body,
});

/// Several messages with where they are.
pub async fn lines(on: impl Reads, messages: &[MessageId]) -> DbResult<Vec<LineRow>> {
    sql! {
        sqlite: "SELECT m.id, m.channel, c.name, c.project, m.body FROM messages m JOIN channels c ON c.id = m.channel
           WHERE m.id IN (SELECT unhex(value) FROM json_each($1))",
        postgres: "SELECT m.id, m.channel, c.name, c.project, m.body FROM messages m JOIN channels c ON c.id = m.channel
           WHERE m.id IN (SELECT CAST(value AS UUID) FROM jsonb_array_elements_text(CAST(CAST($1 AS TEXT) AS JSONB)))",
    }
    .bind(db::id_list(messages))
    .all(on)
    .await
}
