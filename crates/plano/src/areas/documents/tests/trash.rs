// SPDX-License-Identifier: EUPL-1.2
//! The trash.

use futures_util::TryStreamExt as _;
use serde_json::json;

use super::{Town, content, listed, makes_folder, names, puts, strangers};
use crate::testkit::{Caller, TestApp, id_of};

async fn in_trash(of: &Caller<'_>, project: &str) -> Vec<String> {
    let page = of.get(&format!("/projects/{project}/trash")).await.ok();
    let entries = json!({ "items": page["items"].as_array().expect("a list").iter().map(|it| it["entry"].clone()).collect::<Vec<_>>() });
    names(&entries)
}

async fn restores(by: &Caller<'_>, entry: &serde_json::Value) -> crate::testkit::Answer {
    by.put(&format!("/trash/{}/restoration", id_of(entry)), json!({}))
        .await
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_put_into_the_trash_comes_back_where_it_was() {
    let plano = TestApp::new().await;
    let town = Town::in_(&plano).await;
    let folder = makes_folder(&town.bruno, &town.top, "Devis").await;
    let file = puts(&town.bruno, &id_of(&folder), "a.txt", b"a").await;
    let path = format!("/documents/{}", id_of(&file));
    town.bruno.delete(&path).await.ok();
    town.bruno.get(&path).await.refused(404, "not_found");
    town.bruno
        .get(&format!("{path}/content"))
        .await
        .refused(404, "not_found");
    assert!(listed(&town.rose, &id_of(&folder)).await.is_empty());
    assert_eq!(in_trash(&town.rose, &town.project).await, ["a.txt"]);
    // Its name is taken by now.
    puts(&town.anna, &id_of(&folder), "a.txt", b"b").await;
    let back = restores(&town.bruno, &file).await.ok();
    assert_eq!((&back["id"], &back["name"]), (&file["id"], &json!("a (2).txt")));
    assert_eq!(content(&town.rose, &file).await, b"a");
    assert_eq!(listed(&town.rose, &id_of(&folder)).await, ["a (2).txt", "a.txt"]);
    assert!(in_trash(&town.rose, &town.project).await.is_empty());
    restores(&town.bruno, &file).await.refused(404, "not_found");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_folder_takes_with_it_what_is_in_it_and_not_what_was_thrown_away_before() {
    let plano = TestApp::new().await;
    let town = Town::in_(&plano).await;
    let folder = makes_folder(&town.bruno, &town.top, "Devis").await;
    let inner = makes_folder(&town.bruno, &id_of(&folder), "2026").await;
    let kept = puts(&town.bruno, &id_of(&inner), "gardé.txt", b"a").await;
    let before = puts(&town.bruno, &id_of(&inner), "jeté.txt", b"b").await;
    town.bruno
        .delete(&format!("/documents/{}", id_of(&before)))
        .await
        .ok();
    plano.advance(std::time::Duration::from_secs(60));
    town.bruno
        .delete(&format!("/documents/{}", id_of(&folder)))
        .await
        .ok();
    assert_eq!(in_trash(&town.rose, &town.project).await, ["Devis", "jeté.txt"]);
    town.bruno
        .get(&format!("/documents/{}", id_of(&kept)))
        .await
        .refused(404, "not_found");
    // What it was in is in the trash: it comes back at the top.
    restores(&town.bruno, &before).await.ok();
    assert_eq!(listed(&town.rose, &town.top).await, ["jeté.txt"]);
    restores(&town.bruno, &folder).await.ok();
    assert_eq!(listed(&town.rose, &id_of(&inner)).await, ["gardé.txt"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_erased_is_gone_with_its_bytes_and_what_others_share_stays() {
    let plano = TestApp::new().await;
    let town = Town::in_(&plano).await;
    let count = async || {
        let blobs: Vec<storage::Entry> = plano.app.blobs.list(None).try_collect().await.expect("blobs");
        blobs.len()
    };
    let folder = makes_folder(&town.bruno, &town.top, "Devis").await;
    let file = puts(&town.bruno, &id_of(&folder), "a.txt", b"a").await;
    let left = puts(&town.bruno, &id_of(&folder), "jeté.txt", b"b").await;
    let path = format!("/documents/{}/versions/1/restoration", id_of(&file));
    town.bruno.put(&path, json!({ "seen": 1 })).await.ok();
    assert_eq!(count().await, 2, "a version taken again has the same bytes");
    town.bruno
        .delete(&format!("/documents/{}", id_of(&left)))
        .await
        .ok();
    town.bruno
        .delete(&format!("/documents/{}", id_of(&folder)))
        .await
        .ok();
    let erase = format!("/trash/{}", id_of(&folder));
    town.bruno
        .delete(&erase)
        .await
        .refused(403, "access.level_too_low");
    town.rose
        .delete(&erase)
        .await
        .refused(403, "access.level_too_low");
    for stranger in strangers(&plano).await {
        stranger.delete(&erase).await.refused(404, "not_found");
        restores(&stranger, &folder).await.refused(404, "not_found");
    }
    restores(&town.rose, &folder)
        .await
        .refused(403, "access.level_too_low");
    town.anna.delete(&erase).await.ok();
    assert_eq!(count().await, 1);
    assert_eq!(in_trash(&town.rose, &town.project).await, ["jeté.txt"]);
    restores(&town.bruno, &left).await.ok();
    assert_eq!(listed(&town.rose, &town.top).await, ["jeté.txt"]);
    assert_eq!(content(&town.rose, &left).await, b"b");
}

#[tokio::test(flavor = "multi_thread")]
async fn after_thirty_days_what_is_in_the_trash_is_erased() {
    let plano = TestApp::new().await;
    let town = Town::in_(&plano).await;
    let file = puts(&town.bruno, &town.top, "a.txt", b"a").await;
    town.bruno
        .delete(&format!("/documents/{}", id_of(&file)))
        .await
        .ok();
    let sweep = async || {
        plano
            .db()
            .write(base::Actor::System, async |tx| super::super::Sweep::ask(tx).await)
            .await
            .expect("work");
        plano.settle().await;
    };
    plano.advance(super::super::jobs::TRASH_DAYS - std::time::Duration::from_secs(60));
    sweep().await;
    assert_eq!(in_trash(&town.anna, &town.project).await, ["a.txt"]);
    plano.advance(std::time::Duration::from_secs(120));
    sweep().await;
    assert!(in_trash(&town.anna, &town.project).await.is_empty());
    let blobs: Vec<storage::Entry> = plano.app.blobs.list(None).try_collect().await.expect("blobs");
    assert!(blobs.is_empty());
}
