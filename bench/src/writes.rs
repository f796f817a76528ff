// SPDX-License-Identifier: EUPL-1.2
//! Durable writes: through the facade, which gathers what waits into one commit on SQLite, beside the bare database
//! committing one by one, in the same run, of the same statements.

use std::{
    sync::{
        Arc, Mutex,
        atomic::{AtomicUsize, Ordering},
    },
    time::{Duration, Instant},
};

use anyhow::Result;
use base::{Actor, Clock, Ids};
use db::{Db, DbError, sql};
use rusqlite::{Connection, params};
use uuid::Uuid;

use crate::{
    installation::Installation,
    measure::{Times, per_second, processor},
};

/// How long each is measured.
const SPAN: Duration = Duration::from_secs(3);
const WRITERS: [usize; 3] = [1, 16, 256];
const PLACES: usize = 50;

const SCHEMA: &str = "CREATE TABLE IF NOT EXISTS places (id UUID PRIMARY KEY, last_seq BIGINT NOT NULL);
    CREATE TABLE IF NOT EXISTS things (id UUID PRIMARY KEY, place UUID NOT NULL REFERENCES places (id), seq BIGINT NOT NULL, body TEXT NOT NULL, at BIGINT NOT NULL);
    CREATE INDEX IF NOT EXISTS things_place ON things (place, seq);";
const UPDATE: &str = "UPDATE places SET last_seq = last_seq + 1 WHERE id = $1 RETURNING last_seq";
const INSERT: &str = "INSERT INTO things (id, place, seq, body, at) VALUES ($1, $2, $3, $4, $5)";
const BODY: &str = "Le comité de pilotage se réunit jeudi à 9 h 30, salle Ardoise et en visioconférence.";

/// Measures.
pub async fn run(installation: &Installation) -> Result<()> {
    let file = installation.file("bench.db");
    let db = match installation.url() {
        None => Db::sqlite(&file, 4, Clock::System, Ids::Random)?,
        Some(url) => Db::postgres(url, 16, Clock::System, Ids::Random)?,
    };
    db.script(SCHEMA.to_owned()).await?;
    let places: Arc<Vec<Uuid>> = Arc::new((0..PLACES).map(|_| Uuid::now_v7()).collect());
    for place in places.iter().copied() {
        db.write(Actor::System, async move |tx| {
            sql!("INSERT INTO places (id, last_seq) VALUES ($1, 0)")
                .bind(place)
                .exec(tx)
                .await?;
            Ok::<_, DbError>(())
        })
        .await?;
    }
    println!("| writers | the facade | | bare, one by one | | ratio |");
    println!("|---|---|---|---|---|---|");
    for writers in WRITERS {
        let facade = measured(writers, {
            let (db, places) = (db.clone(), Arc::clone(&places));
            move |number| through_the_facade(db.clone(), places[number % PLACES])
        })
        .await?;
        let bare = match installation.url() {
            None => {
                let connection = Arc::new(Mutex::new(bare_sqlite(&file)?));
                let places = Arc::clone(&places);
                measured(writers, move |number| {
                    bare_on_sqlite(Arc::clone(&connection), places[number % PLACES])
                })
                .await?
            }
            Some(url) => {
                let mut clients = Vec::new();
                for _ in 0..writers.min(16) {
                    clients.push(Arc::new(tokio::sync::Mutex::new(bare_postgres(url).await?)));
                }
                let places = Arc::clone(&places);
                let next = AtomicUsize::new(0);
                measured(writers, move |number| {
                    let client = &clients[next.fetch_add(1, Ordering::Relaxed) % clients.len()];
                    bare_on_postgres(Arc::clone(client), places[number % PLACES])
                })
                .await?
            }
        };
        println!(
            "| {writers} | {:.0}/s | {} | {:.0}/s | {} | {:.1} |",
            facade.per_second,
            facade.told,
            bare.per_second,
            bare.told,
            facade.per_second / bare.per_second
        );
    }
    Ok(())
}

struct Measured {
    per_second: f64,
    told: String,
}

