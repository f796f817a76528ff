// SPDX-License-Identifier: EUPL-1.2
//! Threads.

use serde_json::json;
use uuid::Uuid;

use super::{answers, bodies, history, id, main_channel, posts, project, three, two, unread};
use crate::testkit::TestApp;

#[tokio::test(flavor = "multi_thread")]
async fn answers_stay_in_their_thread_which_tells_how_many_there_are_and_of_whom() {
    let plano = TestApp::new().await;
    let (anna, bruno, project) = two(&plano).await;
    let channel = main_channel(&anna, &project).await;
    plano.settle().await;
    let root = posts(&anna, &channel, "Qui vient ?").await;
    let first = answers(&bruno, &channel, &root, "Moi").await;
    answers(&anna, &channel, &root, "Très bien").await;

    assert_eq!((&first["seq"], &first["thread_seq"]), (&json!(null), &json!(1)));
    assert_eq!(history(&bruno, &channel).await, ["Qui vient ?"]);
    assert_eq!(unread(&bruno, &channel).await.0, 1);
    let page = bruno.get(&format!("/messages/{}/answers", id(&root))).await.ok();
    assert_eq!(bodies(&page), ["Moi", "Très bien"]);
    let root = bruno.get(&format!("/messages/{}", id(&root))).await.ok();
    assert_eq!(
        (&root["answers"]["count"], &root["answers"]["people"]),
        (&json!(2), &json!([anna.account(), bruno.account()]))
    );
    let after = bruno
        .get(&format!("/messages/{}/answers?after=1", id(&root)))
        .await
        .ok();
    assert_eq!(bodies(&after), ["Très bien"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_answer_may_show_in_the_channel_too() {
    let plano = TestApp::new().await;
    let anna = plano.person("anna").await;
    let project = project(&anna).await;
    let channel = main_channel(&anna, &project).await;
    let root = posts(&anna, &channel, "Question").await;
    let message = json!({ "draft": Uuid::now_v7(), "body": "Réponse pour tous", "thread": root["id"], "also_in_channel": true });
    let answer = anna
        .post(&format!("/channels/{channel}/messages"), message)
        .await
        .ok();
    assert_eq!((&answer["seq"], &answer["thread_seq"]), (&json!(2), &json!(1)));
    assert_eq!(history(&anna, &channel).await, ["Question", "Réponse pour tous"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_cannot_be_answered_says_so() {
    let plano = TestApp::new().await;
    let anna = plano.person("anna").await;
    let (one, other) = (project(&anna).await, project(&anna).await);
    let (channel, elsewhere) = (main_channel(&anna, &one).await, main_channel(&anna, &other).await);
    let root = posts(&anna, &channel, "Question").await;
    let answer = answers(&anna, &channel, &root, "Réponse").await;
    let path = format!("/channels/{channel}/messages");
    let to = |thread: &serde_json::Value| json!({ "draft": Uuid::now_v7(), "body": "x", "thread": thread });

    let field = async |path: &str, body| {
        let refused = anna.post(path, body).await;
        (
            refused.status,
            refused.json["fields"][0]["code"]
                .as_str()
                .unwrap_or_default()
                .to_owned(),
        )
    };
    assert_eq!(
        field(&path, to(&answer["id"])).await,
        (422, "thread.is_an_answer".to_owned())
    );
    let path_elsewhere = format!("/channels/{elsewhere}/messages");
    assert_eq!(
        field(&path_elsewhere, to(&root["id"])).await,
        (422, "thread.unknown".to_owned())
    );
    anna.delete(&format!("/messages/{}", id(&root))).await.ok();
    assert_eq!(
        field(&path, to(&root["id"])).await,
        (422, "thread.unknown".to_owned())
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_thread_is_settled_and_opened_again() {
    let plano = TestApp::new().await;
    let anna = plano.person("anna").await;
    let project = project(&anna).await;
    let channel = main_channel(&anna, &project).await;
    let root = posts(&anna, &channel, "Question").await;
    answers(&anna, &channel, &root, "Réponse").await;
    let path = format!("/messages/{}", id(&root));
    anna.put(&format!("{path}/resolution"), json!({})).await.ok();
    assert!(anna.get(&path).await.ok()["answers"]["resolved_at"].is_string());
    anna.delete(&format!("{path}/resolution")).await.ok();
    assert!(anna.get(&path).await.ok()["answers"]["resolved_at"].is_null());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_channel_may_ask_that_answers_stay_in_threads() {
    let plano = TestApp::new().await;
    let (anna, bruno, project) = two(&plano).await;
    let channel = main_channel(&anna, &project).await;
    let path = format!("/channels/{channel}");
    bruno
        .patch(&path, "1", json!({ "requires_threads": true }))
        .await
        .refused(403, "access.managers_only");
    anna.patch(&path, "1", json!({ "requires_threads": true }))
        .await
        .ok();
    let root = posts(&bruno, &channel, "Question").await;
    answers(&bruno, &channel, &root, "Dans le fil").await;
    let shown =
        json!({ "draft": Uuid::now_v7(), "body": "partout", "thread": root["id"], "also_in_channel": true });
    bruno
        .post(&format!("{path}/messages"), shown)
        .await
        .refused(409, "thread.required");
    let quoted = json!({ "draft": Uuid::now_v7(), "body": "je cite", "quotes": root["id"] });
    bruno
        .post(&format!("{path}/messages"), quoted)
        .await
        .refused(409, "thread.required");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_thread_is_followed_or_left_before_its_first_answer() {
    let plano = TestApp::new().await;
    let (anna, bruno, carla, project) = three(&plano).await;
    let channel = main_channel(&anna, &project).await;
    plano.settle().await;
    let root = posts(&anna, &channel, "Qui ouvre la salle ?").await;
    let path = format!("/messages/{}/thread", id(&root));
    let kept = async |who: &crate::testkit::Caller<'_>| who.get(&path).await.ok()["attention"].clone();
    // Who wrote it hears of its answers; who reads it asks for that.
    assert_eq!(
        (kept(&anna).await, kept(&bruno).await),
        (json!("followed"), json!("unfollowed"))
    );
    bruno.put(&path, json!({ "attention": "followed" })).await.ok();
    anna.put(&path, json!({ "attention": "muted" })).await.ok();
    assert_eq!(
        (kept(&anna).await, kept(&bruno).await),
        (json!("muted"), json!("followed"))
    );
    let threads = async |who: &crate::testkit::Caller<'_>| {
        let page = who.get("/me/threads").await.ok();
        page["items"].as_array().map_or(0, Vec::len)
    };
    assert_eq!(threads(&bruno).await, 0, "nothing is said in it yet");
    assert!(bruno.get(&format!("/messages/{}", id(&root))).await.ok()["answers"].is_null());

    answers(&carla, &channel, &root, "Moi, à huit heures").await;
    plano.settle().await;
    let told = async |who: &crate::testkit::Caller<'_>| {
        let page = who.get("/notifications").await.ok();
        page["items"]
            .as_array()
            .into_iter()
            .flatten()
            .filter(|it| it["kind"] == "message.answered")
            .count()
    };
    assert_eq!((told(&anna).await, told(&bruno).await), (0, 1));
    assert_eq!((threads(&anna).await, threads(&bruno).await), (0, 1));
    assert_eq!(
        (kept(&anna).await, kept(&bruno).await),
        (json!("muted"), json!("followed"))
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn no_thread_is_kept_where_none_can_begin() {
    let plano = TestApp::new().await;
    let (anna, bruno, project) = two(&plano).await;
    let channel = main_channel(&anna, &project).await;
    let root = posts(&anna, &channel, "Question").await;
    let answer = answers(&bruno, &channel, &root, "Réponse").await;
    let gone = posts(&anna, &channel, "Pardon").await;
    anna.delete(&format!("/messages/{}", id(&gone))).await.ok();
    for message in [&answer, &gone] {
        bruno
            .put(
                &format!("/messages/{}/thread", id(message)),
                json!({ "attention": "followed" }),
            )
            .await
            .refused(404, "not_found");
    }
}
