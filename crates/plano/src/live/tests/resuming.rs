// SPDX-License-Identifier: EUPL-1.2
//! Windows that were away, or do not read.

use ::live::{Cursor, Frame, Topic};
use base::Id;
use serde_json::{Value, json};
use uuid::Uuid;

use super::{PATIENCE, Server, Window, invite, told, topic};
use crate::testkit::{Caller, id_of};

#[tokio::test(flavor = "multi_thread")]
async fn who_was_away_too_long_is_told_to_look_again() {
    let server = Server::start().await;
    let camille = server.plano.person("camille").await;
    let id = camille.makes_project("Plan vélo").await;
    told(&server).await;
    for cursor in ["nonsense", "9000000000000000000.1"] {
        let mut window = server.window(&camille, Some(cursor), &[&topic(&id)]).await;
        let heard = window.next().await;
        assert_eq!(heard["type"], "subscribed");
        assert_eq!(window.next().await["type"], "refetch", "{cursor}");
    }
    let mut window = server.window(&camille, None, &[]).await;
    window.until("ready").await;
    let cursor = window.cursor.clone();
    drop(window);
    // More happens than is kept.
    let live = &server.plano.app.live;
    let head = live.with(|hub| hub.head());
    live.with(|hub| {
        let frame = Frame::to(Topic::Project(Id::MAX), "it.happened", &json!({}));
        for seq in 1..=20_000 {
            hub.publish(
                Cursor {
                    tx: head.tx,
                    seq: head.seq + seq,
                },
                std::slice::from_ref(&frame),
            );
        }
    });
    let mut window = server.window(&camille, cursor.as_deref(), &[]).await;
    assert_eq!(window.next().await["type"], "refetch");
    // And goes on from there.
    window.say(json!({ "type": "ping" })).await;
    assert_eq!(window.next().await["type"], "pong");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_place_that_me_tells_is_resumed_from_and_what_happened_since_is_told() {
    let server = Server::start().await;
    let camille = server.plano.person("camille").await;
    let id = camille.makes_project("Plan vélo").await;
    told(&server).await;
    let me = camille.get("/me").await.ok();
    let cursor = me["cursor"].as_str().expect("where the stream stands");
    let mut window = server.window(&camille, Some(cursor), &[&topic(&id)]).await;
    assert_eq!(window.next().await["type"], "subscribed");
    assert_eq!(window.next().await["type"], "ready", "nothing happened since");
    let other = camille.makes_project("Plan de circulation").await;
    told(&server).await;
    let mut late = server.window(&camille, Some(cursor), &[]).await;
    let heard = late.until("ready").await;
    let joined: Vec<_> = heard.iter().filter(|it| it["name"] == "project.joined").collect();
    assert_eq!(joined.len(), 1, "{heard:?}");
    assert_eq!(joined[0]["body"]["project"], other);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_slow_reader_is_closed_and_comes_back_and_the_others_notice_nothing() {
    let server = Server::start().await;
    let (camille, sami) = (
        server.plano.person("camille").await,
        server.plano.person("sami").await,
    );
    let id = camille.makes_project("Plan vélo").await;
    invite(&camille, &id, &sami, "member").await;
    told(&server).await;

    let mut slow = Window {
        socket: server
            .connect(sami.cookie(), Some(4_096))
            .await
            .expect("a socket"),
        cursor: None,
    };
    slow.say(json!({ "type": "resume", "cursor": null, "topics": [topic(&id)] }))
        .await;
    slow.until("ready").await;
    let mut fast = server.listening(&camille, &id).await;

    // Nobody reads the slow one. Each frame is waited for by the fast one, so that it is the reading that counts.
    let live = &server.plano.app.live;
    let head = live.with(|hub| hub.head());
    let text = "x".repeat(32 * 1024);
    let mut seq = 0;
    while live.census().slow_closed == 0 {
        seq += 1;
        assert!(seq < 2_000, "a socket that nobody reads holds more than it may");
        publish(live, &id, head, seq, &text);
        assert_eq!(
            fast.next().await["body"]["seq"],
            json!(seq),
            "the others notice nothing"
        );
    }
    // What it had been sent it reads, then why it hears no more; and it comes back.
    let (code, heard) = slow.closed().await;
    assert_eq!(code, Some(4008));
    let heard: Vec<i64> = heard.iter().filter_map(|it| it["body"]["seq"].as_i64()).collect();
    assert_eq!(
        heard,
        (1..=heard.len() as i64).collect::<Vec<_>>(),
        "in order, without gap"
    );
    assert!((heard.len() as i64) < seq);
    let cursor = slow.cursor.clone();
    let mut back = server.window(&sami, cursor.as_deref(), &[&topic(&id)]).await;
    assert_eq!(back.next().await["type"], "subscribed");
    // It missed more than is told again: it looks.
    assert_eq!(back.next().await["type"], "refetch");
    publish(live, &id, head, seq + 1, "");
    assert_eq!(back.next().await["body"]["seq"], json!(seq + 1));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_socket_that_nobody_reads_is_let_go() {
    let server = Server::start().await;
    let camille = server.plano.person("camille").await;
    let id = camille.makes_project("Plan vélo").await;
    told(&server).await;
    let mut slow = Window {
        socket: server
            .connect(camille.cookie(), Some(4_096))
            .await
            .expect("a socket"),
        cursor: None,
    };
    slow.say(json!({ "type": "resume", "cursor": null, "topics": [topic(&id)] }))
        .await;
    slow.until("ready").await;
    let live = &server.plano.app.live;
    let head = live.with(|hub| hub.head());
    let text = "x".repeat(256 * 1024);
    for seq in 1.. {
        publish(live, &id, head, seq, &text);
        tokio::task::yield_now().await;
        if live.census().slow_closed > 0 {
            break;
        }
    }
    let wait = async {
        while live.census().connections > 0 {
            tokio::task::yield_now().await;
        }
    };
    tokio::time::timeout(PATIENCE, wait)
        .await
        .expect("a slow socket is let go");
    assert_eq!(live.census().queued_frames, 0, "what waited for it is forgotten");
}

fn publish(live: &crate::live::Live, project: &str, head: Cursor, seq: i64, text: &str) {
    let frame = Frame::to(
        topic(project).parse().expect("a topic"),
        "it.happened",
        &json!({ "seq": seq, "text": text }),
    );
    let cursor = Cursor {
        tx: head.tx,
        seq: head.seq + seq,
    };
    live.with(|hub| hub.publish(cursor, &[frame]));
}

#[tokio::test(flavor = "multi_thread")]
async fn who_reads_again_in_time_is_told_everything() {
    let server = Server::start().await;
    let camille = server.plano.person("camille").await;
    let id = camille.makes_project("Plan vélo").await;
    told(&server).await;
    let mut window = server.listening(&camille, &id).await;
    let live = &server.plano.app.live;
    let head = live.with(|hub| hub.head());
    let text = "x".repeat(8 * 1024);
    // Half of what may wait, at once.
    for seq in 1..=60 {
        publish(live, &id, head, seq, &text);
    }
    for seq in 1..=60 {
        assert_eq!(window.next().await["body"]["seq"], json!(seq));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn who_comes_back_after_a_channel_was_cleared_hears_what_became_of_it_and_nothing_that_was_said() {
    let server = Server::start().await;
    let camille = server.plano.person("camille").await;
    let project = camille.makes_project("Plan vélo").await;
    let body = json!({ "draft": uuid::Uuid::now_v7(), "name": "marché", "kind": "open" });
    let made = camille
        .post(&format!("/projects/{project}/channels"), body)
        .await
        .ok();
    let channel = made["id"].as_str().expect("an id").to_owned();
    told(&server).await;
    let topic = format!("channel:{channel}");
    let mut window = server.window(&camille, None, &[&topic]).await;
    window.until("ready").await;
    let cursor = window.cursor.clone();
    drop(window);

    let messages = format!("/channels/{channel}/messages");
    let say = |body: &str| json!({ "draft": uuid::Uuid::now_v7(), "body": body });
    let said = camille.post(&messages, say("un secret")).await.ok();
    let own = format!("/messages/{}", said["id"].as_str().expect("an id"));
    camille
        .changes(&own, json!({ "body": "un secret, autrement" }))
        .await;
    camille.put(&format!("{own}/reactions/👍"), json!({})).await.ok();
    let poll = json!({ "draft": uuid::Uuid::now_v7(), "question": "Quel secret ?", "options": ["a", "b"] });
    let poll = camille
        .post(&format!("/channels/{channel}/polls"), poll)
        .await
        .ok();
    let vote = format!("/messages/{}/poll/vote", poll["id"].as_str().expect("an id"));
    camille.put(&vote, json!({ "options": [0] })).await.ok();
    camille
        .changes(&format!("/channels/{channel}"), json!({ "name": "marchés" }))
        .await;
    // Told before it is cleared, as it was.
    told(&server).await;
    camille.delete(&format!("/channels/{channel}/history")).await.ok();
    camille.post(&messages, say("ensuite")).await.ok();
    told(&server).await;

    let mut back = server.window(&camille, cursor.as_deref(), &[&topic]).await;
    let heard = back.until("ready").await;
    let on_channel: Vec<_> = heard.iter().filter(|it| it["topic"] == topic).cloned().collect();
    assert_eq!(
        super::names(&on_channel),
        ["channel.changed", "channel.cleared", "message.posted"],
        "{heard:?}"
    );
    let all = serde_json::to_string(&heard).expect("text");
    assert!(!all.contains("secret") && all.contains("ensuite"), "{all}");
}

/// Where the stream stands for someone who has heard all.
async fn here(server: &Server, who: &Caller<'_>) -> String {
    told(server).await;
    let mut window = server.window(who, None, &[]).await;
    window.until("ready").await;
    window.cursor.expect("a cursor")
}

async fn posts(by: &Caller<'_>, channel: &str, body: &str, thread: Option<&Value>) -> Value {
    let new = json!({ "draft": Uuid::now_v7(), "body": body, "thread": thread });
    by.post(&format!("/channels/{channel}/messages"), new).await.ok()
}

#[tokio::test(flavor = "multi_thread")]
async fn of_what_was_taken_away_whoever_comes_back_hears_that_it_was_and_no_word() {
    let server = Server::start().await;
    let (camille, sami, rose) = (
        server.plano.person("camille").await,
        server.plano.person("sami").await,
        server.plano.person("rose").await,
    );
    let id = camille.makes_project("Plan vélo").await;
    invite(&camille, &id, &sami, "member").await;
    let list = camille.get(&format!("/projects/{id}/channels")).await.ok();
    let channel = id_of(&list["items"][0]);
    let root = posts(&camille, &channel, "Qui vient ?", None).await;
    let cursor = here(&server, &sami).await;

    let said = posts(&camille, &channel, "SECRET dit", None).await;
    let answered = posts(&camille, &channel, "SECRET répondu", Some(&root["id"])).await;
    let kept = posts(&camille, &channel, "Ce qui reste", Some(&root["id"])).await;
    let path = format!("/messages/{}", id_of(&said));
    camille
        .patch(&path, "1", json!({ "body": "SECRET corrigé" }))
        .await
        .ok();
    for gone in [&said, &answered] {
        camille.delete(&format!("/messages/{}", id_of(gone))).await.ok();
    }
    let last = posts(&camille, &channel, "Au revoir", None).await;
    invite(&camille, &id, &rose, "member").await;
    told(&server).await;

    // Whoever was in it, and whoever came after that and says that he has heard so far.
    for who in [&sami, &rose] {
        let mut window = server
            .window(who, Some(&cursor), &[&format!("channel:{channel}")])
            .await;
        let heard = window.until("ready").await;
        assert!(!json!(heard).to_string().contains("SECRET"), "{heard:#?}");
        let of = |message: &Value| -> Vec<&Value> {
            heard
                .iter()
                .filter(|it| it["body"]["message"]["id"] == message["id"])
                .collect()
        };
        // Nothing is missing in between: what goes on from here goes on without a gap.
        assert_eq!(of(&said).len(), 3, "posted, edited, taken away");
        for message in of(&said).into_iter().chain(of(&answered)) {
            assert!(
                message["body"]["message"]["retracted_at"].is_string(),
                "{message}"
            );
        }
        assert_eq!(of(&answered)[0]["body"]["root"]["answers"]["count"], 2);
        assert_eq!((of(&kept).len(), of(&last).len()), (1, 1));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn of_what_one_was_told_one_hears_again_what_one_may_still_see_as_it_is_now() {
    let server = Server::start().await;
    let (camille, sami) = (
        server.plano.person("camille").await,
        server.plano.person("sami").await,
    );
    let id = camille.makes_project("Plan vélo").await;
    invite(&camille, &id, &sami, "member").await;
    let new =
        json!({ "draft": Uuid::now_v7(), "kind": "private", "name": "Élus", "people": [sami.account()] });
    let private = id_of(&camille.post(&format!("/projects/{id}/channels"), new).await.ok());
    let list = camille.get(&format!("/projects/{id}/channels")).await.ok();
    let main = list["items"].as_array().expect("a list");
    let main = id_of(
        main.iter()
            .find(|it| it["is_main"] == true)
            .expect("the main one"),
    );
    for channel in [&private, &main] {
        sami.put(
            &format!("/channels/{channel}/mine"),
            json!({ "attention": "all" }),
        )
        .await
        .ok();
    }
    server.plano.settle().await;
    let cursor = here(&server, &sami).await;

    posts(&camille, &private, "CONFIDENTIEL", None).await;
    let open = posts(&camille, &main, "Réunion lundi", None).await;
    server.plano.settle().await;
    told(&server).await;
    let notifications = async || {
        let mut window = server.window(&sami, Some(&cursor), &[]).await;
        let heard = window.until("ready").await;
        let of = |it: &&Value| it["name"] == "notification.changed";
        heard
            .iter()
            .filter(of)
            .map(|it| it["body"].clone())
            .collect::<Vec<_>>()
    };
    assert_eq!(notifications().await.len(), 2);

    camille
        .delete(&format!("/channels/{private}/people/{}", sami.account()))
        .await
        .ok();
    let path = format!("/messages/{}", id_of(&open));
    camille
        .patch(&path, "1", json!({ "body": "Réunion mardi" }))
        .await
        .ok();
    server.plano.settle().await;
    told(&server).await;
    let heard = notifications().await;
    assert_eq!(
        json!(heard.last()),
        sami.get("/notifications").await.ok()["items"][0]
    );
    let texts: Vec<&Value> = heard.iter().map(|it| &it["details"]["excerpt"]).collect();
    assert_eq!(texts, ["Réunion mardi"]);
}
