// SPDX-License-Identifier: EUPL-1.2
//! Imports that run by themselves, a batch at a time.

use base::Problem;
use db::{DbResult, Tx};
use jobs::{Context, Job, JobError};
use serde::{Deserialize, Serialize};

use super::{actions_imports::next_batch, import::ImportId};

/// Makes the accounts of an import until all are made or someone pauses it. Each batch says what has been done in the
/// transaction that does it: killed anywhere, it goes on from there.
#[derive(Debug)]
pub struct RunImport;

/// Which import.
#[derive(Debug, Serialize, Deserialize)]
pub struct Which {
    import: ImportId,
}

impl RunImport {
    /// Asks for an import to be run.
    ///
    /// # Errors
    /// Whatever the database says.
    pub(super) async fn ask(tx: &mut Tx, import: ImportId) -> DbResult<()> {
        jobs::enqueue_once::<Self>(tx, &import.to_string(), &Which { import }, None)
            .await
            .map(drop)
    }
}

impl Job for RunImport {
    const KIND: &'static str = "orgs.run_import";
    type Body = Which;

    async fn run(&self, context: &Context, Which { import }: Which) -> Result<(), JobError> {
        while context
            .write(async move |tx| next_batch(tx, import).await)
            .await
            .map_err(as_failure)?
        {
            context.go_on()?;
        }
        Ok(())
    }
}

fn as_failure(problem: Problem) -> JobError {
    JobError::retry(problem)
}
