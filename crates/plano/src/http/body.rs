// SPDX-License-Identifier: EUPL-1.2
//! Bodies and queries in, each fault named by its field.

use std::time::Duration;

use axum::{
    body::Bytes,
    extract::{FromRequest, FromRequestParts, Request, rejection::BytesRejection},
    http::{HeaderMap, Method, StatusCode, header, request::Parts},
    middleware::Next,
    response::{IntoResponse, Response},
};
use base::{FieldProblem, Invalid, Problem};
use serde::{Serialize, de::DeserializeOwned};

use crate::http::problem::Failure;

/// Deepest nesting of a JSON body. Source: attacks.md, limits.
const DEPTH_MAX: usize = 64;

/// JSON in (`application/json`, 1 MiB, 64 deep) and out.
#[derive(Debug)]
pub struct Json<T>(pub T);

impl<T: DeserializeOwned, S: Send + Sync> FromRequest<S> for Json<T> {
    type Rejection = Failure;

    async fn from_request(request: Request, state: &S) -> Result<Self, Failure> {
        if !is_json(request.headers()) {
            return Err(Failure(Problem::WrongType));
        }
        let bytes = bytes(request, state).await?;
        read(&bytes).map(Self)
    }
}

impl<T: Serialize> IntoResponse for Json<T> {
    fn into_response(self) -> Response {
        match serde_json::to_vec(&self.0) {
            Ok(text) => (
                [
                    (header::CONTENT_TYPE, "application/json"),
                    (header::CACHE_CONTROL, "no-store"),
                ],
                text,
            )
                .into_response(),
            Err(error) => Failure(Problem::internal(error)).into_response(),
        }
    }
}

/// 201 with the thing that was made.
#[derive(Debug)]
pub struct Created<T>(pub T);

impl<T: Serialize> IntoResponse for Created<T> {
    fn into_response(self) -> Response {
        (StatusCode::CREATED, Json(self.0)).into_response()
    }
}

/// 202 with `{}`: the same whatever is true, where telling would tell too much.
#[derive(Debug)]
pub struct Accepted;

impl utoipa::PartialSchema for Accepted {
    fn schema() -> utoipa::openapi::RefOr<utoipa::openapi::schema::Schema> {
        use utoipa::openapi::{ObjectBuilder, schema::AdditionalProperties};
        ObjectBuilder::new()
            .description(Some("Nothing: the same whatever is true."))
            .additional_properties(Some(AdditionalProperties::FreeForm(false)))
            .into()
    }
}
impl utoipa::ToSchema for Accepted {}

impl IntoResponse for Accepted {
    fn into_response(self) -> Response {
        (StatusCode::ACCEPTED, Json(serde_json::Map::new())).into_response()
    }
}

/// 204.
#[derive(Debug)]
pub struct Done;

impl IntoResponse for Done {
    fn into_response(self) -> Response {
        StatusCode::NO_CONTENT.into_response()
    }
}

/// A query string, unknown parameters refused by the type it is read into, control characters by this: much of a query is
/// taken as text (words sought, cursors), which no type checks, and a zero in a text is an error to PostgreSQL.
#[derive(Debug)]
pub struct Query<T>(pub T);

impl<T: DeserializeOwned, S: Send + Sync> FromRequestParts<S> for Query<T> {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Failure> {
        let all = axum::extract::Query::<Vec<(String, String)>>::from_request_parts(parts, state).await;
        let controls = |text: &str| text.chars().any(|it| it.is_control() && !it.is_whitespace());
        if let Some((field, _)) = all
            .into_iter()
            .flat_map(|it| it.0)
            .find(|(_, text)| controls(text))
        {
            let invalid = Invalid::new("text.control");
            return Err(Failure(Problem::Malformed(vec![FieldProblem { field, invalid }])));
        }
        axum::extract::Query::<T>::from_request_parts(parts, state)
            .await
            .map(|it| Self(it.0))
            .map_err(|rejection| {
                let text = std::error::Error::source(&rejection)
                    .map_or_else(|| rejection.to_string(), ToString::to_string);
                let field = text
                    .split(':')
                    .next()
                    .filter(|it| !it.contains(' '))
                    .unwrap_or_default()
                    .to_owned();
                let invalid = Invalid::from_wire(&text).unwrap_or_else(|| Invalid::new(reason(&text)));
                Failure(Problem::Malformed(vec![FieldProblem { field, invalid }]))
            })
    }
}

