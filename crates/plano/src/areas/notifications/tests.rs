// SPDX-License-Identifier: EUPL-1.2
//! What people are told, through HTTP.
#![allow(clippy::disallowed_methods, reason = "a client makes its own draft keys")]

mod administration;
mod mails;
mod members;
mod mentions;
mod questions;
mod reading;

use std::{sync::Arc, time::Duration};

use base::{Actor, Id, Timestamp, kind};
use events::{Announce as _, Event, JobEvent, Reader, Recorded};
use serde_json::{Value, json};
use uuid::Uuid;

use super::Teller;
use crate::{
    areas,
    testkit::{Caller, TestApp, member_of},
};

const MINUTE: Duration = Duration::from_secs(60);

const HOUR: Duration = Duration::from_secs(3_600);

/// Lets someone in; the member's id and version.
async fn invite(by: &Caller<'_>, project: &str, whom: &Caller<'_>, role: &str) -> (String, String) {
    member_of(&by.invites(project, whom, role).await)
}

/// Camille, Sami, and Camille's project, in which he is a member.
async fn two(plano: &TestApp) -> (Caller<'_>, Caller<'_>, String) {
    let (camille, sami) = (plano.person("camille").await, plano.person("sami").await);
    let project = camille.makes_project("Plan vélo").await;
    invite(&camille, &project, &sami, "member").await;
    (camille, sami, project)
}

/// What someone was told, latest first.
async fn told(whom: &Caller<'_>) -> Vec<Value> {
    whom.get("/notifications").await.ok()["items"]
        .as_array()
        .expect("a list")
        .clone()
}

async fn kinds(whom: &Caller<'_>) -> Vec<String> {
    told(whom)
        .await
        .iter()
        .map(|it| it["kind"].as_str().expect("a kind").to_owned())
        .collect()
}

async fn the_one(whom: &Caller<'_>) -> Value {
    let told = told(whom).await;
    assert_eq!(told.len(), 1, "{told:#?}");
    told[0].clone()
}

fn id_of(notification: &Value) -> &str {
    notification["id"].as_str().expect("an id")
}

async fn ask(whom: &Caller<'_>, project: &str, reason: &str) {
    whom.post(
        &format!("/projects/{project}/access-requests"),
        json!({ "reason": reason }),
    )
    .await
    .ok();
}

async fn wishes(whom: &Caller<'_>, mail: &str, quiet: Value) {
    whom.put(
        "/me/notification-settings",
        json!({ "mail": mail, "projects": [], "quiet": quiet }),
    )
    .await
    .ok();
}

fn never_quiet() -> Value {
    json!({ "on": false, "from": "19:00", "until": "08:00", "weekends": false })
}

/// Where a mail says its reader is: as `for_tests` makes accounts.
fn address(name: &str) -> String {
    format!("{name}@rivemont.example")
}
