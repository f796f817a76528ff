// SPDX-License-Identifier: EUPL-1.2
//! Who may find whom. A member finds everyone, close colleagues first; an outsider finds the people of his projects only.

use base::{Day, Id, Timestamp, kind};
use db::{DbResult, Reads, sql};

use crate::{administration::Administration, grant::Signed};

type Account = Id<kind::Account>;

/// Most words of a search that count.
const WORDS_MAX: usize = 4;

/// People whose every word begins as asked, at most `limit`: those of the same organisation first, then those of shared
/// projects, then the others, each by name. `words`: folded, not blank; none finds everyone. Those who are in `without`
/// are left out.
///
/// # Errors
/// Whatever the database says.
pub async fn find_people(
    on: impl Reads,
    actor: Signed,
    words: &[String],
    without: Option<Id<kind::Project>>,
    now: Timestamp,
    limit: i64,
) -> DbResult<Vec<Account>> {
    let mut bounds = words.iter().take(WORDS_MAX).map(|it| prefix(it));
    let mut next = || bounds.next().unwrap_or_else(everything);
    let [a, b, c, d] = [next(), next(), next(), next()];
    let query = if actor.is_external {
        sql!(
            "WITH shared AS (
               SELECT m.project FROM members m
               WHERE m.status = 'active' AND (m.ends_at > $1 OR m.ends_at IS NULL)
                 AND (m.account = $2 OR m.group_id IN (SELECT g.group_id FROM group_people g WHERE g.account = $2))),
             people AS (
               SELECT m.account FROM members m
               WHERE m.project IN (SELECT project FROM shared) AND m.account IS NOT NULL AND m.status = 'active'
                 AND (m.ends_at > $1 OR m.ends_at IS NULL)
               UNION
               SELECT g.account FROM members m JOIN group_people g ON g.group_id = m.group_id
               WHERE m.project IN (SELECT project FROM shared) AND m.status = 'active' AND (m.ends_at > $1 OR m.ends_at IS NULL))
             SELECT a.id FROM accounts a
             WHERE a.status <> 'deactivated' AND a.id IN (SELECT account FROM people)
               AND a.id IN (SELECT w.account FROM account_words w WHERE w.word >= $3 AND w.word < $4)
               AND a.id IN (SELECT w.account FROM account_words w WHERE w.word >= $5 AND w.word < $6)
               AND a.id IN (SELECT w.account FROM account_words w WHERE w.word >= $7 AND w.word < $8)
               AND a.id IN (SELECT w.account FROM account_words w WHERE w.word >= $9 AND w.word < $10)
               AND NOT EXISTS (SELECT 1 FROM members m WHERE m.project = $11 AND m.account = a.id)
             ORDER BY a.sort_name, a.id LIMIT $12"
        )
    } else if words.len() < 2 {
        // What is typed into a search box is one word most of the time, and a short one matches many.
        return one_word(on, actor, a, without, now, limit).await;
    } else {
        sql!(
            "WITH shared AS (
               SELECT m.project FROM members m
               WHERE m.status = 'active' AND (m.ends_at > $1 OR m.ends_at IS NULL)
                 AND (m.account = $2 OR m.group_id IN (SELECT g.group_id FROM group_people g WHERE g.account = $2)))
             SELECT a.id FROM accounts a
             WHERE a.status <> 'deactivated'
               AND a.id IN (SELECT w.account FROM account_words w WHERE w.word >= $3 AND w.word < $4)
               AND EXISTS (SELECT 1 FROM account_words w WHERE w.account = a.id AND w.word >= $5 AND w.word < $6)
               AND EXISTS (SELECT 1 FROM account_words w WHERE w.account = a.id AND w.word >= $7 AND w.word < $8)
               AND EXISTS (SELECT 1 FROM account_words w WHERE w.account = a.id AND w.word >= $9 AND w.word < $10)
               AND NOT EXISTS (SELECT 1 FROM members m WHERE m.project = $11 AND m.account = a.id)
             ORDER BY CASE
                 WHEN EXISTS (SELECT 1 FROM organisation_accounts mine JOIN organisation_accounts theirs ON theirs.organisation = mine.organisation
                   WHERE mine.account = $2 AND theirs.account = a.id) THEN 0
                 WHEN EXISTS (SELECT 1 FROM members m WHERE m.account = a.id AND m.project IN (SELECT project FROM shared)) THEN 1
                 ELSE 2 END, a.sort_name, a.id
             LIMIT $12"
        )
    };
    query
        .bind(now)
        .bind(actor.account)
        .bind(a.0)
        .bind(a.1)
        .bind(b.0)
        .bind(b.1)
        .bind(c.0)
        .bind(c.1)
        .bind(d.0)
        .bind(d.1)
        .bind(without)
        .bind(limit)
        .values(on)
        .await
}

