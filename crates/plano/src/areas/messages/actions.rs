// SPDX-License-Identifier: EUPL-1.2
//! What people can do with messages. Channels have their own file.

use access::{ActionKind, Comment, Grant, Module, React, Read, Refusal, Write, grant_again};
use base::{Id, Invalid, Problem, kind};
use db::{Db, DbError, Tx};
use events::{Announce as _, MessageEvent};
use uuid::Uuid;

use super::{
    actions_names, markdown,
    model::{Body, ChannelKind, MessageKind, NewMessage, REACTIONS_MAX},
    model_emoji::Emoji,
    model_search::{Stands, indexed, searched},
    post_queue::{PostQueue, Posted, Posting},
    store, store_channels, store_later,
    store_places::{Channel, Message},
    store_polls, store_readers, store_rows, store_search,
};

type Result<T> = std::result::Result<T, Problem>;
type MessageId = Id<kind::Message>;
type AccountId = Id<kind::Account>;

/// Most messages pinned to one channel: they are listed at once.
const PINS_MAX: i64 = 100;

/// How many of those who answered are shown with a thread.
const ANSWERERS_SHOWN: usize = 5;

/// Posts a message and announces it to everyone who reads the channel. The same draft is the same message, however often it
/// is sent. `is_here`: its author writes it now, and has read what stands before it; false for what is posted at a time.
///
/// # Errors
/// `draft.reused` for another message: with another text, of another kind, elsewhere, or quoting something else; `message.kind_unknown` for an entry outside a log; `log.no_threads`;
/// `thread.required`; `thread.unknown`; `thread.is_an_answer`; `quote.unknown`; `access.closed`.
pub async fn post(
    db: &Db,
    queue: &PostQueue,
    channel: Grant<Comment, Channel>,
    new: NewMessage,
    is_here: bool,
) -> Result<MessageId> {
    post_by(db, queue, channel, new, is_here, None).await
}

/// The same, for its author by a program, which is kept with it ([`Automate::kept`](super::model_hooks::Automate::kept)).
///
/// # Errors
/// As [`post`].
pub async fn post_by(
    db: &Db,
    queue: &PostQueue,
    channel: Grant<Comment, Channel>,
    new: NewMessage,
    is_here: bool,
    automate: Option<String>,
) -> Result<MessageId> {
    Ok(post_shown(db, queue, channel, new, is_here, automate).await?.id)
}

/// The same, with the message as it is shown, where that was read with those that were posted at the same time.
///
/// # Errors
/// As [`post`].
pub async fn post_shown(
    db: &Db,
    queue: &PostQueue,
    channel: Grant<Comment, Channel>,
    mut new: NewMessage,
    is_here: bool,
    automate: Option<String>,
) -> Result<Posted> {
    new.body = actions_names::right(db, channel.actor(), new.body, "body").await?;
    let (author, at, sent) = (channel.actor().account, channel.id(), new.clone());
    match post_new(db, queue, channel, new, is_here, automate).await {
        Ok(posted) => Ok(posted),
        Err(refused) => {
            let id = posted_before(db, author, sent.draft, refused, |it| it.is(at, &sent)).await?;
            Ok(Posted { id, shown: None })
        }
    }
}

/// What an author's client that sends the same draft again has posted with it: that it may not be posted now, or not so, is no
/// news to whoever has posted it. What became of it since, an edit or its end, is no other message; one that was cleared is
/// posted under its draft no more as long as its row is there. Once that is erased nothing is known of it, its draft neither:
/// a client that keeps a draft for so long says it anew.
///
/// # Errors
/// `draft.reused` for another message; what `refused` says where nothing was posted with it.
pub async fn posted_before(
    db: &Db,
    author: AccountId,
    draft: Uuid,
    refused: Refused,
    is_it: impl FnOnce(&store::Sent) -> bool,
) -> Result<MessageId> {
    let refusal = match refused {
        Refused::NotUnique => Problem::conflict("draft.reused"),
        Refused::Problem(
            problem @ (Problem::Forbidden(_)
            | Problem::NotFound
            | Problem::Conflict(_)
            | Problem::Unacceptable(_)),
        ) => problem,
        // It may be otherwise in a moment.
        Refused::Problem(problem) => return Err(problem),
    };
    match store::by_draft(db, author, draft).await? {
        Some(before) if is_it(&before) => Ok(before.id),
        Some(_) => Err(Problem::conflict("draft.reused")),
        None => Err(refusal),
    }
}

