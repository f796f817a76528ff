// SPDX-License-Identifier: EUPL-1.2
//! Who is in a project, and how that changes.

use std::time::Duration;

use serde_json::{Value, json};
use uuid::Uuid;

use crate::testkit::{TestApp, member_of};

#[tokio::test(flavor = "multi_thread")]
async fn the_last_owner_stays() {
    let plano = TestApp::new().await;
    let (camille, idriss) = (plano.person("camille").await, plano.person("idriss").await);
    let id = camille.makes_project("Seule").await;
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
    camille.invites(&id, &idriss, "owner").await;
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
    let id = camille.makes_project("Trottoirs").await;
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

    camille.invites(&id, &rose, "reader").await;
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
    let id = camille.makes_project("Course").await;
    let mut owners = vec![camille];
    for number in 0..12 {
        let owner = plano.person(&format!("owner{number}")).await;
        owners[0].invites(&id, &owner, "owner").await;
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
    let id = camille.makes_project("Rangs").await;
    camille.invites(&id, &idriss, "manager").await;
    assert_eq!(
        idriss.invites(&id, &rose, "owner").await["code"],
        "access.owners_only"
    );
    let (member, etag) = member_of(&idriss.invites(&id, &rose, "member").await);
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
        camille.makes_project("Ouvert").await,
        camille.makes_project("Fermé").await,
    );
    assert_eq!(
        camille.invites(&id, &nour, "manager").await["code"],
        "access.not_for_externals"
    );
    let (member, etag) = member_of(&camille.invites(&id, &nour, "member").await);
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
    let id = camille.makes_project("Trois mois").await;
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
    let id = camille.makes_project("Sur accord").await;
    camille.invites(&id, &rose, "member").await;
    camille
        .changes(&format!("/projects/{id}"), json!({ "admission": "approval" }))
        .await;
    let proposed = rose.invites(&id, &sami, "member").await;
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
    let id = camille.makes_project("Fermé").await;
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
    let id = camille.makes_project("Passage").await;
    let path = format!("/projects/{id}/owner");
    camille
        .put(&path, json!({ "account": idriss.account() }))
        .await
        .refused(422, "account.not_a_member");
    camille.invites(&id, &idriss, "reader").await;
    camille.invites(&id, &nour, "reader").await;
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
    let id = camille.makes_project("Passage").await;
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
    let id = camille.makes_project("Passage").await;
    assert_eq!(
        camille.invites(&id, &nour, "owner").await["code"],
        "access.not_for_externals"
    );
    let (member, etag) = member_of(&camille.invites(&id, &nour, "member").await);
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
async fn who_can_see_it_is_told_with_the_reason() {
    let plano = TestApp::new().await;
    let (camille, rose) = (plano.person("camille").await, plano.person("rose").await);
    let id = camille.makes_project("Clair").await;
    camille.invites(&id, &rose, "reader").await;
    let seen = rose.get(&format!("/access/{id}")).await.ok();
    // What names nothing that can be asked about is as absent as what may not be read.
    let unknown = "prj_01m4d7cga0e00800000000zzzz";
    for object in [unknown, &rose.account().to_string(), "prj_1", "x", "%00"] {
        rose.get(&format!("/access/{object}"))
            .await
            .refused(404, "not_found");
    }
    plano
        .person("sami")
        .await
        .get(&format!("/access/{id}"))
        .await
        .refused(404, "not_found");
    assert_eq!(seen["items"].as_array().map(Vec::len), Some(2));
    assert_eq!(seen["items"][1]["why"][0]["via"], "direct");
    assert_eq!(
        seen["items"][1]["why"][0]["invited_by"]["id"],
        json!(camille.account())
    );
}
