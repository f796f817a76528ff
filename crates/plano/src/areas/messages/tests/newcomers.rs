// SPDX-License-Identifier: EUPL-1.2
//! Whoever comes into a channel may read all of its history, of which nothing is new to him: wherever it is read, and wherever
//! something waits.

use serde_json::{Value, json};
use uuid::Uuid;

use super::{
    answers, bodies, history, id, invite,
    later::{HOUR, after},
    main_channel, makes, posts, project, unread,
};
use crate::testkit::{Caller, TestApp};

/// What was said in a channel before somebody came.
struct Said {
    root: Value,
    answer: Value,
    decision: Value,
}

/// Says all that may wait for someone: with his name, with everyone's, in a thread, as a decision.
async fn is_said(by: &Caller<'_>, channel: &str, whom: &Caller<'_>) -> Said {
    let root = posts(by, channel, &format!("Avant : @[N]({})", whom.account())).await;
    let answer = answers(
        by,
        channel,
        &root,
        &format!("Avant aussi : @[N]({})", whom.account()),
    )
    .await;
    posts(by, channel, "Avant : @[tous](everyone)").await;
    let decided = json!({ "draft": Uuid::now_v7(), "kind": "decision", "body": "Avant : décidé" });
    let path = format!("/channels/{channel}");
    let decision = by.post(&format!("{path}/messages"), decided).await.ok();
    let asked = json!({ "draft": Uuid::now_v7(), "question": "Avant ?", "options": ["Oui", "Non"] });
    by.post(&format!("{path}/polls"), asked).await.ok();
    by.put(&format!("/messages/{}/pin", id(&root)), json!({}))
        .await
        .ok();
    Said {
        root,
        answer,
        decision,
    }
}

impl Said {
    /// By every address that one may have of it.
    async fn is_read(&self, by: &Caller<'_>, channel: &str, project: &str) {
        assert_eq!(history(by, channel).await.len(), 4);
        let root = format!("/messages/{}", id(&self.root));
        for (path, message) in [
            (root.clone(), &self.root),
            (format!("/messages/{}", id(&self.answer)), &self.answer),
            (format!("/messages/{}", id(&self.decision)), &self.decision),
        ] {
            assert_eq!(by.get(&path).await.ok()["body"], message["body"]);
        }
        assert_eq!(bodies(&by.get(&format!("{root}/answers")).await.ok()).len(), 1);
        let around = format!("/channels/{channel}/messages?around={}", self.root["seq"]);
        assert_eq!(bodies(&by.get(&around).await.ok()).len(), 4);
        let decided = by.get(&format!("/projects/{project}/decisions")).await.ok();
        assert_eq!(bodies(&decided), ["Avant : décidé"]);
        let pinned = by
            .get(&format!("/channels/{channel}/pins"))
            .await
            .ok()
            .to_string();
        assert!(pinned.contains(&id(&self.root)), "{pinned}");
        let found = by.get("/messages?q=avant").await.ok();
        assert_eq!(found["items"].as_array().map(Vec::len), Some(5), "{found}");
        let found = by.get(&format!("/messages?q=avant&channel={channel}")).await.ok();
        assert_eq!(found["items"].as_array().map(Vec::len), Some(5), "{found}");
    }

    /// By none of them.
    async fn is_not_there(&self, for_whom: &Caller<'_>, channel: &str) {
        for message in [&self.root, &self.answer, &self.decision] {
            let path = format!("/messages/{}", id(message));
            for_whom.get(&path).await.refused(404, "not_found");
        }
        let path = format!("/channels/{channel}/messages?around={}", self.root["seq"]);
        for_whom.get(&path).await.refused(404, "not_found");
        let found = for_whom.get("/messages?q=avant").await.ok();
        assert_eq!(found["items"], json!([]));
    }