/// The same of what may be said no more where one still reads.
///
/// # Errors
/// As [`posted_before`].
pub async fn said_before(
    db: &Db,
    channel: &Grant<Read, Channel>,
    mut new: NewMessage,
    refusal: Problem,
) -> Result<MessageId> {
    new.body = actions_names::right(db, channel.actor(), new.body, "body").await?;
    let is_it = |it: &store::Sent| it.is(channel.id(), &new);
    posted_before(
        db,
        channel.actor().account,
        new.draft,
        Refused::Problem(refusal),
        is_it,
    )
    .await
}

async fn post_new(
    db: &Db,
    queue: &PostQueue,
    channel: Grant<Comment, Channel>,
    new: NewMessage,
    is_here: bool,
    automate: Option<String>,
) -> std::result::Result<Posted, Refused> {
    let (place, kind) = acceptable(db, &channel, &new).await?;
    let (author, draft) = (channel.actor().account, new.draft);
    let stands = Stands {
        channel: channel.id(),
        project: channel.place(),
        kind: place,
    };
    let terms = indexed(stands, author, new.body.as_str());
    match new.thread {
        None => {
            let posting = Posting {
                channel: channel.id(),
                project: channel.place(),
                author,
                automate,
                draft,
                kind,
                mentions: markdown::mentions(new.body.as_str()),
                terms,
                is_here,
                body: new.body,
                quotes: new.quotes,
                addition: None,
            };
            queue.post_shown(db, posting).await
        }
        Some(root) => {
            let said = Said {
                kind,
                terms,
                is_here,
                automate,
            };
            let id = answer(db, channel, root, new, said).await?;
            Ok(Posted { id, shown: None })
        }
    }
}

/// Whether a message may be posted so in this channel: what kind of channel it is, and of message there.
///
/// # Errors
/// `message.kind_unknown` for an entry outside a log and a decision in a conversation; `log.no_threads`; `thread.required`;
/// `quote.unknown`; `draft.reused` where
/// another is to be posted under its draft later.
pub async fn acceptable(
    db: &Db,
    channel: &Grant<Comment, Channel>,
    new: &NewMessage,
) -> Result<(ChannelKind, MessageKind)> {
    let (author, draft) = (channel.actor().account, new.draft);
    let (manner, is_planned) = store_channels::manner_for(db, channel, author, draft)
        .await?
        .ok_or(Problem::NotFound)?;
    let kind = match (manner.kind, new.kind) {
        (ChannelKind::Log, _) if new.thread.is_some() => return Err(Problem::conflict("log.no_threads")),
        (ChannelKind::Log, _) => MessageKind::Entry,
        // Decisions are kept by projects.
        (_, MessageKind::Entry | MessageKind::Poll) | (ChannelKind::Direct, MessageKind::Decision) => {
            return Err(Problem::field("kind", Invalid::new("message.kind_unknown")));
        }
        (_, kind) => kind,
    };
    if manner.requires_threads && (new.also_in_channel || (new.quotes.is_some() && new.thread.is_none())) {
        return Err(Problem::conflict("thread.required"));
    }
    if let Some(quoted) = new.quotes
        && !store::is_in(db, channel, quoted).await?
    {
        return Err(Problem::field("quotes", Invalid::new("quote.unknown")));
    }
    // What is said under its draft would be taken for it, and it would never be said.
    if is_planned
        && let Some(planned) = store_later::by_draft(db, author, draft).await?
        && !planned.is(channel.id(), kind, new)
    {
        return Err(Problem::conflict("draft.reused"));
    }
    Ok((manner.kind, kind))
}

