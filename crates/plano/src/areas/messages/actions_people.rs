// SPDX-License-Identifier: EUPL-1.2
//! Who is in a private channel, announces in an announcement channel, or is in a conversation: letting in, entrusting, leaving.

use access::{ActionKind, Grant, Manage, Read, grant_again};
use base::{Id, Problem, kind};
use db::Db;
use events::{Announce as _, MessageEvent};

use super::{
    jobs::{BeginAtEnd, InWhat},
    model::ChannelKind,
    store_begin, store_channels, store_conversations, store_people,
    store_places::Channel,
};

type Result<T> = std::result::Result<T, Problem>;
type AccountId = Id<kind::Account>;

/// Lets a person or a group of the project into a private channel, or announce in an announcement channel. Whoever comes into a
/// private channel begins at its end: he may read what was said before, but it is not new.
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
        if store_people::add(tx, channel.id(), account, group, false).await? {
            let (project, channel) = (channel.place(), channel.id());
            match who {
                Who::Person(account) => store_begin::in_channel(tx, channel, account).await?,
                Who::Group(group) if row.kind == ChannelKind::Private => {
                    BeginAtEnd::ask(tx, InWhat::Channel(channel), group).await?;
                }
                Who::Group(_) => {}
            }
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

/// Has someone who is in a private channel manage it as well.
///
/// # Errors
/// As [`set_manager`].
pub async fn entrust(db: &Db, channel: Grant<Manage, Channel>, who: Who) -> Result<()> {
    set_manager(db, channel, who, true).await
}

/// Has someone who manages a private channel be in it as the others are; oneself too.
///
/// # Errors
/// As [`set_manager`]; `channel.last_manager`.
pub async fn relieve(db: &Db, channel: Grant<Manage, Channel>, who: Who) -> Result<()> {
    set_manager(db, channel, who, false).await
}

/// # Errors
/// `channel.admits_all` for another kind of channel; not found for who is not in it.
async fn set_manager(db: &Db, channel: Grant<Manage, Channel>, who: Who, is_manager: bool) -> Result<()> {
    db.write(channel.actor(), async move |tx| {
        store_channels::hold(tx, channel.id()).await?;
        let channel: Grant<Manage, _> = grant_again(tx, &channel).await?;
        let manner = store_channels::manner(&mut *tx, &channel)
            .await?
            .ok_or(Problem::NotFound)?;
        if manner.kind != ChannelKind::Private {
            return Err(Problem::conflict("channel.admits_all"));
        }
        let (account, group) = who.parts();
        let changes = store_people::entrust_to(tx, channel.id(), account, group, is_manager)
            .await?
            .ok_or(Problem::NotFound)?;
        if !changes {
            return Ok(());
        }
        if store_people::managers(&mut *tx, channel.id()).await? == 0 {
            return Err(Problem::conflict("channel.last_manager"));
        }
        let (project, channel) = (channel.place(), channel.id());
        tx.announce(MessageEvent::PersonChanged {
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

/// Takes someone out of a private channel or from among the announcers; anyone takes himself out, of a conversation of several
/// people too. Of one of two nobody goes: the other would talk to nobody; it is put away ([`super::actions_channels::hide`]).
///
/// # Errors
/// `access.managers_only`; `channel.admits_all`; `conversation.of_two`; `channel.last_manager` while others are in it: someone must be able to let
/// people in and out, so the last one makes another manager first.
pub async fn remove(db: &Db, channel: Grant<Read, Channel>, who: Who) -> Result<()> {
    db.write(channel.actor(), async move |tx| {
        store_channels::hold(tx, channel.id()).await?;
        let channel: Grant<Read, _> = grant_again(tx, &channel).await?;
        let is_himself = matches!(who, Who::Person(account) if account == channel.actor().account);
        if !is_himself && !channel.also(ActionKind::Manage) {
            return Err(Problem::forbidden("access.managers_only"));
        }
        let row = store_channels::find(&mut *tx, &channel)
            .await?
            .ok_or(Problem::NotFound)?;
        match row.kind {
            ChannelKind::Private | ChannelKind::Announcement => {}
            ChannelKind::Direct => {
                let (people, has_been_left) = store_conversations::size(&mut *tx, channel.id()).await?;
                if people <= 2 && !has_been_left {
                    return Err(Problem::conflict("conversation.of_two"));
                }
            }
            ChannelKind::Open | ChannelKind::Log => return Err(Problem::conflict("channel.admits_all")),
        }
        let (account, group) = who.parts();
        if !store_people::remove(tx, channel.id(), account, group).await? {
            return Ok(());
        }
        if row.kind == ChannelKind::Private
            && store_people::managers(&mut *tx, channel.id()).await? == 0
            && !store_people::people(&mut *tx, channel.id()).await?.is_empty()
        {
            return Err(Problem::conflict("channel.last_manager"));
        }
        if row.kind == ChannelKind::Direct {
            store_conversations::is_of_others_now(tx, channel.id()).await?;
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
