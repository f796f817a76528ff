// SPDX-License-Identifier: EUPL-1.2
//! Polls: a question with options, of which those who may answer choose one, or several.

use base::{Invalid, Problem, Timestamp, ids, text::Phrase};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use super::model::Body;
use crate::areas::accounts::Person;

/// Fewest and most options of a poll.
pub const OPTIONS: std::ops::RangeInclusive<usize> = 2..=20;

/// A poll to put.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewPoll {
    /// Chosen by the client: the same draft is posted once.
    pub draft: Uuid,
    /// Markdown.
    pub question: Body,
    /// What one may choose, two to twenty, all different.
    #[schema(min_items = 2, max_items = 20)]
    pub options: Vec<Phrase>,
    /// Several may be chosen.
    #[serde(default)]
    pub is_multiple: bool,
    /// Nobody is shown who chose what, and it is forgotten when the poll is closed.
    #[serde(default)]
    pub is_anonymous: bool,
    /// When it closes by itself, within a year.
    pub ends_at: Option<Timestamp>,
}

impl NewPoll {
    /// Whether its options are few enough and differ, whatever their case and accents.
    ///
    /// # Errors
    /// `poll.options` with `min` and `max`; `poll.option_twice`.
    pub fn check(&self) -> Result<(), Problem> {
        if !OPTIONS.contains(&self.options.len()) {
            let invalid = Invalid::new("poll.options")
                .with("min", *OPTIONS.start())
                .with("max", *OPTIONS.end());
            return Err(Problem::field("options", invalid));
        }
        let mut folded: Vec<String> = self
            .options
            .iter()
            .map(|it| base::text::fold(it.as_str()))
            .collect();
        folded.sort_unstable();
        folded.dedup();
        if folded.len() < self.options.len() {
            return Err(Problem::field("options", Invalid::new("poll.option_twice")));
        }
        Ok(())
    }
}

/// A poll as all who read it see it.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Poll {
    /// Several may be chosen.
    pub is_multiple: bool,
    /// Nobody is shown who chose what.
    pub is_anonymous: bool,
    /// When it closes by itself.
    pub ends_at: Option<Timestamp>,
    /// When it was closed.
    pub closed_at: Option<Timestamp>,
    /// How many people have chosen something.
    pub voters: i64,
    /// What one may choose.
    pub options: Vec<PollOption>,
}

/// One of its options.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct PollOption {
    /// One line of plain text.
    pub text: String,
    /// How many chose it.
    pub votes: i64,
}

/// What one chooses.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Ballot {
    /// The places of the options, from 0, in any order, one that is there twice as once; none: one's vote is taken back.
    #[schema(max_items = 20)]
    pub options: Vec<i64>,
}

/// Who chose what, of a poll with names.
#[derive(Debug, Serialize, ToSchema)]
pub struct PollVotes {
    /// For each option those who chose it, at most 200.
    pub options: Vec<Vec<ids::AccountId>>,
    /// Them all.
    pub people: Vec<Person>,
}
