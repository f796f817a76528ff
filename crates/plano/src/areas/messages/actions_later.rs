// SPDX-License-Identifier: EUPL-1.2
//! Messages that are posted later. Each waits in a row of its own; when its time comes a job takes it, posts it under its
//! draft as its author would, and strikes it out. Stopped anywhere in between it is taken again, and the draft is posted once.

use access::{Comment, Denied, Grant, Signed};
use base::{Id, Problem, kind};
use db::{Db, Tx};
use events::{Announce as _, MessageEvent};

use super::{
    actions, actions_names,
    jobs::SendScheduled,
    model::{Body, NewMessage},
    model_later::{NewScheduledMessage, NotSent, SCHEDULED_MAX, ScheduledMessagePatch, ahead},
    store, store_later,
    store_later::ScheduledRow,
    store_places::Channel,
};
use crate::{app::App, areas::accounts};

type Result<T> = std::result::Result<T, Problem>;
type AccountId = Id<kind::Account>;
type ScheduledId = Id<kind::ScheduledMessage>;

/// Writes down a message to be posted later, by a program for its author if `automate` says so. The same draft is the same message, however often it is sent.
///
/// # Errors
/// As [`actions::post`]; `later.past`, `later.too_far`, `scheduled.too_many`.
pub async fn schedule(
    db: &Db,
    channel: Grant<Comment, Channel>,
    mut new: NewScheduledMessage,
    automate: Option<String>,
) -> Result<ScheduledRow> {
    new.body = actions_names::right(db, channel.actor(), new.body, "body").await?;
    (_, new.kind) = actions::acceptable(db, &channel, &new.message()).await?;
    db.write(channel.actor(), async move |tx| {
        let author = channel.actor().account;
        // What one plans at once is counted one after the other.
        accounts::in_turn(tx, author).await?;
        // What has been said under this draft would be taken for this one, and this one struck out unsaid.
        if let Some(sent) = store::by_draft(&mut *tx, author, new.draft).await?
            && !sent.is(channel.id(), &new.message())
        {
            return Err(Problem::conflict("draft.reused"));
        }
        let Some(id) = store_later::insert(tx, &channel, &new, automate.as_deref()).await? else {
            return match store_later::by_draft(&mut *tx, author, new.draft).await? {
                Some(row) if row.is(channel.id(), new.kind, &new.message()) => Ok(row),
                _ => Err(Problem::conflict("draft.reused")),
            };
        };
        ahead("send_at", new.send_at, tx.now())?;
        if store_later::count(&mut *tx, author).await? > SCHEDULED_MAX {
            return Err(Problem::conflict("scheduled.too_many"));
        }
        SendScheduled::ask(tx, id, new.send_at).await?;
        tell(tx, channel.id(), author).await?;
        as_written(tx, author, id).await
    })
    .await
}

/// Gives one of one's own another text, another time, or both.
///
/// # Errors
/// Not found; [`Problem::LostRace`] if `version` is no longer its version; `scheduled.being_sent`; `later.past`,
/// `later.too_far`.
pub async fn change(
    db: &Db,
    me: Signed,
    id: ScheduledId,
    version: i64,
    mut patch: ScheduledMessagePatch,
) -> Result<ScheduledRow> {
    if let Some(body) = patch.body {
        patch.body = Some(actions_names::right(db, me, body, "body").await?);
    }
    db.write(me, async move |tx| {
        let row = waiting(tx, me.account, id).await?;
        if row.version != version {
            return Err(Problem::LostRace(serde_json::Value::Null));
        }
        if let Some(at) = patch.send_at {
            ahead("send_at", at, tx.now())?;
        }
        if !store_later::change(tx, &row, patch.body.as_ref(), patch.send_at).await? {
            return Err(Problem::conflict("scheduled.being_sent"));
        }
        if let Some(at) = patch.send_at {
            SendScheduled::ask(tx, id, at).await?;
        }
        tell(tx, row.channel, me.account).await?;
        as_written(tx, me.account, id).await
    })
    .await
}

/// Strikes one of one's own out.
///
/// # Errors
/// Not found; `scheduled.being_sent`.
pub async fn cancel(db: &Db, me: Signed, id: ScheduledId) -> Result<()> {
    db.write(me, async move |tx| {
        let row = waiting(tx, me.account, id).await?;
        if !store_later::cancel(tx, me.account, id).await? {
            return Err(Problem::conflict("scheduled.being_sent"));
        }
        tell(tx, row.channel, me.account).await
    })
    .await
}

