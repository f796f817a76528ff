// SPDX-License-Identifier: EUPL-1.2
//! Bodies that are almost right: a field too many, or something else where an id should be. Each operation is tried as
//! somebody who may do it, with a body that would be accepted but for that one thing.

use axum::{body::Body, http::Request};
use serde_json::{Value, json};

use super::{
    Operation, happened, operations,
    statements::doer,
    world::{Crowd, World},
};
use crate::testkit::{Answer, Caller, TestApp};

/// What people would like to say of themselves.
const FORBIDDEN: &[&str] = &[
    "id",
    "created_at",
    "is_admin",
    "is_instance_admin",
    "is_external",
    "is_active",
    "owner",
    "actor",
    "can",
    "version",
    "__proto__",
];

/// Where the objects, and where the ids are in a body.
#[derive(Default)]
struct Places {
    objects: Vec<String>,
    ids: Vec<String>,
}

impl Places {
    fn of(body: &Value) -> Self {
        let mut places = Self::default();
        places.walk(body, "");
        places
    }

    fn walk(&mut self, value: &Value, at: &str) {
        match value {
            Value::Object(fields) => {
                self.objects.push(at.to_owned());
                for (name, it) in fields {
                    self.walk(it, &format!("{at}/{name}"));
                }
            }
            Value::Array(items) => {
                for (index, it) in items.iter().enumerate() {
                    self.walk(it, &format!("{at}/{index}"));
                }
            }
            Value::String(text) => {
                let is_id = text.len() == 30 && text.as_bytes()[3] == b'_';
                if is_id || text.parse::<uuid::Uuid>().is_ok() {
                    self.ids.push(at.to_owned());
                }
            }
            _ => {}
        }
    }
}

async fn sends(
    world: &World,
    operation: &Operation,
    caller: &Caller<'_>,
    kind: &str,
    body: String,
) -> Answer {
    let mut request = Request::builder()
        .method(operation.method.as_str())
        .uri(format!("/api/v1{}", world.path(operation)))
        .header("content-type", kind);
    if let Some(etag) = world.etag(operation) {
        request = request.header("if-match", format!("\"{etag}\""));
    }
    caller
        .send(request.body(Body::from(body)).expect("a request"))
        .await
}

