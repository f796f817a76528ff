// SPDX-License-Identifier: EUPL-1.2
//! What becomes of projects when a group ends. Permission is the caller's matter.

use base::{Id, Problem, kind};
use db::Tx;
use events::{Announce as _, ProjectEvent};

use super::{store, store_holdings, store_members};

/// Takes a group out of all its projects, before it ends. How many they were.
///
/// # Errors
/// Whatever the database says.
pub async fn forget_group(tx: &mut Tx, group: Id<kind::Group>) -> Result<usize, Problem> {
    let places = store_holdings::of_group(tx, group).await?;
    for (project, member) in &places {
        store_members::delete(tx, *member).await?;
        store::touch(tx, *project).await?;
        tx.announce(ProjectEvent::MemberRemoved {
            project: *project,
            member: *member,
            account: None,
            group: Some(group),
        })
        .await?;
    }
    Ok(places.len())
}
