// SPDX-License-Identifier: EUPL-1.2
//! The demonstration: made wholly or not at all, and never over somebody's data.

use std::{collections::BTreeMap, path::Path, process::Stdio};

use serde_json::json;

use crate::program::{Place, Program, each, soon, until};

/// Every file below a folder, with what it holds.
fn contents(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut found = BTreeMap::new();
    let mut folders = vec![folder.to_path_buf()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                found.insert(path.display().to_string(), Vec::new());
                folders.push(path);
            } else {
                found.insert(path.display().to_string(), std::fs::read(&path).unwrap());
            }
        }
    }
    found
}

#[tokio::test(flavor = "multi_thread")]
async fn a_folder_with_real_data_is_refused_and_left_as_it_is() {
    each(async |place| {
        let program = Program::start(&place).await;
        program.set_up().await;
        program.kill().await;
        let before = contents(&place.data);
        assert!(before.len() > 2, "there is something to lose");
        let output = soon(place.command("demo").output()).await.unwrap();
        let text = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(1), "{text}");
        assert!(
            text.contains("holds an installation") && text.contains("--data"),
            "{text}"
        );
        assert!(output.stdout.is_empty(), "no account is told");
        assert!(contents(&place.data) == before, "not a byte is another");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn one_that_was_killed_half_way_is_begun_again() {
    let folder = tempfile::tempdir().unwrap();
    let place = Place::sqlite(&folder.path().join("data"));
    let mut killed = place
        .command("demo")
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    // In the middle of telling: the database is there, and grows.
    let log = place.data.join("demo.unfinished/plano.db-wal");
    until(async || std::fs::metadata(&log).is_ok_and(|it| it.len() > 100_000)).await;
    killed.start_kill().unwrap();
    soon(killed.wait()).await.unwrap();
    assert!(
        !place.data.join("plano.db").exists(),
        "what is not whole is not there"
    );

    let output = soon(place.command("demo").output()).await.unwrap();
    let text = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(0), "{text}");
    assert!(
        !place.data.join("demo.unfinished").exists(),
        "nothing of the first is left"
    );
    let accounts = String::from_utf8(output.stdout).unwrap();
    let mut first = accounts.lines().next().unwrap().split("  ");
    let (email, password) = (first.next().unwrap(), first.next().unwrap());

    let program = Program::start(&place).await;
    let answer = program
        .client()
        .post("/session", json!({ "email": email, "password": password }))
        .await
        .unwrap();
    let someone = program.client().with_cookie_of(&answer);
    let projects = someone.get("/projects").await.unwrap().ok();
    assert!(!projects["items"].as_array().unwrap().is_empty());
    program.kill().await;
}
