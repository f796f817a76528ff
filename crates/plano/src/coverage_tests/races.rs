// SPDX-License-Identifier: EUPL-1.2
//! Many at once, on the database that the tests run on: what must be one is one, and what must stay stays.

use std::{collections::HashSet, time::Duration};

use axum::{body::Body, http::Request};
use futures_util::future::join_all;
use serde_json::{Value, json};

use super::{
    operations, send,
    world::{Crowd, World},
};
use crate::{
    areas,
    testkit::{Answer, Caller, TestApp},
};

/// As many as the queue of writes is made for.
const MANY: usize = 200;

async fn happened(plano: &TestApp, kind: &str) -> i64 {
    db::sql!("SELECT COUNT(*) FROM events WHERE kind = $1")
        .bind(kind.to_owned())
        .value(plano.db())
        .await
        .expect("a number")
}

/// The same operation, `MANY` times at once.
async fn rush(world: &World, plano: &TestApp, kind: &str, name: &str) -> Vec<Answer> {
    let operation = operations()
        .into_iter()
        .find(|it| it.name == name)
        .unwrap_or_else(|| panic!("no operation is called {name}"));
    let caller = world.caller(plano, kind);
    join_all((0..MANY).map(|_| send(world, &operation, &caller))).await
}

fn count(answers: &[Answer], status: u16) -> usize {
    answers.iter().filter(|it| it.status == status).count()
}

fn statuses(answers: &[Answer]) -> Vec<u16> {
    let all: HashSet<u16> = answers.iter().map(|it| it.status).collect();
    let mut all: Vec<u16> = all.into_iter().collect();
    all.sort_unstable();
    all
}

