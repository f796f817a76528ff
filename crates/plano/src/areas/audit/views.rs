// SPDX-License-Identifier: EUPL-1.2
//! From lines to what administrators see.

use std::collections::{BTreeMap, HashMap};

use base::{Id, Page, PageSize, kind};
use db::{Db, DbResult};

use super::{
    chain::{BEGINNING, seal},
    model::{Integrity, JournalEntry, Sought},
    store::{self, Line},
};
use crate::{
    app::App,
    areas::{accounts, orgs},
};

/// A page of lines before `before`, newest first.
///
/// # Errors
/// Whatever the database says.
pub async fn page(app: &App, sought: &Sought, before: i64, size: PageSize) -> DbResult<Page<JournalEntry>> {
    let lines = store::page(&app.db, sought, before, size).await?;
    let page = Page::cut(lines, size, |line| line.position.to_string());
    Ok(Page {
        items: named(&app.db, page.items).await?,
        next: page.next,
    })
}

/// Lines with today's names, in two statements however many they are.
async fn named(db: &Db, lines: Vec<Line>) -> DbResult<Vec<JournalEntry>> {
    let people: Vec<Id<kind::Account>> = lines
        .iter()
        .flat_map(|it| [it.actor, it.account])
        .flatten()
        .collect();
    let people = accounts::people(db, &people).await?;
    let organisations: HashMap<_, _> = orgs::all_names(db)
        .await?
        .into_iter()
        .map(|it| (it.id, it))
        .collect();
    let entries = lines.into_iter().map(|line| JournalEntry {
        seq: line.position,
        at: line.at,
        actor: line.actor.and_then(|it| people.get(&it).cloned()),
        kind: line.kind,
        account: line.account.and_then(|it| people.get(&it).cloned()),
        organisation: line.organisation.and_then(|it| organisations.get(&it).cloned()),
        address: line.address,
        details: serde_json::from_str::<BTreeMap<String, String>>(&line.details).unwrap_or_default(),
    });
    Ok(entries.collect())
}

/// Looks at every line, a thousand at a time.
///
/// # Errors
/// Whatever the database says.
pub async fn check(db: &Db) -> DbResult<Integrity> {
    let (mut checked, mut before) = (0, BEGINNING.to_vec());
    loop {
        let lines = store::sealed(db, checked).await?;
        if lines.is_empty() {
            return Ok(Integrity {
                checked,
                intact: true,
                first_broken: None,
            });
        }
        for (line, hash) in lines {
            if line.position != checked + 1 || seal(&before, &line) != hash {
                return Ok(Integrity {
                    checked,
                    intact: false,
                    first_broken: Some(checked + 1),
                });
            }
            (checked, before) = (line.position, hash);
        }
    }
}
