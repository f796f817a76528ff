// SPDX-License-Identifier: EUPL-1.2
//! Whoever manages a channel no longer has nothing in it go, and takes nothing of it away: neither from the next request on, nor
//! where his right ends between what he asked and the transaction that does it.

use access::{Action, Denied, Grant, Manage, Read, Signed};
use base::{Problem, Secret};
use serde_json::json;

use super::{
    super::{
        actions_clear, actions_exports, model_clear::Expiry, model_export::ExportFormat,
        store_places::Channel,
    },
    Town, history, id, posts,
};
use crate::testkit::{Caller, TestApp};

/// Has someone who has that role do everything that only those who manage it may do with a channel.
async fn tries_all(who: &Caller<'_>, channel: &str, status: u16) {
    let path = format!("/channels/{channel}");
    let seven = json!({ "days": 7 });
    for answer in [
        who.get(&format!("{path}/history")).await,
        who.delete(&format!("{path}/history")).await,
        who.put(&format!("{path}/expiry"), seven).await,
        who.get(&format!("{path}/export?format=json")).await,
        who.get(&format!("{path}/export?format=html")).await,
    ] {
        assert_eq!(answer.status, status, "{}", answer.json);
    }
}

impl Town<'_> {
    async fn removes(&self, whom: &Caller<'_>) {
        let path = format!("/projects/{}/members", self.project);
        let members = self.anna.get(&path).await.ok();
        let items = members["items"].as_array().expect("a list");
        let his = items
            .iter()
            .find(|it| it["person"]["id"] == json!(whom.account()));
        let his = id(his.expect("a member"));
        self.anna.delete(&format!("{path}/{his}")).await.ok();
    }

    /// That nothing was done.
    async fn is_as_it_was(&self, plano: &TestApp) {
        let channel = self.anna.get(&format!("/channels/{}", self.channel)).await.ok();
        for what in ["cleared_at", "expires_after_days"] {
            assert!(channel[what].is_null(), "{what}: {channel}");
        }
        assert_eq!(history(&self.anna, &self.channel).await, ["reste"]);
        let noted: i64 = db::sql!(
            "SELECT COUNT(*) FROM events WHERE kind IN ('channel.cleared', 'channel.expiry_set', 'channel.taken')"
        )
        .value(plano.db())
        .await
        .expect("a number");
        assert_eq!(noted, 0);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_manages_no_longer_has_nothing_go_and_takes_nothing_away() {
    let plano = TestApp::new().await;
    let town = Town::in_(&plano).await;
    posts(&town.bruno, &town.channel, "reste").await;
    for role in ["member", "reader"] {
        town.role(&town.idriss, role).await;
        tries_all(&town.idriss, &town.channel, 403).await;
    }
    town.role(&town.idriss, "manager").await;
    town.removes(&town.idriss).await;
    tries_all(&town.idriss, &town.channel, 404).await;
    town.is_as_it_was(&plano).await;
}

/// The right that someone has now.
async fn granted<A: Action>(plano: &TestApp, who: &Caller<'_>, channel: &str) -> Grant<A, Channel> {
    let signed = Signed {
        account: who.account(),
        is_external: false,
        is_instance_admin: false,
    };
    let channel = channel.parse().expect("an id");
    let granted: Result<_, Denied> = access::grant(plano.db(), signed, channel, plano.app.now()).await;
    granted.expect("he has the right")
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_loses_the_right_before_the_transaction_has_nothing_go_and_takes_nothing_away() {
    let plano = TestApp::new().await;
    let town = Town::in_(&plano).await;
    let (idriss, channel) = (&town.idriss, &town.channel);
    posts(&town.bruno, channel, "reste").await;
    for (is_removed, status) in [(false, 403), (true, 404)] {
        let (clears, expires): (Grant<Manage, _>, Grant<Manage, _>) = (
            granted(&plano, idriss, channel).await,
            granted(&plano, idriss, channel).await,
        );
        let takes: Grant<Read, _> = granted(&plano, idriss, channel).await;
        if is_removed {
            town.removes(idriss).await;
        } else {
            town.role(idriss, "reader").await;
        }
        let refused: Vec<Result<(), Problem>> = vec![
            actions_clear::clear(plano.db(), clears).await,
            actions_clear::set_expiry(plano.db(), expires, Expiry { days: Some(7) }).await,
            actions_exports::take_channel(&plano.app, takes, Secret::generate().hash(), ExportFormat::Json)
                .await
                .map(drop),
        ];
        for refused in refused {
            assert_eq!(refused.expect_err("he has no right to it").status(), status);
        }
        if !is_removed {
            town.role(idriss, "manager").await;
        }
    }
    town.is_as_it_was(&plano).await;
}
