// SPDX-License-Identifier: EUPL-1.2
//! Old state + frames = a fresh fetch, for every event that can happen. Here each is made to happen while several people
//! have their windows open; what they had fetched before, the frames they heard, and what they would fetch after are
//! written down in `web/src/testing/frames.gen.json`, which the client's own test folds (`web/src/app/frames.test.ts`).
//! Here too: who hears nothing has nothing to fetch again.

use std::{
    collections::{BTreeMap, HashMap, HashSet},
    sync::Arc,
    time::Duration,
};

use events::{Announce as _, Event, JobEvent};
use futures_util::{StreamExt as _, stream};
use serde_json::{Map, Value, json};

use super::{Server, Window, told};
use crate::{
    areas,
    coverage_tests::{
        Operation, operations, send,
        world::{Crowd, World, draft},
    },
    testkit::{Answer, Caller},
};

const FILE: &str = concat!(
    env!("CARGO_MANIFEST_DIR"),
    "/../../web/src/testing/frames.gen.json"
);

const DAY: Duration = Duration::from_secs(24 * 3_600);

/// What is open in the windows of those who watch, as the client asks for it.
const EVERYONE: &[&str] = &[
    "/me",
    "/instance",
    "/projects?limit=200&state=active",
    "/projects?limit=200&state=archived",
    "/projects/{project}",
    "/projects/{project}/members?limit=200",
    "/projects/{project}/activity?limit=20",
    "/projects/{project}/activity?limit=8",
    "/projects/{project}/links",
    "/access/{project}",
    "/templates",
    "/notifications?limit=30&state=all",
    "/notifications?limit=30&state=unread",
    "/notifications?about=mentions&limit=30&state=all",
    "/me/notification-settings",
    "/me/channels",
    "/projects/{project}/channel-folders",
    "/channels/{channel}/messages?limit=50",
    "/channels/{channel}/pins",
    "/channels/{channel}/people",
    "/messages/{message}/answers?after=0&limit=200",
    "/me/message-marks",
    "/me/saved-messages?limit=50",
    "/me/reminders",
    "/me/scheduled-messages",
    "/me/keywords",
    "/messages/{poll}/poll/vote",
    "/projects/{project}/documents",
    "/projects/{project}/trash?limit=200",
    "/documents/{folder_entry}/entries?direction=ascending&limit=200&order=name",
    "/documents/{entry}",
    "/documents/{entry}/versions?limit=50",
];
const MANAGERS: &[&str] = &[
    "/projects/{project}/access-requests",
    "/channels/{channel}/automates",
];
const ONESELF: &[&str] = &["/me/sessions", "/me/app-passwords"];
const ADMINISTRATORS: &[&str] = &[
    "/me",
    "/instance",
    "/notifications?limit=30&state=all",
    "/admin/accounts?limit=50&sort=name",
    "/admin/access-requests?limit=50&status=waiting",
    "/admin/access-requests?limit=1&status=waiting",
    "/admin/organisations",
    "/admin/groups",
    "/admin/groups/{group}/members?limit=100",
    "/admin/imports",
    "/admin/imports/{import}",
    "/admin/jobs?status=dead",
    "/admin/settings",
];

/// Who watches, and what.
fn watchers() -> [(&'static str, Vec<&'static str>); 4] {
    [
        ("owner", [EVERYONE, MANAGERS].concat()),
        ("member", EVERYONE.to_vec()),
        ("vera", [EVERYONE, ONESELF].concat()),
        ("administrator", ADMINISTRATORS.to_vec()),
    ]
}

/// The town with its sockets, and people doing things in it.
struct Scene<'s> {
    world: &'s World,
    server: &'s Server,
}

