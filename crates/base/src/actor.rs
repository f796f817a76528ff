// SPDX-License-Identifier: EUPL-1.2
//! On whose behalf something is done.

use crate::id::{Id, kind};

/// On whose behalf something is done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Actor {
    /// A signed-in person.
    Account(Id<kind::Account>),
    /// Someone who has not signed in: asking for an account, for a new password.
    Visitor,
    /// The program: jobs, commands, readers of events.
    System,
}

impl Actor {
    /// The person, if it is one.
    #[must_use]
    pub const fn account(self) -> Option<Id<kind::Account>> {
        match self {
            Self::Account(account) => Some(account),
            Self::Visitor | Self::System => None,
        }
    }
}

impl From<Id<kind::Account>> for Actor {
    fn from(account: Id<kind::Account>) -> Self {
        Self::Account(account)
    }
}
