// SPDX-License-Identifier: EUPL-1.2
//! The SQL for those who tell people what happened: where someone is, and who asks.

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
