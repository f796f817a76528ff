// SPDX-License-Identifier: EUPL-1.2
//! From rows to what a person is shown: the names of today, the address it leads to.

use std::collections::{BTreeMap, HashMap};

use base::{Id, PageSize, Timestamp, kind};
use db::{Db, DbResult};

use super::{
    model::{
        AccountId, Asked, Details, Kind, Notification, NotificationId, NotificationPage,
        NotificationSettings, ProjectId, ProjectRhythm,
    },
    store::{self, Row},
    store_settings,
    tell::request_text,
};
use crate::{
    app::App,
    areas::{
        accounts, messages, orgs,
        projects::{self, ProjectRef},
    },
};

/// A place in the list: the latest come first.
pub type Place = (Timestamp, NotificationId);

/// A page of what `account` was told and may see, in a few statements however long it is.
///
/// # Errors
/// Whatever the database says.
pub async fn page(
    app: &App,
    account: AccountId,
    asked: Asked,
    before: Option<Place>,
    size: PageSize,
) -> DbResult<NotificationPage> {
    let now = app.now();
    let before = before.unwrap_or((Timestamp::from_micros(i64::MAX), Id::MAX));
    let rows = store::page(&app.db, account, now, asked, before, size).await?;
    let unread = store::unread_of_each(&app.db, account, now).await?;
    let page = base::Page::cut(rows, size, |row| place_text((row.at, row.id)));
    let shown = shown(&app.db, page.items).await?;
    Ok(NotificationPage {
        items: shown.into_iter().map(|it| it.notification).collect(),
        next: page.next,
        unread: unread.all,
        unread_mentions: unread.mentions,
    })
}

fn place_text((at, id): Place) -> String {
    format!("{}~{id}", at.micros())
}

/// Reads what [`page`] gave as `next`.
#[must_use]
pub fn place(text: &str) -> Option<Place> {
    let (at, id) = text.split_once('~')?;
    Some((Timestamp::from_micros(at.parse().ok()?), id.parse().ok()?))
}

/// One of those `account` may see.
///
/// # Errors
/// Whatever the database says.
pub async fn one(app: &App, account: AccountId, id: NotificationId) -> DbResult<Option<Notification>> {
    let Some(row) = store::find(&app.db, account, id, app.now()).await? else {
        return Ok(None);
    };
    Ok(shown(&app.db, vec![row]).await?.pop().map(|it| it.notification))
}

/// Those of several that `account` may see.
///
/// # Errors
/// Whatever the database says.
pub async fn several(app: &App, account: AccountId, ids: &[NotificationId]) -> DbResult<Vec<Notification>> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let rows = store::several(&app.db, account, ids, app.now()).await?;
    let shown = shown(&app.db, rows).await?;
    Ok(shown.into_iter().map(|it| it.notification).collect())
}

/// A notification with what it was made from.
pub struct Shown {
    pub notification: Notification,
    pub details: Details,
}

/// Rows with their names.
///
/// # Errors
/// Whatever the database says.
pub async fn shown(db: &Db, rows: Vec<Row>) -> DbResult<Vec<Shown>> {
    let ids: Vec<AccountId> = rows
        .iter()
        .flat_map(|it| [it.actor, it.details.person])
        .flatten()
        .collect();
    let people = accounts::people(db, &ids).await?;
    let groups: Vec<Id<kind::Group>> = rows.iter().filter_map(|it| it.details.group).collect();
    let groups = if groups.is_empty() {
        HashMap::new()
    } else {
        orgs::group_cards(db, &groups).await?
    };
    let projects = projects::cards(db, &rows.iter().filter_map(|it| it.project).collect::<Vec<_>>()).await?;
    let organisations = orgs::cards(
        db,
        &rows.iter().filter_map(|it| it.organisation).collect::<Vec<_>>(),
    )
    .await?;
    let messages: Vec<Id<kind::Message>> = rows.iter().filter_map(|it| it.details.message).collect();
    let messages = messages::told(db, &messages).await?;
    let shown = rows.into_iter().map(|row| {
        let told = row.details.message.and_then(|it| messages.get(&it));
        let person = row
            .details
            .person
            .and_then(|it| people.get(&it).map(|it| it.name.clone()));
        let group = row
            .details
            .group
            .and_then(|it| groups.get(&it).map(|it| it.name.clone()));
        let notification = Notification {
            id: row.id,
            kind: row.kind,
            at: row.at,
            is_read: row.read_at.is_some(),
            actor: row.actor.and_then(|it| people.get(&it).cloned()),
            others: row.others,
            project: project(&row, &projects),
            organisation: row.organisation.and_then(|it| organisations.get(&it).cloned()),
            request: request_text(row.kind, row.subject),
            details: words(&row, person.or(group), told),
            href: told.map_or_else(|| href(row.kind, row.project), |it| href_of_message(&row, it)),
            is_open: row.is_open,
        };
        Shown {
            notification,
            details: row.details,
        }
    });
    Ok(shown.collect())
}

