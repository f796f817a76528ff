// SPDX-License-Identifier: EUPL-1.2
//! `/notifications` and `/me/notification-settings`. Whoever is signed in reads his own; no path names another's.

use axum::extract::State;
use base::{FieldProblem, Invalid, PageSize, Problem, ids, kind};
use serde::Deserialize;
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::{router::OpenApiRouter, routes};

use super::{
    actions,
    model::{About, Asked, NewNotificationSettings, NotificationPage, NotificationSettings, ReadUntil},
    views,
};
use crate::{
    app::App,
    http::{Answer, Asker, Done, Failure, Json, OneOf, Problems, Query},
};

/// The area's routes.
pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(list_notifications))
        .routes(routes!(read_notification, unread_notification))
        .routes(routes!(read_notifications))
        .routes(routes!(get_notification_settings, set_notification_settings))
}

/// Which of one's notifications.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct Which {
    /// `all` (by default) or `unread`.
    #[serde(default)]
    #[param(inline)]
    state: ReadState,
    /// `all` (by default) or `mentions`.
    #[serde(default)]
    #[param(inline)]
    about: About,
    /// The `next` of the page before.
    after: Option<String>,
    /// 1 to 200.
    #[serde(default)]
    #[param(inline)]
    limit: PageSize,
}

#[derive(Debug, Default, Clone, Copy, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = NotificationState)]
enum ReadState {
    #[default]
    All,
    Unread,
}

/// What one was told.
#[utoipa::path(get, path = "/notifications", tag = "notifications", operation_id = "list_notifications",
    params(Which), responses((status = 200, body = NotificationPage), Problems))]
async fn list_notifications(
    State(app): State<App>,
    me: Asker,
    Query(which): Query<Which>,
) -> Answer<Json<NotificationPage>> {
    let before = match which.after.as_deref() {
        Some(text) => Some(views::place(text).ok_or_else(|| {
            Failure(Problem::Malformed(vec![FieldProblem {
                field: "after".into(),
                invalid: Invalid::new("cursor.malformed"),
            }]))
        })?),
        None => None,
    };
    let asked = Asked {
        about: which.about,
        only_unread: which.state == ReadState::Unread,
    };
    Ok(Json(
        views::page(&app, me.signed.account, asked, before, which.limit).await?,
    ))
}

/// Mark one as read, in all one's windows.
#[utoipa::path(put, path = "/notifications/{notification}/read", tag = "notifications", operation_id = "read_notification",
    params(("notification" = inline(ids::NotificationId), Path)), responses((status = 204), Problems))]
async fn read_notification(
    State(app): State<App>,
    me: Asker,
    OneOf(id): OneOf<kind::Notification>,
) -> Answer<Done> {
    actions::read(&app.db, me.signed, id).await?;
    Ok(Done)
}

/// Mark one as not read.
#[utoipa::path(delete, path = "/notifications/{notification}/read", tag = "notifications", operation_id = "unread_notification",
    params(("notification" = inline(ids::NotificationId), Path)), responses((status = 204), Problems))]
async fn unread_notification(
    State(app): State<App>,
    me: Asker,
    OneOf(id): OneOf<kind::Notification>,
) -> Answer<Done> {
    actions::unread(&app.db, me.signed, id).await?;
    Ok(Done)
}

/// Mark one and all before it as read.
#[utoipa::path(put, path = "/notifications/read", tag = "notifications", operation_id = "read_notifications",
    request_body = ReadUntil, responses((status = 204), Problems))]
async fn read_notifications(State(app): State<App>, me: Asker, Json(body): Json<ReadUntil>) -> Answer<Done> {
    actions::read_until(&app.db, me.signed, body.until).await?;
    Ok(Done)
}

/// How one is written to.
#[utoipa::path(get, path = "/me/notification-settings", tag = "notifications", operation_id = "get_notification_settings",
    responses((status = 200, body = NotificationSettings), Problems))]
async fn get_notification_settings(State(app): State<App>, me: Asker) -> Answer<Json<NotificationSettings>> {
    Ok(Json(views::settings(&app, me.signed.account).await?))
}

/// Say how one wants to be written to.
#[utoipa::path(put, path = "/me/notification-settings", tag = "notifications", operation_id = "set_notification_settings",
    request_body = NewNotificationSettings, responses((status = 200, body = NotificationSettings), Problems))]
async fn set_notification_settings(
    State(app): State<App>,
    me: Asker,
    Json(new): Json<NewNotificationSettings>,
) -> Answer<Json<NotificationSettings>> {
    actions::set(&app.db, me.signed, new).await?;
    Ok(Json(views::settings(&app, me.signed.account).await?))
}
