// SPDX-License-Identifier: EUPL-1.2
//! What answers show of channels and messages, put together from several stores.

use std::collections::{HashMap, HashSet};

use access::{Bounds, Grant, Module, Read, Signed, Standing};
use base::{Id, PageSize, kind};
use db::{Db, DbResult};

use super::{
    model::{
        Answers, Channel, ChannelCan, ChannelKind, ChannelPerson, FollowedThread, FollowedThreads, Message,
        MessageVersion, Messages, MyThread, Reaction, ThreadAttention,
    },
    model_hooks::Automate,
    store,
    store_channels::{self, ChannelRow},
    store_places,
    store_rows::{self, MessageRow, ReactionRow},
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
    let db = &app.db;
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
        (Some(first), Some(last)) => store_rows::reactions_between(db, channel.id(), first, last).await?,
        _ => Vec::new(),
    };
    let (items, people) = assembled(db, &mut rows, reactions).await?;
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
    let mut rows = store_rows::answers(&app.db, root, after, size).await?;
    let has_newer = rows.len() > size.get();
    rows.truncate(size.get());
    let reactions = match (
        rows.first().and_then(|it| it.thread_seq),
        rows.last().and_then(|it| it.thread_seq),
    ) {
        (Some(first), Some(last)) => {
            store_rows::reactions_of_answers(&app.db, root.id(), first, last).await?
        }
        _ => Vec::new(),
    };
    let (items, people) = assembled(&app.db, &mut rows, reactions).await?;
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
    let mut rows = store_rows::pinned(&app.db, channel, PageSize::MAX).await?;
    let reactions = store_rows::reactions_of_pinned(&app.db, channel.id()).await?;
    let (items, people) = assembled(&app.db, &mut rows, reactions).await?;
    Ok(Messages {
        items,
        people,
        has_older: false,
        has_newer: false,
    })
}

/// One message, with the people it shows.
///
/// # Errors
/// Whatever the database says.
pub async fn message(
    db: &Db,
    message: Id<kind::Message>,
) -> DbResult<Option<(Message, Vec<accounts::Person>)>> {
    let Some(row) = store_rows::row_of(db, message).await? else {
        return Ok(None);
    };
    let reactions = store_rows::reactions_of(db, message).await?;
    let (items, people) = assembled(db, &mut vec![row], reactions).await?;
    Ok(items.into_iter().next().map(|it| (it, people)))
}

/// Several messages, with the people they show.
///
/// # Errors
/// Whatever the database says.
pub async fn several(db: &Db, ids: &[Id<kind::Message>]) -> DbResult<(Vec<Message>, Vec<accounts::Person>)> {
    let mut rows = store_rows::rows_of(db, ids).await?;
    let reactions = store_rows::reactions_of_all(db, ids).await?;
    assembled(db, &mut rows, reactions).await
}

/// Messages from their rows and signs; with them the cards of all the people they show: authors, and those who answered.
async fn assembled(
    db: &Db,
    rows: &mut Vec<MessageRow>,
    reactions: Vec<ReactionRow>,
) -> DbResult<(Vec<Message>, Vec<accounts::Person>)> {
    let mut signs: HashMap<Id<kind::Message>, Vec<Reaction>> = HashMap::new();
    for row in reactions {
        let under = signs.entry(row.message).or_default();
        match under.iter_mut().find(|it| it.emoji == row.emoji) {
            Some(reaction) => reaction.people.push(row.account),
            None => under.push(Reaction {
                emoji: row.emoji,
                people: vec![row.account],
            }),
        }
    }
    let mut shown: HashSet<AccountId> = HashSet::new();
    let items: Vec<Message> = rows
        .drain(..)
        .map(|row| {
            let reactions = signs.remove(&row.id).unwrap_or_default();
            let message = shown_as(row, reactions);
            shown.insert(message.author);
            if let Some(answers) = &message.answers {
                shown.extend(&answers.people);
            }
            message
        })
        .collect();
    let ids: Vec<AccountId> = shown.into_iter().collect();
    let mut people: Vec<_> = accounts::people(db, &ids).await?.into_values().collect();
    people.sort_unstable_by_key(|it| it.id);
    Ok((items, people))
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
        let ids: Vec<AccountId> = store_channels::people(&app.db, row.id)
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

/// All channels and conversations that someone reads, over all his projects.
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
    let pairs = store_channels::people_of_conversations(db, me.account).await?;
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
    Channel {
        id: row.id,
        project: row.project,
        kind: row.kind,
        name: row.name,
        topic: row.topic,
        folder: row.folder,
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
        can,
        etag: row.version.to_string(),
    }
}

/// Who is in a private channel or announces in an announcement channel.
///
/// # Errors
/// Whatever the database says.
pub async fn people(app: &App, channel: &Grant<Read, store_places::Channel>) -> DbResult<Vec<ChannelPerson>> {
    let rows = store_channels::people(&app.db, channel.id()).await?;
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
    let reactions = store_rows::reactions_of_all(&app.db, &shown).await?;
    let (items, people) = assembled(&app.db, &mut rows, reactions).await?;
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
    let (roots, people) = several(db, &ids).await?;
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

/// What a message was before it was edited, oldest first.
///
/// # Errors
/// Whatever the database says.
pub async fn versions(
    app: &App,
    message: &Grant<Read, store_places::Message>,
) -> DbResult<Vec<MessageVersion>> {
    store::versions(&app.db, message, PageSize::MAX).await
}

/// How the asker keeps a thread.
///
/// # Errors
/// Whatever the database says.
pub async fn my_thread(app: &App, root: &Grant<Read, store_places::Message>) -> DbResult<MyThread> {
    let (attention, read_seq) = store_channels::thread_reader(&app.db, root)
        .await?
        .unwrap_or((ThreadAttention::Unfollowed, 0));
    Ok(MyThread { attention, read_seq })
}
