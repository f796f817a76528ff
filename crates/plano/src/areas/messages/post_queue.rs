// SPDX-License-Identifier: EUPL-1.2
//! Gathers the messages that several people post at once: one step of the counter for each channel, all the rows sent
//! together, one commit. A hot channel on PostgreSQL is otherwise as slow as its row lock, which is held until the commit is
//! durable (docs/adr/0016).

use std::{
    collections::HashMap,
    mem,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use base::{Actor, Id, Problem, kind};
use db::{Db, Query, Tx, Wake};
use events::MessageEvent;
use tokio::sync::oneshot;
use uuid::Uuid;

use super::{
    actions::Refused,
    jobs::ClosePoll,
    model::{Body, Mention, Message, MessageKind},
    model_forward::Copied,
    store, store_forwards,
    store_polls::{self, Put},
    store_readers, store_search, views,
};
use crate::areas::accounts;

type ChannelId = Id<kind::Channel>;
type MessageId = Id<kind::Message>;
type AccountId = Id<kind::Account>;

/// Most that wait: then they are asked to come back.
const WAITING_MAX: usize = 4_096;
/// Most in one commit: a page of rows is sent while the next ones wait.
const BATCH_MAX: usize = 512;

/// A message to post in a channel, its permission established.
#[derive(Clone)]
pub struct Posting {
    pub channel: ChannelId,
    pub project: Option<Id<kind::Project>>,
    pub author: AccountId,
    /// The program that posts it for him, as it is kept.
    pub automate: Option<String>,
    /// He writes it now, and has read what stands before it.
    pub is_here: bool,
    pub draft: Uuid,
    pub kind: MessageKind,
    pub body: Body,
    pub mentions: Vec<Mention>,
    /// What it is found by.
    pub terms: String,
    pub quotes: Option<MessageId>,
    /// What it has beside its words.
    pub addition: Option<Addition>,
}

/// What a message has beside its words.
#[derive(Clone)]
pub enum Addition {
    /// What it passes on, and from where: the original's project and id.
    Forward {
        copied: Copied,
        left: (Option<Id<kind::Project>>, MessageId),
    },
    /// A poll.
    Poll(Put),
}

/// A message that was posted.
#[derive(Debug)]
pub struct Posted {
    pub id: MessageId,
    /// As all who may see it see it; `None`: it was not asked for, or could not be read again.
    pub shown: Option<Message>,
}

type Answer = Result<Posted, Refused>;

struct Waiting {
    posting: Posting,
    is_shown: bool,
    answer: oneshot::Sender<Answer>,
}

#[derive(Default)]
struct State {
    waiting: Vec<Waiting>,
    /// Someone writes what waits, and will look again before he stops.
    is_writing: bool,
}

/// See the module. One for each process; cheap to clone.
#[derive(Clone, Default)]
pub struct PostQueue(Arc<Mutex<State>>);

impl PostQueue {
    /// Posts, with whatever else waits to be posted; answers once it is durable.
    ///
    /// # Errors
    /// [`Refused::NotUnique`] if this draft was posted before; `access.closed` if the channel was closed meanwhile;
    /// [`Problem::Unavailable`] when too much waits; what the database says.
    pub async fn post(&self, db: &Db, posting: Posting) -> Result<MessageId, Refused> {
        self.wait(db, posting, false).await.map(|it| it.id)
    }

    /// The same, and the message as it is shown: read together with those that were posted with it.
    ///
    /// # Errors
    /// As [`post`](Self::post).
    pub async fn post_shown(&self, db: &Db, posting: Posting) -> Answer {
        self.wait(db, posting, true).await
    }

    async fn wait(&self, db: &Db, posting: Posting, is_shown: bool) -> Answer {
        let (answer, answered) = oneshot::channel();
        let writes = {
            let mut state = self.0.lock().unwrap_or_else(PoisonError::into_inner);
            if state.waiting.len() >= WAITING_MAX {
                return Err(Problem::Unavailable(Duration::from_secs(1)).into());
            }
            state.waiting.push(Waiting {
                posting,
                is_shown,
                answer,
            });
            !mem::replace(&mut state.is_writing, true)
        };
        if writes {
            // Apart from the request: whoever asked may go away, and the others' messages must not go with him.
            tokio::spawn(self.clone().write(db.clone()));
        }
        answered
            .await
            .unwrap_or_else(|_| Err(Problem::Unavailable(Duration::from_secs(1)).into()))
    }

    /// Writes all that waits, and what comes meanwhile.
    async fn write(self, db: Db) {
        let mut writing = Writing {
            queue: &self,
            has_ended: false,
        };
        loop {
            let batch = {
                let mut state = self.0.lock().unwrap_or_else(PoisonError::into_inner);
                if state.waiting.is_empty() {
                    // Under the lock: from here on another may write.
                    writing.has_ended = true;
                    state.is_writing = false;
                    return;
                }
                let rest = state.waiting.len().min(BATCH_MAX);
                let later = state.waiting.split_off(rest);
                mem::replace(&mut state.waiting, later)
            };
            let (postings, answers): (Vec<_>, Vec<_>) = batch
                .into_iter()
                .map(|it| (it.posting, (it.is_shown, it.answer)))
                .unzip();
            let postings = Arc::new(postings);
            let all = Arc::clone(&postings);
            let written = db
                .write(Actor::System, async move |tx| insert_all(tx, &all).await)
                .await;
            match written {
                // While the next ones are written.
                Ok(posted) => drop(tokio::spawn(answer_all(db.clone(), answers, posted))),
                Err(refused) if answers.len() == 1 => {
                    if let Some((_, answer)) = answers.into_iter().next() {
                        let _ = answer.send(Err(refused));
                    }
                }
                // The database is away for all of them alike.
                Err(Refused::Problem(Problem::Unavailable(after))) => {
                    for (_, answer) in answers {
                        let _ = answer.send(Err(Problem::Unavailable(after).into()));
                    }
                }
                // One of them spoils the others: each by itself.
                Err(_) => {
                    for (posting, (_, answer)) in postings.iter().cloned().zip(answers) {
                        let alone = db
                            .write(Actor::System, async move |tx| {
                                insert_all(tx, std::slice::from_ref(&posting)).await
                            })
                            .await;
                        let posted = alone.and_then(|ids| {
                            ids.into_iter()
                                .next()
                                .flatten()
                                .map(|id| Posted { id, shown: None })
                                .ok_or_else(|| Problem::forbidden("access.closed").into())
                        });
                        let _ = answer.send(posted);
                    }
                }
            }
        }
    }
}

/// Answers those whose messages are durable, with these as they are shown, read together. Whoever no longer waits will find
/// his message by its draft.
async fn answer_all(db: Db, answers: Vec<(bool, oneshot::Sender<Answer>)>, posted: Vec<Option<MessageId>>) {
    let wanted: Vec<MessageId> = answers
        .iter()
        .zip(&posted)
        .filter_map(|((is_shown, _), id)| id.filter(|_| *is_shown))
        .collect();
    // They are posted all the same.
    let mut shown = views::each(&db, &wanted).await.unwrap_or_default();
    for ((_, answer), id) in answers.into_iter().zip(posted) {
        let _ = answer.send(match id {
            Some(id) => Ok(Posted {
                id,
                shown: shown.remove(&id).map(|it| it.0),
            }),
            None => Err(Problem::forbidden("access.closed").into()),
        });
    }
}

/// Someone writes what waits. Should he be stopped before he has looked a last time, by a panic or at the program's end, the
/// next one who posts writes; those whose messages waited for him are asked to come back, under the same draft.
struct Writing<'q> {
    queue: &'q PostQueue,
    has_ended: bool,
}

