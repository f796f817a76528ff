// SPDX-License-Identifier: EUPL-1.2
//! Through HTTP, as administrators would; and with a hand in the table, as an intruder would.
#![allow(
    clippy::disallowed_methods,
    reason = "a client makes its own draft keys; a test reads where its server is"
)]

use serde_json::json;
use uuid::Uuid;

use crate::testkit::TestApp;

#[tokio::test(flavor = "multi_thread")]
async fn what_happened_is_told_to_administrators_only_and_in_order() {
    let plano = TestApp::new().await;
    let (admin, camille) = (plano.admin("admin").await, plano.person("camille").await);
    camille
        .post("/projects", json!({ "draft": Uuid::now_v7(), "name": "Projet" }))
        .await
        .ok();
    plano.settle().await;
    let journal = admin.get("/admin/journal").await.ok();
    let lines = journal["items"].as_array().expect("a list");
    assert!(!lines.is_empty());
    assert!(
        lines
            .windows(2)
            .all(|pair| pair[0]["seq"].as_i64() > pair[1]["seq"].as_i64())
    );
    assert!(
        lines.iter().all(|it| !it["kind"]
            .as_str()
            .is_some_and(|kind| kind.starts_with("project."))),
        "{journal}"
    );
    camille.get("/admin/journal").await.refused(404, "not_found");
    camille
        .get("/admin/journal/export")
        .await
        .refused(404, "not_found");
    camille
        .get("/admin/journal/integrity")
        .await
        .refused(404, "not_found");
    plano
        .visitor()
        .get("/admin/journal")
        .await
        .refused(401, "session.none");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_line_that_was_changed_removed_or_swapped_is_found() {
    let faults = [
        "UPDATE journal SET kind = 'account.nothing' WHERE position = 2",
        "DELETE FROM journal WHERE position = 2",
        "UPDATE journal SET at = at + 1 WHERE position = 2",
        "UPDATE journal SET position = CASE position WHEN 2 THEN -3 ELSE -2 END WHERE position IN (2, 3); UPDATE journal SET position = -position WHERE position < 0",
    ];
    for fault in faults {
        let plano = TestApp::new().await;
        let admin = plano.admin("admin").await;
        for name in ["a", "b", "c"] {
            plano.person(name).await;
        }
        plano.settle().await;
        let intact = admin.get("/admin/journal/integrity").await.ok();
        assert_eq!(
            (&intact["intact"], intact["checked"].as_i64() > Some(3)),
            (&json!(true), true),
            "{intact}"
        );
        plano
            .db()
            .script(fault.to_owned())
            .await
            .expect("the intruder has the database");
        let broken = admin.get("/admin/journal/integrity").await.ok();
        assert_eq!(
            (&broken["intact"], &broken["first_broken"]),
            (&json!(false), &json!(2)),
            "{fault}"
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn taking_the_journal_away_is_in_the_journal() {
    let plano = TestApp::new().await;
    let admin = plano.admin("admin").await;
    plano.settle().await;
    let export = admin.get("/admin/journal/export").await;
    assert_eq!(export.headers["content-type"], "text/csv; charset=utf-8");
    assert!(
        String::from_utf8(export.bytes)
            .expect("text")
            .starts_with("\u{FEFF}seq,at,actor,kind")
    );
    plano.settle().await;
    assert_eq!(
        admin.get("/admin/journal?kind=journal").await.ok()["items"][0]["kind"],
        "journal.exported"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn lines_are_found_by_the_beginning_of_a_name() {
    let plano = TestApp::new().await;
    let admin = plano.admin("admin").await;
    let camille = plano.person("camille").await;
    admin
        .put(
            &format!("/admin/accounts/{}/deactivation", camille.account()),
            json!({}),
        )
        .await
        .ok();
    plano.settle().await;
    let found = admin
        .get("/admin/journal?q=Cami&kind=account.deactivated")
        .await
        .ok();
    assert_eq!(
        found["items"][0]["account"]["id"],
        camille.account().to_string(),
        "{found}"
    );
    assert_eq!(admin.get("/admin/journal?q=Camz").await.ok()["items"], json!([]));
}
