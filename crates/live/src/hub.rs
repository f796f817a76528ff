// SPDX-License-Identifier: EUPL-1.2
//! The hub: every open socket of this node, what each listens to, and what waits for it.

mod people;

use std::{collections::HashMap, time::Duration};

use base::{Id, Timestamp, kind};
use bytes::Bytes;

use crate::{
    client::{Allowance, ClientFrame},
    cursor::{Cursor, Position},
    frame::{Frame, Word},
    presence::{NodeId, Presence},
    queue::{NO_TOPIC, Nodes, Queue, cost},
    ring::{Kept, Ring},
    slots::Slots,
    topic::Topic,
};
use people::People;

/// How often the shell calls [`Hub::tick`]: presence and typing are told that often at most.
pub const TICK: Duration = Duration::from_secs(1);

/// What the hub allows itself and others.
#[derive(Debug, Clone)]
pub struct Limits {
    /// Sockets of one person on this node. Source: attacks.md.
    pub sockets_per_person: usize,
    /// Topics one socket may subscribe to.
    pub topics_per_socket: usize,
    /// What may wait for one socket, in bytes, each text counted whole although texts are shared. Source: attacks.md.
    pub queue_max_bytes: usize,
    /// What may wait for one socket, in frames.
    pub queue_max_frames: usize,
    /// What one [`Hub::take`] hands out: the rest stays counted in the queue until these are written.
    pub batch_max_bytes: usize,
    /// A socket for which frames wait, and which takes none for so long, is closed. Source: attacks.md (30 s in all).
    pub stalled_after: Duration,
    /// Frames kept for those who come back.
    pub ring_max_frames: usize,
    /// Bytes of frames kept for those who come back.
    pub ring_max_bytes: usize,
    /// A person whose last socket closed is said to be offline only after so long: a page that reloads is no departure.
    pub offline_grace: Duration,
    /// A node tells the others so often who is with it, even if nothing changed.
    pub refresh_every: Duration,
    /// What another node said holds so long. More than two refreshes, so that one may be lost.
    pub remote_ttl: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            sockets_per_person: 20,
            topics_per_socket: 256,
            queue_max_bytes: 1024 * 1024,
            queue_max_frames: 8 * 1024,
            batch_max_bytes: 64 * 1024,
            stalled_after: Duration::from_secs(20),
            ring_max_frames: 16 * 1024,
            ring_max_bytes: 8 * 1024 * 1024,
            offline_grace: Duration::from_secs(5),
            refresh_every: Duration::from_secs(25),
            remote_ttl: Duration::from_secs(60),
        }
    }
}

/// Why a socket is closed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Close {
    /// The session has ended: the client goes to the sign-in page.
    SessionEnded,
    /// The socket did not keep up: the client reconnects and resumes.
    TooSlow,
    /// The person has as many sockets as one may have.
    TooManySockets,
    /// The client said something a right one never says, or too much of it.
    BadFrame,
    /// The server stops, or has already forgotten this connection: the client reconnects.
    Stopping,
}

impl Close {
    /// The code of the WebSocket's close frame, as in the live contract.
    #[must_use]
    pub const fn code(self) -> u16 {
        match self {
            Self::SessionEnded => 4001,
            Self::TooSlow => 4008,
            Self::TooManySockets => 4009,
            Self::BadFrame => 4010,
            Self::Stopping => 1001,
        }
    }
}

/// One socket, as long as it is open; never used again for another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct ConnectionId {
    index: u32,
    generation: u32,
}

impl ConnectionId {
    /// A small number, different from that of every other connection open now: for a table of wakers.
    #[must_use]
    pub const fn index(self) -> usize {
        self.index as usize
    }
}

/// The person has [`Limits::sockets_per_person`] sockets already: the new one is closed with [`Close::TooManySockets`].
///
/// The new one and not the oldest, because two windows that push each other out would do so for ever.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TooManySockets;

/// A right of that person ended while this one was looked up: look it up again, then call again with the same question.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Outdated;

/// What the shell must find out before a client's frame is answered.
#[derive(Debug)]
#[must_use]
pub enum Ask {
    /// Nothing: all is done.
    Nothing,
    /// Which of these topics the person may hear; then [`Hub::resume`].
    Resume(Resume),
    /// Whether the person may hear this topic; then [`Hub::subscribe`].
    Subscribe(Subscribe),
}

/// A client has come (back) and says what it listened to.
#[derive(Debug)]
pub struct Resume {
    from: From,
    topics: Vec<Topic>,
    asked: Asked,
}

