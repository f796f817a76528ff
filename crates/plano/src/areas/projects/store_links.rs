// SPDX-License-Identifier: EUPL-1.2
//! The only SQL that names `links`: which things belong together, whatever they are.

use access::{Grant, Read, Resource, Write};
use base::Timestamp;
use db::{DbResult, Reads, Tx, sql};

use super::{actions_links::Linkable, model::ProjectRef, store::RefRow};

/// Ties two things, from the first. `false` if they are, from whichever side.
pub(super) async fn tie<R: Linkable, S: Linkable>(
    tx: &mut Tx,
    one: &Grant<Write, R>,
    other: &Grant<Read, S>,
) -> DbResult<bool> {
    let (now, by) = (tx.now(), one.actor().account);
    let (one, other) = (R::object(one.id()), S::object(other.id()));
    let tied = sql!(
        "INSERT INTO links (object, object_kind, other, other_kind, created_at, created_by)
         SELECT $1, $2, $3, $4, $5, $6 WHERE NOT EXISTS (SELECT 1 FROM links WHERE object = $3 AND other = $1)
         ON CONFLICT (object, other) DO NOTHING"
    )
    .bind(one.uuid())
    .bind(one.kind())
    .bind(other.uuid())
    .bind(other.kind())
    .bind(now)
    .bind(by)
    .exec(tx)
    .await?;
    Ok(tied > 0)
}

/// Unties two things, from whichever side they were tied. `false` if they are not.
pub(super) async fn untie<R: Resource, S: Resource>(
    tx: &mut Tx,
    one: &Grant<Write, R>,
    other: &Grant<Read, S>,
) -> DbResult<bool> {
    let untied = sql!("DELETE FROM links WHERE (object = $1 AND other = $2) OR (object = $2 AND other = $1)")
        .bind(one.id().uuid())
        .bind(other.id().uuid())
        .exec(tx)
        .await?;
    Ok(untied > 0)
}

/// With how many things one has been tied from its own side.
pub(super) async fn count<A, R: Resource>(on: impl Reads, one: &Grant<A, R>) -> DbResult<i64> {
    sql!("SELECT COUNT(*) FROM links WHERE object = $1")
        .bind(one.id().uuid())
        .value(on)
        .await
}

/// The projects that a thing is tied with, from either side, by name, as far as who asks may read them.
pub(super) async fn projects<R: Resource>(
    on: impl Reads,
    one: &Grant<Read, R>,
    now: Timestamp,
) -> DbResult<Vec<ProjectRef>> {
    let found: Vec<RefRow> = sql!(
        "SELECT p.id, p.name, p.icon, p.colour FROM projects p
         WHERE p.id IN (
             SELECT l.other FROM links l WHERE l.object = $1 AND l.other_kind = 'project'
             UNION
             SELECT l.object FROM links l WHERE l.other = $1 AND l.object_kind = 'project')
           AND p.id IN (
             SELECT m.project FROM members m WHERE m.account = $2 AND m.status = 'active' AND (m.ends_at > $3 OR m.ends_at IS NULL)
             UNION
             SELECT m.project FROM members m JOIN group_memberships g ON g.group_id = m.group_id
              WHERE g.account = $2 AND m.status = 'active' AND (m.ends_at > $3 OR m.ends_at IS NULL))
         ORDER BY p.sort_name, p.id"
    )
    .bind(one.id().uuid())
    .bind(one.actor().account)
    .bind(now)
    .all(on)
    .await?;
    Ok(found.into_iter().map(ProjectRef::from).collect())
}
