// SPDX-License-Identifier: EUPL-1.2
//! Channels of a project.

use serde_json::{Value, json};
use uuid::Uuid;

use super::{channels, id, main_channel, makes, posts, project, three, tries, two};
use crate::testkit::{Caller, TestApp};

#[tokio::test(flavor = "multi_thread")]
async fn a_project_is_made_with_its_channel() {
    let plano = TestApp::new().await;
    let anna = plano.person("anna").await;
    let project = project(&anna).await;
    let list = channels(&anna, &project).await;
    assert_eq!(list.len(), 1);
    assert_eq!(
        (&list[0]["is_main"], &list[0]["kind"], &list[0]["name"]),
        (&json!(true), &json!("open"), &json!(""))
    );
    plano.settle().await;
    assert_eq!(channels(&anna, &project).await.len(), 1);
    let copy = json!({ "draft": Uuid::now_v7(), "name": "Copie", "with_members": false });
    let copy = anna
        .post(&format!("/projects/{project}/duplication"), copy)
        .await
        .ok();
    assert_eq!(channels(&anna, &id(&copy)).await.len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_channel_made_twice_with_one_draft_is_one() {
    let plano = TestApp::new().await;
    let anna = plano.person("anna").await;
    let project = project(&anna).await;
    let path = format!("/projects/{project}/channels");
    let body = json!({ "draft": Uuid::now_v7(), "kind": "open", "name": "Travaux", "topic": "Rue Haute" });
    let first = anna.post(&path, body.clone()).await.ok();
    let second = anna.post(&path, body.clone()).await.ok();
    assert_eq!(first, second);
    assert_eq!(first["topic"], "Rue Haute");
    for (name, value) in [
        ("name", json!("Autre")),
        ("topic", json!("Rue Basse")),
        ("requires_threads", json!(true)),
    ] {
        let mut other = body.clone();
        other[name] = value;
        anna.post(&path, other).await.refused(409, "draft.reused");
    }
    // It is the same still once it is called otherwise.
    let named = format!("/channels/{}", id(&first));
    anna.patch(&named, "1", json!({ "name": "Chantier", "topic": "" }))
        .await
        .ok();
    assert_eq!(anna.post(&path, body).await.ok()["id"], first["id"]);
    let direct = json!({ "draft": Uuid::now_v7(), "kind": "direct", "name": "Nous" });
    anna.post(&path, direct).await.refused(422, "body.unacceptable");
    assert_eq!(channels(&anna, &project).await.len(), 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_channel_is_named_closed_and_opened_again() {
    let plano = TestApp::new().await;
    let (anna, bruno, project) = two(&plano).await;
    let channel = makes(&bruno, &project, "open", &[]).await;
    let path = format!("/channels/{channel}");
    let named = bruno
        .patch(&path, "1", json!({ "name": "Travaux", "topic": "Rue Haute" }))
        .await
        .ok();
    assert_eq!(
        (&named["name"], &named["topic"]),
        (&json!("Travaux"), &json!("Rue Haute"))
    );
    let named = bruno.patch(&path, "2", json!({ "topic": "" })).await.ok();
    assert_eq!((&named["name"], &named["topic"]), (&json!("Travaux"), &json!("")));
    assert_eq!(bruno.patch(&path, "1", json!({ "name": "x" })).await.status, 412);

    bruno
        .put(&format!("{path}/archive"), json!({}))
        .await
        .refused(403, "access.level_too_low");
    let closed = anna.put(&format!("{path}/archive"), json!({})).await.ok();
    assert!(closed["archived_at"].is_string());
    assert_eq!(
        closed["can"],
        json!({ "react": false, "post": false, "edit": false, "oversee": true, "manage": true })
    );
    tries(&anna, &channel, "encore")
        .await
        .refused(403, "access.closed");
    anna.delete(&format!("{path}/archive")).await.ok();
    posts(&bruno, &channel, "encore").await;
    let main = main_channel(&anna, &project).await;
    anna.put(&format!("/channels/{main}/archive"), json!({}))
        .await
        .refused(409, "channel.is_main");
}

#[tokio::test(flavor = "multi_thread")]
async fn without_the_module_there_are_no_channels() {
    let plano = TestApp::new().await;
    let anna = plano.person("anna").await;
    let project = project(&anna).await;
    let channel = main_channel(&anna, &project).await;
    posts(&anna, &channel, "Bonjour").await;
    let path = format!("/projects/{project}");
    let etag = anna.get(&path).await.ok()["etag"]
        .as_str()
        .expect("a version")
        .to_owned();
    anna.patch(&path, &etag, json!({ "modules": { "messages": false } }))
        .await
        .ok();
    anna.get(&format!("{path}/channels"))
        .await
        .refused(404, "not_found");
    anna.get(&format!("/channels/{channel}/messages"))
        .await
        .refused(404, "not_found");
    assert_eq!(anna.get("/me/channels").await.ok()["items"], json!([]));
    let etag = anna.get(&path).await.ok()["etag"]
        .as_str()
        .expect("a version")
        .to_owned();
    anna.patch(&path, &etag, json!({ "modules": { "messages": true } }))
        .await
        .ok();
    assert_eq!(super::history(&anna, &channel).await, ["Bonjour"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_one_is_told_of_in_a_channel_is_ones_own_matter() {
    let plano = TestApp::new().await;
    let (anna, bruno, project) = two(&plano).await;
    let channel = main_channel(&anna, &project).await;
    let kept = bruno
        .put(
            &format!("/channels/{channel}/mine"),
            json!({ "attention": "nothing", "is_muted": true }),
        )
        .await
        .ok();
    assert_eq!(
        (&kept["attention"], &kept["is_muted"]),
        (&json!("nothing"), &json!(true))
    );
    let hers = anna.get(&format!("/channels/{channel}")).await.ok();
    assert_eq!(
        (&hers["attention"], &hers["is_muted"]),
        (&Value::Null, &json!(false))
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn under_one_draft_a_channel_is_made_for_the_same_people_only() {
    let plano = TestApp::new().await;
    let (anna, bruno, rose, project) = three(&plano).await;
    let path = format!("/projects/{project}/channels");
    let new = |who: &Caller<'_>, draft: Uuid| json!({ "draft": draft, "kind": "private", "name": "Élus", "people": [who.account()] });
    let draft = Uuid::now_v7();
    let first = anna.post(&path, new(&bruno, draft)).await.ok();
    anna.post(&path, new(&rose, draft))
        .await
        .refused(409, "draft.reused");
    assert_eq!(anna.post(&path, new(&bruno, draft)).await.ok()["id"], first["id"]);
}
