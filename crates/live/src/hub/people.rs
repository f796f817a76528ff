// SPDX-License-Identifier: EUPL-1.2
//! The people behind the connections, here and on other nodes: presence and typing, gathered and told once a tick.

use std::collections::HashMap;

use base::{Id, Timestamp, kind};
use bytes::Bytes;

use super::{ConnectionId, Hub, NEVER, Phase};
use crate::{
    frame::Word,
    presence::{
        NOTE_MAX_BYTES, NOTE_MAX_PEOPLE, NOTE_MAX_PROJECTS, NodeId, Note, Presence, Seen, What, Writing,
    },
    slots::Slots,
    topic::Topic,
};

/// Most people in one `presence` frame: some 24 KiB.
const FRAME_MAX_PEOPLE: usize = 500;

/// Longest text told aside to other nodes.
const ASIDE_MAX_BYTES: usize = 16 * 1024;

/// Most typing kept between two ticks; what is more is not told, as nobody could read it.
const TYPING_MAX: usize = 1_024;

#[derive(Debug)]
pub(super) struct People {
    slots: Slots<Person>,
    index_of: HashMap<Id<kind::Account>, u32>,
    /// People whose presence may have changed since the last tick.
    marked: Vec<u32>,
    /// People who have come into view of a project's listeners.
    introductions: Vec<(u32, Id<kind::Project>)>,
    /// Listeners who have come to a project.
    newcomers: Vec<(Id<kind::Project>, ConnectionId)>,
    typing: Vec<Writing>,
    /// How many of `typing` were heard from other nodes: these are at its end and not sent on.
    typing_here: usize,
    /// `None` if there is no other node.
    node: Option<NodeId>,
    notes: Vec<Bytes>,
    refresh_at: Timestamp,
    /// No other node's word expires before this.
    next_expiry: Timestamp,
}

#[derive(Debug)]
pub(super) struct Person {
    pub(super) id: Id<kind::Account>,
    pub(super) connections: Vec<u32>,
    /// How often a right of this person has ended.
    pub(super) ends: u32,
    /// Where his presence on this node may be told; sorted.
    projects: Vec<Id<kind::Project>>,
    elsewhere: Vec<Elsewhere>,
    left_at: Timestamp,
    /// What the listeners here were last told.
    told: Presence,
    /// What the other nodes were last told of him being here.
    sent: Presence,
    is_marked: bool,
    /// Whether the other nodes are to be told, even if `sent` still holds.
    is_news: bool,
}

/// What another node said about a person.
#[derive(Debug)]
struct Elsewhere {
    node: NodeId,
    state: Presence,
    projects: Vec<Id<kind::Project>>,
    expires_at: Timestamp,
}

impl Person {
    fn elsewhere(&self) -> Presence {
        self.elsewhere.iter().map(|it| it.state).max().unwrap_or_default()
    }

    fn is_seen_in(&self) -> impl Iterator<Item = Id<kind::Project>> {
        self.projects
            .iter()
            .chain(self.elsewhere.iter().flat_map(|it| &it.projects))
            .copied()
    }
}

impl People {
    pub(super) fn new(node: Option<NodeId>) -> Self {
        let mut people = Self {
            slots: Slots::new(),
            index_of: HashMap::new(),
            marked: Vec::new(),
            introductions: Vec::new(),
            newcomers: Vec::new(),
            typing: Vec::new(),
            typing_here: 0,
            node,
            notes: Vec::new(),
            refresh_at: Timestamp::from_micros(0),
            next_expiry: NEVER,
        };
        people.note(What::Begun);
        people
    }

    pub(super) fn len(&self) -> usize {
        self.slots.len()
    }

    pub(super) fn index(&self, person: Id<kind::Account>) -> Option<u32> {
        self.index_of.get(&person).copied()
    }

    pub(super) fn find(&self, person: Id<kind::Account>) -> Option<&Person> {
        self.slots.get(self.index(person)?)
    }

