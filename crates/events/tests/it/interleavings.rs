// SPDX-License-Identifier: EUPL-1.2
//! PostgreSQL hands out numbers before commit: no reader skips an event, however transactions overlap.

use std::collections::{BTreeMap, BTreeSet};

use base::Actor;
use db::{Db, DbError, Tx, sql};
use events::{Announce as _, Position, Recorded};
use proptest::{
    collection::vec,
    prelude::*,
    test_runner::{Config, TestRunner},
};
use tokio::{
    sync::{mpsc, oneshot},
    task::JoinHandle,
};

use crate::fixture::{Fixture, all, announce, number_of, numbered, numbers_of, on_postgres, pause, soon};

/// A transaction that does one thing at a time, when it is told to, and says when it has.
struct Puppet {
    orders: mpsc::Sender<(Order, oneshot::Sender<()>)>,
    ends: JoinHandle<Result<(), DbError>>,
}

enum Order {
    /// Takes its place among the transactions without announcing anything yet.
    Begin,
    Announce(i64),
}

impl Puppet {
    fn start(db: &Db) -> Self {
        let (orders, mut heard) = mpsc::channel::<(Order, oneshot::Sender<()>)>(1);
        let db = db.clone();
        let ends = tokio::spawn(async move {
            db.write(Actor::System, async move |tx| {
                let mut keeps = false;
                while let Some((order, done)) = heard.recv().await {
                    keeps |= matches!(order, Order::Announce(_));
                    obey(tx, order).await?;
                    done.send(()).ok();
                }
                // The orders have ended, which is the order to commit.
                if keeps {
                    Ok(())
                } else {
                    Err(DbError::other("nothing to keep"))
                }
            })
            .await
        });
        Self { orders, ends }
    }

    async fn does(&self, order: Order) {
        let (done, is_done) = oneshot::channel();
        soon(self.orders.send((order, done))).await.unwrap();
        soon(is_done).await.unwrap();
    }

    /// Waits until it is durable.
    async fn commits(self) {
        drop(self.orders);
        // One that announced nothing rolls back, which is as good.
        soon(self.ends).await.unwrap().ok();
    }

    /// The connection is cut: what it announced never happened.
    async fn loses_its_caller(self) {
        self.ends.abort();
        drop(self.orders);
        self.ends.await.ok();
    }
}

async fn obey(tx: &mut Tx, order: Order) -> Result<(), DbError> {
    match order {
        Order::Begin => sql! {
            sqlite: "SELECT 0",
            postgres: "SELECT CAST(CAST(pg_current_xact_id() AS TEXT) AS BIGINT)",
        }
        .value::<i64>(tx)
        .await
        .map(drop),
        Order::Announce(number) => tx.announce(numbered(number)).await,
    }
}

