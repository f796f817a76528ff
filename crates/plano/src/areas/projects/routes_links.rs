// SPDX-License-Identifier: EUPL-1.2
//! `/projects/{project}/links`: the projects that belong with one.

use access::{Grant, Read, Write};
use axum::{
    extract::{FromRequestParts, Path, State},
    http::request::Parts,
};
use base::{Id, Problem, ids, kind};
use utoipa_axum::{router::OpenApiRouter, routes};

use super::{actions_links, model::ProjectRef, routes::Items, store_links};
use crate::{
    app::App,
    http::{Answer, Asker, Done, Failure, Granted, Json, Problems},
};

/// The routes of links.
pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(list_links))
        .routes(routes!(link_projects, unlink_projects))
}

/// The projects linked with one, as far as one may read them.
#[utoipa::path(get, path = "/projects/{project}/links", tag = "projects", operation_id = "list_links",
    params(("project" = inline(ids::ProjectId), Path)), responses((status = 200, body = Items<ProjectRef>), Problems))]
async fn list_links(
    State(app): State<App>,
    me: Asker,
    Granted(project): Granted<Read, access::Project>,
) -> Answer<Json<Items<ProjectRef>>> {
    let mut items = store_links::projects(&app.db, &project, app.now()).await?;
    items.retain(|it| me.may_know(it.id));
    Ok(Json(Items { items }))
}

/// Link another project, which one may read, with one that one may write to. Both show it.
#[utoipa::path(put, path = "/projects/{project}/links/{other}", tag = "projects", operation_id = "link_projects",
    extensions(("x-codes" = json!({"409": ["linked.itself", "linked.too_many"]}))),
    params(("project" = inline(ids::ProjectId), Path), ("other" = inline(ids::ProjectId), Path)), responses((status = 204), Problems))]
async fn link_projects(
    State(app): State<App>,
    Granted(project): Granted<Write, access::Project>,
    Other(other): Other,
) -> Answer<Done> {
    actions_links::link(&app.db, project, other).await?;
    Ok(Done)
}

/// No longer link two projects, from whichever side they were linked.
#[utoipa::path(delete, path = "/projects/{project}/links/{other}", tag = "projects", operation_id = "unlink_projects",
    params(("project" = inline(ids::ProjectId), Path), ("other" = inline(ids::ProjectId), Path)), responses((status = 204), Problems))]
async fn unlink_projects(
    State(app): State<App>,
    Granted(project): Granted<Write, access::Project>,
    Other(other): Other,
) -> Answer<Done> {
    actions_links::unlink(&app.db, project, other).await?;
    Ok(Done)
}

/// The other project of the path, which whoever asks may read. Apart from `Granted`, which finds the one project that a path
/// names by its kind.
struct Other(Grant<Read, access::Project>);

impl FromRequestParts<App> for Other {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Failure> {
        let me = Asker::from_request_parts(parts, app).await?;
        let named = Path::<(String, String)>::from_request_parts(parts, app).await;
        let other: Option<Id<kind::Project>> = named.ok().and_then(|it| it.0.1.parse().ok());
        match other.filter(|it| me.may_know(*it)) {
            Some(other) => Ok(Self(access::grant(&app.db, me.signed, other, app.now()).await?)),
            None => Err(Failure(Problem::NotFound)),
        }
    }
}
