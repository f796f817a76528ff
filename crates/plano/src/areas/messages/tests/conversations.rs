// SPDX-License-Identifier: EUPL-1.2
//! Conversations between people.

use serde_json::json;

use super::{history, id, invite, posts, project, unread};
use crate::testkit::{Caller, TestApp};

async fn converses(by: &Caller<'_>, people: &[&Caller<'_>]) -> serde_json::Value {
    let people: Vec<_> = people.iter().map(|it| it.account()).collect();
    by.post("/me/conversations", json!({ "people": people }))
        .await
        .ok()
}

#[tokio::test(flavor = "multi_thread")]
async fn the_same_people_have_the_same_conversation_whoever_opens_it() {
    let plano = TestApp::new().await;
    let (anna, bruno, rose) = (
        plano.person("anna").await,
        plano.person("bruno").await,
        plano.person("rose").await,
    );
    let hers = converses(&anna, &[&bruno]).await;
    let his = converses(&bruno, &[&anna, &bruno]).await;
    assert_eq!(hers["id"], his["id"]);
    assert_eq!(hers["project"], json!(null));
    assert_eq!(hers["people"][0]["id"], json!(bruno.account()));
    assert_eq!(his["people"][0]["id"], json!(anna.account()));
    let of_three = converses(&anna, &[&bruno, &rose]).await;
    assert_ne!(of_three["id"], hers["id"]);
    assert_eq!(of_three["people"].as_array().expect("a list").len(), 2);
    let notes = converses(&anna, &[]).await;
    assert_eq!(notes["people"], json!([]));
    posts(&anna, &id(&notes), "à faire").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_conversation_is_for_the_people_in_it_and_no_one_else() {
    let plano = TestApp::new().await;
    let (anna, bruno, rose, admin) = (
        plano.person("anna").await,
        plano.person("bruno").await,
        plano.person("rose").await,
        plano.admin("admin").await,
    );
    let channel = id(&converses(&anna, &[&bruno]).await);
    let message = id(&posts(&anna, &channel, "entre nous").await);
    assert_eq!(history(&bruno, &channel).await, ["entre nous"]);
    assert_eq!(unread(&bruno, &channel).await.0, 1);
    for stranger in [&rose, &admin] {
        for path in [
            format!("/channels/{channel}"),
            format!("/channels/{channel}/messages"),
            format!("/messages/{message}"),
        ] {
            stranger.get(&path).await.refused(404, "not_found");
        }
    }
    // Nobody is added to it, and nobody closes it: other people are another conversation.
    let person = format!("/channels/{channel}/people/{}", rose.account());
    anna.put(&person, json!({}))
        .await
        .refused(403, "access.level_too_low");
    let mine = bruno.get("/me/channels").await.ok();
    let found = mine["items"]
        .as_array()
        .expect("a list")
        .iter()
        .find(|it| it["id"] == json!(channel))
        .cloned();
    assert_eq!(
        found.expect("the conversation")["people"][0]["id"],
        json!(anna.account())
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn an_outsider_talks_to_the_people_of_his_projects_only() {
    let plano = TestApp::new().await;
    let (anna, rose, nour) = (
        plano.person("anna").await,
        plano.person("rose").await,
        plano.external("nour").await,
    );
    let project = project(&anna).await;
    invite(&anna, &project, &nour, "member").await;
    converses(&nour, &[&anna]).await;
    let refused = nour
        .post("/me/conversations", json!({ "people": [rose.account()] }))
        .await;
    assert_eq!(
        (refused.status, &refused.json["fields"][0]["code"]),
        (422, &json!("conversation.unknown_person"))
    );
    let unknown = anna
        .post(
            "/me/conversations",
            json!({ "people": ["acc_00000000000000000000000001"] }),
        )
        .await;
    assert_eq!(
        (unknown.status, &unknown.json["fields"][0]["code"]),
        (422, &json!("conversation.unknown_person"))
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn with_the_last_of_his_projects_an_outsider_s_conversations_end() {
    let plano = TestApp::new().await;
    let (anna, nour) = (plano.person("anna").await, plano.external("nour").await);
    let project = project(&anna).await;
    let invitation =
        json!({ "invitations": [{ "account": nour.account(), "role": "member", "ends_on": "2026-10-10" }] });
    anna.post(&format!("/projects/{project}/members"), invitation)
        .await
        .ok();
    let channel = id(&converses(&anna, &[&nour]).await);
    let message = id(&posts(&anna, &channel, "le code est 4821").await);
    plano.settle().await;
    let program = json!({ "name": "robot", "scope": "api" });
    let made = nour.post("/me/app-passwords", program).await.ok();
    // Sessions end sooner than this; what a program is given does not.
    let nour = nour.with_app_password(made["secret"].as_str().expect("a secret"));
    assert_eq!(history(&nour, &channel).await, ["le code est 4821"]);
    plano.advance(std::time::Duration::from_secs(4 * 24 * 3_600));
    for path in [
        format!("/channels/{channel}"),
        format!("/channels/{channel}/messages"),
        format!("/messages/{message}"),
    ] {
        nour.get(&path).await.refused(404, "not_found");
    }
    for path in ["/me/channels", "/messages?q=code"] {
        assert_eq!(nour.get(path).await.ok()["items"], json!([]), "{path}");
    }
    // Who is at home goes on.
    assert_eq!(history(&anna, &channel).await, ["le code est 4821"]);
}
