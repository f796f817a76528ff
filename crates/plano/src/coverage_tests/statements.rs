// SPDX-License-Identifier: EUPL-1.2
//! What each operation costs in statements to the database. The numbers are a snapshot, and they do not depend on how
//! much there is.

use std::{fmt::Write as _, sync::Arc};

use futures_util::{StreamExt as _, stream};

use super::{
    Operation, operations, send,
    world::{Crowd, World},
};
use crate::testkit::Browser;

/// Who does what: the one whose answer is a success.
pub fn doer<'w>(world: &'w World, operation: &Operation) -> &'w Browser {
    let named = |kind: &str| {
        let found = world.callers.iter().find(|(it, _)| *it == kind);
        &found.expect("a kind of caller").1
    };
    let path = operation.path.as_str();
    match operation.name.as_str() {
        // The owner may not leave, and asks for nothing that he has.
        "leave_project" => return named("member"),
        "ask_project_access" => return named("stranger"),
        "sign_out" | "confirm_session" => return &world.vera,
        _ => {}
    }
    if path.starts_with("/admin/") {
        named("administrator")
    } else if path == "/me" || path.starts_with("/me/") || path.starts_with("/notifications") {
        &world.vera
    } else if super::PUBLIC.contains(&path) {
        named("signed out")
    } else {
        named("owner")
    }
}

/// Status and statements.
async fn cost(world: &World, operation: &Operation) -> (u16, u64) {
    let plano = world.again().await;
    let caller = plano.caller(doer(world, operation));
    let (answer, statements) = db::counting_statements(send(world, operation, &caller)).await;
    assert!(
        answer.status < 400 || REFUSED.contains(&operation.name.as_str()),
        "{operation}: {} {}",
        answer.status,
        answer.json
    );
    plano.end().await;
    (answer.status, statements)
}

async fn costs(crowd: Crowd) -> Vec<(String, u16, u64)> {
    let world = Arc::new(World::new(crowd).await);
    stream::iter(operations())
        .map(|operation| {
            let world = Arc::clone(&world);
            tokio::spawn(async move {
                let (status, statements) = cost(&world, &operation).await;
                (operation.to_string(), status, statements)
            })
        })
        .buffered(4)
        .map(|it| it.expect("it is done"))
        .collect()
        .await
}

#[tokio::test(flavor = "multi_thread")]
async fn what_an_operation_costs_is_known_and_the_same_however_much_there_is() {
    let (few, many) = (costs(Crowd(2)).await, costs(Crowd(25)).await);
    let mut table = String::new();
    let mut grows = Vec::new();
    for ((operation, status, few), (_, _, many)) in few.iter().zip(&many) {
        writeln!(table, "{few:>3}  {status}  {operation}").expect("a String takes all");
        // Fewer are needed where there is enough of what is looked for first.
        if few < many && !EACH.contains(&operation.as_str()) {
            grows.push(format!(
                "{operation}: {few} statements, {many} with more of everything"
            ));
        }
    }
    assert!(grows.is_empty(), "{}", grows.join("\n"));
    insta::assert_snapshot!(table);
}

/// What is refused even to who may do it, in this town: it has been set up; the account came long ago; nothing has run;
/// nothing is linked;
/// the channel is one of announcements.
pub const REFUSED: &[&str] = &[
    "set_up",
    "invite_account",
    "remove_organisation",
    "send_import_wave",
    "pause_import",
    "unlink_projects",
    // The channel is not a log.
    "take_log",
];

/// What is done to each of what there is. This list may only shrink.
const EACH: &[&str] = &[
    // A file of up to a hundred thousand lines, read two hundred at a time so that none waits for all.
    "GET /admin/journal/export",
    // Each member who comes along is a row and an event, which tells him.
    "POST /projects/{project}/duplication",
];
