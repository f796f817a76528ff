// SPDX-License-Identifier: EUPL-1.2
//! What people are told of themselves and of one another.

use std::time::Duration;

use serde_json::json;

use super::{Server, invite, names, told};

#[tokio::test(flavor = "multi_thread")]
async fn a_notification_is_heard_as_the_list_has_it_and_read_in_all_windows() {
    let server = Server::start().await;
    let (camille, sami) = (
        server.plano.person("camille").await,
        server.plano.person("sami").await,
    );
    let id = camille.makes_project("Plan vélo").await;
    told(&server).await;
    let (mut one, mut other) = (
        server.window(&sami, None, &[]).await,
        server.window(&sami, None, &[]).await,
    );
    let mut hers = server.window(&camille, None, &[]).await;
    for window in [&mut one, &mut other, &mut hers] {
        window.until("ready").await;
    }

    let member = invite(&camille, &id, &sami, "member").await;
    one.event("project.joined").await;
    server.plano.settle().await;
    let (heard, _) = one.event("notification.changed").await;
    assert_eq!(json!([heard]), sami.get("/notifications").await.ok()["items"]);

    let notification = heard["id"].as_str().expect("an id");
    sami.put(&format!("/notifications/{notification}/read"), json!({}))
        .await
        .ok();
    let (read, _) = one.event("notification.changed").await;
    assert_eq!(json!([read]), sami.get("/notifications").await.ok()["items"]);
    assert_eq!(read["is_read"], true);
    other.event("notification.changed").await;
    other.event("notification.changed").await;
    sami.delete(&format!("/notifications/{notification}/read"))
        .await
        .ok();
    sami.put("/notifications/read", json!({ "until": notification }))
        .await
        .ok();
    let (until, _) = other.event("notification.all_read").await;
    assert_eq!(until, json!({ "until": notification }));

    // Hidden before it could be told: not told.
    camille
        .put(&format!("/projects/{id}/archive"), json!({}))
        .await
        .ok();
    camille.delete(&format!("/projects/{id}/archive")).await.ok();
    camille
        .delete(&format!("/projects/{id}/members/{member}"))
        .await
        .ok();
    one.event("project.left").await;
    server.plano.settle().await;
    let (last, heard) = one.event("notification.changed").await;
    assert_eq!(last["kind"], "project.member_removed");
    assert_eq!(names(&heard), Vec::<&str>::new());
    told(&server).await;
    assert!(
        !names(&hers.rest().await).contains(&"notification.changed"),
        "nobody hears what another is told"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn one_s_own_changes_and_the_administration_s_are_heard_by_those_they_concern() {
    let server = Server::start().await;
    let (anna, sami, rose) = (
        server.plano.admin("anna").await,
        server.plano.person("sami").await,
        server.plano.person("rose").await,
    );
    told(&server).await;
    let mut windows = Vec::new();
    for person in [&anna, &sami, &rose] {
        let mut window = server.window(person, None, &[]).await;
        window.until("ready").await;
        windows.push(window);
    }
    sami.patch("/me", "1", json!({ "function": "Urbaniste" }))
        .await
        .ok();
    told(&server).await;
    let heard = [
        windows[0].rest().await,
        windows[1].rest().await,
        windows[2].rest().await,
    ];
    assert_eq!(
        heard.iter().map(|it| names(it)).collect::<Vec<_>>(),
        [vec!["admin.changed"], vec!["me.changed"], vec![]]
    );
    assert_eq!(heard[0][0]["body"], json!({ "what": "accounts" }));
    assert_eq!(heard[1][0]["body"], json!({}));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_becomes_of_a_person_or_a_group_is_heard_in_their_projects() {
    let server = Server::start().await;
    let (anna, camille, sami) = (
        server.plano.admin("anna").await,
        server.plano.person("camille").await,
        server.plano.person("sami").await,
    );
    let group = anna.makes_group("Voirie", &[]).await;
    let id = camille.makes_project("Plan vélo").await;
    invite(&camille, &id, &sami, "member").await;
    let body = json!({ "invitations": [{ "group": group, "role": "reader" }] });
    camille.post(&format!("/projects/{id}/members"), body).await.ok();
    told(&server).await;
    let mut window = server.listening(&camille, &id).await;

    sami.patch("/me", "1", json!({ "function": "Urbaniste" }))
        .await
        .ok();
    let (told_of, _) = window.event("project.people_changed").await;
    assert_eq!(told_of["project"], json!(id));

    anna.put(
        &format!("/admin/groups/{group}/members/{}", anna.account()),
        json!({}),
    )
    .await
    .ok();
    let (told_of, _) = window.event("project.people_changed").await;
    assert_eq!(told_of["project"], json!(id));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_lists_of_projects_show_is_heard_where_no_project_is_open() {
    let server = Server::start().await;
    let (camille, sami, rose) = (
        server.plano.person("camille").await,
        server.plano.person("sami").await,
        server.plano.person("rose").await,
    );
    let id = camille.makes_project("Plan vélo").await;
    invite(&camille, &id, &sami, "reader").await;
    told(&server).await;
    let (mut his, mut hers) = (
        server.window(&sami, None, &[]).await,
        server.window(&rose, None, &[]).await,
    );
    his.until("ready").await;
    hers.until("ready").await;

    camille
        .changes(&format!("/projects/{id}"), json!({ "name": "Plan marche" }))
        .await;
    camille
        .put(&format!("/projects/{id}/archive"), json!({}))
        .await
        .ok();
    camille.delete(&format!("/projects/{id}/archive")).await.ok();
    for name in ["project.changed", "project.archived", "project.restored"] {
        let (body, _) = his.event(name).await;
        assert_eq!(body, json!({ "project": id }));
    }
    told(&server).await;
    assert!(hers.rest().await.is_empty(), "a stranger hears nothing");
}

#[tokio::test(flavor = "multi_thread")]
async fn presence_is_told_to_those_who_share_a_project_and_to_nobody_else() {
    let server = Server::start().await;
    let (camille, sami, rose) = (
        server.plano.person("camille").await,
        server.plano.person("sami").await,
        server.plano.person("rose").await,
    );
    let id = camille.makes_project("Plan vélo").await;
    invite(&camille, &id, &sami, "member").await;
    let other = rose.makes_project("Autre").await;
    told(&server).await;
    let mut hers = server.listening(&camille, &id).await;
    let mut apart = server.listening(&rose, &other).await;
    let mut his = server.window(&sami, None, &[]).await;
    his.until("ready").await;
    his.say(json!({ "type": "presence", "state": "busy" })).await;
    let sami = sami.account().to_string();
    loop {
        let frame = hers.frame().await.expect("open");
        if frame["people"][&sami] == "busy" {
            break;
        }
    }
    assert_eq!(
        server.plano.app.live.presence(sami.parse().expect("an id")),
        ::live::Presence::Busy
    );
    apart.say(json!({ "type": "ping" })).await;
    loop {
        let frame = apart.frame().await.expect("open");
        assert!(frame["people"].get(&sami).is_none(), "{frame}");
        if frame["type"] == "pong" {
            break;
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn who_is_there_is_not_mailed_at_once() {
    let server = Server::start().await;
    let plano = &server.plano;
    let (camille, sami, rose) = (
        plano.person("camille").await,
        plano.person("sami").await,
        plano.person("rose").await,
    );
    let quiet = json!({ "on": false, "from": "19:00", "until": "08:00", "weekends": false });
    let wishes = json!({ "mail": "at_once", "projects": [], "quiet": quiet });
    let id = camille.makes_project("Plan vélo").await;
    for person in [&sami, &rose] {
        person.put("/me/notification-settings", wishes.clone()).await.ok();
        invite(&camille, &id, person, "member").await;
    }
    plano.settle().await;
    let mut window = server.window(&sami, None, &[]).await;
    window.until("ready").await;
    plano.advance(Duration::from_secs(60));
    plano.settle().await;
    let mailed = |name: &str| plano.mails().to(&format!("{name}@rivemont.example")).len();
    assert_eq!((mailed("sami"), mailed("rose")), (0, 1));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_conversation_is_heard_of_when_something_is_said_in_it() {
    let server = Server::start().await;
    let (camille, sami) = (
        server.plano.person("camille").await,
        server.plano.person("sami").await,
    );
    told(&server).await;
    let (mut his, mut hers) = (
        server.window(&sami, None, &[]).await,
        server.window(&camille, None, &[]).await,
    );
    his.until("ready").await;
    hers.until("ready").await;
    let people = json!({ "people": [sami.account()] });
    let channel = camille.post("/me/conversations", people).await.ok()["id"].clone();
    told(&server).await;
    assert_eq!(hers.event("channel.joined").await.0["channel"], channel);
    assert!(names(&his.rest().await).is_empty());
    let path = format!("/channels/{}/messages", channel.as_str().expect("an id"));
    let said = json!({ "draft": uuid::Uuid::now_v7(), "body": "Bonjour" });
    camille.post(&path, said).await.ok();
    assert_eq!(his.event("channel.joined").await.0["channel"], channel);
}
