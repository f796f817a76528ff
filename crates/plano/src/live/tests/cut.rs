// SPDX-License-Identifier: EUPL-1.2
//! Windows that are cut off again and again while people talk: each ends with the same list, which is what a fresh fetch gives.

use std::collections::BTreeMap;

use futures_util::future::join_all;
use serde_json::{Value, json};
use uuid::Uuid;

use super::{Server, Window, invite, told};
use crate::testkit::Caller;

/// Messages by their place: the version and the text last heard.
type Held = BTreeMap<i64, (i64, String)>;

fn put(held: &mut Held, message: &Value) {
    let (Some(seq), Some(etag)) = (message["seq"].as_i64(), message["etag"].as_str()) else {
        return;
    };
    let etag: i64 = etag.parse().expect("a version");
    let body = message["body"].as_str().expect("a text").to_owned();
    // Frames and answers may cross: the newer of two sayings holds.
    if held.get(&seq).is_none_or(|it| it.0 <= etag) {
        held.insert(seq, (etag, body));
    }
}

async fn fetched(of: &Caller<'_>, channel: &str) -> Held {
    let mut held = Held::new();
    let mut after = 0;
    loop {
        let page = of
            .get(&format!("/channels/{channel}/messages?after={after}&limit=200"))
            .await
            .ok();
        for message in page["items"].as_array().expect("a list") {
            put(&mut held, message);
            after = message["seq"].as_i64().expect("a place");
        }
        if page["has_newer"] == json!(false) {
            return held;
        }
    }
}

/// What a reader holds who is cut off after so many frames, each time, and goes on from where he stopped.
async fn reads(server: &Server, reader: &Caller<'_>, channel: &str, every: usize, last: i64) -> Held {
    let topic = format!("channel:{channel}");
    let mut held = Held::new();
    let mut cursor: Option<String> = None;
    let (mut cuts, mut has_begun) = (0, false);
    loop {
        let mut window = server.window(reader, cursor.as_deref(), &[&topic]).await;
        let mut heard = 0;
        loop {
            let frame = window.next().await;
            // Too long away, or not before: what stands there is asked for.
            if frame["type"] == "refetch" || (frame["type"] == "ready" && !has_begun) {
                held.extend(fetched(reader, channel).await);
                has_begun = true;
            }
            if matches!(frame["name"].as_str(), Some("message.posted" | "message.changed")) {
                put(&mut held, &frame["body"]["message"]);
                heard += 1;
            }
            cursor.clone_from(&window.cursor);
            let is_over = held.get(&last).is_some_and(|it| it.1.is_empty());
            if is_over {
                assert!(cuts > 3 || every > 60, "it was cut off");
                return rest(window, held).await;
            }
            if heard >= every && has_begun {
                cuts += 1;
                break;
            }
        }
    }
}

async fn rest(mut window: Window, mut held: Held) -> Held {
    for frame in window.rest().await {
        if matches!(frame["name"].as_str(), Some("message.posted" | "message.changed")) {
            put(&mut held, &frame["body"]["message"]);
        }
    }
    held
}

#[tokio::test(flavor = "multi_thread")]
async fn readers_who_are_cut_off_again_and_again_end_with_the_same_list() {
    let server = Server::start().await;
    let camille = server.plano.person("camille").await;
    let project = camille.makes_project("Cellule de crise").await;
    let mut people = Vec::new();
    for name in ["sami", "rose", "nina", "idriss"] {
        let person = server.plano.person(name).await;
        invite(&camille, &project, &person, "member").await;
        people.push(person);
    }
    told(&server).await;
    let channels = camille.get(&format!("/projects/{project}/channels")).await.ok();
    let channel = channels["items"][0]["id"].as_str().expect("an id").to_owned();
    let path = format!("/channels/{channel}/messages");

    // Each writes, changes every third and takes away every fifth of what he wrote.
    let talks = async {
        join_all(people.iter().map(|person| async {
            for number in 0..40 {
                let body = json!({ "draft": Uuid::now_v7(), "body": format!("n° {number}") });
                let message = person.post(&path, body).await.ok();
                let one = format!("/messages/{}", message["id"].as_str().expect("an id"));
                if number % 3 == 0 {
                    let edited = json!({ "body": format!("n° {number}, en mieux") });
                    person.patch(&one, "1", edited).await.ok();
                }
                if number % 5 == 0 {
                    person.delete(&one).await.ok();
                }
            }
        }))
        .await;
        // The last word, which is taken away again: whoever has heard that has heard all.
        let body = json!({ "draft": Uuid::now_v7(), "body": "Fin" });
        let last = camille.post(&path, body).await.ok();
        let one = format!("/messages/{}", last["id"].as_str().expect("an id"));
        camille.delete(&one).await.ok();
    };
    let last = 40 * 4 + 1;
    let readers = [3, 7, 20, 1_000];
    let reading = join_all(
        readers
            .iter()
            .zip(&people)
            .map(|(every, person)| reads(&server, person, &channel, *every, last)),
    );
    let ((), held) = tokio::join!(talks, reading);

    let truth = fetched(&camille, &channel).await;
    assert_eq!(truth.len(), usize::try_from(last).expect("a number"));
    for (every, held) in readers.iter().zip(held) {
        assert_eq!(held, truth, "cut off after {every}");
    }
}
