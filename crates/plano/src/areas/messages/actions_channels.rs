// SPDX-License-Identifier: EUPL-1.2
//! What people can do with channels and conversations, and how each keeps them.

use access::{ActionKind, Grant, Manage, Read, Signed, Write, grant_again};
use aws_lc_rs::digest::{SHA256, digest};
use base::{Id, Invalid, Problem, kind};
use db::{Db, DbResult, Tx};
use events::{Announce as _, MessageEvent};

use super::{
    model::{Attention, CONVERSATION_MAX_PEOPLE, ChannelKind, ChannelPatch, NewChannel, ThreadAttention},
    store_channels::{self, Inserted},
    store_places::{Channel, Message, Messages},
};
use crate::areas::{accounts, projects::Rank};

type Result<T> = std::result::Result<T, Problem>;
type ChannelId = Id<kind::Channel>;
type AccountId = Id<kind::Account>;
type ProjectId = Id<kind::Project>;

/// Most channels of one project: they are listed at once.
pub const CHANNELS_MAX: i64 = 500;

/// Makes the channel that every project has, unless it has it.
///
/// # Errors
/// Whatever the database says.
pub async fn make_main(tx: &mut Tx, project: ProjectId) -> DbResult<()> {
    if store_channels::main_of(&mut *tx, project).await?.is_some() {
        return Ok(());
    }
    let rank = Rank::between(None, None);
    let main = Inserted {
        project: Some(project),
        kind: ChannelKind::Open,
        // Until someone names it, it is called in the language of whoever looks.
        name: "",
        topic: "",
        rank: rank.as_str(),
        is_main: true,
        requires_threads: false,
        people_key: None,
        by: None,
        draft: None,
    };
    if let Some(channel) = store_channels::insert(tx, main).await? {
        let project = Some(project);
        tx.announce(MessageEvent::ChannelCreated { project, channel })
            .await?;
    }
    Ok(())
}

/// Makes a channel. Its maker manages it where few are let in.
///
/// # Errors
/// `access.managers_only` for announcements and logs; `channel.kind_unknown` for a conversation; `channel.too_many`;
/// `draft.reused`; `channel.not_in_project`.
pub async fn create(db: &Db, project: Grant<Write, Messages>, new: NewChannel) -> Result<ChannelId> {
    let is_for_managers = matches!(new.kind, ChannelKind::Announcement | ChannelKind::Log);
    if new.kind == ChannelKind::Direct {
        return Err(Problem::field("kind", Invalid::new("channel.kind_unknown")));
    }
    if is_for_managers && !project.also(ActionKind::Manage) {
        return Err(Problem::forbidden("access.managers_only"));
    }
    db.write(project.actor(), async move |tx| {
        let (by, place) = (project.actor().account, project.project());
        let (count, last) = store_channels::count(&mut *tx, place).await?;
        let rank = Rank::between(last.as_deref().and_then(Rank::new).as_ref(), None);
        let inserted = Inserted {
            project: Some(place),
            kind: new.kind,
            name: new.name.as_str(),
            topic: new.topic.as_ref().map_or("", |it| it.as_str()),
            rank: rank.as_str(),
            is_main: false,
            requires_threads: new.requires_threads && new.kind != ChannelKind::Log,
            people_key: None,
            by: Some(by),
            draft: Some(new.draft),
        };
        let Some(channel) = store_channels::insert(tx, inserted).await? else {
            return match store_channels::by_draft(tx, by, new.draft).await? {
                Some((channel, Some(before), kind, name))
                    if before == place && kind == new.kind && name == new.name.as_str() =>
                {
                    Ok(channel)
                }
                _ => Err(Problem::conflict("draft.reused")),
            };
        };
        if count >= CHANNELS_MAX {
            return Err(Problem::conflict("channel.too_many"));
        }
        tx.announce(MessageEvent::ChannelCreated {
            project: Some(place),
            channel,
        })
        .await?;
        if matches!(new.kind, ChannelKind::Private | ChannelKind::Announcement) {
            let now = tx.now();
            let present = access::people_of(&mut *tx, place, now).await?;
            admit(tx, Some(place), channel, by, true).await?;
            for account in new.people.iter().copied().filter(|it| *it != by) {
                if !present.contains(&account) {
                    return Err(Problem::field("people", Invalid::new("channel.not_in_project")));
                }
                admit(tx, Some(place), channel, account, false).await?;
            }
        }
        Ok(channel)
    })
    .await
}

