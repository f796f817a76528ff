// SPDX-License-Identifier: EUPL-1.2
//! What a client was told, kept outside the program: the judge of what became of it.

use std::collections::{BTreeMap, HashMap};

use base::{Clock, Ids, kind};
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
        let draft = Ids::Random
            .next::<kind::Event>(Clock::System.now())
            .uuid()
            .to_string();
        Self {
            draft,
            name: format!("Projet {number}"),
        }
    }

    pub async fn send(&self, client: &Client) -> Result<Answer, Lost> {
        client
            .post(
                "/projects",
                json!({ "draft": self.draft, "name": self.name, "aim": "Un but" }),
            )
            .await
    }
}

/// What was asked and what was answered.
#[derive(Debug, Default, Clone)]
pub struct Ledger {
    /// By name: the id that was acknowledged.
    pub acknowledged: HashMap<String, String>,
    /// No answer came, or one that says to try again.
    pub unanswered: Vec<Asked>,
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
    /// Notes an answer. Anything but "made" and "try again" is a fault of the program.
    pub fn note(&mut self, asked: Asked, answer: Result<Answer, Lost>) {
        match answer {
            Ok(answer) if answer.status == 201 || answer.status == 200 => {
                let id = answer.json["id"].as_str().unwrap().to_owned();
                assert_eq!(answer.json["name"], asked.name.as_str());
                self.acknowledged.insert(asked.name, id);
            }
            Err(Lost) => self.unanswered.push(asked),
            Ok(answer) if answer.status == 503 => self.unanswered.push(asked),
            Ok(answer) => panic!("{} {}", answer.status, answer.json),
        }
    }

    /// Compares with what is there.
    pub fn check(&self, found: &[(String, String)]) -> Vec<Fault> {
        let mut by_name: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
        for (name, id) in found {
            by_name.entry(name).or_default().push(id);
        }
        let mut faults = Vec::new();
        for (name, id) in &self.acknowledged {
            match by_name.get(name.as_str()) {
                None => faults.push(Fault::Lost(name.clone())),
                Some(ids) if !ids.contains(&id.as_str()) => faults.push(Fault::Other(name.clone())),
                Some(_) => {}
            }
        }
        for (name, ids) in by_name {
            if ids.len() > 1 {
                faults.push(Fault::Twice(name.to_owned()));
            }
            if !self.acknowledged.contains_key(name) && !self.unanswered.iter().any(|it| it.name == name) {
                faults.push(Fault::Unknown(name.to_owned()));
            }
        }
        faults.sort();
        faults
    }
}

/// Name and id of every project, read page by page.
pub async fn projects(client: &Client) -> Vec<(String, String)> {
    let (mut found, mut after) = (Vec::new(), String::new());
    loop {
        let page = client
            .get(&format!("/projects?limit=200{after}"))
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
    let ledger = Ledger {
        acknowledged: of(&[("a", "1"), ("b", "2"), ("c", "3")]).into_iter().collect(),
        unanswered: vec![Asked {
            draft: String::new(),
            name: "d".into(),
        }],
    };
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
