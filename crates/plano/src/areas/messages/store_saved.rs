// SPDX-License-Identifier: EUPL-1.2
//! The SQL of saved messages and reminders: each belongs to one person, and is read by nobody else.

use access::{Grant, Read};
use base::{Id, PageSize, Timestamp, kind};
use db::{DbResult, Reads, Tx, row, sql};

use super::{
    model_later::MessageMark,
    store_places::{Message, present},
};

type MessageId = Id<kind::Message>;
type AccountId = Id<kind::Account>;

/// Saves a message. `false` if it is saved, or was taken away.
pub async fn save(tx: &mut Tx, message: &Grant<Read, Message>) -> DbResult<bool> {
    let now = tx.now();
    let saved = sql!(
        "INSERT INTO saved_messages (account, message, saved_at)
         SELECT $1, id, $2 FROM messages WHERE id = $3 AND retracted_at IS NULL ON CONFLICT (account, message) DO NOTHING"
    )
    .bind(message.actor().account)
    .bind(now)
    .bind(message.id())
    .exec(tx)
    .await?;
    Ok(saved > 0)
}

/// How many messages someone has saved.
pub async fn count_saved(on: impl Reads, account: AccountId) -> DbResult<i64> {
    sql!("SELECT COUNT(*) FROM saved_messages WHERE account = $1")
        .bind(account)
        .value(on)
        .await
}

/// Saves a message no longer. `false` if it was not.
pub async fn unsave(tx: &mut Tx, message: &Grant<Read, Message>) -> DbResult<bool> {
    let gone = sql!("DELETE FROM saved_messages WHERE account = $1 AND message = $2")
        .bind(message.actor().account)
        .bind(message.id())
        .exec(tx)
        .await?;
    Ok(gone > 0)
}

