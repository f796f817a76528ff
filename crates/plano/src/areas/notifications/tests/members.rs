// SPDX-License-Identifier: EUPL-1.2
//! Who comes, goes and changes in a project is told.

use super::*;

#[tokio::test(flavor = "multi_thread")]
async fn who_is_let_in_is_told_and_who_lets_in_is_not() {
    let plano = TestApp::new().await;
    let (camille, sami, id) = two(&plano).await;
    let rose = plano.person("rose").await;
    plano.settle().await;

    let told = the_one(&sami).await;
    assert_eq!(
        (&told["kind"], &told["is_read"], &told["others"]),
        (&json!("project.member_added"), &json!(false), &json!(0))
    );
    assert_eq!(
        (&told["actor"]["given_name"], &told["project"]["name"]),
        (&json!("Camille"), &json!("Plan vélo"))
    );
    assert_eq!(
        (&told["details"], &told["href"]),
        (&json!({ "role": "member" }), &json!(format!("/p/{id}")))
    );
    for other in [&camille, &rose] {
        assert_eq!(
            other.get("/notifications").await.ok(),
            json!({ "items": [], "next": null, "unread": 0, "unread_mentions": 0 })
        );
    }
    assert_eq!(sami.get("/notifications").await.ok()["unread"], 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_role_that_changes_is_told_and_an_end_that_changes_is_not_told_as_a_role() {
    let plano = TestApp::new().await;
    let (camille, sami) = (plano.person("camille").await, plano.person("sami").await);
    let id = camille.makes_project("Plan vélo").await;
    let (member, etag) = invite(&camille, &id, &sami, "member").await;
    plano.settle().await;
    let first = the_one(&sami).await;

    let path = format!("/projects/{id}/members/{member}");
    let changed = camille
        .patch(&path, &etag, json!({ "ends_on": "2027-01-31" }))
        .await
        .ok();
    plano.settle().await;
    assert_eq!(the_one(&sami).await, first);

    camille
        .patch(
            &path,
            changed["etag"].as_str().expect("a version"),
            json!({ "role": "manager" }),
        )
        .await
        .ok();
    plano.settle().await;
    let told = the_one(&sami).await;
    assert_eq!(
        (&told["kind"], &told["details"]["role"]),
        (&json!("project.member_role_changed"), &json!("manager"))
    );
    assert_eq!(
        told["id"], first["id"],
        "what is unread about his place in the project is one line"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn removal_hides_at_once_what_was_told_of_the_project() {
    let plano = TestApp::new().await;
    let (camille, sami) = (plano.person("camille").await, plano.person("sami").await);
    let id = camille.makes_project("Réorganisation").await;
    let (member, _) = invite(&camille, &id, &sami, "member").await;
    camille
        .put(&format!("/projects/{id}/archive"), json!({}))
        .await
        .ok();
    camille.delete(&format!("/projects/{id}/archive")).await.ok();
    plano.settle().await;
    let before = told(&sami).await;
    assert_eq!(before.len(), 2);

    camille
        .delete(&format!("/projects/{id}/members/{member}"))
        .await
        .ok();
    // Before any reader has run.
    assert_eq!(
        sami.get("/notifications").await.ok(),
        json!({ "items": [], "next": null, "unread": 0, "unread_mentions": 0 })
    );
    for it in &before {
        sami.put(&format!("/notifications/{}/read", id_of(it)), json!({}))
            .await
            .refused(404, "not_found");
    }
    sami.put("/notifications/read", json!({ "until": id_of(&before[0]) }))
        .await
        .refused(404, "not_found");

    plano.settle().await;
    let left = the_one(&sami).await;
    assert_eq!(
        (&left["kind"], &left["project"]["name"]),
        (&json!("project.member_removed"), &json!("Réorganisation"))
    );
    // He goes on seeing the name he knew.
    camille
        .changes(
            &format!("/projects/{id}"),
            json!({ "name": "Suppression du service" }),
        )
        .await;
    assert_eq!(the_one(&sami).await["project"]["name"], "Réorganisation");
    assert_eq!(left["href"], "/projets");
}

#[tokio::test(flavor = "multi_thread")]
async fn access_that_ends_by_itself_hides_at_that_instant() {
    let plano = TestApp::new().await;
    let (camille, sami) = (plano.person("camille").await, plano.person("sami").await);
    let id = camille.makes_project("Enquête").await;
    let body =
        json!({ "invitations": [{ "account": sami.account(), "role": "reader", "ends_on": "2026-10-12" }] });
    camille.post(&format!("/projects/{id}/members"), body).await.ok();
    plano.settle().await;
    assert_eq!(kinds(&sami).await, ["project.member_added"]);
    plano.advance(6 * 24 * HOUR);
    assert_eq!(kinds(&sami).await, Vec::<String>::new());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_project_that_is_given_archived_and_restored_is_told() {
    let plano = TestApp::new().await;
    let (camille, sami) = (plano.person("camille").await, plano.person("sami").await);
    let id = camille.makes_project("Budget").await;
    invite(&camille, &id, &sami, "member").await;
    camille
        .put(
            &format!("/projects/{id}/owner"),
            json!({ "account": sami.account() }),
        )
        .await
        .ok();
    plano.settle().await;
    assert_eq!(
        kinds(&sami).await,
        ["project.handed_over"],
        "one line about one's place in a project"
    );
    assert_eq!(kinds(&camille).await, Vec::<String>::new());

    sami.put(&format!("/projects/{id}/archive"), json!({})).await.ok();
    plano.settle().await;
    assert_eq!(kinds(&camille).await, ["project.archived"]);
    sami.delete(&format!("/projects/{id}/archive")).await.ok();
    plano.settle().await;
    assert_eq!(kinds(&camille).await, ["project.restored"]);
    assert_eq!(kinds(&sami).await, ["project.handed_over"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn who_has_a_week_left_is_told() {
    let plano = TestApp::new().await;
    areas::enqueue_periodic(&plano.app).await.expect("periodic work");
    let (camille, sami) = (plano.person("camille").await, plano.person("sami").await);
    let id = camille.makes_project("Enquête").await;
    let body =
        json!({ "invitations": [{ "account": sami.account(), "role": "reader", "ends_on": "2026-10-30" }] });
    camille.post(&format!("/projects/{id}/members"), body).await.ok();
    plano.settle().await;
    plano.advance(17 * 24 * HOUR);
    plano.settle().await;
    let ending = told(&sami)
        .await
        .into_iter()
        .find(|it| it["kind"] == "project.access_ending")
        .expect("told");
    assert_eq!(
        (&ending["details"]["ends_on"], &ending["actor"]),
        (&json!("2026-10-30"), &Value::Null)
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn what_comes_and_goes_with_a_group_is_told_to_those_for_whom_it_changes_something() {
    let plano = TestApp::new().await;
    let (anna, camille) = (plano.admin("anna").await, plano.person("camille").await);
    let (sami, rose) = (plano.person("sami").await, plano.person("rose").await);
    let body = json!({ "draft": Uuid::now_v7(), "name": "Voirie", "organisation": null });
    let group = anna.post("/admin/groups", body).await.ok()["id"].clone();
    let seat = |whom: &Caller<'_>| {
        format!(
            "/admin/groups/{}/members/{}",
            group.as_str().expect("an id"),
            whom.account()
        )
    };
    anna.put(&seat(&sami), json!({})).await.ok();
    let (first, second) = (
        camille.makes_project("Un").await,
        camille.makes_project("Deux").await,
    );
    invite(&camille, &first, &rose, "member").await;
    for id in [&first, &second] {
        let body = json!({ "invitations": [{ "group": group, "role": "reader" }] });
        camille.post(&format!("/projects/{id}/members"), body).await.ok();
    }
    plano.settle().await;
    assert_eq!(kinds(&sami).await, ["project.member_added"; 2]);
    assert_eq!(kinds(&rose).await, ["project.member_added"]);

    // Two projects by the group, one of which she is in by herself.
    anna.put(&seat(&rose), json!({})).await.ok();
    plano.settle().await;
    let hers = told(&rose).await;
    assert_eq!(hers.len(), 2);
    assert_eq!(
        (&hers[0]["project"]["name"], &hers[0]["details"]["role"]),
        (&json!("Deux"), &json!("reader"))
    );
    assert_eq!(hers[0]["actor"]["given_name"], "Anna");

    anna.delete(&seat(&rose)).await.ok();
    anna.delete(&seat(&sami)).await.ok();
    plano.settle().await;
    let mut left: Vec<String> = Vec::new();
    for it in told(&sami).await {
        assert_eq!(it["kind"], "project.member_removed");
        left.push(it["project"]["name"].as_str().expect("a name").to_owned());
    }
    left.sort();
    assert_eq!(left, ["Deux", "Un"]);
    let mut hers = kinds(&rose).await;
    hers.sort();
    assert_eq!(hers, ["project.member_added", "project.member_removed"]);
}
