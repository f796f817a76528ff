// SPDX-License-Identifier: EUPL-1.2
//! What an operator does when something went wrong: look, put back, work out anew.

use std::{
    fs::Permissions,
    os::unix::fs::PermissionsExt as _,
    path::{Path, PathBuf},
};

use bytes::Bytes;
use db::{Db, sql};
use http::Request;
use http_body_util::Full;
use serde_json::{Value, json};

use crate::{
    client::Client,
    program::{ADDRESS, PASSWORD, Place, Program, copy, each, soon},
};

/// What a command answered.
struct Told {
    code: Option<i32>,
    out: String,
    err: String,
}

impl Told {
    fn json(&self) -> Value {
        serde_json::from_str(&self.out).unwrap_or_else(|_| panic!("{}\n{}", self.out, self.err))
    }

    /// How a check of `doctor` came out.
    fn level(&self, check: &str) -> String {
        let told = self.json();
        let found = told["checks"]
            .as_array()
            .unwrap()
            .iter()
            .find(|it| it["name"] == check);
        found.unwrap_or_else(|| panic!("no {check}: {told}"))["level"]
            .as_str()
            .unwrap()
            .to_owned()
    }
}

async fn run(place: &Place, verb: &str, more: &[&str]) -> Told {
    let output = soon(place.command(verb).args(more).output()).await.unwrap();
    Told {
        code: output.status.code(),
        out: String::from_utf8(output.stdout).unwrap(),
        err: String::from_utf8(output.stderr).unwrap(),
    }
}

async fn doctor(place: &Place) -> Told {
    run(place, "doctor", &["--json"]).await
}

/// The smallest PNG there is: one grey point.
pub const PICTURE: &[u8] = &[
    0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0x00, 0x00, 0x00, 0x0d, 0x49, 0x48, 0x44, 0x52, 0x00,
    0x00, 0x00, 0x01, 0x00, 0x00, 0x00, 0x01, 0x08, 0x00, 0x00, 0x00, 0x00, 0x3a, 0x7e, 0x9b, 0x55, 0x00,
    0x00, 0x00, 0x0a, 0x49, 0x44, 0x41, 0x54, 0x78, 0x9c, 0x63, 0x68, 0x00, 0x00, 0x00, 0x82, 0x00, 0x81,
    0x77, 0xcd, 0x72, 0xb6, 0x00, 0x00, 0x00, 0x00, 0x49, 0x45, 0x4e, 0x44, 0xae, 0x42, 0x60, 0x82,
];

async fn put_photo(client: &Client) -> String {
    let request = Request::put("/api/v1/me/photo")
        .header("content-type", "image/png")
        .body(Full::new(Bytes::from_static(PICTURE)))
        .unwrap();
    let person = client.send(request).await.unwrap().ok();
    person["photo"]
        .as_str()
        .unwrap()
        .trim_start_matches("/api/v1")
        .to_owned()
}

/// An installation with an administrator and her photo, stopped.
async fn stopped(place: &Place) -> String {
    let program = Program::start(place).await;
    let photo = put_photo(&program.set_up().await).await;
    program.kill().await;
    photo
}