/// The messages that someone has saved in some channels (a list of ids), those saved last first, after a place.
pub async fn saved(
    on: impl Reads,
    account: AccountId,
    channels: &str,
    (at, message): (Timestamp, MessageId),
    size: PageSize,
) -> DbResult<Vec<(MessageId, Timestamp)>> {
    let now = on.time();
    sql! {
        sqlite: concat!("SELECT s.message, s.saved_at FROM saved_messages s JOIN messages m ON m.id = s.message
             JOIN channels c ON c.id = m.channel
           WHERE s.account = $1 AND m.channel IN (SELECT unhex(value) FROM json_each($2)) AND (s.saved_at, s.message) < ($3, $4)
             AND ", present!("$5"), " ORDER BY s.saved_at DESC, s.message DESC LIMIT $6"),
        postgres: concat!("SELECT s.message, s.saved_at FROM saved_messages s JOIN messages m ON m.id = s.message
             JOIN channels c ON c.id = m.channel
           WHERE s.account = $1
             AND m.channel IN (SELECT CAST(value AS UUID) FROM jsonb_array_elements_text(CAST(CAST($2 AS TEXT) AS JSONB)))
             AND (s.saved_at, s.message) < ($3, $4)
             AND ", present!("$5"), " ORDER BY s.saved_at DESC, s.message DESC LIMIT $6"),
    }
    .bind(account)
    .bind(channels)
    .bind(at)
    .bind(message)
    .bind(now)
    .bind(size.and_one())
    .all(on)
    .await
}

/// Will remind of a message at a time, instead of any other. `false` if it was taken away, or that is the time already.
pub async fn remind(tx: &mut Tx, message: &Grant<Read, Message>, at: Timestamp) -> DbResult<bool> {
    let set = sql!(
        "INSERT INTO message_reminders (account, message, remind_at)
         SELECT $1, id, $2 FROM messages WHERE id = $3 AND retracted_at IS NULL
         ON CONFLICT (account, message) DO UPDATE SET remind_at = excluded.remind_at
           WHERE message_reminders.remind_at <> excluded.remind_at"
    )
    .bind(message.actor().account)
    .bind(at)
    .bind(message.id())
    .exec(tx)
    .await?;
    Ok(set > 0)
}

/// Of how many messages someone will be reminded.
pub async fn count_reminders(on: impl Reads, account: AccountId) -> DbResult<i64> {
    sql!("SELECT COUNT(*) FROM message_reminders WHERE account = $1")
        .bind(account)
        .value(on)
        .await
}

/// Will not remind of a message. `false` if nobody asked.
pub async fn forget_reminder(tx: &mut Tx, message: &Grant<Read, Message>) -> DbResult<bool> {
    let gone = sql!("DELETE FROM message_reminders WHERE account = $1 AND message = $2")
        .bind(message.actor().account)
        .bind(message.id())
        .exec(tx)
        .await?;
    Ok(gone > 0)
}

/// Takes the reminder of a message whose time has come. `false` if there is none, or it is for later.
pub async fn take_due(tx: &mut Tx, account: AccountId, message: MessageId) -> DbResult<bool> {
    let now = tx.now();
    let taken = sql!("DELETE FROM message_reminders WHERE account = $1 AND message = $2 AND remind_at <= $3")
        .bind(account)
        .bind(message)
        .bind(now)
        .exec(tx)
        .await?;
    Ok(taken > 0)
}

/// Of which messages in some channels (a list of ids) someone will be reminded, the soonest first.
pub async fn reminders(
    on: impl Reads,
    account: AccountId,
    channels: &str,
    size: PageSize,
) -> DbResult<Vec<(MessageId, Timestamp)>> {
    let now = on.time();
    sql! {
        sqlite: concat!("SELECT r.message, r.remind_at FROM message_reminders r JOIN messages m ON m.id = r.message
             JOIN channels c ON c.id = m.channel
           WHERE r.account = $1 AND m.channel IN (SELECT unhex(value) FROM json_each($2))
             AND ", present!("$3"), " ORDER BY r.remind_at, r.message LIMIT $4"),
        postgres: concat!("SELECT r.message, r.remind_at FROM message_reminders r JOIN messages m ON m.id = r.message
             JOIN channels c ON c.id = m.channel
           WHERE r.account = $1
             AND m.channel IN (SELECT CAST(value AS UUID) FROM jsonb_array_elements_text(CAST(CAST($2 AS TEXT) AS JSONB)))
             AND ", present!("$3"), " ORDER BY r.remind_at, r.message LIMIT $4"),
    }
    .bind(account)
    .bind(channels)
    .bind(now)
    .bind(size.and_one())
    .all(on)
    .await
}

row!(MessageMark {
    message,
    is_saved,
    remind_at,
});

/// How someone keeps each message that he keeps in some channels (a list of ids).
pub async fn marks(on: impl Reads, account: AccountId, channels: &str) -> DbResult<Vec<MessageMark>> {
    let now = on.time();
    macro_rules! marks {
        ($list:literal) => {
            concat!(
                "SELECT k.message, k.is_saved, k.remind_at FROM (
                   SELECT s.message, TRUE AS is_saved, r.remind_at FROM saved_messages s
                     LEFT JOIN message_reminders r ON r.account = s.account AND r.message = s.message WHERE s.account = $1
                   UNION ALL
                   SELECT r.message, FALSE, r.remind_at FROM message_reminders r WHERE r.account = $1
                     AND NOT EXISTS (SELECT 1 FROM saved_messages s WHERE s.account = r.account AND s.message = r.message)) k
                 JOIN messages m ON m.id = k.message JOIN channels c ON c.id = m.channel
                 WHERE m.channel IN (",
                $list,
                ") AND ",
                present!("$3"),
                " ORDER BY 1"
            )
        };
    }
    sql! {
        sqlite: marks!("SELECT unhex(value) FROM json_each($2)"),
        postgres: marks!("SELECT CAST(value AS UUID) FROM jsonb_array_elements_text(CAST(CAST($2 AS TEXT) AS JSONB))"),
    }
    .bind(account)
    .bind(channels)
    .bind(now)
    .all(on)
    .await
}

/// How someone keeps one message.
pub async fn mark(on: impl Reads, account: AccountId, message: MessageId) -> DbResult<Option<MessageMark>> {
    sql!(
        "SELECT m.id, EXISTS (SELECT 1 FROM saved_messages s WHERE s.account = $1 AND s.message = m.id),
           (SELECT r.remind_at FROM message_reminders r WHERE r.account = $1 AND r.message = m.id)
         FROM messages m WHERE m.id = $2"
    )
    .bind(account)
    .bind(message)
    .optional(on)
    .await
}
