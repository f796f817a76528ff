// SPDX-License-Identifier: EUPL-1.2
//! Readers whose sockets are cut every few seconds, at any moment, while others post, edit, take away and react: in the end each
//! has the list that the channel has.

use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex},
    time::{Duration, Instant},
};

use bytes::Bytes;
use futures_util::StreamExt as _;
use http::Request;
use http_body_util::Full;
use serde_json::{Value, json};
use tokio::{task::JoinSet, time::sleep};

use crate::{
    client::{Answer, Client, Window},
    crowd::{Channel, history},
    ledger::draft,
    program::{Chance, Place, Program, each, soon},
};

const WRITERS: usize = 8;
const READERS: usize = 12;
/// For how long there is talk, and sockets are cut.
const SHORT: Duration = Duration::from_secs(8);
/// The same where `PLANO_TEST_LONG` is 1.
const LONG: Duration = Duration::from_secs(60);
/// However slow the machine is, each writer does so much.
const DEEDS_MIN: usize = 24;
/// A socket lives between one and three seconds,
const LIVES_MIN_MS: u64 = 1_000;
const LIVES_MAX_MS: u64 = 3_000;
/// and its reader is away for at most so long.
const AWAY_MAX_MS: u64 = 600;
/// Whoever writes thinks for so long before.
const THINKS_MAX_MS: u64 = 400;
const SIGNS: [&str; 4] = ["👍", "🎉", "👀", "❤️"];

fn span() -> Duration {
    match std::env::var("PLANO_TEST_LONG").as_deref() {
        Ok("1") => LONG,
        _ => SHORT,
    }
}

fn millis(chance: &mut Chance, from: u64, to: u64) -> Duration {
    Duration::from_millis(from + chance.below(to - from))
}

/// What writers know of each other's messages.
type Said = Arc<Mutex<Vec<String>>>;

/// How often something was done.
#[derive(Debug, Default)]
struct Deeds {
    posted: usize,
    edited: usize,
    taken: usize,
    signed: usize,
}

struct Writer {
    client: Client,
    channel: String,
    said: Said,
    /// His own messages that he has not taken away, with their versions.
    own: Vec<(String, String)>,
    chance: Chance,
    deeds: Deeds,
}

impl Writer {
    async fn write(mut self, until: Instant) -> Deeds {
        for number in 0.. {
            if number >= DEEDS_MIN && Instant::now() >= until {
                break;
            }
            sleep(millis(&mut self.chance, 0, THINKS_MAX_MS)).await;
            match self.chance.below(8) {
                0..=3 => self.post(number).await,
                4 => self.edit(number).await,
                5 if self.own.len() > 2 => self.take_away().await,
                _ => self.sign().await,
            }
        }
        self.deeds
    }

    async fn post(&mut self, number: usize) {
        let path = format!("/channels/{}/messages", self.channel);
        let body = json!({ "draft": draft(), "body": format!("Message {number}") });
        let answer = self.client.post(&path, body).await.unwrap();
        if is_to_wait(&answer).await {
            return;
        }
        let message = answer.ok();
        let text = |name: &str| message[name].as_str().unwrap().to_owned();
        self.own.push((text("id"), text("etag")));
        self.said.lock().unwrap().push(text("id"));
        self.deeds.posted += 1;
    }

    /// One of his own, in its place among them.
    fn any(&mut self) -> Option<usize> {
        let count = u64::try_from(self.own.len()).unwrap();
        (count > 0).then(|| usize::try_from(self.chance.below(count)).unwrap())
    }

    async fn edit(&mut self, number: usize) {
        let Some(which) = self.any() else { return };
        let (id, etag) = self.own[which].clone();
        let request = Request::patch(format!("/api/v1/messages/{id}"))
            .header("content-type", "application/json")
            .header("if-match", format!("\"{etag}\""))
            .body(Full::from(Bytes::from(
                json!({ "body": format!("En mieux {number}") }).to_string(),
            )));
        let answer = self.client.send(request.unwrap()).await.unwrap();
        if !is_to_wait(&answer).await {
            answer.ok()["etag"]
                .as_str()
                .unwrap()
                .clone_into(&mut self.own[which].1);
            self.deeds.edited += 1;
        }
    }

    async fn take_away(&mut self) {
        let Some(which) = self.any() else { return };
        let (id, _) = self.own.swap_remove(which);
        let answer = self.client.delete(&format!("/messages/{id}")).await.unwrap();
        if !is_to_wait(&answer).await {
            answer.ok();
            self.deeds.taken += 1;
        }
    }

    async fn sign(&mut self) {
        let said = self.said.lock().unwrap().clone();
        let Some(last) = said.len().checked_sub(1) else {
            return;
        };
        // Of the latest ones, which others change at the same time.
        let back = usize::try_from(self.chance.below(6)).unwrap().min(last);
        let sign = SIGNS[usize::try_from(self.chance.below(4)).unwrap()];
        let encoded: String = sign.bytes().map(|it| format!("%{it:02X}")).collect();
        let path = format!("/messages/{}/reactions/{encoded}", said[last - back]);
        let answer = if self.chance.below(4) == 0 {
            self.client.delete(&path).await.unwrap()
        } else {
            self.client.put(&path, json!({})).await.unwrap()
        };
        if !is_to_wait(&answer).await {
            answer.ok();
            self.deeds.signed += 1;
        }
    }
}

/// Whoever does very much is asked to wait, and does.
async fn is_to_wait(answer: &Answer) -> bool {
    if answer.status != 429 {
        return false;
    }
    sleep(Duration::from_secs(1)).await;
    true
}

