// SPDX-License-Identifier: EUPL-1.2
//! What happened in a project, told from the events: names are looked up when it is read, so that they are today's.

use std::collections::BTreeMap;

use access::{Grant, Read};
use base::{Id, Page, PageSize, kind};
use db::{Db, DbResult};
use events::{Event, Position, ProjectEvent, Recorded};

use super::model::Activity;
use crate::areas::{accounts, orgs};

/// Whom an event is about.
fn about(event: &Event) -> (Option<Id<kind::Account>>, Option<Id<kind::Group>>) {
    use ProjectEvent as P;
    let Event::Project(event) = event else {
        return (None, None);
    };
    match *event {
        P::MemberAdded { account, group, .. }
        | P::MemberProposed { account, group, .. }
        | P::MemberAccepted { account, group, .. }
        | P::MemberChanged { account, group, .. }
        | P::MemberRemoved { account, group, .. }
        | P::MemberEnded { account, group, .. } => (account, group),
        P::MemberLeft { account, .. }
        | P::MemberEnding { account, .. }
        | P::AccessAsked { account, .. }
        | P::AccessGranted { account, .. }
        | P::AccessRefused { account, .. }
        | P::MineChanged { account, .. } => (Some(account), None),
        P::HandedOver { to, .. } => (Some(to), None),
        P::Created { .. }
        | P::Duplicated { .. }
        | P::Changed { .. }
        | P::Archived { .. }
        | P::Restored { .. }
        | P::TemplateMade { .. }
        | P::TemplateUnmade { .. }
        | P::Linked { .. }
        | P::Unlinked { .. } => (None, None),
    }
}

/// Whether everyone in the project is told: not who asks to enter, which is the managers' matter, nor whose access ends soon,
/// nor a link, of which each sees what he may read.
pub fn is_for_everyone(event: &Event) -> bool {
    use ProjectEvent as P;
    !matches!(
        event,
        Event::Message(_)
            | Event::Document(_)
            | Event::Project(
                P::MineChanged { .. }
                    | P::AccessAsked { .. }
                    | P::AccessRefused { .. }
                    | P::MemberEnding { .. }
                    | P::MemberProposed { .. }
                    | P::AccessGranted { .. }
                    | P::Linked { .. }
                    | P::Unlinked { .. }
            )
    )
}

/// A page of what happened, newest first, in three statements however long it is.
///
/// # Errors
/// Whatever the database says.
pub async fn page(
    db: &Db,
    project: &Grant<Read, access::Project>,
    before: Position,
    size: PageSize,
) -> DbResult<Page<Activity>> {
    let recorded = events::project_page(db, project.id(), before, size).await?;
    let page = Page::cut(recorded, size, |it| it.position.to_string());
    let next = page.next;
    let recorded: Vec<Recorded> = page
        .items
        .into_iter()
        .filter(|it| it.event.as_ref().is_some_and(is_for_everyone))
        .collect();
    Ok(Page {
        items: told(db, &recorded).await?,
        next,
    })
}

/// The same for events that have just been recorded.
///
/// # Errors
/// Whatever the database says.
pub async fn told(db: &Db, recorded: &[Recorded]) -> DbResult<Vec<Activity>> {
    let whom = |it: &Recorded| it.event.as_ref().map_or((None, None), about);
    let people: Vec<_> = recorded
        .iter()
        .flat_map(|it| [it.actor, whom(it).0])
        .flatten()
        .collect();
    let groups: Vec<_> = recorded.iter().filter_map(|it| whom(it).1).collect();
    let people = accounts::people(db, &people).await?;
    let groups = orgs::group_cards(db, &groups).await?;
    let activities = recorded.iter().map(|it| {
        let (person, group) = whom(it);
        Activity {
            id: it.position.to_string(),
            at: it.at,
            actor: it.actor.and_then(|it| people.get(&it).cloned()),
            kind: it.event.as_ref().map_or("", Event::kind).to_owned(),
            person: person.and_then(|it| people.get(&it).cloned()),
            group: group.and_then(|it| groups.get(&it).cloned()),
            details: BTreeMap::new(),
        }
    });
    Ok(activities.collect())
}