    pub(super) fn get(&self, index: u32) -> Option<&Person> {
        self.slots.get(index)
    }

    pub(super) fn get_mut(&mut self, index: u32) -> Option<&mut Person> {
        self.slots.get_mut(index)
    }

    /// The index of a person, who is known from now on.
    pub(super) fn enter(&mut self, person: Id<kind::Account>) -> u32 {
        let slots = &mut self.slots;
        *self.index_of.entry(person).or_insert_with(|| {
            slots
                .insert(Person {
                    id: person,
                    connections: Vec::new(),
                    ends: 0,
                    projects: Vec::new(),
                    elsewhere: Vec::new(),
                    left_at: Timestamp::from_micros(0),
                    told: Presence::Offline,
                    sent: Presence::Offline,
                    is_marked: false,
                    is_news: false,
                })
                .0
        })
    }

    pub(super) fn leave(&mut self, index: u32, connection: u32, now: Timestamp) {
        if let Some(person) = self.slots.get_mut(index) {
            person.connections.retain(|&it| it != connection);
            person.left_at = now;
        }
        self.mark(index);
    }

    /// This person's presence may have changed.
    pub(super) fn mark(&mut self, index: u32) {
        if let Some(person) = self.slots.get_mut(index)
            && !std::mem::replace(&mut person.is_marked, true)
        {
            self.marked.push(index);
        }
    }

    /// A connection of that person listens to a project from now on.
    pub(super) fn listens(&mut self, index: u32, project: Id<kind::Project>, connection: ConnectionId) {
        self.newcomers.push((project, connection));
        self.show(index, project);
    }

    /// From now on the person's presence may be told in a project.
    pub(super) fn show(&mut self, index: u32, project: Id<kind::Project>) {
        if let Some(person) = self.slots.get_mut(index)
            && let Err(at) = person.projects.binary_search(&project)
        {
            person.projects.insert(at, project);
            person.is_news = true;
            self.introductions.push((index, project));
            self.mark(index);
        }
    }

    /// What was asked of that person's rights before may not hold any more.
    pub(super) fn outdate(&mut self, index: u32) {
        if let Some(person) = self.slots.get_mut(index) {
            person.ends = person.ends.wrapping_add(1);
        }
    }

    /// A right of that person has ended; with a project's, his presence is no longer told there.
    pub(super) fn ended(&mut self, index: u32, topic: Topic) {
        self.outdate(index);
        let Some(person) = self.slots.get_mut(index) else {
            return;
        };
        if let Topic::Project(project) = topic {
            person.projects.retain(|&it| it != project);
            for elsewhere in &mut person.elsewhere {
                elsewhere.projects.retain(|&it| it != project);
            }
            person.is_news = true;
            self.mark(index);
        }
    }

    pub(super) fn types(&mut self, index: u32, topic: Topic, thread: Option<Id<kind::Message>>) {
        let Some(person) = self.slots.get(index).map(|it| it.id) else {
            return;
        };
        let writing = Writing {
            topic,
            thread,
            person,
        };
        let here = self.typing[..self.typing_here].iter_mut();
        if let Some(same) = here.into_iter().find(|it| it.is_of(&writing)) {
            // Whatever threads a client makes up: of one person one is told.
            *same = writing;
        } else if self.typing.len() < TYPING_MAX {
            self.typing.insert(self.typing_here, writing);
            self.typing_here += 1;
        }
    }

    pub(super) fn stop(&mut self) {
        self.note(What::Stopped);
    }

    /// What is told aside is told on other nodes too, as long as it is short.
    pub(super) fn pass_on(&mut self, person: Id<kind::Account>, text: &str) {
        if text.len() <= ASIDE_MAX_BYTES {
            self.note(What::Aside(person, text.to_owned()));
        }
    }

