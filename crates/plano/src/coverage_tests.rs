// SPDX-License-Identifier: EUPL-1.2
//! Every operation of the API, tried by every kind of caller with ids that are really there and a body that is accepted
//! from whoever may send it. The table of answers is a snapshot: a new operation, or an answer that changes, is seen in
//! review.
#![allow(
    clippy::disallowed_methods,
    reason = "a client makes its own draft keys; a test reads where its server is"
)]

mod bodies;
mod races;
mod spoilt;
mod statements;
pub mod world;

use std::{fmt::Write as _, sync::Arc};

use axum::{body::Body, http::Request};
use futures_util::{StreamExt as _, stream};
use serde_json::{Value, json};

use self::world::{Crowd, World};
use crate::testkit::{Answer, Caller, TestApp};

/// One operation of the API's description.
#[derive(Clone)]
pub struct Operation {
    /// `operationId`.
    pub name: String,
    /// In capitals.
    pub method: String,
    /// As a template.
    pub path: String,
    /// Whether it takes a JSON body.
    pub has_json: bool,
}

impl std::fmt::Display for Operation {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "{} {}", self.method, self.path)
    }
}

/// All of them, in the order of their paths.
pub fn operations() -> Vec<Operation> {
    let description: Value =
        serde_json::from_str(&crate::router::openapi()).expect("the description is JSON");
    let mut operations = Vec::new();
    for (path, item) in description["paths"].as_object().expect("paths") {
        for method in ["get", "post", "put", "patch", "delete"] {
            if let Some(operation) = item.get(method) {
                operations.push(Operation {
                    name: operation["operationId"].as_str().expect("a name").to_owned(),
                    method: method.to_uppercase(),
                    path: path.clone(),
                    has_json: operation["requestBody"]["content"]
                        .get("application/json")
                        .is_some(),
                });
            }
        }
    }
    assert!(operations.len() > 60, "only {} operations", operations.len());
    operations
}

/// Sends it as it is meant to be sent.
pub async fn send(world: &World, operation: &Operation, caller: &Caller<'_>) -> Answer {
    let mut request = Request::builder()
        .method(operation.method.as_str())
        .uri(format!("/api/v1{}", world.path(operation)));
    if let Some(etag) = world.etag(operation) {
        request = request.header("if-match", format!("\"{etag}\""));
    }
    for (name, value) in World::headers(operation) {
        request = request.header(name, value);
    }
    let body = match world.body(operation) {
        Some((content_type, bytes)) => {
            request = request.header("content-type", content_type);
            Body::from(bytes)
        }
        None => Body::empty(),
    };
    caller.send(request.body(body).expect("a request")).await
}

/// How much has happened, and how much is to be done: what a request that is refused leaves as it was.
async fn happened(plano: &TestApp) -> (i64, i64) {
    db::sql!("SELECT (SELECT COUNT(*) FROM events), (SELECT COUNT(*) FROM jobs)")
        .one(plano.db())
        .await
        .expect("two numbers")
}

async fn answers(world: &World, operation: &Operation) -> Vec<(&'static str, u16)> {
    let mut answers = Vec::new();
    let mut plano = world.again().await;
    for (kind, browser) in &world.callers {
        let before = happened(&plano).await;
        let answer = send(world, operation, &plano.caller(browser)).await;
        let status = answer.status;
        assert!(status < 500, "{operation} as {kind}: {status} {}", answer.json);
        if status >= 400 {
            assert!(
                answer.json["code"].is_string(),
                "{operation} as {kind}: an error without a code: {:?}",
                answer.json
            );
        }
        // What is another's is not touched, and the answer does not tell that it is there.
        let is_refused = status >= 400 || ANOTHERS.contains(&operation.name.as_str());
        if is_refused || (operation.method == "GET" && !NOTED.contains(&operation.name.as_str())) {
            assert_eq!(
                happened(&plano).await,
                before,
                "{operation} as {kind}: {status}, and yet something happened"
            );
        }
        answers.push((*kind, status));
        // What one was allowed to do must not show in the next one's answer.
        if !is_refused && operation.method != "GET" {
            plano.end().await;
            plano = world.again().await;
        }
    }
    plano.end().await;
    answers
}

