// SPDX-License-Identifier: EUPL-1.2
//! Whom a message concerns: notifications, and decisions.

use serde_json::{Value, json};
use uuid::Uuid;

use super::{answers, id, main_channel, makes, posts, three, two};
use crate::testkit::{Caller, TestApp};

async fn told(whom: &Caller<'_>) -> Vec<Value> {
    let page = whom.get("/notifications?state=unread").await.ok();
    let items = page["items"].as_array().expect("a list").clone();
    items
        .into_iter()
        .filter(|it| {
            it["kind"]
                .as_str()
                .is_some_and(|kind| kind.starts_with("message."))
        })
        .collect()
}

fn kinds(list: &[Value]) -> Vec<&str> {
    list.iter()
        .map(|it| it["kind"].as_str().expect("a kind"))
        .collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_is_named_is_told_once_until_he_has_read_so_far() {
    let plano = TestApp::new().await;
    let (anna, bruno, rose, project) = three(&plano).await;
    let channel = main_channel(&anna, &project).await;
    plano.settle().await;
    let name = format!("@[B]({})", bruno.account());
    posts(&anna, &channel, &format!("{name} **peux-tu** trancher ?")).await;
    posts(&rose, &channel, &format!("{name} et vite")).await;
    posts(&rose, &channel, "sans nommer personne").await;
    plano.settle().await;

    let list = told(&bruno).await;
    assert_eq!(kinds(&list), ["message.mentioned"]);
    assert_eq!(
        (&list[0]["others"], &list[0]["details"]["excerpt"]),
        (&json!(1), &json!("@Bruno Test et vite"))
    );
    assert!(
        list[0]["href"]
            .as_str()
            .expect("an address")
            .starts_with(&format!("/p/{project}/messages/{channel}?message=msg_"))
    );
    assert!(told(&rose).await.is_empty() && told(&anna).await.is_empty());

    bruno
        .put(&format!("/channels/{channel}/read"), json!({ "seq": 1 }))
        .await
        .ok();
    plano.settle().await;
    assert_eq!(told(&bruno).await.len(), 1);
    bruno
        .put(&format!("/channels/{channel}/read"), json!({ "seq": 3 }))
        .await
        .ok();
    plano.settle().await;
    assert!(told(&bruno).await.is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn of_what_one_is_told_is_as_one_has_said() {
    let plano = TestApp::new().await;
    let (anna, bruno, rose, project) = three(&plano).await;
    let channel = main_channel(&anna, &project).await;
    plano.settle().await;
    let so = |attention: &str| json!({ "attention": attention });
    bruno
        .put(&format!("/channels/{channel}/mine"), so("nothing"))
        .await
        .ok();
    rose.put(&format!("/channels/{channel}/mine"), so("all"))
        .await
        .ok();
    posts(
        &anna,
        &channel,
        &format!("@[B]({}) @[tous](everyone)", bruno.account()),
    )
    .await;
    posts(&anna, &channel, "ordinaire").await;
    plano.settle().await;
    assert!(told(&bruno).await.is_empty());
    let mut of_rose = kinds(&told(&rose).await).join(" ");
    of_rose.push(' ');
    assert!(
        of_rose.contains("message.mentioned ") && of_rose.contains("message.posted "),
        "{of_rose}"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_channel_that_is_to_tell_nothing_tells_nothing_of_its_threads_either() {
    let plano = TestApp::new().await;
    let (anna, bruno, _, project) = three(&plano).await;
    let channel = main_channel(&anna, &project).await;
    let root = posts(&bruno, &channel, "Qui vient ?").await;
    plano.settle().await;
    let mine = format!("/channels/{channel}/mine");
    bruno.put(&mine, json!({ "attention": "nothing" })).await.ok();
    answers(&anna, &channel, &root, &format!("@[B]({})", bruno.account())).await;
    plano.settle().await;
    assert!(told(&bruno).await.is_empty());
    bruno.put(&mine, json!({ "attention": "mentions" })).await.ok();
    answers(&anna, &channel, &root, "moi").await;
    plano.settle().await;
    assert_eq!(kinds(&told(&bruno).await), ["message.answered"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_conversation_that_is_muted_or_for_mentions_tells_of_those_only() {
    let plano = TestApp::new().await;
    let (anna, bruno, _) = two(&plano).await;
    let people = json!({ "people": [bruno.account()] });
    let direct = id(&anna.post("/me/conversations", people).await.ok());
    let mine = format!("/channels/{direct}/mine");
    for (kept, is_told) in [
        (json!({ "attention": "mentions" }), false),
        (json!({ "attention": null, "is_muted": true }), false),
        (json!({ "attention": "all", "is_muted": true }), true),
        (json!({ "attention": null, "is_muted": false }), true),
    ] {
        bruno.put(&mine, kept.clone()).await.ok();
        posts(&anna, &direct, "As-tu une minute ?").await;
        plano.settle().await;
        assert_eq!(!told(&bruno).await.is_empty(), is_told, "{kept}");
        bruno.put("/notifications/read", json!({})).await;
        let channel = bruno.get(&format!("/channels/{direct}")).await.ok();
        bruno
            .put(
                &format!("/channels/{direct}/read"),
                json!({ "seq": channel["last_seq"] }),
            )
            .await
            .ok();
        plano.settle().await;
    }
    bruno
        .put(&mine, json!({ "attention": "mentions", "is_muted": true }))
        .await
        .ok();
    posts(&anna, &direct, &format!("@[B]({}) ?", bruno.account())).await;
    plano.settle().await;
    assert_eq!(kinds(&told(&bruno).await), ["message.mentioned"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn conversations_and_followed_threads_are_told_to_the_others_in_them() {
    let plano = TestApp::new().await;
    let (anna, bruno, rose, project) = three(&plano).await;
    let channel = main_channel(&anna, &project).await;
    plano.settle().await;
    let root = posts(&anna, &channel, "Qui vient ?").await;
    answers(&bruno, &channel, &root, "Moi").await;
    answers(&rose, &channel, &root, "Moi aussi").await;
    plano.settle().await;
    assert_eq!(kinds(&told(&anna).await), ["message.answered"]);
    assert_eq!(kinds(&told(&bruno).await), ["message.answered"]);
    assert!(told(&rose).await.is_empty());
    let followed = anna.get("/me/threads").await.ok();
    assert_eq!(
        (
            &followed["items"][0]["root"]["id"],
            &followed["items"][0]["unread"]
        ),
        (&root["id"], &json!(2))
    );
    let thread = format!("/messages/{}/thread", id(&root));
    anna.put(&thread, json!({ "read_seq": 2, "attention": "unfollowed" }))
        .await
        .ok();
    assert_eq!(
        anna.get(&thread).await.ok(),
        json!({ "attention": "unfollowed", "read_seq": 2 })
    );
    assert_eq!(anna.get("/me/threads").await.ok()["items"], json!([]));

    let people = json!({ "people": [bruno.account()] });
    let direct = id(&rose.post("/me/conversations", people).await.ok());
    posts(&rose, &direct, "As-tu une minute ?").await;
    plano.settle().await;
    let list = told(&bruno).await;
    assert_eq!(kinds(&list), ["message.direct", "message.answered"]);
    assert_eq!(list[0]["project"], Value::Null);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_one_was_told_of_a_channel_goes_with_the_right_to_read_it() {
    let plano = TestApp::new().await;
    let (anna, bruno, project) = two(&plano).await;
    let channel = makes(&anna, &project, "private", &[&bruno]).await;
    plano.settle().await;
    posts(&anna, &channel, &format!("@[B]({}) secret", bruno.account())).await;
    plano.settle().await;
    assert_eq!(told(&bruno).await.len(), 1);
    anna.delete(&format!("/channels/{channel}/people/{}", bruno.account()))
        .await
        .ok();
    assert!(told(&bruno).await.is_empty());
    // Named where he does not read.
    posts(&anna, &channel, &format!("@[B]({}) encore", bruno.account())).await;
    plano.settle().await;
    assert!(told(&bruno).await.is_empty());
    assert_eq!(bruno.get("/me").await.ok()["unread_notifications"], 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn decisions_are_listed_as_far_as_one_reads_the_channels() {
    let plano = TestApp::new().await;
    let (anna, bruno, project) = two(&plano).await;
    let (open, private) = (
        main_channel(&anna, &project).await,
        makes(&anna, &project, "private", &[]).await,
    );
    for (channel, body) in [
        (&open, "On retient le bleu."),
        (&private, "On se sépare de lui."),
        (&open, "Livraison lundi."),
    ] {
        let message = json!({ "draft": Uuid::now_v7(), "kind": "decision", "body": body });
        anna.post(&format!("/channels/{channel}/messages"), message)
            .await
            .ok();
    }
    posts(&anna, &open, "bavardage").await;
    let decisions = async |of: &Caller<'_>, query: &str| {
        let page = of
            .get(&format!("/projects/{project}/decisions{query}"))
            .await
            .ok();
        super::bodies(&page)
    };
    assert_eq!(
        decisions(&anna, "").await,
        ["Livraison lundi.", "On se sépare de lui.", "On retient le bleu."]
    );
    assert_eq!(
        decisions(&bruno, "").await,
        ["Livraison lundi.", "On retient le bleu."]
    );
    assert_eq!(decisions(&bruno, "?limit=1").await, ["Livraison lundi."]);
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_has_read_a_thread_has_read_what_he_was_told_of_it_and_is_not_mailed() {
    let plano = TestApp::new().await;
    let (anna, bruno, project) = two(&plano).await;
    let channel = main_channel(&anna, &project).await;
    plano.settle().await;
    let root = posts(&anna, &channel, "Qui vient ?").await;
    let other = posts(&anna, &channel, "Et à quelle heure ?").await;
    answers(&bruno, &channel, &root, "Moi").await;
    answers(&bruno, &channel, &root, "Et Rose").await;
    answers(&bruno, &channel, &other, "À neuf heures").await;
    let said = format!("@[A]({}) vraiment ?", anna.account());
    answers(&bruno, &channel, &root, &said).await;
    plano.settle().await;
    assert_eq!(
        kinds(&told(&anna).await),
        ["message.mentioned", "message.answered", "message.answered"]
    );
    let thread = format!("/messages/{}/thread", id(&root));
    let reads = async |seq: i64| {
        anna.put(&thread, json!({ "read_seq": seq })).await.ok();
        plano.settle().await;
        kinds(&told(&anna).await).join(" ")
    };
    // Not as far as the latest of what each tells.
    assert_eq!(
        reads(1).await,
        "message.mentioned message.answered message.answered"
    );
    assert_eq!(reads(2).await, "message.mentioned message.answered");
    assert_eq!(reads(3).await, "message.answered");
    plano.advance(std::time::Duration::from_secs(2 * 3_600));
    plano.settle().await;
    let mails = plano.mails().to("anna@rivemont.example");
    assert!(
        mails.iter().all(|it| !it.text.contains("Et Rose")),
        "what was read is not mailed"
    );
    assert!(
        mails.iter().any(|it| it.text.contains("À neuf heures")),
        "what was not, is"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn of_a_message_that_was_taken_away_nobody_waits_to_be_told() {
    let plano = TestApp::new().await;
    let (anna, bruno, rose, project) = three(&plano).await;
    let channel = main_channel(&anna, &project).await;
    plano.settle().await;
    let name = format!("@[B]({})", bruno.account());
    let first = posts(&anna, &channel, &format!("{name} premier")).await;
    let second = posts(&rose, &channel, &format!("{name} second")).await;
    let third = posts(&anna, &channel, &format!("{name} troisième")).await;
    plano.settle().await;
    let shown = async || {
        let list = told(&bruno).await;
        let text = |it: &Value| (it["details"]["excerpt"].clone(), it["others"].clone());
        list.iter().map(text).collect::<Vec<_>>()
    };
    assert_eq!(shown().await, [(json!("@Bruno Test troisième"), json!(1))]);
    for (by, gone, left) in [
        // The latest of those that are there.
        (&anna, &third, vec![(json!("@Bruno Test second"), json!(1))]),
        (&rose, &second, vec![(json!("@Bruno Test premier"), json!(0))]),
        (&anna, &first, vec![]),
    ] {
        by.delete(&format!("/messages/{}", id(gone))).await.ok();
        plano.settle().await;
        assert_eq!(shown().await, left);
    }
    let all = bruno.get("/notifications").await.ok();
    assert!(!all.to_string().contains("second"), "{all}");
}
