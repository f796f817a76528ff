// SPDX-License-Identifier: EUPL-1.2
//! Open browsers: the sockets around the hub of crate `live`, the tail of events that feeds it, and the rights it asks for.

use std::sync::{Arc, Mutex, PoisonError};

use ::live::{Close, ConnectionId, Cursor, Hub, Limits, NodeId, Presence};
use base::{Id, Ids, Timestamp, kind};
use db::{Db, DbResult};
use events::Position;
use tokio::sync::{Notify, watch};

use crate::{app::App, http::SignedIn};

mod nodes;
mod sockets;
mod tail;

#[cfg(test)]
mod tests;

pub use sockets::routes;

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

    /// The last event this node has heard of: whatever is read from now on holds it, and all before it.
    #[must_use]
    pub fn head(&self) -> Cursor {
        self.with(|hub| hub.head())
    }

    /// Who of a project's people is here.
    #[must_use]
    pub fn seen_in(&self, project: Id<kind::Project>) -> Vec<Id<kind::Account>> {
        self.with(|hub| hub.seen_in(project))
    }

    /// See [`Hub::channels_in_question`].
    fn channels_in_question(
        &self,
        project: Option<Id<kind::Project>>,
        person: Id<kind::Account>,
    ) -> Vec<Id<kind::Channel>> {
        self.with(|hub| hub.channels_in_question(project, person))
    }

    /// Whether someone is here now.
    #[must_use]
    pub fn presence(&self, person: Id<kind::Account>) -> Presence {
        self.with(|hub| hub.presence(person))
    }

    /// Tells a person's windows something that is not kept: whoever comes back asks for it anew.
    pub fn aside(&self, person: Id<kind::Account>, name: &str, body: &impl serde::Serialize) {
        self.with(|hub| hub.aside(person, name, body));
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
        tail::tail(&app, stop.clone()),
        nodes::ticks(&app, stop.clone()),
        nodes::notes(&app, stop.clone()),
        nodes::moved(&app, stop.clone()),
        nodes::moves(&app, stop)
    );
}

async fn stopped(mut stop: watch::Receiver<bool>) {
    let _ = stop.wait_for(|it| *it).await;
}
