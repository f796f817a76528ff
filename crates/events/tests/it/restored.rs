// SPDX-License-Identifier: EUPL-1.2
//! A database restored into another PostgreSQL cluster, whose transactions are numbered from the beginning.

use std::sync::Arc;

use base::Actor;
use db::{Db, DbError, sql};
use events::{Position, Reader};

use crate::fixture::{Noting, all, announce, cursor, each, numbered, numbers_of, on_postgres, told, until};

/// How much older the cluster was that the data came from.
const YOUNGER: i64 = 4_000_000_000;

/// As the data is found after a restore: what was written elsewhere is of transactions that here are yet to come.
async fn restore(db: &Db) {
    db.write(Actor::System, async |tx| {
        sql!("UPDATE events SET tx = tx + $1")
            .bind(YOUNGER)
            .exec(tx)
            .await?;
        sql!("UPDATE cursors SET tx = tx + $1")
            .bind(YOUNGER)
            .exec(tx)
            .await
    })
    .await
    .unwrap();
}

async fn settle_until(db: &Db, reader: &Arc<Noting>, holds: impl AsyncFn() -> bool) {
    let readers: [Arc<dyn Reader>; 1] = [reader.clone()];
    until(async || {
        events::settle(db, &readers).await.unwrap();
        holds().await
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn readers_go_on_where_they_were() {
    on_postgres(async |it| {
        let reader = Noting::new("noting");
        announce(&it.db, 1..=5).await;
        settle_until(&it.db, &reader, async || told(&it.db, "noting").await.len() == 5).await;
        announce(&it.db, 6..=8).await;
        all(&it.db, 8).await;
        restore(&it.db).await;
        assert!(
            events::after(&it.db, Position::START, 10)
                .await
                .unwrap()
                .is_empty(),
            "unprepared, what was restored is held back as if it were still being written"
        );

        events::prepare(&it.db).await.unwrap();
        announce(&it.db, 9..=10).await;
        settle_until(&it.db, &reader, async || told(&it.db, "noting").await.len() >= 10).await;
        assert_eq!(
            told(&it.db, "noting").await,
            (1..=10).collect::<Vec<_>>(),
            "each once"
        );
        assert_eq!(numbers_of(&all(&it.db, 10).await), (1..=10).collect::<Vec<_>>());
    })
    .await;
}

/// Numbers and transactions in opposite orders, as when a slow transaction announces last: a cursor's place among the
/// numbers says nothing about what was read.
#[tokio::test(flavor = "multi_thread")]
async fn what_was_not_read_yet_is_not_skipped() {
    on_postgres(async |it| {
        let reader = Noting::new("noting");
        let place = events::end(&it.db).await.unwrap();
        assert_eq!(place, Position::START);
        it.db
            .write(Actor::System, async |tx| {
                // Number 2 was of the earlier transaction and has been read; number 1 became readable after it.
                for (seq, transaction) in [(2i64, 10i64), (1, 11)] {
                    let body = serde_json::to_string(&numbered(seq)).unwrap();
                    sql!("INSERT INTO events (seq, tx, at, project, kind, body) VALUES ($1, $2, $3, $4, $5, $6)")
                        .bind(seq)
                        .bind(transaction + YOUNGER)
                        .bind(tx.now())
                        .bind(crate::fixture::project(seq))
                        .bind("project.changed")
                        .bind(body)
                        .exec(tx)
                        .await?;
                }
                sql!("INSERT INTO cursors (reader, tx, seq) VALUES ($1, $2, $3)")
                    .bind("noting")
                    .bind(10 + YOUNGER)
                    .bind(2i64)
                    .exec(tx)
                    .await?;
                tx.script("ALTER TABLE events ALTER COLUMN seq RESTART WITH 3").await?;
                Ok::<_, DbError>(())
            })
            .await
            .unwrap();

        events::prepare(&it.db).await.unwrap();
        announce(&it.db, [3]).await;
        settle_until(&it.db, &reader, async || told(&it.db, "noting").await.contains(&3)).await;
        assert!(told(&it.db, "noting").await.contains(&1), "the event that waited was skipped");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_database_at_home_is_left_as_it_is() {
    each(async |it| {
        let reader = Noting::new("noting");
        announce(&it.db, 1..=3).await;
        settle_until(&it.db, &reader, async || told(&it.db, "noting").await.len() == 3).await;
        let before: Vec<Position> = all(&it.db, 3).await.iter().map(|it| it.position).collect();
        let place = cursor(&it.db, "noting").await;
        for _ in 0..2 {
            events::prepare(&it.db).await.unwrap();
        }
        let after: Vec<Position> = all(&it.db, 3).await.iter().map(|it| it.position).collect();
        assert_eq!((before, place), (after, cursor(&it.db, "noting").await));
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_empty_database_needs_nothing() {
    each(async |it| events::prepare(&it.db).await.unwrap()).await;
}
