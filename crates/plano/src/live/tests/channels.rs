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

/// The words of what is heard of a channel, each as it was told.
fn words(heard: &[Value]) -> Vec<String> {
    heard
        .iter()
        .filter(|it| it["name"] == "message.posted")
        .map(|it| it["body"]["message"]["body"].as_str().expect("a text").to_owned())
        .collect()
}

/// Comes back to where he stopped, as a client does: what he has to look at anew he fetches. What he shows, and what he was
/// told besides.
async fn comes_back(
    server: &Server,
    whom: &Caller<'_>,
    cursor: &str,
    topics: &[&str],
    channel: &str,
) -> (Vec<String>, Vec<Value>) {
    let mut window = server.window(whom, Some(cursor), topics).await;
    let mut heard = Vec::new();
    loop {
        heard.push(window.next().await);
        let last = heard.last().expect("it was just heard");
        if last["type"] == "ready" || last["type"] == "refetch" {
            break;
        }
    }
    heard.extend(window.rest().await);
    let is_anew = heard.iter().any(|it| it["type"] == "refetch");
    let shown = if is_anew {
        fetched(whom, channel).await
    } else {
        words(&heard)
    };
    heard.retain(|it| it["topic"] != json!(format!("channel:{channel}")));
    (shown, heard)
}

async fn fetched(whom: &Caller<'_>, channel: &str) -> Vec<String> {
    let page = whom.get(&format!("/channels/{channel}/messages")).await.ok();
    let items = page["items"].as_array().expect("a list");
    items
        .iter()
        .map(|it| it["body"].as_str().expect("a text").to_owned())
        .collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_is_let_in_while_he_is_away_comes_back_to_the_whole_history_of_which_nothing_calls_him() {
    let server = Server::start().await;
    let (camille, sami) = (
        server.plano.person("camille").await,
        server.plano.person("sami").await,
    );
    let id = camille.makes_project("Plan vélo").await;
    invite(&camille, &id, &sami, "member").await;
    let channel = private(&camille, &id, &[]).await;
    told(&server).await;
    let mut window = server.listening(&sami, &id).await;
    window.rest().await;
    let cursor = window.cursor.clone().expect("a place");
    drop(window);
    posts(&camille, &channel, &format!("avant @[S]({})", sami.account())).await;
    posts(&camille, &channel, "avant @[tous](everyone)").await;
    let topics = [topic(&id), format!("channel:{channel}")];
    let topics: Vec<&str> = topics.iter().map(String::as_str).collect();
    server.plano.settle().await;
    told(&server).await;

    // Not let in yet, he hears none of it, whatever he asks for.
    let (shown, besides) = comes_back(&server, &sami, &cursor, &topics, &channel).await;
    assert_eq!(shown, [""; 0]);
    assert!(!json!(besides).to_string().contains("avant"), "{besides:#?}");

    let way = format!("/channels/{channel}/people/{}", sami.account());
    camille.put(&way, json!({})).await.ok();
    posts(&camille, &channel, &format!("après @[S]({})", sami.account())).await;
    server.plano.settle().await;
    told(&server).await;
    let (shown, besides) = comes_back(&server, &sami, &cursor, &topics, &channel).await;
    assert_eq!(shown.len(), 3);
    assert_eq!(shown, fetched(&sami, &channel).await);
    let besides = json!(besides).to_string();
    assert!(
        !besides.contains("avant") && besides.contains("après"),
        "{besides}"
    );

    // Out of it again, nothing from the same place on, what he could have heard before included.
    camille.delete(&way).await.ok();
    server.plano.settle().await;
    told(&server).await;
    let (shown, besides) = comes_back(&server, &sami, &cursor, &topics, &channel).await;
    assert_eq!(shown, [""; 0]);
    let besides = json!(besides).to_string();
    assert!(
        !besides.contains("avant") && !besides.contains("après"),
        "{besides}"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_comes_into_a_project_while_he_is_away_comes_back_to_the_whole_history_of_its_channels() {
    let server = Server::start().await;
    let (camille, nour) = (
        server.plano.person("camille").await,
        server.plano.external("nour").await,
    );
    let (id, mine) = (
        camille.makes_project("Plan vélo").await,
        camille.makes_project("Guichet").await,
    );
    invite(&camille, &mine, &nour, "member").await;
    let channels = camille.get(&format!("/projects/{id}/channels")).await.ok();
    let channel = id_of(&channels["items"][0]);
    told(&server).await;
    let mut window = server.listening(&nour, &mine).await;
    window.rest().await;
    let cursor = window.cursor.clone().expect("a place");
    drop(window);
    posts(&camille, &channel, &format!("avant @[N]({})", nour.account())).await;
    let topics = [topic(&id), format!("channel:{channel}")];
    let topics: Vec<&str> = topics.iter().map(String::as_str).collect();
    server.plano.settle().await;
    told(&server).await;
    let (shown, besides) = comes_back(&server, &nour, &cursor, &topics, &channel).await;
    assert_eq!(shown, [""; 0]);
    assert!(!json!(besides).to_string().contains("avant"), "{besides:#?}");

    let member = invite(&camille, &id, &nour, "member").await;
    posts(&camille, &channel, "après").await;
    server.plano.settle().await;
    told(&server).await;
    let (shown, besides) = comes_back(&server, &nour, &cursor, &topics, &channel).await;
    assert_eq!(shown.len(), 2);
    assert_eq!(shown, fetched(&nour, &channel).await);
    assert!(!json!(besides).to_string().contains("avant"), "{besides:#?}");

    camille
        .delete(&format!("/projects/{id}/members/{member}"))
        .await
        .ok();
    server.plano.settle().await;
    told(&server).await;
    let (shown, _) = comes_back(&server, &nour, &cursor, &topics, &channel).await;
    assert_eq!(shown, [""; 0]);
}
