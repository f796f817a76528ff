// SPDX-License-Identifier: EUPL-1.2
//! A channel that is taken away, a stretch at a time: in memory there is never more of it than that, however long it is and
//! however slowly it is taken. Whoever loses the right meanwhile gets no further.

use std::{io, time::Duration};

use access::{Grant, Read, Signed};
use axum::body::{Body, Bytes};
use base::{Id, PageSize, Problem, SecretHash, Timestamp, kind};
use futures_util::{StreamExt as _, stream};
use tokio::sync::{Semaphore, SemaphorePermit, mpsc};

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
    http::{Failure, SignedIn},
};

type Result<T> = std::result::Result<T, Problem>;

/// Pieces that wait for whoever takes them.
const WAITING: usize = 2;
/// How old it may be that he was found to have the right when he is given the next piece.
const ASKED_EVERY: Duration = Duration::from_secs(2);
/// How long he may leave a piece lying: others wait for his turn.
const TAKEN_WITHIN: Duration = Duration::from_secs(60);
/// So many are written at once: each holds a stretch of messages, and asks the database all the time.
static TURNS: Semaphore = Semaphore::const_new(16);

/// What is taken, by whom.
pub struct Taking {
    /// His session, which ends it when it ends.
    pub session: SecretHash,
    pub channel: Id<kind::Channel>,
    pub format: ExportFormat,
    pub language: Language,
    pub head: Head,
    /// What the channel and its taker are called.
    pub name: String,
    pub by: String,
}

/// One of the few turns at writing such a file.
///
/// # Errors
/// [`Problem::Unavailable`] while all are taken.
pub fn turn() -> Result<SemaphorePermit<'static>> {
    TURNS
        .try_acquire()
        .map_err(|_| Problem::Unavailable(Duration::from_secs(10)))
}

/// The file as it is made. What goes wrong on the way ends it before its end, which whoever takes it sees.
pub fn body(app: App, taking: Taking, turn: SemaphorePermit<'static>) -> Body {
    streamed(async move |pieces| {
        let written = write(&app, taking, pieces).await;
        drop(turn);
        written
    })
}

/// A part of the file, or its end: that nothing more comes does not say that it is whole.
enum Piece {
    Text(Bytes),
    End,
}

/// A body that comes to its end only if whoever writes it does.
fn streamed<F>(write: impl FnOnce(mpsc::Sender<Piece>) -> F) -> Body
where
    F: Future<Output = Result<()>> + Send + 'static,
{
    let (pieces, taken) = mpsc::channel::<Piece>(WAITING);
    let end = pieces.clone();
    let written = write(pieces);
    tokio::spawn(async move {
        match written.await {
            // Whoever went away hears nothing of it.
            Ok(()) => drop(end.send(Piece::End).await),
            Err(problem) => tracing::warn!(%problem, "an export was not finished"),
        }
    });
    let pieces = stream::unfold(Some(taken), async |taken| {
        let mut taken = taken?;
        match taken.recv().await {
            Some(Piece::Text(text)) => Some((Ok(text), Some(taken))),
            Some(Piece::End) => None,
            // Refused on the way, or stopped by a panic.
            None => Some((Err(io::Error::other("not finished")), None)),
        }
    });
    // What compresses the answer asks once more after its end.
    Body::from_stream(pieces.fuse())
}

/// Whoever takes it, as long as he may.
struct Taker<'a> {
    app: &'a App,
    session: SecretHash,
    channel: Id<kind::Channel>,
    pieces: mpsc::Sender<Piece>,
    asked_at: Timestamp,
}

impl Taker<'_> {
    /// Asks whether he is signed in still and may take this channel.
    async fn may(&mut self) -> Result<(Signed, Grant<Read, store_places::Channel>)> {
        self.asked_at = self.app.now();
        let signed_in = SignedIn::by(&self.session, self.app)
            .await
            .map_err(|Failure(problem)| problem)?
            .ok_or(Problem::SignedOut)?;
        let me = signed_in.signed;
        let channel = access::grant(&self.app.db, me, self.channel, self.asked_at).await?;
        if is_theirs(&channel) {
            Ok((me, channel))
        } else {
            Err(Problem::forbidden("access.managers_only"))
        }
    }

    /// Gives him a piece, once he has taken those before it.
    async fn give(&mut self, text: impl Into<Bytes>) -> Result<()> {
        if self.app.now().since(self.asked_at) >= ASKED_EVERY {
            self.may().await?;
        }
        match tokio::time::timeout(TAKEN_WITHIN, self.pieces.send(Piece::Text(text.into()))).await {
            Ok(Ok(())) => Ok(()),
            Ok(Err(_)) => Err(Problem::internal("whoever took it went away")),
            Err(_) => Err(Problem::internal("whoever took it took too long")),
        }
    }
}

async fn write(app: &App, taking: Taking, pieces: mpsc::Sender<Piece>) -> Result<()> {
    let mut taker = Taker {
        app,
        session: taking.session,
        channel: taking.channel,
        pieces,
        asked_at: app.now(),
    };
    let mut writer = Writer::new(taking.format, taking.language);
    let mut people = People::new();
    taker
        .give(writer.begin(&taking.head, &taking.name, &taking.by)?)
        .await?;
    let mut after = 0;
    loop {
        let (_, channel) = taker.may().await?;
        let page = views::page(app, &channel, Part::After(after), PageSize::MAX).await?;
        let has_more = page.has_newer;
        let Some(last) = page.items.last().and_then(|it| it.seq) else {
            break;
        };
        after = last;
        let (items, versions) = met(app, page, &mut people).await?;
        for message in &items {
            taker.give(writer.message(message, &versions, &people)?).await?;
            if message.answers.is_some() {
                write_answers(&mut taker, message, &writer, &mut people).await?;
            }
            taker.give(writer.answered()).await?;
        }
        if !has_more {
            break;
        }
    }
    taker.give(writer.end(&people)?).await
}

async fn write_answers(
    taker: &mut Taker<'_>,
    root: &Message,
    writer: &Writer,
    people: &mut People,
) -> Result<()> {
    let app = taker.app;
    let (mut after, mut is_first) = (0, true);
    loop {
        let (me, _) = taker.may().await?;
        let root: Grant<Read, store_places::Message> = access::grant(&app.db, me, root.id, app.now()).await?;
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
            taker.give(text).await?;
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

#[cfg(test)]
mod tests {
    use http_body_util::BodyExt as _;

    use super::*;

    async fn give(pieces: &mpsc::Sender<Piece>) {
        let sent = pieces.send(Piece::Text(Bytes::from_static(b"un"))).await;
        assert!(sent.is_ok(), "it is taken");
    }

    #[tokio::test]
    async fn a_body_is_whole_only_if_whoever_wrote_it_came_to_the_end() {
        let whole = streamed(async move |pieces: mpsc::Sender<Piece>| {
            give(&pieces).await;
            Ok(())
        });
        assert_eq!(whole.collect().await.expect("a whole body").to_bytes(), "un");
        let refused = streamed(async move |pieces: mpsc::Sender<Piece>| {
            give(&pieces).await;
            Err(Problem::NotFound)
        });
        refused.collect().await.expect_err("it was refused on the way");
        let stopped = streamed(async move |pieces: mpsc::Sender<Piece>| {
            give(&pieces).await;
            panic!("it is stopped")
        });
        stopped.collect().await.expect_err("it was stopped on the way");
    }
}
