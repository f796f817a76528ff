// SPDX-License-Identifier: EUPL-1.2
//! The built program in a process of its own, and what it needs around it.

use std::{
    io::Write as _,
    net::{Ipv4Addr, SocketAddr, TcpListener},
    path::{Path, PathBuf},
    process::{Output, Stdio},
    time::Duration,
};

use base::{Clock, Ids, kind};
use db::Db;
use serde_json::json;
use tokio::{
    io::{AsyncBufReadExt as _, BufReader},
    process::{Child, Command},
    sync::watch,
};

use crate::client::Client;

/// Longer than anything here takes on a busy machine.
pub const PATIENCE: Duration = Duration::from_secs(60);
pub const PASSWORD: &str = "quatre vaches bleues sur le toit";
pub const ADDRESS: &str = "anna@rivemont.example";

/// Where an installation is: what `plano serve` is told.
#[derive(Debug, Clone)]
pub struct Place {
    pub data: PathBuf,
    pub database: Option<String>,
    pub settings: Vec<(&'static str, String)>,
}

impl Place {
    pub fn sqlite(data: &Path) -> Self {
        Self {
            data: data.to_path_buf(),
            database: None,
            settings: Vec::new(),
        }
    }

    /// Any of the program's commands, with nothing of the test's environment.
    pub fn command(&self, verb: &str) -> Command {
        let mut command = bare();
        command.arg(verb).arg("--data").arg(&self.data);
        if let Some(database) = &self.database {
            command.arg("--database").arg(database);
        }
        command.envs(self.settings.iter().map(|(name, value)| (*name, value)));
        command
    }

    /// Runs `plano serve`, which must refuse; what it printed.
    pub async fn refuses_to_serve(&self) -> String {
        let port = free_port();
        let mut command = self.command("serve");
        command.args(["--admin-listen", "off", "--listen", &format!("127.0.0.1:{port}")]);
        let Output { status, stderr, .. } = soon(command.output()).await.unwrap();
        let text = String::from_utf8(stderr).unwrap();
        assert_eq!(status.code(), Some(1), "{text}");
        text
    }

    /// The database itself, for faults that no request can make.
    pub fn open(&self) -> Db {
        match &self.database {
            None => Db::sqlite(&self.data.join("plano.db"), 1, Clock::System, Ids::Random),
            Some(url) => Db::postgres(url, 2, Clock::System, Ids::Random),
        }
        .unwrap()
    }
}

/// The program without anything of the test's environment.
pub fn bare() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_plano"));
    for (name, _) in std::env::vars_os() {
        if name.to_string_lossy().starts_with("PLANO_") {
            command.env_remove(name);
        }
    }
    command.stdin(Stdio::null()).kill_on_drop(true);
    command
}

/// A running program.
pub struct Program {
    child: Child,
    /// What it has printed so far.
    printed: watch::Receiver<Vec<String>>,
    address: SocketAddr,
}

impl Program {
    /// Starts it and waits until it says that it is ready.
    pub async fn start(place: &Place) -> Self {
        Self::start_on(place, free_port()).await
    }

    pub async fn start_on(place: &Place, port: u16) -> Self {
        Self::start_by(place.command("serve"), port).await
    }

