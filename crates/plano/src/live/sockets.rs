// SPDX-License-Identifier: EUPL-1.2
//! The sockets themselves: how one opens, what it is asked and told, and how it ends.

use std::time::Duration;

use ::live::{Ask, Close, ConnectionId, Right, Taken, Topic};
use access::Signed;
use axum::{
    Router,
    extract::{
        State,
        ws::{CloseFrame, Message, Utf8Bytes, WebSocket, WebSocketUpgrade},
    },
    http::HeaderMap,
    response::Response,
    routing::get,
};
use base::{Problem, SecretHash};
use bytes::Bytes;
use db::DbResult;
use futures_util::SinkExt as _;
use tokio::sync::Notify;

use crate::{
    app::App,
    areas::{messages, notifications, projects},
    http::{Answer, SignedIn},
};

/// How long a socket may take to accept what is written to it. A test has no ten seconds.
const WRITE_MAX: Duration = if cfg!(test) {
    Duration::from_millis(500)
} else {
    Duration::from_secs(10)
};
/// How often a silent socket is asked whether it is still there, and how often its session is looked at again.
const PING_EVERY: Duration = Duration::from_secs(30);
/// Longest frame of a client.
const FRAME_MAX_BYTES: usize = ::live::FRAME_MAX_BYTES;

/// The socket's address, below `/api/v1`.
pub fn routes() -> Router<App> {
    Router::new().route("/live", get(upgrade))
}

/// `GET /live`: one socket per window. Its protocol is described in docs/api.md.
async fn upgrade(
    State(app): State<App>,
    signed_in: SignedIn,
    headers: HeaderMap,
    socket: WebSocketUpgrade,
) -> Answer<Response> {
    // Its hash alone: the headers would keep the buffer they were read into, for as long as the socket is open.
    let secret = SignedIn::secret(&headers, &app).ok_or(Problem::SignedOut)?;
    Ok(socket
        // Held by each socket, however idle. What clients say is short; what is longer is read in several turns.
        .read_buffer_size(512)
        .write_buffer_size(0)
        .max_write_buffer_size(1024 * 1024)
        .max_message_size(FRAME_MAX_BYTES)
        .max_frame_size(FRAME_MAX_BYTES)
        .on_upgrade(move |socket| serve(app, signed_in, secret, socket)))
}

async fn serve(app: App, signed_in: SignedIn, secret: SecretHash, mut socket: WebSocket) {
    let (id, bell) = match app.live.connect(&signed_in, app.now()) {
        Ok(connected) => connected,
        Err(why) => return close(&mut socket, why).await,
    };
    // One that ended between the request and now would not have been found by its end.
    let why = match Box::pin(SignedIn::by(&secret, &app)).await {
        Ok(Some(_)) => talk(&app, &signed_in, &secret, &mut socket, id, &bell).await,
        _ => Some(Close::SessionEnded),
    };
    app.live.disconnect(id);
    if let Some(why) = why {
        close(&mut socket, why).await;
    }
}

/// Reads and writes until one side ends. The reason, if it is ours.
async fn talk(
    app: &App,
    me: &SignedIn,
    secret: &SecretHash,
    socket: &mut WebSocket,
    id: ConnectionId,
    bell: &Notify,
) -> Option<Close> {
    let mut ping = tokio::time::interval_at(tokio::time::Instant::now() + PING_EVERY, PING_EVERY);
    let mut answered = true;
    loop {
        tokio::select! {
            message = socket.recv() => match message {
                Some(Ok(Message::Text(text))) => {
                    answered = true;
                    // Apart, so that a socket that waits does not hold the room for it.
                    if Box::pin(hear(app, me.signed, id, &text)).await.is_err() {
                        return Some(Close::Stopping);
                    }
                }
                Some(Ok(Message::Binary(_))) => app.live.with(|hub| hub.close(id, Close::BadFrame)),
                Some(Ok(Message::Ping(_) | Message::Pong(_))) => answered = true,
                // An oversized frame is an error of the protocol's library, and as bad as any other.
                Some(Err(_)) => return Some(Close::BadFrame),
                Some(Ok(Message::Close(_))) | None => return None,
            },
            () = bell.notified() => match write(app, socket, id).await {
                Written::All => {}
                Written::Closed(why) => return why,
            },
            _ = ping.tick() => {
                if !answered {
                    return None;
                }
                answered = false;
                // Ends by time are seen here; ends by decree are told at once by the events.
                if let Ok(None) = Box::pin(SignedIn::by(secret, app)).await {
                    return Some(Close::SessionEnded);
                }
                match tokio::time::timeout(WRITE_MAX, socket.send(Message::Ping(Bytes::new()))).await {
                    Ok(Ok(())) => {}
                    _ => return None,
                }
            }
        }
    }
}

