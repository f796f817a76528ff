// SPDX-License-Identifier: EUPL-1.2
//! What notifications must know of messages: whom one concerns, and how it is told in a line.

use std::collections::HashMap;

use base::{Id, kind};
use db::{DbResult, Reads, Tx};
use events::{Announce as _, MessageEvent};

use super::{
    markdown,
    model::ChannelKind,
    model_hooks::Automate,
    model_later::NotSent,
    store_later, store_readers,
    store_told::{self, Reason},
};

type MessageId = Id<kind::Message>;
type AccountId = Id<kind::Account>;

/// Most characters of a message in a line.
const EXCERPT_MAX_CHARS: usize = 140;

/// Whom a message concerns, each once under the strongest reason, its author not among them.
#[derive(Debug, Default)]
pub struct Concerned {
    /// Where it was posted.
    pub channel: Option<Id<kind::Channel>>,
    /// In which project; `None`: between people.
    pub project: Option<Id<kind::Project>>,
    /// Its place in the channel.
    pub seq: Option<i64>,
    /// Its place among the answers of its thread.
    pub thread_seq: Option<i64>,
    /// The name of the program that posted it: its author then is one of the others.
    pub program: Option<String>,
    /// Those it names, by themselves, by a group, or with everyone.
    pub mentioned: Vec<AccountId>,
    /// The others of a conversation.
    pub direct: Vec<AccountId>,
    /// Those who follow its thread.
    pub following: Vec<AccountId>,
    /// Those who asked to be told of everything.
    pub all: Vec<AccountId>,
    /// There are more of them, after this one.
    pub next: Option<AccountId>,
}

/// Whom a message concerns of those who may read it now and want to be told: at most `most` of them, after `after`, in the
/// order of their ids.
///
/// # Errors
/// Whatever the database says.
pub async fn concerned(
    on: &mut db::Tx,
    message: MessageId,
    after: Option<AccountId>,
    most: usize,
) -> DbResult<Concerned> {
    let Some(row) = store_told::find(&mut *on, message).await? else {
        return Ok(Concerned::default());
    };
    let automate = Automate::read(row.automate.as_deref());
    let mut concerned = Concerned {
        program: automate.map(|it| it.name),
        channel: Some(row.channel),
        project: row.project,
        seq: row.seq,
        thread_seq: row.thread_seq,
        ..Concerned::default()
    };
    // Most messages name nobody, answer nothing, and nobody asked to be told of them.
    let concerns_some = row.names_someone
        || row.is_followed_by_some
        || row.thread.is_some()
        || row.kind == ChannelKind::Direct;
    if row.is_retracted || !concerns_some {
        return Ok(concerned);
    }
    let (now, after) = (on.now(), after.unwrap_or(Id::MIN));
    let and_one = i64::try_from(most).unwrap_or(i64::MAX).saturating_add(1);
    let mut people = store_told::concerned(&mut *on, message, &row, after, now, and_one).await?;
    if people.len() > most {
        people.truncate(most);
        concerned.next = people.last().map(|it| it.0);
    }
    for (account, reason) in people {
        match reason {
            Reason::Mentioned => concerned.mentioned.push(account),
            Reason::Direct => concerned.direct.push(account),
            Reason::Following => concerned.following.push(account),
            Reason::All => concerned.all.push(account),
        }
    }
    Ok(concerned)
}

/// Where a message is.
#[derive(Debug, Clone, Copy)]
pub struct Place {
    /// Its channel.
    pub channel: Id<kind::Channel>,
    /// In which project; `None`: between people.
    pub project: Option<Id<kind::Project>>,
    /// The message it answers.
    pub thread: Option<MessageId>,
}

/// Where a message is that was not taken away.
///
/// # Errors
/// Whatever the database says.
pub async fn place_of(on: impl Reads, message: MessageId) -> DbResult<Option<Place>> {
    let row = store_told::find(on, message).await?;
    Ok(row.filter(|it| !it.is_retracted).map(|row| Place {
        channel: row.channel,
        project: row.project,
        thread: row.thread,
    }))
}

/// The channel of a message, be it one that was taken away.
///
/// # Errors
/// Whatever the database says.
pub async fn channel_of(on: impl Reads, message: MessageId) -> DbResult<Option<Id<kind::Channel>>> {
    store_told::channel_of(on, message).await
}

/// Why a message was not posted at its time, as long as it waits for its author's decision.
///
/// # Errors
/// Whatever the database says.
pub async fn not_sent(on: impl Reads, scheduled: Id<kind::ScheduledMessage>) -> DbResult<Option<NotSent>> {
    store_later::failure(on, scheduled).await
}

/// How a message is told in a line.
#[derive(Debug, Clone)]
pub struct Told {
    /// Its channel.
    pub channel: Id<kind::Channel>,
    /// What that is called; empty: the project's main one, or a conversation.
    pub channel_name: String,
    /// In which project.
    pub project: Option<Id<kind::Project>>,
    /// Its words, shortened; empty once it was taken away.
    pub excerpt: String,
    /// It was taken away.
    pub is_retracted: bool,
}

/// Several messages in a line each.
///
/// # Errors
/// Whatever the database says.
pub async fn told(on: impl Reads, messages: &[MessageId]) -> DbResult<HashMap<MessageId, Told>> {
    if messages.is_empty() {
        return Ok(HashMap::new());
    }
    let rows = store_told::lines(on, messages).await?;
    Ok(rows
        .into_iter()
        .map(|row| {
            let told = Told {
                channel: row.channel,
                channel_name: row.channel_name,
                project: row.project,
                excerpt: markdown::plain(&row.body, EXCERPT_MAX_CHARS),
                is_retracted: row.is_retracted,
            };
            (row.id, told)
        })
        .collect())
}

/// Up to which place what names `account` is behind him, in each of these channels: he has put behind, or taken up again, what
/// he was told of it. The channels stay as unread as they are.
///
/// # Errors
/// Whatever the database says.
pub async fn put_calls_behind(
    tx: &mut Tx,
    account: AccountId,
    places: &[(Id<kind::Channel>, i64)],
) -> DbResult<()> {
    if store_readers::put_behind(tx, account, places).await? > 0 {
        tx.announce(MessageEvent::CallsChanged { account }).await?;
    }
    Ok(())
}