/// Every operation with a JSON body, its doer, and a Plano in which nothing may happen.
async fn each(mut attempt: impl AsyncFnMut(&World, &Operation, &Caller<'_>)) {
    let world = World::new(Crowd(0)).await;
    let plano: TestApp = world.again().await;
    let before = happened(&plano).await;
    let mut tried = 0;
    for operation in operations().iter().filter(|it| it.has_json) {
        let caller = plano.caller(doer(&world, operation));
        attempt(&world, operation, &caller).await;
        assert_eq!(happened(&plano).await, before, "{operation}: something happened");
        tried += 1;
    }
    assert!(tried > 30, "only {tried} operations with a body");
    plano.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_field_too_many_is_refused_everywhere() {
    each(async |world, operation, caller| {
        let body = world.json(operation);
        for place in Places::of(&body).objects {
            for name in FORBIDDEN.iter().chain(&["unknown"]) {
                let mut more = body.clone();
                let object = more.pointer_mut(&place).expect("it was found there");
                object[*name] = json!(true);
                let answer = sends(world, operation, caller, "application/json", more.to_string()).await;
                let fields = &answer.json["fields"][0];
                assert!(
                    answer.status == 400 && fields["code"] == "body.unknown_field",
                    "{operation} with {place}/{name}: {} {}",
                    answer.status,
                    answer.json
                );
            }
        }
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_no_id_is_refused_where_an_id_should_be() {
    each(async |world, operation, caller| {
        let body = world.json(operation);
        for place in Places::of(&body).ids {
            let wrong = [
                json!(""),
                json!([]),
                json!({}),
                json!(7),
                json!(true),
                json!("acc_"),
                json!("xyz_00000000000000000000000000"),
                json!("acc_0000000000000000000000000é"),
                json!("' OR 1=1; --"),
                json!([body.pointer(&place)]),
            ];
            for value in wrong {
                let mut other = body.clone();
                *other.pointer_mut(&place).expect("it was found there") = value.clone();
                let answer = sends(world, operation, caller, "application/json", other.to_string()).await;
                assert_eq!(
                    answer.status, 400,
                    "{operation} with {value} as {place}: {}",
                    answer.json
                );
            }
        }
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_no_object_or_not_said_to_be_json_is_refused() {
    each(async |world, operation, caller| {
        for body in ["", "null", "[]", "\"x\"", "7", "{", "{} {}", "[{}]"] {
            let answer = sends(world, operation, caller, "application/json", body.to_owned()).await;
            assert_eq!(answer.status, 400, "{operation} with {body}: {}", answer.json);
        }
        let body = world.json(operation).to_string();
        for kind in [
            "text/plain",
            "application/x-www-form-urlencoded",
            "multipart/form-data; boundary=x",
            "application/jsonp",
            "",
        ] {
            let answer = sends(world, operation, caller, kind, body.clone()).await;
            assert_eq!(answer.status, 415, "{operation} as {kind:?}: {}", answer.json);
        }
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_body_may_be_a_mebibyte_and_sixty_four_deep_and_no_more() {
    each(async |world, operation, caller| {
        let size = 1024 * 1024;
        let padded = |size: usize| {
            // A body that is wrong in a way that is only seen when all of it has been read.
            let head = "{\"unknown\":\"";
            format!("{head}{}\"}}", "x".repeat(size - head.len() - 2))
        };
        let nested = |depth: usize| {
            let inner = depth - 1;
            format!("{{\"unknown\":{}{}}}", "[".repeat(inner), "]".repeat(inner))
        };
        for body in [padded(size), nested(64)] {
            let answer = sends(world, operation, caller, "application/json", body).await;
            assert_eq!(answer.status, 400, "{operation}: {}", answer.json);
        }
        for (body, code, limit) in [
            (padded(size + 1), "body.too_large", ("max_bytes", size)),
            (nested(65), "body.too_deep", ("max_depth", 64)),
        ] {
            let answer = sends(world, operation, caller, "application/json", body).await;
            let told = answer.refused(413, code);
            assert_eq!(told["params"][limit.0], json!(limit.1), "{operation}: {told}");
        }
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_page_holds_two_hundred_at_most() {
    let world = World::new(Crowd(0)).await;
    let plano = world.again().await;
    let description: Value =
        serde_json::from_str(&crate::router::openapi()).expect("the description is JSON");
    let mut tried = 0;
    for operation in operations().iter().filter(|it| it.method == "GET") {
        let parameters = &description["paths"][&operation.path]["get"]["parameters"];
        let is_paged = parameters
            .as_array()
            .is_some_and(|all| all.iter().any(|it| it["name"] == "limit"));
        if !is_paged {
            continue;
        }
        let caller = plano.caller(doer(&world, operation));
        let path = world.path(operation);
        let join = if path.contains('?') { '&' } else { '?' };
        for (limit, status) in [
            ("1", 200),
            ("200", 200),
            ("201", 400),
            ("0", 400),
            ("-1", 400),
            ("65536", 400),
            ("x", 400),
            ("", 400),
        ] {
            let answer = caller.get(&format!("{path}{join}limit={limit}")).await;
            assert_eq!(
                answer.status, status,
                "{operation} limit={limit}: {}",
                answer.json
            );
        }
        let answer = caller.get(&format!("{path}{join}unknown=1")).await;
        assert_eq!(answer.status, 400, "{operation} with an unknown parameter");
        tried += 1;
    }
    assert!(tried > 8, "only {tried} lists");
    plano.end().await;
}
