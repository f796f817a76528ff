// SPDX-License-Identifier: EUPL-1.2
//! Groups, which count as one member.

use super::*;

#[tokio::test(flavor = "multi_thread")]
async fn joining_and_leaving_a_group_act_at_once() {
    let plano = TestApp::new().await;
    let town = Town::new(&plano).await;
    let group = text(
        &town
            .roads_admin
            .post(
                "/admin/groups",
                json!({ "draft": draft(), "name": "Cantonniers", "organisation": town.roads }),
            )
            .await
            .ok()["id"],
    );
    let project = text(
        &town
            .roads_admin
            .post("/projects", json!({ "draft": draft(), "name": "Nids-de-poule" }))
            .await
            .ok()["id"],
    );
    let invited = json!({ "invitations": [{ "group": group, "role": "member" }] });
    town.roads_admin
        .post(&format!("/projects/{project}/members"), invited)
        .await
        .ok();
    let path = format!("/projects/{project}");
    town.roadmender.get(&path).await.refused(404, "not_found");
    let place = format!("/admin/groups/{group}/members/{}", town.roadmender.account());
    town.roads_admin.put(&place, json!({})).await.ok();
    town.roads_admin.put(&place, json!({})).await.ok();
    town.roadmender.get(&path).await.ok();
    let listed = town.roads_admin.get("/admin/groups").await.ok();
    assert_eq!(
        (&listed["items"][0]["people"], &listed["items"][0]["projects"]),
        (&json!(1), &json!(1))
    );
    assert_eq!(
        town.roads_admin
            .get(&format!("/admin/groups/{group}/members"))
            .await
            .ok()["items"][0]["id"],
        json!(town.roadmender.account())
    );
    town.press_admin
        .put(&place, json!({}))
        .await
        .refused(404, "not_found");
    town.press_admin
        .get(&format!("/admin/groups/{group}/members"))
        .await
        .refused(404, "not_found");
    // Nobody is put into a group from out of sight.
    town.roads_admin
        .put(
            &format!("/admin/groups/{group}/members/{}", town.journalist.account()),
            json!({}),
        )
        .await
        .refused(404, "not_found");
    town.roads_admin.delete(&place).await.ok();
    town.roadmender.get(&path).await.refused(404, "not_found");
    town.roads_admin.put(&place, json!({})).await.ok();
    town.roads_admin
        .delete(&format!("/admin/groups/{group}"))
        .await
        .ok();
    town.roadmender.get(&path).await.refused(404, "not_found");
    assert_eq!(
        town.roads_admin.get(&format!("{path}/members")).await.ok()["items"]
            .as_array()
            .map(Vec::len),
        Some(1)
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn groups_are_chosen_from_ones_own_tree_and_never_by_outsiders() {
    let plano = TestApp::new().await;
    let town = Town::new(&plano).await;
    for (name, organisation) in [
        ("Cantonniers", json!(town.roads)),
        ("Comité de direction", Value::Null),
    ] {
        town.admin
            .post(
                "/admin/groups",
                json!({ "draft": draft(), "name": name, "organisation": organisation }),
            )
            .await
            .ok();
    }
    assert_eq!(
        names(&town.journalist.get("/groups").await.ok()),
        ["Cantonniers", "Comité de direction"]
    );
    assert_eq!(
        names(&town.journalist.get("/groups?q=dir").await.ok()),
        ["Comité de direction"]
    );
    assert_eq!(
        names(&plano.external("nour").await.get("/groups").await.ok()),
        Vec::<String>::new()
    );
    plano.visitor().get("/groups").await.refused(401, "session.none");
    // A group of no organisation is the instance's.
    assert_eq!(
        names(&town.roads_admin.get("/admin/groups").await.ok()),
        ["Cantonniers"]
    );
    town.roads_admin
        .post(
            "/admin/groups",
            json!({ "draft": draft(), "name": "G", "organisation": null }),
        )
        .await
        .refused(422, "organisation.not_yours");
    let outsider = plano.external("omar").await;
    let group = text(&town.admin.get("/admin/groups").await.ok()["items"][0]["id"]);
    town.admin
        .put(
            &format!("/admin/groups/{group}/members/{}", outsider.account()),
            json!({}),
        )
        .await
        .refused(409, "account.external");
}
