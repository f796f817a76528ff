// SPDX-License-Identifier: EUPL-1.2
//! The SQL for those who tell people what happened: where someone is, and who asks.

use std::collections::HashMap;

use base::{Id, kind};
use db::{DbResult, Reads, sql};

use super::model::AccountId;

/// The time zone of an account, an IANA name.
///
/// # Errors
/// Whatever the database says.
pub async fn time_zone(on: impl Reads, account: AccountId) -> DbResult<Option<String>> {
    sql!("SELECT time_zone FROM accounts WHERE id = $1")
        .bind(account)
        .optional_value(on)
        .await
}

/// The time zones of several people, IANA names.
///
/// # Errors
/// Whatever the database says.
pub async fn time_zones(on: impl Reads, accounts: &[AccountId]) -> DbResult<HashMap<AccountId, String>> {
    let rows: Vec<(AccountId, String)> = sql! {
        sqlite: "SELECT id, time_zone FROM accounts WHERE id IN (SELECT unhex(value) FROM json_each($1))",
        postgres: "SELECT id, time_zone FROM accounts
           WHERE id IN (SELECT CAST(value AS UUID) FROM jsonb_array_elements_text(CAST(CAST($1 AS TEXT) AS JSONB)))",
    }
    .bind(db::id_list(accounts))
    .all(on)
    .await?;
    Ok(rows.into_iter().collect())
}

/// The name of someone who asks for an account, and why he does, in his words.
///
/// # Errors
/// Whatever the database says.
pub async fn asker(on: impl Reads, request: Id<kind::AccessRequest>) -> DbResult<Option<(String, String)>> {
    let found: Option<(String, String, String)> =
        sql!("SELECT given_name, family_name, reason FROM access_requests WHERE id = $1")
            .bind(request)
            .optional(on)
            .await?;
    Ok(found.map(|(given, family, reason)| (format!("{given} {family}"), reason)))
}
