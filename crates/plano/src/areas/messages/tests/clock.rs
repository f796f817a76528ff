// SPDX-License-Identifier: EUPL-1.2
//! A clock that jumps: a machine that slept, a node set back, daylight that is taken for time. Order and unread are places,
//! never instants.

use std::time::Duration;

use serde_json::{Value, json};
use uuid::Uuid;

use super::{answers, bodies, history, main_channel, posts, two, unread};
use crate::testkit::{Caller, TestApp};

const HOUR: Duration = Duration::from_secs(3_600);

async fn finds(who: &Caller<'_>, query: &str) -> usize {
    let found = who.get(&format!("/messages?q={query}")).await.ok();
    found["items"].as_array().expect("a list").len()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_clock_that_goes_back_and_leaps_changes_neither_order_nor_unread() {
    let plano = TestApp::new().await;
    let (anna, bruno, project) = two(&plano).await;
    let channel = main_channel(&anna, &project).await;
    let clock = plano.db().clock();
    let start = clock.now();

    let root = posts(&anna, &channel, "Un relevé").await;
    answers(&bruno, &channel, &root, "Première").await;
    clock.move_to(start - HOUR);
    posts(&anna, &channel, "Deux relevés").await;
    answers(&anna, &channel, &root, "Deuxième").await;
    clock.move_to(start + HOUR * 5);
    posts(&anna, &channel, "Trois relevés").await;
    clock.move_to(start - HOUR * 2);
    let last = posts(&anna, &channel, "Quatre relevés").await;
    answers(&anna, &channel, &root, "Troisième").await;

    let all = ["Un relevé", "Deux relevés", "Trois relevés", "Quatre relevés"];
    assert_eq!(history(&bruno, &channel).await, all);
    let page = |part: &str| format!("/channels/{channel}/messages?{part}");
    assert_eq!(bodies(&bruno.get(&page("before=3&limit=2")).await.ok()), all[..2]);
    assert_eq!(bodies(&bruno.get(&page("after=2")).await.ok()), all[2..]);
    assert_eq!(bodies(&bruno.get(&page("around=2&limit=2")).await.ok()), all[..2]);
    let thread = bruno
        .get(&format!(
            "/messages/{}/answers?after=0",
            root["id"].as_str().expect("an id")
        ))
        .await
        .ok();
    assert_eq!(bodies(&thread), ["Première", "Deuxième", "Troisième"]);
    assert_eq!(finds(&bruno, "releve").await, 4);

    assert_eq!(unread(&bruno, &channel).await, (4, 0));
    bruno
        .put(&format!("/channels/{channel}/read"), json!({ "seq": 3 }))
        .await
        .ok();
    assert_eq!(unread(&bruno, &channel).await, (1, 0));

    // The same draft, sent again by a clock of another day, is the same message.
    clock.move_to(start + HOUR * 6);
    let draft = json!({ "draft": last["draft"], "body": "Quatre relevés" });
    let again: Value = anna
        .post(&format!("/channels/{channel}/messages"), draft)
        .await
        .ok();
    assert_eq!((&again["id"], &again["seq"]), (&last["id"], &json!(4)));
    let other = json!({ "draft": Uuid::now_v7(), "body": "Cinq relevés" });
    let fifth = anna
        .post(&format!("/channels/{channel}/messages"), other)
        .await
        .ok();
    assert_eq!(fifth["seq"], 5);
}
