// SPDX-License-Identifier: EUPL-1.2
//! What open browsers are told of channels and messages.

use std::{
    collections::{HashMap, HashSet},
    time::Duration,
};

use access::{ActionKind, Module, Refusal, Signed};
use base::{Id, Timestamp, kind};
use db::DbResult;
use events::{Event, MessageEvent, Recorded};
use live::{Frame, Right, Topic};
use serde::Serialize;
use serde_json::json;

use super::{
    model::{Answers, Message},
    store_conversations, store_forwards, store_places, store_rows, store_saved, store_signs, views,
};
use crate::{
    app::App,
    areas::{accounts::Person, orgs},
};

type MessageId = Id<kind::Message>;
type ChannelId = Id<kind::Channel>;
type AccountId = Id<kind::Account>;

/// How the names of all frames begin that tell on a channel what is said in it, its polls and signs with it.
pub const FRAMES_OF_MESSAGES: &str = "message.";

/// What a message that is new is told as, and one that is another now.
const POSTED: &str = "message.posted";
const CHANGED: &str = "message.changed";

/// Of how many messages that passed one on it is told at once that it was taken away; of others when they are fetched.
const COPIES_TOLD: i64 = 50;
/// A conversation in which nothing was said for so long may be too old for someone's list ([`views::listed`]).
const IDLE: Duration = Duration::from_secs(24 * 3_600);

/// A message, and with an answer what its thread is now.
#[derive(Serialize)]
struct Told<'a> {
    message: &'a Message,
    people: &'a [Person],
    #[serde(skip_serializing_if = "Option::is_none")]
    root: Option<Root<'a>>,
}

#[derive(Serialize)]
struct Root<'a> {
    id: Id<kind::Message>,
    answers: Option<&'a Answers>,
}

/// Messages that events are about, each with the people it shows.
#[derive(Debug, Default)]
pub struct Known(HashMap<MessageId, (Message, Vec<Person>)>);

/// The messages that events tell of, read together.
///
/// # Errors
/// Whatever the database says.
pub async fn known(app: &App, events: &[Recorded]) -> DbResult<Known> {
    use MessageEvent as M;
    let mut ids = HashSet::new();
    for recorded in events {
        let Some(Event::Message(event)) = &recorded.event else {
            continue;
        };
        match *event {
            M::Posted { message, thread, .. } => ids.extend([message].into_iter().chain(thread)),
            M::Edited { message, .. }
            | M::OriginGone { message, .. }
            | M::Retracted { message, .. }
            | M::Reacted { message, .. }
            | M::Pinned { message, .. }
            | M::Unpinned { message, .. }
            | M::ThreadResolved { message, .. }
            | M::ThreadReopened { message, .. }
            | M::Voted { message, .. }
            | M::PollClosed { message, .. } => ids.extend([message]),
            // What these tell is read one by one, if anything is.
            _ => {}
        }
    }
    let ids: Vec<MessageId> = ids.into_iter().collect();
    views::each(&app.db, &ids).await.map(Known)
}

