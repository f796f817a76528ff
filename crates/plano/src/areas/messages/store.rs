// SPDX-License-Identifier: EUPL-1.2
//! The SQL that writes messages, threads, reactions and pins. Messages as they are read, channels, and how far each reader
//! has come have rooms of their own.

use access::{Comment, Grant, React, Read, Write};
use base::{Id, PageSize, Timestamp, kind};
use db::{DbResult, Query, Reads, Tx, row, sql};
use uuid::Uuid;

use super::{
    markdown_writing::is_said_again,
    model::{Body, Mention, MessageKind, MessageVersion, NewMessage},
    model_emoji::Emoji,
    store_forwards,
    store_places::{Channel, Message, present},
    store_polls,
};

type MessageId = Id<kind::Message>;
type ChannelId = Id<kind::Channel>;
type AccountId = Id<kind::Account>;

/// What is written of a new message, besides where.
pub struct Inserted<'a> {
    pub id: MessageId,
    pub channel: ChannelId,
    pub author: AccountId,
    /// What he is called, where that is to be known later: of an entry of a log.
    pub author_name: Option<&'a str>,
    /// The program that posts it for him, as it is kept.
    pub automate: Option<&'a str>,
    pub draft: Uuid,
    pub kind: MessageKind,
    pub body: &'a Body,
    pub quotes: Option<MessageId>,
    /// What it passes on.
    pub forwards: Option<MessageId>,
    pub at: Timestamp,
}

/// The statement that inserts a message at `seq` of its channel, and in a thread.
pub fn insertion<'a>(new: &Inserted<'a>, seq: Option<i64>, thread: Option<(MessageId, i64)>) -> Query<'a> {
    sql!(
        "INSERT INTO messages (id, channel, seq, thread, thread_seq, author, automate, draft, kind, body, quotes, forwards, posted_at, author_name, version)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, 1)"
    )
    .bind(new.id)
    .bind(new.channel)
    .bind(seq)
    .bind(thread.map(|it| it.0))
    .bind(thread.map(|it| it.1))
    .bind(new.author)
    .bind(new.automate)
    .bind(new.draft)
    .bind(new.kind)
    .bind(new.body.as_str())
    .bind(new.quotes)
    .bind(new.forwards)
    .bind(new.at)
    .bind(new.author_name)
}

/// Takes the next `count` places of a channel that is open. The last of them; `None` if it is closed.
pub async fn take_places(
    tx: &mut Tx,
    channel: ChannelId,
    count: i64,
    at: Timestamp,
) -> DbResult<Option<i64>> {
    sql!(
        "UPDATE channels SET last_seq = last_seq + $1, last_posted_at = $2 WHERE id = $3 AND archived_at IS NULL RETURNING last_seq"
    )
    .bind(count)
    .bind(at)
    .bind(channel)
    .optional_value(tx)
    .await
}

/// What an author's client has posted with a draft before, as it was then.
pub struct Sent {
    pub id: MessageId,
    pub channel: ChannelId,
    pub kind: MessageKind,
    pub thread: Option<MessageId>,
    pub is_in_channel: bool,
    pub quotes: Option<MessageId>,
    pub forwards: Option<MessageId>,
    /// Before any edit; `None` once it was taken away.
    pub body: Option<String>,
}
row!(Sent {
    id,
    channel,
    kind,
    thread,
    is_in_channel,
    quotes,
    forwards,
    body,
});

impl Sent {
    /// Whether posting this there would be posting it again. In a log it is an entry, whatever was asked.
    #[must_use]
    pub fn is(&self, channel: ChannelId, new: &NewMessage) -> bool {
        (self.kind == new.kind || self.kind == MessageKind::Entry)
            && self.is_text(channel, self.kind, new.body.as_str())
            && self.thread == new.thread
            && self.is_in_channel == (new.thread.is_none() || new.also_in_channel)
            && self.quotes == new.quotes
            && self.forwards.is_none()
    }

    /// Whether it has this kind and these words there.
    #[must_use]
    pub fn is_text(&self, channel: ChannelId, kind: MessageKind, body: &str) -> bool {
        self.channel == channel
            && self.kind == kind
            && self.body.as_deref().is_none_or(|it| is_said_again(it, body))
    }
}

/// See [`Sent`].
pub async fn by_draft(on: impl Reads, author: AccountId, draft: Uuid) -> DbResult<Option<Sent>> {
    sql!(
        "SELECT m.id, m.channel, m.kind, m.thread, m.seq IS NOT NULL, m.quotes, m.forwards,
           CASE WHEN m.retracted_at IS NULL
           THEN COALESCE((SELECT v.body FROM message_versions v WHERE v.message = m.id ORDER BY v.version LIMIT 1), m.body) END
         FROM messages m WHERE m.author = $1 AND m.draft = $2"
    )
    .bind(author)
    .bind(draft)
    .optional(on)
    .await
}