#[tokio::test(flavor = "multi_thread")]
async fn every_operation_answers_every_kind_of_caller() {
    let world = Arc::new(World::new(Crowd(0)).await);
    let names: Vec<&str> = world.callers.iter().map(|(kind, _)| *kind).collect();
    let mut table = format!("{:<68}{}\n", "", names.join(" · "));
    let operations = operations();
    let all: Vec<_> = stream::iter(operations.clone())
        .map(|operation| {
            let world = Arc::clone(&world);
            // On all the machine's cores.
            tokio::spawn(async move { answers(&world, &operation).await })
        })
        .buffered(4)
        .map(|it| it.expect("it holds"))
        .collect()
        .await;
    for (operation, answers) in operations.iter().zip(all) {
        let statuses: Vec<String> = answers.iter().map(|(_, status)| status.to_string()).collect();
        writeln!(table, "{:<68}{}", operation.to_string(), statuses.join(" ")).expect("a String takes all");
        let path = operation.path.as_str();
        let status = |kind: &str| {
            let found = answers.iter().find(|(it, _)| *it == kind);
            found.expect("a kind of caller").1
        };
        // What holds for all: nobody signed out or disabled gets anything but the public doors; and on a project's path,
        // those who are not in it cannot tell that it exists.
        if !PUBLIC.contains(&path) {
            assert_eq!(
                (status("signed out"), status("disabled")),
                (401, 401),
                "{operation}"
            );
        }
        if path.starts_with("/projects/{project}") && path != "/projects/{project}/access-requests"
            || path.starts_with("/project-access-requests/")
            || path.starts_with("/access/")
            || path.starts_with("/channels/")
            || path.starts_with("/messages/")
        {
            for kind in [
                "former member",
                "stranger",
                "other organisation",
                "its administrator",
                "administrator",
            ] {
                assert_eq!(status(kind), 404, "{operation} as {kind}");
            }
        }
        // An administrator of another branch sees the lists, of his own branch; nothing that is named in a path.
        let is_named = path.contains('{') || INSTANCE.contains(&path);
        if path.starts_with("/admin/") {
            for kind in [
                "former member",
                "stranger",
                "other organisation",
                "external",
                "reader",
                "member",
                "manager",
                "owner",
            ] {
                assert_eq!(status(kind), 404, "{operation} as {kind}");
            }
            if is_named {
                assert_eq!(
                    status("its administrator"),
                    404,
                    "{operation} as its administrator"
                );
            }
        }
    }
    insta::assert_snapshot!(table);
}

#[test]
fn what_needs_no_session_is_described_so() {
    let description: Value =
        serde_json::from_str(&crate::router::openapi()).expect("the description is JSON");
    for it in operations() {
        let is_public = description["paths"][&it.path][it.method.to_lowercase()]["security"] == json!([{}]);
        // Signing out is the one operation on a public path that needs a session.
        let expected = PUBLIC.contains(&it.path.as_str()) && it.name != "sign_out";
        assert_eq!(is_public, expected, "{it}");
    }
}

/// What needs no session. This list may only shrink.
const PUBLIC: &[&str] = &[
    "/instance",
    "/setup",
    "/session",
    "/password-resets",
    "/password-resets/completion",
    "/invitations/inspection",
    "/invitations/acceptance",
    "/access-requests",
    "/access-requests/organisations",
    "/access-requests/confirmation",
    "/email-changes/confirmation",
    // Whoever knows the address of a hook is let in by it.
    "/hooks/{secret}",
];

/// What only administrators of the whole instance reach.
const INSTANCE: &[&str] = &["/admin/jobs", "/admin/journal/integrity"];

/// What is done to what is one's own alone, and done already if there is no such thing.
const ANOTHERS: &[&str] = &["end_session", "remove_app_password"];

/// What is asked for and noted: taking a list away is in the journal.
const NOTED: &[&str] = &[
    "export_accounts",
    "export_journal",
    "take_log",
    "take_channel",
    "take_channel_readers",
];
