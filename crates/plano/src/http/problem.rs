// SPDX-License-Identifier: EUPL-1.2
//! Problems as `application/problem+json` (RFC 9457), with a reference number that the log has too.

use std::collections::BTreeMap;

use axum::{
    extract::Request,
    http::{HeaderValue, StatusCode, header},
    middleware::Next,
    response::{IntoResponse, Response},
};
use base::{FieldProblem, Problem};
use serde::Serialize;
use serde_json::{Map, Value, json};
use utoipa::{
    ToSchema,
    openapi::{Ref, RefOr},
};

use crate::http::request_id::RequestId;

/// What handlers return when something is wrong. Rendered by [`render`], which knows the request's number.
#[derive(Debug)]
pub struct Failure(pub Problem);

/// What handlers return.
pub type Answer<T> = Result<T, Failure>;

impl<E: Into<Problem>> From<E> for Failure {
    fn from(error: E) -> Self {
        Self(error.into())
    }
}

/// Carries the problem from the handler to [`render`]. Shared, because extensions must be cloneable.
#[derive(Clone)]
struct Carried(std::sync::Arc<Problem>);

impl IntoResponse for Failure {
    fn into_response(self) -> Response {
        let mut response = status(&self.0).into_response();
        response
            .extensions_mut()
            .insert(Carried(std::sync::Arc::new(self.0)));
        response
    }
}

/// A problem as the client gets it. Source: RFC 9457 §3.1, with the members below added.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Problem)]
pub struct ProblemBody {
    /// Always `about:blank`: the code tells.
    #[serde(rename = "type")]
    kind: &'static str,
    /// The status in words.
    title: &'static str,
    /// HTTP status.
    status: u16,
    /// Stable; the client turns it into a sentence.
    code: String,
    /// To quote to the administrator: the log has it too.
    request_id: String,
    /// Which fields, and why.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schema(value_type = Vec<FieldProblemBody>)]
    fields: Vec<FieldProblem>,
    /// What the sentence needs.
    #[serde(skip_serializing_if = "Map::is_empty")]
    #[schema(schema_with = params_schema, required = false)]
    params: Map<String, Value>,
    /// When it makes sense to try again, in seconds.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = u64, required = false)]
    retry_after_s: Option<u64>,
    /// What the thing is now, when somebody else changed it first.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Value, required = false)]
    current: Option<Value>,
}

/// A field that cannot be accepted.
#[derive(Serialize, ToSchema)]
#[allow(
    dead_code,
    reason = "describes base::FieldProblem, which knows nothing of the API's description"
)]
#[schema(as = FieldProblem)]
pub struct FieldProblemBody {
    /// Where: `email`, `invitations.2.role`.
    field: String,
    /// Why, stable.
    code: String,
    /// What the sentence needs.
    #[schema(schema_with = params_schema, required = false)]
    params: Map<String, Value>,
}

/// Words and numbers by name.
fn params_schema() -> utoipa::openapi::schema::Object {
    use utoipa::openapi::{
        ObjectBuilder,
        schema::{SchemaType, Type},
    };
    ObjectBuilder::new()
        .schema_type(Type::Object)
        .description(Some("What the sentence for the code needs."))
        .additional_properties(Some(
            ObjectBuilder::new().schema_type(SchemaType::from_iter([Type::String, Type::Number])),
        ))
        .build()
}