impl Resume {
    /// Those whose rights are to be looked up.
    #[must_use]
    pub fn topics(&self) -> &[Topic] {
        &self.topics
    }
}

/// A client wants to listen to one more topic.
#[derive(Debug)]
pub struct Subscribe {
    topic: Topic,
    asked: Asked,
}

impl Subscribe {
    /// The topic whose right is to be looked up.
    #[must_use]
    pub const fn topic(&self) -> Topic {
        self.topic
    }
}

/// The right to hear a topic, as the shell has just found it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Right {
    topic: Topic,
    project: Option<Id<kind::Project>>,
    ends_at: Timestamp,
}

impl Right {
    /// To hear `topic` until it is [ended](Hub::end).
    #[must_use]
    pub const fn to(topic: Topic) -> Self {
        let project = if let Topic::Project(project) = topic {
            Some(project)
        } else {
            None
        };
        Self {
            topic,
            project,
            ends_at: NEVER,
        }
    }

    /// Ends also when the right to hear this project does: for what lies in a project.
    #[must_use]
    pub const fn within(self, project: Id<kind::Project>) -> Self {
        Self {
            project: Some(project),
            ..self
        }
    }

    /// Ends at that instant by itself: for a member whose access has an end.
    #[must_use]
    pub const fn until(self, at: Timestamp) -> Self {
        Self { ends_at: at, ..self }
    }
}

/// What [`Hub::take`] found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[must_use]
pub enum Taken {
    /// That was all: wait to be woken.
    All,
    /// More waits: write these, then take again.
    Some,
    /// Write these, close the socket, then [`Hub::disconnect`].
    Close(Close),
}

/// How much there is, for metrics.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Census {
    /// Open sockets.
    pub connections: usize,
    /// People known to be there, on this node or another.
    pub people: usize,
    /// Topics that somebody on this node listens to.
    pub topics: usize,
    /// Frames that wait, over all sockets.
    pub queued_frames: usize,
    /// Bytes kept for those who come back.
    pub ring_bytes: usize,
    /// Sockets closed because they were too slow, since the start.
    pub slow_closed: u64,
}

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

/// When a right was asked for: how often rights had ended then, for this person and for everyone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Asked {
    person: u32,
    everyone: u32,
}

#[derive(Debug)]
enum From {
    /// The client knows nothing yet.
    Nothing,
    /// It has heard up to there.
    Heard(Position),
    /// It says something this server does not understand, perhaps of another version.
    Unreadable,
}

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

/// What every delivery needs, apart from who hears it.
#[derive(Debug)]
struct Post {
    nodes: Nodes,
    wakes: Vec<ConnectionId>,
    now: Timestamp,
    queue_max_bytes: usize,
    queue_max_frames: usize,
    slow_closed: u64,
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
            self.detach(id.index, last);
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
                Ask::Resume(Resume {
                    from,
                    topics: asked,
                    asked: self.asked(person),
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
                    self.detach(id.index, place);
                }
                Ask::Nothing
            }
            (Phase::Open, Ok(ClientFrame::Presence { state })) => {
                connection.presence = state;
                self.people.mark(person);
                Ask::Nothing
            }
            (Phase::Open, Ok(ClientFrame::Typing { topic })) => {
                if let Some(topic) = topic
                    .parse()
                    .ok()
                    .filter(|&topic| self.place_of(id.index, topic).is_some())
                {
                    self.people.types(person, topic);
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
        let last = match self.replay(id.index, &resume.from) {
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
                text,
            });
        }
        self.ring.trim();
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

    fn asked(&self, person: u32) -> Asked {
        Asked {
            person: self.people.get(person).map_or(0, |it| it.ends),
            everyone: self.ends,
        }
    }

    fn still(&self, person: u32, asked: &mut Asked) -> Result<(), Outdated> {
        let now = self.asked(person);
        if std::mem::replace(asked, now) == now {
            Ok(())
        } else {
            Err(Outdated)
        }
    }

    /// Answers what needs no looking up; else gives the topic back.
    fn answer_known(&mut self, id: ConnectionId, text: &str) -> Option<Topic> {
        let topic = text.parse::<Topic>();
        let is_subscribed = match topic {
            Ok(Topic::Person(person)) => {
                let (connection, _) = self.current(id)?;
                let mine = connection.person;
                self.people.get(mine).is_some_and(|it| it.id == person)
            }
            Ok(topic) if self.place_of(id.index, topic).is_some() => true,
            Ok(topic) => return Some(topic),
            Err(_) => false,
        };
        match topic {
            Ok(topic) if is_subscribed => self.tell_subscribed(id.index, topic),
            _ => self.tell(id.index, Word::Denied { topic: text }.text(), NO_TOPIC),
        }
        None
    }

