// SPDX-License-Identifier: EUPL-1.2
//! Through HTTP, as people would.

mod links;
mod me;
mod people;
mod programs;
mod requests;
mod sessions;

use std::net::{IpAddr, Ipv4Addr, SocketAddr};

use axum::{
    body::Body,
    extract::ConnectInfo,
    http::{Method, Request, header},
};
use base::{Actor, Id, Problem, kind, text::Name};
use serde_json::{Value, json};

use super::{NewAccount, create, create_by_command, invite};
use crate::testkit::{Answer, Caller, PASSWORD, TestApp};

/// A password that anyone may choose.
const ANOTHER: &str = "trois nuages verts et un hibou";

/// A request from some other network.
fn from_afar(method: Method, path: &str, body: &Value, network: u8) -> Request<Body> {
    let address = SocketAddr::new(IpAddr::V4(Ipv4Addr::new(198, 51, 100, network)), 4_000);
    Request::builder()
        .method(method)
        .uri(format!("/api/v1{path}"))
        .header(header::CONTENT_TYPE, "application/json")
        .header(
            header::USER_AGENT,
            "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0",
        )
        .extension(ConnectInfo(address))
        .body(Body::from(body.to_string()))
        .expect("a request")
}

async fn signs_in(caller: &Caller<'_>, name: &str, password: &str) -> Answer {
    caller
        .post(
            "/session",
            json!({ "email": format!("{name}@rivemont.example"), "password": password }),
        )
        .await
}

/// What the last mail to an address leads to: the path, and the secret in the fragment.
fn link(plano: &TestApp, address: &str) -> (String, String) {
    let mails = plano.mails().to(address);
    let text = &mails
        .last()
        .unwrap_or_else(|| panic!("no mail to {address}"))
        .text;
    let url = text
        .split_whitespace()
        .find(|it| it.contains('#'))
        .unwrap_or_else(|| panic!("no link in {text}"));
    let (page, secret) = url
        .trim_matches(['<', '>', '(', ')', '.'])
        .split_once('#')
        .expect("a fragment");
    (
        page.rsplit('/').next().expect("a path").to_owned(),
        secret.to_owned(),
    )
}

/// A colleague who is invited and has not come yet.
async fn invited(plano: &TestApp, by: &Caller<'_>, name: &str) -> Id<kind::Account> {
    let (organisation, by) = (plano.organisation(), by.account());
    let email = format!("{name}@rivemont.example").parse().expect("an address");
    let new = NewAccount::member(email, text("Maëlle"), text("Kervadec"), vec![organisation]);
    let account: Result<_, Problem> = plano
        .db()
        .write(Actor::Account(by), async move |tx| {
            let account = create(tx, &new).await?;
            invite(tx, account, Some(by), None).await?;
            Ok(account)
        })
        .await;
    plano.settle().await;
    account.expect("an account")
}

fn text(name: &str) -> base::text::Name {
    base::text::Name::new(name).expect("a name")
}

/// The answer without what is each request's own.
fn plain(answer: &Answer) -> (u16, Value) {
    let mut body = answer.json.clone();
    if let Some(object) = body.as_object_mut() {
        object.remove("request_id");
    }
    (answer.status, body)
}

async fn deactivates(plano: &TestApp, account: Id<kind::Account>) {
    let done: Result<bool, Problem> = plano
        .db()
        .write(Actor::System, async move |tx| {
            super::deactivate(tx, account).await
        })
        .await;
    assert!(done.expect("deactivated"));
}

/// Asserts that `password` opens the account of `name`, or does not.
async fn opens(plano: &TestApp, name: &str, password: &str) -> bool {
    signs_in(&plano.visitor(), name, password).await.status == 200
}

#[tokio::test(flavor = "multi_thread")]
async fn everyone_can_sign_in_with_the_password_of_the_tests() {
    let plano = TestApp::new().await;
    plano.person("anna").await;
    assert!(opens(&plano, "anna", PASSWORD).await);
    assert!(!opens(&plano, "anna", ANOTHER).await);
}
