// SPDX-License-Identifier: EUPL-1.2
//! Who may find whom. A member finds everyone, close colleagues first; an outsider finds the people of his projects only.

use base::{Day, Id, Timestamp, kind};
use db::{DbResult, Query, Reads, sql};

use crate::{administration::Administration, grant::Signed};

type Account = Id<kind::Account>;

/// Most words of a search that count.
const WORDS_MAX: usize = 4;
/// So many near ones are asked for their words one by one. Where there are more, those who have the words are walked instead:
/// it does not take long to meet one who is near.
const NEAR_FEW: i64 = 1_000;
/// So many of those who have the words are looked at first.
const FIRST: i64 = 500;
/// More than there are people.
const ALL: i64 = 1 << 40;

/// People whose every word begins as asked, at most `limit`: those of the same organisation first, then those of shared
/// projects, then the others, each by name. `words`: folded, not blank; none finds everyone. Those who are in `without`
/// are left out.
///
/// # Errors
/// Whatever the database says.
pub async fn find_people(
    on: impl Reads + Copy,
    actor: Signed,
    words: &[String],
    without: Option<Id<kind::Project>>,
    now: Timestamp,
    limit: i64,
) -> DbResult<Vec<Account>> {
    let mut words: Vec<&str> = words.iter().map(String::as_str).take(WORDS_MAX).collect();
    // The longest leaves the fewest, of whom the others are then asked.
    words.sort_by_key(|it| std::cmp::Reverse(it.len()));
    let asked = Asked {
        actor: actor.account,
        words,
        without,
        now,
    };
    if actor.is_external {
        return asked.among_his(on, limit).await;
    }
    let (mut found, farther): (_, &[Nearness]) = if asked.count_near(on).await? <= NEAR_FEW {
        (asked.among_near(on, limit).await?, &[Nearness::Other])
    } else {
        let all = &[Nearness::Organisation, Nearness::Project, Nearness::Other];
        (Vec::new(), all)
    };
    for &nearness in farther {
        let left = limit - i64::try_from(found.len()).unwrap_or(i64::MAX);
        if left > 0 {
            found.extend(asked.walk(on, nearness, left).await?);
        }
    }
    Ok(found)
}

/// How close someone is.
#[derive(Debug, Clone, Copy)]
enum Nearness {
    Organisation,
    Project,
    Other,
}

struct Asked<'a> {
    actor: Account,
    words: Vec<&'a str>,
    without: Option<Id<kind::Project>>,
    now: Timestamp,
}

/// The projects that `$2` is in at `$1`, as `shared`; more may follow.
macro_rules! with_shared {
    () => {
        "WITH shared AS (
           SELECT m.project FROM members m
           WHERE m.status = 'active' AND (m.ends_at > $1 OR m.ends_at IS NULL)
             AND (m.account = $2 OR m.group_id IN (SELECT g.group_id FROM group_people g WHERE g.account = $2)))"
    };
}

/// Of the same organisation as `$2`.
macro_rules! of_the_same_organisation {
    () => {
        "EXISTS (SELECT 1 FROM organisation_accounts mine JOIN organisation_accounts theirs ON theirs.organisation = mine.organisation
           WHERE mine.account = $2 AND theirs.account = f.account)"
    };
}

/// In one of the `shared` projects.
macro_rules! of_a_shared_project {
    () => {
        "EXISTS (SELECT 1 FROM members m WHERE m.account = f.account AND m.project IN (SELECT project FROM shared))"
    };
}

/// Looks at a stretch of those who were `found`, in the order of names: which of them are so near. Thousands who have a word
/// are put in order, and few of them looked at.
macro_rules! walk {
    ($found:expr, $near:expr, $end:literal) => {
        sql!(concat!(
            with_shared!(),
            " SELECT f.account FROM (",
            $found,
            ") f WHERE ",
            $near,
            " AND EXISTS (SELECT 1 FROM accounts a WHERE a.id = f.account AND a.status <> 'deactivated')",
            $end
        ))
    };
}

