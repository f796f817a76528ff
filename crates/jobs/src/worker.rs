// SPDX-License-Identifier: EUPL-1.2
//! The loop that runs jobs on a node.

use std::{pin::pin, sync::Arc, time::Duration};

use db::{Db, Wake};
use futures_util::future::{join_all, pending};
use tokio::{sync::watch, task::JoinSet, time::sleep};

use crate::{
    execute::{Terms, execute},
    job::Registry,
    store,
};

/// How long a job is held without a sign of life: after a crash it is run again once this is over. The nodes' clocks may
/// differ by less than this; if they differ by more, the fence still holds.
const LEASE: Duration = Duration::from_secs(60);

/// How often to look without being told: other nodes' jobs, and those of a worker that did not come back.
const POLL: Duration = Duration::from_secs(5);

/// When to look again after the database did not answer.
const PAUSE: Duration = Duration::from_secs(1);

/// How long running jobs may go on once the program is asked to end.
const GRACE: Duration = Duration::from_secs(10);

/// While nodes are brought to a newer version one by one, the older may meet kinds that only the newer know. Six attempts
/// take about ten minutes, in which one of the newer takes it.
const UNKNOWN_ATTEMPTS_MAX: i64 = 6;

/// Runs the jobs of [`enqueue`](crate::enqueue) on this node.
pub struct Worker {
    db: Db,
    registry: Arc<Registry>,
    concurrency: usize,
    terms: Terms,
    grace: Duration,
}

impl Worker {
    /// One that runs four jobs at once.
    #[must_use]
    pub fn new(db: Db, registry: Registry) -> Self {
        let terms = Terms {
            lease: LEASE,
            unknown_attempts_max: UNKNOWN_ATTEMPTS_MAX,
        };
        Self {
            db,
            registry: Arc::new(registry),
            concurrency: 4,
            terms,
            grace: GRACE,
        }
    }

    /// How many jobs run at once, at least one.
    #[must_use]
    pub fn concurrency(mut self, jobs: usize) -> Self {
        self.concurrency = jobs.max(1);
        self
    }

    /// How long a job is held without a sign of life; a minute unless said.
    #[must_use]
    pub const fn lease(mut self, lease: Duration) -> Self {
        self.terms.lease = lease;
        self
    }

    /// How long running jobs may go on after the end of `shutdown`; ten seconds unless said.
    #[must_use]
    pub const fn grace(mut self, grace: Duration) -> Self {
        self.grace = grace;
        self
    }

    /// Runs what is due until `shutdown` ends; then takes nothing new, tells what runs that it should leave off where it
    /// can ([`Context::go_on`](crate::Context::go_on)), lets it go on for a while, and lets go of the rest, so that another can run it at once. Being dropped is like a crash: what runs waits for the end of its
    /// lease.
    pub async fn run(self, shutdown: impl Future<Output = ()>) {
        let mut shutdown = pin!(shutdown);
        let mut commits = self.db.commits(Wake::Jobs);
        let (stop, stopped) = watch::channel(false);
        let (end, ending) = watch::channel(false);
        let mut running = JoinSet::new();
        loop {
            // Before looking, so that what is committed while looking is not missed.
            commits.mark_unchanged();
            let pause = self.take_what_is_due(&mut running, &ending, &stopped).await;
            tokio::select! {
                biased;
                () = &mut shutdown => break,
                Some(_) = running.join_next(), if !running.is_empty() => {}
                Ok(()) = commits.changed(), if running.len() < self.concurrency => {}
                () = sleep(pause) => {}
            }
        }
        end.send_replace(true);
        tokio::select! {
            () = ended(&mut running) => return,
            () = sleep(self.grace) => {}
        }
        stop.send_replace(true);
        ended(&mut running).await;
    }

    /// Takes jobs until all hands are full or none is due; when to look again.
    async fn take_what_is_due(
        &self,
        running: &mut JoinSet<()>,
        ending: &watch::Receiver<bool>,
        stopped: &watch::Receiver<bool>,
    ) -> Duration {
        loop {
            let free = self.concurrency.saturating_sub(running.len());
            if free == 0 {
                return POLL;
            }
            let due = match store::due(&self.db, free).await {
                Ok(due) => due,
                Err(error) => {
                    tracing::warn!(%error, "the jobs that are due could not be read");
                    return PAUSE;
                }
            };
            if due.is_empty() {
                let next = store::next_due_in(&self.db).await.ok().flatten();
                return next.map_or(POLL, |next| next.min(POLL));
            }
            let claims = join_all(
                due.into_iter()
                    .map(|it| store::claim(&self.db, it, self.terms.lease)),
            )
            .await;
            let mut all_answered = true;
            for claim in claims {
                match claim {
                    Ok(Some(claim)) => {
                        let (db, registry, terms) = (self.db.clone(), Arc::clone(&self.registry), self.terms);
                        let (ending, stop) = (ending.clone(), told(stopped.clone()));
                        running.spawn(async move {
                            execute(&db, &registry, &claim, terms, ending, stop).await;
                        });
                    }
                    // Another worker has it.
                    Ok(None) => {}
                    Err(error) => {
                        tracing::warn!(%error, "a job could not be taken");
                        all_answered = false;
                    }
                }
            }
            if !all_answered {
                return PAUSE;
            }
        }
    }
}

async fn told(mut stopped: watch::Receiver<bool>) {
    if stopped.wait_for(|stopped| *stopped).await.is_err() {
        // The worker is gone, and this with it.
        pending::<()>().await;
    }
}

async fn ended(running: &mut JoinSet<()>) {
    while running.join_next().await.is_some() {}
}
