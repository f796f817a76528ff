// SPDX-License-Identifier: EUPL-1.2
//! What the program refuses to start on, and whether it says what to do.

use db::sql;

use crate::program::{Place, Program, bare, each, soon};

#[tokio::test(flavor = "multi_thread")]
async fn two_processes_on_one_folder() {
    let folder = tempfile::tempdir().unwrap();
    let place = Place::sqlite(&folder.path().join("data"));
    let first = Program::start(&place).await;
    let text = place.refuses_to_serve().await;
    assert!(
        text.contains(place.data.to_str().unwrap()),
        "names the folder: {text}"
    );
    assert!(text.contains("is in use by another Plano"), "{text}");
    assert!(text.contains("--data"), "says what would do: {text}");
    assert_eq!(
        first.client().get("/instance").await.unwrap().status,
        200,
        "the first goes on"
    );
    first.kill().await;
    // A killed process leaves no lock behind.
    Program::start(&place).await.kill().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_older_program_on_newer_data() {
    each(async |place| {
        Program::start(&place).await.kill().await;
        let db = place.open();
        let known: i64 = sql!("SELECT MAX(number) FROM migrations")
            .value(&db)
            .await
            .unwrap();
        db.script(
            "INSERT INTO migrations (number, name, hash, applied_at) VALUES (900, 'later', '', 0)".into(),
        )
        .await
        .unwrap();
        let text = place.refuses_to_serve().await;
        assert!(text.contains("newer version of Plano"), "{text}");
        assert!(
            text.contains("900") && text.contains(&known.to_string()),
            "names both steps: {text}"
        );
        assert!(
            text.contains("Install the newer version again, or restore a backup"),
            "{text}"
        );

        // Refused before anything was changed.
        db.script("DELETE FROM migrations WHERE number = 900".into())
            .await
            .unwrap();
        Program::start(&place).await.kill().await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_setting_that_does_not_exist() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("plano.toml");
    std::fs::write(&file, "data = \"data\"\n\nlisen = \"127.0.0.1:1\"\n").unwrap();
    let output = soon(bare().arg("serve").arg("--config").arg(&file).output())
        .await
        .unwrap();
    let text = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(1), "{text}");
    assert!(text.contains("plano.toml, line 3"), "{text}");
    assert!(
        text.contains("\"lisen\"") && text.contains("did you mean \"listen\"?"),
        "{text}"
    );
    assert!(!folder.path().join("data").exists(), "nothing was begun");

    let output = soon(bare().arg("serve").env("PLANO_DATABAS", "sqlite").output())
        .await
        .unwrap();
    let text = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(1), "{text}");
    assert!(
        text.contains("PLANO_DATABAS") && text.contains("did you mean \"PLANO_DATABASE\"?"),
        "{text}"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn an_address_that_is_taken() {
    let folder = tempfile::tempdir().unwrap();
    let first = Program::start(&Place::sqlite(&folder.path().join("first"))).await;
    let second = Place::sqlite(&folder.path().join("second"));
    let address = format!("127.0.0.1:{}", first.port());
    let mut command = second.command("serve");
    let output = soon(
        command
            .args(["--admin-listen", "off", "--listen", &address])
            .output(),
    )
    .await
    .unwrap();
    let text = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(1), "{text}");
    assert!(text.contains(&format!("cannot listen on {address}")), "{text}");
    first.kill().await;
}

/// A key is never made anew over data that another key has sealed.
#[tokio::test(flavor = "multi_thread")]
async fn keys_that_are_gone() {
    let folder = tempfile::tempdir().unwrap();
    let place = Place::sqlite(&folder.path().join("data"));
    let program = Program::start(&place).await;
    program.set_up().await;
    program.kill().await;
    let keys = place.data.join("keys");
    let aside = folder.path().join("keys");
    std::fs::rename(&keys, &aside).unwrap();
    let text = place.refuses_to_serve().await;
    assert!(text.contains("key"), "{text}");
    std::fs::remove_dir_all(&keys).ok();
    std::fs::rename(&aside, &keys).unwrap();
    Program::start(&place).await.kill().await;
}
