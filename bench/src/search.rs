// SPDX-License-Identifier: EUPL-1.2
//! A million messages in a hundred channels: how long their words take to be gathered, and to be found by.

use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, bail, ensure};
use bytes::Bytes;
use futures_util::SinkExt as _;
use http::Method;
use rusqlite::{Connection, params};
use serde_json::json;
use uuid::Uuid;

use crate::{
    client::Client,
    installation::{Installation, Program},
    measure::{Times, at_rest, each, ms, processor, resident_kib},
};

const MESSAGES: usize = 1_000_000;
const PROJECTS: usize = 10;
const CHANNELS: usize = 10;
const PEOPLE: usize = 50;
const TIMES: usize = 50;
/// Written at once.
const BATCH: usize = 50_000;
/// The first message is from then (µs since 1970: the first of January 2024), each next a minute later.
const FIRST_AT: i64 = 1_704_067_200_000_000;
const MINUTE: i64 = 60_000_000;

/// What agents write about, the frequent ones first; behind them come as many rare words as anyone has.
const SUBJECTS: &[&str] = &[
    "réunion",
    "dossier",
    "projet",
    "budget",
    "marché",
    "commission",
    "conseil",
    "travaux",
    "accueil",
    "service",
    "agents",
    "planning",
    "validation",
    "convention",
    "délibération",
    "élections",
    "école",
    "voirie",
    "urbanisme",
    "permis",
    "devis",
    "facture",
    "signalétique",
    "concertation",
    "préfecture",
    "subvention",
    "chantier",
    "œuvre",
    "cœur",
    "préparées",
    "préparer",
    "envoyé",
    "relance",
    "demande",
    "réponse",
    "courrier",
    "usagers",
    "guichet",
];
/// In five messages of the million.
const RAREST: &str = "xylophone";

/// Numbers that look random and are the same each time. Source: Knuth, MMIX, the constants of its generator.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % limit
    }

    /// A word: one of few in half of the cases, else one of twenty thousand.
    fn word(&mut self, into: &mut String) {
        if self.below(2) == 0 {
            // The smaller of two: the first ones come more often.
            let at = self.below(SUBJECTS.len()).min(self.below(SUBJECTS.len()));
            into.push_str(SUBJECTS[at]);
            return;
        }
        let mut rest = self.below(20_000).min(self.below(20_000));
        for _ in 0..3 {
            into.push(char::from(b"bcdfglmnprstv"[rest % 13]));
            into.push(char::from(b"aeiou"[rest % 5]));
            rest = rest / 13 + 7;
        }
        into.push(char::from(b"lnrst"[rest % 5]));
    }

    fn body(&mut self, number: usize) -> String {
        let mut body = String::new();
        for at in 0..6 + self.below(20) {
            if at > 0 {
                body.push(' ');
            }
            self.word(&mut body);
        }
        if number % (MESSAGES / 5) == 77 {
            body.push(' ');
            body.push_str(RAREST);
        }
        if number.is_multiple_of(50) {
            body.push_str(" https://rivemont.example/pv");
        }
        body.push('.');
        body
    }
}

struct Row {
    id: Uuid,
    channel: Uuid,
    seq: i64,
    author: Uuid,
    body: String,
    at: i64,
}

