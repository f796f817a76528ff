// SPDX-License-Identifier: EUPL-1.2
//! Malformed input on every operation: the request that is accepted, with one value of it spoilt at a time, from somebody
//! who may send it. It is refused with a code and nothing happens, or it is as good as another: it is never a fault of ours.

use std::sync::Arc;

use axum::{body::Body, http::Request};
use futures_util::{StreamExt as _, stream};
use serde_json::Value;

use super::{
    Operation, happened, operations, send,
    statements::{REFUSED, doer},
    world::{Crowd, World},
};
use crate::testkit::{Answer, TestApp};

/// One request, and what was done to it.
struct Spoilt {
    what: String,
    path: String,
    etag: Option<Vec<u8>>,
    body: Option<(String, Vec<u8>)>,
    /// A text with a zero in it, which PostgreSQL cannot hold: refused wherever it comes.
    has_zero: bool,
}

/// How many requests, how many of them were refused, and what was wrong with answers.
#[derive(Default)]
struct Tally {
    sent: usize,
    refused: usize,
    faults: Vec<String>,
}

/// What is put in the place of a value in a body, as it is written there.
fn values(original: &Value) -> Vec<String> {
    let text = original.as_str().unwrap_or("texte");
    let deep = |open: &str, close: &str, times: usize| open.repeat(times) + &close.repeat(times);
    let quoted = |text: &str| Value::from(text).to_string();
    let mut values: Vec<String> = [
        "null",
        "true",
        "7",
        "-1",
        "1.5",
        "-9223372036854775808",
        "9223372036854775807",
        "99999999999999999999",
        "1e999",
        "[]",
        "{}",
        "[[]]",
        "[null]",
        r#"{"$ne":null}"#,
        r#"{"0":"a"}"#,
        // Half a pair; a pair the wrong way round.
        r#""\ud800""#,
        r#""\udc00\ud800""#,
        r#""""#,
        r#"" ""#,
        r#""\u0000""#,
        r#""\u001b[2J""#,
        r#""\u202eabc""#,
        r#""\ufffe""#,
        r#""' OR 1=1; --""#,
    ]
    .map(ToOwned::to_owned)
    .into();
    // As a name these are as good as others, and each that is accepted costs a town begun again.
    if text.starts_with(|it: char| it.is_ascii_digit()) {
        let days = ["2026-02-30", "-9999-01-01", "+999999-12-31T23:59:59Z", "99:99"];
        values.extend(days.map(quoted));
    }
    values.extend([
        quoted(&format!("{text}\0")),
        quoted(&format!("a\0{text}")),
        quoted(&format!("{text} ")),
        quoted(&"é".repeat(20_000)),
        quoted(&"e\u{301}".repeat(2_000)),
        quoted(&format!("{}@rivemont.example", "a".repeat(5_000))),
        format!("[{original}]"),
        format!("[{}]", vec![original.to_string(); 1_000].join(",")),
        format!("{{\"a\":{original}}}"),
        deep("[", "]", 50),
        deep("{\"a\":", "}", 50).replace(":}", ":1}"),
        deep("[", "]", 1_000),
    ]);
    values
}

/// What is put in the place of a value in an address, as it is written there.
fn words() -> Vec<String> {
    let mut words: Vec<String> = [
        "",
        "%00",
        "a%00",
        "%",
        "%zz",
        "%ff%fe",
        "%ed%a0%80",
        "%1b",
        "%E2%80%AE",
        "x",
        "-1",
        "0",
        "1.5",
        "9223372036854775807",
        "99999999999999999999",
        "1e999",
        "null",
        "[]",
        "'%20OR%201=1;--",
        "%25",
        "_",
        "2026-02-30",
        "-9999-01-01",
        "9999-12-31",
        "..%2f..%2f",
        "acc_7zzzzzzzzzzzzzzzzzzzzzzzzz",
    ]
    .map(ToOwned::to_owned)
    .into();
    words.extend(["a".repeat(4_000), "%C3%A9".repeat(2_000)]);
    words
}

