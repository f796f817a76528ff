// SPDX-License-Identifier: EUPL-1.2
//! Passing a message on: it is posted anew where one writes, with what it said, who said it, and when.

use access::{Comment, Grant, Read};
use base::{Id, Invalid, Problem, kind};
use db::Db;

use super::{
    actions::{self, Refused},
    actions_names, markdown, markdown_writing,
    model::{Body, MessageKind, NewMessage},
    model_forward::{Copied, NewForward, PASSED_ON_MAX_BYTES},
    model_search::{Stands, indexed, searched},
    post_queue::{Addition, PostQueue, Posting},
    store, store_forwards,
    store_places::{Channel, Message},
    store_polls,
};

type Result<T> = std::result::Result<T, Problem>;
type MessageId = Id<kind::Message>;

/// Passes a message on to a channel. The same draft is the same message.
///
/// # Errors
/// `forward.unknown` for a message that was taken away; `forward.too_long`; `draft.reused`; `access.closed`.
pub async fn forward(
    db: &Db,
    queue: &PostQueue,
    channel: Grant<Comment, Channel>,
    origin: Grant<Read, Message>,
    new: NewForward,
    automate: Option<String>,
) -> Result<MessageId> {
    let copied = copied(db, &origin).await?;
    let first = copied.origin;
    let body = match new.comment {
        Some(comment) => actions_names::right(db, channel.actor(), comment, "comment").await?,
        None => Body::absent(),
    };
    let message = NewMessage {
        draft: new.draft,
        body: body.clone(),
        kind: MessageKind::Text,
        thread: None,
        also_in_channel: false,
        quotes: None,
    };
    let (place, kind) = actions::acceptable(db, &channel, &message).await?;
    let (at, author, draft) = (channel.id(), channel.actor().account, new.draft);
    let stands = Stands {
        channel: at,
        project: channel.place(),
        kind: place,
    };
    let posting = Posting {
        channel: at,
        project: channel.place(),
        author,
        draft,
        kind,
        mentions: markdown::mentions(body.as_str()),
        terms: indexed(
            stands,
            author,
            &searched(body.as_str(), std::iter::once(copied.body.as_str())),
        ),
        is_here: automate.is_none(),
        automate,
        body: body.clone(),
        quotes: None,
        addition: Some(Addition::Forward {
            copied,
            left: (origin.place(), origin.id()),
        }),
    };
    match queue.post(db, posting).await {
        Ok(message) => Ok(message),
        Err(Refused::NotUnique) => match store::by_draft(db, author, draft).await? {
            // Also once it was taken away.
            Some(before) if before.is_text(at, kind, body.as_str()) && before.forwards == Some(first) => {
                Ok(before.id)
            }
            _ => Err(Problem::conflict("draft.reused")),
        },
        Err(Refused::Problem(problem)) => Err(problem),
    }
}

/// What is passed on of a message. One that has no words of its own passes on what it was passed itself, under the name of
/// whoever said it first.
async fn copied(db: &Db, origin: &Grant<Read, Message>) -> Result<Copied> {
    let unknown = || Problem::field("message", Invalid::new("forward.unknown"));
    let row = store_forwards::origin(db, origin).await?.ok_or_else(unknown)?;
    let passed_on = match row.forwards {
        Some(_) => store_forwards::of(db, &[origin.id()]).await?.into_iter().next(),
        None => None,
    };
    let own = actions_names::in_words(db, origin.actor(), &row.body).await?;
    let mut copied = Copied {
        origin: origin.id(),
        channel: row.channel,
        author: row.author,
        automate: row.automate,
        kind: row.kind,
        number: row.seq.filter(|_| row.kind == MessageKind::Entry),
        posted_at: row.posted_at,
        body: own,
    };
    match passed_on {
        Some(first) if row.body.is_empty() => {
            copied = Copied {
                origin: first.origin,
                channel: first.channel,
                author: first.author,
                automate: first.automate,
                kind: first.kind,
                number: first.number,
                posted_at: first.posted_at,
                body: first.body,
            };
        }
        Some(first) => {
            copied.body.push_str("\n\n");
            copied.body.push_str(&markdown_writing::quoted(&first.body));
        }
        None => {}
    }
    if row.kind == MessageKind::Poll {
        for option in store_polls::texts(db, &[origin.id()]).await? {
            copied.body.push_str("\n- ");
            copied.body.push_str(&markdown_writing::escaped(&option.1));
        }
    }
    if copied.body.len() > PASSED_ON_MAX_BYTES {
        return Err(Problem::conflict("forward.too_long"));
    }
    Ok(copied)
}
