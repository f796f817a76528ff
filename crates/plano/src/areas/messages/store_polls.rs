// SPDX-License-Identifier: EUPL-1.2
//! The SQL of polls. Who chose what is read here for himself, and for others where the poll has names.

use access::{Grant, React, Read};
use base::{Id, Timestamp, kind, text::Phrase};
use db::{DbResult, Query, Reads, Tx, row, sql};

use super::store_places::{Message, present};

type MessageId = Id<kind::Message>;
type AccountId = Id<kind::Account>;

/// Most people who are shown under one option.
const SHOWN_MAX: i64 = 200;

/// What a new poll is.
#[derive(Debug, Clone)]
pub struct Put {
    pub options: Vec<Phrase>,
    pub is_multiple: bool,
    pub is_anonymous: bool,
    pub ends_at: Option<Timestamp>,
}

/// The statements that write the poll of a message.
pub fn insertions(message: MessageId, poll: &Put) -> Vec<Query<'_>> {
    let head = sql!(
        "INSERT INTO polls (message, is_multiple, is_anonymous, ends_at, version) VALUES ($1, $2, $3, $4, 1)"
    )
    .bind(message)
    .bind(poll.is_multiple)
    .bind(poll.is_anonymous)
    .bind(poll.ends_at);
    let options = (0_i64..).zip(&poll.options).map(|(place, option)| {
        sql!("INSERT INTO poll_options (message, place, body) VALUES ($1, $2, $3)")
            .bind(message)
            .bind(place)
            .bind(option.as_str())
    });
    std::iter::once(head).chain(options).collect()
}

/// The statements after which a message has no poll.
pub fn removals(message: MessageId) -> Vec<Query<'static>> {
    vec![
        sql!("DELETE FROM poll_votes WHERE message = $1").bind(message),
        sql!("DELETE FROM poll_options WHERE message = $1").bind(message),
        sql!("DELETE FROM polls WHERE message = $1").bind(message),
    ]
}

/// A poll, without its options.
pub struct PollRow {
    pub message: MessageId,
    pub is_multiple: bool,
    pub is_anonymous: bool,
    pub ends_at: Option<Timestamp>,
    pub closed_at: Option<Timestamp>,
    pub voters: i64,
}
row!(PollRow {
    message,
    is_multiple,
    is_anonymous,
    ends_at,
    closed_at,
    voters,
});

/// The polls of several messages.
pub async fn of(on: impl Reads, messages: &[MessageId]) -> DbResult<Vec<PollRow>> {
    sql! {
        sqlite: "SELECT p.message, p.is_multiple, p.is_anonymous, p.ends_at, p.closed_at,
             COALESCE(p.voters, (SELECT COUNT(DISTINCT v.account) FROM poll_votes v WHERE v.message = p.message))
           FROM polls p WHERE p.message IN (SELECT unhex(value) FROM json_each($1))",
        postgres: "SELECT p.message, p.is_multiple, p.is_anonymous, p.ends_at, p.closed_at,
             COALESCE(p.voters, (SELECT COUNT(DISTINCT v.account) FROM poll_votes v WHERE v.message = p.message))
           FROM polls p
           WHERE p.message IN (SELECT CAST(value AS UUID) FROM jsonb_array_elements_text(CAST(CAST($1 AS TEXT) AS JSONB)))",
    }
    .bind(db::id_list(messages))
    .all(on)
    .await
}

/// The options of the polls of several messages, in their order, each with how many chose it.
pub async fn options(on: impl Reads, messages: &[MessageId]) -> DbResult<Vec<(MessageId, String, i64)>> {
    sql! {
        sqlite: "SELECT o.message, o.body,
             COALESCE(o.votes, (SELECT COUNT(*) FROM poll_votes v WHERE v.message = o.message AND v.place = o.place))
           FROM poll_options o WHERE o.message IN (SELECT unhex(value) FROM json_each($1)) ORDER BY o.message, o.place",
        postgres: "SELECT o.message, o.body,
             COALESCE(o.votes, (SELECT COUNT(*) FROM poll_votes v WHERE v.message = o.message AND v.place = o.place))
           FROM poll_options o
           WHERE o.message IN (SELECT CAST(value AS UUID) FROM jsonb_array_elements_text(CAST(CAST($1 AS TEXT) AS JSONB)))
           ORDER BY o.message, o.place",
    }
    .bind(db::id_list(messages))
    .all(on)
    .await
}

/// What the options of several messages say, in their order.
pub async fn texts(on: impl Reads, messages: &[MessageId]) -> DbResult<Vec<(MessageId, String)>> {
    sql! {
        sqlite: "SELECT message, body FROM poll_options
           WHERE message IN (SELECT unhex(value) FROM json_each($1)) ORDER BY message, place",
        postgres: "SELECT message, body FROM poll_options
           WHERE message IN (SELECT CAST(value AS UUID) FROM jsonb_array_elements_text(CAST(CAST($1 AS TEXT) AS JSONB)))
           ORDER BY message, place",
    }
    .bind(db::id_list(messages))
    .all(on)
    .await
}

/// How one may choose in a poll.
pub struct Manner {
    pub is_multiple: bool,
    pub is_anonymous: bool,
    pub options: i64,
}
row!(Manner {
    is_multiple,
    is_anonymous,
    options
});

