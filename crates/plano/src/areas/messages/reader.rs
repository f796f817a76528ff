// SPDX-License-Identifier: EUPL-1.2
//! What follows for channels from what happens to projects: each has its main channel, whoever comes begins at the end of
//! what was said, whoever leaves is in no private channel any more.

use base::{Id, kind};
use db::{DbResult, Tx};
use events::{Announce as _, BoxedRead, Event, MessageEvent, OrgEvent, ProjectEvent, Reader, Recorded};

use super::{
    actions_channels::make_main,
    jobs::{BeginAtEnd, InWhat},
    store_begin, store_channels, store_people,
};
use crate::areas::projects;

type ProjectId = Id<kind::Project>;

/// See the module.
pub struct Keeper;

impl Reader for Keeper {
    fn name(&self) -> &'static str {
        "messages"
    }

    fn read<'a>(&'a self, tx: &'a mut Tx, event: &'a Recorded) -> BoxedRead<'a> {
        Box::pin(async move {
            match &event.event {
                Some(Event::Project(event)) => of_project(tx, event).await,
                Some(Event::Org(OrgEvent::GroupJoined { group, account })) => {
                    for project in projects::ids_of_group(&mut *tx, *group).await? {
                        store_begin::in_project(tx, project, *account).await?;
                    }
                    store_begin::with_group(tx, *group, *account).await
                }
                Some(Event::Org(OrgEvent::GroupLeft { group, account })) => {
                    for project in projects::ids_of_group(&mut *tx, *group).await? {
                        gone(tx, project, Some(*account), None).await?;
                    }
                    left_empty(tx, *group).await
                }
                Some(
                    Event::Org(_)
                    | Event::Account(_)
                    | Event::Message(_)
                    | Event::Document(_)
                    | Event::Notification(_)
                    | Event::Job(_),
                )
                | None => Ok(()),
            }
        })
    }
}

/// What a group managed in which nobody is any more is managed by whoever has been in it for longest.
async fn left_empty(tx: &mut Tx, group: Id<kind::Group>) -> DbResult<()> {
    for (channel, project) in store_people::managed_by_nobody_of(&mut *tx, group).await? {
        store_channels::hold(tx, channel).await?;
        if let Some((account, group)) = store_people::entrust(tx, channel).await? {
            tx.announce(MessageEvent::PersonChanged {
                project,
                channel,
                account,
                group,
            })
            .await?;
        }
    }
    Ok(())
}

async fn of_project(tx: &mut Tx, event: &ProjectEvent) -> DbResult<()> {
    use ProjectEvent as P;
    // No `_` arm: the next kind of event must be answered here.
    match *event {
        P::Created { project } | P::Duplicated { project, .. } => make_main(tx, project).await,
        P::MemberAdded {
            project,
            account,
            group,
            ..
        }
        | P::MemberAccepted {
            project,
            account,
            group,
            ..
        } => match (account, group) {
            (Some(account), _) => store_begin::in_project(tx, project, account).await,
            (None, Some(group)) => BeginAtEnd::ask(tx, InWhat::Project(project), group).await,
            (None, None) => Ok(()),
        },
        P::MemberRemoved {
            project,
            account,
            group,
            ..
        }
        | P::MemberEnded {
            project,
            account,
            group,
            ..
        } => gone(tx, project, account, group).await,
        P::MemberLeft { project, account, .. } => gone(tx, project, Some(account), None).await,
        P::Changed { .. }
        | P::Archived { .. }
        | P::Restored { .. }
        | P::TemplateMade { .. }
        | P::TemplateUnmade { .. }
        | P::MemberProposed { .. }
        | P::MemberChanged { .. }
        | P::MemberEnding { .. }
        | P::HandedOver { .. }
        | P::AccessAsked { .. }
        | P::AccessGranted { .. }
        | P::AccessRefused { .. }
        | P::Linked { .. }
        | P::Unlinked { .. }
        | P::MineChanged { .. } => Ok(()),
    }
}

/// Whoever is in the project in no way any more is in its private channels no more; those who are in it otherwise too stay.
async fn gone(
    tx: &mut Tx,
    project: ProjectId,
    account: Option<Id<kind::Account>>,
    group: Option<Id<kind::Group>>,
) -> DbResult<()> {
    let mut people: Vec<_> = account.into_iter().collect();
    if let Some(group) = group {
        take_out(tx, project, None, Some(group)).await?;
        // Those who were in the project through it, and in some channels by name.
        people = store_people::named(&mut *tx, project).await?;
    }
    let now = tx.now();
    for person in people {
        if access::ways_into(&mut *tx, project, person, now).await? == 0 {
            take_out(tx, project, Some(person), None).await?;
        }
    }
    Ok(())
}

/// Takes someone out of all private channels of a project. A channel that nobody manages then is entrusted to whoever has been
/// in it for longest.
async fn take_out(
    tx: &mut Tx,
    project: ProjectId,
    account: Option<Id<kind::Account>>,
    group: Option<Id<kind::Group>>,
) -> DbResult<()> {
    // Held first: whoever takes somebody out of one holds it before he does.
    for channel in store_people::with(&mut *tx, project, account, group).await? {
        store_channels::hold(tx, channel).await?;
    }
    for channel in store_people::forget(tx, project, account, group).await? {
        store_people::entrust(tx, channel).await?;
        tx.announce(MessageEvent::PersonRemoved {
            project: Some(project),
            channel,
            account,
            group,
        })
        .await?;
    }
    Ok(())
}
