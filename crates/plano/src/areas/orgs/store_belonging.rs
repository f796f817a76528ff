// SPDX-License-Identifier: EUPL-1.2
//! Who belongs to which organisation, for the cards of people.

use std::collections::HashMap;

use base::{Id, kind};
use db::{DbResult, Reads, Tx, row, sql};

use super::model::OrganisationRef;

/// Makes an account belong to an organisation. Permission is the caller's matter.
///
/// # Errors
/// Whatever the database says.
pub async fn join(
    tx: &mut Tx,
    organisation: Id<kind::Organisation>,
    account: Id<kind::Account>,
) -> DbResult<bool> {
    let joined = sql!("INSERT INTO organisation_accounts (organisation, account) VALUES ($1, $2) ON CONFLICT (organisation, account) DO NOTHING")
        .bind(organisation)
        .bind(account)
        .exec(tx)
        .await?;
    Ok(joined > 0)
}

row!(OrganisationRef { id, name });

/// The organisations an account belongs to, by name.
///
/// # Errors
/// Whatever the database says.
pub async fn of_account(on: impl Reads, account: Id<kind::Account>) -> DbResult<Vec<OrganisationRef>> {
    sql!(
        "SELECT o.id, o.name FROM organisations o JOIN organisation_accounts a ON a.organisation = o.id
         WHERE a.account = $1 ORDER BY o.sort_name, o.id"
    )
    .bind(account)
    .all(on)
    .await
}

/// The branches an account administers, by name.
///
/// # Errors
/// Whatever the database says.
pub async fn administered_by(on: impl Reads, account: Id<kind::Account>) -> DbResult<Vec<OrganisationRef>> {
    sql!(
        "SELECT o.id, o.name FROM organisations o JOIN organisation_administrators a ON a.organisation = o.id
         WHERE a.account = $1 ORDER BY o.sort_name, o.id"
    )
    .bind(account)
    .all(on)
    .await
}

/// The organisations of several accounts, each by name, in one statement.
///
/// # Errors
/// Whatever the database says.
pub async fn of_accounts(
    on: impl Reads,
    accounts: &[Id<kind::Account>],
) -> DbResult<HashMap<Id<kind::Account>, Vec<OrganisationRef>>> {
    let ids: Vec<String> = accounts.iter().map(|it| it.uuid().simple().to_string()).collect();
    let rows: Vec<(Id<kind::Account>, Id<kind::Organisation>, String)> = sql! {
        sqlite: "SELECT a.account, o.id, o.name FROM organisations o JOIN organisation_accounts a ON a.organisation = o.id
            WHERE a.account IN (SELECT unhex(value) FROM json_each($1)) ORDER BY o.sort_name, o.id",
        postgres: "SELECT a.account, o.id, o.name FROM organisations o JOIN organisation_accounts a ON a.organisation = o.id
            WHERE a.account IN (SELECT CAST(value AS UUID) FROM jsonb_array_elements_text(CAST(CAST($1 AS TEXT) AS JSONB)))
            ORDER BY o.sort_name, o.id",
    }
    .bind(serde_json::to_string(&ids).unwrap_or_default())
    .all(on)
    .await?;
    let mut found: HashMap<_, Vec<OrganisationRef>> = HashMap::new();
    for (account, id, name) in rows {
        found
            .entry(account)
            .or_default()
            .push(OrganisationRef { id, name });
    }
    Ok(found)
}
