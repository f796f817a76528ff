// SPDX-License-Identifier: EUPL-1.2
//! Through HTTP, as people would.
#![allow(
    clippy::disallowed_methods,
    reason = "a client makes its own draft keys; a test reads where its server is"
)]

use std::time::Duration;

use serde_json::{Value, json};
use uuid::Uuid;

use crate::testkit::{Caller, TestApp};

async fn project(owner: &Caller<'_>, name: &str) -> String {
    let project = owner
        .post("/projects", json!({ "draft": Uuid::now_v7(), "name": name }))
        .await
        .ok();
    project["id"].as_str().expect("an id").to_owned()
}

async fn invite(by: &Caller<'_>, project: &str, whom: &Caller<'_>, role: &str) -> Value {
    let body = json!({ "invitations": [{ "account": whom.account(), "role": role }] });
    by.post(&format!("/projects/{project}/members"), body).await.ok()["items"][0].clone()
}

fn member_of(result: &Value) -> (String, String) {
    let member = &result["member"];
    (
        member["id"].as_str().expect("a member").to_owned(),
        member["etag"].as_str().expect("a version").to_owned(),
    )
}

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
    let id = project(&camille, "Secret").await;
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
    let id = project(&camille, "Écoles").await;
    assert_eq!(invite(&camille, &id, &rose, "reader").await["status"], "added");
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
    let id = project(&camille, "Avant").await;
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
    let id = project(&camille, "Plan vélo").await;
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
    let id = project(&camille, "Fini").await;
    invite(&camille, &id, &rose, "member").await;
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
async fn the_last_owner_stays() {
    let plano = TestApp::new().await;
    let (camille, idriss) = (plano.person("camille").await, plano.person("idriss").await);
    let id = project(&camille, "Seule").await;
    let can_leave =
        async || camille.get(&format!("/projects/{id}")).await.ok()["can"]["leave"] == json!(true);
    assert!(!can_leave().await, "she is told before she tries");
    assert_eq!(
        camille.get("/projects").await.ok()["items"][0]["can"]["leave"],
        false
    );
    camille
        .delete(&format!("/projects/{id}/membership"))
        .await
        .refused(409, "project.last_owner");
    let members = camille.get(&format!("/projects/{id}/members")).await.ok();
    let (me, etag) = (
        members["items"][0]["id"].as_str().expect("me").to_owned(),
        members["items"][0]["etag"]
            .as_str()
            .expect("a version")
            .to_owned(),
    );
    camille
        .delete(&format!("/projects/{id}/members/{me}"))
        .await
        .refused(409, "project.last_owner");
    camille
        .patch(
            &format!("/projects/{id}/members/{me}"),
            &etag,
            json!({ "role": "member" }),
        )
        .await
        .refused(409, "project.last_owner");
    camille
        .patch(
            &format!("/projects/{id}/members/{me}"),
            &etag,
            json!({ "ends_on": "2027-01-01" }),
        )
        .await
        .refused(409, "project.last_owner");
    invite(&camille, &id, &idriss, "owner").await;
    assert!(can_leave().await);
    camille.delete(&format!("/projects/{id}/membership")).await.ok();
    camille
        .get(&format!("/projects/{id}"))
        .await
        .refused(404, "not_found");
    idriss
        .delete(&format!("/projects/{id}/membership"))
        .await
        .refused(409, "project.last_owner");
}

