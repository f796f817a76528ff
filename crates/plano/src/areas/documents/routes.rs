// SPDX-License-Identifier: EUPL-1.2
//! `/projects/{project}/documents`, `/documents/{entry}` and what is below: the tree of documents.

use access::{Manage, Read, Write};
use axum::extract::State;
use base::{Id, PageSize, Problem, ids, kind};
use serde::Deserialize;
use utoipa::IntoParams;
use utoipa_axum::{router::OpenApiRouter, routes};

use super::{
    actions,
    model::{Direction, Entries, Entry, EntryOrder, EntryPage, EntryPatch, EntryPlace, NewFolder, Trash},
    routes_files, routes_uploads,
    store_places::{self, Documents, Trashed},
    views,
};
use crate::{
    app::App,
    http::{Answer, Created, Done, Failure, Granted, IfMatch, Json, Problems, Query},
};

/// The routes of documents.
pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(get_documents))
        .routes(routes!(get_entry, rename_entry, trash_entry))
        .routes(routes!(list_entries))
        .routes(routes!(create_folder))
        .routes(routes!(place_entry))
        .routes(routes!(list_trash))
        .routes(routes!(restore_entry))
        .routes(routes!(erase_entry))
        .merge(routes_files::routes())
        .merge(routes_uploads::routes())
}

/// The top of a project's documents.
#[utoipa::path(get, path = "/projects/{project}/documents", tag = "documents", operation_id = "get_documents",
    params(("project" = inline(ids::ProjectId), Path)), responses((status = 200, body = EntryPage), Problems))]
async fn get_documents(
    State(app): State<App>,
    Granted(project): Granted<Read, Documents>,
) -> Answer<Json<EntryPage>> {
    Ok(Json(views::top(&app, &project).await?))
}

/// A folder or a file, with the folders on the way to it.
#[utoipa::path(get, path = "/documents/{entry}", tag = "documents", operation_id = "get_entry",
    params(("entry" = inline(ids::EntryId), Path)), responses((status = 200, body = EntryPage), Problems))]
async fn get_entry(
    State(app): State<App>,
    Granted(entry): Granted<Read, store_places::Entry>,
) -> Answer<Json<EntryPage>> {
    Ok(Json(views::page(&app, &entry).await?))
}

/// In which order, and which part.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct Which {
    /// By what; by name where it is left out.
    #[param(inline)]
    order: Option<EntryOrder>,
    /// Which way; the least first where it is left out.
    #[param(inline)]
    direction: Option<Direction>,
    /// The `next` of the part before.
    after: Option<String>,
    /// Most of them.
    #[serde(default)]
    #[param(inline)]
    limit: PageSize,
}

/// What is in a folder: its folders, then its files.
#[utoipa::path(get, path = "/documents/{entry}/entries", tag = "documents", operation_id = "list_entries",
    params(("entry" = inline(ids::EntryId), Path), Which), responses((status = 200, body = Entries), Problems))]
async fn list_entries(
    State(app): State<App>,
    Granted(folder): Granted<Read, store_places::Entry>,
    Query(which): Query<Which>,
) -> Answer<Json<Entries>> {
    let order = (
        which.order.unwrap_or(EntryOrder::Name),
        which.direction.unwrap_or(Direction::Ascending),
    );
    Ok(Json(
        views::list(&app, &folder, order, which.after.as_deref(), which.limit).await?,
    ))
}

/// Make a folder in another.
#[utoipa::path(post, path = "/documents/{entry}/folders", tag = "documents", operation_id = "create_folder",
    extensions(("x-codes" = json!({"409": ["draft.reused", "document.name_taken", "document.not_a_folder"]}))),
    params(("entry" = inline(ids::EntryId), Path)), request_body = NewFolder,
    responses((status = 201, body = Entry), Problems))]
async fn create_folder(
    State(app): State<App>,
    Granted(folder): Granted<Write, store_places::Entry>,
    Json(new): Json<NewFolder>,
) -> Answer<Created<Entry>> {
    let me = folder.actor();
    let made = actions::make_folder(&app.db, folder, new).await?;
    Ok(Created(seen(&app, me, made).await?))
}

/// Name a folder or a file.
#[utoipa::path(patch, path = "/documents/{entry}", tag = "documents", operation_id = "rename_entry",
    extensions(("x-codes" = json!({"409": ["document.name_taken", "document.is_top"]}))),
    params(("entry" = inline(ids::EntryId), Path), ("If-Match" = String, Header)), request_body = EntryPatch,
    responses((status = 200, body = Entry), Problems))]
