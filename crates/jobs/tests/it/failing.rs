// SPDX-License-Identifier: EUPL-1.2
//! What fails is tried again, and in the end set aside and told of.

use std::{
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicI64, Ordering},
    },
    time::Duration,
};

use base::{Actor, Id, kind};
use db::DbError;
use futures_util::FutureExt as _;
use jobs::{ATTEMPTS_MAX, Context, DeadLetter, Job, JobError, Registry, Unsettled, Worker, backoff, settle};

use crate::fixture::{Doing, Fixture, doing, each, start, telling, until};

fn dead(result: Result<usize, Unsettled>) -> Vec<DeadLetter> {
    match result {
        Err(Unsettled::Dead(dead)) => dead,
        other => panic!("{other:?}"),
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_failure_is_tried_again_after_growing_pauses_and_set_aside_in_the_end() {
    each(async |it| {
        let registry = telling(doing(|_, _| {
            async { Err(JobError::retry("the mail server is away")) }.boxed()
        }));
        let id = it.enqueue(1).await;
        for attempt in 1..ATTEMPTS_MAX {
            assert_eq!(settle(&it.db, &registry).await.unwrap(), 1);
            let row = it.row(id).await.unwrap();
            assert_eq!(
                (row.attempts, row.dead_at, row.claimed_until),
                (attempt, None, None)
            );
            assert_eq!(row.run_at, it.clock.now() + backoff(id, attempt));
            assert_eq!(row.last_error.as_deref(), Some("the mail server is away"));
            assert_eq!(settle(&it.db, &registry).await.unwrap(), 0);
            it.clock.advance(backoff(id, attempt));
        }
        assert_eq!(it.told().await, []);

        let letters = dead(settle(&it.db, &registry).await);

        assert_eq!(
            letters,
            [DeadLetter {
                id,
                kind: "test.do".into(),
                why: "the mail server is away".into()
            }]
        );
        let row = it.row(id).await.unwrap();
        assert_eq!((row.attempts, row.dead_at), (ATTEMPTS_MAX, Some(it.clock.now())));
        assert_eq!(it.told().await, [(id, "test.do".to_owned())]);
        it.clock.advance(Duration::from_secs(86_400));
        assert_eq!(settle(&it.db, &registry).await.unwrap(), 0);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_failure_that_says_when_is_tried_then() {
    each(async |it| {
        let registry = doing(|context, _| {
            let first = context.attempt() == 1;
            async move {
                if first {
                    Err(JobError::retry_after(Duration::from_secs(90), "later"))
                } else {
                    Ok(())
                }
            }
            .boxed()
        });
        let id = it.enqueue(1).await;
        settle(&it.db, &registry).await.unwrap();
        assert_eq!(
            it.row(id).await.unwrap().run_at,
            it.clock.now() + Duration::from_secs(90)
        );
        it.clock.advance(Duration::from_secs(90));
        assert_eq!(settle(&it.db, &registry).await.unwrap(), 1);
        assert_eq!(it.rows().await, 0);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_can_never_succeed_is_set_aside_at_once() {
    each(async |it| {
        let registry = telling(doing(|_, _| {
            async { Err(JobError::permanent("no\0such\nthing")) }.boxed()
        }));
        let id = it.enqueue(1).await;
        // PostgreSQL stores no NUL.
        assert_eq!(dead(settle(&it.db, &registry).await)[0].why, "no such thing");
        assert_eq!(it.row(id).await.unwrap().attempts, 1);
        assert_eq!(it.told().await.len(), 1);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_panic_is_a_failure_of_that_job_only() {
    each(async |it| {
        let registry = doing(|_, number| {
            async move {
                assert!(number != 1, "number one");
                Ok(())
            }
            .boxed()
        });
        let poisoned = it.enqueue(1).await;
        it.enqueue(2).await;
        let worker = start(
            Worker::new(it.db.clone(), registry).concurrency(1),
            std::future::pending(),
        );
        until(async || {
            it.rows().await == 1
                && it
                    .row(poisoned)
                    .await
                    .is_some_and(|row| row.claimed_until.is_none())
        })
        .await;
        let row = it.row(poisoned).await.unwrap();
        assert_eq!(
            (row.attempts, row.last_error.as_deref()),
            (1, Some("it panicked: number one"))
        );
        worker.abort();
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_kind_nobody_knows_is_set_aside_with_a_clear_reason() {
    each(async |it| {
        let registry = telling(Registry::new());
        let id = it.enqueue(1).await;
        let letters = dead(settle(&it.db, &registry).await);
        assert_eq!(letters[0].why, "this program knows no job of the kind test.do");
        assert!(it.row(id).await.unwrap().dead_at.is_some());
        assert_eq!(it.told().await.len(), 1);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_older_node_leaves_a_newer_kind_to_others_before_it_gives_up() {
    each(async |it| {
        let id = it.enqueue(1).await;
        let older = start(
            Worker::new(it.db.clone(), Registry::new()),
            std::future::pending(),
        );
        for attempt in 1..6 {
            until(async || {
                it.row(id)
                    .await
                    .is_some_and(|row| row.attempts == attempt && row.claimed_until.is_none())
            })
            .await;
            assert_eq!(it.row(id).await.unwrap().dead_at, None);
            it.clock.advance(backoff(id, attempt));
            it.db.nudge(db::Wake::Jobs);
        }
        until(async || it.row(id).await.is_some_and(|row| row.dead_at.is_some())).await;
        older.abort();
    })
    .await;
}

struct Older;
impl Job for Older {
    const KIND: &'static str = <Doing as Job>::KIND;
    type Body = String;
    async fn run(&self, _: &Context, _: String) -> Result<(), JobError> {
        Ok(())
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_body_that_cannot_be_read_is_set_aside_not_lost() {
    each(async |it| {
        let id: Id<kind::Job> = it
            .db
            .write(Actor::System, async |tx| {
                jobs::enqueue::<Older>(tx, &"text".to_owned(), None).await
            })
            .await
            .unwrap();
        let registry = doing(|_, _| async { Ok(()) }.boxed());
        assert!(
            dead(settle(&it.db, &registry).await)[0]
                .why
                .starts_with("its body cannot be read: ")
        );
        assert!(it.row(id).await.unwrap().dead_at.is_some());
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_dead_letter_exists_exactly_if_it_was_told() {
    each(async |it| {
        let has_failed = Arc::new(AtomicBool::new(false));
        let registry = doing(|_, _| async { Err(JobError::permanent("never")) }.boxed()).on_dead({
            let has_failed = Arc::clone(&has_failed);
            async move |tx, job, kind| {
                let kind = kind.to_owned();
                db::sql!("INSERT INTO told (job, kind) VALUES ($1, $2)")
                    .bind(job)
                    .bind(kind)
                    .exec(tx)
                    .await?;
                if has_failed.swap(true, Ordering::SeqCst) {
                    Ok(())
                } else {
                    Err(DbError::Busy)
                }
            }
        });
        let id = it.enqueue(1).await;
        dead(settle(&it.db, &registry).await);
        assert!(has_failed.load(Ordering::SeqCst));
        assert_eq!(
            it.told().await,
            [(id, "test.do".to_owned())],
            "what the first attempt told was rolled back"
        );
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_job_that_brings_the_program_down_each_time_is_set_aside_without_being_begun_again() {
    each(async |it| {
        let runs = Arc::new(AtomicI64::new(0));
        let id = it.enqueue(1).await;
        crashed(&it, id, ATTEMPTS_MAX).await;
        it.clock.advance(Duration::from_secs(60));
        let registry = doing({
            let runs = Arc::clone(&runs);
            move |_, _| {
                runs.fetch_add(1, Ordering::SeqCst);
                async { Ok(()) }.boxed()
            }
        });
        assert!(
            dead(settle(&it.db, &registry).await)[0]
                .why
                .contains("never came to an end")
        );
        assert_eq!(runs.load(Ordering::SeqCst), 0);
    })
    .await;
}

async fn crashed(it: &Fixture, id: Id<kind::Job>, attempts: i64) {
    let until = it.clock.now() + Duration::from_secs(60);
    it.db
        .write(Actor::System, async move |tx| {
            db::sql!("UPDATE jobs SET attempts = $1, fence = $1, claimed_until = $2 WHERE id = $3")
                .bind(attempts)
                .bind(until)
                .bind(id)
                .exec(tx)
                .await
        })
        .await
        .map(drop)
        .map_err(|error: DbError| error)
        .unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn asking_again_does_not_shorten_the_pause_after_a_failure() {
    each(async |it| {
        let registry = doing(|_, _| async { Err(JobError::retry("away")) }.boxed());
        let id = it.enqueue_once("digest", None).await;
        settle(&it.db, &registry).await.unwrap();
        let before = it.row(id).await.unwrap();
        assert_eq!(it.enqueue_once("digest", None).await, id);
        assert_eq!(it.row(id).await.unwrap(), before);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn work_that_fails_joins_the_same_work_asked_for_meanwhile() {
    each(async |it| {
        // Asks for its successor of tomorrow, then fails: neither may wait until tomorrow, nor forget that it failed.
        let registry = doing(|context, _| {
            async move {
                let tomorrow = context.db().clock().now() + Duration::from_secs(86_400);
                context
                    .write(async move |tx| {
                        jobs::enqueue_once::<Doing>(
                            tx,
                            "daily",
                            &crate::fixture::Thing { number: 0 },
                            Some(tomorrow),
                        )
                        .await
                    })
                    .await?;
                Err(JobError::retry("away"))
            }
            .boxed()
        });
        let mut id = it.enqueue_once("daily", None).await;
        for attempt in 1..4 {
            assert_eq!(settle(&it.db, &registry).await.unwrap(), 1);
            assert_eq!(it.rows().await, 1);
            let pause = backoff(id, attempt);
            id = it.enqueue_once("daily", None).await;
            let row = it.row(id).await.unwrap();
            assert_eq!((row.attempts, row.run_at), (attempt, it.clock.now() + pause));
            it.clock.advance(pause);
        }
    })
    .await;
}