    /// Starts it so that a write beyond the greatest size of a file fails, as one to a full disk does, rather than ends it:
    /// what is sent by the system is ignored by whoever was told so before.
    pub async fn start_limited(place: &Place) -> Self {
        let plain = place.command("serve");
        let mut shell = Command::new("sh");
        shell.args(["-c", r#"trap "" XFSZ; exec "$0" "$@""#]);
        shell
            .arg(plain.as_std().get_program())
            .args(plain.as_std().get_args());
        for (name, value) in plain.as_std().get_envs() {
            match value {
                Some(value) => shell.env(name, value),
                None => shell.env_remove(name),
            };
        }
        shell.stdin(Stdio::null()).kill_on_drop(true);
        Self::start_by(shell, free_port()).await
    }

    async fn start_by(mut serve: Command, port: u16) -> Self {
        let address = SocketAddr::from((Ipv4Addr::LOCALHOST, port));
        let mut child = serve
            .args(["--admin-listen", "off", "--listen", &address.to_string()])
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut lines = BufReader::new(child.stderr.take().unwrap()).lines();
        let (print, printed) = watch::channel(Vec::new());
        // Read to the end, or the program would wait for its reader.
        tokio::spawn(async move {
            while let Ok(Some(line)) = lines.next_line().await {
                print.send_modify(|it| it.push(line));
            }
        });
        let program = Self {
            child,
            printed,
            address,
        };
        program.prints("Plano is ready").await;
        program
    }

    /// Waits for a line that holds `text`, and returns it.
    pub async fn prints(&self, text: &str) -> String {
        let mut printed = self.printed.clone();
        let line = |lines: &[String]| lines.iter().find(|it| it.contains(text)).cloned();
        let result = soon(printed.wait_for(|it| line(it).is_some()))
            .await
            .map(|it| line(&it));
        let Ok(Some(line)) = result else {
            panic!(
                "it ended without saying \"{text}\":\n{}",
                self.printed.borrow().join("\n")
            );
        };
        line
    }

    pub fn port(&self) -> u16 {
        self.address.port()
    }

    pub const fn address(&self) -> SocketAddr {
        self.address
    }

    pub const fn client(&self) -> Client {
        Client::new(self.address)
    }

    /// As if the power went: nothing is flushed, nobody is told.
    pub async fn kill(mut self) {
        self.child.start_kill().unwrap();
        soon(self.child.wait()).await.unwrap();
    }

    /// As a machine that is suspended: it does nothing, and nobody is told, until it is sent `CONT`.
    pub async fn signal(&self, name: &str) {
        let pid = self.child.id().unwrap().to_string();
        let status = soon(Command::new("kill").args(["-s", name, &pid]).status()).await;
        assert!(status.unwrap().success());
    }

    /// Sets the greatest size of a file that it may write, or takes the limit away.
    pub async fn limit_files(&self, max_bytes: Option<u64>) {
        let limit = max_bytes.map_or_else(|| "unlimited".to_owned(), |it| it.to_string());
        let pid = self.child.id().unwrap().to_string();
        // The soft limit alone, which anyone may raise again.
        let mut command = Command::new("prlimit");
        let status = soon(
            command
                .args(["--pid", &pid, &format!("--fsize={limit}:")])
                .status(),
        )
        .await;
        assert!(status.unwrap().success());
    }

    pub fn is_running(&mut self) -> bool {
        self.child.try_wait().unwrap().is_none()
    }

    /// Sets an empty installation up by the link it printed; its administrator, signed in.
    pub async fn set_up(&self) -> Client {
        let line = self.prints("/installation#").await;
        let token: String = line
            .split("/installation#")
            .nth(1)
            .unwrap()
            .chars()
            .take_while(|it| it.is_ascii_alphanumeric() || matches!(it, '-' | '_'))
            .collect();
        let answer = self
            .client()
            .post(
                "/setup",
                json!({
                    "token": token, "instance_name": "Plano de Rivemont", "organisation_name": "Rivemont",
                    "email": ADDRESS, "given_name": "Anna", "family_name": "Test", "password": PASSWORD, "language": "fr",
                }),
            )
            .await
            .unwrap();
        assert_eq!(answer.status, 201, "{}", answer.json);
        self.client().with_cookie_of(&answer)
    }
}

/// Runs `test` on an empty installation on each database.
pub async fn each(test: impl AsyncFn(Place)) {
    let folder = tempfile::tempdir().unwrap();
    test(Place::sqlite(&folder.path().join("data"))).await;
    on_postgres(test).await;
}

/// Runs `test` on an empty installation on PostgreSQL, where there is one.
pub async fn on_postgres(mut test: impl AsyncFnMut(Place)) {
    let Ok(server) = std::env::var("PLANO_TEST_POSTGRES") else {
        eprintln!("PLANO_TEST_POSTGRES is not set: not tried on PostgreSQL");
        return;
    };
    let folder = tempfile::tempdir().unwrap();
    let name = format!(
        "faults_{}",
        Ids::Random
            .next::<kind::Event>(Clock::System.now())
            .uuid()
            .simple()
    );
    statement(&server, &format!("CREATE DATABASE {name}")).await;
    let (head, query) = server
        .split_once('?')
        .map_or((server.as_str(), String::new()), |(head, query)| {
            (head, format!("?{query}"))
        });
    let database = format!("{}/{name}{query}", head.rsplit_once('/').unwrap().0);
    test(Place {
        database: Some(database),
        ..Place::sqlite(&folder.path().join("data"))
    })
    .await;
    statement(&server, &format!("DROP DATABASE {name} WITH (FORCE)")).await;
}

/// What does not run in a transaction.
async fn statement(server: &str, text: &str) {
    let (client, connection) = tokio_postgres::connect(server, tokio_postgres::NoTls)
        .await
        .unwrap();
    let connection = tokio::spawn(connection);
    client.batch_execute(text).await.unwrap();
    drop(client);
    connection.await.unwrap().unwrap();
}

pub fn free_port() -> u16 {
    TcpListener::bind((Ipv4Addr::LOCALHOST, 0))
        .unwrap()
        .local_addr()
        .unwrap()
        .port()
}

/// A copy of a folder of files and folders.
pub fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    std::fs::set_permissions(to, std::fs::metadata(from).unwrap().permissions()).unwrap();
    for entry in std::fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            copy(&entry.path(), &target);
        } else {
            std::fs::copy(entry.path(), &target).unwrap();
        }
    }
}