#[tokio::test(flavor = "multi_thread")]
async fn who_is_in_through_a_group_alone_is_told_which_and_that_he_cannot_leave() {
    let plano = TestApp::new().await;
    let (admin, camille, rose) = (
        plano.admin("admin").await,
        plano.person("camille").await,
        plano.person("rose").await,
    );
    let group =
        json!({ "draft": Uuid::now_v7(), "name": "Cantonniers", "organisation": plano.organisation() });
    let group = admin.post("/admin/groups", group).await.ok()["id"].clone();
    let path = format!(
        "/admin/groups/{}/members/{}",
        group.as_str().expect("an id"),
        rose.account()
    );
    admin.put(&path, json!({})).await.ok();
    let id = project(&camille, "Trottoirs").await;
    let body = json!({ "invitations": [{ "group": group, "role": "member", "ends_on": "2026-12-31" }] });
    camille.post(&format!("/projects/{id}/members"), body).await.ok();

    let seen = rose.get(&format!("/projects/{id}")).await.ok();
    assert_eq!(
        (
            &seen["can"]["leave"],
            &seen["my"]["groups"][0]["name"],
            &seen["my"]["ends_on"]
        ),
        (&json!(false), &json!("Cantonniers"), &json!("2026-12-31"))
    );
    assert_eq!(rose.get("/projects").await.ok()["items"][0], seen);
    rose.delete(&format!("/projects/{id}/membership"))
        .await
        .refused(409, "project.member_by_group");

    invite(&camille, &id, &rose, "reader").await;
    let seen = rose.get(&format!("/projects/{id}")).await.ok();
    assert_eq!(
        (
            &seen["can"]["leave"],
            &seen["my"]["groups"],
            &seen["my"]["ends_on"]
        ),
        (&json!(true), &json!([]), &Value::Null)
    );
    assert_eq!(rose.get("/projects").await.ok()["items"][0], seen);
    rose.delete(&format!("/projects/{id}/membership")).await.ok();
    assert_eq!(
        rose.get(&format!("/projects/{id}")).await.ok()["can"]["leave"],
        false
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn of_many_owners_who_leave_at_once_one_stays() {
    let plano = TestApp::new().await;
    let camille = plano.person("camille").await;
    let id = project(&camille, "Course").await;
    let mut owners = vec![camille];
    for number in 0..12 {
        let owner = plano.person(&format!("owner{number}")).await;
        invite(&owners[0], &id, &owner, "owner").await;
        owners.push(owner);
    }
    let path = format!("/projects/{id}/membership");
    let answers = futures_util::future::join_all(owners.iter().map(|it| it.delete(&path))).await;
    assert_eq!(
        answers.iter().filter(|it| it.status == 204).count(),
        owners.len() - 1
    );
    assert_eq!(answers.iter().filter(|it| it.status == 409).count(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn only_owners_appoint_owners() {
    let plano = TestApp::new().await;
    let (camille, idriss, rose) = (
        plano.person("camille").await,
        plano.person("idriss").await,
        plano.person("rose").await,
    );
    let id = project(&camille, "Rangs").await;
    invite(&camille, &id, &idriss, "manager").await;
    assert_eq!(
        invite(&idriss, &id, &rose, "owner").await["code"],
        "access.owners_only"
    );
    let (member, etag) = member_of(&invite(&idriss, &id, &rose, "member").await);
    idriss
        .patch(
            &format!("/projects/{id}/members/{member}"),
            &etag,
            json!({ "role": "owner" }),
        )
        .await
        .refused(403, "access.owners_only");
    let owner = camille.get(&format!("/projects/{id}/members")).await.ok()["items"][0].clone();
    idriss
        .delete(&format!(
            "/projects/{id}/members/{}",
            owner["id"].as_str().expect("an id")
        ))
        .await
        .refused(403, "access.owners_only");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_outsider_is_a_member_at_the_most_and_sees_nothing_else() {
    let plano = TestApp::new().await;
    let (camille, nour) = (plano.person("camille").await, plano.external("nour").await);
    let (id, other) = (
        project(&camille, "Ouvert").await,
        project(&camille, "Fermé").await,
    );
    assert_eq!(
        invite(&camille, &id, &nour, "manager").await["code"],
        "access.not_for_externals"
    );
    let (member, etag) = member_of(&invite(&camille, &id, &nour, "member").await);
    camille
        .patch(
            &format!("/projects/{id}/members/{member}"),
            &etag,
            json!({ "levels": { "files": "manage" } }),
        )
        .await
        .refused(422, "access.not_for_externals");
    nour.get(&format!("/projects/{id}")).await.ok();
    nour.get(&format!("/projects/{other}"))
        .await
        .refused(404, "not_found");
    nour.post("/projects", json!({ "draft": Uuid::now_v7(), "name": "À moi" }))
        .await
        .refused(403, "access.not_for_externals");
    nour.post(
        &format!("/projects/{id}/duplication"),
        json!({ "draft": Uuid::now_v7(), "name": "Copie", "with_members": false }),
    )
    .await
    .refused(403, "access.not_for_externals");
    assert_eq!(
        nour.get("/projects").await.ok()["items"].as_array().map(Vec::len),
        Some(1)
    );
    let seen = camille.get(&format!("/projects/{id}")).await.ok();
    assert_eq!(seen["externals"], 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn access_ends_at_its_end() {
    let plano = TestApp::new().await;
    let (camille, nour) = (plano.person("camille").await, plano.external("nour").await);
    let id = project(&camille, "Trois mois").await;
    let body =
        json!({ "invitations": [{ "account": nour.account(), "role": "member", "ends_on": "2026-10-10" }] });
    camille.post(&format!("/projects/{id}/members"), body).await.ok();
    nour.get(&format!("/projects/{id}")).await.ok();
    // The test begins on 8 October; sessions end sooner than that, hence the owner's eyes.
    plano.advance(Duration::from_secs(4 * 24 * 3_600));
    let now = plano.app.now();
    let standing = access::standing(plano.db(), id.parse().expect("an id"), nour.account(), true, now)
        .await
        .expect("an answer");
    assert_eq!(standing.expect("a project").role, None);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_member_proposes_and_a_manager_accepts() {
    let plano = TestApp::new().await;
    let (camille, rose, sami) = (
        plano.person("camille").await,
        plano.person("rose").await,
        plano.person("sami").await,
    );
    let id = project(&camille, "Sur accord").await;
    let (_, _) = member_of(&invite(&camille, &id, &rose, "member").await);
    let etag = camille.get(&format!("/projects/{id}")).await.ok()["etag"]
        .as_str()
        .expect("a version")
        .to_owned();
    camille
        .patch(
            &format!("/projects/{id}"),
            &etag,
            json!({ "admission": "approval" }),
        )
        .await
        .ok();
    let proposed = invite(&rose, &id, &sami, "member").await;
    assert_eq!(proposed["status"], "waiting");
    sami.get(&format!("/projects/{id}"))
        .await
        .refused(404, "not_found");
    let (member, _) = member_of(&proposed);
    rose.put(&format!("/projects/{id}/members/{member}/acceptance"), json!({}))
        .await
        .refused(403, "access.managers_only");
    camille
        .put(&format!("/projects/{id}/members/{member}/acceptance"), json!({}))
        .await
        .ok();
    sami.get(&format!("/projects/{id}")).await.ok();
}

#[tokio::test(flavor = "multi_thread")]
async fn asking_to_enter_tells_nothing_and_is_answered_once() {
    let plano = TestApp::new().await;
    let (camille, sami) = (plano.person("camille").await, plano.person("sami").await);
    let id = project(&camille, "Fermé").await;
    for path in [
        format!("/projects/{id}/access-requests"),
        "/projects/prj_00000000000000000000000000/access-requests".into(),
    ] {
        let answer = sami
            .post(&path, json!({ "reason": "Je rejoins l’équipe." }))
            .await;
        assert_eq!((answer.status, answer.json), (202, json!({})));
    }
    // Asking twice leaves one request.
    sami.post(&format!("/projects/{id}/access-requests"), json!({}))
        .await
        .ok();
    let requests = camille.get(&format!("/projects/{id}/access-requests")).await.ok();
    assert_eq!(requests["items"].as_array().map(Vec::len), Some(1));
    let request = requests["items"][0]["id"].as_str().expect("an id").to_owned();
    sami.put(&format!("/project-access-requests/{request}/approval"), json!({}))
        .await
        .refused(404, "not_found");
    camille
        .put(&format!("/project-access-requests/{request}/approval"), json!({}))
        .await
        .ok();
    camille
        .put(&format!("/project-access-requests/{request}/refusal"), json!({}))
        .await
        .refused(409, "access_request.answered");
    assert_eq!(
        sami.get(&format!("/projects/{id}")).await.ok()["my"]["role"],
        "member"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_project_is_handed_over() {
    let plano = TestApp::new().await;
    let (camille, idriss, nour) = (
        plano.person("camille").await,
        plano.person("idriss").await,
        plano.external("nour").await,
    );
    let id = project(&camille, "Passage").await;
    let path = format!("/projects/{id}/owner");
    camille
        .put(&path, json!({ "account": idriss.account() }))
        .await
        .refused(422, "account.not_a_member");
    invite(&camille, &id, &idriss, "reader").await;
    invite(&camille, &id, &nour, "reader").await;
    camille
        .put(&path, json!({ "account": nour.account() }))
        .await
        .refused(422, "access.not_for_externals");
    assert_eq!(
        camille
            .put(&path, json!({ "account": idriss.account() }))
            .await
            .ok()["my"]["role"],
        "manager"
    );
    assert_eq!(
        idriss.get(&format!("/projects/{id}")).await.ok()["my"]["role"],
        "owner"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn an_end_stays_what_it_was_until_someone_says_otherwise() {
    let plano = TestApp::new().await;
    let (camille, idriss) = (plano.person("camille").await, plano.person("idriss").await);
    let id = project(&camille, "Passage").await;
    let body = json!({ "invitations": [{ "account": idriss.account(), "role": "member", "ends_on": "2026-12-31" }] });
    let invited = camille.post(&format!("/projects/{id}/members"), body).await.ok();
    let (member, etag) = member_of(&invited["items"][0]);
    let path = format!("/projects/{id}/members/{member}");
    let stronger = camille
        .patch(&path, &etag, json!({ "role": "manager" }))
        .await
        .ok();
    assert_eq!(
        (&stronger["role"], &stronger["ends_on"]),
        (&json!("manager"), &json!("2026-12-31"))
    );
    let owner = json!({ "account": idriss.account() });
    camille
        .put(&format!("/projects/{id}/owner"), owner.clone())
        .await
        .refused(422, "member.has_an_end");
    let etag = stronger["etag"].as_str().expect("a version");
    camille.patch(&path, etag, json!({ "ends_on": null })).await.ok();
    camille.put(&format!("/projects/{id}/owner"), owner).await.ok();
    assert_eq!(
        idriss.get(&format!("/projects/{id}")).await.ok()["my"]["role"],
        "owner"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn an_outsider_never_becomes_an_owner() {
    let plano = TestApp::new().await;
    let (camille, nour) = (plano.person("camille").await, plano.external("nour").await);
    let id = project(&camille, "Passage").await;
    assert_eq!(
        invite(&camille, &id, &nour, "owner").await["code"],
        "access.not_for_externals"
    );
    let (member, etag) = member_of(&invite(&camille, &id, &nour, "member").await);
    for role in ["owner", "manager"] {
        camille
            .patch(
                &format!("/projects/{id}/members/{member}"),
                &etag,
                json!({ "role": role }),
            )
            .await
            .refused(422, "access.not_for_externals");
    }
    camille
        .put(
            &format!("/projects/{id}/owner"),
            json!({ "account": nour.account() }),
        )
        .await
        .refused(422, "access.not_for_externals");
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
    let id = project(&camille, "Trottoirs").await;
    invite(&camille, &id, &rose, "member").await;
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
        project(&camille, "A").await,
        project(&camille, "B").await,
        project(&camille, "C").await,
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
    let id = project(&camille, "Modèle").await;
    invite(&camille, &id, &rose, "reader").await;
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
async fn who_can_see_it_is_told_with_the_reason() {
    let plano = TestApp::new().await;
    let (camille, rose) = (plano.person("camille").await, plano.person("rose").await);
    let id = project(&camille, "Clair").await;
    invite(&camille, &id, &rose, "reader").await;
    let seen = rose.get(&format!("/access/{id}")).await.ok();
    assert_eq!(seen["items"].as_array().map(Vec::len), Some(2));
    assert_eq!(seen["items"][1]["why"][0]["via"], "direct");
    assert_eq!(
        seen["items"][1]["why"][0]["invited_by"]["id"],
        json!(camille.account())
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn what_happened_is_told_and_what_is_not_for_everyone_is_not() {
    let plano = TestApp::new().await;
    let (camille, rose, sami) = (
        plano.person("camille").await,
        plano.person("rose").await,
        plano.person("sami").await,
    );
    let id = project(&camille, "Vie").await;
    invite(&camille, &id, &rose, "member").await;
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
    let id = project(&camille, "P0").await;
    let cost = async |path: String| db::counting_statements(camille.get(&path)).await.1;
    let (list, members, activity) = (
        cost("/projects".into()).await,
        cost(format!("/projects/{id}/members")).await,
        cost(format!("/projects/{id}/activity")).await,
    );
    for number in 1..12 {
        project(&camille, &format!("P{number}")).await;
        let someone = plano.person(&format!("p{number}")).await;
        invite(&camille, &id, &someone, "member").await;
    }
    assert_eq!(cost("/projects".into()).await, list);
    assert_eq!(cost(format!("/projects/{id}/members")).await, members);
    assert_eq!(cost(format!("/projects/{id}/activity")).await, activity);
}

#[tokio::test(flavor = "multi_thread")]
async fn fields_that_are_not_asked_for_are_refused() {
    let plano = TestApp::new().await;
    let camille = plano.person("camille").await;
    let id = project(&camille, "Strict").await;
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

async fn linked(by: &Caller<'_>, project: &str) -> Vec<String> {
    let list = by.get(&format!("/projects/{project}/links")).await.ok();
    list["items"]
        .as_array()
        .expect("items")
        .iter()
        .map(|it| it["id"].as_str().expect("an id").to_owned())
        .collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_link_is_seen_from_both_sides_and_goes_from_both() {
    let plano = TestApp::new().await;
    let camille = plano.person("camille").await;
    let (velo, voirie) = (
        project(&camille, "Plan vélo").await,
        project(&camille, "Voirie").await,
    );
    let path = format!("/projects/{velo}/links/{voirie}");
    for _ in 0..2 {
        assert_eq!(camille.put(&path, json!({})).await.status, 204, "twice is once");
    }
    assert_eq!(linked(&camille, &velo).await, [voirie.as_str()]);
    assert_eq!(linked(&camille, &voirie).await, [velo.as_str()]);

    let back = format!("/projects/{voirie}/links/{velo}");
    assert_eq!(camille.delete(&back).await.status, 204, "from the other side");
    assert!(linked(&camille, &velo).await.is_empty());
    assert!(linked(&camille, &voirie).await.is_empty());
    camille.delete(&path).await.refused(404, "not_found");
    camille
        .put(&format!("/projects/{velo}/links/{velo}"), json!({}))
        .await
        .refused(409, "linked.itself");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_link_is_a_burden_only_to_the_project_it_is_made_from() {
    let plano = TestApp::new().await;
    let (camille, rose) = (plano.person("camille").await, plano.person("rose").await);
    let (velo, voirie) = (
        project(&camille, "Plan vélo").await,
        project(&rose, "Voirie").await,
    );
    invite(&camille, &velo, &rose, "reader").await;
    invite(&rose, &voirie, &camille, "reader").await;
    // From two hundred other things to the bicycle plan.
    let here: base::Id<base::kind::Project> = velo.parse().expect("an id");
    let tie = async |number: u128| {
        let tied: db::DbResult<u64> = plano
            .db()
            .write(base::Actor::System, async move |tx| {
                db::sql!(
                    "INSERT INTO links (object, object_kind, other, other_kind, created_at, created_by)
                     VALUES ($1, 'project', $2, 'project', 0, $1)"
                )
                .bind(Uuid::from_u128(number))
                .bind(here)
                .exec(tx)
                .await
            })
            .await;
        tied.expect("a link");
    };
    for number in 0..200 {
        tie(number).await;
    }
    let path = format!("/projects/{velo}/links/{voirie}");
    camille.put(&path, json!({})).await.ok();
    assert_eq!(linked(&rose, &velo).await, [voirie.as_str()]);

    // From the bicycle plan to two hundred other things.
    let turned: db::DbResult<u64> = plano
        .db()
        .write(base::Actor::System, async move |tx| {
            db::sql!("UPDATE links SET object = other, other = object WHERE other = $1")
                .bind(here)
                .exec(tx)
                .await
        })
        .await;
    assert_eq!(turned.expect("turned round"), 200);
    camille.delete(&path).await.ok();
    camille
        .put(&path, json!({}))
        .await
        .refused(409, "linked.too_many");
    assert!(linked(&camille, &velo).await.is_empty());
    rose.put(&format!("/projects/{voirie}/links/{velo}"), json!({}))
        .await
        .ok();
    assert_eq!(linked(&camille, &velo).await, [voirie.as_str()]);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_archived_project_is_linked_to_but_links_to_nothing() {
    let plano = TestApp::new().await;
    let camille = plano.person("camille").await;
    let (open, archived) = (project(&camille, "Ouvert").await, project(&camille, "Fini").await);
    camille
        .put(&format!("/projects/{archived}/archive"), json!({}))
        .await
        .ok();
    let (to, from) = (
        format!("/projects/{open}/links/{archived}"),
        format!("/projects/{archived}/links/{open}"),
    );
    camille.put(&to, json!({})).await.ok();
    assert_eq!(linked(&camille, &archived).await, [open.as_str()]);
    camille.delete(&from).await.refused(403, "access.archived");
    camille.delete(&to).await.ok();
    camille
        .put(&from, json!({}))
        .await
        .refused(403, "access.archived");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_link_shows_nobody_a_project_he_may_not_read() {
    let plano = TestApp::new().await;
    let (camille, rose, maelle) = (
        plano.person("camille").await,
        plano.person("rose").await,
        plano.person("maelle").await,
    );
    let (open, secret) = (
        project(&camille, "Ouvert").await,
        project(&camille, "Secret").await,
    );
    invite(&camille, &open, &rose, "reader").await;
    invite(&camille, &open, &maelle, "member").await;
    let path = format!("/projects/{open}/links/{secret}");
    // Writing here is not enough: what is there must be readable.
    maelle.put(&path, json!({})).await.refused(404, "not_found");
    camille.put(&path, json!({})).await.ok();
    assert!(linked(&maelle, &open).await.is_empty());
    maelle.delete(&path).await.refused(404, "not_found");
    let activity = maelle.get(&format!("/projects/{open}/activity")).await.ok();
    assert!(!activity.to_string().contains(&secret));

    // Reading there is not enough: whoever links writes here.
    invite(&camille, &secret, &rose, "reader").await;
    assert_eq!(linked(&rose, &open).await, [secret.as_str()]);
    rose.delete(&path)
        .await
        .refused(403, "access.readers_do_not_write");
    // The right lost, the link is gone from sight in the same moment.
    invite(&camille, &secret, &maelle, "member").await;
    assert_eq!(linked(&maelle, &open).await, [secret.as_str()]);
    maelle
        .delete(&format!("/projects/{secret}/membership"))
        .await
        .ok();
    assert!(linked(&maelle, &open).await.is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_link_is_told_in_both_projects() {
    let plano = TestApp::new().await;
    let camille = plano.person("camille").await;
    let (one, other) = (project(&camille, "Un").await, project(&camille, "Autre").await);
    camille
        .put(&format!("/projects/{one}/links/{other}"), json!({}))
        .await
        .ok();
    plano.settle().await;
    let told: Vec<(String, String)> =
        db::sql!("SELECT kind, body FROM events WHERE kind = 'project.linked' ORDER BY seq")
            .all(plano.db())
            .await
            .expect("events");
    let bodies: Vec<Value> = told
        .iter()
        .map(|(_, body)| serde_json::from_str(body).expect("JSON"))
        .collect();
    let expected = [(&one, &other), (&other, &one)].map(
        |(here, there)| json!({ "kind": "project.linked", "project": here, "object": here, "other": there }),
    );
    assert_eq!(bodies, expected);
}
