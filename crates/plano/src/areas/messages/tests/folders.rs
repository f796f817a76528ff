// SPDX-License-Identifier: EUPL-1.2
//! Folders of channels: who divides the list, who sees which name, and in what order things stand.

use serde_json::{Value, json};
use uuid::Uuid;

use super::{channels, id, invite, main_channel, makes, project, three, two};
use crate::testkit::{Answer, Caller, TestApp};

async fn folder(by: &Caller<'_>, project: &str, name: &str) -> Value {
    tries_folder(by, project, name).await.ok()
}

async fn tries_folder(by: &Caller<'_>, project: &str, name: &str) -> Answer {
    let body = json!({ "draft": Uuid::now_v7(), "name": name });
    by.post(&format!("/projects/{project}/channel-folders"), body)
        .await
}

/// The names of the folders that someone sees, in order.
async fn folders(of: &Caller<'_>, project: &str) -> Vec<String> {
    let list = of.get(&format!("/projects/{project}/channel-folders")).await.ok();
    let items = list["items"].as_array().expect("a list");
    items
        .iter()
        .map(|it| it["name"].as_str().expect("a name").to_owned())
        .collect()
}

async fn puts(by: &Caller<'_>, channel: &str, into: &Value, before: Option<&str>) -> Answer {
    let body = json!({ "folder": into["id"], "before": before });
    by.put(&format!("/channels/{channel}/place"), body).await
}

