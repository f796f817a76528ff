// SPDX-License-Identifier: EUPL-1.2
//! Whatever happens in whatever order: what a client knew, and the frames it heard since, is what it would fetch.

use std::{
    collections::{BTreeMap, BTreeSet},
    time::Duration,
};

use base::{Id, Timestamp, kind};
use live::{Ask, Close, ConnectionId, Cursor, Frame, Hub, Limits, Right, Taken, Topic};
use proptest::prelude::*;
use serde_json::{Value, json};

use crate::house::{account, channel_topic, project_topic, session};

const CLIENTS: usize = 4;

/// Clients 0 and 1 are two windows of one person.
fn person(client: usize) -> Id<kind::Account> {
    account(client.max(1) as u128)
}

/// What can be listened to by asking.
fn topics() -> [Topic; 4] {
    [
        project_topic(0),
        project_topic(1),
        channel_topic(0),
        channel_topic(1),
    ]
}

#[derive(Debug, Clone)]
enum Step {
    /// Something happens that is told in these topics, one frame each; from 4 on it is a person's own.
    Happen(Vec<usize>),
    Open(usize),
    /// The socket is cut; what was not read is lost.
    Cut(usize),
    /// The socket is read, once or wholly.
    Read(usize),
    ReadAll(usize),
    Subscribe(usize, usize),
    Unsubscribe(usize, usize),
    /// The right of that client's person to a topic ends, or is given.
    End(usize, usize),
    Give(usize, usize),
    Pass,
}

fn step() -> impl Strategy<Value = Step> {
    let (client, topic) = (0..CLIENTS, 0..4usize);
    prop_oneof![
        12 => prop::collection::vec(0..4 + CLIENTS, 0..4).prop_map(Step::Happen),
        4 => client.clone().prop_map(Step::Open),
        1 => client.clone().prop_map(Step::Cut),
        6 => client.clone().prop_map(Step::Read),
        3 => client.clone().prop_map(Step::ReadAll),
        4 => (client.clone(), topic.clone()).prop_map(|(client, topic)| Step::Subscribe(client, topic)),
        1 => (client.clone(), topic.clone()).prop_map(|(client, topic)| Step::Unsubscribe(client, topic)),
        1 => (client.clone(), topic.clone()).prop_map(|(client, topic)| Step::End(client, topic)),
        1 => (client, topic).prop_map(|(client, topic)| Step::Give(client, topic)),
        1 => Just(Step::Pass),
    ]
}

/// What is true: all that happened, by topic, and who may hear what.
#[derive(Default)]
struct Truth {
    told: BTreeMap<Topic, Vec<u64>>,
    frames: u64,
    events: i64,
    refused: BTreeSet<(Id<kind::Account>, Topic)>,
}

impl Truth {
    fn fetch(&self, topic: Topic) -> Vec<u64> {
        self.told.get(&topic).cloned().unwrap_or_default()
    }

    fn all(&self) -> BTreeMap<Topic, Vec<u64>> {
        self.told.clone()
    }
}

/// A browser as it should be written: it folds each frame into what it knows.
struct Client {
    number: usize,
    socket: Option<ConnectionId>,
    cursor: Option<String>,
    /// What it listens to, with all it knows of it.
    known: BTreeMap<Topic, Vec<u64>>,
    /// What it asked for, with what a fetch would have given then: the fetch is taken to arrive with the answer.
    asked: BTreeMap<Topic, Vec<u64>>,
    /// What a fetch of everything would have given when it last resumed.
    at_resume: BTreeMap<Topic, Vec<u64>>,
    /// Asked on this socket and not yet answered: it does not ask again before.
    unanswered: BTreeSet<Topic>,
    /// Whether it has been told `ready` or `refetch` on this socket.
    is_ready: bool,
    refetches: u32,
}

impl Client {
    fn new(number: usize) -> Self {
        Self {
            number,
            socket: None,
            cursor: None,
            known: BTreeMap::new(),
            asked: BTreeMap::new(),
            at_resume: BTreeMap::new(),
            unanswered: BTreeSet::new(),
            is_ready: false,
            refetches: 0,
        }
    }

