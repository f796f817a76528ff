// SPDX-License-Identifier: EUPL-1.2
//! `kill -9` under writes. Acknowledged means durable: everything acknowledged is there once, the rest is whole or absent.

use std::sync::{
    Arc, Mutex,
    atomic::{AtomicU64, Ordering},
};

use db::{Dialect, sql};
use tokio::{sync::watch, task::JoinSet};

use crate::{
    client::Client,
    ledger::{Asked, Fault, Ledger, projects},
    program::{Chance, Place, Program, copy, each, free_port, soon},
};

const ROUNDS: u64 = 10;
const WRITERS: usize = 6;

/// Writes from several clients until the program is gone.
async fn write_until_gone(
    client: &Client,
    next: &Arc<AtomicU64>,
    acknowledged: &watch::Sender<u64>,
) -> Ledger {
    let ledger = Arc::new(Mutex::new(Ledger::default()));
    let mut writers = JoinSet::new();
    for _ in 0..WRITERS {
        let (client, next, ledger, acknowledged) = (
            client.clone(),
            Arc::clone(next),
            Arc::clone(&ledger),
            acknowledged.clone(),
        );
        writers.spawn(async move {
            loop {
                let asked = Asked::new(next.fetch_add(1, Ordering::Relaxed));
                let answer = asked.send(&client).await;
                let is_gone = answer.is_err();
                ledger.lock().unwrap().note(asked, answer);
                if is_gone {
                    return;
                }
                acknowledged.send_modify(|it| *it += 1);
            }
        });
    }
    writers.join_all().await;
    Arc::into_inner(ledger).unwrap().into_inner().unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn everything_acknowledged_is_there_once_and_a_retry_makes_no_second() {
    each(async |place| {
        let mut chance = Chance::new();
        let port = free_port();
        let mut program = Program::start_on(&place, port).await;
        let client = program.set_up().await;
        let next = Arc::new(AtomicU64::new(1));
        let mut ledger = Ledger::default();
        let mut unanswered = 0;
        for round in 1..=ROUNDS {
            let acknowledged = watch::Sender::new(0u64);
            let mut seen = acknowledged.subscribe();
            let killer = async {
                // So many answers, and then at any instant of a write.
                let enough = 5 + chance.below(40);
                soon(seen.wait_for(|it| *it >= enough)).await.unwrap();
                for _ in 0..chance.below(4_000) {
                    tokio::task::yield_now().await;
                }
                program.kill().await;
            };
            let (written, ()) = tokio::join!(write_until_gone(&client, &next, &acknowledged), killer);
            unanswered += written.unanswered.len();
            ledger.acknowledged.extend(written.acknowledged);
            ledger.unanswered = written.unanswered;

            program = Program::start_on(&place, port).await;
            assert_eq!(ledger.check(&projects(&client).await), [], "round {round}, as it was found");
            for asked in std::mem::take(&mut ledger.unanswered) {
                let answer = asked.send(&client).await;
                ledger.note(asked, answer);
            }
            assert_eq!(ledger.unanswered, [], "the program is up: every retry is answered");
            let found = projects(&client).await;
            assert_eq!(ledger.check(&found), [], "round {round}, after the retries");
            assert_eq!(found.len(), ledger.acknowledged.len(), "round {round}: each once");
        }
        program.kill().await;
        eprintln!(
            "{} acknowledged in {ROUNDS} rounds, {unanswered} of them cut off and tried again, none lost, none twice",
            ledger.acknowledged.len()
        );
        is_whole(&place, ledger.acknowledged.len()).await;
    })
    .await;
}

/// Nothing by halves: each project has its event and its owner, and the file is sound.
async fn is_whole(place: &Place, projects: usize) {
    let db = place.open();
    let projects = i64::try_from(projects).unwrap();
    let created: i64 = sql!("SELECT COUNT(*) FROM events WHERE kind = 'project.created'")
        .value(&db)
        .await
        .unwrap();
    let distinct: i64 = sql!("SELECT COUNT(DISTINCT project) FROM events WHERE kind = 'project.created'")
        .value(&db)
        .await
        .unwrap();
    assert_eq!((created, distinct), (projects, projects), "one event each");
    if db.dialect() == Dialect::Sqlite {
        let verdict: String = sql! { sqlite: "PRAGMA integrity_check", postgres: "SELECT 'ok'" }
            .value(&db)
            .await
            .unwrap();
        assert_eq!(verdict, "ok");
    }
}

/// The planted fault: a program that acknowledges what is not durable is one that wakes up with an older disk.
#[tokio::test(flavor = "multi_thread")]
async fn acknowledging_before_the_commit_would_be_caught() {
    let folder = tempfile::tempdir().unwrap();
    let place = Place::sqlite(&folder.path().join("data"));
    let port = free_port();
    let program = Program::start_on(&place, port).await;
    let client = program.set_up().await;
    let mut ledger = Ledger::default();
    for number in 1..=8 {
        let asked = Asked::new(number);
        let answer = asked.send(&client).await;
        ledger.note(asked, answer);
    }
    program.kill().await;
    let older = Place::sqlite(&folder.path().join("older"));
    copy(&place.data, &older.data);

    let program = Program::start_on(&place, port).await;
    for number in 9..=11 {
        let asked = Asked::new(number);
        let answer = asked.send(&client).await;
        ledger.note(asked, answer);
    }
    assert_eq!(ledger.check(&projects(&client).await), []);
    program.kill().await;

    let program = Program::start_on(&older, port).await;
    let lost = |number: u64| Fault::Lost(format!("Projet {number}"));
    assert_eq!(
        ledger.check(&projects(&client).await),
        [lost(10), lost(11), lost(9)]
    );
    program.kill().await;
}

/// The other planted fault: without the draft, a retry makes a second one.
#[tokio::test(flavor = "multi_thread")]
async fn a_retry_under_another_draft_would_be_caught() {
    let folder = tempfile::tempdir().unwrap();
    let program = Program::start(&Place::sqlite(&folder.path().join("data"))).await;
    let client = program.set_up().await;
    let mut ledger = Ledger::default();
    let first = Asked::new(1);
    first.send(&client).await.unwrap().ok();
    let answer = first.send(&client).await;
    ledger.note(first, answer);
    assert_eq!(
        ledger.check(&projects(&client).await),
        [],
        "the same draft is the same project"
    );
    Asked::new(1).send(&client).await.unwrap().ok();
    assert_eq!(
        ledger.check(&projects(&client).await),
        [Fault::Twice("Projet 1".into())]
    );
    program.kill().await;
}