/// The project's card, as far as the reader may see it.
fn project(row: &Row, cards: &HashMap<ProjectId, ProjectRef>) -> Option<ProjectRef> {
    let id = row.project?;
    match row.kind {
        Kind::MemberRemoved => {
            let then = row.details.project.clone()?;
            Some(ProjectRef {
                id,
                name: then.name,
                icon: then.icon,
                colour: then.colour,
            })
        }
        // He asked by an address that he was given; what it is called is not his to know.
        Kind::AccessRefused => None,
        _ => cards.get(&id).cloned(),
    }
}

fn words(row: &Row, person: Option<String>, told: Option<&messages::Told>) -> BTreeMap<String, String> {
    let details = &row.details;
    let member = (row.kind == Kind::MemberWaiting).then_some(row.subject).flatten();
    [
        ("role", details.role.map(|it| it.as_str().to_owned())),
        ("ends_on", details.ends_on.map(|it| it.to_string())),
        ("reason", details.reason.clone()),
        ("name", details.name.clone()),
        ("person", person),
        (
            "member",
            member.map(|it| Id::<kind::Member>::from_uuid(it).to_string()),
        ),
        ("file_name", details.file_name.clone()),
        ("created", details.created.map(|it| it.to_string())),
        ("job_kind", details.job_kind.clone()),
        ("not_sent", details.not_sent.map(|it| it.as_str().to_owned())),
        ("keyword", details.keyword.clone()),
        ("channel", told.map(|it| it.channel_name.clone())),
        ("excerpt", told.map(|it| it.excerpt.clone())),
    ]
    .into_iter()
    .filter_map(|(name, value)| Some((name.to_owned(), value?)))
    .collect()
}

/// Where it leads, in the web client.
fn href(kind: Kind, project: Option<ProjectId>) -> String {
    let of_project =
        |page: &str| project.map_or_else(|| "/projets".to_owned(), |it| format!("/p/{it}{page}"));
    match kind {
        Kind::MemberAdded
        | Kind::MemberRoleChanged
        | Kind::AccessGranted
        | Kind::HandedOver
        | Kind::Archived
        | Kind::Restored
        | Kind::AccessEnding => of_project(""),
        Kind::AccessRequested | Kind::MemberWaiting | Kind::MemberAccepted => of_project("/membres"),
        Kind::MemberRemoved | Kind::AccessRefused => "/projets".to_owned(),
        Kind::AccountRequested => "/administration/demandes".to_owned(),
        // Of a message that is no longer there.
        Kind::Mentioned
        | Kind::WrittenTo
        | Kind::Answered
        | Kind::Posted
        | Kind::Keyword
        | Kind::PollClosed
        | Kind::Reminded => "/".to_owned(),
        Kind::NotSent => "/enregistres?liste=programmes".to_owned(),
        Kind::ImportDone => "/administration/import".to_owned(),
        Kind::JobDead => "/administration/travaux".to_owned(),
    }
}

/// Where a message is, in the web client.
fn href_of_message(row: &Row, told: &messages::Told) -> String {
    let place = match told.project {
        Some(project) => format!("/p/{project}/messages/{}", told.channel),
        None => format!("/conversations/{}", told.channel),
    };
    match (row.details.thread, row.details.message) {
        (Some(thread), Some(message)) => format!("{place}?fil={thread}&message={message}"),
        (None, Some(message)) => format!("{place}?message={message}"),
        _ => place,
    }
}

/// How `account` is written to, as far as its projects may still be named.
///
/// # Errors
/// Whatever the database says.
pub async fn settings(app: &App, account: AccountId) -> DbResult<NotificationSettings> {
    let wishes = store_settings::wishes(&app.db, account).await?;
    let rhythms = store_settings::rhythms(&app.db, account).await?;
    let mine = projects::ids_of(&app.db, account, app.now()).await?;
    let ids: Vec<ProjectId> = mine.into_iter().filter(|it| rhythms.contains_key(it)).collect();
    let mut projects: Vec<ProjectRhythm> = projects::cards(&app.db, &ids)
        .await?
        .into_values()
        .filter_map(|project| {
            rhythms
                .get(&project.id)
                .map(|&mail| ProjectRhythm { project, mail })
        })
        .collect();
    projects.sort_by_cached_key(|it| (base::text::fold(&it.project.name), it.project.id));
    Ok(NotificationSettings {
        mail: wishes.mail,
        projects,
        quiet: wishes.quiet,
    })
}
