// SPDX-License-Identifier: EUPL-1.2
//! Accounts in the administration: made, found, changed many at once, exported, handed over.

use std::collections::HashSet;

use super::*;

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

/// The people of a list, two by two.
async fn paged(admin: &Caller<'_>, asked: &str, total: i64) -> Vec<String> {
    let (mut seen, mut after) = (Vec::new(), None::<String>);
    loop {
        let after_part = after
            .as_ref()
            .map(|it| format!("&after={it}").replace(' ', "%20"))
            .unwrap_or_default();
        let page = admin
            .get(&format!("/admin/accounts?{asked}&limit=2{after_part}"))
            .await
            .ok();
        assert_eq!(page["total"], total, "{asked}");
        seen.extend(
            page["items"]
                .as_array()
                .expect("a list")
                .iter()
                .map(|it| text(&it["person"]["id"])),
        );
        let Some(next) = page["next"].as_str() else {
            return seen;
        };
        after = Some(next.to_owned());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn words_find_the_same_people_in_the_same_order_whatever_else_is_asked() {
    let plano = TestApp::new().await;
    let admin = plano.admin("admin").await;
    for number in 0..7 {
        plano.person(&format!("p{number}")).await;
    }
    // Comes first from now on, and is found by his new name alone.
    let renamed = plano.person("p7").await;
    renamed
        .patch(
            "/me",
            "1",
            json!({ "given_name": "Zoé", "family_name": "Abel Pastor" }),
        )
        .await
        .ok();
    for (words, total) in [
        ("p", 8),
        ("test", 8),
        ("p%20rivemont", 8),
        ("test%20p", 7),
        ("test%20p%20rivemont", 7),
        ("abel%20pas", 1),
        ("abel%20test", 0),
    ] {
        let by_words = paged(&admin, &format!("q={words}"), total).await;
        let also_asked = paged(&admin, &format!("status=active&q={words}"), total).await;
        assert_eq!(by_words, also_asked, "{words}");
        assert_eq!(by_words.len(), usize::try_from(total).unwrap(), "{words}");
        let is_first = |it: &String| *it == renamed.account().to_string();
        assert_eq!(
            by_words.first().is_some_and(is_first),
            by_words.iter().any(is_first)
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn words_find_nobody_whom_the_list_would_not_show() {
    let plano = TestApp::new().await;
    let town = Town::new(&plano).await;
    // Whatever is searched, and by whom: of "test", which all are called, and of an address's words.
    for words in ["test", "test%20rivemont", "test%20rivemont%20example"] {
        let asked = format!("q={words}");
        assert_eq!(paged(&town.admin, &asked, 5).await.len(), 5);
        assert_eq!(
            paged(&town.admin, &format!("role=instance_admin&{asked}"), 1).await,
            [town.admin.account().to_string()]
        );
        let roads = paged(&town.roads_admin, &asked, 2).await;
        let press = paged(&town.admin, &format!("organisation={}&{asked}", town.press), 2).await;
        for (found, people) in [
            (roads, [&town.roads_admin, &town.roadmender]),
            (press, [&town.press_admin, &town.journalist]),
        ] {
            let all: HashSet<String> = people.iter().map(|it| it.account().to_string()).collect();
            assert_eq!(HashSet::from_iter(found), all, "{words}");
        }
        town.roads_admin
            .get(&format!("/admin/accounts?organisation={}&{asked}", town.press))
            .await
            .refused(404, "not_found");
        town.journalist
            .get(&format!("/admin/accounts?{asked}"))
            .await
            .refused(404, "not_found");
    }
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
        let seen = paged(&admin, &format!("sort={sort}"), 9).await;
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
