// SPDX-License-Identifier: EUPL-1.2
//! Polls as answers show them.

use std::collections::{HashMap, HashSet};

use access::{Grant, Read};
use base::{Id, Problem, kind};
use db::{Db, DbResult};

use super::{
    model_polls::{Ballot, Poll, PollOption, PollVotes},
    store_places::Message,
    store_polls,
};
use crate::{app::App, areas::accounts};

type MessageId = Id<kind::Message>;

/// The polls of several messages.
///
/// # Errors
/// Whatever the database says.
pub async fn of(db: &Db, messages: &[MessageId]) -> DbResult<HashMap<MessageId, Poll>> {
    let mut polls: HashMap<MessageId, Poll> = store_polls::of(db, messages)
        .await?
        .into_iter()
        .map(|row| {
            let poll = Poll {
                is_multiple: row.is_multiple,
                is_anonymous: row.is_anonymous,
                ends_at: row.ends_at,
                closed_at: row.closed_at,
                voters: row.voters,
                options: Vec::new(),
            };
            (row.message, poll)
        })
        .collect();
    for (message, text, votes) in store_polls::options(db, messages).await? {
        if let Some(poll) = polls.get_mut(&message) {
            poll.options.push(PollOption { text, votes });
        }
    }
    Ok(polls)
}

/// What the asker has chosen.
///
/// # Errors
/// Not found where there is no poll; whatever the database says.
pub async fn mine(app: &App, message: &Grant<Read, Message>) -> Result<Ballot, Problem> {
    found(app, message).await?;
    let options = store_polls::chosen(&app.db, message.actor().account, message.id()).await?;
    Ok(Ballot { options })
}

/// Who chose what.
///
/// # Errors
/// Not found where there is no poll; `poll.anonymous`; whatever the database says.
pub async fn votes(app: &App, message: &Grant<Read, Message>) -> Result<PollVotes, Problem> {
    let poll = found(app, message).await?;
    if poll.is_anonymous {
        return Err(Problem::conflict("poll.anonymous"));
    }
    let mut options: Vec<Vec<Id<kind::Account>>> = vec![Vec::new(); poll.options.len()];
    let mut all = HashSet::new();
    for (place, account) in store_polls::votes(&app.db, message).await? {
        if let Some(option) = usize::try_from(place).ok().and_then(|it| options.get_mut(it)) {
            option.push(account);
            all.insert(account);
        }
    }
    let all: Vec<_> = all.into_iter().collect();
    let mut people: Vec<_> = accounts::people(&app.db, &all).await?.into_values().collect();
    people.sort_unstable_by_key(|it| it.id);
    Ok(PollVotes { options, people })
}

async fn found(app: &App, message: &Grant<Read, Message>) -> Result<Poll, Problem> {
    of(&app.db, &[message.id()])
        .await?
        .remove(&message.id())
        .ok_or(Problem::NotFound)
}
