// SPDX-License-Identifier: EUPL-1.2
//! The API's description (OpenAPI 3.1): what the handlers say of themselves, and what holds for all of them, said once.

use std::collections::BTreeSet;

use serde_json::{Map, Value, json};
use utoipa::OpenApi;

use crate::http::problem;

#[derive(OpenApi)]
#[openapi(
    // The crate's version would change the file at every release.
    info(title = "Plano", version = "1", license(name = "EUPL-1.2", identifier = "EUPL-1.2")),
    servers((url = "/api/v1")),
    components(schemas(problem::ProblemBody, problem::FieldProblemBody))
)]
struct Base;

/// What the handlers' own descriptions are added to.
#[must_use]
pub fn base() -> utoipa::openapi::OpenApi {
    Base::openapi()
}

/// What stands at the head of the description.
const ABOUT: &str = "\
What a browser does in Plano goes through these operations, and through nothing else.

**Errors** are `application/problem+json` (RFC 9457) with a stable `code`. Each operation names the statuses it can \
answer; what the caller may not read answers 404, exactly as what does not exist.

**Bodies** are JSON, but for photos and lists of accounts, and hold no field that is not described: an unknown one is \
refused (400, `body.unknown_field`), so that a misspelt one is noticed. Answers name every field, with `null` where there \
is nothing; a later version may add fields to them.

**Changes.** In the body of a `PATCH`, what is absent stays as it is; where `null` is allowed it means none, and otherwise \
the same as absent. `If-Match` carries the `etag` last read: if somebody was faster, 412 with the value of now. What is \
made carries a `draft`, a UUID of the client's: sent twice, it is made once and answers the same; with another body, 409 \
`draft.reused`.

**Lists** answer `items` and `next`: ask for the next page with `after` set to it. `null` on the last page.

**Live.** `GET /api/v1/live` upgrades to a WebSocket of JSON text frames, with the same cookie. The client begins with \
`{\"type\":\"resume\",\"cursor\":null}`; the server answers `ready` with a cursor, then sends `event` frames with `cursor`, \
`topic`, `name` and `body`. `subscribe` and `unsubscribe` name a topic such as `project:prj_…`. After a cut, `resume` with \
the last cursor heard: what was missed follows, or `refetch` when that is too long ago. Close codes: 4001 the session \
ended, 4008 too slow, 4009 too many sockets, 4010 a frame was not understood.";

/// Problems say only what there is to say (RFC 9457 §3.2), exceptions only what is excepted; every other answer names all
/// its fields.
const SPARE: &[&str] = &["Problem", "FieldProblem"];

/// Where an operation says which codes it has for 401, 403, 409, 413, 429 and 507: `x-codes`, codes by status.
const CODES: &str = "x-codes";

/// What is done by programs too, by tag. The rest is of the account itself or of the administration: for people.
const PROGRAMS: &[&str] = &[
    "documents",
    "groups",
    "members",
    "messages",
    "notifications",
    "people",
    "projects",
];

/// The whole description, in an order that does not depend on the build.
#[must_use]
pub fn finished(described: &utoipa::openapi::OpenApi) -> Value {
    let mut all = serde_json::to_value(described).unwrap_or_default();
    all["info"]["description"] = ABOUT.into();
    all["security"] = json!([{ "session": [] }]);
    all["components"]["securitySchemes"] = json!({ "session": {
        "type": "apiKey", "in": "cookie", "name": "__Host-plano",
        "description": "Set by `POST /session`. Called `plano` where the program is reached over the plain HTTP of a loopback address.",
    }, "app_password": {
        "type": "http", "scheme": "bearer",
        "description": "An app password of the scope `api` or, for GET, `api:read`. It may do what its person may, or less: where it is \
            limited to a project, nothing outside of it (403 `app_password.one_project`, or 404).",
    }});
    all["components"]["responses"] = problem::responses();
    let mut schemas = std::mem::take(&mut all["components"]["schemas"]);
    let mut paths = std::mem::take(&mut all["paths"]);
    let named = schemas.clone();
    for schema in entries(&mut schemas) {
        for inside in children(schema.1) {
            name_copies(inside, &named);
        }
    }
    name_copies(&mut paths, &named);
    for (_, schema) in entries(&mut schemas) {
        merge_flattened(schema, &named);
    }
    for (path, methods) in entries(&mut paths) {
        for (method, operation) in entries(methods) {
            finish(path, method, operation);
        }
    }
    answers_name_every_field(&mut schemas, &paths);
    all["components"]["schemas"] = schemas;
    all["paths"] = paths;
    all.sort_all_objects();
    all
}

fn entries(object: &mut Value) -> impl Iterator<Item = (&String, &mut Value)> {
    object.as_object_mut().into_iter().flatten()
}

fn children(value: &mut Value) -> Vec<&mut Value> {
    match value {
        Value::Object(object) => object.values_mut().collect(),
        Value::Array(items) => items.iter_mut().collect(),
        _ => Vec::new(),
    }
}

