// SPDX-License-Identifier: EUPL-1.2
//! The SQL of messages that are to be posted later: each is its author's, and nobody else's.

use access::{Comment, Grant};
use base::{Id, Timestamp, kind};
use db::{DbResult, Reads, Tx, row, sql};
use uuid::Uuid;

use super::{
    markdown_writing::is_said_again,
    model::{Body, MessageKind, NewMessage},
    model_later::{NewScheduledMessage, NotSent, SCHEDULED_MAX},
    store_places::Channel,
};

type AccountId = Id<kind::Account>;
type ChannelId = Id<kind::Channel>;
type MessageId = Id<kind::Message>;
type ScheduledId = Id<kind::ScheduledMessage>;

/// A row of them.
#[derive(Debug, Clone)]
pub struct ScheduledRow {
    pub id: ScheduledId,
    pub channel: ChannelId,
    pub author: AccountId,
    pub automate: Option<String>,
    pub draft: Uuid,
    pub kind: MessageKind,
    pub body: String,
    pub thread: Option<MessageId>,
    pub also_in_channel: bool,
    pub quotes: Option<MessageId>,
    pub send_at: Timestamp,
    pub claimed_at: Option<Timestamp>,
    pub failed_at: Option<Timestamp>,
    pub failure: Option<NotSent>,
    pub version: i64,
}
row!(ScheduledRow {
    id,
    channel,
    author,
    automate,
    draft,
    kind,
    body,
    thread,
    also_in_channel,
    quotes,
    send_at,
    claimed_at,
    failed_at,
    failure,
    version,
});

impl ScheduledRow {
    /// Whether planning, or posting, this there would be saying it again; its time is not asked.
    #[must_use]
    pub fn is(&self, channel: ChannelId, kind: MessageKind, new: &NewMessage) -> bool {
        self.channel == channel
            && self.kind == kind
            && is_said_again(&self.body, new.body.as_str())
            && self.thread == new.thread
            && self.also_in_channel == new.also_in_channel
            && self.quotes == new.quotes
    }
}

/// [`ScheduledRow`]s, those that the rest of the statement says.
macro_rules! rows {
    ($which:literal) => {
        sql!(concat!(
            "SELECT id, channel, author, automate, draft, kind, body, thread, also_in_channel, quotes, send_at, claimed_at, failed_at, failure,
               version FROM scheduled_messages ",
            $which
        ))
    };
}

/// Writes down a message for later. `None` if this draft was before.
pub async fn insert(
    tx: &mut Tx,
    channel: &Grant<Comment, Channel>,
    new: &NewScheduledMessage,
    automate: Option<&str>,
) -> DbResult<Option<ScheduledId>> {
    let id: ScheduledId = tx.new_id();
    let inserted = sql!(
        "INSERT INTO scheduled_messages (id, channel, author, automate, draft, kind, body, thread, also_in_channel, quotes, send_at, version)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, 1) ON CONFLICT (author, draft) DO NOTHING"
    )
    .bind(id)
    .bind(channel.id())
    .bind(channel.actor().account)
    .bind(automate)
    .bind(new.draft)
    .bind(new.kind)
    .bind(new.body.as_str())
    .bind(new.thread)
    .bind(new.also_in_channel)
    .bind(new.quotes)
    .bind(new.send_at)
    .exec(tx)
    .await?;
    Ok((inserted > 0).then_some(id))
}

/// The one that an author's client has written down with this draft.
pub async fn by_draft(on: impl Reads, author: AccountId, draft: Uuid) -> DbResult<Option<ScheduledRow>> {
    rows!("WHERE author = $1 AND draft = $2")
        .bind(author)
        .bind(draft)
        .optional(on)
        .await
}

/// How many of an author's wait.
pub async fn count(on: impl Reads, author: AccountId) -> DbResult<i64> {
    sql!("SELECT COUNT(*) FROM scheduled_messages WHERE author = $1")
        .bind(author)
        .value(on)
        .await
}

