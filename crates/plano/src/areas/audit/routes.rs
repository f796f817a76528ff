// SPDX-License-Identifier: EUPL-1.2
//! `/admin/journal`.

use std::collections::{BTreeMap, HashMap};

use access::Administration;
use axum::{
    extract::State,
    http::header,
    response::{IntoResponse as _, Response},
};
use base::{FieldProblem, Id, Invalid, Page, PageSize, Problem, Timestamp, kind};
use db::{Db, DbError, DbResult};
use events::{Announce as _, OrgEvent};
use serde::Deserialize;
use utoipa::IntoParams;
use utoipa_axum::{router::OpenApiRouter, routes};

use super::{
    chain::{BEGINNING, seal},
    model::{Integrity, JournalEntry},
    store::{self, Line, Sought},
};
use crate::{
    app::App,
    areas::{accounts, orgs},
    http::{Administers, Answer, Failure, Json, Problems, Query},
};

/// The area's routes.
pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(list_journal)).routes(routes!(export_journal)).routes(routes!(check_journal))
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
    #[param(value_type = Option<String>)]
    account: Option<Id<kind::Account>>,
    /// Not before.
    #[param(value_type = Option<String>)]
    from: Option<Timestamp>,
    /// Before.
    #[param(value_type = Option<String>)]
    to: Option<Timestamp>,
    /// The `next` of the page before.
    after: Option<String>,
    /// 1 to 200.
    #[serde(default)]
    #[param(value_type = Option<u16>)]
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
        let malformed = || FieldProblem { field: "after".into(), invalid: Invalid::new("cursor.malformed") };
        match &self.after {
            None => Ok(i64::MAX),
            Some(text) => text.parse().map_err(|_| Failure(Problem::Malformed(vec![malformed()]))),
        }
    }
}

/// What happened to accounts, organisations and the instance, newest first.
#[utoipa::path(get, path = "/admin/journal", tag = "audit", operation_id = "list_journal", params(Which),
    responses((status = 200, body = Page<JournalEntry>), Problems))]
async fn list_journal(State(app): State<App>, Administers(administration): Administers, Query(which): Query<Which>) -> Answer<Json<Page<JournalEntry>>> {
    let lines = store::page(&app.db, &which.sought(&administration), which.before()?, which.limit).await?;
    let page = Page::cut(lines, which.limit, |line| line.position.to_string());
    let items = named(&app.db, page.items).await?;
    Ok(Json(Page { items, next: page.next }))
}

/// Lines with today's names, in two statements however many they are.
async fn named(db: &Db, lines: Vec<Line>) -> DbResult<Vec<JournalEntry>> {
    let people: Vec<Id<kind::Account>> = lines.iter().flat_map(|it| [it.actor, it.account]).flatten().collect();
    let people = accounts::people(db, &people).await?;
    let organisations: HashMap<_, _> = orgs::all_names(db).await?.into_iter().map(|it| (it.id, it)).collect();
    let entries = lines.into_iter().map(|line| JournalEntry {
        seq: line.position,
        at: line.at,
        actor: line.actor.and_then(|it| people.get(&it).cloned()),
        kind: line.kind,
        account: line.account.and_then(|it| people.get(&it).cloned()),
        organisation: line.organisation.and_then(|it| organisations.get(&it).cloned()),
        address: line.address,
        details: serde_json::from_str::<BTreeMap<String, String>>(&line.details).unwrap_or_default(),
    });
    Ok(entries.collect())
}

/// Most lines in one export; a longer one is asked for by dates.
const EXPORT_MAX: usize = 100_000;

/// The same as a table, for other programs (RFC 4180).
#[utoipa::path(get, path = "/admin/journal/export", tag = "audit", operation_id = "export_journal", params(Which),
    responses((status = 200, content_type = "text/csv", body = String), Problems))]
async fn export_journal(State(app): State<App>, Administers(administration): Administers, Query(which): Query<Which>) -> Answer<Response> {
    let sought = which.sought(&administration);
    // Who took the journal away is in the journal.
    app.db
        .write(administration.actor(), async |tx| {
            tx.announce(OrgEvent::JournalExported { organisation: None }).await?;
            Ok::<_, DbError>(())
        })
        .await?;
    let mut table = csv::Writer::from_writer(Vec::new());
    let head = ["seq", "at", "actor", "kind", "account", "organisation", "address", "details"];
    table.write_record(head).map_err(Problem::internal)?;
    let (mut before, mut written) = (i64::MAX, 0);
    while written < EXPORT_MAX {
        let mut lines = store::page(&app.db, &sought, before, PageSize::MAX).await?;
        lines.truncate(PageSize::MAX.get());
        let Some(last) = lines.last() else { break };
        before = last.position;
        for entry in named(&app.db, lines).await? {
            let person = |person: Option<accounts::Person>| person.map(|it| it.name).unwrap_or_default();
            let details: Vec<String> = entry.details.iter().map(|(name, value)| format!("{name}={value}")).collect();
            let record = [
                entry.seq.to_string(),
                entry.at.to_string(),
                inert(&person(entry.actor)),
                entry.kind,
                inert(&person(entry.account)),
                inert(&entry.organisation.map(|it| it.name).unwrap_or_default()),
                entry.address.unwrap_or_default(),
                details.join(" "),
            ];
            table.write_record(&record).map_err(Problem::internal)?;
            written += 1;
        }
    }
    let bytes = table.into_inner().map_err(|error| Problem::internal(error.to_string()))?;
    let headers = [
        (header::CONTENT_TYPE, "text/csv; charset=utf-8"),
        (header::CONTENT_DISPOSITION, "attachment; filename=\"journal.csv\""),
        (header::CACHE_CONTROL, "no-store"),
    ];
    Ok((headers, bytes).into_response())
}

/// A cell that no spreadsheet takes for a formula.
fn inert(text: &str) -> String {
    if text.starts_with(['=', '+', '-', '@', '\t', '\r']) { format!("'{text}") } else { text.to_owned() }
}

/// Whether the journal is as it was written.
#[utoipa::path(get, path = "/admin/journal/integrity", tag = "audit", operation_id = "check_journal",
    responses((status = 200, body = Integrity), Problems))]
async fn check_journal(State(app): State<App>, Administers(administration): Administers) -> Answer<Json<Integrity>> {
    administration.of_instance()?;
    Ok(Json(check(&app.db).await?))
}

/// Looks at every line, a thousand at a time.
async fn check(db: &Db) -> DbResult<Integrity> {
    let (mut checked, mut before) = (0, BEGINNING.to_vec());
    loop {
        let lines = store::sealed(db, checked).await?;
        if lines.is_empty() {
            return Ok(Integrity { checked, intact: true, first_broken: None });
        }
        for (line, hash) in lines {
            if line.position != checked + 1 || seal(&before, &line) != hash {
                return Ok(Integrity { checked, intact: false, first_broken: Some(checked + 1) });
            }
            (checked, before) = (line.position, hash);
        }
    }
}
