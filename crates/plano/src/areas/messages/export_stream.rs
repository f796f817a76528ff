// SPDX-License-Identifier: EUPL-1.2
//! A channel that is taken away, a stretch at a time: in memory there is never more of it than that, however long it is and
//! however slowly it is taken. Whoever loses the right meanwhile gets no further.

use std::{collections::HashMap, io, time::Duration};

use access::{Denied, Grant, Read, Signed};
use axum::body::{Body, Bytes};
use base::{Id, PageSize, Problem, SecretHash, Timestamp, kind};
use futures_util::{StreamExt as _, stream};
use tokio::{
    sync::mpsc,
    time::{Instant, timeout, timeout_at},
};

use super::{
    actions_exports::is_theirs,
    export_turns::ExportTurn,
    model::{ChannelKind, Message, MessageVersion, Messages},
    model_export::{ExportFormat, Head, People, Writer},
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
/// How many texts that a message had before are read at a time.
const VERSIONS_AT_ONCE: i64 = 50;
/// How long he may take, since others wait for his turn.
const PATIENCE: Patience = Patience {
    piece: Duration::from_secs(60),
    whole: Duration::from_secs(30 * 60),
};

/// How long whoever takes something away may take: a file that was not taken by then is broken off.
#[derive(Debug, Clone, Copy)]
struct Patience {
    /// For the next piece.
    piece: Duration,
    /// For all of it.
    whole: Duration,
}

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

/// The file as it is made. What goes wrong on the way ends it before its end, which whoever takes it sees.
pub fn body(app: App, taking: Taking, turn: ExportTurn) -> Body {
    streamed(PATIENCE, async move |pieces| {
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

/// Where pieces are laid down to be taken.
#[derive(Clone)]
struct Pieces {
    taken: mpsc::Sender<Piece>,
    patience: Duration,
}

/// Room for one piece.
type Room<'p> = mpsc::Permit<'p, Piece>;

impl Pieces {
    /// Waits until there is room for one more.
    async fn room(&self) -> Result<Room<'_>> {
        match timeout(self.patience, self.taken.reserve()).await {
            Ok(Ok(room)) => Ok(room),
            Ok(Err(_)) => Err(Problem::internal("whoever took it went away")),
            Err(_) => Err(Problem::internal("whoever took it took too long")),
        }
    }
}

/// A body that comes to its end only if whoever writes it does, and whoever takes it does not take too long.
fn streamed<F>(patience: Patience, write: impl FnOnce(Pieces) -> F) -> Body
where
    F: Future<Output = Result<()>> + Send + 'static,
{
    let (pieces, taken) = mpsc::channel::<Piece>(WAITING);
    let pieces = Pieces {
        taken: pieces,
        patience: patience.piece,
    };
    let end = pieces.clone();
    let written = write(pieces);
    let until = Instant::now() + patience.whole;
    tokio::spawn(async move {
        let whole = async {
            written.await?;
            end.room().await?.send(Piece::End);
            Ok(())
        };
        let late = Err(Problem::internal("it took too long as a whole"));
        if let Err(problem) = timeout_at(until, whole).await.unwrap_or(late) {
            tracing::warn!(%problem, "an export was not finished");
        }
    });
    let pieces = stream::unfold(Some(taken), async |taken| {
        let mut taken = taken?;
        match taken.recv().await {
            Some(Piece::Text(text)) => Some((Ok(text), Some(taken))),
            Some(Piece::End) => None,
            // Refused on the way, too late, or stopped by a panic.
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
    pieces: Pieces,
    asked_at: Timestamp,
}

/// That he may take the channel, as he is now.
type Theirs = (Signed, Grant<Read, store_places::Channel>);

impl Taker<'_> {
    /// Asks whether he is signed in still and may take this channel.
    async fn may(&mut self) -> Result<Theirs> {
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

    /// Gives him a piece, once he has taken those before it: only then is he asked about, since that may have taken him long.
    async fn give(&mut self, text: impl Into<Bytes>) -> Result<()> {
        let pieces = self.pieces.clone();
        let room = pieces.room().await?;
        if self.app.now().since(self.asked_at) >= ASKED_EVERY {
            self.may().await?;
        }
        room.send(Piece::Text(text.into()));
        Ok(())
    }

    /// Gives him what a message was before it was edited.
    async fn give_versions(
        &mut self,
        (_, channel): &Theirs,
        message: &Message,
        writer: &mut Writer,
    ) -> Result<()> {
        if message.edited_at.is_none() || message.retracted_at.is_some() {
            return Ok(());
        }
        let (db, id) = (&self.app.db, message.id);
        let mut after = 0;
        loop {
            let rows = store_exports::versions_after(db, channel, id, after, VERSIONS_AT_ONCE).await?;
            let Some(last) = rows.last() else { return Ok(()) };
            after = last.version;
            for row in rows {
                let version = MessageVersion {
                    version: row.version,
                    body: row.body,
                    replaced_at: row.replaced_at,
                };
                self.give(writer.version(&version)?).await?;
            }
        }
    }
}

async fn write(app: &App, taking: Taking, pieces: Pieces) -> Result<()> {
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
        let theirs = taker.may().await?;
        let page = views::page(app, &theirs.1, Part::After(after), PageSize::MAX).await?;
        let has_more = page.has_newer;
        let Some(last) = page.items.last().and_then(|it| it.seq) else {
            break;
        };
        let first = page.items.first().and_then(|it| it.seq).unwrap_or(last);
        let names = if taking.head.channel.kind == ChannelKind::Log {
            store_exports::names_of_then(&app.db, &theirs.1, (first, last)).await?
        } else {
            Vec::new()
        };
        let names: HashMap<_, _> = names.into_iter().collect();
        after = last;
        for message in &met(app, page, &mut people).await? {
            let name = names.get(&message.id).map(String::as_str);
            taker.give(writer.message(message, name, &people)?).await?;
            taker.give_versions(&theirs, message, &mut writer).await?;
            taker.give(writer.answers_follow()).await?;
            if message.answers.is_some() {
                write_answers(&mut taker, message, &mut writer, &mut people).await?;
            }
            taker.give(writer.message_ends()).await?;
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
    writer: &mut Writer,
    people: &mut People,
) -> Result<()> {
    let app = taker.app;
    let mut after = 0;
    loop {
        let theirs = taker.may().await?;
        let root: Grant<Read, store_places::Message> =
            match access::grant(&app.db, theirs.0, root.id, app.now()).await {
                Ok(root) => root,
                // It was cleared meanwhile, its answers with it; or he has no right to it any more, which ends it.
                Err(Denied::NotFound) => return taker.may().await.map(drop),
                Err(denied) => return Err(denied.into()),
            };
        let page = views::answers(app, &root, after, PageSize::MAX).await?;
        let has_more = page.has_newer;
        let Some(last) = page.items.last().and_then(|it| it.thread_seq) else {
            break;
        };
        after = last;
        for message in &met(app, page, people).await? {
            taker.give(writer.answer(message, people)?).await?;
            taker.give_versions(&theirs, message, writer).await?;
            taker.give(writer.answer_ends()).await?;
        }
        if !has_more {
            break;
        }
    }
    Ok(())
}

/// The messages of a stretch; whoever is in it is met.
async fn met(app: &App, page: Messages, people: &mut People) -> Result<Vec<Message>> {
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
    Ok(page.items)
}

#[cfg(test)]
mod tests {
    use http_body_util::BodyExt as _;
    use tokio::sync::oneshot;

    use super::*;

    async fn give(pieces: &Pieces) {
        let room = pieces.room().await.expect("it is taken");
        room.send(Piece::Text(Bytes::from_static(b"un")));
    }

    #[tokio::test]
    async fn a_body_is_whole_only_if_whoever_wrote_it_came_to_the_end() {
        let whole = streamed(PATIENCE, async move |pieces: Pieces| {
            give(&pieces).await;
            Ok(())
        });
        assert_eq!(whole.collect().await.expect("a whole body").to_bytes(), "un");
        let refused = streamed(PATIENCE, async move |pieces: Pieces| {
            give(&pieces).await;
            Err(Problem::NotFound)
        });
        refused.collect().await.expect_err("it was refused on the way");
        let stopped = streamed(PATIENCE, async move |pieces: Pieces| {
            give(&pieces).await;
            panic!("it is stopped")
        });
        stopped.collect().await.expect_err("it was stopped on the way");
    }

    /// A body that is given so many pieces at once, and word when whoever writes it was let go.
    fn of_pieces(patience: Patience, count: usize) -> (Body, oneshot::Receiver<()>) {
        let (held, let_go) = oneshot::channel::<()>();
        let body = streamed(patience, async move |pieces: Pieces| {
            let _held = held;
            for _ in 0..count {
                let room = pieces.room().await?;
                room.send(Piece::Text(Bytes::from_static(b"un")));
            }
            Ok(())
        });
        (body, let_go)
    }

    const MOMENT: Duration = Duration::from_millis(50);
    const LONG: Duration = Duration::from_secs(3_600);

    #[tokio::test]
    async fn a_piece_that_is_left_lying_breaks_it_off_its_end_too() {
        let patience = Patience {
            piece: MOMENT,
            whole: LONG,
        };
        // Of so many all are laid down, but for the end.
        for count in [WAITING, WAITING + 1] {
            let (body, let_go) = of_pieces(patience, count);
            let_go.await.expect_err("nothing is said");
            tokio::time::sleep(MOMENT * 2).await;
            body.collect().await.expect_err("it was left lying");
        }
    }

    #[tokio::test]
    async fn what_takes_too_long_as_a_whole_is_broken_off_however_fast_each_piece_is_taken() {
        let patience = Patience {
            piece: LONG,
            whole: MOMENT,
        };
        let (mut body, let_go) = of_pieces(patience, usize::MAX);
        let mut taken = 0;
        let broken = loop {
            match body.frame().await.expect("it does not end as if it were whole") {
                Ok(_) => taken += 1,
                Err(broken) => break broken,
            }
            tokio::task::yield_now().await;
        };
        assert!(taken > 0, "{broken}");
        let_go.await.expect_err("nothing is said");
        // Nor does one that nobody takes.
        let (body, let_go) = of_pieces(patience, usize::MAX);
        let_go.await.expect_err("nothing is said");
        body.collect().await.expect_err("it took too long");
    }
}