async fn one_word(
    on: impl Reads,
    actor: Signed,
    word: (Vec<u8>, Vec<u8>),
    without: Option<Id<kind::Project>>,
    now: Timestamp,
    limit: i64,
) -> DbResult<Vec<Account>> {
    sql!(
        "WITH shared AS (
           SELECT m.project FROM members m
           WHERE m.status = 'active' AND (m.ends_at > $1 OR m.ends_at IS NULL)
             AND (m.account = $2 OR m.group_id IN (SELECT g.group_id FROM group_people g WHERE g.account = $2)))
         SELECT a.id FROM accounts a
         WHERE a.status <> 'deactivated'
           AND a.id IN (SELECT w.account FROM account_words w WHERE w.word >= $3 AND w.word < $4)
           AND NOT EXISTS (SELECT 1 FROM members m WHERE m.project = $5 AND m.account = a.id)
         ORDER BY CASE
             WHEN EXISTS (SELECT 1 FROM organisation_accounts mine JOIN organisation_accounts theirs ON theirs.organisation = mine.organisation
               WHERE mine.account = $2 AND theirs.account = a.id) THEN 0
             WHEN EXISTS (SELECT 1 FROM members m WHERE m.account = a.id AND m.project IN (SELECT project FROM shared)) THEN 1
             ELSE 2 END, a.sort_name, a.id
         LIMIT $6"
    )
    .bind(now)
    .bind(actor.account)
    .bind(word.0)
    .bind(word.1)
    .bind(without)
    .bind(limit)
    .values(on)
    .await
}

/// From the first word with this beginning to before the first one without it. Words are compared as bytes.
fn prefix(word: &str) -> (Vec<u8>, Vec<u8>) {
    // No UTF-8 text holds this byte.
    (word.as_bytes().to_vec(), [word.as_bytes(), &[0xff]].concat())
}

fn everything() -> (Vec<u8>, Vec<u8>) {
    prefix("")
}

/// Whether `actor` may know of `account`: himself, anyone for a member, the people of his projects for an outsider.
///
/// # Errors
/// Whatever the database says.
pub async fn sees(on: impl Reads, actor: Signed, account: Account, now: Timestamp) -> DbResult<bool> {
    let found: i64 = sql!(
        "SELECT COUNT(*) FROM accounts a WHERE a.id = $1 AND ($2 = FALSE OR a.id = $3 OR EXISTS (
           SELECT 1 FROM members mine JOIN members theirs ON theirs.project = mine.project
           WHERE mine.status = 'active' AND (mine.ends_at > $4 OR mine.ends_at IS NULL)
             AND theirs.status = 'active' AND (theirs.ends_at > $4 OR theirs.ends_at IS NULL)
             AND (mine.account = $3 OR mine.group_id IN (SELECT g.group_id FROM group_people g WHERE g.account = $3))
             AND (theirs.account = a.id OR theirs.group_id IN (SELECT g.group_id FROM group_people g WHERE g.account = a.id))))"
    )
    .bind(account)
    .bind(actor.is_external)
    .bind(actor.account)
    .bind(now)
    .value(on)
    .await?;
    Ok(found > 0)
}

/// How long an outsider is let in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Term {
    /// Into no project any more.
    Over,
    /// Until the end of this day.
    Until(Day),
    /// Without an end.
    Open,
}

/// How long `account` is in any project, whatever his place there.
///
/// # Errors
/// Whatever the database says.
pub async fn term(on: impl Reads, account: Account, now: Timestamp) -> DbResult<Term> {
    let (open, last): (i64, Option<Day>) = sql!(
        "SELECT COUNT(CASE WHEN m.ends_at IS NULL THEN 1 END), MAX(m.ends_on) FROM members m
         WHERE (m.ends_at > $1 OR m.ends_at IS NULL)
           AND (m.account = $2 OR m.group_id IN (SELECT g.group_id FROM group_people g WHERE g.account = $2))"
    )
    .bind(now)
    .bind(account)
    .one(on)
    .await?;
    Ok(match (open, last) {
        (0, None) => Term::Over,
        (0, Some(day)) => Term::Until(day),
        _ => Term::Open,
    })
}

/// The organisations that an administration reaches; `None`: all of them.
///
/// # Errors
/// Whatever the database says.
pub async fn reached(
    on: impl Reads,
    administration: &Administration,
) -> DbResult<Option<Vec<Id<kind::Organisation>>>> {
    let Some(account) = administration.branches_of() else {
        return Ok(None);
    };
    let reached = sql!(
        "SELECT DISTINCT b.organisation FROM organisation_branches b JOIN organisation_administrators a ON a.organisation = b.ancestor
         WHERE a.account = $1"
    )
    .bind(account)
    .values(on)
    .await?;
    Ok(Some(reached))
}