async fn rename_entry(
    State(app): State<App>,
    Granted(entry): Granted<Write, store_places::Entry>,
    IfMatch(version): IfMatch,
    Json(patch): Json<EntryPatch>,
) -> Answer<Json<Entry>> {
    let (me, id) = (entry.actor(), entry.id());
    actions::rename(&app, entry, version, patch.name).await?;
    Ok(Json(seen(&app, me, id).await?))
}

/// Put a folder or a file into another folder of its project, with all that is in it.
#[utoipa::path(put, path = "/documents/{entry}/place", tag = "documents", operation_id = "place_entry",
    extensions(("x-codes" = json!({"409": ["document.name_taken", "document.is_top", "document.into_itself", "document.not_a_folder"]}))),
    params(("entry" = inline(ids::EntryId), Path)), request_body = EntryPlace,
    responses((status = 200, body = Entry), Problems))]
async fn place_entry(
    State(app): State<App>,
    Granted(entry): Granted<Write, store_places::Entry>,
    Json(place): Json<EntryPlace>,
) -> Answer<Json<Entry>> {
    let (me, id) = (entry.actor(), entry.id());
    let folder = access::grant::<Write, store_places::Entry>(&app.db, me, place.folder, app.now())
        .await
        .map_err(|denied| match denied.into() {
            Problem::NotFound => Problem::field("folder", base::Invalid::new("document.unknown")),
            problem => problem,
        })?;
    actions::place(&app, entry, folder, place).await?;
    Ok(Json(seen(&app, me, id).await?))
}

/// Put a folder or a file into the trash, with all that is in it. It stays there for thirty days.
#[utoipa::path(delete, path = "/documents/{entry}", tag = "documents", operation_id = "trash_entry",
    extensions(("x-codes" = json!({"409": ["document.is_top"]}))),
    params(("entry" = inline(ids::EntryId), Path)), responses((status = 204), Problems))]
async fn trash_entry(
    State(app): State<App>,
    Granted(entry): Granted<Write, store_places::Entry>,
) -> Answer<Done> {
    actions::trash(&app, entry).await?;
    Ok(Done)
}

/// Which part of the trash.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct WhichTrash {
    /// The `next` of the part before.
    after: Option<String>,
    /// Most of them.
    #[serde(default)]
    #[param(inline)]
    limit: PageSize,
}

/// What is in a project's trash, what was put there last first.
#[utoipa::path(get, path = "/projects/{project}/trash", tag = "documents", operation_id = "list_trash",
    params(("project" = inline(ids::ProjectId), Path), WhichTrash), responses((status = 200, body = Trash), Problems))]
async fn list_trash(
    State(app): State<App>,
    Granted(project): Granted<Read, Documents>,
    Query(which): Query<WhichTrash>,
) -> Answer<Json<Trash>> {
    Ok(Json(
        views::trash(&app, &project, which.after.as_deref(), which.limit).await?,
    ))
}

/// Take a folder or a file out of the trash, with all that was put there with it, into the folder it was in.
#[utoipa::path(put, path = "/trash/{entry}/restoration", tag = "documents", operation_id = "restore_entry",
    params(("entry" = inline(ids::EntryId), Path)), responses((status = 200, body = Entry), Problems))]
async fn restore_entry(
    State(app): State<App>,
    Granted(entry): Granted<Write, Trashed>,
) -> Answer<Json<Entry>> {
    let me = entry.actor();
    let id = actions::untrash(&app, entry).await?;
    Ok(Json(seen(&app, me, id).await?))
}

/// Erase what is in the trash, for good: those who manage the documents.
#[utoipa::path(delete, path = "/trash/{entry}", tag = "documents", operation_id = "erase_entry",
    params(("entry" = inline(ids::EntryId), Path)), responses((status = 204), Problems))]
async fn erase_entry(State(app): State<App>, Granted(entry): Granted<Manage, Trashed>) -> Answer<Done> {
    actions::erase(&app, entry).await?;
    Ok(Done)
}

/// An entry as the one who asks sees it now.
pub(super) async fn seen(app: &App, me: access::Signed, id: Id<kind::Entry>) -> Result<Entry, Failure> {
    let entry = access::grant::<Read, store_places::Entry>(&app.db, me, id, app.now()).await?;
    Ok(views::entry(app, &entry).await?)
}
