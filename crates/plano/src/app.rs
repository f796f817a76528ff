// SPDX-License-Identifier: EUPL-1.2
//! What a request can reach.

use std::{ops::Deref, sync::Arc};

use base::Timestamp;
use db::Db;

use crate::{
    areas::{
        accounts::{Passwords, SetUpLink, Throttle},
        messages::{Pace, PostQueue},
    },
    config::Config,
    live::Live,
};

/// What a request can reach. Cheap to clone.
#[derive(Clone)]
pub struct App(Arc<Parts>);

/// The parts of a running Plano.
pub struct Parts {
    /// Settings.
    pub config: Config,
    /// The database.
    pub db: Db,
    /// Sealed bytes.
    pub blobs: storage::Storage,
    /// The keys of the sealed bytes.
    pub keys: storage::Keyring,
    /// Mail.
    pub mailer: mail::Mailer,
    /// Open browsers.
    pub live: Live,
    /// Wake-ups between nodes.
    pub bus: bus::Bus,
    /// Checks and makes password hashes, a few at a time.
    pub passwords: Passwords,
    /// Slows down those who guess.
    pub throttle: Throttle,
    /// Messages that wait to be written.
    pub posts: PostQueue,
    /// Slows down those who post very much.
    pub pace: Pace,
    /// The one-time link of the first start.
    pub set_up: SetUpLink,
}

impl App {
    /// From its parts.
    #[must_use]
    pub fn new(parts: Parts) -> Self {
        Self(Arc::new(parts))
    }

    /// The time it is.
    #[must_use]
    pub fn now(&self) -> Timestamp {
        self.db.clock().now()
    }
}

impl Deref for App {
    type Target = Parts;
    fn deref(&self) -> &Parts {
        &self.0
    }
}
