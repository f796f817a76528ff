// SPDX-License-Identifier: EUPL-1.2
//! The only SQL that names `links`: which things belong together, whatever they are.

use access::{Grant, Read, Resource, Write};
use base::{Id, Timestamp};
use db::{DbResult, Reads, Tx, sql};
use events::Object;

use super::{model::ProjectRef, store::RefRow};

/// Ties two things. `false` if they are.
pub(super) async fn tie<R: Resource, S: Resource>(
    tx: &mut Tx,
    one: &Grant<Write, R>,
    other: &Grant<Read, S>,
) -> DbResult<bool>
where
    Object: From<Id<R::Kind>> + From<Id<S::Kind>>,
{
    let (now, by) = (tx.now(), one.actor().account);
    let (one, other) = (Object::from(one.id()), Object::from(other.id()));
    let queries = [(one, other), (other, one)]
        .map(|(object, other)| {
            sql!(
                "INSERT INTO links (object, object_kind, other, other_kind, created_at, created_by)
                 VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (object, other) DO NOTHING"
            )
            .bind(object.uuid())
            .bind(object.kind())
            .bind(other.uuid())
            .bind(other.kind())
            .bind(now)
            .bind(by)
        })
        .into();
    Ok(tx.each(queries).await? > 0)
}

/// Unties two things. `false` if they are not.
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

/// With how many things one is tied.
pub(super) async fn count<A, R: Resource>(on: impl Reads, one: &Grant<A, R>) -> DbResult<i64> {
    sql!("SELECT COUNT(*) FROM links WHERE object = $1")
        .bind(one.id().uuid())
        .value(on)
        .await
}

/// The projects that a thing is tied with, by name, as far as who asks may read them.
pub(super) async fn projects<R: Resource>(
    on: impl Reads,
    one: &Grant<Read, R>,
    now: Timestamp,
) -> DbResult<Vec<ProjectRef>> {
    let found: Vec<RefRow> = sql!(
        "SELECT p.id, p.name, p.icon, p.colour FROM links l JOIN projects p ON p.id = l.other
         WHERE l.object = $1 AND l.other_kind = 'project'
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
