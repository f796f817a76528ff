// SPDX-License-Identifier: EUPL-1.2
//! Whom a message concerns by its words. Words are looked up in the index of all keywords; only for those that stand in it, be
//! they several words, is asked whose they are of those who read the channel.

use base::{Id, kind};
use db::{DbResult, Tx};

use super::{
    markdown,
    model::MessageKind,
    model_keywords::Spoken,
    model_search::{SEARCHED_MAX_CHARS, searched},
    store_keywords, store_search,
};

type AccountId = Id<kind::Account>;

/// Those whom a message concerns by a word.
#[derive(Debug, Default)]
pub struct ByKeyword {
    /// One of its words is somebody's, whoever reads the channel.
    pub is_any: bool,
    /// Each with the first of his words that it says, as he wrote that; in the order of their ids.
    pub people: Vec<(AccountId, String)>,
    /// There may be more of them, after this one.
    pub next: Option<AccountId>,
}

/// Those of the channel who want to be told of a word of this message: at most `most` of them, after `after`; its author is not
/// among them. Three statements, however many they are.
///
/// # Errors
/// Whatever the database says.
pub async fn by_keyword(
    tx: &mut Tx,
    message: Id<kind::Message>,
    after: Option<AccountId>,
    most: usize,
) -> DbResult<ByKeyword> {
    let Some(row) = store_keywords::spoken(&mut *tx, message).await? else {
        return Ok(ByKeyword::default());
    };
    let mut text = row.body.clone();
    if row.kind == MessageKind::Poll || row.forwards.is_some() {
        let more = store_search::beside(&mut *tx, &[message]).await?;
        text = searched(&text, more.iter().map(|it| it.1.as_str()));
    }
    let spoken = Spoken::of(&markdown::plain(&text, SEARCHED_MAX_CHARS));
    let mut said = store_keywords::begun_by(&mut *tx, &spoken.list()).await?;
    said.retain(|it| spoken.has(it));
    if said.is_empty() {
        return Ok(ByKeyword::default());
    }
    let (after, now) = (after.unwrap_or(Id::MIN), tx.now());
    let keywords = serde_json::json!(said).to_string();
    let rows = i64::try_from(most).unwrap_or(i64::MAX);
    let mut people = store_keywords::heard(&mut *tx, &row, &keywords, after, now, rows).await?;
    let is_full = people.len() >= most;
    people.dedup_by_key(|it| it.0);
    Ok(ByKeyword {
        is_any: true,
        next: people.last().map(|it| it.0).filter(|_| is_full),
        people,
    })
}
