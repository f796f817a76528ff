// SPDX-License-Identifier: EUPL-1.2
//! What an idle socket of an open browser holds in memory, counted by the allocator itself. Source of the bound:
//! bench/README.md, which measures the same from outside, with what the system's allocator adds.
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

/// The system's allocator, counting what the test's own thread does: the server runs there, its clients elsewhere.
struct Counting;

thread_local! {
    static HELD_BYTES: Cell<i64> = const { Cell::new(0) };
}

fn count(bytes: i64) {
    HELD_BYTES.set(HELD_BYTES.get() + bytes);
}

#[expect(
    unsafe_code,
    reason = "an allocator cannot be written without; it only counts and hands on"
)]
// SAFETY: every call is handed on to the system's allocator unchanged.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        count(layout.size() as i64);
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, at: *mut u8, layout: Layout) {
        count(-(layout.size() as i64));
        unsafe { System.dealloc(at, layout) }
    }

    unsafe fn realloc(&self, at: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        count(size as i64 - layout.size() as i64);
        unsafe { System.realloc(at, layout, size) }
    }
}

#[global_allocator]
static ALLOCATOR: Counting = Counting;

/// A person may have twenty.
const EACH: usize = 20;
const PEOPLE: usize = 10;
/// Half of the aim: the rest is for what the system's allocator adds, and for what the longest frame so far leaves.
const BOUND_BYTES: i64 = 5 * 1024;

#[tokio::test]
async fn an_idle_socket_holds_less_than_half_of_what_it_may() {
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
        let (_, secret) = accounts::for_tests(
            &app,
            &format!("p{number}"),
            Standing::Member(organisation),
            "quatre vaches bleues sur le toit",
        )
        .await
        .unwrap();
        people.push(secret.reveal());
    }
    let each = tokio::select! {
        each = measured(&app, address, people) => each,
        ended = serve::run(opened) => panic!("the server has ended: {ended:?}"),
    };
    println!("{each} bytes for each idle socket");
    assert!(each < BOUND_BYTES, "{each} bytes for each idle socket");
}

/// Bytes that each socket of these people holds.
async fn measured(app: &App, address: SocketAddr, mut people: Vec<String>) -> i64 {
    // The first ones open what is there once: statements, tables.
    let first = people.split_off(PEOPLE);
    let warm = tokio::task::spawn_blocking(move || open(address, &first))
        .await
        .unwrap();
    let before = HELD_BYTES.get();
    let sockets = tokio::task::spawn_blocking(move || open(address, &people))
        .await
        .unwrap();
    let each = (HELD_BYTES.get() - before) / sockets.len() as i64;
    assert_eq!(app.live.census().connections, (1 + PEOPLE) * EACH);
    drop((warm, sockets));
    each
}

/// Windows of each of these people, open and heard.
fn open(address: SocketAddr, secrets: &[String]) -> Vec<TcpStream> {
    let windows = secrets.iter().flat_map(|it| std::iter::repeat_n(it, EACH));
    windows
        .map(|secret| {
            let mut socket = TcpStream::connect(address).unwrap();
            let request = format!(
                "GET /api/v1/live HTTP/1.1\r\nHost: {address}\r\nOrigin: http://{address}\r\nCookie: plano={secret}\r\n\
                 Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n\
                 Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n"
            );
            socket.write_all(request.as_bytes()).unwrap();
            until(&mut socket, "\r\n\r\n");
            let resume = br#"{"type":"resume","cursor":null}"#;
            // A whole text, masked with zeros. Source: RFC 6455 §5.2.
            let mut frame = vec![0x81, 0x80 | u8::try_from(resume.len()).unwrap(), 0, 0, 0, 0];
            frame.extend_from_slice(resume);
            socket.write_all(&frame).unwrap();
            until(&mut socket, "\"ready\"");
            socket
        })
        .collect()
}

fn until(socket: &mut TcpStream, what: &str) {
    let (mut heard, mut buffer) = (Vec::new(), [0; 1024]);
    while !heard.windows(what.len()).any(|it| it == what.as_bytes()) {
        let read = socket.read(&mut buffer).unwrap();
        assert!(read > 0, "{}", String::from_utf8_lossy(&heard));
        heard.extend_from_slice(&buffer[..read]);
    }
}
