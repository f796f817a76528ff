// SPDX-License-Identifier: EUPL-1.2
//! By mail: when, how often, never in silent hours, and never after the right is lost.

use super::*;

#[tokio::test(flavor = "multi_thread")]
async fn people_say_how_they_want_to_be_written_to() {
    let plano = TestApp::new().await;
    let (camille, sami) = (plano.person("camille").await, plano.person("sami").await);
    let usual = sami.get("/me/notification-settings").await.ok();
    assert_eq!(
        usual,
        json!({ "mail": "hourly", "projects": [], "quiet": { "on": true, "from": "19:00", "until": "08:00", "weekends": true } })
    );

    let (mine, other) = (
        camille.makes_project("À nous").await,
        camille.makes_project("À elle").await,
    );
    let (member, _) = invite(&camille, &mine, &sami, "member").await;
    let quiet = json!({ "on": true, "from": "12:00", "until": "14:30", "weekends": false });
    let wanted = json!({ "mail": "daily", "projects": [{ "project": mine, "mail": "at_once" }, { "project": other, "mail": "never" }], "quiet": quiet });
    let set = sami.put("/me/notification-settings", wanted).await.ok();
    assert_eq!((&set["mail"], &set["quiet"]), (&json!("daily"), &quiet));
    assert_eq!(
        set["projects"].as_array().map(Vec::len),
        Some(1),
        "a project one is not in is not named"
    );
    assert_eq!(
        (&set["projects"][0]["project"]["id"], &set["projects"][0]["mail"]),
        (&json!(mine), &json!("at_once"))
    );
    assert_eq!(sami.get("/me/notification-settings").await.ok(), set);
    assert_eq!(camille.get("/me/notification-settings").await.ok(), usual);
    camille
        .delete(&format!("/projects/{mine}/members/{member}"))
        .await
        .ok();
    assert_eq!(
        sami.get("/me/notification-settings").await.ok()["projects"],
        json!([])
    );

    let bad = |quiet: Value| json!({ "mail": "daily", "projects": [], "quiet": quiet });
    sami.put(
        "/me/notification-settings",
        bad(json!({ "on": true, "from": "25:00", "until": "08:00", "weekends": true })),
    )
    .await
    .refused(400, "hour.malformed");
    sami.put(
        "/me/notification-settings",
        json!({ "mail": "weekly", "projects": [], "quiet": quiet }),
    )
    .await
    .refused(400, "body.malformed");
    sami.put(
        "/me/notification-settings",
        json!({ "mail": "daily", "projects": [], "quiet": quiet, "account": camille.account() }),
    )
    .await
    .refused(400, "body.unknown_field");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_mail_leaves_when_nobody_has_read_what_it_says() {
    let plano = TestApp::new().await;
    let (camille, sami) = (plano.person("camille").await, plano.person("sami").await);
    wishes(&sami, "at_once", never_quiet()).await;
    let id = camille.makes_project("Plan vélo").await;
    invite(&camille, &id, &sami, "member").await;
    plano.settle().await;
    assert_eq!(
        plano.mails().to(&address("sami")).len(),
        0,
        "there is a minute to read it in the program"
    );
    plano.advance(MINUTE);
    plano.settle().await;
    let mails = plano.mails().to(&address("sami"));
    assert_eq!(mails.len(), 1);
    assert!(mails[0].text.contains("Plan vélo"), "{}", mails[0].text);
    assert!(plano.mails().to(&address("camille")).is_empty());
    plano.advance(48 * HOUR);
    plano.settle().await;
    assert_eq!(plano.mails().to(&address("sami")).len(), 1, "once");

    let other = camille.makes_project("Budget").await;
    invite(&camille, &other, &sami, "member").await;
    plano.settle().await;
    let latest = told(&sami).await.remove(0);
    sami.put(&format!("/notifications/{}/read", id_of(&latest)), json!({}))
        .await
        .ok();
    plano.advance(48 * HOUR);
    plano.settle().await;
    assert_eq!(
        plano.mails().to(&address("sami")).len(),
        1,
        "what was read is not mailed"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn an_hour_s_news_leave_together() {
    let plano = TestApp::new().await;
    let (camille, sami) = (plano.person("camille").await, plano.person("sami").await);
    wishes(&sami, "hourly", never_quiet()).await;
    for name in ["Un", "Deux"] {
        let id = camille.makes_project(name).await;
        invite(&camille, &id, &sami, "member").await;
        plano.settle().await;
        plano.advance(5 * MINUTE);
    }
    assert!(plano.mails().to(&address("sami")).is_empty());
    plano.advance(10 * MINUTE);
    plano.settle().await;
    let mails = plano.mails().to(&address("sami"));
    assert_eq!(mails.len(), 1);
    assert!(
        mails[0].text.contains("Un") && mails[0].text.contains("Deux"),
        "{}",
        mails[0].text
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_project_may_have_its_own_rhythm() {
    let plano = TestApp::new().await;
    let (camille, sami) = (plano.person("camille").await, plano.person("sami").await);
    let (loud, silent) = (
        camille.makes_project("Bruyant").await,
        camille.makes_project("Discret").await,
    );
    invite(&camille, &loud, &sami, "member").await;
    invite(&camille, &silent, &sami, "member").await;
    let projects = json!([{ "project": loud, "mail": "at_once" }, { "project": silent, "mail": "never" }]);
    sami.put(
        "/me/notification-settings",
        json!({ "mail": "daily", "projects": projects, "quiet": never_quiet() }),
    )
    .await
    .ok();
    plano.settle().await;
    plano.advance(MINUTE);
    plano.settle().await;
    plano.advance(48 * HOUR);
    plano.settle().await;
    let mails = plano.mails().to(&address("sami"));
    assert_eq!(mails.len(), 1);
    assert!(
        mails[0].text.contains("Bruyant") && !mails[0].text.contains("Discret"),
        "{}",
        mails[0].text
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn what_waits_follows_when_one_changes_one_s_mind() {
    let plano = TestApp::new().await;
    let (camille, sami) = (plano.person("camille").await, plano.person("sami").await);
    wishes(&sami, "at_once", never_quiet()).await;
    let id = camille.makes_project("Plan vélo").await;
    invite(&camille, &id, &sami, "member").await;
    plano.settle().await;
    wishes(&sami, "never", never_quiet()).await;
    plano.advance(48 * HOUR);
    plano.settle().await;
    assert!(plano.mails().to(&address("sami")).is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_leaves_in_silent_hours_and_all_of_it_in_the_morning() {
    let plano = TestApp::new().await;
    let (camille, sami) = (plano.person("camille").await, plano.person("sami").await);
    // Asked for at once, and silent from 9 h 43 on: what was due at once waits for 14 h.
    wishes(&sami, "at_once", never_quiet()).await;
    let id = camille.makes_project("Plan vélo").await;
    invite(&camille, &id, &sami, "member").await;
    plano.settle().await;
    wishes(
        &sami,
        "at_once",
        json!({ "on": true, "from": "09:43", "until": "14:00", "weekends": true }),
    )
    .await;
    plano.advance(3 * HOUR);
    plano.settle().await;
    assert!(plano.mails().to(&address("sami")).is_empty());
    plano.advance(2 * HOUR);
    plano.settle().await;
    assert_eq!(plano.mails().to(&address("sami")).len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn who_has_lost_the_right_is_not_mailed_either() {
    let plano = TestApp::new().await;
    let (camille, sami) = (plano.person("camille").await, plano.person("sami").await);
    wishes(&sami, "hourly", never_quiet()).await;
    let id = camille.makes_project("Réorganisation").await;
    let (member, _) = invite(&camille, &id, &sami, "member").await;
    camille
        .put(&format!("/projects/{id}/archive"), json!({}))
        .await
        .ok();
    camille.delete(&format!("/projects/{id}/archive")).await.ok();
    plano.settle().await;
    camille
        .delete(&format!("/projects/{id}/members/{member}"))
        .await
        .ok();
    plano.settle().await;
    plano.advance(HOUR);
    plano.settle().await;
    let mails = plano.mails().to(&address("sami"));
    assert_eq!(mails.len(), 1);
    assert!(
        !mails[0].text.contains("rétabli"),
        "only his removal: {}",
        mails[0].text
    );
}

/// A message of `by` in a channel.
async fn writes(by: &Caller<'_>, channel: &str, body: &str) {
    let new = json!({ "draft": Uuid::now_v7(), "body": body });
    by.post(&format!("/channels/{channel}/messages"), new).await.ok();
}

#[tokio::test(flavor = "multi_thread")]
async fn of_a_channel_or_a_conversation_that_one_has_left_since_nothing_is_mailed() {
    let plano = TestApp::new().await;
    let (camille, sami, nour) = (
        plano.person("camille").await,
        plano.person("sami").await,
        plano.external("nour").await,
    );
    let id = camille.makes_project("Plan vélo").await;
    invite(&camille, &id, &sami, "member").await;
    let (member, _) = invite(&camille, &id, &nour, "member").await;
    for whom in [&sami, &nour] {
        wishes(whom, "hourly", never_quiet()).await;
    }
    plano.settle().await;
    plano.advance(HOUR);
    plano.settle().await;
    let before = |name: &str| plano.mails().to(&address(name)).len();
    let (of_sami, of_nour) = (before("sami"), before("nour"));

    let everyone = [sami.account(), nour.account()];
    let new = json!({ "draft": Uuid::now_v7(), "kind": "private", "name": "Élus", "people": everyone });
    let private = id_of(&camille.post(&format!("/projects/{id}/channels"), new).await.ok()).to_owned();
    let people = json!({ "people": everyone });
    let direct = id_of(&camille.post("/me/conversations", people).await.ok()).to_owned();
    writes(&camille, &private, "@[tous](everyone) le huis clos").await;
    writes(&camille, &direct, "la confidence").await;
    plano.settle().await;
    for channel in [&private, &direct] {
        camille
            .delete(&format!("/channels/{channel}/people/{}", sami.account()))
            .await;
        sami.delete(&format!("/channels/{channel}/people/{}", sami.account()))
            .await;
    }
    camille
        .delete(&format!("/projects/{id}/members/{member}"))
        .await
        .ok();
    plano.settle().await;
    plano.advance(2 * HOUR);
    plano.settle().await;
    assert_eq!(before("sami"), of_sami);
    let since: Vec<_> = plano.mails().to(&address("nour")).split_off(of_nour);
    assert!(!since.is_empty(), "she is told that she was removed");
    for words in ["huis clos", "confidence"] {
        assert!(since.iter().all(|it| !it.text.contains(words)), "{words}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_mail_of_a_mention_says_in_which_channel() {
    let plano = TestApp::new().await;
    let (camille, sami) = (plano.person("camille").await, plano.person("sami").await);
    wishes(&sami, "at_once", never_quiet()).await;
    let id = camille.makes_project("Plan vélo").await;
    invite(&camille, &id, &sami, "member").await;
    let new = json!({ "draft": Uuid::now_v7(), "kind": "open", "name": "signalétique" });
    let channel = id_of(&camille.post(&format!("/projects/{id}/channels"), new).await.ok()).to_owned();
    plano.settle().await;
    plano.advance(2 * MINUTE);
    plano.settle().await;
    writes(
        &camille,
        &channel,
        &format!("@[S]({}) tu viens ?", sami.account()),
    )
    .await;
    plano.settle().await;
    plano.advance(2 * MINUTE);
    plano.settle().await;
    let mails = plano.mails().to(&address("sami"));
    let last = mails.last().expect("he is written to");
    assert!(last.text.contains("dans #signalétique"), "{}", last.text);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_question_that_is_settled_is_not_mailed() {
    let plano = TestApp::new().await;
    let (camille, idriss, sami) = (
        plano.person("camille").await,
        plano.person("idriss").await,
        plano.person("sami").await,
    );
    wishes(&idriss, "hourly", never_quiet()).await;
    let id = camille.makes_project("Plan vélo").await;
    invite(&camille, &id, &idriss, "manager").await;
    plano.settle().await;
    idriss
        .put(
            "/notifications/read",
            json!({ "until": id_of(&the_one(&idriss).await) }),
        )
        .await
        .ok();
    ask(&sami, &id, "").await;
    plano.settle().await;
    let request = the_one(&camille).await["request"]
        .as_str()
        .expect("a request")
        .to_owned();
    camille
        .put(&format!("/project-access-requests/{request}/approval"), json!({}))
        .await
        .ok();
    plano.settle().await;
    plano.advance(HOUR);
    plano.settle().await;
    assert!(plano.mails().to(&address("idriss")).is_empty());
}
