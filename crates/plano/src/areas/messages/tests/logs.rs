// SPDX-License-Identifier: EUPL-1.2
//! Logs: entries that are numbered, stay as they are, and say what corrects them.

use serde_json::json;
use uuid::Uuid;

use super::{history, id, main_channel, makes, posts, two};
use crate::testkit::TestApp;

#[tokio::test(flavor = "multi_thread")]
async fn a_log_numbers_its_entries_and_nobody_edits_or_takes_away_any() {
    let plano = TestApp::new().await;
    let (anna, bruno, project) = two(&plano).await;
    let log = makes(&anna, &project, "log", &[]).await;
    let first = posts(&bruno, &log, "08:12 Rupture de canalisation rue Haute").await;
    let second = posts(&anna, &log, "08:20 Astreinte prévenue").await;
    assert_eq!(
        (&first["seq"], &second["seq"], &first["kind"]),
        (&json!(1), &json!(2), &json!("entry"))
    );
    let path = format!("/messages/{}", id(&first));

    bruno
        .patch(&path, "1", json!({ "body": "autre" }))
        .await
        .refused(403, "access.closed");
    for person in [&anna, &bruno] {
        person.delete(&path).await.refused(403, "access.closed");
    }
    let answer = json!({ "draft": Uuid::now_v7(), "body": "réponse", "thread": first["id"] });
    bruno
        .post(&format!("/channels/{log}/messages"), answer)
        .await
        .refused(409, "log.no_threads");
    assert_eq!(history(&anna, &log).await.len(), 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_entry_of_a_log_says_which_later_ones_correct_it_wherever_it_is_read() {
    let plano = TestApp::new().await;
    let (anna, bruno, project) = two(&plano).await;
    let log = makes(&anna, &project, "log", &[]).await;
    let first = posts(&anna, &log, "08:12 Rue Haute").await;
    posts(&anna, &log, "08:20 Astreinte prévenue").await;
    let path = format!("/channels/{log}/messages");
    let mut later = Vec::new();
    for body in ["Rue Basse", "Rue Basse, numéro 12"] {
        let new = json!({ "draft": Uuid::now_v7(), "body": body, "quotes": first["id"] });
        later.push(bruno.post(&path, new).await.ok());
    }
    let expected = json!([{ "id": later[0]["id"], "seq": 3 }, { "id": later[1]["id"], "seq": 4 }]);
    // A page on which the corrections are not.
    let page = bruno.get(&format!("{path}?before=2")).await.ok();
    assert_eq!(page["items"][0]["corrected_by"], expected);
    let one = bruno.get(&format!("/messages/{}", id(&first))).await.ok();
    assert_eq!(one["corrected_by"], expected);
    let whole = anna.get(&path).await.ok();
    for other in 1..4 {
        assert_eq!(whole["items"][other]["corrected_by"], json!([]));
    }

    // Elsewhere nothing corrects anything.
    let channel = main_channel(&anna, &project).await;
    let said = posts(&anna, &channel, "Rue Haute").await;
    let quoting = json!({ "draft": Uuid::now_v7(), "body": "Rue Basse", "quotes": said["id"] });
    anna.post(&format!("/channels/{channel}/messages"), quoting)
        .await
        .ok();
    let page = anna.get(&format!("/channels/{channel}/messages")).await.ok();
    assert_eq!(page["items"][0]["corrected_by"], json!([]));
}
