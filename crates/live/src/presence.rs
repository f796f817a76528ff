// SPDX-License-Identifier: EUPL-1.2
//! Who is there. Not a fact: never stored, told late rather than often, forgotten when a node falls silent.

use base::{Id, kind};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::topic::Topic;

/// Whether a person can be reached. Over several windows the strongest holds, in the order busy, online, away.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Presence {
    /// No window is open.
    #[default]
    Offline,
    /// A window is open, but nobody has touched it for a while.
    Away,
    /// At work.
    Online,
    /// At work, and not to be disturbed: chosen by the person, so that it outweighs another window's state.
    Busy,
}

/// One running server, chosen anew at each start.
pub type NodeId = Uuid;

/// Longest note one node sends another, or takes from it.
pub const NOTE_MAX_BYTES: usize = 256 * 1024;

/// Most people in one note: with their projects some 60 KiB at ten projects a person.
pub(crate) const NOTE_MAX_PEOPLE: usize = 100;

/// Most projects of one person that are told to other nodes; beyond that his presence shows in the first ones only.
pub(crate) const NOTE_MAX_PROJECTS: usize = 60;

/// What nodes tell each other over the bus. May be lost, doubled or late: each note stands alone.
#[derive(Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct Note {
    pub(crate) node: NodeId,
    pub(crate) what: What,
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum What {
    /// I have just begun: tell me who is with you.
    Begun,
    /// These people are with me, so.
    People(Vec<Seen>),
    /// These people type.
    Typing(Vec<Writing>),
    /// Tell this person this, as it is written.
    Aside(Id<kind::Account>, String),
    /// I stop: nobody is with me any more.
    Stopped,
}

/// Where somebody writes, and who.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub(crate) struct Writing {
    pub(crate) topic: Topic,
    /// In a thread of the channel, which is as its client says: it is told to those who hear the channel, and shown by those
    /// who have that thread open.
    pub(crate) thread: Option<Id<kind::Message>>,
    pub(crate) person: Id<kind::Account>,
}

impl Writing {
    /// Whether both are of one person in one channel, be it in different threads.
    pub(crate) fn is_of(&self, other: &Self) -> bool {
        (self.topic, self.person) == (other.topic, other.person)
    }
}

/// A person on another node.
#[derive(Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct Seen {
    pub(crate) person: Id<kind::Account>,
    pub(crate) state: Presence,
    /// Where it may be told.
    pub(crate) projects: Vec<Id<kind::Project>>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_largest_note_is_within_its_limit() {
        let seen = || Seen {
            person: Id::MAX,
            state: Presence::Offline,
            projects: vec![Id::MAX; NOTE_MAX_PROJECTS],
        };
        let what = What::People((0..NOTE_MAX_PEOPLE).map(|_| seen()).collect());
        let note = serde_json::to_vec(&Note {
            node: Uuid::max(),
            what,
        })
        .unwrap();
        assert!(note.len() <= NOTE_MAX_BYTES, "{}", note.len());
    }
}