impl<'s> Scene<'s> {
    fn caller(&self, kind: &str) -> Caller<'s> {
        let browser = if kind == "vera" {
            &self.world.vera
        } else {
            let found = self.world.callers.iter().find(|(it, _)| *it == kind);
            &found.unwrap_or_else(|| panic!("nobody is called {kind}")).1
        };
        self.server.plano.caller(browser)
    }

    fn id(&self, name: &str) -> &str {
        self.world.id(name)
    }

    /// An operation with the body that the town has for it.
    async fn does(&self, kind: &str, name: &str) -> Answer {
        let operation: Operation = operations()
            .into_iter()
            .find(|it| it.name == name)
            .unwrap_or_else(|| panic!("no operation is called {name}"));
        let answer = send(self.world, &operation, &self.caller(kind)).await;
        assert!(
            answer.status < 300,
            "{kind}: {name}: {} {}",
            answer.status,
            answer.json
        );
        answer
    }

    async fn put(&self, kind: &str, path: &str, body: Value) -> Value {
        self.caller(kind).put(path, body).await.ok()
    }

    async fn post(&self, kind: &str, path: &str, body: Value) -> Value {
        self.caller(kind).post(path, body).await.ok()
    }

    async fn delete(&self, kind: &str, path: &str) {
        self.caller(kind).delete(path).await.ok();
    }

    /// Lets time pass, and what is due be done.
    async fn days(&self, days: u32) {
        self.server.plano.advance(DAY * days);
        areas::enqueue_periodic(&self.server.plano.app)
            .await
            .expect("periodic work");
    }

    /// Vera signs in once more, elsewhere.
    async fn second_window(&self) -> Caller<'s> {
        let opened = self.does("signed out", "sign_in").await;
        self.caller("signed out").with_cookie_of(&opened)
    }

    async fn invites_until(&self, day: &str) {
        let newcomer = self.world.newcomer();
        let body = json!({ "invitations": [{ "account": newcomer, "role": "reader", "ends_on": day }] });
        let path = format!("/projects/{}/members", self.id("project"));
        self.post("owner", &path, body).await;
    }

    /// A member proposes somebody, whom a manager has to accept; the proposed member.
    async fn proposes(&self) -> String {
        let body = json!({ "invitations": [{ "account": self.world.newcomer(), "role": "reader" }] });
        let path = format!("/projects/{}/members", self.id("project"));
        let answer = self.post("member", &path, body).await;
        answer["items"][0]["member"]["id"]
            .as_str()
            .expect("a member who waits")
            .to_owned()
    }

    async fn asks_for_approval(&self) {
        let path = format!("/projects/{}", self.id("project"));
        let etag = self.caller("owner").get(&path).await.ok()["etag"].clone();
        let etag = etag.as_str().expect("a version");
        self.caller("owner")
            .patch(&path, etag, json!({ "admission": "approval" }))
            .await
            .ok();
    }

    async fn new_organisation(&self) -> Value {
        self.does("administrator", "create_organisation").await.json
    }

    /// What comes before: the old state has it already.
    async fn prepare(&self, kind: &str) {
        let admin = "administrator";
        match kind {
            "account.reactivated" => drop(self.does(admin, "deactivate_account").await),
            "account.demoted" => drop(self.does(admin, "promote_account").await),
            "organisation.administrator_removed" => drop(self.does(admin, "appoint_administrator").await),
            "group.left" => drop(self.does(admin, "add_group_member").await),
            "project.restored" => drop(self.does("owner", "archive_project").await),
            "project.template_unmade" => drop(self.does("owner", "make_template").await),
            "project.unlinked" => drop(self.does("owner", "link_projects").await),
            "channel.restored" => drop(self.does("owner", "archive_channel").await),
            // There are two of them.
            "channel_folder.moved" => drop(self.does("owner", "create_channel_folder").await),
            "channel.expired" => {
                let path = format!("/channels/{}/expiry", self.id("channel"));
                self.put("owner", &path, json!({ "days": 1 })).await;
            }
            "message.unpinned" => drop(self.does("owner", "pin_message").await),
            "thread.reopened" => drop(self.does("owner", "resolve_thread").await),
            // One that was saved and is to be recalled is taken away.
            "message.retracted" => {
                self.does("vera", "save_message").await;
                self.does("vera", "remind_of_message").await;
            }
            // It was passed on in a channel that stays as it is.
            "message.origin_gone" => {
                let body = json!({ "draft": draft(92), "kind": "open", "name": "Rappels" });
                let path = format!("/projects/{}/channels", self.id("project"));
                let other = self.post("owner", &path, body).await;
                let other = other["id"].as_str().expect("an id");
                let body = json!({ "draft": draft(93), "message": self.id("message") });
                self.post("owner", &format!("/channels/{other}/forwards"), body)
                    .await;
            }
            "message.reminded" => {
                let soon = self.server.plano.app.now() + DAY / 2;
                let path = format!("/messages/{}/reminder", self.id("message"));
                self.put("vera", &path, json!({ "remind_at": soon })).await;
            }
            "project.member_proposed" | "project.member_accepted" => self.asks_for_approval().await,
            "project.member_ended" | "project.member_ending" => {
                // Ends are looked at from now on.
                self.days(0).await;
                let is_ended = kind == "project.member_ended";
                self.invites_until(if is_ended { "2026-10-10" } else { "2026-10-30" })
                    .await;
            }
            _ => {}
        }
    }

    /// Makes it happen. A new kind of event is given its case here.
    #[allow(clippy::too_many_lines, reason = "one line for each kind of event")]
    async fn happen(&self, kind: &str) {
        let admin = "administrator";
        let ok = |_: Answer| {};
        match kind {
            "account.created" | "account.invited" => ok(self.does(admin, "create_account").await),
            "account.accepted" => ok(self.does("signed out", "accept_invitation").await),
            "account.signed_in" => ok(self.does("signed out", "sign_in").await),
            "account.sign_in_refused" => {
                let body = json!({ "email": "vera@rivemont.example", "password": "ce n'est pas le bon" });
                let answer = self.caller("signed out").post("/session", body).await;
                answer.refused(401, "session.refused");
            }
            "account.signed_out" => ok(self.second_window().await.delete("/session").await),
            "account.session_ended" => {
                self.second_window().await;
                self.delete("vera", "/me/sessions").await;
            }
            "account.password_changed" => ok(self.does("vera", "change_password").await),
            "account.reset_asked" => ok(self.does("signed out", "ask_password_reset").await),
            "account.email_change_asked" => ok(self.does("vera", "ask_email_change").await),
            "account.email_changed" => ok(self.does("signed out", "confirm_email_change").await),
            "account.profile_changed" => ok(self.does("vera", "edit_me").await),
            "account.display_changed" => ok(self.does("vera", "set_display").await),
            "account.app_password_made" => ok(self.does("vera", "make_app_password").await),
            "account.app_password_removed" => ok(self.does("vera", "remove_app_password").await),
            "account.deactivated" => {
                // Somebody whom the others see in their project.
                let manager = self.caller("manager").account();
                self.put(
                    admin,
                    &format!("/admin/accounts/{manager}/deactivation"),
                    json!({}),
                )
                .await;
            }
            "account.reactivated" => ok(self.does(admin, "reactivate_account").await),
            "account.promoted" => ok(self.does(admin, "promote_account").await),
            "account.demoted" => ok(self.does(admin, "demote_account").await),
            "account.access_asked" => ok(self.does("signed out", "confirm_access_request").await),
            "account.access_approved" => ok(self.does(admin, "approve_access_request").await),
            "account.access_refused" => ok(self.does(admin, "refuse_access_request").await),
            "organisation.created" => drop(self.new_organisation().await),
            "organisation.changed" => ok(self.does(admin, "edit_organisation").await),
            "organisation.moved" | "organisation.removed" => {
                let made = self.new_organisation().await;
                let id = made["id"].as_str().expect("an id");
                let path = format!("/admin/organisations/{id}");
                if kind == "organisation.removed" {
                    return self.delete(admin, &path).await;
                }
                let etag = made["etag"].as_str().expect("a version");
                let body = json!({ "parent": null });
                self.caller(admin).patch(&path, etag, body).await.ok();
            }
            "organisation.administrator_appointed" => ok(self.does(admin, "appoint_administrator").await),
            "organisation.administrator_removed" => ok(self.does(admin, "dismiss_administrator").await),
            "organisation.account_added" | "organisation.account_removed" => {
                let made = self.new_organisation().await;
                let vera = self.caller("vera").account();
                let path = format!("/admin/accounts/{vera}");
                let shown = self.caller(admin).get(&path).await.ok();
                let etag = shown["etag"].as_str().expect("a version");
                // From the one to the other: both happen.
                let body = json!({ "organisations": [made["id"]] });
                self.caller(admin).patch(&path, etag, body).await.ok();
            }
            "group.created" => ok(self.does(admin, "create_group").await),
            "group.changed" => ok(self.does(admin, "edit_group").await),
            "group.removed" => ok(self.does(admin, "remove_group").await),
            "group.joined" => ok(self.does(admin, "add_group_member").await),
            "group.left" => ok(self.does(admin, "remove_group_member").await),
            "import.checked" => ok(self.does(admin, "check_import").await),
            "import.started" | "import.progressed" | "import.done" => {
                ok(self.does(admin, "run_import").await);
            }
            "import.paused" => {
                ok(self.does(admin, "run_import").await);
                ok(self.does(admin, "pause_import").await);
            }
            "account.handed_over" => ok(self.does(admin, "hand_over_account").await),
            "account.exported" => ok(self.does(admin, "export_accounts").await),
            "journal.exported" => ok(self.does(admin, "export_journal").await),
            "settings.changed" => {
                let mut settings = self.caller(admin).get("/admin/settings").await.ok();
                settings["instance_name"] = json!("Plano de Rivemont");
                let etag = settings["etag"].as_str().expect("a version").to_owned();
                settings.as_object_mut().expect("an object").remove("etag");
                let admin = self.caller(admin);
                admin.put_if("/admin/settings", &etag, settings).await.ok();
            }
            "project.created" => ok(self.does("owner", "create_project").await),
            "project.duplicated" => ok(self.does("owner", "duplicate_project").await),
            "project.changed" => ok(self.does("owner", "edit_project").await),
            "project.archived" => ok(self.does("owner", "archive_project").await),
            "project.restored" => ok(self.does("owner", "restore_project").await),
            "project.template_made" => ok(self.does("owner", "make_template").await),
            "project.template_unmade" => ok(self.does("owner", "unmake_template").await),
            "project.linked" => ok(self.does("owner", "link_projects").await),
            "project.unlinked" => ok(self.does("owner", "unlink_projects").await),
            "project.member_added" => ok(self.does("owner", "invite_members").await),
            "project.member_proposed" => drop(self.proposes().await),
            "project.member_accepted" => {
                let member = self.proposes().await;
                // A frame shows what is there when it is made: each of two at its own time.
                told(self.server).await;
                let path = format!("/projects/{}/members/{member}/acceptance", self.id("project"));
                self.put("owner", &path, json!({})).await;
            }
            "project.member_changed" => ok(self.does("owner", "edit_member").await),
            "project.member_removed" => ok(self.does("owner", "remove_member").await),
            "project.member_left" => ok(self.does("member", "leave_project").await),
            "project.member_ended" => self.days(4).await,
            "project.member_ending" => self.days(17).await,
            "project.handed_over" => ok(self.does("owner", "hand_over_project").await),
            "project.access_asked" => ok(self.does("stranger", "ask_project_access").await),
            "project.access_granted" => ok(self.does("owner", "approve_project_access").await),
            "project.access_refused" => ok(self.does("owner", "refuse_project_access").await),
            "project.mine_changed" => ok(self.does("owner", "keep_project").await),
            "channel.created" => ok(self.does("owner", "create_channel").await),
            "channel.changed" => ok(self.does("owner", "edit_channel").await),
            "channel.archived" => ok(self.does("owner", "archive_channel").await),
            "channel.restored" => ok(self.does("owner", "restore_channel").await),
            "channel.placed" => ok(self.does("owner", "place_channel").await),
            "channel.cleared" => ok(self.does("owner", "clear_history").await),
            "channel.expired" => self.days(2).await,
            "channel.expiry_set" => ok(self.does("owner", "set_expiry").await),
            "channel_folder.made" => ok(self.does("owner", "create_channel_folder").await),
            "channel_folder.renamed" => ok(self.does("owner", "rename_channel_folder").await),
            "channel_folder.moved" => ok(self.does("owner", "move_channel_folder").await),
            "channel_folder.removed" => ok(self.does("owner", "remove_channel_folder").await),
            "channel.person_added" => ok(self.does("owner", "add_channel_person").await),
            "channel.person_removed" => {
                let member = self.caller("member").account();
                let path = format!("/channels/{}/people/{member}", self.id("channel"));
                self.delete("owner", &path).await;
            }
            "channel.person_changed" => ok(self.does("owner", "make_channel_manager").await),
            // What the owner was told of its answers is read with it.
            "thread.read" => {
                let path = format!("/messages/{}/thread", self.id("message"));
                self.put("owner", &path, json!({ "read_seq": 1 })).await;
            }
            "channel.kept" => ok(self.does("vera", "keep_channel").await),
            "channel.read" => {
                // What tells vera of a message is read with it.
                let said = format!("@[Véra]({}) ?", self.caller("vera").account());
                let path = format!("/channels/{}/messages", self.id("channel"));
                let new = json!({ "draft": draft(90), "body": said });
                self.post("owner", &path, new).await;
                let path = format!("/channels/{}/read", self.id("channel"));
                self.put("vera", &path, json!({ "seq": 3 })).await;
            }
            "message.posted" => ok(self.does("owner", "post_message").await),
            "message.edited" => ok(self.does("owner", "edit_message").await),
            "message.retracted" => ok(self.does("owner", "retract_message").await),
            "message.reacted" => ok(self.does("owner", "react").await),
            "message.pinned" => ok(self.does("owner", "pin_message").await),
            "message.unpinned" => ok(self.does("owner", "unpin_message").await),
            "thread.resolved" => ok(self.does("owner", "resolve_thread").await),
            "thread.reopened" => ok(self.does("owner", "reopen_thread").await),
            "message.origin_gone" => ok(self.does("owner", "clear_history").await),
            "message.forwarded" => ok(self.does("owner", "forward_message").await),
            "poll.voted" => ok(self.does("owner", "vote").await),
            "poll.closed" => ok(self.does("owner", "close_poll").await),
            "calls.changed" => {
                let said = format!("@[Véra]({}) ?", self.caller("vera").account());
                let path = format!("/channels/{}/messages", self.id("channel"));
                self.post("owner", &path, json!({ "draft": draft(90), "body": said }))
                    .await;
                self.server.plano.settle().await;
                told(self.server).await;
                let calls = self
                    .caller("vera")
                    .get("/notifications?about=mentions")
                    .await
                    .ok();
                let call = calls["items"][0]["id"].as_str().expect("a mention").to_owned();
                self.put("vera", &format!("/notifications/{call}/read"), json!({}))
                    .await;
            }
            "keywords.changed" => ok(self.does("vera", "set_keywords").await),
            "hook.made" => ok(self.does("owner", "create_hook").await),
            "hook.changed" => ok(self.does("owner", "edit_hook").await),
            "hook.renewed" => ok(self.does("owner", "renew_hook").await),
            "hook.removed" => ok(self.does("owner", "remove_hook").await),
            "bot.made" => ok(self.does("owner", "create_bot").await),
            "bot.removed" => ok(self.does("owner", "remove_bot").await),
            "channel.taken" => ok(self.does("owner", "take_channel").await),
            "channel.readers_taken" => ok(self.does("owner", "take_channel_readers").await),
            "log.taken" => {
                let body = json!({ "draft": draft(91), "kind": "log", "name": "Main courante" });
                let path = format!("/projects/{}/channels", self.id("project"));
                let log = self.post("owner", &path, body).await;
                let log = log["id"].as_str().expect("an id");
                let path = format!("/channels/{log}/log?format=csv");
                assert_eq!(self.caller("owner").get(&path).await.status, 200);
            }
            "message.kept" => {
                ok(self.does("vera", "save_message").await);
                told(self.server).await;
                ok(self.does("vera", "remind_of_message").await);
            }
            "message.reminded" => self.days(1).await,
            "message.scheduled" => ok(self.does("owner", "schedule_message").await),
            "message.not_sent" => {
                ok(self.does("owner", "archive_channel").await);
                told(self.server).await;
                ok(self.does("owner", "send_scheduled_message").await);
            }
            "folder.made" => ok(self.does("owner", "create_folder").await),
            "file.made" => ok(self.does("owner", "append_upload").await),
            "file.written" => ok(self.does("owner", "restore_file_version").await),
            "file.version_named" => ok(self.does("owner", "name_file_version").await),
            "document.renamed" => ok(self.does("owner", "rename_entry").await),
            "document.moved" => {
                let top = self
                    .caller("owner")
                    .get(&format!("/projects/{}/documents", self.id("project")))
                    .await
                    .ok();
                let path = format!("/documents/{}/place", self.id("entry"));
                self.put("owner", &path, json!({ "folder": top["entry"]["id"] }))
                    .await;
            }
            "document.trashed" => ok(self.does("owner", "trash_entry").await),
            "document.untrashed" => ok(self.does("owner", "restore_entry").await),
            "document.erased" => ok(self.does("owner", "erase_entry").await),
            "notification.told" => ok(self.does("owner", "edit_member").await),
            "notification.read_changed" => ok(self.does("vera", "read_notification").await),
            "notification.all_read" => ok(self.does("vera", "read_notifications").await),
            "job.dead" => {
                let job = self.id("job").parse().expect("a job");
                let db = self.server.plano.db();
                db.write(base::Actor::System, async move |tx| {
                    tx.announce(JobEvent::Dead { job }).await
                })
                .await
                .expect("a job that was given up");
            }
            _ => panic!("{kind}: a new kind of event; make it happen here"),
        }
    }
}