/// Measures.
pub async fn run(installation: &Installation) -> Result<()> {
    let people = installation.with_people(PEOPLE).await?;
    let program = Program::start(installation).await?;
    let (channels, project) = channels(&program, &people).await?;
    program.stop().await?;

    let people = people
        .iter()
        .map(|(id, _)| uuid_of(id))
        .collect::<Result<Vec<_>>>()?;
    let began = Instant::now();
    fill(installation, &channels, &people).await?;
    println!(
        "{MESSAGES} messages written in {:.0} s",
        began.elapsed().as_secs_f64()
    );
    let began = Instant::now();
    let output = installation.command(&["rebuild"])?.output().await?;
    ensure!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    println!(
        "their words gathered by `plano rebuild` in {:.0} s\n",
        began.elapsed().as_secs_f64()
    );

    let program = Program::start(installation).await?;
    let mut admin = program.admin().await?;
    at_rest(program.pid).await?;
    let rested = resident_kib(program.pid);
    let channel = channel_id(channels[0]);
    let author = account_id(people[0]);
    let some = format!("q=budget&channel={channel}");
    let from_someone = format!("q=budget&author={author}");
    let in_march = "q=budget&from=2024-03-01T00:00:00Z&to=2024-04-01T00:00:00Z".to_owned();
    let in_project = format!("q=budget&project={project}");
    println!("| of {MESSAGES} messages | hits on the page | time | processor each |");
    println!("|---|---|---|---|");
    for (name, query) in [
        ("a word in five of them", format!("q={RAREST}")),
        ("a word in every fourth", "q=budget".to_owned()),
        (
            "three frequent words",
            "q=budget%20commission%20travaux".to_owned(),
        ),
        ("a frequent word and a rare one", format!("q=budget%20{RAREST}")),
        ("a word that nobody wrote", "q=zanzibar".to_owned()),
        (
            "by another form, without accents",
            "q=preparees%20ecoles".to_owned(),
        ),
        ("a frequent word in one channel", some),
        ("in one project", in_project),
        ("by one author", from_someone),
        ("of one month", in_march),
        ("with a link", "q=budget&has_link=true".to_owned()),
    ] {
        println!(
            "| {name} | {} |",
            asked(&program, &mut admin, &format!("/messages?limit=30&{query}")).await?
        );
    }
    println!(
        "\nmemory: {:.1} MiB before, {:.1} MiB after",
        mib(rested),
        mib(resident_kib(program.pid))
    );
    program.stop().await
}

fn mib(kib: u64) -> f64 {
    kib as f64 / 1024.0
}

async fn asked(program: &Program, admin: &mut Client, path: &str) -> Result<String> {
    let (before, mut times, mut hits) = (processor(program.pid), Times::default(), 0);
    for _ in 0..TIMES {
        let began = Instant::now();
        let page = admin.get(path).await?;
        times.add(began.elapsed());
        hits = page["items"].as_array().map_or(0, Vec::len);
    }
    let used = processor(program.pid) - before;
    Ok(format!(
        "{hits} | {}, {} at most | {}",
        times.told(),
        ms(times.at(100)),
        each(used, TIMES)
    ))
}

/// A hundred channels of ten projects that the administrator made; the id of the first project.
async fn channels(program: &Program, people: &[(String, String)]) -> Result<(Vec<Uuid>, String)> {
    let mut admin = program.admin().await?;
    let (mut all, mut first) = (Vec::new(), None);
    for number in 0..PROJECTS {
        let project = admin
            .json(
                Method::POST,
                "/projects",
                &[],
                json!({ "draft": Uuid::now_v7(), "name": format!("Mesure {number}") }),
            )
            .await?;
        let id = project["id"].as_str().context("a project has an id")?.to_owned();
        let invitations: Vec<_> = people
            .iter()
            .map(|(account, _)| json!({ "account": account, "role": "member" }))
            .collect();
        admin
            .json(
                Method::POST,
                &format!("/projects/{id}/members"),
                &[],
                json!({ "invitations": invitations }),
            )
            .await?;
        for channel in 0..CHANNELS {
            let body = json!({ "draft": Uuid::now_v7(), "name": format!("canal-{channel}"), "kind": "open" });
            let channel = admin
                .json(Method::POST, &format!("/projects/{id}/channels"), &[], body)
                .await?;
            all.push(uuid_of(channel["id"].as_str().context("a channel has an id")?)?);
        }
        first.get_or_insert(id);
    }
    Ok((all, first.context("there are projects")?))
}

