// SPDX-License-Identifier: EUPL-1.2
//! `/projects`, `/templates`, `/search`.

use access::{Manage, Own, Read};
use axum::extract::State;
use base::{Id, Page, PageSize, Problem, ids, kind};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::{router::OpenApiRouter, routes};

use super::{
    actions, activity,
    model::{Activity, Duplication, Found, MinePatch, NewProject, Project, ProjectPatch, Template},
    views,
};
use crate::{
    app::App,
    http::{Answer, Asker, Created, Failure, Granted, IfMatch, Json, Problems, Query},
};

/// The area's routes; those of members have their own file.
pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(list_projects, create_project))
        .routes(routes!(get_project, edit_project))
        .routes(routes!(archive_project, restore_project))
        .routes(routes!(make_template, unmake_template))
        .routes(routes!(duplicate_project))
        .routes(routes!(keep_project))
        .routes(routes!(list_templates))
        .routes(routes!(list_activity))
        .routes(routes!(search))
        .merge(super::routes_links::routes())
        .merge(super::routes_members::routes())
}

/// Which of one's projects.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct Which {
    /// `active` (by default) or `archived`.
    #[serde(default)]
    #[param(inline)]
    state: State_,
    /// The `next` of the page before.
    after: Option<String>,
    /// 1 to 200.
    #[serde(default)]
    #[param(inline)]
    limit: PageSize,
}

#[derive(Debug, Default, Clone, Copy, PartialEq, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = ProjectState)]
enum State_ {
    #[default]
    Active,
    Archived,
}

/// A page of a list.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct Paging {
    /// The `next` of the page before.
    pub after: Option<String>,
    /// 1 to 200.
    #[serde(default)]
    #[param(inline)]
    pub limit: PageSize,
}

/// Things in order.
#[derive(Debug, Serialize, ToSchema)]
pub struct Items<T> {
    /// In order.
    pub items: Vec<T>,
}

/// The projects one is in, by name.
#[utoipa::path(get, path = "/projects", tag = "projects", operation_id = "list_projects", params(Which),
    responses((status = 200, body = Page<Project>), Problems))]
async fn list_projects(
    State(app): State<App>,
    me: Asker,
    Query(which): Query<Which>,
) -> Answer<Json<Page<Project>>> {
    let after = which.after.as_deref().unwrap_or_default();
    let (id, name) = after.split_once('~').unwrap_or_default();
    let id = if after.is_empty() {
        Id::MIN
    } else {
        id.parse().map_err(|_| malformed_cursor())?
    };
    Ok(Json(
        views::mine(
            &app,
            me.signed,
            which.state == State_::Archived,
            (name, id),
            which.limit,
        )
        .await?,
    ))
}

fn malformed_cursor() -> Failure {
    let invalid = base::Invalid::new("cursor.malformed");
    Failure(Problem::Malformed(vec![base::FieldProblem {
        field: "after".into(),
        invalid,
    }]))
}

/// Make a project.
#[utoipa::path(post, path = "/projects", tag = "projects", operation_id = "create_project",
    extensions(("x-codes" = json!({"403": ["project.creation_is_for_administrators"], "409": ["draft.reused"]}))), request_body = NewProject,
    responses((status = 201, body = Project), Problems))]
async fn create_project(
    State(app): State<App>,
    me: Asker,
    Json(new): Json<NewProject>,
) -> Answer<Created<Project>> {
    let id = actions::create(&app.db, me.signed, new).await?;
    made(&app, &me, id).await
}

/// A project that its maker has just made.
async fn made(app: &App, me: &Asker, id: Id<kind::Project>) -> Answer<Created<Project>> {
    let grant = access::grant::<Read, access::Project>(&app.db, me.signed, id, app.now()).await?;
    Ok(Created(
        views::project(app, &grant).await?.ok_or(Problem::NotFound)?,
    ))
}

/// A project.
#[utoipa::path(get, path = "/projects/{project}", tag = "projects", operation_id = "get_project", params(("project" = inline(ids::ProjectId), Path)),
    responses((status = 200, body = Project), Problems))]
async fn get_project(
    State(app): State<App>,
    Granted(project): Granted<Read, access::Project>,
) -> Answer<Json<Project>> {
    Ok(Json(
        views::project(&app, &project).await?.ok_or(Problem::NotFound)?,
    ))
}

/// The project after a change, with what its changer may still do.
async fn changed(app: &App, me: &Asker, id: Id<kind::Project>) -> Answer<Json<Project>> {
    let grant = access::grant::<Read, access::Project>(&app.db, me.signed, id, app.now()).await?;
    Ok(Json(views::project(app, &grant).await?.ok_or(Problem::NotFound)?))
}

/// Change a project.
#[utoipa::path(patch, path = "/projects/{project}", tag = "projects", operation_id = "edit_project",
    params(("project" = inline(ids::ProjectId), Path), ("If-Match" = String, Header)), request_body = ProjectPatch,
    responses((status = 200, body = Project), Problems))]
async fn edit_project(
    State(app): State<App>,
    me: Asker,
    Granted(project): Granted<Manage, access::Project>,
    IfMatch(version): IfMatch,
    Json(patch): Json<ProjectPatch>,
) -> Answer<Json<Project>> {
    let id = project.id();
    match actions::edit(&app.db, project, version, patch).await {
        // The one who lost sees what it is now, to decide anew.
        Err(Problem::LostRace(_)) => {
            let Json(now) = changed(&app, &me, id).await?;
            Err(Failure(Problem::LostRace(
                serde_json::to_value(now).map_err(Problem::internal)?,
            )))
        }
        Err(problem) => Err(Failure(problem)),
        Ok(()) => changed(&app, &me, id).await,
    }
}

