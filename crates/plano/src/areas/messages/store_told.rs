// SPDX-License-Identifier: EUPL-1.2
//! The SQL of whom a message concerns.

use base::{Id, Timestamp, kind};
use db::{DbResult, Reads, row, sql};

use super::{model::ChannelKind, store_places::present};

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
    is_followed_by_some,
});

/// See [`MessageRow`].
pub async fn find(on: impl Reads, message: MessageId) -> DbResult<Option<MessageRow>> {
    let now = on.time();
    sql!(concat!(
        "SELECT m.author, m.automate, m.channel, c.project, c.kind, m.seq, m.thread, m.thread_seq, m.retracted_at IS NOT NULL,
           EXISTS (SELECT 1 FROM mentions n WHERE n.message = m.id),
           EXISTS (SELECT 1 FROM channel_readers r WHERE r.channel = m.channel AND r.attention = 'all')
         FROM messages m JOIN channels c ON c.id = m.channel WHERE ",
        present!("$1"),
        " AND m.id = $2"
    ))
    .bind(now)
    .bind(message)
    .optional(on)
    .await
}

/// The channel of a message.
pub async fn channel_of(on: impl Reads, message: MessageId) -> DbResult<Option<ChannelId>> {
    sql!("SELECT channel FROM messages WHERE id = $1")
        .bind(message)
        .optional_value(on)
        .await
}

/// Why a message concerns someone, the strongest reason first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reason {
    /// It names him, by himself, by a group, or with everyone.
    Mentioned,
    /// He is one of the others of a conversation.
    Direct,
    /// He follows its thread, and has not read up to there: whoever has answered later has.
    Following,
    /// He asked to be told of everything.
    All,
}

impl Reason {
    /// By its number in the statement below.
    const fn of(number: i64) -> Self {
        match number {
            1 => Self::Mentioned,
            2 => Self::Direct,
            3 => Self::Following,
            _ => Self::All,
        }
    }
}

/// Those whom a message concerns, who may read it and want to be told, after one of them, in the order of their ids. One
/// statement, however many there are.
pub async fn concerned(
    on: impl Reads,
    message: MessageId,
    row: &MessageRow,
    after: AccountId,
    now: Timestamp,
    most: i64,
) -> DbResult<Vec<(AccountId, Reason)>> {
    let found: Vec<(AccountId, i64)> = sql!(
        "WITH named AS (SELECT n.account, n.group_id FROM mentions n WHERE n.message = $1),
         candidates AS (
           SELECT n.account, 1 AS reason FROM named n WHERE n.account IS NOT NULL
           UNION ALL
           SELECT g.account, 1 FROM named n JOIN group_memberships g ON g.group_id = n.group_id
           UNION ALL
           SELECT e.account, 1 FROM channel_audience e
             WHERE e.channel = $2 AND EXISTS (SELECT 1 FROM named n WHERE n.account IS NULL AND n.group_id IS NULL)
           UNION ALL
           SELECT p.account, 2 FROM channels c JOIN channel_people p ON p.channel = c.id
             WHERE c.id = $2 AND c.kind = 'direct' AND p.account IS NOT NULL
           UNION ALL
           SELECT t.account, 3 FROM thread_readers t WHERE t.thread = $3 AND t.attention = 'followed' AND t.read_seq < $4
           UNION ALL
           SELECT r.account, 4 FROM channel_readers r WHERE r.channel = $2 AND r.attention = 'all')
         SELECT k.account, CAST(MIN(k.reason) AS BIGINT) FROM candidates k JOIN account_states s ON s.id = k.account
         WHERE k.account > $5 AND k.account <> $6 AND s.status <> 'deactivated'
           AND NOT EXISTS (SELECT 1 FROM thread_readers t WHERE t.thread = $3 AND t.account = k.account AND t.attention = 'muted')
           -- Nothing is nothing, followed threads included; a conversation that is muted or for mentions tells of mentions.
           AND NOT EXISTS (SELECT 1 FROM channel_readers r WHERE r.channel = $2 AND r.account = k.account
             AND (r.attention = 'nothing'
               OR k.reason = 2 AND (r.attention = 'mentions' OR r.is_muted AND r.attention IS NULL)))
           AND EXISTS (SELECT 1 FROM channel_audience a WHERE a.channel = $2 AND a.account = k.account AND a.until > $7)
         GROUP BY k.account ORDER BY k.account LIMIT $8"
    )
    .bind(message)
    .bind(row.channel)
    .bind(row.thread)
    .bind(row.thread_seq)
    .bind(after)
    // Whoever made the program that posted it is told like the others.
    .bind(if row.automate.is_some() { AccountId::MIN } else { row.author })
    .bind(now)
    .bind(most)
    .all(on)
    .await?;
    Ok(found
        .into_iter()
        .map(|(account, number)| (account, Reason::of(number)))
        .collect())
}

/// A message with where it is.
pub struct LineRow {
    pub id: MessageId,
    pub channel: ChannelId,
    pub channel_name: String,
    pub project: Option<Id<kind::Project>>,
    pub body: String,
    pub is_retracted: bool,
}
row!(LineRow {
    id,
    channel,
    channel_name,
    project,
    body,
    is_retracted,
});

/// Several messages with where they are.
pub async fn lines(on: impl Reads, messages: &[MessageId]) -> DbResult<Vec<LineRow>> {
    let now = on.time();
    macro_rules! lines {
        ($list:literal) => {
            concat!(
                "SELECT m.id, m.channel, c.name, c.project, CASE WHEN m.body = '' THEN COALESCE(f.body, '') ELSE m.body END, m.retracted_at IS NOT NULL
                 FROM messages m JOIN channels c ON c.id = m.channel LEFT JOIN message_forwards f ON f.message = m.id WHERE ",
                present!("$1"),
                " AND m.id IN (",
                $list,
                ")"
            )
        };
    }
    sql! {
        sqlite: lines!("SELECT unhex(value) FROM json_each($2)"),
        postgres: lines!("SELECT CAST(value AS UUID) FROM jsonb_array_elements_text(CAST(CAST($2 AS TEXT) AS JSONB))"),
    }
    .bind(now)
    .bind(db::id_list(messages))
    .all(on)
    .await
}
