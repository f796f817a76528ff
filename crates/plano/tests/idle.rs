// SPDX-License-Identifier: EUPL-1.2
//! What a socket of an open browser holds in memory while nothing happens, and what it costs to tell it something, counted
//! by the allocator itself. bench/README.md measures the same from outside, with what the system's allocator adds.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stdout,
    clippy::disallowed_methods,
    reason = "a test stops where it fails, and says what it has measured"
)]
#![deny(unsafe_code)]

use std::{
    alloc::{GlobalAlloc, Layout, System},
    cell::Cell,
    io::{Read as _, Write as _},
    net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream},
};

use base::Actor;
use plano::{
    app::App,
    areas::{
        accounts::{self, Standing},
        orgs,
    },
    config::Given,
    serve,
};
use serde_json::{Value, json};

/// The system's allocator, counting what the test's own thread does: the server runs there, its clients elsewhere.
struct Counting;

thread_local! {
    static HELD_BYTES: Cell<i64> = const { Cell::new(0) };
    /// All that were ever asked for.
    static TAKEN_BYTES: Cell<i64> = const { Cell::new(0) };
}

fn count(given_back: usize, taken: usize) {
    HELD_BYTES.set(HELD_BYTES.get() + taken as i64 - given_back as i64);
    TAKEN_BYTES.set(TAKEN_BYTES.get() + taken as i64);
}

#[expect(
    unsafe_code,
    reason = "an allocator cannot be written without; it only counts and hands on"
)]
// SAFETY: every call is handed on to the system's allocator unchanged.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        count(0, layout.size());
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, at: *mut u8, layout: Layout) {
        count(layout.size(), 0);
        unsafe { System.dealloc(at, layout) }
    }

    unsafe fn realloc(&self, at: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        count(layout.size(), size);
        unsafe { System.realloc(at, layout, size) }
    }
}

#[global_allocator]
static ALLOCATOR: Counting = Counting;

/// A person may have twenty.
const EACH: usize = 20;
const PEOPLE: usize = 10;
/// Half of the aim: the rest is for what the system's allocator adds, and for what the longest frame so far leaves.
const IDLE_MAX_BYTES: i64 = 5 * 1024;
/// Room for one wake-up's frames in a list: all that a delivery takes which is not shared.
const DELIVERY_MAX_BYTES: i64 = 200;

#[derive(Clone)]
struct Person {
    account: String,
    secret: String,
}

#[tokio::test]
async fn an_idle_socket_holds_less_than_half_of_what_it_may() {
    let each = serving(async |app, address, people| {
        // The first ones open what is there once: statements, tables.
        let (first, others) = (people[..1].to_vec(), people[1..].to_vec());
        let warm = apart(move || open(address, &first, &[])).await;
        let before = HELD_BYTES.get();
        let sockets = apart(move || open(address, &others, &[])).await;
        let each = (HELD_BYTES.get() - before) / sockets.len() as i64;
        assert_eq!(app.live.census().connections, (1 + PEOPLE) * EACH);
        drop((warm, sockets));
        each
    })
    .await;
    println!("{each} bytes for each idle socket");
    assert!(each < IDLE_MAX_BYTES, "{each} bytes for each idle socket");
}

#[tokio::test]
async fn what_is_told_to_many_is_not_copied_for_each() {
    let (each, told) = serving(async |_, address, people| {
        let everyone = people.clone();
        let project = apart(move || project(address, &everyone)).await;
        let (mut sockets, mut spent, mut told) = (Vec::new(), Vec::new(), 0);
        // Among few, then among many: what one change costs, whoever hears of it, is in both.
        for more in [&people[..1], &people[1..]] {
            let (more, topic) = (more.to_vec(), format!("project:{project}"));
            sockets.extend(apart(move || open(address, &more, &[&topic])).await);
            // The least of several times: what is kept grows now and then, and a tick may fall into one of them.
            let mut took = i64::MAX;
            for round in 0..6 {
                let (me, project, mut listening) = (people[0].clone(), project.clone(), sockets);
                let before = TAKEN_BYTES.get();
                (sockets, told) = apart(move || {
                    change(address, &me, &project, round);
                    let told = listening
                        .iter_mut()
                        .map(|it| until(it, "\"activity.added\""))
                        .max();
                    (listening, told.unwrap_or_default())
                })
                .await;
                took = took.min(TAKEN_BYTES.get() - before);
            }
            spent.push(took);
        }
        drop(sockets);
        ((spent[1] - spent[0]) / (PEOPLE * EACH) as i64, told)
    })
    .await;
    println!("{each} bytes for each socket that is told {told}");
    assert!(told as i64 > 2 * DELIVERY_MAX_BYTES, "{told} bytes are told");
    assert!(each < DELIVERY_MAX_BYTES, "{each} bytes for each socket");
}

