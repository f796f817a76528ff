// SPDX-License-Identifier: EUPL-1.2
//! A small town in which every path parameter is the id of something that is really there, and belongs to somebody else;
//! and, for every operation, a body that would be accepted from whoever may send it.

use std::io::Cursor;

use axum::{body::Body, http::Request};
use base64::{Engine as _, engine::general_purpose::STANDARD};
use image::{DynamicImage, ImageFormat};
use serde_json::{Value, json};

use super::Operation;
use crate::testkit::{Answer, Browser, Caller, Kept, PASSWORD, TestApp};

/// A password that anyone may choose.
const ANOTHER: &str = "trois nuages verts et un hibou";

/// How much of everything there is beside what the paths name.
#[derive(Debug, Clone, Copy)]
pub struct Crowd(pub usize);

/// The town, as it is before each request.
pub struct World {
    kept: Kept,
    /// Weakest first.
    pub callers: Vec<(&'static str, Browser)>,
    /// Whose the session, the app password and the notification are.
    pub vera: Browser,
    names: Vec<(&'static str, String)>,
    tokens: Tokens,
    etags: Etags,
    settings: Value,
    root: String,
    successor: String,
    newcomer: String,
    notification: String,
}

/// Secrets of links in mails that nobody has used.
struct Tokens {
    invitation: String,
    reset: String,
    request: String,
    address: String,
}

struct Etags {
    project: String,
    member: String,
    account: String,
    organisation: String,
    group: String,
    settings: String,
    channel: String,
    folder: String,
    message: String,
    scheduled: String,
    hook: String,
    entry: String,
}

pub fn draft(number: usize) -> String {
    uuid::Uuid::from_u128(0x018f_3b5e_7c00_7000_8000_0000_0000_0000 + number as u128).to_string()
}

#[track_caller]
fn text(value: &Value) -> String {
    value.as_str().expect("a text").to_owned()
}

/// The secret in the last mail to an address that leads to `page`.
fn token(plano: &TestApp, address: &str, page: &str) -> String {
    let mails = plano.mails().to(address);
    let found = mails.iter().rev().find_map(|it| {
        it.text
            .split_whitespace()
            .map(|word| word.trim_matches(['<', '>', '(', ')', '.']))
            .find_map(|word| word.split_once(&format!("/{page}#")))
            .map(|(_, secret)| secret.to_owned())
    });
    found.unwrap_or_else(|| panic!("no link to {page} in the mails to {address}"))
}

/// The smallest picture that is one.
pub fn picture() -> Vec<u8> {
    let mut bytes = Vec::new();
    DynamicImage::new_rgb8(2, 2)
        .write_to(&mut Cursor::new(&mut bytes), ImageFormat::Png)
        .expect("a picture");
    bytes
}

const FILE: &str =
    "email,first name,last name,organisation\nun@rivemont.example,Un,Agent,\nsans adresse,Deux,Agent,\n";

async fn asks(plano: &TestApp, number: usize, name: &str, address: &str) {
    let body = json!({
        "draft": draft(number), "given_name": name, "family_name": "Attali", "email": address,
        "organisation": plano.organisation(), "reason": "Je travaille avec la voirie.", "language": "fr",
    });
    plano.visitor().post("/access-requests", body).await.ok();
}

async fn made(by: &Caller<'_>, path: &str, body: Value) -> String {
    text(&by.post(path, body).await.ok()["id"])
}

async fn invite(by: &Caller<'_>, project: &str, whom: &[(&Caller<'_>, &str)]) -> Vec<String> {
    let invitations: Vec<Value> = whom
        .iter()
        .map(|(it, role)| json!({ "account": it.account(), "role": role }))
        .collect();
    let body = json!({ "invitations": invitations });
    let answer = by.post(&format!("/projects/{project}/members"), body).await.ok();
    let items = answer["items"].as_array().expect("a list");
    items.iter().map(|it| text(&it["member"]["id"])).collect()
}

/// When what is kept for later is due.
const LATER: &str = "2026-12-24T09:00:00Z";

/// What the paths name of what was said, and will be.
struct Said {
    channel: String,
    /// In which the channel is.
    folder: Value,
    /// The owner's, with the member in it.
    private: String,
    /// Of these two.
    conversation: String,
    message: String,
    poll: String,
    scheduled: String,
    hook: Value,
    bot: String,
}

