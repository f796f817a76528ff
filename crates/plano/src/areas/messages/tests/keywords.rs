// SPDX-License-Identifier: EUPL-1.2
//! Words of which someone is told.

use serde_json::{Value, json};
use uuid::Uuid;

use super::{answers, id, invite, main_channel, makes, posts, project, three, two};
use crate::testkit::{Caller, TestApp};

async fn wants(who: &Caller<'_>, words: &[&str]) -> Value {
    who.put("/me/keywords", json!({ "words": words })).await.ok()
}

/// The words of which someone was told and has not read, and what was said with them.
async fn told(whom: &Caller<'_>) -> Vec<(String, String)> {
    let page = whom.get("/notifications?state=unread").await.ok();
    let text = |it: &Value| it.as_str().unwrap_or_default().to_owned();
    page["items"]
        .as_array()
        .expect("a list")
        .iter()
        .filter(|it| it["kind"] == "message.keyword")
        .map(|it| (text(&it["details"]["keyword"]), text(&it["details"]["excerpt"])))
        .collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_wants_to_hear_of_a_word_hears_of_it_where_he_reads() {
    let plano = TestApp::new().await;
    let (anna, bruno, rose, stranger) = (
        plano.person("anna").await,
        plano.person("bruno").await,
        plano.person("rose").await,
        plano.person("stranger").await,
    );
    let project = project(&anna).await;
    invite(&anna, &project, &bruno, "member").await;
    invite(&anna, &project, &rose, "reader").await;
    let channel = main_channel(&anna, &project).await;
    let private = makes(&anna, &project, "private", &[&bruno]).await;
    for who in [&anna, &bruno, &rose, &stranger] {
        let kept = wants(who, &["Déménagement", "plan climat", "demenagement"]).await;
        assert_eq!(kept, json!({ "words": ["Déménagement", "plan climat"] }));
        assert_eq!(who.get("/me/keywords").await.ok(), kept);
    }
    plano.settle().await;
    posts(&anna, &channel, "Le **DEMENAGEMENT** approche").await;
    plano.settle().await;
    let heard = ("Déménagement".to_owned(), "Le DEMENAGEMENT approche".to_owned());
    for who in [&bruno, &rose] {
        assert_eq!(told(who).await, std::slice::from_ref(&heard));
    }
    assert!(told(&anna).await.is_empty() && told(&stranger).await.is_empty());

    // Only those who are in it hear of what is said in a private channel; whole words only.
    posts(&anna, &private, "Notre plan-climat").await;
    posts(&anna, &private, "Des déménagements, un plan du climat").await;
    plano.settle().await;
    assert_eq!(told(&bruno).await[0].0, "plan climat");
    assert_eq!((told(&bruno).await.len(), told(&rose).await.len()), (2, 1));

    // Reading is enough.
    for (channel, seq) in [(&channel, 1), (&private, 2)] {
        bruno
            .put(&format!("/channels/{channel}/read"), json!({ "seq": seq }))
            .await
            .ok();
    }
    plano.settle().await;
    assert!(told(&bruno).await.is_empty());
    wants(&bruno, &[]).await;
    posts(&anna, &channel, "déménagement").await;
    plano.settle().await;
    assert!(told(&bruno).await.is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn one_is_told_once_for_the_strongest_reason_and_not_where_it_is_quiet() {
    let plano = TestApp::new().await;
    let (anna, bruno, project) = two(&plano).await;
    let channel = main_channel(&anna, &project).await;
    wants(&bruno, &["budget", "ordre"]).await;
    plano.settle().await;
    posts(&anna, &channel, &format!("@[B]({}) le budget", bruno.account())).await;
    posts(&bruno, &channel, "mon budget").await;
    plano.settle().await;
    assert!(told(&bruno).await.is_empty());
    let list = bruno.get("/notifications?state=unread").await.ok();
    assert_eq!(list["items"][0]["kind"], "message.mentioned");

    let root = posts(&anna, &channel, "Une question").await;
    answers(&anna, &channel, &root, "Budget et ordre").await;
    plano.settle().await;
    assert_eq!(
        told(&bruno).await,
        [("budget".to_owned(), "Budget et ordre".to_owned())]
    );
    answers(&bruno, &channel, &root, "Vu").await;
    bruno
        .put(
            &format!("/messages/{}/thread", id(&root)),
            json!({ "attention": "muted" }),
        )
        .await
        .ok();
    let mine = format!("/channels/{channel}/mine");
    answers(&anna, &channel, &root, "Budget encore").await;
    for kept in [
        json!({ "attention": "nothing" }),
        json!({ "attention": null, "is_muted": true }),
    ] {
        bruno.put(&mine, kept).await.ok();
        posts(&anna, &channel, "budget").await;
        plano.settle().await;
        assert_eq!(told(&bruno).await.len(), 1);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_options_of_a_poll_and_what_is_passed_on_are_heard_too() {
    let plano = TestApp::new().await;
    let (anna, bruno, project) = two(&plano).await;
    let channel = main_channel(&anna, &project).await;
    let private = makes(&anna, &project, "private", &[]).await;
    wants(&bruno, &["canicule"]).await;
    plano.settle().await;
    let poll =
        json!({ "draft": Uuid::now_v7(), "question": "Quel plan ?", "options": ["Canicule", "Grand froid"] });
    anna.post(&format!("/channels/{channel}/polls"), poll).await.ok();
    plano.settle().await;
    assert_eq!(told(&bruno).await.len(), 1);
    let said = posts(&anna, &private, "Plan canicule levé").await;
    let forward = json!({ "draft": Uuid::now_v7(), "message": said["id"], "comment": null });
    anna.post(&format!("/channels/{channel}/forwards"), forward)
        .await
        .ok();
    plano.settle().await;
    assert_eq!(told(&bruno).await[0].1, "Plan canicule levé");
}

#[tokio::test(flavor = "multi_thread")]
async fn words_are_few_and_are_words() {
    let plano = TestApp::new().await;
    let anna = plano.person("anna").await;
    let many: Vec<String> = (0..21).map(|at| format!("mot{at}")).collect();
    for (words, code) in [
        (json!(many), "keyword.too_many"),
        (json!(["…"]), "keyword.blank"),
        (json!(["a".repeat(61)]), "keyword.too_long"),
    ] {
        anna.put("/me/keywords", json!({ "words": words }))
            .await
            .refused(422, code);
    }
    assert_eq!(anna.get("/me/keywords").await.ok(), json!({ "words": [] }));
    plano
        .visitor()
        .get("/me/keywords")
        .await
        .refused(401, "session.none");
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_has_read_a_thread_has_read_of_the_words_in_it() {
    let plano = TestApp::new().await;
    let (anna, bruno, project) = two(&plano).await;
    let channel = main_channel(&anna, &project).await;
    wants(&bruno, &["budget"]).await;
    plano.settle().await;
    let root = posts(&anna, &channel, "Une question").await;
    answers(&anna, &channel, &root, "Le budget").await;
    plano.settle().await;
    assert_eq!(told(&bruno).await.len(), 1);
    bruno
        .put(
            &format!("/messages/{}/thread", id(&root)),
            json!({ "read_seq": 1 }),
        )
        .await
        .ok();
    plano.settle().await;
    assert!(told(&bruno).await.is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn each_hears_of_his_word_as_he_wrote_it() {
    let plano = TestApp::new().await;
    let (anna, bruno, rose, project) = three(&plano).await;
    let channel = main_channel(&anna, &project).await;
    wants(&bruno, &["DSI", "plan climat"]).await;
    wants(&rose, &["plan vélo", "plan", "dsi"]).await;
    plano.settle().await;
    posts(&anna, &channel, "La Dsi et le plan climat").await;
    plano.settle().await;
    let words = async |who: &Caller<'_>| told(who).await.into_iter().map(|it| it.0).collect::<Vec<_>>();
    assert_eq!(words(&bruno).await, ["DSI"]);
    assert_eq!(words(&rose).await, ["plan"]);
}