/// Every place in a body, the whole of it apart.
fn places(value: &Value, at: &str, found: &mut Vec<String>) {
    if !at.is_empty() {
        found.push(at.to_owned());
    }
    match value {
        Value::Object(fields) => fields
            .iter()
            .for_each(|(name, it)| places(it, &format!("{at}/{name}"), found)),
        Value::Array(items) => items
            .iter()
            .enumerate()
            .for_each(|(index, it)| places(it, &format!("{at}/{index}"), found)),
        _ => {}
    }
}

fn spoilt_bodies(world: &World, operation: &Operation) -> Vec<(String, Vec<u8>)> {
    let mut bodies = Vec::new();
    if operation.has_json {
        let body = world.json(operation);
        let mut all = Vec::new();
        places(&body, "", &mut all);
        for place in all {
            let original = body.pointer(&place).expect("it was found there");
            for value in values(original) {
                // Written by hand: much of this is nothing that a JSON value can hold.
                const HERE: &str = "the place";
                let mut other = body.clone();
                *other.pointer_mut(&place).expect("it was found there") = HERE.into();
                let text = other.to_string().replacen(&format!("\"{HERE}\""), &value, 1);
                bodies.push((format!("{value:.60} as {place}"), text.into_bytes()));
            }
            let mut less = body.clone();
            let (parent, name) = place.rsplit_once('/').expect("a place begins with a stroke");
            if let Some(Value::Object(fields)) = less.pointer_mut(parent) {
                fields.remove(name);
                bodies.push((format!("no {place}"), less.to_string().into_bytes()));
            }
        }
    }
    let Some((kind, whole)) = world.body(operation) else {
        return bodies;
    };
    if kind == "application/json" && !operation.has_json {
        // What takes no body does not look at it.
        return vec![("no text at all".to_owned(), b"\xff\xfe".to_vec())];
    }
    // The whole of it, JSON or not: cut off, with bytes that are no text, with a zero where it is read as text.
    for end in [0, 1, whole.len() / 2, whole.len().saturating_sub(1)] {
        bodies.push((format!("its first {end} bytes"), whole[..end].to_vec()));
    }
    for (at, bytes) in [
        (whole.len() / 2, &b"\xff\xfe"[..]),
        (whole.len() / 2, b"\0"),
        (whole.len(), b"\0"),
    ] {
        let mut more = whole.clone();
        more.splice(at..at, bytes.iter().copied());
        bodies.push((format!("{bytes:?} at {at}"), more));
    }
    bodies
}

/// The path with one parameter of the path spoilt.
fn spoilt_paths(world: &World, operation: &Operation) -> Vec<String> {
    let query = world.path(operation);
    let query = query.split_once('?').map_or("", |it| it.1);
    let whole = world.path(operation);
    let real: Vec<&str> = whole.split('?').next().unwrap_or_default().split('/').collect();
    let mut paths = Vec::new();
    for (at, part) in operation.path.split('/').enumerate() {
        if !part.starts_with('{') {
            continue;
        }
        let id = real[at];
        let near = [
            format!("{id}%00"),
            format!("%00{id}"),
            format!("{id}."),
            format!("{id}%20"),
            id.to_uppercase(),
        ];
        for word in words().into_iter().chain(near) {
            let mut parts = real.clone();
            parts[at] = &word;
            paths.push(
                format!("{}?{query}", parts.join("/"))
                    .trim_end_matches('?')
                    .to_owned(),
            );
        }
    }
    paths
}