/// How long a body of JSON may take to come as a whole: one that trickles holds a connection, and what it has sent. Source: a
/// mebibyte in this time is 35 kB/s, less than the slowest network people work on; most bodies are some hundred bytes.
pub const BODY_MAX_DURATION: Duration = Duration::from_secs(30);

/// How long a file of the most that these routes take may take to come as a whole.
pub const FILE_MAX_DURATION: Duration = Duration::from_secs(300);

/// Reads a body, within a time. Each route that reads one says how long that may be.
///
/// # Errors
/// `body.too_slow`.
pub async fn in_time<T>(most: Duration, reading: impl Future<Output = T>) -> Result<T, Failure> {
    tokio::time::timeout(most, reading)
        .await
        .map_err(|_| Failure(Problem::TooSlow))
}

/// The bytes of a body within the route's limit and [`BODY_MAX_DURATION`].
///
/// # Errors
/// `body.too_large`, `body.too_slow`.
pub async fn bytes<S: Send + Sync>(request: Request, state: &S) -> Result<Bytes, Failure> {
    let taken = match request.extensions().get::<Unread>() {
        Some(unread) => Err(*unread),
        None => take(request, state).await,
    };
    taken.map_err(|unread| {
        Failure(match unread {
            Unread::TooSlow => Problem::TooSlow,
            Unread::TooLarge => Problem::TooLarge(
                Invalid::new("body.too_large").with("max_bytes", crate::http::BODY_MAX_BYTES),
            ),
            Unread::Broken => Problem::Malformed(Vec::new()),
        })
    })
}

/// Why a body was not read.
#[derive(Debug, Clone, Copy)]
enum Unread {
    TooSlow,
    TooLarge,
    Broken,
}

async fn take<S: Send + Sync>(request: Request, state: &S) -> Result<Bytes, Unread> {
    let reading = Bytes::from_request(request, state);
    match tokio::time::timeout(BODY_MAX_DURATION, reading).await {
        Ok(read) => read.map_err(|rejection| match rejection {
            BytesRejection::FailedToBufferBody(it) if it.status() == StatusCode::PAYLOAD_TOO_LARGE => {
                Unread::TooLarge
            }
            _ => Unread::Broken,
        }),
        Err(_) => Err(Unread::TooSlow),
    }
}

/// Middleware: takes a body of JSON whole before anything asks who sends it and what he may. Asked before, he could begin a
/// request, lose the right, and end it [`BODY_MAX_DURATION`] later with the right of then. What is wrong with the body is said
/// by who reads it, after that. What is no JSON, files, is left to the routes that read it.
pub async fn whole(request: Request, next: Next) -> Response {
    let reads_none = matches!(*request.method(), Method::GET | Method::HEAD);
    if reads_none || !is_json(request.headers()) {
        return next.run(request).await;
    }
    let (mut parts, body) = request.into_parts();
    let bytes = match take(Request::from_parts(parts.clone(), body), &()).await {
        Ok(bytes) => bytes,
        Err(unread) => {
            parts.extensions.insert(unread);
            Bytes::new()
        }
    };
    next.run(Request::from_parts(parts, bytes.into())).await
}

/// Whether the content type is JSON.
#[must_use]
pub fn is_json(headers: &HeaderMap) -> bool {
    content_type(headers) == Some("application/json")
}

