// SPDX-License-Identifier: EUPL-1.2
//! The SQL of the words of which people are told: each has his own, and reads nobody else's.

use base::{Id, Timestamp, kind};
use db::{DbResult, Reads, Tx, row, sql};

use super::{model::MessageKind, model_keywords::Keyword, store_places::present};

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
    pub thread: Option<MessageId>,
    pub kind: MessageKind,
    pub body: String,
    pub forwards: Option<MessageId>,
}
row!(SpokenRow {
    author,
    channel,
    thread,
    kind,
    body,
    forwards,
});

/// A message that was not taken away; none, if nobody has any words at all.
pub async fn spoken(on: impl Reads, message: MessageId) -> DbResult<Option<SpokenRow>> {
    let now = on.time();
    sql!(concat!(
        "SELECT CASE WHEN m.automate IS NULL THEN m.author END, m.channel, m.thread, m.kind, m.body, m.forwards FROM messages m
           JOIN channels c ON c.id = m.channel WHERE ",
        present!("$1"),
        " AND m.id = $2 AND m.retracted_at IS NULL AND EXISTS (SELECT 1 FROM keywords)"
    ))
    .bind(now)
    .bind(message)
    .optional(on)
    .await
}

/// The keywords, folded, that begin with any of these words (a list), whoever they are of.
pub async fn begun_by(on: impl Reads, words: &str) -> DbResult<Vec<String>> {
    sql! {
        sqlite: "SELECT DISTINCT k.folded FROM keywords k WHERE k.first IN (SELECT value FROM json_each($1))",
        postgres: "SELECT DISTINCT k.folded FROM keywords k
           WHERE k.first IN (SELECT value FROM jsonb_array_elements_text(CAST(CAST($1 AS TEXT) AS JSONB)))",
    }
    .bind(words)
    .values(on)
    .await
}

/// Those of a message's channel, after one of them and in the order of their ids, who want to be told of any of these keywords
/// (a list, folded) and of something there, which they have not muted, nor the message's thread; each keyword as he wrote it, in
/// his order. At most `most` rows.
pub async fn heard(
    on: impl Reads,
    message: &SpokenRow,
    keywords: &str,
    after: AccountId,
    now: Timestamp,
    most: i64,
) -> DbResult<Vec<(AccountId, String)>> {
    sql! {
        sqlite: "SELECT k.account, k.word FROM keywords k JOIN account_states s ON s.id = k.account
           WHERE k.folded IN (SELECT value FROM json_each($1)) AND k.account > $2 AND k.account <> $3 AND s.status <> 'deactivated'
             AND EXISTS (SELECT 1 FROM channel_audience a WHERE a.channel = $4 AND a.account = k.account AND a.until > $5)
             AND NOT EXISTS (SELECT 1 FROM channel_readers r
               WHERE r.channel = $4 AND r.account = k.account AND (r.attention = 'nothing' OR r.is_muted))
             AND NOT EXISTS (SELECT 1 FROM thread_readers t
               WHERE t.thread = $6 AND t.account = k.account AND t.attention = 'muted')
           ORDER BY k.account, k.place LIMIT $7",
        postgres: "SELECT k.account, k.word FROM keywords k JOIN account_states s ON s.id = k.account
           WHERE k.folded IN (SELECT value FROM jsonb_array_elements_text(CAST(CAST($1 AS TEXT) AS JSONB)))
             AND k.account > $2 AND k.account <> $3 AND s.status <> 'deactivated'
             AND EXISTS (SELECT 1 FROM channel_audience a WHERE a.channel = $4 AND a.account = k.account AND a.until > $5)
             AND NOT EXISTS (SELECT 1 FROM channel_readers r
               WHERE r.channel = $4 AND r.account = k.account AND (r.attention = 'nothing' OR r.is_muted))
             AND NOT EXISTS (SELECT 1 FROM thread_readers t
               WHERE t.thread = $6 AND t.account = k.account AND t.attention = 'muted')
           ORDER BY k.account, k.place LIMIT $7",
    }
    .bind(keywords)
    .bind(after)
    .bind(message.author.unwrap_or(AccountId::MIN))
    .bind(message.channel)
    .bind(now)
    .bind(message.thread)
    .bind(most)
    .all(on)
    .await
}
