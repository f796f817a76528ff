// SPDX-License-Identifier: EUPL-1.2
//! A database with events in it, and readers that note what they have read.

use std::{
    sync::{
        Arc,
        atomic::{AtomicI64, Ordering},
    },
    time::Duration,
};

use base::{Actor, Clock, Id, Ids, kind};
use db::{Db, DbError, Migration, Tx, sql};
use events::{Announce as _, BoxedRead, Position, ProjectEvent, Reader, Recorded};
use uuid::Uuid;

/// What the readers of the tests write to. Nothing in it is unique: an event read twice is seen twice.
const SCHEMA: &str = "CREATE TABLE told (reader TEXT NOT NULL, seq BIGINT NOT NULL, number BIGINT NOT NULL);";
const MIGRATIONS: &[Migration] = &[
    Migration {
        number: 1,
        name: "events",
        sqlite: include_str!("../../../../migrations/0001_events.sqlite.sql"),
        postgres: include_str!("../../../../migrations/0001_events.postgres.sql"),
    },
    Migration {
        number: 2,
        name: "tests",
        sqlite: SCHEMA,
        postgres: SCHEMA,
    },
];

/// Longer than anything here takes on a busy machine.
pub const PATIENCE: Duration = Duration::from_secs(60);

pub struct Fixture {
    /// As one node sees it.
    pub db: Db,
    /// As another does: on PostgreSQL with connections of its own, on SQLite the same.
    pub other: Db,
}

/// Runs `test` on each database.
pub async fn each(test: impl AsyncFn(&Fixture)) {
    let folder = tempfile::tempdir().unwrap();
    let db = Db::sqlite(&folder.path().join("plano.db"), 2, Clock::System, Ids::Random).unwrap();
    db.migrate(MIGRATIONS).await.unwrap();
    test(&Fixture {
        other: db.clone(),
        db,
    })
    .await;
    on_postgres(test).await;
}

/// Runs `test` on PostgreSQL, if there is one.
pub async fn on_postgres(test: impl AsyncFn(&Fixture)) {
    #[expect(clippy::disallowed_methods, reason = "where a test finds its server")]
    let Ok(server) = std::env::var("PLANO_TEST_POSTGRES") else {
        eprintln!("PLANO_TEST_POSTGRES is not set: not tried on PostgreSQL");
        return;
    };
    let schema = format!(
        "events_{}",
        Ids::Random
            .next::<kind::Event>(Clock::System.now())
            .uuid()
            .simple()
    );
    let separator = if server.contains('?') { '&' } else { '?' };
    // All tests together may keep a small machine busy for longer than a person would be let wait for a connection.
    let url = format!("{server}{separator}options=-csearch_path%3D{schema}&connect_timeout=60");
    let db = Db::postgres(&url, 8, Clock::System, Ids::Random).unwrap();
    db.script(format!("CREATE SCHEMA {schema}")).await.unwrap();
    db.migrate(MIGRATIONS).await.unwrap();
    let other = Db::postgres(&url, 8, Clock::System, Ids::Random).unwrap();
    let fixture = Fixture { db, other };
    test(&fixture).await;
    fixture
        .db
        .script(format!("DROP SCHEMA {schema} CASCADE"))
        .await
        .unwrap();
}

/// The event with this number: the project's id carries it.
pub fn numbered(number: i64) -> ProjectEvent {
    ProjectEvent::Changed {
        project: project(number),
    }
}

pub fn project(number: i64) -> Id<kind::Project> {
    Id::from_uuid(Uuid::from_u128(u128::from(number.unsigned_abs())))
}

/// The number of an event made by [`numbered`].
pub fn number_of(event: &Recorded) -> i64 {
    i64::try_from(event.project.unwrap().uuid().as_u128()).unwrap()
}

pub fn numbers_of(events: &[Recorded]) -> Vec<i64> {
    events.iter().map(number_of).collect()
}

/// Announces these in one transaction.
pub async fn announce(db: &Db, numbers: impl IntoIterator<Item = i64>) {
    let numbers: Vec<i64> = numbers.into_iter().collect();
    db.write(Actor::System, async move |tx| {
        for number in numbers {
            tx.announce(numbered(number)).await?;
        }
        Ok::<_, DbError>(())
    })
    .await
    .unwrap();
}

/// Waits until `count` events can be read, and reads all there are. On PostgreSQL any transaction of the same server that
/// is still open, another test's too, holds them back for a moment.
pub async fn all(db: &Db, count: usize) -> Vec<Recorded> {
    soon(async {
        loop {
            let events = events::after(db, Position::START, 10_000).await.unwrap();
            if events.len() >= count {
                return events;
            }
            pause().await;
        }
    })
    .await
}

/// What a reader did, and in which order, as the database has it: (number of the event).
pub async fn told(db: &Db, reader: &str) -> Vec<i64> {
    sql!("SELECT number FROM told WHERE reader = $1 ORDER BY number")
        .bind(reader)
        .values(db)
        .await
        .unwrap()
}

pub async fn cursor(db: &Db, reader: &str) -> Option<Position> {
    let found: Option<(i64, i64)> = sql!("SELECT tx, seq FROM cursors WHERE reader = $1")
        .bind(reader)
        .optional(db)
        .await
        .unwrap();
    found.map(|(tx, seq)| Position { tx, seq })
}

/// Notes every event in the transaction that moves its cursor, and fails at those it is told to.
pub struct Noting {
    pub name: &'static str,
    /// The number of the event at which it fails; 0: none.
    pub poison: AtomicI64,
    /// How often it failed.
    pub failed: AtomicI64,
}

impl Noting {
    pub fn new(name: &'static str) -> Arc<Self> {
        Self::failing_at(name, 0)
    }

    pub fn failing_at(name: &'static str, number: i64) -> Arc<Self> {
        Arc::new(Self {
            name,
            poison: AtomicI64::new(number),
            failed: AtomicI64::new(0),
        })
    }
}

impl Reader for Noting {
    fn name(&self) -> &'static str {
        self.name
    }

    fn read<'a>(&'a self, tx: &'a mut Tx, event: &'a Recorded) -> BoxedRead<'a> {
        Box::pin(async move {
            let number = number_of(event);
            sql!("INSERT INTO told (reader, seq, number) VALUES ($1, $2, $3)")
                .bind(self.name)
                .bind(event.position.seq)
                .bind(number)
                .exec(tx)
                .await?;
            if number == self.poison.load(Ordering::Relaxed) {
                self.failed.fetch_add(1, Ordering::Relaxed);
                return Err(DbError::other("on purpose"));
            }
            Ok(())
        })
    }
}

/// Waits for a condition.
pub async fn until(holds: impl AsyncFn() -> bool) {
    soon(async {
        while !holds().await {
            pause().await;
        }
    })
    .await;
}

/// Between two looks at a condition. Those who look without a pause take the processor from what they wait for: it is the
/// other tests' transactions that hold events back.
pub async fn pause() {
    tokio::time::sleep(Duration::from_millis(2)).await;
}

/// Waits for what must come.
pub async fn soon<T>(what: impl Future<Output = T>) -> T {
    tokio::time::timeout(PATIENCE, what)
        .await
        .expect("what was waited for did not come")
}