    fn answer(&mut self, connection: u32, topic: Topic, right: Option<&Right>) {
        if right.is_some_and(|right| self.attach(connection, right)) {
            self.tell_subscribed(connection, topic);
        } else {
            let topic = topic.to_string();
            self.tell(connection, Word::Denied { topic: &topic }.text(), NO_TOPIC);
        }
    }

    fn tell_subscribed(&mut self, connection: u32, topic: Topic) {
        let cursor = self.heard_by(connection);
        // Taken back with the rest if the right ends before it is written: `ended` is answer enough.
        let index = self.topic_of.get(&topic).copied().unwrap_or(NO_TOPIC);
        self.tell(connection, Word::Subscribed { topic, cursor }.text(), index);
    }

    /// How far the connection will have heard once its queue is read: to the end, unless it is about to be told what it missed.
    fn heard_by(&self, connection: u32) -> Option<Cursor> {
        let is_open = self
            .connections
            .get(connection)
            .is_some_and(|it| it.phase == Phase::Open);
        is_open.then(|| self.ring.head())
    }

    /// Subscribes. `false` if the connection has too many topics, or the right has ended already.
    fn attach(&mut self, index: u32, right: &Right) -> bool {
        if right.ends_at <= self.post.now {
            return false;
        }
        if let Some(place) = self.place_of(index, right.topic) {
            // Asked twice: the later finding holds.
            if let Some(subscription) = self
                .connections
                .get_mut(index)
                .and_then(|it| it.subscriptions.get_mut(place))
            {
                subscription.ends_at = right.ends_at;
                self.next_end = self.next_end.min(right.ends_at);
            }
            return true;
        }
        let Some(connection) = self.connections.get_mut(index) else {
            return false;
        };
        if connection.subscriptions.len() >= self.limits.topics_per_socket {
            return false;
        }
        let topics = &mut self.topics;
        let topic = *self.topic_of.entry(right.topic).or_insert_with(|| {
            topics
                .insert(Seat {
                    topic: right.topic,
                    project: right.project,
                    subscribers: Vec::new(),
                })
                .0
        });
        let Some(seat) = self.topics.get_mut(topic) else {
            return false;
        };
        let place = |len: usize| u32::try_from(len).unwrap_or(u32::MAX);
        connection.subscriptions.push(Subscription {
            topic,
            place: place(seat.subscribers.len()),
            ends_at: right.ends_at,
        });
        seat.subscribers.push(Subscriber {
            connection: index,
            place: place(connection.subscriptions.len() - 1),
        });
        self.next_end = self.next_end.min(right.ends_at);
        if let Topic::Project(project) = right.topic {
            self.people.listens(connection.person, project, connection.id);
        }
        true
    }

    /// Ends the subscription at that place of the connection, and takes back what waits unwritten of it.
    fn detach(&mut self, index: u32, place: usize) {
        let Some(connection) = self.connections.get_mut(index) else {
            return;
        };
        if place >= connection.subscriptions.len() {
            return;
        }
        let ended = connection.subscriptions.swap_remove(place);
        self.post.nodes.purge(&mut connection.queue, ended.topic);
        // Both lists close their gap with their last entry, whose counterpart must learn its new place.
        if let Some(moved) = connection.subscriptions.get(place).copied()
            && let Some(subscriber) = self
                .topics
                .get_mut(moved.topic)
                .and_then(|seat| seat.subscribers.get_mut(moved.place as usize))
        {
            subscriber.place = u32::try_from(place).unwrap_or(u32::MAX);
        }
        let Some(seat) = self.topics.get_mut(ended.topic) else {
            return;
        };
        seat.subscribers.swap_remove(ended.place as usize);
        if let Some(moved) = seat.subscribers.get(ended.place as usize).copied()
            && let Some(subscription) = self
                .connections
                .get_mut(moved.connection)
                .and_then(|it| it.subscriptions.get_mut(moved.place as usize))
        {
            subscription.place = ended.place;
        }
        if seat.subscribers.is_empty() {
            let topic = seat.topic;
            self.topic_of.remove(&topic);
            self.topics.remove(ended.topic);
        }
    }

    fn place_of(&self, connection: u32, topic: Topic) -> Option<usize> {
        let index = *self.topic_of.get(&topic)?;
        self.connections
            .get(connection)?
            .subscriptions
            .iter()
            .position(|it| it.topic == index)
    }

