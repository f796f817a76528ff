// SPDX-License-Identifier: EUPL-1.2
//! Who is told of what is said, and what becomes of it when he has read.

use std::collections::HashSet;

use base::{Id, kind};
use db::{DbResult, Tx};
use events::{Announce as _, MessageEvent, NotificationEvent, Recorded};

use super::{
    jobs::{PutBehind, Rest, TellOfMessage},
    model::{AccountId, Audience, Details, Kind, Notice, NotificationId},
    store,
    tell::{self, Own},
};
use crate::areas::messages;

type MessageId = Id<kind::Message>;

/// How many people are told of a message at once, by the reader itself. The others are told by a job: whatever else happens
/// does not wait for them.
const AT_ONCE: usize = 50;

/// Tells of what is said, and of what was asked for.
///
/// # Errors
/// Whatever the database says.
pub async fn of_messages(tx: &mut Tx, recorded: &Recorded, event: &MessageEvent) -> DbResult<()> {
    use MessageEvent as M;
    match *event {
        M::Posted { message, thread, .. } => {
            tell_of_message(tx, recorded, (message, thread), (None, AT_ONCE, true)).await
        }
        M::PollClosed { message, .. } => poll_closed(tx, recorded, message).await,
        M::Reminded { message, account } => reminded(tx, recorded, message, account).await,
        M::NotSent {
            scheduled, account, ..
        } => not_sent(tx, recorded, scheduled, account).await,
        M::ChannelRead {
            channel,
            account,
            seq,
            ..
        } => {
            let read = store::read_past(tx, account, channel, seq).await?;
            read_now(tx, account, read).await
        }
        M::ThreadRead {
            thread, account, seq, ..
        } => {
            let reasons = REASONS.iter().map(|it| it.1).chain([KEYWORDS]);
            let keys: Vec<String> = reasons
                .flat_map(|it| [false, true].map(|is_by_program| key(is_by_program, it, thread)))
                .collect();
            let read = store::read_thread_past(tx, account, &keys, seq).await?;
            read_now(tx, account, read).await
        }
        M::ChannelCleared { channel, .. } | M::ChannelExpired { channel, .. } => {
            PutBehind::ask(tx, channel, None, Id::MIN).await
        }
        M::Retracted { channel, message, .. } => PutBehind::ask(tx, channel, Some(message), Id::MIN).await,
        M::ChannelCreated { .. }
        | M::ChannelChanged { .. }
        | M::ChannelArchived { .. }
        | M::ChannelRestored { .. }
        | M::ChannelPlaced { .. }
        | M::ExpirySet { .. }
        | M::FolderMade { .. }
        | M::FolderRenamed { .. }
        | M::FolderMoved { .. }
        | M::FolderRemoved { .. }
        | M::HookMade { .. }
        | M::HookChanged { .. }
        | M::HookRenewed { .. }
        | M::HookRemoved { .. }
        | M::BotMade { .. }
        | M::BotRemoved { .. }
        | M::LogTaken { .. }
        | M::ChannelTaken { .. }
        | M::ReadersTaken { .. }
        | M::PersonAdded { .. }
        | M::PersonChanged { .. }
        | M::PersonRemoved { .. }
        | M::ChannelKept { .. }
        | M::Edited { .. }
        | M::OriginGone { .. }
        | M::Reacted { .. }
        | M::Pinned { .. }
        | M::Unpinned { .. }
        | M::ThreadResolved { .. }
        | M::ThreadReopened { .. }
        | M::Forwarded { .. }
        | M::Voted { .. }
        | M::CallsChanged { .. }
        | M::KeywordsChanged { .. }
        | M::Kept { .. }
        | M::Scheduled { .. } => Ok(()),
    }
}

/// How many people's notifications are looked at at once.
const PIECE: i64 = 200;