/// An announcement channel of the owner's, in which the member announces too, with a message that has an answer.
async fn talk(owner: &Caller<'_>, member: &Caller<'_>, project: &str) -> Said {
    let body = json!({
        "draft": draft(32), "kind": "announcement", "name": "Annonces", "people": [member.account()],
    });
    let channel = made(owner, &format!("/projects/{project}/channels"), body).await;
    let folders = format!("/projects/{project}/channel-folders");
    let body = json!({ "draft": draft(41), "name": "Vie du service" });
    let folder = owner.post(&folders, body).await.ok();
    let place = json!({ "folder": folder["id"], "before": null });
    owner.put(&format!("/channels/{channel}/place"), place).await.ok();
    let messages = format!("/channels/{channel}/messages");
    let message = made(
        owner,
        &messages,
        json!({ "draft": draft(33), "body": "Fermeture lundi" }),
    )
    .await;
    let answer = json!({ "draft": draft(34), "body": "Toute la journée ?", "thread": message });
    member.post(&messages, answer).await.ok();
    member
        .put(&format!("/messages/{message}/reactions/👍"), json!({}))
        .await
        .ok();
    let poll =
        json!({ "draft": draft(36), "question": "Mardi ou mercredi ?", "options": ["Mardi", "Mercredi"] });
    let poll = made(owner, &format!("/channels/{channel}/polls"), poll).await;
    member
        .put(&format!("/messages/{poll}/poll/vote"), json!({ "options": [0] }))
        .await
        .ok();
    let later = json!({ "draft": draft(35), "body": "Réouverture mardi", "send_at": LATER });
    let scheduled = made(owner, &format!("/channels/{channel}/scheduled-messages"), later).await;
    let body =
        json!({ "draft": draft(40), "kind": "private", "name": "Direction", "people": [member.account()] });
    let private = made(owner, &format!("/projects/{project}/channels"), body).await;
    let with = json!({ "people": [member.account()] });
    let conversation = made(owner, "/me/conversations", with).await;
    let said = json!({ "draft": draft(39), "body": "Merci" });
    let messages = format!("/channels/{conversation}/messages");
    member.post(&messages, said).await.ok();
    let hooks = format!("/channels/{channel}/hooks");
    let hook = owner.post(&hooks, json!({ "name": "Supervision" })).await.ok();
    let bot = json!({ "name": "Veille", "reach": "read" });
    let bot = owner.post(&format!("/channels/{channel}/bots"), bot).await.ok();
    Said {
        channel,
        folder,
        private,
        conversation,
        message,
        poll,
        scheduled,
        hook,
        bot: text(&bot["bot"]["id"]),
    }
}

/// What the paths name of a project's documents.
struct Papers {
    folder: String,
    file: Value,
    trashed: String,
    upload: String,
}

/// A folder with a file, another in the trash, and one on its way, all of the owner's.
async fn documents(owner: &Caller<'_>, project: &str) -> Papers {
    let top = owner.get(&format!("/projects/{project}/documents")).await.ok();
    let top = text(&top["entry"]["id"]);
    let folders = format!("/documents/{top}/folders");
    let folder = made(owner, &folders, json!({ "draft": draft(43), "name": "Devis" })).await;
    let trashed = made(
        owner,
        &folders,
        json!({ "draft": draft(44), "name": "Brouillons" }),
    )
    .await;
    owner.delete(&format!("/documents/{trashed}")).await.ok();
    let gone = sends(owner, &folder, 49, "ancien plan.txt").await;
    owner
        .delete(&format!("/documents/{}", text(&gone["id"])))
        .await
        .ok();
    sends(owner, &folder, 50, "annexe.txt").await;
    let file = sends(owner, &folder, 45, "plan.txt").await;
    let versions = format!("/documents/{}/versions/1/restoration", text(&file["id"]));
    let file = owner.put(&versions, json!({ "seen": 1 })).await.ok();
    let upload = begins(owner, &folder, 46, "coupe.txt").await;
    Papers {
        folder,
        file,
        trashed,
        upload: upload.rsplit('/').next().expect("an id").to_owned(),
    }
}

/// What a part of an upload is sent as.
const PART: &str = "application/offset+octet-stream";

/// Begins to send a file of four bytes; where its parts go.
async fn begins(by: &Caller<'_>, folder: &str, number: usize, name: &str) -> String {
    let mut request = Request::post(format!("/api/v1/documents/{folder}/uploads"));
    for (key, value) in announced(number, name) {
        request = request.header(key, value);
    }
    let answer = by.send(request.body(Body::empty()).expect("a request")).await;
    let at = answer.headers["location"].to_str().expect("text").to_owned();
    answer.ok();
    at.trim_start_matches("/api/v1").to_owned()
}

