// SPDX-License-Identifier: EUPL-1.2
//! The other nodes: what they say of who is there, and that they have committed events.

use std::{sync::atomic::Ordering, time::Duration};

use ::live::TICK;
use bus::{Heard, Subject};
use bytes::Bytes;
use db::Wake;
use tokio::sync::watch;

use super::stopped;
use crate::app::App;

/// Other nodes have committed events.
const MOVED: Subject = Subject::new("events.moved");
/// Presence and typing.
const NOTES: Subject = Subject::new("live.notes");

/// Tells the hub the time, and the other nodes who is with it.
pub(super) async fn ticks(app: &App, stop: watch::Receiver<bool>) {
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
pub(super) async fn notes(app: &App, stop: watch::Receiver<bool>) {
    listen(app, NOTES, stop, |heard| {
        if let Heard::Word(note) = heard {
            app.live.with(|hub| hub.hear(&note, app.now()));
        }
    })
    .await;
}

/// Is woken by other nodes' commits.
pub(super) async fn moved(app: &App, stop: watch::Receiver<bool>) {
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
pub(super) async fn moves(app: &App, stop: watch::Receiver<bool>) {
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
