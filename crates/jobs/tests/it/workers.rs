// SPDX-License-Identifier: EUPL-1.2
//! Workers: woken, many at once, crashing, too slow, asked to end.

use std::{
    collections::HashMap,
    future::pending,
    sync::{
        Arc, Mutex,
        atomic::{AtomicI64, Ordering},
    },
    time::Duration,
};

use db::{DbError, sql};
use futures_util::FutureExt as _;
use jobs::{JobError, Registry, Worker, settle};
use tokio::sync::{Semaphore, mpsc, oneshot};

use crate::fixture::{doing, each, each_in_real_time, soon, start, until};

/// Longer than any lease of these tests. Those who hold something for so long have one hand only, because a second would
/// take it again from the first.
const AGES: Duration = Duration::from_secs(3_600);

/// A job that says it has begun and then waits to be let go.
struct Gated {
    registry: Registry,
    begun: Arc<Semaphore>,
    gate: Arc<Semaphore>,
}

impl Gated {
    fn new(result: fn() -> Result<(), JobError>) -> Self {
        let (begun, gate) = (Arc::new(Semaphore::new(0)), Arc::new(Semaphore::new(0)));
        let registry = doing({
            let (begun, gate) = (begun.clone(), gate.clone());
            move |_, _| {
                let (begun, gate) = (begun.clone(), gate.clone());
                async move {
                    begun.add_permits(1);
                    gate.acquire().await.unwrap().forget();
                    result()
                }
                .boxed()
            }
        });
        Self {
            registry,
            begun,
            gate,
        }
    }

    async fn begins(&self) {
        soon(self.begun.acquire()).await.unwrap().forget();
    }

