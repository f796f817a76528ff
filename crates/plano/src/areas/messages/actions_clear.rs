// SPDX-License-Identifier: EUPL-1.2
//! What those who manage a channel can do so that messages do not stay: clear its history, or give each message its time.
//! Decisions stay: they are the record of the project. A log stays whole.

use access::{Grant, Manage, grant_again};
use base::{Id, Problem, Timestamp, kind};
use db::{Db, DbResult, Tx};
use events::{Announce as _, MessageEvent};

use super::{
    actions::answerers,
    jobs_clear::{EraseCleared, Expire},
    model::ChannelKind,
    model_clear::Expiry,
    store_channels,
    store_clear::{self, Held},
    store_places::Channel,
    store_readers,
};

type Result<T> = std::result::Result<T, Problem>;
type ChannelId = Id<kind::Channel>;
type MessageId = Id<kind::Message>;

/// Clears the history of a channel up to now. It is gone for all when this answers; what is acknowledged later is there, because
/// whoever writes meanwhile waits ([`store_clear::hold_whole`]). Erased it is by a job, asked for in the same transaction: should
/// the program be stopped in between, nobody sees what is left, and the job goes on.
///
/// # Errors
/// `channel.is_a_log`.
pub async fn clear(db: &Db, channel: Grant<Manage, Channel>) -> Result<()> {
    db.write(channel.actor(), async move |tx| {
        let (channel, held) = held(tx, channel).await?;
        let threads = store_clear::clear(tx, &channel).await?;
        let (project, channel, seq) = (channel.place(), channel.id(), held.last_seq);
        settle(tx, channel, (seq, seq), &threads).await?;
        tx.announce(MessageEvent::ChannelCleared {
            project,
            channel,
            seq,
        })
        .await?;
        Ok(())
    })
    .await
}

/// Says for how long messages stay in a channel. Those that have been there for longer go at once. The same again changes
/// nothing.
///
/// # Errors
/// `expiry.days`; `channel.is_a_log`.
pub async fn set_expiry(db: &Db, channel: Grant<Manage, Channel>, expiry: Expiry) -> Result<()> {
    let micros = expiry
        .micros()
        .map_err(|invalid| Problem::field("days", invalid))?;
    let (actor, id) = (channel.actor(), channel.id());
    // What is gone by the time that holds until now does not come back with a longer one.
    let mut after = 0;
    while let Some(next) = db
        .write(actor, async move |tx| expire(tx, id, after).await)
        .await?
    {
        after = next;
    }
    db.write(actor, async move |tx| {
        let (channel, _) = held(tx, channel).await?;
        let mut after = 0;
        while let Some(next) = expire(tx, id, after).await? {
            after = next;
        }
        if !store_clear::set_expiry(tx, &channel, micros).await? {
            return Ok(());
        }
        if expire(tx, id, 0).await?.is_some() {
            Expire::ask(tx).await?;
        }
        let project = channel.place();
        tx.announce(MessageEvent::ExpirySet { project, channel: id })
            .await?;
        Ok(())
    })
    .await
}

/// The permission again, in a channel into which nobody writes meanwhile.
async fn held(tx: &mut Tx, channel: Grant<Manage, Channel>) -> Result<(Grant<Manage, Channel>, Held)> {
    let held = store_clear::hold_whole(tx, channel.id())
        .await?
        .ok_or(Problem::NotFound)?;
    let channel = grant_again(tx, &channel).await?;
    // Of a conversation nobody manages anything.
    match held.kind {
        ChannelKind::Log => Err(Problem::conflict("channel.is_a_log")),
        _ => Ok((channel, held)),
    }
}

