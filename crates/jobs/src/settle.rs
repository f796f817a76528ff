// SPDX-License-Identifier: EUPL-1.2
//! Running what is due here and now, for tests and commands that want it done.

use std::{fmt, time::Duration};

use base::{Id, kind};
use db::{Db, DbError};
use futures_util::future::pending;
use tokio::sync::watch;

use crate::{
    execute::{Outcome, Terms, execute},
    job::Registry,
    store,
};

/// More than this in one go is a job that asks for itself.
const MOST: usize = 10_000;

/// Nobody else is there to know a kind that is not registered: a test which forgot it must fail.
const TERMS: Terms = Terms {
    lease: Duration::from_secs(60),
    unknown_attempts_max: 1,
};

/// A job that was given up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DeadLetter {
    /// Its id.
    pub id: Id<kind::Job>,
    /// Its kind.
    pub kind: String,
    /// The reason.
    pub why: String,
}

/// Why not all is done.
#[derive(Debug, thiserror::Error)]
pub enum Unsettled {
    /// These were given up; the others were run.
    #[error("jobs were given up: {}", Lines(.0))]
    Dead(Vec<DeadLetter>),
    /// A job asks for itself without end.
    #[error("{ran} jobs were run, and one of the kind {kind} is due again")]
    Endless {
        /// How many were run.
        ran: usize,
        /// The kind of the next.
        kind: String,
    },
    /// The database's own error.
    #[error(transparent)]
    Db(#[from] DbError),
}

struct Lines<'a>(&'a [DeadLetter]);

impl fmt::Display for Lines<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0
            .iter()
            .try_for_each(|it| write!(f, "\n  {} {}: {}", it.kind, it.id, it.why))
    }
}

/// Runs everything that is due by the database's clock, one after the other, and what they ask for, until none is left.
/// How many were run, those that failed and wait for another attempt included.
///
/// # Errors
/// [`Unsettled::Dead`] with those given up on the way, after all were run.
pub async fn settle(db: &Db, registry: &Registry) -> Result<usize, Unsettled> {
    settle_at_most(MOST, db, registry).await
}

async fn settle_at_most(most: usize, db: &Db, registry: &Registry) -> Result<usize, Unsettled> {
    let mut ran = 0;
    let (_never, ending) = watch::channel(false);
    let mut dead = Vec::new();
    while let Some(candidate) = store::due(db, 1).await?.pop() {
        let Some(claim) = store::claim(db, candidate, TERMS.lease).await? else {
            continue;
        };
        if ran == most {
            store::release(db, &claim).await?;
            return Err(Unsettled::Endless {
                ran,
                kind: claim.kind,
            });
        }
        ran += 1;
        if let Outcome::Dead(why) = execute(db, registry, &claim, TERMS, ending.clone(), pending()).await {
            dead.push(DeadLetter {
                id: claim.id,
                kind: claim.kind,
                why,
            });
        }
    }
    if dead.is_empty() {
        Ok(ran)
    } else {
        Err(Unsettled::Dead(dead))
    }
}

#[cfg(test)]
mod tests {
    use base::{Actor, Clock, Ids};
    use db::Migration;

    use super::*;
    use crate::{Context, Job, JobError, depth, enqueue};

    struct Endless;
    impl Job for Endless {
        const KIND: &'static str = "test.endless";
        type Body = ();
        async fn run(&self, context: &Context, (): ()) -> Result<(), JobError> {
            context
                .write(async |tx| enqueue::<Self>(tx, &(), None).await)
                .await?;
            Ok(())
        }
    }

    #[tokio::test]
    async fn a_job_that_asks_for_itself_does_not_go_on_for_ever() {
        let folder = tempfile::tempdir().unwrap();
        let db = Db::sqlite(&folder.path().join("plano.db"), 1, Clock::System, Ids::Random).unwrap();
        let text = include_str!("../../../migrations/0002_jobs.sql");
        db.migrate(&[Migration {
            number: 2,
            name: "jobs",
            sqlite: text,
            postgres: text,
        }])
        .await
        .unwrap();
        db.write(Actor::System, async |tx| enqueue::<Endless>(tx, &(), None).await)
            .await
            .unwrap();

        let error = settle_at_most(10, &db, &Registry::new().with(Endless))
            .await
            .unwrap_err();

        assert_eq!(
            error.to_string(),
            "10 jobs were run, and one of the kind test.endless is due again"
        );
        assert_eq!(depth(&db).await.unwrap().waiting, 1);
    }
}
