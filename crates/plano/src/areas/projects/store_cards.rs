// SPDX-License-Identifier: EUPL-1.2
//! The SQL for those who tell people what happened: the cards of projects, and what was answered.

use std::collections::HashMap;

use base::{Id, kind};
use db::{DbResult, Reads, sql};

use super::{model::ProjectRef, store::RefRow};

/// The cards of `projects`, in one statement; permission is the caller's matter.
///
/// # Errors
/// Whatever the database says.
pub async fn cards(
    on: impl Reads,
    projects: &[Id<kind::Project>],
) -> DbResult<HashMap<Id<kind::Project>, ProjectRef>> {
    if projects.is_empty() {
        return Ok(HashMap::new());
    }
    let ids: Vec<String> = projects.iter().map(|it| it.uuid().simple().to_string()).collect();
    let found: Vec<RefRow> = sql! {
        sqlite: "SELECT id, name, icon, colour FROM projects WHERE id IN (SELECT unhex(value) FROM json_each($1))",
        postgres: "SELECT id, name, icon, colour FROM projects
            WHERE id IN (SELECT CAST(value AS UUID) FROM jsonb_array_elements_text(CAST(CAST($1 AS TEXT) AS JSONB)))",
    }
    .bind(serde_json::to_string(&ids).unwrap_or_default())
    .all(on)
    .await?;
    Ok(found
        .into_iter()
        .map(ProjectRef::from)
        .map(|it| (it.id, it))
        .collect())
}

/// Why someone was not let in, in the words of who said so.
///
/// # Errors
/// Whatever the database says.
pub async fn refusal(on: impl Reads, request: Id<kind::ProjectAccessRequest>) -> DbResult<Option<String>> {
    let reason: Option<Option<String>> =
        sql!("SELECT answer_reason FROM project_access_requests WHERE id = $1 AND is_granted = FALSE")
            .bind(request)
            .optional_value(on)
            .await?;
    Ok(reason.flatten())
}
