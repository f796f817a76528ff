// SPDX-License-Identifier: EUPL-1.2
//! Every operation of the API, tried by every kind of caller. The table of answers is a snapshot: a new operation, or an
//! answer that changes, is seen in review. Callers come weakest first, so that what one may do shows in the next one's answer.
#![allow(
    clippy::disallowed_methods,
    reason = "a client makes its own draft keys; a test reads where its server is"
)]

use std::fmt::Write as _;

use axum::{body::Body, http::Request};
use serde_json::{Value, json};

use crate::testkit::{Caller, TestApp};

/// What each path parameter stands for in the world below.
struct World<'p> {
    callers: Vec<(&'static str, Caller<'p>)>,
    project: String,
    /// Another of the owner's, which nobody else is in.
    other: String,
    member: String,
    account: String,
    organisation: String,
    group: String,
    object: String,
}

impl<'p> World<'p> {
    async fn new(plano: &'p TestApp) -> Self {
        let admin = plano.admin("admin").await;
        let owner = plano.person("olivia").await;
        let project = owner
            .post(
                "/projects",
                json!({ "draft": uuid::Uuid::now_v7(), "name": "Projet" }),
            )
            .await
            .ok();
        let beside = owner
            .post(
                "/projects",
                json!({ "draft": uuid::Uuid::now_v7(), "name": "À côté" }),
            )
            .await
            .ok();
        let path = format!("/projects/{}/members", project["id"].as_str().unwrap());
        let other = admin
            .post(
                "/admin/organisations",
                json!({ "draft": uuid::Uuid::now_v7(), "name": "Ailleurs", "parent": null }),
            )
            .await
            .ok();
        let elsewhere = other["id"].as_str().unwrap().parse().unwrap();
        let mut callers = vec![("signed out", plano.visitor())];
        let (disabled, former) = (plano.person("denis").await, plano.person("flore").await);
        let (stranger, foreigner) = (
            plano.person("sami").await,
            plano.person_in("farid", elsewhere).await,
        );
        let (external, reader, member, manager) = (
            plano.external("nour").await,
            plano.person("rose").await,
            plano.person("maelle").await,
            plano.person("idriss").await,
        );
        let invited = |it: &Caller<'_>, role: &str| json!({ "account": it.account(), "role": role });
        let invitations = [
            invited(&disabled, "member"),
            invited(&former, "member"),
            invited(&external, "member"),
            invited(&reader, "reader"),
            invited(&member, "member"),
            invited(&manager, "manager"),
        ];
        let added = owner
            .post(&path, json!({ "invitations": invitations }))
            .await
            .ok();
        let id_of = |at: usize| added["items"][at]["member"]["id"].as_str().unwrap().to_owned();
        owner.delete(&format!("{path}/{}", id_of(1))).await.ok();
        admin
            .put(
                &format!("/admin/accounts/{}/deactivation", disabled.account()),
                json!({}),
            )
            .await
            .ok();
        let group = admin
            .post(
                "/admin/groups",
                json!({ "draft": uuid::Uuid::now_v7(), "name": "Groupe", "organisation": null }),
            )
            .await
            .ok();
        let (account, found) = (stranger.account().to_string(), id_of(4));
        callers.extend([
            ("disabled", disabled),
            ("former member", former),
            ("stranger", stranger),
            ("other organisation", foreigner),
            ("external", external),
            ("reader", reader),
            ("member", member),
            ("manager", manager),
            ("owner", owner),
            ("administrator", admin),
        ]);
        let project = project["id"].as_str().unwrap().to_owned();
        Self {
            callers,
            object: project.clone(),
            project,
            other: beside["id"].as_str().unwrap().to_owned(),
            member: found,
            account,
            organisation: plano.organisation().to_string(),
            group: group["id"].as_str().unwrap().to_owned(),
        }
    }

    fn path(&self, template: &str) -> String {
        let absent = |prefix: &str| format!("{prefix}_00000000000000000000000000");
        let names = [
            ("project", self.project.clone()),
            ("other", self.other.clone()),
            ("member", self.member.clone()),
            ("account", self.account.clone()),
            ("organisation", self.organisation.clone()),
            ("group", self.group.clone()),
            ("object", self.object.clone()),
            ("session", absent("ses")),
            ("app_password", absent("apw")),
            ("notification", absent("ntf")),
            ("import", absent("imp")),
            ("job", absent("job")),
            (
                "request",
                if template.starts_with("/project-") {
                    absent("par")
                } else {
                    absent("req")
                },
            ),
        ];
        let path = names.iter().fold(template.to_owned(), |path, (name, id)| {
            path.replace(&format!("{{{name}}}"), id)
        });
        assert!(
            !path.contains('{'),
            "{template}: a parameter that this test does not know"
        );
        path
    }
}

/// Every operation: method, path, and whether it takes a JSON body.
fn operations() -> Vec<(String, String, bool)> {
    let description: Value =
        serde_json::from_str(&crate::router::openapi()).expect("the description is JSON");
    let mut operations = Vec::new();
    for (path, item) in description["paths"].as_object().expect("paths") {
        for method in ["get", "post", "put", "patch", "delete"] {
            if let Some(operation) = item.get(method) {
                let json = operation["requestBody"]["content"]
                    .get("application/json")
                    .is_some();
                operations.push((
                    method.to_uppercase(),
                    path.clone(),
                    json || matches!(method, "post" | "put" | "patch"),
                ));
            }
        }
    }
    operations
}

