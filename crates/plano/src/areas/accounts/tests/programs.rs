// SPDX-License-Identifier: EUPL-1.2
//! Programs that come with an app password instead of a person with a session.

use std::time::Duration;

use serde_json::{Value, json};

use super::deactivates;
use crate::testkit::{Caller, TestApp};

async fn project_of(caller: &Caller<'_>, draft: u8) -> String {
    let new =
        json!({ "draft": format!("018f3b5e-7c00-7000-8000-0000000000{draft:02}"), "name": "Plan vélo" });
    let made = caller.post("/projects", new).await.ok();
    made["id"].as_str().unwrap().to_owned()
}

async fn program<'p>(of: &Caller<'p>, scope: &str, more: Value) -> (String, Caller<'p>) {
    let mut new = json!({ "name": "Tableau de bord", "scope": scope });
    new.as_object_mut()
        .unwrap()
        .extend(more.as_object().unwrap().clone());
    let made = of.post("/me/app-passwords", new).await.ok();
    let secret = made["secret"].as_str().unwrap();
    (
        made["id"].as_str().unwrap().to_owned(),
        of.with_app_password(secret),
    )
}

#[tokio::test(flavor = "multi_thread")]
async fn a_program_does_what_its_person_may_and_no_more() {
    let plano = TestApp::new().await;
    let (anna, bruno) = (plano.person("anna").await, plano.person("bruno").await);
    let (mine, other) = (project_of(&anna, 1).await, project_of(&bruno, 2).await);
    let (_, program) = program(&anna, "api", json!({})).await;

    let listed = program.get("/projects").await.ok();
    assert_eq!(listed["items"].as_array().unwrap().len(), 1);
    let etag = listed["items"][0]["etag"].as_str().unwrap().to_owned();
    let renamed = program
        .patch(
            &format!("/projects/{mine}"),
            &etag,
            json!({ "name": "Plan piéton" }),
        )
        .await
        .ok();
    assert_eq!(renamed["name"], "Plan piéton");
    project_of(&program, 3).await;
    program
        .get(&format!("/projects/{other}"))
        .await
        .refused(404, "not_found");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_program_that_reads_changes_nothing() {
    let plano = TestApp::new().await;
    let anna = plano.person("anna").await;
    let project = project_of(&anna, 1).await;
    let (_, program) = program(&anna, "api:read", json!({})).await;

    program.get(&format!("/projects/{project}")).await.ok();
    let archive = format!("/projects/{project}/archive");
    program
        .put(&archive, json!({}))
        .await
        .refused(403, "app_password.read_only");
    assert!(anna.get(&format!("/projects/{project}")).await.ok()["archived_at"].is_null());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_program_for_one_project_knows_no_other() {
    let plano = TestApp::new().await;
    let anna = plano.person("anna").await;
    let (one, other) = (project_of(&anna, 1).await, project_of(&anna, 2).await);
    let (_, program) = program(&anna, "api", json!({ "project": one })).await;

    program.get(&format!("/projects/{one}")).await.ok();
    program.get(&format!("/projects/{one}/members")).await.ok();
    for path in ["", "/members", "/activity"] {
        program
            .get(&format!("/projects/{other}{path}"))
            .await
            .refused(404, "not_found");
    }
    for path in ["/projects", "/people?q=a", "/notifications", "/search?q=plan"] {
        program.get(path).await.refused(403, "app_password.one_project");
    }
    let linked = format!("/projects/{one}/links/{other}");
    program.put(&linked, json!({})).await.refused(404, "not_found");
    assert_eq!(anna.put(&linked, json!({})).await.status, 204);
    let links = format!("/projects/{one}/links");
    assert_eq!(program.get(&links).await.ok()["items"], json!([]));
    assert_eq!(anna.get(&links).await.ok()["items"][0]["id"], json!(other));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_program_for_one_project_makes_none() {
    let plano = TestApp::new().await;
    let anna = plano.person("anna").await;
    let one = project_of(&anna, 1).await;
    let (_, program) = program(&anna, "api", json!({ "project": one })).await;
    let copy =
        json!({ "draft": "018f3b5e-7c00-7000-8000-000000000002", "name": "Copie", "with_members": true });
    program
        .post(&format!("/projects/{one}/duplication"), copy)
        .await
        .refused(403, "app_password.one_project");
    assert_eq!(
        anna.get("/projects").await.ok()["items"]
            .as_array()
            .unwrap()
            .len(),
        1
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_program_neither_administers_nor_touches_the_account() {
    let plano = TestApp::new().await;
    let admin = plano.admin("admin").await;
    let (id, program) = program(&admin, "api", json!({})).await;
    for path in [
        "/me",
        "/me/sessions",
        "/me/app-passwords",
        "/admin/accounts",
        "/admin/settings",
        "/admin/journal",
    ] {
        program.get(path).await.refused(403, "app_password.not_here");
    }
    let more = json!({ "name": "Un autre", "scope": "api" });
    program
        .post("/me/app-passwords", more)
        .await
        .refused(403, "app_password.not_here");
    program
        .delete(&format!("/me/app-passwords/{id}"))
        .await
        .refused(403, "app_password.not_here");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_secret_that_opens_nothing_here_is_nobody() {
    let plano = TestApp::new().await;
    let anna = plano.person("anna").await;
    let (_, files) = program(&anna, "files", json!({})).await;
    files.get("/projects").await.refused(401, "session.none");
    anna.with_app_password("pas un secret")
        .get("/projects")
        .await
        .refused(401, "session.none");

    let (_, ends) = program(&anna, "api", json!({ "expires_on": "2026-10-09" })).await;
    let (id, taken) = program(&anna, "api", json!({})).await;
    let (_, lasts) = program(&anna, "api", json!({})).await;
    for it in [&ends, &taken, &lasts] {
        it.get("/projects").await.ok();
    }
    assert_eq!(anna.delete(&format!("/me/app-passwords/{id}")).await.status, 204);
    taken.get("/projects").await.refused(401, "session.none");
    plano.advance(Duration::from_secs(3 * 24 * 3_600));
    ends.get("/projects").await.refused(401, "session.none");
    lasts.get("/projects").await.ok();
    deactivates(&plano, anna.account()).await;
    lasts.get("/projects").await.refused(401, "session.none");
}

#[tokio::test(flavor = "multi_thread")]
async fn guessing_secrets_is_slowed_down() {
    let plano = TestApp::new().await;
    let guesser = plano
        .visitor()
        .with_app_password("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA");
    let mut refused = Vec::new();
    for _ in 0..130 {
        refused.push(guesser.get("/projects").await.status);
    }
    assert_eq!((refused[0], refused[129]), (401, 429));
}
