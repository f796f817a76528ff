// SPDX-License-Identifier: EUPL-1.2
//! Words between the nodes of one installation: *something moved*, *she is there*, *he types*.
//!
//! The bus holds no truth. A word may be lost, so nothing may depend on hearing it: what is told over the bus is either
//! found without it, a little later (readers of events poll their cursors), or not worth finding (presence). Hence
//! publishing never waits and never fails; it is counted when it does not succeed ([`Bus::dropped`]). When words may have
//! been lost on the way in, the subscription says so ([`Heard::Missed`]), and its reader looks for itself at once.
//!
//! Two ways: in the process, for an installation of one node; NATS, core protocol only, for several.

#![warn(missing_docs)]

mod local;
mod nats;

use std::{fmt, path::Path};

use bytes::Bytes;
use futures_util::{Stream, stream};

/// Longest word taken, in bytes. What is longer is dropped: it belongs in the database, and only its id on the bus.
/// Source: NATS servers refuse more than 1 MiB unless told otherwise; our longest notes have 256 KiB.
pub const WORD_MAX_BYTES: usize = 512 * 1024;

/// What a word is about: `events.moved`.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Subject(&'static str);

/// A way to the other nodes, and to this one's own subscriptions: a word is heard by whoever subscribed, the node that
/// published it included. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Bus(Way);

#[derive(Debug, Clone)]
enum Way {
    Local(local::Local),
    Nats(nats::Nats),
}

/// What a subscription hears.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Heard {
    /// A word, as it was published.
    Word(Bytes),
    /// Words may have been lost here: after a reconnection, or because this reader was too slow.
    Missed,
}

/// Words about one subject, from the moment of subscribing.
#[derive(Debug)]
pub struct Subscription(Ear);

#[derive(Debug)]
enum Ear {
    Local(local::Ear),
    Nats(Box<nats::Ear>),
}

/// Why a bus cannot be opened or heard. Never names an address: these may hold a password.
#[derive(Debug, thiserror::Error)]
pub enum BusError {
    /// Neither `local` nor `nats://…`, `tls://…`, several separated by commas.
    #[error("the bus is `local` or `nats://host:port` (`tls://…`; several separated by commas)")]
    Address,
    /// The scope is part of each subject's name.
    #[error("the scope of a bus has letters, digits, `-` and `_` only, 1 to 64 of them")]
    Scope,
    /// The connection has ended for good.
    #[error("the bus is closed")]
    Closed,
    /// The server cannot be reached with these settings, whenever tried.
    #[error("cannot connect to NATS: {0}")]
    Connect(#[source] async_nats::ConnectError),
}

impl Subject {
    /// Words of lower-case letters, joined by dots.
    ///
    /// # Panics
    /// If it is anything else: when compiled, since subjects are constants.
    #[must_use]
    pub const fn new(name: &'static str) -> Self {
        let bytes = name.as_bytes();
        let mut at = 0;
        let mut is_word = false;
        while at < bytes.len() {
            match bytes[at] {
                b'a'..=b'z' | b'_' => is_word = true,
                b'.' if is_word => is_word = false,
                _ => break,
            }
            at += 1;
        }
        assert!(
            is_word && at == bytes.len(),
            "a subject is lower-case words joined by dots"
        );
        Self(name)
    }

    /// Its name, without the installation's scope.
    #[must_use]
    pub const fn name(self) -> &'static str {
        self.0
    }
}

impl fmt::Debug for Subject {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0)
    }
}

impl Bus {
    /// A bus within this process.
    #[must_use]
    pub fn local() -> Self {
        Self(Way::Local(local::Local::new()))
    }

    /// The bus that `address` names: `local`, or NATS servers as `nats://[user:password@]host[:port]` (`nats://token@…`),
    /// `tls://…`, several separated by commas. `scope` keeps installations apart that share servers.
    ///
    /// Servers that are away are not waited for: they are tried again and again, and until then words are dropped.
    ///
    /// # Errors
    /// [`BusError::Address`], [`BusError::Scope`], [`BusError::Connect`].
    pub async fn open(address: &str, scope: &str) -> Result<Self, BusError> {
        Self::open_trusting(address, scope, None).await
    }

    /// As [`Bus::open`], trusting the authorities of this PEM file when the servers speak TLS (`tls://…`).
    ///
    /// # Errors
    /// As [`Bus::open`]; [`BusError::Connect`] if the file cannot be read.
    pub async fn open_trusting(
        address: &str,
        scope: &str,
        authority: Option<&Path>,
    ) -> Result<Self, BusError> {
        let is_plain = |it: u8| it.is_ascii_alphanumeric() || matches!(it, b'-' | b'_');
        if !(1..=64).contains(&scope.len()) || !scope.bytes().all(is_plain) {
            return Err(BusError::Scope);
        }
        if address == "local" {
            return Ok(Self::local());
        }
        Ok(Self(Way::Nats(
            nats::Nats::open(address, scope, authority).await?,
        )))
    }

    /// Says a word to whoever listens now. Neither waits nor fails.
    pub fn publish(&self, subject: Subject, word: Bytes) {
        match &self.0 {
            Way::Local(local) => local.publish(subject, word),
            Way::Nats(nats) => nats.publish(subject, word),
        }
    }

    /// Listens from now on.
    ///
    /// # Errors
    /// [`BusError::Closed`].
    pub async fn subscribe(&self, subject: Subject) -> Result<Subscription, BusError> {
        Ok(Subscription(match &self.0 {
            Way::Local(local) => Ear::Local(local.subscribe(subject)),
            Way::Nats(nats) => Ear::Nats(Box::new(nats.subscribe(subject).await?)),
        }))
    }

    /// Whether other nodes can be reached through it at all.
    #[must_use]
    pub const fn is_shared(&self) -> bool {
        matches!(self.0, Way::Nats(_))
    }

    /// Whether words get through now.
    #[must_use]
    pub fn is_connected(&self) -> bool {
        match &self.0 {
            Way::Local(_) => true,
            Way::Nats(nats) => nats.is_connected(),
        }
    }

    /// Words that could not be said since the start: too long, not connected, or too many at once.
    #[must_use]
    pub fn dropped(&self) -> u64 {
        match &self.0 {
            Way::Local(local) => local.dropped(),
            Way::Nats(nats) => nats.dropped(),
        }
    }
}

impl Subscription {
    /// The next thing heard; waits for it. `None` when the bus is closed. May be abandoned and called again: nothing is lost.
    pub async fn next(&mut self) -> Option<Heard> {
        match &mut self.0 {
            Ear::Local(ear) => ear.next().await,
            Ear::Nats(ear) => ear.next().await,
        }
    }

    /// As a stream.
    pub fn into_stream(self) -> impl Stream<Item = Heard> + Send {
        stream::unfold(self, async |mut ear| Some((ear.next().await?, ear)))
    }
}