/// Blanks what is told by the clock or by presence, which are no events.
fn still(value: &mut Value) {
    const MOVING: &[&str] = &[
        "presence",
        "last_used_at",
        "last_active_at",
        "session_is_fresh",
        "ends_at",
        "cursor",
    ];
    match value {
        Value::Object(fields) => {
            for (name, it) in fields {
                if MOVING.contains(&name.as_str()) {
                    *it = json!("");
                } else {
                    still(it);
                }
            }
        }
        Value::Array(items) => items.iter_mut().for_each(still),
        _ => {}
    }
}

/// What one person sees: each address with its body, or its status if it is refused.
async fn state(scene: &Scene<'_>, who: &Caller<'_>, addresses: &[&str]) -> BTreeMap<String, Value> {
    let mut state = BTreeMap::new();
    for address in addresses {
        let mut path = (*address).to_owned();
        for name in [
            "project",
            "group",
            "import",
            "channel",
            "message",
            "poll",
            "entry",
            "folder_entry",
        ] {
            path = path.replace(&format!("{{{name}}}"), scene.id(name));
        }
        let answer = who.get(&path).await;
        let mut body = if answer.status < 300 {
            answer.json
        } else {
            json!({ "status": answer.status, "code": answer.json["code"] })
        };
        still(&mut body);
        state.insert(path, body);
    }
    state
}

