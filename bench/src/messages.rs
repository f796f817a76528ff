// SPDX-License-Identifier: EUPL-1.2
//! Messages over HTTP: what posting costs with ever more senders in one channel, beside row-locked commits of the bare
//! database; how soon readers have them; pages of history.

use std::{
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::{Duration, Instant},
};

use anyhow::{Context as _, Result, bail};
use futures_util::StreamExt as _;
use http::Method;
use serde_json::{Value, json};
use tokio::sync::Barrier;
use tokio_tungstenite::tungstenite::Message;
use uuid::Uuid;

use crate::{
    client::Client,
    installation::{Installation, Program},
    measure::{Times, at_rest, each, per_second, processor, resident_kib},
    sockets::{self, Socket},
    writes,
};

/// Senders at once, and how many messages are posted by them.
const SENDERS: [(usize, usize); 4] = [(1, 1_000), (16, 6_000), (64, 12_000), (256, 16_000)];
/// One person may post a hundred at once, then so many a minute; what is measured is the program, so senders take turns.
const PEOPLE: usize = 500;
/// Readers, messages a second, and how many.
const DELIVERIES: [(usize, u32, usize); 4] = [
    (100, 10, 100),
    (100, 100, 600),
    (1_000, 10, 100),
    (1_000, 100, 600),
];
/// A person may have twenty sockets.
const EACH: usize = 20;
const PAGES: usize = 2_000;
const BODY: &str = "Le comité de pilotage se réunit **jeudi à 9 h 30**, salle Ardoise et en visioconférence : qui peut venir ?";
/// Longer than anything takes that happens at all.
const PATIENCE: Duration = Duration::from_secs(30);

type People = [(String, String)];

/// Measures.
pub async fn run(installation: &Installation) -> Result<()> {
    let listening: usize = DELIVERIES.iter().map(|it| it.0.div_ceil(EACH)).sum();
    let people = installation
        .with_people(PEOPLE + DELIVERIES.len() * 10 + listening)
        .await?;
    let program = Program::start(installation).await?;
    let channel = channel_with(&program, &people).await?;
    let (senders, mut others) = people.split_at(PEOPLE);
    // What follows from so many new members is done on the same two cores.
    at_rest(program.pid).await?;
    let rested = resident_kib(program.pid);

    println!("| senders in one channel | acknowledged | | processor each | bare, row-locked | ratio |");
    println!("|---|---|---|---|---|---|");
    for (at_once, count) in SENDERS {
        let (line, speed) = posted(&program, &channel, senders, at_once, count).await?;
        at_rest(program.pid).await?;
        let bare = writes::row_locked(installation, at_once).await?;
        println!("| {at_once} | {line} | {bare:.0}/s | {:.1} |", speed / bare);
    }

    println!("\n| readers | messages/s | post to reader | processor each delivery, the posting included |");
    println!("|---|---|---|---|");
    for (readers, rate, count) in DELIVERIES {
        let (posting, rest) = others.split_at(10);
        let (reading, rest) = rest.split_at(readers.div_ceil(EACH));
        others = rest;
        at_rest(program.pid).await?;
        let told = delivered(&program, &channel, (posting, reading), rate, count).await?;
        println!("| {readers} | {rate} | {told} |");
    }

    let (_, secret) = senders.first().context("there are people")?;
    let mut reader = Client::new(program.address).with_session(secret);
    at_rest(program.pid).await?;
    let newest = last_seq(&mut reader, &channel).await?;
    let (before, mut times) = (processor(program.pid), Times::default());
    for page in 0..PAGES {
        let place = 50 + i64::try_from(page * 7_919)? % (newest - 50).max(1);
        let began = Instant::now();
        reader
            .get(&format!("/channels/{channel}/messages?before={place}&limit=50"))
            .await?;
        times.add(began.elapsed());
    }
    let used = processor(program.pid) - before;
    println!(
        "\n{PAGES} pages of 50 in a channel of {newest}: {}, {} of processor each",
        times.told(),
        each(used, PAGES)
    );
    println!(
        "memory: {:.1} MiB before, {:.1} MiB after",
        mib(rested),
        mib(resident_kib(program.pid))
    );
    program.stop().await
}

fn mib(kib: u64) -> f64 {
    kib as f64 / 1024.0
}

