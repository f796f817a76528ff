// SPDX-License-Identifier: EUPL-1.2
//! What answers show of messages and threads, put together from several stores.

use std::collections::{HashMap, HashSet};

use access::{Grant, Read, Signed};
use base::{Id, PageSize, kind};
use db::{Db, DbResult};

use super::{
    model::{
        Answers, Body, Correction, FollowedThread, FollowedThreads, Message, MessageKind, MessageVersions,
        Messages, MyThread, REACTION_PEOPLE_MAX, Reaction, ThreadAttention,
    },
    model_forward::Forwarded,
    model_hooks::Automate,
    model_polls::Poll,
    store, store_forwards, store_places, store_readers,
    store_rows::{self, MessageRow},
    store_signs::{self, ReactionRow},
    views_channels, views_polls,
};
use crate::{app::App, areas::accounts};

type AccountId = Id<kind::Account>;

/// Which part of a channel is asked for.
#[derive(Debug, Clone, Copy)]
pub enum Part {
    /// The end.
    Last,
    /// What comes before a place.
    Before(i64),
    /// What comes after a place.
    After(i64),
    /// A place and what surrounds it.
    Around(i64),
}

/// A part of a channel.
///
/// # Errors
/// Whatever the database says.
pub async fn page(
    app: &App,
    channel: &Grant<Read, store_places::Channel>,
    part: Part,
    size: PageSize,
) -> DbResult<Messages> {
    let (db, me) = (&app.db, Some(channel.actor().account));
    let (mut rows, has_older, has_newer) = match part {
        Part::Last => older(db, channel, i64::MAX, size).await?,
        Part::Before(seq) => older(db, channel, seq, size).await?,
        Part::After(seq) => newer(db, channel, seq, size).await?,
        Part::Around(seq) => {
            let (mut before, has_older, _) = older(db, channel, seq, size.half()).await?;
            let (after, _, has_newer) = newer(db, channel, seq.saturating_sub(1), size.half()).await?;
            before.extend(after);
            (before, has_older, has_newer)
        }
    };
    let reactions = match (
        rows.first().and_then(|it| it.seq),
        rows.last().and_then(|it| it.seq),
    ) {
        (Some(first), Some(last)) => store_signs::between(db, me, channel.id(), first, last).await?,
        _ => Vec::new(),
    };
    let (items, people) = assembled(db, me, &mut rows, reactions).await?;
    Ok(Messages {
        items,
        people,
        has_older,
        has_newer,
    })
}

async fn older(
    db: &Db,
    channel: &Grant<Read, store_places::Channel>,
    seq: i64,
    size: PageSize,
) -> DbResult<(Vec<MessageRow>, bool, bool)> {
    let mut rows = store_rows::before(db, channel, seq, size).await?;
    let has_older = rows.len() > size.get();
    rows.truncate(size.get());
    rows.reverse();
    Ok((rows, has_older, seq != i64::MAX))
}

async fn newer(
    db: &Db,
    channel: &Grant<Read, store_places::Channel>,
    seq: i64,
    size: PageSize,
) -> DbResult<(Vec<MessageRow>, bool, bool)> {
    let mut rows = store_rows::after(db, channel, seq, size).await?;
    let has_newer = rows.len() > size.get();
    rows.truncate(size.get());
    Ok((rows, seq > 0, has_newer))
}

/// The answers in a thread after a place.
///
/// # Errors
/// Whatever the database says.
pub async fn answers(
    app: &App,
    root: &Grant<Read, store_places::Message>,
    after: i64,
    size: PageSize,
) -> DbResult<Messages> {
    let me = Some(root.actor().account);
    let mut rows = store_rows::answers(&app.db, root, after, size).await?;
    let has_newer = rows.len() > size.get();
    rows.truncate(size.get());
    let reactions = match (
        rows.first().and_then(|it| it.thread_seq),
        rows.last().and_then(|it| it.thread_seq),
    ) {
        (Some(first), Some(last)) => store_signs::of_answers(&app.db, me, root.id(), first, last).await?,
        _ => Vec::new(),
    };
    let (items, people) = assembled(&app.db, me, &mut rows, reactions).await?;
    Ok(Messages {
        items,
        people,
        has_older: after > 0,
        has_newer,
    })
}

