// SPDX-License-Identifier: EUPL-1.2
//! Through HTTP, as people would.
#![allow(
    clippy::disallowed_methods,
    reason = "a client makes its own draft keys; a test reads where its server is"
)]

use serde_json::{Value, json};
use uuid::Uuid;

use crate::testkit::{Caller, TestApp};

mod links;
mod members;

#[tokio::test(flavor = "multi_thread")]
async fn a_maker_owns_his_project_and_finds_it_in_his_list() {
    let plano = TestApp::new().await;
    let camille = plano.person("camille").await;
    let made = camille
        .post("/projects", json!({ "draft": Uuid::now_v7(), "name": "Accueil des usagers", "aim": "Un guichet unique.", "icon": "users", "colour": "cat-1" }))
        .await
        .ok();
    assert_eq!(
        (&made["my"]["role"], &made["members"], &made["can"]["own"]),
        (&json!("owner"), &json!(1), &json!(true))
    );
    let list = camille.get("/projects").await.ok();
    assert_eq!(list["items"], json!([made]));
    assert_eq!(list["next"], Value::Null);
}

#[tokio::test(flavor = "multi_thread")]
async fn trying_again_makes_one_project() {
    let plano = TestApp::new().await;
    let camille = plano.person("camille").await;
    let body = json!({ "draft": Uuid::now_v7(), "name": "Plan vélo" });
    let first = camille.post("/projects", body.clone()).await.ok();
    let second = camille.post("/projects", body.clone()).await.ok();
    assert_eq!(first["id"], second["id"]);
    camille
        .post("/projects", json!({ "draft": body["draft"], "name": "Autre" }))
        .await
        .refused(409, "draft.reused");
}

