// SPDX-License-Identifier: EUPL-1.2
//! Taking away what was said: it is noted before it is given.

use std::{collections::HashMap, sync::Arc};

use access::{ActionKind, Grant, Read, grant_again};
use base::{Day, Id, Invalid, Problem, SecretHash, kind};
use events::{Announce as _, MessageEvent};
use jiff::tz::TimeZone;
use tokio::sync::{Semaphore, SemaphorePermit};

use super::{
    export_stream::Taking,
    model::ChannelKind,
    model_export::{ExportFormat, Head},
    model_hooks::Automate,
    model_log::{ENTRIES_MAX, Entry, Log, LogFormat, PassedOn, Period, TEXT_MAX_BYTES},
    model_readers, store_channels, store_exports,
    store_places::Channel,
    views_channels,
    words_log::{self, Words},
};
use crate::{
    app::App,
    areas::{accounts, projects},
    table::Table,
};

type Result<T> = std::result::Result<T, Problem>;

/// Entries read at a time.
const STRETCH: i64 = 500;

/// One long log is made at a time, because it is held whole while it is; no more wait for that than have a turn at taking
/// something away ([`super::export_turns`]).
static LONG: Semaphore = Semaphore::const_new(1);
/// Short ones do not wait for it, so many of them.
static SHORT: Semaphore = Semaphore::const_new(SHORT_AT_ONCE);
/// See [`SHORT`].
pub const SHORT_AT_ONCE: usize = 4;
/// A longer log is a long one: so many entries,
const SHORT_MAX_ENTRIES: i64 = 1_000;
/// and so much text.
const SHORT_MAX_BYTES: i64 = 512 * 1024;

/// A turn at making a log of so many entries and bytes, for as long as it is held.
///
/// # Errors
/// None that is expected: the semaphores are never closed.
pub async fn turn(entries: i64, bytes: i64) -> Result<SemaphorePermit<'static>> {
    let turns = if entries > SHORT_MAX_ENTRIES || bytes > SHORT_MAX_BYTES {
        &LONG
    } else {
        &SHORT
    };
    turns.acquire().await.map_err(Problem::internal)
}

/// A log as a file.
pub struct Made {
    pub bytes: Vec<u8>,
    pub fingerprint: String,
}

/// Makes the file of a log. `held` is what whoever takes it holds while it is made: it is let go once that has really ended,
/// even if he went away, and then it ends soon.
///
/// # Errors
/// None that is expected.
pub async fn made(
    log: Log,
    words: &'static Words,
    format: LogFormat,
    held: impl Send + 'static,
) -> Result<Made> {
    let waiting = Arc::new(());
    let asked = Arc::downgrade(&waiting);
    // Setting a page of text takes a while: not where others wait.
    let made = tokio::task::spawn_blocking(move || {
        let _held = held;
        let goes_on = || asked.strong_count() > 0;
        let bytes = match format {
            LogFormat::Pdf => log.pdf(words, goes_on)?,
            LogFormat::Csv => log.csv(words, goes_on)?,
        };
        Ok(Made {
            bytes,
            fingerprint: log.fingerprint(),
        })
    });
    let made = made.await.map_err(Problem::internal)?;
    drop(waiting);
    made
}

