// SPDX-License-Identifier: EUPL-1.2
//! Through HTTP, as people would.
#![allow(
    clippy::disallowed_methods,
    reason = "a client makes its own draft keys; a test reads where its server is"
)]

mod announcements;
mod bots;
mod catch_up;
mod channel_taken;
mod channels;
mod clear;
mod clear_decisions;
mod clear_races;
mod clock;
mod conversations;
mod crowd;
mod expiry;
mod externals;
mod folders;
mod forward;
mod hooks;
mod keywords;
mod later;
mod log_taken;
mod logs;
mod names;
mod newcomers;
mod polls;
mod posting;
mod private;
mod private_routes;
mod races;
mod readers_taken;
mod rights_lost;
mod search;
mod slow_bodies;
mod threads;
mod told;
mod unread;

use serde_json::{Value, json};
use uuid::Uuid;

use crate::testkit::{Answer, Caller, TestApp};

async fn project(owner: &Caller<'_>) -> String {
    let body = json!({ "draft": Uuid::now_v7(), "name": "Accueil des usagers" });
    id(&owner.post("/projects", body).await.ok())
}

async fn invite(by: &Caller<'_>, project: &str, whom: &Caller<'_>, role: &str) {
    let body = json!({ "invitations": [{ "account": whom.account(), "role": role }] });
    by.post(&format!("/projects/{project}/members"), body).await.ok();
}

/// Anna's project, of which Bruno is a member.
async fn two(plano: &TestApp) -> (Caller<'_>, Caller<'_>, String) {
    let (anna, bruno) = (plano.person("anna").await, plano.person("bruno").await);
    let project = project(&anna).await;
    invite(&anna, &project, &bruno, "member").await;
    (anna, bruno, project)
}

/// Anna's project, of which Bruno and Rose are members.
async fn three(plano: &TestApp) -> (Caller<'_>, Caller<'_>, Caller<'_>, String) {
    let (anna, bruno, project) = two(plano).await;
    let rose = plano.person("rose").await;
    invite(&anna, &project, &rose, "member").await;
    (anna, bruno, rose, project)
}

fn id(thing: &Value) -> String {
    thing["id"].as_str().expect("an id").to_owned()
}

async fn channels(of: &Caller<'_>, project: &str) -> Vec<Value> {
    let list = of.get(&format!("/projects/{project}/channels")).await.ok();
    list["items"].as_array().expect("a list").clone()
}

async fn main_channel(of: &Caller<'_>, project: &str) -> String {
    id(&channels(of, project).await[0])
}

async fn makes(by: &Caller<'_>, project: &str, kind: &str, people: &[&Caller<'_>]) -> String {
    let people: Vec<_> = people.iter().map(|it| it.account()).collect();
    let body =
        json!({ "draft": Uuid::now_v7(), "kind": kind, "name": format!("Canal {kind}"), "people": people });
    id(&by.post(&format!("/projects/{project}/channels"), body).await.ok())
}

async fn tries(by: &Caller<'_>, channel: &str, body: &str) -> Answer {
    let message = json!({ "draft": Uuid::now_v7(), "body": body });
    by.post(&format!("/channels/{channel}/messages"), message).await
}

async fn posts(by: &Caller<'_>, channel: &str, body: &str) -> Value {
    tries(by, channel, body).await.ok()
}

async fn answers(by: &Caller<'_>, channel: &str, root: &Value, body: &str) -> Value {
    let message = json!({ "draft": Uuid::now_v7(), "body": body, "thread": root["id"] });
    by.post(&format!("/channels/{channel}/messages"), message)
        .await
        .ok()
}

async fn history(of: &Caller<'_>, channel: &str) -> Vec<String> {
    let page = of.get(&format!("/channels/{channel}/messages")).await.ok();
    bodies(&page)
}

fn bodies(page: &Value) -> Vec<String> {
    let items = page["items"].as_array().expect("a list");
    items
        .iter()
        .map(|it| it["body"].as_str().expect("a text").to_owned())
        .collect()
}

/// What is unread of a channel, and how much of that mentions one.
async fn unread(of: &Caller<'_>, channel: &str) -> (i64, i64) {
    let channel = of.get(&format!("/channels/{channel}")).await.ok();
    (
        channel["unread"].as_i64().expect("a number"),
        channel["mentions"].as_i64().expect("a number"),
    )
}

/// Anna's project with its main channel, in which Bruno is a member and Idriss a manager.
struct Town<'p> {
    anna: Caller<'p>,
    bruno: Caller<'p>,
    idriss: Caller<'p>,
    project: String,
    channel: String,
}

impl<'p> Town<'p> {
    async fn in_(plano: &'p TestApp) -> Self {
        let (anna, bruno, idriss) = (
            plano.person("anna").await,
            plano.person("bruno").await,
            plano.person("idriss").await,
        );
        let project = project(&anna).await;
        invite(&anna, &project, &bruno, "member").await;
        invite(&anna, &project, &idriss, "manager").await;
        let channel = main_channel(&anna, &project).await;
        plano.settle().await;
        Self {
            anna,
            bruno,
            idriss,
            project,
            channel,
        }
    }

    async fn role(&self, whom: &Caller<'_>, role: &str) {
        let path = format!("/projects/{}/members", self.project);
        let members = self.anna.get(&path).await.ok();
        let items = members["items"].as_array().expect("a list");
        let member = items
            .iter()
            .find(|it| it["person"]["id"] == json!(whom.account()))
            .expect("a member");
        let etag = member["etag"].as_str().expect("a version");
        let path = format!("{path}/{}", id(member));
        self.anna.patch(&path, etag, json!({ "role": role })).await.ok();
    }
}