/// The channel of a message that was not taken away, which it is not until this transaction ends: those who change what hangs on
/// it follow one another. `None` if it was. SQLite has one writer.
pub async fn hold(tx: &mut Tx, message: MessageId) -> DbResult<Option<ChannelId>> {
    let now = tx.now();
    sql! {
        sqlite: concat!(
            "SELECT m.channel FROM messages m JOIN channels c ON c.id = m.channel WHERE ", present!("$1"),
            " AND m.id = $2 AND m.retracted_at IS NULL"
        ),
        postgres: concat!(
            "SELECT m.channel FROM messages m JOIN channels c ON c.id = m.channel WHERE ", present!("$1"),
            " AND m.id = $2 AND m.retracted_at IS NULL FOR NO KEY UPDATE OF m"
        ),
    }
    .bind(now)
    .bind(message)
    .optional_value(tx)
    .await
}

/// Whether a message that was not taken away is in this channel.
pub async fn is_in(on: impl Reads, channel: &Grant<Comment, Channel>, message: MessageId) -> DbResult<bool> {
    let now = on.time();
    let found: i64 = sql!(concat!(
        "SELECT COUNT(*) FROM messages m JOIN channels c ON c.id = m.channel WHERE ",
        present!("$1"),
        " AND m.id = $2 AND m.channel = $3 AND m.retracted_at IS NULL"
    ))
    .bind(now)
    .bind(message)
    .bind(channel.id())
    .value(on)
    .await?;
    Ok(found > 0)
}

/// What a thread says of its root: the root's channel, whether it is itself an answer, was taken away, or is of a log. Until the
/// transaction ends its channel is not cleared ([`super::store_clear::hold_whole`]): an answer that is acknowledged has what it
/// answers. SQLite has one writer.
pub async fn root(tx: &mut Tx, channel: &Grant<Comment, Channel>, root: MessageId) -> DbResult<Option<Root>> {
    let now = tx.now();
    macro_rules! root {
        () => {
            concat!(
                "SELECT m.thread IS NULL, m.retracted_at IS NULL, m.author, m.automate IS NOT NULL, t.people
                 FROM messages m JOIN channels c ON c.id = m.channel LEFT JOIN threads t ON t.root = m.id WHERE ",
                present!("$1"),
                " AND m.id = $2 AND m.channel = $3"
            )
        };
    }
    sql! { sqlite: root!(), postgres: concat!(root!(), " FOR KEY SHARE OF c") }
        .bind(now)
        .bind(root)
        .bind(channel.id())
        .optional(tx)
        .await
}

/// See [`root`].
pub struct Root {
    pub begins: bool,
    pub is_there: bool,
    pub author: AccountId,
    pub is_by_program: bool,
    pub people: Option<String>,
}
row!(Root {
    begins,
    is_there,
    author,
    is_by_program,
    people,
});

/// Begins a thread, or takes its next place: the place.
pub async fn take_answer(tx: &mut Tx, channel: ChannelId, root: MessageId, people: &str) -> DbResult<i64> {
    let now = tx.now();
    sql!(
        "INSERT INTO threads (root, channel, last_seq, last_posted_at, people, version) VALUES ($1, $2, 1, $3, $4, 1)
         ON CONFLICT (root) DO UPDATE SET last_seq = threads.last_seq + 1, last_posted_at = $3, people = $4
         RETURNING last_seq"
    )
    .bind(root)
    .bind(channel)
    .bind(now)
    .bind(people)
    .value(tx)
    .await
}

/// Follows a thread, unless its reader has decided otherwise, and marks it read up to `read_seq`.
pub async fn follow(tx: &mut Tx, account: AccountId, root: MessageId, read_seq: i64) -> DbResult<()> {
    sql!(
        "INSERT INTO thread_readers (account, thread, attention, read_seq) VALUES ($1, $2, 'followed', $3)
         ON CONFLICT (account, thread) DO UPDATE SET read_seq = CASE WHEN excluded.read_seq > thread_readers.read_seq
           THEN excluded.read_seq ELSE thread_readers.read_seq END"
    )
    .bind(account)
    .bind(root)
    .bind(read_seq)
    .exec(tx)
    .await?;
    Ok(())
}

/// The statements that write whom a message names.
pub fn mentions<'a>(
    message: MessageId,
    channel: ChannelId,
    seq: Option<i64>,
    named: &[Mention],
) -> Vec<Query<'a>> {
    (0_i64..)
        .zip(named)
        .map(|(place, mention)| {
            let (account, group) = match *mention {
                Mention::Account(account) => (Some(account), None),
                Mention::Group(group) => (None, Some(group)),
                Mention::Everyone => (None, None),
            };
            sql!("INSERT INTO mentions (message, place, channel, seq, account, group_id) VALUES ($1, $2, $3, $4, $5, $6)")
                .bind(message)
                .bind(place)
                .bind(channel)
                .bind(seq)
                .bind(account)
                .bind(group)
        })
        .collect()
}

