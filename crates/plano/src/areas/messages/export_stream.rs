// SPDX-License-Identifier: EUPL-1.2
//! A channel that is taken away, a stretch at a time: in memory there is never more of it than that, however long it is and
//! however slowly it is taken. Whoever loses the right meanwhile gets no further.

use access::{Grant, Read, Signed};
use axum::body::{Body, Bytes};
use base::{Id, PageSize, Problem, kind};
use futures_util::{StreamExt as _, stream};
use tokio::sync::mpsc;

use super::{
    actions_exports::is_theirs,
    model::{Message, Messages},
    model_export::{ExportFormat, Head, People, Versions, Writer},
    store_exports, store_places,
    views::{self, Part},
};
use crate::{
    app::App,
    areas::accounts::{self, Language},
};

type Result<T> = std::result::Result<T, Problem>;
type Sent = std::result::Result<Bytes, std::io::Error>;

/// Pieces that wait for whoever takes them.
const WAITING: usize = 2;

/// What is taken, by whom.
pub struct Taking {
    pub me: Signed,
    pub channel: Id<kind::Channel>,
    pub format: ExportFormat,
    pub language: Language,
    pub head: Head,
    /// What the channel and its taker are called.
    pub name: String,
    pub by: String,
}

/// The file as it is made. What goes wrong on the way ends it before its end, which whoever takes it sees.
pub fn body(app: App, taking: Taking) -> Body {
    let (pieces, taken) = mpsc::channel::<Sent>(WAITING);
    tokio::spawn(async move {
        if let Err(problem) = write(&app, taking, &pieces).await {
            tracing::warn!(%problem, "an export was not finished");
            // Whoever went away hears nothing of it.
            let _ = pieces.send(Err(std::io::Error::other("not finished"))).await;
        }
    });
    let pieces = stream::unfold(taken, async |mut taken| Some((taken.recv().await?, taken)));
    // What compresses the answer asks once more after its end.
    Body::from_stream(pieces.fuse())
}

async fn send(pieces: &mpsc::Sender<Sent>, text: String) -> Result<()> {
    let sent = pieces.send(Ok(text.into())).await;
    sent.map_err(|_| Problem::internal("whoever took it went away"))
}

async fn write(app: &App, taking: Taking, pieces: &mpsc::Sender<Sent>) -> Result<()> {
    let mut writer = Writer::new(taking.format, taking.language);
    let mut people = People::new();
    send(pieces, writer.begin(&taking.head, &taking.name, &taking.by)?).await?;
    let mut after = 0;
    loop {
        let channel: Grant<Read, store_places::Channel> =
            access::grant(&app.db, taking.me, taking.channel, app.now()).await?;
        if !is_theirs(&channel) {
            return Err(Problem::forbidden("access.managers_only"));
        }
        let page = views::page(app, &channel, Part::After(after), PageSize::MAX).await?;
        let has_more = page.has_newer;
        let Some(last) = page.items.last().and_then(|it| it.seq) else {
            break;
        };
        after = last;
        let (items, versions) = met(app, page, &mut people).await?;
        for message in &items {
            send(pieces, writer.message(message, &versions, &people)?).await?;
            if message.answers.is_some() {
                write_answers(app, taking.me, message, &writer, &mut people, pieces).await?;
            }
            send(pieces, writer.answered().to_owned()).await?;
        }
        if !has_more {
            break;
        }
    }
    send(pieces, writer.end(&people)?).await
}

async fn write_answers(
    app: &App,
    me: Signed,
    root: &Message,
    writer: &Writer,
    people: &mut People,
    pieces: &mpsc::Sender<Sent>,
) -> Result<()> {
    let root: Grant<Read, store_places::Message> = access::grant(&app.db, me, root.id, app.now()).await?;
    let (mut after, mut is_first) = (0, true);
    loop {
        let page = views::answers(app, &root, after, PageSize::MAX).await?;
        let has_more = page.has_newer;
        let Some(last) = page.items.last().and_then(|it| it.thread_seq) else {
            break;
        };
        after = last;
        let (items, versions) = met(app, page, people).await?;
        for message in &items {
            let text = writer.answer(message, is_first, &versions, people)?;
            is_first = false;
            send(pieces, text).await?;
        }
        if !has_more {
            break;
        }
    }
    Ok(())
}

/// The messages of a stretch, with what they were before; whoever is in it is met.
async fn met(app: &App, page: Messages, people: &mut People) -> Result<(Vec<Message>, Versions)> {
    people.extend(page.people.into_iter().map(|it| (it.id, it)));
    // Those who only answered with a sign.
    let signed = page
        .items
        .iter()
        .flat_map(|it| &it.reactions)
        .flat_map(|it| &it.people);
    let mut unmet: Vec<_> = signed.filter(|it| !people.contains_key(it)).copied().collect();
    unmet.sort_unstable();
    unmet.dedup();
    if !unmet.is_empty() {
        people.extend(accounts::people(&app.db, &unmet).await?);
    }
    let ids: Vec<_> = page
        .items
        .iter()
        .filter(|it| it.edited_at.is_some())
        .map(|it| it.id)
        .collect();
    let mut versions = Versions::new();
    if !ids.is_empty() {
        for (message, version) in store_exports::versions_of_all(&app.db, &ids).await? {
            versions.entry(message).or_default().push(version);
        }
    }
    Ok((page.items, versions))
}