    /// No number and no list has anything of it wait.
    async fn waits_nowhere(&self, for_whom: &Caller<'_>, channel: &str, came_at: &Value) {
        assert_eq!(unread(for_whom, channel).await, (0, 0));
        let mine = for_whom.get("/me/channels").await.ok();
        let items = mine["items"].as_array().expect("a list");
        let listed = items
            .iter()
            .find(|it| it["id"] == json!(channel))
            .expect("the channel");
        assert_eq!((&listed["unread"], &listed["mentions"]), (&json!(0), &json!(0)));
        assert_eq!(for_whom.get("/me/threads").await.ok()["items"], json!([]));
        let told = for_whom.get("/notifications?state=unread").await.ok();
        assert_eq!(told["unread_mentions"], json!(0));
        assert!(!told.to_string().contains(channel), "{told}");
        let at = came_at.as_str().expect("a time");
        let since = for_whom
            .get(&format!("/me/catch-up?since={at}"))
            .await
            .ok()
            .to_string();
        assert!(!since.contains(channel) && !since.contains("Avant"), "{since}");
    }
}

/// Whatever he is told is mailed without delay.
async fn is_mailed_at_once(whom: &Caller<'_>) {
    let quiet = json!({ "on": false, "from": "19:00", "until": "08:00", "weekends": false });
    let wanted = json!({ "mail": "at_once", "projects": [], "quiet": quiet });
    whom.put("/me/notification-settings", wanted).await.ok();
}

/// The ways into a channel.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Way {
    /// Into an open channel, with the project.
    Project,
    /// Into a private one, by his name.
    Name,
    /// Into a private one, with a group that comes into it.
    Group,
}