/// Make a project read-only.
#[utoipa::path(put, path = "/projects/{project}/archive", tag = "projects", operation_id = "archive_project", params(("project" = inline(ids::ProjectId), Path)),
    responses((status = 200, body = Project), Problems))]
async fn archive_project(
    State(app): State<App>,
    me: Asker,
    Granted(project): Granted<Manage, access::Project>,
) -> Answer<Json<Project>> {
    let id = project.id();
    actions::archive(&app.db, project).await?;
    changed(&app, &me, id).await
}

/// Let an archived project be worked in again.
#[utoipa::path(delete, path = "/projects/{project}/archive", tag = "projects", operation_id = "restore_project", params(("project" = inline(ids::ProjectId), Path)),
    responses((status = 200, body = Project), Problems))]
async fn restore_project(
    State(app): State<App>,
    me: Asker,
    Granted(project): Granted<Manage, access::Project>,
) -> Answer<Json<Project>> {
    let id = project.id();
    actions::restore(&app.db, project).await?;
    changed(&app, &me, id).await
}

/// Let others be made from a project.
#[utoipa::path(put, path = "/projects/{project}/template", tag = "projects", operation_id = "make_template", params(("project" = inline(ids::ProjectId), Path)),
    responses((status = 200, body = Project), Problems))]
async fn make_template(
    State(app): State<App>,
    me: Asker,
    Granted(project): Granted<Own, access::Project>,
) -> Answer<Json<Project>> {
    let id = project.id();
    actions::make_template(&app.db, project).await?;
    changed(&app, &me, id).await
}

/// No longer let others be made from a project.
#[utoipa::path(delete, path = "/projects/{project}/template", tag = "projects", operation_id = "unmake_template", params(("project" = inline(ids::ProjectId), Path)),
    responses((status = 200, body = Project), Problems))]
async fn unmake_template(
    State(app): State<App>,
    me: Asker,
    Granted(project): Granted<Own, access::Project>,
) -> Answer<Json<Project>> {
    let id = project.id();
    actions::unmake_template(&app.db, project).await?;
    changed(&app, &me, id).await
}

/// Make a project like this one, without its content.
#[utoipa::path(post, path = "/projects/{project}/duplication", tag = "projects", operation_id = "duplicate_project",
    extensions(("x-codes" = json!({"403": ["project.creation_is_for_administrators"], "409": ["draft.reused"]}))),
    params(("project" = inline(ids::ProjectId), Path)), request_body = Duplication, responses((status = 201, body = Project), Problems))]
async fn duplicate_project(
    State(app): State<App>,
    me: Asker,
    Granted(project): Granted<Read, access::Project>,
    Json(new): Json<Duplication>,
) -> Answer<Created<Project>> {
    me.makes_projects()?;
    let id = actions::duplicate(&app.db, project, new).await?;
    made(&app, &me, id).await
}

/// Pin, order and file a project, for oneself.
#[utoipa::path(put, path = "/projects/{project}/mine", tag = "projects", operation_id = "keep_project", params(("project" = inline(ids::ProjectId), Path)),
    request_body = MinePatch, responses((status = 200, body = Project), Problems))]
async fn keep_project(
    State(app): State<App>,
    me: Asker,
    Granted(project): Granted<Read, access::Project>,
    Json(patch): Json<MinePatch>,
) -> Answer<Json<Project>> {
    let id = project.id();
    actions::keep(&app.db, project, patch).await?;
    changed(&app, &me, id).await
}

/// The projects that one may make others from.
#[utoipa::path(get, path = "/templates", tag = "projects", operation_id = "list_templates",
    responses((status = 200, body = Items<Template>), Problems))]
async fn list_templates(State(app): State<App>, me: Asker) -> Answer<Json<Items<Template>>> {
    Ok(Json(Items {
        items: views::templates(&app, me.signed).await?,
    }))
}

/// What happened in a project, newest first.
#[utoipa::path(get, path = "/projects/{project}/activity", tag = "projects", operation_id = "list_activity",
    params(("project" = inline(ids::ProjectId), Path), Paging), responses((status = 200, body = Page<Activity>), Problems))]
async fn list_activity(
    State(app): State<App>,
    Granted(project): Granted<Read, access::Project>,
    Query(paging): Query<Paging>,
) -> Answer<Json<Page<Activity>>> {
    let before = match paging.after.as_deref() {
        Some(text) => text.parse().map_err(|_| malformed_cursor())?,
        None => events::Position {
            tx: i64::MAX,
            seq: i64::MAX,
        },
    };
    Ok(Json(
        activity::page(&app.db, &project, before, paging.limit).await?,
    ))
}

/// What the palette looks for.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct Sought {
    /// The beginning of a word.
    q: String,
    /// 1 to 200, of each kind.
    #[serde(default)]
    #[param(inline)]
    limit: PageSize,
}

/// Projects and people by the beginning of a word.
#[utoipa::path(get, path = "/search", tag = "projects", operation_id = "search", params(Sought),
    responses((status = 200, body = Found), Problems))]
async fn search(State(app): State<App>, me: Asker, Query(sought): Query<Sought>) -> Answer<Json<Found>> {
    Ok(Json(
        views::search(&app, me.signed, &sought.q, sought.limit).await?,
    ))
}
