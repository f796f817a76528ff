// SPDX-License-Identifier: EUPL-1.2
//! How much of everything.

use std::time::Duration;

/// How often the shell calls [`Hub::tick`](crate::Hub::tick): presence and typing are told that often at most.
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
    /// What one [`Hub::take`](crate::Hub::take) hands out: the rest stays counted in the queue until these are written.
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
