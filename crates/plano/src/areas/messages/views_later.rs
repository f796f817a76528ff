// SPDX-License-Identifier: EUPL-1.2
//! What one keeps for later, as answers show it: nothing of a message whose channel one no longer reads.

use std::collections::HashMap;

use access::Signed;
use base::{Id, Page, PageSize, Timestamp, kind};
use db::DbResult;

use super::{
    model::Message,
    model_later::{MessageMark, Reminder, Reminders, SavedMessage, SavedMessages, ScheduledMessage},
    store_later::{self, ScheduledRow},
    store_saved, views, views_channels,
};
use crate::{app::App, areas::accounts::Person};

type MessageId = Id<kind::Message>;

/// A place in the list of saved messages: the latest come first.
pub type Place = (Timestamp, MessageId);

fn place_text((id, at): &(MessageId, Timestamp)) -> String {
    format!("{}~{id}", at.micros())
}

/// Reads what [`saved`] gave as `next`.
#[must_use]
pub fn place(text: &str) -> Option<Place> {
    let (at, id) = text.split_once('~')?;
    Some((Timestamp::from_micros(at.parse().ok()?), id.parse().ok()?))
}

/// A page of the messages that someone has saved in channels that he reads.
///
/// # Errors
/// Whatever the database says.
pub async fn saved(app: &App, me: Signed, after: Option<Place>, size: PageSize) -> DbResult<SavedMessages> {
    let after = after.unwrap_or((Timestamp::from_micros(i64::MAX), Id::MAX));
    let channels = readable(app, me).await?;
    let rows = store_saved::saved(&app.db, me.account, &channels, after, size).await?;
    let page = Page::cut(rows, size, place_text);
    let (mut messages, people) = these(app, me, &page.items).await?;
    let items = page.items.into_iter().filter_map(|(id, saved_at)| {
        let message = messages.remove(&id)?;
        Some(SavedMessage { message, saved_at })
    });
    Ok(SavedMessages {
        items: items.collect(),
        people,
        next: page.next,
    })
}

/// The messages that someone will be reminded of, in channels that he reads.
///
/// # Errors
/// Whatever the database says.
pub async fn reminders(app: &App, me: Signed) -> DbResult<Reminders> {
    let channels = readable(app, me).await?;
    let rows = store_saved::reminders(&app.db, me.account, &channels, PageSize::MAX).await?;
    let (mut messages, people) = these(app, me, &rows).await?;
    let items = rows.into_iter().filter_map(|(id, remind_at)| {
        let message = messages.remove(&id)?;
        Some(Reminder { message, remind_at })
    });
    Ok(Reminders {
        items: items.collect(),
        people,
    })
}

/// The channels that someone reads, as a list of ids.
async fn readable(app: &App, me: Signed) -> DbResult<String> {
    let ids: Vec<Id<kind::Channel>> = views_channels::mine(app, me)
        .await?
        .into_iter()
        .map(|it| it.id)
        .collect();
    Ok(db::id_list(&ids))
}

async fn these(
    app: &App,
    me: Signed,
    rows: &[(MessageId, Timestamp)],
) -> DbResult<(HashMap<MessageId, Message>, Vec<Person>)> {
    let ids: Vec<MessageId> = rows.iter().map(|it| it.0).collect();
    let (messages, people) = views::several(&app.db, me.account, &ids).await?;
    Ok((messages.into_iter().map(|it| (it.id, it)).collect(), people))
}

/// Which messages someone keeps and may read, and how.
///
/// # Errors
/// Whatever the database says.
pub async fn marks(app: &App, me: Signed) -> DbResult<Vec<MessageMark>> {
    let channels = readable(app, me).await?;
    store_saved::marks(&app.db, me.account, &channels).await
}

/// One message of an author's that waits to be posted.
///
/// # Errors
/// Whatever the database says.
pub async fn scheduled(
    app: &App,
    author: Id<kind::Account>,
    id: Id<kind::ScheduledMessage>,
) -> DbResult<Option<ScheduledMessage>> {
    Ok(store_later::find(&app.db, author, id).await?.map(shown_as))
}

/// All of them.
///
/// # Errors
/// Whatever the database says.
pub async fn all_scheduled(app: &App, me: Signed) -> DbResult<Vec<ScheduledMessage>> {
    let rows = store_later::all_of(&app.db, me.account).await?;
    Ok(rows.into_iter().map(shown_as).collect())
}

/// One as its author sees it.
pub fn shown_as(row: ScheduledRow) -> ScheduledMessage {
    ScheduledMessage {
        id: row.id,
        channel: row.channel,
        draft: row.draft,
        kind: row.kind,
        body: row.body,
        thread: row.thread,
        also_in_channel: row.also_in_channel,
        quotes: row.quotes,
        send_at: row.send_at,
        failed_at: row.failed_at,
        failure: row.failure,
        etag: row.version.to_string(),
    }
}
