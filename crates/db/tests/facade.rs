// SPDX-License-Identifier: EUPL-1.2
//! The facade as its users see it, on SQLite always and on PostgreSQL where `PLANO_TEST_POSTGRES` names one.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::disallowed_methods,
    clippy::print_stderr,
    reason = "a test stops where it fails, and reads its server from the environment"
)]

use std::{path::PathBuf, sync::atomic::Ordering, time::Duration};

use base::{Actor, Clock, Id, Ids, Timestamp, kind};
use db::{Db, DbError, Dialect, Migration, SchemaError, Wake, row, sql};

struct Fixture {
    db: Db,
    file: Option<PathBuf>,
    _folder: tempfile::TempDir,
}

const SCHEMA: &str = "CREATE TABLE things (id UUID PRIMARY KEY, name TEXT NOT NULL UNIQUE, rank BIGINT, is_good BOOLEAN NOT NULL, bytes BYTEA, at BIGINT NOT NULL);
CREATE TABLE counters (id BIGINT PRIMARY KEY, last BIGINT NOT NULL);
INSERT INTO counters (id, last) VALUES (1, 0);";

const MIGRATIONS: &[Migration] = &[Migration {
    number: 1,
    name: "things",
    sqlite: SCHEMA,
    postgres: SCHEMA,
}];

async fn each(test: impl AsyncFn(Fixture)) {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("plano.db");
    let db = Db::sqlite(&file, 2, Clock::System, Ids::Random).unwrap();
    db.migrate(MIGRATIONS).await.unwrap();
    test(Fixture {
        db,
        file: Some(file),
        _folder: folder,
    })
    .await;

    let Ok(server) = std::env::var("PLANO_TEST_POSTGRES") else {
        eprintln!("PLANO_TEST_POSTGRES is not set: on SQLite only");
        return;
    };
    let name = format!(
        "facade_{}",
        Ids::Random
            .next::<kind::Event>(Clock::System.now())
            .uuid()
            .simple()
    );
    let maintenance = Db::postgres(&server, 1, Clock::System, Ids::Random).unwrap();
    // CREATE DATABASE does not run in a transaction.
    maintenance.prepare("SELECT 1").await.unwrap();
    create_database(&server, &name).await;
    let (head, query) = server.split_once('?').map_or((server.as_str(), ""), |it| it);
    let url = format!("{}/{name}?{query}", head.rsplit_once('/').unwrap().0);
    let db = Db::postgres(&url, 8, Clock::System, Ids::Random).unwrap();
    db.migrate(MIGRATIONS).await.unwrap();
    test(Fixture {
        db,
        file: None,
        _folder: tempfile::tempdir().unwrap(),
    })
    .await;
}

async fn create_database(server: &str, name: &str) {
    let (client, connection) = tokio_postgres::connect(server, tokio_postgres::NoTls)
        .await
        .unwrap();
    let connection = tokio::spawn(connection);
    client
        .batch_execute(&format!("CREATE DATABASE {name}"))
        .await
        .unwrap();
    drop(client);
    connection.await.unwrap().unwrap();
}

#[derive(Debug, PartialEq, Clone)]
struct Thing {
    id: Id<kind::Event>,
    name: String,
    rank: Option<i64>,
    is_good: bool,
    bytes: Option<Vec<u8>>,
    at: Timestamp,
}
row!(Thing {
    id,
    name,
    rank,
    is_good,
    bytes,
    at
});

async fn insert(db: &Db, name: &str) -> Result<Thing, DbError> {
    let name = name.to_owned();
    db.write(Actor::System, async move |tx| {
        sql!("INSERT INTO things (id, name, rank, is_good, bytes, at) VALUES ($1, $2, $3, $4, $5, $6) RETURNING id, name, rank, is_good, bytes, at")
            .bind(tx.new_id::<kind::Event>())
            .bind(name)
            .bind(None::<i64>)
            .bind(true)
            .bind(vec![1u8, 2])
            .bind(tx.now())
            .one(tx)
            .await
    })
    .await
}