/// The content type without its parameters.
#[must_use]
pub fn content_type(headers: &HeaderMap) -> Option<&str> {
    headers
        .get(header::CONTENT_TYPE)?
        .to_str()
        .ok()?
        .split(';')
        .next()
        .map(str::trim)
}

fn read<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, Failure> {
    if too_deep(bytes) {
        return Err(Failure(Problem::TooLarge(
            Invalid::new("body.too_deep").with("max_depth", DEPTH_MAX),
        )));
    }
    // Serde would read a struct from a list of its fields too, which no client means.
    if bytes.trim_ascii_start().first() != Some(&b'{') {
        return Err(Failure(Problem::Malformed(vec![FieldProblem {
            field: String::new(),
            invalid: Invalid::new("body.wrong_value"),
        }])));
    }
    let mut json = serde_json::Deserializer::from_slice(bytes);
    let read = serde_path_to_error::deserialize(&mut json).map_err(|error| {
        let field = error.path().to_string();
        let text = error.inner().to_string();
        let invalid = Invalid::from_wire(&text);
        // What was checked and refused is understood; what could not be read is not.
        let is_understood = invalid
            .as_ref()
            .is_some_and(|it| !it.code.ends_with(".malformed") || it.code.starts_with("email."));
        let field = if let Some(name) = text
            .strip_prefix("missing field `")
            .or_else(|| text.strip_prefix("unknown field `"))
        {
            let name = name.split('`').next().unwrap_or_default();
            // The path ends with an unknown field already, and with a missing one's parent.
            if field == "." || field == name {
                name.to_owned()
            } else if field.ends_with(&format!(".{name}")) {
                field
            } else {
                format!("{field}.{name}")
            }
        } else if field == "." {
            String::new()
        } else {
            field
        };
        let problem = FieldProblem {
            field,
            invalid: invalid.unwrap_or_else(|| Invalid::new(reason(&text))),
        };
        Failure(if is_understood {
            Problem::Unacceptable(vec![problem])
        } else {
            Problem::Malformed(vec![problem])
        })
    })?;
    json.end().map_err(|_| Failure(Problem::Malformed(Vec::new())))?;
    // Most types of text have refused it by now, and named the field. No database is asked about one that has not.
    if has_zero(bytes) {
        return Err(Failure(Problem::Malformed(vec![FieldProblem {
            field: String::new(),
            invalid: Invalid::new("text.control"),
        }])));
    }
    Ok(read)
}

/// Whether a text in this JSON has a zero in it, which can only be written as an escape.
fn has_zero(json: &[u8]) -> bool {
    let escape = b"\\u0000";
    // A stroke before it, unless that is itself behind one, makes it a stroke and some letters.
    let strokes = |at: usize| json[..at].iter().rev().take_while(|it| **it == b'\\').count();
    json.windows(escape.len())
        .enumerate()
        .any(|(at, found)| found == escape && strokes(at).is_multiple_of(2))
}

fn reason(text: &str) -> &'static str {
    if text.contains("unknown field") {
        "body.unknown_field"
    } else if text.contains("missing field") {
        "body.missing_field"
    } else {
        "body.wrong_value"
    }
}

