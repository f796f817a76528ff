// SPDX-License-Identifier: EUPL-1.2
//! Who hears, and from when on no longer.

use base::Actor;
use futures_util::SinkExt as _;
use serde_json::{Value, json};
use tokio::net::TcpStream;
use tokio_tungstenite::{
    WebSocketStream,
    tungstenite::{Error, Message, client::IntoClientRequest as _, http::HeaderValue},
};

use super::{CUT, Server, invite, names, told, topic};
use crate::{
    areas::accounts,
    live::tail::judged,
    testkit::{Answer, Caller, PASSWORD, id_of},
};

#[tokio::test(flavor = "multi_thread")]
async fn removal_cuts_what_one_hears() {
    let server = Server::start().await;
    let (camille, sami, rose) = (
        server.plano.person("camille").await,
        server.plano.person("sami").await,
        server.plano.person("rose").await,
    );
    let id = camille.makes_project("Plan vélo").await;
    let member = invite(&camille, &id, &sami, "member").await;
    told(&server).await;
    let mut window = server.listening(&sami, &id).await;

    camille
        .delete(&format!("/projects/{id}/members/{member}"))
        .await
        .ok();
    let heard = tokio::time::timeout(CUT, window.until("ended"))
        .await
        .expect("cut in time");
    assert_eq!(
        heard.last(),
        Some(&json!({ "type": "ended", "topic": topic(&id) }))
    );
    assert_eq!(
        names(&heard),
        Vec::<&str>::new(),
        "of the project nothing more, not even one's own removal"
    );
    let (left, _) = window.event("project.left").await;
    assert_eq!(left, json!({ "project": id }));

    invite(&camille, &id, &rose, "member").await;
    told(&server).await;
    assert_eq!(names(&window.rest().await), Vec::<&str>::new());
    // Nor by asking again, nor by coming back with the old cursor.
    window
        .say(json!({ "type": "subscribe", "topic": topic(&id) }))
        .await;
    assert_eq!(
        window.next().await,
        json!({ "type": "denied", "topic": topic(&id) })
    );
    let mut again = server.window(&sami, Some("0.0"), &[&topic(&id)]).await;
    let heard = again.until("ready").await;
    assert_eq!(heard[0]["type"], "denied");
    assert!(
        heard
            .iter()
            .all(|it| it["topic"] != json!(topic(&id)) || it["type"] == "denied"),
        "{heard:#?}"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn leaving_a_group_or_its_end_cuts_what_one_heard_through_it() {
    let server = Server::start().await;
    let (anna, camille) = (
        server.plano.admin("anna").await,
        server.plano.person("camille").await,
    );
    let (sami, rose) = (
        server.plano.person("sami").await,
        server.plano.person("rose").await,
    );
    let group = anna.makes_group("Voirie", &[&sami, &rose]).await;
    let id = camille.makes_project("Plan vélo").await;
    let body = json!({ "invitations": [{ "group": group, "role": "member" }] });
    camille.post(&format!("/projects/{id}/members"), body).await.ok();
    told(&server).await;
    let (mut his, mut hers) = (
        server.listening(&sami, &id).await,
        server.listening(&rose, &id).await,
    );

    let group = format!("/admin/groups/{group}");
    anna.delete(&format!("{group}/members/{}", sami.account()))
        .await
        .ok();
    tokio::time::timeout(CUT, his.until("ended"))
        .await
        .expect("cut in time");
    anna.delete(&group).await.ok();
    tokio::time::timeout(CUT, hers.until("ended"))
        .await
        .expect("cut in time");
}

#[tokio::test(flavor = "multi_thread")]
async fn signing_out_closes_the_windows_of_that_session_only() {
    let server = Server::start().await;
    let sami = server.plano.person("sami").await;
    let other = sami.with_cookie_of(&sign_in(&server, "sami").await);
    told(&server).await;
    let (mut here, mut there) = (
        server.window(&sami, None, &[]).await,
        server.window(&other, None, &[]).await,
    );
    here.until("ready").await;
    there.until("ready").await;
    let session = other.get("/me").await.ok()["session"].clone();

    other.delete("/session").await.ok();
    let (code, _) = tokio::time::timeout(CUT, there.closed())
        .await
        .expect("cut in time");
    assert_eq!(code, Some(4001));
    let (body, _) = here.event("session.ended").await;
    assert_eq!(body, json!({ "session": session }));

    // Nobody comes back with what has ended.
    assert!(server.connect(other.cookie(), None).await.is_err());
    server
        .connect(sami.cookie(), None)
        .await
        .expect("the other session goes on");
}

async fn sign_in(server: &Server, name: &str) -> Answer {
    let body = json!({ "email": format!("{name}@rivemont.example"), "password": PASSWORD });
    server.plano.visitor().post("/session", body).await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_closed_account_s_windows_are_closed() {
    let server = Server::start().await;
    let sami = server.plano.person("sami").await;
    told(&server).await;
    let mut window = server.window(&sami, None, &[]).await;
    window.until("ready").await;
    let account = sami.account();
    let closed = server.plano.db().write(Actor::System, async move |tx| {
        accounts::deactivate(tx, account).await
    });
    closed.await.expect("deactivated");
    let (code, _) = tokio::time::timeout(CUT, window.closed())
        .await
        .expect("cut in time");
    assert_eq!(code, Some(4001));
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_listens_to_what_he_may_not_read() {
    let server = Server::start().await;
    let (camille, sami, anna, nour) = (
        server.plano.person("camille").await,
        server.plano.person("sami").await,
        server.plano.admin("anna").await,
        server.plano.external("nour").await,
    );
    let id = camille.makes_project("Réorganisation").await;
    // What they did before is told before they listen, however long PostgreSQL holds it back.
    told(&server).await;
    let absent = topic("prj_00000000000000000000000000");
    let hers = format!("person:{}", camille.account());
    for stranger in [&sami, &anna, &nour] {
        let own = format!("person:{}", stranger.account());
        let mut window = server.window(stranger, None, &[&topic(&id)]).await;
        assert_eq!(
            window.next().await,
            json!({ "type": "denied", "topic": topic(&id) })
        );
        window.until("ready").await;
        for asked in [&topic(&id), &absent, &hers, "channel:x", "nonsense"] {
            window.say(json!({ "type": "subscribe", "topic": asked })).await;
            assert_eq!(
                window.next().await,
                json!({ "type": "denied", "topic": asked }),
                "the same answer, whatever is there"
            );
        }
        window.say(json!({ "type": "subscribe", "topic": own })).await;
        assert_eq!(window.next().await["type"], "subscribed");
        camille
            .put(&format!("/projects/{id}/archive"), json!({}))
            .await
            .ok();
        camille.delete(&format!("/projects/{id}/archive")).await.ok();
        told(&server).await;
        assert_eq!(window.rest().await, Vec::<Value>::new());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn only_who_is_signed_in_and_comes_from_our_own_pages_opens_a_socket() {
    let server = Server::start().await;
    let sami = server.plano.person("sami").await;
    let refused = |result: Result<WebSocketStream<TcpStream>, Error>| match result {
        Err(Error::Http(response)) => response.status().as_u16(),
        other => panic!("{other:?}"),
    };
    assert_eq!(refused(server.connect("", None).await), 401);
    assert_eq!(refused(server.connect("plano=none", None).await), 401);

    let stream = TcpStream::connect(server.address).await.expect("it listens");
    let mut request = format!("ws://{}/api/v1/live", server.address)
        .into_client_request()
        .expect("an address");
    request
        .headers_mut()
        .insert("cookie", HeaderValue::from_str(sami.cookie()).expect("a cookie"));
    request
        .headers_mut()
        .insert("origin", HeaderValue::from_static("https://elsewhere.example"));
    let result = tokio_tungstenite::client_async(request, stream)
        .await
        .map(|it| it.0);
    assert_eq!(refused(result), 403);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_right_client_never_says_closes_its_socket() {
    let server = Server::start().await;
    let sami = server.plano.person("sami").await;
    let bad = [
        Message::text(json!({ "type": "ping" }).to_string()),
        Message::text("nonsense"),
        Message::text(json!({ "type": "resume", "cursor": null, "as": "camille" }).to_string()),
        Message::binary(vec![0_u8; 4]),
        Message::text(format!("\"{}\"", "x".repeat(::live::FRAME_MAX_BYTES))),
    ];
    for message in bad {
        let mut window = server.silent_window(&sami).await;
        window
            .socket
            .send(message.clone())
            .await
            .expect("the socket is open");
        assert_eq!(window.closed().await.0, Some(4010), "{message:.40?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_twenty_first_window_of_a_person_is_refused() {
    let server = Server::start().await;
    let (sami, rose) = (
        server.plano.person("sami").await,
        server.plano.person("rose").await,
    );
    let mut windows = Vec::new();
    for _ in 0..20 {
        let mut window = server.window(&sami, None, &[]).await;
        window.until("ready").await;
        windows.push(window);
    }
    assert_eq!(server.silent_window(&sami).await.closed().await.0, Some(4009));
    server.window(&rose, None, &[]).await.until("ready").await;
    windows[0].rest().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn who_stays_when_his_group_leaves_the_project_no_longer_hears_its_private_channels() {
    let server = Server::start().await;
    let (camille, sami) = (
        server.plano.person("camille").await,
        server.plano.person("sami").await,
    );
    let id = camille.makes_project("Plan vélo").await;
    invite(&camille, &id, &sami, "member").await;
    let group = server
        .plano
        .admin("admin")
        .await
        .makes_group("Bureau", &[&sami])
        .await;
    let invitation = json!({ "invitations": [{ "group": group, "role": "member" }] });
    let invited = camille
        .post(&format!("/projects/{id}/members"), invitation)
        .await
        .ok();
    let member = &invited["items"][0]["member"]["id"];
    let new = json!({ "draft": uuid::Uuid::now_v7(), "kind": "private", "name": "Élus" });
    let channel = camille.post(&format!("/projects/{id}/channels"), new).await.ok();
    let channel = channel["id"].as_str().expect("an id");
    camille
        .put(&format!("/channels/{channel}/people/{group}"), json!({}))
        .await
        .ok();
    let main = camille.get(&format!("/projects/{id}/channels")).await.ok();
    let main = format!("channel:{}", main["items"][0]["id"].as_str().expect("an id"));
    told(&server).await;
    let heard = format!("channel:{channel}");
    let mut window = server.window(&sami, None, &[&topic(&id), &heard, &main]).await;
    window.until("ready").await;
    let mut other = server.window(&camille, None, &[&heard, &main]).await;
    other.until("ready").await;

    let member = member.as_str().expect("an id");
    camille
        .delete(&format!("/projects/{id}/members/{member}"))
        .await
        .ok();
    server.plano.settle().await;
    let ended = tokio::time::timeout(CUT, window.until("ended"))
        .await
        .expect("cut in time");
    assert_eq!(ended.last(), Some(&json!({ "type": "ended", "topic": heard })));
    window.say(json!({ "type": "subscribe", "topic": heard })).await;
    assert_eq!(
        window.until("denied").await.last(),
        Some(&json!({ "type": "denied", "topic": heard }))
    );
    // What one reads still is heard without a gap: a window that is told `ended` shows that it is gone.
    told(&server).await;
    for window in [&mut window, &mut other] {
        assert!(window.rest().await.iter().all(|it| it["type"] != "ended"));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_outsider_who_leaves_the_last_project_hears_no_conversation_any_more() {
    let server = Server::start().await;
    let (camille, nour, sami) = (
        server.plano.person("camille").await,
        server.plano.external("nour").await,
        server.plano.person("sami").await,
    );
    let id = camille.makes_project("Plan vélo").await;
    let member = invite(&camille, &id, &nour, "member").await;
    let colleague = invite(&camille, &id, &sami, "member").await;
    let people = json!({ "people": [nour.account(), sami.account()] });
    let channel = camille.post("/me/conversations", people).await.ok();
    let heard = format!("channel:{}", channel["id"].as_str().expect("an id"));
    told(&server).await;
    let mut his = server.window(&nour, None, &[&heard]).await;
    his.until("ready").await;
    let mut at_home = server.window(&sami, None, &[&heard]).await;
    at_home.until("ready").await;

    for gone in [member, colleague] {
        camille
            .delete(&format!("/projects/{id}/members/{gone}"))
            .await
            .ok();
    }
    let ended = tokio::time::timeout(CUT, his.until("ended"))
        .await
        .expect("cut in time");
    assert_eq!(ended.last(), Some(&json!({ "type": "ended", "topic": heard })));
    his.say(json!({ "type": "subscribe", "topic": heard })).await;
    assert_eq!(
        his.until("denied").await.last(),
        Some(&json!({ "type": "denied", "topic": heard }))
    );
    // Who is at home goes on.
    told(&server).await;
    assert!(at_home.rest().await.iter().all(|it| it["type"] != "ended"));
}

#[tokio::test(flavor = "multi_thread")]
async fn of_the_conversations_of_whoever_comes_into_a_project_only_an_outsiders_are_asked_about() {
    let server = Server::start().await;
    let camille = server.plano.person("camille").await;
    let (sami, nour) = (
        server.plano.person("sami").await,
        server.plano.external("nour").await,
    );
    let project = camille.makes_project("Plan vélo").await;
    let id = project.parse().expect("an id");
    for who in [&sami, &nour] {
        invite(&camille, &project, who, "member").await;
    }
    told(&server).await;
    let cost = async |who: &Caller<'_>| {
        let people = [who.account()];
        let asked = judged(&server.plano.app, std::slice::from_ref(&id), &people);
        db::counting_statements(asked).await.1
    };
    for (who, grows) in [(&sami, false), (&nour, true)] {
        let mut costs = Vec::new();
        let mut windows = Vec::new();
        for people in [json!([]), json!([camille.account()])] {
            let talk = who
                .post("/me/conversations", json!({ "people": people }))
                .await
                .ok();
            let topic = format!("channel:{}", id_of(&talk));
            let mut window = server.window(who, None, &[&topic]).await;
            window.until("ready").await;
            windows.push(window);
            costs.push(cost(who).await);
        }
        assert_eq!(costs[1] > costs[0], grows, "{costs:?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn that_one_types_is_told_where_one_may_post() {
    let server = Server::start().await;
    let (camille, sami) = (
        server.plano.person("camille").await,
        server.plano.person("sami").await,
    );
    let id = camille.makes_project("Plan vélo").await;
    invite(&camille, &id, &sami, "member").await;
    let new = json!({ "draft": uuid::Uuid::now_v7(), "kind": "announcement", "name": "Annonces" });
    let channel = id_of(&camille.post(&format!("/projects/{id}/channels"), new).await.ok());
    let list = camille.get(&format!("/projects/{id}/channels")).await.ok();
    let main = list["items"].as_array().expect("a list");
    let main = id_of(
        main.iter()
            .find(|it| it["is_main"] == true)
            .expect("the main one"),
    );
    let (announced, open) = (format!("channel:{channel}"), format!("channel:{main}"));
    told(&server).await;
    let topics = [announced.as_str(), open.as_str()];
    let (mut his, mut hers) = (
        server.window(&sami, None, &topics).await,
        server.window(&camille, None, &topics).await,
    );
    his.until("ready").await;
    hers.until("ready").await;
    let type_in = async |window: &mut super::Window, topics: &[&str]| {
        for topic in topics {
            window.say(json!({ "type": "typing", "topic": topic })).await;
        }
    };
    // What he types in the other is told at the same time, or later.
    let typed_in = async |window: &mut super::Window, last: &str| {
        let mut all = Vec::new();
        while !all.contains(&json!(last)) {
            let heard = window.until("typing").await;
            all.extend(heard.last().map(|it| it["topic"].clone()));
        }
        let rest = window.rest().await.into_iter();
        all.extend(
            rest.filter(|it| it["type"] == "typing")
                .map(|it| it["topic"].clone()),
        );
        all
    };
    type_in(&mut his, &topics).await;
    assert_eq!(typed_in(&mut hers, &open).await, [json!(open)]);

    camille
        .put(
            &format!("/channels/{channel}/people/{}", sami.account()),
            json!({}),
        )
        .await
        .ok();
    told(&server).await;
    type_in(&mut his, &[&announced]).await;
    assert_eq!(typed_in(&mut hers, &announced).await, [json!(announced)]);
    camille
        .delete(&format!("/channels/{channel}/people/{}", sami.account()))
        .await
        .ok();
    told(&server).await;
    type_in(&mut his, &topics).await;
    assert_eq!(typed_in(&mut hers, &open).await, [json!(open)]);
}
