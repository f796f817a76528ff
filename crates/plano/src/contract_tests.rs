// SPDX-License-Identifier: EUPL-1.2
//! The API does what its description says: every answer that any test gets is held against it.

use std::{cell::RefCell, collections::HashMap, sync::LazyLock};

use axum::http::{Method, header};
use boon::{Compiler, SchemaIndex, Schemas};
use serde_json::{Value, json};

use crate::{
    router,
    testkit::{Answer, TestApp},
};

/// The address by which schemas refer to one another.
const HERE: &str = "https://plano.example/openapi.json";

static DESCRIPTION: LazyLock<Value> =
    LazyLock::new(|| serde_json::from_str(&router::openapi()).expect("the description is JSON"));

thread_local! {
    // Of each thread its own: what compiles schemas cannot be shared.
    static JUDGE: RefCell<Judge> = RefCell::new(Judge::new());
}

/// Schemas, compiled when an answer first needs them.
struct Judge {
    compiler: Compiler,
    schemas: Schemas,
    known: HashMap<String, SchemaIndex>,
}

impl Judge {
    fn new() -> Self {
        let mut described = DESCRIPTION.clone();
        // The description lets later versions add fields; this version has those it names.
        close(&mut described["components"]["schemas"]);
        let mut compiler = Compiler::new();
        compiler.enable_format_assertions();
        compiler
            .add_resource(HERE, described)
            .expect("the description is a resource");
        Self {
            compiler,
            schemas: Schemas::new(),
            known: HashMap::new(),
        }
    }

    /// Why `value` is not what stands at `pointer`.
    fn fault(&mut self, pointer: &str, value: &Value) -> Option<String> {
        let place = format!("{HERE}#{pointer}");
        if !self.known.contains_key(&place) {
            let index = self
                .compiler
                .compile(&place, &mut self.schemas)
                .expect("the schema is one");
            self.known.insert(place.clone(), index);
        }
        self.schemas
            .validate(value, self.known[&place])
            .err()
            .map(|error| format!("{error:#}"))
    }
}

fn close(value: &mut Value) {
    match value {
        Value::Object(object) => {
            if object.contains_key("properties") && !object.contains_key("additionalProperties") {
                object.insert("additionalProperties".into(), false.into());
            }
            object.values_mut().for_each(close);
        }
        Value::Array(items) => items.iter_mut().for_each(close),
        _ => {}
    }
}

/// The template of the path that `path` is one of; words before parameters.
fn template(path: &str) -> Option<&'static str> {
    let parts: Vec<&str> = path.split('/').collect();
    let fits = |template: &str| {
        let ours: Vec<&str> = template.split('/').collect();
        ours.len() == parts.len()
            && ours
                .iter()
                .zip(&parts)
                .all(|(our, part)| our == part || (our.starts_with('{') && !part.is_empty()))
    };
    DESCRIPTION["paths"]
        .as_object()?
        .keys()
        .map(String::as_str)
        .filter(|it| fits(it))
        .min_by_key(|it| it.matches('{').count())
}

/// Fails unless the answer is one that the description names for its operation, in status, type and content.
#[track_caller]
pub fn hold(method: &Method, path: &str, answer: &Answer) {
    let Some(path) = path.strip_prefix("/api/v1").and_then(template) else {
        return;
    };
    let method = method.as_str().to_ascii_lowercase();
    let Some(operation) = DESCRIPTION["paths"][path].get(&method) else {
        return;
    };
    let name = operation["operationId"].as_str().unwrap_or_default();
    let status = answer.status.to_string();
    let Some(mut response) = operation["responses"].get(&status) else {
        panic!("{name} is not described as answering {status}: {}", answer.json);
    };
    let mut pointer = format!(
        "/paths/{}/{method}/responses/{status}",
        path.replace('~', "~0").replace('/', "~1")
    );
    if let Some(reference) = response["$ref"].as_str() {
        pointer = reference.trim_start_matches('#').to_owned();
        response = DESCRIPTION.pointer(&pointer).expect("the response is there");
    }
    let Some(content) = response.get("content") else {
        assert!(
            answer.bytes.is_empty(),
            "{name} is described as answering nothing"
        );
        return;
    };
    let kind = answer
        .headers
        .get(header::CONTENT_TYPE)
        .and_then(|it| it.to_str().ok()?.split(';').next())
        .unwrap_or_default();
    assert!(
        content.get(kind).or(content.get("*/*")).is_some(),
        "{name} answers {kind}, which is not described for {status}"
    );
    if !kind.ends_with("json") {
        return;
    }
    let pointer = format!("{pointer}/content/{}/schema", kind.replace('/', "~1"));
    let fault = JUDGE.with_borrow_mut(|it| it.fault(&pointer, &answer.json));
    if let Some(fault) = fault {
        panic!(
            "{name} does not answer what is described for {status}: {fault}\n{:#}",
            answer.json
        );
    }
}

/// Every operation: method, path, and the operation.
fn operations() -> impl Iterator<Item = (&'static str, &'static str, &'static Value)> {
    let paths = DESCRIPTION["paths"].as_object().expect("paths");
    paths.iter().flat_map(|(path, methods)| {
        let methods = methods.as_object().expect("methods");
        methods
            .iter()
            .map(move |(method, operation)| (method.as_str(), path.as_str(), operation))
    })
}