    fn mine(&self) -> Topic {
        Topic::Person(person(self.number))
    }

    fn fold(&mut self, frame: &Value) -> Result<(), TestCaseError> {
        let topic = frame["topic"].as_str().map(|it| it.parse::<Topic>().unwrap());
        if let ("subscribed" | "denied", Some(topic)) = (frame["type"].as_str().unwrap(), topic) {
            self.unanswered.remove(&topic);
        }
        match (frame["type"].as_str().unwrap(), topic) {
            ("event", Some(topic)) => {
                let heard = frame["body"].as_u64().unwrap();
                match self.known.get_mut(&topic) {
                    Some(known) => {
                        prop_assert!(
                            known.last().is_none_or(|&last| last < heard),
                            "{topic}: {heard} after {known:?}"
                        );
                        known.push(heard);
                    }
                    // Asked for on another socket whose answer was lost: fetched when ready, until then passed over.
                    None => prop_assert!(
                        !self.is_ready && self.asked.contains_key(&topic),
                        "{topic} was not asked for"
                    ),
                }
            }
            ("subscribed", Some(topic)) => {
                if frame.get("cursor").is_some()
                    && let Some(fetched) = self.asked.remove(&topic)
                {
                    self.known.insert(topic, fetched);
                }
            }
            ("denied", Some(topic)) => {
                self.known.remove(&topic);
                self.asked.remove(&topic);
            }
            ("ended", Some(topic)) => {
                self.known.remove(&topic);
                // What is asked for anew meanwhile has an answer of its own.
                if !self.unanswered.contains(&topic) {
                    self.asked.remove(&topic);
                }
            }
            (kind @ ("ready" | "refetch"), None) => {
                self.is_ready = true;
                let is_first = self.cursor.is_none();
                self.refetches += u32::from(kind == "refetch");
                let mine = self.mine();
                let late: Vec<Topic> = self.asked.keys().copied().collect();
                self.asked.clear();
                for topic in late {
                    self.known.insert(topic, self.fetched_at_resume(topic));
                }
                if is_first || kind == "refetch" {
                    self.known.entry(mine).or_default();
                    let listened: Vec<Topic> = self.known.keys().copied().collect();
                    for topic in listened {
                        self.known.insert(topic, self.fetched_at_resume(topic));
                    }
                }
            }
            ("presence" | "typing", _) => {}
            _ => prop_assert!(false, "unexpected: {frame}"),
        }
        if let Some(cursor) = frame["cursor"].as_str() {
            self.cursor = Some(cursor.to_owned());
        }
        Ok(())
    }

    fn fetched_at_resume(&self, topic: Topic) -> Vec<u64> {
        self.at_resume.get(&topic).cloned().unwrap_or_default()
    }
}

struct World {
    hub: Hub,
    now: Timestamp,
    truth: Truth,
    clients: Vec<Client>,
}

impl World {
    fn new(limits: Limits) -> Self {
        Self {
            hub: Hub::new(Cursor::START, limits, None),
            now: Timestamp::from_micros(0),
            truth: Truth::default(),
            clients: (0..CLIENTS).map(Client::new).collect(),
        }
    }

    fn step(&mut self, step: &Step) -> Result<(), TestCaseError> {
        match step {
            Step::Happen(wheres) => self.happen(wheres),
            Step::Open(client) => self.open(*client),
            Step::Cut(client) => self.cut(*client),
            Step::Read(client) => return self.read(*client).map(drop),
            Step::ReadAll(client) => while self.read(*client)? {},
            Step::Subscribe(client, topic) => self.subscribe(*client, topics()[*topic]),
            Step::Unsubscribe(client, topic) => self.unsubscribe(*client, topics()[*topic]),
            Step::End(client, topic) => {
                let (person, topic) = (person(*client), topics()[*topic]);
                self.truth.refused.insert((person, topic));
                self.hub.end(topic, person);
            }
            Step::Give(client, topic) => {
                self.truth.refused.remove(&(person(*client), topics()[*topic]));
            }
            Step::Pass => {
                self.now = self.now + Duration::from_secs(1);
                self.hub.tick(self.now);
            }
        }
        Ok(())
    }

