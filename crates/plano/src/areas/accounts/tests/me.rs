// SPDX-License-Identifier: EUPL-1.2
//! What people set for themselves.

use std::{io::Cursor, time::Duration};

use image::{DynamicImage, ImageFormat};

use super::*;
use crate::areas::accounts::{Scope, app_password};

#[tokio::test(flavor = "multi_thread")]
async fn a_profile_is_its_owners() {
    let plano = TestApp::new().await;
    let anna = plano.person("anna").await;
    let patch = json!({ "given_name": "Anne-Sophie", "function": "Cheffe de projet", "language": "en", "time_zone": "Indian/Reunion" });
    let me = anna.patch("/me", "1", patch).await.ok();
    assert_eq!(
        (
            &me["account"]["name"],
            &me["account"]["function"],
            &me["language"],
            &me["time_zone"]
        ),
        (
            &json!("Anne-Sophie Test"),
            &json!("Cheffe de projet"),
            &json!("en"),
            &json!("Indian/Reunion")
        )
    );
    // Absent stays, null and blank take away.
    let me = anna
        .patch("/me", "1", json!({ "family_name": "Rovère" }))
        .await
        .ok();
    assert_eq!(
        (&me["account"]["name"], &me["account"]["function"]),
        (&json!("Anne-Sophie Rovère"), &json!("Cheffe de projet"))
    );
    let me = anna.patch("/me", "1", json!({ "function": null })).await.ok();
    assert_eq!(me["account"]["function"], Value::Null);
    anna.patch("/me", "1", json!({ "given_name": " " }))
        .await
        .refused(422, "text.blank");
    anna.patch("/me", "1", json!({ "time_zone": "Rivemont" }))
        .await
        .refused(422, "time_zone.unknown");
    assert_eq!(
        anna.patch("/me", "1", json!({ "language": "de" })).await.status,
        400
    );
    assert_eq!(anna.get("/me").await.ok(), me);
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_makes_himself_more_than_he_is() {
    let plano = TestApp::new().await;
    let (anna, nour) = (plano.person("anna").await, plano.external("nour").await);
    for field in [
        "is_instance_admin",
        "is_external",
        "email",
        "id",
        "status",
        "role",
        "organisations",
        "created_at",
        "host",
    ] {
        for caller in [&anna, &nour] {
            let mut patch = json!({});
            patch[field] = json!(true);
            let refused = caller
                .patch("/me", "1", patch)
                .await
                .refused(400, "body.unknown_field");
            assert_eq!(refused["fields"][0]["field"], field);
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_display_is_kept_whole() {
    let plano = TestApp::new().await;
    let anna = plano.person("anna").await;
    let display = json!({ "theme": "dark", "density": "compact", "reading_font": true, "single_key_shortcuts": false, "reduced_motion": true });
    assert_eq!(anna.put("/me/display", display.clone()).await.ok(), display);
    assert_eq!(anna.get("/me").await.ok()["display"], display);
    let mut wrong = display.clone();
    wrong["theme"] = json!("pink");
    assert_eq!(anna.put("/me/display", wrong).await.status, 400);
    assert_eq!(
        anna.put("/me/display", json!({ "theme": "dark" })).await.status,
        400
    );
}

fn picture(width: u32, height: u32) -> Vec<u8> {
    let mut bytes = Vec::new();
    DynamicImage::new_rgb8(width, height)
        .write_to(&mut Cursor::new(&mut bytes), ImageFormat::Png)
        .expect("a picture");
    bytes
}

async fn puts_photo(caller: &Caller<'_>, content_type: &str, bytes: Vec<u8>) -> Answer {
    let request = Request::put("/api/v1/me/photo")
        .header(header::CONTENT_TYPE, content_type)
        .body(Body::from(bytes))
        .expect("a request");
    caller.send(request).await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_photo_is_drawn_anew_and_shown_to_those_who_may_know_of_its_owner() {
    let plano = TestApp::new().await;
    let (anna, bruno, nour) = (
        plano.person("anna").await,
        plano.person("bruno").await,
        plano.external("nour").await,
    );
    let person = puts_photo(&anna, "image/png", picture(900, 300)).await.ok();
    let photo = person["photo"]
        .as_str()
        .unwrap()
        .strip_prefix("/api/v1")
        .unwrap()
        .to_owned();
    let answer = bruno.get(&photo).await;
    assert_eq!(
        (answer.status, &answer.headers[header::CONTENT_TYPE]),
        (200, &header::HeaderValue::from_static("image/webp"))
    );
    assert_eq!(
        answer.headers[header::CACHE_CONTROL],
        "private, max-age=31536000, immutable"
    );
    let image = image::load_from_memory_with_format(&answer.bytes, ImageFormat::WebP).unwrap();
    assert_eq!((image.width(), image.height()), (256, 256));
    nour.get(&photo).await.refused(404, "not_found");
    plano.visitor().get(&photo).await.refused(401, "session.none");

    // Another one takes its place; the first one's bytes go.
    let other = puts_photo(&anna, "image/png", picture(30, 30)).await.ok();
    assert_ne!(other["photo"], person["photo"]);
    plano.settle().await;
    let path = photo.split('?').next().unwrap();
    assert_eq!(
        bruno.get(path).await.headers[header::CACHE_CONTROL],
        "private, no-cache"
    );
    let removed = anna.delete("/me/photo").await.ok();
    assert_eq!(removed["photo"], Value::Null);
    plano.settle().await;
    bruno.get(path).await.refused(404, "not_found");
    let left: Vec<_> = futures_util::TryStreamExt::try_collect(plano.app.blobs.list(None))
        .await
        .unwrap();
    assert!(left.is_empty(), "{left:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_no_photo_is_refused() {
    let plano = TestApp::new().await;
    let anna = plano.person("anna").await;
    puts_photo(&anna, "image/svg+xml", b"<svg/>".to_vec())
        .await
        .refused(415, "body.wrong_type");
    puts_photo(&anna, "image/png", b"<svg onload=alert(1)>".to_vec())
        .await
        .refused(422, "photo.unreadable");
    puts_photo(&anna, "image/jpeg", picture(4, 4))
        .await
        .refused(422, "photo.unreadable");
    let limit = super::super::actions_photo::MAX_BYTES;
    puts_photo(&anna, "image/png", vec![0; limit])
        .await
        .refused(422, "photo.unreadable");
    puts_photo(&anna, "image/png", vec![0; limit + 1])
        .await
        .refused(413, "photo.too_large");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_app_password_is_told_once_and_opens_what_it_is_for() {
    let plano = TestApp::new().await;
    let anna = plano.person("anna").await;
    let made = anna
        .post(
            "/me/app-passwords",
            json!({ "name": "Thunderbird", "scope": "calendar", "expires_on": "2026-10-09" }),
        )
        .await
        .ok();
    let secret = made["secret"].as_str().unwrap();
    let listed = anna.get("/me/app-passwords").await.ok();
    assert_eq!(
        (&listed["items"][0]["name"], listed["items"][0].get("secret")),
        (&json!("Thunderbird"), None)
    );
    assert!(!listed.to_string().contains(secret));

    let opens = async |needed| app_password(plano.db(), secret, &[needed]).await.unwrap();
    let found = opens(Scope::CalendarRead).await.unwrap();
    assert_eq!(found.signed.account, anna.account());
    for needed in [
        Scope::Files,
        Scope::FilesRead,
        Scope::Api,
        Scope::ApiRead,
        Scope::Messages,
        Scope::MessagesRead,
    ] {
        assert!(opens(needed).await.is_none(), "{needed:?}");
    }
    assert!(
        app_password(plano.db(), PASSWORD, &[Scope::Calendar])
            .await
            .unwrap()
            .is_none()
    );
    assert!(!anna.get("/me/app-passwords").await.ok()["items"][0]["last_used_at"].is_null());

    // Useless as a session.
    let cookie = Request::get("/api/v1/me")
        .header(header::COOKIE, format!("plano={secret}"))
        .body(Body::empty())
        .unwrap();
    plano.visitor().send(cookie).await.refused(401, "session.none");

    plano.advance(Duration::from_secs(3 * 24 * 3_600));
    assert!(opens(Scope::Calendar).await.is_none());
}

#[tokio::test(flavor = "multi_thread")]
async fn an_app_password_ends_with_its_account_or_when_taken_away() {
    let plano = TestApp::new().await;
    let (anna, bruno) = (plano.person("anna").await, plano.person("bruno").await);
    let made = anna
        .post(
            "/me/app-passwords",
            json!({ "name": "Sauvegarde", "scope": "files" }),
        )
        .await
        .ok();
    let (id, secret) = (made["id"].as_str().unwrap(), made["secret"].as_str().unwrap());
    let opens = async || {
        app_password(plano.db(), secret, &[Scope::Files])
            .await
            .unwrap()
            .is_some()
    };
    bruno.delete(&format!("/me/app-passwords/{id}")).await;
    assert!(opens().await);
    deactivates(&plano, anna.account()).await;
    assert!(!opens().await);
    let account = anna.account();
    plano
        .db()
        .write(Actor::System, async move |tx| {
            super::super::reactivate(tx, account).await
        })
        .await
        .unwrap();
    assert!(opens().await);
    let anna = anna.with_cookie_of(&signs_in(&plano.visitor(), "anna", PASSWORD).await);
    assert_eq!(anna.delete(&format!("/me/app-passwords/{id}")).await.status, 204);
    assert!(!opens().await);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_app_password_is_for_a_project_one_is_in() {
    let plano = TestApp::new().await;
    let (anna, bruno) = (plano.person("anna").await, plano.person("bruno").await);
    let project = anna
        .post(
            "/projects",
            json!({ "draft": "018f3b5e-7c00-7000-8000-000000000001", "name": "Plan vélo" }),
        )
        .await
        .ok();
    let new = json!({ "name": "Disque", "scope": "files", "project": project["id"] });
    assert_eq!(anna.post("/me/app-passwords", new.clone()).await.status, 201);
    bruno
        .post("/me/app-passwords", new)
        .await
        .refused(404, "not_found");
    let past = json!({ "name": "Disque", "scope": "files", "expires_on": "2026-10-01" });
    anna.post("/me/app-passwords", past)
        .await
        .refused(422, "app_password.expired");
}