/// The path with one parameter of the query spoilt.
async fn spoilt_queries(world: &World, operation: &Operation) -> Vec<String> {
    let description: Value =
        serde_json::from_str(&crate::router::openapi()).expect("the description is JSON");
    let parameters = &description["paths"][&operation.path][operation.method.to_lowercase()]["parameters"];
    let names: Vec<&str> = parameters
        .as_array()
        .into_iter()
        .flatten()
        .filter(|it| it["in"] == "query")
        .map(|it| it["name"].as_str().expect("a name"))
        .collect();
    let whole = world.path(operation);
    let (path, query) = whole.split_once('?').unwrap_or((&whole, ""));
    let with = |name: &str, value: &str| {
        let rest = query
            .split('&')
            .filter(|it| !it.is_empty() && !it.starts_with(&format!("{name}=")));
        let all: Vec<String> = rest
            .map(ToOwned::to_owned)
            .chain([format!("{name}={value}")])
            .collect();
        format!("{path}?{}", all.join("&"))
    };
    let mut paths = Vec::new();
    for name in &names {
        paths.extend(words().iter().map(|it| with(name, it)));
        paths.push(format!("{}&{name}=1", with(name, "1")));
    }
    if names.contains(&"after") && names.contains(&"limit") && !operation.path.ends_with("/export") {
        let plano = world.again().await;
        let caller = plano.caller(doer(world, operation));
        let page = caller.get(&with("limit", "1")).await.ok();
        plano.end().await;
        let Some(cursor) = page["next"].as_str() else {
            // A conversation is paged by places in it, which are numbers.
            let is_by_place = page.get("has_newer").is_some();
            assert!(
                is_by_place || ONE_PAGE.contains(&operation.name.as_str()),
                "{operation}: a list of one page only: {page}"
            );
            return paths;
        };
        let encode = |text: &str| text.bytes().map(|it| format!("%{it:02X}")).collect::<String>();
        paths.push(with("after", &encode(cursor)));
        // A cursor is a few values side by side: a zero goes into each, and each is cut off.
        let ends = cursor
            .char_indices()
            .filter(|it| !it.1.is_alphanumeric())
            .flat_map(|(at, it)| [at, at + it.len_utf8()]);
        for at in ends
            .chain([0, 6, cursor.len()])
            .filter(|it| cursor.is_char_boundary(*it))
        {
            let (head, tail) = cursor.split_at(at);
            for changed in [
                format!("{head}\0{tail}"),
                head.to_owned(),
                format!("{head}é{tail}"),
                format!("{head}\0"),
            ] {
                paths.push(with("after", &encode(&changed)));
            }
        }
    }
    paths
}

async fn all_spoilt(world: &World, operation: &Operation) -> Vec<Spoilt> {
    let etag = world.etag(operation).map(|it| format!("\"{it}\"").into_bytes());
    let body = world
        .body(operation)
        .map(|(kind, bytes)| (kind.to_owned(), bytes));
    let has_zero = |text: &str| text.contains("%00");
    let mut all = Vec::new();
    for path in spoilt_paths(world, operation)
        .into_iter()
        .chain(spoilt_queries(world, operation).await)
    {
        all.push(Spoilt {
            what: format!("{path:.120}"),
            has_zero: has_zero(&path),
            path,
            etag: etag.clone(),
            body: body.clone(),
        });
    }
    if etag.is_some() {
        let tags: [&[u8]; 9] = [
            b"",
            b"\"\"",
            b"*",
            b"x",
            b"\"-1\"",
            b"\"1\", \"2\"",
            b"\"99999999999999999999\"",
            b"\xff",
            b"W/",
        ];
        for tag in tags {
            all.push(Spoilt {
                what: format!("If-Match: {tag:?}"),
                path: world.path(operation),
                etag: Some(tag.to_vec()),
                body: body.clone(),
                has_zero: false,
            });
        }
    }
    let kind = body.map(|it| it.0).unwrap_or_default();
    for (what, bytes) in spoilt_bodies(world, operation) {
        all.push(Spoilt {
            has_zero: operation.has_json && what.contains("\\u0000"),
            what,
            path: world.path(operation),
            etag: etag.clone(),
            body: Some((kind.clone(), bytes)),
        });
    }
    all
}

async fn sends(plano: &TestApp, world: &World, operation: &Operation, spoilt: &Spoilt) -> Option<Answer> {
    let mut request = Request::builder()
        .method(operation.method.as_str())
        .uri(format!("/api/v1{}", spoilt.path));
    if let Some(etag) = &spoilt.etag {
        request = request.header("if-match", etag.as_slice());
    }
    if let Some((kind, _)) = &spoilt.body {
        request = request.header("content-type", kind);
    }
    let body = spoilt
        .body
        .as_ref()
        .map_or_else(Body::empty, |it| Body::from(it.1.clone()));
    // What no request can carry is not sent.
    let request = request.body(body).ok()?;
    Some(plano.caller(doer(world, operation)).send(request).await)
}