/// Each thing of a list is written down once, and named by its place: most are the same in all cases.
#[derive(Default)]
struct Pool {
    things: Vec<Value>,
    places: HashMap<String, usize>,
}

impl Pool {
    fn place(&mut self, thing: &Value) -> Value {
        let next = self.things.len();
        let place = *self.places.entry(thing.to_string()).or_insert_with(|| {
            self.things.push(thing.clone());
            next
        });
        json!(place)
    }

    /// Lists become lists of places under `$items`; anything else is a place itself.
    fn shortened(&mut self, body: &Value) -> Value {
        let Some(items) = body["items"].as_array() else {
            return self.place(body);
        };
        let places: Vec<Value> = items.iter().map(|it| self.place(it)).collect();
        let mut rest: Map<String, Value> = body.as_object().cloned().unwrap_or_default();
        rest.insert("items".into(), Value::Array(Vec::new()));
        json!({ "of": self.place(&Value::Object(rest)), "items": places })
    }
}

/// What is told by the clock, or names a place in the stream, is no part of what happened.
fn plain(frame: &Value) -> Option<Value> {
    (frame["type"] == "event" || frame["type"] == "aside").then(|| {
        let mut frame = frame.clone();
        frame["cursor"] = json!("1");
        still(&mut frame);
        frame
    })
}