/// Has one of one's own posted now, as if its time had come.
///
/// # Errors
/// Not found; `scheduled.being_sent`.
pub async fn send_now(db: &Db, me: Signed, id: ScheduledId) -> Result<()> {
    db.write(me, async move |tx| {
        let row = waiting(tx, me.account, id).await?;
        let now = tx.now();
        if !store_later::change(tx, &row, None, Some(now)).await? {
            return Err(Problem::conflict("scheduled.being_sent"));
        }
        SendScheduled::ask(tx, id, now).await?;
        tell(tx, row.channel, me.account).await
    })
    .await
}

/// One of one's own that is not being posted.
async fn waiting(tx: &mut Tx, me: AccountId, id: ScheduledId) -> Result<ScheduledRow> {
    let row = store_later::find(&mut *tx, me, id)
        .await?
        .ok_or(Problem::NotFound)?;
    if row.claimed_at.is_some() {
        return Err(Problem::conflict("scheduled.being_sent"));
    }
    Ok(row)
}

/// One of one's own as this transaction leaves it: a moment later it may have been posted, and be no more.
async fn as_written(tx: &mut Tx, me: AccountId, id: ScheduledId) -> Result<ScheduledRow> {
    store_later::find(tx, me, id).await?.ok_or(Problem::NotFound)
}

async fn tell(tx: &mut Tx, channel: Id<kind::Channel>, account: AccountId) -> Result<()> {
    tx.announce(MessageEvent::Scheduled { channel, account }).await?;
    Ok(())
}

/// Posts one that was taken, as its author would at this moment. `Some`: why that may not be.
///
/// # Errors
/// What may be otherwise later: it is to be tried again.
pub async fn send(app: &App, row: &ScheduledRow) -> Result<Option<NotSent>> {
    let Ok(body) = Body::new(&row.body) else {
        return Ok(Some(NotSent::Refused));
    };
    let new = NewMessage {
        draft: row.draft,
        body,
        kind: row.kind,
        thread: row.thread,
        also_in_channel: row.also_in_channel,
        quotes: row.quotes,
    };
    if let Some(said) = store::by_draft(&app.db, row.author, row.draft).await? {
        // Taken before by who was stopped: it is in its channel, whatever has become of it since. Where another was said under
        // its draft, its author is told that it was not.
        return Ok((!said.is(row.channel, &new)).then_some(NotSent::Refused));
    }
    let author = accounts::state(&app.db, row.author)
        .await?
        .filter(|it| !it.is_deactivated);
    let Some(author) = author else {
        return Ok(Some(NotSent::Suspended));
    };
    let me = Signed {
        account: row.author,
        is_external: author.is_external,
        is_instance_admin: author.is_instance_admin,
    };
    let channel = match access::grant::<Comment, Channel>(&app.db, me, row.channel, app.now()).await {
        Ok(channel) => channel,
        Err(Denied::NotFound) => return Ok(Some(NotSent::NotAllowed)),
        Err(denied) => return refused(denied.into()),
    };
    match actions::post_by(&app.db, &app.posts, channel, new, false, row.automate.clone()).await {
        Ok(_) => Ok(None),
        Err(problem) => refused(problem),
    }
}

/// Why it may not be posted, or that it may be otherwise later.
fn refused(problem: Problem) -> Result<Option<NotSent>> {
    match problem {
        Problem::Forbidden(why) if why.code == "access.closed" || why.code == "access.archived" => {
            Ok(Some(NotSent::Closed))
        }
        Problem::Forbidden(_) | Problem::NotFound => Ok(Some(NotSent::NotAllowed)),
        // What it answers, or quotes.
        Problem::Unacceptable(_) => Ok(Some(NotSent::Gone)),
        Problem::Conflict(_) => Ok(Some(NotSent::Refused)),
        problem => Err(problem),
    }
}

/// Writes down how it ended: struck out, or kept with the reason, of which its author is told.
///
/// # Errors
/// What the database says.
pub async fn ended(tx: &mut Tx, row: &ScheduledRow, failure: Option<NotSent>) -> db::DbResult<()> {
    let (scheduled, channel, account) = (row.id, row.channel, row.author);
    match failure {
        None => {
            store_later::done(tx, scheduled).await?;
            tx.announce(MessageEvent::Scheduled { channel, account }).await
        }
        Some(why) => {
            store_later::fail(tx, scheduled, why).await?;
            tx.announce(MessageEvent::NotSent {
                channel,
                scheduled,
                account,
            })
            .await
        }
    }
}
