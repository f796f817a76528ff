// SPDX-License-Identifier: EUPL-1.2
//! Readers: each event once, in order, whoever else reads, and whatever one of them holds against one of the events.

use std::sync::{Arc, atomic::Ordering};

use db::{Db, Wake, sql};
use events::{Position, Reader, Recorded};
use tokio::{sync::watch, task::JoinSet};

use crate::fixture::{Noting, all, announce, cursor, each, numbers_of, told, until};

/// Attempts at an event before it is set aside.
const ATTEMPTS: i64 = 5;

/// Lets readers read as a command would, until `holds`; on PostgreSQL another test's open transaction may hold events back.
async fn settle_until(db: &Db, readers: &[Arc<dyn Reader>], holds: impl AsyncFn() -> bool) {
    until(async || {
        // An error is a poisoned event's: it counts as an attempt, and the next call makes the next.
        let _ = events::settle(db, readers).await;
        holds().await
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn each_reader_has_its_own_cursor_and_reads_everything_once() {
    each(async |it| {
        let early: Arc<dyn Reader> = Noting::new("early");
        announce(&it.db, 1..=450).await;
        settle_until(&it.db, std::slice::from_ref(&early), async || {
            told(&it.db, "early").await.len() >= 450
        })
        .await;
        let place = cursor(&it.db, "early").await;
        assert_eq!(cursor(&it.db, "late").await, None);
        announce(&it.db, 451..=460).await;
        let both = [early, Noting::new("late")];
        settle_until(&it.db, &both, async || {
            told(&it.db, "late").await.len() >= 460 && told(&it.db, "early").await.len() >= 460
        })
        .await;
        assert_eq!(events::settle(&it.db, &both).await.unwrap(), 0);
        assert!(cursor(&it.db, "early").await > place);
        for reader in ["early", "late"] {
            assert_eq!(
                told(&it.db, reader).await,
                (1..=460).collect::<Vec<_>>(),
                "{reader}"
            );
            assert_eq!(
                cursor(&it.db, reader).await,
                Some(events::end(&it.db).await.unwrap())
            );
        }
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_poisoned_event_is_set_aside_and_the_others_go_on() {
    each(async |it| {
        announce(&it.db, 1..=20).await;
        all(&it.db, 20).await;
        let reader = Noting::failing_at("noting", 13);
        let readers: [Arc<dyn Reader>; 1] = [reader.clone()];
        let mut refused = 0;
        while events::settle(&it.db, &readers).await.is_err() {
            refused += 1;
            assert!(
                events::failures(&it.db).await.unwrap().is_empty(),
                "not set aside yet"
            );
            assert_eq!(
                told(&it.db, "noting").await,
                (1..13).collect::<Vec<_>>(),
                "none overtakes it"
            );
        }
        assert!(
            (1..ATTEMPTS).contains(&refused),
            "{refused} refusals before it is set aside"
        );
        let others: Vec<i64> = (1..=20).filter(|it| *it != 13).collect();
        assert_eq!(told(&it.db, "noting").await, others);
        let failures = events::failures(&it.db).await.unwrap();
        assert_eq!(failures.len(), 1);
        assert_eq!(
            (failures[0].reader.as_str(), failures[0].attempts),
            ("noting", ATTEMPTS)
        );
        assert!(failures[0].error.contains("on purpose"));
        let poisoned = all(&it.db, 20).await;
        assert_eq!(numbers_of(&poisoned[12..13]), [13]);
        assert_eq!(failures[0].seq, poisoned[12].position.seq);

        // It stays set aside: nobody fails at it again.
        let failed = reader.failed.load(Ordering::Relaxed);
        announce(&it.db, [21]).await;
        settle_until(&it.db, &readers, async || {
            told(&it.db, "noting").await.contains(&21)
        })
        .await;
        assert_eq!(reader.failed.load(Ordering::Relaxed), failed);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_fails_for_one_reader_is_done_by_the_others() {
    each(async |it| {
        announce(&it.db, 1..=3).await;
        all(&it.db, 3).await;
        let readers: [Arc<dyn Reader>; 2] = [Noting::new("well"), Noting::failing_at("ill", 1)];
        settle_until(&it.db, &readers, async || told(&it.db, "ill").await.len() == 2).await;
        assert_eq!(told(&it.db, "well").await, [1, 2, 3]);
        assert_eq!(told(&it.db, "ill").await, [2, 3]);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_fault_that_passes_costs_nothing() {
    each(async |it| {
        announce(&it.db, 1..=5).await;
        all(&it.db, 5).await;
        let reader = Noting::failing_at("noting", 3);
        let readers: [Arc<dyn Reader>; 1] = [reader.clone()];
        events::settle(&it.db, &readers).await.unwrap_err();
        reader.poison.store(0, Ordering::Relaxed);
        events::settle(&it.db, &readers).await.unwrap();
        assert_eq!(told(&it.db, "noting").await, [1, 2, 3, 4, 5]);
        assert!(events::failures(&it.db).await.unwrap().is_empty());
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn followers_of_one_reader_never_do_an_event_twice() {
    const EVENTS: i64 = 600;
    each(async |it| {
        let (stop, stopped) = watch::channel(false);
        let mut followers = JoinSet::new();
        for db in [&it.db, &it.other, &it.db, &it.other] {
            followers.spawn(events::follow(db.clone(), Noting::new("shared"), stopped.clone()));
        }
        let mut writers = JoinSet::new();
        for writer in 0..6 {
            let db = if writer % 2 == 0 { &it.db } else { &it.other }.clone();
            writers.spawn(async move {
                for number in (1..=EVENTS).filter(|it| it % 6 == writer) {
                    announce(&db, [number]).await;
                }
            });
        }
        writers.join_all().await;
        until(async || told(&it.db, "shared").await.len() as i64 >= EVENTS).await;
        stop.send(true).unwrap();
        followers.join_all().await;
        assert_eq!(told(&it.db, "shared").await, (1..=EVENTS).collect::<Vec<_>>());
        assert!(events::failures(&it.db).await.unwrap().is_empty());
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_follower_is_woken_by_a_commit_and_ends_when_told() {
    each(async |it| {
        let (stop, stopped) = watch::channel(false);
        let follower = tokio::spawn(events::follow(it.db.clone(), Noting::new("woken"), stopped));
        announce(&it.db, [1]).await;
        until(async || told(&it.db, "woken").await == [1]).await;
        it.db.nudge(Wake::Events);
        stop.send(true).unwrap();
        crate::fixture::soon(follower).await.unwrap();
    })
    .await;
}

/// Reads as a follower that lost its turn would: from a place where the cursor no longer is.
#[tokio::test(flavor = "multi_thread")]
async fn one_that_comes_late_does_nothing() {
    each(async |it| {
        announce(&it.db, 1..=4).await;
        let events: Vec<Recorded> = all(&it.db, 4).await;
        let readers: [Arc<dyn Reader>; 1] = [Noting::new("noting")];
        settle_until(&it.db, &readers, async || told(&it.db, "noting").await.len() == 4).await;
        // As after a restore of the cursor's row alone: the place is believed, whatever was done already.
        it.db
            .write(base::Actor::System, {
                let place = events[1].position;
                async move |tx| {
                    sql!("UPDATE cursors SET tx = $1, seq = $2 WHERE reader = 'noting'")
                        .bind(place.tx)
                        .bind(place.seq)
                        .exec(tx)
                        .await
                }
            })
            .await
            .unwrap();
        let (here, there) = tokio::join!(
            events::settle(&it.db, &readers),
            events::settle(&it.other, &readers)
        );
        here.unwrap();
        there.unwrap();
        assert_eq!(
            told(&it.db, "noting").await,
            [1, 2, 3, 3, 4, 4],
            "from the cursor on, by one of the two"
        );
        assert_ne!(cursor(&it.db, "noting").await, Some(Position::START));
    })
    .await;
}
