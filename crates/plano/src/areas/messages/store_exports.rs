// SPDX-License-Identifier: EUPL-1.2
//! The SQL by which what was said is taken away.

use access::{Grant, Read};
use base::{Id, Timestamp, kind};
use db::{DbResult, Reads, row, sql};

use super::store_places::{Channel, present};

/// How many entries a log has in a period, and how many bytes of text, what they pass on included.
pub async fn log_size(
    on: impl Reads,
    log: &Grant<Read, Channel>,
    (from, to): (Timestamp, Timestamp),
) -> DbResult<(i64, i64)> {
    sql!(
        "SELECT COUNT(*), CAST(COALESCE(SUM(OCTET_LENGTH(m.body) + COALESCE(OCTET_LENGTH(f.body), 0)), 0) AS BIGINT)
         FROM messages m LEFT JOIN message_forwards f ON f.message = m.id
         WHERE m.channel = $1 AND m.seq IS NOT NULL AND m.posted_at >= $2 AND m.posted_at < $3"
    )
    .bind(log.id())
    .bind(from)
    .bind(to)
    .one(on)
    .await
}

/// An entry of a log.
pub struct EntryRow {
    pub seq: i64,
    pub posted_at: Timestamp,
    pub author: Id<kind::Account>,
    /// What he was called when he wrote it.
    pub author_name: Option<String>,
    pub automate: Option<String>,
    pub body: String,
    pub quoted_seq: Option<i64>,
    /// What it passes on: when that was posted, by whom, by which program for him, what it said.
    pub passed_at: Option<Timestamp>,
    pub passed_author: Option<Id<kind::Account>>,
    pub passed_author_name: Option<String>,
    pub passed_automate: Option<String>,
    pub passed_body: Option<String>,
}
row!(EntryRow {
    seq,
    posted_at,
    author,
    author_name,
    automate,
    body,
    quoted_seq,
    passed_at,
    passed_author,
    passed_author_name,
    passed_automate,
    passed_body,
});

/// The entries of a log in a period after a number, in order, at most `count`.
pub async fn log_entries(
    on: impl Reads,
    log: &Grant<Read, Channel>,
    after: i64,
    (from, to): (Timestamp, Timestamp),
    count: i64,
) -> DbResult<Vec<EntryRow>> {
    sql!(
        "SELECT m.seq, m.posted_at, m.author, m.author_name, m.automate, m.body, q.seq, f.posted_at, f.author, f.author_name, f.automate, f.body
         FROM messages m LEFT JOIN messages q ON q.id = m.quotes AND q.channel = m.channel
           LEFT JOIN message_forwards f ON f.message = m.id
         WHERE m.channel = $1 AND m.seq > $2 AND m.posted_at >= $3 AND m.posted_at < $4 ORDER BY m.seq LIMIT $5"
    )
    .bind(log.id())
    .bind(after)
    .bind(from)
    .bind(to)
    .bind(count)
    .all(on)
    .await
}

/// What the authors of these entries of a log were called when they wrote them.
pub async fn names_of_then(
    on: impl Reads,
    channel: &Grant<Read, Channel>,
    (first, last): (i64, i64),
) -> DbResult<Vec<(Id<kind::Message>, String)>> {
    sql!(
        "SELECT id, author_name FROM messages
         WHERE channel = $1 AND seq >= $2 AND seq <= $3 AND author_name IS NOT NULL ORDER BY seq"
    )
    .bind(channel.id())
    .bind(first)
    .bind(last)
    .all(on)
    .await
}

/// Which entries of a log in a period are corrected by which, whenever that was: pairs of numbers.
pub async fn log_corrections(
    on: impl Reads,
    log: &Grant<Read, Channel>,
    (from, to): (Timestamp, Timestamp),
) -> DbResult<Vec<(i64, i64)>> {
    sql!(
        "SELECT q.seq, m.seq FROM messages m JOIN messages q ON q.id = m.quotes AND q.channel = m.channel
         WHERE m.channel = $1 AND m.seq IS NOT NULL AND q.seq IS NOT NULL AND q.posted_at >= $2 AND q.posted_at < $3
         ORDER BY q.seq, m.seq"
    )
    .bind(log.id())
    .bind(from)
    .bind(to)
    .all(on)
    .await
}

/// What a message of a channel was before, with its version.
pub struct VersionRow {
    pub version: i64,
    pub body: String,
    pub replaced_at: Timestamp,
}
row!(VersionRow {
    version,
    body,
    replaced_at
});

/// What a message of a channel was before it was edited, after a version, the oldest first, at most `count`: it may have been
/// edited without end.
pub async fn versions_after(
    on: impl Reads,
    channel: &Grant<Read, Channel>,
    message: Id<kind::Message>,
    after: i64,
    count: i64,
) -> DbResult<Vec<VersionRow>> {
    let now = on.time();
    sql!(concat!(
        "SELECT v.version, v.body, v.replaced_at
         FROM message_versions v JOIN messages m ON m.id = v.message JOIN channels c ON c.id = m.channel WHERE ",
        present!("$1"),
        " AND m.channel = $2 AND v.message = $3 AND v.version > $4 ORDER BY v.version LIMIT $5"
    ))
    .bind(now)
    .bind(channel.id())
    .bind(message)
    .bind(after)
    .bind(count)
    .all(on)
    .await
}
