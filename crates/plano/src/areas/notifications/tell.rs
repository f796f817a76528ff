// SPDX-License-Identifier: EUPL-1.2
//! Telling: what belongs together is gathered in one unread notification, and its mail is given a time.

use std::collections::{HashMap, HashSet};

use base::{Timestamp, kind};
use db::{DbResult, Tx};
use events::{Announce as _, Event, NotificationEvent, Recorded};
use jiff::tz::TimeZone;
use uuid::Uuid;

use super::{
    jobs::SendDigests,
    model::{AccountId, Details, Notice, NotificationId, ProjectId},
    quiet, store,
    store::Part,
    store_settings,
};
use crate::areas::accounts;

/// How many people are told in one go. Source: a row of each of the tables concerned is some 300 bytes; SQLite and
/// PostgreSQL both take the list as one parameter.
const PIECE: usize = 500;

/// Tells each of `people` but the one who did it. Whoever has been told of this event is not told again. As many statements
/// however many they are, up to [`PIECE`].
///
/// # Errors
/// Whatever the database says.
pub async fn people(tx: &mut Tx, recorded: &Recorded, people: &[AccountId], notice: &Notice) -> DbResult<()> {
    each(tx, recorded, people, notice, &Own::new()).await
}

/// What some are told instead of the details that all are told.
pub type Own = HashMap<AccountId, Details>;

/// The same, where some of them are told details of their own.
///
/// # Errors
/// Whatever the database says.
pub async fn each(
    tx: &mut Tx,
    recorded: &Recorded,
    people: &[AccountId],
    notice: &Notice,
    own: &Own,
) -> DbResult<()> {
    // Also for one who asks for himself, such as entry to a project.
    let mut others: Vec<AccountId> = people
        .iter()
        .copied()
        .filter(|it| recorded.actor != Some(*it) && notice.actor != Some(*it))
        .collect();
    // In one order, so that two who tell the same people do not wait for each other.
    others.sort_unstable();
    others.dedup();
    for piece in others.chunks(PIECE) {
        tell(tx, recorded, piece, notice, own).await?;
    }
    Ok(())
}

async fn tell(
    tx: &mut Tx,
    recorded: &Recorded,
    people: &[AccountId],
    notice: &Notice,
    own: &Own,
) -> DbResult<()> {
    let seq = recorded.position.seq;
    let places = store::places_for(tx, people, seq, &notice.key).await?;
    let places: Vec<_> = places.into_iter().filter(|it| !it.is_told).collect();
    if places.is_empty() {
        return Ok(());
    }
    let accounts: Vec<AccountId> = places.iter().map(|it| it.account).collect();
    let mails = mails_at(tx, &accounts, notice.project).await?;
    let mail_at = |account: &AccountId| mails.get(account).copied();

    let unread: Vec<_> = places
        .iter()
        .filter_map(|it| Some((it.notification?, mail_at(&it.account))))
        .collect();
    // Some may have been read in this moment: they are told apart.
    let gathered = store::renew(tx, &unread, notice, recorded.at).await?;
    let mut told = Vec::with_capacity(places.len());
    let mut new = Vec::new();
    for place in &places {
        let id = match place.notification.filter(|it| gathered.contains(it)) {
            Some(id) => id,
            None => {
                let id = tx.new_id();
                new.push((id, place.account, mail_at(&place.account)));
                id
            }
        };
        told.push((id, place.account));
    }
    store::insert(tx, &new, notice, own, recorded.at).await?;
    store::insert_parts(tx, &told, seq, notice, own).await?;
    let gathered: Vec<NotificationId> = gathered.into_iter().collect();
    if notice.is_open {
        for &id in &gathered {
            show(tx, id).await?;
        }
    } else {
        store::show_latest(tx, &gathered).await?;
    }
    let due: Vec<(AccountId, Timestamp)> = mails.into_iter().collect();
    SendDigests::ask_each(tx, &due).await?;
    let events: Vec<Event> = told
        .into_iter()
        .map(|(notification, account)| {
            NotificationEvent::Told {
                account,
                notification,
            }
            .into()
        })
        .collect();
    events::announce_all(tx, &events).await
}

/// When something told now is to be mailed to each of `people`; those to whom it is not are left out.
async fn mails_at(
    tx: &mut Tx,
    people: &[AccountId],
    project: Option<ProjectId>,
) -> DbResult<HashMap<AccountId, Timestamp>> {
    let wishes = store_settings::wishes_of(&mut *tx, people, project).await?;
    let zones = accounts::time_zones(&mut *tx, people).await?;
    let mut known: HashMap<&str, TimeZone> = HashMap::new();
    let mut mails = HashMap::with_capacity(people.len());
    for account in people {
        let wishes = wishes.get(account).copied().unwrap_or_default();
        let name = zones.get(account).map_or("", String::as_str);
        let zone = known.entry(name).or_insert_with(|| zone_of(Some(name)));
        if let Some(at) = quiet::mail_at(&wishes, zone, tx.now()) {
            mails.insert(*account, at);
        }
    }
    Ok(mails)
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