    /// Ends a connection's subscriptions to a topic and to what is within it.
    fn end_on(&mut self, index: u32, ended: Topic) {
        while let Some((place, topic)) = self.connections.get(index).and_then(|connection| {
            connection
                .subscriptions
                .iter()
                .enumerate()
                .find_map(|(place, it)| {
                    let seat = self.topics.get(it.topic)?;
                    let is_within = matches!(ended, Topic::Project(project) if seat.project == Some(project));
                    (seat.topic == ended || is_within).then_some((place, seat.topic))
                })
        }) {
            self.detach(index, place);
            // Before all that waits: a client that has heard anything later must not believe that it heard this topic
            // as far. Cut off in between, it would come back with a cursor behind what was taken back from it.
            if let Some(connection) = self.connections.get_mut(index) {
                self.post.put_first(connection, Word::Ended { topic }.text());
            }
        }
    }

    fn end_expired(&mut self, now: Timestamp) {
        if now < self.next_end {
            return;
        }
        let (mut expired, mut next) = (Vec::new(), NEVER);
        for (index, connection) in self.connections.iter() {
            for subscription in &connection.subscriptions {
                if subscription.ends_at > now {
                    next = next.min(subscription.ends_at);
                } else if let Some(seat) = self.topics.get(subscription.topic) {
                    expired.push((index, seat.topic));
                }
            }
        }
        for (index, topic) in expired {
            // What is within a project has the project's end, or an earlier one of its own.
            self.end_on(index, topic);
        }
        self.next_end = next;
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

    /// Puts what the connection missed in its queue. `false`, and nothing put, if that is not known or too much.
    fn replay(&mut self, index: u32, from: &From) -> bool {
        let from = match from {
            From::Nothing => return true,
            From::Unreadable => return false,
            From::Heard(position) => *position,
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
        let heard = |kept: &Kept| {
            let at = topics.binary_search_by_key(&kept.topic, |it| it.0).ok()?;
            Some(topics[at].1)
        };
        let (Ok(missed), Ok(again)) = (self.ring.since(from), self.ring.since(from)) else {
            return false;
        };
        let (mut frames, mut bytes) = (0, 0);
        for kept in missed.filter(|kept| heard(kept).is_some()) {
            frames += 1;
            bytes += cost(&kept.text);
        }
        // Half of what may wait: the rest is for what happens until this is written.
        if connection.queue.frames() + frames > self.limits.queue_max_frames / 2
            || connection.queue.bytes() + bytes > self.limits.queue_max_bytes / 2
        {
            return false;
        }
        for kept in again {
            if let Some(topic) = heard(kept) {
                self.post.put(connection, kept.text.clone(), topic);
            }
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

impl Post {
    /// Time as far as it is known: a clock that goes back stands still here.
    fn reach(&mut self, now: Timestamp) -> Timestamp {
        self.now = self.now.max(now);
        self.now
    }

    fn put(&mut self, connection: &mut Connection, text: Bytes, topic: u32) {
        if self.has_room(connection, &text) {
            self.nodes.push(&mut connection.queue, text, topic);
        }
    }

    fn put_first(&mut self, connection: &mut Connection, text: Bytes) {
        if self.has_room(connection, &text) {
            self.nodes.push_front(&mut connection.queue, text, NO_TOPIC);
        }
    }

    /// Wakes the connection for a text about to be put; closes it instead if there is no room.
    fn has_room(&mut self, connection: &mut Connection, text: &Bytes) -> bool {
        if connection.closing.is_some() {
            return false;
        }
        if connection.queue.frames() >= self.queue_max_frames
            || connection.queue.bytes() + cost(text) > self.queue_max_bytes
        {
            self.close(connection, Close::TooSlow);
            return false;
        }
        if connection.queue.is_empty() {
            connection.waiting_since = self.now;
        }
        self.wake(connection);
        true
    }

    fn close(&mut self, connection: &mut Connection, why: Close) {
        // Being too slow outweighs a close that waits behind what is not being read.
        let is_slow = why == Close::TooSlow;
        if connection.closing == Some(Close::TooSlow) || (connection.closing.is_some() && !is_slow) {
            return;
        }
        if is_slow {
            self.nodes.clear(&mut connection.queue);
            self.slow_closed += 1;
        }
        connection.closing = Some(why);
        self.wake(connection);
    }

    fn wake(&mut self, connection: &mut Connection) {
        if !std::mem::replace(&mut connection.is_woken, true) {
            self.wakes.push(connection.id);
        }
    }
}