async fn count(db: &Db) -> i64 {
    sql!("SELECT COUNT(*) FROM things").value(db).await.unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_written_is_read_back_the_same() {
    each(async |it| {
        let written = insert(&it.db, "é\u{1F600}").await.unwrap();
        let read: Thing = sql!("SELECT id, name, rank, is_good, bytes, at FROM things WHERE id = $1")
            .bind(written.id)
            .one(&it.db)
            .await
            .unwrap();
        assert_eq!(read, written);
        let none: Option<Thing> =
            sql!("SELECT id, name, rank, is_good, bytes, at FROM things WHERE name = $1")
                .bind("absent")
                .optional(&it.db)
                .await
                .unwrap();
        assert_eq!(none, None);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_error_rolls_back_its_own_work_only() {
    each(async |it| {
        insert(&it.db, "taken").await.unwrap();
        let mut writes = tokio::task::JoinSet::new();
        for number in 0..100 {
            let db = it.db.clone();
            writes.spawn(async move {
                db.write(Actor::System, async move |tx| {
                    let seq: i64 = sql!("UPDATE counters SET last = last + 1 WHERE id = $1 RETURNING last")
                        .bind(1i64)
                        .value(&mut *tx)
                        .await?;
                    let name = if number % 10 == 0 {
                        "taken".to_owned()
                    } else {
                        format!("thing {number}")
                    };
                    sql!("INSERT INTO things (id, name, is_good, at) VALUES ($1, $2, $3, $4)")
                        .bind(tx.new_id::<kind::Event>())
                        .bind(name)
                        .bind(false)
                        .bind(tx.now())
                        .exec(tx)
                        .await?;
                    Ok::<_, DbError>(seq)
                })
                .await
            });
        }
        let results = writes.join_all().await;
        let mut numbers: Vec<i64> = results
            .iter()
            .filter_map(|it| it.as_ref().ok().copied())
            .collect();
        numbers.sort_unstable();
        assert_eq!(numbers, (1..=90).collect::<Vec<_>>(), "no gap, no number twice");
        assert_eq!(
            results
                .iter()
                .filter(|it| matches!(it, Err(DbError::NotUnique(_))))
                .count(),
            10
        );
        assert_eq!(count(&it.db).await, 91);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_panic_is_an_error_and_the_next_write_passes() {
    each(async |it| {
        let result: Result<(), DbError> = it
            .db
            .write(Actor::System, async |tx| {
                sql!("UPDATE counters SET last = last + 1").exec(tx).await?;
                panic!("on purpose");
            })
            .await;
        assert!(matches!(result, Err(DbError::Other(_))));
        assert_eq!(
            sql!("SELECT last FROM counters")
                .value::<i64>(&it.db)
                .await
                .unwrap(),
            0
        );
        insert(&it.db, "after").await.unwrap();
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_swallowed_error_is_never_acknowledged_as_written() {
    each(async |it| {
        insert(&it.db, "taken").await.unwrap();
        let result = it
            .db
            .write(Actor::System, async |tx| {
                sql!("UPDATE counters SET last = $1").bind(7i64).exec(tx).await?;
                let _ = sql!("INSERT INTO things (id, name, is_good, at) VALUES ($1, $2, $3, $4)")
                    .bind(tx.new_id::<kind::Event>())
                    .bind("taken")
                    .bind(false)
                    .bind(tx.now())
                    .exec(tx)
                    .await;
                Ok::<_, DbError>(())
            })
            .await;
        let last: i64 = sql!("SELECT last FROM counters").value(&it.db).await.unwrap();
        match it.db.dialect() {
            Dialect::Sqlite => assert_eq!((result.is_ok(), last), (true, 7)),
            Dialect::Postgres => assert_eq!((result.is_ok(), last), (false, 0)),
        }
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn those_who_wait_are_woken_after_the_commit() {
    each(async |it| {
        let mut commits = it.db.commits(Wake::Events);
        commits.mark_unchanged();
        let jobs = it.db.commits(Wake::Jobs);
        it.db
            .write(Actor::System, async |tx| {
                tx.wakes(Wake::Events);
                sql!("UPDATE counters SET last = last + 1").exec(tx).await
            })
            .await
            .unwrap();
        tokio::time::timeout(Duration::from_secs(10), commits.changed())
            .await
            .unwrap()
            .unwrap();
        assert!(!jobs.has_changed().unwrap());
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn many_statements_are_sent_at_once() {
    each(async |it| {
        let changed = it
            .db
            .write(Actor::System, async |tx| {
                let names: Vec<String> = (0..50).map(|it| format!("n{it}")).collect();
                let queries = names
                    .iter()
                    .map(|name| {
                        sql!("INSERT INTO things (id, name, is_good, at) VALUES ($1, $2, $3, $4) ON CONFLICT (name) DO NOTHING")
                            .bind(tx.new_id::<kind::Event>())
                            .bind(name)
                            .bind(true)
                            .bind(tx.now())
                    })
                    .collect();
                tx.each(queries).await
            })
            .await
            .unwrap();
        assert_eq!((changed, count(&it.db).await), (50, 50));
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn writes_that_wait_share_a_commit_on_sqlite() {
    each(async |it| {
        if it.db.dialect() == Dialect::Postgres {
            return;
        }
        let before = it.db.stats().commits.load(Ordering::Relaxed);
        let names: Vec<String> = (0..500).map(|it| it.to_string()).collect();
        futures_util::future::join_all(names.iter().map(|name| insert(&it.db, name))).await;
        let commits = it.db.stats().commits.load(Ordering::Relaxed) - before;
        assert!(commits < 100, "{commits} commits for 500 writes");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn too_many_waiting_writes_are_refused_at_once() {
    each(async |it| {
        if it.db.dialect() == Dialect::Postgres {
            return; // The same queue; a connection's wait hides it.
        }
        let (go, wait) = std::sync::mpsc::channel::<()>();
        let (started, starts) = tokio::sync::oneshot::channel();
        let db = it.db.clone();
        let slow = tokio::spawn(async move {
            db.write(Actor::System, async move |_| {
                started.send(()).ok();
                wait.recv().ok();
                Ok::<_, DbError>(())
            })
            .await
        });
        starts.await.unwrap();
        let names: Vec<String> = (0..db::QUEUE_MAX + 10).map(|it| it.to_string()).collect();
        let results = futures_util::future::join_all(names.iter().map(|name| async {
            let result = insert(&it.db, name).await;
            if matches!(result, Err(DbError::Busy)) {
                go.send(()).ok();
            }
            result
        }))
        .await;
        slow.await.unwrap().unwrap();
        assert!(results.iter().any(|it| matches!(it, Err(DbError::Busy))));
        assert!(results.iter().all(|it| matches!(it, Ok(_) | Err(DbError::Busy))));
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn migrations_are_applied_once_and_guarded() {
    each(async |it| {
        it.db.migrate(MIGRATIONS).await.unwrap();
        let altered = [Migration {
            sqlite: "SELECT 1;",
            postgres: "SELECT 1;",
            ..MIGRATIONS[0]
        }];
        assert!(matches!(
            it.db.migrate(&altered).await,
            Err(SchemaError::Changed(1))
        ));
        let two = [
            MIGRATIONS[0],
            Migration {
                number: 2,
                name: "broken",
                sqlite: "CREATE TABLE x (id BIGINT); SELECT nonsense;",
                postgres: "CREATE TABLE x (id BIGINT); SELECT nonsense;",
            },
        ];
        assert!(matches!(
            it.db.migrate(&two).await,
            Err(SchemaError::Db { step: 2, .. })
        ));
        assert!(
            it.db.prepare("SELECT id FROM x").await.is_err(),
            "half a step must not stay"
        );
        let mended = [
            MIGRATIONS[0],
            Migration {
                number: 2,
                name: "mended",
                sqlite: "CREATE TABLE x (id BIGINT);",
                postgres: "CREATE TABLE x (id BIGINT);",
            },
        ];
        it.db.migrate(&mended).await.unwrap();
        assert!(matches!(
            it.db.migrate(MIGRATIONS).await,
            Err(SchemaError::Newer { found: 2, known: 1 })
        ));
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_copy_taken_in_use_is_whole() {
    each(async |it| {
        let Some(file) = it.file else { return };
        insert(&it.db, "kept").await.unwrap();
        let copy = file.with_extension("copy");
        it.db.backup(&copy).await.unwrap();
        let copied = Db::sqlite(&copy, 1, Clock::System, Ids::Random).unwrap();
        assert_eq!(count(&copied).await, 1);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn statements_of_an_operation_are_counted() {
    each(async |it| {
        let ((), statements) = db::counting_statements(async {
            insert(&it.db, "a").await.unwrap();
            count(&it.db).await;
        })
        .await;
        assert_eq!(statements, 2);
    })
    .await;
}

#[test]
fn a_reading_that_counts_holds_up_nobody_however_short_it_was_until_then() {
    // All that is done in here is done by one thread.
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(1)
        .enable_all()
        .build()
        .unwrap();
    let read = async {
        let folder = tempfile::tempdir().unwrap();
        let db = Db::sqlite(&folder.path().join("plano.db"), 1, Clock::System, Ids::Random).unwrap();
        let count = async |up_to: i64| -> i64 {
            sql!(
                "WITH RECURSIVE n (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM n WHERE n < $1) SELECT COUNT(*) FROM n"
            )
            .bind(up_to)
            .value(&db)
            .await
            .unwrap()
        };
        for _ in 0..300 {
            count(1).await;
        }
        let turns = std::sync::Arc::new(std::sync::atomic::AtomicU64::new(0));
        let taken = std::sync::Arc::clone(&turns);
        let other = tokio::spawn(async move {
            loop {
                taken.fetch_add(1, Ordering::Relaxed);
                tokio::task::yield_now().await;
            }
        });
        while turns.load(Ordering::Relaxed) == 0 {
            tokio::task::yield_now().await;
        }
        let before = turns.load(Ordering::Relaxed);
        assert_eq!(count(1_000_000).await, 1_000_000);
        let meanwhile = turns.load(Ordering::Relaxed) - before;
        other.abort();
        meanwhile
    };
    let meanwhile = runtime.block_on(async { tokio::spawn(read).await.unwrap() });
    assert!(meanwhile > 100, "{meanwhile}");
}