/// Takes a log away, or a period of it: all who read it may, and the journal says who did.
///
/// # Errors
/// `channel.not_a_log`; `period.ends_before_it_starts`; `log.too_long`: a shorter period is to be asked for.
pub async fn take_log(
    app: &App,
    channel: Grant<Read, Channel>,
    (from, to): (Option<Day>, Option<Day>),
) -> Result<(Log, &'static Words, SemaphorePermit<'static>)> {
    let db = &app.db;
    let row = store_channels::find(db, &channel)
        .await?
        .filter(|it| it.kind == ChannelKind::Log)
        .ok_or_else(|| Problem::conflict("channel.not_a_log"))?;
    let me = channel.actor().account;
    let addressee = accounts::addressee(app, me).await?.ok_or(Problem::NotFound)?;
    let zone = TimeZone::get(&addressee.time_zone).unwrap_or(TimeZone::UTC);
    let period = Period::new(from, to, zone)?;
    let bounds = period.bounds();
    let (count, bytes) = store_exports::log_size(db, &channel, bounds).await?;
    fits(count, bytes)?;
    let turn = turn(count, bytes).await?;
    let channel = noted(app, channel).await?;
    let mut corrected: HashMap<i64, Vec<i64>> = HashMap::new();
    for (entry, by) in store_exports::log_corrections(db, &channel, bounds).await? {
        corrected.entry(entry).or_default().push(by);
    }
    let mut names: HashMap<Id<kind::Account>, String> = HashMap::new();
    let mut entries: Vec<Entry> = Vec::with_capacity(usize::try_from(count).unwrap_or_default());
    let mut bytes = 0;
    loop {
        let after = entries.last().map_or(0, |it| it.number);
        let rows = store_exports::log_entries(db, &channel, after, bounds, STRETCH).await?;
        if rows.is_empty() {
            break;
        }
        // Entries may have come while he waited for his turn.
        bytes += rows
            .iter()
            .map(|it| it.body.len() + it.passed_body.as_ref().map_or(0, String::len))
            .sum::<usize>();
        let so_far = |it: usize| i64::try_from(it).unwrap_or(i64::MAX);
        fits(so_far(entries.len() + rows.len()), so_far(bytes))?;
        let mut unknown: Vec<_> = rows
            .iter()
            .flat_map(|it| std::iter::once(it.author).chain(it.passed_author))
            .filter(|it| !names.contains_key(it))
            .collect();
        unknown.sort_unstable();
        unknown.dedup();
        let cards = accounts::people(db, &unknown).await?;
        names.extend(cards.into_iter().map(|(id, person)| (id, person.name)));
        let signed = |author: Id<kind::Account>, then: Option<String>, automate: Option<&str>| {
            let name = then.unwrap_or_else(|| names.get(&author).cloned().unwrap_or_default());
            match Automate::read(automate) {
                Some(automate) => format!("{} ({name})", automate.name),
                None => name,
            }
        };
        entries.extend(rows.into_iter().map(|row| Entry {
            number: row.seq,
            at: row.posted_at,
            author: row.author,
            author_name: signed(row.author, row.author_name, row.automate.as_deref()),
            passed_on: row.passed_at.zip(row.passed_author).map(|(at, author)| PassedOn {
                at,
                author,
                author_name: signed(author, row.passed_author_name, row.passed_automate.as_deref()),
                body: row.passed_body.unwrap_or_default(),
            }),
            body: row.body,
            corrects: row.quoted_seq,
            corrected_by: corrected.remove(&row.seq).unwrap_or_default(),
        }));
    }
    let project = match row.project {
        Some(project) => projects::card(db, project).await?.map(|it| it.name),
        None => None,
    };
    let log = Log {
        channel: row.name,
        project: project.unwrap_or_default(),
        period,
        taken_by: addressee.name.unwrap_or_default(),
        taken_at: app.now(),
        entries,
    };
    Ok((log, words_log::of(addressee.language), turn))
}

/// Whether so much goes into one document.
fn fits(entries: i64, bytes: i64) -> Result<()> {
    if entries > ENTRIES_MAX || bytes > TEXT_MAX_BYTES {
        let invalid = Invalid::new("log.too_long")
            .with("max_entries", ENTRIES_MAX)
            .with("entries", entries);
        return Err(Problem::field("from", invalid));
    }
    Ok(())
}

/// Asks the permission again, because whoever takes a log may have waited for his turn, and has the journal say that he does.
async fn noted(app: &App, channel: Grant<Read, Channel>) -> Result<Grant<Read, Channel>> {
    app.db
        .write(channel.actor(), async move |tx| {
            let channel: Grant<Read, _> = grant_again(tx, &channel).await?;
            let (project, id) = (channel.place(), channel.id());
            tx.announce(MessageEvent::LogTaken { project, channel: id })
                .await?;
            Ok(channel)
        })
        .await
}

/// Whether whoever holds this may take all of a channel away: he manages it, be its project archived, or it is his conversation.
#[must_use]
pub fn is_theirs(channel: &Grant<Read, Channel>) -> bool {
    channel.place().is_none() || channel.also(ActionKind::Oversee)
}

/// Who reads a channel, as a table: for those who take it away too. The journal says who did.
///
/// # Errors
/// `access.managers_only`.
pub async fn take_readers(app: &App, channel: Grant<Read, Channel>) -> Result<Table> {
    if !is_theirs(&channel) {
        return Err(Problem::forbidden("access.managers_only"));
    }
    let addressee = accounts::addressee(app, channel.actor().account)
        .await?
        .ok_or(Problem::NotFound)?;
    let people = views_channels::all_readers(app, &channel).await?;
    let table = model_readers::table(&people, words_log::of(addressee.language))?;
    app.db
        .write(channel.actor(), async move |tx| {
            let channel: Grant<Read, _> = grant_again(tx, &channel).await?;
            if !is_theirs(&channel) {
                return Err(Problem::forbidden("access.managers_only"));
            }
            let (project, channel) = (channel.place(), channel.id());
            tx.announce(MessageEvent::ReadersTaken { project, channel })
                .await?;
            Ok::<_, Problem>(())
        })
        .await?;
    Ok(table)
}