/// The channel of a new project in which all of these people are.
async fn channel_with(program: &Program, people: &People) -> Result<String> {
    let mut admin = program.admin().await?;
    let project = admin
        .json(
            Method::POST,
            "/projects",
            &[],
            json!({ "draft": Uuid::now_v7(), "name": "Mesure" }),
        )
        .await?;
    let project = project["id"].as_str().context("a project has an id")?.to_owned();
    for some in people.chunks(200) {
        let invitations: Vec<_> = some
            .iter()
            .map(|(account, _)| json!({ "account": account, "role": "member" }))
            .collect();
        let path = format!("/projects/{project}/members");
        admin
            .json(Method::POST, &path, &[], json!({ "invitations": invitations }))
            .await?;
    }
    // It is made a moment after its project.
    let began = Instant::now();
    loop {
        let channels = admin.get(&format!("/projects/{project}/channels")).await?;
        if let Some(id) = channels["items"][0]["id"].as_str() {
            return Ok(id.to_owned());
        }
        if began.elapsed() > PATIENCE {
            bail!("the project has no channel: {channels}");
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}

async fn last_seq(reader: &mut Client, channel: &str) -> Result<i64> {
    let page = reader
        .get(&format!("/channels/{channel}/messages?limit=1"))
        .await?;
    page["items"][0]["seq"].as_i64().context("there are messages")
}

async fn post(client: &mut Client, channel: &str) -> Result<Value> {
    let body = json!({ "draft": Uuid::now_v7(), "body": BODY });
    client
        .json(Method::POST, &format!("/channels/{channel}/messages"), &[], body)
        .await
}

/// `count` messages by so many at once, each posting the next once the last is acknowledged: the line, and how many a second.
async fn posted(
    program: &Program,
    channel: &str,
    people: &People,
    at_once: usize,
    count: usize,
) -> Result<(String, f64)> {
    let next = Arc::new(AtomicUsize::new(0));
    let ready = Arc::new(Barrier::new(at_once + 1));
    let people = Arc::new(people.to_vec());
    let mut tasks = tokio::task::JoinSet::new();
    for _ in 0..at_once {
        let (next, ready, people) = (Arc::clone(&next), Arc::clone(&ready), Arc::clone(&people));
        let (channel, address) = (channel.to_owned(), program.address);
        tasks.spawn(async move {
            let mut client = Client::new(address);
            let mut times = Times::default();
            // The connection stands before the time runs.
            client.set_session(&people[0].1);
            client.get("/me").await?;
            ready.wait().await;
            loop {
                let number = next.fetch_add(1, Ordering::Relaxed);
                if number >= count {
                    return Ok::<_, anyhow::Error>(times);
                }
                client.set_session(&people[number % people.len()].1);
                let began = Instant::now();
                post(&mut client, &channel).await?;
                times.add(began.elapsed());
            }
        });
    }
    ready.wait().await;
    let (before, began) = (processor(program.pid), Instant::now());
    let mut times = Times::default();
    while let Some(done) = tasks.join_next().await {
        times.merge(done??);
    }
    let (took, used) = (began.elapsed(), processor(program.pid) - before);
    let speed = per_second(count, took);
    Ok((
        format!("{speed:.0}/s | {} | {}", times.told(), each(used, count)),
        speed,
    ))
}

/// `count` messages at that rate, heard by everyone who reads.
async fn delivered(
    program: &Program,
    channel: &str,
    (posting, reading): (&People, &People),
    rate: u32,
    count: usize,
) -> Result<String> {
    let topic = format!("channel:{channel}");
    let sockets = sockets::open(program, reading, EACH, Some(&topic)).await?;
    let readers = sockets.len();
    let mut hearing = tokio::task::JoinSet::new();
    for (at, socket) in sockets.into_iter().enumerate() {
        // Every tenth is timed: telling the time of all would be measured too.
        hearing.spawn(listen(socket, count, at % 10 == 0));
    }
    let (before, began) = (processor(program.pid), Instant::now());
    let mut ticks = tokio::time::interval(Duration::from_secs(1) / rate);
    let mut asked = Vec::with_capacity(count);
    // Each waits for nobody: the rate is kept even if an answer takes long.
    let mut posts = tokio::task::JoinSet::new();
    let clients: Vec<_> = posting
        .iter()
        .map(|(_, secret)| {
            Arc::new(tokio::sync::Mutex::new(
                Client::new(program.address).with_session(secret),
            ))
        })
        .collect();
    for number in 0..count {
        ticks.tick().await;
        asked.push(Instant::now());
        let client = Arc::clone(&clients[number % clients.len()]);
        let channel = channel.to_owned();
        posts.spawn(async move { post(&mut *client.lock().await, &channel).await.map(|_| ()) });
    }
    while let Some(done) = posts.join_next().await {
        done??;
    }
    let mut times = Times::default();
    while let Some(arrived) = tokio::time::timeout(PATIENCE, hearing.join_next())
        .await
        .context("not everyone has heard")?
    {
        for (arrived, asked) in arrived??.iter().zip(&asked) {
            times.add(arrived.saturating_duration_since(*asked));
        }
    }
    let used = processor(program.pid) - before;
    let took = began.elapsed();
    Ok(format!(
        "{} | {} ({:.0} deliveries/s)",
        times.told(),
        each(used, count * readers),
        per_second(count * readers, took)
    ))
}

/// Hears so many messages; when each came, if that is asked for.
async fn listen(mut socket: Socket, count: usize, is_timed: bool) -> Result<Vec<Instant>> {
    let (mut heard, mut arrived) = (0, Vec::new());
    while heard < count {
        let message = socket.next().await.context("the socket was closed")??;
        if let Message::Close(frame) = &message {
            bail!("the socket was closed: {frame:?}");
        }
        // A frame may hold several; what is said of other things meanwhile is none.
        let now = message
            .to_text()
            .map_or(0, |it| it.matches("\"message.posted\"").count());
        heard += now;
        if is_timed {
            arrived.extend(std::iter::repeat_n(Instant::now(), now));
        }
    }
    socket.close(None).await?;
    Ok(arrived)
}
