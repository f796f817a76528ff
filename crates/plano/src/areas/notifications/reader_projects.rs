// SPDX-License-Identifier: EUPL-1.2
//! Who is told of what happens to projects and the people in them.

use access::{people_of, ways_into};
use base::{Id, kind};
use db::{DbResult, Tx};
use events::{ProjectEvent, Recorded};

use super::{
    model::{AccountId, Audience, Details, Kind, Notice, ProjectId, ProjectThen},
    store, tell,
};
use crate::areas::{orgs, projects};

type MemberId = Id<kind::Member>;
type GroupId = Id<kind::Group>;

/// Tells of what happens to projects and the people in them.
///
/// # Errors
/// Whatever the database says.
pub async fn of_projects(tx: &mut Tx, recorded: &Recorded, event: &ProjectEvent) -> DbResult<()> {
    use ProjectEvent as P;
    let actor = recorded.actor;
    match *event {
        P::MemberAdded {
            project,
            member,
            account,
            group,
        } => added(tx, recorded, project, member, (account, group)).await,
        P::MemberProposed {
            project,
            member,
            account,
            group,
        } => {
            let notice = Notice::of_place(Kind::MemberWaiting, project, actor)
                .under(format!("waits:{member}"))
                .seen_by(Audience::Managers)
                .asks(member.uuid())
                .with(Details {
                    person: account,
                    group,
                    ..Details::default()
                });
            let now = tx.now();
            let people = projects::managers(&mut *tx, project, now).await?;
            tell::people(tx, recorded, &people, &notice).await
        }
        P::MemberAccepted {
            project,
            member,
            account,
            group,
        } => {
            tell::answered(tx, recorded, member.uuid()).await?;
            let proposed_by = projects::member(&mut *tx, project, member)
                .await?
                .and_then(|it| it.invited_by);
            let notice = Notice::of_place(Kind::MemberAccepted, project, actor)
                .under(format!("accepted:{member}"))
                .with(Details {
                    person: account,
                    group,
                    ..Details::default()
                });
            tell::people(tx, recorded, &Vec::from_iter(proposed_by), &notice).await?;
            added(tx, recorded, project, member, (account, group)).await
        }
        P::MemberChanged {
            project,
            member,
            account,
            group,
        } => {
            let Some(row) = projects::member(&mut *tx, project, member).await? else {
                return Ok(());
            };
            let before = store::told_role(tx, member).await?;
            store::set_told_role(tx, member, row.role).await?;
            if row.is_waiting || before == Some(row.role) {
                return Ok(());
            }
            let notice = Notice::of_place(Kind::MemberRoleChanged, project, actor).with(Details {
                role: Some(row.role),
                ends_on: row.ends_on,
                ..Details::default()
            });
            let people = whom(tx, account, group).await?;
            tell::people(tx, recorded, &people, &notice).await
        }
        P::MemberRemoved {
            project,
            member,
            account,
            group,
        } => {
            tell::answered(tx, recorded, member.uuid()).await?;
            if !store::forget_role(tx, member).await? {
                // He was proposed and not let in, of which he was told nothing.
                return Ok(());
            }
            let people = whom(tx, account, group).await?;
            removed(tx, recorded, project, &people).await
        }
        P::MemberLeft { member, .. } | P::MemberEnded { member, .. } => {
            tell::answered(tx, recorded, member.uuid()).await?;
            store::forget_role(tx, member).await.map(drop)
        }
        P::MemberEnding {
            project,
            member,
            account,
        } => {
            let Some(row) = projects::member(&mut *tx, project, member).await? else {
                return Ok(());
            };
            let notice = Notice::of_place(Kind::AccessEnding, project, None)
                .under(format!("ending:{project}"))
                .with(Details {
                    ends_on: row.ends_on,
                    ..Details::default()
                });
            tell::people(tx, recorded, &[account], &notice).await
        }
        P::HandedOver { project, to, .. } => {
            tell::people(
                tx,
                recorded,
                &[to],
                &Notice::of_place(Kind::HandedOver, project, actor),
            )
            .await
        }
        P::AccessAsked {
            project,
            request,
            account,
        } => {
            let reason = projects::access_request(&mut *tx, request)
                .await?
                .map(|it| it.reason)
                .filter(|it| !it.is_empty());
            let notice = Notice::of_place(Kind::AccessRequested, project, Some(account))
                .under(format!("asks:{project}"))
                .seen_by(Audience::Managers)
                .asks(request.uuid())
                .with(Details {
                    reason,
                    ..Details::default()
                });
            let now = tx.now();
            let people = projects::managers(&mut *tx, project, now).await?;
            tell::people(tx, recorded, &people, &notice).await
        }
        P::AccessGranted {
            project,
            request,
            account,
        } => {
            tell::answered(tx, recorded, request.uuid()).await?;
            tell::people(
                tx,
                recorded,
                &[account],
                &Notice::of_place(Kind::AccessGranted, project, actor),
            )
            .await
        }
        P::AccessRefused {
            project,
            request,
            account,
        } => {
            tell::answered(tx, recorded, request.uuid()).await?;
            let notice = Notice::of_place(Kind::AccessRefused, project, actor)
                .seen_by(Audience::Own)
                .with(Details {
                    reason: projects::refusal(&mut *tx, request).await?,
                    ..Details::default()
                });
            tell::people(tx, recorded, &[account], &notice).await
        }
        P::Archived { project } => archived(tx, recorded, project, Kind::Archived).await,
        P::Restored { project } => archived(tx, recorded, project, Kind::Restored).await,
        P::Created { .. }
        | P::Duplicated { .. }
        | P::Changed { .. }
        | P::TemplateMade { .. }
        | P::TemplateUnmade { .. }
        | P::Linked { .. }
        | P::Unlinked { .. }
        | P::MineChanged { .. } => Ok(()),
    }
}