fn uuid_of(id: &str) -> Result<Uuid> {
    if let Ok(id) = id.parse::<base::Id<base::kind::Account>>() {
        return Ok(id.uuid());
    }
    match id.parse::<base::Id<base::kind::Channel>>() {
        Ok(id) => Ok(id.uuid()),
        Err(_) => bail!("{id} is the id of no person and no channel"),
    }
}

fn channel_id(id: Uuid) -> String {
    base::Id::<base::kind::Channel>::from_uuid(id).to_string()
}

fn account_id(id: Uuid) -> String {
    base::Id::<base::kind::Account>::from_uuid(id).to_string()
}

/// A message a minute, in one channel after the other.
async fn fill(installation: &Installation, channels: &[Uuid], people: &[Uuid]) -> Result<()> {
    let mut numbers = Numbers(2_026);
    let mut seqs = vec![0_i64; channels.len()];
    let mut made = 0;
    while made < MESSAGES {
        let mut rows = Vec::with_capacity(BATCH);
        for number in made..(made + BATCH).min(MESSAGES) {
            let at = FIRST_AT + i64::try_from(number)? * MINUTE;
            let channel = numbers.below(channels.len());
            seqs[channel] += 1;
            let moment = Duration::from_micros(at.unsigned_abs());
            let time = uuid::Timestamp::from_unix(uuid::NoContext, moment.as_secs(), moment.subsec_nanos());
            rows.push(Row {
                id: Uuid::new_v7(time),
                channel: channels[channel],
                seq: seqs[channel],
                author: people[numbers.below(people.len())],
                body: numbers.body(number),
                at,
            });
        }
        made += rows.len();
        match installation.url() {
            None => on_sqlite(&installation.file("data").join("plano.db"), &rows)?,
            Some(url) => on_postgres(url, &rows).await?,
        }
    }
    let end = FIRST_AT + i64::try_from(MESSAGES)? * MINUTE;
    for (channel, seq) in channels.iter().zip(seqs) {
        const UPDATE: &str = "UPDATE channels SET last_seq = $2, last_posted_at = $3 WHERE id = $1";
        match installation.url() {
            None => {
                let file = installation.file("data").join("plano.db");
                Connection::open(file)?.execute(UPDATE, params![channel, seq, end])?;
            }
            Some(url) => {
                let (client, connection) = tokio_postgres::connect(url, tokio_postgres::NoTls).await?;
                tokio::spawn(connection);
                client.execute(UPDATE, &[channel, &seq, &end]).await?;
            }
        }
    }
    Ok(())
}

fn on_sqlite(file: &std::path::Path, rows: &[Row]) -> Result<()> {
    let mut connection = Connection::open(file)?;
    let tx = connection.transaction()?;
    let mut insert = tx.prepare(
        "INSERT INTO messages (id, channel, seq, author, draft, kind, body, posted_at, version)
         VALUES ($1, $2, $3, $4, $5, 'text', $6, $7, 1)",
    )?;
    for row in rows {
        insert.execute(params![
            row.id,
            row.channel,
            row.seq,
            row.author,
            row.id,
            row.body,
            row.at
        ])?;
    }
    drop(insert);
    tx.commit()?;
    Ok(())
}

async fn on_postgres(url: &str, rows: &[Row]) -> Result<()> {
    use std::fmt::Write as _;
    let (client, connection) = tokio_postgres::connect(url, tokio_postgres::NoTls).await?;
    tokio::spawn(connection);
    let mut text = String::new();
    for row in rows {
        let Row {
            id,
            channel,
            seq,
            author,
            body,
            at,
        } = row;
        writeln!(
            text,
            "{id}\t{channel}\t{seq}\t{author}\t{id}\ttext\t{body}\t{at}\t1"
        )?;
    }
    let sink = client
        .copy_in("COPY messages (id, channel, seq, author, draft, kind, body, posted_at, version) FROM STDIN")
        .await?;
    let mut sink = std::pin::pin!(sink);
    sink.send(Bytes::from(text)).await?;
    sink.finish().await?;
    Ok(())
}
