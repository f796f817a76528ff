// SPDX-License-Identifier: EUPL-1.2
//! `/projects/{project}/channel-folders`, `/channels/{channel}/place`: how the list of channels is divided and ordered.

use access::{Manage, Read};
use axum::extract::State;
use base::{Id, Invalid, Problem, ids, kind};
use utoipa_axum::{router::OpenApiRouter, routes};

use super::{
    actions_folders,
    model::Channel,
    model_folders::{ChannelFolder, ChannelFolderPatch, ChannelFolderPlace, ChannelPlace, NewChannelFolder},
    store_folders,
    store_places::{self, Messages},
    views_channels, views_folders,
};
use crate::{
    app::App,
    areas::projects::Items,
    http::{Answer, Created, Done, Failure, Granted, IfMatch, Json, OneOf, Problems},
};

/// The routes of this file.
pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(list_channel_folders, create_channel_folder))
        .routes(routes!(rename_channel_folder, remove_channel_folder))
        .routes(routes!(move_channel_folder))
        .routes(routes!(place_channel))
}

/// The folders of a project's channels, in order: those with a channel that one reads; all of them for those who manage.
#[utoipa::path(get, path = "/projects/{project}/channel-folders", tag = "messages", operation_id = "list_channel_folders",
    params(("project" = inline(ids::ProjectId), Path)), responses((status = 200, body = Items<ChannelFolder>), Problems))]
async fn list_channel_folders(
    State(app): State<App>,
    Granted(project): Granted<Read, Messages>,
) -> Answer<Json<Items<ChannelFolder>>> {
    Ok(Json(Items {
        items: views_folders::seen(&app, &project).await?,
    }))
}

/// Make a folder of channels, the last of the project.
#[utoipa::path(post, path = "/projects/{project}/channel-folders", tag = "messages", operation_id = "create_channel_folder",
    extensions(("x-codes" = json!({"409": ["draft.reused", "channel_folder.too_many"]}))),
    params(("project" = inline(ids::ProjectId), Path)), request_body = NewChannelFolder,
    responses((status = 201, body = ChannelFolder), Problems))]
async fn create_channel_folder(
    State(app): State<App>,
    Granted(project): Granted<Manage, Messages>,
    Json(new): Json<NewChannelFolder>,
) -> Answer<Created<ChannelFolder>> {
    let read = project.to_read();
    let folder = actions_folders::make(&app.db, project, new).await?;
    let folder = store_folders::find(&app.db, &read, folder).await?;
    Ok(Created(folder.ok_or(Problem::NotFound)?))
}

/// Name a folder of channels.
#[utoipa::path(patch, path = "/projects/{project}/channel-folders/{folder}", tag = "messages", operation_id = "rename_channel_folder",
    params(("project" = inline(ids::ProjectId), Path), ("folder" = inline(ids::ChannelFolderId), Path), ("If-Match" = String, Header)),
    request_body = ChannelFolderPatch, responses((status = 200, body = ChannelFolder), Problems))]
async fn rename_channel_folder(
    State(app): State<App>,
    Granted(project): Granted<Manage, Messages>,
    OneOf(folder): OneOf<kind::ChannelFolder>,
    IfMatch(version): IfMatch,
    Json(patch): Json<ChannelFolderPatch>,
) -> Answer<Json<ChannelFolder>> {
    let read = project.to_read();
    actions_folders::rename(&app.db, project, folder, version, patch.name).await?;
    let folder = store_folders::find(&app.db, &read, folder).await?;
    Ok(Json(folder.ok_or(Problem::NotFound)?))
}

/// Give a folder of channels another place among those of the project.
#[utoipa::path(put, path = "/projects/{project}/channel-folders/{folder}/place", tag = "messages", operation_id = "move_channel_folder",
    params(("project" = inline(ids::ProjectId), Path), ("folder" = inline(ids::ChannelFolderId), Path)),
    request_body = ChannelFolderPlace, responses((status = 204), Problems))]
async fn move_channel_folder(
    State(app): State<App>,
    Granted(project): Granted<Manage, Messages>,
    OneOf(folder): OneOf<kind::ChannelFolder>,
    Json(place): Json<ChannelFolderPlace>,
) -> Answer<Done> {
    actions_folders::move_before(&app.db, project, folder, place.before).await?;
    Ok(Done)
}

/// Take a folder of channels away. Its channels stay, in no folder.
#[utoipa::path(delete, path = "/projects/{project}/channel-folders/{folder}", tag = "messages", operation_id = "remove_channel_folder",
    params(("project" = inline(ids::ProjectId), Path), ("folder" = inline(ids::ChannelFolderId), Path)),
    responses((status = 204), Problems))]
async fn remove_channel_folder(
    State(app): State<App>,
    Granted(project): Granted<Manage, Messages>,
    OneOf(folder): OneOf<kind::ChannelFolder>,
) -> Answer<Done> {
    actions_folders::remove(&app.db, project, folder).await?;
    Ok(Done)
}

/// Put a channel into a folder, or into none, before another channel or as the last.
#[utoipa::path(put, path = "/channels/{channel}/place", tag = "messages", operation_id = "place_channel",
    extensions(("x-codes" = json!({"409": ["channel.is_main", "channel.is_a_conversation"]}))),
    params(("channel" = inline(ids::ChannelId), Path)), request_body = ChannelPlace,
    responses((status = 200, body = Channel), Problems))]
async fn place_channel(
    State(app): State<App>,
    Granted(channel): Granted<Manage, store_places::Channel>,
    Json(place): Json<ChannelPlace>,
) -> Answer<Json<Channel>> {
    let (me, id, now) = (channel.actor(), channel.id(), app.now());
    if let Some((folder, project)) = place.folder.zip(channel.place()) {
        let project = access::grant::<Read, Messages>(&app.db, me, project, now).await?;
        // One that he does not see is not there: its name would be told by putting something into it.
        let is_seen = views_folders::seen(&app, &project)
            .await?
            .iter()
            .any(|it| it.id == folder);
        if !is_seen {
            return Err(unknown("folder", "channel_folder.unknown"));
        }
    }
    let before = match place.before {
        Some(other) => Some(readable(&app, me, other).await?),
        None => None,
    };
    actions_folders::place(&app.db, channel, place.folder, before).await?;
    let channel = access::grant::<Read, store_places::Channel>(&app.db, me, id, now).await?;
    Ok(Json(
        views_channels::channel(&app, &channel)
            .await?
            .ok_or(Problem::NotFound)?,
    ))
}

fn unknown(field: &'static str, code: &'static str) -> Failure {
    Failure(Problem::field(field, Invalid::new(code)))
}

/// A channel that a body names. One that is hidden is unknown.
async fn readable(
    app: &App,
    me: access::Signed,
    channel: Id<kind::Channel>,
) -> Result<access::Grant<Read, store_places::Channel>, Failure> {
    let grant = access::grant::<Read, store_places::Channel>(&app.db, me, channel, app.now()).await;
    grant.map_err(|denied| match denied.into() {
        Problem::NotFound | Problem::Forbidden(_) => unknown("before", "channel.unknown"),
        problem => Failure(problem),
    })
}
