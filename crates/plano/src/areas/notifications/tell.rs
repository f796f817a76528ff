// SPDX-License-Identifier: EUPL-1.2
//! Telling: what belongs together is gathered in one unread notification, and its mail is given a time.

use std::collections::HashSet;

use base::{Timestamp, kind};
use db::{DbResult, Tx};
use events::{Announce as _, NotificationEvent, Recorded};
use jiff::tz::TimeZone;
use uuid::Uuid;

use super::{
    jobs::SendDigests,
    model::{AccountId, Notice, NotificationId, ProjectId},
    quiet, store,
    store::Part,
    store_settings,
};
use crate::areas::accounts;

/// Tells each of `people` but the one who did it. Whoever has been told of this event is not told again.
///
/// # Errors
/// Whatever the database says.
pub async fn people(tx: &mut Tx, recorded: &Recorded, people: &[AccountId], notice: &Notice) -> DbResult<()> {
    for &account in people {
        // Also for one who asks for himself, such as entry to a project.
        if recorded.actor != Some(account) && notice.actor != Some(account) {
            tell(tx, recorded, account, notice).await?;
        }
    }
    Ok(())
}

async fn tell(tx: &mut Tx, recorded: &Recorded, account: AccountId, notice: &Notice) -> DbResult<()> {
    let seq = recorded.position.seq;
    let (is_told, place) = store::place_for(tx, account, seq, &notice.key).await?;
    if is_told {
        return Ok(());
    }
    let mail_at = mail_at(tx, account, notice.project).await?;
    let gathered = match place {
        Some(id) if store::renew(tx, id, notice, recorded.at, mail_at).await? => Some(id),
        _ => None,
    };
    let id = match gathered {
        Some(id) => {
            store::insert_part(tx, account, seq, id, notice).await?;
            show(tx, id).await?;
            id
        }
        None => {
            let id = store::insert(tx, account, notice, recorded.at, mail_at).await?;
            store::insert_part(tx, account, seq, id, notice).await?;
            id
        }
    };
    if let Some(at) = mail_at {
        SendDigests::ask(tx, account, at).await?;
    }
    tx.announce(NotificationEvent::Told {
        account,
        notification: id,
    })
    .await
}

/// When something told now is to be mailed to `account`.
async fn mail_at(tx: &mut Tx, account: AccountId, project: Option<ProjectId>) -> DbResult<Option<Timestamp>> {
    let mut wishes = store_settings::wishes(&mut *tx, account).await?;
    if let Some(project) = project
        && let Some(own) = store_settings::rhythm(&mut *tx, account, project).await?
    {
        wishes.mail = own;
    }
    let zone = accounts::time_zone(&mut *tx, account).await?;
    Ok(quiet::mail_at(&wishes, &zone_of(zone.as_deref()), tx.now()))
}

/// The zone of that name; where this machine does not know it, the one that mails then say.
#[must_use]
pub fn zone_of(name: Option<&str>) -> TimeZone {
    name.and_then(|it| TimeZone::get(it).ok())
        .unwrap_or(TimeZone::UTC)
}

/// Shows of what is gathered what waits for an answer, or all of it when nothing does: the latest, and how many others.
async fn show(tx: &mut Tx, id: NotificationId) -> DbResult<bool> {
    let parts = store::parts(tx, id).await?;
    let waits = parts.iter().any(|it| it.is_open);
    let shown: Vec<&Part> = parts.iter().filter(|it| it.is_open == waits).collect();
    let Some(latest) = shown.first() else {
        return Ok(false);
    };
    let people: HashSet<Option<Uuid>> = shown.iter().map(|it| it.person).collect();
    let others = i64::try_from(people.len()).unwrap_or(i64::MAX) - 1;
    store::show(tx, id, latest, others).await?;
    Ok(waits)
}

/// `subject` has its answer: nobody is asked any more. Who gave it has read what asked for it; nobody is mailed about what
/// is settled.
///
/// # Errors
/// Whatever the database says.
pub async fn answered(tx: &mut Tx, recorded: &Recorded, subject: Uuid) -> DbResult<()> {
    for (notification, account) in store::close(tx, subject).await? {
        let waits = show(tx, notification).await?;
        if !waits {
            store::do_not_mail(tx, notification).await?;
            if recorded.actor == Some(account) {
                store::mark_read(tx, account, notification).await?;
            }
        }
        tx.announce(NotificationEvent::ReadChanged {
            account,
            notification,
        })
        .await?;
    }
    Ok(())
}

/// The text of the request that waits, for the kinds that have one.
#[must_use]
pub fn request_text(kind: super::model::Kind, subject: Option<Uuid>) -> Option<String> {
    use super::model::Kind as K;
    let subject = subject?;
    match kind {
        K::AccessRequested => Some(base::Id::<kind::ProjectAccessRequest>::from_uuid(subject).to_string()),
        K::AccountRequested => Some(base::Id::<kind::AccessRequest>::from_uuid(subject).to_string()),
        _ => None,
    }
}
