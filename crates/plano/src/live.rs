// SPDX-License-Identifier: EUPL-1.2
//! Open browsers: the sockets around the hub of crate `live`, the tail of events that feeds it, and the rights it asks for.

use std::{
    collections::HashSet,
    sync::{Arc, Mutex, PoisonError, atomic::Ordering},
    time::Duration,
};

use ::live::{
    Ask, Close, ConnectionId, Cursor, Frame, Hub, Limits, NodeId, Presence, Right, TICK, Taken, Topic,
};
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
use base::{Id, Ids, Problem, SecretHash, Timestamp, kind};
use bus::{Heard, Subject};
use bytes::Bytes;
use db::{Db, DbResult, Wake};
use events::{AccountEvent, Event, OrgEvent, Position, ProjectEvent, Recorded};
use futures_util::SinkExt as _;
use serde_json::json;
use tokio::sync::{Notify, watch};

use crate::{
    app::App,
    areas::{accounts, notifications, orgs, projects},
    http::{Answer, SignedIn},
};

#[cfg(test)]
mod tests;

type AccountId = Id<kind::Account>;
type ProjectId = Id<kind::Project>;

/// Other nodes have committed events.
const MOVED: Subject = Subject::new("events.moved");
/// Presence and typing.
const NOTES: Subject = Subject::new("live.notes");

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

/// The hub of this node.
pub struct Live {
    state: Mutex<Hubbub>,
    /// What happened up to there is known to whoever opens a socket.
    opened_at: Position,
}

struct Hubbub {
    hub: Hub,
    /// Wakes each connection's task, by the connection's index.
    bells: Vec<Option<Arc<Notify>>>,
    woken: Vec<ConnectionId>,
}

impl Live {
    /// A hub that has heard of all there is.
    ///
    /// # Errors
    /// Whatever the database says.
    pub async fn open(db: &Db) -> DbResult<Self> {
        let opened_at = events::end(db).await?;
        let node = NodeId::from(Ids::Random.next::<kind::Session>(db.clock().now()).uuid());
        let hub = Hub::new(cursor(opened_at), Limits::default(), Some(node));
        Ok(Self {
            state: Mutex::new(Hubbub {
                hub,
                bells: Vec::new(),
                woken: Vec::new(),
            }),
            opened_at,
        })
    }

    /// How much there is.
    #[must_use]
    pub fn census(&self) -> ::live::Census {
        self.with(|hub| hub.census())
    }

    /// Whether someone is here now.
    #[must_use]
    pub fn presence(&self, person: AccountId) -> Presence {
        self.with(|hub| hub.presence(person))
    }

    /// Works on the hub, then wakes those for whom something waits. Never across an await.
    fn with<T>(&self, work: impl FnOnce(&mut Hub) -> T) -> T {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        let Hubbub { hub, bells, woken } = &mut *state;
        let result = work(hub);
        hub.take_wakes(woken);
        for id in woken.drain(..) {
            if let Some(Some(bell)) = bells.get(id.index()) {
                bell.notify_one();
            }
        }
        result
    }

    fn connect(&self, signed_in: &SignedIn, now: Timestamp) -> Result<(ConnectionId, Arc<Notify>), Close> {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        let id = state
            .hub
            .connect(signed_in.signed.account, signed_in.session, now)
            .map_err(|_| Close::TooManySockets)?;
        let bell = Arc::new(Notify::new());
        if state.bells.len() <= id.index() {
            state.bells.resize(id.index() + 1, None);
        }
        state.bells[id.index()] = Some(Arc::clone(&bell));
        Ok((id, bell))
    }

    fn disconnect(&self, id: ConnectionId) {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(bell) = state.bells.get_mut(id.index()) {
            *bell = None;
        }
        drop(state);
        self.with(|hub| hub.disconnect(id));
    }
}

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
        // One's own is heard without asking; nobody else's is heard.
        Topic::Person(_) | Topic::Channel(_) | Topic::Page(_) => Ok(None),
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

/// Tells every socket that the server stops.
pub fn stop(app: &App) {
    app.live.with(Hub::stop);
}

fn cursor(position: Position) -> Cursor {
    Cursor {
        tx: position.tx,
        seq: position.seq,
    }
}

/// Feeds the hub of this node: what happened, in order; what other nodes say; the time.
pub async fn follow(app: App, stop: watch::Receiver<bool>) {
    tokio::join!(
        tail(&app, stop.clone()),
        ticks(&app, stop.clone()),
        notes(&app, stop.clone()),
        moved(&app, stop.clone()),
        moves(&app, stop)
    );
}

async fn stopped(mut stop: watch::Receiver<bool>) {
    let _ = stop.wait_for(|it| *it).await;
}

