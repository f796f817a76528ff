// SPDX-License-Identifier: EUPL-1.2
//! `/documents/{entry}/uploads`, `/uploads/{upload}`: files on their way, by tus 1.0 (<https://tus.io/protocols/resumable-upload>)
//! with its extensions creation, termination, checksum and expiration.

use access::{Read, Write};
use axum::{
    body::Body,
    extract::State,
    http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header},
    response::{IntoResponse as _, Response},
};
use base::{FieldProblem, Invalid, Problem, ids};
use base64::{Engine as _, engine::general_purpose::STANDARD};
use utoipa_axum::{router::OpenApiRouter, routes};

use super::{
    actions_files::{self as actions, Checksum, Progress},
    model_names::FileName,
    model_uploads::{NewUpload, Upload, UploadAs, UploadTurn},
    store_places,
};
use crate::{
    app::App,
    http::{Answer, Done, Failure, Granted, Json, Problems},
};

const RESUMABLE: HeaderName = HeaderName::from_static("tus-resumable");
const VERSION: &str = "1.0.0";
const PARTS: &str = "application/offset+octet-stream";

/// The routes of this file.
pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(create_upload))
        .routes(routes!(get_upload, append_upload, cancel_upload))
        .routes(routes!(turn_upload))
}

/// Begin an upload into a folder (tus 1.0, Creation). `Upload-Metadata` has `draft` (a UUID chosen by the client: the same draft is
/// the same upload) and `filename`; to become a version of a file of that name in the folder, also `file`, its id, and `revision`,
/// the number of what it held when it was looked at. The answer's `Location` is where the parts go.
#[utoipa::path(post, path = "/documents/{entry}/uploads", tag = "documents", operation_id = "create_upload",
    extensions(("x-codes" = json!({"409": ["draft.reused", "document.name_taken", "document.not_a_folder", "upload.too_many"], "413": ["file.too_large"], "422": []}))),
    params(("entry" = inline(ids::EntryId), Path), ("Upload-Length" = u64, Header), ("Upload-Metadata" = String, Header)),
    responses((status = 201, body = Upload), Problems))]
async fn create_upload(
    State(app): State<App>,
    Granted(folder): Granted<Write, store_places::Entry>,
    headers: HeaderMap,
) -> Answer<Response> {
    let new = announced(&headers)?;
    let (me, size) = (folder.actor(), new.size);
    let id = actions::begin(&app, folder, new).await?;
    let upload = access::grant::<Write, store_places::Upload>(&app.db, me, id, app.now()).await?;
    let progress = if size == 0 {
        // All of it has come.
        let nothing = futures_util::stream::empty::<Result<bytes::Bytes, std::io::Error>>();
        actions::append(&app, upload, 0, nothing, None).await?
    } else {
        actions::progress(&app, &upload).await?
    };
    let mut response = (StatusCode::CREATED, Json(shown(progress))).into_response();
    let location = HeaderValue::from_str(&format!("/api/v1/uploads/{id}")).map_err(Problem::internal)?;
    response.headers_mut().insert(header::LOCATION, location);
    Ok(told(response, progress))
}

/// How far an upload has come (tus 1.0, HEAD).
#[utoipa::path(get, path = "/uploads/{upload}", tag = "documents", operation_id = "get_upload",
    params(("upload" = inline(ids::UploadId), Path)), responses((status = 200, body = Upload), Problems))]
async fn get_upload(
    State(app): State<App>,
    Granted(upload): Granted<Read, store_places::Upload>,
) -> Answer<Response> {
    let progress = actions::progress(&app, &upload).await?;
    Ok(told(Json(shown(progress)).into_response(), progress))
}

/// Send the next part of an upload (tus 1.0, PATCH). With the last one it becomes a file; `Content-Location` is that file then. Where
/// it cannot, because its name is taken or the file has changed, all of it stays here, and is turned into something else.
#[utoipa::path(patch, path = "/uploads/{upload}", tag = "documents", operation_id = "append_upload",
    extensions(("x-codes" = json!({"409": ["upload.offset", "document.name_taken", "document.not_a_file"], "413": ["file.too_large"], "507": ["storage.full"]}))),
    params(("upload" = inline(ids::UploadId), Path), ("Upload-Offset" = i64, Header), ("Upload-Checksum" = Option<String>, Header)),
    request_body(content = Vec<u8>, content_type = "application/offset+octet-stream"), responses((status = 204), Problems))]
async fn append_upload(
    State(app): State<App>,
    Granted(upload): Granted<Write, store_places::Upload>,
    headers: HeaderMap,
    body: Body,
) -> Answer<Response> {
    let is_part = headers
        .get(header::CONTENT_TYPE)
        .is_some_and(|it| it.as_bytes().eq_ignore_ascii_case(PARTS.as_bytes()));
    if !is_part {
        return Err(Failure(Problem::WrongType));
    }
    let from = number(&headers, "upload-offset")?;
    let from = i64::try_from(from).map_err(|_| malformed("Upload-Offset"))?;
    let checksum = checksum(&headers)?;
    let parts = futures_util::TryStreamExt::map_err(body.into_data_stream(), std::io::Error::other);
    let progress = actions::append(&app, upload, from, parts, checksum).await?;
    Ok(told(StatusCode::NO_CONTENT.into_response(), progress))
}

