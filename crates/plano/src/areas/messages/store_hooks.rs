// SPDX-License-Identifier: EUPL-1.2
//! The SQL of hooks: addresses at which programs post in a channel.

use access::{Grant, Manage, Oversee};
use base::{Id, SecretHash, Timestamp, kind};
use db::{DbResult, Reads, Tx, row, sql};

use super::{model_hooks::HookRefusal, store_places::Channel};
use crate::areas::projects::{ProjectColour, ProjectIcon};

type HookId = Id<kind::Hook>;

/// A hook, without its secret.
pub struct HookRow {
    pub id: HookId,
    pub channel: Id<kind::Channel>,
    pub name: String,
    pub icon: ProjectIcon,
    pub colour: ProjectColour,
    pub made_by: Id<kind::Account>,
    pub made_at: Timestamp,
    pub renewed_at: Option<Timestamp>,
    pub last_used_at: Option<Timestamp>,
    pub refused_at: Option<Timestamp>,
    pub refusal: Option<HookRefusal>,
    pub version: i64,
}
row!(HookRow {
    id,
    channel,
    name,
    icon,
    colour,
    made_by,
    made_at,
    renewed_at,
    last_used_at,
    refused_at,
    refusal,
    version,
});

/// [`HookRow`]s, those that the rest of the statement says.
macro_rules! rows {
    ($which:literal) => {
        sql!(concat!(
            "SELECT id, channel, name, icon, colour, made_by, made_at, renewed_at, last_used_at, refused_at, refusal, version FROM hooks ",
            $which
        ))
    };
}

/// The hooks of a channel, oldest first.
pub async fn of(on: impl Reads, channel: &Grant<Oversee, Channel>) -> DbResult<Vec<HookRow>> {
    rows!("WHERE channel = $1 ORDER BY id")
        .bind(channel.id())
        .all(on)
        .await
}

/// How many there are.
pub async fn count(on: impl Reads, channel: &Grant<Manage, Channel>) -> DbResult<i64> {
    sql!("SELECT COUNT(*) FROM hooks WHERE channel = $1")
        .bind(channel.id())
        .value(on)
        .await
}

/// One of them.
pub async fn find(
    on: impl Reads,
    channel: &Grant<Manage, Channel>,
    hook: HookId,
) -> DbResult<Option<HookRow>> {
    rows!("WHERE channel = $1 AND id = $2")
        .bind(channel.id())
        .bind(hook)
        .optional(on)
        .await
}

/// The hook of this secret: whoever shows it is let in by it.
pub async fn by_secret(on: impl Reads, hash: &SecretHash) -> DbResult<Option<HookRow>> {
    rows!("WHERE secret_hash = $1").bind(hash).optional(on).await
}

/// Writes down a hook of whoever was given the permission.
pub async fn insert(
    tx: &mut Tx,
    channel: &Grant<Manage, Channel>,
    name: &str,
    (icon, colour): (ProjectIcon, ProjectColour),
    hash: &SecretHash,
) -> DbResult<HookId> {
    let (id, now): (HookId, _) = (tx.new_id(), tx.now());
    sql!(
        "INSERT INTO hooks (id, channel, name, icon, colour, made_by, made_at, secret_hash, version)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 1)"
    )
    .bind(id)
    .bind(channel.id())
    .bind(name)
    .bind(icon)
    .bind(colour)
    .bind(channel.actor().account)
    .bind(now)
    .bind(hash)
    .exec(tx)
    .await?;
    Ok(id)
}

/// Gives a hook another name and other looks. `false` if `version` is no longer its version, or it is gone.
pub async fn change(
    tx: &mut Tx,
    channel: &Grant<Manage, Channel>,
    hook: HookId,
    version: i64,
    name: &str,
    (icon, colour): (ProjectIcon, ProjectColour),
) -> DbResult<bool> {
    let changed = sql!(
        "UPDATE hooks SET name = $1, icon = $2, colour = $3, version = version + 1 WHERE id = $4 AND channel = $5 AND version = $6"
    )
    .bind(name)
    .bind(icon)
    .bind(colour)
    .bind(hook)
    .bind(channel.id())
    .bind(version)
    .exec(tx)
    .await?;
    Ok(changed > 0)
}

/// Gives a hook another secret. `false` if it is gone.
pub async fn renew(
    tx: &mut Tx,
    channel: &Grant<Manage, Channel>,
    hook: HookId,
    hash: &SecretHash,
) -> DbResult<bool> {
    let now = tx.now();
    let renewed = sql!(
        "UPDATE hooks SET secret_hash = $1, renewed_at = $2, version = version + 1 WHERE id = $3 AND channel = $4"
    )
    .bind(hash)
    .bind(now)
    .bind(hook)
    .bind(channel.id())
    .exec(tx)
    .await?;
    Ok(renewed > 0)
}

/// Takes a hook away. `false` if it is gone.
pub async fn remove(tx: &mut Tx, channel: &Grant<Oversee, Channel>, hook: HookId) -> DbResult<bool> {
    let removed = sql!("DELETE FROM hooks WHERE id = $1 AND channel = $2")
        .bind(hook)
        .bind(channel.id())
        .exec(tx)
        .await?;
    Ok(removed > 0)
}

/// Notes that a hook has posted, or why it was refused.
pub async fn note(tx: &mut Tx, hook: HookId, refusal: Option<HookRefusal>) -> DbResult<()> {
    let now = tx.now();
    match refusal {
        None => sql!("UPDATE hooks SET last_used_at = $1, refused_at = NULL, refusal = NULL WHERE id = $2")
            .bind(now)
            .bind(hook),
        Some(why) => sql!("UPDATE hooks SET refused_at = $1, refusal = $2 WHERE id = $3")
            .bind(now)
            .bind(why)
            .bind(hook),
    }
    .exec(tx)
    .await?;
    Ok(())
}