/// Those with a word, in order, out of the index of words alone.
macro_rules! with_words {
    ($near:expr) => {
        walk!(
            "SELECT DISTINCT w.sort_name, w.account FROM account_words w WHERE w.word >= $3 AND w.word < $4
             ORDER BY w.sort_name, w.account LIMIT $5 OFFSET $6",
            $near,
            " AND EXISTS (SELECT 1 FROM account_words w WHERE w.account = f.account AND w.word >= $7 AND w.word < $8)
              AND EXISTS (SELECT 1 FROM account_words w WHERE w.account = f.account AND w.word >= $9 AND w.word < $10)
              AND EXISTS (SELECT 1 FROM account_words w WHERE w.account = f.account AND w.word >= $11 AND w.word < $12)
              AND NOT EXISTS (SELECT 1 FROM members m WHERE m.project = $13 AND m.account = f.account)
             ORDER BY f.sort_name, f.account LIMIT $14"
        )
    };
}

/// Everyone.
macro_rules! without_words {
    ($near:expr) => {
        walk!(
            "SELECT sort_name, id AS account FROM accounts ORDER BY sort_name, id LIMIT $3 OFFSET $4",
            $near,
            " AND NOT EXISTS (SELECT 1 FROM members m WHERE m.project = $5 AND m.account = f.account)
             ORDER BY f.sort_name, f.account LIMIT $6"
        )
    };
}