/// The messages pinned to a channel, the last pinned first.
///
/// # Errors
/// Whatever the database says.
pub async fn pinned(app: &App, channel: &Grant<Read, store_places::Channel>) -> DbResult<Messages> {
    let me = Some(channel.actor().account);
    let mut rows = store_rows::pinned(&app.db, channel, PageSize::MAX).await?;
    let reactions = store_signs::of_pinned(&app.db, me, channel.id()).await?;
    let (items, people) = assembled(&app.db, me, &mut rows, reactions).await?;
    Ok(Messages {
        items,
        people,
        has_older: false,
        has_newer: false,
    })
}

/// One message, with the people it shows; `me`: who sees it, `None`: all who may.
///
/// # Errors
/// Whatever the database says.
pub async fn message(
    db: &Db,
    me: Option<AccountId>,
    message: Id<kind::Message>,
) -> DbResult<Option<(Message, Vec<accounts::Person>)>> {
    let Some(row) = store_rows::row_of(db, message).await? else {
        return Ok(None);
    };
    let reactions = store_signs::of(db, me, message).await?;
    let (items, people) = assembled(db, me, &mut vec![row], reactions).await?;
    Ok(items.into_iter().next().map(|it| (it, people)))
}

/// What a program that may not read is shown of a message that it has written: what it wrote, and nothing that is there since.
#[must_use]
pub fn as_sent(message: Message, body: &Body) -> Message {
    let is_there = message.retracted_at.is_none();
    Message {
        body: if is_there {
            body.as_str().to_owned()
        } else {
            message.body
        },
        forwarded: None,
        poll: None,
        reactions: Vec::new(),
        answers: None,
        corrected_by: Vec::new(),
        is_pinned: false,
        ..message
    }
}

/// Messages as all who may see them see them, each with the people it shows; those that are not there are left out.
///
/// # Errors
/// Whatever the database says.
pub async fn each(
    db: &Db,
    ids: &[Id<kind::Message>],
) -> DbResult<HashMap<Id<kind::Message>, (Message, Vec<accounts::Person>)>> {
    let (items, people) = match ids {
        [] => return Ok(HashMap::new()),
        [id] => {
            let one = message(db, None, *id).await?;
            return Ok(one.into_iter().map(|it| (*id, it)).collect());
        }
        _ => {
            let mut rows = store_rows::rows_of(db, ids).await?;
            let reactions = store_signs::of_all(db, None, ids).await?;
            assembled(db, None, &mut rows, reactions).await?
        }
    };
    let cards: HashMap<AccountId, accounts::Person> = people.into_iter().map(|it| (it.id, it)).collect();
    let with_people = |message: Message| {
        let mut people: Vec<_> = shows(&message)
            .collect::<HashSet<_>>()
            .into_iter()
            .filter_map(|it| cards.get(&it).cloned())
            .collect();
        people.sort_unstable_by_key(|it| it.id);
        (message.id, (message, people))
    };
    Ok(items.into_iter().map(with_people).collect())
}

/// The people that a message shows: its author, whose words it passes on, those who answered.
fn shows(message: &Message) -> impl Iterator<Item = AccountId> {
    let answered = message.answers.iter().flat_map(|it| it.people.iter().copied());
    std::iter::once(message.author)
        .chain(message.forwarded.as_ref().map(|it| it.author))
        .chain(answered)
}

/// Several messages, with the people they show.
///
/// # Errors
/// Whatever the database says.
pub async fn several(
    db: &Db,
    me: AccountId,
    ids: &[Id<kind::Message>],
) -> DbResult<(Vec<Message>, Vec<accounts::Person>)> {
    let me = Some(me);
    let mut rows = store_rows::rows_of(db, ids).await?;
    let reactions = store_signs::of_all(db, me, ids).await?;
    assembled(db, me, &mut rows, reactions).await
}

