// SPDX-License-Identifier: EUPL-1.2
//! The SQL by which messages are found. What decides who may find one stands in the index beside its words (`model_search.rs`).

use std::collections::HashMap;

use access::Signed;
use base::{Id, PageSize, Timestamp, kind};
use db::{DbResult, Dialect, Query, Reads, Tx, row, sql};

use super::{
    model::{ChannelKind, MessageKind},
    model_search::{Stands, indexed, searched},
    store_places::present,
};

type MessageId = Id<kind::Message>;
type ChannelId = Id<kind::Channel>;
type AccountId = Id<kind::Account>;
type ProjectId = Id<kind::Project>;

/// The statement by which a message that was written in this transaction is found from now on. `terms`: [`indexed`].
pub fn insertion<'a>(message: MessageId, terms: impl Into<db::Value<'a>>) -> Query<'a> {
    sql! {
        sqlite: "INSERT INTO message_search (terms, rowid) SELECT $1, place FROM message_places WHERE message = $2",
        postgres: "INSERT INTO message_search (terms, message, posted_at)
           SELECT CAST(CAST($1 AS TEXT) AS TSVECTOR), id, posted_at FROM messages WHERE id = $2",
    }
    .bind(terms)
    .bind(message)
}

/// The statement after which a message is not found any more.
pub fn removal(message: MessageId) -> Query<'static> {
    sql! {
        sqlite: "DELETE FROM message_search WHERE rowid = (SELECT place FROM message_places WHERE message = $1)",
        postgres: "DELETE FROM message_search WHERE message = $1",
    }
    .bind(message)
}

/// Finds the messages after `after` under their present words again, a few hundred at a time: how many, and the last of them.
///
/// # Errors
/// Whatever the database says.
pub async fn index_after(tx: &mut Tx, after: MessageId) -> DbResult<(usize, Option<MessageId>)> {
    let rows: Vec<ToIndex> = sql!(
        "SELECT m.id, m.channel, c.project, c.kind, m.author, m.body, m.retracted_at IS NOT NULL
         FROM messages m JOIN channels c ON c.id = m.channel WHERE m.id > $1 ORDER BY m.id LIMIT 200"
    )
    .bind(after)
    .all(&mut *tx)
    .await?;
    let ids: Vec<MessageId> = rows.iter().map(|it| it.id).collect();
    let mut more: HashMap<MessageId, Vec<String>> = HashMap::new();
    for (message, text) in beside(&mut *tx, &ids).await? {
        more.entry(message).or_default().push(text);
    }
    let mut queries = Vec::with_capacity(rows.len() * 2);
    for row in &rows {
        queries.push(removal(row.id));
        if !row.is_retracted {
            let stands = Stands {
                channel: row.channel,
                project: row.project,
                kind: row.kind,
            };
            let more = more.get(&row.id).into_iter().flatten().map(String::as_str);
            let text = searched(&row.body, more);
            queries.push(insertion(row.id, indexed(stands, row.author, &text)));
        }
    }
    tx.each(queries).await?;
    Ok((
        rows.iter().filter(|it| !it.is_retracted).count(),
        rows.last().map(|it| it.id),
    ))
}

/// What some messages are found by beside their own words: the options of their polls, what they pass on.
pub async fn beside(on: impl Reads, messages: &[MessageId]) -> DbResult<Vec<(MessageId, String)>> {
    sql! {
        sqlite: "SELECT message, body FROM (
             SELECT o.message, o.place, o.body FROM poll_options o WHERE o.message IN (SELECT unhex(value) FROM json_each($1))
             UNION ALL
             SELECT f.message, 0, f.body FROM message_forwards f WHERE f.message IN (SELECT unhex(value) FROM json_each($1))) texts
           ORDER BY message, place",
        postgres: "SELECT message, body FROM (
             SELECT o.message, o.place, o.body FROM poll_options o
             WHERE o.message IN (SELECT CAST(value AS UUID) FROM jsonb_array_elements_text(CAST(CAST($1 AS TEXT) AS JSONB)))
             UNION ALL
             SELECT f.message, 0, f.body FROM message_forwards f
             WHERE f.message IN (SELECT CAST(value AS UUID) FROM jsonb_array_elements_text(CAST(CAST($1 AS TEXT) AS JSONB)))) texts
           ORDER BY message, place",
    }
    .bind(db::id_list(messages))
    .all(on)
    .await
}