/// Sends a file whole; what it has become.
async fn sends(by: &Caller<'_>, folder: &str, number: usize, name: &str) -> Value {
    let sent = begins(by, folder, number, name).await;
    let request = Request::patch(format!("/api/v1{sent}"))
        .header("upload-offset", 0)
        .header("content-type", PART)
        .body(Body::from("plan"));
    by.send(request.expect("a request")).await.ok();
    let done = by.get(&sent).await.ok();
    let page = by.get(&format!("/documents/{}", text(&done["entry"]))).await.ok();
    page["entry"].clone()
}

fn announced(number: usize, name: &str) -> Vec<(&'static str, String)> {
    let metadata = format!(
        "filename {},draft {}",
        STANDARD.encode(name),
        STANDARD.encode(draft(number))
    );
    vec![("upload-length", "4".to_owned()), ("upload-metadata", metadata)]
}

async fn dead_job(plano: &TestApp, number: usize) {
    let quote = if plano.db().dialect() == db::Dialect::Sqlite {
        "X'"
    } else {
        "'"
    };
    let statement = format!(
        "INSERT INTO jobs (id, kind, body, run_at, attempts, fence, dead_at, last_error, created_at)
         VALUES ({quote}{number:032x}', 'orgs.run_import', '{{\"import\":\"imp_00000000000000000000000001\"}}', 0, 9, 1, 1, 'away', 0)"
    );
    plano.db().script(statement).await.expect("a dead job");
}

impl World {
    /// Builds it.
    #[allow(clippy::too_many_lines, reason = "a list of who and what is in it")]
    pub async fn new(crowd: Crowd) -> Self {
        let plano = TestApp::new().await;
        let root = plano.organisation().to_string();
        let admin = plano.admin("admin").await;
        let owner = plano.person("olivia").await;
        let project = made(
            &owner,
            "/projects",
            json!({ "draft": draft(1), "name": "Projet" }),
        )
        .await;
        // Another of the owner's, which nobody else is in.
        let other = made(
            &owner,
            "/projects",
            json!({ "draft": draft(31), "name": "À côté" }),
        )
        .await;
        let members = format!("/projects/{project}/members");
        let elsewhere = made(
            &admin,
            "/admin/organisations",
            json!({ "draft": draft(2), "name": "Ailleurs", "parent": null }),
        )
        .await;
        let elsewhere_id = elsewhere.parse().expect("an organisation");
        let (disabled, former) = (plano.person("denis").await, plano.person("flore").await);
        let (stranger, foreigner) = (
            plano.person("sami").await,
            plano.person_in("farid", elsewhere_id).await,
        );
        let branch_admin = plano.person_in("bianca", elsewhere_id).await;
        let (external, reader, member, manager) = (
            plano.external("nour").await,
            plano.person("rose").await,
            plano.person("maelle").await,
            plano.person("idriss").await,
        );
        let (vera, quentin) = (plano.person("vera").await, plano.person("quentin").await);
        let newcomer = plano.person("nina").await.account().to_string();
        let ids = invite(
            &owner,
            &project,
            &[
                (&disabled, "member"),
                (&former, "member"),
                (&external, "member"),
                (&reader, "reader"),
                (&member, "member"),
                (&manager, "manager"),
                (&vera, "reader"),
            ],
        )
        .await;
        owner.delete(&format!("{members}/{}", ids[1])).await.ok();
        let administrators = format!("/admin/organisations/{elsewhere}/administrators");
        admin
            .put(&format!("{administrators}/{}", branch_admin.account()), json!({}))
            .await
            .ok();
        admin
            .put(
                &format!("/admin/accounts/{}/deactivation", disabled.account()),
                json!({}),
            )
            .await
            .ok();
        let group = made(
            &admin,
            "/admin/groups",
            json!({ "draft": draft(3), "name": "Groupe", "organisation": null }),
        )
        .await;
        admin
            .put(
                &format!("/admin/groups/{group}/members/{}", vera.account()),
                json!({}),
            )
            .await
            .ok();
        quentin
            .post(
                &format!("/projects/{project}/access-requests"),
                json!({ "reason": "J'y travaille." }),
            )
            .await
            .ok();
        let project_request = text(
            &owner
                .get(&format!("/projects/{project}/access-requests"))
                .await
                .ok()["items"][0]["id"],
        );
        let app_password = made(
            &vera,
            "/me/app-passwords",
            json!({ "name": "Thunderbird", "scope": "calendar" }),
        )
        .await;
        let session = text(&vera.get("/me/sessions").await.ok()["items"][0]["id"]);
        put_photo(&vera).await.ok();
        put_photo(&stranger).await.ok();
        let said = talk(&owner, &member, &project).await;
        let papers = documents(&owner, &project).await;
        // Anyone may ask for an account here.
        let mut settings = admin.get("/admin/settings").await.ok();
        settings["access_requests_open"] = json!(true);
        let etag = text(&settings["etag"]);
        settings.as_object_mut().expect("an object").remove("etag");
        let settings = admin.put_if("/admin/settings", &etag, settings).await.ok();
        let root_etag = text(&organisation(&admin, &root).await["etag"]);
        admin
            .patch(
                &format!("/admin/organisations/{root}"),
                &root_etag,
                json!({ "open_to_requests": true }),
            )
            .await
            .ok();
        asks(&plano, 4, "Lea", "lea@rivemont.example").await;
        asks(&plano, 5, "Leo", "leo@rivemont.example").await;
        plano
            .visitor()
            .post("/password-resets", json!({ "email": "vera@rivemont.example" }))
            .await
            .ok();
        vera.post("/me/email", json!({ "email": "vera.nouvelle@rivemont.example" }))
            .await
            .ok();
        admin
            .post("/admin/accounts", new_account(&root, 6, "ines@rivemont.example"))
            .await
            .ok();
        plano.settle().await;
        let confirmed = token(&plano, "lea@rivemont.example", "demande");
        plano
            .visitor()
            .post("/access-requests/confirmation", json!({ "token": confirmed }))
            .await
            .ok();
        plano.settle().await;
        let request = text(&admin.get("/admin/access-requests").await.ok()["items"][0]["id"]);
        let import = text(&send_file(&admin, &draft(7)).await.ok()["id"]);
        dead_job(&plano, 1).await;
        fill(&plano, crowd, &admin, &owner, &vera, &project).await;
        talk_more(crowd, &owner, &vera, &project, &said).await;
        plano.settle().await;
        let notification = text(&vera.get("/notifications").await.ok()["items"][0]["id"]);
        let tokens = Tokens {
            invitation: token(&plano, "ines@rivemont.example", "invitation"),
            reset: token(&plano, "vera@rivemont.example", "mot-de-passe"),
            request: token(&plano, "leo@rivemont.example", "demande"),
            address: token(&plano, "vera.nouvelle@rivemont.example", "adresse"),
        };
        let job = text(&admin.get("/admin/jobs?status=dead").await.ok()["items"][0]["id"]);
        let groups = admin.get("/admin/groups").await.ok();
        let members = owner.get(&format!("{members}?limit=200")).await.ok();
        let account = stranger.account().to_string();
        let etags = Etags {
            project: text(&owner.get(&format!("/projects/{project}")).await.ok()["etag"]),
            member: text(&find(&members, &ids[4])["etag"]),
            account: text(&admin.get(&format!("/admin/accounts/{account}")).await.ok()["etag"]),
            organisation: text(&organisation(&admin, &root).await["etag"]),
            group: text(&find(&groups, &group)["etag"]),
            settings: text(&settings["etag"]),
            channel: text(&owner.get(&format!("/channels/{}", said.channel)).await.ok()["etag"]),
            folder: text(&said.folder["etag"]),
            message: text(&owner.get(&format!("/messages/{}", said.message)).await.ok()["etag"]),
            scheduled: text(&owner.get("/me/scheduled-messages").await.ok()["items"][0]["etag"]),
            hook: text(&said.hook["hook"]["etag"]),
            entry: text(&papers.file["etag"]),
        };
        let callers = vec![
            ("signed out", plano.visitor().browser()),
            ("disabled", disabled.browser()),
            ("former member", former.browser()),
            ("stranger", stranger.browser()),
            ("other organisation", foreigner.browser()),
            ("its administrator", branch_admin.browser()),
            ("external", external.browser()),
            ("reader", reader.browser()),
            ("member", member.browser()),
            ("manager", manager.browser()),
            ("owner", owner.browser()),
            ("administrator", admin.browser()),
        ];
        let somebody = vera.account().to_string();
        let insider = member.account().to_string();
        let address = text(&said.hook["address"]);
        let secret = address.rsplit('/').next().expect("a secret").to_owned();
        let (vera, successor) = (vera.browser(), manager.account().to_string());
        Self {
            kept: plano.keep().await,
            callers,
            vera,
            names: vec![
                ("object", project.clone()),
                ("project", project),
                ("other", other),
                ("member", ids[4].clone()),
                ("account", account),
                ("organisation", root.clone()),
                ("group", group),
                ("session", session),
                ("app_password", app_password),
                ("notification", notification.clone()),
                ("import", import),
                ("job", job),
                ("access request", request),
                ("project access request", project_request),
                ("channel", said.channel),
                ("folder", text(&said.folder["id"])),
                ("private channel", said.private),
                ("conversation", said.conversation),
                ("insider", insider),
                ("message", said.message),
                ("poll", said.poll),
                ("scheduled", said.scheduled),
                ("hook", text(&said.hook["hook"]["id"])),
                ("secret", secret),
                ("bot", said.bot),
                ("who", somebody),
                ("emoji", "👍".to_owned()),
                ("entry", text(&papers.file["id"])),
                ("folder_entry", papers.folder),
                ("trashed_entry", papers.trashed),
                ("upload", papers.upload),
                ("revision", "1".to_owned()),
            ],
            tokens,
            etags,
            settings,
            root,
            successor,
            newcomer,
            notification,
        }
    }

    /// One of [`Self::callers`].
    pub fn caller<'p>(&self, plano: &'p TestApp, kind: &str) -> Caller<'p> {
        let found = self.callers.iter().find(|(it, _)| *it == kind);
        plano.caller(&found.unwrap_or_else(|| panic!("nobody is called {kind}")).1)
    }

    /// Someone who is in no project.
    pub fn newcomer(&self) -> &str {
        &self.newcomer
    }

    /// The town as it was.
    pub async fn again(&self) -> TestApp {
        TestApp::again(&self.kept).await
    }

    /// The id that a path parameter stands for.
    pub fn id(&self, name: &str) -> &str {
        let found = self.names.iter().find(|(it, _)| *it == name);
        &found
            .unwrap_or_else(|| panic!("a parameter that this test does not know: {name}"))
            .1
    }

    /// The path with real ids in it.
    pub fn path(&self, operation: &Operation) -> String {
        let mut path = operation.path.clone();
        while let Some((before, rest)) = path.split_once('{') {
            let (name, after) = rest.split_once('}').expect("a whole parameter");
            let name = match (name, operation.path.starts_with("/project-")) {
                ("request", true) => "project access request",
                ("request", false) => "access request",
                ("message", _) if operation.path.contains("/poll") => "poll",
                ("channel", _) if operation.path.contains("/managers/") => "private channel",
                ("who", _) if operation.path.contains("/managers/") => "insider",
                ("channel", _) if operation.path.ends_with("/hidden") => "conversation",
                ("entry", _) if operation.path.starts_with("/trash/") => "trashed_entry",
                ("entry", _)
                    if ["/entries", "/folders", "/uploads"]
                        .iter()
                        .any(|it| operation.path.ends_with(it)) =>
                {
                    "folder_entry"
                }
                _ => name,
            };
            path = format!("{before}{}{after}", self.id(name));
        }
        match operation.name.as_str() {
            "take_log" => path + "?format=csv",
            "take_channel" => path + "?format=json",
            "search" => path + "?q=pro",
            "search_messages" => format!("{path}?channel={}", self.id("channel")),
            "catch_up" => path + "?since=2026-09-01T00:00:00Z",
            "check_import" => format!("{path}?draft={}&file_name=agents.csv", draft(11)),
            _ => path,
        }
    }

    /// The version of what is edited.
    pub fn etag(&self, operation: &Operation) -> Option<&str> {
        Some(match operation.name.as_str() {
            "edit_project" => &self.etags.project,
            "edit_member" => &self.etags.member,
            "edit_account" => &self.etags.account,
            "edit_organisation" => &self.etags.organisation,
            "edit_group" => &self.etags.group,
            "change_settings" => &self.etags.settings,
            "edit_channel" => &self.etags.channel,
            "rename_channel_folder" => &self.etags.folder,
            "edit_message" => &self.etags.message,
            "edit_scheduled_message" => &self.etags.scheduled,
            "edit_hook" => &self.etags.hook,
            "rename_entry" => &self.etags.entry,
            _ => return None,
        })
    }

    /// What is said of what is sent.
    pub fn headers(operation: &Operation) -> Vec<(&'static str, String)> {
        match operation.name.as_str() {
            "create_upload" => announced(47, "vue.txt"),
            "append_upload" => vec![("upload-offset", "0".to_owned())],
            _ => Vec::new(),
        }
    }

    /// What is sent with it: the content type and the bytes.
    pub fn body(&self, operation: &Operation) -> Option<(&'static str, Vec<u8>)> {
        match operation.name.as_str() {
            "set_photo" => Some(("image/png", picture())),
            "check_import" => Some(("text/csv", FILE.into())),
            "append_upload" => Some((PART, b"plan".to_vec())),
            _ if operation.has_json => Some(("application/json", self.json(operation).to_string().into())),
            // What takes no body may be sent one, as the client does.
            _ if operation.method != "GET" && operation.method != "DELETE" => {
                Some(("application/json", b"{}".to_vec()))
            }
            _ => None,
        }
    }

    /// A body that is accepted from whoever may send it. A new operation is added here.
    #[allow(clippy::too_many_lines, reason = "one line for each operation")]
    pub fn json(&self, operation: &Operation) -> Value {
        let names = json!({ "given_name": "Léa", "family_name": "Attali" });
        let with = |mut more: Value| {
            for (key, value) in names.as_object().into_iter().flatten() {
                more[key] = value.clone();
            }
            more
        };
        let quiet = json!({ "on": false, "from": "19:00", "until": "08:00", "weekends": false });
        match operation.name.as_str() {
            "ask_access" => with(json!({
                "draft": draft(20), "email": "lou@rivemont.example", "organisation": self.root,
                "reason": "Je travaille avec la voirie.", "language": "fr",
            })),
            "confirm_access_request" => json!({ "token": self.tokens.request }),
            "approve_access_request" => json!({ "organisation": self.root }),
            "refuse_access_request" => json!({ "reason": "Pas de ce service." }),
            "create_account" => new_account(&self.root, 21, "nouveau@rivemont.example"),
            "change_accounts" => json!({ "accounts": [self.id("account")], "action": "deactivate" }),
            "edit_account" => json!({ "function": "Greffe" }),
            "hand_over_account" => json!({ "to": self.successor }),
            "create_group" => json!({ "draft": draft(22), "name": "Autre groupe", "organisation": null }),
            "edit_group" => json!({ "name": "Groupe renommé" }),
            "run_import" => json!({ "skip_faulty": true }),
            "send_import_wave" => json!({ "size": 10 }),
            "create_organisation" => json!({ "draft": draft(23), "name": "Direction", "parent": self.root }),
            "edit_organisation" => json!({ "name": "Agglomération renommée" }),
            "change_settings" => {
                let mut settings = self.settings.clone();
                settings.as_object_mut().expect("an object").remove("etag");
                settings
            }
            "confirm_email_change" => json!({ "token": self.tokens.address }),
            "accept_invitation" => {
                with(json!({ "token": self.tokens.invitation, "password": ANOTHER, "language": "fr" }))
            }
            "inspect_invitation" => json!({ "token": self.tokens.invitation }),
            "edit_me" => json!({ "function": "Greffe" }),
            "make_app_password" => json!({ "name": "Sauvegarde", "scope": "files" }),
            "set_display" => json!({
                "theme": "dark", "density": "compact", "reading_font": true, "single_key_shortcuts": false,
                "reduced_motion": true,
            }),
            "ask_email_change" => json!({ "email": "autre@rivemont.example" }),
            "set_notification_settings" => json!({
                "mail": "hourly", "projects": [{ "project": self.id("project"), "mail": "never" }], "quiet": quiet,
            }),
            "change_password" => json!({ "current": PASSWORD, "password": ANOTHER }),
            "read_notifications" => json!({ "until": self.notification }),
            "ask_password_reset" => json!({ "email": "vera@rivemont.example" }),
            "complete_password_reset" => json!({ "token": self.tokens.reset, "password": ANOTHER }),
            "approve_project_access" => json!({ "role": "member" }),
            "refuse_project_access" => json!({ "reason": "Complet." }),
            "create_project" => json!({ "draft": draft(24), "name": "Nouveau projet" }),
            "edit_project" => json!({ "name": "Projet renommé", "modules": { "calendar": false } }),
            "ask_project_access" => json!({ "reason": "J'y travaille." }),
            "duplicate_project" => json!({ "draft": draft(25), "name": "Copie", "with_members": true }),
            "invite_members" => json!({
                "invitations": [{ "account": self.newcomer, "role": "reader", "levels": { "files": "read" } }],
            }),
            "edit_member" => json!({ "role": "reader", "levels": { "files": "read" } }),
            "keep_project" => json!({ "pinned": true }),
            "hand_over_project" => json!({ "account": self.successor }),
            "sign_in" => json!({ "email": "vera@rivemont.example", "password": PASSWORD }),
            "confirm_session" => json!({ "password": PASSWORD }),
            "set_up" => with(json!({
                "token": "inconnu", "instance_name": "Plano", "organisation_name": "Agglo",
                "email": "lou@rivemont.example", "password": ANOTHER, "language": "fr",
            })),
            "create_channel" => {
                json!({ "draft": draft(26), "kind": "open", "name": "Travaux", "topic": "Rue Haute" })
            }
            "edit_channel" => json!({ "name": "Annonces et infos", "topic": "" }),
            "create_channel_folder" => json!({ "draft": draft(42), "name": "Travaux" }),
            "rename_channel_folder" => json!({ "name": "Vie de l’équipe" }),
            "move_channel_folder" => json!({ "before": null }),
            "place_channel" => json!({ "folder": null, "before": null }),
            "set_expiry" => json!({ "days": 30 }),
            "open_conversation" => json!({ "people": [self.newcomer] }),
            "mark_channel" => json!({ "seq": 1 }),
            "keep_channel" => json!({ "attention": "all", "is_muted": true }),
            "post_message" => json!({ "draft": draft(27), "body": "Bonjour **à tous**" }),
            "edit_message" => json!({ "body": "Autrement dit" }),
            "forward_message" => {
                json!({ "draft": draft(37), "message": self.id("message"), "comment": "À savoir" })
            }
            "put_poll" => {
                json!({ "draft": draft(38), "question": "Quand ?", "options": ["Lundi", "Jeudi"], "ends_at": LATER })
            }
            "vote" => json!({ "options": [1] }),
            "set_keywords" => json!({ "words": ["budget", "plan climat"] }),
            "remind_of_message" => json!({ "remind_at": LATER }),
            "schedule_message" => json!({ "draft": draft(28), "body": "Plus tard", "send_at": LATER }),
            "edit_scheduled_message" => json!({ "body": "Autrement, plus tard", "send_at": LATER }),
            "create_hook" => json!({ "name": "Météo", "icon": "leaf", "colour": "cat-4" }),
            "edit_hook" => json!({ "name": "Supervision de nuit" }),
            "create_bot" => json!({ "name": "Archiviste", "reach": "read_and_post" }),
            "post_by_hook" => json!({ "text": "Le disque est **plein**", "draft": draft(29) }),
            "keep_thread" => json!({ "attention": "followed", "read_seq": 1 }),
            "create_folder" => json!({ "draft": draft(48), "name": "Factures" }),
            "rename_entry" => json!({ "name": "plan v2.txt" }),
            "place_entry" => json!({ "folder": self.id("folder_entry"), "name": "plan bis.txt" }),
            "name_file_version" => json!({ "name": "Version envoyée" }),
            "restore_file_version" => json!({ "seen": 2 }),
            "turn_upload" => json!({ "name": "vue.txt" }),
            name => panic!("{name}: a new operation; give it a body that is accepted"),
        }
    }
}

fn new_account(root: &str, number: usize, address: &str) -> Value {
    json!({
        "draft": draft(number), "email": address, "given_name": "Inès", "family_name": "Attali", "language": "fr",
        "organisations": [root], "invite": true,
    })
}

fn find<'v>(page: &'v Value, id: &str) -> &'v Value {
    let items = page["items"].as_array().expect("a list");
    items.iter().find(|it| it["id"] == id).expect("it is in the list")
}

