// SPDX-License-Identifier: EUPL-1.2
//! Conversations between people.

use serde_json::{Value, json};

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

/// The conversations in someone's list.
async fn listed(of: &Caller<'_>) -> Vec<String> {
    let mine = of.get("/me/channels").await.ok();
    let items = mine["items"].as_array().expect("a list");
    items
        .iter()
        .filter(|it| it["kind"] == json!("direct"))
        .map(id)
        .collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_conversation_in_which_nothing_was_said_is_shown_to_those_only_who_opened_it() {
    let plano = TestApp::new().await;
    let (anna, bruno, rose) = (
        plano.person("anna").await,
        plano.person("bruno").await,
        plano.person("rose").await,
    );
    let channel = id(&converses(&anna, &[&bruno, &rose]).await);
    assert_eq!(listed(&anna).await, [channel.as_str()]);
    assert!(listed(&bruno).await.is_empty());
    // He opens it too.
    converses(&bruno, &[&anna, &rose]).await;
    assert_eq!(listed(&bruno).await, [channel.as_str()]);
    assert!(listed(&rose).await.is_empty());
    posts(&anna, &channel, "Bonjour").await;
    assert_eq!(listed(&rose).await, [channel.as_str()]);
    assert_eq!(unread(&rose, &channel).await.0, 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_conversation_of_two_is_put_away_until_something_is_said_in_it() {
    let plano = TestApp::new().await;
    let (anna, bruno, rose) = (
        plano.person("anna").await,
        plano.person("bruno").await,
        plano.person("rose").await,
    );
    let channel = id(&converses(&anna, &[&bruno]).await);
    posts(&anna, &channel, "Merci").await;
    let hidden = format!("/channels/{channel}/hidden");
    rose.put(&hidden, json!({})).await.refused(404, "not_found");
    bruno.put(&hidden, json!({})).await.ok();
    bruno.put(&hidden, json!({})).await.ok();
    assert!(listed(&bruno).await.is_empty());
    assert_eq!(listed(&anna).await, [channel.as_str()]);
    // It is there for whoever looks for it, what he had not read is read, and nobody else hears of it.
    assert_eq!(history(&bruno, &channel).await, ["Merci"]);
    assert_eq!(unread(&bruno, &channel).await.0, 0);
    posts(&anna, &channel, "Au fait").await;
    assert_eq!(listed(&bruno).await, [channel.as_str()]);
    assert_eq!(unread(&bruno, &channel).await.0, 1);

    bruno.put(&hidden, json!({})).await.ok();
    converses(&bruno, &[&anna]).await;
    assert_eq!(listed(&bruno).await, [channel.as_str()]);
    bruno.put(&hidden, json!({})).await.ok();
    bruno.delete(&hidden).await.ok();
    assert_eq!(listed(&bruno).await, [channel.as_str()]);
    // Nobody leaves a conversation of two: the other would talk to nobody.
    bruno
        .delete(&format!("/channels/{channel}/people/{}", bruno.account()))
        .await
        .refused(409, "conversation.of_two");

    let place = project(&anna).await;
    let main = super::main_channel(&anna, &place).await;
    anna.put(&format!("/channels/{main}/hidden"), json!({}))
        .await
        .refused(409, "channel.not_a_conversation");
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_leaves_a_group_conversation_hears_no_more_of_it_and_the_others_go_on() {
    let plano = TestApp::new().await;
    let (anna, bruno, rose) = (
        plano.person("anna").await,
        plano.person("bruno").await,
        plano.person("rose").await,
    );
    let channel = id(&converses(&anna, &[&bruno, &rose]).await);
    let message = id(&posts(&anna, &channel, "À trois").await);
    let person = |who: &Caller<'_>| format!("/channels/{channel}/people/{}", who.account());
    // Nobody is put out of a conversation by another.
    anna.delete(&person(&bruno))
        .await
        .refused(403, "access.managers_only");
    bruno.delete(&person(&bruno)).await.ok();
    plano.settle().await;
    for path in [format!("/channels/{channel}"), format!("/messages/{message}")] {
        bruno.get(&path).await.refused(404, "not_found");
    }
    assert!(listed(&bruno).await.is_empty());
    posts(&rose, &channel, "À deux").await;
    plano.settle().await;
    let told = bruno.get("/notifications?state=unread").await.ok();
    assert_eq!(told["items"], json!([]));
    let shown = anna.get(&format!("/channels/{channel}")).await.ok();
    assert_eq!(shown["people"].as_array().expect("a list").len(), 1);

    // The same three again are another conversation, in which nothing of this one stands; so are the two.
    let anew = id(&converses(&bruno, &[&anna, &rose]).await);
    assert_ne!(anew, channel);
    assert_eq!(history(&bruno, &anew).await, Vec::<String>::new());
    assert_ne!(id(&converses(&anna, &[&rose]).await), channel);

    // Two are left of the three: each of them may leave as well.
    rose.delete(&person(&rose)).await.ok();
    anna.delete(&person(&anna)).await.ok();
    assert!(!listed(&anna).await.contains(&channel));
}

#[tokio::test(flavor = "multi_thread")]
async fn all_conversations_are_listed_in_pages_those_with_the_latest_words_first() {
    let plano = TestApp::new().await;
    let anna = plano.person("anna").await;
    let mut made = Vec::new();
    for number in 0..7 {
        let other = plano.person(&format!("personne{number}")).await;
        let channel = id(&converses(&anna, &[&other]).await);
        plano.advance(std::time::Duration::from_secs(60));
        posts(&anna, &channel, "Bonjour").await;
        made.push(channel);
    }
    let empty = id(&converses(&anna, &[]).await);
    anna.put(&format!("/channels/{}/hidden", made[2]), json!({}))
        .await
        .ok();
    let mut pages: Vec<Vec<String>> = Vec::new();
    let mut query = "limit=3".to_owned();
    loop {
        let page = anna.get(&format!("/me/conversations?{query}")).await.ok();
        let items = page["items"].as_array().expect("a list");
        pages.push(items.iter().map(id).collect());
        match &page["next"] {
            Value::String(next) => query = format!("limit=3&after={next}"),
            _ => break,
        }
    }
    let mut expected: Vec<String> = made.iter().rev().cloned().collect();
    expected.push(empty);
    assert_eq!(pages.concat(), expected);
    assert_eq!(pages.iter().map(Vec::len).collect::<Vec<_>>(), [3, 3, 2]);
    anna.get("/me/conversations?after=n%27importe")
        .await
        .refused(422, "body.unacceptable");
    let stranger = plano.person("sami").await;
    assert_eq!(stranger.get("/me/conversations").await.ok()["items"], json!([]));
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_is_decided_for_a_project_in_a_conversation() {
    let plano = TestApp::new().await;
    let (anna, bruno) = (plano.person("anna").await, plano.person("bruno").await);
    let channel = id(&converses(&anna, &[&bruno]).await);
    let body = json!({ "draft": uuid::Uuid::now_v7(), "body": "On ferme à midi", "kind": "decision" });
    let refused = anna.post(&format!("/channels/{channel}/messages"), body).await;
    assert_eq!(
        (refused.status, &refused.json["fields"][0]["code"]),
        (422, &json!("message.kind_unknown"))
    );
}
