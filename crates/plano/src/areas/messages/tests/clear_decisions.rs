// SPDX-License-Identifier: EUPL-1.2
//! What stays of a history that is cleared stands where it is found again, from the moment that it is cleared on; and whoever was
//! told of what goes is not kept waiting by it.

use serde_json::{Value, json};
use uuid::Uuid;

use super::clear::{clears, decides, rows};
use super::{answers, bodies, history, id, main_channel, makes, posts, two};
use crate::testkit::{Caller, TestApp};

async fn answers_of(who: &Caller<'_>, root: &str) -> Vec<String> {
    bodies(&who.get(&format!("/messages/{root}/answers")).await.ok())
}

async fn unread_notifications(who: &Caller<'_>) -> i64 {
    who.get("/me").await.ok()["unread_notifications"]
        .as_i64()
        .expect("a number")
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_decided_in_a_thread_stays_together() {
    let plano = TestApp::new().await;
    let (anna, bruno, project) = two(&plano).await;
    let channel = main_channel(&anna, &project).await;
    let root = posts(&anna, &channel, "Quelle heure ?").await;
    answers(&bruno, &channel, &root, "tôt").await;
    let first = decides(&bruno, &channel, "Neuf heures", Some(&root)).await;
    answers(&bruno, &channel, &root, "et où ?").await;
    let second = decides(&anna, &channel, "À la mairie", Some(&root)).await;
    answers(&bruno, &channel, &root, "bien").await;
    plano.settle().await;
    clears(&anna, &channel).await.ok();
    for is_erased in [false, true] {
        if is_erased {
            plano.settle().await;
        }
        assert_eq!(history(&bruno, &channel).await, ["Neuf heures"], "{is_erased}");
        let there = bruno.get(&format!("/messages/{}", id(&first))).await.ok();
        assert_eq!((&there["seq"], &there["thread"]), (&root["seq"], &Value::Null));
        assert_eq!(
            (&there["answers"]["count"], &there["answers"]["people"]),
            (&json!(1), &json!([anna.account()]))
        );
        assert_eq!(answers_of(&bruno, &id(&first)).await, ["À la mairie"]);
        let there = bruno.get(&format!("/messages/{}", id(&second))).await.ok();
        assert_eq!(there["thread"], first["id"]);
        let decided = bruno.get(&format!("/projects/{project}/decisions")).await.ok();
        assert_eq!(bodies(&decided), ["À la mairie", "Neuf heures"]);
        let export = anna
            .get(&format!("/channels/{channel}/export?format=json"))
            .await
            .ok();
        assert_eq!(
            export["messages"][0]["thread_answers"][0]["body"],
            json!("À la mairie")
        );
    }
    // It goes on there, for those who followed it.
    answers(&anna, &channel, &first, "Entendu").await;
    plano.settle().await;
    assert_eq!(answers_of(&bruno, &id(&first)).await, ["À la mairie", "Entendu"]);
    let followed = bruno.get("/me/threads").await.ok();
    assert_eq!(followed["items"][0]["root"]["id"], first["id"]);
    assert_eq!(followed["items"][0]["unread"], json!(1));
    // And is cleared again: what was decided stays.
    clears(&anna, &channel).await.ok();
    plano.settle().await;
    assert_eq!(answers_of(&bruno, &id(&first)).await, ["À la mairie"]);
    assert_eq!(rows(&plano).await[..2], [2, 1]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_decision_that_answers_a_decision_stays_its_answer() {
    let plano = TestApp::new().await;
    let (anna, bruno, project) = two(&plano).await;
    let channel = main_channel(&anna, &project).await;
    let kept = decides(&anna, &channel, "Le bleu", None).await;
    answers(&bruno, &channel, &kept, "lequel ?").await;
    decides(&anna, &channel, "Clair", Some(&kept)).await;
    let own = format!("/messages/{}", id(&kept));
    clears(&anna, &channel).await.ok();
    for is_erased in [false, true] {
        if is_erased {
            plano.settle().await;
        }
        assert_eq!(answers_of(&bruno, &id(&kept)).await, ["Clair"]);
        let told = bruno.get(&own).await.ok()["answers"].clone();
        assert_eq!(
            (&told["count"], &told["people"]),
            (&json!(1), &json!([anna.account()])),
        );
        let export = anna
            .get(&format!("/channels/{channel}/export?format=json"))
            .await
            .ok();
        assert_eq!(export["messages"][0]["thread_answers"][0]["body"], json!("Clair"));
    }
    answers(&bruno, &channel, &kept, "d’accord").await;
    assert_eq!(answers_of(&bruno, &id(&kept)).await, ["Clair", "d’accord"]);
    let told = bruno.get(&own).await.ok()["answers"].clone();
    assert_eq!(
        (&told["count"], &told["people"]),
        (&json!(2), &json!([bruno.account(), anna.account()])),
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn those_who_passed_it_on_are_told_that_it_is_gone() {
    let plano = TestApp::new().await;
    let (anna, bruno, project) = two(&plano).await;
    let (channel, other) = (
        main_channel(&anna, &project).await,
        makes(&anna, &project, "open", &[]).await,
    );
    let root = posts(&anna, &channel, "à transmettre").await;
    for channel in [&other, &channel] {
        let copy = json!({ "draft": Uuid::now_v7(), "message": root["id"] });
        bruno
            .post(&format!("/channels/{channel}/forwards"), copy)
            .await
            .ok();
    }
    clears(&anna, &channel).await.ok();
    plano.settle().await;
    // One of them went with it.
    let told: i64 = db::sql!("SELECT COUNT(*) FROM events WHERE kind = 'message.origin_gone'")
        .value(plano.db())
        .await
        .expect("a number");
    assert_eq!(told, 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_one_was_told_of_a_message_that_is_gone_waits_no_longer() {
    let plano = TestApp::new().await;
    let (anna, bruno, project) = two(&plano).await;
    let (channel, other) = (
        main_channel(&anna, &project).await,
        makes(&anna, &project, "open", &[]).await,
    );
    plano.settle().await;
    let before = unread_notifications(&bruno).await;
    let named = format!("@[B]({}) regardez", bruno.account());
    posts(&anna, &channel, &named).await;
    posts(&anna, &other, &named).await;
    let decision =
        json!({ "draft": Uuid::now_v7(), "body": format!("{named} : le bleu"), "kind": "decision" });
    let third = makes(&anna, &project, "open", &[]).await;
    anna.post(&format!("/channels/{third}/messages"), decision)
        .await
        .ok();
    plano.settle().await;
    assert_eq!(unread_notifications(&bruno).await, before + 3);
    clears(&anna, &channel).await.ok();
    clears(&anna, &third).await.ok();
    plano.settle().await;
    // What was decided stays, and so does what is said of it.
    assert_eq!(unread_notifications(&bruno).await, before + 2);
}