/// Someone is in a project now.
async fn added(
    tx: &mut Tx,
    recorded: &Recorded,
    project: ProjectId,
    member: MemberId,
    (account, group): (Option<AccountId>, Option<GroupId>),
) -> DbResult<()> {
    // Gone again since: his removal is told, or nothing.
    let Some(row) = projects::member(&mut *tx, project, member).await? else {
        return Ok(());
    };
    store::set_told_role(tx, member, row.role).await?;
    let notice = Notice::of_place(Kind::MemberAdded, project, recorded.actor).with(Details {
        role: Some(row.role),
        ends_on: row.ends_on,
        ..Details::default()
    });
    let mut people = whom(tx, account, group).await?;
    if group.is_some() {
        let mut new = Vec::with_capacity(people.len());
        for person in people {
            let now = tx.now();
            // Who was in the project otherwise is in it as before.
            if ways_into(&mut *tx, project, person, now).await? == 1 {
                new.push(person);
            }
        }
        people = new;
    }
    tell::people(tx, recorded, &people, &notice).await
}

/// One of the ways in which `people` were in a project is closed: those to whom no other is open are in it no more.
///
/// # Errors
/// Whatever the database says.
pub async fn removed(
    tx: &mut Tx,
    recorded: &Recorded,
    project: ProjectId,
    people: &[AccountId],
) -> DbResult<()> {
    let Some(card) = projects::card(&mut *tx, project).await? else {
        return Ok(());
    };
    let mut out = Vec::with_capacity(people.len());
    for &person in people {
        let now = tx.now();
        if ways_into(&mut *tx, project, person, now).await? == 0 {
            out.push(person);
        }
    }
    let then = ProjectThen {
        name: card.name,
        icon: card.icon,
        colour: card.colour,
    };
    let notice = Notice::of_place(Kind::MemberRemoved, project, recorded.actor)
        .seen_by(Audience::Own)
        .with(Details {
            project: Some(then),
            ..Details::default()
        });
    tell::people(tx, recorded, &out, &notice).await
}

async fn archived(tx: &mut Tx, recorded: &Recorded, project: ProjectId, kind: Kind) -> DbResult<()> {
    let notice = Notice::of_place(kind, project, recorded.actor).under(format!("archive:{project}"));
    let now = tx.now();
    let people = people_of(&mut *tx, project, now).await?;
    tell::people(tx, recorded, &people, &notice).await
}

/// A person, or the people of a group.
async fn whom(tx: &mut Tx, account: Option<AccountId>, group: Option<GroupId>) -> DbResult<Vec<AccountId>> {
    match (account, group) {
        (Some(account), _) => Ok(vec![account]),
        (None, Some(group)) => orgs::people_of_group(tx, group).await,
        (None, None) => Ok(Vec::new()),
    }
}
