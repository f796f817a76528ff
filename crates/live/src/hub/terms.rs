// SPDX-License-Identifier: EUPL-1.2
//! What the hub and its shell say to each other.

use base::{Id, Timestamp, kind};
use uuid::Uuid;

use super::NEVER;
use crate::{
    cursor::{Cursor, Position},
    frame::Frame,
    topic::Topic,
};

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
    pub(super) index: u32,
    pub(super) generation: u32,
}

impl ConnectionId {
    /// A small number, different from that of every other connection open now: for a table of wakers.
    #[must_use]
    pub const fn index(self) -> usize {
        self.index as usize
    }
}

/// The person has [`Limits::sockets_per_person`](crate::Limits::sockets_per_person) sockets already: the new one is closed with [`Close::TooManySockets`].
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
    /// Which of these topics the person may hear; then [`Hub::resume`](crate::Hub::resume).
    Resume(Resume),
    /// Whether the person may hear this topic; then [`Hub::subscribe`](crate::Hub::subscribe).
    Subscribe(Subscribe),
}

/// A client has come (back) and says what it listened to.
#[derive(Debug)]
pub struct Resume {
    pub(super) from: From,
    pub(super) topics: Vec<Topic>,
    pub(super) asked: Asked,
    /// What he missed of things on his own topic, up to this event.
    pub(super) things: Vec<Uuid>,
    pub(super) until: Cursor,
    /// What he is told of them.
    pub(super) told: Vec<Frame>,
}

impl Resume {
    /// Things that he was told of on his own topic while he was away ([`Frame::showing`]). Whether he may still see them is to
    /// be looked up, on whichever node he lost the right; what is not [told](Resume::tell) he does not hear.
    #[must_use]
    pub fn things(&self) -> &[Uuid] {
        &self.things
    }

    /// Of those things, the ones that he may see, as they are now.
    pub fn tell(&mut self, frames: Vec<Frame>) {
        self.told = frames;
    }

    /// Those whose rights are to be looked up.
    #[must_use]
    pub fn topics(&self) -> &[Topic] {
        &self.topics
    }
}

/// A client wants to listen to one more topic.
#[derive(Debug)]
pub struct Subscribe {
    pub(super) topic: Topic,
    pub(super) asked: Asked,
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
    pub(super) topic: Topic,
    pub(super) project: Option<Id<kind::Project>>,
    pub(super) ends_at: Timestamp,
    pub(super) says: bool,
}

impl Right {
    /// To hear `topic` until it is [ended](crate::Hub::end).
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
            says: true,
        }
    }

    /// To hear it and say nothing there: that he types is not told.
    #[must_use]
    pub const fn silent(self) -> Self {
        Self { says: false, ..self }
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

/// What [`Hub::take`](crate::Hub::take) found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[must_use]
pub enum Taken {
    /// That was all: wait to be woken.
    All,
    /// More waits: write these, then take again.
    Some,
    /// Write these, close the socket, then [`Hub::disconnect`](crate::Hub::disconnect).
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

/// When a right was asked for: how often rights had ended then, for this person and for everyone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Asked {
    pub(super) person: u32,
    pub(super) everyone: u32,
}

#[derive(Debug)]
pub(super) enum From {
    /// The client knows nothing yet.
    Nothing,
    /// It has heard up to there.
    Heard(Position),
    /// It says something this server does not understand, perhaps of another version.
    Unreadable,
}
