// SPDX-License-Identifier: EUPL-1.2
//! The hub: every open socket of this node, what each listens to, and what waits for it.

mod limits;
mod people;
mod post;
mod subscriptions;
mod terms;

use std::collections::HashMap;

use base::{Id, Timestamp, kind};
use bytes::Bytes;
use uuid::Uuid;

use crate::{
    client::{Allowance, ClientFrame},
    cursor::{Cursor, Position},
    frame::{Frame, Word, aside},
    presence::{NodeId, Presence},
    queue::{NO_TOPIC, Nodes, Queue, cost},
    ring::{Kept, Ring},
    slots::Slots,
    topic::Topic,
};
use people::People;
use post::Post;
use terms::From;

pub use limits::{Limits, TICK};
pub use terms::{
    Ask, Census, Close, ConnectionId, Outdated, Resume, Right, Subscribe, Taken, TooManySockets,
};

/// See the [crate].
#[derive(Debug)]
pub struct Hub {
    limits: Limits,
    ring: Ring,
    post: Post,
    connections: Slots<Connection>,
    people: People,
    topics: Slots<Seat>,
    topic_of: HashMap<Topic, u32>,
    /// Rights ended for everyone, so far.
    ends: u32,
    /// No subscription ends by itself before this.
    next_end: Timestamp,
}

const NEVER: Timestamp = Timestamp::from_micros(i64::MAX);

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Phase {
    /// Has not said where it stopped.
    Fresh,
    /// Has said it; its rights are being looked up.
    Resuming,
    /// Hears.
    Open,
}

#[derive(Debug)]
struct Connection {
    id: ConnectionId,
    person: u32,
    session: Id<kind::Session>,
    queue: Queue,
    subscriptions: Vec<Subscription>,
    allowance: Allowance,
    /// When it last took something, or when something began to wait.
    waiting_since: Timestamp,
    closing: Option<Close>,
    phase: Phase,
    presence: Presence,
    is_woken: bool,
}

#[derive(Debug, Clone, Copy)]
struct Subscription {
    topic: u32,
    /// Its place among the topic's subscribers.
    place: u32,
    ends_at: Timestamp,
    /// He may say something there.
    says: bool,
}

/// A topic somebody listens to.
#[derive(Debug)]
struct Seat {
    topic: Topic,
    project: Option<Id<kind::Project>>,
    subscribers: Vec<Subscriber>,
}

#[derive(Debug, Clone, Copy)]
struct Subscriber {
    connection: u32,
    /// Its place among the connection's subscriptions.
    place: u32,
}

impl Hub {
    /// An empty hub that has heard of all events up to `head`. With a `node`, presence and typing are shared with other
    /// nodes through [`Hub::take_notes`] and [`Hub::hear`].
    #[must_use]
    pub fn new(head: Cursor, limits: Limits, node: Option<NodeId>) -> Self {
        Self {
            ring: Ring::new(head, limits.ring_max_frames, limits.ring_max_bytes),
            post: Post {
                nodes: Nodes::new(),
                wakes: Vec::new(),
                now: Timestamp::from_micros(0),
                queue_max_bytes: limits.queue_max_bytes,
                queue_max_frames: limits.queue_max_frames,
                slow_closed: 0,
            },
            connections: Slots::new(),
            people: People::new(node),
            topics: Slots::new(),
            topic_of: HashMap::new(),
            ends: 0,
            next_end: NEVER,
            limits,
        }
    }