impl Drop for Writing<'_> {
    fn drop(&mut self) {
        if self.has_ended {
            return;
        }
        let mut state = self.queue.0.lock().unwrap_or_else(PoisonError::into_inner);
        state.is_writing = false;
        // Their answers are dropped with them, which says so.
        let left = mem::take(&mut state.waiting);
        drop(state);
        if !left.is_empty() {
            tracing::error!(messages = left.len(), "the writer of messages was stopped");
        }
    }
}

/// Inserts messages, each at the next place of its channel, and announces them. For each its id; `None` where the channel is
/// closed.
async fn insert_all(tx: &mut Tx, postings: &[Posting]) -> Result<Vec<Option<MessageId>>, Refused> {
    let mut counts: HashMap<ChannelId, i64> = HashMap::new();
    for posting in postings {
        *counts.entry(posting.channel).or_default() += 1;
    }
    // In the order of their ids, so that two processes never wait for each other.
    let mut channels: Vec<_> = counts.into_iter().collect();
    channels.sort_unstable();
    let at = tx.now();
    let mut next: HashMap<ChannelId, i64> = HashMap::with_capacity(channels.len());
    for (channel, count) in channels {
        if let Some(last) = store::take_places(tx, channel, count, at).await? {
            next.insert(channel, last - count);
        }
    }
    let names = names_in_logs(tx, postings).await?;
    let mut queries = Vec::with_capacity(postings.len() * 4);
    let mut read: HashMap<(AccountId, ChannelId), i64> = HashMap::new();
    let mut written: HashMap<(AccountId, ChannelId), i64> = HashMap::new();
    let mut posted = Vec::with_capacity(postings.len());
    let mut ends = Vec::new();
    for posting in postings {
        let Some(seq) = next.get_mut(&posting.channel) else {
            posted.push(None);
            continue;
        };
        *seq += 1;
        let whose = (posting.author, posting.channel);
        if posting.is_here {
            read.insert(whose, *seq);
            written.remove(&whose);
        } else if posting.automate.is_none() {
            *written.entry(whose).or_default() += 1;
        }
        let id = tx.new_id();
        let name = |of: AccountId| {
            let is_kept = posting.kind == MessageKind::Entry;
            names.get(&of).filter(|_| is_kept).map(String::as_str)
        };
        let inserted = store::Inserted {
            id,
            channel: posting.channel,
            author: posting.author,
            author_name: name(posting.author),
            automate: posting.automate.as_deref(),
            draft: posting.draft,
            kind: posting.kind,
            body: &posting.body,
            quotes: posting.quotes,
            forwards: match &posting.addition {
                Some(Addition::Forward { copied, .. }) => Some(copied.origin),
                Some(Addition::Poll(_)) | None => None,
            },
            at,
        };
        queries.push(store::insertion(&inserted, Some(*seq), None));
        queries.extend(store::mentions(
            id,
            posting.channel,
            Some(*seq),
            &posting.mentions,
        ));
        queries.push(store_search::insertion(id, &posting.terms));
        if let Some(addition) = &posting.addition {
            queries.extend(added(tx, id, posting, addition, &name)?);
            if let Addition::Poll(Put {
                ends_at: Some(at), ..
            }) = addition
            {
                ends.push((id, *at));
            }
        }
        let event = MessageEvent::Posted {
            project: posting.project,
            channel: posting.channel,
            message: id,
            thread: None,
        };
        queries.push(events::announcement(
            tx,
            Actor::Account(posting.author),
            &event.into(),
        )?);
        posted.push(Some(id));
    }
    queries.extend(
        read.into_iter()
            .map(|((author, channel), seq)| store_readers::read_by_author(author, channel, seq)),
    );
    queries.extend(
        written
            .into_iter()
            .map(|((author, channel), count)| store_readers::written_by_author(author, channel, count)),
    );
    tx.each(queries).await?;
    for (poll, at) in ends {
        jobs::enqueue::<ClosePoll>(tx, &poll, Some(at)).await?;
    }
    tx.wakes(Wake::Events);
    Ok(posted)
}