#[tokio::test(flavor = "multi_thread")]
async fn those_who_are_not_in_it_cannot_tell_that_it_exists() {
    let plano = TestApp::new().await;
    let (camille, sami, admin) = (
        plano.person("camille").await,
        plano.person("sami").await,
        plano.admin("admin").await,
    );
    let id = camille.makes_project("Secret").await;
    for caller in [&sami, &admin] {
        caller
            .get(&format!("/projects/{id}"))
            .await
            .refused(404, "not_found");
        caller
            .get(&format!("/projects/{id}/members"))
            .await
            .refused(404, "not_found");
        caller
            .get(&format!("/access/{id}"))
            .await
            .refused(404, "not_found");
        caller
            .get("/projects/prj_00000000000000000000000000")
            .await
            .refused(404, "not_found");
    }
    plano
        .visitor()
        .get(&format!("/projects/{id}"))
        .await
        .refused(401, "session.none");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_reader_sees_and_is_told_why_he_may_not() {
    let plano = TestApp::new().await;
    let (camille, rose) = (plano.person("camille").await, plano.person("rose").await);
    let id = camille.makes_project("Écoles").await;
    assert_eq!(camille.invites(&id, &rose, "reader").await["status"], "added");
    let seen = rose.get(&format!("/projects/{id}")).await.ok();
    assert_eq!(
        (
            &seen["my"]["role"],
            &seen["can"]["manage"],
            &seen["can"]["invite"]
        ),
        (&json!("reader"), &json!(false), &json!(false))
    );
    rose.patch(&format!("/projects/{id}"), "1", json!({ "name": "À moi" }))
        .await
        .refused(403, "access.managers_only");
    let answer = rose
        .post(&format!("/projects/{id}/members"), json!({ "invitations": [] }))
        .await;
    answer.refused(403, "access.managers_only");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_one_who_lost_a_race_sees_what_it_is_now() {
    let plano = TestApp::new().await;
    let camille = plano.person("camille").await;
    let id = camille.makes_project("Avant").await;
    let etag = camille.get(&format!("/projects/{id}")).await.ok()["etag"]
        .as_str()
        .expect("a version")
        .to_owned();
    camille
        .patch(&format!("/projects/{id}"), &etag, json!({ "name": "Après" }))
        .await
        .ok();
    let lost = camille
        .patch(&format!("/projects/{id}"), &etag, json!({ "name": "Trop tard" }))
        .await
        .refused(412, "edit.lost_race");
    assert_eq!(lost["current"]["name"], "Après");
    let missing = camille.send(
        axum::http::Request::patch(format!("/api/v1/projects/{id}"))
            .header("content-type", "application/json")
            .body("{}".into())
            .expect("a request"),
    );
    missing.await.refused(428, "edit.no_precondition");
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_comes_into_an_archived_project_and_nothing_is_said_of_it_anew() {
    let plano = TestApp::new().await;
    let (camille, rose) = (plano.person("camille").await, plano.person("rose").await);
    let id = camille.makes_project("Plan vélo").await;
    let asking = format!("/projects/{id}/access-requests");
    assert_eq!(rose.post(&asking, json!({ "reason": null })).await.status, 202);
    let request = camille.get(&asking).await.ok()["items"][0]["id"].clone();
    let request = request.as_str().expect("a request");
    let archived = camille
        .put(&format!("/projects/{id}/archive"), json!({}))
        .await
        .ok();
    let etag = archived["etag"].as_str().expect("a version");
    camille
        .patch(&format!("/projects/{id}"), etag, json!({ "name": "Plan piéton" }))
        .await
        .refused(403, "access.archived");
    camille
        .put(
            &format!("/project-access-requests/{request}/approval"),
            json!({ "role": "member" }),
        )
        .await
        .refused(403, "access.archived");
    rose.get(&format!("/projects/{id}"))
        .await
        .refused(404, "not_found");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_archived_project_is_read_only_and_comes_back() {
    let plano = TestApp::new().await;
    let (camille, rose) = (plano.person("camille").await, plano.person("rose").await);
    let id = camille.makes_project("Fini").await;
    camille.invites(&id, &rose, "member").await;
    let archived = camille
        .put(&format!("/projects/{id}/archive"), json!({}))
        .await
        .ok();
    assert!(archived["archived_at"].is_string());
    assert_eq!(camille.get("/projects").await.ok()["items"], json!([]));
    assert_eq!(
        camille.get("/projects?state=archived").await.ok()["items"][0]["id"],
        json!(id)
    );
    rose.get(&format!("/projects/{id}")).await.ok();
    let body = json!({ "invitations": [{ "account": plano.person("x").await.account(), "role": "reader" }] });
    camille
        .post(&format!("/projects/{id}/members"), body)
        .await
        .refused(403, "access.archived");
    rose.delete(&format!("/projects/{id}/archive"))
        .await
        .refused(403, "access.managers_only");
    assert_eq!(
        camille.delete(&format!("/projects/{id}/archive")).await.ok()["archived_at"],
        Value::Null
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_copy_belongs_where_its_maker_belongs() {
    let plano = TestApp::new().await;
    let root = plano.organisation();
    let organisation = async |name: &str| {
        let name = base::text::Name::new(name).expect("a name");
        let made = plano.db().write(base::Actor::System, async move |tx| {
            crate::areas::orgs::create(tx, &name, Some(root)).await
        });
        made.await.expect("an organisation")
    };
    let (roads, press) = (organisation("Voirie").await, organisation("Presse").await);
    let (camille, rose) = (
        plano.person_in("camille", roads).await,
        plano.person_in("rose", press).await,
    );
    let id = camille.makes_project("Trottoirs").await;
    camille.invites(&id, &rose, "member").await;
    let copied = async |by: &Caller<'_>, organisation: Value| {
        let copy = json!({ "draft": Uuid::now_v7(), "name": "Copie", "with_members": false, "organisation": organisation });
        by.post(&format!("/projects/{id}/duplication"), copy).await
    };
    let home = |copy: crate::testkit::Answer| copy.ok()["organisation"]["id"].clone();
    assert_eq!(home(copied(&camille, Value::Null).await), json!(roads));
    assert_eq!(
        home(copied(&rose, Value::Null).await),
        json!(press),
        "not where she is a stranger"
    );
    assert_eq!(
        home(copied(&rose, json!(root)).await),
        json!(root),
        "what is above is hers too"
    );
    copied(&rose, json!(roads))
        .await
        .refused(422, "project.organisation_not_yours");

    // A project made from a template is its maker's too, not the template's.
    camille
        .put(&format!("/projects/{id}/template"), json!({}))
        .await
        .ok();
    let made = camille
        .post(
            "/projects",
            json!({ "draft": Uuid::now_v7(), "name": "Neuf", "template": id, "organisation": root }),
        )
        .await;
    assert_eq!(home(made), json!(root));
}

#[tokio::test(flavor = "multi_thread")]
async fn pinned_projects_keep_the_order_they_were_given() {
    let plano = TestApp::new().await;
    let camille = plano.person("camille").await;
    let (a, b, c) = (
        camille.makes_project("A").await,
        camille.makes_project("B").await,
        camille.makes_project("C").await,
    );
    let order = async || {
        let list = camille.get("/projects").await.ok();
        let mut items: Vec<(String, String)> = list["items"]
            .as_array()
            .expect("a list")
            .iter()
            .filter(|it| it["my"]["pinned"] == true)
            .map(|it| {
                (
                    it["my"]["rank"].as_str().expect("a rank").to_owned(),
                    it["name"].as_str().expect("a name").to_owned(),
                )
            })
            .collect();
        items.sort();
        items.into_iter().map(|it| it.1).collect::<String>()
    };
    assert_eq!(order().await, "ABC");
    camille
        .put(&format!("/projects/{c}/mine"), json!({ "after": null }))
        .await
        .ok();
    assert_eq!(order().await, "CAB");
    camille
        .put(
            &format!("/projects/{a}/mine"),
            json!({ "after": b, "category": "Urgent" }),
        )
        .await
        .ok();
    assert_eq!(order().await, "CBA");
    camille
        .put(&format!("/projects/{b}/mine"), json!({ "pinned": false }))
        .await
        .ok();
    assert_eq!(order().await, "CA");
    camille
        .put(&format!("/projects/{c}/mine"), json!({ "after": b }))
        .await
        .refused(422, "project.not_pinned");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_copy_has_the_same_members_if_asked_and_no_more() {
    let plano = TestApp::new().await;
    let (camille, rose) = (plano.person("camille").await, plano.person("rose").await);
    let id = camille.makes_project("Modèle").await;
    camille.invites(&id, &rose, "reader").await;
    let copy = camille
        .post(
            &format!("/projects/{id}/duplication"),
            json!({ "draft": Uuid::now_v7(), "name": "Copie", "with_members": true }),
        )
        .await
        .ok();
    assert_eq!(copy["members"], 2);
    rose.post(
        &format!("/projects/{id}/duplication"),
        json!({ "draft": Uuid::now_v7(), "name": "Copie", "with_members": true }),
    )
    .await
    .refused(403, "access.managers_only");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_happened_is_told_and_what_is_not_for_everyone_is_not() {
    let plano = TestApp::new().await;
    let (camille, rose, sami) = (
        plano.person("camille").await,
        plano.person("rose").await,
        plano.person("sami").await,
    );
    let id = camille.makes_project("Vie").await;
    camille.invites(&id, &rose, "member").await;
    sami.post(&format!("/projects/{id}/access-requests"), json!({}))
        .await
        .ok();
    let told = rose.get(&format!("/projects/{id}/activity")).await.ok();
    let kinds: Vec<&str> = told["items"]
        .as_array()
        .expect("a list")
        .iter()
        .filter_map(|it| it["kind"].as_str())
        .collect();
    assert_eq!(
        kinds,
        ["project.member_added", "project.member_added", "project.created"]
    );
    assert_eq!(told["items"][0]["person"]["id"], json!(rose.account()));
}

#[tokio::test(flavor = "multi_thread")]
async fn lists_cost_the_same_however_long_they_are() {
    let plano = TestApp::new().await;
    let camille = plano.person("camille").await;
    let id = camille.makes_project("P0").await;
    let cost = async |path: String| db::counting_statements(camille.get(&path)).await.1;
    let (list, members, activity) = (
        cost("/projects".into()).await,
        cost(format!("/projects/{id}/members")).await,
        cost(format!("/projects/{id}/activity")).await,
    );
    for number in 1..12 {
        camille.makes_project(&format!("P{number}")).await;
        let someone = plano.person(&format!("p{number}")).await;
        camille.invites(&id, &someone, "member").await;
    }
    assert_eq!(cost("/projects".into()).await, list);
    assert_eq!(cost(format!("/projects/{id}/members")).await, members);
    assert_eq!(cost(format!("/projects/{id}/activity")).await, activity);
}

#[tokio::test(flavor = "multi_thread")]
async fn fields_that_are_not_asked_for_are_refused() {
    let plano = TestApp::new().await;
    let camille = plano.person("camille").await;
    let id = camille.makes_project("Strict").await;
    camille
        .post(
            "/projects",
            json!({ "draft": Uuid::now_v7(), "name": "x", "owner": camille.account() }),
        )
        .await
        .refused(400, "body.unknown_field");
    camille
        .patch(&format!("/projects/{id}"), "1", json!({ "id": id }))
        .await
        .refused(400, "body.unknown_field");
    for wrong in [json!(""), json!(null), json!([]), json!({})] {
        let answer = camille
            .put(&format!("/projects/{id}/owner"), json!({ "account": wrong }))
            .await;
        assert_eq!(answer.status, 400, "{}", answer.json);
    }
}
