// SPDX-License-Identifier: EUPL-1.2
//! Channels that do not admit all.

use serde_json::{Value, json};

use super::{channels, history, id, invite, main_channel, makes, posts, project, three, tries, two};
use crate::testkit::{Caller, TestApp};

#[tokio::test(flavor = "multi_thread")]
async fn a_private_channel_is_not_there_for_those_who_are_not_in_it_whatever_their_role() {
    let plano = TestApp::new().await;
    let (anna, bruno, rose, project) = three(&plano).await;
    let channel = makes(&bruno, &project, "private", &[&rose]).await;
    let message = id(&posts(&bruno, &channel, "entre nous").await);

    assert_eq!(history(&rose, &channel).await, ["entre nous"]);
    // Anna owns the project.
    for path in [
        format!("/channels/{channel}"),
        format!("/channels/{channel}/messages"),
        format!("/channels/{channel}/people"),
        format!("/channels/{channel}/pins"),
        format!("/messages/{message}"),
        format!("/messages/{message}/answers"),
        format!("/messages/{message}/versions"),
    ] {
        anna.get(&path).await.refused(404, "not_found");
    }
    tries(&anna, &channel, "coucou").await.refused(404, "not_found");
    anna.delete(&format!("/messages/{message}"))
        .await
        .refused(404, "not_found");
    anna.put(&format!("/messages/{message}/reactions/👍"), json!({}))
        .await
        .refused(404, "not_found");
    anna.put(
        &format!("/channels/{channel}/people/{}", anna.account()),
        json!({}),
    )
    .await
    .refused(404, "not_found");
    assert_eq!(channels(&anna, &project).await.len(), 1);
    assert_eq!(channels(&rose, &project).await.len(), 2);
    let mine = anna.get("/me/channels").await.ok();
    assert!(
        mine["items"]
            .as_array()
            .expect("a list")
            .iter()
            .all(|it| it["id"] != json!(channel))
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn its_maker_lets_people_in_and_out_and_they_leave_by_themselves() {
    let plano = TestApp::new().await;
    let (anna, bruno, rose, sami) = (
        plano.person("anna").await,
        plano.person("bruno").await,
        plano.person("rose").await,
        plano.person("sami").await,
    );
    let project = project(&anna).await;
    invite(&anna, &project, &bruno, "member").await;
    invite(&anna, &project, &rose, "member").await;
    let channel = makes(&bruno, &project, "private", &[]).await;
    let person = |who: &crate::testkit::Caller<'_>| format!("/channels/{channel}/people/{}", who.account());

    bruno
        .put(&person(&sami), json!({}))
        .await
        .refused(409, "channel.not_in_project");
    bruno.put(&person(&rose), json!({})).await.ok();
    rose.put(&person(&anna), json!({}))
        .await
        .refused(403, "access.level_too_low");
    bruno
        .delete(&person(&bruno))
        .await
        .refused(409, "channel.last_manager");
    rose.delete(&person(&rose)).await.ok();
    rose.get(&format!("/channels/{channel}"))
        .await
        .refused(404, "not_found");
    bruno.delete(&person(&bruno)).await.ok();
    bruno
        .get(&format!("/channels/{channel}"))
        .await
        .refused(404, "not_found");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_group_in_a_private_channel_counts_as_one_and_joining_it_acts_at_once() {
    let plano = TestApp::new().await;
    let (admin, anna, bruno) = (
        plano.admin("admin").await,
        plano.person("anna").await,
        plano.person("bruno").await,
    );
    let project = project(&anna).await;
    let body = json!({ "draft": uuid::Uuid::now_v7(), "name": "Bureau", "organisation": null });
    let group = id(&admin.post("/admin/groups", body).await.ok());
    let invitation = json!({ "invitations": [{ "group": group, "role": "member" }] });
    anna.post(&format!("/projects/{project}/members"), invitation)
        .await
        .ok();
    let channel = makes(&anna, &project, "private", &[]).await;
    anna.put(&format!("/channels/{channel}/people/{group}"), json!({}))
        .await
        .ok();

    bruno
        .get(&format!("/channels/{channel}"))
        .await
        .refused(404, "not_found");
    let member = format!("/admin/groups/{group}/members/{}", bruno.account());
    admin.put(&member, json!({})).await.ok();
    bruno.get(&format!("/channels/{channel}")).await.ok();
    admin.delete(&member).await.ok();
    bruno
        .get(&format!("/channels/{channel}"))
        .await
        .refused(404, "not_found");
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_was_removed_from_the_project_and_comes_back_is_in_no_private_channel() {
    let plano = TestApp::new().await;
    let (anna, bruno, project) = two(&plano).await;
    let channel = makes(&anna, &project, "private", &[&bruno]).await;
    bruno.get(&format!("/channels/{channel}")).await.ok();
    bruno
        .delete(&format!("/projects/{project}/membership"))
        .await
        .ok();
    bruno
        .get(&format!("/channels/{channel}"))
        .await
        .refused(404, "not_found");
    plano.settle().await;
    invite(&anna, &project, &bruno, "member").await;
    bruno
        .get(&format!("/channels/{channel}"))
        .await
        .refused(404, "not_found");
    assert_eq!(channels(&bruno, &project).await.len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn in_an_announcement_channel_few_write_and_all_react() {
    let plano = TestApp::new().await;
    let (anna, bruno, rose, project) = three(&plano).await;
    let refused = json!({ "draft": uuid::Uuid::now_v7(), "kind": "announcement", "name": "Annonces" });
    bruno
        .post(&format!("/projects/{project}/channels"), refused)
        .await
        .refused(403, "access.managers_only");
    let channel = makes(&anna, &project, "announcement", &[&bruno]).await;
    let message = id(&posts(&bruno, &channel, "Fermeture lundi").await);
    tries(&rose, &channel, "moi aussi")
        .await
        .refused(403, "access.announcers_only");
    rose.put(&format!("/messages/{message}/reactions/👍"), json!({}))
        .await
        .ok();
    let can = rose.get(&format!("/channels/{channel}")).await.ok()["can"].clone();
    assert_eq!(
        can,
        json!({ "react": true, "post": false, "edit": false, "oversee": false, "manage": false })
    );
    posts(&anna, &channel, "Merci").await;
    bruno
        .delete(&format!("/channels/{channel}/people/{}", bruno.account()))
        .await
        .ok();
    tries(&bruno, &channel, "encore")
        .await
        .refused(403, "access.announcers_only");
}

#[tokio::test(flavor = "multi_thread")]
async fn readers_read_and_outsiders_and_archived_projects_keep_their_bounds() {
    let plano = TestApp::new().await;
    let (anna, rose, sami) = (
        plano.person("anna").await,
        plano.person("rose").await,
        plano.person("sami").await,
    );
    let project = project(&anna).await;
    invite(&anna, &project, &rose, "reader").await;
    let channel = main_channel(&anna, &project).await;
    let message = id(&posts(&anna, &channel, "Bonjour").await);
    assert_eq!(history(&rose, &channel).await, ["Bonjour"]);
    tries(&rose, &channel, "moi")
        .await
        .refused(403, "access.level_too_low");
    sami.get(&format!("/channels/{channel}/messages"))
        .await
        .refused(404, "not_found");
    sami.get(&format!("/messages/{message}"))
        .await
        .refused(404, "not_found");
    anna.put(&format!("/projects/{project}/archive"), json!({}))
        .await
        .ok();
    assert_eq!(history(&rose, &channel).await, ["Bonjour"]);
    tries(&anna, &channel, "encore")
        .await
        .refused(403, "access.archived");
    anna.delete(&format!("/messages/{message}"))
        .await
        .refused(403, "access.archived");
}

/// A group with `people` in it that is a member of the project.
async fn group_in(plano: &TestApp, anna: &Caller<'_>, project: &str, people: &[&Caller<'_>]) -> String {
    let group = plano.admin("admin").await.makes_group("Bureau", people).await;
    let invitation = json!({ "invitations": [{ "group": group, "role": "member" }] });
    anna.post(&format!("/projects/{project}/members"), invitation)
        .await
        .ok();
    group
}

#[tokio::test(flavor = "multi_thread")]
async fn who_reads_a_channel_is_found_by_name_be_it_by_a_group_and_nobody_else() {
    let plano = TestApp::new().await;
    let (anna, bruno, rose, sami) = (
        plano.person("anna").await,
        plano.person("bruno").await,
        plano.person("rose").await,
        plano.person("sami").await,
    );
    let project = project(&anna).await;
    invite(&anna, &project, &bruno, "reader").await;
    group_in(&plano, &anna, &project, &[&rose]).await;
    let main = main_channel(&anna, &project).await;
    let private = makes(&anna, &project, "private", &[&rose]).await;
    let named = |list: Value| -> Vec<String> {
        let items = list["items"].as_array().expect("a list").clone();
        items.iter().map(id).collect()
    };
    let ids = |people: &[&Caller<'_>]| -> Vec<String> {
        people.iter().map(|it| it.account().to_string()).collect()
    };
    let all = named(bruno.get(&format!("/channels/{main}/readers")).await.ok());
    assert_eq!(all, ids(&[&anna, &bruno, &rose]));
    let some = rose
        .get(&format!("/channels/{main}/readers?q=BRÛ&limit=1"))
        .await
        .ok();
    assert_eq!(named(some), ids(&[&bruno]));
    let of_private = named(rose.get(&format!("/channels/{private}/readers")).await.ok());
    assert_eq!(of_private, ids(&[&anna, &rose]));
    bruno
        .get(&format!("/channels/{private}/readers"))
        .await
        .refused(404, "not_found");
    sami.get(&format!("/channels/{main}/readers"))
        .await
        .refused(404, "not_found");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_group_that_is_in_a_private_channel_can_be_removed_and_is_in_it_no_more() {
    let plano = TestApp::new().await;
    let (anna, bruno) = (plano.person("anna").await, plano.person("bruno").await);
    let project = project(&anna).await;
    let group = group_in(&plano, &anna, &project, &[&bruno]).await;
    let channel = makes(&anna, &project, "private", &[]).await;
    let people = format!("/channels/{channel}/people");
    anna.put(&format!("{people}/{group}"), json!({})).await.ok();
    bruno.get(&format!("/channels/{channel}")).await.ok();
    plano
        .admin("other")
        .await
        .delete(&format!("/admin/groups/{group}"))
        .await
        .ok();
    plano.settle().await;
    bruno
        .get(&format!("/channels/{channel}"))
        .await
        .refused(404, "not_found");
    let left = anna.get(&people).await.ok();
    assert_eq!(left["items"].as_array().map(Vec::len), Some(1), "{left}");
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_was_in_the_project_through_a_group_does_not_come_back_into_its_private_channels() {
    let plano = TestApp::new().await;
    let (anna, bruno, rose) = (
        plano.person("anna").await,
        plano.person("bruno").await,
        plano.person("rose").await,
    );
    let project = project(&anna).await;
    let group = group_in(&plano, &anna, &project, &[&bruno, &rose]).await;
    let channel = makes(&anna, &project, "private", &[&bruno, &rose]).await;
    let admin = plano.admin("other").await;
    // One leaves the group, then the group leaves the project.
    admin
        .delete(&format!("/admin/groups/{group}/members/{}", bruno.account()))
        .await
        .ok();
    plano.settle().await;
    let members = anna.get(&format!("/projects/{project}/members")).await.ok();
    let member = members["items"]
        .as_array()
        .and_then(|all| all.iter().find(|it| it["group"]["id"] == json!(group)))
        .map(id)
        .expect("the group is a member");
    anna.delete(&format!("/projects/{project}/members/{member}"))
        .await
        .ok();
    plano.settle().await;
    for back in [&bruno, &rose] {
        invite(&anna, &project, back, "reader").await;
        back.get(&format!("/channels/{channel}"))
            .await
            .refused(404, "not_found");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_private_channel_whose_maker_is_gone_is_managed_by_who_has_been_in_it_for_longest() {
    let plano = TestApp::new().await;
    let (anna, bruno, rose, project) = three(&plano).await;
    let channel = makes(&bruno, &project, "private", &[&rose]).await;
    bruno
        .delete(&format!("/projects/{project}/membership"))
        .await
        .ok();
    plano.settle().await;
    rose.put(
        &format!("/channels/{channel}/people/{}", anna.account()),
        json!({}),
    )
    .await
    .ok();
    anna.get(&format!("/channels/{channel}")).await.ok();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_manager_of_a_private_channel_makes_another_and_can_then_leave() {
    let plano = TestApp::new().await;
    let (anna, bruno, rose, sami) = (
        plano.person("anna").await,
        plano.person("bruno").await,
        plano.person("rose").await,
        plano.person("sami").await,
    );
    let project = project(&anna).await;
    invite(&anna, &project, &bruno, "member").await;
    invite(&anna, &project, &rose, "member").await;
    let channel = makes(&bruno, &project, "private", &[&rose]).await;
    let person = |who: &Caller<'_>| format!("/channels/{channel}/people/{}", who.account());
    let manager = |who: &Caller<'_>| format!("/channels/{channel}/managers/{}", who.account());

    // For managers only, of those who are in it, and nobody who is not in it hears that it exists.
    rose.put(&manager(&rose), json!({}))
        .await
        .refused(403, "access.level_too_low");
    anna.put(&manager(&anna), json!({}))
        .await
        .refused(404, "not_found");
    bruno
        .put(&manager(&sami), json!({}))
        .await
        .refused(404, "not_found");
    bruno
        .delete(&manager(&bruno))
        .await
        .refused(409, "channel.last_manager");

    bruno.put(&manager(&rose), json!({})).await.ok();
    bruno.put(&manager(&rose), json!({})).await.ok();
    rose.put(&person(&anna), json!({})).await.ok();
    let people = rose.get(&format!("/channels/{channel}/people")).await.ok();
    let managers: Vec<bool> = people["items"]
        .as_array()
        .expect("a list")
        .iter()
        .map(|it| it["is_manager"].as_bool().expect("whether"))
        .collect();
    assert_eq!(managers, [true, true, false]);
    assert_eq!(
        rose.get(&format!("/channels/{channel}")).await.ok()["can"]["manage"],
        json!(true)
    );

    // Taken back, or handed over: the other may leave.
    rose.delete(&manager(&bruno)).await.ok();
    bruno
        .put(&person(&anna), json!({}))
        .await
        .refused(403, "access.level_too_low");
    bruno.delete(&person(&bruno)).await.ok();
    rose.delete(&person(&rose))
        .await
        .refused(409, "channel.last_manager");

    let open = makes(&anna, &project, "open", &[]).await;
    anna.put(
        &format!("/channels/{open}/managers/{}", rose.account()),
        json!({}),
    )
    .await
    .refused(409, "channel.admits_all");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_private_channel_is_never_managed_by_a_group_alone_in_which_nobody_is() {
    let plano = TestApp::new().await;
    let (anna, bruno, rose, project) = three(&plano).await;
    let admin = plano.admin("admin").await;
    let (empty, team) = (
        admin.makes_group("Futurs", &[]).await,
        admin.makes_group("Équipe", &[&rose]).await,
    );
    for group in [&empty, &team] {
        let invitation = json!({ "invitations": [{ "group": group, "role": "member" }] });
        anna.post(&format!("/projects/{project}/members"), invitation)
            .await
            .ok();
    }
    let channel = makes(&bruno, &project, "private", &[]).await;
    let person = |who: &str| format!("/channels/{channel}/people/{who}");
    plano.advance(std::time::Duration::from_secs(60));
    bruno
        .put(&person(&anna.account().to_string()), json!({}))
        .await
        .ok();
    let manager = |who: &str| format!("/channels/{channel}/managers/{who}");
    let himself = bruno.account().to_string();
    for group in [&empty, &team] {
        bruno.put(&person(group), json!({})).await.ok();
    }
    bruno.put(&manager(&empty), json!({})).await.ok();
    bruno
        .delete(&manager(&himself))
        .await
        .refused(409, "channel.last_manager");
    bruno
        .delete(&person(&himself))
        .await
        .refused(409, "channel.last_manager");
    // With somebody in it, it manages.
    bruno.put(&manager(&team), json!({})).await.ok();
    bruno.delete(&manager(&himself)).await.ok();
    // The last one in it leaves it: whoever has been in the channel for longest manages.
    admin
        .delete(&format!("/admin/groups/{team}/members/{}", rose.account()))
        .await
        .ok();
    plano.settle().await;
    let people_who_manage = async || -> Vec<Value> {
        let people = anna.get(&format!("/channels/{channel}/people")).await.ok();
        let items = people["items"].as_array().expect("a list").clone();
        items
            .into_iter()
            .filter(|it| it["is_manager"] == json!(true) && !it["person"].is_null())
            .map(|it| it["person"]["id"].clone())
            .collect()
    };
    assert_eq!(people_who_manage().await, [json!(bruno.account())]);
    // As when a manager is gone and an empty group is left.
    bruno
        .delete(&format!("/projects/{project}/membership"))
        .await
        .ok();
    plano.settle().await;
    assert_eq!(people_who_manage().await, [json!(anna.account())]);
}