/// Every status a problem may have: its name in the API's description, what it means, and the codes it always may have.
/// Source: [`Problem::status`].
const STATUSES: &[(&str, &str, &str, &[&str])] = &[
    (
        "400",
        "Malformed",
        "The request is not of the expected form; `fields` says where.",
        &["body.malformed"],
    ),
    ("401", "SignedOut", "Not signed in.", &["session.none"]),
    (
        "403",
        "Forbidden",
        "Known to exist, but this may not be done; or asked from another site.",
        // Source: `access::policy::Refusal`, `session::Asker`, `guard::same_origin`.
        &[
            "access.archived",
            "access.level_too_low",
            "access.managers_only",
            "access.not_for_externals",
            "access.owners_only",
            "access.readers_do_not_write",
            "app_password.not_here",
            "app_password.one_project",
            "app_password.post_only",
            "app_password.read_only",
            "request.other_origin",
        ],
    ),
    (
        "404",
        "NotFound",
        "Absent, or not to be known of: the two look the same.",
        &["not_found"],
    ),
    (
        "408",
        "TooSlow",
        "The body did not come in time; nothing was done.",
        &["body.too_slow"],
    ),
    ("409", "Conflict", "Contradicts what is there.", &[]),
    (
        "412",
        "LostRace",
        "Somebody was faster: `current` is the thing as it is now.",
        &["edit.lost_race"],
    ),
    (
        "413",
        "TooLarge",
        "Over a limit, which `params` names.",
        &["body.too_large", "body.too_deep"],
    ),
    (
        "415",
        "WrongType",
        "The content type is not one this address takes.",
        &["body.wrong_type"],
    ),
    (
        "416",
        "OutOfRange",
        "The bytes asked for begin after the end.",
        &["content.out_of_range"],
    ),
    (
        "422",
        "Unacceptable",
        "Understood, but the content cannot be accepted; `fields` says why.",
        &["body.unacceptable"],
    ),
    (
        "428",
        "NoPrecondition",
        "`If-Match` is missing.",
        &["edit.no_precondition"],
    ),
    ("429", "TooMany", "Too often; `Retry-After` says when again.", &[]),
    (
        "500",
        "Internal",
        "Ours: the log has it under the `request_id`.",
        &["internal"],
    ),
    (
        "503",
        "Unavailable",
        "Overloaded, or the database is away; `Retry-After` says when again.",
        &["service.unavailable"],
    ),
    ("507", "Full", "The disk is full.", &[]),
];

/// The problems that operations may answer with, for the API's description. All of them: `description` keeps those that an
/// operation can have by its nature.
#[derive(Debug)]
pub struct Problems;

impl utoipa::IntoResponses for Problems {
    fn responses() -> BTreeMap<String, RefOr<utoipa::openapi::Response>> {
        STATUSES
            .iter()
            .map(|(status, name, ..)| ((*status).to_owned(), RefOr::Ref(Ref::from_response_name(*name))))
            .collect()
    }
}

/// The problems of [`STATUSES`] by name.
#[must_use]
pub fn responses() -> Value {
    STATUSES
        .iter()
        .map(|(status, name, ..)| ((*name).to_owned(), response(status, &[])))
        .collect::<Map<String, Value>>()
        .into()
}

/// A problem of `status` that may have these codes beside the usual ones.
#[must_use]
pub fn response(status: &str, codes: &[Value]) -> Value {
    let (_, _, meaning, usual) = STATUSES
        .iter()
        .find(|it| it.0 == status)
        .copied()
        .unwrap_or_default();
    let codes: Vec<Value> = usual
        .iter()
        .map(|it| (*it).into())
        .chain(codes.iter().cloned())
        .collect();
    let mut schema = json!({ "$ref": "#/components/schemas/Problem" });
    if !codes.is_empty() {
        schema =
            json!({ "allOf": [schema, { "type": "object", "properties": { "code": { "enum": codes } } }] });
    }
    let mut response =
        json!({ "description": meaning, "content": { "application/problem+json": { "schema": schema } } });
    if matches!(status, "429" | "503") {
        response["headers"] =
            json!({ "Retry-After": { "description": "In seconds.", "schema": { "type": "integer" } } });
    }
    response
}