/// What `measured` finds of a server with some people.
async fn serving<T>(measured: impl AsyncFnOnce(&App, SocketAddr, Vec<Person>) -> T) -> T {
    let folder = tempfile::tempdir().unwrap();
    let port = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))
        .unwrap()
        .local_addr()
        .unwrap()
        .port();
    let address = SocketAddr::from((Ipv4Addr::LOCALHOST, port));
    let config = Given {
        data: Some(folder.path().join("data")),
        listen: Some(address),
        admin_listen: Some("off".to_owned()),
        ..Given::default()
    };
    let opened = serve::open(config.complete().unwrap()).await.unwrap();
    let app = opened.app.clone();
    let organisation = app
        .db
        .write(Actor::System, async |tx| orgs::create_root(tx, "Rivemont").await)
        .await
        .unwrap();
    let mut people = Vec::new();
    for number in 0..=PEOPLE {
        let (account, secret) = accounts::for_tests(
            &app,
            &format!("p{number}"),
            Standing::Member(organisation),
            "quatre vaches bleues sur le toit",
        )
        .await
        .unwrap();
        people.push(Person {
            account: account.to_string(),
            secret: secret.reveal(),
        });
    }
    let found = async {
        // Not before it listens.
        while tokio::net::TcpStream::connect(address).await.is_err() {
            tokio::task::yield_now().await;
        }
        measured(&app, address, people).await
    };
    tokio::select! {
        found = found => found,
        ended = serve::run(opened) => panic!("the server has ended: {ended:?}"),
    }
}

/// On a thread of its own, where nothing is counted.
async fn apart<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> T {
    tokio::task::spawn_blocking(work).await.unwrap()
}

/// Windows of each of these people, open, with these topics.
fn open(address: SocketAddr, people: &[Person], topics: &[&str]) -> Vec<TcpStream> {
    let windows = people.iter().flat_map(|it| std::iter::repeat_n(it, EACH));
    windows
        .map(|person| {
            let more = "Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n\
                        Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n";
            let mut socket = ask(address, person, "GET /api/v1/live", more);
            until(&mut socket, "\r\n\r\n");
            let resume = json!({ "type": "resume", "cursor": null, "topics": topics }).to_string();
            // A whole text, masked with zeros. Source: RFC 6455 §5.2.
            let mut frame = vec![0x81, 0x80 | u8::try_from(resume.len()).unwrap(), 0, 0, 0, 0];
            frame.extend_from_slice(resume.as_bytes());
            socket.write_all(&frame).unwrap();
            until(&mut socket, "\"ready\"");
            socket
        })
        .collect()
}

/// Begins a request of this person.
fn ask(address: SocketAddr, person: &Person, what: &str, more: &str) -> TcpStream {
    let mut socket = TcpStream::connect(address).unwrap();
    let secret = &person.secret;
    let request = format!(
        "{what} HTTP/1.1\r\nHost: {address}\r\nOrigin: http://{address}\r\nCookie: plano={secret}\r\n{more}"
    );
    socket.write_all(request.as_bytes()).unwrap();
    socket
}

/// Reads up to there; how many bytes that was.
fn until(socket: &mut TcpStream, what: &str) -> usize {
    let (mut heard, mut buffer) = (Vec::new(), [0; 1024]);
    while !heard.windows(what.len()).any(|it| it == what.as_bytes()) {
        let read = socket.read(&mut buffer).unwrap();
        assert!(read > 0, "{}", String::from_utf8_lossy(&heard));
        heard.extend_from_slice(&buffer[..read]);
    }
    heard.len()
}

/// The answer to `body`.
fn send(address: SocketAddr, person: &Person, what: &str, etag: &str, body: &Value) -> Value {
    let body = body.to_string();
    let length = body.len();
    let more = format!(
        "Content-Type: application/json\r\nContent-Length: {length}\r\nIf-Match: {etag}\r\nConnection: close\r\n\r\n{body}"
    );
    let mut answer = String::new();
    ask(address, person, what, &more)
        .read_to_string(&mut answer)
        .unwrap();
    let (head, body) = answer.split_once("\r\n\r\n").unwrap();
    assert!(head.starts_with("HTTP/1.1 20"), "{answer}");
    serde_json::from_str(body).unwrap()
}

/// A project of the first of these people, with all of them in it.
fn project(address: SocketAddr, people: &[Person]) -> String {
    let new = json!({ "draft": "018f3b1e-0000-7000-8000-000000000001", "name": "n".repeat(100) });
    let made = send(address, &people[0], "POST /api/v1/projects", "", &new);
    let project = made["id"].as_str().unwrap().to_owned();
    let invitations: Vec<Value> = people[1..]
        .iter()
        .map(|it| json!({ "account": it.account, "role": "member" }))
        .collect();
    let path = format!("POST /api/v1/projects/{project}/members");
    send(
        address,
        &people[0],
        &path,
        "",
        &json!({ "invitations": invitations }),
    );
    project
}

/// Changes it; it has changed so often before.
fn change(address: SocketAddr, person: &Person, project: &str, round: usize) {
    let etag = send(
        address,
        person,
        &format!("GET /api/v1/projects/{project}"),
        "",
        &json!({}),
    );
    let etag = etag["etag"].as_str().unwrap();
    let aim = json!({ "aim": format!("{round}") });
    send(
        address,
        person,
        &format!("PATCH /api/v1/projects/{project}"),
        etag,
        &aim,
    );
}
