// SPDX-License-Identifier: EUPL-1.2
//! What a job is, what it may use, and how it fails.

use std::{any::Any, collections::HashMap, fmt, panic::AssertUnwindSafe, sync::Arc, time::Duration};

use base::{Actor, Id, kind};
use db::{Db, DbError, DbResult, Tx};
use futures_util::{
    FutureExt as _,
    future::{BoxFuture, LocalBoxFuture},
};
use serde::{Serialize, de::DeserializeOwned};
use tokio::sync::watch;

use crate::store::{self, Claim};

/// A kind of work, and how it is done.
pub trait Job: Send + Sync + 'static {
    /// Stored with each: `area.verb`, such as `mail.send`. Never reused for something else.
    const KIND: &'static str;

    /// What it is about: ids, never content, which may have changed or gone when it runs.
    type Body: Serialize + DeserializeOwned + Send;

    /// Does the work. It may be stopped at any await and run again, so it looks first at what has been done.
    ///
    /// # Errors
    /// [`JobError::Retry`] if it may succeed later; [`JobError::Permanent`] if it never will.
    fn run(&self, context: &Context, body: Self::Body) -> impl Future<Output = Result<(), JobError>> + Send;
}

/// Why a job was not done. The reason is stored and shown to administrators: no content, no secrets, no addresses.
#[derive(Debug, thiserror::Error)]
pub enum JobError {
    /// It may succeed later.
    #[error("{why}")]
    Retry {
        /// When, if something else has said so; otherwise [`backoff()`](crate::backoff()).
        after: Option<Duration>,
        /// The reason.
        why: String,
    },
    /// It will never succeed: given up at once.
    #[error("{why}")]
    Permanent {
        /// The reason.
        why: String,
    },
    /// The program is to end: the job waits again as if it had not been begun. See [`Context::go_on`].
    #[error("the program is to end")]
    Ending,
}

impl JobError {
    /// Later, with the usual pauses.
    pub fn retry(why: impl fmt::Display) -> Self {
        Self::Retry {
            after: None,
            why: why.to_string(),
        }
    }

    /// Later, when something else has said.
    pub fn retry_after(after: Duration, why: impl fmt::Display) -> Self {
        Self::Retry {
            after: Some(after),
            why: why.to_string(),
        }
    }

    /// Never.
    pub fn permanent(why: impl fmt::Display) -> Self {
        Self::Permanent { why: why.to_string() }
    }
}

impl From<DbError> for JobError {
    fn from(error: DbError) -> Self {
        Self::retry(error)
    }
}

/// What a running job is given.
pub struct Context {
    db: Db,
    id: Id<kind::Job>,
    fence: i64,
    attempt: i64,
    ending: watch::Receiver<bool>,
}

impl Context {
    pub(crate) fn new(db: &Db, claim: &Claim, ending: watch::Receiver<bool>) -> Self {
        Self {
            db: db.clone(),
            id: claim.id,
            fence: claim.fence,
            attempt: claim.attempts,
            ending,
        }
    }

    /// The database. Changes go through [`Context::write`] unless they do no harm when made twice at once.
    #[must_use]
    pub const fn db(&self) -> &Db {
        &self.db
    }

    /// The job's id: the same each time it is run, hence a key under which others can recognise a repetition.
    #[must_use]
    pub const fn id(&self) -> Id<kind::Job> {
        self.id
    }

    /// From one.
    #[must_use]
    pub const fn attempt(&self) -> i64 {
        self.attempt
    }

    /// To be asked by what takes long, wherever it can leave off: where a step is written down, and the next not begun.
    ///
    /// # Errors
    /// [`JobError::Ending`] once the program is to end, to be handed on: another run of the job goes on from there, on
    /// another node at once.
    pub fn go_on(&self) -> Result<(), JobError> {
        if *self.ending.borrow() {
            Err(JobError::Ending)
        } else {
            Ok(())
        }
    }

