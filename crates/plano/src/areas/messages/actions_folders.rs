// SPDX-License-Identifier: EUPL-1.2
//! What people can do with folders of channels, and with the order of channels.

use access::{Grant, Manage, Read, grant_again};
use base::{Id, Invalid, Problem, kind, text::Heading};
use db::{Db, Tx};
use events::{Announce as _, MessageEvent};

use super::{
    model::ChannelKind,
    model_folders::{FOLDERS_MAX, NewChannelFolder},
    store_channels, store_folders,
    store_places::{Channel, Messages},
};
use crate::areas::projects::Rank;

type Result<T> = std::result::Result<T, Problem>;
type FolderId = Id<kind::ChannelFolder>;
type ProjectId = Id<kind::Project>;

/// Makes a folder, the last of its project. The same draft is the same folder.
///
/// # Errors
/// `draft.reused`; `channel_folder.too_many`; `channel_folder.name_taken`.
pub async fn make(db: &Db, project: Grant<Manage, Messages>, new: NewChannelFolder) -> Result<FolderId> {
    db.write(project.actor(), async move |tx| {
        let project: Grant<Manage, _> = again(tx, &project).await?;
        let place = project.project();
        if let Some((folder, before, name)) = store_folders::by_draft(&mut *tx, &project, new.draft).await? {
            // What it was made as is not known once it was named otherwise: that is no other folder.
            if before == place && name.is_none_or(|it| it == new.name.as_str()) {
                return Ok(folder);
            }
            return Err(Problem::conflict("draft.reused"));
        }
        let (count, last) = store_folders::count(&mut *tx, &project).await?;
        if count >= FOLDERS_MAX {
            return Err(Problem::conflict("channel_folder.too_many"));
        }
        refuse_double(tx, &project, &new.name, None).await?;
        let rank = Rank::between(last.as_deref().and_then(Rank::new).as_ref(), None);
        let folder = store_folders::insert(tx, &project, new.draft, &new.name, rank.as_str()).await?;
        tx.announce(MessageEvent::FolderMade {
            project: place,
            folder,
        })
        .await?;
        Ok(folder)
    })
    .await
}

/// Asks the permission again, one after the other in a project: names, ranks and the number of folders are looked at first and
/// written then.
async fn again(tx: &mut Tx, project: &Grant<Manage, Messages>) -> Result<Grant<Manage, Messages>> {
    follow_one_another(tx, project.project()).await?;
    Ok(grant_again(tx, project).await?)
}

/// As they do who make channels ([`super::actions_channels::create`]).
async fn follow_one_another(tx: &mut Tx, project: ProjectId) -> Result<()> {
    if let Some(main) = store_channels::main_of(&mut *tx, project).await? {
        store_channels::hold(tx, main).await?;
    }
    Ok(())
}

async fn refuse_double(
    tx: &mut Tx,
    project: &Grant<Manage, Messages>,
    name: &Heading,
    except: Option<FolderId>,
) -> Result<()> {
    if store_folders::is_called(&mut *tx, project, name, except).await? {
        return Err(Problem::field("name", Invalid::new("channel_folder.name_taken")));
    }
    Ok(())
}

/// Names a folder.
///
/// # Errors
/// [`Problem::LostRace`] if `version` is no longer its version; `channel_folder.name_taken`; not found.
pub async fn rename(
    db: &Db,
    project: Grant<Manage, Messages>,
    folder: FolderId,
    version: i64,
    name: Heading,
) -> Result<()> {
    db.write(project.actor(), async move |tx| {
        let project: Grant<Manage, _> = again(tx, &project).await?;
        let before = store_folders::find(&mut *tx, &project, folder)
            .await?
            .ok_or(Problem::NotFound)?;
        refuse_double(tx, &project, &name, Some(folder)).await?;
        if !store_folders::rename(tx, &project, folder, version, &name).await? {
            return Err(Problem::LostRace(
                serde_json::to_value(before).map_err(Problem::internal)?,
            ));
        }
        let project = project.project();
        tx.announce(MessageEvent::FolderRenamed { project, folder })
            .await?;
        Ok(())
    })
    .await
}