/// What was told of messages of a channel that are gone says nothing any more, and waits for nobody: it is read. Where others
/// are gathered with it that are there, it shows the latest of these. `message`: only what shows that one. Of what comes after
/// one in the order of ids, so many; the last of them, if there may be more.
///
/// # Errors
/// Whatever the database says.
pub async fn put_behind(
    tx: &mut Tx,
    channel: Id<kind::Channel>,
    message: Option<MessageId>,
    after: NotificationId,
) -> DbResult<Option<NotificationId>> {
    let unread = store::unread_of(&mut *tx, channel, message, after, PIECE).await?;
    let messages: Vec<MessageId> = unread.iter().filter_map(|it| it.2.message).collect();
    let there = messages::told(&mut *tx, &messages).await?;
    let is_full = i64::try_from(unread.len()).is_ok_and(|it| it == PIECE);
    let last = unread.last().map(|it| it.0).filter(|_| is_full);
    for (notification, account, details) in unread {
        let Some(shown) = details.message else { continue };
        let is_changed = match there.get(&shown) {
            Some(it) if !it.is_retracted => false,
            Some(_) if shows_another(tx, notification).await? => true,
            // Gone, and all that is gathered with it was before it.
            _ => store::mark_read(tx, account, notification).await?,
        };
        if is_changed {
            read_now(tx, account, vec![notification]).await?;
        }
    }
    Ok(last)
}

/// How many of what is gathered in a notification are looked at for one that is still there.
const LOOKED_AT: usize = 50;

/// Has a notification show the latest message gathered in it that was not taken away. `false` if there is none.
async fn shows_another(tx: &mut Tx, notification: NotificationId) -> DbResult<bool> {
    let mut parts = store::parts(tx, notification).await?;
    let messages: Vec<MessageId> = parts
        .iter()
        .take(LOOKED_AT)
        .filter_map(|it| it.details.message)
        .collect();
    let told = messages::told(&mut *tx, &messages).await?;
    parts.retain(|it| {
        let message = it.details.message.and_then(|it| told.get(&it));
        message.is_some_and(|it| !it.is_retracted)
    });
    let Some(latest) = parts.first() else {
        return Ok(false);
    };
    let people: HashSet<_> = parts.iter().map(|it| it.person).collect();
    let others = i64::try_from(people.len()).unwrap_or(i64::MAX) - 1;
    store::show(tx, notification, latest, others).await?;
    Ok(true)
}

async fn read_now(tx: &mut Tx, account: AccountId, read: Vec<NotificationId>) -> DbResult<()> {
    for notification in read {
        tx.announce(NotificationEvent::ReadChanged {
            account,
            notification,
        })
        .await?;
    }
    Ok(())
}

/// Why someone is told of a message, and under what it is gathered.
const REASONS: [(Kind, &str); 4] = [
    (Kind::Mentioned, "mentions"),
    (Kind::WrittenTo, "direct"),
    (Kind::Answered, "answers"),
    (Kind::Posted, "posts"),
];
/// Under what those are gathered that hold a word of one's own.
const KEYWORDS: &str = "keywords";

/// What belongs together: all of one channel, or of one thread, for one reason; what programs say apart.
fn key<K>(is_by_program: bool, reason: &str, place: Id<K>) -> String
where
    Id<K>: std::fmt::Display,
{
    let by = if is_by_program { "programs:" } else { "" };
    format!("{by}{reason}:{place}")
}

