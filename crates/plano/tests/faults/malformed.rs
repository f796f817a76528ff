// SPDX-License-Identifier: EUPL-1.2
//! What is no request as the program takes it. Malformed values in well-formed requests, to every operation, are tried from
//! within: `src/coverage_tests/spoilt.rs`.

use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::TcpStream,
};

use crate::program::{Place, Program, soon};

/// What the program answers to bytes that are no request as it takes them; empty if it hangs up without a word.
async fn answered(program: &Program, bytes: &[u8]) -> String {
    let mut socket = TcpStream::connect(("127.0.0.1", program.port())).await.unwrap();
    let (mut reading, mut writing) = socket.split();
    let mut answer = Vec::new();
    // It may hang up while there is still something to send, or to read: both are answers.
    let (_, _) =
        soon(async { tokio::join!(writing.write_all(bytes), reading.read_to_end(&mut answer)) }).await;
    String::from_utf8_lossy(&answer).into_owned()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_head_beyond_measure_is_refused_and_the_program_goes_on() {
    let folder = tempfile::tempdir().unwrap();
    let mut program = Program::start(&Place::sqlite(&folder.path().join("data"))).await;
    let one_long = format!("X-Long: {}\r\n", "a".repeat(4 * 1024 * 1024));
    let many: String = (0..5_000).map(|n| format!("X-{n}: a\r\n")).collect();
    for header in [one_long, many] {
        for path in ["/", "/api/v1/instance", "/api/v1/live"] {
            let request = format!("GET {path} HTTP/1.1\r\nHost: localhost\r\n{header}\r\n");
            let answer = answered(&program, request.as_bytes()).await;
            assert!(
                answer.is_empty() || answer.starts_with("HTTP/1.1 431 "),
                "{path}: {answer}"
            );
        }
    }
    let long_path = format!(
        "GET /{} HTTP/1.1\r\nHost: localhost\r\n\r\n",
        "a".repeat(4 * 1024 * 1024)
    );
    let answer = answered(&program, long_path.as_bytes()).await;
    let is_refused = ["HTTP/1.1 414 ", "HTTP/1.1 431 ", "HTTP/1.1 400 "]
        .iter()
        .any(|it| answer.starts_with(it));
    assert!(answer.is_empty() || is_refused, "{answer}");
    assert!(program.is_running());
    program.client().get("/instance").await.unwrap().ok();
    program.kill().await;
}
