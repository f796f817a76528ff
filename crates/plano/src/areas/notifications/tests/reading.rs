// SPDX-License-Identifier: EUPL-1.2
//! The list: whose it is, what is read, its pages and what it costs.

use super::*;

#[tokio::test(flavor = "multi_thread")]
async fn nobody_reads_or_marks_what_another_was_told() {
    let plano = TestApp::new().await;
    let (camille, sami, anna, nour) = (
        plano.person("camille").await,
        plano.person("sami").await,
        plano.admin("anna").await,
        plano.external("nour").await,
    );
    let id = camille.makes_project("Plan vélo").await;
    invite(&camille, &id, &sami, "member").await;
    plano.settle().await;
    let mine = the_one(&sami).await;
    let path = format!("/notifications/{}/read", id_of(&mine));
    for other in [&camille, &anna, &nour] {
        assert_eq!(kinds(other).await, Vec::<String>::new());
        other.put(&path, json!({})).await.refused(404, "not_found");
        other.delete(&path).await.refused(404, "not_found");
        other
            .put("/notifications/read", json!({ "until": id_of(&mine) }))
            .await
            .refused(404, "not_found");
    }
    plano
        .visitor()
        .get("/notifications")
        .await
        .refused(401, "session.none");
    plano
        .visitor()
        .put(&path, json!({}))
        .await
        .refused(401, "session.none");
    plano
        .visitor()
        .get("/me/notification-settings")
        .await
        .refused(401, "session.none");
    assert_eq!(the_one(&sami).await, mine);
    sami.put("/notifications/ntf_zzz/read", json!({}))
        .await
        .refused(404, "not_found");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_read_is_read_everywhere_and_told_once() {
    let plano = TestApp::new().await;
    let (camille, sami) = (plano.person("camille").await, plano.person("sami").await);
    for name in ["Un", "Deux", "Trois"] {
        let id = camille.makes_project(name).await;
        invite(&camille, &id, &sami, "member").await;
        plano.settle().await;
        plano.advance(MINUTE);
    }
    let all = told(&sami).await;
    let names: Vec<&Value> = all.iter().map(|it| &it["project"]["name"]).collect();
    assert_eq!(names, ["Trois", "Deux", "Un"]);
    let path = format!("/notifications/{}/read", id_of(&all[0]));
    sami.put(&path, json!({})).await.ok();
    sami.put(&path, json!({})).await.ok();
    assert_eq!(read_events(&plano).await, ["notification.read_changed"]);
    let unread = sami.get("/notifications?state=unread").await.ok();
    assert_eq!(
        (unread["items"].as_array().map(Vec::len), &unread["unread"]),
        (Some(2), &json!(2))
    );
    sami.delete(&path).await.ok();
    assert_eq!(sami.get("/notifications").await.ok()["unread"], 3);

    // Up to the second: the third, which is later, stays.
    sami.put("/notifications/read", json!({ "until": id_of(&all[1]) }))
        .await
        .ok();
    let now = told(&sami).await;
    assert_eq!(
        now.iter().map(|it| it["is_read"] == true).collect::<Vec<_>>(),
        [false, true, true]
    );
    sami.put("/notifications/read", json!({ "until": id_of(&all[1]) }))
        .await
        .ok();
    assert_eq!(
        read_events(&plano).await,
        [
            "notification.read_changed",
            "notification.read_changed",
            "notification.all_read"
        ]
    );
    // Told again after it was read: a new line.
    sami.put("/notifications/read", json!({ "until": id_of(&all[0]) }))
        .await
        .ok();
    assert_eq!(sami.get("/notifications").await.ok()["unread"], 0);
}

async fn read_events(plano: &TestApp) -> Vec<String> {
    // On PostgreSQL an event is held back while another database's transaction is open.
    plano.settle().await;
    let all = events::after(plano.db(), events::Position::START, 1_000)
        .await
        .expect("the events");
    let kinds = all.iter().filter_map(|it| it.event.as_ref()).map(Event::kind);
    kinds
        .filter(|it| matches!(*it, "notification.read_changed" | "notification.all_read"))
        .map(ToOwned::to_owned)
        .collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn pages_follow_one_another_without_gap_or_repetition() {
    let plano = TestApp::new().await;
    let (camille, sami) = (plano.person("camille").await, plano.person("sami").await);
    for number in 0..5 {
        let id = camille.makes_project(&format!("Projet {number}")).await;
        invite(&camille, &id, &sami, "member").await;
    }
    plano.settle().await;
    let whole = told(&sami).await;
    let mut paged = Vec::new();
    let mut path = "/notifications?limit=2".to_owned();
    loop {
        let page = sami.get(&path).await.ok();
        paged.extend(page["items"].as_array().expect("a list").clone());
        let Some(next) = page["next"].as_str() else { break };
        path = format!("/notifications?limit=2&after={next}");
    }
    assert_eq!(paged, whole);
    assert_eq!(whole.len(), 5);
    sami.get("/notifications?after=elsewhere")
        .await
        .refused(400, "cursor.malformed");
    sami.get("/notifications?state=secret")
        .await
        .refused(400, "body.malformed");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_event_that_is_read_again_changes_nothing() {
    let plano = TestApp::new().await;
    let (camille, sami, nina) = (
        plano.person("camille").await,
        plano.person("sami").await,
        plano.person("nina").await,
    );
    let id = camille.makes_project("Plan vélo").await;
    invite(&camille, &id, &sami, "member").await;
    ask(&nina, &id, "").await;
    plano.settle().await;
    let before = (told(&camille).await, told(&sami).await);
    sami.put(&format!("/notifications/{}/read", id_of(&before.1[0])), json!({}))
        .await
        .ok();
    let read = told(&sami).await;

    // As after a crash between the commit and the answer, twice over.
    for _ in 0..2 {
        let all = events::after(plano.db(), events::Position::START, 1_000)
            .await
            .expect("the events");
        let teller: Arc<dyn Reader> = Arc::new(Teller);
        for event in all {
            let teller = Arc::clone(&teller);
            plano
                .db()
                .write(Actor::System, async move |tx| {
                    let event: Recorded = event;
                    teller.read(tx, &event).await
                })
                .await
                .expect("read again");
        }
    }
    plano.settle().await;
    assert_eq!((told(&camille).await, told(&sami).await), (before.0, read));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_page_of_news_costs_a_few_statements() {
    let plano = TestApp::new().await;
    let (camille, sami) = (plano.person("camille").await, plano.person("sami").await);
    let mut costs = Vec::new();
    for number in 0..12 {
        let id = camille.makes_project(&format!("Projet {number}")).await;
        invite(&camille, &id, &sami, "member").await;
        plano.settle().await;
        let (answer, statements) = db::counting_statements(sami.get("/notifications")).await;
        answer.ok();
        costs.push(statements);
    }
    assert!(costs.iter().all(|it| *it == costs[0]), "{costs:?}");
}

#[test]
fn a_place_in_the_list_is_read_as_it_was_written() {
    let place = (Timestamp::from_micros(1_791_445_320_000_000), Id::MAX);
    assert_eq!(
        super::super::views::place(&format!("{}~{}", place.0.micros(), place.1)),
        Some(place)
    );
    for wrong in ["", "~", "1~", "x~ntf_1", "1~prj_00000000000000000000000000"] {
        assert_eq!(super::super::views::place(wrong), None, "{wrong}");
    }
}