    fn note(&mut self, what: What) {
        if let Some(node) = self.node {
            let note =
                serde_json::to_vec(&Note { node, what }).expect("a note has neither maps nor fallible parts");
            self.notes.push(note.into());
        }
    }

    fn note_people(&mut self, mut seen: Vec<Seen>) {
        while !seen.is_empty() {
            let rest = seen.split_off(seen.len().min(NOTE_MAX_PEOPLE));
            self.note(What::People(std::mem::replace(&mut seen, rest)));
        }
    }
}

impl Hub {
    /// Whether a person is there, on any node, as far as this one knows.
    #[must_use]
    pub fn presence(&self, person: Id<kind::Account>) -> Presence {
        self.people.index(person).map_or(Presence::Offline, |index| {
            let elsewhere = self.people.get(index).map(Person::elsewhere).unwrap_or_default();
            self.here(index, self.post.now).0.max(elsewhere)
        })
    }

    /// Those with a socket here whose presence is told in `project`: everyone here who may hear it is among them.
    #[must_use]
    pub fn seen_in(&self, project: Id<kind::Project>) -> Vec<Id<kind::Account>> {
        let here = self
            .people
            .slots
            .iter()
            .map(|it| it.1)
            .filter(|it| !it.connections.is_empty());
        here.filter(|it| it.projects.binary_search(&project).is_ok())
            .map(|it| it.id)
            .collect()
    }

    /// A person has become a member of a project: his presence is told there from now on. It ceases with [`Hub::end`].
    pub fn join(&mut self, person: Id<kind::Account>, project: Id<kind::Project>) {
        if let Some(index) = self.people.index(person) {
            self.people.show(index, project);
        }
    }

    /// Puts notes for the other nodes where the shell can publish them.
    pub fn take_notes(&mut self, out: &mut Vec<Bytes>) {
        out.append(&mut self.people.notes);
    }

    /// Takes in another node's note. What cannot be read is passed over: it may come from another version.
    pub fn hear(&mut self, note: &[u8], now: Timestamp) {
        let now = self.post.reach(now);
        if note.len() > NOTE_MAX_BYTES {
            return;
        }
        let Ok(note) = serde_json::from_slice::<Note>(note) else {
            return;
        };
        if self.people.node.is_none_or(|me| me == note.node) {
            return;
        }
        match note.what {
            What::Begun => self.people.refresh_at = now,
            What::People(seen) => {
                let expires_at = now + self.limits.remote_ttl;
                self.people.next_expiry = self.people.next_expiry.min(expires_at);
                for seen in seen {
                    self.people.hear_of(note.node, seen, expires_at);
                }
            }
            What::Typing(typing) => {
                for writing in typing {
                    let is_new = !self.people.typing.iter().any(|it| it.is_of(&writing));
                    let is_heard = self.topic_of.contains_key(&writing.topic);
                    if is_new && is_heard && self.people.typing.len() < TYPING_MAX {
                        self.people.typing.push(writing);
                    }
                }
            }
            What::Aside(person, text) => self.deliver(Topic::Person(person), &Bytes::from(text)),
            What::Stopped => self.people.forget(|it| it.node == note.node),
        }
    }

    /// The strongest of the person's windows here, and whether that is only held for a moment after the last closed.
    fn here(&self, index: u32, now: Timestamp) -> (Presence, bool) {
        let Some(person) = self.people.get(index) else {
            return (Presence::Offline, false);
        };
        let open = person
            .connections
            .iter()
            .filter_map(|&it| self.connections.get(it));
        let state = open
            .filter(|it| it.phase == Phase::Open)
            .map(|it| it.presence)
            .max()
            .unwrap_or_default();
        let is_held = state == Presence::Offline
            && person.sent != Presence::Offline
            && now.since(person.left_at) < self.limits.offline_grace;
        if is_held {
            (person.sent, true)
        } else {
            (state, false)
        }
    }

