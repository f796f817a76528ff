// SPDX-License-Identifier: EUPL-1.2
//! Mentions, as a list of their own with a number of its own: they are seen as the list of everything is.

use super::*;

/// A channel of a project, `private` with `people` in it.
async fn channel(by: &Caller<'_>, project: &str, kind: &str, people: &[&Caller<'_>]) -> String {
    let people: Vec<_> = people.iter().map(|it| it.account()).collect();
    let new =
        json!({ "draft": Uuid::now_v7(), "kind": kind, "name": format!("Canal {kind}"), "people": people });
    let made = by.post(&format!("/projects/{project}/channels"), new).await.ok();
    id_of(&made).to_owned()
}

async fn says(by: &Caller<'_>, channel: &str, body: &str) {
    let message = json!({ "draft": Uuid::now_v7(), "body": body });
    by.post(&format!("/channels/{channel}/messages"), message)
        .await
        .ok();
}

async fn names(by: &Caller<'_>, channel: &str, whom: &Caller<'_>) {
    says(by, channel, &format!("@[S]({}) d’accord ?", whom.account())).await;
}

async fn mentions(whom: &Caller<'_>) -> Value {
    whom.get("/notifications?about=mentions").await.ok()
}

/// How many are listed, how many of these are unread, and how many of all.
fn numbers(page: &Value) -> (usize, i64, i64) {
    let number = |field: &str| page[field].as_i64().expect("a number");
    (
        page["items"].as_array().expect("a list").len(),
        number("unread_mentions"),
        number("unread"),
    )
}

