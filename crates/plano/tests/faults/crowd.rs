// SPDX-License-Identifier: EUPL-1.2
//! A channel, and many people in it.

use std::time::Duration;

use base::{Actor, Ids, Secret, kind};
use db::{DbError, sql};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::{client::Client, ledger::draft, program::Place};

/// A channel of a new project.
pub struct Channel {
    pub id: String,
    pub people: Vec<Client>,
}

impl Channel {
    /// One that so many people read, beside who makes it.
    pub async fn with(place: &Place, client: &Client, count: usize) -> Self {
        let body = json!({ "draft": draft(), "name": "Accueil des usagers" });
        let project = client.post("/projects", body).await.unwrap().ok();
        let project = project["id"].as_str().unwrap();
        let body = json!({ "draft": draft(), "name": "marché", "kind": "open" });
        let channel = client
            .post(&format!("/projects/{project}/channels"), body)
            .await
            .unwrap()
            .ok();
        let people = people(place, client, project, count).await;
        assert_eq!(people.len(), count);
        Self {
            id: channel["id"].as_str().unwrap().to_owned(),
            people,
        }
    }
}

/// The id of a message, and its place in the channel.
pub fn place_of(message: &Value) -> (String, i64) {
    (
        message["id"].as_str().unwrap().to_owned(),
        message["seq"].as_i64().unwrap(),
    )
}

/// Everything in the channel, as one reads it.
pub async fn history(client: &Client, channel: &str) -> Vec<Value> {
    let (mut all, mut after) = (Vec::new(), 0);
    loop {
        let path = format!("/channels/{channel}/messages?after={after}&limit=200");
        let page = client.get(&path).await.unwrap().ok();
        let items = page["items"].as_array().unwrap();
        let Some(last) = items.last() else { return all };
        after = place_of(last).1;
        all.extend(items.iter().cloned());
    }
}

/// As many more people of the project, each with a session.
async fn people(place: &Place, client: &Client, project: &str, count: usize) -> Vec<Client> {
    let me = client.get("/me").await.unwrap().ok();
    let mut invitations = Vec::new();
    for number in 0..count {
        let body = json!({
            "draft": draft(), "email": format!("agent.{number}@rivemont.example"), "given_name": "Agent",
            "family_name": format!("Numéro {number}"), "language": "fr",
            "organisations": [me["organisations"][0]["id"]], "invite": false,
        });
        let made = client.post("/admin/accounts", body).await.unwrap().ok();
        invitations.push(json!({ "account": made["person"]["id"], "role": "member" }));
    }
    let body = json!({ "invitations": invitations });
    client
        .post(&format!("/projects/{project}/members"), body)
        .await
        .unwrap()
        .ok();
    // Checking as many passwords would take longer than all the rest.
    let secrets = place
        .open()
        .write(Actor::System, async move |tx| {
            sql!("UPDATE accounts SET status = 'active' WHERE status <> 'active'").exec(&mut *tx).await?;
            let accounts: Vec<Uuid> =
                sql!("SELECT id FROM accounts WHERE email LIKE 'agent.%'").values(&mut *tx).await?;
            let mut secrets = Vec::new();
            for account in accounts {
                let now = tx.now();
                let (id, secret) = (Ids::Random.next::<kind::Session>(now), Secret::generate());
                sql!(
                    "INSERT INTO sessions (id, account, secret_hash, device, device_kind, address, started_at, last_used_at, idle_us, ends_at, fresh_until)
                     VALUES ($1, $2, $3, 'test', 'desktop', '127.0.0.1', $4, $4, 86400000000, $5, $4)"
                )
                .bind(id.uuid())
                .bind(account)
                .bind(&secret.hash())
                .bind(now)
                .bind(now + Duration::from_secs(86_400))
                .exec(&mut *tx)
                .await?;
                secrets.push(secret.reveal());
            }
            Ok::<_, DbError>(secrets)
        })
        .await
        .unwrap();
    secrets.iter().map(|it| client.with_session(it)).collect()
}
