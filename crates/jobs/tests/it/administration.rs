// SPDX-License-Identifier: EUPL-1.2
//! What administrators see and do.

use std::{
    future::pending,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};

use base::{Actor, Id, PageSize, kind};
use futures_util::FutureExt as _;
use jobs::{Depth, Filter, JobError, Registry, Status, Worker, depth, list, settle};
use tokio::sync::Semaphore;

use crate::fixture::{Fixture, doing, each, soon, start};

/// Gives up until the switch is turned.
fn giving_up(works: &Arc<AtomicBool>) -> Registry {
    let works = Arc::clone(works);
    doing(move |_, _| {
        let works = works.load(Ordering::SeqCst);
        async move {
            if works {
                Ok(())
            } else {
                Err(JobError::permanent("not as it is"))
            }
        }
        .boxed()
    })
}

async fn retry(it: &Fixture, id: Id<kind::Job>) -> bool {
    it.db
        .write(Actor::System, async move |tx| jobs::retry(tx, id).await)
        .await
        .unwrap()
}

async fn discard(it: &Fixture, id: Id<kind::Job>) -> bool {
    it.db
        .write(Actor::System, async move |tx| jobs::discard(tx, id).await)
        .await
        .unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_given_up_can_be_tried_again_or_dropped() {
    each(async |it| {
        let works = Arc::new(AtomicBool::new(false));
        let registry = giving_up(&works);
        let (kept, dropped) = (it.enqueue(1).await, it.enqueue(2).await);
        settle(&it.db, &registry).await.unwrap_err();

        works.store(true, Ordering::SeqCst);
        assert!(discard(&it, dropped).await);
        assert!(!discard(&it, dropped).await);
        assert!(!retry(&it, dropped).await);
        assert!(retry(&it, kept).await);
        let row = it.row(kept).await.unwrap();
        assert_eq!(
            (row.attempts, row.dead_at, row.last_error.as_deref()),
            (0, None, Some("not as it is"))
        );
        assert_eq!(settle(&it.db, &registry).await.unwrap(), 1);
        assert_eq!(it.rows().await, 0);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn trying_again_what_waits_already_leaves_one() {
    each(async |it| {
        let works = Arc::new(AtomicBool::new(false));
        let registry = giving_up(&works);
        let dead = it.enqueue_once("digest", None).await;
        settle(&it.db, &registry).await.unwrap_err();
        let waits = it
            .enqueue_once("digest", Some(it.clock.now() + Duration::from_secs(60)))
            .await;
        assert_ne!(
            dead, waits,
            "what was given up does not keep the work from being asked for"
        );

        assert!(retry(&it, dead).await);

        assert_eq!(it.rows().await, 1);
        assert_eq!(it.row(waits).await.unwrap().run_at, it.clock.now());
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn trying_again_ends_the_pause_and_leaves_alone_what_runs() {
    each(async |it| {
        let (begun, gate) = (Arc::new(Semaphore::new(0)), Arc::new(Semaphore::new(0)));
        let registry = doing({
            let (begun, gate) = (begun.clone(), gate.clone());
            move |context, _| {
                let (begun, gate, first) = (begun.clone(), gate.clone(), context.attempt() == 1);
                async move {
                    if first {
                        begun.add_permits(1);
                        gate.acquire().await.unwrap().forget();
                    }
                    Err(JobError::retry("away"))
                }
                .boxed()
            }
        });
        let id = it.enqueue(1).await;
        let worker = start(Worker::new(it.db.clone(), registry), pending());
        soon(begun.acquire()).await.unwrap().forget();
        let running = it.row(id).await;
        assert!(retry(&it, id).await);
        assert_eq!(it.row(id).await, running);

        gate.add_permits(1);
        crate::fixture::until(async || it.row(id).await.is_some_and(|row| row.claimed_until.is_none())).await;
        worker.abort();
        let _ = worker.await;
        assert!(it.row(id).await.unwrap().run_at > it.clock.now());
        assert!(retry(&it, id).await);
        assert_eq!(it.row(id).await.unwrap().run_at, it.clock.now());
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn jobs_are_listed_newest_first_page_by_page() {
    each(async |it| {
        let registry = giving_up(&Arc::default());
        let mut given_up = Vec::new();
        for number in 0..3 {
            it.clock.advance(Duration::from_secs(1));
            given_up.push(it.enqueue(number).await);
        }
        settle(&it.db, &registry).await.unwrap_err();
        let waits = it
            .enqueue_at(4, Some(it.clock.now() + Duration::from_secs(60)))
            .await;
        let two = PageSize::new(2).unwrap();

        let first = list(&it.db, Filter::Dead, None, two).await.unwrap();
        assert_eq!(
            first.items.iter().map(|job| job.id).collect::<Vec<_>>(),
            [given_up[2], given_up[1]]
        );
        let after = first.next.unwrap().parse().unwrap();
        let second = list(&it.db, Filter::Dead, Some(after), two).await.unwrap();
        assert_eq!((second.items.len(), &second.next), (1, &None));
        let last = &second.items[0];
        assert_eq!(
            (last.id, last.status, last.attempts),
            (given_up[0], Status::Dead, 1)
        );
        assert_eq!(last.last_error.as_deref(), Some("not as it is"));

        let waiting = list(&it.db, Filter::Waiting, None, two).await.unwrap();
        assert_eq!(
            waiting
                .items
                .iter()
                .map(|job| (job.id, job.status))
                .collect::<Vec<_>>(),
            [(waits, Status::Waiting)]
        );
        let json = serde_json::to_value(&waiting.items[0]).unwrap();
        let mut keys: Vec<_> = json.as_object().unwrap().keys().map(String::as_str).collect();
        keys.sort_unstable();
        assert_eq!(
            keys,
            [
                "attempts",
                "created_at",
                "id",
                "kind",
                "last_error",
                "run_at",
                "status"
            ]
        );
        assert_eq!(json["status"], "waiting");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_depth_tells_what_waits_runs_and_is_dead() {
    each(async |it| {
        let none = depth(&it.db).await.unwrap();
        assert_eq!(
            none,
            Depth {
                waiting: 0,
                running: 0,
                dead: 0,
                due_since: None
            }
        );
        let works = Arc::new(AtomicBool::new(false));
        it.enqueue(1).await;
        settle(&it.db, &giving_up(&works)).await.unwrap_err();
        let since = it.clock.now();
        it.enqueue(2).await;
        it.enqueue_at(3, Some(since + Duration::from_secs(60))).await;
        it.clock.advance(Duration::from_secs(5));
        let depth = depth(&it.db).await.unwrap();
        assert_eq!(
            depth,
            Depth {
                waiting: 2,
                running: 0,
                dead: 1,
                due_since: Some(since)
            }
        );
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_runs_is_listed_as_running_until_its_lease_is_over() {
    each(async |it| {
        let begun = Arc::new(Semaphore::new(0));
        let registry = doing({
            let begun = begun.clone();
            move |_, _| {
                begun.add_permits(1);
                pending().boxed()
            }
        });
        it.enqueue(1).await;
        let worker = start(Worker::new(it.db.clone(), registry), pending());
        soon(begun.acquire()).await.unwrap().forget();
        let status = async || {
            list(&it.db, Filter::Waiting, None, PageSize::MAX)
                .await
                .unwrap()
                .items[0]
                .status
        };
        assert_eq!(status().await, Status::Running);
        assert_eq!(depth(&it.db).await.unwrap().running, 1);
        worker.abort();
        let _ = worker.await;
        it.clock.advance(Duration::from_secs(60));
        assert_eq!(status().await, Status::Waiting);
        assert_eq!(depth(&it.db).await.unwrap().running, 0);
    })
    .await;
}