    pub(super) fn tell_presence(&mut self, now: Timestamp) {
        if now >= self.people.next_expiry {
            self.people.forget(|it| it.expires_at <= now);
        }
        let mut changes: Vec<(Id<kind::Project>, Id<kind::Account>, Presence)> = Vec::new();
        let mut news = Vec::new();
        let marked = std::mem::take(&mut self.people.marked);
        for &index in &marked {
            let (here, is_held) = self.here(index, now);
            let Some(person) = self.people.get_mut(index) else {
                continue;
            };
            person.is_marked = false;
            if std::mem::take(&mut person.is_news) && here != Presence::Offline || here != person.sent {
                person.sent = here;
                news.push(index);
            }
            let state = here.max(person.elsewhere());
            if state != person.told {
                person.told = state;
                changes.extend(person.is_seen_in().map(|project| (project, person.id, state)));
            }
            if is_held {
                self.people.mark(index);
            }
        }
        for (index, project) in std::mem::take(&mut self.people.introductions) {
            if let Some(person) = self.people.get(index)
                && person.told != Presence::Offline
                && person.is_seen_in().any(|it| it == project)
            {
                changes.push((project, person.id, person.told));
            }
        }
        self.tell_changes(changes);
        self.tell_newcomers();
        if self.people.node.is_some() {
            if now >= self.people.refresh_at {
                self.people.refresh_at = now + self.limits.refresh_every;
                news.extend(
                    self.people
                        .slots
                        .iter()
                        .filter(|(_, it)| it.sent != Presence::Offline)
                        .map(|it| it.0),
                );
                news.sort_unstable();
                news.dedup();
            }
            let seen = news.iter().filter_map(|&index| {
                let person = self.people.get(index)?;
                let projects = person.projects.iter().take(NOTE_MAX_PROJECTS).copied().collect();
                Some(Seen {
                    person: person.id,
                    state: person.sent,
                    projects,
                })
            });
            let seen = seen.collect();
            self.people.note_people(seen);
        }
        self.people.drop_absent(&marked);
    }

    /// Tells each project's listeners what has changed there: one text per project.
    fn tell_changes(&mut self, mut changes: Vec<(Id<kind::Project>, Id<kind::Account>, Presence)>) {
        changes.sort_unstable();
        changes.dedup();
        for changes in changes.chunk_by(|a, b| a.0 == b.0) {
            let topic = Topic::Project(changes[0].0);
            let people: Vec<_> = changes
                .iter()
                .map(|&(_, person, state)| (person, state))
                .collect();
            for people in people.chunks(FRAME_MAX_PEOPLE) {
                self.tell_listeners(topic, || Word::Presence { people }.text());
            }
        }
    }

    /// Tells those who have just begun to listen to a project who is there: one text per project.
    fn tell_newcomers(&mut self) {
        let mut newcomers = std::mem::take(&mut self.people.newcomers);
        newcomers.retain(|&(project, id)| {
            self.connections.is_current(id.index, id.generation)
                && self.place_of(id.index, Topic::Project(project)).is_some()
        });
        if newcomers.is_empty() {
            return;
        }
        newcomers.sort_unstable_by_key(|&(project, id)| (project, id.index));
        newcomers.dedup();
        let mut present: HashMap<Id<kind::Project>, Vec<(Id<kind::Account>, Presence)>> =
            newcomers.iter().map(|it| (it.0, Vec::new())).collect();
        for (_, person) in self
            .people
            .slots
            .iter()
            .filter(|(_, it)| it.told != Presence::Offline)
        {
            for project in person.is_seen_in() {
                if let Some(people) = present.get_mut(&project)
                    && people.last().is_none_or(|it| it.0 != person.id)
                {
                    people.push((person.id, person.told));
                }
            }
        }
        for newcomers in newcomers.chunk_by(|a, b| a.0 == b.0) {
            let project = newcomers[0].0;
            let index = self.topic_of.get(&Topic::Project(project)).copied();
            let (Some(index), Some(people)) = (index, present.get(&project)) else {
                continue;
            };
            for people in people.chunks(FRAME_MAX_PEOPLE) {
                let text = Word::Presence { people }.text();
                for (_, id) in newcomers {
                    self.tell(id.index, text.clone(), index);
                }
            }
        }
    }

