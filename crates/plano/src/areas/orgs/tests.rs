// SPDX-License-Identifier: EUPL-1.2
//! Through HTTP, as administrators would: of the instance, of a branch, of another branch; and as those who are none.
#![allow(clippy::disallowed_methods, reason = "a client makes its own draft keys")]

use axum::{
    body::Body,
    http::{Method, Request, header},
};
use base::{Id, kind};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::testkit::{Answer, Caller, TestApp};

fn draft() -> Uuid {
    Uuid::now_v7()
}

fn text(value: &Value) -> String {
    value.as_str().expect("a text").to_owned()
}

fn names(list: &Value) -> Vec<String> {
    list["items"]
        .as_array()
        .expect("a list")
        .iter()
        .map(|it| text(&it["name"]))
        .collect()
}

/// An organisation below another, by the hand of an administrator of the instance.
async fn organisation(
    admin: &Caller<'_>,
    name: &str,
    parent: Id<kind::Organisation>,
) -> Id<kind::Organisation> {
    let made = admin
        .post(
            "/admin/organisations",
            json!({ "draft": draft(), "name": name, "parent": parent }),
        )
        .await
        .ok();
    text(&made["id"]).parse().expect("an id")
}

async fn appoint(admin: &Caller<'_>, organisation: Id<kind::Organisation>, who: &Caller<'_>) {
    admin
        .put(
            &format!(
                "/admin/organisations/{organisation}/administrators/{}",
                who.account()
            ),
            json!({}),
        )
        .await
        .ok();
}

/// Two branches, each with its administrator and a member.
struct Town<'p> {
    plano: &'p TestApp,
    admin: Caller<'p>,
    roads: Id<kind::Organisation>,
    press: Id<kind::Organisation>,
    roads_admin: Caller<'p>,
    press_admin: Caller<'p>,
    roadmender: Caller<'p>,
    journalist: Caller<'p>,
}

impl<'p> Town<'p> {
    async fn new(plano: &'p TestApp) -> Self {
        let admin = plano.admin("admin").await;
        let roads = organisation(&admin, "Voirie", plano.organisation()).await;
        let press = organisation(&admin, "Presse", plano.organisation()).await;
        let (roads_admin, press_admin) = (
            plano.person_in("rachid", roads).await,
            plano.person_in("paula", press).await,
        );
        appoint(&admin, roads, &roads_admin).await;
        appoint(&admin, press, &press_admin).await;
        let (roadmender, journalist) = (
            plano.person_in("rene", roads).await,
            plano.person_in("jeanne", press).await,
        );
        Self {
            plano,
            admin,
            roads,
            press,
            roads_admin,
            press_admin,
            roadmender,
            journalist,
        }
    }
}

fn account(who: &Caller<'_>) -> String {
    format!("/admin/accounts/{}", who.account())
}

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