/// The frames of an event, in the order in which they are to be told. `known`: of it and those around it.
///
/// # Errors
/// Whatever the database says.
pub async fn frames(app: &App, recorded: &Recorded, known: &Known) -> DbResult<Vec<Frame>> {
    use MessageEvent as M;
    let Some(Event::Message(event)) = &recorded.event else {
        return Ok(Vec::new());
    };
    // No `_` arm: the next kind of event must be answered here.
    Ok(match *event {
        M::ChannelCreated { project, channel }
        | M::ChannelChanged { project, channel }
        | M::ChannelArchived { project, channel }
        | M::ChannelRestored { project, channel }
        | M::ChannelPlaced { project, channel }
        | M::ExpirySet { project, channel } => {
            let mut frames = vec![Frame::to(
                Topic::Channel(channel),
                "channel.changed",
                &json!({ "channel": channel, "project": project }),
            )];
            // Without its id: of a private channel those who are not in it hear nothing but that there may be something to see.
            frames.extend(project.map(channels_changed));
            frames
        }
        M::ChannelCleared { channel, seq, .. } | M::ChannelExpired { channel, seq, .. } => vec![Frame::to(
            Topic::Channel(channel),
            "channel.cleared",
            &json!({ "channel": channel, "seq": seq }),
        )],
        // Neither its id nor its name: who sees none of its channels does not see it.
        M::FolderMade { project, .. }
        | M::FolderRenamed { project, .. }
        | M::FolderMoved { project, .. }
        | M::FolderRemoved { project, .. } => vec![channels_changed(project)],
        M::PersonAdded {
            project,
            channel,
            account,
            group,
        } => {
            let mut frames = to_people(app, "channel.joined", project, channel, account, group).await?;
            // Of a conversation that another has opened he hears when something is said in it.
            if let (None, Some(account)) = (project, account)
                && store_conversations::is_hidden(&app.db, channel, account).await?
            {
                frames.retain(|it| it.topic() != Topic::Person(account));
            }
            frames
        }
        // What they may do there is another thing now, and those who are in it see who manages it.
        M::PersonChanged {
            project,
            channel,
            account,
            group,
        } => to_people(app, "channel.changed", project, channel, account, group).await?,
        M::PersonRemoved {
            project,
            channel,
            account,
            group,
        } => to_people(app, "channel.left", project, channel, account, group).await?,
        M::ChannelKept {
            project,
            channel,
            account,
        } => vec![Frame::to(
            Topic::Person(account),
            "channel.changed",
            &json!({ "channel": channel, "project": project }),
        )],
        // Told aside, at once; or nothing to see.
        M::ChannelRead { .. }
        | M::ThreadRead { .. }
        | M::LogTaken { .. }
        | M::ChannelTaken { .. }
        | M::ReadersTaken { .. } => Vec::new(),
        M::Posted {
            project,
            channel,
            message,
            thread,
        } => {
            let mut frames = one(app, known, channel, message, thread, POSTED).await?;
            if project.is_none() {
                frames.extend(seen_again(app, channel, message).await?);
            }
            frames
        }
        M::Retracted { channel, message, .. } => {
            let mut frames = one(app, known, channel, message, None, CHANGED).await?;
            // Those that passed it on say so.
            for (copy, at) in store_forwards::copies(&app.db, message, COPIES_TOLD).await? {
                frames.extend(one(app, known, at, copy, None, CHANGED).await?);
            }
            frames
        }
        M::Reacted { channel, message, .. } => {
            let mut frames = one(app, known, channel, message, None, CHANGED).await?;
            // Of a sign that many gave, who gave it is not said to all.
            if let Some(me) = recorded.actor {
                let mine = store_signs::signed_by(&app.db, me, message).await?;
                let body = json!({ "channel": channel, "message": message, "mine": mine });
                frames.push(Frame::to(Topic::Person(me), "message.signed", &body));
            }
            frames
        }
        M::Edited { channel, message, .. }
        | M::OriginGone { channel, message, .. }
        | M::Pinned { channel, message, .. }
        | M::Unpinned { channel, message, .. }
        | M::ThreadResolved { channel, message, .. }
        | M::ThreadReopened { channel, message, .. }
        | M::Voted { channel, message, .. }
        | M::PollClosed { channel, message, .. } => one(app, known, channel, message, None, CHANGED).await?,
        // Where it went, it is told as what it is there: a message.
        M::Forwarded { .. } => Vec::new(),
        // How many there are now is asked for: they are counted with what comes meanwhile.
        M::CallsChanged { account } => vec![Frame::to(Topic::Person(account), "calls.changed", &json!({}))],
        M::KeywordsChanged { account } => {
            vec![Frame::to(Topic::Person(account), "keywords.changed", &json!({}))]
        }
        M::Kept { message, account } | M::Reminded { message, account } => {
            let mark = store_saved::mark(&app.db, account, message).await?;
            mark.iter()
                .map(|it| Frame::to(Topic::Person(account), "message.kept", it))
                .collect()
        }
        M::HookMade { channel, .. }
        | M::HookChanged { channel, .. }
        | M::HookRenewed { channel, .. }
        | M::HookRemoved { channel, .. }
        | M::BotMade { channel, .. }
        | M::BotRemoved { channel, .. } => vec![Frame::to(
            Topic::Channel(channel),
            "automates.changed",
            &json!({ "channel": channel }),
        )],
        M::Scheduled { channel, account } | M::NotSent { channel, account, .. } => vec![Frame::to(
            Topic::Person(account),
            "scheduled.changed",
            &json!({ "channel": channel }),
        )],
    })
}

/// There may be something else to see in the list of a project's channels.
fn channels_changed(project: Id<kind::Project>) -> Frame {
    Frame::to(
        Topic::Project(project),
        "channels.changed",
        &json!({ "project": project }),
    )
}

async fn one(
    app: &App,
    Known(known): &Known,
    channel: ChannelId,
    message: MessageId,
    root: Option<MessageId>,
    name: &'static str,
) -> DbResult<Vec<Frame>> {
    debug_assert!(
        name.starts_with(FRAMES_OF_MESSAGES),
        "{name} would be told of what was cleared"
    );
    let read;
    let (message, people) = match known.get(&message) {
        Some(it) => it,
        None => match views::message(&app.db, None, message).await? {
            Some(it) => {
                read = it;
                &read
            }
            None => return Ok(Vec::new()),
        },
    };
    let root = root.and_then(|root| known.get(&root)).map(|it| &it.0);
    Ok(vec![frame(channel, name, (message, people), root)])
}

fn frame(
    channel: ChannelId,
    name: &'static str,
    (message, people): (&Message, &[Person]),
    root: Option<&Message>,
) -> Frame {
    let told = Told {
        message,
        people,
        root: root.map(|it| Root {
            id: it.id,
            answers: it.answers.as_ref(),
        }),
    };
    Frame::to(Topic::Channel(channel), name, &told).showing(message.id)
}

