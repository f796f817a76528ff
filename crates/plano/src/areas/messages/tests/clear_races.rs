// SPDX-License-Identifier: EUPL-1.2
//! Many write while a channel is cleared, on the database that the tests run on: whatever is sent after the answer to the
//! clearing, and acknowledged, is there; whatever was acknowledged before it was asked for is not.

use std::sync::{
    Arc,
    atomic::{AtomicBool, AtomicUsize, Ordering},
};

use access::{Comment, Grant, Signed};
use base::{Id, kind};
use serde_json::json;
use tokio::task::JoinSet;
use uuid::Uuid;

use super::{
    super::{actions::post, store_places::Channel},
    main_channel, posts, two,
};
use crate::{app::App, testkit::TestApp};

const WRITERS: usize = 32;
/// Of so many one answers, the others write in the channel. Clearing waits until nobody is in the midst of answering, which a
/// crowd that answers without a pause never is.
const ANSWERS: usize = 16;
const CLEARINGS: usize = 5;

/// What was acknowledged, and how many clearings had been answered before it was sent, and asked for when it was acknowledged.
struct Said {
    message: Id<kind::Message>,
    after: usize,
    before: usize,
}

/// What the writers have in common.
struct Desk {
    app: App,
    me: Signed,
    channel: Id<kind::Channel>,
    /// A decision, which stays.
    root: String,
    asked: AtomicUsize,
    answered: AtomicUsize,
    acknowledged: AtomicUsize,
    is_over: AtomicBool,
}

impl Desk {
    /// Writes until it is over: in the channel, or answers.
    async fn write(&self, answers: bool) -> Vec<Said> {
        let mut all = Vec::new();
        while !self.is_over.load(Ordering::SeqCst) {
            let after = self.answered.load(Ordering::SeqCst);
            let thread = answers.then_some(&self.root);
            let new = json!({ "draft": Uuid::now_v7(), "body": "Bonjour", "thread": thread });
            let new = serde_json::from_value(new).expect("a message");
            let may: Result<Grant<Comment, Channel>, _> =
                access::grant(&self.app.db, self.me, self.channel, self.app.now()).await;
            let posted = post(&self.app.db, &self.app.posts, may.expect("he may"), new, true).await;
            all.push(Said {
                message: posted.expect("it is posted"),
                after,
                before: self.asked.load(Ordering::SeqCst),
            });
            self.acknowledged.fetch_add(1, Ordering::SeqCst);
        }
        all
    }

    /// Waits for so many more to be acknowledged.
    async fn more(&self, count: usize) {
        let enough = self.acknowledged.load(Ordering::SeqCst) + count;
        while self.acknowledged.load(Ordering::SeqCst) < enough {
            tokio::task::yield_now().await;
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn of_what_many_write_meanwhile_all_that_came_after_is_there_and_nothing_of_before() {
    let plano = TestApp::new().await;
    let (anna, bruno, project) = two(&plano).await;
    let channel = main_channel(&anna, &project).await;
    let kept = json!({ "draft": Uuid::now_v7(), "kind": "decision", "body": "Le bleu" });
    let kept = anna
        .post(&format!("/channels/{channel}/messages"), kept)
        .await
        .ok();
    let desk = Arc::new(Desk {
        app: plano.app.clone(),
        me: Signed {
            account: bruno.account(),
            is_external: false,
            is_instance_admin: false,
        },
        channel: channel.parse().expect("an id"),
        root: super::id(&kept),
        asked: AtomicUsize::new(0),
        answered: AtomicUsize::new(0),
        acknowledged: AtomicUsize::new(0),
        is_over: AtomicBool::new(false),
    });
    let mut writers = JoinSet::new();
    for writer in 0..WRITERS {
        let desk = Arc::clone(&desk);
        writers.spawn(async move { desk.write(writer % ANSWERS == 0).await });
    }
    for _ in 0..CLEARINGS {
        desk.more(2 * WRITERS).await;
        desk.asked.fetch_add(1, Ordering::SeqCst);
        anna.delete(&format!("/channels/{channel}/history")).await.ok();
        desk.answered.fetch_add(1, Ordering::SeqCst);
    }
    desk.more(2 * WRITERS).await;
    desk.is_over.store(true, Ordering::SeqCst);
    let said: Vec<Said> = writers.join_all().await.into_iter().flatten().collect();
    posts(&bruno, &channel, "Pour finir").await;
    for is_erased in [false, true] {
        if is_erased {
            plano.settle().await;
        }
        let (mut there, mut gone) = (0, 0);
        for it in &said {
            let (is_after, is_before) = (it.after == CLEARINGS, it.before < CLEARINGS);
            if !is_after && !is_before {
                continue;
            }
            let status = bruno.get(&format!("/messages/{}", it.message)).await.status;
            assert_eq!(status, if is_after { 200 } else { 404 }, "{is_erased}");
            if is_after {
                there += 1;
            } else {
                gone += 1;
            }
        }
        assert!(there >= WRITERS && gone >= CLEARINGS * WRITERS, "{there} {gone}");
    }
}