/// Answers one frame of a client; what needs a right looks it up, again if one ended meanwhile.
async fn hear(app: &App, me: Signed, id: ConnectionId, text: &str) -> DbResult<()> {
    match app.live.with(|hub| hub.receive(id, text, app.now())) {
        Ask::Nothing => {}
        Ask::Resume(mut resume) => loop {
            let mut rights = Vec::new();
            for topic in resume.topics() {
                rights.extend(right(app, me, *topic).await?);
            }
            let told = notifications::retold(app, me.account, resume.things()).await?;
            resume.tell(told);
            let mine = projects::ids_of(&app.db, me.account, app.now()).await?;
            if app
                .live
                .with(|hub| hub.resume(id, &mut resume, &rights, &mine))
                .is_ok()
            {
                break;
            }
        },
        Ask::Subscribe(mut subscribe) => loop {
            let right = right(app, me, subscribe.topic()).await?;
            if app
                .live
                .with(|hub| hub.subscribe(id, &mut subscribe, right))
                .is_ok()
            {
                break;
            }
        },
    }
    Ok(())
}

/// The right to listen to a topic; `None`: there is none.
async fn right(app: &App, me: Signed, topic: Topic) -> DbResult<Option<Right>> {
    match topic {
        Topic::Project(project) => {
            let standing = access::standing(&app.db, project, me.account, me.is_external, app.now()).await?;
            let Some(standing) = standing.filter(|it| it.role.is_some()) else {
                return Ok(None);
            };
            let right = Right::to(topic);
            Ok(Some(standing.ends_at.map_or(right, |at| right.until(at))))
        }
        Topic::Channel(channel) => Ok(messages::heard(app, me, channel)
            .await?
            .map(|heard| heard.right(channel))),
        // One's own is heard without asking; nobody else's is heard.
        Topic::Person(_) | Topic::Page(_) => Ok(None),
    }
}

enum Written {
    All,
    Closed(Option<Close>),
}

async fn write(app: &App, socket: &mut WebSocket, id: ConnectionId) -> Written {
    let mut texts = Vec::new();
    loop {
        let taken = app.live.with(|hub| hub.take(id, &mut texts));
        let sent = tokio::time::timeout(WRITE_MAX, async {
            for text in texts.drain(..) {
                // What the hub encodes is JSON, hence UTF-8.
                if let Ok(text) = Utf8Bytes::try_from(text) {
                    socket.feed(Message::Text(text)).await?;
                }
            }
            socket.flush().await
        });
        match sent.await {
            Ok(Ok(())) => {}
            Ok(Err(_)) => return Written::Closed(None),
            Err(_) => return Written::Closed(Some(Close::TooSlow)),
        }
        match taken {
            Taken::Some => {}
            Taken::All => return Written::All,
            Taken::Close(why) => return Written::Closed(Some(why)),
        }
    }
}

async fn close(socket: &mut WebSocket, why: Close) {
    let frame = Message::Close(Some(CloseFrame {
        code: why.code(),
        reason: Utf8Bytes::default(),
    }));
    let farewell = async {
        socket.send(frame).await?;
        // The client's own close frame, so that it has surely read ours.
        while let Some(Ok(_)) = socket.recv().await {}
        Ok::<_, axum::Error>(())
    };
    let _ = tokio::time::timeout(Duration::from_secs(2), farewell).await;
}
