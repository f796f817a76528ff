// SPDX-License-Identifier: EUPL-1.2
//! Through HTTP, as administrators would: of the instance, of a branch, of another branch; and as those who are none.
#![allow(clippy::disallowed_methods, reason = "a client makes its own draft keys")]

mod accounts;
mod branches;
mod groups;
mod imports;
mod instance;
mod quotas;

use axum::{
    body::Body,
    http::{Method, Request, header},
};
use base::{Id, kind};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::testkit::{Answer, Caller, TestApp};

fn draft() -> Uuid {
    Uuid::now_v7()
}

fn text(value: &Value) -> String {
    value.as_str().expect("a text").to_owned()
}

fn names(list: &Value) -> Vec<String> {
    list["items"]
        .as_array()
        .expect("a list")
        .iter()
        .map(|it| text(&it["name"]))
        .collect()
}

/// An organisation below another, by the hand of an administrator of the instance.
async fn organisation(
    admin: &Caller<'_>,
    name: &str,
    parent: Id<kind::Organisation>,
) -> Id<kind::Organisation> {
    let made = admin
        .post(
            "/admin/organisations",
            json!({ "draft": draft(), "name": name, "parent": parent }),
        )
        .await
        .ok();
    text(&made["id"]).parse().expect("an id")
}

async fn appoint(admin: &Caller<'_>, organisation: Id<kind::Organisation>, who: &Caller<'_>) {
    admin
        .put(
            &format!(
                "/admin/organisations/{organisation}/administrators/{}",
                who.account()
            ),
            json!({}),
        )
        .await
        .ok();
}

/// Two branches, each with its administrator and a member.
struct Town<'p> {
    plano: &'p TestApp,
    admin: Caller<'p>,
    roads: Id<kind::Organisation>,
    press: Id<kind::Organisation>,
    roads_admin: Caller<'p>,
    press_admin: Caller<'p>,
    roadmender: Caller<'p>,
    journalist: Caller<'p>,
}

impl<'p> Town<'p> {
    async fn new(plano: &'p TestApp) -> Self {
        let admin = plano.admin("admin").await;
        let roads = organisation(&admin, "Voirie", plano.organisation()).await;
        let press = organisation(&admin, "Presse", plano.organisation()).await;
        let (roads_admin, press_admin) = (
            plano.person_in("rachid", roads).await,
            plano.person_in("paula", press).await,
        );
        appoint(&admin, roads, &roads_admin).await;
        appoint(&admin, press, &press_admin).await;
        let (roadmender, journalist) = (
            plano.person_in("rene", roads).await,
            plano.person_in("jeanne", press).await,
        );
        Self {
            plano,
            admin,
            roads,
            press,
            roads_admin,
            press_admin,
            roadmender,
            journalist,
        }
    }
}

fn account(who: &Caller<'_>) -> String {
    format!("/admin/accounts/{}", who.account())
}