async fn organisation(admin: &Caller<'_>, id: &str) -> Value {
    let all = admin.get("/admin/organisations").await.ok();
    find(&all, id).clone()
}

async fn put_photo(caller: &Caller<'_>) -> Answer {
    let request = axum::http::Request::put("/api/v1/me/photo")
        .header("content-type", "image/png")
        .body(picture().into())
        .expect("a request");
    caller.send(request).await
}

async fn send_file(caller: &Caller<'_>, draft: &str) -> Answer {
    let request = axum::http::Request::post(format!(
        "/api/v1/admin/imports?draft={draft}&file_name=agents.csv"
    ))
    .header("content-type", "text/csv")
    .body(FILE.into())
    .expect("a request");
    caller.send(request).await
}

/// As many again of everything that is listed.
async fn fill(
    plano: &TestApp,
    Crowd(size): Crowd,
    admin: &Caller<'_>,
    owner: &Caller<'_>,
    vera: &Caller<'_>,
    project: &str,
) {
    for at in 0..size {
        let number = |kind: usize| draft(1_000 * kind + at);
        let other = made(
            owner,
            "/projects",
            json!({ "draft": number(1), "name": format!("Projet {at}") }),
        )
        .await;
        let someone = plano.person(&format!("p{at}")).await;
        let guest = plano.external(&format!("x{at}")).await;
        invite(owner, project, &[(&someone, "member"), (&guest, "reader")]).await;
        invite(owner, &other, &[(vera, "member")]).await;
        for (path, body) in [
            (
                "/admin/organisations",
                json!({ "draft": number(2), "name": format!("Direction {at}"), "parent": plano.organisation() }),
            ),
            (
                "/admin/groups",
                json!({ "draft": number(3), "name": format!("Groupe {at}"), "organisation": null }),
            ),
        ] {
            let id = made(admin, path, body).await;
            if path == "/admin/groups" {
                let body = json!({ "invitations": [{ "group": id, "role": "reader" }] });
                owner
                    .post(&format!("/projects/{project}/members"), body)
                    .await
                    .ok();
            }
        }
        let asker = plano.person(&format!("q{at}")).await;
        asker
            .post(&format!("/projects/{project}/access-requests"), json!({}))
            .await
            .ok();
        vera.post(
            "/me/app-passwords",
            json!({ "name": format!("Programme {at}"), "scope": "files" }),
        )
        .await
        .ok();
        send_file(admin, &number(4)).await.ok();
        dead_job(plano, at + 2).await;
    }
}