    fn happen(&mut self, wheres: &[usize]) {
        self.truth.events += 1;
        let frames: Vec<Frame> = wheres
            .iter()
            .map(|&it| {
                let topic = topics()
                    .get(it)
                    .copied()
                    .unwrap_or_else(|| Topic::Person(person(it - 4)));
                self.truth.frames += 1;
                self.truth.told.entry(topic).or_default().push(self.truth.frames);
                Frame::to(topic, "it.happened", &self.truth.frames)
            })
            .collect();
        self.hub.publish(
            Cursor {
                tx: self.truth.events / 3,
                seq: self.truth.events,
            },
            &frames,
        );
    }

    fn may(&self, client: usize, topic: Topic) -> bool {
        !self.truth.refused.contains(&(person(client), topic))
    }

    fn open(&mut self, number: usize) {
        if self.clients[number].socket.is_some() {
            return;
        }
        let id = self.hub.connect(person(number), session(1), self.now).unwrap();
        let client = &mut self.clients[number];
        let mine = client.mine();
        let listened: Vec<Topic> = client
            .known
            .keys()
            .chain(client.asked.keys())
            .copied()
            .filter(|&it| it != mine)
            .collect();
        let resume = json!({ "type": "resume", "cursor": client.cursor, "topics": listened });
        client.socket = Some(id);
        client.is_ready = false;
        client.unanswered.clear();
        client.at_resume = self.truth.all();
        let Ask::Resume(mut resume) = self.hub.receive(id, &resume.to_string(), self.now) else {
            panic!("not asked")
        };
        let rights: Vec<Right> = resume
            .topics()
            .iter()
            .filter(|&&it| self.may(number, it))
            .map(|&it| Right::to(it))
            .collect();
        self.hub.resume(id, &mut resume, &rights, &[]).unwrap();
    }

    fn cut(&mut self, number: usize) {
        if let Some(id) = self.clients[number].socket.take() {
            self.hub.disconnect(id);
        }
    }

    /// Reads one batch. Whether there was anything.
    fn read(&mut self, number: usize) -> Result<bool, TestCaseError> {
        let Some(id) = self.clients[number].socket else {
            return Ok(false);
        };
        let mut texts = Vec::new();
        let taken = self.hub.take(id, &mut texts);
        for text in &texts {
            self.clients[number].fold(&serde_json::from_slice(text).unwrap())?;
        }
        if let Taken::Close(why) = taken {
            prop_assert_eq!(why, Close::TooSlow);
            self.cut(number);
        }
        Ok(!texts.is_empty())
    }

    fn subscribe(&mut self, number: usize, topic: Topic) {
        let client = &mut self.clients[number];
        let Some(id) = client.socket.filter(|_| {
            client.is_ready && !client.known.contains_key(&topic) && !client.unanswered.contains(&topic)
        }) else {
            return;
        };
        let ask = self.hub.receive(
            id,
            &json!({ "type": "subscribe", "topic": topic }).to_string(),
            self.now,
        );
        client.unanswered.insert(topic);
        client
            .asked
            .entry(topic)
            .or_insert_with(|| self.truth.fetch(topic));
        if let Ask::Subscribe(mut wish) = ask {
            client.asked.insert(topic, self.truth.fetch(topic));
            let right = self.may(number, topic).then(|| Right::to(topic));
            self.hub.subscribe(id, &mut wish, right).unwrap();
        }
    }

    fn unsubscribe(&mut self, number: usize, topic: Topic) {
        let client = &mut self.clients[number];
        let Some(id) = client.socket.filter(|_| client.is_ready) else {
            return;
        };
        client.known.remove(&topic);
        client.asked.remove(&topic);
        let _ = self.hub.receive(
            id,
            &json!({ "type": "unsubscribe", "topic": topic }).to_string(),
            self.now,
        );
    }