/// What only a database could tell apart. On PostgreSQL, where each town that is begun again costs a database, the rest is
/// left to the run on SQLite: it never gets that far.
fn is_for_the_database(spoilt: &Spoilt) -> bool {
    let signs = [
        "9223372036854775807",
        "1e999",
        "\\ud800",
        "%ed%a0%80",
        "%ff",
        "-9999-01-01",
        "\\xff",
    ];
    spoilt.has_zero || spoilt.what.contains("\\0") || signs.iter().any(|it| spoilt.what.contains(it))
}

async fn try_all(world: &World, operation: &Operation) -> Tally {
    // Else what follows would be refused for another reason than the value that is spoilt.
    let plano = world.again().await;
    let answer = send(world, operation, &plano.caller(doer(world, operation))).await;
    plano.end().await;
    assert!(
        answer.status < 400 || REFUSED.contains(&operation.name.as_str()),
        "{operation}: {} {}",
        answer.status,
        answer.json
    );

    let mut plano = world.again().await;
    let mut before = happened(&plano).await;
    let mut tally = Tally::default();
    let is_costly = plano.db().dialect() == db::Dialect::Postgres;
    for spoilt in all_spoilt(world, operation).await {
        // Bytes of a file are named by their place alone.
        let is_file = spoilt.body.is_some() && !operation.has_json;
        if is_costly && !is_file && !is_for_the_database(&spoilt) {
            continue;
        }
        let Some(mut answer) = sends(&plano, world, operation, &spoilt).await else {
            continue;
        };
        if answer.status == 429 {
            plano.end().await;
            plano = world.again().await;
            answer = sends(&plano, world, operation, &spoilt)
                .await
                .expect("it could be sent");
        }
        tally.sent += 1;
        let status = answer.status;
        let has_happened = happened(&plano).await != before;
        let is_amiss = has_happened && !NOTED.contains(&operation.name.as_str());
        if let Some(fault) = fault(&spoilt, &answer, is_amiss) {
            tally.faults.push(format!(
                "{operation} with {}: {status}, {fault}: {}",
                spoilt.what, answer.json
            ));
        }
        if status >= 400 {
            tally.refused += 1;
        }
        // What an accepted one has changed must not show in the next one's answer.
        if has_happened || (status < 400 && operation.method != "GET") {
            plano.end().await;
            plano = world.again().await;
            before = happened(&plano).await;
        }
    }
    plano.end().await;
    tally
}

fn fault(spoilt: &Spoilt, answer: &Answer, has_happened: bool) -> Option<&'static str> {
    if answer.status >= 500 {
        return Some("a fault of ours");
    }
    if answer.status < 400 {
        return spoilt.has_zero.then_some("although there is a zero in it");
    }
    let kind = answer.headers.get("content-type").and_then(|it| it.to_str().ok());
    if kind != Some("application/problem+json") || answer.json["code"].as_str().is_none_or(str::is_empty) {
        return Some("without a code");
    }
    has_happened.then_some("and yet something happened")
}

#[tokio::test(flavor = "multi_thread")]
async fn one_value_spoilt_is_refused_with_a_code_or_does_no_harm() {
    let world = Arc::new(World::new(Crowd(2)).await);
    let mut total = Tally::default();
    let mut tallies = stream::iter(operations())
        .map(|operation| {
            let world = Arc::clone(&world);
            // On all the machine's cores.
            tokio::spawn(async move { try_all(&world, &operation).await })
        })
        .buffered(4);
    while let Some(tally) = tallies.next().await {
        let tally = tally.expect("it answers as described");
        total.sent += tally.sent;
        total.refused += tally.refused;
        total.faults.extend(tally.faults);
    }
    assert!(total.faults.is_empty(), "{}", total.faults.join("\n"));
    let least = if world.again().await.db().dialect() == db::Dialect::Postgres {
        1_000
    } else {
        8_000
    };
    assert!(
        total.sent > least && total.refused > total.sent / 2,
        "{} sent, {} refused",
        total.sent,
        total.refused
    );
}

/// Lists too short in this town to have a cursor. This list may only shrink.
const ONE_PAGE: &[&str] = &["list_access_requests", "list_group_members"];

/// Refusing it is something that happens: whoever tries passwords is in the journal.
const NOTED: &[&str] = &["sign_in"];
