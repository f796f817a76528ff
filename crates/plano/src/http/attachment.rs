// SPDX-License-Identifier: EUPL-1.2
//! What is put away by whoever asked for it.

use axum::{
    body::Body,
    http::{HeaderValue, header},
    response::Response,
};
use base::Problem;

use crate::table::Table;

/// Bytes that a browser puts away, and never shows as a page of ours. `name`: ASCII.
///
/// # Errors
/// Internal.
pub fn bytes(body: Body, kind: &'static str, name: &str) -> Result<Response, Problem> {
    let disposition =
        HeaderValue::from_str(&format!("attachment; filename=\"{name}\"")).map_err(Problem::internal)?;
    let mut response = Response::new(body);
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
    headers.insert(header::CONTENT_DISPOSITION, disposition);
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    Ok(response)
}

/// A table, put away under this name.
///
/// # Errors
/// Internal.
pub fn table(table: Table, name: &str) -> Result<Response, Problem> {
    bytes(Body::from(table.into_bytes()?), "text/csv; charset=utf-8", name)
}