async fn admit(
    tx: &mut Tx,
    project: Option<ProjectId>,
    channel: ChannelId,
    account: AccountId,
    is_manager: bool,
) -> Result<()> {
    if store_channels::add(tx, channel, Some(account), None, is_manager).await? {
        let (account, group) = (Some(account), None);
        tx.announce(MessageEvent::PersonAdded {
            project,
            channel,
            account,
            group,
        })
        .await?;
    }
    Ok(())
}

/// Opens the conversation of these people and oneself; the same people, the same conversation.
///
/// # Errors
/// `conversation.too_many_people`; `conversation.unknown_person` for someone whom one may not find.
pub async fn converse(db: &Db, actor: Signed, people: Vec<AccountId>) -> Result<ChannelId> {
    let mut all = people;
    all.push(actor.account);
    all.sort_unstable();
    all.dedup();
    if all.len() > CONVERSATION_MAX_PEOPLE {
        let invalid = Invalid::new("conversation.too_many_people").with("max", CONVERSATION_MAX_PEOPLE - 1);
        return Err(Problem::field("people", invalid));
    }
    let mut bytes = Vec::with_capacity(all.len() * 16);
    for account in &all {
        bytes.extend_from_slice(account.uuid().as_bytes());
    }
    let key = digest(&SHA256, &bytes);
    db.write(actor, async move |tx| {
        if let Some(channel) = store_channels::of_people(tx, key.as_ref()).await? {
            return Ok(channel);
        }
        let now = tx.now();
        for &account in all.iter().filter(|it| **it != actor.account) {
            let is_there = accounts::state(&mut *tx, account)
                .await?
                .is_some_and(|it| !it.is_deactivated);
            if !is_there || !access::sees(&mut *tx, actor, account, now).await? {
                return Err(Problem::field(
                    "people",
                    Invalid::new("conversation.unknown_person"),
                ));
            }
        }
        let inserted = Inserted {
            project: None,
            kind: ChannelKind::Direct,
            name: "",
            topic: "",
            rank: "",
            is_main: false,
            requires_threads: false,
            people_key: Some(key.as_ref()),
            by: None,
            draft: None,
        };
        let Some(channel) = store_channels::insert(tx, inserted).await? else {
            // Another of them opened it in this moment.
            return store_channels::of_people(tx, key.as_ref())
                .await?
                .ok_or(Problem::Unavailable(std::time::Duration::from_secs(1)));
        };
        tx.announce(MessageEvent::ChannelCreated {
            project: None,
            channel,
        })
        .await?;
        for account in all {
            admit(tx, None, channel, account, false).await?;
        }
        Ok(channel)
    })
    .await
}

