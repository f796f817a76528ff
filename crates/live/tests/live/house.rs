// SPDX-License-Identifier: EUPL-1.2
//! A hub with people at it, as the tests speak of them.

use std::time::Duration;

use base::{Id, Timestamp, kind};
use live::{Ask, Close, ConnectionId, Cursor, Frame, Hub, Limits, Right, Taken, TooManySockets, Topic};
use serde_json::{Value, json};
use uuid::Uuid;

pub const ANNA: u128 = 1;
pub const BRUNO: u128 = 2;
pub const CHLOE: u128 = 3;

pub(crate) fn account(number: u128) -> Id<kind::Account> {
    Id::from_uuid(Uuid::from_u128(number))
}

pub(crate) fn session(number: u128) -> Id<kind::Session> {
    Id::from_uuid(Uuid::from_u128(number))
}

pub(crate) fn project(number: u128) -> Id<kind::Project> {
    Id::from_uuid(Uuid::from_u128(1_000 + number))
}

pub(crate) fn project_topic(number: u128) -> Topic {
    Topic::Project(project(number))
}

pub(crate) fn channel_topic(number: u128) -> Topic {
    Topic::Channel(Id::from_uuid(Uuid::from_u128(2_000 + number)))
}

pub(crate) fn at(seq: i64) -> Cursor {
    Cursor { tx: 1, seq }
}

/// A hub and its clock.
pub(crate) struct House {
    pub(crate) hub: Hub,
    pub(crate) now: Timestamp,
    pub(crate) seq: i64,
}

impl House {
    pub(crate) fn new() -> Self {
        Self::with(Limits::default())
    }

    pub(crate) fn with(limits: Limits) -> Self {
        Self {
            hub: Hub::new(at(0), limits, None),
            now: Timestamp::from_micros(1_000_000_000),
            seq: 0,
        }
    }

    pub(crate) fn node(limits: Limits, node: u128) -> Self {
        let mut house = Self::with(limits.clone());
        house.hub = Hub::new(at(0), limits, Some(Uuid::from_u128(node)));
        house
    }

    pub(crate) fn connect(&mut self, person: u128) -> ConnectionId {
        self.try_connect(person).unwrap()
    }

    pub(crate) fn try_connect(&mut self, person: u128) -> Result<ConnectionId, TooManySockets> {
        self.hub.connect(account(person), session(person), self.now)
    }

    pub(crate) fn say(&mut self, id: ConnectionId, frame: &Value) -> Ask {
        self.hub.receive(id, &frame.to_string(), self.now)
    }

    /// Connects, resumes and subscribes with every right.
    pub(crate) fn open(&mut self, person: u128, topics: &[Topic]) -> ConnectionId {
        let id = self.connect(person);
        self.resume(id, None, topics);
        self.heard(id);
        id
    }

    /// Resumes with a right to every topic.
    pub(crate) fn resume(&mut self, id: ConnectionId, cursor: Option<&str>, topics: &[Topic]) {
        let topics: Vec<String> = topics.iter().map(Topic::to_string).collect();
        let Ask::Resume(mut resume) = self.say(
            id,
            &json!({ "type": "resume", "cursor": cursor, "topics": topics }),
        ) else {
            panic!("not asked to resume")
        };
        let rights: Vec<Right> = resume.topics().iter().copied().map(Right::to).collect();
        self.hub.resume(id, &mut resume, &rights, &[]).unwrap();
    }

    /// Subscribes with that right.
    pub(crate) fn subscribe(&mut self, id: ConnectionId, right: Right, topic: Topic) {
        match self.say(id, &json!({ "type": "subscribe", "topic": topic })) {
            Ask::Subscribe(mut subscribe) => self.hub.subscribe(id, &mut subscribe, Some(right)).unwrap(),
            Ask::Nothing | Ask::Resume(_) => {}
        }
    }

    /// One event, told once to each of these topics; its number is the body.
    pub(crate) fn publish(&mut self, topics: &[Topic]) -> i64 {
        self.seq += 1;
        let frames: Vec<Frame> = topics
            .iter()
            .map(|&topic| Frame::to(topic, "it.happened", &self.seq))
            .collect();
        self.hub.publish(at(self.seq), &frames);
        self.seq
    }

    pub(crate) fn pass(&mut self, time: Duration) {
        self.now = self.now + time;
        self.hub.tick(self.now);
    }

    pub(crate) fn tick(&mut self) {
        self.pass(live::TICK);
    }

    /// Everything that waits, and whether the socket is to be closed.
    pub(crate) fn take(&mut self, id: ConnectionId) -> (Vec<Value>, Option<Close>) {
        let mut texts = Vec::new();
        let close = loop {
            match self.hub.take(id, &mut texts) {
                Taken::All => break None,
                Taken::Close(why) => break Some(why),
                Taken::Some => {}
            }
        };
        (
            texts
                .iter()
                .map(|text| serde_json::from_slice(text).unwrap())
                .collect(),
            close,
        )
    }

    /// Everything that waits for a socket that stays open.
    pub(crate) fn heard(&mut self, id: ConnectionId) -> Vec<Value> {
        let (frames, close) = self.take(id);
        assert_eq!(close, None);
        frames
    }

    /// The numbers of the events that wait.
    pub(crate) fn events(&mut self, id: ConnectionId) -> Vec<i64> {
        self.heard(id)
            .iter()
            .filter(|it| it["type"] == "event")
            .map(|it| it["body"].as_i64().unwrap())
            .collect()
    }

    /// The types of the frames that wait, presence apart: that is told by the clock.
    pub(crate) fn types(&mut self, id: ConnectionId) -> Vec<String> {
        let heard = self.heard(id);
        let types = heard.iter().map(|it| it["type"].as_str().unwrap().to_owned());
        types.filter(|it| it != "presence").collect()
    }

    pub(crate) fn woken(&mut self) -> Vec<ConnectionId> {
        let mut woken = Vec::new();
        self.hub.take_wakes(&mut woken);
        woken
    }

    /// How many events wait.
    pub fn events_of(&mut self, id: ConnectionId) -> usize {
        self.heard(id).iter().filter(|it| it["type"] == "event").count()
    }
}