/// All of an author's, the soonest first.
pub async fn all_of(on: impl Reads, author: AccountId) -> DbResult<Vec<ScheduledRow>> {
    rows!("WHERE author = $1 ORDER BY send_at, id LIMIT $2")
        .bind(author)
        .bind(SCHEDULED_MAX)
        .all(on)
        .await
}

/// One of an author's.
pub async fn find(on: impl Reads, author: AccountId, id: ScheduledId) -> DbResult<Option<ScheduledRow>> {
    rows!("WHERE author = $1 AND id = $2")
        .bind(author)
        .bind(id)
        .optional(on)
        .await
}

/// Gives one another text or time. One that could not be posted waits again when it is given a time. `false` if `version` is
/// no longer its version, or it is being posted.
pub async fn change(
    tx: &mut Tx,
    row: &ScheduledRow,
    body: Option<&Body>,
    send_at: Option<Timestamp>,
) -> DbResult<bool> {
    let waits_again = send_at.is_some();
    let changed = sql!(
        "UPDATE scheduled_messages SET body = $1, send_at = $2, failed_at = $3, failure = $4, version = version + 1
         WHERE id = $5 AND version = $6 AND claimed_at IS NULL"
    )
    .bind(body.map_or(row.body.as_str(), Body::as_str))
    .bind(send_at.unwrap_or(row.send_at))
    .bind(row.failed_at.filter(|_| !waits_again))
    .bind(row.failure.filter(|_| !waits_again))
    .bind(row.id)
    .bind(row.version)
    .exec(tx)
    .await?;
    Ok(changed > 0)
}

/// Strikes one out that is not being posted. `false` if it is, or is gone.
pub async fn cancel(tx: &mut Tx, author: AccountId, id: ScheduledId) -> DbResult<bool> {
    let gone = sql!("DELETE FROM scheduled_messages WHERE author = $1 AND id = $2 AND claimed_at IS NULL")
        .bind(author)
        .bind(id)
        .exec(tx)
        .await?;
    Ok(gone > 0)
}

/// Takes one whose time has come, to post it: from then on it does not change. The same one may be taken again by who was
/// stopped before he was done. `None` if it was posted, struck out, moved, or could not be posted.
pub async fn claim(tx: &mut Tx, id: ScheduledId) -> DbResult<Option<ScheduledRow>> {
    let now = tx.now();
    sql!(
        "UPDATE scheduled_messages SET claimed_at = $1 WHERE id = $2 AND failed_at IS NULL AND send_at <= $3
         RETURNING id, channel, author, automate, draft, kind, body, thread, also_in_channel, quotes, send_at, claimed_at, failed_at, failure, version"
    )
    .bind(now)
    .bind(id)
    .bind(now)
    .optional(tx)
    .await
}

/// When one is to be posted that waits.
pub async fn waits_until(on: impl Reads, id: ScheduledId) -> DbResult<Option<Timestamp>> {
    sql!("SELECT send_at FROM scheduled_messages WHERE id = $1 AND failed_at IS NULL AND claimed_at IS NULL")
        .bind(id)
        .optional_value(on)
        .await
}

/// Strikes one out that was posted.
pub async fn done(tx: &mut Tx, id: ScheduledId) -> DbResult<()> {
    sql!("DELETE FROM scheduled_messages WHERE id = $1")
        .bind(id)
        .exec(tx)
        .await?;
    Ok(())
}

/// Writes down why one was not posted: its text is kept, and its author's to change again.
pub async fn fail(tx: &mut Tx, id: ScheduledId, why: NotSent) -> DbResult<()> {
    let now = tx.now();
    sql!(
        "UPDATE scheduled_messages SET claimed_at = NULL, failed_at = $1, failure = $2, version = version + 1 WHERE id = $3"
    )
    .bind(now)
    .bind(why)
    .bind(id)
    .exec(tx)
    .await?;
    Ok(())
}

/// Why one was not posted, as long as it waits for its author's decision.
pub async fn failure(on: impl Reads, id: ScheduledId) -> DbResult<Option<NotSent>> {
    let found: Option<Option<NotSent>> = sql!("SELECT failure FROM scheduled_messages WHERE id = $1")
        .bind(id)
        .optional_value(on)
        .await?;
    Ok(found.flatten())
}
