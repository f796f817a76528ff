// SPDX-License-Identifier: EUPL-1.2
//! `/access/{object}`: who can see a thing, and why, for every kind of thing that can be asked about.

use access::{Grant, Read, Resource};
use axum::{
    extract::{FromRequestParts, RawPathParams, State},
    http::request::Parts,
};
use base::{Id, Problem, ids};
use db::DbResult;
use utoipa::ToSchema;
use utoipa_axum::{router::OpenApiRouter, routes};

use super::projects::{self, WhoCanSee};
use crate::{
    app::App,
    http::{Answer, Asker, Failure, Json, Problems},
};

/// What can be asked who sees it. An area says it of its things, and they are named in [`Seen`] and in [`answer`].
pub trait Seeable: Resource + Sized {
    /// Those who can see it, with the reasons.
    fn who_can_see(app: &App, thing: &Grant<Read, Self>) -> impl Future<Output = DbResult<WhoCanSee>> + Send;
}

/// The id of anything that can be asked about; its prefix says of which kind.
#[derive(Debug, ToSchema)]
#[schema(as = SeeableId)]
#[serde(untagged)]
#[expect(dead_code, reason = "the description of the API alone is made from it")]
enum Seen {
    /// A project.
    Project(ids::ProjectId),
}

/// The route.
pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(who_can_see))
}

/// Who can see a thing, and why: a project. What may not be read, is unknown or names nothing of these kinds is 404.
#[utoipa::path(get, path = "/access/{object}", tag = "projects", operation_id = "who_can_see", params(("object" = inline(Seen), Path)),
    responses((status = 200, body = WhoCanSee), Problems))]
async fn who_can_see(asked: Asked, State(app): State<App>) -> Answer<Json<WhoCanSee>> {
    Ok(Json(answer(&app, &asked).await?))
}

/// Who asks, and about what, of whichever kind.
struct Asked {
    asker: Asker,
    object: String,
}

impl FromRequestParts<App> for Asked {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Failure> {
        let asker = Asker::find(parts, app).await?;
        // What cannot be read as text names nothing.
        let params = RawPathParams::from_request_parts(parts, app).await;
        let object = params.iter().flatten().map(|(_, text)| text.to_owned()).next();
        Ok(Self {
            asker,
            object: object.unwrap_or_default(),
        })
    }
}

/// One line for each kind.
async fn answer(app: &App, asked: &Asked) -> Result<WhoCanSee, Problem> {
    if let Ok(project) = asked.object.parse() {
        return of::<access::Project>(app, &asked.asker, project).await;
    }
    Err(Problem::NotFound)
}

async fn of<R: Seeable>(app: &App, asker: &Asker, id: Id<R::Kind>) -> Result<WhoCanSee, Problem> {
    let grant: Grant<Read, R> = access::grant(&app.db, asker.signed, id, app.now()).await?;
    if !asker.may_know_in(grant.place()) {
        return Err(Problem::NotFound);
    }
    Ok(R::who_can_see(app, &grant).await?)
}

impl Seeable for access::Project {
    fn who_can_see(app: &App, thing: &Grant<Read, Self>) -> impl Future<Output = DbResult<WhoCanSee>> + Send {
        projects::who_can_see(app, thing)
    }
}