/// Derives copy what stands inside a list of any type, and what a query's parameters are; a schema that has a name is
/// called by it, so that clients have one type for one thing.
fn name_copies(value: &mut Value, named: &Value) {
    let has = |key: &str| value.get(key).is_some();
    if has("properties") || has("enum") || has("pattern") || has("allOf") {
        let name = named
            .as_object()
            .into_iter()
            .flatten()
            .find(|(_, it)| *it == value);
        if let Some((name, _)) = name {
            *value = json!({ "$ref": format!("#/components/schemas/{name}") });
            return;
        }
    }
    for inside in children(value) {
        name_copies(inside, named);
    }
}

/// One struct flattened into another is described as two objects (`allOf`): made one, as it is on the wire.
fn merge_flattened(schema: &mut Value, named: &Value) {
    let Some(Value::Array(parts)) = schema.get("allOf").cloned() else {
        return;
    };
    let (mut properties, mut required) = (Map::new(), Vec::new());
    for part in parts {
        let part = match part["$ref"].as_str() {
            Some(reference) => named[name_of(reference)].clone(),
            None => part,
        };
        properties.extend(part["properties"].as_object().cloned().unwrap_or_default());
        required.extend(part["required"].as_array().cloned().unwrap_or_default());
    }
    let description = schema["description"].take();
    *schema = json!({ "type": "object", "description": description, "properties": properties, "required": required });
}

fn name_of(reference: &str) -> &str {
    reference.rsplit('/').next().unwrap_or_default()
}

/// What holds for an operation by its nature: which problems it can answer, and how bytes are described.
fn finish(path: &str, method: &str, operation: &mut Value) {
    let takes = |place: &str| {
        let parameters = operation["parameters"].as_array();
        parameters.is_some_and(|all| all.iter().any(|it| it["in"] == place))
    };
    let (in_path, in_query, in_header) = (takes("path"), takes("query"), takes("header"));
    let has_body = operation.get("requestBody").is_some();
    let needs_session = operation.get("security").is_none();
    let is_for_programs = PROGRAMS.iter().any(|it| operation["tags"][0] == *it);
    if needs_session && is_for_programs {
        operation["security"] = json!([{ "session": [] }, { "app_password": [] }]);
    }
    let codes = operation[CODES].take();
    if let Some(it) = operation.as_object_mut() {
        it.remove(CODES);
    }
    let can = |status: &str| match status {
        "400" => has_body || in_query || in_header,
        "401" => needs_session || codes.get(status).is_some(),
        // Whatever changes something is refused to other sites.
        "403" => needs_session || method != "get",
        // The administration is not there for those who administer nothing.
        "404" => in_path || has_body || in_query || path.starts_with("/admin/"),
        "428" => in_header,
        "412" => in_header || codes.get(status).is_some(),
        "408" | "415" => has_body,
        "413" => has_body || codes.get(status).is_some(),
        "422" => has_body || in_query || codes.get(status).is_some(),
        // Programs that guess are slowed down.
        "429" => is_for_programs || codes.get(status).is_some(),
        "409" | "416" | "507" => codes.get(status).is_some(),
        _ => true,
    };
    if let Some(responses) = operation["responses"].as_object_mut() {
        responses.retain(|status, _| status.as_str() < "400" || can(status));
        for (status, response) in responses {
            if let Some(own) = codes.get(status).and_then(Value::as_array) {
                *response = problem::response(status, own);
            }
            describe_bytes(&mut response["content"], "text/csv");
            if response["content"].is_null()
                && let Some(it) = response.as_object_mut()
            {
                it.remove("content");
            }
        }
    }
    if has_body {
        operation["requestBody"]["required"] = true.into();
        describe_bytes(&mut operation["requestBody"]["content"], "");
    }
}

/// What is neither JSON nor `text` is bytes.
fn describe_bytes(content: &mut Value, text: &str) {
    for (kind, body) in entries(content) {
        if !kind.ends_with("json") && kind != text {
            body["schema"] = json!({ "type": "string", "format": "binary" });
        }
    }
}

/// Derives leave out of `required` what may be `null`; an answer has it nevertheless.
fn answers_name_every_field(schemas: &mut Value, paths: &Value) {
    let mut asked = BTreeSet::new();
    for methods in paths.as_object().into_iter().flat_map(Map::values) {
        for operation in methods.as_object().into_iter().flat_map(Map::values) {
            reach(&operation["requestBody"], schemas, &mut asked);
        }
    }
    for (name, schema) in entries(schemas) {
        let Some(properties) = schema["properties"].as_object() else {
            continue;
        };
        if !asked.contains(name) && !SPARE.contains(&name.as_str()) {
            let all: Vec<&String> = properties.keys().collect();
            schema["required"] = json!(all);
        }
    }
}

/// The names of the schemas that `value` leads to.
fn reach(value: &Value, schemas: &Value, found: &mut BTreeSet<String>) {
    match value {
        Value::Object(object) => {
            if let Some(name) = object.get("$ref").and_then(Value::as_str).map(name_of)
                && found.insert(name.to_owned())
            {
                reach(&schemas[name], schemas, found);
            }
            object.values().for_each(|it| reach(it, schemas, found));
        }
        Value::Array(items) => items.iter().for_each(|it| reach(it, schemas, found)),
        _ => {}
    }
}