/// Forget an upload (tus 1.0, Termination).
#[utoipa::path(delete, path = "/uploads/{upload}", tag = "documents", operation_id = "cancel_upload",
    params(("upload" = inline(ids::UploadId), Path)), responses((status = 204), Problems))]
async fn cancel_upload(
    State(app): State<App>,
    Granted(upload): Granted<Write, store_places::Upload>,
) -> Answer<Done> {
    actions::cancel(&app, upload).await?;
    Ok(Done)
}

/// Say what an upload becomes after all, where its name was taken or the file had changed. If all of it is here, it becomes that.
#[utoipa::path(put, path = "/uploads/{upload}/file", tag = "documents", operation_id = "turn_upload",
    extensions(("x-codes" = json!({"409": ["document.name_taken", "document.not_a_file"], "412": ["edit.lost_race"]}))),
    params(("upload" = inline(ids::UploadId), Path)), request_body = UploadTurn,
    responses((status = 200, body = Upload), Problems))]
async fn turn_upload(
    State(app): State<App>,
    Granted(upload): Granted<Write, store_places::Upload>,
    Json(turn): Json<UploadTurn>,
) -> Answer<Json<Upload>> {
    let becomes = turn
        .becomes()
        .ok_or_else(|| Problem::field("revision", Invalid::new("upload.file_and_revision")))?;
    Ok(Json(shown(
        actions::turn(&app, upload, turn.name, becomes).await?,
    )))
}

fn shown(progress: Progress) -> Upload {
    Upload {
        received: progress.received,
        size: progress.size,
        entry: progress.entry,
    }
}

/// What a tus client reads.
fn told(mut response: Response, progress: Progress) -> Response {
    let headers = response.headers_mut();
    headers.insert(RESUMABLE, HeaderValue::from_static(VERSION));
    headers.insert("upload-offset", HeaderValue::from(progress.received));
    headers.insert("upload-length", HeaderValue::from(progress.size));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    if let Some(entry) = progress.entry
        && let Ok(location) = HeaderValue::from_str(&format!("/api/v1/documents/{entry}"))
    {
        headers.insert(header::CONTENT_LOCATION, location);
    }
    response
}

/// What a client says that it will send.
fn announced(headers: &HeaderMap) -> Answer<NewUpload> {
    let size = number(headers, "upload-length")?;
    let metadata = headers
        .get("upload-metadata")
        .and_then(|it| it.to_str().ok())
        .ok_or_else(|| malformed("Upload-Metadata"))?;
    let value = |key: &str| {
        metadata
            .split(',')
            .filter_map(|it| it.trim().split_once(' '))
            .find(|it| it.0 == key)
            .and_then(|it| STANDARD.decode(it.1.trim()).ok())
            .and_then(|it| String::from_utf8(it).ok())
    };
    let draft = value("draft")
        .and_then(|it| it.parse().ok())
        .ok_or_else(|| malformed("Upload-Metadata.draft"))?;
    let name = value("filename").ok_or_else(|| malformed("Upload-Metadata.filename"))?;
    let name = FileName::new(&name).map_err(|invalid| Problem::field("name", invalid))?;
    let becomes = match (value("file"), value("revision")) {
        (None, None) => UploadAs::File,
        (file, revision) => UploadAs::Version {
            file: file
                .and_then(|it| it.parse().ok())
                .ok_or_else(|| malformed("Upload-Metadata.file"))?,
            revision: revision
                .and_then(|it| it.parse().ok())
                .ok_or_else(|| malformed("Upload-Metadata.revision"))?,
        },
    };
    Ok(NewUpload {
        draft,
        name,
        size,
        becomes,
    })
}

fn number(headers: &HeaderMap, name: &'static str) -> Answer<u64> {
    headers
        .get(name)
        .and_then(|it| it.to_str().ok())
        .and_then(|it| it.trim().parse().ok())
        .ok_or_else(|| Failure(malformed(name)))
}

fn checksum(headers: &HeaderMap) -> Answer<Option<Checksum>> {
    let Some(text) = headers.get("upload-checksum") else {
        return Ok(None);
    };
    let (kind, told) = text
        .to_str()
        .ok()
        .and_then(|it| it.trim().split_once(' '))
        .ok_or_else(|| malformed("Upload-Checksum"))?;
    let told = STANDARD.decode(told).map_err(|_| malformed("Upload-Checksum"))?;
    match kind {
        "sha1" => Ok(Some(Checksum::Sha1(told))),
        "sha256" => Ok(Some(Checksum::Sha256(told))),
        _ => Err(Failure(malformed("Upload-Checksum"))),
    }
}

fn malformed(field: &'static str) -> Problem {
    Problem::Malformed(vec![FieldProblem {
        field: field.into(),
        invalid: Invalid::new("header.malformed"),
    }])
}