/// Why a message was not written.
#[derive(Debug)]
pub enum Refused {
    /// Something that must be there once is there already: its draft.
    NotUnique,
    /// Anything else.
    Problem(Problem),
}

impl From<DbError> for Refused {
    fn from(error: DbError) -> Self {
        match error {
            DbError::NotUnique(_) => Self::NotUnique,
            error => Self::Problem(error.into()),
        }
    }
}

impl From<Problem> for Refused {
    fn from(problem: Problem) -> Self {
        Self::Problem(problem)
    }
}

/// What is known of an answer besides what was asked.
struct Said {
    kind: MessageKind,
    terms: String,
    is_here: bool,
    automate: Option<String>,
}

/// Posts an answer in a thread, which its author follows from then on, as does the author of what is answered.
async fn answer(
    db: &Db,
    channel: Grant<Comment, Channel>,
    root: MessageId,
    new: NewMessage,
    said: Said,
) -> std::result::Result<MessageId, Refused> {
    let author = channel.actor().account;
    db.write(channel.actor(), async move |tx| {
        let unknown = || Problem::field("thread", Invalid::new("thread.unknown"));
        let found = store::root(tx, &channel, root)
            .await?
            .filter(|it| it.is_there)
            .ok_or_else(unknown)?;
        if !found.begins {
            return Err(Problem::field("thread", Invalid::new("thread.is_an_answer")).into());
        }
        let seq = if new.also_in_channel {
            let now = tx.now();
            let seq = store::take_places(tx, channel.id(), 1, now)
                .await?
                .ok_or_else(|| Problem::forbidden("access.closed"))?;
            Some(seq)
        } else {
            None
        };
        let before = found.people.unwrap_or_default();
        // A program is nobody who answered, and follows nothing.
        let people = if said.automate.is_some() {
            before
        } else {
            answerers(author, &before)
        };
        let place = store::take_answer(tx, channel.id(), root, &people).await?;
        let message = tx.new_id();
        let inserted = store::Inserted {
            id: message,
            channel: channel.id(),
            author,
            // A log has no threads.
            author_name: None,
            automate: said.automate.as_deref(),
            draft: new.draft,
            kind: said.kind,
            body: &new.body,
            quotes: new.quotes,
            forwards: None,
            at: tx.now(),
        };
        store::insertion(&inserted, seq, Some((root, place)))
            .exec(tx)
            .await?;
        let named = markdown::mentions(new.body.as_str());
        let mut queries = store::mentions(message, channel.id(), seq, &named);
        queries.push(store_search::insertion(message, &said.terms));
        queries.extend(seq.and_then(|seq| match (&said.automate, said.is_here) {
            (_, true) => Some(store_readers::read_by_author(author, channel.id(), seq)),
            (None, false) => Some(store_readers::written_by_author(author, channel.id(), 1)),
            (Some(_), false) => None,
        }));
        tx.each(queries).await?;
        // A program that goes on with what a program of the same person said tells him nothing new.
        let is_news = found.author != author || (said.automate.is_some() && !found.is_by_program);
        if place == 1 && is_news {
            store::follow(tx, found.author, root, 0).await?;
        }
        if said.automate.is_none() {
            store::follow(tx, author, root, if said.is_here { place } else { 0 }).await?;
        }
        tx.announce(MessageEvent::Posted {
            project: channel.place(),
            channel: channel.id(),
            message,
            thread: Some(root),
        })
        .await?;
        Ok(message)
    })
    .await
}

/// `author` first, then those who answered before, each once, as ids separated by spaces.
pub(super) fn answerers(author: AccountId, before: &str) -> String {
    let author = author.to_string();
    let others = before.split_whitespace().filter(|it| *it != author);
    std::iter::once(author.as_str())
        .chain(others)
        .take(ANSWERERS_SHOWN)
        .collect::<Vec<_>>()
        .join(" ")
}

