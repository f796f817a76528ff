// SPDX-License-Identifier: EUPL-1.2
//! The SQL for those who tell people what happened: the cards of organisations, and what came of an import.

use std::collections::HashMap;

use base::{Id, kind};
use db::{DbResult, Reads, sql};

use super::model::OrganisationRef;

/// The cards of `organisations`, in one statement; permission is the caller's matter.
///
/// # Errors
/// Whatever the database says.
pub async fn cards(
    on: impl Reads,
    organisations: &[Id<kind::Organisation>],
) -> DbResult<HashMap<Id<kind::Organisation>, OrganisationRef>> {
    if organisations.is_empty() {
        return Ok(HashMap::new());
    }
    let ids: Vec<String> = organisations
        .iter()
        .map(|it| it.uuid().simple().to_string())
        .collect();
    let found: Vec<OrganisationRef> = sql! {
        sqlite: "SELECT id, name FROM organisations WHERE id IN (SELECT unhex(value) FROM json_each($1))",
        postgres: "SELECT id, name FROM organisations
            WHERE id IN (SELECT CAST(value AS UUID) FROM jsonb_array_elements_text(CAST(CAST($1 AS TEXT) AS JSONB)))",
    }
    .bind(serde_json::to_string(&ids).unwrap_or_default())
    .all(on)
    .await?;
    Ok(found.into_iter().map(|it| (it.id, it)).collect())
}

/// What an import was called, and how many accounts it has made.
///
/// # Errors
/// Whatever the database says.
pub async fn import_result(on: impl Reads, import: Id<kind::Import>) -> DbResult<Option<(String, i64)>> {
    sql!("SELECT file_name, created FROM imports WHERE id = $1")
        .bind(import)
        .optional(on)
        .await
}
