// SPDX-License-Identifier: EUPL-1.2
//! `kill -9` while a channel is cleared, what is gone of it is erased, and people write in it. What was cleared is shown no more,
//! decisions are there, what was acknowledged after the clearing is there too, and erasing comes to its end.

use std::sync::{
    Arc, Mutex,
    atomic::{AtomicBool, Ordering},
};

use base::{Id, kind};
use db::{Dialect, sql};
use serde_json::json;
use tokio::{sync::watch, task::JoinSet};

use crate::{
    client::{Answer, Client},
    crowd::{Channel, history, place_of},
    ledger::draft,
    program::{Chance, Place, Program, each, free_port, soon},
};

const ROUNDS: u64 = 5;
const WRITERS: usize = 12;
/// One person may post a hundred in a minute; the program forgets how many when it is killed.
const EACH: u64 = 90;
/// How many messages there are before each clearing, beside those that people write: erasing them takes a while.
const LONG: i64 = 3_000;

/// A message that was acknowledged.
#[derive(Debug, Clone)]
struct Said {
    id: String,
    is_decision: bool,
    /// Acknowledged before the clearing was asked for.
    is_before: bool,
    /// Sent after the clearing was answered.
    is_after: bool,
}

/// How far the clearing has come.
#[derive(Debug, Default)]
struct Clearing {
    is_asked: AtomicBool,
    is_answered: AtomicBool,
}

/// Writes until the program is gone; every seventh is a decision.
async fn write(
    client: Client,
    channel: String,
    clearing: Arc<Clearing>,
    said: Arc<Mutex<Vec<Said>>>,
    acknowledged: watch::Sender<u64>,
) {
    for turn in 0..EACH {
        let (is_decision, is_after) = (turn % 7 == 3, clearing.is_answered.load(Ordering::SeqCst));
        let kind = if is_decision { "decision" } else { "text" };
        let body = json!({ "draft": draft(), "kind": kind, "body": "Bonjour" });
        let answer = client.post(&format!("/channels/{channel}/messages"), body).await;
        let Ok(Answer {
            status: 201, json, ..
        }) = answer
        else {
            return;
        };
        said.lock().unwrap().push(Said {
            id: place_of(&json).0,
            is_decision,
            is_before: !clearing.is_asked.load(Ordering::SeqCst),
            is_after,
        });
        acknowledged.send_modify(|it| *it += 1);
    }
}

/// Many more messages, like one that is there, at the next places.
async fn lengthen(place: &Place, channel: &str) {
    let db = place.open();
    let id: Id<kind::Channel> = channel.parse().unwrap();
    let (random, id) = match db.dialect() {
        Dialect::Sqlite => ("randomblob(16)", format!("x'{}'", id.uuid().simple())),
        Dialect::Postgres => ("gen_random_uuid()", format!("'{}'", id.uuid())),
    };
    db.script(format!(
        "INSERT INTO messages (id, channel, seq, author, draft, kind, body, posted_at, version)
         WITH RECURSIVE n (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM n WHERE n < {LONG})
         SELECT {random}, c.id, c.last_seq + n.n, a.id, {random}, 'text', 'copie', c.created_at, 1
         FROM channels c, (SELECT id FROM accounts ORDER BY id LIMIT 1) a, n WHERE c.id = {id};
         UPDATE channels SET last_seq = last_seq + {LONG}, last_posted_at = created_at WHERE id = {id}"
    ))
    .await
    .unwrap();
}

/// Waits until nothing is left of what was cleared.
async fn erased(place: &Place) {
    let db = place.open();
    let done = async {
        loop {
            let left: i64 = sql!(
                "SELECT COUNT(*) FROM messages m JOIN channels c ON c.id = m.channel WHERE m.seq <= c.cleared_seq AND m.kind <> 'decision'"
            )
            .value(&db)
            .await
            .unwrap();
            if left == 0 {
                return;
            }
            tokio::task::yield_now().await;
        }
    };
    soon(done).await;
}

