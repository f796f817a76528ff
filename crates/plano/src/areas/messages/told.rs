// SPDX-License-Identifier: EUPL-1.2
//! What notifications must know of messages: whom one concerns, and how it is told in a line.

use std::collections::HashMap;

use base::{Id, kind};
use db::{DbResult, Reads};

use super::{
    markdown, model::ChannelKind, model_hooks::Automate, model_later::NotSent, store_later, store_told,
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
}

/// Whom a message concerns. Whether each may read it is asked when he is shown what he was told; whether he wants to be told
/// is asked here.
///
/// # Errors
/// Whatever the database says.
pub async fn concerned(on: &mut db::Tx, message: MessageId) -> DbResult<Concerned> {
    let Some(row) = store_told::find(&mut *on, message).await? else {
        return Ok(Concerned::default());
    };
    let automate = Automate::read(row.automate.as_deref());
    let is_by_program = automate.is_some();
    let mut concerned = Concerned {
        program: automate.map(|it| it.name),
        channel: Some(row.channel),
        project: row.project,
        seq: row.seq,
        ..Concerned::default()
    };
    if row.is_retracted {
        return Ok(concerned);
    }
    let left = |people: Vec<AccountId>, before: &[&[AccountId]]| -> Vec<AccountId> {
        people
            .into_iter()
            .filter(|it| (is_by_program || *it != row.author) && !before.iter().any(|list| list.contains(it)))
            .collect()
    };
    // Most messages name nobody.
    if row.names_someone {
        let named = store_told::mentioned(&mut *on, message).await?;
        concerned.mentioned = left(named, &[]);
        if row.names_everyone {
            let now = on.now();
            let everyone = match (row.kind, row.project) {
                (ChannelKind::Private | ChannelKind::Direct, _) | (_, None) => {
                    store_told::people(&mut *on, row.channel).await?
                }
                (_, Some(project)) => access::people_of(&mut *on, project, now).await?,
            };
            let muted = store_told::told_nothing(&mut *on, row.channel).await?;
            let more = left(everyone, &[&concerned.mentioned, &muted]);
            concerned.mentioned.extend(more);
        }
    }
    if row.kind == ChannelKind::Direct {
        let people = store_told::people(&mut *on, row.channel).await?;
        let muted = store_told::told_nothing(&mut *on, row.channel).await?;
        concerned.direct = left(people, &[&concerned.mentioned, &muted]);
    }
    if let Some((thread, seq)) = row.thread.zip(row.thread_seq) {
        let followers = store_told::followers(&mut *on, thread, seq).await?;
        concerned.following = left(followers, &[&concerned.mentioned, &concerned.direct]);
    }
    if row.is_followed_by_some {
        let all = store_told::told_all(&mut *on, row.channel).await?;
        concerned.all = left(
            all,
            &[&concerned.mentioned, &concerned.direct, &concerned.following],
        );
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
            };
            (row.id, told)
        })
        .collect())
}
