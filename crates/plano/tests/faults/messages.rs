// SPDX-License-Identifier: EUPL-1.2
//! `kill -9` while many people post in one channel. What was acknowledged is there once, in its place; what was not is there
//! once or not at all; and sent again under the same draft it is the same message.

use std::{
    collections::BTreeMap,
    process::Stdio,
    sync::{Arc, Mutex},
};

use db::sql;
use serde_json::{Value, json};
use tokio::{io::AsyncWriteExt as _, sync::watch, task::JoinSet};

use crate::{
    client::Client,
    ledger::draft,
    program::{Chance, PASSWORD, Place, Program, bare, each, free_port, soon},
};

const ROUNDS: u64 = 5;
/// Each may post a hundred messages in a minute, and begins anew with the program.
const PEOPLE: usize = 8;
/// Of each person, all together sixty-four.
const AT_ONCE: usize = 8;

/// What was sent, by its draft.
#[derive(Debug, Clone)]
struct Sent {
    by: usize,
    body: String,
    /// The message it answers.
    thread: Option<String>,
    /// Its id, and its place in the channel or the thread, once that was answered.
    acknowledged: Option<(String, i64)>,
}

type Ledger = BTreeMap<String, Sent>;

struct Desk {
    people: Vec<Client>,
    channel: String,
    root: String,
    ledger: Mutex<Ledger>,
    acknowledged: watch::Sender<u64>,
}

impl Desk {
    /// Posts until the program is gone, or asks to wait.
    async fn write(&self, by: usize, writer: usize) {
        for number in 0_u32.. {
            let sent = Sent {
                by,
                body: format!("message {number} de {by}.{writer}"),
                thread: number.is_multiple_of(4).then(|| self.root.clone()),
                acknowledged: None,
            };
            let draft = draft();
            self.ledger.lock().unwrap().insert(draft.clone(), sent.clone());
            match self.send(&draft, &sent).await {
                Some(Ok(acknowledged)) => {
                    self.note(&draft, acknowledged);
                    self.acknowledged.send_modify(|it| *it += 1);
                }
                // Refused: it must not be there.
                Some(Err(429)) => {
                    self.ledger.lock().unwrap().remove(&draft);
                    return;
                }
                // The queue was left: whether it is there is not known.
                Some(Err(503)) => {}
                Some(Err(status)) => panic!("answered {status}"),
                None => return,
            }
        }
    }

    /// The id and the place that were answered, or the status; `None`: no answer came.
    async fn send(&self, draft: &str, sent: &Sent) -> Option<Result<(String, i64), u16>> {
        let path = format!("/channels/{}/messages", self.channel);
        let body = json!({ "draft": draft, "body": sent.body, "thread": sent.thread });
        let answer = self.people[sent.by].post(&path, body).await.ok()?;
        Some(if answer.status == 201 {
            Ok(place(&answer.json))
        } else {
            Err(answer.status)
        })
    }

    fn note(&self, draft: &str, acknowledged: (String, i64)) {
        let mut ledger = self.ledger.lock().unwrap();
        let sent = ledger.get_mut(draft).unwrap();
        let before = sent.acknowledged.replace(acknowledged.clone());
        assert!(
            before.is_none_or(|it| it == acknowledged),
            "{draft} is another message now"
        );
    }

    /// Everything that is there, from both lists, against the ledger.
    async fn check(&self) {
        let reader = &self.people[0];
        let mut found: BTreeMap<String, (String, i64, String)> = BTreeMap::new();
        for (list, key) in [
            (format!("/channels/{}/messages", self.channel), "seq"),
            (format!("/messages/{}/answers", self.root), "thread_seq"),
        ] {
            let mut after = 0;
            loop {
                let page = reader.get(&format!("{list}?after={after}&limit=200")).await;
                let page = page.unwrap().ok();
                for message in page["items"].as_array().unwrap() {
                    let seq = message[key].as_i64().unwrap();
                    assert_eq!(seq, after + 1, "a hole in {list}");
                    after = seq;
                    let text = |key: &str| message[key].as_str().unwrap().to_owned();
                    let before = found.insert(text("draft"), (text("id"), seq, text("body")));
                    assert!(before.is_none(), "twice: {message}");
                }
                if page["has_newer"] == json!(false) {
                    break;
                }
            }
        }
        let ledger = self.ledger.lock().unwrap();
        for (draft, sent) in ledger.iter() {
            match (&sent.acknowledged, found.remove(draft)) {
                (Some((id, seq)), Some(there)) => {
                    assert_eq!(there, (id.clone(), *seq, sent.body.clone()));
                }
                (Some(_), None) => panic!("lost: {sent:?}"),
                (None, there) => assert!(there.is_none_or(|it| it.2 == sent.body)),
            }
        }
        found.retain(|_, it| it.0 != self.root);
        assert!(found.is_empty(), "nobody posted {found:?}");
    }
}

fn place(message: &Value) -> (String, i64) {
    let seq = message["thread_seq"].as_i64().or(message["seq"].as_i64());
    (message["id"].as_str().unwrap().to_owned(), seq.unwrap())
}

fn address(number: usize) -> String {
    format!("personne{number}@rivemont.example")
}

