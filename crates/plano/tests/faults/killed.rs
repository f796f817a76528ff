// SPDX-License-Identifier: EUPL-1.2
//! `kill -9` under writes. Acknowledged means durable: everything acknowledged is there once, the rest is whole or absent.

use std::{
    collections::BTreeMap,
    sync::{
        Arc, Mutex, MutexGuard,
        atomic::{AtomicU64, Ordering},
    },
};

use base::{Id, kind};
use db::{Dialect, sql};
use serde_json::json;
use tokio::{sync::watch, task::JoinSet};

use crate::{
    client::Client,
    ledger::{Asked, Deed, Fault, Ledger, State, draft, projects},
    program::{Chance, Place, Program, each, free_port, soon},
};

const ROUNDS: u64 = 10;
const WRITERS: usize = 6;

/// What the writers have in common.
struct Desk {
    client: Client,
    ledger: Mutex<Ledger>,
    /// Projects to work on, by name and id.
    ready: Mutex<Vec<(String, String)>>,
    /// Whether new ones are made once those are used up.
    makes: bool,
    accounts: Vec<String>,
    next: Arc<AtomicU64>,
    acknowledged: watch::Sender<u64>,
}

impl Desk {
    fn ledger(&self) -> MutexGuard<'_, Ledger> {
        self.ledger.lock().unwrap()
    }

    /// Makes projects, changes each, lets somebody in, archives it, until the program is gone or nothing is left to do.
    async fn write(&self) {
        while let Some((name, id)) = self.project().await {
            let number = self.next.fetch_add(1, Ordering::Relaxed);
            let account = self.accounts[usize::try_from(number).unwrap() % self.accounts.len()].clone();
            let deeds = [
                Deed::Edit {
                    aim: format!("But {number}"),
                },
                Deed::Invite { account },
                Deed::Archive,
            ];
            for deed in deeds {
                let answer = deed.send(&self.client, &id).await;
                let is_gone = answer.is_err();
                if self.ledger().note_deed(&name, deed, &answer) {
                    self.acknowledged.send_modify(|it| *it += 1);
                }
                if is_gone {
                    return;
                }
            }
        }
    }

    async fn project(&self) -> Option<(String, String)> {
        if let Some(ready) = self.ready.lock().unwrap().pop() {
            return Some(ready);
        }
        if !self.makes {
            return None;
        }
        let asked = Asked::new(self.next.fetch_add(1, Ordering::Relaxed));
        let answer = asked.send(&self.client).await;
        let name = asked.name.clone();
        let id = self.ledger().note(asked, answer)?;
        self.acknowledged.send_modify(|it| *it += 1);
        Some((name, id))
    }
}

/// What came of it.
struct Outcome {
    ledger: Ledger,
    /// How many writes were cut off, and tried again.
    cut_off: usize,
    /// What was found wrong in the first round in which anything was.
    faults: Vec<Fault>,
}

/// Kills the program again and again under writes: to `prepared` projects, then, if there are none, to new ones.
async fn kill_under_writes(place: &Place, prepared: u64) -> Outcome {
    let mut chance = Chance::new();
    let port = free_port();
    // Prepared by a program without any fault.
    let sound = Place {
        settings: Vec::new(),
        ..place.clone()
    };
    let program = Program::start_on(&sound, port).await;
    let client = program.set_up().await;
    let accounts = colleagues(&client).await;
    let mut ledger = Ledger::default();
    let mut ready = Vec::new();
    for number in 1..=prepared {
        let asked = Asked::new(number);
        let (name, answer) = (asked.name.clone(), asked.send(&client).await);
        ready.push((name, ledger.note(asked, answer).unwrap()));
    }
    program.kill().await;

    let next = Arc::new(AtomicU64::new(prepared + 1));
    let mut program = Program::start_on(place, port).await;
    let mut cut_off = 0;
    for round in 1..=ROUNDS {
        let acknowledged = watch::Sender::new(0u64);
        let mut seen = acknowledged.subscribe();
        let desk = Arc::new(Desk {
            client: client.clone(),
            ledger: Mutex::new(ledger),
            makes: prepared == 0,
            ready: Mutex::new(ready),
            accounts: accounts.clone(),
            next: Arc::clone(&next),
            acknowledged,
        });
        let mut writers = JoinSet::new();
        // A writer alone leaves what is answered too early uncommitted until it writes again.
        for _ in 0..if prepared == 0 { WRITERS } else { 1 } {
            let desk = Arc::clone(&desk);
            writers.spawn(async move { desk.write().await });
        }
        // So many answers, and then at any instant of a write.
        let enough = 5 + chance.below(40);
        soon(seen.wait_for(|it| *it >= enough)).await.unwrap();
        for _ in 0..chance.below(4_000) {
            tokio::task::yield_now().await;
        }
        program.kill().await;
        writers.join_all().await;
        let desk = Arc::into_inner(desk).unwrap();
        (ledger, ready) = (
            desk.ledger.into_inner().unwrap(),
            desk.ready.into_inner().unwrap(),
        );

        program = Program::start_on(place, port).await;
        let mut faults = ledger.check(&projects(&client).await);
        faults.extend(ledger.check_states(&states(place).await));
        if !faults.is_empty() {
            program.kill().await;
            return Outcome {
                ledger,
                cut_off,
                faults,
            };
        }
        for asked in std::mem::take(&mut ledger.unanswered) {
            let answer = asked.send(&client).await;
            cut_off += 1;
            ledger.note(asked, answer);
        }
        for (name, id, deed) in ledger.pending() {
            let answer = deed.send(&client, &id).await;
            cut_off += 1;
            ledger.note_deed(&name, deed, &answer);
        }
        assert_eq!(
            ledger.unanswered,
            [],
            "the program is up: every retry is answered"
        );
        assert_eq!(ledger.pending(), [], "the program is up: every retry is answered");
        if prepared > 0 {
            continue;
        }
        let found = projects(&client).await;
        assert_eq!(ledger.check(&found), [], "round {round}, after the retries");
        assert_eq!(
            ledger.check_states(&states(place).await),
            [],
            "round {round}, after the retries"
        );
        assert_eq!(found.len(), ledger.projects(), "round {round}: each once");
    }
    program.kill().await;
    Outcome {
        ledger,
        cut_off,
        faults: Vec::new(),
    }
}

