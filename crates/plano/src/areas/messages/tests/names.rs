// SPDX-License-Identifier: EUPL-1.2
//! Who is named has his name: what somebody types beside an id is nobody's.

use std::time::Duration;

use serde_json::{Value, json};
use uuid::Uuid;

use super::{history, id, invite, later::after, main_channel, makes, posts, project, three, two};
use crate::testkit::TestApp;

#[tokio::test(flavor = "multi_thread")]
async fn nobody_is_named_by_the_name_of_another() {
    let plano = TestApp::new().await;
    let (anna, bruno, rose, project) = three(&plano).await;
    let (channel, log) = (
        main_channel(&anna, &project).await,
        makes(&anna, &project, "log", &[]).await,
    );
    let forged = format!("@[Rose Test]({}) valide", bruno.account());
    let right = format!("@[Bruno Test]({}) valide", bruno.account());
    let said = posts(&anna, &channel, &forged).await;
    assert_eq!(said["body"], json!(right));
    assert_eq!(posts(&anna, &log, &forged).await["body"], json!(right));
    plano.settle().await;
    let told = bruno.get("/notifications?about=mentions").await.ok();
    assert!(told["items"].to_string().contains("@Bruno Test valide"), "{told}");
    assert!(!told.to_string().contains("Rose Test"), "{told}");

    // Nor by an edit, later, in a question, or beside what is passed on.
    let plain = posts(&anna, &channel, "Rien").await;
    let path = format!("/messages/{}", id(&plain));
    let again = anna.patch(&path, "1", json!({ "body": forged })).await.ok();
    assert_eq!(again["body"], json!(right));
    let at = after(&plano, Duration::from_secs(3_600));
    let later = json!({ "draft": Uuid::now_v7(), "body": forged, "send_at": at });
    let later = anna
        .post(&format!("/channels/{channel}/scheduled-messages"), later)
        .await
        .ok();
    assert_eq!(later["body"], json!(right));
    let poll = json!({ "draft": Uuid::now_v7(), "question": forged, "options": ["Oui", "Non"] });
    let poll = anna.post(&format!("/channels/{channel}/polls"), poll).await.ok();
    assert_eq!(poll["body"], json!(right));
    let passed = json!({ "draft": Uuid::now_v7(), "message": said["id"], "comment": forged });
    let passed = anna.post(&format!("/channels/{log}/forwards"), passed).await.ok();
    assert_eq!(passed["body"], json!(right));
    assert!(rose.get("/notifications?about=mentions").await.ok()["items"] == json!([]));
}

#[tokio::test(flavor = "multi_thread")]
async fn all_are_named_as_all_in_either_language() {
    let plano = TestApp::new().await;
    let (anna, _, project) = two(&plano).await;
    let channel = main_channel(&anna, &project).await;
    for (typed, kept) in [
        ("@[tous](everyone) ?", "@[tous](everyone) ?"),
        ("@[everyone](everyone) ?", "@[everyone](everyone) ?"),
        ("@[vous seul](everyone) ?", "@[tous](everyone) ?"),
    ] {
        assert_eq!(posts(&anna, &channel, typed).await["body"], json!(kept));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn whom_one_may_not_know_one_does_not_name() {
    let plano = TestApp::new().await;
    let (anna, outsider, stranger) = (
        plano.person("anna").await,
        plano.external("outsider").await,
        plano.person("stranger").await,
    );
    let project = project(&anna).await;
    invite(&anna, &project, &outsider, "member").await;
    plano.settle().await;
    let channel = main_channel(&anna, &project).await;
    posts(&outsider, &channel, &format!("@[Qui]({}) ?", stranger.account())).await;
    posts(
        &outsider,
        &channel,
        "@[Personne](acc_00000000000000000000000000) ?",
    )
    .await;
    posts(&outsider, &channel, &format!("@[Chef]({})", anna.account())).await;
    assert_eq!(
        history(&anna, &channel).await,
        [
            "@Qui ?".to_owned(),
            "@Personne ?".to_owned(),
            format!("@[Anna Test]({})", anna.account())
        ]
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_sent_again_is_the_same_whatever_those_it_names_are_called_by_then() {
    let plano = TestApp::new().await;
    let (anna, bruno, project) = two(&plano).await;
    let channel = main_channel(&anna, &project).await;
    let path = format!("/channels/{channel}/messages");
    let message = |name: &str, rest: &str| -> Value {
        let body = format!(
            "@[{name}]({}) et @[Nul](acc_00000000000000000000000000) {rest}",
            bruno.account()
        );
        json!({ "draft": "01920000-0000-7000-8000-000000000001", "body": body })
    };
    let first = anna.post(&path, message("Bruno Test", "bonjour")).await.ok();
    bruno
        .patch("/me", "1", json!({ "given_name": "Brunehaut" }))
        .await
        .ok();
    for name in ["Bruno Test", "Brunehaut Test", "B"] {
        let again = anna.post(&path, message(name, "bonjour")).await.ok();
        assert_eq!(again["id"], first["id"]);
    }
    anna.post(&path, message("Bruno Test", "bonsoir"))
        .await
        .refused(409, "draft.reused");
}