/// Clears a channel as far as its messages have been there for as long as they stay, of the places after one so many as a step
/// looks at ([`store_clear::STEP`]). The place after which the next step goes on; `None`: what comes after is younger.
///
/// # Errors
/// Whatever the database says.
pub async fn expire(tx: &mut Tx, channel: ChannelId, after: i64) -> DbResult<Option<i64>> {
    let Some(held) = store_clear::hold_whole(tx, channel).await? else {
        return Ok(None);
    };
    let Some(stays) = held.expires_after else {
        return Ok(None);
    };
    let until = Timestamp::from_micros(tx.now().micros() - stays);
    let after = after.max(held.cleared_seq);
    let aged = store_clear::aged(tx, channel, after, until).await?;
    let end = after + store_clear::STEP;
    let is_last = aged.is_one_young || end >= held.last_seq;
    let mut seq = held.cleared_seq;
    if let Some(old) = aged.last_old {
        store_clear::clear_up_to(tx, channel, old).await?;
        seq = old;
    }
    let (mut are_answers_gone, mut threads) = (false, Vec::new());
    if is_last {
        (are_answers_gone, threads) = store_clear::clear_answers(tx, channel, until).await?;
    }
    if seq > held.cleared_seq || are_answers_gone {
        settle(tx, channel, (held.cleared_seq, seq), &threads).await?;
        let project = store_channels::project_of(&mut *tx, channel).await?;
        tx.announce(MessageEvent::ChannelExpired {
            project,
            channel,
            seq,
        })
        .await?;
    }
    Ok((!is_last).then_some(end))
}

/// What follows when the places of a channel after one and up to another are gone, and answers in some threads: what stays of them
/// stands where it is found, those threads say who is left, and the rest is to be erased.
async fn settle(tx: &mut Tx, channel: ChannelId, gone: (i64, i64), threads: &[MessageId]) -> DbResult<()> {
    let mut threads = threads.to_vec();
    let mut queries = Vec::new();
    for of_one in store_clear::left_alone(&mut *tx, channel, gone)
        .await?
        .chunk_by(|one, other| one.root == other.root)
    {
        // What shows in the channel stands there by itself. What was decided in the thread only stands where its question did, the
        // first of it; the rest answers that.
        let (in_channel, in_thread): (Vec<_>, Vec<_>) = of_one.iter().partition(|it| it.is_in_channel);
        queries.extend(
            in_channel
                .into_iter()
                .map(|it| store_clear::detachment(it.id, None)),
        );
        let Some((first, answers)) = in_thread.split_first() else {
            continue;
        };
        queries.push(store_clear::displacement(first.root));
        queries.push(store_clear::detachment(first.id, first.place));
        if !answers.is_empty() {
            let answers: Vec<MessageId> = answers.iter().map(|it| it.id).collect();
            queries.extend(store_clear::succession(first.root, first.id, &answers));
            threads.push(first.id);
        }
    }
    tx.each(queries).await?;
    let answers = store_clear::last_answers(&mut *tx, &threads).await?;
    let retellings = answers
        .chunk_by(|one, other| one.root == other.root)
        .filter_map(|of_one| {
            let people = of_one.iter().filter_map(|it| it.author);
            let people = people.fold(String::new(), |before, it| answerers(it, &before));
            let last = of_one.last()?;
            Some(store_clear::retelling(last.root, people, last.posted_at))
        })
        .collect();
    tx.each(retellings).await?;
    store_readers::own_are_gone(tx, channel, gone).await?;
    EraseCleared::ask(tx, channel).await
}

/// How many messages are told that what they pass on is gone, of each piece that is erased.
const COPIES_TOLD: i64 = 200;

/// Erases one piece of what is gone of a channel, and tells those that pass on any of it. `false` if there was nothing left.
///
/// # Errors
/// Whatever the database says.
pub async fn erase(tx: &mut Tx, channel: ChannelId) -> DbResult<bool> {
    let gone = store_clear::next(tx, channel).await?;
    if gone.is_empty() {
        return Ok(false);
    }
    let list = db::id_list(&gone);
    let copies = store_clear::copies(&mut *tx, &list, COPIES_TOLD).await?;
    store_clear::erase(tx, &list).await?;
    for (message, channel, project) in copies {
        // One that goes with it tells nothing.
        if !gone.contains(&message) {
            tx.announce(MessageEvent::OriginGone {
                project,
                channel,
                message,
            })
            .await?;
        }
    }
    Ok(true)
}