#[tokio::test(flavor = "multi_thread")]
async fn of_two_hundred_with_one_draft_key_one_thing_is_made() {
    let world = World::new(Crowd(0)).await;
    for (kind, name, event) in [
        ("owner", "create_project", "project.created"),
        ("owner", "duplicate_project", "project.duplicated"),
        ("administrator", "create_organisation", "organisation.created"),
        ("administrator", "create_group", "group.created"),
        ("administrator", "create_account", "account.created"),
        ("administrator", "check_import", "import.checked"),
        ("owner", "create_channel_folder", "channel_folder.made"),
    ] {
        let plano = world.again().await;
        let before = happened(&plano, event).await;
        let answers = rush(&world, &plano, kind, name).await;
        assert_eq!(statuses(&answers), [201], "{name}");
        let id = |it: &Answer| {
            let thing = if name == "create_account" {
                &it.json["person"]
            } else {
                &it.json
            };
            thing["id"].as_str().expect("an id").to_owned()
        };
        let made: HashSet<String> = answers.iter().map(id).collect();
        assert_eq!(made.len(), 1, "{name}");
        assert_eq!(happened(&plano, event).await - before, 1, "{name}");
        plano.end().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn of_two_hundred_edits_of_one_version_one_is_taken() {
    let world = World::new(Crowd(0)).await;
    for (kind, name) in [
        ("owner", "edit_project"),
        ("owner", "edit_member"),
        ("owner", "rename_channel_folder"),
        ("administrator", "edit_account"),
        ("administrator", "edit_organisation"),
        ("administrator", "edit_group"),
        ("administrator", "change_settings"),
    ] {
        let plano = world.again().await;
        let answers = rush(&world, &plano, kind, name).await;
        assert_eq!(
            (count(&answers, 200), count(&answers, 412)),
            (1, MANY - 1),
            "{name}: {:?}",
            statuses(&answers)
        );
        plano.end().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_answered_two_hundred_times_is_answered_once() {
    let world = World::new(Crowd(0)).await;
    for (kind, name, event) in [
        ("owner", "approve_project_access", "project.access_granted"),
        ("owner", "refuse_project_access", "project.access_refused"),
        (
            "administrator",
            "approve_access_request",
            "account.access_approved",
        ),
        ("administrator", "refuse_access_request", "account.access_refused"),
        ("owner", "archive_project", "project.archived"),
        ("owner", "invite_members", "project.member_added"),
        ("owner", "remove_member", "project.member_removed"),
        ("member", "leave_project", "project.member_left"),
        ("stranger", "ask_project_access", "project.access_asked"),
        ("administrator", "add_group_member", "group.joined"),
        ("administrator", "remove_group", "group.removed"),
        ("administrator", "deactivate_account", "account.deactivated"),
        ("administrator", "promote_account", "account.promoted"),
        (
            "administrator",
            "appoint_administrator",
            "organisation.administrator_appointed",
        ),
        ("administrator", "run_import", "import.started"),
    ] {
        let plano = world.again().await;
        let before = happened(&plano, event).await;
        let answers = rush(&world, &plano, kind, name).await;
        assert!(
            answers.iter().all(|it| it.status < 500 || it.status == 503),
            "{name}: {:?}",
            statuses(&answers)
        );
        assert_eq!(happened(&plano, event).await - before, 1, "{name}");
        plano.end().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_request_that_is_granted_and_refused_at_once_has_one_answer() {
    let world = World::new(Crowd(0)).await;
    let plano = world.again().await;
    let owner = world.caller(&plano, "owner");
    let path = format!("/project-access-requests/{}", world.id("project access request"));
    let (grant, refuse) = (format!("{path}/approval"), format!("{path}/refusal"));
    join_all((0..40).map(|at| owner.put(if at % 2 == 0 { &grant } else { &refuse }, json!({})))).await;
    let granted = happened(&plano, "project.access_granted").await;
    let refused = happened(&plano, "project.access_refused").await;
    assert_eq!(granted + refused, 1);
    let members = owner
        .get(&format!("/projects/{}/members", world.id("project")))
        .await
        .ok();
    let quentins = members["items"]
        .as_array()
        .expect("members")
        .iter()
        .filter(|it| it["person"]["given_name"] == "Quentin")
        .count();
    assert_eq!(i64::try_from(quentins).expect("few"), granted);
}

#[tokio::test(flavor = "multi_thread")]
async fn owners_who_remove_each_other_leave_one() {
    let world = World::new(Crowd(0)).await;
    for _ in 0..4 {
        let plano = world.again().await;
        let (owner, manager) = (world.caller(&plano, "owner"), world.caller(&plano, "manager"));
        let project = world.id("project");
        let members = format!("/projects/{project}/members");
        let member_of = async |who: &Caller<'_>| -> Value {
            let all = owner.get(&members).await.ok();
            let items = all["items"].as_array().expect("members").clone();
            let account = json!(who.account());
            items
                .into_iter()
                .find(|it| it["person"]["id"] == account)
                .expect("a member")
        };
        let other = member_of(&manager).await;
        let etag = other["etag"].as_str().expect("a version").to_owned();
        let id = |it: &Value| it["id"].as_str().expect("an id").to_owned();
        let (mine, his) = (id(&member_of(&owner).await), id(&other));
        owner
            .patch(&format!("{members}/{his}"), &etag, json!({ "role": "owner" }))
            .await
            .ok();
        let (of_mine, of_his) = (format!("{members}/{mine}"), format!("{members}/{his}"));
        let (one, another) = tokio::join!(manager.delete(&of_mine), owner.delete(&of_his));
        assert_eq!(
            [one.status, another.status]
                .iter()
                .filter(|it| **it == 204)
                .count(),
            1,
            "{} {}",
            one.json,
            another.json
        );
        plano.end().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_membership_that_ends_and_is_removed_at_once_ends_once() {
    let world = World::new(Crowd(0)).await;
    let plano = world.again().await;
    areas::enqueue_periodic(&plano.app).await.expect("periodic work");
    plano.settle().await;
    let owner = world.caller(&plano, "owner");
    let members = format!("/projects/{}/members", world.id("project"));
    let invitation = json!({ "account": world.newcomer(), "role": "reader", "ends_on": "2026-10-10" });
    let added = owner
        .post(&members, json!({ "invitations": [invitation] }))
        .await
        .ok();
    let member = added["items"][0]["member"]["id"].as_str().expect("a member");
    // A last day ends where it ends last.
    plano.advance(Duration::from_secs(4 * 24 * 3_600));
    areas::enqueue_periodic(&plano.app).await.expect("periodic work");
    let path = format!("{members}/{member}");
    // Two workers, as on two nodes, and somebody who removes.
    let (removed, ..) = tokio::join!(owner.delete(&path), plano.settle(), plano.settle());
    assert!([204, 404].contains(&removed.status), "{}", removed.json);
    plano.settle().await;
    let ended = happened(&plano, "project.member_ended").await;
    let removed = happened(&plano, "project.member_removed").await;
    // One was removed when the town was built.
    assert_eq!(ended + removed, 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_link_that_two_hundred_open_at_once_opens_once() {
    let world = World::new(Crowd(0)).await;
    for (name, success) in [
        ("accept_invitation", 200),
        ("complete_password_reset", 200),
        ("confirm_email_change", 204),
    ] {
        let operation = operations()
            .into_iter()
            .find(|it| it.name == name)
            .expect("it is an operation");
        let plano = world.again().await;
        let visitor = world.caller(&plano, "signed out");
        let body = world.json(&operation).to_string();
        let attempts = (0..MANY).map(|at| {
            let network = std::net::Ipv4Addr::new(
                198,
                51,
                u8::try_from(at / 250).unwrap_or(0),
                u8::try_from(at % 250).unwrap_or(0),
            );
            let request = Request::builder()
                .method(operation.method.as_str())
                .uri(format!("/api/v1{}", operation.path))
                .header("content-type", "application/json")
                .extension(axum::extract::ConnectInfo(std::net::SocketAddr::from((
                    network, 4_000,
                ))))
                .body(Body::from(body.clone()))
                .expect("a request");
            visitor.send(request)
        });
        let answers = join_all(attempts).await;
        assert_eq!(count(&answers, success), 1, "{name}: {:?}", statuses(&answers));
        // The others are refused: the link is spent, the password is the one that the first has just set, or they are too
        // many to be looked at in this moment.
        assert_eq!(
            count(&answers, 403) + count(&answers, 422) + count(&answers, 503),
            MANY - 1,
            "{name}: {:?}",
            statuses(&answers)
        );
        plano.end().await;
    }
}