fn status(problem: &Problem) -> StatusCode {
    StatusCode::from_u16(problem.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
}

/// Middleware: writes the problem that a handler returned, and gives one to bare errors of the framework.
pub async fn render(request: Request, next: Next) -> Response {
    let id = request
        .extensions()
        .get::<RequestId>()
        .cloned()
        .unwrap_or_default();
    let is_api = crate::http::is_api(request.uri().path());
    let response = next.run(request).await;
    let carried = response.extensions().get::<Carried>().cloned();
    let problem = match carried {
        Some(Carried(problem)) => problem,
        None if is_api && response.status().is_client_error() && !is_described(&response) => match response
            .status()
        {
            StatusCode::NOT_FOUND => Problem::NotFound.into(),
            StatusCode::METHOD_NOT_ALLOWED => {
                return with_id(
                    bare(
                        StatusCode::METHOD_NOT_ALLOWED,
                        "method.not_allowed",
                        &id,
                        &response,
                    ),
                    &id,
                );
            }
            StatusCode::PAYLOAD_TOO_LARGE => Problem::TooLarge(base::Invalid::new("body.too_large")).into(),
            StatusCode::UNSUPPORTED_MEDIA_TYPE => Problem::WrongType.into(),
            _ => Problem::Malformed(Vec::new()).into(),
        },
        None => return with_id(response, &id),
    };
    if let Problem::Internal(why) = problem.as_ref() {
        tracing::error!(request_id = %id, error = %chain(why.as_ref()), "a request failed");
    }
    with_id(write(&problem, &id), &id)
}

fn is_described(response: &Response) -> bool {
    response
        .headers()
        .get(header::CONTENT_TYPE)
        .is_some_and(|it| it == "application/problem+json" || it == "application/json")
}

fn write(problem: &Problem, id: &RequestId) -> Response {
    let status = status(problem);
    let mut body = ProblemBody {
        kind: "about:blank",
        title: status.canonical_reason().unwrap_or("Error"),
        status: status.as_u16(),
        code: problem.code().to_owned(),
        request_id: id.to_string(),
        fields: Vec::new(),
        params: Map::new(),
        retry_after_s: None,
        current: None,
    };
    match problem {
        Problem::Malformed(fields) | Problem::Unacceptable(fields) => body.fields.clone_from(fields),
        Problem::Forbidden(it) | Problem::Conflict(it) | Problem::TooLarge(it) | Problem::Full(it) => {
            body.params.clone_from(&it.params);
        }
        Problem::TooMany(it, after) => {
            body.params.clone_from(&it.params);
            body.retry_after_s = Some(after.as_secs().max(1));
        }
        Problem::Unavailable(after) => body.retry_after_s = Some(after.as_secs().max(1)),
        Problem::LostRace(current) => body.current = Some(current.clone()),
        Problem::NotFound
        | Problem::TooSlow
        | Problem::OutOfRange(_)
        | Problem::SignInRefused
        | Problem::SignedOut
        | Problem::NoPrecondition
        | Problem::WrongType
        | Problem::Internal(_) => {}
    }
    let mut response = described(status, &body);
    if let Some(after) = body.retry_after_s
        && let Ok(value) = HeaderValue::from_str(&after.to_string())
    {
        response.headers_mut().insert(header::RETRY_AFTER, value);
    }
    // Source: RFC 9110 §14.4.
    if let Problem::OutOfRange(size) = problem
        && let Ok(value) = HeaderValue::from_str(&format!("bytes */{size}"))
    {
        response.headers_mut().insert(header::CONTENT_RANGE, value);
    }
    response
}

fn bare(status: StatusCode, code: &str, id: &RequestId, original: &Response) -> Response {
    let body = ProblemBody {
        kind: "about:blank",
        title: status.canonical_reason().unwrap_or("Error"),
        status: status.as_u16(),
        code: code.to_owned(),
        request_id: id.to_string(),
        fields: Vec::new(),
        params: Map::new(),
        retry_after_s: None,
        current: None,
    };
    let mut response = described(status, &body);
    if let Some(allow) = original.headers().get(header::ALLOW) {
        response.headers_mut().insert(header::ALLOW, allow.clone());
    }
    response
}

fn described(status: StatusCode, body: &ProblemBody) -> Response {
    let text = serde_json::to_vec(body).unwrap_or_default();
    (
        status,
        [
            (header::CONTENT_TYPE, "application/problem+json"),
            (header::CACHE_CONTROL, "no-store"),
        ],
        text,
    )
        .into_response()
}

fn with_id(mut response: Response, id: &RequestId) -> Response {
    if let Ok(value) = HeaderValue::from_str(&id.to_string()) {
        response.headers_mut().insert("x-request-id", value);
    }
    response
}

fn chain(error: &(dyn std::error::Error + 'static)) -> String {
    let mut text = error.to_string();
    let mut next = error.source();
    while let Some(cause) = next {
        text.push_str(": ");
        text.push_str(&cause.to_string());
        next = cause.source();
    }
    text
}