    /// [`Db::write`] on behalf of the program, refused if the job has passed into other hands meanwhile.
    ///
    /// # Errors
    /// As [`Db::write`]; [`DbError::Other`] if the job is not held any more.
    pub async fn write<T, E, F>(&self, work: F) -> Result<T, E>
    where
        F: AsyncFnOnce(&mut Tx) -> Result<T, E> + Send + 'static,
        T: Send + 'static,
        E: From<DbError> + Send + 'static,
    {
        let (id, fence) = (self.id, self.fence);
        self.db
            .write(Actor::System, async move |tx| {
                if !store::holds(tx, id, fence).await? {
                    return Err(DbError::other("the job has passed into other hands").into());
                }
                work(tx).await
            })
            .await
    }
}

/// The kinds of work this program does, and who is told of what was given up.
#[derive(Clone, Default)]
pub struct Registry {
    jobs: HashMap<&'static str, Arc<dyn AnyJob>>,
    mourner: Option<Arc<dyn Mourner>>,
}

impl Registry {
    /// Without any.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// With `job` too.
    ///
    /// # Panics
    /// If another is of this kind: seen when the program starts.
    #[must_use]
    pub fn with<J: Job>(mut self, job: J) -> Self {
        let before = self.jobs.insert(J::KIND, Arc::new(job));
        assert!(before.is_none(), "two jobs are of the kind {}", J::KIND);
        self
    }

    /// `tell(tx, job, kind)` is called when a job is given up, in the transaction that does so: an event announced there
    /// exists exactly if the dead letter does.
    #[must_use]
    pub fn on_dead<F>(mut self, tell: F) -> Self
    where
        F: AsyncFn(&mut Tx, Id<kind::Job>, &str) -> DbResult<()> + Send + Sync + 'static,
    {
        self.mourner = Some(Arc::new(tell));
        self
    }

    /// The kinds, sorted.
    #[must_use]
    pub fn kinds(&self) -> Vec<&'static str> {
        let mut kinds: Vec<_> = self.jobs.keys().copied().collect();
        kinds.sort_unstable();
        kinds
    }

    pub(crate) fn knows(&self, kind: &str) -> bool {
        self.jobs.contains_key(kind)
    }

    pub(crate) fn mourner(&self) -> Option<Arc<dyn Mourner>> {
        self.mourner.clone()
    }

    /// Runs what was claimed; a panic is a failure like any other.
    pub(crate) async fn run(&self, context: &Context, claim: &Claim) -> Result<(), JobError> {
        let Some(job) = self.jobs.get(claim.kind.as_str()) else {
            return Err(JobError::retry(format_args!(
                "this program knows no job of the kind {}",
                claim.kind
            )));
        };
        AssertUnwindSafe(job.run(context, &claim.body))
            .catch_unwind()
            .await
            .unwrap_or_else(|panic| {
                Err(JobError::retry(format_args!(
                    "it panicked: {}",
                    words_of(&*panic)
                )))
            })
    }
}

fn words_of(panic: &(dyn Any + Send)) -> &str {
    panic
        .downcast_ref::<&str>()
        .copied()
        .or_else(|| panic.downcast_ref::<String>().map(String::as_str))
        .unwrap_or("without a word")
}

/// A [`Job`] whatever its body.
trait AnyJob: Send + Sync {
    fn run<'a>(&'a self, context: &'a Context, body: &'a str) -> BoxFuture<'a, Result<(), JobError>>;
}

impl<J: Job> AnyJob for J {
    fn run<'a>(&'a self, context: &'a Context, body: &'a str) -> BoxFuture<'a, Result<(), JobError>> {
        async move {
            let body = serde_json::from_str(body)
                .map_err(|error| JobError::permanent(format_args!("its body cannot be read: {error}")))?;
            Job::run(self, context, body).await
        }
        .boxed()
    }
}

/// Who is told of dead letters; see [`Registry::on_dead`].
pub trait Mourner: Send + Sync {
    /// Told in the transaction that gives `job` up.
    fn tell<'a>(
        &'a self,
        tx: &'a mut Tx,
        job: Id<kind::Job>,
        kind: &'a str,
    ) -> LocalBoxFuture<'a, DbResult<()>>;
}

impl<F> Mourner for F
where
    F: AsyncFn(&mut Tx, Id<kind::Job>, &str) -> DbResult<()> + Send + Sync,
{
    fn tell<'a>(
        &'a self,
        tx: &'a mut Tx,
        job: Id<kind::Job>,
        kind: &'a str,
    ) -> LocalBoxFuture<'a, DbResult<()>> {
        self(tx, job, kind).boxed_local()
    }
}