    fn is_let_go(&self) {
        self.gate.add_permits(1);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_worker_is_woken_by_the_commit_and_at_the_time() {
    each_in_real_time(async |it| {
        let (heard, mut hears) = mpsc::channel(8);
        let registry = doing(move |_, number| {
            let heard = heard.clone();
            async move {
                heard.send(number).await.unwrap();
                Ok(())
            }
            .boxed()
        });
        // Less than the pause between two looks without being told.
        let at_once = Duration::from_secs(4);
        let worker = start(Worker::new(it.db.clone(), registry), pending());
        it.enqueue(1).await;
        assert_eq!(
            tokio::time::timeout(at_once, hears.recv()).await.unwrap(),
            Some(1)
        );
        it.enqueue_at(2, Some(it.clock.now() + Duration::from_millis(100)))
            .await;
        assert_eq!(
            tokio::time::timeout(at_once, hears.recv()).await.unwrap(),
            Some(2)
        );
        worker.abort();
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn two_workers_run_every_job_once_and_none_at_once() {
    each_in_real_time(async |it| {
        const JOBS: i64 = 200;
        let running: Arc<Mutex<HashMap<i64, (usize, usize)>>> = Arc::default();
        let registry = doing({
            let running = Arc::clone(&running);
            move |_, number| {
                let running = Arc::clone(&running);
                async move {
                    {
                        let mut running = running.lock().unwrap();
                        let (now, ever) = running.entry(number).or_default();
                        *now += 1;
                        *ever += 1;
                        assert_eq!(*now, 1, "job {number} runs twice at once");
                    }
                    for _ in 0..10 {
                        tokio::task::yield_now().await;
                    }
                    running
                        .lock()
                        .unwrap()
                        .entry(number)
                        .and_modify(|(now, _)| *now -= 1);
                    Ok(())
                }
                .boxed()
            }
        });
        for number in 0..JOBS {
            it.enqueue(number).await;
        }
        let workers = [&it.db, &it.other, &it.db, &it.other].map(|db| {
            start(
                Worker::new(db.clone(), registry.clone()).concurrency(4),
                pending(),
            )
        });

        until(async || it.rows().await == 0).await;

        let running = running.lock().unwrap().clone();
        assert_eq!(i64::try_from(running.len()).unwrap(), JOBS);
        assert!(running.values().all(|it| *it == (0, 1)), "{running:?}");
        workers.iter().for_each(tokio::task::JoinHandle::abort);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_worker_runs_no_more_at_once_than_it_may() {
    each(async |it| {
        let gated = Gated::new(|| Ok(()));
        let worker = start(
            Worker::new(it.db.clone(), gated.registry.clone()).concurrency(2),
            pending(),
        );
        for number in 0..3 {
            it.enqueue(number).await;
        }
        gated.begins().await;
        gated.begins().await;
        let depth = jobs::depth(&it.db).await.unwrap();
        assert_eq!((depth.running, depth.waiting), (2, 1));
        assert_eq!(gated.begun.available_permits(), 0);
        (0..3).for_each(|_| gated.is_let_go());
        until(async || it.rows().await == 0).await;
        worker.abort();
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_crash_interrupted_is_run_again_when_the_lease_is_over() {
    each(async |it| {
        let gated = Gated::new(|| Ok(()));
        let id = it.enqueue(1).await;
        let worker = start(Worker::new(it.db.clone(), gated.registry.clone()), pending());
        gated.begins().await;
        worker.abort();
        assert!(worker.await.unwrap_err().is_cancelled());

        let registry = doing(|_, _| async { Ok(()) }.boxed());
        assert_eq!(
            settle(&it.other, &registry).await.unwrap(),
            0,
            "its lease may still be used"
        );
        let row = it.row(id).await.unwrap();
        it.clock.advance(row.claimed_until.unwrap().since(it.clock.now()));
        assert_eq!(settle(&it.other, &registry).await.unwrap(), 1);
        assert_eq!(it.rows().await, 0);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_crash_interrupted_is_taken_back_at_once_by_who_knows_that_it_is_alone() {
    each(async |it| {
        let gated = Gated::new(|| Ok(()));
        let id = it.enqueue(1).await;
        let worker = start(Worker::new(it.db.clone(), gated.registry.clone()), pending());
        gated.begins().await;
        worker.abort();
        assert!(worker.await.unwrap_err().is_cancelled());

        assert_eq!(jobs::take_back(&it.other).await.unwrap(), 1);
        assert_eq!(jobs::take_back(&it.other).await.unwrap(), 0);
        // It counts as begun: what brings the program down each time is given up in the end.
        assert_eq!(it.row(id).await.unwrap().attempts, 1);
        let registry = doing(|_, _| async { Ok(()) }.boxed());
        assert_eq!(settle(&it.other, &registry).await.unwrap(), 1);
        assert_eq!(it.rows().await, 0);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_long_job_leaves_off_when_the_program_is_to_end_and_goes_on_elsewhere() {
    each(async |it| {
        let steps = Arc::new(Semaphore::new(0));
        let (registry, goes_on) = (
            doing({
                let steps = Arc::clone(&steps);
                move |context, _| {
                    let steps = Arc::clone(&steps);
                    async move {
                        loop {
                            steps.add_permits(1);
                            context.go_on()?;
                            tokio::task::yield_now().await;
                        }
                    }
                    .boxed()
                }
            }),
            doing(|context, _| async { context.go_on() }.boxed()),
        );
        let id = it.enqueue(1).await;
        let (stop, stopped) = oneshot::channel::<()>();
        let ends = async move {
            let _ = stopped.await;
        };
        // It would be waited for for an hour, and is not.
        let worker = start(Worker::new(it.db.clone(), registry).grace(AGES), ends);
        soon(steps.acquire_many(10)).await.unwrap().forget();
        stop.send(()).unwrap();
        soon(worker).await.unwrap();
        let row = it.row(id).await.unwrap();
        assert_eq!(
            (row.attempts, row.claimed_until, row.last_error, row.run_at),
            (0, None, None, it.clock.now())
        );
        assert_eq!(settle(&it.other, &goes_on).await.unwrap(), 1);
        assert_eq!(it.rows().await, 0);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn who_lost_the_lease_cannot_mark_done_what_another_has_claimed() {
    each(async |it| {
        let slow = Gated::new(|| Ok(()));
        let next = Gated::new(|| Err(JobError::retry("not yet")));
        let id = it.enqueue(1).await;
        let (stop, stopped) = oneshot::channel::<()>();
        let ends = async move {
            let _ = stopped.await;
        };
        let slow_worker = start(
            Worker::new(it.db.clone(), slow.registry.clone())
                .concurrency(1)
                .lease(AGES),
            ends,
        );
        slow.begins().await;
        it.clock.advance(AGES);
        let next_worker = start(
            Worker::new(it.other.clone(), next.registry.clone())
                .concurrency(1)
                .lease(AGES),
            pending(),
        );
        next.begins().await;
        let held = it.row(id).await.unwrap();

        slow.is_let_go();
        stop.send(()).unwrap();
        soon(slow_worker).await.unwrap();

        assert_eq!(
            it.row(id).await,
            Some(held),
            "nothing of the other's claim has changed"
        );
        next.is_let_go();
        until(async || it.row(id).await.is_some_and(|row| row.claimed_until.is_none())).await;
        let row = it.row(id).await.unwrap();
        assert_eq!((row.attempts, row.last_error.as_deref()), (2, Some("not yet")));
        next_worker.abort();
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn who_lost_the_lease_cannot_put_back_or_set_aside_either() {
    for failure in [
        || Err(JobError::retry("slow")),
        || Err(JobError::permanent("slow")),
    ] {
        each(async |it| {
            let slow = Gated::new(failure);
            let next = Gated::new(|| Ok(()));
            let id = it.enqueue(1).await;
            let (stop, stopped) = oneshot::channel::<()>();
            let ends = async move {
                let _ = stopped.await;
            };
            let slow_worker = start(
                Worker::new(it.db.clone(), slow.registry.clone())
                    .concurrency(1)
                    .lease(AGES),
                ends,
            );
            slow.begins().await;
            it.clock.advance(AGES);
            let next_worker = start(
                Worker::new(it.other.clone(), next.registry.clone())
                    .concurrency(1)
                    .lease(AGES),
                pending(),
            );
            next.begins().await;
            let held = it.row(id).await.unwrap();

            slow.is_let_go();
            stop.send(()).unwrap();
            soon(slow_worker).await.unwrap();

            assert_eq!(it.row(id).await, Some(held));
            next.is_let_go();
            until(async || it.rows().await == 0).await;
            next_worker.abort();
        })
        .await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn who_lost_the_lease_cannot_write_what_the_job_writes() {
    each(async |it| {
        let (begun, gate) = (Arc::new(Semaphore::new(0)), Arc::new(Semaphore::new(0)));
        let (tell, told) = mpsc::channel(1);
        let mut told = told;
        let registry = doing({
            let (begun, gate) = (begun.clone(), gate.clone());
            move |context, _| {
                let (begun, gate, tell) = (begun.clone(), gate.clone(), tell.clone());
                async move {
                    begun.add_permits(1);
                    gate.acquire().await.unwrap().forget();
                    let written: Result<u64, DbError> = context
                        .write(async |tx| {
                            sql!("UPDATE counters SET value = value + 1 WHERE name = 'written'")
                                .exec(tx)
                                .await
                        })
                        .await;
                    tell.send(written.is_ok()).await.unwrap();
                    Ok(())
                }
                .boxed()
            }
        });
        it.enqueue(1).await;
        let slow = start(
            Worker::new(it.db.clone(), registry.clone())
                .concurrency(1)
                .lease(AGES),
            pending(),
        );
        soon(begun.acquire()).await.unwrap().forget();
        it.clock.advance(AGES);
        let next = start(
            Worker::new(it.other.clone(), registry.clone())
                .concurrency(1)
                .lease(AGES),
            pending(),
        );
        soon(begun.acquire()).await.unwrap().forget();

        gate.add_permits(2);
        let mut answers = [soon(told.recv()).await.unwrap(), soon(told.recv()).await.unwrap()];

        answers.sort_unstable();
        assert_eq!(answers, [false, true]);
        assert_eq!(it.counter("written").await, 1);
        until(async || it.rows().await == 0).await;
        slow.abort();
        next.abort();
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_long_job_keeps_its_lease_and_stays_the_only_one() {
    each_in_real_time(async |it| {
        let lease = Duration::from_millis(1_500);
        let gated = Gated::new(|| Ok(()));
        let id = it.enqueue(1).await;
        let workers = [&it.db, &it.other].map(|db| {
            start(
                Worker::new(db.clone(), gated.registry.clone()).lease(lease),
                pending(),
            )
        });
        gated.begins().await;
        let first = it.row(id).await.unwrap().claimed_until.unwrap();
        until(async || it.row(id).await.unwrap().claimed_until.unwrap() > first + lease).await;
        assert_eq!(gated.begun.available_permits(), 0, "another has begun it");
        assert_eq!(it.row(id).await.unwrap().attempts, 1);
        gated.is_let_go();
        until(async || it.rows().await == 0).await;
        workers.iter().for_each(tokio::task::JoinHandle::abort);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_discarded_while_it_runs_is_stopped() {
    each_in_real_time(async |it| {
        let gated = Gated::new(|| Ok(()));
        let id = it.enqueue(1).await;
        let (stop, stopped) = oneshot::channel::<()>();
        let ends = async move {
            let _ = stopped.await;
        };
        let worker = Worker::new(it.db.clone(), gated.registry.clone())
            .lease(Duration::from_millis(300))
            .grace(AGES);
        let worker = start(worker, ends);
        gated.begins().await;
        assert!(
            it.db
                .write(base::Actor::System, async move |tx| jobs::discard(tx, id).await)
                .await
                .unwrap()
        );
        stop.send(()).unwrap();
        // It is never let go: only losing the lease ends it.
        soon(worker).await.unwrap();
        assert_eq!(it.rows().await, 0);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_worker_asked_to_end_lets_what_runs_end_and_takes_nothing_new() {
    each(async |it| {
        let gated = Gated::new(|| Ok(()));
        it.enqueue(1).await;
        let (stop, stopped) = oneshot::channel::<()>();
        let (tell, told) = oneshot::channel();
        let ends = async move {
            let _ = stopped.await;
            tell.send(()).unwrap();
        };
        let worker = start(
            Worker::new(it.db.clone(), gated.registry.clone()).grace(AGES),
            ends,
        );
        gated.begins().await;
        stop.send(()).unwrap();
        soon(told).await.unwrap();
        let second = it.enqueue(2).await;
        gated.is_let_go();
        gated.is_let_go();
        soon(worker).await.unwrap();
        assert_eq!(it.rows().await, 1);
        assert_eq!(it.row(second).await.unwrap().attempts, 0);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_does_not_end_in_time_is_let_go_for_another_at_once() {
    each(async |it| {
        let gated = Gated::new(|| Ok(()));
        let id = it.enqueue(1).await;
        let (stop, stopped) = oneshot::channel::<()>();
        let ends = async move {
            let _ = stopped.await;
        };
        let worker = start(
            Worker::new(it.db.clone(), gated.registry.clone()).grace(Duration::ZERO),
            ends,
        );
        gated.begins().await;
        stop.send(()).unwrap();
        soon(worker).await.unwrap();
        let row = it.row(id).await.unwrap();
        assert_eq!(
            (row.attempts, row.claimed_until, row.run_at),
            (0, None, it.clock.now())
        );
        gated.is_let_go();
        assert_eq!(settle(&it.other, &gated.registry).await.unwrap(), 1);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn attempts_are_numbered_from_one_and_the_id_stays() {
    each(async |it| {
        let sum = Arc::new(AtomicI64::new(0));
        let seen = Arc::new(Mutex::new(Vec::new()));
        let registry = doing({
            let (sum, seen) = (sum.clone(), seen.clone());
            move |context, _| {
                seen.lock().unwrap().push(context.id());
                sum.fetch_add(context.attempt(), Ordering::SeqCst);
                let done = context.attempt() == 3;
                async move {
                    if done {
                        Ok(())
                    } else {
                        Err(JobError::retry_after(Duration::ZERO, "again"))
                    }
                }
                .boxed()
            }
        });
        let id = it.enqueue(1).await;
        assert_eq!(settle(&it.db, &registry).await.unwrap(), 3);
        assert_eq!(sum.load(Ordering::SeqCst), 6);
        assert_eq!(*seen.lock().unwrap(), [id; 3]);
    })
    .await;
}