/// Each is told once, for the strongest reason, together with what he was told of that channel or thread and has not read: at
/// most so many people, after one of them. Those who come after these are told by a job. `has_keyword`: one of its words is
/// somebody's, or may be.
///
/// # Errors
/// Whatever the database says.
pub async fn tell_of_message(
    tx: &mut Tx,
    recorded: &Recorded,
    (message, thread): (MessageId, Option<MessageId>),
    (after, most, has_keyword): (Option<AccountId>, usize, bool),
) -> DbResult<()> {
    let concerned = messages::concerned(tx, message, after, most).await?;
    let Some(channel) = concerned.channel else {
        return Ok(());
    };
    let by_keyword = if has_keyword {
        messages::by_keyword(tx, message, after, most).await?
    } else {
        messages::ByKeyword::default()
    };
    // As far as both were looked for.
    let next = concerned.next.into_iter().chain(by_keyword.next).min();
    let is_here = |person: &AccountId| next.is_none_or(|it| *person <= it);
    // What programs say is not gathered with what people say: it would be told under one's name.
    let is_by_program = concerned.program.is_some();
    // Whoever it was posted for is told like the others.
    let by_nobody = Recorded {
        actor: None,
        ..recorded.clone()
    };
    let recorded = if is_by_program { &by_nobody } else { recorded };
    let people: [Vec<AccountId>; REASONS.len()] = [
        concerned.mentioned,
        concerned.direct,
        concerned.following,
        concerned.all,
    ]
    .map(|people| people.into_iter().filter(is_here).collect());
    let details = Details {
        name: concerned.program,
        message: Some(message),
        thread,
        seq: concerned.seq,
        thread_seq: concerned.thread_seq,
        ..Details::default()
    };
    let heard: Own = by_keyword
        .people
        .into_iter()
        .filter(|(person, _)| is_here(person) && !people.iter().any(|it| it.contains(person)))
        .map(|(person, word)| {
            let own = Details {
                keyword: Some(word),
                ..details.clone()
            };
            (person, own)
        })
        .collect();
    let notice = |kind, reason| Notice {
        kind,
        key: thread.map_or_else(
            || key(is_by_program, reason, channel),
            |thread| key(is_by_program, reason, thread),
        ),
        audience: Audience::Channel,
        project: concerned.project,
        organisation: None,
        actor: recorded.actor,
        counted: None,
        subject: Some(channel.uuid()),
        is_open: false,
        details: details.clone(),
    };
    for ((kind, reason), people) in REASONS.into_iter().zip(&people) {
        tell::people(tx, recorded, people, &notice(kind, reason)).await?;
    }
    let hearers: Vec<AccountId> = heard.keys().copied().collect();
    tell::each(tx, recorded, &hearers, &notice(Kind::Keyword, KEYWORDS), &heard).await?;
    if let Some(after) = next {
        let rest = Rest {
            seq: recorded.position.seq,
            at: recorded.at,
            actor: recorded.actor,
            message,
            thread,
            after,
            has_keyword: by_keyword.is_any,
        };
        jobs::enqueue::<TellOfMessage>(tx, &rest, None).await?;
    }
    Ok(())
}

/// Whoever put it is told what came of it, unless he closed it himself.
async fn poll_closed(tx: &mut Tx, recorded: &Recorded, message: Id<kind::Message>) -> DbResult<()> {
    let Some((author, channel, project)) = messages::poll_put_by(&mut *tx, message).await? else {
        return Ok(());
    };
    let notice = Notice {
        kind: Kind::PollClosed,
        key: format!("poll:{message}"),
        audience: Audience::Channel,
        project,
        organisation: None,
        actor: recorded.actor,
        counted: None,
        subject: Some(channel.uuid()),
        is_open: false,
        details: Details {
            message: Some(message),
            ..Details::default()
        },
    };
    tell::people(tx, recorded, &[author], &notice).await
}

/// He is told apart from all else, even if he has read the channel: he asked for it.
async fn reminded(
    tx: &mut Tx,
    recorded: &Recorded,
    message: Id<kind::Message>,
    account: AccountId,
) -> DbResult<()> {
    let Some(place) = messages::place_of(&mut *tx, message).await? else {
        return Ok(());
    };
    let notice = Notice {
        kind: Kind::Reminded,
        key: format!("reminder:{message}"),
        audience: Audience::Channel,
        project: place.project,
        organisation: None,
        actor: None,
        counted: None,
        subject: Some(place.channel.uuid()),
        is_open: false,
        details: Details {
            message: Some(message),
            thread: place.thread,
            ..Details::default()
        },
    };
    tell::people(tx, recorded, &[account], &notice).await
}

/// Without the project: he may have left it. The text is where he finds it again.
async fn not_sent(
    tx: &mut Tx,
    recorded: &Recorded,
    scheduled: Id<kind::ScheduledMessage>,
    account: AccountId,
) -> DbResult<()> {
    // Decided since.
    let Some(why) = messages::not_sent(&mut *tx, scheduled).await? else {
        return Ok(());
    };
    let notice = Notice {
        kind: Kind::NotSent,
        key: format!("scheduled:{scheduled}"),
        audience: Audience::Own,
        project: None,
        organisation: None,
        actor: None,
        counted: None,
        subject: None,
        is_open: false,
        details: Details {
            not_sent: Some(why),
            ..Details::default()
        },
    };
    tell::people(tx, recorded, &[account], &notice).await
}