    /// Registers a socket that was just accepted. It hears nothing until it has [resumed](Hub::resume), and must
    /// [take](Hub::take) what waits for it whenever it is woken.
    ///
    /// Check the session once more after this call: one that ended just before would not be found by [`Hub::sign_out`].
    ///
    /// # Errors
    /// [`TooManySockets`].
    pub fn connect(
        &mut self,
        person: Id<kind::Account>,
        session: Id<kind::Session>,
        now: Timestamp,
    ) -> Result<ConnectionId, TooManySockets> {
        let now = self.post.reach(now);
        if self
            .people
            .find(person)
            .is_some_and(|it| it.connections.len() >= self.limits.sockets_per_person)
        {
            return Err(TooManySockets);
        }
        let person = self.people.enter(person);
        let (index, generation) = self.connections.insert(Connection {
            id: ConnectionId {
                index: 0,
                generation: 0,
            },
            person,
            session,
            queue: Queue::new(),
            subscriptions: Vec::new(),
            allowance: Allowance::full(now),
            waiting_since: now,
            closing: None,
            phase: Phase::Fresh,
            presence: Presence::Offline,
            is_woken: false,
        });
        let id = ConnectionId { index, generation };
        if let Some(connection) = self.connections.get_mut(index) {
            connection.id = id;
        }
        if let Some(person) = self.people.get_mut(person) {
            person.connections.push(index);
        }
        Ok(id)
    }

    /// Forgets a socket that is closed, or about to be.
    pub fn disconnect(&mut self, id: ConnectionId) {
        if !self.connections.is_current(id.index, id.generation) {
            return;
        }
        while let Some(last) = self
            .connections
            .get(id.index)
            .and_then(|it| it.subscriptions.len().checked_sub(1))
        {
            self.detach(id.index, last, None);
        }
        if let Some(mut connection) = self.connections.remove(id.index) {
            self.post.nodes.clear(&mut connection.queue);
            self.people.leave(connection.person, id.index, self.post.now);
        }
    }

    /// Acts on a client's text frame as far as it can without looking up rights. What it may not say closes its socket.
    pub fn receive(&mut self, id: ConnectionId, text: &str, now: Timestamp) -> Ask {
        let now = self.post.reach(now);
        let Some((connection, person)) = self.current(id) else {
            return Ask::Nothing;
        };
        if !connection.allowance.spend(now) {
            self.close(id, Close::BadFrame);
            return Ask::Nothing;
        }
        match (connection.phase, ClientFrame::parse(text)) {
            (Phase::Fresh, Ok(ClientFrame::Resume { cursor, topics })) => {
                connection.phase = Phase::Resuming;
                let from = match cursor {
                    None => From::Nothing,
                    Some(text) => text.parse().map_or(From::Unreadable, From::Heard),
                };
                let mut asked: Vec<Topic> = topics
                    .iter()
                    .filter_map(|text| self.answer_known(id, text))
                    .collect();
                asked.sort_unstable();
                asked.dedup();
                let asked_at = self.asked(person);
                Ask::Resume(Resume {
                    things: self.things(person, &from),
                    until: self.ring.head(),
                    told: Vec::new(),
                    from,
                    topics: asked,
                    asked: asked_at,
                })
            }
            (Phase::Open, Ok(ClientFrame::Subscribe { topic })) => match self.answer_known(id, &topic) {
                Some(topic) => Ask::Subscribe(Subscribe {
                    topic,
                    asked: self.asked(person),
                }),
                None => Ask::Nothing,
            },
            (Phase::Open, Ok(ClientFrame::Unsubscribe { topic })) => {
                if let Some(place) = topic
                    .parse()
                    .ok()
                    .and_then(|topic| self.place_of(id.index, topic))
                {
                    self.detach(id.index, place, None);
                }
                Ask::Nothing
            }
            (Phase::Open, Ok(ClientFrame::Presence { state })) => {
                connection.presence = state;
                self.people.mark(person);
                Ask::Nothing
            }
            (Phase::Open, Ok(ClientFrame::Typing { topic, thread })) => {
                if let Some(topic) = topic.parse().ok().filter(|&topic| self.says(id.index, topic)) {
                    self.people.types(person, topic, thread);
                }
                Ask::Nothing
            }
            (Phase::Open, Ok(ClientFrame::Ping)) => {
                let cursor = self.ring.head();
                self.tell(id.index, Word::Pong { cursor }.text(), NO_TOPIC);
                Ask::Nothing
            }
            (Phase::Fresh | Phase::Resuming | Phase::Open, _) => {
                self.close(id, Close::BadFrame);
                Ask::Nothing
            }
        }
    }

