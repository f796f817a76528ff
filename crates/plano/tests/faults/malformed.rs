// SPDX-License-Identifier: EUPL-1.2
//! Garbage into every operation the API describes: refused with a code, never a fault of ours.

use bytes::Bytes;
use http::{Method, Request};
use http_body_util::Full;
use serde_json::{Value, json};
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::TcpStream,
};

use crate::{
    client::{Answer, Client},
    program::{Place, Program, bare, soon},
};

struct Operation {
    name: String,
    method: Method,
    path: String,
    has_body: bool,
}

/// Every operation of `plano openapi`.
async fn operations() -> Vec<Operation> {
    let output = soon(bare().arg("openapi").output()).await.unwrap();
    let description: Value = serde_json::from_slice(&output.stdout).unwrap();
    let mut operations = Vec::new();
    for (path, methods) in description["paths"].as_object().unwrap() {
        for (method, operation) in methods.as_object().unwrap() {
            let Ok(method) = method.to_uppercase().parse::<Method>() else {
                continue;
            };
            if !operation["operationId"].is_string() {
                continue;
            }
            operations.push(Operation {
                name: operation["operationId"].as_str().unwrap().to_owned(),
                method,
                path: path.clone(),
                has_body: operation["requestBody"].is_object(),
            });
        }
    }
    operations
}

/// The path with `value` in the place of each parameter.
fn filled(path: &str, value: &str) -> String {
    let mut filled = String::new();
    let mut rest = path;
    while let Some((before, after)) = rest.split_once('{') {
        filled.push_str(before);
        filled.push_str(value);
        rest = after.split_once('}').map_or("", |(_, rest)| rest);
    }
    filled + rest
}