/// Accounts with a password, made while the program stands.
async fn make_accounts(place: &Place) {
    for number in 0..PEOPLE {
        let mut command = bare();
        command.args(["admin", "account", "create", "--password-stdin"]);
        command.args([
            "--email",
            &address(number),
            "--name",
            &format!("Personne {number}"),
        ]);
        command.arg("--data").arg(&place.data);
        if let Some(database) = &place.database {
            command.arg("--database").arg(database);
        }
        command.stdin(Stdio::piped()).stdout(Stdio::null());
        let mut child = command.spawn().unwrap();
        let mut stdin = child.stdin.take().unwrap();
        stdin.write_all(PASSWORD.as_bytes()).await.unwrap();
        drop(stdin);
        assert!(soon(child.wait()).await.unwrap().success());
    }
}

async fn people(client: &Client) -> Vec<Client> {
    let mut people = Vec::new();
    for number in 0..PEOPLE {
        let body = json!({ "email": address(number), "password": PASSWORD });
        let answer = client.post("/session", body).await.unwrap();
        assert_eq!(answer.status, 200, "{}", answer.json);
        people.push(client.with_cookie_of(&answer));
    }
    people
}

#[tokio::test(flavor = "multi_thread")]
async fn sixty_four_post_at_once_and_nothing_acknowledged_is_lost_or_doubled() {
    each(async |place| {
        let mut chance = Chance::new();
        let port = free_port();
        let program = Program::start_on(&place, port).await;
        let admin = program.set_up().await;
        let project = json!({ "draft": draft(), "name": "Cellule de crise" });
        let project = admin.post("/projects", project).await.unwrap().ok();
        let project = project["id"].as_str().unwrap().to_owned();
        let channels = admin.get(&format!("/projects/{project}/channels")).await;
        let channel = channels.unwrap().ok()["items"][0]["id"].clone();
        let channel = channel.as_str().unwrap().to_owned();
        program.kill().await;
        make_accounts(&place).await;

        let mut program = Program::start_on(&place, port).await;
        let people = people(&program.client()).await;
        let mut invitations = Vec::new();
        for person in &people {
            let me = person.get("/me").await.unwrap().ok();
            invitations.push(json!({ "account": me["account"]["id"], "role": "member" }));
        }
        let body = json!({ "invitations": invitations });
        admin
            .post(&format!("/projects/{project}/members"), body)
            .await
            .unwrap()
            .ok();
        let root = json!({ "draft": draft(), "body": "Qui est sur place ?" });
        let root = admin
            .post(&format!("/channels/{channel}/messages"), root)
            .await
            .unwrap()
            .ok();
        let mut desk = Arc::new(Desk {
            people,
            channel,
            root: root["id"].as_str().unwrap().to_owned(),
            ledger: Mutex::default(),
            acknowledged: watch::Sender::new(0),
        });
        let mut cut_off = 0;
        for _ in 0..ROUNDS {
            let mut seen = desk.acknowledged.subscribe();
            let begun = *seen.borrow_and_update();
            let mut writers = JoinSet::new();
            for number in 0..PEOPLE * AT_ONCE {
                let desk = Arc::clone(&desk);
                writers.spawn(async move { desk.write(number % PEOPLE, number / PEOPLE).await });
            }
            // So many answers, and then at any instant of a write.
            let enough = begun + 40 + chance.below(200);
            soon(seen.wait_for(|it| *it >= enough)).await.unwrap();
            for _ in 0..chance.below(4_000) {
                tokio::task::yield_now().await;
            }
            program.kill().await;
            writers.join_all().await;
            program = Program::start_on(&place, port).await;
            desk.check().await;
            // What was cut off is sent again, as a client does when it is back.
            let again: Vec<(String, Sent)> = {
                let ledger = desk.ledger.lock().unwrap();
                let open = ledger.iter().filter(|it| it.1.acknowledged.is_none());
                open.map(|(draft, sent)| (draft.clone(), sent.clone())).collect()
            };
            cut_off += again.len();
            for (draft, sent) in again {
                let answered = desk.send(&draft, &sent).await.expect("the program is up");
                desk.note(&draft, answered.expect("it is posted"));
            }
            desk.check().await;
            desk = Arc::new(Arc::into_inner(desk).unwrap());
        }
        program.kill().await;
        let ledger = desk.ledger.lock().unwrap().clone();
        eprintln!(
            "{} acknowledged in {ROUNDS} rounds, {cut_off} cut off and sent again, none lost, none twice",
            ledger.len()
        );
        // Each with its event, and counted where it stands.
        let posted = i64::try_from(ledger.len()).unwrap() + 1;
        let found: (i64, i64, i64) = sql!(
            "SELECT (SELECT COUNT(*) FROM messages), (SELECT COUNT(*) FROM events WHERE kind = 'message.posted'),
               (SELECT COUNT(*) FROM messages m WHERE m.seq > (SELECT c.last_seq FROM channels c WHERE c.id = m.channel))"
        )
        .one(&place.open())
        .await
        .unwrap();
        assert_eq!(found, (posted, posted, 0));
    })
    .await;
}
