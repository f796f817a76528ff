// SPDX-License-Identifier: EUPL-1.2
//! From what happened to who is told: never the one who did it himself, only those who may see it, and each thing once.

use access::{Administered, administrators, standing, ways_into};
use base::{Id, kind};
use db::{DbResult, Tx};
use events::{AccountEvent, BoxedRead, Event, JobEvent, OrgEvent, Reader, Recorded};

use super::{
    model::{Audience, Details, Kind, Notice},
    reader_messages::of_messages,
    reader_projects::{of_projects, removed},
    tell,
};
use crate::areas::{accounts, orgs, projects};

/// Its name as a reader.
pub const NAME: &str = "notifications";

/// Tells people what happened.
#[derive(Debug)]
pub struct Teller;

impl Reader for Teller {
    fn name(&self) -> &'static str {
        NAME
    }

    fn read<'a>(&'a self, tx: &'a mut Tx, event: &'a Recorded) -> BoxedRead<'a> {
        Box::pin(read(tx, event))
    }
}

async fn read(tx: &mut Tx, recorded: &Recorded) -> DbResult<()> {
    // No `_` arm in any of them: the next kind of event must be answered here.
    match &recorded.event {
        Some(Event::Account(event)) => of_accounts(tx, recorded, event).await,
        Some(Event::Org(event)) => of_orgs(tx, recorded, event).await,
        Some(Event::Project(event)) => of_projects(tx, recorded, event).await,
        Some(Event::Job(JobEvent::Dead { job })) => given_up(tx, recorded, *job).await,
        // What people are told is not itself told; what a newer version wrote, its own nodes tell.
        Some(Event::Message(event)) => of_messages(tx, recorded, event).await,
        // Of documents nobody is told yet who did not ask.
        Some(Event::Notification(_) | Event::Document(_)) | None => Ok(()),
    }
}

async fn of_accounts(tx: &mut Tx, recorded: &Recorded, event: &AccountEvent) -> DbResult<()> {
    use AccountEvent as A;
    match *event {
        A::AccessAsked {
            request,
            organisation,
        } => {
            let Some((name, reason)) = accounts::asker(&mut *tx, request).await? else {
                return Ok(());
            };
            let notice = Notice {
                kind: Kind::AccountRequested,
                key: format!("asks:{organisation}"),
                audience: Audience::Organisation,
                project: None,
                organisation: Some(organisation),
                actor: None,
                counted: Some(request.uuid()),
                subject: Some(request.uuid()),
                is_open: true,
                details: Details {
                    name: Some(name),
                    reason: Some(reason).filter(|it| !it.is_empty()),
                    ..Details::default()
                },
            };
            let people = administrators(&mut *tx, Administered::Organisation(organisation)).await?;
            tell::people(tx, recorded, &people, &notice).await
        }
        A::AccessApproved { request, .. } | A::AccessRefused { request, .. } => {
            tell::answered(tx, recorded, request.uuid()).await
        }
        A::Created { .. }
        | A::Invited { .. }
        | A::Accepted { .. }
        | A::SignedIn { .. }
        | A::SignInRefused { .. }
        | A::SignedOut { .. }
        | A::SessionEnded { .. }
        | A::PasswordChanged { .. }
        | A::ResetAsked { .. }
        | A::EmailChangeAsked { .. }
        | A::EmailChanged { .. }
        | A::ProfileChanged { .. }
        | A::DisplayChanged { .. }
        | A::AppPasswordMade { .. }
        | A::AppPasswordRemoved { .. }
        | A::Deactivated { .. }
        | A::Reactivated { .. }
        | A::Promoted { .. }
        | A::Demoted { .. } => Ok(()),
    }
}

async fn of_orgs(tx: &mut Tx, recorded: &Recorded, event: &OrgEvent) -> DbResult<()> {
    use OrgEvent as O;
    match *event {
        O::ImportDone { import, organisation, by } => {
            let Some((file_name, created)) = orgs::import_result(&mut *tx, import).await? else { return Ok(()) };
            let notice = Notice {
                kind: Kind::ImportDone,
                key: format!("import:{import}"),
                audience: Audience::Own,
                project: None,
                organisation,
                actor: None,
                counted: None,
                subject: None,
                is_open: false,
                details: Details { file_name: Some(file_name), created: Some(created), ..Details::default() },
            };
            // He began it long ago: that it is done is news to him, whoever the event is written for.
            tell::people(tx, &Recorded { actor: None, ..recorded.clone() }, &[by], &notice).await
        }
        O::GroupJoined { group, account } => {
            for project in projects::ids_of_group(&mut *tx, group).await? {
                let now = tx.now();
                let standing = standing(&mut *tx, project, account, false, now).await?;
                // Who was in the project otherwise is in it as before.
                if ways_into(&mut *tx, project, account, now).await? == 1 {
                    let notice = Notice::of_place(Kind::MemberAdded, project, recorded.actor).with(Details {
                        role: standing.and_then(|it| it.role),
                        ..Details::default()
                    });
                    tell::people(tx, recorded, &[account], &notice).await?;
                }
            }
            Ok(())
        }
        O::GroupLeft { group, account } => {
            for project in projects::ids_of_group(&mut *tx, group).await? {
                removed(tx, recorded, project, &[account]).await?;
            }
            Ok(())
        }
        O::Created { .. }
        | O::Changed { .. }
        | O::Moved { .. }
        | O::Removed { .. }
        | O::AdministratorAppointed { .. }
        | O::AdministratorRemoved { .. }
        | O::AccountAdded { .. }
        | O::AccountRemoved { .. }
        | O::GroupCreated { .. }
        | O::GroupChanged { .. }
        | O::GroupRemoved { .. }
        | O::ImportChecked { .. }
        | O::ImportStarted { .. }
        | O::ImportPaused { .. }
        | O::ImportProgressed { .. }
        // The projects it hands over each say so themselves.
        | O::HandedOver { .. }
        | O::AccountsExported { .. }
        | O::JournalExported { .. }
        | O::SettingsChanged {} => Ok(()),
    }
}

async fn given_up(tx: &mut Tx, recorded: &Recorded, job: Id<kind::Job>) -> DbResult<()> {
    // Tried again or dropped since.
    let Some(job_kind) = jobs::kind_of(&mut *tx, job).await? else {
        return Ok(());
    };
    let notice = Notice {
        kind: Kind::JobDead,
        key: format!("job.dead:{job_kind}"),
        audience: Audience::Instance,
        project: None,
        organisation: None,
        actor: None,
        counted: Some(job.uuid()),
        subject: None,
        is_open: false,
        details: Details {
            job_kind: Some(job_kind),
            ..Details::default()
        },
    };
    let people = administrators(&mut *tx, Administered::Instance).await?;
    tell::people(tx, recorded, &people, &notice).await
}
