// SPDX-License-Identifier: EUPL-1.2
//! What a client was told, kept outside the program: the judge of what became of it.

use std::collections::{BTreeMap, BTreeSet};

use base::{Clock, Ids, kind};
use bytes::Bytes;
use http::Request;
use http_body_util::Full;
use serde_json::{Value, json};

use crate::client::{Answer, Client, Lost};

/// A project that a client asked for.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Asked {
    pub draft: String,
    pub name: String,
}

impl Asked {
    /// The `number`-th.
    pub fn new(number: u64) -> Self {
        Self {
            draft: draft(),
            name: format!("Projet {number}"),
        }
    }

    pub async fn send(&self, client: &Client) -> Result<Answer, Lost> {
        client
            .post(
                "/projects",
                json!({ "draft": self.draft, "name": self.name, "aim": AIM }),
            )
            .await
    }
}

/// What every project is for at first.
const AIM: &str = "Un but";

/// A key that nobody has used.
pub fn draft() -> String {
    let id = Ids::Random.next::<kind::Event>(Clock::System.now());
    id.uuid().to_string()
}

/// One thing done to a project, after it was made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Deed {
    /// It is for something else.
    Edit { aim: String },
    /// An account is let in.
    Invite { account: String },
    /// It becomes read-only.
    Archive,
}

impl Deed {
    pub async fn send(&self, client: &Client, project: &str) -> Result<Answer, Lost> {
        let path = format!("/projects/{project}");
        match self {
            Self::Edit { aim } => {
                let now = client.get(&path).await?;
                let etag = now.json["etag"].as_str().unwrap_or_default();
                let request = Request::patch(format!("/api/v1{path}"))
                    .header("content-type", "application/json")
                    .header("if-match", format!("\"{etag}\""))
                    .body(Full::from(Bytes::from(json!({ "aim": aim }).to_string())));
                client.send(request.unwrap()).await
            }
            Self::Invite { account } => {
                let body = json!({ "invitations": [{ "account": account, "role": "member" }] });
                client.post(&format!("{path}/members"), body).await
            }
            Self::Archive => client.put(&format!("{path}/archive"), json!({})).await,
        }
    }

    fn done_to(&self, state: &State) -> State {
        let mut state = state.clone();
        match self {
            Self::Edit { aim } => state.aim.clone_from(aim),
            Self::Invite { account } => {
                state.members.insert(account.clone());
            }
            Self::Archive => state.is_archived = true,
        }
        state
    }
}

/// How a project is, as far as the ledger looks.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct State {
    pub id: String,
    pub aim: String,
    pub is_archived: bool,
    /// Accounts beside the owner's.
    pub members: BTreeSet<String>,
}

/// A project whose making was acknowledged, and what was acknowledged since.
#[derive(Debug, Clone)]
struct Known {
    state: State,
    /// The last thing asked of it, if it was not answered: done or not, never by halves.
    pending: Option<Deed>,
}

/// What was asked and what was answered.
#[derive(Debug, Default, Clone)]
pub struct Ledger {
    /// By name.
    known: BTreeMap<String, Known>,
    /// No answer came, or one that says to try again.
    pub unanswered: Vec<Asked>,
    /// How many deeds were acknowledged, projects made among them.
    pub acknowledged: usize,
}

/// What does not agree with the ledger.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fault {
    /// Acknowledged, and not there.
    Lost(String),
    /// There more than once.
    Twice(String),
    /// There under another id than the one acknowledged.
    Other(String),
    /// Nobody asked for it.
    Unknown(String),
}

impl Ledger {
    /// Notes an answer. Anything but "made" and "try again" is a fault of the program. The id, once it is known.
    pub fn note(&mut self, asked: Asked, answer: Result<Answer, Lost>) -> Option<String> {
        match answer {
            Ok(answer) if answer.status == 201 || answer.status == 200 => {
                let id = answer.json["id"].as_str().unwrap().to_owned();
                assert_eq!(answer.json["name"], asked.name.as_str());
                self.acknowledge(asked.name, id.clone());
                Some(id)
            }
            Err(Lost) => {
                self.unanswered.push(asked);
                None
            }
            Ok(answer) if answer.status == 503 => {
                self.unanswered.push(asked);
                None
            }
            Ok(answer) => panic!("{} {}", answer.status, answer.json),
        }
    }

    fn acknowledge(&mut self, name: String, id: String) {
        self.acknowledged += 1;
        let state = State {
            id,
            aim: AIM.into(),
            is_archived: false,
            members: BTreeSet::new(),
        };
        self.known.insert(name, Known { state, pending: None });
    }

    /// Notes the answer to a deed. Whether it was carried out.
    pub fn note_deed(&mut self, name: &str, deed: Deed, answer: &Result<Answer, Lost>) -> bool {
        let known = self.known.get_mut(name).unwrap();
        match answer {
            Ok(answer) if answer.status == 200 => {
                assert_ne!(answer.json["items"][0]["status"], "refused", "{}", answer.json);
                known.state = deed.done_to(&known.state);
                known.pending = None;
                self.acknowledged += 1;
                true
            }
            Err(Lost) => {
                known.pending = Some(deed);
                false
            }
            Ok(answer) if answer.status == 503 => {
                known.pending = Some(deed);
                false
            }
            // Refused because of what was done before: nothing is known to have happened.
            Ok(answer) if answer.status == 412 => false,
            Ok(answer) => panic!("{name}: {deed:?}: {} {}", answer.status, answer.json),
        }
    }

    /// What was asked of known projects and not answered: name, id, deed.
    pub fn pending(&self) -> Vec<(String, String, Deed)> {
        let of = |(name, known): (&String, &Known)| {
            Some((name.clone(), known.state.id.clone(), known.pending.clone()?))
        };
        self.known.iter().filter_map(of).collect()
    }