    /// Opens a connection: subscribes it to those topics it asked for and has a right to, then tells it all it missed on
    /// them and on its own topic, in order, and that it is `ready`; or to `refetch`, if that is too much or not known.
    ///
    /// `projects` are those the person is a member of: from now on his presence is told to those who listen to one of
    /// them, whether or not he listens himself.
    ///
    /// # Errors
    /// [`Outdated`]; nothing has then happened.
    pub fn resume(
        &mut self,
        id: ConnectionId,
        resume: &mut Resume,
        rights: &[Right],
        projects: &[Id<kind::Project>],
    ) -> Result<(), Outdated> {
        let Some((connection, person)) = self.current(id) else {
            return Ok(());
        };
        if connection.phase != Phase::Resuming {
            return Ok(());
        }
        self.still(person, &mut resume.asked)?;
        for topic in &resume.topics {
            let right = rights.iter().find(|right| right.topic == *topic);
            self.answer(id.index, *topic, right);
        }
        let head = self.ring.head();
        let last = match self.replay(id.index, resume) {
            true => Word::Ready { cursor: head },
            false => Word::Refetch { cursor: head },
        };
        self.tell(id.index, last.text(), NO_TOPIC);
        if let Some(connection) = self.connections.get_mut(id.index) {
            connection.phase = Phase::Open;
            connection.presence = Presence::Online;
        }
        for &project in projects {
            self.people.show(person, project);
        }
        self.people.mark(person);
        Ok(())
    }

    /// Answers a wish to listen: `subscribed` with the right to, `denied` without. What is published from now on is heard.
    ///
    /// # Errors
    /// [`Outdated`]; nothing has then happened.
    pub fn subscribe(
        &mut self,
        id: ConnectionId,
        subscribe: &mut Subscribe,
        right: Option<Right>,
    ) -> Result<(), Outdated> {
        let Some((connection, person)) = self.current(id) else {
            return Ok(());
        };
        if connection.phase != Phase::Open {
            return Ok(());
        }
        self.still(person, &mut subscribe.asked)?;
        let right = right.filter(|right| right.topic == subscribe.topic);
        self.answer(id.index, subscribe.topic, right.as_ref());
        Ok(())
    }

    /// One person's right to hear a topic has ended, and with a project's the rights to all [within](Right::within) it:
    /// what waits unwritten is taken back, `ended` is said instead.
    pub fn end(&mut self, topic: Topic, person: Id<kind::Account>) {
        let Some(index) = self.people.index(person) else {
            return;
        };
        self.people.ended(index, topic);
        let connections = self.people.get(index).map_or(0, |it| it.connections.len());
        for at in 0..connections {
            let Some(connection) = self
                .people
                .get(index)
                .and_then(|it| it.connections.get(at).copied())
            else {
                break;
            };
            self.end_on(connection, topic);
        }
    }

    /// Nobody may hear this topic any more, nor what is within it: it is gone.
    pub fn end_for_everyone(&mut self, topic: Topic) {
        self.ends = self.ends.wrapping_add(1);
        let everyone: Vec<u32> = self.connections.iter().map(|(index, _)| index).collect();
        for connection in everyone {
            self.end_on(connection, topic);
        }
    }

    /// A session has ended: its sockets are closed, once they have been told what waits.
    pub fn sign_out(&mut self, person: Id<kind::Account>, session: Id<kind::Session>) {
        self.close_all_of(person, |connection| connection.session == session);
    }

    /// All sessions of a person have ended.
    pub fn sign_out_everywhere(&mut self, person: Id<kind::Account>) {
        self.close_all_of(person, |_| true);
    }

    /// Closes one socket, for instance because it sent what is no text.
    pub fn close(&mut self, id: ConnectionId, why: Close) {
        if let Some(connection) = self.connections.get_mut(id.index).filter(|it| it.id == id) {
            self.post.close(connection, why);
        }
    }

    /// The server stops: every socket is closed, and the other nodes are told.
    pub fn stop(&mut self) {
        let everyone: Vec<ConnectionId> = self.connections.iter().map(|(_, it)| it.id).collect();
        for id in everyone {
            self.close(id, Close::Stopping);
        }
        self.people.stop();
    }