/// Changes what a channel is called, what it is about, and how one answers in it.
///
/// # Errors
/// [`Problem::LostRace`] if `version` is no longer its version; `access.managers_only` for how one answers;
/// `channel.is_a_conversation`.
pub async fn edit(db: &Db, channel: Grant<Write, Channel>, version: i64, patch: ChannelPatch) -> Result<()> {
    db.write(channel.actor(), async move |tx| {
        let row = store_channels::find(&mut *tx, &channel.to_read())
            .await?
            .ok_or(Problem::NotFound)?;
        if row.kind == ChannelKind::Direct {
            return Err(Problem::conflict("channel.is_a_conversation"));
        }
        if patch
            .requires_threads
            .is_some_and(|it| it != row.requires_threads)
            && !channel.also(ActionKind::Manage)
        {
            return Err(Problem::forbidden("access.managers_only"));
        }
        let name = patch.name.as_ref().map_or(row.name.as_str(), |it| it.as_str());
        let topic = patch
            .topic
            .as_ref()
            .map_or(row.topic.as_str(), |it| it.0.as_str());
        let requires_threads =
            patch.requires_threads.unwrap_or(row.requires_threads) && row.kind != ChannelKind::Log;
        if !store_channels::update(tx, &channel, version, name, topic, requires_threads).await? {
            return Err(Problem::LostRace(
                serde_json::json!({ "etag": row.version.to_string() }),
            ));
        }
        let (project, channel) = (channel.place(), channel.id());
        tx.announce(MessageEvent::ChannelChanged { project, channel })
            .await?;
        Ok(())
    })
    .await
}

/// Closes a channel: it is read, no more.
///
/// # Errors
/// `channel.is_main`: that of the project itself, and conversations, stay open.
pub async fn archive(db: &Db, channel: Grant<Manage, Channel>) -> Result<()> {
    db.write(channel.actor(), async move |tx| {
        let channel: Grant<Manage, _> = grant_again(tx, &channel).await?;
        let row = store_channels::find(&mut *tx, &channel.to_read())
            .await?
            .ok_or(Problem::NotFound)?;
        if row.is_main || row.kind == ChannelKind::Direct {
            return Err(Problem::conflict("channel.is_main"));
        }
        if store_channels::close(tx, &channel, true).await? {
            let (project, channel) = (channel.place(), channel.id());
            tx.announce(MessageEvent::ChannelArchived { project, channel })
                .await?;
        }
        Ok(())
    })
    .await
}

/// Opens a channel that was closed.
///
/// # Errors
/// What the database says.
pub async fn restore(db: &Db, channel: Grant<Manage, Channel>) -> Result<()> {
    db.write(channel.actor(), async move |tx| {
        let channel: Grant<Manage, _> = grant_again(tx, &channel).await?;
        if store_channels::close(tx, &channel, false).await? {
            let (project, channel) = (channel.place(), channel.id());
            tx.announce(MessageEvent::ChannelRestored { project, channel })
                .await?;
        }
        Ok(())
    })
    .await
}

/// Lets a person or a group of the project into a private channel, or announce in an announcement channel.
///
/// # Errors
/// `channel.admits_all` for another kind of channel; `channel.not_in_project`.
pub async fn add(db: &Db, channel: Grant<Manage, Channel>, who: Who) -> Result<()> {
    db.write(channel.actor(), async move |tx| {
        let channel: Grant<Manage, _> = grant_again(tx, &channel).await?;
        let row = store_channels::find(&mut *tx, &channel.to_read())
            .await?
            .ok_or(Problem::NotFound)?;
        let Some(project) = row.project.filter(|_| row.kind.names_people()) else {
            return Err(Problem::conflict("channel.admits_all"));
        };
        let now = tx.now();
        let is_there = match who {
            Who::Person(account) => access::ways_into(&mut *tx, project, account, now).await? > 0,
            Who::Group(group) => crate::areas::projects::has_group(&mut *tx, project, group, now).await?,
        };
        if !is_there {
            return Err(Problem::conflict("channel.not_in_project"));
        }
        let (account, group) = who.parts();
        if store_channels::add(tx, channel.id(), account, group, false).await? {
            let (project, channel) = (channel.place(), channel.id());
            tx.announce(MessageEvent::PersonAdded {
                project,
                channel,
                account,
                group,
            })
            .await?;
        }
        Ok(())
    })
    .await
}

/// A person or a group.
#[derive(Debug, Clone, Copy)]
pub enum Who {
    /// A person.
    Person(AccountId),
    /// A group, which counts as one.
    Group(Id<kind::Group>),
}

