// SPDX-License-Identifier: EUPL-1.2
//! The areas, and the explicit lists of what each adds to the program. Ground below, content above, readers on top;
//! imports go down.

use std::sync::Arc;

use base::{Actor, Id, kind};
use db::{DbError, DbResult, Tx};
use events::{Announce as _, JobEvent, Reader};
use jobs::Registry;
use utoipa_axum::router::OpenApiRouter;

use crate::app::App;

pub mod accounts;
pub mod audit;
pub mod documents;
pub mod messages;
pub mod notifications;
pub mod orgs;
pub mod projects;
mod seen;

/// Every route of the API, below `/api/v1`.
pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .merge(accounts::routes())
        .merge(orgs::routes())
        .merge(projects::routes())
        .merge(messages::routes())
        .merge(documents::routes())
        .merge(seen::routes())
        .merge(notifications::routes())
        .merge(audit::routes())
}

/// Everything that follows the events with a cursor of its own.
#[must_use]
pub fn readers(_app: &App) -> Vec<Arc<dyn Reader>> {
    vec![
        Arc::new(messages::Keeper),
        Arc::new(notifications::Teller),
        Arc::new(audit::Journal),
    ]
}

/// Every kind of work that is done apart from requests. What is given up is an event: administrators are told.
#[must_use]
pub fn jobs(app: &App) -> Registry {
    let registry = messages::register(accounts::register(Registry::new(), app), app);
    let registry = documents::register(registry, app);
    notifications::register(registry, app)
        .with(accounts::SumUp)
        .with(orgs::RunImport)
        .with(projects::EndMemberships)
        .on_dead(async |tx, job, _kind| tx.announce(JobEvent::Dead { job }).await)
}

/// Makes sure that the work that time asks for is waiting; done at start and now and then.
///
/// # Errors
/// Whatever the database says.
pub async fn enqueue_periodic(app: &App) -> DbResult<()> {
    app.db
        .write(Actor::System, async |tx| {
            projects::look_at_ends(tx).await?;
            accounts::Forget::ask(tx).await?;
            accounts::SumUp::ask(tx).await?;
            messages::Expire::ask(tx).await?;
            documents::Sweep::ask(tx).await?;
            documents::SweepBlobs::ask(tx).await?;
            Ok::<_, DbError>(())
        })
        .await
}

/// How many notifications someone has not read: accounts show it, and know nothing of notifications.
///
/// # Errors
/// Whatever the database says.
pub async fn unread_notifications(app: &App, account: Id<kind::Account>) -> DbResult<i64> {
    notifications::unread(&app.db, account, app.now()).await
}

/// What every new project has, in the transaction that makes it: projects know nothing of what is in them.
///
/// # Errors
/// Whatever the database says.
pub async fn furnish(tx: &mut Tx, project: Id<kind::Project>) -> DbResult<()> {
    messages::make_main(tx, project).await?;
    documents::make_top(tx, project).await
}