    /// Everyone comes back and reads to the end: all know what is true.
    fn settle(&mut self) -> Result<(), TestCaseError> {
        for number in 0..CLIENTS {
            // Twice, because the first time may end in being too slow.
            for _ in 0..2 {
                self.open(number);
                while self.read(number)? {}
            }
            let client = &self.clients[number];
            prop_assert!(client.socket.is_some() && client.is_ready && client.asked.is_empty());
            prop_assert!(client.known.contains_key(&client.mine()));
            for (&topic, known) in &client.known {
                prop_assert!(
                    self.may(number, topic),
                    "{topic} is still listened to without a right"
                );
                prop_assert_eq!(known, &self.truth.fetch(topic), "{} of client {}", topic, number);
            }
        }
        Ok(())
    }
}

fn tight() -> Limits {
    Limits {
        queue_max_frames: 24,
        batch_max_bytes: 300,
        ring_max_frames: 30,
        ..Limits::default()
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 512, ..ProptestConfig::default() })]

    #[test]
    fn what_was_known_and_the_frames_heard_since_is_what_a_fetch_gives(steps in prop::collection::vec(step(), 0..250)) {
        let mut world = World::new(tight());
        for step in &steps {
            world.step(step)?;
            prop_assert!(world.hub.census().queued_frames <= CLIENTS * tight().queue_max_frames);
        }
        world.settle()?;
    }

    #[test]
    fn with_room_enough_nobody_is_told_to_refetch(steps in prop::collection::vec(step(), 0..250)) {
        let mut world = World::new(Limits { batch_max_bytes: 300, stalled_after: Duration::MAX, ..Limits::default() });
        for step in &steps {
            world.step(step)?;
        }
        world.settle()?;
        prop_assert_eq!(world.clients.iter().map(|it| it.refetches).sum::<u32>(), 0);
    }

    #[test]
    fn one_who_does_not_read_changes_nothing_for_the_others(steps in prop::collection::vec(step(), 0..150)) {
        let mut worlds = [World::new(tight()), World::new(tight())];
        let more = worlds.each_mut().map(|world| {
            let more = world.hub.connect(account(99), session(1), world.now).unwrap();
            let all = json!({ "type": "resume", "cursor": null, "topics": topics() }).to_string();
            let Ask::Resume(mut resume) = world.hub.receive(more, &all, world.now) else { panic!("not asked") };
            world.hub.resume(more, &mut resume, &topics().map(Right::to), &[]).unwrap();
            more
        });
        for step in &steps {
            for world in &mut worlds {
                world.step(step)?;
            }
            // In one world that person reads, in the other never.
            while worlds[0].hub.take(more[0], &mut Vec::new()) == Taken::Some {}
            for (a, b) in worlds[0].clients.iter().zip(&worlds[1].clients) {
                prop_assert_eq!((&a.known, &a.cursor), (&b.known, &b.cursor));
            }
        }
        prop_assert!(!matches!(worlds[0].hub.take(more[0], &mut Vec::new()), Taken::Close(_)));
    }
}

#[test]
fn the_steps_reach_what_they_are_meant_to_reach() {
    use proptest::{strategy::ValueTree, test_runner::TestRunner};
    let mut runner = TestRunner::deterministic();
    let (mut refetches, mut slow) = (0, 0);
    for _ in 0..100 {
        let steps = prop::collection::vec(step(), 250)
            .new_tree(&mut runner)
            .unwrap()
            .current();
        let mut world = World::new(tight());
        for step in &steps {
            world.step(step).unwrap();
        }
        refetches += world.clients.iter().map(|it| it.refetches).sum::<u32>();
        slow += world.hub.census().slow_closed;
    }
    assert!(
        refetches > 10 && slow > 10,
        "{refetches} refetches, {slow} too slow"
    );
}
