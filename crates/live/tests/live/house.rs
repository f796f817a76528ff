// SPDX-License-Identifier: EUPL-1.2
//! A hub with people at it, as the tests speak of them.

use std::time::Duration;

use base::{Id, Timestamp, kind};
use live::{Ask, Close, ConnectionId, Cursor, Frame, Hub, Limits, Right, Taken, TooManySockets, Topic};
use serde_json::{Value, json};
use uuid::Uuid;

pub fn account(number: u128) -> Id<kind::Account> {
    Id::from_uuid(Uuid::from_u128(number))
}

pub fn session(number: u128) -> Id<kind::Session> {
    Id::from_uuid(Uuid::from_u128(number))
}

pub fn project(number: u128) -> Id<kind::Project> {
    Id::from_uuid(Uuid::from_u128(1_000 + number))
}

pub fn project_topic(number: u128) -> Topic {
    Topic::Project(project(number))
}

pub fn channel_topic(number: u128) -> Topic {
    Topic::Channel(Id::from_uuid(Uuid::from_u128(2_000 + number)))
}

pub fn at(seq: i64) -> Cursor {
    Cursor { tx: 1, seq }
}

/// A hub and its clock.
pub struct House {
    pub hub: Hub,
    pub now: Timestamp,
    pub seq: i64,
}

impl House {
    pub fn new() -> Self {
        Self::with(Limits::default())
    }

    pub fn with(limits: Limits) -> Self {
        Self {
            hub: Hub::new(at(0), limits, None),
            now: Timestamp::from_micros(1_000_000_000),
            seq: 0,
        }
    }

    pub fn node(limits: Limits, node: u128) -> Self {
        let mut house = Self::with(limits.clone());
        house.hub = Hub::new(at(0), limits, Some(Uuid::from_u128(node)));
        house
    }

    pub fn connect(&mut self, person: u128) -> ConnectionId {
        self.try_connect(person).unwrap()
    }

    pub fn try_connect(&mut self, person: u128) -> Result<ConnectionId, TooManySockets> {
        self.hub.connect(account(person), session(person), self.now)
    }

    pub fn say(&mut self, id: ConnectionId, frame: &Value) -> Ask {
        self.hub.receive(id, &frame.to_string(), self.now)
    }

    /// Connects, resumes and subscribes with every right.
    pub fn open(&mut self, person: u128, topics: &[Topic]) -> ConnectionId {
        let id = self.connect(person);
        self.resume(id, None, topics);
        self.heard(id);
        id
    }

    /// Resumes with a right to every topic.
    pub fn resume(&mut self, id: ConnectionId, cursor: Option<&str>, topics: &[Topic]) {
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
    pub fn subscribe(&mut self, id: ConnectionId, right: Right, topic: Topic) {
        match self.say(id, &json!({ "type": "subscribe", "topic": topic })) {
            Ask::Subscribe(mut subscribe) => self.hub.subscribe(id, &mut subscribe, Some(right)).unwrap(),
            Ask::Nothing | Ask::Resume(_) => {}
        }
    }

    /// One event, told once to each of these topics; its number is the body.
    pub fn publish(&mut self, topics: &[Topic]) -> i64 {
        self.seq += 1;
        let frames: Vec<Frame> = topics
            .iter()
            .map(|&topic| Frame::to(topic, "it.happened", &self.seq))
            .collect();
        self.hub.publish(at(self.seq), &frames);
        self.seq
    }

    pub fn pass(&mut self, time: Duration) {
        self.now = self.now + time;
        self.hub.tick(self.now);
    }

    pub fn tick(&mut self) {
        self.pass(live::TICK);
    }

    /// Everything that waits, and whether the socket is to be closed.
    pub fn take(&mut self, id: ConnectionId) -> (Vec<Value>, Option<Close>) {
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
    pub fn heard(&mut self, id: ConnectionId) -> Vec<Value> {
        let (frames, close) = self.take(id);
        assert_eq!(close, None);
        frames
    }

    /// The numbers of the events that wait.
    pub fn events(&mut self, id: ConnectionId) -> Vec<i64> {
        self.heard(id)
            .iter()
            .filter(|it| it["type"] == "event")
            .map(|it| it["body"].as_i64().unwrap())
            .collect()
    }

    /// The types of the frames that wait, presence apart: that is told by the clock.
    pub fn types(&mut self, id: ConnectionId) -> Vec<String> {
        let heard = self.heard(id);
        let types = heard.iter().map(|it| it["type"].as_str().unwrap().to_owned());
        types.filter(|it| it != "presence").collect()
    }

    pub fn woken(&mut self) -> Vec<ConnectionId> {
        let mut woken = Vec::new();
        self.hub.take_wakes(&mut woken);
        woken
    }
}