/// Accounts to let in.
async fn colleagues(admin: &Client) -> Vec<String> {
    let me = admin.get("/me").await.unwrap().ok();
    let mut accounts = Vec::new();
    for name in ["bruno", "chloe", "david"] {
        let body = json!({
            "draft": draft(), "email": format!("{name}@rivemont.example"), "given_name": name, "family_name": "Test",
            "language": "fr", "organisations": [me["organisations"][0]["id"]], "invite": false,
        });
        let made = admin.post("/admin/accounts", body).await.unwrap().ok();
        accounts.push(made["person"]["id"].as_str().unwrap().to_owned());
    }
    accounts
}

/// How each project is, read from the database: its rows, not what the program makes of them.
async fn states(place: &Place) -> BTreeMap<String, State> {
    type Row = (
        String,
        Id<kind::Project>,
        String,
        bool,
        Option<Id<kind::Account>>,
        String,
    );
    let rows: Vec<Row> = sql!(
        "SELECT p.name, p.id, p.aim, p.archived_at IS NOT NULL, m.account, m.role
         FROM projects p JOIN members m ON m.project = p.id"
    )
    .all(&place.open())
    .await
    .unwrap();
    let mut states: BTreeMap<String, State> = BTreeMap::new();
    for (name, id, aim, is_archived, account, role) in rows {
        let state = states.entry(name).or_insert_with(|| State {
            id: id.to_string(),
            aim,
            is_archived,
            members: [].into(),
        });
        if role != "owner" {
            state.members.insert(account.unwrap().to_string());
        }
    }
    states
}

#[tokio::test(flavor = "multi_thread")]
async fn everything_acknowledged_is_there_once_and_a_retry_makes_no_second() {
    each(async |place| {
        let Outcome {
            ledger,
            cut_off,
            faults,
        } = kill_under_writes(&place, 0).await;
        assert_eq!(faults, [], "as it was found");
        eprintln!(
            "{} acknowledged in {ROUNDS} rounds, {cut_off} cut off and tried again, none lost, none twice",
            ledger.acknowledged
        );
        is_whole(&place, &ledger).await;
    })
    .await;
}

/// Nothing by halves: each project has its owner, what was done to it has its events, and the file is sound.
async fn is_whole(place: &Place, ledger: &Ledger) {
    let db = place.open();
    let number = |it: usize| i64::try_from(it).unwrap();
    let created: (i64, i64) =
        sql!("SELECT COUNT(*), COUNT(DISTINCT project) FROM events WHERE kind = 'project.created'")
            .one(&db)
            .await
            .unwrap();
    let projects = number(ledger.projects());
    assert_eq!(created, (projects, projects), "one event each");
    let owned: (i64, i64, i64) = sql!(
        "SELECT COUNT(*), COUNT(DISTINCT project), COUNT(DISTINCT account) FROM members WHERE role = 'owner'"
    )
    .one(&db)
    .await
    .unwrap();
    assert_eq!(owned, (projects, projects, 1), "one owner each: who made it");
    let (archived, members) = ledger.totals();
    let guests: (i64, i64) = sql!(
        "SELECT (SELECT COUNT(*) FROM members WHERE role <> 'owner'),
           (SELECT COUNT(*) FROM events WHERE kind = 'project.member_added')"
    )
    .one(&db)
    .await
    .unwrap();
    assert_eq!(
        guests,
        (number(members), projects + number(members)),
        "a row for each member, and an event, as for each owner"
    );
    let closed: (i64, i64) = sql!(
        "SELECT (SELECT COUNT(*) FROM projects WHERE archived_at IS NOT NULL),
           (SELECT COUNT(DISTINCT project) FROM events WHERE kind = 'project.archived')"
    )
    .one(&db)
    .await
    .unwrap();
    assert_eq!(
        closed,
        (number(archived), number(archived)),
        "a mark and an event for each archive"
    );
    if db.dialect() == Dialect::Sqlite {
        let verdict: String = sql! { sqlite: "PRAGMA integrity_check", postgres: "SELECT 'ok'" }
            .value(&db)
            .await
            .unwrap();
        assert_eq!(verdict, "ok");
    }
}

/// The planted fault: a program that acknowledges what is not durable yet, killed in the same way. It is not asked to make
/// projects: its own answer reads them, and what is not committed cannot be read.
#[tokio::test(flavor = "multi_thread")]
async fn acknowledging_before_the_commit_is_caught() {
    let folder = tempfile::tempdir().unwrap();
    let place = Place {
        settings: vec![("PLANO_TEST_ANSWER_BEFORE_COMMIT", "1".into())],
        ..Place::sqlite(&folder.path().join("data"))
    };
    let faults = kill_under_writes(&place, 120).await.faults;
    assert!(
        !faults.is_empty() && faults.iter().all(|it| matches!(it, Fault::Lost(_))),
        "{faults:?}"
    );
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
