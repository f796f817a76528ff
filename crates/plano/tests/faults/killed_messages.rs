// SPDX-License-Identifier: EUPL-1.2
//! `kill -9` while 64 people write in one channel. What was acknowledged is there, once, in its place and with its words; what
//! was not is there once after it was sent again, or from the first time on.

use std::{
    collections::BTreeMap,
    sync::{
        Arc, Mutex,
        atomic::{AtomicU64, Ordering},
    },
};

use bytes::Bytes;
use http::Request;
use http_body_util::Full;
use serde_json::{Value, json};
use tokio::{sync::watch, task::JoinSet};

use crate::{
    client::{Answer, Client, Lost},
    crowd::{Channel, history, place_of},
    ledger::draft,
    program::{Chance, Program, each, free_port, soon},
};

const ROUNDS: u64 = 6;
const WRITERS: usize = 64;
/// One person may post a hundred in a minute; the program forgets how many when it is killed.
const EACH: u64 = 90;

/// What a client knows of a message it has sent.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Sent {
    /// Which of the people wrote it: a draft is its author's.
    author: usize,
    draft: String,
    body: String,
    /// Its id and place, once acknowledged.
    known: Option<(String, i64)>,
    /// A new text that was sent and not acknowledged.
    pending: Option<String>,
}

impl Sent {
    fn new(author: usize, number: u64) -> Self {
        Self {
            author,
            draft: draft(),
            body: format!("Message {number}"),
            known: None,
            pending: None,
        }
    }

    /// Posts it, or posts it again; whether that was acknowledged.
    async fn post(&mut self, client: &Client, channel: &str) -> bool {
        let body = json!({ "draft": self.draft, "body": self.body });
        let answer = client.post(&format!("/channels/{channel}/messages"), body).await;
        let Ok(Answer {
            status: 200 | 201,
            json,
            ..
        }) = answer
        else {
            return false;
        };
        let known = place_of(&json);
        assert!(
            self.known.as_ref().is_none_or(|it| *it == known),
            "another one for the same draft"
        );
        self.known = Some(known);
        true
    }

    /// Gives it another text.
    async fn edit(&mut self, client: &Client) -> Result<(), Lost> {
        let Some((id, _)) = &self.known else { return Ok(()) };
        let path = format!("/messages/{id}");
        let etag = client.get(&path).await?.ok()["etag"].as_str().unwrap().to_owned();
        let text = format!("{} relu", self.body);
        self.pending = Some(text.clone());
        let request = Request::patch(format!("/api/v1{path}"))
            .header("content-type", "application/json")
            .header("if-match", format!("\"{etag}\""))
            .body(Full::from(Bytes::from(json!({ "body": text }).to_string())));
        client.send(request.unwrap()).await?.ok();
        self.pending = None;
        self.body = text;
        Ok(())
    }
}

/// Writes until the program is gone.
async fn write(
    (author, client): (usize, Client),
    channel: String,
    next: Arc<AtomicU64>,
    sent: Arc<Mutex<Vec<Sent>>>,
    acknowledged: watch::Sender<u64>,
) {
    for turn in 0..EACH {
        let mut one = Sent::new(author, next.fetch_add(1, Ordering::Relaxed));
        let was_posted = one.post(&client, &channel).await;
        if was_posted {
            acknowledged.send_modify(|it| *it += 1);
        }
        let is_gone = !was_posted || turn % 5 == 4 && one.edit(&client).await.is_err();
        sent.lock().unwrap().push(one);
        if is_gone {
            return;
        }
    }
}

/// What is wrong, in words.
fn faults(sent: &[Sent], history: &[Value]) -> Vec<String> {
    let mut faults = Vec::new();
    let mut found: BTreeMap<String, (i64, &str)> = BTreeMap::new();
    for (expected, message) in (1..).zip(history) {
        let (id, seq) = place_of(message);
        if seq != expected {
            faults.push(format!("place {expected} holds the message of place {seq}"));
        }
        found.insert(id, (seq, message["body"].as_str().unwrap()));
    }
    for one in sent {
        let Some((id, seq)) = &one.known else { continue };
        match found.get(id) {
            None => faults.push(format!("lost: {}", one.body)),
            Some((at, _)) if at != seq => faults.push(format!("moved: {}", one.body)),
            Some((_, body)) if *body != one.body && Some(*body) != one.pending.as_deref() => {
                faults.push(format!("changed: {} into {body}", one.body));
            }
            Some(_) => (),
        }
    }
    let mut bodies: Vec<&str> = history
        .iter()
        .map(|it| it["body"].as_str().unwrap().trim_end_matches(" relu"))
        .collect();
    bodies.sort_unstable();
    faults.extend(
        bodies
            .windows(2)
            .filter(|it| it[0] == it[1])
            .map(|it| format!("twice: {}", it[0])),
    );
    faults
}