/// Forgets whom a message names.
pub async fn unmention(tx: &mut Tx, message: MessageId) -> DbResult<()> {
    sql!("DELETE FROM mentions WHERE message = $1")
        .bind(message)
        .exec(tx)
        .await?;
    Ok(())
}

/// Gives a message a new text, and keeps the old one. `false` if `version` is no longer its version, or it was taken away.
pub async fn edit(tx: &mut Tx, message: &Grant<Write, Message>, version: i64, body: &Body) -> DbResult<bool> {
    let now = tx.now();
    sql!(
        "INSERT INTO message_versions (message, version, body, replaced_at)
         SELECT id, version, body, $1 FROM messages WHERE id = $2 AND version = $3 AND retracted_at IS NULL
         ON CONFLICT (message, version) DO NOTHING"
    )
    .bind(now)
    .bind(message.id())
    .bind(version)
    .exec(tx)
    .await?;
    let edited = sql!(
        "UPDATE messages SET body = $1, edited_at = $2, version = version + 1 WHERE id = $3 AND version = $4 AND retracted_at IS NULL"
    )
    .bind(body.as_str())
    .bind(now)
    .bind(message.id())
    .bind(version)
    .exec(tx)
    .await?;
    Ok(edited > 0)
}

/// What a message was before, after a version, the oldest first, at most one more than `size`.
pub async fn versions(
    on: impl Reads,
    message: &Grant<Read, Message>,
    after: i64,
    size: PageSize,
) -> DbResult<Vec<MessageVersion>> {
    let now = on.time();
    sql!(concat!(
        "SELECT v.version, v.body, v.replaced_at FROM message_versions v JOIN messages m ON m.id = v.message JOIN channels c ON c.id = m.channel
         WHERE ",
        present!("$1"),
        " AND v.message = $2 AND v.version > $3 ORDER BY v.version LIMIT $4"
    ))
        .bind(now)
        .bind(message.id())
        .bind(after)
        .bind(size.and_one())
        .all(on)
        .await
}
row!(MessageVersion {
    version,
    body,
    replaced_at
});

/// Takes a message away: its text, what it was before, its signs, its pin, whom it named. `false` if it was.
pub async fn retract(tx: &mut Tx, message: &Grant<Read, Message>) -> DbResult<bool> {
    let (now, id) = (tx.now(), message.id());
    let retracted: Option<(MessageKind, Option<MessageId>)> = sql!(
        "UPDATE messages SET body = '', retracted_at = $1, retracted_by = $2, version = version + 1 WHERE id = $3 AND retracted_at IS NULL
         RETURNING kind, forwards"
    )
    .bind(now)
    .bind(message.actor().account)
    .bind(id)
    .optional(&mut *tx)
    .await?;
    let Some((kind, forwards)) = retracted else {
        return Ok(false);
    };
    let mut queries = vec![
        sql!("DELETE FROM message_versions WHERE message = $1").bind(id),
        sql!("DELETE FROM reactions WHERE message = $1").bind(id),
        sql!("DELETE FROM pins WHERE message = $1").bind(id),
        sql!("DELETE FROM mentions WHERE message = $1").bind(id),
        sql!("DELETE FROM saved_messages WHERE message = $1").bind(id),
        sql!("DELETE FROM message_reminders WHERE message = $1").bind(id),
    ];
    if forwards.is_some() {
        queries.push(store_forwards::removal(id));
    }
    if kind == MessageKind::Poll {
        queries.extend(store_polls::removals(id));
    }
    tx.each(queries).await?;
    Ok(true)
}

/// Answers with a sign, the message [held](hold). `false` if one has.
pub async fn react(tx: &mut Tx, message: &Grant<React, Message>, emoji: &Emoji) -> DbResult<bool> {
    let now = tx.now();
    let reacted = sql!(
        "INSERT INTO reactions (message, emoji, account, at)
         SELECT id, $1, $2, $3 FROM messages WHERE id = $4 AND retracted_at IS NULL
         ON CONFLICT (message, emoji, account) DO NOTHING"
    )
    .bind(emoji.as_str())
    .bind(message.actor().account)
    .bind(now)
    .bind(message.id())
    .exec(tx)
    .await?;
    Ok(reacted > 0)
}

