// SPDX-License-Identifier: EUPL-1.2
//! What answers show of channels and messages, put together from several stores.

use std::collections::{HashMap, HashSet};

use access::{Beginnings, Bounds, Grant, Module, Read, Signed, Standing};
use base::{Id, Page, PageSize, Timestamp, kind};
use db::{Db, DbResult};

use super::{
    model::{
        Answers, Body, Channel, ChannelCan, ChannelKind, ChannelPerson, FollowedThread, FollowedThreads,
        Message, MessageKind, MessageVersions, Messages, MyThread, REACTION_PEOPLE_MAX, Reaction,
        ThreadAttention,
    },
    model_clear,
    model_folders::ChannelFolder,
    model_forward::Forwarded,
    model_hooks::Automate,
    model_polls::Poll,
    store,
    store_channels::{self, ChannelRow},
    store_conversations, store_forwards, store_people, store_places, store_readers,
    store_rows::{self, MessageRow},
    store_signs::{self, ReactionRow},
    views_polls,
};
use crate::{
    app::App,
    areas::{accounts, orgs},
};

type AccountId = Id<kind::Account>;
type ProjectId = Id<kind::Project>;

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
    let (mut passed_on, mut polls) = beside(db, rows).await?;
    let items: Vec<Message> = rows
        .drain(..)
        .map(|row| {
            let reactions = signs.remove(&row.id).unwrap_or_default();
            let mut message = shown_as(row, reactions);
            message.forwarded = passed_on.remove(&message.id);
            message.poll = polls.remove(&message.id);
            shown.extend(shows(&message));
            message
        })
        .collect();
    let ids: Vec<AccountId> = shown.into_iter().collect();
    let mut people: Vec<_> = accounts::people(db, &ids).await?.into_values().collect();
    people.sort_unstable_by_key(|it| it.id);
    Ok((items, people))
}

/// What some of these messages have beside their words; most have nothing, and nothing is asked for.
async fn beside(
    db: &Db,
    rows: &[MessageRow],
) -> DbResult<(
    HashMap<Id<kind::Message>, Forwarded>,
    HashMap<Id<kind::Message>, Poll>,
)> {
    let those = |has: fn(&MessageRow) -> bool| -> Vec<Id<kind::Message>> {
        let there = rows.iter().filter(|it| it.retracted_at.is_none());
        there.filter(|it| has(it)).map(|it| it.id).collect()
    };
    let forwards = those(|it| it.forwards.is_some());
    let polls = those(|it| it.kind == MessageKind::Poll);
    let passed_on = if forwards.is_empty() {
        Vec::new()
    } else {
        store_forwards::of(db, &forwards).await?
    };
    let passed_on = passed_on.into_iter().map(|row| {
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
    });
    let polls = if polls.is_empty() {
        HashMap::new()
    } else {
        views_polls::of(db, &polls).await?
    };
    Ok((passed_on.collect(), polls))
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
        is_pinned: row.is_pinned,
        etag: row.version.to_string(),
    }
}

/// One channel as its reader has it.
///
/// # Errors
/// Whatever the database says.
pub async fn channel(app: &App, channel: &Grant<Read, store_places::Channel>) -> DbResult<Option<Channel>> {
    let Some(row) = store_channels::find(&app.db, channel).await? else {
        return Ok(None);
    };
    let me = channel.actor().account;
    let mut conversations = HashMap::new();
    if row.kind == ChannelKind::Direct {
        let ids: Vec<AccountId> = store_people::people(&app.db, row.id)
            .await?
            .into_iter()
            .filter_map(|it| it.account.filter(|it| *it != me))
            .collect();
        let mut cards = accounts::people(&app.db, &ids).await?;
        conversations.insert(row.id, ids.iter().filter_map(|it| cards.remove(it)).collect());
    }
    let can = ChannelCan::of(channel.standing());
    Ok(Some(kept(row, can, &mut conversations)))
}

/// The channels of a project that someone reads.
///
/// # Errors
/// Whatever the database says.
pub async fn channels(app: &App, project: &Grant<Read, store_places::Messages>) -> DbResult<Vec<Channel>> {
    let standing = *project.standing();
    let rows = store_channels::known(
        &app.db,
        project.actor().account,
        &db::id_list(&[project.project()]),
    )
    .await?;
    Ok(rows
        .into_iter()
        .filter(|it| it.project.is_some())
        .map(|row| {
            let can = ChannelCan::of(&bounded(standing, &row));
            kept(row, can, &mut HashMap::new())
        })
        .collect())
}