async fn tail(app: &App, stop: watch::Receiver<bool>) {
    let mut commits = app.db.commits(Wake::Events);
    let mut position = app.live.opened_at;
    // Other nodes write too, and a wake-up may be lost.
    let mut patience = events::Patience::new(Duration::from_secs(1));
    let until = stopped(stop);
    tokio::pin!(until);
    loop {
        match advance(app, position).await {
            Ok(next) if next != position => {
                position = next;
                patience.reset();
                continue;
            }
            Ok(_) => {}
            Err(error) => tracing::warn!(%error, "open browsers wait for the database"),
        }
        let wait = patience.pause(&app.db, position).await;
        tokio::select! {
            _ = commits.changed() => {}
            () = tokio::time::sleep(wait) => {}
            () = &mut until => return,
        }
    }
}

/// Tells what happened after `position`; where it got to.
async fn advance(app: &App, position: Position) -> DbResult<Position> {
    let mut reached = position;
    let mut hints = HashSet::new();
    for recorded in events::after(&app.db, position, 200).await? {
        let mut frames = frames(app, &recorded).await?;
        // Whoever is told to look again once sees what all of these have changed: they are committed. An import of
        // thousands is a few words for each administrator, not thousands.
        if matches!(recorded.event, Some(Event::Account(_) | Event::Org(_))) {
            frames.retain(|it| hints.insert(it.clone()));
        }
        // Rights end before what happened is told: a removed member does not hear of his removal on the project's topic.
        let changes = changes(app, &recorded).await?;
        for frame in changes.iter().filter_map(|it| it.told(&recorded)) {
            if !frames.contains(&frame) {
                frames.push(frame);
            }
        }
        app.live.with(|hub| {
            for change in changes {
                change.apply(hub);
            }
            hub.publish(cursor(recorded.position), &frames);
        });
        reached = recorded.position;
    }
    Ok(reached)
}

async fn frames(app: &App, recorded: &Recorded) -> DbResult<Vec<Frame>> {
    match &recorded.event {
        Some(Event::Account(_)) => {
            let mut frames = accounts::frames(app, recorded).await?;
            frames.extend(projects::frames_of_people(app, recorded).await?);
            Ok(frames)
        }
        Some(Event::Org(_)) => {
            let mut frames = orgs::frames(app, recorded).await?;
            frames.extend(projects::frames_of_people(app, recorded).await?);
            Ok(frames)
        }
        Some(Event::Project(_)) => projects::frames(app, recorded).await,
        Some(Event::Notification(_)) => notifications::frames(app, recorded).await,
        // Of a newer version: its own nodes tell it. Dead jobs are told as notifications.
        Some(Event::Job(_)) | None => Ok(Vec::new()),
    }
}

/// What an event changes about who may hear.
enum Change {
    Ends(ProjectId, AccountId),
    /// Is in it, until then at most.
    Joins(ProjectId, AccountId, Option<Timestamp>),
    SignsOut(AccountId, Option<Id<kind::Session>>),
}

impl Change {
    /// What the person's own windows are told, of projects that come and go with groups too.
    fn told(&self, recorded: &Recorded) -> Option<Frame> {
        let of =
            |person, name, project| Frame::to(Topic::Person(person), name, &json!({ "project": project }));
        match *self {
            Self::Ends(project, person) => Some(of(person, "project.left", project)),
            Self::Joins(project, person, _) => {
                let has_joined = matches!(recorded.event, Some(Event::Org(OrgEvent::GroupJoined { .. })));
                has_joined.then(|| of(person, "project.joined", project))
            }
            Self::SignsOut(..) => None,
        }
    }

    fn apply(self, hub: &mut Hub) {
        match self {
            Self::Ends(project, person) => hub.end(Topic::Project(project), person),
            Self::Joins(project, person, until) => {
                hub.join(person, project);
                hub.move_end(Topic::Project(project), person, until);
            }
            Self::SignsOut(person, Some(session)) => hub.sign_out(person, session),
            Self::SignsOut(person, None) => hub.sign_out_everywhere(person),
        }
    }
}

