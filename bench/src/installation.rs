// SPDX-License-Identifier: EUPL-1.2
//! An installation of the built program, in a folder or a database of its own, and its process.

use std::{
    net::{Ipv4Addr, SocketAddr, TcpListener},
    path::PathBuf,
    process::Stdio,
    time::{Duration, Instant},
};

use anyhow::{Context as _, Result, bail, ensure};
use base::{Clock, Ids, Secret};
use db::{Db, DbError, sql};
use serde_json::{Value, json};
use tokio::{
    io::{AsyncBufReadExt as _, AsyncWriteExt as _, BufReader},
    process::{Child, Command},
};
use uuid::Uuid;

use crate::{Engine, client::Client};

/// Who administers.
pub const ADMIN: &str = "anna@rivemont.example";
/// The password of everybody.
pub const PASSWORD: &str = "quatre vaches bleues sur le toit";

/// Where an installation is.
pub struct Installation {
    folder: tempfile::TempDir,
    /// The address of its database, and of the server that it is dropped by.
    database: Option<(String, String)>,
}

impl Installation {
    /// An empty one.
    pub async fn new(engine: Engine, server: Option<&str>) -> Result<Self> {
        let folder = tempfile::tempdir()?;
        let database = match (engine, server) {
            (Engine::Sqlite, _) => None,
            (Engine::Postgres, None) => bail!("PLANO_TEST_POSTGRES names no server"),
            (Engine::Postgres, Some(server)) => {
                let name = format!("bench_{}", Uuid::now_v7().simple());
                statement(server, &format!("CREATE DATABASE {name}")).await?;
                let (head, _) = server
                    .rsplit_once('/')
                    .context("the server's address has a path")?;
                Some((format!("{head}/{name}"), server.to_owned()))
            }
        };
        Ok(Self { folder, database })
    }

