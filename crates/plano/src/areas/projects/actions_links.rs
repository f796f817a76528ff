// SPDX-License-Identifier: EUPL-1.2
//! Saying that two things belong together, in one project or in two. Whoever writes to one and reads the other may.

use access::{Grant, Read, Resource, Write};
use base::{Id, Problem};
use db::{Db, Tx};
use events::{Announce as _, Object, ProjectEvent};

use super::store_links;

type Result<T> = std::result::Result<T, Problem>;

/// With how many things one may be linked: all are listed at once.
pub const LINKS_MAX: i64 = 200;

/// Links two things; twice is once.
///
/// # Errors
/// `linked.itself`, `linked.too_many`.
pub async fn link<R: Resource, S: Resource>(
    db: &Db,
    one: Grant<Write, R>,
    other: Grant<Read, S>,
) -> Result<()>
where
    Object: From<Id<R::Kind>> + From<Id<S::Kind>>,
{
    if one.id().uuid() == other.id().uuid() {
        return Err(Problem::conflict("linked.itself"));
    }
    db.write(one.actor(), async move |tx| {
        if !store_links::tie(tx, &one, &other).await? {
            return Ok(());
        }
        let most = store_links::count(&mut *tx, &one)
            .await?
            .max(store_links::count(&mut *tx, &other).await?);
        if most > LINKS_MAX {
            return Err(Problem::conflict("linked.too_many"));
        }
        tell(tx, &one, &other, |project, object, other| ProjectEvent::Linked {
            project,
            object,
            other,
        })
        .await
    })
    .await
}

/// Unlinks two things, from whichever side they were linked.
///
/// # Errors
/// Not found if they are not linked.
pub async fn unlink<R: Resource, S: Resource>(
    db: &Db,
    one: Grant<Write, R>,
    other: Grant<Read, S>,
) -> Result<()>
where
    Object: From<Id<R::Kind>> + From<Id<S::Kind>>,
{
    db.write(one.actor(), async move |tx| {
        if !store_links::untie(tx, &one, &other).await? {
            return Err(Problem::NotFound);
        }
        tell(tx, &one, &other, |project, object, other| {
            ProjectEvent::Unlinked {
                project,
                object,
                other,
            }
        })
        .await
    })
    .await
}

/// Each project hears of its own thing first. Two things of one project are one fact.
async fn tell<R: Resource, S: Resource>(
    tx: &mut Tx,
    one: &Grant<Write, R>,
    other: &Grant<Read, S>,
    event: impl Fn(Id<base::kind::Project>, Object, Object) -> ProjectEvent,
) -> Result<()>
where
    Object: From<Id<R::Kind>> + From<Id<S::Kind>>,
{
    let (here, there) = (one.id().into(), other.id().into());
    tx.announce(event(one.project(), here, there)).await?;
    if one.project() != other.project() {
        tx.announce(event(other.project(), there, here)).await?;
    }
    Ok(())
}