#[tokio::test(flavor = "multi_thread")]
async fn creating_again_with_the_same_draft_makes_nothing_twice() {
    let plano = TestApp::new().await;
    let admin = plano.admin("admin").await;
    let new =
        |draft: Uuid, name: &str| json!({ "draft": draft, "name": name, "parent": plano.organisation() });
    let key = draft();
    let first = admin.post("/admin/organisations", new(key, "Voirie")).await.ok();
    assert_eq!(
        admin.post("/admin/organisations", new(key, "Voirie")).await.ok(),
        first
    );
    admin
        .post("/admin/organisations", new(key, "Presse"))
        .await
        .refused(409, "draft.reused");
    let key = draft();
    let account = |email: &str| json!({ "draft": key, "email": email, "given_name": "Zoé", "family_name": "Léger", "organisations": [plano.organisation()], "language": "fr", "invite": true });
    let first = admin
        .post("/admin/accounts", account("zoe@rivemont.example"))
        .await
        .ok();
    assert_eq!(
        (&first["status"], &first["role"]),
        (&json!("invited"), &json!("member"))
    );
    assert_eq!(
        admin
            .post("/admin/accounts", account("zoe@rivemont.example"))
            .await
            .ok()["person"]["id"],
        first["person"]["id"]
    );
    admin
        .post("/admin/accounts", account("zoé@rivemont.example"))
        .await
        .refused(422, "email.malformed");
    admin
        .post("/admin/accounts", account("autre@rivemont.example"))
        .await
        .refused(409, "draft.reused");
    let other = json!({ "draft": draft(), "email": "zoe@rivemont.example", "given_name": "Z", "family_name": "L", "organisations": [plano.organisation()], "language": "fr", "invite": false });
    admin
        .post("/admin/accounts", other)
        .await
        .refused(409, "account.email_taken");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_lost_edit_shows_what_the_other_wrote() {
    let plano = TestApp::new().await;
    let (admin, camille) = (plano.admin("admin").await, plano.person("camille").await);
    let path = account(&camille);
    let etag = text(&admin.get(&path).await.ok()["etag"]);
    let after = admin
        .patch(&path, &etag, json!({ "function": "Cheffe de projet" }))
        .await
        .ok();
    assert_eq!(after["person"]["function"], "Cheffe de projet");
    let lost = admin
        .patch(&path, &etag, json!({ "function": "Autre" }))
        .await
        .refused(412, "edit.lost_race");
    assert_eq!(lost["current"]["etag"], after["etag"]);
    admin
        .patch(
            &path,
            &text(&after["etag"]),
            json!({ "email": "x@rivemont.example" }),
        )
        .await
        .refused(400, "body.unknown_field");
    admin
        .patch(&path, &text(&after["etag"]), json!({ "organisations": [] }))
        .await
        .refused(422, "organisation.missing");
    let cleared = admin
        .patch(&path, &text(&after["etag"]), json!({ "function": null }))
        .await
        .ok();
    assert_eq!(cleared["person"]["function"], Value::Null);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_list_is_found_by_words_and_paged_in_each_order() {
    let plano = TestApp::new().await;
    let admin = plano.admin("admin").await;
    for number in 0..7 {
        plano.person(&format!("p{number}")).await;
        plano.advance(std::time::Duration::from_secs(60));
    }
    plano.external("nour").await;
    for sort in ["name", "-last_active_at", "created_at"] {
        let (mut seen, mut after) = (Vec::new(), None::<String>);
        loop {
            let after_part = after
                .as_ref()
                .map(|it| format!("&after={it}").replace(' ', "%20"))
                .unwrap_or_default();
            let page = admin
                .get(&format!("/admin/accounts?sort={sort}&limit=2{after_part}"))
                .await
                .ok();
            assert_eq!(page["total"], 9);
            seen.extend(
                page["items"]
                    .as_array()
                    .expect("a list")
                    .iter()
                    .map(|it| text(&it["person"]["id"])),
            );
            let Some(next) = page["next"].as_str() else { break };
            after = Some(next.to_owned());
        }
        let whole = admin.get(&format!("/admin/accounts?sort={sort}")).await.ok();
        let all: Vec<String> = whole["items"]
            .as_array()
            .expect("a list")
            .iter()
            .map(|it| text(&it["person"]["id"]))
            .collect();
        assert_eq!(seen, all, "{sort}");
        assert_eq!(all.len(), 9);
    }
    let found =
        |path: &'static str| async { admin.get(path).await.ok()["total"].as_i64().expect("a number") };
    assert_eq!(found("/admin/accounts?q=p3").await, 1);
    assert_eq!(found("/admin/accounts?q=TEST%20p3").await, 1);
    assert_eq!(found("/admin/accounts?q=p%25").await, 0);
    assert_eq!(found("/admin/accounts?role=external").await, 1);
    assert_eq!(found("/admin/accounts?role=instance_admin").await, 1);
    assert_eq!(found("/admin/accounts?role=member&q=p").await, 7);
    assert_eq!(found("/admin/accounts?status=deactivated").await, 0);
    admin
        .get("/admin/accounts?sort=email")
        .await
        .refused(400, "body.wrong_value");
    admin
        .get("/admin/accounts?after=nonsense")
        .await
        .refused(422, "page.after");
}

#[tokio::test(flavor = "multi_thread")]
async fn many_are_changed_at_once_each_for_itself() {
    let plano = TestApp::new().await;
    let town = Town::new(&plano).await;
    let accounts = [
        town.roadmender.account(),
        town.journalist.account(),
        town.roads_admin.account(),
    ];
    let outcome = town
        .roads_admin
        .post(
            "/admin/accounts/bulk",
            json!({ "accounts": accounts, "action": "deactivate" }),
        )
        .await
        .ok();
    let codes: Vec<&Value> = outcome["items"]
        .as_array()
        .expect("a list")
        .iter()
        .map(|it| &it["code"])
        .collect();
    assert_eq!(codes, [&Value::Null, &json!("not_found"), &json!("account.self")]);
    let group = town
        .roads_admin
        .post(
            "/admin/groups",
            json!({ "draft": draft(), "name": "Cantonniers", "organisation": town.roads }),
        )
        .await
        .ok();
    let order = json!({ "accounts": [town.roads_admin.account(), town.roadmender.account()], "action": "add_to_group", "target": group["id"] });
    let outcome = town
        .roads_admin
        .post("/admin/accounts/bulk", order.clone())
        .await
        .ok();
    assert_eq!(
        (&outcome["items"][0]["done"], &outcome["items"][1]["code"]),
        (&json!(true), &json!("account.deactivated"))
    );
    town.press_admin
        .post("/admin/accounts/bulk", order)
        .await
        .refused(422, "bulk.target");
    let many: Vec<_> = std::iter::repeat_n(town.roadmender.account(), 201).collect();
    town.admin
        .post(
            "/admin/accounts/bulk",
            json!({ "accounts": many, "action": "invite" }),
        )
        .await
        .refused(422, "bulk.too_many");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_export_has_no_formulas_and_is_noted() {
    let plano = TestApp::new().await;
    let (admin, camille) = (plano.admin("admin").await, plano.person("camille").await);
    let etag = text(&admin.get(&account(&camille)).await.ok()["etag"]);
    admin
        .patch(
            &account(&camille),
            &etag,
            json!({ "function": "=cmd|' /C calc'!A0" }),
        )
        .await
        .ok();
    let answer = admin.get("/admin/accounts/export").await;
    assert_eq!(
        (
            answer.status,
            answer.headers["content-type"].to_str().expect("text")
        ),
        (200, "text/csv; charset=utf-8")
    );
    let table = String::from_utf8(answer.bytes).expect("text");
    assert!(table.contains("'=cmd|") && !table.contains(",=cmd"), "{table}");
    assert_eq!(table.lines().count(), 3);
    plano.settle().await;
    assert_eq!(
        admin.get("/admin/journal?kind=account.exported").await.ok()["items"][0]["kind"],
        "account.exported"
    );
}

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

#[tokio::test(flavor = "multi_thread")]
async fn a_leavers_projects_and_groups_go_to_the_successor() {
    let plano = TestApp::new().await;
    let town = Town::new(&plano).await;
    let project = text(
        &town
            .roadmender
            .post("/projects", json!({ "draft": draft(), "name": "Trottoirs" }))
            .await
            .ok()["id"],
    );
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
    town.roads_admin
        .put(
            &format!("/admin/groups/{group}/members/{}", town.roadmender.account()),
            json!({}),
        )
        .await
        .ok();
    let held = town
        .roads_admin
        .get(&format!("{}/projects", account(&town.roadmender)))
        .await
        .ok();
    assert_eq!(
        (
            &held["items"][0]["project"]["name"],
            &held["items"][0]["is_last_owner"]
        ),
        (&json!("Trottoirs"), &json!(true))
    );
    // To administer accounts is not to read projects.
    town.roads_admin
        .get(&format!("/projects/{project}"))
        .await
        .refused(404, "not_found");
    let path = format!("{}/succession", account(&town.roadmender));
    town.roads_admin
        .put(&path, json!({ "to": town.journalist.account() }))
        .await
        .refused(422, "account.unknown");
    town.roads_admin
        .put(&path, json!({ "to": town.roadmender.account() }))
        .await
        .refused(422, "account.self");
    // Nor to come to read them by this way.
    town.roads_admin
        .put(&path, json!({ "to": town.roads_admin.account() }))
        .await
        .refused(422, "account.self");
    let successor = plano.person_in("sofia", town.roads).await;
    let given = town
        .roads_admin
        .put(&path, json!({ "to": successor.account() }))
        .await
        .ok();
    assert_eq!(given, json!({ "projects": 1, "groups": 1 }));
    assert_eq!(
        successor.get(&format!("/projects/{project}")).await.ok()["my"]["role"],
        "owner"
    );
    town.roadmender
        .get(&format!("/projects/{project}"))
        .await
        .refused(404, "not_found");
    assert_eq!(
        town.roads_admin
            .put(&path, json!({ "to": successor.account() }))
            .await
            .ok(),
        json!({ "projects": 0, "groups": 0 })
    );
    town.plano.settle().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_succession_gives_no_more_than_was_held_and_takes_nothing() {
    let plano = TestApp::new().await;
    let town = Town::new(&plano).await;
    let successor = plano.person_in("sofia", town.roads).await;
    let project = async |name: &str, by: &Caller<'_>| {
        let made = by
            .post("/projects", json!({ "draft": draft(), "name": name }))
            .await
            .ok();
        (format!("/projects/{}", text(&made["id"])), text(&made["etag"]))
    };
    let invite = async |path: &str, by: &Caller<'_>, more: Value| {
        let invitations = json!({ "invitations": [more] });
        let done = by.post(&format!("{path}/members"), invitations).await.ok();
        text(&done["items"][0]["status"])
    };
    let leaver = town.roadmender.account();
    // Proposed by a member, and accepted by nobody.
    let (secret, etag) = project("Cabinet", &town.journalist).await;
    let open = json!({ "admission": "approval" });
    town.journalist.patch(&secret, &etag, open).await.ok();
    let member = json!({ "account": town.press_admin.account(), "role": "member" });
    assert_eq!(invite(&secret, &town.journalist, member).await, "added");
    let proposed = json!({ "account": leaver, "role": "member" });
    assert_eq!(invite(&secret, &town.press_admin, proposed).await, "waiting");
    // Where the successor is an owner for good, and the leaver is in for a time.
    let (shared, _) = project("Trottoirs", &successor).await;
    let ending = json!({ "account": leaver, "role": "manager", "ends_on": "2027-01-31" });
    assert_eq!(invite(&shared, &successor, ending).await, "added");
    // Where the successor manages for a time, and the leaver reads for good; and the other way round.
    let both = async |name: &str, theirs: Value, held: Value| {
        let (path, _) = project(name, &town.journalist).await;
        for one in [theirs, held] {
            assert_eq!(invite(&path, &town.journalist, one).await, "added");
        }
        path
    };
    let sofia = successor.account();
    let manages = both(
        "Carrefours",
        json!({ "account": sofia, "role": "manager", "ends_on": "2026-12-31" }),
        json!({ "account": leaver, "role": "reader" }),
    )
    .await;
    let reads = both(
        "Ronds-points",
        json!({ "account": sofia, "role": "reader" }),
        json!({ "account": leaver, "role": "manager", "ends_on": "2026-12-31" }),
    )
    .await;
    // Where what the leaver holds is stronger, and lasts longer.
    let gains = both(
        "Ponts",
        json!({ "account": sofia, "role": "reader", "ends_on": "2026-12-31" }),
        json!({ "account": leaver, "role": "manager", "ends_on": "2027-06-30" }),
    )
    .await;

    town.roads_admin
        .put(
            &format!("{}/succession", account(&town.roadmender)),
            json!({ "to": successor.account() }),
        )
        .await
        .ok();
    successor.get(&secret).await.refused(404, "not_found");
    for (path, role, ends_on) in [
        (shared, "owner", Value::Null),
        (manages, "manager", json!("2026-12-31")),
        (reads, "reader", Value::Null),
        (gains, "manager", json!("2027-06-30")),
    ] {
        let members = successor.get(&format!("{path}/members")).await.ok();
        let members = members["items"].as_array().expect("a list");
        let hers: Vec<_> = members
            .iter()
            .filter(|it| it["person"]["id"] != json!(town.journalist.account()))
            .map(|it| (&it["person"]["id"], &it["role"], &it["ends_on"]))
            .collect();
        assert_eq!(hers, [(&json!(sofia), &json!(role), &ends_on)], "{path}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_rules_are_checked_and_act() {
    let plano = TestApp::new().await;
    let (admin, camille) = (plano.admin("admin").await, plano.person("camille").await);
    let shown = admin.get("/admin/settings").await.ok();
    let etag = text(&shown["etag"]);
    // `If-Match` says which are changed, and nothing else does.
    admin
        .put_if("/admin/settings", &etag, shown.clone())
        .await
        .refused(400, "body.unknown_field");
    let mut settings = shown;
    settings.as_object_mut().unwrap().remove("etag");
    let with = |name: &str, value: Value| {
        let mut changed = settings.clone();
        changed[name] = value;
        changed
    };
    admin
        .put("/admin/settings", settings.clone())
        .await
        .refused(428, "edit.no_precondition");
    admin
        .put_if(
            "/admin/settings",
            &etag,
            with("default_time_zone", json!("Mars/Base")),
        )
        .await
        .refused(422, "time_zone.unknown");
    admin
        .put_if("/admin/settings", &etag, with("external_max_days", json!(0)))
        .await
        .refused(422, "settings.external_max_days");
    admin
        .put_if("/admin/settings", &etag, with("email_domains", json!(["nope"])))
        .await
        .refused(422, "email.domain_malformed");
    let links =
        json!({ "accessibility": null, "privacy": null, "legal": null, "help": "javascript:alert(1)" });
    admin
        .put_if("/admin/settings", &etag, with("links", links))
        .await
        .refused(422, "link.malformed");
    admin
        .put_if(
            "/admin/settings",
            &etag,
            with("projects_created_by", json!("anyone")),
        )
        .await
        .refused(400, "body.wrong_value");
    let new = || json!({ "draft": draft(), "name": "Projet" });
    camille.post("/projects", new()).await.ok();
    let changed = admin
        .put_if(
            "/admin/settings",
            &etag,
            with("projects_created_by", json!("administrators")),
        )
        .await
        .ok();
    assert_eq!(changed["projects_created_by"], "administrators");
    assert_eq!(camille.post("/projects", new()).await.status, 403);
    admin.post("/projects", new()).await.ok();
    appoint(&admin, plano.organisation(), &camille).await;
    camille.post("/projects", new()).await.ok();
    admin
        .put_if("/admin/settings", &etag, settings.clone())
        .await
        .refused(412, "edit.lost_race");
    plano.advance(std::time::Duration::from_secs(11 * 60));
    admin
        .put_if("/admin/settings", &text(&changed["etag"]), settings.clone())
        .await
        .refused(403, "session.not_fresh");
}

async fn send(who: &Caller<'_>, key: Uuid, query: &str, bytes: Vec<u8>) -> Answer {
    let request = Request::builder()
        .method(Method::POST)
        .uri(format!(
            "/api/v1/admin/imports?draft={key}&file_name=agents.csv{query}"
        ))
        .header(header::CONTENT_TYPE, "text/csv")
        .body(Body::from(bytes))
        .expect("a request");
    who.send(request).await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_with_thirty_seven_faults_names_each_and_makes_nothing() {
    let plano = TestApp::new().await;
    let town = Town::new(&plano).await;
    let mut file = "Adresse électronique;Prénom;Nom;Fonction;Structure;Groupe;Langue\n".to_owned();
    for number in 0..10 {
        file.push_str(&format!(
            "bon{number}@rivemont.example;Bon;Agent;Agent;Voirie;Cantonniers;fr\n"
        ));
    }
    let long = "x".repeat(121);
    for number in 0..6 {
        file.push_str(&format!("faux{number};A;B;;;;\n")); // email.invalid
        file.push_str(&format!("vide{number}@rivemont.example;;B;;;;\n")); // name.blank
        file.push_str(&format!("langue{number}@rivemont.example;A;B;;;;de\n")); // language.unknown
        file.push_str(&format!("perdu{number}@rivemont.example;A;B;;Inconnue;;\n")); // organisation.unknown
        file.push_str(&format!("long{number}@rivemont.example;A;{long};;;;\n")); // name.too_long
        file.push_str(&format!("bon{number}@rivemont.example;A;B;;;;\n")); // email.duplicate_in_file
    }
    file.push_str("reste@rivemont.example;A;B;;;;;;trop\n"); // line.malformed
    let checked = send(&town.admin, draft(), "", file.into_bytes()).await.ok();
    let faults = checked["faults"].as_array().expect("a list");
    assert_eq!((faults.len(), &checked["faults_total"]), (37, &json!(37)));
    assert_eq!(
        faults[0],
        json!({ "line": 12, "column": "email", "code": "email.invalid", "value": "faux0" })
    );
    assert_eq!(
        (&faults[1]["line"], &faults[1]["column"], &faults[1]["code"]),
        (&json!(13), &json!("given_name"), &json!("name.blank"))
    );
    assert_eq!(
        (&faults[36]["line"], &faults[36]["code"]),
        (&json!(48), &json!("line.malformed"))
    );
    assert_eq!(
        (&checked["lines"], &checked["valid"], &checked["status"]),
        (&json!(47), &json!(10), &json!("checked"))
    );
    assert_eq!(
        (
            &checked["preview"][0]["organisation"],
            &checked["preview"][0]["line"]
        ),
        (&json!("Voirie"), &json!(2))
    );
    assert_eq!(town.admin.get("/admin/accounts?q=bon").await.ok()["total"], 0);
    let path = format!("/admin/imports/{}", text(&checked["id"]));
    town.press_admin.get(&path).await.refused(404, "not_found");
    town.admin
        .put(&format!("{path}/run"), json!({ "skip_faulty": false }))
        .await
        .refused(409, "import.faulty");
    town.admin
        .put(&format!("{path}/run"), json!({ "skip_faulty": true }))
        .await
        .ok();
    plano.settle().await;
    let done = town.admin.get(&path).await.ok();
    assert_eq!(
        (&done["status"], &done["created"], &done["invited"]),
        (&json!("done"), &json!(10), &json!(0))
    );
    assert_eq!(
        town.admin
            .get(&format!("/admin/accounts?q=bon&organisation={}", town.roads))
            .await
            .ok()["total"],
        10
    );
    assert_eq!(
        town.admin.get("/admin/groups").await.ok()["items"][0]["people"],
        10
    );
    let table = town.admin.get(&format!("{path}/faults")).await;
    assert_eq!(String::from_utf8(table.bytes).expect("text").lines().count(), 38);
    // In waves: three, then all that are left.
    let waves = format!("{path}/waves");
    let wave = |size: i64| town.admin.post(&waves, json!({ "size": size }));
    assert_eq!(wave(3).await.ok()["invited"], 3);
    assert_eq!(wave(100).await.ok()["invited"], 10);
    assert_eq!(wave(100).await.ok()["invited"], 10);
    wave(0).await.refused(422, "import.wave_size");
    plano.settle().await;
    let to_good = plano
        .mails()
        .all()
        .iter()
        .filter(|it| it.to.as_str().contains("bon"))
        .count();
    assert_eq!(to_good, 10);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_branch_imports_into_itself_only() {
    let plano = TestApp::new().await;
    let town = Town::new(&plano).await;
    let file = "email,first name,last name,organisation\n\
        un@rivemont.example,Un,Agent,\n\
        deux@rivemont.example,Deux,Agent,Presse\n\
        jeanne@rivemont.example,Jeanne,Martin,Voirie\n\
        rene@rivemont.example,Rene,Martin,Voirie\n";
    let checked = send(&town.roads_admin, draft(), "", file.into()).await.ok();
    let codes: Vec<&str> = checked["faults"]
        .as_array()
        .expect("a list")
        .iter()
        .filter_map(|it| it["code"].as_str())
        .collect();
    assert_eq!(codes, ["organisation.not_yours", "email.taken"]);
    assert_eq!((&checked["valid"], &checked["existing"]), (&json!(1), &json!(1)));
    send(
        &town.roads_admin,
        draft(),
        &format!("&organisation={}", town.press),
        file.into(),
    )
    .await
    .refused(404, "not_found");
    let path = format!("/admin/imports/{}", text(&checked["id"]));
    town.roads_admin
        .put(&format!("{path}/run"), json!({ "skip_faulty": true }))
        .await
        .ok();
    plano.settle().await;
    assert_eq!(
        town.roads_admin.get("/admin/accounts?q=un").await.ok()["total"],
        1
    );
    assert_eq!(
        town.admin.get(&account(&town.journalist)).await.ok()["organisations"]
            .as_array()
            .map(Vec::len),
        Some(1)
    );
}

/// A file that has been looked at by `who`; the path of its import.
async fn looked_at(who: &Caller<'_>, file: &str) -> String {
    let checked = send(who, draft(), "", file.as_bytes().to_vec()).await.ok();
    assert_eq!(checked["faults"], json!([]), "{checked}");
    format!("/admin/imports/{}", text(&checked["id"]))
}

#[tokio::test(flavor = "multi_thread")]
async fn who_administers_no_more_runs_no_import_he_had_prepared() {
    let plano = TestApp::new().await;
    let town = Town::new(&plano).await;
    let file = "email,first name,last name\nun@rivemont.example,Un,Agent\n";
    let path = looked_at(&town.roads_admin, file).await;
    let place = format!(
        "/admin/organisations/{}/administrators/{}",
        town.roads,
        town.roads_admin.account()
    );
    town.admin.delete(&place).await.ok();
    let run = async || {
        town.roads_admin
            .put(&format!("{path}/run"), json!({ "skip_faulty": true }))
            .await
    };
    town.roads_admin.get(&path).await.refused(404, "not_found");
    run().await.refused(404, "not_found");
    // Of another branch now: still not where the lines go.
    appoint(&town.admin, town.press, &town.roads_admin).await;
    run().await.refused(404, "not_found");
    plano.settle().await;
    assert_eq!(town.admin.get("/admin/accounts?q=un").await.ok()["total"], 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn lines_into_an_organisation_that_has_gone_join_no_group_of_the_instance() {
    let plano = TestApp::new().await;
    let town = Town::new(&plano).await;
    let group = json!({ "draft": draft(), "name": "Direction générale", "organisation": null });
    let group = text(&town.admin.post("/admin/groups", group).await.ok()["id"]);
    let passing = organisation(&town.roads_admin, "Passage", town.roads).await;
    let file = "email,first name,last name,organisation,group\n\
        rene@rivemont.example,Rene,Martin,Passage,Direction générale\n\
        neuf@rivemont.example,Neuf,Agent,Passage,Direction générale\n";
    let path = looked_at(&town.roads_admin, file).await;
    let gone = town
        .roads_admin
        .delete(&format!("/admin/organisations/{passing}"))
        .await;
    assert_eq!(gone.status, 204);
    town.roads_admin
        .put(&format!("{path}/run"), json!({ "skip_faulty": true }))
        .await
        .ok();
    plano.settle().await;
    let groups = town.admin.get("/admin/groups").await.ok();
    assert_eq!(
        (&groups["items"][0]["id"], &groups["items"][0]["people"]),
        (&json!(group), &json!(0))
    );
    assert_eq!(town.admin.get("/admin/accounts?q=neuf").await.ok()["total"], 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_account_that_another_branch_has_made_meanwhile_is_not_taken_by_an_import() {
    let plano = TestApp::new().await;
    let town = Town::new(&plano).await;
    let file = "email,first name,last name\nplus-tard@rivemont.example,Plus,Tard\n";
    let path = looked_at(&town.roads_admin, file).await;
    let new = json!({ "draft": draft(), "email": "plus-tard@rivemont.example", "given_name": "Plus", "family_name": "Tard",
        "organisations": [town.press], "language": "fr", "invite": false });
    let made = text(&town.press_admin.post("/admin/accounts", new).await.ok()["person"]["id"]);
    town.roads_admin
        .put(&format!("{path}/run"), json!({ "skip_faulty": true }))
        .await
        .ok();
    plano.settle().await;
    let path = format!("/admin/accounts/{made}");
    town.roads_admin.get(&path).await.refused(404, "not_found");
    assert_eq!(
        town.admin.get(&path).await.ok()["organisations"]
            .as_array()
            .map(Vec::len),
        Some(1)
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn an_import_can_be_paused_and_goes_on_where_it_was() {
    let plano = TestApp::new().await;
    let admin = plano.admin("admin").await;
    let mut file = "email;prenom;nom\n".to_owned();
    for number in 0..450 {
        file.push_str(&format!("agent{number}@rivemont.example;Agent;Numéro\n"));
    }
    let key = draft();
    let checked = send(&admin, key, "", file.clone().into_bytes()).await.ok();
    assert_eq!(send(&admin, key, "", file.into_bytes()).await.ok(), checked);
    send(&admin, key, "", b"email;prenom;nom\na@b.fr;A;B\n".to_vec())
        .await
        .refused(409, "draft.reused");
    let path = format!("/admin/imports/{}", text(&checked["id"]));
    admin
        .put(&format!("{path}/pause"), json!({}))
        .await
        .refused(409, "import.not_running");
    let runs = format!("{path}/run");
    let run = || admin.put(&runs, json!({ "skip_faulty": false }));
    assert_eq!(run().await.ok()["status"], "running");
    // One batch by hand, as if the program had been killed after it.
    let import = text(&checked["id"]).parse().expect("an id");
    plano
        .db()
        .write(base::Actor::System, async move |tx| {
            super::actions_imports::next_batch(tx, import).await
        })
        .await
        .expect("a batch");
    assert_eq!(admin.get(&path).await.ok()["created"], 200);
    assert_eq!(
        admin.put(&format!("{path}/pause"), json!({})).await.ok()["status"],
        "paused"
    );
    plano.settle().await;
    assert_eq!(admin.get(&path).await.ok()["created"], 200);
    run().await.ok();
    run().await.ok();
    plano.settle().await;
    let done = admin.get(&path).await.ok();
    assert_eq!((&done["status"], &done["created"]), (&json!("done"), &json!(450)));
    assert_eq!(run().await.ok()["created"], 450);
    plano.settle().await;
    assert_eq!(admin.get("/admin/accounts?q=agent").await.ok()["total"], 450);
}

#[tokio::test(flavor = "multi_thread")]
async fn four_thousand_accounts_are_imported() {
    let plano = TestApp::new().await;
    let admin = plano.admin("admin").await;
    let mut file = "email;prenom;nom;fonction;groupe\n".to_owned();
    for number in 0..4_000 {
        file.push_str(&format!(
            "agent{number}@rivemont.example;Agent;Nom{number};Chargée de mission;Groupe {}\n",
            number % 20
        ));
    }
    let began = std::time::Instant::now();
    let checked = send(&admin, draft(), "", file.into_bytes()).await.ok();
    let looked = began.elapsed();
    let path = format!("/admin/imports/{}", text(&checked["id"]));
    admin
        .put(&format!("{path}/run"), json!({ "skip_faulty": false }))
        .await
        .ok();
    let began = std::time::Instant::now();
    jobs::settle(plano.db(), &crate::areas::jobs(&plano.app))
        .await
        .expect("the import runs");
    println!(
        "4,000 accounts: looked at in {looked:?}, made in {:?}",
        began.elapsed()
    );
    let done = admin.get(&path).await.ok();
    assert_eq!(
        (&done["status"], &done["created"]),
        (&json!("done"), &json!(4_000))
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn files_are_bounded_and_of_one_type() {
    let plano = TestApp::new().await;
    let admin = plano.admin("admin").await;
    let header = b"email;prenom;nom\n".to_vec();
    let mut just = header.clone();
    just.resize(super::import::FILE_MAX_BYTES, b'\n');
    send(&admin, draft(), "", just.clone()).await.ok();
    just.push(b'\n');
    send(&admin, draft(), "", just)
        .await
        .refused(413, "body.too_large");
    send(&admin, draft(), "", Vec::new())
        .await
        .refused(422, "import.empty");
    admin
        .post(&format!("/admin/imports?draft={}", draft()), json!({}))
        .await
        .refused(415, "body.wrong_type");
}

#[tokio::test(flavor = "multi_thread")]
async fn given_up_jobs_are_run_again_or_dropped_by_the_instances_administrators() {
    let plano = TestApp::new().await;
    let town = Town::new(&plano).await;
    plano.settle().await;
    plano
        .db()
        .script(
            "INSERT INTO jobs (id, kind, body, run_at, attempts, fence, dead_at, last_error, created_at)
             VALUES (X'00000000000000000000000000000001', 'orgs.run_import', '{\"import\":\"imp_00000000000000000000000001\"}', 0, 9, 1, 1, 'away', 0),
                    (X'00000000000000000000000000000002', 'orgs.run_import', '{\"import\":\"imp_00000000000000000000000001\"}', 0, 9, 1, 1, 'away', 0)"
                .replace("X'", if plano.db().dialect() == db::Dialect::Sqlite { "X'" } else { "'" }),
        )
        .await
        .expect("two dead jobs");
    let dead = town.admin.get("/admin/jobs?status=dead").await.ok();
    assert_eq!(dead["items"].as_array().map(Vec::len), Some(2));
    let (one, other) = (text(&dead["items"][0]["id"]), text(&dead["items"][1]["id"]));
    town.roads_admin
        .post(&format!("/admin/jobs/{one}/retry"), json!({}))
        .await
        .refused(404, "not_found");
    town.roads_admin
        .delete(&format!("/admin/jobs/{one}"))
        .await
        .refused(404, "not_found");
    town.admin
        .post(&format!("/admin/jobs/{one}/retry"), json!({}))
        .await
        .ok();
    town.admin.delete(&format!("/admin/jobs/{other}")).await.ok();
    town.admin
        .delete(&format!("/admin/jobs/{other}"))
        .await
        .refused(404, "not_found");
    assert_eq!(
        town.admin.get("/admin/jobs?status=waiting").await.ok()["items"][0]["id"],
        json!(one)
    );
    plano.settle().await;
    assert_eq!(
        town.admin.get("/admin/jobs?status=waiting").await.ok()["items"],
        json!([])
    );
}
