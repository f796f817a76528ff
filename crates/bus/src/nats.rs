// SPDX-License-Identifier: EUPL-1.2
//! The bus over NATS: plain publish and subscribe, nothing stored.

use std::{
    fmt,
    path::Path,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
};

use async_nats::{Client, ConnectOptions, Event, ServerAddr, connection::State};
use bytes::Bytes;
use futures_util::{FutureExt, StreamExt};
use tokio::{sync::watch, task::unconstrained};

use crate::{BusError, Heard, Subject, WORD_MAX_BYTES};

/// Words that may wait for the slowest reader of a subject; then he misses some.
const SUBSCRIPTION_CAPACITY: usize = 4_096;

#[derive(Clone)]
pub(crate) struct Nats {
    client: Client,
    /// Before each subject's name.
    prefix: Arc<str>,
    dropped: Arc<AtomicU64>,
    /// Counts the times when words may have been lost on the way in.
    gaps: watch::Receiver<u64>,
}

#[derive(Debug)]
pub(crate) struct Ear {
    words: async_nats::Subscriber,
    gaps: watch::Receiver<u64>,
    /// As long as it is asked for: the connection ends with its last client.
    _client: Client,
}

impl Nats {
    pub(crate) async fn open(
        addresses: &str,
        scope: &str,
        authority: Option<&Path>,
    ) -> Result<Self, BusError> {
        let servers: Vec<ServerAddr> = addresses
            .split(',')
            .map(|address| match address.trim() {
                it if it.starts_with("nats://") || it.starts_with("tls://") => {
                    it.parse().map_err(|_| BusError::Address)
                }
                _ => Err(BusError::Address),
            })
            .collect::<Result<_, _>>()?;
        if servers.iter().any(|server| server.host().is_empty()) {
            return Err(BusError::Address);
        }
        let mut options = ConnectOptions::new();
        // The client itself passes over what the address says before the `@`. All servers have the same.
        if let Some(server) = servers.iter().find(|server| server.has_user_pass()) {
            let plain = |part: &str| percent_decoded(part).ok_or(BusError::Address);
            let user = plain(server.username().unwrap_or_default())?;
            options = match server.password() {
                Some(password) => options.user_and_password(user, plain(password)?),
                None => options.token(user),
            };
        }
        if let Some(file) = authority {
            options = options.add_root_certificates(file.to_path_buf());
        }
        let (missed, gaps) = watch::channel(0);
        let client = options
            .name("plano")
            .retry_on_initial_connect()
            .subscription_capacity(SUBSCRIPTION_CAPACITY)
            .event_callback(move |event| {
                let gap = match event {
                    Event::Connected => {
                        tracing::info!("bus connected");
                        true
                    }
                    Event::SlowConsumer(_) => {
                        tracing::warn!("bus: a reader was too slow, words were dropped");
                        true
                    }
                    Event::Disconnected => {
                        tracing::warn!("bus disconnected; trying again");
                        false
                    }
                    Event::ServerError(_) | Event::ClientError(_) | Event::LameDuckMode => {
                        tracing::warn!(%event, "bus");
                        false
                    }
                    Event::Draining | Event::Closed => false,
                };
                if gap {
                    missed.send_modify(|gaps| *gaps += 1);
                }
                std::future::ready(())
            })
            .connect(servers)
            .await
            .map_err(BusError::Connect)?;
        Ok(Self {
            client,
            prefix: format!("plano.{scope}.").into(),
            dropped: Arc::default(),
            gaps,
        })
    }

    pub(crate) fn publish(&self, subject: Subject, word: Bytes) {
        // Not while disconnected: the client would keep it and say it after the reconnection, when it is no longer so.
        let is_said = word.len() <= WORD_MAX_BYTES
            && self.is_connected()
            // Ready at once unless the client's queue is full, when waiting would hold up what caused the word.
            // (Unconstrained, because the runtime may otherwise ask a busy task to wait although there is room.)
            && unconstrained(self.client.publish(self.named(subject), word)).now_or_never().is_some_and(|it| it.is_ok());
        if !is_said {
            self.dropped.fetch_add(1, Ordering::Relaxed);
        }
    }

    pub(crate) async fn subscribe(&self, subject: Subject) -> Result<Ear, BusError> {
        let mut gaps = self.gaps.clone();
        gaps.mark_unchanged();
        let words = self
            .client
            .subscribe(self.named(subject))
            .await
            .map_err(|_| BusError::Closed)?;
        // Written before this returns, so that what this node says next is heard. While disconnected it cannot be: the
        // reconnection will be heard as a gap.
        if self.is_connected() {
            let _ = self.client.flush().await;
        }
        Ok(Ear {
            words,
            gaps,
            _client: self.client.clone(),
        })
    }

    pub(crate) fn is_connected(&self) -> bool {
        self.client.connection_state() == State::Connected
    }

    pub(crate) fn dropped(&self) -> u64 {
        self.dropped.load(Ordering::Relaxed)
    }

    fn named(&self, subject: Subject) -> String {
        format!("{}{}", self.prefix, subject.name())
    }
}

impl fmt::Debug for Nats {
    /// Without addresses, which may hold a password.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Nats")
            .field("prefix", &self.prefix)
            .finish_non_exhaustive()
    }
}

impl Ear {
    pub(crate) async fn next(&mut self) -> Option<Heard> {
        tokio::select! {
            biased;
            Ok(()) = self.gaps.changed() => Some(Heard::Missed),
            // Also when the connection's own task has ended: no more gaps then, nor words once the queue is empty.
            word = self.words.next() => word.map(|it| Heard::Word(it.payload)),
        }
    }
}

/// What stands for itself in an address may be written `%40`. `None` if it is no text then.
fn percent_decoded(part: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(part.len());
    let mut rest = part.bytes();
    while let Some(byte) = rest.next() {
        bytes.push(match byte {
            b'%' => {
                let mut digit = || char::from(rest.next()?).to_digit(16);
                u8::try_from(digit()? * 16 + digit()?).ok()?
            }
            byte => byte,
        });
    }
    String::from_utf8(bytes).ok()
}

#[cfg(test)]
mod tests {
    use super::percent_decoded;

    #[test]
    fn what_an_address_cannot_hold_is_written_with_percents() {
        assert_eq!(percent_decoded("p%40ss%C3%A9").as_deref(), Some("p@ssé"));
        assert_eq!(percent_decoded("plain").as_deref(), Some("plain"));
        for broken in ["%", "%4", "%zz", "%C3"] {
            assert_eq!(percent_decoded(broken), None, "{broken}");
        }
    }
}
