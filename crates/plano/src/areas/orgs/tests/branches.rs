// SPDX-License-Identifier: EUPL-1.2
//! Who administers what: the instance, a branch, another branch, nothing.

use super::*;

#[tokio::test(flavor = "multi_thread")]
async fn the_administration_is_hidden_from_those_who_administer_nothing() {
    let plano = TestApp::new().await;
    let (visitor, member, external) = (
        plano.visitor(),
        plano.person("camille").await,
        plano.external("nour").await,
    );
    let paths = [
        "/admin/organisations",
        "/admin/accounts",
        "/admin/accounts/export",
        "/admin/groups",
        "/admin/imports",
        "/admin/settings",
        "/admin/jobs",
    ];
    for path in paths {
        visitor.get(path).await.refused(401, "session.none");
        member.get(path).await.refused(404, "not_found");
        external.get(path).await.refused(404, "not_found");
    }
    member
        .post(
            "/admin/groups",
            json!({ "draft": draft(), "name": "G", "organisation": null }),
        )
        .await
        .refused(404, "not_found");
    member
        .put(&format!("{}/deactivation", account(&external)), json!({}))
        .await
        .refused(404, "not_found");
    member
        .put(&format!("{}/administration", account(&member)), json!({}))
        .await
        .refused(404, "not_found");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_branch_administrator_sees_and_acts_on_his_branch_only() {
    let plano = TestApp::new().await;
    let town = Town::new(&plano).await;
    let seen = town.roads_admin.get("/admin/organisations").await.ok();
    assert_eq!(names(&seen), ["Voirie"]);
    assert_eq!(
        (&seen["items"][0]["parent"], &seen["items"][0]["can"]["delete"]),
        (&Value::Null, &json!(false))
    );

    let people = town.roads_admin.get("/admin/accounts").await.ok();
    let emails: Vec<String> = people["items"]
        .as_array()
        .expect("a list")
        .iter()
        .map(|it| text(&it["email"]))
        .collect();
    assert_eq!(emails, ["rachid@rivemont.example", "rene@rivemont.example"]);
    assert_eq!((&people["total"], &people["active"]), (&json!(2), &json!(2)));

    town.roads_admin
        .get(&account(&town.journalist))
        .await
        .refused(404, "not_found");
    town.roads_admin
        .put(&format!("{}/deactivation", account(&town.journalist)), json!({}))
        .await
        .refused(404, "not_found");
    town.roads_admin
        .patch(&account(&town.journalist), "1", json!({ "function": "Pirate" }))
        .await
        .refused(404, "not_found");
    town.roads_admin
        .get(&format!("/admin/accounts?organisation={}", town.press))
        .await
        .refused(404, "not_found");
    town.roads_admin
        .get(&format!("/admin/accounts/export?organisation={}", town.press))
        .await
        .refused(404, "not_found");
    town.roads_admin
        .post(
            "/admin/organisations",
            json!({ "draft": draft(), "name": "Intrus", "parent": town.press }),
        )
        .await
        .refused(404, "not_found");
    let new = json!({ "draft": draft(), "email": "x@rivemont.example", "given_name": "X", "family_name": "Y", "organisations": [town.press], "language": "fr", "invite": false });
    town.roads_admin
        .post("/admin/accounts", new)
        .await
        .refused(422, "organisation.not_yours");
    // The rules of the instance, its jobs and its administrators are not a branch's.
    town.roads_admin
        .get("/admin/settings")
        .await
        .refused(404, "not_found");
    town.roads_admin
        .get("/admin/jobs")
        .await
        .refused(404, "not_found");
    town.roads_admin
        .put(
            &format!("{}/administration", account(&town.roads_admin)),
            json!({}),
        )
        .await
        .refused(404, "not_found");

    let closed = town
        .roads_admin
        .put(&format!("{}/deactivation", account(&town.roadmender)), json!({}))
        .await
        .ok();
    assert_eq!(closed["status"], "deactivated");
    town.roadmender.get("/me").await.refused(401, "session.none");
    let opened = town
        .roads_admin
        .delete(&format!("{}/deactivation", account(&town.roadmender)))
        .await
        .ok();
    assert_eq!(opened["status"], "active");
}

#[tokio::test(flavor = "multi_thread")]
async fn who_belongs_to_two_branches_is_closed_only_by_someone_who_reaches_both() {
    let plano = TestApp::new().await;
    let town = Town::new(&plano).await;
    let path = account(&town.roadmender);
    let seen = town.admin.get(&path).await.ok();
    let both = json!({ "organisations": [town.roads, town.press] });
    town.admin.patch(&path, &text(&seen["etag"]), both).await.ok();
    for admin in [&town.roads_admin, &town.press_admin] {
        let seen = admin.get(&path).await.ok();
        assert_eq!(
            (&seen["can"]["edit"], &seen["can"]["deactivate"]),
            (&json!(false), &json!(false))
        );
        admin
            .put(&format!("{path}/deactivation"), json!({}))
            .await
            .refused(403, "access.managers_only");
        admin
            .delete(&format!("{path}/sessions"))
            .await
            .refused(403, "access.managers_only");
        let bulk = json!({ "accounts": [town.roadmender.account()], "action": "deactivate" });
        assert_eq!(
            admin.post("/admin/accounts/bulk", bulk).await.ok()["items"][0],
            json!({ "account": town.roadmender.account(), "done": false, "code": "forbidden" })
        );
    }
    town.admin
        .put(&format!("{path}/deactivation"), json!({}))
        .await
        .ok();
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_below_touches_an_administrator_of_the_instance_or_of_what_is_above() {
    let plano = TestApp::new().await;
    let town = Town::new(&plano).await;
    let office = organisation(&town.admin, "Bureau", town.roads).await;
    let below = plano.person_in("bela", office).await;
    appoint(&town.admin, office, &below).await;
    // The branch's administrator also belongs to the office, whose own administrator is below him.
    let path = account(&town.roads_admin);
    let seen = town.admin.get(&path).await.ok();
    town.admin
        .patch(&path, &text(&seen["etag"]), json!({ "organisations": [office] }))
        .await
        .ok();
    below
        .put(&format!("{path}/deactivation"), json!({}))
        .await
        .refused(403, "access.managers_only");
    let seen = town.admin.get(&account(&town.admin)).await.ok();
    town.admin
        .patch(
            &account(&town.admin),
            &text(&seen["etag"]),
            json!({ "organisations": [office] }),
        )
        .await
        .ok();
    below
        .put(&format!("{}/deactivation", account(&town.admin)), json!({}))
        .await
        .refused(403, "access.managers_only");
    below
        .delete(&format!("{}/sessions", account(&town.admin)))
        .await
        .refused(403, "access.managers_only");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_last_two_administrators_of_the_instance_do_not_remove_each_other() {
    for _ in 0..4 {
        let plano = TestApp::new().await;
        let (anna, bruno) = (plano.admin("anna").await, plano.admin("bruno").await);
        let (of_anna, of_bruno) = (
            format!("{}/administration", account(&anna)),
            format!("{}/administration", account(&bruno)),
        );
        let (one, other) = tokio::join!(anna.delete(&of_bruno), bruno.delete(&of_anna));
        let left = [&anna, &bruno].len() - usize::from(one.status == 200) - usize::from(other.status == 200);
        assert_eq!(left, 1, "{} {}", one.json, other.json);
    }
    let plano = TestApp::new().await;
    let anna = plano.admin("anna").await;
    anna.delete(&format!("{}/administration", account(&anna)))
        .await
        .refused(409, "account.last_administrator");
    anna.put(&format!("{}/deactivation", account(&anna)), json!({}))
        .await
        .refused(409, "account.self");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_administrator_is_made_by_one_with_a_fresh_password() {
    let plano = TestApp::new().await;
    let (anna, camille) = (plano.admin("anna").await, plano.person("camille").await);
    let path = format!("{}/administration", account(&camille));
    plano.advance(std::time::Duration::from_secs(11 * 60));
    anna.put(&path, json!({})).await.refused(403, "session.not_fresh");
    anna.post(
        "/session/confirmation",
        json!({ "password": crate::testkit::PASSWORD }),
    )
    .await
    .ok();
    assert_eq!(anna.put(&path, json!({})).await.ok()["role"], "instance_admin");
    // A change of rights begins a new session.
    camille.get("/me").await.refused(401, "session.none");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_organisation_moves_with_all_that_is_below_it() {
    let plano = TestApp::new().await;
    let town = Town::new(&plano).await;
    let office = organisation(&town.admin, "Bureau", town.roads).await;
    let at = |id| format!("/admin/organisations/{id}");
    let find = |tree: &Value, id: Id<kind::Organisation>| {
        tree["items"]
            .as_array()
            .expect("a list")
            .iter()
            .find(|it| it["id"] == json!(id))
            .expect("it is listed")
            .clone()
    };
    let tree = town.admin.get("/admin/organisations").await.ok();
    assert_eq!(
        names(&tree),
        ["Agglomération de Rivemont", "Presse", "Voirie", "Bureau"]
    );
    let roads = find(&tree, town.roads);
    assert_eq!(
        (&roads["accounts"], &roads["branch_accounts"]),
        (&json!(2), &json!(2))
    );
    let etag = text(&roads["etag"]);
    town.admin
        .patch(&at(town.roads), &etag, json!({ "parent": office }))
        .await
        .refused(409, "organisation.loop");
    let moved = town
        .admin
        .patch(&at(town.roads), &etag, json!({ "parent": town.press }))
        .await
        .ok();
    assert_eq!(moved["path"], json!(["Agglomération de Rivemont", "Presse"]));
    town.admin
        .patch(&at(town.roads), &etag, json!({ "name": "Routes" }))
        .await
        .refused(412, "edit.lost_race");
    // The administrator of the press now reaches the office, two steps below.
    assert_eq!(
        names(&town.press_admin.get("/admin/organisations").await.ok()),
        ["Presse", "Voirie", "Bureau"]
    );
    let press = find(
        &town.press_admin.get("/admin/organisations").await.ok(),
        town.press,
    );
    assert_eq!(
        (&press["accounts"], &press["branch_accounts"]),
        (&json!(2), &json!(4))
    );
    town.press_admin
        .put(&format!("{}/deactivation", account(&town.roadmender)), json!({}))
        .await
        .ok();
    // What is decided above is not decided from within.
    let etag = text(&press["etag"]);
    town.press_admin
        .patch(&at(town.press), &etag, json!({ "quota_bytes": 1 }))
        .await
        .refused(403, "organisation.not_yours");
    town.press_admin
        .patch(&at(town.press), &etag, json!({ "parent": null }))
        .await
        .refused(403, "organisation.not_yours");
    town.press_admin
        .delete(&at(town.press))
        .await
        .refused(403, "organisation.not_yours");
    town.press_admin
        .delete(&at(town.roads))
        .await
        .refused(409, "organisation.not_empty");
    town.press_admin.delete(&at(office)).await.ok();
}

#[tokio::test(flavor = "multi_thread")]
async fn two_moves_at_once_never_make_a_circle() {
    let plano = TestApp::new().await;
    let town = Town::new(&plano).await;
    let at = |id| format!("/admin/organisations/{id}");
    let (roads_path, press_path) = (at(town.roads), at(town.press));
    let (one, other) = tokio::join!(
        town.admin
            .patch(&roads_path, "1", json!({ "parent": town.press })),
        town.admin
            .patch(&press_path, "1", json!({ "parent": town.roads })),
    );
    assert_eq!(
        usize::from(one.status == 200) + usize::from(other.status == 200),
        1,
        "{} {}",
        one.json,
        other.json
    );
    assert_eq!(names(&town.admin.get("/admin/organisations").await.ok()).len(), 3);
}
