// SPDX-License-Identifier: EUPL-1.2
//! The disk is full: reading and signing in go on, writing is answered 507, and comes back by itself.

use std::{
    fs::File,
    io::{ErrorKind, Write as _},
    path::{Path, PathBuf},
    process::Command,
};

use serde_json::json;

use crate::{
    client::{Answer, Client},
    ledger::{Asked, Ledger, projects},
    program::{ADDRESS, PASSWORD, Place, Program, until},
};

/// A disk of a few megabytes, taken away with the test.
struct SmallDisk(PathBuf);

impl SmallDisk {
    fn mount(at: &Path) -> Self {
        std::fs::create_dir(at).unwrap();
        let status = Command::new("mount")
            .args(["-t", "tmpfs", "-o", "size=16m", "tmpfs"])
            .arg(at)
            .status();
        assert!(status.unwrap().success(), "mounting needs root");
        Self(at.to_path_buf())
    }

    /// Fills it to the last byte.
    fn fill(&self) -> PathBuf {
        let path = self.0.join("ballast");
        let mut file = File::create(&path).unwrap();
        for size in [65_536, 4_096, 1] {
            let block = vec![0u8; size];
            loop {
                match file.write(&block) {
                    Ok(_) => {}
                    Err(error) if error.kind() == ErrorKind::StorageFull => break,
                    Err(error) => panic!("{error}"),
                }
            }
        }
        path
    }
}

impl Drop for SmallDisk {
    fn drop(&mut self) {
        // Lazily: the program may take a moment to let go of its files.
        Command::new("umount").arg("--lazy").arg(&self.0).status().ok();
    }
}

/// An installation on a full disk.
struct Full {
    _folder: tempfile::TempDir,
    place: Place,
    program: Program,
    client: Client,
    /// What was acknowledged.
    ledger: Ledger,
    /// The first that was refused, and how.
    asked: Asked,
    answer: Answer,
    ballast: PathBuf,
    _disk: SmallDisk,
}

/// Writes until the disk takes no more.
async fn fill_up() -> Full {
    let folder = tempfile::tempdir().unwrap();
    let disk = SmallDisk::mount(&folder.path().join("disk"));
    let place = Place::sqlite(&disk.0.join("data"));
    let program = Program::start(&place).await;
    let client = program.set_up().await;
    let ballast = disk.fill();
    let mut ledger = Ledger::default();
    let (asked, answer) = write_until_refused(&client, &mut ledger).await;
    Full {
        _folder: folder,
        place,
        program,
        client,
        ledger,
        asked,
        answer,
        ballast,
        _disk: disk,
    }
}

/// The first write that was refused, and how. What the log of the database has room for already may still be written.
async fn write_until_refused(client: &Client, ledger: &mut Ledger) -> (Asked, Answer) {
    for number in 1..20_000 {
        let asked = Asked::new(number);
        let answer = asked.send(client).await.unwrap();
        if answer.status >= 300 {
            return (asked, answer);
        }
        ledger.note(asked, Ok(answer));
    }
    panic!("a full disk takes everything");
}

/// What is the same for people wherever it is tried: no file may grow any more, and then it may again.
#[tokio::test(flavor = "multi_thread")]
async fn a_write_that_the_system_refuses_is_answered_as_a_full_disk_until_it_takes_writes_again() {
    let folder = tempfile::tempdir().unwrap();
    let place = Place::sqlite(&folder.path().join("data"));
    let mut program = Program::start_limited(&place).await;
    let client = program.set_up().await;
    let mut ledger = Ledger::default();
    let before = Asked::new(0);
    let answer = before.send(&client).await;
    ledger.note(before, answer).unwrap();
    let size = |name: &str| std::fs::metadata(place.data.join(name)).unwrap().len();
    program
        .limit_files(Some(size("plano.db").max(size("plano.db-wal"))))
        .await;

    let (asked, answer) = write_until_refused(&client, &mut ledger).await;
    answer.refused(507, "storage.full");
    asked.send(&client).await.unwrap().refused(507, "storage.full");
    assert_eq!(ledger.check(&projects(&client).await), [], "reading goes on");
    assert_eq!(client.get("/me").await.unwrap().status, 200);
    assert!(program.is_running());

    program.limit_files(None).await;
    until(async || asked.send(&client).await.unwrap().status < 300).await;
    let answer = asked.send(&client).await;
    ledger.note(asked, answer).unwrap();
    assert_eq!(ledger.check(&projects(&client).await), []);
    program.kill().await;
    let program = Program::start_on(&place, client.port()).await;
    assert_eq!(
        ledger.check(&projects(&client).await),
        [],
        "all of it is on the disk"
    );
    program.kill().await;
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "mounts a disk, which needs root: scripts/test.sh"]
async fn writes_are_refused_with_the_cause_and_come_back_by_themselves() {
    let mut it = fill_up().await;
    it.answer.refused(507, "storage.full");
    assert_eq!(
        it.ledger.check(&projects(&it.client).await),
        [],
        "reading goes on, and all that was acknowledged is there"
    );
    it.asked
        .send(&it.client)
        .await
        .unwrap()
        .refused(507, "storage.full");
    assert!(it.program.is_running());

    std::fs::remove_file(&it.ballast).unwrap();
    until(async || it.asked.send(&it.client).await.unwrap().status < 300).await;
    let answer = it.asked.send(&it.client).await;
    it.ledger.note(it.asked, answer);
    assert_eq!(it.ledger.check(&projects(&it.client).await), []);
    it.program.kill().await;
}

/// Source: attacks.md, "Disk full: reads and sign-in go on". What was acknowledged lasts, as ever.
#[tokio::test(flavor = "multi_thread")]
#[ignore = "mounts a disk, which needs root: scripts/test.sh"]
async fn people_still_sign_in_and_out() {
    let it = fill_up().await;
    let sign_in = async |client: &Client, password: &str| {
        client
            .post("/session", json!({ "email": ADDRESS, "password": password }))
            .await
            .unwrap()
    };
    let answer = sign_in(&it.client, PASSWORD).await;
    assert_eq!(answer.status, 200, "{}", answer.json);
    let anna = it.client.with_cookie_of(&answer);
    assert_eq!(anna.get("/me").await.unwrap().status, 200);
    assert_eq!(
        it.client.get("/me").await.unwrap().status,
        401,
        "the session she came with has ended"
    );
    sign_in(&it.client, "pas le bon mot de passe")
        .await
        .refused(401, "session.refused");
    it.asked.send(&anna).await.unwrap().refused(507, "storage.full");

    it.program.kill().await;
    let program = Program::start(&it.place).await;
    let anna = Client::new(program.address()).with_cookie_of(&answer);
    assert_eq!(anna.get("/me").await.unwrap().status, 200, "it was on the disk");
    program.kill().await;
}