#[tokio::test(flavor = "multi_thread")]
async fn mentions_are_a_list_of_their_own_and_counted_apart() {
    let plano = TestApp::new().await;
    let (camille, sami, id) = two(&plano).await;
    sami.put("/me/keywords", json!({ "words": ["budget"] }))
        .await
        .ok();
    let people = json!({ "people": [sami.account()] });
    let direct = id_of(&camille.post("/me/conversations", people).await.ok()).to_owned();
    let mut channels = Vec::new();
    for _ in 0..3 {
        channels.push(channel(&camille, &id, "open", &[]).await);
    }
    plano.settle().await;
    for it in &channels {
        names(&camille, it, &sami).await;
        plano.settle().await;
        plano.advance(MINUTE);
    }
    // Of everybody, and of a word of one's own: the first names him, the other does not.
    says(&camille, &channels[2], "@[tous](everyone) à demain").await;
    says(&camille, &channels[0], "Le budget est voté").await;
    says(&camille, &direct, "As-tu une minute ?").await;
    plano.settle().await;

    let page = mentions(&sami).await;
    assert_eq!(numbers(&page), (3, 3, 6), "{page:#}");
    let items = page["items"].as_array().expect("a list").clone();
    assert!(items.iter().all(|it| it["kind"] == "message.mentioned"));
    let everything = sami.get("/notifications").await.ok();
    assert_eq!(numbers(&everything), (6, 3, 6));
    assert_eq!(
        items,
        told(&sami)
            .await
            .into_iter()
            .filter(|it| it["kind"] == "message.mentioned")
            .collect::<Vec<_>>()
    );

    // Page by page, without gap or repetition.
    let mut paged = Vec::new();
    let mut path = "/notifications?about=mentions&limit=1".to_owned();
    loop {
        let page = sami.get(&path).await.ok();
        paged.extend(page["items"].as_array().expect("a list").clone());
        let Some(next) = page["next"].as_str() else { break };
        path = format!("/notifications?about=mentions&limit=1&after={next}");
    }
    assert_eq!(paged, items);

    let read = format!("/notifications/{}/read", id_of(&items[1]));
    sami.put(&read, json!({})).await.ok();
    assert_eq!(numbers(&mentions(&sami).await), (3, 2, 5));
    let unread = sami.get("/notifications?about=mentions&state=unread").await.ok();
    assert_eq!(numbers(&unread), (2, 2, 5));
    sami.delete(&read).await.ok();
    assert_eq!(numbers(&mentions(&sami).await), (3, 3, 6));

    // What is read in its channel is read here.
    sami.put(&format!("/channels/{}/read", channels[0]), json!({ "seq": 2 }))
        .await
        .ok();
    plano.settle().await;
    assert_eq!(numbers(&mentions(&sami).await), (3, 2, 4));

    sami.get("/notifications?about=secrets")
        .await
        .refused(400, "body.malformed");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_mention_that_one_may_see_no_more_is_neither_listed_nor_counted() {
    let plano = TestApp::new().await;
    let (camille, sami, rose) = (
        plano.person("camille").await,
        plano.person("sami").await,
        plano.person("rose").await,
    );
    let id = camille.makes_project("Réorganisation").await;
    let other = rose.makes_project("Budget 2027").await;
    let (member, _) = invite(&camille, &id, &sami, "member").await;
    let open = channel(&camille, &id, "open", &[]).await;
    let private = channel(&camille, &id, "private", &[&sami]).await;
    plano.settle().await;
    names(&camille, &open, &sami).await;
    names(&camille, &private, &sami).await;
    // Who is not in the project is named in vain.
    names(&camille, &open, &rose).await;
    plano.settle().await;
    assert_eq!(numbers(&mentions(&sami).await), (2, 2, 3));

    let nothing = json!({ "items": [], "next": null, "unread": 0, "unread_mentions": 0 });
    assert!(rose.get(&format!("/projects/{other}")).await.ok().is_object());
    assert_eq!(mentions(&rose).await, nothing);
    for state in ["", "&state=unread"] {
        plano
            .visitor()
            .get(&format!("/notifications?about=mentions{state}"))
            .await
            .refused(401, "session.none");
    }

    // Out of the private channel: at once, before anyone is told of it.
    camille
        .delete(&format!("/channels/{private}/people/{}", sami.account()))
        .await
        .ok();
    assert_eq!(numbers(&mentions(&sami).await), (1, 1, 2));
    // Out of the project.
    camille
        .delete(&format!("/projects/{id}/members/{member}"))
        .await
        .ok();
    assert_eq!(mentions(&sami).await, nothing);
    plano.settle().await;
    // He is told that he is out, and of nothing else.
    assert_eq!(numbers(&mentions(&sami).await), (0, 0, 1));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_page_of_mentions_costs_as_many_statements_however_many_there_are() {
    let plano = TestApp::new().await;
    let (camille, sami, id) = two(&plano).await;
    let mut costs = Vec::new();
    for _ in 0..6 {
        let place = channel(&camille, &id, "open", &[]).await;
        names(&camille, &place, &sami).await;
        plano.settle().await;
        let (answer, statements) = db::counting_statements(sami.get("/notifications?about=mentions")).await;
        answer.ok();
        costs.push(statements);
    }
    assert!(costs.iter().all(|it| *it == costs[0]), "{costs:?}");
    let (answer, everything) = db::counting_statements(sami.get("/notifications")).await;
    answer.ok();
    assert_eq!(costs[0], everything);
}

/// What a channel counts: what is unread, and how much of that names one.
async fn counted(of: &Caller<'_>, channel: &str) -> (i64, i64) {
    let list = of.get("/me/channels").await.ok();
    let all = list["items"].as_array().expect("a list").clone();
    let one = all.iter().find(|it| it["id"] == channel).expect("the channel");
    // The same asked for alone.
    let alone = of.get(&format!("/channels/{channel}")).await.ok();
    assert_eq!(alone["mentions"], one["mentions"]);
    let number = |field: &str| one[field].as_i64().expect("a number");
    (number("unread"), number("mentions"))
}

#[tokio::test(flavor = "multi_thread")]
async fn a_mention_that_is_put_behind_calls_no_more_in_its_channel_which_stays_unread() {
    let plano = TestApp::new().await;
    let (camille, sami, id) = two(&plano).await;
    let (place, other) = (
        channel(&camille, &id, "open", &[]).await,
        channel(&camille, &id, "open", &[]).await,
    );
    plano.settle().await;
    for it in [&place, &other] {
        names(&camille, it, &sami).await;
        says(&camille, it, "et à demain").await;
        names(&camille, it, &sami).await;
    }
    plano.settle().await;
    assert_eq!(counted(&sami, &place).await, (3, 2));
    let of_place = |page: Value| {
        let items = page["items"].as_array().expect("a list").clone();
        let found = items.into_iter().find(|it| {
            let href = it["href"].as_str().expect("an address");
            href.contains(&place) && it["is_read"] == false
        });
        format!("/notifications/{}/read", id_of(&found.expect("a mention")))
    };
    let read = of_place(mentions(&sami).await);
    sami.put(&read, json!({})).await.ok();
    assert_eq!(counted(&sami, &place).await, (3, 0));
    assert_eq!(counted(&sami, &other).await, (3, 2));

    // What comes after it calls, and it alone.
    plano.advance(MINUTE);
    names(&camille, &place, &sami).await;
    plano.settle().await;
    assert_eq!(counted(&sami, &place).await, (4, 1));
    // Taken up again, it calls again.
    sami.delete(&read).await.ok();
    assert_eq!(counted(&sami, &place).await, (4, 3));
    sami.put(&read, json!({})).await.ok();
    assert_eq!(counted(&sami, &place).await, (4, 1));
    // The later one is put behind while the one before is not: nothing unread goes uncounted.
    let later = of_place(mentions(&sami).await);
    sami.delete(&read).await.ok();
    sami.put(&later, json!({})).await.ok();
    assert_eq!(counted(&sami, &place).await, (4, 3));
    sami.put(&read, json!({})).await.ok();
    assert_eq!(counted(&sami, &place).await, (4, 0));
    // Marked as unread from there, the channel calls as it did.
    let path = format!("/channels/{place}/read");
    sami.put(&path, json!({ "seq": 4 })).await.ok();
    sami.put(&path, json!({ "seq": 1 })).await.ok();
    assert_eq!(counted(&sami, &place).await, (3, 2));
}

#[tokio::test(flavor = "multi_thread")]
async fn all_that_is_put_behind_at_once_calls_nowhere() {
    let plano = TestApp::new().await;
    let (camille, sami, id) = two(&plano).await;
    let rose = plano.person("rose").await;
    invite(&camille, &id, &rose, "member").await;
    let mut places = Vec::new();
    for _ in 0..3 {
        places.push(channel(&camille, &id, "open", &[]).await);
    }
    plano.settle().await;
    for it in &places {
        says(&camille, it, "@[tous](everyone) bonjour").await;
        plano.settle().await;
        plano.advance(MINUTE);
    }
    // Up to the second: what came later calls still.
    let items = mentions(&sami).await["items"].clone();
    sami.put("/notifications/read", json!({ "until": id_of(&items[1]) }))
        .await
        .ok();
    let mut left = Vec::new();
    for it in &places {
        left.push(counted(&sami, it).await.1);
    }
    assert_eq!(left, [0, 0, 1]);
    // It is his own affair.
    assert_eq!(counted(&rose, &places[0]).await, (1, 1));
    // On PostgreSQL an event may be held back for a moment.
    plano.settle().await;
    let heard = events::after(plano.db(), events::Position::START, 1_000)
        .await
        .expect("the events");
    let kinds = heard.iter().filter_map(|it| it.event.as_ref()).map(Event::kind);
    assert_eq!(kinds.filter(|it| *it == "calls.changed").count(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_mention_in_the_channel_is_behind_also_where_another_in_its_thread_is_gathered_with_it() {
    let plano = TestApp::new().await;
    let (camille, sami, project) = two(&plano).await;
    let it = channel(&camille, &project, "open", &[]).await;
    plano.settle().await;
    let path = format!("/channels/{it}/messages");
    let root = camille
        .post(&path, json!({ "draft": Uuid::now_v7(), "body": "Qui vient ?" }))
        .await
        .ok();
    for also in [true, false] {
        let body = format!("@[S]({}) ?", sami.account());
        let answer =
            json!({ "draft": Uuid::now_v7(), "body": body, "thread": root["id"], "also_in_channel": also });
        camille.post(&path, answer).await.ok();
        plano.settle().await;
    }
    let calls = async || {
        let shown = sami.get(&format!("/channels/{it}")).await.ok();
        shown["mentions"].as_i64().expect("a number")
    };
    assert_eq!(calls().await, 1);
    let page = mentions(&sami).await;
    assert_eq!(numbers(&page).0, 1, "{page:#}");
    let read = format!("/notifications/{}/read", id_of(&page["items"][0]));
    sami.put(&read, json!({})).await.ok();
    plano.settle().await;
    assert_eq!(calls().await, 0);
}