/// Holds a poll that is open for this transaction: nobody else votes in it, closes it, or changes its question meanwhile.
/// `None` if there is none, or it is closed.
pub async fn hold(tx: &mut Tx, message: &Grant<React, Message>) -> DbResult<Option<Manner>> {
    let now = tx.now();
    sql!(
        "UPDATE polls SET version = version + 1 WHERE message = $1 AND closed_at IS NULL AND (ends_at > $2 OR ends_at IS NULL)
         RETURNING is_multiple, is_anonymous, (SELECT COUNT(*) FROM poll_options o WHERE o.message = polls.message)"
    )
    .bind(message.id())
    .bind(now)
    .optional(tx)
    .await
}

/// Whether the message has a poll at all.
pub async fn exists(on: impl Reads, message: &Grant<React, Message>) -> DbResult<bool> {
    let found: i64 = sql!("SELECT COUNT(*) FROM polls WHERE message = $1")
        .bind(message.id())
        .value(on)
        .await?;
    Ok(found > 0)
}

/// Holds the poll of a message as [`hold`] does. `false` if somebody has voted, or did before it was closed.
pub async fn hold_unvoted(tx: &mut Tx, message: MessageId) -> DbResult<bool> {
    let votes: i64 = sql!(
        "UPDATE polls SET version = version + 1 WHERE message = $1
         RETURNING COALESCE(voters, 0) + (SELECT COUNT(*) FROM poll_votes v WHERE v.message = polls.message)"
    )
    .bind(message)
    .optional_value(&mut *tx)
    .await?
    .unwrap_or(0);
    Ok(votes == 0)
}

/// What someone has chosen.
pub async fn chosen(on: impl Reads, account: AccountId, message: MessageId) -> DbResult<Vec<i64>> {
    sql!("SELECT place FROM poll_votes WHERE message = $1 AND account = $2 ORDER BY place")
        .bind(message)
        .bind(account)
        .values(on)
        .await
}

/// Someone chooses these instead of those.
pub async fn choose(
    tx: &mut Tx,
    message: &Grant<React, Message>,
    before: &[i64],
    now: &[i64],
) -> DbResult<()> {
    let account = message.actor().account;
    let gone = before.iter().filter(|it| !now.contains(it)).map(|place| {
        sql!("DELETE FROM poll_votes WHERE message = $1 AND place = $2 AND account = $3")
            .bind(message.id())
            .bind(*place)
            .bind(account)
    });
    let new = now.iter().filter(|it| !before.contains(it)).map(|place| {
        sql!(
            "INSERT INTO poll_votes (message, place, account) VALUES ($1, $2, $3) ON CONFLICT (message, place, account) DO NOTHING"
        )
        .bind(message.id())
        .bind(*place)
        .bind(account)
    });
    tx.each(gone.chain(new).collect()).await.map(drop)
}

/// Who chose what, of a poll with names: of an anonymous one nothing.
pub async fn votes(on: impl Reads, message: &Grant<Read, Message>) -> DbResult<Vec<(i64, AccountId)>> {
    sql!(
        "SELECT place, account FROM (
           SELECT v.place, v.account, ROW_NUMBER() OVER (PARTITION BY v.place ORDER BY v.account) AS number
           FROM poll_votes v JOIN polls p ON p.message = v.message WHERE v.message = $1 AND NOT p.is_anonymous) numbered
         WHERE number <= $2 ORDER BY place, account"
    )
    .bind(message.id())
    .bind(SHOWN_MAX)
    .all(on)
    .await
}

/// Closes a poll that is open: `is_due`, only if its time has come. Whether it is anonymous; `None` if nothing was closed.
pub async fn close(tx: &mut Tx, message: MessageId, is_due: bool) -> DbResult<Option<bool>> {
    let now = tx.now();
    sql!(
        "UPDATE polls SET closed_at = $1, version = version + 1
         WHERE message = $2 AND closed_at IS NULL AND (ends_at <= $3 OR NOT $4) RETURNING is_anonymous"
    )
    .bind(now)
    .bind(message)
    .bind(now)
    .bind(is_due)
    .optional_value(tx)
    .await
}

/// Keeps of the votes of a poll how many there are, and forgets whose.
pub async fn forget_voters(tx: &mut Tx, message: MessageId) -> DbResult<()> {
    tx.each(vec![
        sql!(
            "UPDATE poll_options SET votes = (SELECT COUNT(*) FROM poll_votes v WHERE v.message = poll_options.message
               AND v.place = poll_options.place) WHERE message = $1"
        )
        .bind(message),
        sql!(
            "UPDATE polls SET voters = (SELECT COUNT(DISTINCT v.account) FROM poll_votes v WHERE v.message = polls.message)
             WHERE message = $1"
        )
        .bind(message),
        sql!("DELETE FROM poll_votes WHERE message = $1").bind(message),
    ])
    .await
    .map(drop)
}

/// Where the poll of a message that was not taken away is, and who put it.
pub async fn put_by(
    on: impl Reads,
    message: MessageId,
) -> DbResult<Option<(AccountId, Id<kind::Channel>, Option<Id<kind::Project>>)>> {
    let now = on.time();
    sql!(concat!(
        "SELECT m.author, m.channel, c.project FROM polls p JOIN messages m ON m.id = p.message JOIN channels c ON c.id = m.channel
         WHERE ",
        present!("$1"),
        " AND p.message = $2 AND m.retracted_at IS NULL"
    ))
    .bind(now)
    .bind(message)
    .optional(on)
    .await
}
