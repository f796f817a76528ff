// SPDX-License-Identifier: EUPL-1.2
//! Lines of the journal.

use std::collections::BTreeMap;

use base::{Id, Timestamp, kind};
use serde::Serialize;
use utoipa::ToSchema;

use crate::areas::{accounts::Person, orgs::OrganisationRef};

/// A line of the journal, names as they are today.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct JournalEntry {
    /// Its place, from one, without a gap.
    pub seq: i64,
    /// When.
    pub at: Timestamp,
    /// Who did it; `null`: a visitor, or the program.
    pub actor: Option<Person>,
    /// What, as in the list of events.
    pub kind: String,
    /// To whom.
    pub account: Option<Person>,
    /// To which organisation.
    pub organisation: Option<OrganisationRef>,
    /// From which network address, where that is known.
    pub address: Option<String>,
    /// What the sentence needs besides.
    pub details: BTreeMap<String, String>,
}

/// Whether the journal is as it was written.
#[derive(Debug, Clone, Copy, Serialize, ToSchema)]
pub struct Integrity {
    /// How many lines were looked at.
    pub checked: i64,
    /// Whether all of them hold.
    pub intact: bool,
    /// The first that does not.
    pub first_broken: Option<i64>,
}

/// Which lines.
#[derive(Debug, Default)]
pub struct Sought {
    /// A kind, or a family: what is before the dot.
    pub kind: Option<String>,
    /// By or about this person.
    pub account: Option<Id<kind::Account>>,
    /// By or about people one of whose names begins so, folded.
    pub word: Option<String>,
    /// Not before.
    pub from: Option<Timestamp>,
    /// Before.
    pub to: Option<Timestamp>,
    /// Of the branches that this person administers; `None`: all.
    pub branches_of: Option<Id<kind::Account>>,
}
