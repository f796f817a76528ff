// SPDX-License-Identifier: EUPL-1.2
//! Asking to enter a project, and the answer.

use access::{ActionKind, Grant, LevelsPatch, Manage, Role, Signed, grant_again};
use base::{Id, Problem, kind, text::Phrase};
use db::{Db, Tx};
use events::{Announce as _, ProjectEvent};

use super::{
    actions_members::nobody_comes_into_an_archive,
    store,
    store_members::{self, NewRow},
};
use crate::areas::accounts;

type Result<T> = std::result::Result<T, Problem>;
type ProjectId = Id<kind::Project>;

/// Asks to enter a project. The caller answers the same whether it exists or not, and whether one is in it already.
///
/// # Errors
/// Whatever the database says.
pub async fn ask(db: &Db, actor: Signed, project: ProjectId, reason: Option<String>) -> Result<()> {
    let now = db.clock().now();
    let Some(standing) = access::standing(db, project, actor.account, actor.is_external, now).await? else {
        return Ok(());
    };
    // An outsider sees only what he was invited to: he asks the one who invited him.
    if standing.role.is_some() || actor.is_external {
        return Ok(());
    }
    db.write(actor, async move |tx| {
        accounts::in_turn(tx, actor.account).await?;
        let asked =
            store_members::insert_request(tx, project, actor.account, reason.as_deref().unwrap_or_default())
                .await?;
        if let Some(request) = asked {
            tx.announce(ProjectEvent::AccessAsked {
                project,
                request,
                account: actor.account,
            })
            .await?;
        }
        Ok(())
    })
    .await
}

/// Lets in who asked to enter.
///
/// # Errors
/// `access_request.answered`, `access.owners_only`, `access.archived`.
pub async fn approve(
    db: &Db,
    project: Grant<Manage, access::Project>,
    request: Id<kind::ProjectAccessRequest>,
    role: Role,
) -> Result<()> {
    db.write(project.actor(), async move |tx| {
        let project: Grant<Manage, _> = grant_again(tx, &project).await?;
        nobody_comes_into_an_archive(&project)?;
        let (id, actor) = (project.id(), project.actor());
        // Nothing is kept of an answer that is refused after all.
        let account = answer(tx, &project, request, true, None).await?;
        if role == Role::Owner && !project.also(ActionKind::Own) {
            return Err(Problem::forbidden("access.owners_only"));
        }
        let new = NewRow {
            project: id,
            account: Some(account),
            group: None,
            role,
            exceptions: LevelsPatch::default(),
            ends_on: None,
            ends_at: None,
            is_waiting: false,
            invited_by: Some(actor.account),
        };
        if let Some(member) = store_members::insert(tx, new).await? {
            store::touch(tx, id).await?;
            tx.announce(ProjectEvent::MemberAdded {
                project: id,
                member,
                account: Some(account),
                group: None,
            })
            .await?;
        }
        tx.announce(ProjectEvent::AccessGranted {
            project: id,
            request,
            account,
        })
        .await?;
        Ok(())
    })
    .await
}

/// Does not let in who asked to enter.
///
/// # Errors
/// `access_request.answered`.
pub async fn refuse(
    db: &Db,
    project: Grant<Manage, access::Project>,
    request: Id<kind::ProjectAccessRequest>,
    reason: Option<Phrase>,
) -> Result<()> {
    db.write(project.actor(), async move |tx| {
        let project: Grant<Manage, _> = grant_again(tx, &project).await?;
        let reason = reason.as_ref().map(Phrase::as_str);
        let account = answer(tx, &project, request, false, reason).await?;
        tx.announce(ProjectEvent::AccessRefused {
            project: project.id(),
            request,
            account,
        })
        .await?;
        Ok(())
    })
    .await
}

/// Answers a request of this project, once. Who asked.
async fn answer(
    tx: &mut Tx,
    project: &Grant<Manage, access::Project>,
    request: Id<kind::ProjectAccessRequest>,
    is_granted: bool,
    reason: Option<&str>,
) -> Result<Id<kind::Account>> {
    let asked = store_members::request(&mut *tx, request)
        .await?
        .filter(|it| it.project == project.id())
        .ok_or(Problem::NotFound)?;
    if store_members::answer(tx, request, project.actor().account, is_granted, reason).await? {
        Ok(asked.account)
    } else {
        Err(Problem::conflict("access_request.answered"))
    }
}