/// How many different signs are under a message.
pub async fn kinds_of_reactions(on: impl Reads, message: &Grant<React, Message>) -> DbResult<i64> {
    sql!("SELECT COUNT(DISTINCT emoji) FROM reactions WHERE message = $1")
        .bind(message.id())
        .value(on)
        .await
}

/// Takes one's sign back. `false` if there is none.
pub async fn unreact(tx: &mut Tx, message: &Grant<React, Message>, emoji: &Emoji) -> DbResult<bool> {
    let taken = sql!("DELETE FROM reactions WHERE message = $1 AND emoji = $2 AND account = $3")
        .bind(message.id())
        .bind(emoji.as_str())
        .bind(message.actor().account)
        .exec(tx)
        .await?;
    Ok(taken > 0)
}

/// Pins a message to its channel, both held. `false` if it is, or was taken away.
pub async fn pin(tx: &mut Tx, message: &Grant<Comment, Message>) -> DbResult<bool> {
    let now = tx.now();
    let pinned = sql!(
        "INSERT INTO pins (message, channel, pinned_by, pinned_at)
         SELECT id, channel, $1, $2 FROM messages WHERE id = $3 AND retracted_at IS NULL ON CONFLICT (message) DO NOTHING"
    )
    .bind(message.actor().account)
    .bind(now)
    .bind(message.id())
    .exec(tx)
    .await?;
    Ok(pinned > 0)
}

/// How many messages are pinned to the channel of this one.
pub async fn count_pins(on: impl Reads, message: &Grant<Comment, Message>) -> DbResult<i64> {
    sql!("SELECT COUNT(*) FROM pins WHERE channel = (SELECT channel FROM messages WHERE id = $1)")
        .bind(message.id())
        .value(on)
        .await
}

/// Unpins a message. `false` if it is not pinned.
pub async fn unpin(tx: &mut Tx, message: &Grant<Comment, Message>) -> DbResult<bool> {
    let unpinned = sql!("DELETE FROM pins WHERE message = $1")
        .bind(message.id())
        .exec(tx)
        .await?;
    Ok(unpinned > 0)
}

/// Settles a thread, or opens it again. `false` if nothing changed, or there is no thread.
pub async fn settle(tx: &mut Tx, root: &Grant<Comment, Message>, is_resolved: bool) -> DbResult<bool> {
    let at = is_resolved.then_some(tx.now());
    let changed = sql!(
        "UPDATE threads SET resolved_at = $1, resolved_by = $2, version = version + 1
         WHERE root = $3 AND (resolved_at IS NOT NULL) <> $4"
    )
    .bind(at)
    .bind(is_resolved.then_some(root.actor().account))
    .bind(root.id())
    .bind(is_resolved)
    .exec(tx)
    .await?;
    Ok(changed > 0)
}

/// What is after the place of a reader `r` in a thread `t` and not unread: what was taken away, and what he wrote himself.
macro_rules! aside {
    () => {
        "(SELECT COUNT(*) FROM messages x WHERE x.thread = t.root AND x.thread_seq > r.read_seq AND x.thread_seq > t.cleared_seq
           AND (x.retracted_at IS NOT NULL OR (x.author = $1 AND x.automate IS NULL)))"
    };
}
pub(super) use aside;

/// The roots of the threads that someone follows in some channels (a list of ids), those with the latest answers first: each with
/// the place up to which he has read it, its last place, and how much of what is between them is not unread.
pub async fn followed(
    on: impl Reads,
    account: AccountId,
    channels: &str,
    size: PageSize,
) -> DbResult<Vec<(MessageId, i64, i64, i64)>> {
    sql! {
        sqlite: concat!("SELECT t.root, CASE WHEN r.read_seq > t.cleared_seq THEN r.read_seq ELSE t.cleared_seq END, t.last_seq, ", aside!(), "
           FROM thread_readers r JOIN threads t ON t.root = r.thread
           WHERE t.last_seq > t.cleared_seq AND r.account = $1 AND r.attention = 'followed' AND t.channel IN (SELECT unhex(value) FROM json_each($2))
           ORDER BY t.last_posted_at DESC, t.root LIMIT $3"),
        postgres: concat!("SELECT t.root, CASE WHEN r.read_seq > t.cleared_seq THEN r.read_seq ELSE t.cleared_seq END, t.last_seq, ", aside!(), "
           FROM thread_readers r JOIN threads t ON t.root = r.thread
           WHERE t.last_seq > t.cleared_seq AND r.account = $1 AND r.attention = 'followed'
             AND t.channel IN (SELECT CAST(value AS UUID) FROM jsonb_array_elements_text(CAST(CAST($2 AS TEXT) AS JSONB)))
           ORDER BY t.last_posted_at DESC, t.root LIMIT $3"),
    }
    .bind(account)
    .bind(channels)
    .bind(size.and_one() - 1)
    .all(on)
    .await
}
