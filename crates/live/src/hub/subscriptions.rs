// SPDX-License-Identifier: EUPL-1.2
//! Which connection listens to what: two lists that know each other's places, so that both ends change in one step.

use base::{Id, Timestamp, kind};
use bytes::Bytes;

use super::{
    ConnectionId, Hub, NEVER, Phase, Seat, Subscriber, Subscription,
    terms::{Asked, Outdated, Right},
};
use crate::{cursor::Cursor, frame::Word, queue::NO_TOPIC, topic::Topic};

impl Hub {
    pub(super) fn asked(&self, person: u32) -> Asked {
        Asked {
            person: self.people.get(person).map_or(0, |it| it.ends),
            everyone: self.ends,
        }
    }

    pub(super) fn still(&self, person: u32, asked: &mut Asked) -> Result<(), Outdated> {
        let now = self.asked(person);
        if std::mem::replace(asked, now) == now {
            Ok(())
        } else {
            Err(Outdated)
        }
    }

    /// Answers what needs no looking up; else gives the topic back.
    pub(super) fn answer_known(&mut self, id: ConnectionId, text: &str) -> Option<Topic> {
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

    pub(super) fn answer(&mut self, connection: u32, topic: Topic, right: Option<&Right>) {
        if right.is_some_and(|right| self.attach(connection, right)) {
            self.tell_subscribed(connection, topic);
        } else {
            let topic = topic.to_string();
            self.tell(connection, Word::Denied { topic: &topic }.text(), NO_TOPIC);
        }
    }

    pub(super) fn tell_subscribed(&mut self, connection: u32, topic: Topic) {
        let cursor = self.heard_by(connection);
        self.tell(connection, Word::Subscribed { topic, cursor }.text(), NO_TOPIC);
    }

    /// How far the connection will have heard once its queue is read: to the end, unless it is about to be told what it missed.
    pub(super) fn heard_by(&self, connection: u32) -> Option<Cursor> {
        let is_open = self
            .connections
            .get(connection)
            .is_some_and(|it| it.phase == Phase::Open);
        is_open.then(|| self.ring.head())
    }

    /// Subscribes. `false` if the connection has too many topics, or the right has ended already.
    pub(super) fn attach(&mut self, index: u32, right: &Right) -> bool {
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
                (subscription.ends_at, subscription.says) = (right.ends_at, right.says);
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
            says: right.says,
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

    /// Ends the subscription at that place of the connection, takes back what waits of it, and says `instead` what is given.
    pub(super) fn detach(&mut self, index: u32, place: usize, instead: Option<Bytes>) {
        let Some(connection) = self.connections.get_mut(index) else {
            return;
        };
        if place >= connection.subscriptions.len() {
            return;
        }
        let ended = connection.subscriptions.swap_remove(place);
        self.post.take_back(connection, ended.topic, instead);
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

    pub(super) fn place_of(&self, connection: u32, topic: Topic) -> Option<usize> {
        let index = *self.topic_of.get(&topic)?;
        self.connections
            .get(connection)?
            .subscriptions
            .iter()
            .position(|it| it.topic == index)
    }

    /// Whether a connection listens to a topic and may say something there.
    pub(super) fn says(&self, connection: u32, topic: Topic) -> bool {
        self.place_of(connection, topic).is_some_and(|place| {
            self.connections
                .get(connection)
                .and_then(|it| it.subscriptions.get(place))
                .is_some_and(|it| it.says)
        })
    }

    /// Ends a connection's subscriptions to a topic and to what is within it.
    pub(super) fn end_on(&mut self, index: u32, ended: Topic) {
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
            self.detach(index, place, Some(Word::Ended { topic }.text()));
        }
    }

    /// The channels that a person hears within a project, or (`None`) within none: his rights to them may be others now, and are
    /// for the caller to look up. Whatever of his is being looked up already is [`Outdated`].
    pub fn channels_in_question(
        &mut self,
        project: Option<Id<kind::Project>>,
        person: Id<kind::Account>,
    ) -> Vec<Id<kind::Channel>> {
        let Some(index) = self.people.index(person) else {
            return Vec::new();
        };
        self.people.outdate(index);
        let connections = self.people.get(index).map(|it| it.connections.as_slice());
        let mut channels: Vec<_> = connections
            .unwrap_or_default()
            .iter()
            .filter_map(|it| self.connections.get(*it))
            .flat_map(|it| &it.subscriptions)
            .filter_map(|it| self.topics.get(it.topic))
            .filter(|it| it.project == project)
            .filter_map(|it| match it.topic {
                Topic::Channel(channel) => Some(channel),
                _ => None,
            })
            .collect();
        channels.sort_unstable();
        channels.dedup();
        channels
    }

    /// A person's right to hear a topic is now this one, whatever was said when it was found.
    pub fn change(&mut self, person: Id<kind::Account>, right: Right) {
        self.each_of(person, right.topic, |it| {
            (it.ends_at, it.says) = (right.ends_at, right.says);
        });
        self.next_end = self.next_end.min(right.ends_at);
    }

    /// A person's right to hear a topic now ends by itself at `at`, or not (`None`), whatever was said when it was found.
    pub fn move_end(&mut self, topic: Topic, person: Id<kind::Account>, at: Option<Timestamp>) {
        let at = at.unwrap_or(NEVER);
        self.each_of(person, topic, |it| it.ends_at = at);
        self.next_end = self.next_end.min(at);
    }

    fn each_of(
        &mut self,
        person: Id<kind::Account>,
        topic: Topic,
        mut change: impl FnMut(&mut Subscription),
    ) {
        let Some(person) = self.people.find(person) else {
            return;
        };
        for connection in person.connections.clone() {
            if let Some(place) = self.place_of(connection, topic)
                && let Some(subscription) = self
                    .connections
                    .get_mut(connection)
                    .and_then(|it| it.subscriptions.get_mut(place))
            {
                change(subscription);
            }
        }
    }

    pub(super) fn end_expired(&mut self, now: Timestamp) {
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
}
