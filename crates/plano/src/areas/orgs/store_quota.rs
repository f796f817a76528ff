// SPDX-License-Identifier: EUPL-1.2
//! What organisations may hold, and what they do hold. Nothing is counted twice: a branch's use is the sum over its accounts,
//! each once.

use db::{DbResult, Reads, Tx, row, sql};

use super::model::{AccountId, OrganisationId};

/// A branch with a quota.
pub struct Space {
    /// What it may hold.
    pub quota_bytes: i64,
    /// What it holds.
    pub used_bytes: i64,
}
row!(Space {
    quota_bytes,
    used_bytes
});

/// Keeps others from taking room where this account takes some, until the transaction ends. `false` if no quota concerns it.
///
/// # Errors
/// Whatever the database says.
pub async fn hold(tx: &mut Tx, account: AccountId) -> DbResult<bool> {
    // In the order of their ids, so that two who hold several do not wait for each other. SQLite has one writer.
    let held: Vec<OrganisationId> = sql! {
        sqlite: "SELECT o.id FROM organisations o WHERE o.quota_bytes IS NOT NULL AND o.id IN (
              SELECT b.ancestor FROM organisation_branches b JOIN stored_for f ON f.organisation = b.organisation WHERE f.account = $1)
            ORDER BY o.id",
        postgres: "SELECT o.id FROM organisations o WHERE o.quota_bytes IS NOT NULL AND o.id IN (
              SELECT b.ancestor FROM organisation_branches b JOIN stored_for f ON f.organisation = b.organisation WHERE f.account = $1)
            ORDER BY o.id FOR NO KEY UPDATE",
    }
    .bind(account)
    .values(tx)
    .await?;
    Ok(!held.is_empty())
}

/// The branches with a quota that an account is in. After [`hold`], which has waited for those who were quicker.
///
/// # Errors
/// Whatever the database says.
pub async fn spaces(tx: &mut Tx, account: AccountId) -> DbResult<Vec<Space>> {
    sql!(
        "SELECT o.quota_bytes, CAST(COALESCE((
           SELECT SUM(s.bytes) FROM stored_bytes s WHERE s.account IN (
             SELECT f.account FROM stored_for f JOIN organisation_branches b ON b.organisation = f.organisation
             WHERE b.ancestor = o.id)), 0) AS BIGINT)
         FROM organisations o WHERE o.quota_bytes IS NOT NULL AND o.id IN (
           SELECT b.ancestor FROM organisation_branches b JOIN stored_for f ON f.organisation = b.organisation WHERE f.account = $1)
         ORDER BY o.id"
    )
    .bind(account)
    .all(tx)
    .await
}

/// What each branch holds; those that hold nothing are left out.
///
/// # Errors
/// Whatever the database says.
pub async fn used(on: impl Reads) -> DbResult<Vec<(OrganisationId, i64)>> {
    sql!(
        "SELECT held.ancestor, CAST(SUM(s.bytes) AS BIGINT) FROM stored_bytes s
         JOIN (SELECT DISTINCT b.ancestor, f.account FROM stored_for f
               JOIN organisation_branches b ON b.organisation = f.organisation) held ON held.account = s.account
         GROUP BY held.ancestor"
    )
    .all(on)
    .await
}
