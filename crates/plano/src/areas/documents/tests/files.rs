// SPDX-License-Identifier: EUPL-1.2
//! What files hold and have held, and how it is read.

use axum::{body::Body, http::Request};
use serde_json::json;

use super::{Town, content, listed, puts, strangers, writes};
use crate::testkit::{Answer, Caller, TestApp, id_of};

async fn asks(of: &Caller<'_>, path: &str, name: &str, value: &str) -> Answer {
    let request = Request::get(format!("/api/v1{path}")).header(name, value);
    of.send(request.body(Body::empty()).expect("a request")).await
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_written_again_is_a_new_version_and_the_old_one_can_be_had_again() {
    let plano = TestApp::new().await;
    let town = Town::in_(&plano).await;
    let file = puts(&town.bruno, &town.top, "note.txt", b"un").await;
    assert_eq!(file["file"]["revision"], json!(1));
    writes(&town.anna, &file, 1, b"deux").await.ok();
    assert_eq!(content(&town.rose, &file).await, b"deux");
    writes(&town.bruno, &file, 1, b"trois")
        .await
        .refused(412, "edit.lost_race");
    assert_eq!(content(&town.rose, &file).await, b"deux");

    let path = format!("/documents/{}", id_of(&file));
    let old = town.rose.get(&format!("{path}/content?revision=1")).await;
    assert_eq!(old.bytes, b"un");
    town.rose
        .get(&format!("{path}/content?revision=9"))
        .await
        .refused(404, "not_found");
    let restored = town
        .bruno
        .put(&format!("{path}/versions/1/restoration"), json!({ "seen": 2 }))
        .await
        .ok();
    assert_eq!(restored["file"]["revision"], json!(3));
    assert_eq!(content(&town.rose, &file).await, b"un");
    town.bruno
        .put(&format!("{path}/versions/1/restoration"), json!({ "seen": 2 }))
        .await
        .refused(412, "edit.lost_race");
    town.bruno
        .put(
            &format!("{path}/versions/2/name"),
            json!({ "name": "Version envoyée" }),
        )
        .await
        .ok();
    let versions = town.rose.get(&format!("{path}/versions")).await.ok();
    let told: Vec<_> = versions["items"]
        .as_array()
        .expect("a list")
        .iter()
        .map(|it| {
            (
                it["revision"].clone(),
                it["restores"].clone(),
                it["name"].clone(),
                it["created_by"].clone(),
            )
        })
        .collect();
    let none = json!(null);
    assert_eq!(
        told,
        [
            (json!(3), json!(1), none.clone(), json!(town.bruno.account())),
            (
                json!(2),
                none.clone(),
                json!("Version envoyée"),
                json!(town.anna.account())
            ),
            (json!(1), none.clone(), none, json!(town.bruno.account())),
        ]
    );
    let older = town
        .rose
        .get(&format!("{path}/versions?before=3&limit=1"))
        .await
        .ok();
    assert_eq!(
        (&older["items"][0]["revision"], &older["has_older"]),
        (&json!(2), &json!(true))
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn of_five_hundred_writers_one_wins_and_the_others_are_told() {
    let plano = TestApp::new().await;
    let town = Town::in_(&plano).await;
    let file = puts(&town.bruno, &town.top, "note.txt", b"0").await;
    let mut won = Vec::new();
    for round in 1..=5_i64 {
        let tries = (0..20).map(|it| {
            let (town, file) = (&town, &file);
            async move {
                let text = format!("{round} {it}");
                (
                    writes(&town.bruno, file, round, text.as_bytes()).await.status,
                    text,
                )
            }
        });
        let all = futures_util::future::join_all(tries).await;
        let winners: Vec<&String> = all.iter().filter(|it| it.0 == 204).map(|it| &it.1).collect();
        assert_eq!(winners.len(), 1);
        assert!(all.iter().all(|it| matches!(it.0, 204 | 412)), "{all:?}");
        won.push(winners[0].clone());
        assert_eq!(content(&town.rose, &file).await, winners[0].as_bytes());
    }
    for (revision, text) in (2..).zip(&won) {
        let path = format!("/documents/{}/content?revision={revision}", id_of(&file));
        assert_eq!(town.rose.get(&path).await.bytes, text.as_bytes());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn any_range_of_a_file_that_came_in_parts_is_read() {
    let plano = TestApp::new().await;
    let town = Town::in_(&plano).await;
    let bytes: Vec<u8> = (0..300_000_u32).map(|it| (it % 251) as u8).collect();
    let announced = super::Announced {
        name: "plan.bin",
        size: bytes.len(),
        draft: uuid::Uuid::now_v7(),
        becomes: None,
    };
    let begun = super::begins(&town.bruno, &town.top, &announced).await;
    let upload = super::location(&begun);
    for (from, to) in [(0, 100_000), (100_000, 100_001), (100_001, 300_000)] {
        super::sends(&town.bruno, &upload, from, &bytes[from..to])
            .await
            .ok();
    }
    let done = town.bruno.get(upload.trim_start_matches("/api/v1")).await.ok();
    let path = format!("/documents/{}/content", done["entry"].as_str().expect("an id"));
    let whole = town.rose.get(&path).await;
    assert_eq!(whole.bytes, bytes);
    assert_eq!(whole.headers["content-length"], "300000");
    for (range, from, to) in [
        ("bytes=0-0", 0, 1),
        ("bytes=99999-100001", 99_999, 100_002),
        ("bytes=65535-65536", 65_535, 65_537),
        ("bytes=299999-", 299_999, 300_000),
        ("bytes=-10", 299_990, 300_000),
    ] {
        let part = asks(&town.rose, &path, "range", range).await;
        assert_eq!(
            (part.status, part.bytes.as_slice()),
            (206, &bytes[from..to]),
            "{range}"
        );
        let told = format!("bytes {from}-{}/300000", to - 1);
        assert_eq!(part.headers["content-range"], told.as_str());
    }
    let nowhere = asks(&town.rose, &path, "range", "bytes=300000-").await;
    assert_eq!(
        (nowhere.status, &nowhere.headers["content-range"]),
        (416, &"bytes */300000".parse().expect("a value"))
    );
    let etag = whole.headers["etag"].to_str().expect("text").to_owned();
    assert_eq!(asks(&town.rose, &path, "if-none-match", &etag).await.status, 304);
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_in_a_file_is_a_page_of_ours() {
    let plano = TestApp::new().await;
    let town = Town::in_(&plano).await;
    for (name, bytes, media_type) in [
        (
            "page.html",
            &b"<html><script>alert(1)</script></html>"[..],
            "text/html",
        ),
        (
            "image.svg",
            b"<svg xmlns=\"http://www.w3.org/2000/svg\"><script>alert(1)</script></svg>",
            "image/svg+xml",
        ),
        ("photo.png", b"<script>alert(1)</script>", "text/html"),
    ] {
        let file = puts(&town.bruno, &town.top, name, bytes).await;
        assert_eq!(file["file"]["media_type"], media_type, "{name}");
        let read = town
            .rose
            .get(&format!("/documents/{}/content", id_of(&file)))
            .await;
        assert_eq!(read.headers["content-type"], media_type);
        let told = |it: &str| read.headers[it].to_str().expect("text").to_owned();
        assert!(told("content-disposition").starts_with("attachment;"), "{name}");
        assert!(told("content-security-policy").contains("sandbox"), "{name}");
        assert!(
            told("content-security-policy").contains("default-src 'none'"),
            "{name}"
        );
        assert_eq!(told("x-content-type-options"), "nosniff");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_is_read_by_those_who_read_and_written_by_those_who_write() {
    let plano = TestApp::new().await;
    let town = Town::in_(&plano).await;
    let file = puts(&town.bruno, &town.top, "note.txt", b"secret").await;
    let path = format!("/documents/{}", id_of(&file));
    let again = json!({ "seen": 1 });
    town.rose
        .put(&format!("{path}/versions/1/restoration"), again.clone())
        .await
        .refused(403, "access.level_too_low");
    town.rose
        .put(&format!("{path}/versions/1/name"), json!({ "name": "x" }))
        .await
        .refused(403, "access.level_too_low");
    for stranger in strangers(&plano).await {
        for answer in [
            stranger.get(&format!("{path}/content")).await,
            stranger.get(&format!("{path}/content?revision=1")).await,
            stranger.get(&format!("{path}/versions")).await,
            stranger
                .put(&format!("{path}/versions/1/restoration"), again.clone())
                .await,
            stranger
                .put(&format!("{path}/versions/1/name"), json!({ "name": "x" }))
                .await,
        ] {
            answer.refused(404, "not_found");
        }
    }
    let members = town
        .anna
        .get(&format!("/projects/{}/members", town.project))
        .await
        .ok();
    let bruno = members["items"]
        .as_array()
        .expect("a list")
        .iter()
        .find(|it| it["person"]["id"] == json!(town.bruno.account()))
        .map(id_of)
        .expect("a member");
    town.anna
        .delete(&format!("/projects/{}/members/{bruno}", town.project))
        .await
        .ok();
    town.bruno
        .get(&format!("{path}/content"))
        .await
        .refused(404, "not_found");
    assert_eq!(listed(&town.anna, &town.top).await, ["note.txt"]);
}
