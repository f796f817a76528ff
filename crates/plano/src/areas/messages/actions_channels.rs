// SPDX-License-Identifier: EUPL-1.2
//! What people can do with channels and conversations.

use access::{ActionKind, Grant, Manage, Read, Signed, Write, grant_again};
use aws_lc_rs::digest::{Digest, SHA256, digest};
use base::{Id, Invalid, Problem, kind, text::Phrase};
use db::{Db, DbResult, Tx};
use events::{Announce as _, MessageEvent};
use serde_json::json;

use super::{
    model::{CONVERSATION_MAX_PEOPLE, ChannelKind, ChannelPatch, NewChannel},
    store_channels::{self, Inserted, Made},
    store_conversations, store_people,
    store_places::{Channel, Messages},
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
        draft_hash: None,
    };
    if let Some(channel) = store_channels::insert(tx, main).await? {
        let project = Some(project);
        tx.announce(MessageEvent::ChannelCreated { project, channel })
            .await?;
    }
    Ok(())
}

/// SHA-256 of all that is asked of a channel, by which the same request is known again.
fn hash_of(new: &NewChannel) -> Digest {
    let topic = new.topic.as_ref().map(Phrase::as_str);
    let asked = json!([
        new.kind,
        new.name.as_str(),
        topic,
        new.people,
        new.requires_threads
    ]);
    digest(&SHA256, asked.to_string().as_bytes())
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
    let hash = hash_of(&new);
    db.write(project.actor(), async move |tx| {
        let project: Grant<Write, _> = grant_again(tx, &project).await?;
        if is_for_managers && !project.also(ActionKind::Manage) {
            return Err(Problem::forbidden("access.managers_only"));
        }
        let (by, place) = (project.actor().account, project.project());
        // Made at once, they are counted one after the other.
        if let Some(main) = store_channels::main_of(&mut *tx, place).await? {
            store_channels::hold(tx, main).await?;
        }
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
            draft_hash: Some(hash.as_ref()),
        };
        let Some(channel) = store_channels::insert(tx, inserted).await? else {
            // What became of it since, another name or other people, is no other channel.
            let is_it = |before: &Made| {
                let is_same = match &before.draft_hash {
                    Some(before) => before == hash.as_ref(),
                    None => before.kind == new.kind && before.name == new.name.as_str(),
                };
                is_same && before.project == Some(place)
            };
            return match store_channels::by_draft(tx, by, new.draft).await? {
                Some(before) if is_it(&before) => Ok(before.id),
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
    if store_people::add(tx, channel, Some(account), None, is_manager).await? {
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

/// Opens the conversation of these people and oneself; the same people, the same conversation. Until something is said in it,
/// it is in the list of those only who have opened it.
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
            return shown_again(tx, channel, actor.account).await;
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
            draft_hash: None,
        };
        let Some(channel) = store_channels::insert(tx, inserted).await? else {
            // Another of them opened it in this moment.
            let channel = store_channels::of_people(tx, key.as_ref())
                .await?
                .ok_or(Problem::Unavailable(std::time::Duration::from_secs(1)))?;
            return shown_again(tx, channel, actor.account).await;
        };
        tx.announce(MessageEvent::ChannelCreated {
            project: None,
            channel,
        })
        .await?;
        for account in all {
            admit(tx, None, channel, account, false).await?;
        }
        store_conversations::hide_from_others(tx, channel, actor.account).await?;
        Ok(channel)
    })
    .await
}

/// A conversation that was put away, or that another opened, is in the list of whoever opens it.
async fn shown_again(tx: &mut Tx, channel: ChannelId, account: AccountId) -> Result<ChannelId> {
    if store_conversations::show(tx, channel, account).await? {
        tx.announce(MessageEvent::ChannelKept {
            project: None,
            channel,
            account,
        })
        .await?;
    }
    Ok(channel)
}

/// Puts a conversation away until something is said in it: it is not in one's list, and all of it is read. The others hear
/// nothing of it. Twice is once.
///
/// # Errors
/// `channel.not_a_conversation`.
pub async fn hide(db: &Db, channel: Grant<Read, Channel>) -> Result<()> {
    db.write(channel.actor(), async move |tx| {
        let manner = store_channels::manner(&mut *tx, &channel)
            .await?
            .ok_or(Problem::NotFound)?;
        if manner.kind != ChannelKind::Direct {
            return Err(Problem::conflict("channel.not_a_conversation"));
        }
        let (project, account) = (channel.place(), channel.actor().account);
        if store_conversations::hide(tx, &channel).await? {
            let seq = i64::MAX;
            let channel = channel.id();
            // What he was told of it is read with it.
            tx.announce(MessageEvent::ChannelRead {
                project,
                channel,
                account,
                seq,
            })
            .await?;
            tx.announce(MessageEvent::ChannelKept {
                project,
                channel,
                account,
            })
            .await?;
        }
        Ok(())
    })
    .await
}

/// Puts a conversation into one's list again; twice is once.
///
/// # Errors
/// `channel.not_a_conversation`.
pub async fn show(db: &Db, channel: Grant<Read, Channel>) -> Result<()> {
    db.write(channel.actor(), async move |tx| {
        let manner = store_channels::manner(&mut *tx, &channel)
            .await?
            .ok_or(Problem::NotFound)?;
        if manner.kind != ChannelKind::Direct {
            return Err(Problem::conflict("channel.not_a_conversation"));
        }
        shown_again(tx, channel.id(), channel.actor().account)
            .await
            .map(drop)
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
        let channel: Grant<Write, _> = grant_again(tx, &channel).await?;
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
