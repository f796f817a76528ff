// SPDX-License-Identifier: EUPL-1.2
//! Documents, through HTTP, as people would.
#![allow(clippy::disallowed_methods, reason = "a client makes its own draft keys")]

mod files;
mod names;
mod trash;
mod tree;
mod uploads;

use axum::{body::Body, http::Request};
use base64::{Engine as _, engine::general_purpose::STANDARD};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::testkit::{Answer, Caller, TestApp, id_of};

/// Anna's project, in which Bruno writes and Rose reads, and its top folder.
struct Town<'p> {
    anna: Caller<'p>,
    bruno: Caller<'p>,
    rose: Caller<'p>,
    project: String,
    top: String,
}

impl<'p> Town<'p> {
    async fn in_(plano: &'p TestApp) -> Self {
        let (anna, bruno, rose) = (
            plano.person("anna").await,
            plano.person("bruno").await,
            plano.person("rose").await,
        );
        let project = anna.makes_project("Accueil des usagers").await;
        anna.invites(&project, &bruno, "member").await;
        anna.invites(&project, &rose, "reader").await;
        let top = top(&anna, &project).await;
        Self {
            anna,
            bruno,
            rose,
            project,
            top,
        }
    }
}

async fn top(of: &Caller<'_>, project: &str) -> String {
    let page = of.get(&format!("/projects/{project}/documents")).await.ok();
    id_of(&page["entry"])
}

async fn makes_folder(by: &Caller<'_>, folder: &str, name: &str) -> Value {
    tries_folder(by, folder, name).await.ok()
}

async fn tries_folder(by: &Caller<'_>, folder: &str, name: &str) -> Answer {
    let body = json!({ "draft": Uuid::now_v7(), "name": name });
    by.post(&format!("/documents/{folder}/folders"), body).await
}

/// What a file is to become, besides one of its own.
struct Announced<'a> {
    name: &'a str,
    size: usize,
    draft: Uuid,
    becomes: Option<(&'a str, i64)>,
}

async fn begins(by: &Caller<'_>, folder: &str, it: &Announced<'_>) -> Answer {
    let mut metadata = format!(
        "filename {},draft {}",
        STANDARD.encode(it.name),
        STANDARD.encode(it.draft.to_string())
    );
    if let Some((file, revision)) = it.becomes {
        metadata.push_str(&format!(
            ",file {},revision {}",
            STANDARD.encode(file),
            STANDARD.encode(revision.to_string())
        ));
    }
    let request = Request::post(format!("/api/v1/documents/{folder}/uploads"))
        .header("tus-resumable", "1.0.0")
        .header("upload-length", it.size)
        .header("upload-metadata", metadata);
    by.send(request.body(Body::empty()).expect("a request")).await
}

async fn sends(by: &Caller<'_>, upload: &str, from: usize, bytes: &[u8]) -> Answer {
    let request = Request::patch(upload)
        .header("tus-resumable", "1.0.0")
        .header("upload-offset", from)
        .header("content-type", "application/offset+octet-stream");
    by.send(request.body(Body::from(bytes.to_vec())).expect("a request"))
        .await
}

fn location(answer: &Answer) -> String {
    answer.headers["location"].to_str().expect("text").to_owned()
}

/// Sends a file whole; the entry it has become.
async fn puts(by: &Caller<'_>, folder: &str, name: &str, bytes: &[u8]) -> Value {
    let announced = Announced {
        name,
        size: bytes.len(),
        draft: Uuid::now_v7(),
        becomes: None,
    };
    let begun = begins(by, folder, &announced).await;
    let upload = location(&begun);
    begun.ok();
    if !bytes.is_empty() {
        sends(by, &upload, 0, bytes).await.ok();
    }
    let done = by.get(upload.trim_start_matches("/api/v1")).await.ok();
    let entry = done["entry"].as_str().expect("it has become a file").to_owned();
    by.get(&format!("/documents/{entry}")).await.ok()["entry"].clone()
}

/// Writes a file anew, as who has seen that revision.
async fn writes(by: &Caller<'_>, file: &Value, revision: i64, bytes: &[u8]) -> Answer {
    let announced = Announced {
        name: file["name"].as_str().expect("a name"),
        size: bytes.len(),
        draft: Uuid::now_v7(),
        becomes: Some((file["id"].as_str().expect("an id"), revision)),
    };
    let begun = begins(by, file["folder"].as_str().expect("a folder"), &announced).await;
    let upload = location(&begun);
    begun.ok();
    sends(by, &upload, 0, bytes).await
}

async fn listed(of: &Caller<'_>, folder: &str) -> Vec<String> {
    let page = of
        .get(&format!("/documents/{folder}/entries?limit=200"))
        .await
        .ok();
    names(&page)
}

fn names(page: &Value) -> Vec<String> {
    page["items"]
        .as_array()
        .expect("a list")
        .iter()
        .map(|it| it["name"].as_str().expect("a name").to_owned())
        .collect()
}

async fn content(of: &Caller<'_>, file: &Value) -> Vec<u8> {
    of.get(&format!("/documents/{}/content", id_of(file))).await.bytes
}

/// Whoever else may not even know of it: a member of another project, an outsider, someone who left, a visitor.
async fn strangers(plano: &TestApp) -> Vec<Caller<'_>> {
    let stranger = plano.person("stranger").await;
    stranger.makes_project("Ailleurs").await;
    vec![stranger, plano.external("outsider").await]
}