    /// Tells what is to be told about one event, in the order given. Call it once per event and in the order of the
    /// stream, also when there is nothing to tell; an event already heard of is passed over.
    pub fn publish(&mut self, cursor: Cursor, frames: &[Frame]) {
        if !self.ring.advance(cursor) {
            return;
        }
        let of = u32::try_from(frames.len()).unwrap_or(u32::MAX);
        for (heard, frame) in (1..=of).zip(frames) {
            let position = Position { cursor, heard, of };
            let text = frame.at(position);
            self.deliver(frame.topic(), &text);
            self.ring.keep(Kept {
                position,
                topic: frame.topic(),
                name: frame.name(),
                about: frame.about(),
                text,
            });
        }
        self.ring.trim();
    }

    /// Whoever comes back does not hear what was told on a topic until now by the names that begin so: it is no longer there to be
    /// read. What is told next has him ask for what he missed of it; all else he hears.
    pub fn forget(&mut self, topic: Topic, names: &str) {
        self.ring.forget(topic, names);
    }

    /// A thing is another now, or no longer to be seen: whoever comes back hears of it, where it was told of on this topic, what
    /// `frames` say, each by its name; what none of them says he does not hear.
    pub fn retell<K>(&mut self, topic: Topic, thing: Id<K>, frames: &[Frame]) {
        self.ring.retell(topic, thing.uuid(), frames);
    }

    /// Tells a person's windows, here and on other nodes, something that is not kept: whoever comes back asks for it anew.
    ///
    /// # Panics
    /// As [`Frame::to`].
    pub fn aside(&mut self, person: Id<kind::Account>, name: &str, body: &impl serde::Serialize) {
        let text = aside(Topic::Person(person), name, body);
        self.people.pass_on(person, &text);
        self.deliver(Topic::Person(person), &Bytes::from(text));
    }

    /// Hands out what waits for a connection, oldest first, up to [`Limits::batch_max_bytes`] but at least one.
    pub fn take(&mut self, id: ConnectionId, out: &mut Vec<Bytes>) -> Taken {
        let Some(connection) = self.connections.get_mut(id.index).filter(|it| it.id == id) else {
            return Taken::Close(Close::Stopping);
        };
        connection.waiting_since = self.post.now;
        let mut bytes = 0;
        while bytes < self.limits.batch_max_bytes {
            let Some(text) = self.post.nodes.pop(&mut connection.queue) else {
                connection.is_woken = false;
                return connection.closing.map_or(Taken::All, Taken::Close);
            };
            bytes += text.len();
            out.push(text);
        }
        Taken::Some
    }

    /// Connections that have something to take, each once until it has taken all. To be woken after any other call.
    pub fn take_wakes(&mut self, out: &mut Vec<ConnectionId>) {
        out.append(&mut self.post.wakes);
    }

    /// Time passes: what depends on it happens. Call it every [`TICK`], with a clock that does not go back.
    pub fn tick(&mut self, now: Timestamp) {
        let now = self.post.reach(now);
        self.close_stalled(now);
        self.end_expired(now);
        self.tell_presence(now);
        self.tell_typing();
        self.post.nodes.shrink();
    }

    /// How far the events have been told.
    #[must_use]
    pub const fn head(&self) -> Cursor {
        self.ring.head()
    }

    /// How much there is.
    #[must_use]
    pub fn census(&self) -> Census {
        Census {
            connections: self.connections.len(),
            people: self.people.len(),
            topics: self.topics.len(),
            queued_frames: self.post.nodes.used(),
            ring_bytes: self.ring.bytes(),
            slow_closed: self.post.slow_closed,
        }
    }

    /// The connection and the index of its person, unless it is gone or going.
    fn current(&mut self, id: ConnectionId) -> Option<(&mut Connection, u32)> {
        let connection = self
            .connections
            .get_mut(id.index)
            .filter(|it| it.id == id && it.closing.is_none())?;
        let person = connection.person;
        Some((connection, person))
    }

    fn close_stalled(&mut self, now: Timestamp) {
        let stalled: Vec<ConnectionId> = self
            .connections
            .iter()
            .filter(|(_, it)| !it.queue.is_empty() && now.since(it.waiting_since) > self.limits.stalled_after)
            .map(|(_, it)| it.id)
            .collect();
        for id in stalled {
            self.close(id, Close::TooSlow);
        }
    }