#[tokio::test(flavor = "multi_thread")]
async fn no_acknowledged_message_is_lost_moved_or_doubled() {
    each(async |place| {
        let mut chance = Chance::new();
        let port = free_port();
        let mut program = Program::start_on(&place, port).await;
        let client = program.set_up().await;
        let Channel { id: channel, people } = Channel::with(&place, &client, WRITERS).await;

        let next = Arc::new(AtomicU64::new(1));
        let (mut sent, mut cut_off) = (Vec::<Sent>::new(), 0);
        for round in 1..=ROUNDS {
            let acknowledged = watch::Sender::new(0u64);
            let mut seen = acknowledged.subscribe();
            let now = Arc::new(Mutex::new(Vec::new()));
            let mut writers = JoinSet::new();
            for person in people.iter().cloned().enumerate() {
                let (next, now) = (Arc::clone(&next), Arc::clone(&now));
                writers.spawn(write(person, channel.clone(), next, now, acknowledged.clone()));
            }
            let enough = 20 + chance.below(400);
            soon(seen.wait_for(|it| *it >= enough)).await.unwrap();
            for _ in 0..chance.below(4_000) {
                tokio::task::yield_now().await;
            }
            program.kill().await;
            writers.join_all().await;
            sent.append(&mut now.lock().unwrap());

            program = Program::start_on(&place, port).await;
            let found = history(&client, &channel).await;
            assert_eq!(faults(&sent, &found), [""; 0], "round {round}, as it was found");
            // What was cut off is sent again, as a browser does.
            for one in &mut sent {
                if one.known.is_none() {
                    cut_off += 1;
                    assert!(
                        one.post(&people[one.author], &channel).await,
                        "every retry is answered"
                    );
                }
                if let Some(text) = one.pending.take() {
                    let id = &one.known.as_ref().unwrap().0;
                    let now = client.get(&format!("/messages/{id}")).await.unwrap().ok();
                    if now["body"] == text {
                        one.body = text;
                    }
                }
            }
            let found = history(&client, &channel).await;
            assert_eq!(faults(&sent, &found), [""; 0], "round {round}, after the retries");
            assert_eq!(found.len(), sent.len(), "round {round}: each once");
        }
        eprintln!(
            "{} messages in {ROUNDS} rounds, {cut_off} cut off and sent again, none lost, none twice",
            sent.len()
        );
        program.kill().await;
        // Words, places and counters too.
        let doctor = soon(place.command("doctor").output()).await.unwrap();
        assert!(
            doctor.status.success(),
            "{}",
            String::from_utf8_lossy(&doctor.stdout)
        );
    })
    .await;
}

#[test]
fn what_is_lost_moved_changed_or_doubled_is_seen() {
    let found = |all: &[(&str, i64, &str)]| -> Vec<Value> {
        all.iter()
            .map(|(id, seq, body)| json!({ "id": id, "seq": seq, "body": body }))
            .collect()
    };
    let sent: Vec<Sent> = ["a", "b", "c"]
        .iter()
        .zip(1..)
        .map(|(id, seq)| Sent {
            known: Some(((*id).to_owned(), seq)),
            ..Sent::new(0, seq.unsigned_abs())
        })
        .collect();
    let (a, b, c) = (
        ("a", 1, "Message 1"),
        ("b", 2, "Message 2"),
        ("c", 3, "Message 3"),
    );
    assert_eq!(faults(&sent, &found(&[a, b, c])), [""; 0]);
    assert_eq!(faults(&sent, &found(&[a, b])), ["lost: Message 3"]);
    assert_eq!(
        faults(&sent, &found(&[a, ("b", 2, "autre"), c])),
        ["changed: Message 2 into autre"]
    );
    assert_eq!(
        faults(&sent, &found(&[a, b, c, ("d", 4, "Message 1")])),
        ["twice: Message 1"]
    );
    assert_eq!(
        faults(&sent, &found(&[a, ("c", 2, "Message 3"), ("b", 3, "Message 2")])),
        ["moved: Message 2", "moved: Message 3"]
    );
}