fn walk(value: &Value, place: &str, look: &mut impl FnMut(&str, &Value)) {
    look(place, value);
    match value {
        Value::Object(object) => {
            for (key, inside) in object {
                walk(inside, &format!("{place}/{key}"), look);
            }
        }
        Value::Array(items) => {
            for (index, inside) in items.iter().enumerate() {
                walk(inside, &format!("{place}/{index}"), look);
            }
        }
        _ => {}
    }
}

#[test]
fn operations_have_stable_names_of_their_own() {
    let mut names: Vec<&str> = operations()
        .map(|(method, path, it)| {
            let name = it["operationId"].as_str().unwrap_or_default();
            assert!(
                !name.is_empty() && name.chars().all(|it| it.is_ascii_lowercase() || it == '_'),
                "{method} {path}: {name}"
            );
            name
        })
        .collect();
    let all = names.len();
    names.sort_unstable();
    names.dedup();
    assert_eq!(names.len(), all);
}

#[test]
fn every_reference_leads_somewhere() {
    walk(&DESCRIPTION, "", &mut |place, it| {
        if let Some(reference) = it.get("$ref").and_then(Value::as_str) {
            assert!(
                DESCRIPTION.pointer(reference.trim_start_matches('#')).is_some(),
                "{place}: {reference}"
            );
        }
    });
}

#[test]
fn words_are_described_as_they_go_over_the_wire() {
    walk(&DESCRIPTION, "", &mut |place, it| {
        for word in it.get("enum").and_then(Value::as_array).into_iter().flatten() {
            let word = word.as_str().unwrap_or_default();
            assert!(
                !word.is_empty() && !word.chars().any(|it| it.is_ascii_uppercase() || it == ' '),
                "{place}: {word}"
            );
        }
    });
}

#[test]
fn every_edit_against_a_version_says_so() {
    for (method, path, operation) in operations() {
        let parameters = operation["parameters"].as_array().map_or(&[][..], Vec::as_slice);
        let is_against = parameters.iter().any(|it| it["name"] == "If-Match");
        let shown = &operation["responses"]["200"]["content"]["application/json"]["schema"]["$ref"];
        let has_etag = shown
            .as_str()
            .and_then(|it| DESCRIPTION.pointer(it.trim_start_matches('#')))
            .is_some_and(|it| it["properties"].get("etag").is_some());
        let changes_all = method == "patch" || path == "/admin/settings" && method == "put";
        assert_eq!(is_against, changes_all && has_etag, "{method} {path}");
    }
}

#[test]
fn no_request_is_described_as_taking_fields_it_does_not_know() {
    for (method, path, operation) in operations() {
        let schema = &operation["requestBody"]["content"]["application/json"]["schema"];
        let Some(reference) = schema["$ref"].as_str() else {
            continue;
        };
        let described = DESCRIPTION.pointer(reference.trim_start_matches('#'));
        assert_eq!(
            described.map(|it| &it["additionalProperties"]),
            Some(&json!(false)),
            "{method} {path}"
        );
    }
}

#[test]
fn an_answer_that_is_not_as_described_is_found() {
    let mut judge = Judge::new();
    let schema = "/components/schemas/OrganisationRef";
    let id = format!("org_{}", "0".repeat(26));
    assert_eq!(judge.fault(schema, &json!({ "id": id, "name": "Voirie" })), None);
    for other in [
        json!({ "id": id }),
        json!({ "id": id, "name": "Voirie", "colour": "cat-1" }),
        json!({ "id": id.replace("org", "prj"), "name": "Voirie" }),
        json!({ "id": id, "name": null }),
    ] {
        assert!(judge.fault(schema, &other).is_some(), "{other}");
    }
}

#[tokio::test]
async fn the_description_is_served_as_it_is_committed() {
    let plano = TestApp::empty().await;
    let request = axum::http::Request::get("/api/openapi.json")
        .body(axum::body::Body::empty())
        .expect("a request");
    let served = plano.visitor().send(request).await;
    assert_eq!(served.ok(), *DESCRIPTION);
}

/// What is described as open to programs is, and nothing else.
#[tokio::test(flavor = "multi_thread")]
async fn programs_are_let_in_where_it_is_described() {
    let plano = TestApp::new().await;
    let admin = plano.admin("admin").await;
    let made = admin
        .post(
            "/me/app-passwords",
            json!({ "name": "Programme", "scope": "api" }),
        )
        .await
        .ok();
    let program = admin.with_app_password(made["secret"].as_str().expect("a secret"));
    for (method, path, operation) in operations() {
        let Some(security) = operation
            .get("security")
            .map_or(Some(&DESCRIPTION["security"]), Some)
        else {
            continue;
        };
        let is_public = security
            .as_array()
            .is_none_or(|it| it.is_empty() || it[0] == json!({}));
        if is_public {
            continue;
        }
        let is_for_programs = security.to_string().contains("app_password");
        let method: Method = method.to_uppercase().parse().expect("a method");
        let mut concrete = path.to_owned();
        while let (Some(from), Some(to)) = (concrete.find('{'), concrete.find('}')) {
            concrete.replace_range(from..=to, "absent");
        }
        let request = axum::http::Request::builder()
            .method(&method)
            .uri(format!("/api/v1{concrete}"))
            .header(header::CONTENT_TYPE, "application/json")
            .body(axum::body::Body::from("{}"))
            .expect("a request");
        let answer = program.send(request).await;
        let is_turned_away = answer.json["code"] == "app_password.not_here";
        assert_eq!(
            is_turned_away, !is_for_programs,
            "{method} {path}: {}",
            answer.json
        );
    }
}
