// SPDX-License-Identifier: EUPL-1.2
//! Channels and conversations that do not admit all: who hears them, and from when on no longer.

use serde_json::{Value, json};
use uuid::Uuid;

use super::{CUT, Server, Window, invite, names, told, topic};
use crate::testkit::{Caller, id_of};

async fn posts(by: &Caller<'_>, channel: &str, body: &str) {
    let new = json!({ "draft": Uuid::now_v7(), "body": body });
    by.post(&format!("/channels/{channel}/messages"), new).await.ok();
}

/// A private channel of `by` with these people.
async fn private(by: &Caller<'_>, project: &str, people: &[&Caller<'_>]) -> String {
    let people: Vec<_> = people.iter().map(|it| it.account()).collect();
    let new = json!({ "draft": Uuid::now_v7(), "kind": "private", "name": "Élus", "people": people });
    id_of(&by.post(&format!("/projects/{project}/channels"), new).await.ok())
}

/// What is heard until a moment after everything was told: of this channel nothing with words.
async fn hears_nothing_of(window: &mut Window, server: &Server, channel: &str) {
    told(server).await;
    let heard = window.rest().await;
    let with = |it: &&Value| it["topic"] == json!(format!("channel:{channel}")) && it["type"] != "denied";
    assert!(!heard.iter().any(|it| with(&it)), "{heard:#?}");
    assert!(!names(&heard).contains(&"message.posted"), "{heard:#?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_is_not_in_a_private_channel_or_a_conversation_cannot_listen_to_it() {
    let server = Server::start().await;
    let (camille, sami, rose, nina) = (
        server.plano.person("camille").await,
        server.plano.person("sami").await,
        server.plano.person("rose").await,
        server.plano.person("nina").await,
    );
    let id = camille.makes_project("Plan vélo").await;
    invite(&camille, &id, &sami, "member").await;
    invite(&camille, &id, &rose, "member").await;
    let channel = private(&sami, &id, &[]).await;
    let people = json!({ "people": [sami.account()] });
    let direct = id_of(&rose.post("/me/conversations", people).await.ok());
    told(&server).await;
    // The owner of the project is one of them, and somebody of another project.
    for (whom, topics) in [
        (&camille, [&channel, &direct]),
        (&nina, [&channel, &direct]),
        (&rose, [&channel, &channel]),
    ] {
        let topics: Vec<String> = topics.iter().map(|it| format!("channel:{it}")).collect();
        let topics: Vec<&str> = topics.iter().map(String::as_str).collect();
        for cursor in [None, Some("0.0")] {
            let mut window = server.window(whom, cursor, &topics).await;
            let begun = window.until("ready").await;
            assert!(!begun.iter().any(|it| it["type"] == "subscribed"), "{begun:#?}");
            posts(&sami, &channel, "entre nous").await;
            posts(&sami, &direct, "à deux").await;
            // Rose is in the conversation, which she hears as her own without asking.
            if whom.account() == rose.account() {
                continue;
            }
            hears_nothing_of(&mut window, &server, &channel).await;
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_is_taken_out_of_a_private_channel_hears_it_no_more_and_the_project_still() {
    let server = Server::start().await;
    let (camille, sami) = (
        server.plano.person("camille").await,
        server.plano.person("sami").await,
    );
    let id = camille.makes_project("Plan vélo").await;
    invite(&camille, &id, &sami, "member").await;
    let channel = private(&camille, &id, &[&sami]).await;
    told(&server).await;
    let heard = format!("channel:{channel}");
    let mut window = server.window(&sami, None, &[&topic(&id), &heard]).await;
    window.until("ready").await;
    camille
        .delete(&format!("/channels/{channel}/people/{}", sami.account()))
        .await
        .ok();
    let ended = tokio::time::timeout(CUT, window.until("ended"))
        .await
        .expect("cut in time");
    assert_eq!(ended.last(), Some(&json!({ "type": "ended", "topic": heard })));
    posts(&camille, &channel, "sans lui").await;
    hears_nothing_of(&mut window, &server, &channel).await;
    window.say(json!({ "type": "subscribe", "topic": heard })).await;
    assert_eq!(
        window.until("denied").await.last(),
        Some(&json!({ "type": "denied", "topic": heard }))
    );
    let patch = json!({ "name": "Plan piéton" });
    let now = camille.get(&format!("/projects/{id}")).await.ok();
    camille
        .patch(
            &format!("/projects/{id}"),
            now["etag"].as_str().expect("an etag"),
            patch,
        )
        .await
        .ok();
    window.event("project.changed").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_leaves_a_conversation_hears_it_no_more() {
    let server = Server::start().await;
    let (camille, sami, rose) = (
        server.plano.person("camille").await,
        server.plano.person("sami").await,
        server.plano.person("rose").await,
    );
    let people = json!({ "people": [sami.account(), rose.account()] });
    let direct = id_of(&camille.post("/me/conversations", people).await.ok());
    posts(&camille, &direct, "à trois").await;
    told(&server).await;
    let heard = format!("channel:{direct}");
    let mut window = server.window(&sami, None, &[&heard]).await;
    window.until("ready").await;
    sami.delete(&format!("/channels/{direct}/people/{}", sami.account()))
        .await
        .ok();
    tokio::time::timeout(CUT, window.until("ended"))
        .await
        .expect("cut in time");
    posts(&rose, &direct, "à deux").await;
    hears_nothing_of(&mut window, &server, &direct).await;
}