fn too_deep(bytes: &[u8]) -> bool {
    let (mut depth, mut in_string, mut escaped) = (0usize, false, false);
    for &byte in bytes {
        if in_string {
            match byte {
                _ if escaped => escaped = false,
                b'\\' => escaped = true,
                b'"' => in_string = false,
                _ => {}
            }
            continue;
        }
        match byte {
            b'"' => in_string = true,
            b'[' | b'{' => {
                depth += 1;
                if depth > DEPTH_MAX {
                    return true;
                }
            }
            b']' | b'}' => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    false
}

/// The version a change was made against: `If-Match: "3"` (RFC 9110 §13.1.1).
#[derive(Debug, Clone, Copy)]
pub struct IfMatch(pub i64);

impl<S: Send + Sync> FromRequestParts<S> for IfMatch {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Failure> {
        let value = parts
            .headers
            .get(header::IF_MATCH)
            .ok_or(Failure(Problem::NoPrecondition))?;
        let number = value
            .to_str()
            .ok()
            .and_then(|it| it.trim().trim_start_matches("W/").trim_matches('"').parse().ok());
        number.map(Self).ok_or_else(|| {
            Failure(Problem::Malformed(vec![FieldProblem {
                field: "If-Match".into(),
                invalid: Invalid::new("etag.malformed"),
            }]))
        })
    }
}

#[cfg(test)]
mod tests {
    use base::text::Name;
    use futures_util::StreamExt as _;
    use serde::Deserialize;

    use super::*;

    #[derive(Debug, Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Thing {
        #[allow(dead_code, reason = "read by the tests' deserialisation only")]
        name: Name,
        #[allow(dead_code, reason = "read by the tests' deserialisation only")]
        parts: Vec<Name>,
    }

    fn fault(text: &str) -> (u16, String, String) {
        let Failure(problem) = read::<Thing>(text.as_bytes()).unwrap_err();
        let (Problem::Malformed(fields) | Problem::Unacceptable(fields)) = &problem else {
            return (problem.status(), String::new(), problem.code().into());
        };
        let first = fields.first();
        (
            problem.status(),
            first.map(|it| it.field.clone()).unwrap_or_default(),
            first.map(|it| it.invalid.code.to_string()).unwrap_or_default(),
        )
    }

    #[test]
    fn each_fault_names_its_field() {
        assert_eq!(
            fault(r#"{"name":"  ","parts":[]}"#),
            (422, "name".into(), "text.blank".into())
        );
        assert_eq!(
            fault(r#"{"name":"a","parts":["b",""]}"#),
            (422, "parts[1]".into(), "text.blank".into())
        );
        assert_eq!(
            fault(r#"{"name":"a"}"#),
            (400, "parts".into(), "body.missing_field".into())
        );
        assert_eq!(
            fault(r#"{"name":"a","parts":[],"role":"owner"}"#),
            (400, "role".into(), "body.unknown_field".into())
        );
        assert_eq!(
            fault(r#"{"name":[],"parts":[]}"#),
            (400, "name".into(), "body.wrong_value".into())
        );
        assert_eq!(
            fault(&"[".repeat(65)),
            (413, String::new(), "body.too_deep".into())
        );
        assert_eq!(fault("").0, 400);
    }

    #[tokio::test]
    async fn a_body_that_does_not_end_is_refused_in_the_end() {
        let first = futures_util::stream::iter([Ok::<_, std::io::Error>("{")]);
        let body = axum::body::Body::from_stream(first.chain(futures_util::stream::pending()));
        let reading = Bytes::from_request(Request::new(body), &());
        let refused = in_time(Duration::from_millis(20), reading).await.map(drop);
        assert!(matches!(refused, Err(Failure(Problem::TooSlow))), "{refused:?}");
        let whole = Bytes::from_request(Request::new("{}".into()), &());
        let taken = in_time(BODY_MAX_DURATION, whole).await.expect("in time");
        assert_eq!(taken.expect("a body"), "{}");
    }

    #[test]
    fn a_zero_in_a_text_is_refused_whatever_the_type_is() {
        #[derive(Debug, Deserialize)]
        struct Secret {
            #[allow(dead_code, reason = "read by the tests' deserialisation only")]
            password: String,
        }
        let reads = |text: &str| read::<Secret>(text.as_bytes()).is_ok();
        assert!(!reads(r#"{"password":"a\u0000b"}"#));
        assert!(!reads(r#"{"password":"\\\u0000"}"#), "a stroke, then a zero");
        assert!(reads(r#"{"password":"\\u0000"}"#), "a stroke, then u0000");
    }
}
