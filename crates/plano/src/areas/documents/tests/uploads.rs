// SPDX-License-Identifier: EUPL-1.2
//! Files on their way.

use axum::{body::Body, http::Request};
use base64::{Engine as _, engine::general_purpose::STANDARD};
use futures_util::TryStreamExt as _;
use serde_json::json;
use uuid::Uuid;

use super::{Announced, Town, begins, content, listed, location, makes_folder, puts, sends, strangers};
use crate::testkit::{TestApp, id_of};

fn announced(name: &str, size: usize) -> Announced<'_> {
    Announced {
        name,
        size,
        draft: Uuid::now_v7(),
        becomes: None,
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_comes_in_parts_whatever_is_lost_on_the_way() {
    let plano = TestApp::new().await;
    let town = Town::in_(&plano).await;
    let bytes: Vec<u8> = (0..50_000_u32).map(|it| (it * 7 % 253) as u8).collect();
    let it = announced("plan.pdf", bytes.len());
    let upload = location(&begins(&town.bruno, &town.top, &it).await);
    assert_eq!(
        location(&begins(&town.bruno, &town.top, &it).await),
        upload,
        "the same draft"
    );
    sends(&town.bruno, &upload, 0, &bytes[..20_000]).await.ok();
    // Its answer was lost: it is sent again.
    let told = sends(&town.bruno, &upload, 0, &bytes[..20_000])
        .await
        .refused(409, "upload.offset");
    assert_eq!(told["params"]["received"], json!(20_000));
    sends(&town.bruno, &upload, 30_000, &bytes[30_000..])
        .await
        .refused(409, "upload.offset");
    let head = town
        .bruno
        .send(Request::head(&upload).body(Body::empty()).expect("a request"))
        .await;
    assert_eq!(
        (head.status, &head.headers["upload-offset"]),
        (200, &"20000".parse().expect("a value"))
    );
    assert!(
        listed(&town.anna, &town.top).await.is_empty(),
        "nothing is there before all is"
    );
    let done = sends(&town.bruno, &upload, 20_000, &bytes[20_000..]).await;
    assert_eq!(
        (done.status, &done.headers["upload-offset"]),
        (204, &"50000".parse().expect("a value"))
    );
    // Once more, after it has become a file.
    assert_eq!(sends(&town.bruno, &upload, 50_000, b"").await.status, 204);
    let page = town
        .anna
        .get(&format!("/documents/{}/entries", town.top))
        .await
        .ok();
    assert_eq!(content(&town.anna, &page["items"][0]).await, bytes);
    assert_eq!(page["items"].as_array().map(Vec::len), Some(1));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_part_that_breaks_off_leaves_nothing_and_an_empty_file_is_one() {
    let plano = TestApp::new().await;
    let town = Town::in_(&plano).await;
    let upload = location(&begins(&town.bruno, &town.top, &announced("plan.pdf", 10)).await);
    let broken = futures_util::stream::iter([
        Ok(bytes::Bytes::from_static(b"12345")),
        Err(std::io::Error::other("cut")),
    ]);
    let request = Request::patch(&upload)
        .header("upload-offset", 0)
        .header("content-type", "application/offset+octet-stream");
    let answer = town
        .bruno
        .send(request.body(Body::from_stream(broken)).expect("a request"))
        .await;
    answer.refused(400, "body.malformed");
    sends(&town.bruno, &upload, 0, b"1234567890").await.ok();
    puts(&town.bruno, &town.top, "vide.txt", b"").await;
    assert_eq!(listed(&town.anna, &town.top).await, ["plan.pdf", "vide.txt"]);
    let blobs: Vec<storage::Entry> = plano.app.blobs.list(None).try_collect().await.expect("blobs");
    assert_eq!(
        blobs.len(),
        1,
        "what broke off was not kept, and nothing has no bytes"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_sends_a_file_whose_name_is_taken_chooses_what_becomes_of_it() {
    let plano = TestApp::new().await;
    let town = Town::in_(&plano).await;
    let there = puts(&town.anna, &town.top, "plan.pdf", b"un").await;
    let told = begins(&town.bruno, &town.top, &announced("plan.pdf", 4)).await;
    let told = told.refused(409, "document.name_taken");
    assert_eq!(
        (&told["params"]["entry"], &told["params"]["revision"]),
        (&there["id"], &json!(1))
    );
    // It was free when the file began to come.
    let upload = location(&begins(&town.bruno, &town.top, &announced("coupe.pdf", 4)).await);
    let first = puts(&town.anna, &town.top, "coupe.pdf", b"elle").await;
    sends(&town.bruno, &upload, 0, b"deux")
        .await
        .refused(409, "document.name_taken");
    let path = format!("{}/file", upload.trim_start_matches("/api/v1"));
    town.bruno
        .put(&path, json!({ "name": "coupe.pdf", "file": first["id"] }))
        .await
        .refused(422, "upload.file_and_revision");
    town.bruno
        .put(
            &path,
            json!({ "name": "coupe.pdf", "file": there["id"], "revision": 1 }),
        )
        .await
        .refused(422, "document.unknown");
    let done = town
        .bruno
        .put(
            &path,
            json!({ "name": "coupe.pdf", "file": first["id"], "revision": 1 }),
        )
        .await
        .ok();
    assert_eq!(done["entry"], first["id"]);
    assert_eq!(content(&town.anna, &first).await, b"deux");
    // The other way: both stay.
    let upload = location(&begins(&town.bruno, &town.top, &announced("vue.pdf", 4)).await);
    puts(&town.anna, &town.top, "vue.pdf", b"elle").await;
    sends(&town.bruno, &upload, 0, b"deux")
        .await
        .refused(409, "document.name_taken");
    let path = format!("{}/file", upload.trim_start_matches("/api/v1"));
    town.bruno.put(&path, json!({ "name": "vue (2).pdf" })).await.ok();
    assert_eq!(
        listed(&town.anna, &town.top).await,
        ["coupe.pdf", "plan.pdf", "vue (2).pdf", "vue.pdf"]
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_not_what_was_announced_is_refused() {
    let plano = TestApp::new().await;
    let town = Town::in_(&plano).await;
    let big = begins(
        &town.bruno,
        &town.top,
        &announced("film.mkv", 10 * 1024 * 1024 * 1024 + 1),
    )
    .await;
    let told = big.refused(413, "file.too_large");
    assert_eq!(told["params"]["max_bytes"], json!(10_u64 * 1024 * 1024 * 1024));
    begins(
        &town.bruno,
        &town.top,
        &announced("film.mkv", 10 * 1024 * 1024 * 1024),
    )
    .await
    .ok();
    let upload = location(&begins(&town.bruno, &town.top, &announced("a.txt", 3)).await);
    sends(&town.bruno, &upload, 0, b"abcd")
        .await
        .refused(413, "file.too_large");
    let request = |algorithm: &str, digest: &[u8]| {
        Request::patch(&upload)
            .header("upload-offset", 0)
            .header(
                "upload-checksum",
                format!("{algorithm} {}", STANDARD.encode(digest)),
            )
            .header("content-type", "application/offset+octet-stream")
            .body(Body::from("abc"))
            .expect("a request")
    };
    town.bruno
        .send(request("sha256", &[0; 32]))
        .await
        .refused(422, "upload.checksum");
    town.bruno
        .send(request("crc32", &[0; 4]))
        .await
        .refused(400, "header.malformed");
    let typed = Request::patch(&upload)
        .header("upload-offset", 0)
        .body(Body::from("abc"));
    town.bruno
        .send(typed.expect("a request"))
        .await
        .refused(415, "body.wrong_type");
    let digest = aws_lc_rs::digest::digest(&aws_lc_rs::digest::SHA256, b"abc");
    assert_eq!(
        town.bruno.send(request("sha256", digest.as_ref())).await.status,
        204
    );
    begins(&town.bruno, &town.top, &announced("a/b", 3))
        .await
        .refused(422, "document.name_reserved");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_upload_is_its_senders_as_long_as_he_may_write_there() {
    let plano = TestApp::new().await;
    let town = Town::in_(&plano).await;
    begins(&town.rose, &town.top, &announced("a.txt", 3))
        .await
        .refused(403, "access.level_too_low");
    let folder = makes_folder(&town.bruno, &town.top, "Devis").await;
    let upload = location(&begins(&town.bruno, &id_of(&folder), &announced("a.txt", 3)).await);
    let path = upload.trim_start_matches("/api/v1").to_owned();
    let mut others = strangers(&plano).await;
    others.push(plano.person("other").await);
    for other in others.iter().chain([&town.anna, &town.rose]) {
        other.get(&path).await.refused(404, "not_found");
        other.delete(&path).await.refused(404, "not_found");
        sends(other, &upload, 0, b"abc").await.refused(404, "not_found");
        other
            .put(&format!("{path}/file"), json!({ "name": "b.txt" }))
            .await
            .refused(404, "not_found");
    }
    for stranger in strangers_again(&others) {
        begins(stranger, &id_of(&folder), &announced("a.txt", 3))
            .await
            .refused(404, "not_found");
    }
    town.anna
        .delete(&format!("/documents/{}", id_of(&folder)))
        .await
        .ok();
    sends(&town.bruno, &upload, 0, b"abc")
        .await
        .refused(404, "not_found");
    town.anna
        .put(&format!("/trash/{}/restoration", id_of(&folder)), json!({}))
        .await
        .ok();
    sends(&town.bruno, &upload, 0, b"abc").await.ok();
    assert_eq!(listed(&town.anna, &id_of(&folder)).await, ["a.txt"]);
}

fn strangers_again<'a, 'p>(
    others: &'a [crate::testkit::Caller<'p>],
) -> impl Iterator<Item = &'a crate::testkit::Caller<'p>> {
    others.iter().take(2)
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_cancelled_or_stops_coming_is_forgotten_with_its_bytes() {
    let plano = TestApp::new().await;
    let town = Town::in_(&plano).await;
    let count = async || {
        let blobs: Vec<storage::Entry> = plano.app.blobs.list(None).try_collect().await.expect("blobs");
        blobs.len()
    };
    let upload = location(&begins(&town.bruno, &town.top, &announced("a.txt", 6)).await);
    sends(&town.bruno, &upload, 0, b"abc").await.ok();
    assert_eq!(count().await, 1);
    let path = upload.trim_start_matches("/api/v1");
    town.bruno.delete(path).await.ok();
    town.bruno.get(path).await.refused(404, "not_found");
    assert_eq!(count().await, 0);

    let upload = location(&begins(&town.bruno, &town.top, &announced("b.txt", 6)).await);
    sends(&town.bruno, &upload, 0, b"abc").await.ok();
    plano.advance(super::super::jobs::UPLOAD_DAYS + std::time::Duration::from_secs(60));
    let db = plano.db();
    db.write(base::Actor::System, async |tx| super::super::Sweep::ask(tx).await)
        .await
        .expect("work");
    plano.settle().await;
    assert_eq!(count().await, 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_had_come_when_the_program_was_stopped_becomes_a_file_when_it_is_asked_again() {
    let plano = TestApp::new().await;
    let town = Town::in_(&plano).await;
    let upload = location(&begins(&town.bruno, &town.top, &announced("plan.pdf", 6)).await);
    sends(&town.bruno, &upload, 0, b"abc").await.ok();
    // As it is between the last part and the file.
    let first = puts(&town.anna, &town.top, "plan.pdf", b"elle").await;
    sends(&town.bruno, &upload, 3, b"def")
        .await
        .refused(409, "document.name_taken");
    town.anna
        .delete(&format!("/documents/{}", id_of(&first)))
        .await
        .ok();
    let done = sends(&town.bruno, &upload, 6, b"").await;
    assert_eq!(done.status, 204);
    assert!(done.headers.contains_key("content-location"));
    let page = town
        .anna
        .get(&format!("/documents/{}/entries", town.top))
        .await
        .ok();
    assert_eq!(content(&town.anna, &page["items"][0]).await, b"abcdef");
}