    /// A file in its folder.
    pub fn file(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// The address of its database, if it is a server.
    pub fn url(&self) -> Option<&str> {
        self.database.as_ref().map(|(url, _)| url.as_str())
    }

    /// Its database as the program opens it; while no program is running.
    pub fn open(&self) -> Result<Db> {
        Ok(match self.url() {
            None => Db::sqlite(&self.file("data").join("plano.db"), 4, Clock::System, Ids::Random)?,
            Some(url) => Db::postgres(url, 16, Clock::System, Ids::Random)?,
        })
    }

    /// One of the program's commands.
    pub fn command(&self, words: &[&str]) -> Result<Command> {
        let program =
            std::env::var("PLANO_TEST_PROGRAM").context("PLANO_TEST_PROGRAM names the built program")?;
        let mut command = Command::new(program);
        command.args(words).arg("--data").arg(self.file("data"));
        if let Some(url) = self.url() {
            command.args(["--database", url]);
        }
        command
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .kill_on_drop(true);
        Ok(command)
    }

    /// Makes the first administrator.
    pub async fn with_admin(&self) -> Result<()> {
        self.with_account(ADMIN).await
    }

    /// Makes an administrator.
    pub async fn with_account(&self, email: &str) -> Result<()> {
        let words = [
            "admin",
            "account",
            "create",
            "--email",
            email,
            "--name",
            "Anna Test",
            "--admin",
            "--password-stdin",
        ];
        let mut command = self.command(&words)?;
        let mut child = command.stdin(Stdio::piped()).spawn()?;
        let mut stdin = child.stdin.take().context("it was piped")?;
        stdin.write_all(PASSWORD.as_bytes()).await?;
        drop(stdin);
        let output = child.wait_with_output().await?;
        ensure!(
            output.status.success(),
            "{}",
            String::from_utf8_lossy(&output.stderr)
        );
        Ok(())
    }

    /// Makes `count` people by an import, and a session for each, written directly: checking as many passwords would be
    /// measured instead. The program must not be running; their accounts with the secrets of their sessions.
    pub async fn with_people(&self, count: usize) -> Result<Vec<(String, String)>> {
        self.with_admin().await?;
        let program = Program::start(self).await?;
        let mut admin = program.admin().await?;
        import(&mut admin, 0..count).await?;
        program.stop().await?;
        let db = self.open()?;
        let people: Vec<Uuid> = sql!("SELECT id FROM accounts WHERE status = 'invited' ORDER BY id")
            .values(&db)
            .await?;
        let made = db
            .write(base::Actor::System, async move |tx| {
                sql!("UPDATE accounts SET status = 'active' WHERE status = 'invited'").exec(tx).await?;
                let mut made = Vec::new();
                for person in people {
                    let (id, now, secret) = (Uuid::now_v7(), tx.now(), Secret::generate());
                    sql!(
                        "INSERT INTO sessions (id, account, secret_hash, device, device_kind, address, started_at, last_used_at, idle_us, ends_at, fresh_until)
                         VALUES ($1, $2, $3, 'bench', 'desktop', '127.0.0.1', $4, $4, 86400000000, $5, $4)"
                    )
                    .bind(id)
                    .bind(person)
                    .bind(&secret.hash())
                    .bind(now)
                    .bind(now + Duration::from_secs(86_400))
                    .exec(tx)
                    .await?;
                    made.push((person, secret.reveal()));
                }
                Ok::<_, DbError>(made)
            })
            .await?;
        Ok(made
            .into_iter()
            .map(|(id, secret)| (account_id(id), secret))
            .collect())
    }

    /// Drops its database.
    pub async fn remove(self) -> Result<()> {
        if let Some((url, server)) = &self.database {
            let name = url.rsplit('/').next().unwrap_or_default();
            statement(server, &format!("DROP DATABASE {name} WITH (FORCE)")).await?;
        }
        Ok(())
    }
}

fn account_id(id: Uuid) -> String {
    base::Id::<base::kind::Account>::from_uuid(id).to_string()
}

/// Imports people numbered so through the API, and waits until all have an account.
pub async fn import(admin: &mut Client, numbers: std::ops::Range<usize>) -> Result<Duration> {
    use std::fmt::Write as _;
    let count = numbers.len();
    let mut file = String::from("adresse;prénom;nom;fonction\r\n");
    for number in numbers {
        // Names as they come: a few given names, many family names.
        let given = [
            "Agathe",
            "Bérénice",
            "Côme",
            "Édith",
            "Élodie",
            "François",
            "Gaël",
            "Héloïse",
        ][number % 8];
        let family = [
            "Durand",
            "Le Goff",
            "Benkacem",
            "Müller",
            "Nguyễn",
            "Lœuillet",
            "d’Arcy",
        ][number % 7];
        writeln!(
            file,
            "agent.{number}@rivemont.example;{given};{family} {};Agent d’accueil\r",
            number % 1009
        )?;
    }
    let began = Instant::now();
    let path = format!("/admin/imports?draft={}&file_name=agents.csv", Uuid::now_v7());
    let checked = admin
        .send(
            http::Method::POST,
            &path,
            &[("content-type", "text/csv")],
            file.into(),
        )
        .await?;
    let checked: Value = serde_json::from_slice(checked.body())?;
    let id = checked["id"].as_str().context("an import has an id")?.to_owned();
    ensure!(checked["valid"] == count, "{checked}");
    admin
        .json(
            http::Method::PUT,
            &format!("/admin/imports/{id}/run"),
            &[],
            json!({ "skip_faulty": false }),
        )
        .await?;
    loop {
        let import = admin.get(&format!("/admin/imports/{id}")).await?;
        if import["status"] == "done" {
            ensure!(import["created"] == count, "{import}");
            return Ok(began.elapsed());
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}

async fn statement(server: &str, text: &str) -> Result<()> {
    let (client, connection) = tokio_postgres::connect(server, tokio_postgres::NoTls).await?;
    let connection = tokio::spawn(connection);
    client.batch_execute(text).await?;
    drop(client);
    connection.await??;
    Ok(())
}

/// A running program.
pub struct Program {
    child: Child,
    /// Where it answers.
    pub address: SocketAddr,
    /// Its process.
    pub pid: u32,
    /// From its start to its word that it is ready.
    pub took: Duration,
}

impl Program {
    /// Starts it and waits until it says that it is ready.
    pub async fn start(installation: &Installation) -> Result<Self> {
        let port = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?.local_addr()?.port();
        let address = SocketAddr::from((Ipv4Addr::LOCALHOST, port));
        let mut command = installation.command(&["serve"])?;
        command.args(["--admin-listen", "off", "--listen", &address.to_string()]);
        let began = Instant::now();
        let mut child = command.spawn()?;
        let pid = child.id().context("it has just been started")?;
        let mut lines = BufReader::new(child.stderr.take().context("it was piped")?).lines();
        loop {
            let line = lines.next_line().await?.context("the program ended")?;
            if line.contains("Plano is ready") {
                break;
            }
        }
        let took = began.elapsed();
        // Read to the end, or the program would wait for its reader.
        tokio::spawn(async move { while let Ok(Some(_)) = lines.next_line().await {} });
        Ok(Self {
            child,
            address,
            pid,
            took,
        })
    }

    /// Its administrator, signed in.
    pub async fn admin(&self) -> Result<Client> {
        let mut client = Client::new(self.address);
        client.sign_in(ADMIN, PASSWORD).await?;
        Ok(client)
    }

    /// Ends it.
    pub async fn stop(mut self) -> Result<()> {
        self.child.kill().await?;
        Ok(())
    }
}
