// SPDX-License-Identifier: EUPL-1.2
//! Live sockets: what an idle one holds in memory, and frames delivered to a thousand.

use std::{
    sync::Arc,
    time::{Duration, Instant},
};

use anyhow::{Context as _, Result, bail};
use futures_util::{SinkExt as _, StreamExt as _};
use http::Method;
use serde_json::{Value, json};
use tokio::{net::TcpStream, sync::Semaphore};
use tokio_tungstenite::{WebSocketStream, tungstenite::Message};
use uuid::Uuid;

use crate::{
    client::Client,
    installation::{Installation, Program},
    measure::{Times, each, per_second, processor, resident_kib},
};

const PACES: [Pace; 2] = [Pace::PerSecond(10), Pace::OneByOne];
/// A person may have twenty.
const EACH: usize = 20;
const CHANGES: usize = 200;
/// What each member is told of one change: that the project has changed, and the line of its activity.
const FRAMES: usize = 2;
/// Longer than anything takes that happens at all.
const PATIENCE: Duration = Duration::from_secs(30);

/// What a window listens with.
pub type Socket = WebSocketStream<TcpStream>;

/// Measures so many idle sockets, then deliveries to so many.
pub async fn run(installation: &Installation, idle: usize, readers: usize) -> Result<()> {
    let (idle, readers) = (idle.div_ceil(EACH), readers.div_ceil(EACH));
    // Others for each step: who has just closed twenty windows may not have been noticed yet.
    let people = installation.with_people(1 + idle + readers * PACES.len()).await?;
    let (first, others) = people.split_at(1);
    let (idle, mut others) = others.split_at(idle);
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
    for pace in PACES {
        let people;
        (people, others) = others.split_at(readers);
        let sockets = open(&program, people, EACH, Some(&topic)).await?;
        deliver(&program, &mut admin, &id, sockets, pace).await?;
    }
    program.stop().await
}

/// So many sockets for each of these people, ready and subscribed.
pub async fn open(
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

/// How a project is changed.
#[derive(Debug, Clone, Copy)]
enum Pace {
    /// So often a second, whoever has heard.
    PerSecond(u32),
    /// Again once everyone has heard of the last time: as often as goes.
    OneByOne,
}

/// A project changed again and again, told to everyone in it.
async fn deliver(
    program: &Program,
    admin: &mut Client,
    project: &str,
    sockets: Vec<Socket>,
    pace: Pace,
) -> Result<()> {
    let count = sockets.len();
    let heard = Arc::new(Semaphore::new(0));
    let mut readers = tokio::task::JoinSet::new();
    for (at, socket) in sockets.into_iter().enumerate() {
        // Every twentieth is timed: telling the time of all would be measured too.
        readers.spawn(listen(socket, Arc::clone(&heard), at % 20 == 0));
    }
    let path = format!("/projects/{project}");
    let mut etag = etag_of(&admin.get(&path).await?)?;
    let (before, began) = (processor(program.pid), Instant::now());
    let mut asked = Vec::with_capacity(CHANGES);
    let every = match pace {
        Pace::PerSecond(rate) => Duration::from_secs(1) / rate,
        Pace::OneByOne => Duration::from_nanos(1),
    };
    let mut ticks = tokio::time::interval(every);
    for change in 0..CHANGES {
        ticks.tick().await;
        asked.push(Instant::now());
        let body = json!({ "aim": format!("Changement {change}") });
        let changed = admin
            .json(Method::PATCH, &path, &[("if-match", &etag)], body)
            .await?;
        etag = etag_of(&changed)?;
        if let Pace::OneByOne = pace {
            let all = u32::try_from(count * FRAMES)?;
            tokio::time::timeout(PATIENCE, heard.acquire_many(all))
                .await
                .context("not everyone has heard")??
                .forget();
        }
    }
    let mut times = Times::default();
    while let Some(arrived) = tokio::time::timeout(PATIENCE, readers.join_next())
        .await
        .context("not everyone has heard")?
    {
        for (arrived, asked) in arrived??.iter().zip(&asked) {
            times.add(arrived.saturating_duration_since(*asked));
        }
    }
    let (took, used) = (began.elapsed(), processor(program.pid) - before);
    let frames = CHANGES * FRAMES * count;
    let pace = match pace {
        Pace::PerSecond(rate) => format!("{rate} changes/s"),
        Pace::OneByOne => format!("one by one, {:.1} changes/s", per_second(CHANGES, took)),
    };
    println!(
        "{count} sockets, {CHANGES} changes of {FRAMES} frames, {pace}: {:.0} frames/s, {} of processor each (the changes' own included); \
         from asking for a change to its last frame {}",
        per_second(frames, took),
        each(used, frames),
        times.told(),
    );
    Ok(())
}

fn etag_of(project: &Value) -> Result<String> {
    Ok(project["etag"]
        .as_str()
        .context("a project has an etag")?
        .to_owned())
}

/// Hears all changes; when each had been told in full, if that is asked for.
async fn listen(mut socket: Socket, heard: Arc<Semaphore>, is_timed: bool) -> Result<Vec<Instant>> {
    let (mut frames, mut arrived) = (0, Vec::new());
    while frames < CHANGES * FRAMES {
        let message = socket.next().await.context("the socket was closed")??;
        if let Message::Close(frame) = &message {
            bail!("the socket was closed: {frame:?}");
        }
        // What is said of presence meanwhile is no change.
        if !message
            .to_text()
            .is_ok_and(|it| it.contains("\"project.changed\""))
        {
            continue;
        }
        frames += 1;
        heard.add_permits(1);
        if is_timed && frames % FRAMES == 0 {
            arrived.push(Instant::now());
        }
    }
    Ok(arrived)
}