/// Waits for a condition.
pub async fn until(mut holds: impl AsyncFnMut() -> bool) {
    soon(async {
        while !holds().await {
            tokio::task::yield_now().await;
        }
    })
    .await;
}

/// Waits for what must come.
pub async fn soon<T>(what: impl Future<Output = T>) -> T {
    tokio::time::timeout(PATIENCE, what)
        .await
        .expect("what was waited for did not come")
}

/// Says that a test was not tried, and why: where whoever runs all of them tells it at the end (`PLANO_TEST_NOT_TRIED`, a file), and
/// as a failure where everything is to be tried (`PLANO_TEST_MUST_TRY` is 1).
pub fn not_tried(what: &str, why: &str) {
    assert!(
        std::env::var("PLANO_TEST_MUST_TRY").as_deref() != Ok("1"),
        "NOT TRIED: {what}: {why}"
    );
    eprintln!("NOT TRIED: {what}: {why}");
    let Ok(list) = std::env::var("PLANO_TEST_NOT_TRIED") else {
        return;
    };
    let mut list = std::fs::OpenOptions::new()
        .create(true)
        .append(true)
        .open(list)
        .unwrap();
    // At once, so that lines of several tests do not mix.
    list.write_all(format!("{what}\t{why}\n").as_bytes()).unwrap();
}

/// Numbers that look random and are the same for the same seed (splitmix64).
pub struct Chance(u64);

impl Chance {
    /// From `PLANO_TEST_FAULT_SEED`.
    pub fn new() -> Self {
        let seed = std::env::var("PLANO_TEST_FAULT_SEED")
            .ok()
            .and_then(|it| it.parse().ok())
            .unwrap_or(20_261_008);
        Self(seed)
    }

    /// For somebody who draws at the same time as others.
    pub fn apart(&mut self) -> Self {
        Self(self.below(u64::MAX))
    }

    pub fn below(&mut self, end: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut it = self.0;
        it = (it ^ (it >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        it = (it ^ (it >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        (it ^ (it >> 31)) % end
    }
}
