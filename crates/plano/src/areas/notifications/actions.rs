// SPDX-License-Identifier: EUPL-1.2
//! What people can do about what they are told: read it, and say how they want to be written to.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use access::Signed;
use base::{Id, Invalid, Problem};
use db::{Db, DbResult, Tx};
use events::{Announce as _, NotificationEvent};

use super::{
    jobs::SendDigests,
    model::{
        AccountId, ChannelId, Kind, MailRhythm, NewNotificationSettings, NewProjectRhythm, NotificationId,
        ProjectId, RHYTHMS_MAX, Wishes,
    },
    quiet, store, store_settings,
    tell::zone_of,
};
use crate::areas::{accounts, messages, projects};

type Result<T> = std::result::Result<T, Problem>;

/// Marks one of one's notifications as read.
///
/// # Errors
/// [`Problem::NotFound`] for another's, and for one that may no longer be seen.
pub async fn read(db: &Db, actor: Signed, id: NotificationId) -> Result<()> {
    db.write(actor, async move |tx| {
        let account = actor.account;
        let now = tx.now();
        let row = store::find(&mut *tx, account, id, now)
            .await?
            .ok_or(Problem::NotFound)?;
        if store::mark_read(tx, account, id).await? {
            tx.announce(NotificationEvent::ReadChanged {
                account,
                notification: id,
            })
            .await?;
            if row.kind == Kind::Mentioned {
                settle_calls(tx, account, row.subject.map(Id::from_uuid)).await?;
            }
        }
        Ok(())
    })
    .await
}

/// Marks one as not read.
///
/// # Errors
/// As [`read`].
pub async fn unread(db: &Db, actor: Signed, id: NotificationId) -> Result<()> {
    db.write(actor, async move |tx| {
        let account = actor.account;
        let now = tx.now();
        let row = store::find(&mut *tx, account, id, now)
            .await?
            .ok_or(Problem::NotFound)?;
        if store::mark_unread(tx, account, id).await? {
            tx.announce(NotificationEvent::ReadChanged {
                account,
                notification: id,
            })
            .await?;
            if row.kind == Kind::Mentioned {
                settle_calls(tx, account, row.subject.map(Id::from_uuid)).await?;
            }
        }
        Ok(())
    })
    .await
}

/// Marks one and all before it as read.
///
/// # Errors
/// As [`read`].
pub async fn read_until(db: &Db, actor: Signed, until: NotificationId) -> Result<()> {
    db.write(actor, async move |tx| {
        let account = actor.account;
        let now = tx.now();
        let row = store::find(&mut *tx, account, until, now)
            .await?
            .ok_or(Problem::NotFound)?;
        let read = store::mark_all_read(tx, account, (row.at, row.id)).await?;
        if !read.is_empty() {
            tx.announce(NotificationEvent::AllRead { account, until }).await?;
            settle_calls(tx, account, read.into_iter().flatten()).await?;
        }
        Ok(())
    })
    .await
}

/// Marks as read all that there is so far: for demonstrations, where people have read what is old.
///
/// # Errors
/// Whatever the database says.
pub async fn read_all(db: &Db, actor: Signed) -> Result<()> {
    db.write(actor, async move |tx| {
        let now = tx.now();
        let read = store::mark_all_read(tx, actor.account, (now, NotificationId::MAX)).await?;
        settle_calls(tx, actor.account, read.into_iter().flatten()).await?;
        Ok(())
    })
    .await
}

/// What names someone in these channels calls him as long as he has not put behind what he was told of it: up to the first
/// that is unread here, else up to the last that he was told of, nothing calls him there any more.
async fn settle_calls(
    tx: &mut Tx,
    account: AccountId,
    channels: impl IntoIterator<Item = ChannelId>,
) -> DbResult<()> {
    let channels: BTreeSet<ChannelId> = channels.into_iter().collect();
    let channels: Vec<ChannelId> = channels.into_iter().collect();
    if channels.is_empty() {
        return Ok(());
    }
    // By channel: before the first unread one, and the last one.
    let mut told: BTreeMap<ChannelId, (Option<i64>, Option<i64>)> = BTreeMap::new();
    for call in store::calls(&mut *tx, account, &channels).await? {
        let (before, last) = told.entry(call.channel).or_default();
        *before = before
            .iter()
            .copied()
            .chain(call.first_seq.map(|it| it - 1))
            .min();
        *last = (*last).max(call.last_seq);
    }
    let places: Vec<(ChannelId, i64)> = told
        .into_iter()
        .filter_map(|(channel, (before, last))| Some((channel, before.or(last)?)))
        .collect();
    messages::put_calls_behind(tx, account, &places).await
}

/// Says how one wants to be written to. What already waits for its mail follows; projects one is not in are left out.
///
/// # Errors
/// `settings.too_many_projects`.
pub async fn set(db: &Db, actor: Signed, new: NewNotificationSettings) -> Result<()> {
    if new.projects.len() > RHYTHMS_MAX {
        return Err(Problem::field(
            "projects",
            Invalid::new("settings.too_many_projects").with("max", RHYTHMS_MAX),
        ));
    }
    db.write(actor, async move |tx| {
        let (account, now) = (actor.account, tx.now());
        let mine = projects::ids_of(&mut *tx, account, now).await?;
        // Of one that is named twice, the last counts.
        let own: HashMap<ProjectId, MailRhythm> =
            new.projects.iter().map(|it| (it.project, it.mail)).collect();
        let kept: Vec<NewProjectRhythm> = own
            .iter()
            .filter(|it| mine.contains(it.0))
            .map(|(&project, &mail)| NewProjectRhythm { project, mail })
            .collect();
        let wishes = Wishes {
            mail: new.mail,
            quiet: new.quiet,
        };
        store_settings::set(tx, account, &wishes, &kept).await?;
        let zone = zone_of(accounts::time_zone(&mut *tx, account).await?.as_deref());
        let at = |mail| quiet::mail_at(&Wishes { mail, ..wishes }, &zone, now);
        let rhythms = MailRhythm::ALL.map(|it| (it, at(it)));
        store::reschedule(tx, account, at(wishes.mail), &rhythms).await?;
        if let Some(next) = store::next_mail(tx, account).await? {
            SendDigests::ask(tx, account, next).await?;
        }
        Ok(())
    })
    .await
}
