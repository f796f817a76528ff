// SPDX-License-Identifier: EUPL-1.2
//! Whom a message concerns by its words. Words are looked up in the index of all keywords; only where one is somebody's are
//! the people of the channel asked for.

use base::{Id, kind};
use db::{DbResult, Tx};

use super::{
    markdown,
    model::{BODY_MAX_BYTES, MessageKind},
    model_keywords::Spoken,
    model_search::searched,
    store_keywords, store_search, store_told,
};

type AccountId = Id<kind::Account>;

/// Those of the channel who want to be told of a word of this message, under the first such word each; its author is not
/// among them.
///
/// # Errors
/// Whatever the database says.
pub async fn by_keyword(tx: &mut Tx, message: Id<kind::Message>) -> DbResult<Vec<(String, Vec<AccountId>)>> {
    let Some(row) = store_keywords::spoken(&mut *tx, message).await? else {
        return Ok(Vec::new());
    };
    let mut text = row.body;
    if row.kind == MessageKind::Poll || row.forwards.is_some() {
        let more = store_search::beside(&mut *tx, &[message]).await?;
        text = searched(&text, more.iter().map(|it| it.1.as_str()));
    }
    let spoken = Spoken::of(&markdown::plain(&text, BODY_MAX_BYTES));
    let words = spoken.list();
    if !store_keywords::is_any(&mut *tx, row.author, &words).await? {
        return Ok(Vec::new());
    }
    let now = tx.now();
    let people = store_told::audience(&mut *tx, row.channel, now).await?;
    let others: Vec<AccountId> = people.into_iter().filter(|it| Some(*it) != row.author).collect();
    let heard = store_keywords::heard(&mut *tx, message, &words, &db::id_list(&others)).await?;
    let mut told: Vec<(String, Vec<AccountId>)> = Vec::new();
    let mut last = None;
    for it in heard.into_iter().filter(|it| spoken.has(&it.folded)) {
        if last.replace(it.account) == Some(it.account) {
            continue;
        }
        match told.iter_mut().find(|(word, _)| *word == it.word) {
            Some((_, people)) => people.push(it.account),
            None => told.push((it.word, vec![it.account])),
        }
    }
    Ok(told)
}
