// SPDX-License-Identifier: EUPL-1.2
//! `/projects/{project}/links`: the projects that belong with one.

use access::{Grant, Read, Write};
use axum::extract::{Path, State};
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
    me: Asker,
    Granted(project): Granted<Write, access::Project>,
    Path((_, other)): Path<(String, String)>,
) -> Answer<Done> {
    let other = readable(&app, &me, &other).await?;
    actions_links::link(&app.db, project, other).await?;
    Ok(Done)
}

/// No longer link two projects.
#[utoipa::path(delete, path = "/projects/{project}/links/{other}", tag = "projects", operation_id = "unlink_projects",
    params(("project" = inline(ids::ProjectId), Path), ("other" = inline(ids::ProjectId), Path)), responses((status = 204), Problems))]
async fn unlink_projects(
    State(app): State<App>,
    me: Asker,
    Granted(project): Granted<Write, access::Project>,
    Path((_, other)): Path<(String, String)>,
) -> Answer<Done> {
    let other = readable(&app, &me, &other).await?;
    actions_links::unlink(&app.db, project, other).await?;
    Ok(Done)
}

/// The other project of the path, whose kind is that of the first: permission for it is asked by hand.
async fn readable(app: &App, me: &Asker, other: &str) -> Result<Grant<Read, access::Project>, Failure> {
    let other: Id<kind::Project> = other.parse().map_err(|_| Failure(Problem::NotFound))?;
    if !me.may_know(other) {
        return Err(Failure(Problem::NotFound));
    }
    Ok(access::grant(&app.db, me.signed, other, app.now()).await?)
}
