// SPDX-License-Identifier: EUPL-1.2
//! Asking for work, and getting it done.

use std::{
    sync::{
        Arc, Mutex,
        atomic::{AtomicI64, Ordering},
    },
    time::Duration,
};

use base::Actor;
use db::{DbError, STATEMENTS, sql};
use futures_util::FutureExt as _;
use jobs::{Worker, settle};
use tokio::sync::Semaphore;

use crate::fixture::{Doing, Thing, doing, each, each_in_real_time, soon, start, until};

const HOUR: Duration = Duration::from_secs(3_600);

#[tokio::test(flavor = "multi_thread")]
async fn every_statement_is_understood_by_both_databases() {
    each(async |it| {
        let ours = STATEMENTS
            .iter()
            .filter(|statement| statement.place.0.contains("jobs/src"));
        let mut count = 0;
        for statement in ours {
            count += 1;
            let text = statement.text(it.db.dialect());
            it.db
                .prepare(text)
                .await
                .unwrap_or_else(|error| panic!("{:?}: {error}", statement.place));
        }
        assert!(count >= 10, "{count}");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_asked_for_is_done_once_and_goes() {
    each(async |it| {
        let done = Arc::new(Mutex::new(Vec::new()));
        let registry = doing({
            let done = Arc::clone(&done);
            move |_, number| {
                done.lock().unwrap().push(number);
                async { Ok(()) }.boxed()
            }
        });
        for number in 0..5 {
            it.enqueue(number).await;
        }

        assert_eq!(settle(&it.db, &registry).await.unwrap(), 5);

        assert_eq!(*done.lock().unwrap(), [0, 1, 2, 3, 4]);
        assert_eq!(it.rows().await, 0);
        assert_eq!(settle(&it.db, &registry).await.unwrap(), 0);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn work_asked_for_in_a_transaction_that_fails_does_not_exist() {
    each(async |it| {
        let refused: Result<(), DbError> = it
            .db
            .write(Actor::System, async |tx| {
                jobs::enqueue::<Doing>(tx, &Thing { number: 1 }, None).await?;
                Err(DbError::Busy)
            })
            .await;
        assert!(refused.is_err());
        assert_eq!(it.rows().await, 0);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn work_for_later_waits_for_its_time() {
    each(async |it| {
        let registry = doing(|_, _| async { Ok(()) }.boxed());
        it.enqueue_at(1, Some(it.clock.now() + HOUR)).await;
        assert_eq!(settle(&it.db, &registry).await.unwrap(), 0);
        it.clock.advance(HOUR - Duration::from_micros(1));
        assert_eq!(settle(&it.db, &registry).await.unwrap(), 0);
        it.clock.advance(Duration::from_micros(1));
        assert_eq!(settle(&it.db, &registry).await.unwrap(), 1);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_job_asks_for_is_settled_with_it() {
    each(async |it| {
        let registry = doing(|context, number| {
            async move {
                if number > 0 {
                    context
                        .write(async move |tx| {
                            jobs::enqueue::<Doing>(tx, &Thing { number: number - 1 }, None).await
                        })
                        .await?;
                }
                Ok(())
            }
            .boxed()
        });
        it.enqueue(3).await;
        assert_eq!(settle(&it.db, &registry).await.unwrap(), 4);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_same_work_waits_once_at_the_earlier_time() {
    each(async |it| {
        let first = it.enqueue_once("digest", Some(it.clock.now() + HOUR)).await;
        let same = it.enqueue_once("digest", Some(it.clock.now() + 2 * HOUR)).await;
        assert_eq!(first, same);
        assert_eq!(it.row(first).await.unwrap().run_at, it.clock.now() + HOUR);

        it.enqueue_once("digest", None).await;
        assert_eq!(it.row(first).await.unwrap().run_at, it.clock.now());
        assert_ne!(it.enqueue_once("another", None).await, first);
        assert_eq!(it.rows().await, 2);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn work_asked_for_while_it_runs_is_done_again_afterwards_and_never_beside() {
    each(async |it| {
        let (begun, gate) = (Arc::new(Semaphore::new(0)), Arc::new(Semaphore::new(0)));
        let (now, most) = (Arc::new(AtomicI64::new(0)), Arc::new(AtomicI64::new(0)));
        let registry = doing({
            let (begun, gate, now, most) = (begun.clone(), gate.clone(), now.clone(), most.clone());
            move |_, _| {
                let (begun, gate, now, most) = (begun.clone(), gate.clone(), now.clone(), most.clone());
                async move {
                    most.fetch_max(now.fetch_add(1, Ordering::SeqCst) + 1, Ordering::SeqCst);
                    begun.add_permits(1);
                    gate.acquire().await.unwrap().forget();
                    now.fetch_sub(1, Ordering::SeqCst);
                    Ok(())
                }
                .boxed()
            }
        });
        let worker = start(
            Worker::new(it.db.clone(), registry.clone()),
            std::future::pending(),
        );
        let first = it.enqueue_once("digest", None).await;
        soon(begun.acquire()).await.unwrap().forget();

        let second = it.enqueue_once("digest", None).await;
        assert_ne!(first, second, "the one that runs may have looked already");
        assert_eq!(
            settle(&it.other, &registry).await.unwrap(),
            0,
            "not beside the one that runs"
        );

        gate.add_permits(1);
        soon(begun.acquire()).await.unwrap().forget();
        gate.add_permits(1);
        until(async || it.rows().await == 0).await;
        assert_eq!(most.load(Ordering::SeqCst), 1);
        worker.abort();
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn no_change_is_missed_by_work_that_is_asked_for_with_each() {
    each_in_real_time(async |it| {
        const WRITES: i64 = 200;
        let (now, most) = (Arc::new(AtomicI64::new(0)), Arc::new(AtomicI64::new(0)));
        let registry = doing({
            let (now, most) = (now.clone(), most.clone());
            move |context, _| {
                let (now, most) = (now.clone(), most.clone());
                async move {
                    most.fetch_max(now.fetch_add(1, Ordering::SeqCst) + 1, Ordering::SeqCst);
                    let written: i64 = sql!("SELECT value FROM counters WHERE name = 'written'")
                        .value(context.db())
                        .await?;
                    let result = context
                        .write(async move |tx| {
                            sql!("UPDATE counters SET value = $1 WHERE name = 'seen'")
                                .bind(written)
                                .exec(tx)
                                .await
                        })
                        .await;
                    now.fetch_sub(1, Ordering::SeqCst);
                    result.map(drop).map_err(|error: DbError| error.into())
                }
                .boxed()
            }
        });
        let workers = [&it.db, &it.other]
            .map(|db| start(Worker::new(db.clone(), registry.clone()), std::future::pending()));
        let mut writers = tokio::task::JoinSet::new();
        for _ in 0..WRITES {
            let db = it.db.clone();
            writers.spawn(async move {
                db.write(Actor::System, async |tx| {
                    // Asked for before the change: only the lock keeps the job from looking too early.
                    jobs::enqueue_once::<Doing>(tx, "count", &Thing { number: 0 }, None).await?;
                    sql!("UPDATE counters SET value = value + 1 WHERE name = 'written'")
                        .exec(tx)
                        .await
                })
                .await
            });
        }
        while let Some(written) = writers.join_next().await {
            written.unwrap().unwrap();
        }

        until(async || it.rows().await == 0).await;

        assert_eq!(it.counter("written").await, WRITES);
        assert_eq!(it.counter("seen").await, WRITES);
        assert_eq!(most.load(Ordering::SeqCst), 1, "the same work ran twice at once");
        workers.iter().for_each(tokio::task::JoinHandle::abort);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
#[should_panic(expected = "two jobs are of the kind test.do")]
async fn two_jobs_of_one_kind_are_refused_at_the_start() {
    let twice = doing(|_, _| async { Ok(()) }.boxed());
    drop(twice.with(Again));
}

struct Again;
impl jobs::Job for Again {
    const KIND: &'static str = "test.do";
    type Body = ();
    async fn run(&self, _: &jobs::Context, (): ()) -> Result<(), jobs::JobError> {
        Ok(())
    }
}
