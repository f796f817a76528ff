// SPDX-License-Identifier: EUPL-1.2
//! `/admin/journal`.

use access::Administration;
use axum::{extract::State, response::Response};
use base::{FieldProblem, Invalid, Page, PageSize, Problem, Timestamp, ids};
use serde::Deserialize;
use utoipa::IntoParams;
use utoipa_axum::{router::OpenApiRouter, routes};

use super::{
    actions,
    model::{Integrity, JournalEntry, Sought},
    views,
};
use crate::{
    app::App,
    areas::accounts,
    http::{Administers, Answer, Failure, Json, Problems, Query, attachment},
    table::Table,
};

/// The area's routes.
pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(list_journal))
        .routes(routes!(export_journal))
        .routes(routes!(check_journal))
}

/// Which lines.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct Which {
    /// The beginning of a name of who did it, or to whom.
    q: Option<String>,
    /// A kind, or a family of kinds: what is before the dot.
    kind: Option<String>,
    /// By or about this person.
    #[param(inline)]
    account: Option<ids::AccountId>,
    /// Not before.
    #[param(inline)]
    from: Option<Timestamp>,
    /// Before.
    #[param(inline)]
    to: Option<Timestamp>,
    /// The `next` of the page before.
    after: Option<String>,
    /// 1 to 200.
    #[serde(default)]
    #[param(inline)]
    limit: PageSize,
}

impl Which {
    fn sought(&self, administration: &Administration) -> Sought {
        let filled = |text: &Option<String>| text.clone().filter(|it| !it.trim().is_empty());
        Sought {
            kind: filled(&self.kind),
            account: self.account,
            word: filled(&self.q).map(|it| base::text::fold(&it)),
            from: self.from,
            to: self.to,
            branches_of: administration.branches_of(),
        }
    }

    fn before(&self) -> Answer<i64> {
        let malformed = || FieldProblem {
            field: "after".into(),
            invalid: Invalid::new("cursor.malformed"),
        };
        match &self.after {
            None => Ok(i64::MAX),
            Some(text) => text
                .parse()
                .map_err(|_| Failure(Problem::Malformed(vec![malformed()]))),
        }
    }
}

/// What happened to accounts, organisations and the instance, newest first.
#[utoipa::path(get, path = "/admin/journal", tag = "audit", operation_id = "list_journal", params(Which),
    responses((status = 200, body = Page<JournalEntry>), Problems))]
async fn list_journal(
    State(app): State<App>,
    Administers(administration): Administers,
    Query(which): Query<Which>,
) -> Answer<Json<Page<JournalEntry>>> {
    Ok(Json(
        views::page(&app, &which.sought(&administration), which.before()?, which.limit).await?,
    ))
}

/// Most lines in one export; a longer one is asked for by dates.
const EXPORT_MAX: usize = 100_000;

/// The same as a table, for other programs (RFC 4180).
#[utoipa::path(get, path = "/admin/journal/export", tag = "audit", operation_id = "export_journal", params(Which),
    responses((status = 200, content_type = "text/csv", body = String), Problems))]
async fn export_journal(
    State(app): State<App>,
    Administers(administration): Administers,
    Query(which): Query<Which>,
) -> Answer<Response> {
    let sought = which.sought(&administration);
    actions::take_away(&app.db, administration.actor()).await?;
    let mut table = Table::new(&[
        "seq",
        "at",
        "actor",
        "kind",
        "account",
        "organisation",
        "address",
        "details",
    ])?;
    let (mut before, mut written) = (i64::MAX, 0);
    while written < EXPORT_MAX {
        let entries = views::page(&app, &sought, before, PageSize::MAX).await?.items;
        let Some(last) = entries.last() else { break };
        before = last.seq;
        for entry in entries {
            let person = |person: Option<accounts::Person>| person.map(|it| it.name).unwrap_or_default();
            let details: Vec<String> = entry
                .details
                .iter()
                .map(|(name, value)| format!("{name}={value}"))
                .collect();
            table.line([
                entry.seq.to_string(),
                entry.at.to_string(),
                person(entry.actor),
                entry.kind,
                person(entry.account),
                entry.organisation.map(|it| it.name).unwrap_or_default(),
                entry.address.unwrap_or_default(),
                details.join(" "),
            ])?;
            written += 1;
        }
    }
    Ok(attachment::table(table, "journal.csv")?)
}

/// Whether the journal is as it was written.
#[utoipa::path(get, path = "/admin/journal/integrity", tag = "audit", operation_id = "check_journal",
    responses((status = 200, body = Integrity), Problems))]
async fn check_journal(
    State(app): State<App>,
    Administers(administration): Administers,
) -> Answer<Json<Integrity>> {
    administration.of_instance()?;
    Ok(Json(views::check(&app.db).await?))
}
