// SPDX-License-Identifier: EUPL-1.2
//! Live sockets: what an idle one holds in memory, and frames delivered to a thousand.

use std::{
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::{Duration, Instant},
};

use anyhow::{Context as _, Result, bail, ensure};
use futures_util::{SinkExt as _, StreamExt as _};
use http::Method;
use serde_json::json;
use tokio::{net::TcpStream, sync::mpsc};
use tokio_tungstenite::{WebSocketStream, tungstenite::Message};
use uuid::Uuid;

use crate::{
    client::Client,
    installation::{Installation, Program},
    measure::{Times, each, per_second, processor, resident_kib},
};

const IDLE: usize = 5_000;
const READERS: usize = 1_000;
const RATES: [u32; 2] = [10, 50];
/// A person may have twenty.
const EACH: usize = 20;
const CHANGES: usize = 200;

type Socket = WebSocketStream<TcpStream>;

/// Measures.
pub async fn run(installation: &Installation) -> Result<()> {
    // Others for each step: who has just closed twenty windows may not have been noticed yet.
    let people = installation
        .with_people(1 + (IDLE + READERS * RATES.len()) / EACH)
        .await?;
    let (first, others) = people.split_at(1);
    let (idle, mut others) = others.split_at(IDLE / EACH);
    let program = Program::start(installation).await?;

    let first = open(&program, first, 1, None).await?;
    tokio::time::sleep(Duration::from_secs(1)).await;
    let (memory, used) = (resident_kib(program.pid), processor(program.pid));
    let sockets = open(&program, idle, EACH, None).await?;
    let opening = processor(program.pid) - used;
    tokio::time::sleep(Duration::from_secs(2)).await;
    let more = resident_kib(program.pid) - memory;
    println!(
        "{} idle sockets: {:.1} KiB each, {} of processor to open one",
        sockets.len(),
        more as f64 / sockets.len() as f64,
        each(opening, sockets.len())
    );
    drop((first, sockets));

    let mut admin = program.admin().await?;
    let project = admin
        .json(
            Method::POST,
            "/projects",
            &[],
            json!({ "draft": Uuid::now_v7(), "name": "Mesure" }),
        )
        .await?;
    let id = project["id"].as_str().context("a project has an id")?.to_owned();
    let invitations: Vec<_> = others
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
    let topic = format!("project:{id}");
    for rate in RATES {
        let readers;
        (readers, others) = others.split_at(READERS / EACH);
        let sockets = open(&program, readers, EACH, Some(&topic)).await?;
        deliver(&program, &mut admin, &id, sockets, rate).await?;
    }
    program.stop().await
}

/// So many sockets for each of these people, ready and subscribed.
async fn open(
    program: &Program,
    people: &[(String, String)],
    each: usize,
    topic: Option<&str>,
) -> Result<Vec<Socket>> {
    let mut opening = futures_util::stream::iter(
        people
            .iter()
            .flat_map(|(_, secret)| std::iter::repeat_n(secret, each)),
    )
    .map(async |secret| {
        let mut socket = Client::new(program.address).with_session(secret).live().await?;
        let topics: Vec<&str> = topic.into_iter().collect();
        let resume = json!({ "type": "resume", "cursor": null, "topics": topics });
        socket.send(Message::text(resume.to_string())).await?;
        hear(&mut socket, "\"ready\"").await?;
        Ok::<_, anyhow::Error>(socket)
    })
    .buffer_unordered(16);
    let mut sockets = Vec::new();
    while let Some(socket) = opening.next().await {
        sockets.push(socket?);
    }
    Ok(sockets)
}

async fn hear(socket: &mut Socket, what: &str) -> Result<()> {
    loop {
        let message = socket.next().await.context("the socket was closed")??;
        if let Message::Close(frame) = &message {
            bail!("the socket was closed: {frame:?}");
        }
        if message.to_text().is_ok_and(|it| it.contains(what)) {
            return Ok(());
        }
    }
}

/// A project changed at most so often a second, told to everyone in it.
async fn deliver(
    program: &Program,
    admin: &mut Client,
    project: &str,
    sockets: Vec<Socket>,
    rate: u32,
) -> Result<()> {
    let heard = Arc::new(AtomicUsize::new(0));
    let (tell, mut told) = mpsc::unbounded_channel::<Instant>();
    let count = sockets.len();
    let mut tasks = tokio::task::JoinSet::new();
    for (at, mut socket) in sockets.into_iter().enumerate() {
        let (heard, tell) = (Arc::clone(&heard), tell.clone());
        tasks.spawn(async move {
            while let Some(Ok(message)) = socket.next().await {
                if message
                    .to_text()
                    .is_ok_and(|it| it.contains("\"activity.added\"") && it.contains("\"project.changed\""))
                {
                    heard.fetch_add(1, Ordering::Relaxed);
                    // Every twentieth is timed: telling the time of all would be measured too.
                    if at % 20 == 0 {
                        tell.send(Instant::now()).ok();
                    }
                }
            }
        });
    }
    let (before, began) = (processor(program.pid), Instant::now());
    let mut times = Times::default();
    let mut pace = tokio::time::interval(Duration::from_secs(1) / rate);
    for change in 0..CHANGES {
        pace.tick().await;
        let current = admin.get(&format!("/projects/{project}")).await?;
        let etag = current["etag"]
            .as_str()
            .context("a project has an etag")?
            .to_owned();
        let asked = Instant::now();
        admin
            .json(
                Method::PATCH,
                &format!("/projects/{project}"),
                &[("if-match", &etag)],
                json!({ "aim": format!("Changement {change}") }),
            )
            .await?;
        for _ in 0..count.div_ceil(20) {
            let at = told.recv().await.context("someone listens")?;
            times.add(at.saturating_duration_since(asked));
        }
    }
    let wanted = CHANGES * count;
    let waiting = Instant::now();
    while heard.load(Ordering::Relaxed) < wanted && waiting.elapsed() < Duration::from_secs(30) {
        tokio::time::sleep(Duration::from_millis(1)).await;
    }
    let (took, used) = (began.elapsed(), processor(program.pid) - before);
    let heard = heard.load(Ordering::Relaxed);
    ensure!(heard == wanted, "{heard} of {wanted} frames came");
    println!(
        "{count} sockets, {CHANGES} changes, at most {rate}/s: {:.0} deliveries/s, {}, {} of processor each (the changes' own included)",
        per_second(heard, took),
        times.told(),
        each(used, heard)
    );
    tasks.shutdown().await;
    Ok(())
}