/// So many at once, each doing the next as soon as the last is durable.
async fn measured<F>(writers: usize, one: impl Fn(usize) -> F + Send + Sync + 'static) -> Result<Measured>
where
    F: Future<Output = Result<()>> + Send + 'static,
{
    let one = Arc::new(one);
    let numbers = Arc::new(AtomicUsize::new(0));
    let (before, began) = (processor(std::process::id()), Instant::now());
    let mut tasks = tokio::task::JoinSet::new();
    for _ in 0..writers {
        let (one, numbers) = (Arc::clone(&one), Arc::clone(&numbers));
        tasks.spawn(async move {
            let mut times = Times::default();
            while began.elapsed() < SPAN {
                let from = Instant::now();
                one(numbers.fetch_add(1, Ordering::Relaxed)).await?;
                times.add(from.elapsed());
            }
            Ok::<_, anyhow::Error>(times)
        });
    }
    let mut times = Times::default();
    while let Some(done) = tasks.join_next().await {
        times.merge(done??);
    }
    let (took, used) = (began.elapsed(), processor(std::process::id()) - before);
    let cost = crate::measure::each(used, times.len());
    Ok(Measured {
        per_second: per_second(times.len(), took),
        told: format!("{}, {cost}", times.told()),
    })
}

async fn through_the_facade(db: Db, place: Uuid) -> Result<()> {
    db.write(Actor::System, async move |tx| {
        let (id, now) = (Uuid::now_v7(), tx.now());
        let seq: i64 = sql!("UPDATE places SET last_seq = last_seq + 1 WHERE id = $1 RETURNING last_seq")
            .bind(place)
            .value(&mut *tx)
            .await?;
        sql!("INSERT INTO things (id, place, seq, body, at) VALUES ($1, $2, $3, $4, $5)")
            .bind(id)
            .bind(place)
            .bind(seq)
            .bind(BODY)
            .bind(now)
            .exec(tx)
            .await?;
        Ok::<_, DbError>(())
    })
    .await?;
    Ok(())
}

/// How many messages a second so many writers of one channel commit on the bare database, each for itself: the channel's row
/// is locked until the commit.
pub async fn row_locked(installation: &Installation, writers: usize) -> Result<f64> {
    let file = installation.file("row_locked.db");
    let place = Uuid::now_v7();
    let measured = match installation.url() {
        None => {
            let connection = bare_sqlite(&file)?;
            connection.execute_batch(SCHEMA)?;
            connection.execute("INSERT INTO places (id, last_seq) VALUES ($1, 0)", params![place])?;
            let connection = Arc::new(Mutex::new(connection));
            measured(writers, move |_| bare_on_sqlite(Arc::clone(&connection), place)).await?
        }
        Some(url) => {
            let (client, connection) = tokio_postgres::connect(url, tokio_postgres::NoTls).await?;
            tokio::spawn(connection);
            client.batch_execute(SCHEMA).await?;
            client
                .execute("INSERT INTO places (id, last_seq) VALUES ($1, 0)", &[&place])
                .await?;
            let mut clients = Vec::new();
            for _ in 0..writers.min(16) {
                clients.push(Arc::new(tokio::sync::Mutex::new(bare_postgres(url).await?)));
            }
            measured(writers, move |number| {
                bare_on_postgres(Arc::clone(&clients[number % clients.len()]), place)
            })
            .await?
        }
    };
    Ok(measured.per_second)
}

/// As durable as the facade's: WAL, synchronous FULL.
fn bare_sqlite(file: &std::path::Path) -> Result<Connection> {
    let connection = Connection::open(file)?;
    connection.execute_batch("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; PRAGMA busy_timeout = 5000;")?;
    Ok(connection)
}

async fn bare_on_sqlite(connection: Arc<Mutex<Connection>>, place: Uuid) -> Result<()> {
    tokio::task::spawn_blocking(move || {
        let mut connection = connection
            .lock()
            .map_err(|_| anyhow::anyhow!("another writer panicked"))?;
        let tx = connection.transaction_with_behavior(rusqlite::TransactionBehavior::Immediate)?;
        let seq: i64 = tx
            .prepare_cached(UPDATE)?
            .query_row(params![place], |row| row.get(0))?;
        tx.prepare_cached(INSERT)?
            .execute(params![Uuid::now_v7(), place, seq, BODY, 0_i64])?;
        tx.commit()?;
        Ok(())
    })
    .await?
}

struct Bare {
    client: tokio_postgres::Client,
    update: tokio_postgres::Statement,
    insert: tokio_postgres::Statement,
}

async fn bare_postgres(url: &str) -> Result<Bare> {
    let (client, connection) = tokio_postgres::connect(url, tokio_postgres::NoTls).await?;
    tokio::spawn(connection);
    let (update, insert) = (client.prepare(UPDATE).await?, client.prepare(INSERT).await?);
    Ok(Bare {
        client,
        update,
        insert,
    })
}

async fn bare_on_postgres(client: Arc<tokio::sync::Mutex<Bare>>, place: Uuid) -> Result<()> {
    let mut bare = client.lock().await;
    let Bare {
        client,
        update,
        insert,
    } = &mut *bare;
    let tx = client.transaction().await?;
    let seq: i64 = tx.query_one(&*update, &[&place]).await?.get(0);
    tx.execute(&*insert, &[&Uuid::now_v7(), &place, &seq, &BODY, &0_i64])
        .await?;
    tx.commit().await?;
    Ok(())
}