/// The planted fault: a reader that trusts the numbers.
async fn after_by_seq_alone(db: &Db, seq: i64, limit: i64) -> Vec<(i64, i64)> {
    let found: Vec<(i64, String, String)> =
        sql!("SELECT seq, kind, body FROM events WHERE seq > $1 ORDER BY seq LIMIT $2")
            .bind(seq)
            .bind(limit)
            .all(db)
            .await
            .unwrap();
    let number = |kind: &str, body: &str| {
        let event = events::Event::read(kind, body).unwrap();
        i64::try_from(event.project().unwrap().uuid().as_u128()).unwrap()
    };
    found
        .into_iter()
        .map(|(seq, kind, body)| (seq, number(&kind, &body)))
        .collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_slow_transaction_that_announced_first_is_waited_for() {
    on_postgres(async |it| {
        let slow = Puppet::start(&it.db);
        slow.does(Order::Announce(1)).await;
        announce(&it.db, [2]).await;

        let early = after_by_seq_alone(&it.db, 0, 10).await;
        assert_eq!(
            early.len(),
            1,
            "by number alone, the second event is there already"
        );
        assert_eq!(early[0].1, 2);
        assert!(
            events::after(&it.db, Position::START, 10)
                .await
                .unwrap()
                .is_empty(),
            "it may not be read before the first"
        );
        assert_eq!(events::end(&it.db).await.unwrap(), Position::START);

        slow.commits().await;
        assert_eq!(numbers_of(&all(&it.db, 2).await), [1, 2]);
        assert!(
            after_by_seq_alone(&it.db, early[0].0, 10).await.is_empty(),
            "the planted fault has skipped the first event for good"
        );
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_transaction_that_began_first_and_announced_last_is_not_skipped() {
    on_postgres(async |it| {
        let slow = Puppet::start(&it.db);
        slow.does(Order::Begin).await;
        announce(&it.db, [2]).await;
        assert!(
            events::after(&it.db, Position::START, 10)
                .await
                .unwrap()
                .is_empty()
        );
        slow.does(Order::Announce(1)).await;
        slow.commits().await;
        let events = all(&it.db, 2).await;
        assert_eq!(numbers_of(&events), [1, 2], "in the order of transactions");
        assert!(events[0].position.seq > events[1].position.seq);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_transaction_that_is_given_up_holds_nobody_up() {
    on_postgres(async |it| {
        let lost = Puppet::start(&it.db);
        lost.does(Order::Begin).await;
        announce(&it.db, [1]).await;
        assert!(
            events::after(&it.db, Position::START, 10)
                .await
                .unwrap()
                .is_empty()
        );
        lost.commits().await;
        assert_eq!(numbers_of(&all(&it.db, 1).await), [1]);
    })
    .await;
}

/// What happens next in an interleaving. Numbers choose among the transactions that are open.
#[derive(Debug, Clone)]
enum Step {
    Open { begins: bool },
    Announce(usize),
    Commit(usize),
    Lose(usize),
    Read { limit: i64 },
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        3 => any::<bool>().prop_map(|begins| Step::Open { begins }),
        6 => any::<usize>().prop_map(Step::Announce),
        3 => any::<usize>().prop_map(Step::Commit),
        1 => any::<usize>().prop_map(Step::Lose),
        4 => (1i64..5).prop_map(|limit| Step::Read { limit }),
    ]
}

/// The two readers, from one interleaving to the next.
struct Readers {
    place: Position,
    read: Vec<(Position, i64)>,
    /// The planted fault.
    seq: i64,
    faulty: BTreeSet<i64>,
}

impl Readers {
    fn take(&mut self, events: &[Recorded]) {
        for event in events {
            self.place = event.position;
            self.read.push((event.position, number_of(event)));
        }
    }

    async fn step(&mut self, db: &Db, limit: i64) {
        self.take(&events::after(db, self.place, limit).await.unwrap());
        for (seq, number) in after_by_seq_alone(db, self.seq, limit).await {
            self.seq = seq;
            self.faulty.insert(number);
        }
    }
}

/// Plays one interleaving; how many events the planted fault skipped in it.
async fn play(it: &Fixture, steps: Vec<Step>) -> Result<usize, TestCaseError> {
    const OPEN_MAX: usize = 6; // Connections for writing: eight.
    let start = events::end(&it.db).await.unwrap();
    let seq: i64 = sql!("SELECT COALESCE(MAX(seq), 0) FROM events")
        .value(&it.db)
        .await
        .unwrap();
    let mut readers = Readers {
        place: start,
        read: Vec::new(),
        seq,
        faulty: BTreeSet::new(),
    };
    let mut next = 0i64;
    let mut open: Vec<(Puppet, Vec<i64>)> = Vec::new();
    let mut kept = BTreeSet::new();
    for step in steps {
        match step {
            Step::Open { begins } if open.len() < OPEN_MAX => {
                let puppet = Puppet::start(&it.db);
                if begins {
                    puppet.does(Order::Begin).await;
                }
                open.push((puppet, Vec::new()));
            }
            Step::Announce(which) if !open.is_empty() => {
                let at = which % open.len();
                next += 1;
                open[at].0.does(Order::Announce(next)).await;
                open[at].1.push(next);
            }
            Step::Commit(which) if !open.is_empty() => {
                let (puppet, numbers) = open.swap_remove(which % open.len());
                puppet.commits().await;
                kept.extend(numbers);
            }
            Step::Lose(which) if !open.is_empty() => {
                // What becomes of a caller that goes away in mid-transaction: the work is done, or is not, but whole.
                let (puppet, numbers) = open.swap_remove(which % open.len());
                puppet.loses_its_caller().await;
                kept.extend(numbers);
            }
            Step::Read { limit } => readers.step(&it.db, limit).await,
            Step::Open { .. } | Step::Announce(_) | Step::Commit(_) | Step::Lose(_) => {}
        }
    }
    for (puppet, numbers) in open {
        puppet.commits().await;
        kept.extend(numbers);
    }
    // Open transactions of other tests on the same server hold the last ones back for a moment.
    soon(async {
        while readers.read.len() < kept.len() {
            readers.step(&it.db, 3).await;
            pause().await;
        }
    })
    .await;
    readers.step(&it.db, 100).await;
    let mut times = BTreeMap::new();
    for (_, number) in &readers.read {
        *times.entry(*number).or_insert(0) += 1;
    }
    prop_assert_eq!(
        times.keys().copied().collect::<BTreeSet<_>>(),
        kept.clone(),
        "each that was committed is read"
    );
    prop_assert!(
        times.values().all(|it| *it == 1),
        "none is read twice: {:?}",
        times
    );
    prop_assert!(
        readers.read.is_sorted_by(|a, b| a.0 < b.0),
        "in order: {:?}",
        readers.read
    );
    Ok(kept.difference(&readers.faulty).count())
}

#[test]
fn no_interleaving_makes_a_reader_skip_and_ordering_by_number_alone_would() {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    runtime.block_on(on_postgres(async |it| {
        let mut runner = TestRunner::new(Config {
            cases: 96,
            failure_persistence: None,
            // What one that failed has left open would be seen by the next: a long search would find only that.
            max_shrink_iters: 16,
            ..Config::default()
        });
        let skipped = std::cell::Cell::new(0);
        let handle = tokio::runtime::Handle::current();
        tokio::task::block_in_place(|| {
            runner
                .run(&vec(step(), 8..60), |steps| {
                    skipped.set(skipped.get() + handle.block_on(play(it, steps))?);
                    Ok(())
                })
                .unwrap();
        });
        assert!(
            skipped.get() > 0,
            "the test must catch a reader that trusts the numbers"
        );
    }));
}

/// Without puppets: as many writers at once as there are connections, some of them slow, and a reader that does not wait.
#[tokio::test(flavor = "multi_thread")]
async fn a_reader_beside_busy_writers_sees_each_event_once() {
    const WRITERS: i64 = 8;
    const EACH: i64 = 40;
    on_postgres(async |it| {
        let mut writers = tokio::task::JoinSet::new();
        for writer in 0..WRITERS {
            let db = if writer % 2 == 0 { &it.db } else { &it.other }.clone();
            writers.spawn(async move {
                for round in 0..EACH {
                    let number = 1 + writer * EACH + round;
                    db.write(Actor::System, async move |tx| {
                        tx.announce(numbered(number)).await?;
                        // Statements between the number and the commit, more for some than for others.
                        for _ in 0..number % 7 {
                            obey(tx, Order::Begin).await?;
                        }
                        Ok::<_, DbError>(())
                    })
                    .await
                    .unwrap();
                }
            });
        }
        let (mut place, mut read) = (Position::START, Vec::new());
        soon(async {
            while (read.len() as i64) < WRITERS * EACH {
                for event in events::after(&it.other, place, 16).await.unwrap() {
                    assert!(event.position > place);
                    place = event.position;
                    read.push(number_of(&event));
                }
                tokio::task::yield_now().await;
            }
        })
        .await;
        writers.join_all().await;
        read.sort_unstable();
        assert_eq!(read, (1..=WRITERS * EACH).collect::<Vec<_>>());
        assert!(events::after(&it.other, place, 16).await.unwrap().is_empty());
    })
    .await;
}