/// What a window shows of a message, whoever looks at it.
fn shown(message: &Value) -> Value {
    let signs: Vec<_> = message["reactions"]
        .as_array()
        .unwrap()
        .iter()
        .map(|it| (&it["emoji"], &it["count"]))
        .collect();
    json!({
        "id": message["id"], "author": message["author"], "body": message["body"], "etag": message["etag"],
        "edited_at": message["edited_at"], "retracted_at": message["retracted_at"], "signs": signs,
    })
}

/// Messages by their places.
type Held = BTreeMap<i64, Value>;

fn all(messages: &[Value]) -> Held {
    messages
        .iter()
        .map(|it| (it["seq"].as_i64().unwrap(), shown(it)))
        .collect()
}

fn version(shown: &Value) -> i64 {
    shown["etag"].as_str().unwrap().parse().unwrap()
}

/// An open window of the client: it folds what it hears into what it holds, and goes on from where it stopped.
struct Reader {
    client: Client,
    channel: String,
    topic: String,
    cursor: Value,
    held: Held,
    chance: Chance,
    cuts: usize,
}

impl Reader {
    /// Until it shows the message that was said after all others.
    async fn read(mut self, last: impl Fn(&Held) -> bool) -> (Held, usize) {
        loop {
            let mut window = self.client.window(&self.cursor, &self.topic).await;
            let lives = millis(&mut self.chance, LIVES_MIN_MS, LIVES_MAX_MS);
            let cut = sleep(lives);
            tokio::pin!(cut);
            loop {
                let heard = tokio::select! {
                    heard = soon(window.next()) => heard,
                    () = &mut cut => break,
                };
                let Some(Ok(message)) = heard else { break };
                if let Ok(text) = message.into_text()
                    && let Ok(frame) = serde_json::from_str(&text)
                {
                    self.hear(&frame).await;
                }
                if last(&self.held) {
                    return (self.held, self.cuts);
                }
            }
            // Gone without a word, as a telephone in a tunnel.
            drop::<Window>(window);
            self.cuts += 1;
            sleep(millis(&mut self.chance, 0, AWAY_MAX_MS)).await;
            // Now and then the page is loaded anew.
            if self.chance.below(5) == 0 {
                (self.cursor, self.held) = (Value::Null, Held::new());
            }
        }
    }

    async fn hear(&mut self, frame: &Value) {
        let is_begun = !self.cursor.is_null();
        if frame["cursor"].is_string() {
            self.cursor = frame["cursor"].clone();
        }
        // Whoever has no place to go on from, or none that is still known, asks for all of it.
        if frame["type"] == "refetch" || (frame["type"] == "ready" && !is_begun) {
            self.held = all(&history(&self.client, &self.channel).await);
        }
        let message = &frame["body"]["message"];
        let Some(seq) = message["seq"].as_i64() else {
            return;
        };
        let (now, held) = (shown(message), self.held.get(&seq));
        let is_put = match frame["name"].as_str() {
            Some("message.posted") => held.is_none_or(|it| version(it) <= version(&now)),
            Some("message.changed") => held.is_some_and(|it| version(it) <= version(&now)),
            _ => false,
        };
        if is_put {
            self.held.insert(seq, now);
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn readers_cut_every_few_seconds_while_all_goes_on_end_with_the_list_of_the_channel() {
    each(talk_over_sockets_that_are_cut).await;
}

async fn talk_over_sockets_that_are_cut(place: Place) {
    let mut chance = Chance::new();
    let program = Program::start(&place).await;
    let client = program.set_up().await;
    let channel = Channel::with(&place, &client, WRITERS + READERS).await;
    let (writers, readers) = channel.people.split_at(WRITERS);

    let mut reading = JoinSet::new();
    for reader in readers {
        let reader = Reader {
            client: reader.clone(),
            channel: channel.id.clone(),
            topic: format!("channel:{}", channel.id),
            cursor: Value::Null,
            held: Held::new(),
            chance: chance.apart(),
            cuts: 0,
        };
        let is_last = |held: &Held| held.last_key_value().is_some_and(|it| it.1["body"] == END);
        reading.spawn(reader.read(is_last));
    }
    let (until, said) = (Instant::now() + span(), Said::default());
    let mut writing = JoinSet::new();
    for writer in writers {
        let writer = Writer {
            client: writer.clone(),
            channel: channel.id.clone(),
            said: Arc::clone(&said),
            own: Vec::new(),
            chance: chance.apart(),
            deeds: Deeds::default(),
        };
        writing.spawn(writer.write(until));
    }
    let mut deeds = Deeds::default();
    while let Some(done) = writing.join_next().await {
        let done = done.unwrap();
        deeds.posted += done.posted;
        deeds.edited += done.edited;
        deeds.taken += done.taken;
        deeds.signed += done.signed;
    }
    // Whoever has heard this has heard all that was done before.
    let path = format!("/channels/{}/messages", channel.id);
    let body = json!({ "draft": draft(), "body": END });
    client.post(&path, body).await.unwrap().ok();

    let truth = all(&history(&client, &channel.id).await);
    assert_eq!(truth.len(), deeds.posted + 1);
    let (mut cuts, mut fewest) = (0, usize::MAX);
    while let Some(read) = soon(reading.join_next()).await {
        let (held, cut) = read.unwrap();
        assert_eq!(held, truth);
        (cuts, fewest) = (cuts + cut, fewest.min(cut));
    }
    eprintln!(
        "{READERS} readers, {cuts} sockets cut, {fewest} at least of each; {deeds:?}: the same list for all"
    );
    let did_all = deeds.edited > 0 && deeds.taken > 0 && deeds.signed > 0;
    assert!(did_all && cuts > 0, "it was a quiet channel");
    program.kill().await;
}

const END: &str = "Fin";