/// The ids of the channels that someone reads, in order, each with the name of its folder.
async fn placed(of: &Caller<'_>, project: &str) -> Vec<(String, Option<String>)> {
    channels(of, project)
        .await
        .iter()
        .map(|it| (id(it), it["folder"]["name"].as_str().map(str::to_owned)))
        .collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_folder_is_made_named_and_taken_away_and_its_channels_stay() {
    let plano = TestApp::new().await;
    let (anna, bruno, project) = two(&plano).await;
    let channel = makes(&anna, &project, "open", &[]).await;
    let made = folder(&anna, &project, "  Vie du   service ").await;
    assert_eq!(
        (&made["name"], &made["etag"]),
        (&json!("Vie du service"), &json!("1"))
    );
    let there = puts(&anna, &channel, &made, None).await.ok();
    assert_eq!(there["folder"], made);
    let path = format!("/projects/{project}/channel-folders/{}", id(&made));
    let named = anna.patch(&path, "1", json!({ "name": "Équipe" })).await.ok();
    assert_eq!((&named["name"], &named["etag"]), (&json!("Équipe"), &json!("2")));
    let lost = anna.patch(&path, "1", json!({ "name": "Autre" })).await;
    assert_eq!((lost.status, &lost.json["current"]), (412, &named));
    let of_bruno = placed(&bruno, &project).await;
    assert_eq!(of_bruno[1], (channel.clone(), Some("Équipe".to_owned())));

    anna.delete(&path).await.ok();
    assert_eq!(placed(&bruno, &project).await[1], (channel, None));
    anna.delete(&path).await.refused(404, "not_found");
    anna.patch(&path, "2", json!({ "name": "Autre" }))
        .await
        .refused(404, "not_found");
    plano.settle().await;
    let noted: i64 = db::sql!("SELECT COUNT(*) FROM journal WHERE kind LIKE 'channel_folder.%'")
        .value(plano.db())
        .await
        .expect("a number");
    assert_eq!(noted, 3);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_folder_made_twice_with_one_draft_is_one() {
    let plano = TestApp::new().await;
    let anna = plano.person("anna").await;
    let (one, other) = (project(&anna).await, project(&anna).await);
    let path = format!("/projects/{one}/channel-folders");
    let body = json!({ "draft": Uuid::now_v7(), "name": "Travaux" });
    let first = anna.post(&path, body.clone()).await.ok();
    assert_eq!(anna.post(&path, body.clone()).await.ok(), first);
    let otherwise = json!({ "draft": body["draft"], "name": "Autre" });
    anna.post(&path, otherwise).await.refused(409, "draft.reused");
    anna.post(&format!("/projects/{other}/channel-folders"), body.clone())
        .await
        .refused(409, "draft.reused");
    assert_eq!(folders(&anna, &one).await, ["Travaux"]);
    // Named otherwise since, it is the same folder.
    let own = format!("{path}/{}", id(&first));
    let named = anna.patch(&own, "1", json!({ "name": "Chantiers" })).await.ok();
    assert_eq!(anna.post(&path, body.clone()).await.ok(), named);
    assert_eq!(folders(&anna, &one).await, ["Chantiers"]);
    // Taken away since, it is not there again.
    anna.delete(&own).await.ok();
    anna.post(&path, body).await.ok();
    assert_eq!(folders(&anna, &one).await, ["Travaux"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn no_two_folders_of_a_project_read_alike() {
    let plano = TestApp::new().await;
    let anna = plano.person("anna").await;
    let (one, other) = (project(&anna).await, project(&anna).await);
    let made = folder(&anna, &one, "Équipe").await;
    tries_folder(&anna, &one, "equipe")
        .await
        .refused(422, "channel_folder.name_taken");
    let second = folder(&anna, &one, "Travaux").await;
    let path = format!("/projects/{one}/channel-folders/{}", id(&second));
    anna.patch(&path, "1", json!({ "name": "ÉQUIPE" }))
        .await
        .refused(422, "channel_folder.name_taken");
    // Its own name, otherwise written; and what is in another project.
    let path = format!("/projects/{one}/channel-folders/{}", id(&made));
    anna.patch(&path, "1", json!({ "name": "ÉQUIPE" })).await.ok();
    folder(&anna, &other, "Équipe").await;
    for name in ["", "   ", &"é".repeat(61), "a\u{202E}b"] {
        assert_eq!(tries_folder(&anna, &one, name).await.status, 422, "{name:?}");
    }
    folder(&anna, &one, &"é".repeat(60)).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn folders_and_channels_stand_where_they_are_put() {
    let plano = TestApp::new().await;
    let anna = plano.person("anna").await;
    let project = project(&anna).await;
    let main = main_channel(&anna, &project).await;
    let (one, two, three) = (
        folder(&anna, &project, "Un").await,
        folder(&anna, &project, "Deux").await,
        folder(&anna, &project, "Trois").await,
    );
    let place = |it: &Value| format!("/projects/{project}/channel-folders/{}/place", id(it));
    anna.put(&place(&three), json!({ "before": one["id"] }))
        .await
        .ok();
    assert_eq!(folders(&anna, &project).await, ["Trois", "Un", "Deux"]);
    anna.put(&place(&three), json!({ "before": null })).await.ok();
    anna.put(&place(&one), json!({ "before": three["id"] }))
        .await
        .ok();
    assert_eq!(folders(&anna, &project).await, ["Deux", "Un", "Trois"]);
    anna.put(&place(&two), json!({ "before": two["id"] }))
        .await
        .refused(422, "channel_folder.unknown");

    let mut made = Vec::new();
    for _ in 0..3 {
        made.push(makes(&anna, &project, "open", &[]).await);
    }
    puts(&anna, &made[2], &one, Some(&made[0])).await.ok();
    let order: Vec<_> = placed(&anna, &project).await.into_iter().map(|it| it.0).collect();
    assert_eq!(
        order.iter().collect::<Vec<_>>(),
        [&main, &made[2], &made[0], &made[1]]
    );
    // The same again changes nothing, not even its rank.
    let before = channels(&anna, &project).await;
    puts(&anna, &made[2], &one, Some(&made[0])).await.ok();
    assert_eq!(channels(&anna, &project).await, before);
    puts(&anna, &made[2], &Value::Null, None).await.ok();
    let order: Vec<_> = placed(&anna, &project).await.into_iter().map(|it| it.0).collect();
    assert_eq!(
        order.iter().collect::<Vec<_>>(),
        [&main, &made[0], &made[1], &made[2]]
    );
    puts(&anna, &main, &one, None)
        .await
        .refused(409, "channel.is_main");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_name_of_a_folder_is_told_to_those_who_read_something_in_it() {
    let plano = TestApp::new().await;
    let (anna, bruno, rose, project) = three(&plano).await;
    let private = makes(&anna, &project, "private", &[&bruno]).await;
    let secret = folder(&anna, &project, "Réorganisation").await;
    let empty = folder(&anna, &project, "Vide").await;
    puts(&anna, &private, &secret, None).await.ok();
    // Who manages sees them all, to fill them.
    assert_eq!(folders(&anna, &project).await, ["Réorganisation", "Vide"]);
    assert_eq!(folders(&bruno, &project).await, ["Réorganisation"]);
    assert_eq!(folders(&rose, &project).await, [""; 0]);
    assert!(
        !rose
            .get("/me/channels")
            .await
            .ok()
            .to_string()
            .contains("Réorganisation")
    );

    // A channel of her own she puts where she sees something, and nowhere else.
    let hers = makes(&rose, &project, "private", &[]).await;
    puts(&rose, &hers, &secret, None)
        .await
        .refused(422, "channel_folder.unknown");
    puts(&rose, &hers, &empty, None)
        .await
        .refused(422, "channel_folder.unknown");
    puts(&rose, &hers, &Value::Null, Some(&private))
        .await
        .refused(422, "channel.unknown");
    let open = makes(&anna, &project, "open", &[]).await;
    puts(&anna, &open, &empty, None).await.ok();
    puts(&rose, &hers, &empty, None).await.ok();
    assert_eq!(folders(&rose, &project).await, ["Vide"]);
    // What others cannot read in it changes nothing of what they see of it.
    assert_eq!(folders(&bruno, &project).await, ["Réorganisation", "Vide"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn only_those_who_manage_divide_the_list() {
    let plano = TestApp::new().await;
    let (anna, bruno, project) = two(&plano).await;
    let (rose, nour, sami) = (
        plano.person("rose").await,
        plano.external("nour").await,
        plano.person("sami").await,
    );
    invite(&anna, &project, &rose, "reader").await;
    invite(&anna, &project, &nour, "member").await;
    let made = folder(&anna, &project, "Travaux").await;
    let path = format!("/projects/{project}/channel-folders/{}", id(&made));
    let channel = makes(&anna, &project, "open", &[]).await;
    for (who, status) in [
        (&bruno, 403),
        (&rose, 403),
        (&nour, 403),
        (&sami, 404),
        (&plano.visitor(), 401),
    ] {
        assert_eq!(tries_folder(who, &project, "Autre").await.status, status);
        assert_eq!(who.patch(&path, "1", json!({ "name": "x" })).await.status, status);
        let place = json!({ "before": null });
        assert_eq!(who.put(&format!("{path}/place"), place).await.status, status);
        assert_eq!(who.delete(&path).await.status, status);
        assert_eq!(puts(who, &channel, &made, None).await.status, status);
    }
    // A folder of another project is not there.
    let other = super::project(&anna).await;
    let elsewhere = format!("/projects/{other}/channel-folders/{}", id(&made));
    assert_eq!(anna.delete(&elsewhere).await.status, 404);
    assert_eq!(
        anna.patch(&elsewhere, "1", json!({ "name": "x" })).await.status,
        404
    );
    let theirs = makes(&anna, &other, "open", &[]).await;
    puts(&anna, &theirs, &made, None)
        .await
        .refused(422, "channel_folder.unknown");
    puts(&anna, &channel, &Value::Null, Some(&theirs))
        .await
        .refused(422, "channel.unknown");
    // A project that is closed is read, no more.
    puts(&anna, &channel, &made, None).await.ok();
    anna.put(&format!("/projects/{project}/archive"), json!({}))
        .await
        .ok();
    assert_eq!(tries_folder(&anna, &project, "Autre").await.status, 403);
    assert_eq!(anna.delete(&path).await.status, 403);
    assert_eq!(folders(&bruno, &project).await, ["Travaux"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_conversation_has_no_place_among_channels() {
    let plano = TestApp::new().await;
    let (anna, bruno, project) = two(&plano).await;
    let made = folder(&anna, &project, "Travaux").await;
    let with = json!({ "people": [bruno.account()] });
    let conversation = id(&anna.post("/me/conversations", with).await.ok());
    // Nobody manages one.
    assert_eq!(puts(&anna, &conversation, &made, None).await.status, 403);
}

#[tokio::test(flavor = "multi_thread")]
async fn there_are_so_many_folders_and_no_more() {
    let plano = TestApp::new().await;
    let anna = plano.person("anna").await;
    let project = project(&anna).await;
    for at in 0..super::super::model_folders::FOLDERS_MAX {
        folder(&anna, &project, &format!("Dossier {at}")).await;
    }
    tries_folder(&anna, &project, "Encore un")
        .await
        .refused(409, "channel_folder.too_many");
}

#[tokio::test(flavor = "multi_thread")]
async fn folders_made_and_moved_at_once_all_have_a_place_of_their_own() {
    let plano = TestApp::new().await;
    let anna = plano.person("anna").await;
    let project = project(&anna).await;
    let made = futures_util::future::join_all((0..8).map(|at| {
        let (anna, project) = (&anna, &project);
        async move { folder(anna, project, &format!("Dossier {at}")).await }
    }))
    .await;
    futures_util::future::join_all(made.iter().map(|it| {
        let path = format!("/projects/{project}/channel-folders/{}/place", id(it));
        let (anna, first) = (&anna, &made[0]);
        async move { anna.put(&path, json!({ "before": first["id"] })).await }
    }))
    .await;
    let list = anna
        .get(&format!("/projects/{project}/channel-folders"))
        .await
        .ok();
    let mut ranks: Vec<_> = list["items"]
        .as_array()
        .expect("a list")
        .iter()
        .map(|it| it["rank"].as_str().expect("a rank"))
        .collect();
    ranks.dedup();
    assert_eq!(ranks.len(), 8);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_folder_is_taken_away_while_many_write_in_its_channels() {
    let plano = TestApp::new().await;
    let (anna, bruno, project) = two(&plano).await;
    let mut made = Vec::new();
    for _ in 0..6 {
        made.push(makes(&anna, &project, "open", &[]).await);
    }
    for round in 0..8 {
        let folder = folder(&anna, &project, &format!("Tour {round}")).await;
        // The last ones first, so that their rows lie in another order than their ids.
        for channel in made.iter().rev() {
            puts(&anna, channel, &folder, None).await.ok();
        }
        let path = format!("/projects/{project}/channel-folders/{}", id(&folder));
        let said = futures_util::future::join_all(made.iter().chain(&made).map(|channel| {
            let bruno = &bruno;
            async move { super::tries(bruno, channel, "Bonjour").await }
        }));
        let (said, gone) = tokio::join!(said, anna.delete(&path));
        for answer in said.into_iter().chain([gone]) {
            assert!(answer.status < 300, "{} {}", answer.status, answer.json);
        }
        assert!(placed(&bruno, &project).await.iter().all(|it| it.1.is_none()));
    }
}
