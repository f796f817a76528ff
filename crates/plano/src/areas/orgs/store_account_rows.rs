// SPDX-License-Identifier: EUPL-1.2
//! What the administration shows of accounts, and where they are. Which ones it shows is found in `store_accounts`.

use base::{EmailAddress, Id, Timestamp, kind};
use db::{DbResult, Reads, row, sql};

use super::{
    model::{AccountId, OrganisationId},
    model_accounts::AccountRole,
    store_accounts::list,
};
use crate::areas::accounts::AccountStatus;

/// An account as the administration's list has it.
#[derive(Debug, Clone)]
pub struct AccountRow {
    /// Which.
    pub id: AccountId,
    /// Its address.
    pub email: EmailAddress,
    /// Where it stands.
    pub status: AccountStatus,
    /// What it is.
    pub role: AccountRole,
    /// The organisation that answers for an outsider.
    pub host: Option<OrganisationId>,
    /// When it was last used.
    pub last_active_at: Option<Timestamp>,
    /// When it was made.
    pub created_at: Timestamp,
    /// When it was closed.
    pub deactivated_at: Option<Timestamp>,
    /// Grows with each change.
    pub version: i64,
}
row!(AccountRow {
    id,
    email,
    status,
    role,
    host,
    last_active_at,
    created_at,
    deactivated_at,
    version
});

/// These accounts, in no order.
///
/// # Errors
/// Whatever the database says.
pub async fn rows(on: impl Reads, ids: &[AccountId]) -> DbResult<Vec<AccountRow>> {
    sql! {
        sqlite: "SELECT a.id, a.email, a.status, a.role, a.host, a.last_active_at, a.created_at, a.deactivated_at, a.version
            FROM administered_accounts a WHERE a.id IN (SELECT unhex(value) FROM json_each($1))",
        postgres: "SELECT a.id, a.email, a.status, a.role, a.host, a.last_active_at, a.created_at, a.deactivated_at, a.version
            FROM administered_accounts a
            WHERE a.id IN (SELECT CAST(value AS UUID) FROM jsonb_array_elements_text(CAST(CAST($1 AS TEXT) AS JSONB)))",
    }
    .bind(list(ids))
    .all(on)
    .await
}

/// Who of these administers which organisations.
///
/// # Errors
/// Whatever the database says.
pub async fn administered(on: impl Reads, ids: &[AccountId]) -> DbResult<Vec<(AccountId, OrganisationId)>> {
    sql! {
        sqlite: "SELECT account, organisation FROM organisation_administrators WHERE account IN (SELECT unhex(value) FROM json_each($1))",
        postgres: "SELECT account, organisation FROM organisation_administrators
            WHERE account IN (SELECT CAST(value AS UUID) FROM jsonb_array_elements_text(CAST(CAST($1 AS TEXT) AS JSONB)))",
    }
    .bind(list(ids))
    .all(on)
    .await
}

/// Everything an account belongs to or administers, and the one that answers for it: what must be within reach of who
/// would change it.
///
/// # Errors
/// Whatever the database says.
pub async fn places(on: impl Reads, account: AccountId) -> DbResult<Vec<OrganisationId>> {
    sql!(
        "SELECT organisation FROM organisation_accounts WHERE account = $1
         UNION SELECT organisation FROM organisation_administrators WHERE account = $1
         UNION SELECT host FROM administered_accounts WHERE id = $1 AND host IS NOT NULL"
    )
    .bind(account)
    .values(on)
    .await
}

/// Makes an account belong to an organisation no more. `false` if it did not.
///
/// # Errors
/// Whatever the database says.
pub async fn leave(tx: &mut db::Tx, organisation: OrganisationId, account: AccountId) -> DbResult<bool> {
    let left = sql!("DELETE FROM organisation_accounts WHERE organisation = $1 AND account = $2")
        .bind(organisation)
        .bind(account)
        .exec(tx)
        .await?;
    Ok(left > 0)
}

/// The accounts of these addresses, with the address.
///
/// # Errors
/// Whatever the database says.
pub async fn by_emails(on: impl Reads, emails: &[String]) -> DbResult<Vec<(String, Id<kind::Account>)>> {
    sql! {
        sqlite: "SELECT email, id FROM administered_accounts WHERE email IN (SELECT value FROM json_each($1))",
        postgres: "SELECT email, id FROM administered_accounts
            WHERE email IN (SELECT value FROM jsonb_array_elements_text(CAST(CAST($1 AS TEXT) AS JSONB)))",
    }
    .bind(serde_json::to_string(emails).unwrap_or_default())
    .all(on)
    .await
}