/// The signs under each message, in the order in which the first of each came.
fn signs(me: Option<AccountId>, rows: Vec<ReactionRow>) -> HashMap<Id<kind::Message>, Vec<Reaction>> {
    let mut signs: HashMap<Id<kind::Message>, Vec<Reaction>> = HashMap::new();
    for row in rows {
        let under = signs.entry(row.message).or_default();
        // The rows of a sign follow one another.
        if under.last().is_none_or(|it| it.emoji != row.emoji) {
            under.push(Reaction {
                emoji: row.emoji,
                count: row.count,
                is_mine: me.map(|_| false),
                people: Vec::new(),
            });
        }
        if let Some(reaction) = under.last_mut() {
            if Some(row.account) == me {
                reaction.is_mine = Some(true);
            }
            if row.place <= REACTION_PEOPLE_MAX {
                reaction.people.push(row.account);
            }
        }
    }
    signs
}

/// Messages from their rows and signs; with them the cards of all the people they show: authors, and those who answered.
async fn assembled(
    db: &Db,
    me: Option<AccountId>,
    rows: &mut Vec<MessageRow>,
    reactions: Vec<ReactionRow>,
) -> DbResult<(Vec<Message>, Vec<accounts::Person>)> {
    let mut signs = signs(me, reactions);
    let mut shown: HashSet<AccountId> = HashSet::new();
    let mut beside = beside(db, rows).await?;
    let items: Vec<Message> = rows
        .drain(..)
        .map(|row| {
            let reactions = signs.remove(&row.id).unwrap_or_default();
            let mut message = shown_as(row, reactions);
            message.forwarded = beside.passed_on.remove(&message.id);
            message.poll = beside.polls.remove(&message.id);
            message.corrected_by = beside.corrections.remove(&message.id).unwrap_or_default();
            shown.extend(shows(&message));
            message
        })
        .collect();
    let ids: Vec<AccountId> = shown.into_iter().collect();
    let mut people: Vec<_> = accounts::people(db, &ids).await?.into_values().collect();
    people.sort_unstable_by_key(|it| it.id);
    Ok((items, people))
}

/// What some messages have beside their words.
#[derive(Default)]
struct Beside {
    passed_on: HashMap<Id<kind::Message>, Forwarded>,
    polls: HashMap<Id<kind::Message>, Poll>,
    corrections: HashMap<Id<kind::Message>, Vec<Correction>>,
}

/// What some of these messages have beside their words; most have nothing, and nothing is asked for.
async fn beside(db: &Db, rows: &[MessageRow]) -> DbResult<Beside> {
    let those = |has: fn(&MessageRow) -> bool| -> Vec<Id<kind::Message>> {
        let there = rows.iter().filter(|it| it.retracted_at.is_none());
        there.filter(|it| has(it)).map(|it| it.id).collect()
    };
    let mut beside = Beside::default();
    let forwards = those(|it| it.forwards.is_some());
    if !forwards.is_empty() {
        let passed_on = store_forwards::of(db, &forwards).await?;
        beside.passed_on.extend(passed_on.into_iter().map(|row| {
            let forwarded = Forwarded {
                message: row.origin,
                channel: row.channel,
                author: row.author,
                automate: Automate::read(row.automate.as_deref()),
                kind: row.kind,
                number: row.number,
                posted_at: row.posted_at,
                body: row.body,
                is_gone: row.is_gone,
            };
            (row.message, forwarded)
        }));
    }
    let polls = those(|it| it.kind == MessageKind::Poll);
    if !polls.is_empty() {
        beside.polls = views_polls::of(db, &polls).await?;
    }
    let entries = those(|it| it.kind == MessageKind::Entry);
    if !entries.is_empty() {
        for (entry, id, seq) in store_rows::corrections(db, &entries).await? {
            beside
                .corrections
                .entry(entry)
                .or_default()
                .push(Correction { id, seq });
        }
    }
    Ok(beside)
}