/// What those who come back are told of a message instead of what it was told as.
pub struct Retold {
    pub channel: ChannelId,
    pub message: MessageId,
    /// None: it is gone.
    pub frames: Vec<Frame>,
}

/// Of a message that was taken away, what is told of it from now on: that it was, at each place where it was told. Its words
/// were until then in what is kept for those who come back. What it was before an edit may be read ([`views::versions`]).
///
/// # Errors
/// Whatever the database says.
pub async fn retold(app: &App, recorded: &Recorded, Known(known): &Known) -> DbResult<Option<Retold>> {
    let Some(Event::Message(MessageEvent::Retracted { channel, message, .. })) = recorded.event else {
        return Ok(None);
    };
    let mut frames = Vec::new();
    if let Some((now, people)) = known.get(&message) {
        // How many answers there are was told with it.
        let root = match now.thread {
            Some(root) => views::message(&app.db, None, root).await?.map(|it| it.0),
            None => None,
        };
        frames.push(frame(channel, POSTED, (now, people), root.as_ref()));
        frames.push(frame(channel, CHANGED, (now, people), None));
    }
    Ok(Some(Retold {
        channel,
        message,
        frames,
    }))
}

/// A conversation that is not in someone's list, and that his windows therefore do not hear, comes back into it.
async fn seen_again(app: &App, channel: ChannelId, message: Id<kind::Message>) -> DbResult<Vec<Frame>> {
    let Some(seq) = store_rows::row_of(&app.db, message).await?.and_then(|it| it.seq) else {
        return Ok(Vec::new());
    };
    let since = app.now() - IDLE;
    let people = store_conversations::sees_again(&app.db, channel, seq, since).await?;
    let body = json!({ "channel": channel, "project": null });
    Ok(people
        .into_iter()
        .map(|it| Frame::to(Topic::Person(it), "channel.joined", &body))
        .collect())
}

/// The people themselves hear it on all their devices, those who are in the channel too.
async fn to_people(
    app: &App,
    name: &'static str,
    project: Option<Id<kind::Project>>,
    channel: ChannelId,
    account: Option<AccountId>,
    group: Option<Id<kind::Group>>,
) -> DbResult<Vec<Frame>> {
    let body = json!({ "channel": channel, "project": project });
    let mut frames = vec![Frame::to(Topic::Channel(channel), "channel.changed", &body)];
    let people = people(app, account, group).await?;
    frames.extend(
        people
            .into_iter()
            .map(|it| Frame::to(Topic::Person(it), name, &body)),
    );
    Ok(frames)
}

async fn people(
    app: &App,
    account: Option<AccountId>,
    group: Option<Id<kind::Group>>,
) -> DbResult<Vec<AccountId>> {
    match (account, group) {
        (Some(account), _) => Ok(vec![account]),
        (None, Some(group)) => orgs::people_of_group(&app.db, group).await,
        (None, None) => Ok(Vec::new()),
    }
}

/// Tells one's own windows how far one has read a channel. Not an event: it is said very often, and whoever comes back
/// asks for his channels anyway.
pub fn read(app: &App, me: AccountId, channel: ChannelId, seq: i64) {
    app.live
        .aside(me, "channel.read", &json!({ "channel": channel, "seq": seq }));
}

/// Tells one's own windows how far one has read a thread. As [`read`].
pub fn thread_read(app: &App, me: AccountId, thread: Id<kind::Message>, seq: i64) {
    app.live
        .aside(me, "thread.read", &json!({ "thread": thread, "seq": seq }));
}

/// How someone may hear a channel.
pub struct Heard {
    /// The project it ends with.
    pub project: Option<Id<kind::Project>>,
    /// When it ends by itself.
    pub until: Option<Timestamp>,
    /// He may post there.
    pub posts: bool,
}

impl Heard {
    /// As the hub has it.
    #[must_use]
    pub fn right(&self, channel: ChannelId) -> Right {
        let right = Right::to(Topic::Channel(channel));
        let right = self.project.map_or(right, |project| right.within(project));
        let right = if self.posts { right } else { right.silent() };
        self.until.map_or(right, |at| right.until(at))
    }
}

/// Whether someone may hear a channel.
///
/// # Errors
/// Whatever the database says.
pub async fn heard(app: &App, me: Signed, channel: ChannelId) -> DbResult<Option<Heard>> {
    match access::grant::<access::Read, store_places::Channel>(&app.db, me, channel, app.now()).await {
        Ok(grant) => Ok(Some(Heard {
            project: grant.place(),
            until: grant.standing().ends_at,
            posts: match access::allows(grant.standing(), ActionKind::Comment, Some(Module::Messages)) {
                // For a while nobody posts, whoever may: what opens it again is not asked for each who listens.
                Ok(()) | Err(Refusal::Archived | Refusal::Closed) => true,
                Err(_) => false,
            },
        })),
        Err(access::Denied::Db(error)) => Err(error),
        Err(access::Denied::NotFound | access::Denied::Forbidden(_)) => Ok(None),
    }
}
