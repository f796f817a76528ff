// SPDX-License-Identifier: EUPL-1.2
//! Folders: made, named, moved, listed.

use serde_json::{Value, json};
use uuid::Uuid;

use super::{Town, listed, makes_folder, names, puts, strangers, top, tries_folder};
use crate::testkit::{Caller, TestApp, id_of};

async fn moves(by: &Caller<'_>, entry: &Value, folder: &str) -> crate::testkit::Answer {
    by.put(
        &format!("/documents/{}/place", id_of(entry)),
        json!({ "folder": folder }),
    )
    .await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_project_has_a_tree_of_its_own_from_the_start() {
    let plano = TestApp::new().await;
    let town = Town::in_(&plano).await;
    let signs = makes_folder(&town.bruno, &town.top, "Signalétique").await;
    let mockups = makes_folder(&town.bruno, &id_of(&signs), "Maquettes").await;
    assert_eq!(listed(&town.rose, &town.top).await, ["Signalétique"]);
    let page = town
        .rose
        .get(&format!("/documents/{}", id_of(&mockups)))
        .await
        .ok();
    let path: Vec<&str> = page["path"]
        .as_array()
        .expect("a path")
        .iter()
        .filter_map(|it| it["name"].as_str())
        .collect();
    assert_eq!(path, ["", "Signalétique"]);
    assert_eq!(page["people"][0]["id"], json!(town.bruno.account()));
    let other = town.anna.makes_project("Plan vélo").await;
    assert!(
        listed(&town.anna, &top(&town.anna, &other).await)
            .await
            .is_empty()
    );
    let top = town.rose.get(&format!("/documents/{}", town.top)).await.ok();
    assert_eq!(top["entry"]["items"], json!(1));
}

#[tokio::test(flavor = "multi_thread")]
async fn the_same_draft_makes_the_same_folder_once() {
    let plano = TestApp::new().await;
    let town = Town::in_(&plano).await;
    let path = format!("/documents/{}/folders", town.top);
    let draft = Uuid::now_v7();
    let body = json!({ "draft": draft, "name": "Devis" });
    let made = town.bruno.post(&path, body.clone()).await.ok();
    assert_eq!(town.bruno.post(&path, body).await.ok()["id"], made["id"]);
    town.bruno
        .post(&path, json!({ "draft": draft, "name": "Factures" }))
        .await
        .refused(409, "draft.reused");
    assert_eq!(listed(&town.anna, &town.top).await, ["Devis"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_name_is_of_one_entry_in_a_folder_and_who_is_in_the_way_is_told() {
    let plano = TestApp::new().await;
    let town = Town::in_(&plano).await;
    let there = makes_folder(&town.bruno, &town.top, "Été").await;
    let refused = tries_folder(&town.bruno, &town.top, "E\u{301}te\u{301}").await;
    let told = refused.refused(409, "document.name_taken");
    assert_eq!(told["params"]["entry"], there["id"]);
    makes_folder(&town.bruno, &town.top, "été").await;
    assert_eq!(listed(&town.bruno, &town.top).await, ["Été", "été"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_entry_is_named_by_whoever_has_seen_its_name() {
    let plano = TestApp::new().await;
    let town = Town::in_(&plano).await;
    let folder = makes_folder(&town.bruno, &town.top, "Devis").await;
    makes_folder(&town.bruno, &town.top, "Plans").await;
    let path = format!("/documents/{}", id_of(&folder));
    let etag = folder["etag"].as_str().expect("an etag");
    let named = town
        .anna
        .patch(&path, etag, json!({ "name": "Factures" }))
        .await
        .ok();
    assert_eq!(named["name"], "Factures");
    let lost = town.bruno.patch(&path, etag, json!({ "name": "Avoirs" })).await;
    let current = lost.refused(412, "edit.lost_race");
    assert_eq!(current["current"]["name"], "Factures");
    let etag = named["etag"].as_str().expect("an etag");
    town.bruno
        .patch(&path, etag, json!({ "name": "Plans" }))
        .await
        .refused(409, "document.name_taken");
    let top = town.bruno.get(&format!("/documents/{}", town.top)).await.ok();
    let etag = top["entry"]["etag"].as_str().expect("an etag");
    town.bruno
        .patch(&format!("/documents/{}", town.top), etag, json!({ "name": "x" }))
        .await
        .refused(409, "document.is_top");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_folder_moves_with_all_that_is_in_it_but_not_into_itself() {
    let plano = TestApp::new().await;
    let town = Town::in_(&plano).await;
    let a = makes_folder(&town.bruno, &town.top, "a").await;
    let b = makes_folder(&town.bruno, &id_of(&a), "b").await;
    let c = makes_folder(&town.bruno, &town.top, "c").await;
    puts(&town.bruno, &id_of(&b), "plan.txt", b"plan").await;
    moves(&town.bruno, &a, &id_of(&b))
        .await
        .refused(409, "document.into_itself");
    moves(&town.bruno, &a, &id_of(&a))
        .await
        .refused(409, "document.into_itself");
    moves(&town.bruno, &a, &id_of(&c)).await.ok();
    assert_eq!(listed(&town.bruno, &town.top).await, ["c"]);
    assert_eq!(listed(&town.bruno, &id_of(&c)).await, ["a"]);
    assert_eq!(listed(&town.bruno, &id_of(&b)).await, ["plan.txt"]);
    let taken = makes_folder(&town.bruno, &town.top, "a").await;
    moves(&town.bruno, &taken, &id_of(&c))
        .await
        .refused(409, "document.name_taken");
    let file = puts(&town.bruno, &town.top, "note.txt", b"note").await;
    moves(&town.bruno, &taken, &id_of(&file))
        .await
        .refused(409, "document.not_a_folder");
    let other = town.anna.makes_project("Ailleurs").await;
    let elsewhere = top(&town.anna, &other).await;
    moves(&town.anna, &taken, &elsewhere)
        .await
        .refused(422, "document.other_project");
    moves(&town.bruno, &taken, &elsewhere)
        .await
        .refused(422, "document.unknown");
}

#[tokio::test(flavor = "multi_thread")]
async fn of_two_moves_that_would_tie_a_knot_one_is_refused() {
    let plano = TestApp::new().await;
    let town = Town::in_(&plano).await;
    for round in 0..8 {
        let a = makes_folder(&town.bruno, &town.top, &format!("a{round}")).await;
        let b = makes_folder(&town.bruno, &town.top, &format!("b{round}")).await;
        let (in_a, in_b) = (id_of(&a), id_of(&b));
        let (one, other) = tokio::join!(moves(&town.bruno, &a, &in_b), moves(&town.anna, &b, &in_a));
        let mut statuses = [one.status, other.status];
        statuses.sort_unstable();
        assert_eq!(statuses, [200, 409]);
        let all = listed(&town.bruno, &town.top).await;
        assert_eq!(all.len(), round + 1, "{all:?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_folder_is_listed_in_parts_in_any_order_folders_first() {
    let plano = TestApp::new().await;
    let town = Town::in_(&plano).await;
    for (name, bytes) in [("plan 10.txt", 3), ("plan 9.txt", 1), ("Élan.txt", 2)] {
        puts(&town.bruno, &town.top, name, &vec![b'x'; bytes]).await;
        plano.advance(std::time::Duration::from_secs(60));
    }
    for name in ["Zones", "archives"] {
        makes_folder(&town.bruno, &town.top, name).await;
        plano.advance(std::time::Duration::from_secs(60));
    }
    for (order, expected) in [
        ("", ["archives", "Zones", "Élan.txt", "plan 9.txt", "plan 10.txt"]),
        (
            "&order=name&direction=descending",
            ["Zones", "archives", "plan 10.txt", "plan 9.txt", "Élan.txt"],
        ),
        (
            "&order=size",
            ["archives", "Zones", "plan 9.txt", "Élan.txt", "plan 10.txt"],
        ),
        (
            "&order=size&direction=descending",
            ["Zones", "archives", "plan 10.txt", "Élan.txt", "plan 9.txt"],
        ),
        (
            "&order=changed",
            ["Zones", "archives", "plan 10.txt", "plan 9.txt", "Élan.txt"],
        ),
        (
            "&order=changed&direction=descending",
            ["archives", "Zones", "Élan.txt", "plan 9.txt", "plan 10.txt"],
        ),
    ] {
        for limit in [1, 2, 3, 200] {
            let mut all = Vec::new();
            let mut after = String::new();
            loop {
                let path = format!("/documents/{}/entries?limit={limit}{order}{after}", town.top);
                let page = town.rose.get(&path).await.ok();
                all.extend(names(&page));
                let Some(next) = page["next"].as_str() else { break };
                after = format!("&after={}", escaped(next));
            }
            assert_eq!(all, expected, "{order} by {limit}");
        }
    }
    let path = format!("/documents/{}/entries?after=x", town.top);
    town.rose.get(&path).await.refused(400, "page.after");
}

fn escaped(text: &str) -> String {
    text.bytes().map(|it| format!("%{it:02X}")).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn who_reads_changes_nothing_and_to_who_is_not_in_the_project_nothing_is_there() {
    let plano = TestApp::new().await;
    let town = Town::in_(&plano).await;
    let folder = makes_folder(&town.bruno, &town.top, "Devis").await;
    let (id, etag) = (
        id_of(&folder),
        folder["etag"].as_str().expect("an etag").to_owned(),
    );
    let path = format!("/documents/{id}");
    let place = json!({ "folder": town.top });
    for answer in [
        tries_folder(&town.rose, &id, "x").await,
        town.rose.patch(&path, &etag, json!({ "name": "x" })).await,
        town.rose.put(&format!("{path}/place"), place.clone()).await,
        town.rose.delete(&path).await,
    ] {
        answer.refused(403, "access.level_too_low");
    }
    assert_eq!(
        town.rose.get(&path).await.ok()["entry"]["can"],
        json!({ "comment": false, "write": false, "manage": false })
    );
    for stranger in strangers(&plano).await {
        for answer in [
            stranger.get(&path).await,
            stranger.get(&format!("{path}/entries")).await,
            stranger
                .get(&format!("/projects/{}/documents", town.project))
                .await,
            stranger.get(&format!("/projects/{}/trash", town.project)).await,
            tries_folder(&stranger, &id, "x").await,
            stranger.patch(&path, &etag, json!({ "name": "x" })).await,
            stranger.put(&format!("{path}/place"), place.clone()).await,
            stranger.delete(&path).await,
        ] {
            answer.refused(404, "not_found");
        }
    }
    plano.visitor().get(&path).await.refused(401, "session.none");
}