fn first_blob(data: &Path) -> PathBuf {
    let space = std::fs::read_dir(data.join("blobs"))
        .unwrap()
        .next()
        .unwrap()
        .unwrap();
    std::fs::read_dir(space.path())
        .unwrap()
        .next()
        .unwrap()
        .unwrap()
        .path()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_copy_made_in_use_is_put_back_and_served() {
    let folder = tempfile::tempdir().unwrap();
    let place = Place::sqlite(&folder.path().join("data"));
    let program = Program::start(&place).await;
    let photo = put_photo(&program.set_up().await).await;
    let copied = folder.path().join("copy");
    let told = run(&place, "backup", &["--to", copied.to_str().unwrap()]).await;
    assert_eq!(told.code, Some(0), "{}", told.err);
    program.kill().await;
    // As after a journey on a disk that knows no modes.
    std::fs::set_permissions(copied.join("keys/instance.key"), Permissions::from_mode(0o644)).unwrap();

    let back = Place::sqlite(&folder.path().join("back"));
    let told = run(&back, "restore", &["--from", copied.to_str().unwrap(), "--json"]).await;
    assert_eq!(told.code, Some(0), "{}", told.err);
    assert_eq!(
        (told.json()["faults"].clone(), told.level("keys")),
        (json!(0), "ok".into())
    );

    let program = Program::start(&back).await;
    let answer = program
        .client()
        .post("/session", json!({ "email": ADDRESS, "password": PASSWORD }))
        .await
        .unwrap();
    let anna = program.client().with_cookie_of(&answer);
    assert_eq!(anna.get(&photo).await.unwrap().status, 200, "it opens");
    program.kill().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_copy_that_cannot_be_served_is_refused_and_leaves_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let (place, other) = (
        Place::sqlite(&folder.path().join("data")),
        Place::sqlite(&folder.path().join("other")),
    );
    stopped(&place).await;
    stopped(&other).await;
    let copied = folder.path().join("copy");
    let made = run(&place, "backup", &["--to", copied.to_str().unwrap()]).await;
    assert_eq!(made.code, Some(0), "{}", made.err);
    let back = Place::sqlite(&folder.path().join("back"));
    let restore = async || run(&back, "restore", &["--from", copied.to_str().unwrap(), "--json"]).await;

    let key = copied.join("keys/instance.key");
    std::fs::copy(other.data.join("keys/instance.key"), &key).unwrap();
    let told = restore().await;
    assert_eq!(
        (told.code, told.level("keys")),
        (Some(1), "fault".into()),
        "the key of another"
    );
    assert!(!back.data.exists());

    std::fs::remove_file(&key).unwrap();
    let told = restore().await;
    assert_eq!(told.code, Some(1));
    assert!(told.err.contains("keys/instance.key"), "{}", told.err);
    std::fs::copy(place.data.join("keys/instance.key"), &key).unwrap();

    std::fs::create_dir(&back.data).unwrap();
    std::fs::write(back.data.join("mine.txt"), "mine").unwrap();
    let told = restore().await;
    assert_eq!(told.code, Some(1));
    assert!(told.err.contains("is not empty"), "{}", told.err);
    assert!(back.data.join("mine.txt").exists());
    std::fs::remove_file(back.data.join("mine.txt")).unwrap();

    std::fs::write(
        copied.join("plano.db"),
        "not a database, but long enough to be looked at as one",
    )
    .unwrap();
    let told = restore().await;
    assert_eq!((told.code, told.level("database")), (Some(1), "fault".into()));
    assert!(std::fs::read_dir(&back.data).unwrap().next().is_none());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_copy_with_the_key_of_another_is_refused_although_nothing_was_sealed() {
    let folder = tempfile::tempdir().unwrap();
    let places = ["data", "other"].map(|name| Place::sqlite(&folder.path().join(name)));
    for place in &places {
        let program = Program::start(place).await;
        program.set_up().await;
        program.kill().await;
    }
    let copied = folder.path().join("copy");
    let made = run(&places[0], "backup", &["--to", copied.to_str().unwrap()]).await;
    assert_eq!(made.code, Some(0), "{}", made.err);
    std::fs::copy(
        places[1].data.join("keys/instance.key"),
        copied.join("keys/instance.key"),
    )
    .unwrap();
    let back = Place::sqlite(&folder.path().join("back"));
    let told = run(&back, "restore", &["--from", copied.to_str().unwrap(), "--json"]).await;
    assert_eq!((told.code, told.level("keys")), (Some(1), "fault".into()));
    assert!(!back.data.exists());
}

#[tokio::test(flavor = "multi_thread")]
async fn the_doctor_finds_what_is_wrong_and_says_so() {
    let folder = tempfile::tempdir().unwrap();
    let place = Place::sqlite(&folder.path().join("data"));
    let told = doctor(&place).await;
    assert_eq!(told.code, Some(1), "nothing is there");
    assert!(!place.data.exists(), "and nothing was made");
    stopped(&place).await;
    // The journal is written by then.
    assert_eq!(run(&place, "rebuild", &[]).await.code, Some(0));
    for check in [
        "database", "schema", "keys", "blobs", "journal", "readers", "events", "jobs",
    ] {
        let told = doctor(&place).await;
        assert_eq!(
            (told.code, told.level(check)),
            (Some(0), "ok".into()),
            "{}",
            told.out
        );
    }

    let faulty = async |what: &str, check: &str, level: &str, spoil: &dyn Fn(&Path), text: &str| {
        let spoilt = Place::sqlite(&folder.path().join(what));
        copy(&place.data, &spoilt.data);
        spoil(&spoilt.data);
        if !text.is_empty() {
            let db: Db = spoilt.open();
            db.script(text.into()).await.unwrap();
        }
        let told = doctor(&spoilt).await;
        let code = i32::from(level == "fault");
        assert_eq!(
            (told.code, told.level(check).as_str()),
            (Some(code), level),
            "{what}: {}",
            told.out
        );
        let plain = run(&spoilt, "doctor", &[]).await;
        assert!(plain.out.lines().any(|it| it.starts_with(level)), "{}", plain.out);
    };
    let nothing = |_: &Path| {};
    let exposed = |data: &Path| {
        std::fs::set_permissions(data.join("keys/instance.key"), Permissions::from_mode(0o640)).unwrap();
    };
    let gone = |data: &Path| std::fs::remove_file(first_blob(data)).unwrap();
    faulty("exposed", "keys", "fault", &exposed, "").await;
    faulty("gone", "blobs", "fault", &gone, "").await;
    faulty(
        "changed",
        "journal",
        "fault",
        &nothing,
        "UPDATE journal SET kind = 'account.promoted' WHERE position = 2",
    )
    .await;
    faulty(
        "removed",
        "journal",
        "fault",
        &nothing,
        "DELETE FROM journal WHERE position = 1",
    )
    .await;
    faulty(
        "newer",
        "schema",
        "fault",
        &nothing,
        "INSERT INTO migrations (number, name, hash, applied_at) VALUES (900, 'later', '', 0)",
    )
    .await;
    faulty(
        "behind",
        "readers",
        "warning",
        &nothing,
        "UPDATE events SET at = 0; UPDATE cursors SET seq = 1",
    )
    .await;
    faulty(
        "aside",
        "events",
        "warning",
        &nothing,
        "INSERT INTO event_failures (reader, seq, attempts, error, at, set_aside) VALUES ('audit.journal', 1, 5, 'x', 0, TRUE)",
    )
    .await;
    faulty(
        "dead",
        "jobs",
        "warning",
        &nothing,
        "INSERT INTO jobs (id, kind, body, run_at, attempts, fence, dead_at, created_at) VALUES (X'01', 'k', '{}', 0, 20, 1, 1, 0)",
    )
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_derived_is_worked_out_anew_and_is_the_same() {
    each(async |place| {
        stopped(&place).await;
        let db = place.open();
        let derived = async || {
            let words: Vec<Vec<u8>> = sql!("SELECT word FROM account_words ORDER BY word").values(&db).await.unwrap();
            let branches: Vec<i64> = sql!("SELECT depth FROM organisation_branches ORDER BY depth")
                .values(&db)
                .await
                .unwrap();
            (words, branches)
        };
        // A branch below the root, so that there is a depth to work out.
        db.script(
            "INSERT INTO organisations (id, parent, name, sort_name, open_to_requests, email_domains, created_at, version)
             SELECT account, organisation, 'Voirie', 'voirie', FALSE, '', 0, 1 FROM organisation_accounts;
             INSERT INTO organisation_branches (organisation, ancestor, depth)
             SELECT account, account, 0 FROM organisation_accounts;
             INSERT INTO organisation_branches (organisation, ancestor, depth)
             SELECT account, organisation, 1 FROM organisation_accounts"
                .into(),
        )
        .await
        .unwrap();
        let before = derived().await;
        assert!(before.0.len() > 2 && before.1 == [0, 0, 1], "{before:?}");
        db.script(
            "DELETE FROM account_words; DELETE FROM organisation_branches;
             DELETE FROM journal;
             INSERT INTO event_failures (reader, seq, attempts, error, at, set_aside) VALUES ('audit.journal', 1, 5, 'x', 0, TRUE)"
                .into(),
        )
        .await
        .unwrap();
        for round in 0..2 {
            let told = run(&place, "rebuild", &["--json"]).await;
            assert_eq!(told.code, Some(0), "{}", told.err);
            assert_eq!(derived().await, before, "round {round}");
            assert_eq!(
                (told.json()["events_taken_up"].clone(), told.json()["events_set_aside"].clone()),
                (json!(1 - round), json!(0))
            );
        }
        let lines: i64 = sql!("SELECT COUNT(*) FROM journal WHERE event_seq = 1").value(&db).await.unwrap();
        assert_eq!(lines, 1, "the journal has the event that was set aside");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_is_rebuilt_under_a_running_server() {
    let folder = tempfile::tempdir().unwrap();
    let place = Place::sqlite(&folder.path().join("data"));
    let program = Program::start(&place).await;
    let told = run(&place, "rebuild", &[]).await;
    assert_eq!(told.code, Some(1));
    assert!(told.err.contains("is in use by another Plano"), "{}", told.err);
    program.set_up().await;
    assert_eq!(
        doctor(&place).await.level("database"),
        "ok",
        "looking is possible"
    );
    program.kill().await;
}
