// SPDX-License-Identifier: EUPL-1.2
//! `/me/keywords`: the words of which one is told wherever one reads.

use axum::extract::State;
use utoipa_axum::{router::OpenApiRouter, routes};

use super::{actions_keywords, model_keywords::Keywords, store_keywords};
use crate::{
    app::App,
    http::{Answer, Asker, Json, Problems},
};

/// The routes of this file.
pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(get_keywords, set_keywords))
}

/// The words of which one is told.
#[utoipa::path(get, path = "/me/keywords", tag = "messages", operation_id = "get_keywords",
    responses((status = 200, body = Keywords), Problems))]
async fn get_keywords(State(app): State<App>, me: Asker) -> Answer<Json<Keywords>> {
    let words = store_keywords::words(&app.db, me.signed.account).await?;
    Ok(Json(Keywords { words }))
}

/// Be told of these words, wherever one reads what others write, and of no others.
#[utoipa::path(put, path = "/me/keywords", tag = "messages", operation_id = "set_keywords",
    extensions(("x-codes" = json!({"429": ["message.too_often"]}))),
    request_body = Keywords, responses((status = 200, body = Keywords), Problems))]
async fn set_keywords(
    State(app): State<App>,
    me: Asker,
    Json(wanted): Json<Keywords>,
) -> Answer<Json<Keywords>> {
    app.pace.change(me.signed.account)?;
    Ok(Json(actions_keywords::set(&app.db, me.signed, wanted).await?))
}
