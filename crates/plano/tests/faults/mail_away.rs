// SPDX-License-Identifier: EUPL-1.2
//! The mail server does not answer: nobody waits for it, and the mail is tried again.

use db::{Db, sql};
use serde_json::json;

use crate::program::{ADDRESS, Place, Program, free_port, until};

/// Attempts at the mail, and whether it was given up.
async fn tried(db: &Db) -> Option<(i64, bool)> {
    sql!("SELECT attempts, dead_at IS NOT NULL FROM jobs WHERE last_error IS NOT NULL ORDER BY attempts DESC LIMIT 1")
        .optional(db)
        .await
        .unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn who_causes_a_mail_is_answered_and_the_mail_is_tried_again() {
    let folder = tempfile::tempdir().unwrap();
    let mut place = Place::sqlite(&folder.path().join("data"));
    place
        .settings
        .push(("PLANO_MAIL", format!("smtp://127.0.0.1:{}", free_port())));
    place
        .settings
        .push(("PLANO_MAIL_FROM", "Plano <plano@rivemont.example>".into()));
    let mut program = Program::start(&place).await;
    program.set_up().await;
    let answer = program
        .client()
        .post("/password-resets", json!({ "email": ADDRESS }))
        .await
        .unwrap();
    assert_eq!(answer.status, 202, "{}", answer.json);
    let db = place.open();
    until(async || tried(&db).await.is_some_and(|(attempts, _)| attempts >= 2)).await;
    assert_eq!(tried(&db).await.map(|it| it.1), Some(false), "it is not given up");
    assert!(program.is_running());
    assert_eq!(program.client().get("/instance").await.unwrap().status, 200);
    program.kill().await;
}