/// Whether all is there that must be, and nothing that must not.
async fn is_as_said(client: &Client, channel: &str, said: &[Said], is_cleared: bool) {
    let found: Vec<String> = history(client, channel)
        .await
        .iter()
        .map(|it| place_of(it).0)
        .collect();
    for it in said {
        let is_there = found.contains(&it.id);
        if it.is_decision || it.is_after {
            assert!(is_there, "lost: {it:?}");
        } else if it.is_before && is_cleared {
            assert!(!is_there, "shown: {it:?}");
        }
    }
    let copies = history(client, channel).await;
    let copies = copies.iter().filter(|it| it["body"] == "copie").count();
    assert!(
        copies == 0 || !is_cleared,
        "{copies} of what was cleared are shown"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_cleared_stays_gone_and_is_erased_and_what_came_after_is_there() {
    each(async |place| {
        let mut chance = Chance::new();
        let port = free_port();
        let mut program = Program::start_on(&place, port).await;
        let client = program.set_up().await;
        let Channel { id: channel, people } = Channel::with(&place, &client, WRITERS).await;
        let mut kept: Vec<Said> = Vec::new();
        let (mut unanswered, mut unfinished) = (0, 0);
        for round in 1..=ROUNDS {
            lengthen(&place, &channel).await;
            let acknowledged = watch::Sender::new(0u64);
            let mut seen = acknowledged.subscribe();
            let (clearing, now) = (Arc::new(Clearing::default()), Arc::new(Mutex::new(Vec::new())));
            let mut writers = JoinSet::new();
            for person in people.iter().cloned() {
                let (clearing, now) = (Arc::clone(&clearing), Arc::clone(&now));
                writers.spawn(write(person, channel.clone(), clearing, now, acknowledged.clone()));
            }
            let enough = 20 + chance.below(60);
            soon(seen.wait_for(|it| *it >= enough)).await.unwrap();
            clearing.is_asked.store(true, Ordering::SeqCst);
            let asked = tokio::spawn({
                let (client, clearing) = (client.clone(), Arc::clone(&clearing));
                let path = format!("/channels/{channel}/history");
                async move {
                    let is_answered = client.delete(&path).await.is_ok_and(|it| it.status == 200);
                    clearing.is_answered.store(is_answered, Ordering::SeqCst);
                    is_answered
                }
            });
            // One round as it is answered or before, the others while it is erased.
            if round > 1 {
                soon(async {
                    while !asked.is_finished() {
                        tokio::task::yield_now().await;
                    }
                })
                .await;
            }
            for _ in 0..chance.below(if round == 1 { 400 } else { 20_000 }) {
                tokio::task::yield_now().await;
            }
            program.kill().await;
            writers.join_all().await;
            let is_answered = asked.await.unwrap();
            unanswered += u64::from(!is_answered);
            let said = std::mem::take(&mut *now.lock().unwrap());
            let left: i64 = sql!("SELECT COUNT(*) FROM messages WHERE body = 'copie'")
                .value(&place.open())
                .await
                .unwrap();
            unfinished += u64::from(left > 0);

            // As if the term of what it had begun had passed, which is waited for where there may be other nodes.
            let ended = "UPDATE jobs SET claimed_until = 0 WHERE claimed_until IS NOT NULL";
            place.open().script(ended.to_owned()).await.unwrap();

            program = Program::start_on(&place, port).await;
            is_as_said(&client, &channel, &said, is_answered).await;
            // Whatever became of it: it is cleared, and erased.
            kept.extend(said.into_iter().filter(|it| it.is_decision || (it.is_after && is_answered)));
            if !is_answered {
                let path = format!("/channels/{channel}/history");
                client.delete(&path).await.unwrap().ok();
                kept.retain(|it| it.is_decision);
            }
            erased(&place).await;
            is_as_said(&client, &channel, &kept, true).await;
            // The next clearing takes what is no decision.
            kept.retain(|it| it.is_decision);
        }
        eprintln!(
            "{ROUNDS} clearings, {unanswered} of them not answered, {unfinished} not erased when the program was killed; {} decisions kept",
            kept.len()
        );
        assert!(unfinished > 0, "killed too late each time");
        program.kill().await;
        let doctor = soon(place.command("doctor").output()).await.unwrap();
        assert!(doctor.status.success(), "{}", String::from_utf8_lossy(&doctor.stdout));
    })
    .await;
}