impl Asked<'_> {
    /// How many are near, as far as it matters.
    async fn count_near(&self, on: impl Reads) -> DbResult<i64> {
        sql!(concat!(
            with_shared!(),
            "
             SELECT COUNT(*) FROM (
               SELECT theirs.account FROM organisation_accounts mine JOIN organisation_accounts theirs ON theirs.organisation = mine.organisation
               WHERE mine.account = $2
               UNION ALL SELECT m.account FROM members m WHERE m.project IN (SELECT project FROM shared) AND m.account IS NOT NULL
               LIMIT $3) n"
        ))
        .bind(self.now)
        .bind(self.actor)
        .bind(NEAR_FEW + 1)
        .value(on)
        .await
    }

    /// Those of the same organisation, then those of shared projects, each of them looked at.
    async fn among_near(&self, on: impl Reads, limit: i64) -> DbResult<Vec<Account>> {
        let query = sql!(concat!(
            with_shared!(),
            ",
             near AS (
               SELECT account, MIN(nearness) AS nearness FROM (
                 SELECT theirs.account, 0 AS nearness FROM organisation_accounts mine
                   JOIN organisation_accounts theirs ON theirs.organisation = mine.organisation
                 WHERE mine.account = $2
                 UNION ALL SELECT m.account, 1 FROM members m WHERE m.project IN (SELECT project FROM shared) AND m.account IS NOT NULL) n
               GROUP BY account)
             SELECT a.id FROM near n JOIN accounts a ON a.id = n.account
             WHERE a.status <> 'deactivated'
               AND EXISTS (SELECT 1 FROM account_words w WHERE w.account = a.id AND w.word >= $3 AND w.word < $4)
               AND EXISTS (SELECT 1 FROM account_words w WHERE w.account = a.id AND w.word >= $5 AND w.word < $6)
               AND EXISTS (SELECT 1 FROM account_words w WHERE w.account = a.id AND w.word >= $7 AND w.word < $8)
               AND EXISTS (SELECT 1 FROM account_words w WHERE w.account = a.id AND w.word >= $9 AND w.word < $10)
               AND NOT EXISTS (SELECT 1 FROM members m WHERE m.project = $11 AND m.account = a.id)
             ORDER BY n.nearness, a.sort_name, a.id LIMIT $12"
        ));
        let query = self.bounded(query.bind(self.now).bind(self.actor), 0..WORDS_MAX);
        query.bind(self.without).bind(limit).values(on).await
    }

    /// Those that are so near and no nearer: most of the time there are enough among the first.
    async fn walk(&self, on: impl Reads + Copy, nearness: Nearness, limit: i64) -> DbResult<Vec<Account>> {
        let mut found = self.so_near(on, nearness, (0, FIRST), limit).await?;
        let left = limit - i64::try_from(found.len()).unwrap_or(i64::MAX);
        if left > 0 {
            found.extend(self.so_near(on, nearness, (FIRST, ALL), left).await?);
        }
        Ok(found)
    }

    /// Those among a stretch: so many after so many.
    async fn so_near(
        &self,
        on: impl Reads,
        nearness: Nearness,
        (offset, size): (i64, i64),
        limit: i64,
    ) -> DbResult<Vec<Account>> {
        let query = match (nearness, self.words.is_empty()) {
            (Nearness::Organisation, false) => with_words!(of_the_same_organisation!()),
            (Nearness::Project, false) => with_words!(concat!(
                of_a_shared_project!(),
                " AND NOT ",
                of_the_same_organisation!()
            )),
            (Nearness::Other, false) => with_words!(concat!(
                "NOT ",
                of_a_shared_project!(),
                " AND NOT ",
                of_the_same_organisation!()
            )),
            (Nearness::Organisation, true) => without_words!(of_the_same_organisation!()),
            (Nearness::Project, true) => without_words!(concat!(
                of_a_shared_project!(),
                " AND NOT ",
                of_the_same_organisation!()
            )),
            (Nearness::Other, true) => without_words!(concat!(
                "NOT ",
                of_a_shared_project!(),
                " AND NOT ",
                of_the_same_organisation!()
            )),
        };
        let mut query = query.bind(self.now).bind(self.actor);
        if !self.words.is_empty() {
            query = self.bounded(query, 0..1);
        }
        query = query.bind(size).bind(offset);
        if !self.words.is_empty() {
            query = self.bounded(query, 1..WORDS_MAX);
        }
        query.bind(self.without).bind(limit).values(on).await
    }

    /// The people of his projects, whom alone an outsider finds.
    async fn among_his(&self, on: impl Reads, limit: i64) -> DbResult<Vec<Account>> {
        let query = sql!(concat!(
            with_shared!(),
            ",
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
        ));
        let query = self.bounded(query.bind(self.now).bind(self.actor), 0..WORDS_MAX);
        query.bind(self.without).bind(limit).values(on).await
    }

    /// Where each of these words begins and ends; those that are not asked for: everywhere.
    fn bounded<'q>(&self, query: Query<'q>, which: std::ops::Range<usize>) -> Query<'q> {
        which.into_iter().fold(query, |query, at| {
            let (from, to) = prefix(self.words.get(at).copied().unwrap_or_default());
            query.bind(from).bind(to)
        })
    }
}

/// The beginnings of the words that somebody is looked for by: so many bounds of stretches of words, those that are not asked
/// for hold all of them.
#[derive(Debug, Clone)]
pub struct Beginnings([(Vec<u8>, Vec<u8>); WORDS_MAX]);

impl Beginnings {
    /// Of what was typed, folded; the first words only count.
    #[must_use]
    pub fn of(typed: &str) -> Self {
        let folded = base::text::fold(typed);
        let mut words = folded.split(' ').filter(|it| !it.is_empty());
        Self(std::array::from_fn(|_| prefix(words.next().unwrap_or_default())))
    }

    /// Binds all of them, the beginning and the end of each.
    #[must_use]
    pub fn bind<'q>(self, query: Query<'q>) -> Query<'q> {
        self.0
            .into_iter()
            .fold(query, |query, (from, to)| query.bind(from).bind(to))
    }
}

/// From the first word with this beginning to before the first one without it. Words are compared as bytes.
fn prefix(word: &str) -> (Vec<u8>, Vec<u8>) {
    // No UTF-8 text holds this byte.
    (word.as_bytes().to_vec(), [word.as_bytes(), &[0xff]].concat())
}