    pub(super) fn tell_typing(&mut self) {
        let mut typing = std::mem::take(&mut self.people.typing);
        let here = std::mem::take(&mut self.people.typing_here);
        if here > 0 {
            self.people.note(What::Typing(typing[..here].to_vec()));
        }
        typing.sort_unstable();
        for typing in typing.chunk_by(|a, b| (a.topic, a.thread) == (b.topic, b.thread)) {
            let Writing { topic, thread, .. } = typing[0];
            let people: Vec<_> = typing.iter().map(|it| it.person).collect();
            self.tell_listeners(topic, || {
                Word::Typing {
                    topic,
                    thread,
                    people: &people,
                }
                .text()
            });
        }
    }

    /// Tells what is no event, hence not kept, to those who listen to a topic.
    fn tell_listeners(&mut self, topic: Topic, text: impl FnOnce() -> Bytes) {
        if self.topic_of.contains_key(&topic) {
            self.deliver(topic, &text());
        }
    }
}

impl People {
    fn hear_of(&mut self, node: NodeId, seen: Seen, expires_at: Timestamp) {
        if seen.state == Presence::Offline && self.index(seen.person).is_none() {
            return;
        }
        let index = self.enter(seen.person);
        let Some(person) = self.slots.get_mut(index) else {
            return;
        };
        let at = person
            .elsewhere
            .iter()
            .position(|it| it.node == node)
            .unwrap_or_else(|| {
                person.elsewhere.push(Elsewhere {
                    node,
                    state: Presence::Offline,
                    projects: Vec::new(),
                    expires_at,
                });
                person.elsewhere.len() - 1
            });
        let new = seen
            .projects
            .iter()
            .filter(|it| !person.is_seen_in().any(|known| known == **it));
        self.introductions.extend(new.map(|&project| (index, project)));
        // Who goes is told to those who saw him: his last word need not repeat where that was.
        let projects = if seen.state == Presence::Offline {
            std::mem::take(&mut person.elsewhere[at].projects)
        } else {
            seen.projects
        };
        person.elsewhere[at] = Elsewhere {
            node,
            state: seen.state,
            projects,
            expires_at,
        };
        self.mark(index);
    }

    /// Other nodes' words of that kind hold no longer.
    fn forget(&mut self, which: impl Fn(&Elsewhere) -> bool) {
        let (mut changed, mut next) = (Vec::new(), NEVER);
        let indices: Vec<u32> = self
            .slots
            .iter()
            .filter(|(_, it)| !it.elsewhere.is_empty())
            .map(|it| it.0)
            .collect();
        for index in indices {
            let Some(person) = self.slots.get_mut(index) else {
                continue;
            };
            for elsewhere in &mut person.elsewhere {
                if which(elsewhere) {
                    // It goes once those who saw him have been told.
                    elsewhere.state = Presence::Offline;
                    changed.push(index);
                } else {
                    next = next.min(elsewhere.expires_at);
                }
            }
        }
        self.next_expiry = next;
        for index in changed {
            self.mark(index);
        }
    }

    /// Lets go of those who are nowhere, now that everyone knows.
    fn drop_absent(&mut self, changed: &[u32]) {
        for &index in changed {
            let Some(person) = self.slots.get_mut(index) else {
                continue;
            };
            person.elsewhere.retain(|it| it.state != Presence::Offline);
            let is_here = !person.connections.is_empty() || person.sent != Presence::Offline;
            if !is_here
                && person.elsewhere.is_empty()
                && person.told == Presence::Offline
                && !person.is_marked
            {
                let id = person.id;
                self.index_of.remove(&id);
                self.slots.remove(index);
            }
        }
    }
}
