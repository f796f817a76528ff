// SPDX-License-Identifier: EUPL-1.2
//! `plano rebuild`: what follows from the rest, worked out anew. Each step may be repeated, and changes nothing that holds.
//!
//! Not here: notifications, which people have read and cleared away, and the journal, whose lines are sealed one upon the
//! other. What their readers have not read yet, or had set aside, they read now.

use std::collections::HashMap;

use base::{Actor, Id};
use db::DbError;
use futures_util::TryStreamExt as _;
use serde_json::json;
use storage::BlobKey;

use crate::{
    app::App,
    areas::{self, accounts, messages, orgs},
    config::Config,
    serve,
};

/// Rebuilds all of it.
///
/// # Errors
/// A sentence for the terminal.
pub async fn run(config: Config, json: bool) -> Result<(), String> {
    // On SQLite this refuses while another process serves.
    let opened = serve::open(config).await.map_err(|error| error.to_string())?;
    let app = &opened.app;
    let told = |error: DbError| error.to_string();

    let (mut indexed, mut after) = (0, Id::MIN);
    loop {
        let (found, last) = app
            .db
            .write(Actor::System, async move |tx| {
                accounts::index_after(tx, after).await
            })
            .await
            .map_err(told)?;
        let Some(last) = last else { break };
        (indexed, after) = (indexed + found, last);
    }
    let (mut messages_indexed, mut after) = (0, Id::MIN);
    loop {
        let (found, last) = app
            .db
            .write(Actor::System, async move |tx| {
                messages::index_after(tx, after).await
            })
            .await
            .map_err(told)?;
        let Some(last) = last else { break };
        (messages_indexed, after) = (messages_indexed + found, last);
    }
    let counted = app
        .db
        .write(Actor::System, async |tx| accounts::recount(tx).await)
        .await
        .map_err(told)?;
    let branches = app
        .db
        .write(Actor::System, async |tx| orgs::rebuild_branches(tx).await)
        .await
        .map_err(told)?;
    let weighed = weigh(app).await?;
    let readers = areas::readers(app);
    let (taken_up, set_aside) = events::read_set_aside(&app.db, &readers).await.map_err(told)?;
    let read = events::settle(&app.db, &readers).await.map_err(told)?;

    if json {
        let told = json!({
            "accounts_indexed": indexed, "messages_indexed": messages_indexed, "accounts_counted": counted, "organisation_branches": branches, "photos_weighed": weighed,
            "events_read": read, "events_taken_up": taken_up, "events_set_aside": set_aside,
        });
        println!("{told}");
    } else {
        println!(
            "{indexed} accounts are found by their words\n{messages_indexed} messages are found by theirs\n{counted} accounts counted\n{branches} branches of organisations\n{weighed} photos whose size was not known\n{read} events read by those who had not\n{taken_up} events taken up that had been set aside, {set_aside} remain"
        );
    }
    Ok(())
}

/// Writes down what each photo takes, as the store says it. How many were written down otherwise.
async fn weigh(app: &App) -> Result<u64, String> {
    let mut sizes = HashMap::new();
    let mut blobs = std::pin::pin!(app.blobs.list(None));
    while let Some(entry) = blobs.try_next().await.map_err(|error| error.to_string())? {
        sizes.extend(entry.len.map(|len| (entry.key, len)));
    }
    let told = |error: DbError| error.to_string();
    let (mut weighed, mut after) = (0, Id::MIN);
    loop {
        let sealed = accounts::sealed(&app.db, after).await.map_err(told)?;
        let Some(last) = sealed.last() else { break };
        after = last.account;
        let photos: Vec<_> = sealed
            .iter()
            .filter_map(|it| {
                let photo = it.photo?;
                let bytes = sizes.get(&BlobKey::new(it.account.uuid(), photo, 1))?;
                Some((it.account, photo, i64::try_from(*bytes).ok()?))
            })
            .collect();
        weighed += app
            .db
            .write(Actor::System, async move |tx| accounts::weigh(tx, &photos).await)
            .await
            .map_err(told)?;
    }
    Ok(weighed)
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use axum::{
        body::Body,
        http::{Request, header},
    };
    use image::{DynamicImage, ImageFormat};

    use super::*;
    use crate::testkit::TestApp;

    #[tokio::test(flavor = "multi_thread")]
    async fn what_a_photo_takes_is_written_down_as_the_store_says_it() {
        let plano = TestApp::new().await;
        let mut picture = Vec::new();
        DynamicImage::new_rgb8(900, 300)
            .write_to(&mut Cursor::new(&mut picture), ImageFormat::Png)
            .expect("a picture");
        let request = Request::put("/api/v1/me/photo")
            .header(header::CONTENT_TYPE, "image/png")
            .body(Body::from(picture))
            .expect("a request");
        plano.person("anna").await.send(request).await.ok();

        let sealed = accounts::sealed(plano.db(), Id::MIN).await.expect("accounts");
        let (account, photo) = (sealed[0].account, sealed[0].photo.expect("a photo"));
        let entries: Vec<storage::Entry> = plano.app.blobs.list(None).try_collect().await.expect("blobs");
        let taken = i64::try_from(entries[0].len.expect("a length")).expect("a small one");
        // How many were written down otherwise before.
        let write_down = async |bytes: i64| {
            let all = [(account, photo, bytes)];
            let written = plano
                .db()
                .write(Actor::System, async move |tx| accounts::weigh(tx, &all).await);
            written.await.expect("a database")
        };
        assert_eq!(write_down(taken).await, 0);
        assert_eq!(write_down(1).await, 1);
        assert_eq!(weigh(&plano.app).await, Ok(1));
        assert_eq!(weigh(&plano.app).await, Ok(0));
        assert_eq!(write_down(taken).await, 0);
    }
}