/// What is seen with the next fetch only, and why. This list may only shrink.
fn comes_later(kind: &str, path: &str) -> bool {
    match kind {
        // The name of an organisation stands on the cards of thousands, and the settings of the instance on all pages: to
        // tell everybody would have everybody fetch everything at one time.
        "organisation.changed" | "settings.changed" => !path.starts_with("/admin/"),
        // In how many projects somebody is: administrators of thousands would hear of every invitation.
        _ => kind.starts_with("project.") && path.starts_with("/admin/accounts"),
    }
}

struct Case {
    kind: String,
    who: &'static str,
    before: BTreeMap<String, Value>,
    frames: Vec<Value>,
    after: BTreeMap<String, Value>,
}

/// What happens when one kind of event does, and what is wrong with it.
async fn cases_of(world: &World, kind: &str) -> (Vec<Case>, Option<String>) {
    let server = Server::of(world.again().await).await;
    let scene = Scene {
        world,
        server: &server,
    };
    scene.prepare(kind).await;
    server.plano.settle().await;
    told(&server).await;
    let mut open = Vec::new();
    for (who, addresses) in watchers() {
        let caller = scene.caller(who);
        let mut window: Window = server
            .window(
                &caller,
                None,
                &[
                    &super::topic(scene.id("project")),
                    &format!("channel:{}", scene.id("channel")),
                ],
            )
            .await;
        window.until("ready").await;
        let before = state(&scene, &caller, &addresses).await;
        open.push((who, addresses, caller, window, before));
    }
    let start = events::end(server.plano.db()).await.expect("the events");
    scene.happen(kind).await;
    server.plano.settle().await;
    told(&server).await;
    let recorded = events::after(server.plano.db(), start, 200)
        .await
        .expect("the events");
    let kinds: Vec<&str> = recorded
        .iter()
        .filter_map(|it| it.event.as_ref().map(Event::kind))
        .collect();
    let fault = (!kinds.contains(&kind)).then(|| format!("{kind} did not happen, but {kinds:?}"));
    let mut cases = Vec::new();
    for (who, addresses, caller, mut window, before) in open {
        let mut frames: Vec<Value> = window.rest().await.iter().filter_map(plain).collect();
        // An aside goes its own way, and comes before or after.
        frames.sort_by_key(|it| it["type"] == "aside");
        // How often one is told to look again depends on how many events were read at once.
        let mut hints = HashSet::new();
        frames.retain(|it| {
            let is_hint = ["admin.changed", "me.changed", "project.people_changed"]
                .iter()
                .any(|name| it["name"] == *name);
            !is_hint || hints.insert(it.to_string())
        });
        let mut after = state(&scene, &caller, &addresses).await;
        // A project that one is in since is fetched by itself.
        let mine: Vec<String> = after
            .iter()
            .filter(|(path, _)| path.starts_with("/projects?"))
            .flat_map(|(_, list)| list["items"].as_array().into_iter().flatten())
            .filter_map(|it| it["id"].as_str().map(|id| format!("/projects/{id}")))
            .collect();
        let mine: Vec<&str> = mine.iter().map(String::as_str).collect();
        after.extend(state(&scene, &caller, &mine).await);
        cases.push(Case {
            kind: kind.to_owned(),
            who,
            before,
            frames,
            after,
        });
    }
    server.plano.settle().await;
    (cases, fault)
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_heard_makes_of_the_old_state_what_a_fresh_fetch_gives() {
    let world = Arc::new(World::new(Crowd(0)).await);
    let mut pool = Pool::default();
    let (mut written, mut faults) = (Vec::new(), Vec::new());
    // Each kind in a town of its own, on all the machine's cores; in their order again.
    let mut happened = stream::iter(Event::KINDS)
        .map(|kind| {
            let world = Arc::clone(&world);
            tokio::spawn(async move { (kind, cases_of(&world, kind).await) })
        })
        .buffered(4);
    while let Some(it) = happened.next().await {
        let (kind, (cases, fault)) = it.expect("it holds");
        faults.extend(fault);
        for case in cases {
            let changed: Vec<&String> = case
                .after
                .iter()
                .filter(|(path, _)| case.before.contains_key(*path) || !case.frames.is_empty())
                .filter(|(path, body)| case.before.get(*path) != Some(body) && !comes_later(kind, path))
                .map(|(path, _)| path)
                .collect();
            if case.frames.is_empty() {
                if !changed.is_empty() {
                    faults.push(format!("{kind}: {} hears nothing of {changed:?}", case.who));
                }
                continue;
            }
            let short = |pool: &mut Pool, state: &BTreeMap<String, Value>| -> Map<String, Value> {
                state
                    .iter()
                    .map(|(path, body)| (path.clone(), pool.shortened(body)))
                    .collect()
            };
            let before = short(&mut pool, &case.before);
            let after: Map<String, Value> = short(&mut pool, &case.after)
                .into_iter()
                .filter(|(path, _)| changed.contains(&path))
                .collect();
            let frames: Vec<Value> = case.frames.iter().map(|it| pool.place(it)).collect();
            written.push(json!({
                "kind": case.kind, "who": case.who, "before": pool.place(&Value::Object(before)),
                "frames": frames, "after": after,
            }));
        }
    }
    // Ids are counted and the clock stands still, on SQLite; PostgreSQL sorts equal things as it likes.
    if world.again().await.db().dialect() == db::Dialect::Postgres {
        assert!(faults.is_empty(), "{}", faults.join("\n"));
        return;
    }
    let lines = |values: &[Value]| {
        let all: Vec<String> = values.iter().map(ToString::to_string).collect();
        format!("[\n{}\n]", all.join(",\n"))
    };
    let now = format!(
        "{{\"things\": {},\n\"cases\": {}}}\n",
        lines(&pool.things),
        lines(&written)
    );
    if std::env::var_os("PLANO_WRITE_FRAMES").is_some() {
        std::fs::write(FILE, &now).expect("the file can be written");
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
    let committed = std::fs::read_to_string(FILE).unwrap_or_default();
    let differs = committed.lines().zip(now.lines()).find(|(was, is)| was != is);
    assert!(
        committed == now,
        "{FILE} is not what happens: run this test with PLANO_WRITE_FRAMES=1. First of what differs: {differs:?}"
    );
}
