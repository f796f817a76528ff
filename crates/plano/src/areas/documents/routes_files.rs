// SPDX-License-Identifier: EUPL-1.2
//! `/documents/{entry}/content`, `/documents/{entry}/versions`: what files hold, and have held.

use std::ops::Range;

use access::{Read, Write};
use axum::{
    body::Body,
    extract::{Path, State},
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::Response,
};
use base::{PageSize, Problem, ids, text::Phrase};
use serde::Deserialize;
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::{router::OpenApiRouter, routes};

use super::{
    actions_files as actions, content,
    model::{Entry, FileVersion, FileVersions},
    routes::seen,
    store_places, views,
};
use crate::{
    app::App,
    http::{Answer, Granted, Json, Problems, Query},
};

/// The routes of this file.
pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(get_content))
        .routes(routes!(list_versions))
        .routes(routes!(name_version))
        .routes(routes!(restore_version))
}

/// Which version.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct WhichContent {
    /// The number of the version; what it holds now where it is left out.
    revision: Option<i64>,
}

/// The bytes of a file, whole or a range (RFC 9110 §14). A browser puts them away, and never shows them as a page of ours.
#[utoipa::path(get, path = "/documents/{entry}/content", tag = "documents", operation_id = "get_content",
    extensions(("x-codes" = json!({"409": ["document.not_a_file"], "416": ["content.out_of_range"]}))),
    params(("entry" = inline(ids::EntryId), Path), WhichContent),
    responses((status = 200, content_type = "*/*"), (status = 206, content_type = "*/*"), (status = 304), Problems))]
async fn get_content(
    State(app): State<App>,
    Granted(file): Granted<Read, store_places::Entry>,
    Query(which): Query<WhichContent>,
    headers: HeaderMap,
) -> Answer<Response> {
    let (name, version, parts) = actions::opened(&app, &file, which.revision).await?;
    let etag = format!("\"{}\"", version.id);
    let size = version.size.unsigned_abs();
    let is_known = headers
        .get(header::IF_NONE_MATCH)
        .and_then(|it| it.to_str().ok())
        .is_some_and(|it| it.split(',').any(|it| it.trim().trim_start_matches("W/") == etag));
    if is_known {
        return respond(StatusCode::NOT_MODIFIED, Body::empty(), &etag, &version, &name);
    }
    let is_same = headers
        .get(header::IF_RANGE)
        .is_none_or(|it| it.as_bytes() == etag.as_bytes());
    let asked = headers
        .get(header::RANGE)
        .filter(|_| is_same)
        .and_then(|it| it.to_str().ok())
        .map_or(Ranged::Whole, |it| ranged(it, size));
    let range = match asked {
        Ranged::Whole => 0..size,
        Ranged::Part(ref range) => range.clone(),
        Ranged::Nowhere => return Err(Problem::OutOfRange(size).into()),
    };
    let bytes = content::read(&app, file.project(), parts, range.clone()).await?;
    let status = match asked {
        Ranged::Part(_) => StatusCode::PARTIAL_CONTENT,
        _ => StatusCode::OK,
    };
    let mut response = respond(status, Body::from_stream(bytes), &etag, &version, &name)?;
    let told = response.headers_mut();
    told.insert(header::CONTENT_LENGTH, HeaderValue::from(range.end - range.start));
    if status == StatusCode::PARTIAL_CONTENT {
        let text = format!("bytes {}-{}/{size}", range.start, range.end - 1);
        told.insert(
            header::CONTENT_RANGE,
            HeaderValue::from_str(&text).map_err(Problem::internal)?,
        );
    }
    Ok(response)
}

fn respond(
    status: StatusCode,
    body: Body,
    etag: &str,
    version: &FileVersion,
    name: &str,
) -> Answer<Response> {
    let mut response = Response::new(body);
    *response.status_mut() = status;
    let headers = response.headers_mut();
    let value = |text: &str| HeaderValue::from_str(text).map_err(Problem::internal);
    headers.insert(header::CONTENT_TYPE, value(&version.media_type)?);
    headers.insert(header::CONTENT_DISPOSITION, value(&disposition(name))?);
    // Whatever is in it runs nothing, wherever it is opened.
    headers.insert(
        header::CONTENT_SECURITY_POLICY,
        HeaderValue::from_static("default-src 'none'; style-src 'unsafe-inline'; sandbox"),
    );
    headers.insert(header::ETAG, value(etag)?);
    headers.insert(header::ACCEPT_RANGES, HeaderValue::from_static("bytes"));
    headers.insert(
        header::CACHE_CONTROL,
        HeaderValue::from_static("private, no-cache"),
    );
    Ok(response)
}

/// That it is put away, under this name (RFC 6266, RFC 8187).
fn disposition(name: &str) -> String {
    let mut text = String::from("attachment; filename*=UTF-8''");
    for byte in name.bytes() {
        if byte.is_ascii_alphanumeric() || b"!#$&+-.^_`|~".contains(&byte) {
            text.push(char::from(byte));
        } else {
            text.push_str(&format!("%{byte:02X}"));
        }
    }
    text
}

/// What of a file is asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Ranged {
    Whole,
    Part(Range<u64>),
    /// It begins after the end.
    Nowhere,
}

