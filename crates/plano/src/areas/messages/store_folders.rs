// SPDX-License-Identifier: EUPL-1.2
//! The SQL of folders of channels, and of the order of channels.

use access::{Grant, Manage};
use base::{
    Id, kind,
    text::{Heading, fold},
};
use db::{DbResult, FromRow, Reads, RowRef, Tx, sql};
use uuid::Uuid;

use super::{
    model_folders::ChannelFolder,
    store_places::{Channel, Messages},
};

type FolderId = Id<kind::ChannelFolder>;
type ChannelId = Id<kind::Channel>;

impl FromRow for ChannelFolder {
    fn from_row(row: &RowRef<'_>) -> DbResult<Self> {
        let version: i64 = row.get(3)?;
        Ok(Self {
            id: row.get(0)?,
            name: row.get(1)?,
            rank: row.get(2)?,
            etag: version.to_string(),
        })
    }
}

/// All folders of a project, in order.
pub async fn all<A>(on: impl Reads, project: &Grant<A, Messages>) -> DbResult<Vec<ChannelFolder>> {
    sql!("SELECT id, name, rank, version FROM channel_folders WHERE project = $1 ORDER BY rank, id")
        .bind(project.project())
        .all(on)
        .await
}

/// One folder of a project.
pub async fn find<A>(
    on: impl Reads,
    project: &Grant<A, Messages>,
    folder: FolderId,
) -> DbResult<Option<ChannelFolder>> {
    sql!("SELECT id, name, rank, version FROM channel_folders WHERE id = $1 AND project = $2")
        .bind(folder)
        .bind(project.project())
        .optional(on)
        .await
}

/// Whether a folder is of the project that a channel is in.
pub async fn is_beside(on: impl Reads, channel: &Grant<Manage, Channel>, folder: FolderId) -> DbResult<bool> {
    let found: i64 = sql!("SELECT COUNT(*) FROM channel_folders WHERE id = $1 AND project = $2")
        .bind(folder)
        .bind(channel.place())
        .value(on)
        .await?;
    Ok(found > 0)
}

/// The folder made with a draft, with the project it was made in and the name it was made with; `None` once it was given another.
pub async fn by_draft(
    on: impl Reads,
    project: &Grant<Manage, Messages>,
    draft: Uuid,
) -> DbResult<Option<(FolderId, Id<kind::Project>, Option<String>)>> {
    sql!(
        "SELECT id, project, CASE WHEN version = 1 THEN name END FROM channel_folders WHERE created_by = $1 AND draft = $2"
    )
        .bind(project.actor().account)
        .bind(draft)
        .optional(on)
        .await
}

/// How many folders a project has, and the rank of the last one.
pub async fn count(on: impl Reads, project: &Grant<Manage, Messages>) -> DbResult<(i64, Option<String>)> {
    sql!("SELECT COUNT(*), MAX(rank) FROM channel_folders WHERE project = $1")
        .bind(project.project())
        .one(on)
        .await
}

/// Whether another folder of the project reads like this.
pub async fn is_called(
    on: impl Reads,
    project: &Grant<Manage, Messages>,
    name: &Heading,
    except: Option<FolderId>,
) -> DbResult<bool> {
    let folder: Option<FolderId> =
        sql!("SELECT id FROM channel_folders WHERE project = $1 AND sort_name = $2")
            .bind(project.project())
            .bind(fold(name.as_str()))
            .optional_value(on)
            .await?;
    Ok(folder.is_some() && folder != except)
}

/// Inserts a folder.
pub async fn insert(
    tx: &mut Tx,
    project: &Grant<Manage, Messages>,
    draft: Uuid,
    name: &Heading,
    rank: &str,
) -> DbResult<FolderId> {
    let id: FolderId = tx.new_id();
    sql!(
        "INSERT INTO channel_folders (id, project, name, sort_name, rank, created_by, draft, version)
         VALUES ($1, $2, $3, $4, $5, $6, $7, 1)"
    )
    .bind(id)
    .bind(project.project())
    .bind(name.as_str())
    .bind(fold(name.as_str()))
    .bind(rank)
    .bind(project.actor().account)
    .bind(draft)
    .exec(tx)
    .await?;
    Ok(id)
}

/// Names a folder. `false` if `version` is no longer its version.
pub async fn rename(
    tx: &mut Tx,
    project: &Grant<Manage, Messages>,
    folder: FolderId,
    version: i64,
    name: &Heading,
) -> DbResult<bool> {
    let renamed = sql!(
        "UPDATE channel_folders SET name = $1, sort_name = $2, version = version + 1
         WHERE id = $3 AND project = $4 AND version = $5"
    )
    .bind(name.as_str())
    .bind(fold(name.as_str()))
    .bind(folder)
    .bind(project.project())
    .bind(version)
    .exec(tx)
    .await?;
    Ok(renamed > 0)
}

/// Gives a folder another place.
pub async fn rank(
    tx: &mut Tx,
    project: &Grant<Manage, Messages>,
    folder: FolderId,
    rank: &str,
) -> DbResult<()> {
    sql!("UPDATE channel_folders SET rank = $1 WHERE id = $2 AND project = $3")
        .bind(rank)
        .bind(folder)
        .bind(project.project())
        .exec(tx)
        .await?;
    Ok(())
}

/// Takes a folder away; its channels stay, in none. `false` if there is no such folder.
pub async fn remove(tx: &mut Tx, project: &Grant<Manage, Messages>, folder: FolderId) -> DbResult<bool> {
    // In the order of their ids, as whoever posts in several holds them, so that neither waits for the other. SQLite has one
    // writer.
    let _: Vec<ChannelId> = sql! {
        sqlite: "SELECT id FROM channels WHERE folder = $1 AND project = $2 ORDER BY id",
        postgres: "SELECT id FROM channels WHERE folder = $1 AND project = $2 ORDER BY id FOR NO KEY UPDATE",
    }
    .bind(folder)
    .bind(project.project())
    .values(&mut *tx)
    .await?;
    sql!("UPDATE channels SET folder = NULL WHERE folder = $1 AND project = $2")
        .bind(folder)
        .bind(project.project())
        .exec(&mut *tx)
        .await?;
    let removed = sql!("DELETE FROM channel_folders WHERE id = $1 AND project = $2")
        .bind(folder)
        .bind(project.project())
        .exec(tx)
        .await?;
    Ok(removed > 0)
}

/// The channels of the project that a channel is in, by their ranks, without itself.
pub async fn others(on: impl Reads, channel: &Grant<Manage, Channel>) -> DbResult<Vec<(ChannelId, String)>> {
    sql!("SELECT id, rank FROM channels WHERE project = $1 AND id <> $2 ORDER BY rank, id")
        .bind(channel.place())
        .bind(channel.id())
        .all(on)
        .await
}

/// Puts a channel into a folder, or into none, at a place. `false` if it is there.
pub async fn place(
    tx: &mut Tx,
    channel: &Grant<Manage, Channel>,
    folder: Option<FolderId>,
    rank: &str,
) -> DbResult<bool> {
    let placed = sql!(
        "UPDATE channels SET folder = $1, rank = $2
         WHERE id = $3 AND (folder IS DISTINCT FROM $1 OR rank <> $2)"
    )
    .bind(folder)
    .bind(rank)
    .bind(channel.id())
    .exec(tx)
    .await?;
    Ok(placed > 0)
}
