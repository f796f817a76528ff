// SPDX-License-Identifier: EUPL-1.2
//! What time does to documents: what has been in the trash for long is erased, what stopped coming is forgotten, and blobs that
//! no row names are deleted.

use std::time::Duration;

use base::Actor;
use db::{DbResult, Tx};
use events::{Announce as _, DocumentEvent};
use futures_util::TryStreamExt as _;
use jobs::{Context, Job, JobError, Registry};

use super::{
    content,
    store::{self, Hold},
    store_trash, store_uploads, store_versions,
};
use crate::app::App;

/// How long things stay in the trash. Source: PRODUCT.md 3.5.
pub const TRASH_DAYS: Duration = Duration::from_secs(30 * 24 * 3_600);
/// How long an upload of which nothing comes is kept: over a holiday.
pub const UPLOAD_DAYS: Duration = Duration::from_secs(14 * 24 * 3_600);
/// How long a blob waits for the row that names it ([`storage::Storage::list_put_before`]).
const BLOB_DAY: Duration = Duration::from_secs(24 * 3_600);
/// How many one step looks at.
const STEP: i64 = 50;

/// The kinds of work of this area.
#[must_use]
pub fn register(registry: Registry, app: &App) -> Registry {
    registry.with(Sweep(app.clone())).with(SweepBlobs(app.clone()))
}

/// Erases what has been in the trash for [`TRASH_DAYS`], and forgets uploads that stopped coming.
pub struct Sweep(App);

impl Sweep {
    /// Asks for it, unless it waits already.
    ///
    /// # Errors
    /// Whatever the database says.
    pub async fn ask(tx: &mut Tx) -> DbResult<()> {
        jobs::enqueue_once::<Self>(tx, "all", &(), None).await.map(drop)
    }
}

impl Job for Sweep {
    const KIND: &'static str = "documents.sweep";
    type Body = ();

    async fn run(&self, context: &Context, (): ()) -> Result<(), JobError> {
        let app = &self.0;
        let now = app.now();
        let due = store_trash::due(&app.db, now - TRASH_DAYS, STEP).await?;
        let idle = store_uploads::idle(&app.db, now - UPLOAD_DAYS, STEP).await?;
        let is_more = due.len().max(idle.len()) >= usize::try_from(STEP).unwrap_or(0);
        for (entry, project) in due {
            let erased = context
                .write(async move |tx| {
                    store::hold(tx, project, Hold::Branches).await?;
                    let erased = store_trash::erase(tx, entry).await?;
                    tx.announce(DocumentEvent::Erased { project, entry }).await?;
                    Ok::<_, db::DbError>(erased)
                })
                .await?;
            content::discard(app, project, &erased.blobs).await;
        }
        for (upload, project) in idle {
            let blobs = app
                .db
                .write(Actor::System, async move |tx| {
                    store_uploads::forget(tx, upload).await
                })
                .await?;
            content::discard(app, project, &blobs).await;
        }
        if is_more {
            context.write(async |tx| Self::ask(tx).await).await?;
        }
        Ok(())
    }
}

/// Deletes the blobs of projects that no row names: what was stored when its row was refused, or the program was stopped before.
pub struct SweepBlobs(App);

impl SweepBlobs {
    /// Asks for it in a day, unless it waits already.
    ///
    /// # Errors
    /// Whatever the database says.
    pub async fn ask(tx: &mut Tx) -> DbResult<()> {
        let at = tx.now() + BLOB_DAY;
        jobs::enqueue_once::<Self>(tx, "all", &(), Some(at))
            .await
            .map(drop)
    }
}

impl Job for SweepBlobs {
    const KIND: &'static str = "documents.sweep_blobs";
    type Body = ();

    async fn run(&self, _: &Context, (): ()) -> Result<(), JobError> {
        let app = &self.0;
        let mut after = base::Id::MIN;
        loop {
            let keys = store_versions::keys_after(&app.db, after).await?;
            let Some(last) = keys.last() else { return Ok(()) };
            after = last.0;
            for (project, _) in keys {
                let mut blobs = std::pin::pin!(app.blobs.list(Some(project.uuid())));
                while let Some(blob) = blobs.try_next().await.map_err(JobError::retry)? {
                    let is_old = app.now().since(blob.put_at) > BLOB_DAY;
                    if is_old && !store_versions::is_named(&app.db, blob.key.object).await? {
                        content::discard(app, project, &[blob.key.object]).await;
                    }
                }
            }
        }
    }
}