/// What those are called now who write entries of logs, and whose words they pass on: a log says who wrote under the name of
/// then.
async fn names_in_logs(tx: &mut Tx, postings: &[Posting]) -> Result<HashMap<AccountId, String>, Refused> {
    let entries = postings.iter().filter(|it| it.kind == MessageKind::Entry);
    let mut authors: Vec<AccountId> = entries
        .flat_map(|it| {
            let passed_on = match &it.addition {
                Some(Addition::Forward { copied, .. }) => Some(copied.author),
                Some(Addition::Poll(_)) | None => None,
            };
            std::iter::once(it.author).chain(passed_on)
        })
        .collect();
    authors.sort_unstable();
    authors.dedup();
    Ok(accounts::names(tx, &authors).await?)
}

/// The statements that write what a message has beside its words.
fn added<'p>(
    tx: &Tx,
    id: MessageId,
    posting: &Posting,
    addition: &'p Addition,
    name: &impl Fn(AccountId) -> Option<&'p str>,
) -> Result<Vec<Query<'p>>, Refused> {
    match addition {
        Addition::Forward {
            copied,
            left: (project, message),
        } => {
            let event = MessageEvent::Forwarded {
                project: *project,
                message: *message,
                to: posting.channel,
            };
            Ok(vec![
                store_forwards::insertion(id, copied, name(copied.author)),
                events::announcement(tx, Actor::Account(posting.author), &event.into())?,
            ])
        }
        Addition::Poll(poll) => Ok(store_polls::insertions(id, poll)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testkit::TestApp;

    fn posting(author: AccountId, channel: ChannelId) -> Posting {
        Posting {
            channel,
            project: None,
            author,
            automate: None,
            is_here: true,
            draft: base::Id::<kind::Message>::from_uuid(Uuid::from_u128(7)).uuid(),
            kind: MessageKind::Text,
            body: Body::new("Bonjour").expect("a text"),
            mentions: Vec::new(),
            terms: String::new(),
            quotes: None,
            addition: None,
        }
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn a_writer_that_is_stopped_holds_up_nobody() {
        let plano = TestApp::new().await;
        let anna = plano.person("anna").await;
        let notes = anna
            .post("/me/conversations", serde_json::json!({ "people": [] }))
            .await
            .ok();
        let channel = notes["id"].as_str().expect("an id").parse().expect("an id");
        let queue = PostQueue::default();
        let (answer, answered) = oneshot::channel();
        {
            let mut state = queue.0.lock().expect("nobody panicked");
            state.is_writing = true;
            state.waiting.push(Waiting {
                posting: posting(anna.account(), channel),
                is_shown: false,
                answer,
            });
        }
        // What is left of a writer that was stopped.
        drop(Writing {
            queue: &queue,
            has_ended: false,
        });
        answered.await.expect_err("told nothing, and asked to come back");
        // Whoever posts next writes, be it the same under the same draft.
        let posted = queue.post(plano.db(), posting(anna.account(), channel)).await;
        assert!(posted.is_ok(), "{posted:?}");
        assert!(!queue.0.lock().expect("nobody panicked").is_writing);
    }
}