struct ToIndex {
    id: MessageId,
    channel: ChannelId,
    project: Option<ProjectId>,
    kind: ChannelKind,
    author: AccountId,
    body: String,
    is_retracted: bool,
}
row!(ToIndex {
    id,
    channel,
    project,
    kind,
    author,
    body,
    is_retracted,
});

/// The private channels and conversations that someone is in, each with its project. Whether he may read messages there at
/// all is for the caller to have asked.
pub async fn named_in(on: impl Reads, me: Signed) -> DbResult<Vec<(ChannelId, Option<ProjectId>)>> {
    sql!(
        "SELECT c.id, c.project FROM channel_people p JOIN channels c ON c.id = p.channel
           WHERE p.account = $1 AND c.kind IN ('private', 'direct')
         UNION
         SELECT c.id, c.project FROM group_memberships g JOIN channel_people p ON p.group_id = g.group_id
           JOIN channels c ON c.id = p.channel WHERE g.account = $1 AND c.kind IN ('private', 'direct')"
    )
    .bind(me.account)
    .all(on)
    .await
}

/// What is asked of the index.
pub struct Asked {
    /// Of each list a message has one term; the first says where one may look.
    pub terms: Vec<Vec<String>>,
    pub from: Option<Timestamp>,
    pub to: Option<Timestamp>,
    /// Only what comes before this one.
    pub before: Option<MessageId>,
}

/// A message that was found.
pub struct FoundRow {
    pub id: MessageId,
    pub channel: ChannelId,
    pub project: Option<ProjectId>,
    pub channel_kind: ChannelKind,
    pub seq: Option<i64>,
    pub thread: Option<MessageId>,
    pub author: AccountId,
    pub automate: Option<String>,
    pub kind: MessageKind,
    pub posted_at: Timestamp,
    pub body: String,
    pub forwards: Option<MessageId>,
}
row!(FoundRow {
    id,
    channel,
    project,
    channel_kind,
    seq,
    thread,
    author,
    automate,
    kind,
    posted_at,
    body,
    forwards,
});

/// Of what was posted in the asked time, and before the last one that was shown.
macro_rules! within {
    ($of:literal) => {
        concat!(
            "(",
            $of,
            "posted_at, ",
            $of,
            "message) < ((SELECT at FROM edge), (SELECT message FROM edge)) AND ",
            $of,
            "posted_at >= (SELECT since FROM asked)"
        )
    };
}

/// Of that, the newest.
macro_rules! newest {
    ($columns:literal) => {
        concat!(
            "SELECT ",
            $columns,
            " FROM message_search WHERE ",
            within!(""),
            " ORDER BY posted_at DESC, message DESC LIMIT 20000"
        )
    };
}

