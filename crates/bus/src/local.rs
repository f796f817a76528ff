// SPDX-License-Identifier: EUPL-1.2
//! The bus within one process.

use std::{
    collections::HashMap,
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicU64, Ordering},
    },
};

use bytes::Bytes;
use tokio::sync::broadcast;

use crate::{Heard, Subject, WORD_MAX_BYTES};

/// Words that may wait for the slowest reader of a subject; then he misses some.
const CAPACITY: usize = 1_024;

#[derive(Debug, Clone)]
pub(crate) struct Local(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    subjects: Mutex<HashMap<Subject, broadcast::Sender<Bytes>>>,
    dropped: AtomicU64,
}

#[derive(Debug)]
pub(crate) struct Ear(broadcast::Receiver<Bytes>);

impl Local {
    pub(crate) fn new() -> Self {
        Self(Arc::new(Inner {
            subjects: Mutex::default(),
            dropped: AtomicU64::new(0),
        }))
    }

    pub(crate) fn publish(&self, subject: Subject, word: Bytes) {
        if word.len() > WORD_MAX_BYTES {
            self.0.dropped.fetch_add(1, Ordering::Relaxed);
            return;
        }
        let subjects = self.0.subjects.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(readers) = subjects.get(&subject) {
            // An error says that nobody listens any more, which is no fault.
            let _ = readers.send(word);
        }
    }

    pub(crate) fn subscribe(&self, subject: Subject) -> Ear {
        let mut subjects = self.0.subjects.lock().unwrap_or_else(PoisonError::into_inner);
        Ear(subjects
            .entry(subject)
            .or_insert_with(|| broadcast::channel(CAPACITY).0)
            .subscribe())
    }

    pub(crate) fn dropped(&self) -> u64 {
        self.0.dropped.load(Ordering::Relaxed)
    }
}

impl Ear {
    pub(crate) async fn next(&mut self) -> Option<Heard> {
        match self.0.recv().await {
            Ok(word) => Some(Heard::Word(word)),
            Err(broadcast::error::RecvError::Lagged(_)) => Some(Heard::Missed),
            Err(broadcast::error::RecvError::Closed) => None,
        }
    }
}
