// SPDX-License-Identifier: EUPL-1.2
//! What answers show of channels and conversations, and of the people in them.

use std::collections::{HashMap, HashSet};

use access::{Beginnings, Bounds, Grant, Module, Read, Signed, Standing};
use base::{Id, Page, PageSize, Timestamp, kind};
use db::DbResult;

use super::{
    model::{Channel, ChannelCan, ChannelKind, ChannelPerson},
    model_clear,
    model_folders::ChannelFolder,
    store_channels::{self, ChannelRow},
    store_conversations, store_people, store_places,
};
use crate::{
    app::App,
    areas::{accounts, orgs},
};

type AccountId = Id<kind::Account>;
type ProjectId = Id<kind::Project>;

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
        unread: (row.last_seq - read_seq.max(row.cleared_seq) - row.aside).max(0),
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

/// How many cards of people are asked for at once.
const CARDS_AT_ONCE: usize = 1_000;

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
    readers_like(
        app,
        channel,
        Beginnings::of(typed),
        i64::try_from(size.get()).unwrap_or(i64::MAX),
    )
    .await
}

/// All who read a channel, by name.
///
/// # Errors
/// Whatever the database says.
pub async fn all_readers(
    app: &App,
    channel: &Grant<Read, store_places::Channel>,
) -> DbResult<Vec<accounts::Person>> {
    readers_like(app, channel, Beginnings::of(""), i64::MAX).await
}

async fn readers_like(
    app: &App,
    channel: &Grant<Read, store_places::Channel>,
    sought: Beginnings,
    limit: i64,
) -> DbResult<Vec<accounts::Person>> {
    let found = store_people::readers(&app.db, channel, sought, limit).await?;
    let mut people = Vec::with_capacity(found.len());
    for some in found.chunks(CARDS_AT_ONCE) {
        let mut cards = accounts::people(&app.db, some).await?;
        people.extend(some.iter().filter_map(|it| cards.remove(it)));
    }
    Ok(people)
}