/// Takes a channel away, whole, and says what is to be written: whoever manages it, or is in the conversation. The journal says who did.
///
/// # Errors
/// `access.managers_only`.
pub async fn take_channel(
    app: &App,
    channel: Grant<Read, Channel>,
    session: SecretHash,
    format: ExportFormat,
) -> Result<Taking> {
    if !is_theirs(&channel) {
        return Err(Problem::forbidden("access.managers_only"));
    }
    let shown = views_channels::channel(app, &channel)
        .await?
        .ok_or(Problem::NotFound)?;
    let me = channel.actor();
    let addressee = accounts::addressee(app, me.account)
        .await?
        .ok_or(Problem::NotFound)?;
    let project_name = match shown.project {
        Some(project) => projects::card(&app.db, project).await?.map(|it| it.name),
        None => None,
    };
    let name = match (shown.name.is_empty(), shown.project) {
        (false, _) => shown.name.clone(),
        (true, Some(_)) => words_log::of(addressee.language).main.to_owned(),
        (true, None) if shown.people.is_empty() => words_log::of(addressee.language).notes.to_owned(),
        (true, None) => {
            let names: Vec<&str> = shown.people.iter().map(|it| it.name.as_str()).collect();
            names.join(", ")
        }
    };
    app.db
        .write(me, async move |tx| {
            let channel: Grant<Read, _> = grant_again(tx, &channel).await?;
            if !is_theirs(&channel) {
                return Err(Problem::forbidden("access.managers_only"));
            }
            let (project, channel) = (channel.place(), channel.id());
            tx.announce(MessageEvent::ChannelTaken { project, channel })
                .await?;
            Ok::<_, Problem>(())
        })
        .await?;
    let by = addressee.name.unwrap_or_default();
    Ok(Taking {
        session,
        channel: shown.id,
        format,
        language: addressee.language,
        head: Head::of(&shown, project_name, me.account, app.now()),
        name,
        by,
    })
}

#[cfg(test)]
mod tests {
    use base::Timestamp;
    use tokio::sync::oneshot;

    use super::*;
    use crate::areas::accounts::Language;

    fn of_entries(count: i64) -> Log {
        let entries = (0..count).map(|number| Entry {
            number,
            at: Timestamp::from_micros(number),
            author: Id::MIN,
            author_name: "Maëlle Kervadec".into(),
            body: "Rien à signaler. ".repeat(100),
            passed_on: None,
            corrects: None,
            corrected_by: Vec::new(),
        });
        Log {
            channel: "Nuit".into(),
            project: "Continuité".into(),
            period: Period::new(None, None, TimeZone::UTC).expect("a period"),
            taken_by: "Bertrand Roux".into(),
            taken_at: Timestamp::from_micros(0),
            entries: entries.collect(),
        }
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn what_is_held_while_a_log_is_made_is_let_go_only_when_that_has_ended() {
        let words = words_log::of(Language::Fr);
        let (held, mut let_go) = oneshot::channel::<()>();
        let mut making = Box::pin(made(of_entries(3_000), words, LogFormat::Pdf, held));
        tokio::select! {
            biased;
            _ = &mut making => panic!("three thousand entries take a while"),
            () = std::future::ready(()) => {}
        }
        // Whoever asked goes away, and is not waited for; the work is still under way, and holds what it holds.
        drop(making);
        assert!(
            let_go
                .try_recv()
                .is_err_and(|it| it == oneshot::error::TryRecvError::Empty)
        );
        // It ends by itself, and nothing is said.
        let_go.await.expect_err("nothing is said");
        let whole = made(of_entries(3), words, LogFormat::Pdf, ())
            .await
            .expect("a file");
        assert!(whole.bytes.starts_with(b"%PDF-"));
        assert_eq!(whole.fingerprint.len(), 64);
    }

    #[tokio::test]
    async fn a_short_log_does_not_wait_for_a_long_one_and_long_ones_wait_for_each_other() {
        let long = turn(ENTRIES_MAX, 0).await.expect("a turn");
        drop(turn(1, 100).await.expect("a turn"));
        let mut other = Box::pin(turn(1, TEXT_MAX_BYTES));
        tokio::select! {
            biased;
            _ = &mut other => panic!("two at once"),
            () = std::future::ready(()) => {}
        }
        drop(long);
        drop(other.await.expect("a turn"));
    }
}