fn bodies() -> Vec<(&'static str, Vec<u8>)> {
    let deep = |open: &str, close: &str| (open.repeat(10_000) + &close.repeat(10_000)).into_bytes();
    let every = |value: Value| {
        let names = [
            "draft",
            "name",
            "email",
            "password",
            "token",
            "account",
            "accounts",
            "group",
            "role",
            "levels",
            "modules",
            "organisation",
            "organisations",
            "parent",
            "invitations",
            "given_name",
            "family_name",
            "ends_on",
            "etag",
            "until",
        ];
        let object: serde_json::Map<String, Value> =
            names.iter().map(|it| ((*it).to_owned(), value.clone())).collect();
        Value::Object(object).to_string().into_bytes()
    };
    vec![
        ("nothing", Vec::new()),
        ("no JSON", b"{".to_vec()),
        ("half a text", b"{\"name\":\"".to_vec()),
        ("no UTF-8", b"{\"name\":\"\xff\xfe\"}".to_vec()),
        ("half a surrogate", br#"{"name":"\ud800"}"#.to_vec()),
        ("a zero in a text", b"{\"name\":\"a\\u0000b\"}".to_vec()),
        ("a number", b"1e999".to_vec()),
        ("null", b"null".to_vec()),
        ("a list", b"[]".to_vec()),
        ("a text", b"\"x\"".to_vec()),
        ("an empty object", b"{}".to_vec()),
        (
            "an unknown field",
            br#"{"__proto__":{"role":"owner"},"is_admin":true}"#.to_vec(),
        ),
        (
            "a field twice",
            br#"{"name":"a","name":"b","draft":1,"draft":2}"#.to_vec(),
        ),
        ("nulls", every(Value::Null)),
        ("numbers", every(json!(9_223_372_036_854_775_807_i64))),
        ("objects", every(json!({ "$ne": null }))),
        ("lists", every(json!([[[]]]))),
        ("quotes", every(json!("' OR 1=1; --"))),
        ("long texts", every(json!("é".repeat(20_000)))),
        ("deep lists", deep("[", "]")),
        ("deep objects", deep("{\"a\":", "}")),
        ("too much", vec![b' '; 2 * 1024 * 1024]),
    ]
}

#[track_caller]
fn is_refused_well(answer: &Answer, what: &str) {
    assert!(answer.status < 500, "{what}: {} {}", answer.status, answer.json);
    if answer.status >= 400 {
        assert_eq!(
            answer.header("content-type"),
            Some("application/problem+json"),
            "{what}: {}",
            answer.status
        );
        assert!(
            answer.json["code"].as_str().is_some_and(|it| !it.is_empty()),
            "{what}: {}",
            answer.json
        );
        assert_eq!(answer.json["status"], answer.status, "{what}");
        assert!(answer.json["request_id"].is_string(), "{what}: {}", answer.json);
    }
}

async fn send(
    client: &Client,
    operation: &Operation,
    path: &str,
    kind: Option<&str>,
    body: Vec<u8>,
) -> Option<Answer> {
    let mut request = Request::builder()
        .method(operation.method.clone())
        .uri(format!("/api/v1{path}"))
        .header("if-match", "\"1\"");
    if let Some(kind) = kind {
        request = request.header("content-type", kind);
    }
    // An address that no request may carry at all is not sent.
    let is_large = body.len() > 1024 * 1024;
    let request = request.body(Full::from(Bytes::from(body))).ok()?;
    let answer = client.send(request).await;
    // A connection that is closed on a body too large is an answer as well.
    assert!(is_large || answer.is_ok(), "{}: no answer", operation.name);
    answer.ok()
}

#[tokio::test(flavor = "multi_thread")]
async fn every_operation_refuses_garbage_with_a_code() {
    let folder = tempfile::tempdir().unwrap();
    let mut program = Program::start(&Place::sqlite(&folder.path().join("data"))).await;
    let admin = program.set_up().await;
    let operations = operations().await;
    assert!(operations.len() > 40, "{} operations", operations.len());
    let mut sent = 0;
    for operation in &operations {
        // Ends the session that the others need; its body and path take nothing.
        if operation.name.contains("sign_out")
            || (operation.method == Method::DELETE && operation.path == "/session")
        {
            continue;
        }
        let long = "a".repeat(4_000);
        let ids = [
            "prj_00000000000000000000000000",
            "acc_7zzzzzzzzzzzzzzzzzzzzzzzzz",
            "x",
            "%00",
            "%ff",
            "..%2f..",
            long.as_str(),
        ];
        for client in [&admin, &program.client()] {
            for id in ids {
                let path = filled(&operation.path, id);
                let query = "?after=%00&limit=99999999999999999999&q=%ff&organisation=x&status=y&draft=1&from=2026-02-30";
                let path = if operation.method == Method::GET {
                    format!("{path}{query}")
                } else {
                    path
                };
                let what = format!("{} with {id:.30}", operation.name);
                if let Some(answer) =
                    send(client, operation, &path, Some("application/json"), b"{}".to_vec()).await
                {
                    is_refused_well(&answer, &what);
                    sent += 1;
                }
                if operation.path == path {
                    break;
                }
            }
        }
        if !operation.has_body {
            continue;
        }
        let path = filled(&operation.path, "prj_00000000000000000000000000");
        for (kind, body) in bodies() {
            let what = format!("{} with {kind}", operation.name);
            if let Some(answer) = send(&admin, operation, &path, Some("application/json"), body).await {
                is_refused_well(&answer, &what);
                sent += 1;
            }
        }
        for kind in [
            None,
            Some("text/plain"),
            Some("multipart/form-data; boundary=x"),
            Some("application/xml"),
        ] {
            let what = format!("{} as {kind:?}", operation.name);
            if let Some(answer) = send(&admin, operation, &path, kind, b"{}".to_vec()).await {
                is_refused_well(&answer, &what);
                assert!(
                    answer.status >= 400 || operation.method == Method::GET,
                    "{what}: {}",
                    answer.status
                );
                sent += 1;
            }
        }
    }
    assert!(program.is_running());
    assert_eq!(admin.get("/instance").await.unwrap().status, 200);
    eprintln!(
        "{} operations, {sent} answers, none of them a fault of ours",
        operations.len()
    );
    program.kill().await;
}

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