/// How many conversations are in someone's list; older ones are asked for in pages ([`conversations`]).
const CONVERSATIONS_LISTED: usize = 100;

/// The channels that someone reads, over all his projects, and the conversations in his list: of those that he has not put away
/// the hundred with the latest words.
///
/// # Errors
/// Whatever the database says.
pub async fn listed(app: &App, me: Signed) -> DbResult<Vec<Channel>> {
    let mut all = mine(app, me).await?;
    all.retain(|it| !it.is_hidden);
    let mut conversations: Vec<_> = all
        .iter()
        .filter(|it| it.project.is_none())
        .map(|it| (it.last_posted_at, it.id))
        .collect();
    if conversations.len() > CONVERSATIONS_LISTED {
        conversations.sort_unstable_by(|one, other| other.cmp(one));
        let older: HashSet<_> = conversations
            .drain(CONVERSATIONS_LISTED..)
            .map(|it| it.1)
            .collect();
        all.retain(|it| !older.contains(&it.id));
    }
    Ok(all)
}

/// A place in the list of all one's conversations, as text.
fn place_text((id, at): &(Id<kind::Channel>, Timestamp)) -> String {
    format!("{}~{id}", at.micros())
}

/// Reads what [`conversations`] gave as `next`.
#[must_use]
pub fn place(text: &str) -> Option<store_conversations::Place> {
    let (at, id) = text.split_once('~')?;
    Some((Timestamp::from_micros(at.parse().ok()?), id.parse().ok()?))
}

/// A page of all conversations that someone is in, also those that he has put away, those with the latest words first.
///
/// # Errors
/// Whatever the database says.
pub async fn conversations(
    app: &App,
    me: Signed,
    after: Option<store_conversations::Place>,
    size: PageSize,
) -> DbResult<Page<Channel>> {
    let after = after.unwrap_or((Timestamp::from_micros(i64::MAX), Id::MAX));
    let rows = store_conversations::page(&app.db, me.account, after, size).await?;
    let page = Page::cut(rows, size, place_text);
    let mut mine: HashMap<_, _> = mine(app, me).await?.into_iter().map(|it| (it.id, it)).collect();
    Ok(Page {
        items: page.items.iter().filter_map(|it| mine.remove(&it.0)).collect(),
        next: page.next,
    })
}

/// All channels and conversations that someone reads, over all his projects, in his list or not.
///
/// # Errors
/// Whatever the database says.
pub async fn mine(app: &App, me: Signed) -> DbResult<Vec<Channel>> {
    let db = &app.db;
    let standings = access::standings(db, me, app.now()).await?;
    let among_themselves = Standing::among_themselves(me.is_external, &standings);
    let standings: HashMap<ProjectId, Standing> = standings
        .into_iter()
        .filter(|(_, standing)| {
            access::allows(standing, access::ActionKind::Read, Some(Module::Messages)).is_ok()
        })
        .collect();
    let projects: Vec<ProjectId> = standings.keys().copied().collect();
    let rows = store_channels::known(db, me.account, &db::id_list(&projects)).await?;
    let pairs = store_people::people_of_conversations(db, me.account).await?;
    let ids: HashSet<AccountId> = pairs.iter().map(|it| it.1).collect();
    let cards = accounts::people(db, &ids.into_iter().collect::<Vec<_>>()).await?;
    let mut conversations: HashMap<Id<kind::Channel>, Vec<accounts::Person>> = HashMap::new();
    for (channel, account) in pairs {
        if let Some(card) = cards.get(&account) {
            conversations.entry(channel).or_default().push(card.clone());
        }
    }
    Ok(rows
        .into_iter()
        .filter_map(|row| {
            let standing = match row.project {
                Some(project) => *standings.get(&project)?,
                None => among_themselves?,
            };
            let can = ChannelCan::of(&bounded(standing, &row));
            Some(kept(row, can, &mut conversations))
        })
        .collect())
}

/// What the channel itself says, added to what someone is in its project.
fn bounded(standing: Standing, row: &ChannelRow) -> Standing {
    let admits = match row.kind {
        ChannelKind::Open | ChannelKind::Log => access::Admits::Everyone,
        _ if row.is_manager => access::Admits::AsManager,
        _ if row.is_in => access::Admits::Everyone,
        ChannelKind::Announcement => access::Admits::Announcers,
        ChannelKind::Private | ChannelKind::Direct => access::Admits::Nobody,
    };
    Standing {
        bounds: Bounds {
            admits,
            is_closed: row.archived_at.is_some(),
            is_authored: false,
        },
        ..standing
    }
}

