// SPDX-License-Identifier: EUPL-1.2
//! What people can do with polls: put one, choose, choose otherwise, close it.

use access::{Comment, Grant, React, Read};
use base::{Actor, Id, Invalid, Problem, kind, text::Phrase};
use db::{Db, Tx, Wake};
use events::{Announce as _, MessageEvent};

use super::{
    actions::{self, Refused},
    actions_names, markdown,
    model::{ChannelKind, MessageKind, NewMessage},
    model_later::ahead,
    model_polls::{Ballot, NewPoll},
    model_search::{Stands, indexed, searched},
    post_queue::{Addition, PostQueue, Posting},
    store_channels,
    store_places::{Channel, Message},
    store_polls::{self, Put},
};
use crate::app::App;

type Result<T> = std::result::Result<T, Problem>;
type MessageId = Id<kind::Message>;

/// Puts a poll to those who read a channel. The same draft is the same poll.
///
/// # Errors
/// `poll.options`, `poll.option_twice`, `later.past`, `later.too_far`; `log.no_polls`; `draft.reused`; `access.closed`.
pub async fn put(
    app: &App,
    queue: &PostQueue,
    channel: Grant<Comment, Channel>,
    mut new: NewPoll,
    automate: Option<String>,
) -> Result<MessageId> {
    let (db, author, at) = (&app.db, channel.actor().account, channel.id());
    new.check()?;
    new.question = actions_names::right(db, channel.actor(), new.question, "question").await?;
    match put_new(app, queue, channel, &new, automate).await {
        Ok(message) => Ok(message),
        Err(refused) => put_before(db, author, at, &new, refused).await,
    }
}

/// The poll that an author's client which sends the same draft again has put with it ([`actions::posted_before`]).
///
/// # Errors
/// `draft.reused` for another poll; what `refused` says where none was put.
pub async fn put_before(
    db: &Db,
    author: Id<kind::Account>,
    channel: Id<kind::Channel>,
    new: &NewPoll,
    refused: Refused,
) -> Result<MessageId> {
    let mut is_there = false;
    let id = actions::posted_before(db, author, new.draft, refused, |before| {
        is_there = before.body.is_some();
        before.is_text(channel, MessageKind::Poll, new.question.as_str())
    })
    .await?;
    // Of one that was taken away nothing is left to compare.
    if is_there {
        let options = store_polls::texts(db, &[id]).await?;
        let is_same = options
            .iter()
            .map(|it| it.1.as_str())
            .eq(new.options.iter().map(Phrase::as_str));
        let settings = store_polls::of(db, &[id]).await?;
        let is_so = settings.first().is_some_and(|it| {
            (it.is_multiple, it.is_anonymous, it.ends_at) == (new.is_multiple, new.is_anonymous, new.ends_at)
        });
        if !is_same || !is_so {
            return Err(Problem::conflict("draft.reused"));
        }
    }
    Ok(id)
}

async fn put_new(
    app: &App,
    queue: &PostQueue,
    channel: Grant<Comment, Channel>,
    new: &NewPoll,
    automate: Option<String>,
) -> std::result::Result<MessageId, Refused> {
    let db = &app.db;
    if let Some(at) = new.ends_at {
        ahead("ends_at", at, app.now())?;
    }
    let message = NewMessage {
        draft: new.draft,
        body: new.question.clone(),
        kind: MessageKind::Text,
        thread: None,
        also_in_channel: false,
        quotes: None,
    };
    let (place, _) = actions::acceptable(db, &channel, &message).await?;
    if place == ChannelKind::Log {
        return Err(Problem::conflict("log.no_polls").into());
    }
    let (at, author, draft) = (channel.id(), channel.actor().account, new.draft);
    let stands = Stands {
        channel: at,
        project: channel.place(),
        kind: place,
    };
    let texts: Vec<&str> = new.options.iter().map(Phrase::as_str).collect();
    let posting = Posting {
        channel: at,
        project: channel.place(),
        author,
        draft,
        kind: MessageKind::Poll,
        mentions: markdown::mentions(new.question.as_str()),
        terms: indexed(
            stands,
            author,
            &searched(new.question.as_str(), texts.iter().copied()),
        ),
        is_here: automate.is_none(),
        automate,
        body: new.question.clone(),
        quotes: None,
        addition: Some(Addition::Poll(Put {
            options: new.options.clone(),
            is_multiple: new.is_multiple,
            is_anonymous: new.is_anonymous,
            ends_at: new.ends_at,
        })),
    };
    queue.post(db, posting).await
}

/// Chooses, instead of what one chose before.
///
/// # Errors
/// Not found where there is no poll; `poll.closed`; `poll.option_unknown`; `poll.one_option`.
pub async fn vote(db: &Db, message: Grant<React, Message>, ballot: Ballot) -> Result<()> {
    let mut now = ballot.options;
    now.sort_unstable();
    now.dedup();
    db.write(message.actor(), async move |tx| {
        let Some(manner) = store_polls::hold(tx, &message).await? else {
            return Err(match store_polls::exists(&mut *tx, &message).await? {
                true => Problem::conflict("poll.closed"),
                false => Problem::NotFound,
            });
        };
        if now.iter().any(|it| !(0..manner.options).contains(it)) {
            return Err(Problem::field("options", Invalid::new("poll.option_unknown")));
        }
        if now.len() > 1 && !manner.is_multiple {
            return Err(Problem::field("options", Invalid::new("poll.one_option")));
        }
        let before = store_polls::chosen(&mut *tx, message.actor().account, message.id()).await?;
        if before == now {
            return Ok(());
        }
        store_polls::choose(tx, &message, &before, &now).await?;
        let (channel, _) = store_channels::kind_at(&mut *tx, &message)
            .await?
            .ok_or(Problem::NotFound)?;
        let event = MessageEvent::Voted {
            project: message.place(),
            channel,
            message: message.id(),
        };
        if manner.is_anonymous {
            // Without whoever did it: beside the numbers of that moment it would tell what he chose.
            let told = events::announcement(tx, Actor::System, &event.into())?;
            tx.each(vec![told]).await?;
            tx.wakes(Wake::Events);
        } else {
            tx.announce(event).await?;
        }
        Ok(())
    })
    .await
}

/// Closes a poll: whoever put it does, and whoever manages its channel. Twice is once.
///
/// # Errors
/// Not found where there is no poll; as [`actions::is_his_or_managed`].
pub async fn close(db: &Db, message: Grant<Read, Message>) -> Result<()> {
    db.write(message.actor(), async move |tx| {
        if store_polls::put_by(&mut *tx, message.id()).await?.is_none() {
            return Err(Problem::NotFound);
        }
        actions::is_his_or_managed(&message)?;
        if let Some(is_anonymous) = store_polls::close(tx, message.id(), false).await? {
            closed(tx, message.id(), is_anonymous).await?;
        }
        Ok(())
    })
    .await
}

/// Closes a poll whose time has come.
///
/// # Errors
/// What the database says.
pub async fn is_over(tx: &mut Tx, message: MessageId) -> db::DbResult<()> {
    match store_polls::close(tx, message, true).await? {
        Some(is_anonymous) => closed(tx, message, is_anonymous).await,
        None => Ok(()),
    }
}

async fn closed(tx: &mut Tx, message: MessageId, is_anonymous: bool) -> db::DbResult<()> {
    if is_anonymous {
        store_polls::forget_voters(tx, message).await?;
    }
    if let Some((_, channel, project)) = store_polls::put_by(&mut *tx, message).await? {
        tx.announce(MessageEvent::PollClosed {
            project,
            channel,
            message,
        })
        .await?;
    }
    Ok(())
}
