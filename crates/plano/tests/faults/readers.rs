// SPDX-License-Identifier: EUPL-1.2
//! Two thousand readers of one channel, some of whose sockets are cut again and again: in the end all have the same list.

use futures_util::{StreamExt as _, stream};
use serde_json::{Value, json};
use tokio::{process::Command, task::JoinSet};
use tokio_tungstenite::tungstenite::Message;

use crate::{
    client::{Client, Window},
    crowd::{Channel, history, place_of},
    ledger::draft,
    program::{Chance, Place, Program, each, not_tried, soon},
};

/// A person may have twenty sockets.
const EACH: usize = 20;
const PEOPLE: usize = 100;
const MESSAGES: i64 = 60;
/// Every so many-th reader is cut.
const CUT: usize = 10;
/// What this and the program need, which is more than many systems give at first.
const FILES: &str = "--nofile=8192:";

/// An open window, and what it has heard.
struct Reader {
    client: Client,
    topic: String,
    channel: String,
    cursor: Value,
    /// The places of the messages it shows.
    shown: Vec<i64>,
    /// Messages until its socket is cut; never, if there is none.
    cut_after: Option<usize>,
}

impl Reader {
    /// Opens it, and comes back once it hears.
    async fn open(mut self) -> (Self, Window) {
        let mut socket = self.client.window(&self.cursor, &self.topic).await;
        loop {
            if let Message::Text(text) = soon(socket.next()).await.unwrap().unwrap() {
                let frame: Value = serde_json::from_str(&text).unwrap();
                if frame["type"] == "ready" {
                    self.cursor = frame["cursor"].clone();
                    return (self, socket);
                }
            }
        }
    }

    /// Shows everything until the last message, over as many sockets as it takes.
    async fn read(mut self, mut socket: Window) -> (Vec<i64>, usize) {
        let (mut cuts, mut since) = (0, 0);
        while self.shown.last() != Some(&MESSAGES) {
            let Some(Ok(message)) = soon(socket.next()).await else {
                socket = self.client.window(&self.cursor, &self.topic).await;
                continue;
            };
            let Message::Text(text) = message else { continue };
            let frame: Value = serde_json::from_str(&text).unwrap();
            if frame["cursor"].is_string() {
                self.cursor = frame["cursor"].clone();
            }
            if frame["type"] == "refetch" {
                self.fetch().await;
            }
            if frame["name"] != "message.posted" {
                continue;
            }
            self.shown.push(place_of(&frame["body"]["message"]).1);
            since += 1;
            if self.cut_after.is_some_and(|it| since > it) {
                // Gone without a word, as a telephone in a tunnel.
                drop(socket);
                (cuts, since) = (cuts + 1, 0);
                socket = self.client.window(&self.cursor, &self.topic).await;
            }
        }
        (self.shown, cuts)
    }

    async fn fetch(&mut self) {
        self.shown = history(&self.client, &self.channel)
            .await
            .iter()
            .map(|it| place_of(it).1)
            .collect();
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn two_thousand_readers_end_with_the_same_list_however_often_some_are_cut() {
    let own = std::process::id().to_string();
    let raised = Command::new("prlimit")
        .args(["--pid", &own, FILES])
        .status()
        .await;
    if !raised.is_ok_and(|it| it.success()) {
        let why = "prlimit is not installed, or as many open files are not allowed here";
        not_tried("two thousand readers of a channel", why);
        return;
    }
    each(read_by_two_thousand).await;
}

async fn read_by_two_thousand(place: Place) {
    let mut chance = Chance::new();
    let program = Program::start(&place).await;
    let client = program.set_up().await;
    let channel = Channel::with(&place, &client, PEOPLE).await;

    let readers: Vec<_> = stream::iter((0..PEOPLE * EACH).map(|number| Reader {
        client: channel.people[number / EACH].clone(),
        topic: format!("channel:{}", channel.id),
        channel: channel.id.clone(),
        cursor: Value::Null,
        shown: Vec::new(),
        cut_after: (number % CUT == 0).then(|| usize::try_from(2 + chance.below(10)).unwrap()),
    }))
    // As many at once as wait to be accepted.
    .map(Reader::open)
    .buffer_unordered(64)
    .collect()
    .await;
    let mut reading = JoinSet::new();
    for (reader, socket) in readers {
        reading.spawn(reader.read(socket));
    }
    let path = format!("/channels/{}/messages", channel.id);
    for number in 1..=MESSAGES {
        let by = &channel.people[usize::try_from(number).unwrap() % PEOPLE];
        let body = json!({ "draft": draft(), "body": format!("Message {number}") });
        by.post(&path, body).await.unwrap().ok();
    }
    let (all, mut cuts) = ((1..=MESSAGES).collect::<Vec<_>>(), 0);
    while let Some(read) = soon(reading.join_next()).await {
        let (shown, cut) = read.unwrap();
        assert_eq!(shown, all);
        cuts += cut;
    }
    eprintln!(
        "{} readers, {cuts} sockets cut: the same {MESSAGES} messages for all",
        PEOPLE * EACH
    );
    program.kill().await;
}