/// As many again of everything that is said.
async fn talk_more(Crowd(size): Crowd, owner: &Caller<'_>, vera: &Caller<'_>, project: &str, said: &Said) {
    let messages = format!("/channels/{}/messages", said.channel);
    for at in 0..size {
        let number = |kind: usize| draft(1_000 * kind + at);
        let channel = json!({ "draft": number(4), "kind": "private", "name": format!("Canal {at}"), "people": [vera.account()] });
        made(owner, &format!("/projects/{project}/channels"), channel).await;
        let folder = json!({ "draft": number(9), "name": format!("Dossier {at}") });
        made(owner, &format!("/projects/{project}/channel-folders"), folder).await;
        let body = format!("@[V]({}) message {at}", vera.account());
        let message = made(
            owner,
            &messages,
            json!({ "draft": number(5), "kind": "decision", "body": body }),
        )
        .await;
        for (thread, draft) in [(&said.message, number(6)), (&message, number(7))] {
            let answer = json!({ "draft": draft, "body": "Oui", "thread": thread });
            owner.post(&messages, answer).await.ok();
        }
        for sign in ["👍", "🎉"] {
            owner
                .put(&format!("/messages/{message}/reactions/{sign}"), json!({}))
                .await
                .ok();
        }
        owner
            .put(&format!("/messages/{message}/pin"), json!({}))
            .await
            .ok();
        // As many as there may be of them, with those that are made.
        if at < 10 {
            let name = format!("Programme {at}");
            let of_channel = format!("/channels/{}", said.channel);
            owner
                .post(&format!("{of_channel}/hooks"), json!({ "name": name }))
                .await
                .ok();
            let bot = json!({ "name": name, "reach": "read" });
            owner.post(&format!("{of_channel}/bots"), bot).await.ok();
        }
        let kept = format!("/messages/{message}");
        vera.put(&format!("{kept}/saved"), json!({})).await.ok();
        vera.put(&format!("{kept}/reminder"), json!({ "remind_at": LATER }))
            .await
            .ok();
        let reply = json!({ "attention": "followed" });
        vera.put(&format!("/messages/{message}/thread"), reply).await.ok();
        let with = json!({ "people": [owner.account()] });
        let conversation = made(vera, "/me/conversations", with).await;
        made(vera, "/me/conversations", json!({ "people": [] })).await;
        let later = json!({ "draft": number(8), "body": "Plus tard", "send_at": LATER });
        vera.post(&format!("/channels/{conversation}/scheduled-messages"), later)
            .await
            .ok();
    }
}