/// Has a folder come before another, or as the last.
///
/// # Errors
/// `channel_folder.unknown` for another that is not there; not found.
pub async fn move_before(
    db: &Db,
    project: Grant<Manage, Messages>,
    folder: FolderId,
    before: Option<FolderId>,
) -> Result<()> {
    db.write(project.actor(), async move |tx| {
        let project: Grant<Manage, _> = again(tx, &project).await?;
        let mut all = store_folders::all(&mut *tx, &project).await?;
        let at = all
            .iter()
            .position(|it| it.id == folder)
            .ok_or(Problem::NotFound)?;
        all.remove(at);
        let to = match before {
            Some(before) => all
                .iter()
                .position(|it| it.id == before)
                .ok_or_else(|| unknown("before"))?,
            None => all.len(),
        };
        if to == at {
            return Ok(());
        }
        let ranks: Vec<&str> = all.iter().map(|it| it.rank.as_str()).collect();
        store_folders::rank(tx, &project, folder, rank_at(&ranks, to).as_str()).await?;
        let project = project.project();
        tx.announce(MessageEvent::FolderMoved { project, folder }).await?;
        Ok(())
    })
    .await
}

fn unknown(field: &'static str) -> Problem {
    Problem::field(field, Invalid::new("channel_folder.unknown"))
}

/// A rank that comes after those before `at` and before those from there on.
fn rank_at(ranks: &[&str], at: usize) -> Rank {
    let rank = |at: Option<usize>| at.and_then(|it| ranks.get(it)).and_then(|it| Rank::new(it));
    Rank::between(rank(at.checked_sub(1)).as_ref(), rank(Some(at)).as_ref())
}

/// Takes a folder away. Its channels stay, in none.
///
/// # Errors
/// Not found.
pub async fn remove(db: &Db, project: Grant<Manage, Messages>, folder: FolderId) -> Result<()> {
    db.write(project.actor(), async move |tx| {
        let project: Grant<Manage, _> = again(tx, &project).await?;
        if !store_folders::remove(tx, &project, folder).await? {
            return Err(Problem::NotFound);
        }
        let project = project.project();
        tx.announce(MessageEvent::FolderRemoved { project, folder })
            .await?;
        Ok(())
    })
    .await
}

/// Puts a channel into a folder, or into none, before another channel or as the last. Whether the asker sees the folder is for
/// the caller to have asked. Twice is once.
///
/// # Errors
/// `channel.is_main`, `channel.is_a_conversation`: they have their place; `channel_folder.unknown`, `channel.unknown`.
pub async fn place(
    db: &Db,
    channel: Grant<Manage, Channel>,
    folder: Option<FolderId>,
    before: Option<Grant<Read, Channel>>,
) -> Result<()> {
    let Some(project) = channel.place() else {
        return Err(Problem::conflict("channel.is_a_conversation"));
    };
    db.write(channel.actor(), async move |tx| {
        follow_one_another(tx, project).await?;
        let channel: Grant<Manage, _> = grant_again(tx, &channel).await?;
        let row = store_channels::find(&mut *tx, &channel.to_read())
            .await?
            .ok_or(Problem::NotFound)?;
        if row.kind == ChannelKind::Direct {
            return Err(Problem::conflict("channel.is_a_conversation"));
        }
        if row.is_main {
            return Err(Problem::conflict("channel.is_main"));
        }
        if let Some(folder) = folder
            && !store_folders::is_beside(&mut *tx, &channel, folder).await?
        {
            return Err(unknown("folder"));
        }
        let others = store_folders::others(&mut *tx, &channel).await?;
        let ranks: Vec<&str> = others.iter().map(|it| it.1.as_str()).collect();
        let at = match &before {
            Some(before) => others
                .iter()
                .position(|it| it.0 == before.id())
                .ok_or_else(|| Problem::field("before", Invalid::new("channel.unknown")))?,
            None => others.len(),
        };
        // Where it is already it keeps its rank: ranks would grow with every drop on the same place.
        let low = at.checked_sub(1).and_then(|it| ranks.get(it)).copied();
        let is_there = low.is_none_or(|it| it < row.rank.as_str())
            && ranks.get(at).is_none_or(|it| row.rank.as_str() < *it);
        let rank = if is_there {
            row.rank
        } else {
            rank_at(&ranks, at).to_string()
        };
        if store_folders::place(tx, &channel, folder, &rank).await? {
            let (project, channel) = (channel.place(), channel.id());
            tx.announce(MessageEvent::ChannelPlaced { project, channel })
                .await?;
        }
        Ok(())
    })
    .await
}
