// SPDX-License-Identifier: EUPL-1.2
//! `/admin/imports`.

use axum::{
    body::Bytes,
    extract::{DefaultBodyLimit, FromRequest as _, Request, State},
    response::Response,
};
use base::{Invalid, Problem, ids, kind};
use serde::Deserialize;
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::{router::OpenApiRouter, routes};
use uuid::Uuid;

use super::{
    actions_imports::{self as actions, Chosen},
    export,
    import::{FILE_MAX_BYTES, Import, Imports},
    model::OrganisationId,
    views,
};
use crate::{
    app::App,
    http::{Administers, AdministersOne, Answer, Created, Failure, Json, Problems, Query, body},
};

pub(super) fn routes() -> OpenApiRouter<App> {
    let files = OpenApiRouter::new()
        .routes(routes!(check_import))
        .layer(DefaultBodyLimit::max(FILE_MAX_BYTES));
    OpenApiRouter::new()
        .merge(files)
        .routes(routes!(list_imports))
        .routes(routes!(get_import))
        .routes(routes!(list_import_faults))
        .routes(routes!(run_import))
        .routes(routes!(pause_import))
        .routes(routes!(send_import_wave))
}

/// What a file is, and where its people go.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct Which {
    /// The client's key, so that a retry reads nothing twice.
    #[param(inline)]
    draft: Uuid,
    /// As it is called.
    file_name: Option<String>,
    /// Where a line names none.
    #[param(inline)]
    organisation: Option<OrganisationId>,
}

/// Look at a file of people; nothing is made.
#[utoipa::path(post, path = "/admin/imports", tag = "administration", operation_id = "check_import",
    extensions(("x-codes" = json!({"409": ["draft.reused"]}))), params(Which),
    request_body(content = String, content_type = "text/csv"), responses((status = 201, body = Import), Problems))]
async fn check_import(
    State(app): State<App>,
    Administers(administration): Administers,
    Query(which): Query<Which>,
    request: Request,
) -> Answer<Created<Import>> {
    if body::content_type(request.headers()) != Some("text/csv") {
        return Err(Failure(Problem::WrongType));
    }
    let too_large = |_| {
        Failure(Problem::TooLarge(
            Invalid::new("body.too_large").with("max_bytes", FILE_MAX_BYTES),
        ))
    };
    let bytes = body::in_time(body::FILE_MAX_DURATION, Bytes::from_request(request, &app))
        .await?
        .map_err(too_large)?;
    let chosen = Chosen {
        draft: which.draft,
        file_name: which.file_name.unwrap_or_default(),
        organisation: which.organisation,
        bytes,
    };
    let import = actions::check(&app.db, administration, chosen).await?;
    Ok(Created(views::import_of(&app.db, import).await?))
}

/// The last imports, without their faults and lines.
#[utoipa::path(get, path = "/admin/imports", tag = "administration", operation_id = "list_imports",
    responses((status = 200, body = Imports), Problems))]
async fn list_imports(
    State(app): State<App>,
    Administers(administration): Administers,
) -> Answer<Json<Imports>> {
    Ok(Json(Imports {
        items: views::imports(&app.db, &administration).await?,
    }))
}

/// One import.
#[utoipa::path(get, path = "/admin/imports/{import}", tag = "administration", operation_id = "get_import",
    params(("import" = inline(ids::ImportId), Path)), responses((status = 200, body = Import), Problems))]
async fn get_import(
    State(app): State<App>,
    AdministersOne(held): AdministersOne<kind::Import>,
) -> Answer<Json<Import>> {
    Ok(Json(views::import_of(&app.db, held.id()).await?))
}

/// Everything that is wrong with a file, as a table (RFC 4180).
#[utoipa::path(get, path = "/admin/imports/{import}/faults", tag = "administration", operation_id = "list_import_faults",
    params(("import" = inline(ids::ImportId), Path)), responses((status = 200, content_type = "text/csv", body = String), Problems))]
async fn list_import_faults(
    State(app): State<App>,
    AdministersOne(held): AdministersOne<kind::Import>,
) -> Answer<Response> {
    Ok(export::faults(&app.db, held.id()).await?)
}

/// Whether what is wrong is left out.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct ImportRun {
    /// Make accounts of the good lines, and none of the others.
    skip_faulty: bool,
}

/// Make the accounts, or go on where it stopped.
#[utoipa::path(put, path = "/admin/imports/{import}/run", tag = "administration", operation_id = "run_import",
    extensions(("x-codes" = json!({"409": ["import.faulty", "import.nothing"]}))),
    params(("import" = inline(ids::ImportId), Path)), request_body = ImportRun, responses((status = 200, body = Import), Problems))]
async fn run_import(
    State(app): State<App>,
    AdministersOne(held): AdministersOne<kind::Import>,
    Json(run): Json<ImportRun>,
) -> Answer<Json<Import>> {
    let import = held.id();
    actions::run(&app.db, held, run.skip_faulty).await?;
    Ok(Json(views::import_of(&app.db, import).await?))
}

/// Stop for a while.
#[utoipa::path(put, path = "/admin/imports/{import}/pause", tag = "administration", operation_id = "pause_import",
    extensions(("x-codes" = json!({"409": ["import.not_running"]}))),
    params(("import" = inline(ids::ImportId), Path)), responses((status = 200, body = Import), Problems))]
async fn pause_import(
    State(app): State<App>,
    AdministersOne(held): AdministersOne<kind::Import>,
) -> Answer<Json<Import>> {
    let import = held.id();
    actions::pause(&app.db, held).await?;
    Ok(Json(views::import_of(&app.db, import).await?))
}

/// How many are invited.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct ImportWave {
    /// 1 to 1,000.
    size: i64,
}

/// Invite the next of those whose accounts were made.
#[utoipa::path(post, path = "/admin/imports/{import}/waves", tag = "administration", operation_id = "send_import_wave",
    params(("import" = inline(ids::ImportId), Path)), request_body = ImportWave, responses((status = 200, body = Import), Problems))]
async fn send_import_wave(
    State(app): State<App>,
    AdministersOne(held): AdministersOne<kind::Import>,
    Json(wave): Json<ImportWave>,
) -> Answer<Json<Import>> {
    let import = held.id();
    actions::send_wave(&app.db, held, wave.size).await?;
    Ok(Json(views::import_of(&app.db, import).await?))
}
