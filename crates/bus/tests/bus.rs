// SPDX-License-Identifier: EUPL-1.2
//! The bus, in the process and over a real NATS server where one is installed.
#![cfg(test)]

use std::{
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    time::Duration,
};

use bus::{Bus, BusError, Heard, Subject, Subscription, WORD_MAX_BYTES};
use bytes::Bytes;
use futures_util::StreamExt;
use tempfile::TempDir;

const MOVED: Subject = Subject::new("events.moved");
const PRESENCE: Subject = Subject::new("presence");

/// Longest time anything here may take before the test is said to fail.
const PATIENCE: Duration = Duration::from_secs(30);

async fn next(ear: &mut Subscription) -> Heard {
    tokio::time::timeout(PATIENCE, ear.next())
        .await
        .expect("something is heard")
        .expect("the bus is open")
}

/// The next word, gaps apart.
async fn word(ear: &mut Subscription) -> Bytes {
    loop {
        if let Heard::Word(word) = next(ear).await {
            return word;
        }
    }
}

async fn until(mut is_so: impl AsyncFnMut() -> bool) {
    let waiting = async {
        while !is_so().await {
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    };
    tokio::time::timeout(PATIENCE, waiting)
        .await
        .expect("it comes to be so");
}

// ---- both

async fn a_word_is_heard_by_all_who_listen_to_its_subject(bus: &Bus) {
    let (mut here, mut there) = (
        bus.subscribe(MOVED).await.unwrap(),
        bus.subscribe(MOVED).await.unwrap(),
    );
    let mut other = bus.subscribe(PRESENCE).await.unwrap();
    bus.publish(MOVED, Bytes::from_static(b"1"));
    bus.publish(PRESENCE, Bytes::from_static(b"2"));
    bus.publish(MOVED, Bytes::from_static(b"3"));
    assert_eq!(
        (word(&mut here).await, word(&mut here).await),
        (Bytes::from("1"), Bytes::from("3"))
    );
    assert_eq!(
        (word(&mut there).await, word(&mut there).await),
        (Bytes::from("1"), Bytes::from("3"))
    );
    assert_eq!(word(&mut other).await, Bytes::from("2"));
    let words = here.into_stream();
    bus.publish(MOVED, Bytes::from_static(b"4"));
    assert_eq!(Box::pin(words).next().await, Some(Heard::Word(Bytes::from("4"))));
    assert_eq!(bus.dropped(), 0);
}

async fn a_word_too_long_is_dropped_and_counted(bus: &Bus) {
    let mut ear = bus.subscribe(MOVED).await.unwrap();
    bus.publish(MOVED, vec![b'x'; WORD_MAX_BYTES + 1].into());
    bus.publish(MOVED, vec![b'x'; WORD_MAX_BYTES].into());
    assert_eq!(word(&mut ear).await.len(), WORD_MAX_BYTES);
    assert_eq!(bus.dropped(), 1);
}

async fn a_reader_too_slow_is_told_that_it_missed_some(bus: &Bus) {
    const MANY: usize = 20_000;
    let (mut slow, mut quick) = (
        bus.subscribe(MOVED).await.unwrap(),
        bus.subscribe(MOVED).await.unwrap(),
    );
    for number in 0..MANY {
        bus.publish(MOVED, number.to_string().into());
        // Read as it comes, so that nothing is dropped on the way out.
        if number % 500 == 0 {
            while word(&mut quick).await != number.to_string() {}
        }
    }
    bus.publish(PRESENCE, Bytes::new());
    until(async || matches!(next(&mut slow).await, Heard::Missed)).await;
    // What comes later is heard again.
    let mut latest = bus.subscribe(MOVED).await.unwrap();
    bus.publish(MOVED, Bytes::from_static(b"last"));
    assert_eq!(word(&mut latest).await, Bytes::from("last"));
}

// ---- in the process

#[tokio::test]
async fn local_a_word_is_heard_by_all_who_listen_to_its_subject() {
    a_word_is_heard_by_all_who_listen_to_its_subject(&Bus::open("local", "test").await.unwrap()).await;
}

#[tokio::test]
async fn local_a_word_too_long_is_dropped_and_counted() {
    a_word_too_long_is_dropped_and_counted(&Bus::local()).await;
}

#[tokio::test]
async fn local_a_reader_too_slow_is_told_that_it_missed_some() {
    a_reader_too_slow_is_told_that_it_missed_some(&Bus::local()).await;
}

#[tokio::test]
async fn local_when_the_bus_has_gone_its_readers_end() {
    let bus = Bus::local();
    let mut ear = bus.subscribe(MOVED).await.unwrap();
    drop(bus);
    assert_eq!(ear.next().await, None);
}

#[tokio::test]
async fn an_address_or_scope_that_is_none_is_refused_without_being_repeated() {
    for address in [
        "",
        "Local",
        "http://host",
        "nats:/host",
        "host:4222",
        "nats://",
        "nats://a,b",
        "nats://u:s3cret@",
    ] {
        let refused = Bus::open(address, "test").await.unwrap_err();
        assert!(matches!(refused, BusError::Address), "{address}: {refused:?}");
        assert!(!format!("{refused} {refused:?}").contains("s3cret"));
    }
    for scope in ["", "a.b", "a b", "*", ">", &"x".repeat(65)] {
        assert!(
            matches!(Bus::open("local", scope).await, Err(BusError::Scope)),
            "{scope}"
        );
    }
}

// ---- over NATS

struct Server {
    child: Child,
    port: u16,
    folder: TempDir,
}

impl Server {
    /// A server of the test's own, or `None` where none is installed.
    async fn start(more: &[&str]) -> Option<Self> {
        let Some(program) = program() else {
            println!("skipped: nats-server is not installed (Debian: apt-get install nats-server)");
            return None;
        };
        let folder = TempDir::new().unwrap();
        let child = spawn(&program, "-1", folder.path(), more);
        let ports = folder.path().join(format!("nats-server_{}.ports", child.id()));
        let mut port = None;
        until(async || {
            port = std::fs::read_to_string(&ports).ok().and_then(|text| {
                let address = text.split('"').find(|it| it.starts_with("nats://"))?;
                address.rsplit(':').next()?.parse().ok()
            });
            port.is_some()
        })
        .await;
        Some(Self {
            child,
            port: port.unwrap(),
            folder,
        })
    }

    fn stop(&mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }

    fn start_again(&mut self) {
        self.child = spawn(
            &program().unwrap(),
            &self.port.to_string(),
            self.folder.path(),
            &[],
        );
    }

    /// A node connected to it.
    async fn node(&self, scope: &str) -> Bus {
        let bus = Bus::open(&format!("nats://127.0.0.1:{}", self.port), scope)
            .await
            .unwrap();
        until(async || bus.is_connected()).await;
        bus
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Debian puts it where only the administrator's path looks.
fn program() -> Option<PathBuf> {
    ["nats-server", "/usr/sbin/nats-server"]
        .map(PathBuf::from)
        .into_iter()
        .find(|program| {
            Command::new(program)
                .arg("--version")
                .stdout(Stdio::null())
                .stderr(Stdio::null())
                .status()
                .is_ok_and(|it| it.success())
        })
}

fn spawn(program: &Path, port: &str, folder: &Path, more: &[&str]) -> Child {
    let mut command = Command::new(program);
    command
        .args(["--addr", "127.0.0.1", "--port", port, "--ports_file_dir"])
        .arg(folder)
        .args(more);
    command
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap()
}

#[tokio::test]
async fn nats_a_word_is_heard_by_all_who_listen_to_its_subject() {
    let Some(server) = Server::start(&[]).await else {
        return;
    };
    a_word_is_heard_by_all_who_listen_to_its_subject(&server.node("test").await).await;
}

#[tokio::test]
async fn nats_a_word_too_long_is_dropped_and_counted() {
    let Some(server) = Server::start(&[]).await else {
        return;
    };
    a_word_too_long_is_dropped_and_counted(&server.node("test").await).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn nats_a_reader_too_slow_is_told_that_it_missed_some() {
    let Some(server) = Server::start(&[]).await else {
        return;
    };
    a_reader_too_slow_is_told_that_it_missed_some(&server.node("test").await).await;
}

#[tokio::test]
async fn nats_nodes_hear_each_other_and_no_other_installation() {
    let Some(server) = Server::start(&[]).await else {
        return;
    };
    let (here, there, stranger) = (
        server.node("ours").await,
        server.node("ours").await,
        server.node("theirs").await,
    );
    assert!(here.is_shared());
    let (mut near, mut far) = (
        here.subscribe(MOVED).await.unwrap(),
        stranger.subscribe(MOVED).await.unwrap(),
    );
    // Said again until heard, since the subscription travels on another connection.
    until(async || {
        stranger.publish(MOVED, Bytes::from_static(b"theirs"));
        there.publish(MOVED, Bytes::from_static(b"ours"));
        tokio::time::timeout(Duration::from_millis(20), word(&mut near))
            .await
            .is_ok_and(|it| it == "ours")
    })
    .await;
    assert_eq!(word(&mut far).await, "theirs");
}

#[tokio::test]
async fn nats_after_a_reconnection_the_reader_is_told_that_it_may_have_missed_some() {
    let Some(mut server) = Server::start(&[]).await else {
        return;
    };
    let bus = server.node("test").await;
    let mut ear = bus.subscribe(MOVED).await.unwrap();
    bus.publish(MOVED, Bytes::from_static(b"before"));
    assert_eq!(word(&mut ear).await, "before");
    server.stop();
    until(async || !bus.is_connected()).await;
    for _ in 0..10_000 {
        bus.publish(MOVED, Bytes::from_static(b"lost"));
    }
    assert_eq!(bus.dropped(), 10_000, "said to nobody, without waiting");
    server.start_again();
    assert_eq!(next(&mut ear).await, Heard::Missed);
    until(async || bus.is_connected()).await;
    bus.publish(MOVED, Bytes::from_static(b"after"));
    assert_eq!(word(&mut ear).await, "after", "and nothing stale");
}

#[tokio::test]
async fn nats_a_server_that_is_away_at_the_start_is_found_later() {
    let Some(mut server) = Server::start(&[]).await else {
        return;
    };
    server.stop();
    let bus = Bus::open(&format!("nats://127.0.0.1:{}", server.port), "test")
        .await
        .unwrap();
    assert!(!bus.is_connected());
    bus.publish(MOVED, Bytes::from_static(b"lost"));
    assert_eq!(bus.dropped(), 1);
    let mut ear = bus.subscribe(MOVED).await.unwrap();
    server.start_again();
    assert_eq!(next(&mut ear).await, Heard::Missed);
    until(async || bus.is_connected()).await;
    bus.publish(MOVED, Bytes::from_static(b"here"));
    assert_eq!(word(&mut ear).await, "here");
}

#[tokio::test]
async fn nats_name_and_password_of_the_address_are_used_and_not_shown() {
    let Some(server) = Server::start(&["--user", "plano", "--pass", "p@ss word"]).await else {
        return;
    };
    let bus = Bus::open(
        &format!("nats://plano:p%40ss%20word@127.0.0.1:{}", server.port),
        "test",
    )
    .await
    .unwrap();
    until(async || bus.is_connected()).await;
    assert!(!format!("{bus:?}").contains("p@ss"));
    let stranger = Bus::open(&format!("nats://plano:wrong@127.0.0.1:{}", server.port), "test")
        .await
        .unwrap();
    let mut ear = bus.subscribe(MOVED).await.unwrap();
    bus.publish(MOVED, Bytes::from_static(b"heard"));
    assert_eq!(word(&mut ear).await, "heard");
    assert!(!stranger.is_connected());
}

#[tokio::test]
async fn nats_a_token_of_the_address_is_used_and_not_shown() {
    let Some(server) = Server::start(&["--auth", "jeton-secret"]).await else {
        return;
    };
    let open = async |token: &str| {
        Bus::open(&format!("nats://{token}@127.0.0.1:{}", server.port), "test")
            .await
            .unwrap()
    };
    let bus = open("jeton-secret").await;
    until(async || bus.is_connected()).await;
    assert!(!format!("{bus:?}").contains("jeton"));
    let stranger = open("autre").await;
    let mut ear = bus.subscribe(MOVED).await.unwrap();
    bus.publish(MOVED, Bytes::from_static(b"heard"));
    assert_eq!(word(&mut ear).await, "heard");
    assert!(!stranger.is_connected());
}