/// Gives one's message a new text. What it was before stays to be seen.
///
/// # Errors
/// [`Problem::LostRace`] if `version` is no longer its version; not found once it was taken away; `poll.has_votes`.
pub async fn edit(db: &Db, message: Grant<Write, Message>, version: i64, body: Body) -> Result<()> {
    let body = actions_names::right(db, message.actor(), body, "body").await?;
    db.write(message.actor(), async move |tx| {
        let row = store_rows::find(&mut *tx, &message.to_read())
            .await?
            .filter(|it| it.retracted_at.is_none())
            .ok_or(Problem::NotFound)?;
        if row.version == version && row.body == body.as_str() {
            return Ok(());
        }
        if row.kind == MessageKind::Poll {
            // The message first, as whoever takes it away does.
            store::hold(tx, message.id()).await?.ok_or(Problem::NotFound)?;
            // Whoever has voted answered this question, and no other.
            if !store_polls::hold_unvoted(tx, message.id()).await? {
                return Err(Problem::conflict("poll.has_votes"));
            }
        }
        if !store::edit(tx, &message, version, &body).await? {
            return Err(Problem::LostRace(
                serde_json::json!({ "etag": row.version.to_string(), "body": row.body }),
            ));
        }
        store::unmention(tx, message.id()).await?;
        let named = markdown::mentions(body.as_str());
        let (channel, kind) = store_channels::kind_at(&mut *tx, &message)
            .await?
            .ok_or(Problem::NotFound)?;
        let stands = Stands {
            channel,
            project: message.place(),
            kind,
        };
        // Most have nothing but their words.
        let more = if row.kind == MessageKind::Poll || row.forwards.is_some() {
            store_search::beside(&mut *tx, &[message.id()]).await?
        } else {
            Vec::new()
        };
        let more = more.iter().map(|it| it.1.as_str());
        let terms = indexed(stands, row.author, &searched(body.as_str(), more));
        let mut queries = store::mentions(message.id(), row.channel, row.seq, &named);
        queries.push(store_search::removal(message.id()));
        queries.push(store_search::insertion(message.id(), terms));
        tx.each(queries).await?;
        let (project, channel, message) = (message.place(), row.channel, message.id());
        tx.announce(MessageEvent::Edited {
            project,
            channel,
            message,
        })
        .await?;
        Ok(())
    })
    .await
}

/// Takes a message away: its author does, and whoever manages its channel. Twice is once. An entry of a log stays.
///
/// # Errors
/// As [`is_his_or_managed`]; `access.closed` for an entry of a log.
pub async fn retract(db: &Db, message: Grant<Read, Message>) -> Result<()> {
    db.write(message.actor(), async move |tx| {
        let message: Grant<Read, _> = grant_again(tx, &message).await?;
        let (channel, kind) = store_channels::kind_at(&mut *tx, &message)
            .await?
            .ok_or(Problem::NotFound)?;
        if kind == ChannelKind::Log {
            return Err(Problem::forbidden("access.closed"));
        }
        is_his_or_managed(&message)?;
        if store::retract(tx, &message).await? {
            store_search::removal(message.id()).exec(&mut *tx).await?;
            let (project, message) = (message.place(), message.id());
            tx.announce(MessageEvent::Retracted {
                project,
                channel,
                message,
            })
            .await?;
        }
        Ok(())
    })
    .await
}

/// Whether someone wrote a message or manages its channel, so that he may end it.
///
/// # Errors
/// `access.author_only` for who did not write it; for who did, why he may write there no more.
pub fn is_his_or_managed(message: &Grant<Read, Message>) -> Result<()> {
    let may = |action| access::allows(message.standing(), action, Some(Module::Messages));
    let is_his = message.standing().is_related;
    match (may(ActionKind::Write), may(ActionKind::Manage)) {
        (Ok(()), _) | (_, Ok(())) => Ok(()),
        (Err(why), _) if is_his => Err(Problem::Forbidden(why.invalid())),
        (_, Err(why @ Refusal::Archived)) => Err(Problem::Forbidden(why.invalid())),
        _ => Err(Problem::forbidden("access.author_only")),
    }
}