async fn changes(app: &App, recorded: &Recorded) -> DbResult<Vec<Change>> {
    use ProjectEvent as P;
    match &recorded.event {
        Some(Event::Account(
            AccountEvent::SignedOut { account, session }
            | AccountEvent::SessionEnded {
                account,
                session: Some(session),
            },
        )) => Ok(vec![Change::SignsOut(*account, Some(*session))]),
        Some(Event::Account(
            AccountEvent::SessionEnded {
                account,
                session: None,
            }
            | AccountEvent::Deactivated { account },
        )) => Ok(vec![Change::SignsOut(*account, None)]),
        // A group that is gone no longer says who was in it: all who are here and in the project are asked about.
        Some(Event::Project(
            P::MemberRemoved {
                project,
                account: None,
                ..
            }
            | P::MemberEnded {
                project,
                account: None,
                ..
            },
        )) => {
            let here = app.live.with(|hub| hub.seen_in(*project));
            judged(app, &[*project], &here).await
        }
        Some(Event::Project(
            P::MemberAdded {
                project,
                account,
                group,
                ..
            }
            | P::MemberAccepted {
                project,
                account,
                group,
                ..
            }
            | P::MemberChanged {
                project,
                account,
                group,
                ..
            }
            | P::MemberRemoved {
                project,
                account,
                group,
                ..
            }
            | P::MemberEnded {
                project,
                account,
                group,
                ..
            },
        )) => judged(app, &[*project], &people(app, *account, *group).await?).await,
        Some(Event::Project(P::MemberLeft { project, account, .. })) => {
            judged(app, &[*project], &[*account]).await
        }
        Some(Event::Org(
            OrgEvent::GroupJoined { group, account } | OrgEvent::GroupLeft { group, account },
        )) => {
            let projects = projects::ids_of_group(&app.db, *group).await?;
            judged(app, &projects, &[*account]).await
        }
        _ => Ok(Vec::new()),
    }
}

async fn people(
    app: &App,
    account: Option<AccountId>,
    group: Option<Id<kind::Group>>,
) -> DbResult<Vec<AccountId>> {
    match (account, group) {
        (Some(account), _) => Ok(vec![account]),
        (None, Some(group)) => orgs::people_of_group(&app.db, group).await,
        (None, None) => Ok(Vec::new()),
    }
}

/// Who of `people` is in each of `projects` now, and until when: a right may have another end than before.
async fn judged(app: &App, projects: &[ProjectId], people: &[AccountId]) -> DbResult<Vec<Change>> {
    let now = app.now();
    let mut changes = Vec::new();
    for &project in projects {
        for &person in people {
            let standing = access::standing(&app.db, project, person, false, now).await?;
            changes.push(match standing.filter(|it| it.role.is_some()) {
                Some(standing) => Change::Joins(project, person, standing.ends_at),
                None => Change::Ends(project, person),
            });
        }
    }
    Ok(changes)
}

async fn ticks(app: &App, stop: watch::Receiver<bool>) {
    let mut every = tokio::time::interval(TICK);
    let until = stopped(stop);
    tokio::pin!(until);
    loop {
        tokio::select! {
            _ = every.tick() => {}
            () = &mut until => return,
        }
        let mut notes = Vec::new();
        app.live.with(|hub| {
            hub.tick(app.now());
            hub.take_notes(&mut notes);
        });
        if app.bus.is_shared() {
            for note in notes {
                app.bus.publish(NOTES, note);
            }
        }
    }
}

/// Takes in the other nodes' notes.
async fn notes(app: &App, stop: watch::Receiver<bool>) {
    listen(app, NOTES, stop, |heard| {
        if let Heard::Word(note) = heard {
            app.live.with(|hub| hub.hear(&note, app.now()));
        }
    })
    .await;
}

/// Is woken by other nodes' commits.
async fn moved(app: &App, stop: watch::Receiver<bool>) {
    listen(app, MOVED, stop, |_| app.db.nudge(Wake::Events)).await;
}

async fn listen(app: &App, subject: Subject, stop: watch::Receiver<bool>, mut hear: impl FnMut(Heard)) {
    if !app.bus.is_shared() {
        return;
    }
    let until = stopped(stop);
    tokio::pin!(until);
    let Ok(mut subscription) = app.bus.subscribe(subject).await else {
        return;
    };
    loop {
        tokio::select! {
            heard = subscription.next() => match heard {
                Some(heard) => hear(heard),
                None => return,
            },
            () = &mut until => return,
        }
    }
}

/// Wakes the other nodes after commits of this one.
async fn moves(app: &App, stop: watch::Receiver<bool>) {
    if !app.bus.is_shared() {
        return;
    }
    let mut commits = app.db.commits(Wake::Events);
    let until = stopped(stop);
    tokio::pin!(until);
    let made = || app.db.stats().commits.load(Ordering::Relaxed);
    let mut told = made();
    loop {
        tokio::select! {
            _ = commits.changed() => {}
            () = &mut until => return,
        }
        // A word from elsewhere wakes too, and must not be sent back.
        let now = made();
        if now != told {
            told = now;
            app.bus.publish(MOVED, Bytes::new());
        }
        // A burst of commits is one word.
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
}
