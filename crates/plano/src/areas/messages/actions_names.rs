// SPDX-License-Identifier: EUPL-1.2
//! Whom a text names, by the names that whoever writes it may know. What stands beside an id is what somebody typed: nobody
//! reads it as a name before it was asked whose it is.

use std::collections::HashMap;

use access::Signed;
use base::Problem;
use db::{Db, Reads as _};

use super::{
    markdown, markdown_writing,
    model::{Body, Mention},
};
use crate::areas::{accounts, orgs};

type Result<T> = std::result::Result<T, Problem>;

/// A text in which those it names have their names. Whom its author may not know it does not name: there it says what was
/// written.
///
/// # Errors
/// `message.too_long` at `field`.
pub async fn right(db: &Db, by: Signed, body: Body, field: &'static str) -> Result<Body> {
    let named = markdown::mentions(body.as_str());
    if named.is_empty() {
        return Ok(body);
    }
    let names = names(db, by, &named).await?;
    let text = markdown_writing::named(body.as_str(), |mention| names.get(&mention).cloned());
    Body::new(&text).map_err(|invalid| Problem::field(field, invalid))
}

/// A text whose mentions are the names of those it names: elsewhere it names nobody. Of whom whoever passes it on may not
/// know he learns nothing: there it says what was written.
pub async fn in_words(db: &Db, by: Signed, body: &str) -> Result<String> {
    let named = markdown::mentions(body);
    if named.is_empty() {
        return Ok(body.to_owned());
    }
    let names = names(db, by, &named).await?;
    Ok(markdown_writing::in_words(body, |mention| {
        names.get(&mention).cloned()
    }))
}

/// The names of those of whom `by` may know.
async fn names(db: &Db, by: Signed, named: &[Mention]) -> Result<HashMap<Mention, String>> {
    let people: Vec<_> = named
        .iter()
        .filter_map(|it| match it {
            Mention::Account(account) => Some(*account),
            Mention::Group(_) | Mention::Everyone => None,
        })
        .collect();
    let groups: Vec<_> = named
        .iter()
        .filter_map(|it| match it {
            Mention::Group(group) => Some(*group),
            Mention::Account(_) | Mention::Everyone => None,
        })
        .collect();
    let mut names: HashMap<Mention, String> = HashMap::new();
    let people = access::seen(db, by, &people, db.time()).await?;
    let groups = access::seen_groups(db, by, &groups, db.time()).await?;
    for (id, person) in accounts::people(db, &people).await? {
        names.insert(Mention::Account(id), person.name);
    }
    for (id, group) in orgs::group_cards(db, &groups).await? {
        names.insert(Mention::Group(id), group.name);
    }
    Ok(names)
}