impl Who {
    /// As two columns of which one is set.
    const fn parts(self) -> (Option<AccountId>, Option<Id<kind::Group>>) {
        match self {
            Self::Person(account) => (Some(account), None),
            Self::Group(group) => (None, Some(group)),
        }
    }
}

/// Takes someone out of a private channel or from among the announcers; anyone takes himself out.
///
/// # Errors
/// `access.managers_only`; `channel.admits_all`; `channel.last_manager` while others are in it: someone must be able to let
/// people in and out.
pub async fn remove(db: &Db, channel: Grant<Read, Channel>, who: Who) -> Result<()> {
    db.write(channel.actor(), async move |tx| {
        let channel: Grant<Read, _> = grant_again(tx, &channel).await?;
        let is_himself = matches!(who, Who::Person(account) if account == channel.actor().account);
        if !is_himself && !channel.also(ActionKind::Manage) {
            return Err(Problem::forbidden("access.managers_only"));
        }
        let row = store_channels::find(&mut *tx, &channel)
            .await?
            .ok_or(Problem::NotFound)?;
        if !row.kind.names_people() {
            return Err(Problem::conflict("channel.admits_all"));
        }
        let (account, group) = who.parts();
        if !store_channels::remove(tx, channel.id(), account, group).await? {
            return Ok(());
        }
        if row.kind == ChannelKind::Private
            && store_channels::managers(&mut *tx, channel.id()).await? == 0
            && !store_channels::people(&mut *tx, channel.id()).await?.is_empty()
        {
            return Err(Problem::conflict("channel.last_manager"));
        }
        let (project, channel) = (channel.place(), channel.id());
        tx.announce(MessageEvent::PersonRemoved {
            project,
            channel,
            account,
            group,
        })
        .await?;
        Ok(())
    })
    .await
}

/// Marks a channel as read up to a place, or unread from there. The place, if that changes anything: told to one's own
/// windows at once, and read again when one of them comes back. It is an event only where one was told of something.
///
/// # Errors
/// What the database says.
pub async fn mark(db: &Db, channel: Grant<Read, Channel>, seq: i64) -> Result<Option<i64>> {
    db.write(channel.actor(), async move |tx| {
        let marked = store_channels::mark(tx, &channel, seq.max(0)).await?;
        if let Some(seq) = marked
            && store_channels::is_told(&mut *tx, &channel, seq).await?
        {
            let account = channel.actor().account;
            let (project, channel) = (channel.place(), channel.id());
            tx.announce(MessageEvent::ChannelRead {
                project,
                channel,
                account,
                seq,
            })
            .await?;
        }
        Ok(marked)
    })
    .await
}

/// Of what one is told in a channel, and whether it stands out.
///
/// # Errors
/// What the database says.
pub async fn keep(
    db: &Db,
    channel: Grant<Read, Channel>,
    attention: Option<Attention>,
    is_muted: bool,
) -> Result<()> {
    db.write(channel.actor(), async move |tx| {
        store_channels::keep(tx, &channel, attention, is_muted).await?;
        let account = channel.actor().account;
        let (project, channel) = (channel.place(), channel.id());
        tx.announce(MessageEvent::ChannelKept {
            project,
            channel,
            account,
        })
        .await?;
        Ok(())
    })
    .await
}

/// Follows, no longer follows, or mutes a thread; marks it as read up to a place.
///
/// # Errors
/// Not found where a message has no answers.
pub async fn keep_thread(
    db: &Db,
    root: Grant<Read, Message>,
    attention: Option<ThreadAttention>,
    read_seq: Option<i64>,
) -> Result<()> {
    db.write(root.actor(), async move |tx| {
        if let Some(attention) = attention
            && !store_channels::keep_thread(tx, &root, attention).await?
        {
            return Err(Problem::NotFound);
        }
        if let Some(seq) = read_seq {
            store_channels::mark_thread(tx, &root, seq.max(0)).await?;
        }
        Ok(())
    })
    .await
}
