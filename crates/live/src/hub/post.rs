// SPDX-License-Identifier: EUPL-1.2
//! What every delivery goes through: the bounds of each queue, and who is to be woken.

use base::Timestamp;
use bytes::Bytes;

use super::{Connection, ConnectionId, terms::Close};
use crate::queue::{NO_TOPIC, Nodes, cost};

/// What every delivery needs, apart from who hears it.
#[derive(Debug)]
pub(super) struct Post {
    pub(super) nodes: Nodes,
    pub(super) wakes: Vec<ConnectionId>,
    pub(super) now: Timestamp,
    pub(super) queue_max_bytes: usize,
    pub(super) queue_max_frames: usize,
    pub(super) slow_closed: u64,
}

impl Post {
    /// Time as far as it is known: a clock that goes back stands still here.
    pub(super) fn reach(&mut self, now: Timestamp) -> Timestamp {
        self.now = self.now.max(now);
        self.now
    }

    /// Puts a text in a connection's queue, or closes it if there is no room.
    pub(super) fn put(&mut self, connection: &mut Connection, text: Bytes, topic: u32) {
        if connection.closing.is_some() {
            return;
        }
        if connection.queue.frames() >= self.queue_max_frames
            || connection.queue.bytes() + cost(&text) > self.queue_max_bytes
        {
            self.close(connection, Close::TooSlow);
            return;
        }
        if connection.queue.is_empty() {
            connection.waiting_since = self.now;
        }
        self.nodes.push(&mut connection.queue, text, topic);
        self.wake(connection);
    }

    /// Takes back what waits of a topic, and says `instead` in its place, or after all else if nothing waits.
    ///
    /// In its place, because a client that has heard what comes later counts on having heard all that came before: cut
    /// off then, it would come back with a cursor behind what was taken back, and never hear it.
    pub(super) fn take_back(&mut self, connection: &mut Connection, topic: u32, instead: Option<Bytes>) {
        if let Some(text) = self.nodes.purge(&mut connection.queue, topic, instead) {
            self.put(connection, text, NO_TOPIC);
        }
    }

    pub(super) fn close(&mut self, connection: &mut Connection, why: Close) {
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