    fn close_all_of(&mut self, person: Id<kind::Account>, which: impl Fn(&Connection) -> bool) {
        let Some(person) = self.people.find(person) else {
            return;
        };
        for &index in &person.connections {
            if let Some(connection) = self.connections.get_mut(index).filter(|it| which(it)) {
                self.post.close(connection, Close::SessionEnded);
            }
        }
    }

    /// The things that someone who comes back missed hearing of on his own topic.
    fn things(&self, person: u32, from: &From) -> Vec<Uuid> {
        let (Some(person), From::Heard(position)) = (self.people.get(person), from) else {
            return Vec::new();
        };
        let me = Topic::Person(person.id);
        let Ok(missed) = self.ring.since(*position) else {
            return Vec::new();
        };
        let mut things: Vec<Uuid> = missed
            .filter(|it| it.topic == me)
            .filter_map(|it| it.about)
            .collect();
        things.sort_unstable();
        things.dedup();
        things
    }

    /// Puts what the connection missed in its queue. `false`, and nothing put, if that is not known or too much.
    fn replay(&mut self, index: u32, resume: &Resume) -> bool {
        let from = match resume.from {
            From::Nothing => return true,
            From::Unreadable => return false,
            From::Heard(position) => position,
        };
        let Some(connection) = self.connections.get_mut(index) else {
            return false;
        };
        let Some(me) = self.people.get(connection.person).map(|it| Topic::Person(it.id)) else {
            return false;
        };
        let mut topics: Vec<(Topic, u32)> = connection
            .subscriptions
            .iter()
            .filter_map(|it| Some((self.topics.get(it.topic)?.topic, it.topic)))
            .chain([(me, NO_TOPIC)])
            .collect();
        topics.sort_unstable();
        let Ok(missed) = self.ring.since(from) else {
            return false;
        };
        let (mut told, mut bytes) = (Vec::new(), 0);
        for kept in missed {
            let Ok(at) = topics.binary_search_by_key(&kept.topic, |it| it.0) else {
                continue;
            };
            let text = match kept.about {
                // What his own topic showed him he may no longer see. What was told since he asked is as it is now.
                Some(about) if kept.topic == me && kept.position.cursor <= resume.until => {
                    let is_this = |it: &&Frame| it.about() == Some(about) && it.name() == kept.name;
                    let Some(frame) = resume.told.iter().find(is_this) else {
                        continue;
                    };
                    frame.at(kept.position)
                }
                _ => kept.text.clone(),
            };
            bytes += cost(&text);
            told.push((text, topics[at].1));
            // Half of what may wait: the rest is for what happens until this is written.
            if connection.queue.frames() + told.len() > self.limits.queue_max_frames / 2
                || connection.queue.bytes() + bytes > self.limits.queue_max_bytes / 2
            {
                return false;
            }
        }
        for (text, topic) in told {
            self.post.put(connection, text, topic);
        }
        true
    }

    /// Puts a frame in the queue of everyone who listens. Allocates nothing per listener.
    fn deliver(&mut self, topic: Topic, text: &Bytes) {
        if let Topic::Person(person) = topic {
            let Some(person) = self.people.find(person) else {
                return;
            };
            for &index in &person.connections {
                if let Some(connection) = self
                    .connections
                    .get_mut(index)
                    .filter(|it| it.phase == Phase::Open)
                {
                    self.post.put(connection, text.clone(), NO_TOPIC);
                }
            }
            return;
        }
        let Some(&index) = self.topic_of.get(&topic) else {
            return;
        };
        let Some(seat) = self.topics.get(index) else {
            return;
        };
        for subscriber in &seat.subscribers {
            if let Some(connection) = self.connections.get_mut(subscriber.connection) {
                self.post.put(connection, text.clone(), index);
            }
        }
    }

    fn tell(&mut self, connection: u32, text: Bytes, topic: u32) {
        if let Some(connection) = self.connections.get_mut(connection) {
            self.post.put(connection, text, topic);
        }
    }
}
