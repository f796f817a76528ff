// SPDX-License-Identifier: EUPL-1.2
//! `/channels/{channel}/history`, `/channels/{channel}/expiry`: messages that do not stay.

use access::{Manage, Read, Signed};
use axum::extract::State;
use base::{Id, Problem, Timestamp, ids, kind};
use serde::Deserialize;
use utoipa::IntoParams;
use utoipa_axum::{router::OpenApiRouter, routes};

use super::{
    actions_clear,
    model::Channel,
    model_clear::{Clearance, Expiry},
    store_clear, store_places, views_channels,
};
use crate::{
    app::App,
    http::{Answer, Failure, Granted, Json, Problems, Query},
};

/// The routes of this file.
pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(count_history, clear_history))
        .routes(routes!(set_expiry))
}

/// Which part of a history.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct WhichHistory {
    /// Only what is older than so many days, 1 to 3,650; left out: all of it.
    older_than_days: Option<i64>,
}

/// How many messages would go if the history of a channel were cleared now, or its messages stayed for so many days.
#[utoipa::path(get, path = "/channels/{channel}/history", tag = "messages", operation_id = "count_history",
    params(("channel" = inline(ids::ChannelId), Path), WhichHistory), responses((status = 200, body = Clearance), Problems))]
async fn count_history(
    State(app): State<App>,
    Granted(channel): Granted<Manage, store_places::Channel>,
    Query(which): Query<WhichHistory>,
) -> Answer<Json<Clearance>> {
    let expiry = Expiry {
        days: which.older_than_days,
    };
    let micros = expiry
        .micros()
        .map_err(|invalid| Failure(Problem::field("older_than_days", invalid)))?;
    let until = micros.map_or(i64::MAX, |it| app.now().micros() - it);
    let until = Timestamp::from_micros(until);
    Ok(Json(store_clear::count(&app.db, &channel, until).await?))
}

/// Clear the history of a channel up to now, for all who read it. Decisions stay. It cannot be undone.
#[utoipa::path(delete, path = "/channels/{channel}/history", tag = "messages", operation_id = "clear_history",
    extensions(("x-codes" = json!({"409": ["channel.is_a_log"]}))),
    params(("channel" = inline(ids::ChannelId), Path)), responses((status = 200, body = Channel), Problems))]
async fn clear_history(
    State(app): State<App>,
    Granted(channel): Granted<Manage, store_places::Channel>,
) -> Answer<Json<Channel>> {
    let (me, id) = (channel.actor(), channel.id());
    actions_clear::clear(&app.db, channel).await?;
    changed(&app, me, id).await
}

/// Say for how long messages stay in a channel. Older ones go at once; decisions stay.
#[utoipa::path(put, path = "/channels/{channel}/expiry", tag = "messages", operation_id = "set_expiry",
    extensions(("x-codes" = json!({"409": ["channel.is_a_log"]}))),
    params(("channel" = inline(ids::ChannelId), Path)), request_body = Expiry,
    responses((status = 200, body = Channel), Problems))]
async fn set_expiry(
    State(app): State<App>,
    Granted(channel): Granted<Manage, store_places::Channel>,
    Json(expiry): Json<Expiry>,
) -> Answer<Json<Channel>> {
    let (me, id) = (channel.actor(), channel.id());
    actions_clear::set_expiry(&app.db, channel, expiry).await?;
    changed(&app, me, id).await
}

/// The channel after the change, with what its changer may still do.
async fn changed(app: &App, me: Signed, id: Id<kind::Channel>) -> Answer<Json<Channel>> {
    let grant = access::grant::<Read, store_places::Channel>(&app.db, me, id, app.now()).await?;
    Ok(Json(
        views_channels::channel(app, &grant)
            .await?
            .ok_or(Problem::NotFound)?,
    ))
}
