// SPDX-License-Identifier: EUPL-1.2
//! Saying that two things belong together, in one project or in two. Whoever writes to one and reads the other may, and may
//! undo it. A link is made from one side and shown on both: the other side is not changed by it, be it archived, and has no
//! limit that others could use up.

use access::{Grant, InProject, Read, Write};
use base::{Id, Problem, kind};
use db::{Db, Tx};
use events::{Announce as _, Object, ProjectEvent};

use super::store_links;

type Result<T> = std::result::Result<T, Problem>;

/// With how many things one may be linked from its own side.
pub const LINKS_MAX: i64 = 200;

/// A kind of thing that can be linked.
pub trait Linkable: InProject {
    /// The thing, whatever its kind.
    fn object(id: Id<Self::Kind>) -> Object;
}

impl<R: InProject> Linkable for R
where
    Object: From<Id<R::Kind>>,
{
    fn object(id: Id<R::Kind>) -> Object {
        id.into()
    }
}

/// Links two things; twice is once, from whichever side.
///
/// # Errors
/// `linked.itself`, `linked.too_many`.
pub async fn link<R: Linkable, S: Linkable>(
    db: &Db,
    one: Grant<Write, R>,
    other: Grant<Read, S>,
) -> Result<()> {
    if one.id().uuid() == other.id().uuid() {
        return Err(Problem::conflict("linked.itself"));
    }
    db.write(one.actor(), async move |tx| {
        if !store_links::tie(tx, &one, &other).await? {
            return Ok(());
        }
        if store_links::count(&mut *tx, &one).await? > LINKS_MAX {
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
pub async fn unlink<R: Linkable, S: Linkable>(
    db: &Db,
    one: Grant<Write, R>,
    other: Grant<Read, S>,
) -> Result<()> {
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

/// Each project hears of its own thing first: both show it. Two things of one project are one fact.
async fn tell<R: Linkable, S: Linkable>(
    tx: &mut Tx,
    one: &Grant<Write, R>,
    other: &Grant<Read, S>,
    event: impl Fn(Id<kind::Project>, Object, Object) -> ProjectEvent,
) -> Result<()> {
    let (here, there) = (R::object(one.id()), S::object(other.id()));
    tx.announce(event(one.project(), here, there)).await?;
    if one.project() != other.project() {
        tx.announce(event(other.project(), there, here)).await?;
    }
    Ok(())
}