async fn comes(plano: &TestApp, way: Way) {
    let (admin, anna, bruno) = (
        plano.admin("admin").await,
        plano.person("anna").await,
        plano.person("bruno").await,
    );
    is_mailed_at_once(&bruno).await;
    let project = project(&anna).await;
    let channel = if way == Way::Project {
        main_channel(&anna, &project).await
    } else {
        invite(&anna, &project, &bruno, "member").await;
        makes(&anna, &project, "private", &[]).await
    };
    plano.settle().await;
    let said = is_said(&anna, &channel, &bruno).await;
    plano.settle().await;
    said.is_not_there(&bruno, &channel).await;

    plano.advance(HOUR);
    let came_at = after(plano, std::time::Duration::ZERO);
    match way {
        Way::Project => invite(&anna, &project, &bruno, "member").await,
        Way::Name => {
            let path = format!("/channels/{channel}/people/{}", bruno.account());
            anna.put(&path, json!({})).await.ok();
        }
        Way::Group => {
            let group = admin.makes_group("Cellule", &[&bruno]).await;
            let invitation = json!({ "invitations": [{ "group": group, "role": "member" }] });
            anna.post(&format!("/projects/{project}/members"), invitation)
                .await
                .ok();
            anna.put(&format!("/channels/{channel}/people/{group}"), json!({}))
                .await
                .ok();
        }
    }
    plano.settle().await;
    said.is_read(&bruno, &channel, &project).await;
    said.waits_nowhere(&bruno, &channel, &came_at).await;

    // Neither does the mail tell of it, however long one waits.
    plano.advance(24 * HOUR);
    plano.settle().await;
    let mails = plano.mails().to("bruno@rivemont.example");
    assert!(mails.iter().all(|it| !it.text.contains("Avant")), "{way:?}");

    // What comes then is new, and all of it.
    posts(&anna, &channel, &format!("Après : @[N]({})", bruno.account())).await;
    answers(&anna, &channel, &said.root, "Après, dans le fil").await;
    plano.settle().await;
    assert_eq!(unread(&bruno, &channel).await, (1, 1), "{way:?}");
    assert_eq!(bruno.get("/me/threads").await.ok()["items"], json!([]), "{way:?}");
    let at = came_at.as_str().expect("a time");
    let since = bruno.get(&format!("/me/catch-up?since={at}")).await.ok();
    assert_eq!(bodies(&since["mentions"]).len(), 1, "{way:?}");
    assert_eq!(bodies(&since["decisions"]).len(), 0, "{way:?}");
    plano.advance(HOUR);
    plano.settle().await;
    let mails = plano.mails().to("bruno@rivemont.example");
    assert!(
        mails.last().is_some_and(|it| it.text.contains("Après")),
        "{way:?}"
    );
    assert!(mails.iter().all(|it| !it.text.contains("Avant")), "{way:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_comes_into_a_project_reads_the_history_of_its_channels_of_which_nothing_waits() {
    comes(&TestApp::new().await, Way::Project).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_is_let_into_a_private_channel_reads_its_history_of_which_nothing_waits() {
    comes(&TestApp::new().await, Way::Name).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_comes_into_a_private_channel_with_a_group_reads_its_history_of_which_nothing_waits() {
    comes(&TestApp::new().await, Way::Group).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_thread_that_was_there_before_is_followed_from_where_one_takes_it_up() {
    let plano = TestApp::new().await;
    let (anna, bruno) = (plano.person("anna").await, plano.person("bruno").await);
    let project = project(&anna).await;
    invite(&anna, &project, &bruno, "member").await;
    let channel = makes(&anna, &project, "private", &[]).await;
    plano.settle().await;
    let root = posts(&anna, &channel, "Une question").await;
    for number in 0..3 {
        answers(&anna, &channel, &root, &format!("avant {number}")).await;
    }
    anna.put(
        &format!("/channels/{channel}/people/{}", bruno.account()),
        json!({}),
    )
    .await
    .ok();
    plano.settle().await;
    answers(&bruno, &channel, &root, "j'arrive").await;
    let followed = async || bruno.get("/me/threads").await.ok()["items"].clone();
    let items = followed().await;
    assert_eq!(
        (items.as_array().map(Vec::len), &items[0]["unread"]),
        (Some(1), &json!(0)),
        "{items}"
    );
    answers(&anna, &channel, &root, "après").await;
    assert_eq!(followed().await[0]["unread"], json!(1));
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_comes_to_manage_a_channel_takes_all_of_it_away_and_whoever_only_reads_it_nothing() {
    let plano = TestApp::new().await;
    let (anna, bruno) = (plano.person("anna").await, plano.person("bruno").await);
    let project = project(&anna).await;
    invite(&anna, &project, &bruno, "member").await;
    let channel = makes(&anna, &project, "private", &[]).await;
    plano.settle().await;
    is_said(&anna, &channel, &bruno).await;
    let exports = [
        format!("/channels/{channel}/export?format=json"),
        format!("/channels/{channel}/export?format=html"),
        format!("/channels/{channel}/readers/export"),
    ];
    for path in &exports {
        bruno.get(path).await.refused(404, "not_found");
    }
    anna.put(
        &format!("/channels/{channel}/people/{}", bruno.account()),
        json!({}),
    )
    .await
    .ok();
    for path in &exports {
        bruno.get(path).await.refused(403, "access.managers_only");
    }
    anna.put(
        &format!("/channels/{channel}/managers/{}", bruno.account()),
        json!({}),
    )
    .await
    .ok();
    let his = bruno.get(&exports[0]).await.ok();
    let hers = anna.get(&exports[0]).await.ok();
    assert_eq!(his["messages"], hers["messages"]);
    assert!(his.to_string().contains("Avant aussi"), "{his}");
    let page = bruno.get(&exports[1]).await;
    assert!(String::from_utf8_lossy(&page.bytes).contains("Avant aussi"));
    // Out of it again, nothing.
    anna.delete(&format!("/channels/{channel}/managers/{}", bruno.account()))
        .await
        .ok();
    anna.delete(&format!("/channels/{channel}/people/{}", bruno.account()))
        .await
        .ok();
    for path in &exports {
        bruno.get(path).await.refused(404, "not_found");
    }
}
