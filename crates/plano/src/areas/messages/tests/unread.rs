// SPDX-License-Identifier: EUPL-1.2
//! What is unread is what others wrote and what is there: neither what was taken away, nor one's own.

use serde_json::{Value, json};

use super::{
    answers, id,
    later::{HOUR, after, schedules},
    main_channel, makes, posts, two, unread,
};
use crate::testkit::{Caller, TestApp};

async fn marks_read(who: &Caller<'_>, channel: &str, seq: i64) {
    who.put(&format!("/channels/{channel}/read"), json!({ "seq": seq }))
        .await
        .ok();
}

/// What is unread of a channel in the list over all projects, which every window holds.
async fn in_list(of: &Caller<'_>, channel: &str) -> (i64, i64) {
    let list = of.get("/me/channels").await.ok();
    let found = list["items"]
        .as_array()
        .expect("a list")
        .iter()
        .find(|it| it["id"] == channel)
        .expect("the channel");
    let number = |name: &str| found[name].as_i64().expect("a number");
    (number("unread"), number("mentions"))
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_taken_away_is_not_unread() {
    let plano = TestApp::new().await;
    let (anna, bruno, project) = two(&plano).await;
    let channel = main_channel(&anna, &project).await;
    posts(&anna, &channel, "un").await;
    let named = posts(&anna, &channel, &format!("@[Bruno]({}) deux", bruno.account())).await;
    let last = posts(&anna, &channel, "trois").await;
    assert_eq!(unread(&bruno, &channel).await, (3, 1));

    for _ in 0..2 {
        anna.delete(&format!("/messages/{}", id(&named))).await.ok();
        assert_eq!(unread(&bruno, &channel).await, (2, 0));
        assert_eq!(in_list(&bruno, &channel).await, (2, 0));
    }
    // Nothing is left to read but what is gone.
    marks_read(&bruno, &channel, 1).await;
    assert_eq!(unread(&bruno, &channel).await, (1, 0));
    anna.delete(&format!("/messages/{}", id(&last))).await.ok();
    assert_eq!(unread(&bruno, &channel).await, (0, 0));
    posts(&anna, &channel, "quatre").await;
    assert_eq!(unread(&bruno, &channel).await, (1, 0));
    marks_read(&bruno, &channel, 0).await;
    assert_eq!(unread(&bruno, &channel).await, (2, 0));
}

#[tokio::test(flavor = "multi_thread")]
async fn ones_own_messages_are_not_unread_where_one_goes_back() {
    let plano = TestApp::new().await;
    let (anna, bruno, project) = two(&plano).await;
    let channel = main_channel(&anna, &project).await;
    posts(&anna, &channel, "un").await;
    posts(&bruno, &channel, "deux").await;
    posts(&anna, &channel, "trois").await;
    let own = posts(&bruno, &channel, "quatre").await;
    posts(&anna, &channel, "cinq").await;
    assert_eq!(unread(&bruno, &channel).await, (1, 0));

    marks_read(&bruno, &channel, 0).await;
    assert_eq!(unread(&bruno, &channel).await, (3, 0));
    assert_eq!(in_list(&bruno, &channel).await, (3, 0));
    marks_read(&bruno, &channel, 2).await;
    assert_eq!(unread(&bruno, &channel).await, (2, 0));
    // Taken away, it is one less of one's own, and one that is gone: as before.
    bruno.delete(&format!("/messages/{}", id(&own))).await.ok();
    assert_eq!(unread(&bruno, &channel).await, (2, 0));
    marks_read(&bruno, &channel, 4).await;
    assert_eq!(unread(&bruno, &channel).await, (1, 0));
    marks_read(&bruno, &channel, 5).await;
    assert_eq!(unread(&bruno, &channel).await, (0, 0));
    marks_read(&bruno, &channel, 1).await;
    assert_eq!(unread(&bruno, &channel).await, (2, 0));

    // Back and on in steps, over one's own and those of others.
    for (seq, left) in [(0, 3), (3, 1), (1, 2), (2, 2), (0, 3), (1, 2)] {
        marks_read(&bruno, &channel, seq).await;
        assert_eq!(unread(&bruno, &channel).await, (left, 0), "{seq}");
    }

    // What is cleared is nobody's.
    anna.delete(&format!("/channels/{channel}/history")).await.ok();
    assert_eq!(unread(&bruno, &channel).await, (0, 0));
    posts(&anna, &channel, "six").await;
    assert_eq!(unread(&bruno, &channel).await, (1, 0));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_one_wrote_for_later_is_not_unread_when_it_comes() {
    let plano = TestApp::new().await;
    let (anna, bruno, project) = two(&plano).await;
    let channel = main_channel(&anna, &project).await;
    posts(&anna, &channel, "un").await;
    marks_read(&bruno, &channel, 1).await;
    let root = posts(&anna, &channel, "deux").await;
    schedules(&bruno, &channel, "plus tard", after(&plano, HOUR)).await;
    plano.advance(HOUR);
    plano.settle().await;
    assert_eq!(unread(&bruno, &channel).await, (1, 0));
    posts(&anna, &channel, "trois").await;
    assert_eq!(unread(&bruno, &channel).await, (2, 0));
    marks_read(&bruno, &channel, 2).await;
    assert_eq!(unread(&bruno, &channel).await, (1, 0));
    // Answers stand in their thread.
    answers(&anna, &channel, &root, "fil").await;
    assert_eq!(unread(&bruno, &channel).await, (1, 0));
}

#[tokio::test(flavor = "multi_thread")]
async fn in_a_thread_neither_what_was_taken_away_nor_ones_own_is_unread() {
    let plano = TestApp::new().await;
    let (anna, bruno, project) = two(&plano).await;
    let channel = main_channel(&anna, &project).await;
    let root = posts(&bruno, &channel, "Question").await;
    let gone = answers(&anna, &channel, &root, "un").await;
    answers(&anna, &channel, &root, "deux").await;
    answers(&bruno, &channel, &root, "trois").await;
    let state = async || -> Value {
        let list = bruno.get("/me/threads").await.ok();
        let it = &list["items"][0];
        json!([it["read_seq"], it["last_seq"], it["unread"]])
    };
    assert_eq!(state().await, json!([3, 3, 0]));
    let back = json!({ "read_seq": 0 });
    bruno
        .put(&format!("/messages/{}/thread", id(&root)), back)
        .await
        .ok();
    assert_eq!(state().await, json!([0, 3, 2]));
    anna.delete(&format!("/messages/{}", id(&gone))).await.ok();
    assert_eq!(state().await, json!([0, 3, 1]));
    answers(&anna, &channel, &root, "quatre").await;
    assert_eq!(state().await, json!([0, 4, 2]));
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_is_let_in_again_begins_at_the_end_and_misses_nothing_after_it() {
    let plano = TestApp::new().await;
    let (anna, bruno, project) = two(&plano).await;
    let private = makes(&anna, &project, "private", &[&bruno]).await;
    for _ in 0..3 {
        posts(&bruno, &private, "de moi").await;
    }
    marks_read(&bruno, &private, 0).await;
    let way = format!("/channels/{private}/people/{}", bruno.account());
    anna.delete(&way).await.ok();
    posts(&anna, &private, "sans lui").await;
    anna.put(&way, json!({})).await.ok();
    plano.settle().await;
    assert_eq!(unread(&bruno, &private).await, (0, 0));
    for count in 1..4 {
        posts(&anna, &private, "avec lui").await;
        assert_eq!(unread(&bruno, &private).await, (count, 0));
    }
}