/// Whether `actor` may know of `account`: himself, anyone for a member, the people of his projects for an outsider.
///
/// # Errors
/// Whatever the database says.
pub async fn sees(on: impl Reads, actor: Signed, account: Account, now: Timestamp) -> DbResult<bool> {
    if actor.is_external {
        return Ok(!seen(on, actor, &[account], now).await?.is_empty());
    }
    let found: i64 = sql!("SELECT COUNT(*) FROM accounts WHERE id = $1")
        .bind(account)
        .value(on)
        .await?;
    Ok(found > 0)
}

/// Those of several people of whom `actor` may know: himself, anyone for a member, the people of his projects for an outsider.
///
/// # Errors
/// Whatever the database says.
pub async fn seen(
    on: impl Reads,
    actor: Signed,
    accounts: &[Account],
    now: Timestamp,
) -> DbResult<Vec<Account>> {
    if accounts.is_empty() || !actor.is_external {
        return Ok(accounts.to_vec());
    }
    macro_rules! of_his_projects {
        ($list:literal) => {
            concat!(
                "SELECT a.id FROM accounts a WHERE a.id IN (",
                $list,
                ") AND (a.id = $2 OR EXISTS (
                   SELECT 1 FROM members mine JOIN members theirs ON theirs.project = mine.project
                   WHERE mine.status = 'active' AND (mine.ends_at > $3 OR mine.ends_at IS NULL)
                     AND theirs.status = 'active' AND (theirs.ends_at > $3 OR theirs.ends_at IS NULL)
                     AND (mine.account = $2 OR mine.group_id IN (SELECT g.group_id FROM group_people g WHERE g.account = $2))
                     AND (theirs.account = a.id OR theirs.group_id IN (SELECT g.group_id FROM group_people g WHERE g.account = a.id))))"
            )
        };
    }
    sql! {
        sqlite: of_his_projects!("SELECT unhex(value) FROM json_each($1)"),
        postgres: of_his_projects!("SELECT CAST(value AS UUID) FROM jsonb_array_elements_text(CAST(CAST($1 AS TEXT) AS JSONB))"),
    }
    .bind(db::id_list(accounts))
    .bind(actor.account)
    .bind(now)
    .values(on)
    .await
}

/// Those of several groups of which `actor` may know: all for a member, those in his projects and his own for an outsider.
///
/// # Errors
/// Whatever the database says.
pub async fn seen_groups(
    on: impl Reads,
    actor: Signed,
    groups: &[Id<kind::Group>],
    now: Timestamp,
) -> DbResult<Vec<Id<kind::Group>>> {
    if groups.is_empty() || !actor.is_external {
        return Ok(groups.to_vec());
    }
    macro_rules! of_his_projects {
        ($list:literal) => {
            concat!(
                "SELECT g.id FROM groups g WHERE g.id IN (",
                $list,
                ") AND (EXISTS (SELECT 1 FROM group_people p WHERE p.group_id = g.id AND p.account = $2) OR EXISTS (
                   SELECT 1 FROM members mine JOIN members theirs ON theirs.project = mine.project
                   WHERE mine.status = 'active' AND (mine.ends_at > $3 OR mine.ends_at IS NULL)
                     AND theirs.status = 'active' AND (theirs.ends_at > $3 OR theirs.ends_at IS NULL)
                     AND (mine.account = $2 OR mine.group_id IN (SELECT p.group_id FROM group_people p WHERE p.account = $2))
                     AND theirs.group_id = g.id))"
            )
        };
    }
    sql! {
        sqlite: of_his_projects!("SELECT unhex(value) FROM json_each($1)"),
        postgres: of_his_projects!("SELECT CAST(value AS UUID) FROM jsonb_array_elements_text(CAST(CAST($1 AS TEXT) AS JSONB))"),
    }
    .bind(db::id_list(groups))
    .bind(actor.account)
    .bind(now)
    .values(on)
    .await
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
