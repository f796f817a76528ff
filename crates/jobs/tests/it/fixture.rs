// SPDX-License-Identifier: EUPL-1.2
//! A database with jobs in it, and jobs that do what a test says.

use std::time::Duration;

use base::{Actor, Clock, Id, Ids, Timestamp, kind};
use db::{Db, DbError, Migration, sql};
use futures_util::future::BoxFuture;
use jobs::{Context, Job, JobError, Registry, Worker};
use serde::{Deserialize, Serialize};
use tokio::task::JoinHandle;

const JOBS: &str = include_str!("../../../../migrations/0002_jobs.sql");
/// What the jobs of the tests write to.
const SCHEMA: &str = "CREATE TABLE told (job UUID NOT NULL, kind TEXT NOT NULL);
CREATE TABLE counters (name TEXT PRIMARY KEY, value BIGINT NOT NULL);
INSERT INTO counters (name, value) VALUES ('written', 0), ('seen', 0);";
const MIGRATIONS: &[Migration] = &[
    Migration {
        number: 2,
        name: "jobs",
        sqlite: JOBS,
        postgres: JOBS,
    },
    Migration {
        number: 3,
        name: "tests",
        sqlite: SCHEMA,
        postgres: SCHEMA,
    },
];

/// Longer than anything here takes on a busy machine.
pub const PATIENCE: Duration = Duration::from_secs(30);

pub struct Fixture {
    /// As one node sees it.
    pub db: Db,
    /// As another does: on PostgreSQL with connections of its own, on SQLite the same.
    pub other: Db,
    pub clock: Clock,
}

/// Runs `test` on each database, with a clock that stands until the test moves it.
pub async fn each(test: impl AsyncFn(Fixture)) {
    each_by(
        || Clock::set_to(Timestamp::from_micros(1_760_000_000_000_000)),
        test,
    )
    .await;
}

/// Runs `test` on each database, with the system's clock.
pub async fn each_in_real_time(test: impl AsyncFn(Fixture)) {
    each_by(|| Clock::System, test).await;
}

async fn each_by(clock: fn() -> Clock, test: impl AsyncFn(Fixture)) {
    let folder = tempfile::tempdir().unwrap();
    let clocks = [clock(), clock()];
    let db = Db::sqlite(&folder.path().join("plano.db"), 2, clocks[0].clone(), Ids::Random).unwrap();
    db.migrate(MIGRATIONS).await.unwrap();
    test(Fixture {
        other: db.clone(),
        db,
        clock: clocks[0].clone(),
    })
    .await;

    #[expect(clippy::disallowed_methods, reason = "where a test finds its server")]
    let Ok(server) = std::env::var("PLANO_TEST_POSTGRES") else {
        eprintln!("PLANO_TEST_POSTGRES is not set: on SQLite only");
        return;
    };
    let schema = format!(
        "jobs_{}",
        Ids::Random.next::<kind::Job>(Clock::System.now()).uuid().simple()
    );
    let separator = if server.contains('?') { '&' } else { '?' };
    let url = format!("{server}{separator}options=-csearch_path%3D{schema}");
    let db = Db::postgres(&url, 8, clocks[1].clone(), Ids::Random).unwrap();
    db.script(format!("CREATE SCHEMA {schema}")).await.unwrap();
    db.migrate(MIGRATIONS).await.unwrap();
    let other = Db::postgres(&url, 8, clocks[1].clone(), Ids::Random).unwrap();
    test(Fixture {
        db: db.clone(),
        other,
        clock: clocks[1].clone(),
    })
    .await;
    db.script(format!("DROP SCHEMA {schema} CASCADE")).await.unwrap();
}

#[derive(Serialize, Deserialize)]
pub struct Thing {
    pub number: i64,
}

type Work = dyn for<'a> Fn(&'a Context, i64) -> BoxFuture<'a, Result<(), JobError>> + Send + Sync;

/// A job that does what it was given.
pub struct Doing(Box<Work>);

impl Job for Doing {
    const KIND: &'static str = "test.do";
    type Body = Thing;

    async fn run(&self, context: &Context, body: Thing) -> Result<(), JobError> {
        (self.0)(context, body.number).await
    }
}

/// A registry with one job, which does `work`.
pub fn doing<F>(work: F) -> Registry
where
    F: for<'a> Fn(&'a Context, i64) -> BoxFuture<'a, Result<(), JobError>> + Send + Sync + 'static,
{
    Registry::new().with(Doing(Box::new(work)))
}

impl Fixture {
    pub async fn enqueue(&self, number: i64) -> Id<kind::Job> {
        self.enqueue_at(number, None).await
    }

    pub async fn enqueue_at(&self, number: i64, run_at: Option<Timestamp>) -> Id<kind::Job> {
        self.db
            .write(Actor::System, async move |tx| {
                jobs::enqueue::<Doing>(tx, &Thing { number }, run_at).await
            })
            .await
            .unwrap()
    }

    pub async fn enqueue_once(&self, key: &'static str, run_at: Option<Timestamp>) -> Id<kind::Job> {
        self.db
            .write(Actor::System, async move |tx| {
                jobs::enqueue_once::<Doing>(tx, key, &Thing { number: 0 }, run_at).await
            })
            .await
            .unwrap()
    }

    pub async fn row(&self, id: Id<kind::Job>) -> Option<Row> {
        sql!("SELECT run_at, attempts, claimed_until, last_error, dead_at FROM jobs WHERE id = $1")
            .bind(id)
            .optional(&self.db)
            .await
            .unwrap()
    }

    pub async fn rows(&self) -> i64 {
        sql!("SELECT COUNT(*) FROM jobs").value(&self.db).await.unwrap()
    }

    pub async fn told(&self) -> Vec<(Id<kind::Job>, String)> {
        sql!("SELECT job, kind FROM told").all(&self.db).await.unwrap()
    }

    pub async fn counter(&self, name: &str) -> i64 {
        sql!("SELECT value FROM counters WHERE name = $1")
            .bind(name)
            .value(&self.db)
            .await
            .unwrap()
    }
}

#[derive(Debug, PartialEq, Clone)]
pub struct Row {
    pub run_at: Timestamp,
    pub attempts: i64,
    pub claimed_until: Option<Timestamp>,
    pub last_error: Option<String>,
    pub dead_at: Option<Timestamp>,
}
db::row!(Row {
    run_at,
    attempts,
    claimed_until,
    last_error,
    dead_at
});

/// Writes down what was given up, where the tests can see it.
pub fn telling(registry: Registry) -> Registry {
    registry.on_dead(async |tx, job, kind| {
        let kind = kind.to_owned();
        sql!("INSERT INTO told (job, kind) VALUES ($1, $2)")
            .bind(job)
            .bind(kind)
            .exec(tx)
            .await?;
        Ok::<(), DbError>(())
    })
}

/// A worker in the background; it ends with the future handed in.
pub fn start(worker: Worker, shutdown: impl Future<Output = ()> + Send + 'static) -> JoinHandle<()> {
    tokio::spawn(worker.run(shutdown))
}

/// Waits for a condition.
pub async fn until(holds: impl AsyncFn() -> bool) {
    let waiting = async {
        while !holds().await {
            tokio::task::yield_now().await;
        }
    };
    tokio::time::timeout(PATIENCE, waiting)
        .await
        .expect("what was waited for did not come");
}

/// Waits for what must come.
pub async fn soon<T>(what: impl Future<Output = T>) -> T {
    tokio::time::timeout(PATIENCE, what)
        .await
        .expect("what was waited for did not come")
}
