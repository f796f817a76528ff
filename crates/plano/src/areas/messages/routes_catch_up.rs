// SPDX-License-Identifier: EUPL-1.2
//! `/me/catch-up`: what happened while one was away.

use axum::extract::State;
use base::Timestamp;
use serde::Deserialize;
use utoipa::IntoParams;
use utoipa_axum::{router::OpenApiRouter, routes};

use super::{model_catch_up::CatchUp, views_catch_up};
use crate::{
    app::App,
    http::{Answer, Asker, Json, Problems, Query},
};

/// The route of this file.
pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(catch_up))
}

/// Since when.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct Since {
    /// What was said from then on. Of a moment more than 93 days ago it is those 93 days.
    #[param(inline)]
    since: Timestamp,
}

/// What happened since a moment in all channels and conversations that one reads: who named one, who wrote to one, what was
/// answered and decided, where most was said.
#[utoipa::path(get, path = "/me/catch-up", tag = "messages", operation_id = "catch_up", params(Since),
    responses((status = 200, body = CatchUp), Problems))]
async fn catch_up(State(app): State<App>, me: Asker, Query(which): Query<Since>) -> Answer<Json<CatchUp>> {
    Ok(Json(views_catch_up::since(&app, me.signed, which.since).await?))
}