    /// How many projects were acknowledged.
    pub fn projects(&self) -> usize {
        self.known.len()
    }

    /// How they are: how many are archived, how many members they have beside their owners.
    pub fn totals(&self) -> (usize, usize) {
        let states = || self.known.values().map(|it| &it.state);
        (
            states().filter(|it| it.is_archived).count(),
            states().map(|it| it.members.len()).sum(),
        )
    }

    /// Compares with the projects that are there, by name and id.
    pub fn check(&self, found: &[(String, String)]) -> Vec<Fault> {
        let mut by_name: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
        for (name, id) in found {
            by_name.entry(name).or_default().push(id);
        }
        let mut faults = Vec::new();
        for (name, known) in &self.known {
            match by_name.get(name.as_str()) {
                None => faults.push(Fault::Lost(name.clone())),
                Some(ids) if !ids.contains(&known.state.id.as_str()) => {
                    faults.push(Fault::Other(name.clone()));
                }
                Some(_) => {}
            }
        }
        for (name, ids) in by_name {
            if ids.len() > 1 {
                faults.push(Fault::Twice(name.to_owned()));
            }
            if !self.known.contains_key(name) && !self.unanswered.iter().any(|it| it.name == name) {
                faults.push(Fault::Unknown(name.to_owned()));
            }
        }
        faults.sort();
        faults
    }

    /// Compares what each project is with what was acknowledged of it; an unanswered deed is whole or absent.
    pub fn check_states(&self, found: &BTreeMap<String, State>) -> Vec<Fault> {
        let mut faults = Vec::new();
        for (name, known) in &self.known {
            let Some(now) = found.get(name) else { continue };
            let done = known.pending.as_ref().map(|it| it.done_to(&known.state));
            if *now == known.state || Some(now) == done.as_ref() {
                continue;
            }
            let was_lost = now.aim != known.state.aim
                && now.aim != done.unwrap_or_else(|| known.state.clone()).aim
                || known.state.is_archived && !now.is_archived
                || !now.members.is_superset(&known.state.members);
            faults.push(if was_lost {
                Fault::Lost(name.clone())
            } else {
                Fault::Unknown(name.clone())
            });
        }
        faults
    }
}

/// Name and id of every project, read page by page.
pub async fn projects(client: &Client) -> Vec<(String, String)> {
    let mut found = in_state(client, "active").await;
    found.extend(in_state(client, "archived").await);
    found
}

async fn in_state(client: &Client, state: &str) -> Vec<(String, String)> {
    let (mut found, mut after) = (Vec::new(), String::new());
    loop {
        let page = client
            .get(&format!("/projects?limit=200&state={state}{after}"))
            .await
            .unwrap()
            .ok();
        for item in page["items"].as_array().unwrap() {
            found.push((
                item["name"].as_str().unwrap().to_owned(),
                item["id"].as_str().unwrap().to_owned(),
            ));
        }
        match &page["next"] {
            Value::String(next) => {
                // Opaque: it may hold what an address may not.
                let encoded: String = next.bytes().map(|it| format!("%{it:02X}")).collect();
                after = format!("&after={encoded}");
            }
            _ => return found,
        }
    }
}

#[test]
fn the_ledger_sees_what_is_lost_twice_other_and_unknown() {
    let of = |pairs: &[(&str, &str)]| -> Vec<(String, String)> {
        pairs
            .iter()
            .map(|(name, id)| ((*name).to_owned(), (*id).to_owned()))
            .collect()
    };
    let mut ledger = Ledger {
        unanswered: vec![Asked {
            draft: String::new(),
            name: "d".into(),
        }],
        ..Ledger::default()
    };
    for (name, id) in of(&[("a", "1"), ("b", "2"), ("c", "3")]) {
        ledger.acknowledge(name, id);
    }
    assert_eq!(ledger.check(&of(&[("a", "1"), ("b", "2"), ("c", "3")])), []);
    assert_eq!(
        ledger.check(&of(&[("a", "1"), ("b", "2"), ("c", "3"), ("d", "9")])),
        []
    );
    assert_eq!(
        ledger.check(&of(&[("a", "1"), ("a", "4"), ("c", "5"), ("e", "6")])),
        [
            Fault::Lost("b".into()),
            Fault::Twice("a".into()),
            Fault::Other("c".into()),
            Fault::Unknown("e".into())
        ]
    );
}

#[test]
fn the_ledger_sees_a_deed_that_is_lost_and_takes_an_unanswered_one_either_way() {
    let edit = |aim: &str| Deed::Edit { aim: aim.into() };
    let done = || {
        Ok(Answer {
            status: 200,
            headers: http::HeaderMap::new(),
            json: Value::Null,
        })
    };
    let mut ledger = Ledger::default();
    ledger.acknowledge("a".into(), "1".into());
    let found = |aim: &str, is_archived: bool| {
        let state = State {
            id: "1".into(),
            aim: aim.into(),
            is_archived,
            members: BTreeSet::new(),
        };
        BTreeMap::from([("a".to_owned(), state)])
    };
    let lost = [Fault::Lost("a".into())];
    ledger.note_deed("a", edit("x"), &done());
    ledger.note_deed("a", Deed::Archive, &Err(Lost));
    assert_eq!(ledger.check_states(&found("x", false)), []);
    assert_eq!(ledger.check_states(&found("x", true)), []);
    assert_eq!(ledger.check_states(&found(AIM, true)), lost);
    ledger.note_deed("a", Deed::Archive, &done());
    assert_eq!(ledger.check_states(&found("x", true)), []);
    assert_eq!(ledger.check_states(&found("x", false)), lost);
}