async fn answers(method: &str, path: &str, has_body: bool) -> Vec<(&'static str, String)> {
    let plano = TestApp::new().await;
    let world = World::new(&plano).await;
    let mut answers = Vec::new();
    for (kind, caller) in &world.callers {
        let mut request = Request::builder()
            .method(method)
            .uri(format!("/api/v1{}", world.path(path)))
            .header("if-match", "\"0\"");
        if has_body {
            request = request.header("content-type", "application/json");
        }
        let body = if has_body { Body::from("{}") } else { Body::empty() };
        let answer = caller.send(request.body(body).expect("a request")).await;
        assert!(
            answer.status < 500,
            "{method} {path} as {kind}: {} {}",
            answer.status,
            answer.json
        );
        if answer.status >= 400 {
            assert!(
                answer.json["code"].is_string(),
                "{method} {path} as {kind}: an error without a code: {:?}",
                answer.json
            );
        }
        answers.push((*kind, answer.status.to_string()));
    }
    answers
}

#[tokio::test(flavor = "multi_thread")]
async fn every_operation_answers_every_kind_of_caller() {
    let mut table = String::new();
    let mut head = false;
    let operations = operations();
    assert!(operations.len() > 60, "only {} operations", operations.len());
    for (method, path, has_body) in operations {
        let answers = answers(&method, &path, has_body).await;
        if !head {
            let names: Vec<&str> = answers.iter().map(|(kind, _)| *kind).collect();
            writeln!(table, "{:<66}{}", "", names.join(" · ")).expect("a String takes all");
            head = true;
        }
        let statuses: Vec<&str> = answers.iter().map(|(_, status)| status.as_str()).collect();
        writeln!(table, "{:<66}{}", format!("{method} {path}"), statuses.join(" "))
            .expect("a String takes all");
        // What holds for all: nobody signed out or disabled gets anything but the public doors; and on a project's path,
        // those who are not in it cannot tell that it exists.
        let status = |kind: &str| {
            answers
                .iter()
                .find(|(it, _)| *it == kind)
                .map_or("", |(_, status)| status.as_str())
        };
        if !PUBLIC.contains(&path.as_str()) {
            assert_eq!(
                (status("signed out"), status("disabled")),
                ("401", "401"),
                "{method} {path}"
            );
        }
        if path.starts_with("/projects/{project}") && path != "/projects/{project}/access-requests" {
            for kind in ["former member", "stranger", "other organisation", "administrator"] {
                assert_eq!(status(kind), "404", "{method} {path} as {kind}");
            }
        }
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
                assert_eq!(status(kind), "404", "{method} {path} as {kind}");
            }
        }
    }
    insta::assert_snapshot!(table);
}

/// Bodies are tried with a field that no operation has, by everyone: whoever may do it at all is told which field is wrong.
#[tokio::test(flavor = "multi_thread")]
async fn a_field_that_is_not_described_is_refused_by_every_operation() {
    let plano = TestApp::new().await;
    let world = World::new(&plano).await;
    let (_, admin) = world.callers.last().expect("the administrator");
    let file = Request::post(format!("/api/v1/admin/imports?draft={}", uuid::Uuid::now_v7()))
        .header("content-type", "text/csv")
        .body(Body::from(
            "adresse;prénom;nom\ncamille@rivemont.example;Camille;Roux\n",
        ));
    let import = admin.send(file.expect("a request")).await.ok();
    let description: Value =
        serde_json::from_str(&crate::router::openapi()).expect("the description is JSON");
    for (method, path, _) in operations() {
        let operation = &description["paths"][&path][method.to_lowercase()];
        if operation["requestBody"]["content"]
            .get("application/json")
            .is_none()
        {
            continue;
        }
        let address = if path.contains("{import}") {
            path.replace("{import}", import["id"].as_str().expect("an id"))
        } else {
            world.path(&path)
        };
        let mut told = Vec::new();
        for (_, caller) in &world.callers {
            let request = Request::builder()
                .method(method.as_str())
                .uri(format!("/api/v1{address}"))
                .header("if-match", "\"0\"")
                .header("content-type", "application/json")
                .body(Body::from(r#"{"a_field_nobody_knows":1}"#));
            let answer = caller.send(request.expect("a request")).await;
            assert!(answer.status >= 400, "{method} {path} takes any field");
            told.push(answer.json);
        }
        let fault = json!([{ "field": "a_field_nobody_knows", "code": "body.unknown_field" }]);
        assert!(
            told.iter().any(|it| it["status"] == 400 && it["fields"] == fault),
            "{method} {path}: {told:?}"
        );
    }
}

#[test]
fn what_needs_no_session_is_described_so() {
    let description: Value =
        serde_json::from_str(&crate::router::openapi()).expect("the description is JSON");
    for (method, path, _) in operations() {
        let operation = &description["paths"][&path][method.to_lowercase()];
        let is_public = operation["security"] == json!([{}]);
        // Signing out is the one operation on a public path that needs a session.
        let expected =
            PUBLIC.contains(&path.as_str()) && (method.as_str(), path.as_str()) != ("DELETE", "/session");
        assert_eq!(is_public, expected, "{method} {path}");
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
];
