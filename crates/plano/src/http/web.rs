// SPDX-License-Identifier: EUPL-1.2
//! The web client, carried in the program: precompressed, hashed names for ever, the page itself asked for each time.

use axum::{
    extract::Request,
    http::{HeaderMap, HeaderValue, Method, StatusCode, header},
    response::{IntoResponse, Response},
};
use rust_embed::RustEmbed;

#[derive(RustEmbed)]
#[folder = "../../web/dist"]
#[exclude = ".vite/*"]
#[allow_missing = true]
struct Files;

/// Any path that is not of the API: a file of the client, or its page, which knows what to show.
pub async fn serve(request: Request) -> Response {
    let path = request.uri().path();
    if crate::http::is_api(path) {
        return StatusCode::NOT_FOUND.into_response();
    }
    if !matches!(*request.method(), Method::GET | Method::HEAD) {
        return StatusCode::METHOD_NOT_ALLOWED.into_response();
    }
    let name = path.trim_start_matches('/');
    let is_file = name.rsplit('/').next().is_some_and(|it| it.contains('.'));
    let name = if is_file { name } else { "index.html" };
    file(name, request.headers()).unwrap_or_else(|| StatusCode::NOT_FOUND.into_response())
}

fn file(name: &str, headers: &HeaderMap) -> Option<Response> {
    let plain = Files::get(name)?;
    let accepted = headers
        .get(header::ACCEPT_ENCODING)
        .and_then(|it| it.to_str().ok())
        .unwrap_or_default();
    let smaller = [("br", "br"), ("gzip", "gz")]
        .into_iter()
        .filter(|(encoding, _)| {
            accepted
                .split(',')
                .any(|it| it.trim().split(';').next() == Some(encoding))
        })
        .find_map(|(encoding, ending)| Files::get(&format!("{name}.{ending}")).map(|it| (encoding, it)));
    let etag = HeaderValue::from_str(&format!("\"{}\"", hex(&plain.metadata.sha256_hash()[..12]))).ok()?;
    let is_hashed = name.starts_with("assets/");
    let cache = if is_hashed {
        "public, max-age=31536000, immutable"
    } else {
        "no-cache"
    };
    let kind = plain.metadata.mimetype().to_owned();
    let kind = if kind.starts_with("text/") || kind == "application/javascript" {
        format!("{kind}; charset=utf-8")
    } else {
        kind
    };
    let mut response = if headers.get(header::IF_NONE_MATCH) == Some(&etag) {
        StatusCode::NOT_MODIFIED.into_response()
    } else {
        match smaller {
            Some((encoding, it)) => ([(header::CONTENT_ENCODING, encoding)], it.data).into_response(),
            None => plain.data.into_response(),
        }
    };
    let out = response.headers_mut();
    out.insert(header::CONTENT_TYPE, HeaderValue::from_str(&kind).ok()?);
    out.insert(header::CACHE_CONTROL, HeaderValue::from_static(cache));
    out.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
    out.insert(header::ETAG, etag);
    if name == "sw.js" {
        out.insert("service-worker-allowed", HeaderValue::from_static("/"));
    }
    Some(response)
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|it| format!("{it:02x}")).collect()
}