/// Reads a `Range` (RFC 9110 §14.2). What is not one range of bytes is passed over, as it may be: all of it is given.
fn ranged(text: &str, size: u64) -> Ranged {
    let Some((from, to)) = text
        .trim()
        .strip_prefix("bytes=")
        .filter(|it| !it.contains(','))
        .and_then(|it| it.trim().split_once('-'))
    else {
        return Ranged::Whole;
    };
    let number = |it: &str| {
        it.bytes()
            .all(|it| it.is_ascii_digit())
            .then(|| it.parse::<u64>().ok())
            .flatten()
    };
    match (from, to) {
        ("", to) => match number(to) {
            None => Ranged::Whole,
            Some(0) => Ranged::Nowhere,
            Some(_) if size == 0 => Ranged::Nowhere,
            Some(last) => Ranged::Part(size.saturating_sub(last)..size),
        },
        (from, to) => match (number(from), number(to)) {
            (Some(from), _) if from >= size => Ranged::Nowhere,
            (Some(from), None) if to.is_empty() => Ranged::Part(from..size),
            (Some(from), Some(to)) if to >= from => Ranged::Part(from..to.saturating_add(1).min(size)),
            _ => Ranged::Whole,
        },
    }
}

/// Which part of its versions.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct WhichVersions {
    /// Those before that number; the last ones where it is left out.
    before: Option<i64>,
    /// Most of them.
    #[serde(default)]
    #[param(inline)]
    limit: PageSize,
}

/// What a file has held, the last first.
#[utoipa::path(get, path = "/documents/{entry}/versions", tag = "documents", operation_id = "list_file_versions",
    params(("entry" = inline(ids::EntryId), Path), WhichVersions),
    responses((status = 200, body = FileVersions), Problems))]
async fn list_versions(
    State(app): State<App>,
    Granted(file): Granted<Read, store_places::Entry>,
    Query(which): Query<WhichVersions>,
) -> Answer<Json<FileVersions>> {
    let before = which.before.unwrap_or(i64::MAX);
    Ok(Json(views::versions(&app, &file, before, which.limit).await?))
}

/// What a version is called.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct FileVersionName {
    /// A few words; `null`: none.
    pub name: Option<Phrase>,
}

/// Give a version a name.
#[utoipa::path(put, path = "/documents/{entry}/versions/{revision}/name", tag = "documents", operation_id = "name_file_version",
    params(("entry" = inline(ids::EntryId), Path), ("revision" = i64, Path)), request_body = FileVersionName,
    responses((status = 204), Problems))]
async fn name_version(
    State(app): State<App>,
    Granted(file): Granted<Write, store_places::Entry>,
    Path((_, revision)): Path<(String, i64)>,
    Json(name): Json<FileVersionName>,
) -> Answer<crate::http::Done> {
    actions::name_version(&app, file, revision, name.name).await?;
    Ok(crate::http::Done)
}

/// The revision that was seen.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct FileSeen {
    /// The number of what the file held when it was looked at.
    pub seen: i64,
}

/// Have a file hold again what it held: it becomes the newest version.
#[utoipa::path(put, path = "/documents/{entry}/versions/{revision}/restoration", tag = "documents", operation_id = "restore_file_version",
    extensions(("x-codes" = json!({"409": ["document.not_a_file"], "412": ["edit.lost_race"]}))),
    params(("entry" = inline(ids::EntryId), Path), ("revision" = i64, Path)), request_body = FileSeen,
    responses((status = 200, body = Entry), Problems))]
async fn restore_version(
    State(app): State<App>,
    Granted(file): Granted<Write, store_places::Entry>,
    Path((_, revision)): Path<(String, i64)>,
    Json(FileSeen { seen: before }): Json<FileSeen>,
) -> Answer<Json<Entry>> {
    let (me, id) = (file.actor(), file.id());
    actions::restore(&app, file, revision, before).await?;
    Ok(Json(seen(&app, me, id).await?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_range_is_read_as_the_rfc_has_it() {
        assert_eq!(ranged("bytes=0-9", 100), Ranged::Part(0..10));
        assert_eq!(ranged("bytes=90-", 100), Ranged::Part(90..100));
        assert_eq!(ranged("bytes=90-200", 100), Ranged::Part(90..100));
        assert_eq!(ranged("bytes=-10", 100), Ranged::Part(90..100));
        assert_eq!(ranged("bytes=-200", 100), Ranged::Part(0..100));
        assert_eq!(ranged("bytes=100-", 100), Ranged::Nowhere);
        assert_eq!(ranged("bytes=-0", 100), Ranged::Nowhere);
        assert_eq!(ranged("bytes=0-", 0), Ranged::Nowhere);
        for other in [
            "bytes=5-2",
            "bytes=a-b",
            "bytes=+1-2",
            "lines=0-9",
            "bytes=0-1,5-6",
            "bytes=",
            "bytes=-",
        ] {
            assert_eq!(ranged(other, 100), Ranged::Whole, "{other}");
        }
    }

    #[test]
    fn a_name_is_told_in_letters_that_every_header_may_have() {
        assert_eq!(
            disposition("été.pdf"),
            "attachment; filename*=UTF-8''%C3%A9t%C3%A9.pdf"
        );
        assert_eq!(
            disposition("a b\"; x"),
            "attachment; filename*=UTF-8''a%20b%22%3B%20x"
        );
    }
}