/// Answers a message with a sign; twice is once.
///
/// # Errors
/// `reaction.too_many` for yet another kind of sign under one message.
pub async fn react(db: &Db, message: Grant<React, Message>, emoji: Emoji) -> Result<()> {
    db.write(message.actor(), async move |tx| {
        // Taken away in this moment, it is answered by nothing.
        if store::hold(tx, message.id()).await?.is_none() || !store::react(tx, &message, &emoji).await? {
            return Ok(());
        }
        if store::kinds_of_reactions(&mut *tx, &message).await? > REACTIONS_MAX {
            return Err(Problem::conflict("reaction.too_many"));
        }
        tell(tx, &message, |project, channel, message| MessageEvent::Reacted {
            project,
            channel,
            message,
        })
        .await
    })
    .await
}

/// Takes one's sign back.
///
/// # Errors
/// What the database says.
pub async fn unreact(db: &Db, message: Grant<React, Message>, emoji: Emoji) -> Result<()> {
    db.write(message.actor(), async move |tx| {
        if store::unreact(tx, &message, &emoji).await? {
            tell(tx, &message, |project, channel, message| MessageEvent::Reacted {
                project,
                channel,
                message,
            })
            .await?;
        }
        Ok(())
    })
    .await
}

/// Pins a message to its channel; twice is once.
///
/// # Errors
/// `pin.too_many`.
pub async fn pin(db: &Db, message: Grant<Comment, Message>) -> Result<()> {
    db.write(message.actor(), async move |tx| {
        let Some(channel) = store::hold(tx, message.id()).await? else {
            return Ok(());
        };
        store_channels::hold(tx, channel).await?;
        if !store::pin(tx, &message).await? {
            return Ok(());
        }
        if store::count_pins(&mut *tx, &message).await? > PINS_MAX {
            return Err(Problem::conflict("pin.too_many"));
        }
        tell(tx, &message, |project, channel, message| MessageEvent::Pinned {
            project,
            channel,
            message,
        })
        .await
    })
    .await
}

/// Unpins a message.
///
/// # Errors
/// What the database says.
pub async fn unpin(db: &Db, message: Grant<Comment, Message>) -> Result<()> {
    db.write(message.actor(), async move |tx| {
        if store::unpin(tx, &message).await? {
            tell(tx, &message, |project, channel, message| MessageEvent::Unpinned {
                project,
                channel,
                message,
            })
            .await?;
        }
        Ok(())
    })
    .await
}

/// Marks a thread as settled.
///
/// # Errors
/// What the database says.
pub async fn resolve(db: &Db, root: Grant<Comment, Message>) -> Result<()> {
    db.write(root.actor(), async move |tx| {
        if store::settle(tx, &root, true).await? {
            tell(tx, &root, |project, channel, message| {
                MessageEvent::ThreadResolved {
                    project,
                    channel,
                    message,
                }
            })
            .await?;
        }
        Ok(())
    })
    .await
}

/// Opens a settled thread again.
///
/// # Errors
/// What the database says.
pub async fn reopen(db: &Db, root: Grant<Comment, Message>) -> Result<()> {
    db.write(root.actor(), async move |tx| {
        if store::settle(tx, &root, false).await? {
            tell(tx, &root, |project, channel, message| {
                MessageEvent::ThreadReopened {
                    project,
                    channel,
                    message,
                }
            })
            .await?;
        }
        Ok(())
    })
    .await
}

/// Announces what happened to a message.
async fn tell<A>(
    tx: &mut Tx,
    message: &Grant<A, Message>,
    event: impl FnOnce(Option<Id<kind::Project>>, Id<kind::Channel>, MessageId) -> MessageEvent,
) -> Result<()> {
    let (channel, _) = store_channels::kind_at(&mut *tx, message)
        .await?
        .ok_or(Problem::NotFound)?;
    tx.announce(event(message.place(), channel, message.id())).await?;
    Ok(())
}
