// SPDX-License-Identifier: EUPL-1.2
//! What the branches of the tree may hold: the door through which everything that is stored goes in.

use base::{Id, Invalid, Problem, kind};
use db::Tx;

use super::store_quota::{self, Space};

/// Asks for room for so many `bytes` more of an account, in each organisation it belongs to and each above these. The caller
/// writes what takes them in the same transaction: of two who ask for the last room at once, one is refused.
///
/// Storing less or as much as before is always allowed, over a quota that has been lowered too.
///
/// # Errors
/// `quota.full`, with what the branch may hold; whatever the database says.
pub async fn charge(tx: &mut Tx, account: Id<kind::Account>, bytes: i64) -> Result<(), Problem> {
    if bytes <= 0 || !store_quota::hold(tx, account).await? {
        return Ok(());
    }
    let spaces = store_quota::spaces(tx, account).await?;
    match spaces.iter().find(|it| it.used_bytes + bytes > it.quota_bytes) {
        Some(Space { quota_bytes, .. }) => Err(Problem::Full(
            Invalid::new("quota.full").with("quota_bytes", *quota_bytes),
        )),
        None => Ok(()),
    }
}