impl ChannelCan {
    /// What someone of this standing may do.
    fn of(standing: &Standing) -> Self {
        use access::ActionKind as A;
        let may = |action| access::allows(standing, action, Some(Module::Messages)).is_ok();
        Self {
            react: may(A::React),
            post: may(A::Comment),
            edit: may(A::Write),
            oversee: may(A::Oversee),
            manage: may(A::Manage),
        }
    }
}

fn kept(
    row: ChannelRow,
    can: ChannelCan,
    conversations: &mut HashMap<Id<kind::Channel>, Vec<accounts::Person>>,
) -> Channel {
    let read_seq = row.read_seq.unwrap_or(0);
    let folder = row.folder.map(|id| ChannelFolder {
        id,
        name: row.folder_name.unwrap_or_default(),
        rank: row.folder_rank.unwrap_or_default(),
        etag: row.folder_version.unwrap_or_default().to_string(),
    });
    Channel {
        id: row.id,
        project: row.project,
        kind: row.kind,
        name: row.name,
        topic: row.topic,
        folder,
        rank: row.rank,
        is_main: row.is_main,
        requires_threads: row.requires_threads,
        archived_at: row.archived_at,
        people: conversations.remove(&row.id).unwrap_or_default(),
        last_seq: row.last_seq,
        last_posted_at: row.last_posted_at,
        read_seq,
        unread: row.last_seq - read_seq.max(row.cleared_seq).min(row.last_seq),
        mentions: row.mentions,
        attention: row.attention,
        is_muted: row.is_muted.unwrap_or(false),
        cleared_at: row.cleared_at,
        cleared_by: row.cleared_by,
        expires_after_days: row.expires_after.map(model_clear::in_days),
        is_hidden: row.hidden_seq.is_some_and(|it| row.last_seq <= it),
        can,
        etag: row.version.to_string(),
    }
}

/// Who is in a private channel or announces in an announcement channel.
///
/// # Errors
/// Whatever the database says.
pub async fn people(app: &App, channel: &Grant<Read, store_places::Channel>) -> DbResult<Vec<ChannelPerson>> {
    let rows = store_people::people(&app.db, channel.id()).await?;
    let accounts: Vec<AccountId> = rows.iter().filter_map(|it| it.account).collect();
    let groups: Vec<Id<kind::Group>> = rows.iter().filter_map(|it| it.group).collect();
    let mut cards = accounts::people(&app.db, &accounts).await?;
    let mut names = orgs::group_cards(&app.db, &groups).await?;
    Ok(rows
        .into_iter()
        .map(|row| ChannelPerson {
            person: row.account.and_then(|it| cards.remove(&it)),
            group: row.group.and_then(|it| names.remove(&it)),
            is_manager: row.is_manager,
        })
        .collect())
}

/// Who reads a channel, by name, those only whose words begin as was typed.
///
/// # Errors
/// Whatever the database says.
pub async fn readers(
    app: &App,
    channel: &Grant<Read, store_places::Channel>,
    typed: &str,
    size: PageSize,
) -> DbResult<Vec<accounts::Person>> {
    let found = store_people::readers(
        &app.db,
        channel,
        Beginnings::of(typed),
        i64::try_from(size.get()).unwrap_or(i64::MAX),
    )
    .await?;
    let mut cards = accounts::people(&app.db, &found).await?;
    Ok(found.into_iter().filter_map(|it| cards.remove(&it)).collect())
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
    let ids: Vec<Id<kind::Channel>> = channels(app, project)
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
    let channels: Vec<Id<kind::Channel>> = mine(app, me).await?.into_iter().map(|it| it.id).collect();
    let threads = store::followed(db, me.account, &db::id_list(&channels), PageSize::MAX).await?;
    let ids: Vec<Id<kind::Message>> = threads.iter().map(|it| it.0).collect();
    let (roots, people) = several(db, me.account, &ids).await?;
    let mut roots: HashMap<Id<kind::Message>, Message> = roots.into_iter().map(|it| (it.id, it)).collect();
    let items = threads
        .into_iter()
        .filter_map(|(root, read_seq, last_seq)| {
            Some(FollowedThread {
                root: roots.remove(&root)?,
                read_seq,
                unread: (last_seq - read_seq).max(0),
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
