// SPDX-License-Identifier: EUPL-1.2
//! The SQL of the words of which people are told: each has his own, and reads nobody else's.

use base::{Id, kind};
use db::{DbResult, Reads, Tx, row, sql};

use super::{model::MessageKind, model_keywords::Keyword};

type AccountId = Id<kind::Account>;
type MessageId = Id<kind::Message>;

/// Someone's words, in his order.
pub async fn words(on: impl Reads, account: AccountId) -> DbResult<Vec<String>> {
    sql!("SELECT word FROM keywords WHERE account = $1 ORDER BY place")
        .bind(account)
        .values(on)
        .await
}

/// Gives someone these words instead of those he had.
pub async fn set(tx: &mut Tx, account: AccountId, keywords: &[Keyword]) -> DbResult<()> {
    let forgotten = sql!("DELETE FROM keywords WHERE account = $1").bind(account);
    let kept = (0_i64..).zip(keywords).map(|(place, it)| {
        sql!("INSERT INTO keywords (account, folded, word, first, place) VALUES ($1, $2, $3, $4, $5)")
            .bind(account)
            .bind(it.folded.as_str())
            .bind(it.word.as_str())
            .bind(it.first())
            .bind(place)
    });
    tx.each(std::iter::once(forgotten).chain(kept).collect())
        .await
        .map(drop)
}

/// A message as its words are looked at.
pub struct SpokenRow {
    /// `None`: a program posted it, and whoever made that is told like the others.
    pub author: Option<AccountId>,
    pub channel: Id<kind::Channel>,
    pub kind: MessageKind,
    pub body: String,
    pub forwards: Option<MessageId>,
}
row!(SpokenRow {
    author,
    channel,
    kind,
    body,
    forwards,
});

/// A message that was not taken away; none, if nobody has any words at all.
pub async fn spoken(on: impl Reads, message: MessageId) -> DbResult<Option<SpokenRow>> {
    sql!(
        "SELECT CASE WHEN m.automate IS NULL THEN m.author END, m.channel, m.kind, m.body, m.forwards FROM messages m
         WHERE m.id = $1 AND m.retracted_at IS NULL AND EXISTS (SELECT 1 FROM keywords)"
    )
    .bind(message)
    .optional(on)
    .await
}

/// Whether any of these words (a list) begins a keyword of somebody but `author`.
pub async fn is_any(on: impl Reads, author: Option<AccountId>, words: &str) -> DbResult<bool> {
    let found: Option<String> = sql! {
        sqlite: "SELECT k.first FROM keywords k WHERE k.first IN (SELECT value FROM json_each($1)) AND k.account <> $2 LIMIT 1",
        postgres: "SELECT k.first FROM keywords k
           WHERE k.first IN (SELECT value FROM jsonb_array_elements_text(CAST(CAST($1 AS TEXT) AS JSONB))) AND k.account <> $2 LIMIT 1",
    }
    .bind(words)
    .bind(author.unwrap_or(AccountId::MIN))
    .optional_value(on)
    .await?;
    Ok(found.is_some())
}

/// A keyword that begins with a word of a message.
pub struct HeardRow {
    pub account: AccountId,
    pub folded: String,
    pub word: String,
}
row!(HeardRow {
    account,
    folded,
    word
});

/// The keywords that begin with any of these words (a list), of those among `people` (a list of ids) who want to be told of
/// something in the message's channel, which they have not muted, nor the message's thread.
pub async fn heard(on: impl Reads, message: MessageId, words: &str, people: &str) -> DbResult<Vec<HeardRow>> {
    sql! {
        sqlite: "SELECT k.account, k.folded, k.word FROM keywords k JOIN account_states s ON s.id = k.account
           WHERE k.first IN (SELECT value FROM json_each($1)) AND k.account IN (SELECT unhex(value) FROM json_each($2))
             AND s.status <> 'deactivated'
             AND NOT EXISTS (SELECT 1 FROM messages m JOIN channel_readers r ON r.channel = m.channel
               WHERE m.id = $3 AND r.account = k.account AND (r.attention = 'nothing' OR r.is_muted))
             AND NOT EXISTS (SELECT 1 FROM messages m JOIN thread_readers t ON t.thread = m.thread
               WHERE m.id = $3 AND t.account = k.account AND t.attention = 'muted')
           ORDER BY k.account, k.place",
        postgres: "SELECT k.account, k.folded, k.word FROM keywords k JOIN account_states s ON s.id = k.account
           WHERE k.first IN (SELECT value FROM jsonb_array_elements_text(CAST(CAST($1 AS TEXT) AS JSONB)))
             AND k.account IN (SELECT CAST(value AS UUID) FROM jsonb_array_elements_text(CAST(CAST($2 AS TEXT) AS JSONB)))
             AND s.status <> 'deactivated'
             AND NOT EXISTS (SELECT 1 FROM messages m JOIN channel_readers r ON r.channel = m.channel
               WHERE m.id = $3 AND r.account = k.account AND (r.attention = 'nothing' OR r.is_muted))
             AND NOT EXISTS (SELECT 1 FROM messages m JOIN thread_readers t ON t.thread = m.thread
               WHERE m.id = $3 AND t.account = k.account AND t.attention = 'muted')
           ORDER BY k.account, k.place",
    }
    .bind(words)
    .bind(people)
    .bind(message)
    .all(on)
    .await
}