fn shown_as(row: MessageRow, reactions: Vec<Reaction>) -> Message {
    let answers = row
        .answers
        .zip(row.answered_at)
        .map(|(count, last_posted_at)| Answers {
            count,
            last_posted_at,
            people: row
                .answerers
                .as_deref()
                .unwrap_or_default()
                .split_whitespace()
                .filter_map(|it| it.parse().ok())
                .collect(),
            resolved_at: row.resolved_at,
        });
    Message {
        id: row.id,
        channel: row.channel,
        seq: row.seq,
        thread: row.thread,
        thread_seq: row.thread_seq,
        author: row.author,
        automate: Automate::read(row.automate.as_deref()),
        draft: row.draft,
        kind: row.kind,
        body: row.body,
        quotes: row.quotes,
        forwarded: None,
        poll: None,
        posted_at: row.posted_at,
        edited_at: row.edited_at,
        retracted_at: row.retracted_at,
        reactions,
        answers,
        corrected_by: Vec::new(),
        is_pinned: row.is_pinned,
        etag: row.version.to_string(),
    }
}

/// The decisions of a project, as far as someone reads its channels, the newest first.
///
/// # Errors
/// Whatever the database says.
pub async fn decisions(
    app: &App,
    project: &Grant<Read, store_places::Messages>,
    before: Id<kind::Message>,
    size: PageSize,
) -> DbResult<Messages> {
    let ids: Vec<Id<kind::Channel>> = views_channels::channels(app, project)
        .await?
        .into_iter()
        .map(|it| it.id)
        .collect();
    let mut rows = store_rows::decisions(&app.db, &db::id_list(&ids), before, size).await?;
    let has_older = rows.len() > size.get();
    rows.truncate(size.get());
    let shown: Vec<Id<kind::Message>> = rows.iter().map(|it| it.id).collect();
    let me = Some(project.actor().account);
    let reactions = store_signs::of_all(&app.db, me, &shown).await?;
    let (items, people) = assembled(&app.db, me, &mut rows, reactions).await?;
    Ok(Messages {
        items,
        people,
        has_older,
        has_newer: before != Id::MAX,
    })
}

/// The threads that someone follows, over all channels that he reads.
///
/// # Errors
/// Whatever the database says.
pub async fn followed(app: &App, me: Signed) -> DbResult<FollowedThreads> {
    let db = &app.db;
    let channels: Vec<Id<kind::Channel>> = views_channels::mine(app, me)
        .await?
        .into_iter()
        .map(|it| it.id)
        .collect();
    let threads = store::followed(db, me.account, &db::id_list(&channels), PageSize::MAX).await?;
    let ids: Vec<Id<kind::Message>> = threads.iter().map(|it| it.0).collect();
    let (roots, people) = several(db, me.account, &ids).await?;
    let mut roots: HashMap<Id<kind::Message>, Message> = roots.into_iter().map(|it| (it.id, it)).collect();
    let items = threads
        .into_iter()
        .filter_map(|(root, read_seq, last_seq, aside)| {
            Some(FollowedThread {
                root: roots.remove(&root)?,
                read_seq,
                last_seq,
                unread: (last_seq - read_seq - aside).max(0),
            })
        })
        .collect();
    Ok(FollowedThreads { items, people })
}

/// What a message was before it was edited, after a version, oldest first.
///
/// # Errors
/// Whatever the database says.
pub async fn versions(
    app: &App,
    message: &Grant<Read, store_places::Message>,
    after: i64,
    size: PageSize,
) -> DbResult<MessageVersions> {
    let mut items = store::versions(&app.db, message, after, size).await?;
    let has_newer = items.len() > size.get();
    items.truncate(size.get());
    Ok(MessageVersions { items, has_newer })
}

/// How the asker keeps a thread.
///
/// # Errors
/// Whatever the database says.
pub async fn my_thread(app: &App, root: &Grant<Read, store_places::Message>) -> DbResult<MyThread> {
    let (attention, read_seq) = store_readers::thread_reader(&app.db, root)
        .await?
        .unwrap_or((ThreadAttention::Unfollowed, 0));
    Ok(MyThread { attention, read_seq })
}