/// What has these terms, newest first.
///
/// How rare a word is, a prepared plan of PostgreSQL does not know, and each of its two ways is the wrong one for some: by the
/// index of words a frequent one is gathered whole and sorted (0.4 s of 250,000), by age a rare one is looked for in all that was
/// ever said (6 s of a million). So the newest messages of the asked time are looked at by age, and only where they do not give
/// enough, which says that there are few, the index of words is asked.
pub async fn find(
    on: impl Reads,
    dialect: Dialect,
    asked: &Asked,
    size: PageSize,
) -> DbResult<Vec<FoundRow>> {
    let now = on.time();
    sql! {
        // The index gives its rows in the order of their places: nothing is sorted, and no more is read than shown.
        sqlite: concat!(
            "SELECT m.id, m.channel, c.project, c.kind, m.seq, m.thread, m.author, m.automate, m.kind, m.posted_at, m.body, m.forwards
             FROM message_search s CROSS JOIN message_places p ON p.place = s.rowid CROSS JOIN messages m ON m.id = p.message
               CROSS JOIN channels c ON c.id = m.channel
             WHERE ",
            present!("$1"),
            " AND s.message_search MATCH $2 AND s.rowid >= $3
               AND s.rowid < MIN($4, COALESCE((SELECT q.place FROM message_places q WHERE q.message = $5), 9223372036854775807))
               AND m.retracted_at IS NULL
             ORDER BY s.rowid DESC LIMIT $6"
        ),
        // What is gone is in the index until it is erased, a moment later: so many more are looked at than shown.
        postgres: concat!(
            "WITH asked AS (SELECT CAST($1 AS BIGINT) AS now, CAST(CAST($2 AS TEXT) AS TSQUERY) AS sought,
                 CAST($3 AS BIGINT) AS since, CAST($4 AS BIGINT) AS until, CAST($5 AS UUID) AS message,
                 COALESCE((SELECT posted_at FROM messages WHERE id = $5), 9223372036854775807) AS posted_at),
               edge AS (SELECT LEAST(until, posted_at) AS at, CASE WHEN until <= posted_at
                 THEN CAST('00000000-0000-0000-0000-000000000000' AS UUID) ELSE message END AS message FROM asked),
               newest AS MATERIALIZED (SELECT w.message FROM (",
            newest!("message, terms, posted_at"),
            ") w WHERE w.terms @@ (SELECT sought FROM asked) ORDER BY w.posted_at DESC, w.message DESC LIMIT CAST($6 AS BIGINT) + 200),
               hits AS MATERIALIZED (SELECT message, posted_at FROM message_search WHERE terms @@ (SELECT sought FROM asked)),
               -- Not gone into where the newest are enough, or are all.
               whole AS MATERIALIZED (SELECT h.message FROM hits h
                 WHERE (SELECT COUNT(*) FROM newest n JOIN messages m ON m.id = n.message JOIN channels c ON c.id = m.channel
                     WHERE m.retracted_at IS NULL AND ",
            present!("(SELECT now FROM asked)"),
            ") < CAST($6 AS BIGINT) AND (SELECT COUNT(*) FROM (",
            newest!("message"),
            ") w) = 20000 AND ",
            within!("h."),
            " ORDER BY h.posted_at DESC, h.message DESC LIMIT CAST($6 AS BIGINT) + 200),
               found AS (SELECT message FROM newest UNION SELECT message FROM whole)
             SELECT m.id, m.channel, c.project, c.kind, m.seq, m.thread, m.author, m.automate, m.kind, m.posted_at, m.body, m.forwards
             FROM found f JOIN messages m ON m.id = f.message JOIN channels c ON c.id = m.channel
             WHERE m.retracted_at IS NULL AND ",
            present!("(SELECT now FROM asked)"),
            " ORDER BY m.posted_at DESC, m.id DESC LIMIT $6"
        ),
    }
    .bind(now)
    .bind(expression(dialect, &asked.terms))
    .bind(asked.from.map_or(i64::MIN, Timestamp::micros))
    .bind(asked.to.map_or(i64::MAX, Timestamp::micros))
    .bind(asked.before.unwrap_or(Id::MAX))
    .bind(size.and_one())
    .all(on)
    .await
}

/// A term of each list, as the index is asked for it. Terms are letters, digits and `_`: nothing in them has a meaning of its
/// own there.
fn expression(dialect: Dialect, terms: &[Vec<String>]) -> String {
    let (quote, or, and) = match dialect {
        Dialect::Sqlite => ("\"", " OR ", " AND "),
        Dialect::Postgres => ("'", " | ", " & "),
    };
    let one_of = |terms: &Vec<String>| {
        let quoted: Vec<String> = terms.iter().map(|it| format!("{quote}{it}{quote}")).collect();
        format!("({})", quoted.join(or))
    };
    terms.iter().map(one_of).collect::<Vec<_>>().join(and)
}
