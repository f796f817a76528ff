// SPDX-License-Identifier: EUPL-1.2
//! The administration's list of accounts: a hundred thousand of them, found in milliseconds.
//!
//! Whatever narrows the list (a word, a branch, a role) is asked first for the few accounts it leaves. If it leaves few,
//! these are looked at one by one; if nothing narrows it much, the list is walked in its own order, and every step finds one.
//! Words alone come out of an index of their own, in order, and no account is looked at.

use std::str::FromStr;

use access::Signed;
use base::{Id, Invalid};
use db::{DbResult, Reads, row, sql};

use super::{
    model::{AccountId, OrganisationId},
    model_accounts::{AccountRole, AccountSort},
};
use crate::areas::accounts::AccountStatus;

/// Few enough to be looked at one by one.
pub const FEW: i64 = 4_000;
/// Few enough to be gathered and put in order here, when a search is what leaves them.
pub const HITS_MAX: i64 = 30_000;
/// Words of a search that count.
pub const WORDS_MAX: usize = 3;

/// Which accounts.
#[derive(Debug, Clone, Default)]
pub struct Filter {
    /// Beginnings of words, folded, at most [`WORDS_MAX`].
    pub words: Vec<String>,
    /// Standing so.
    pub status: Option<AccountStatus>,
    /// Being that.
    pub role: Option<AccountRole>,
}

impl Filter {
    /// Words are asked for, and nothing else.
    #[must_use]
    pub fn is_words_alone(&self) -> bool {
        !self.words.is_empty() && self.status.is_none() && self.role.is_none()
    }
}

/// Whose list it is: what of it he sees. [`Scope::of`] is the rule.
#[derive(Debug, Clone, Copy)]
pub struct Scope {
    organisation: Option<OrganisationId>,
    branches_of: Option<AccountId>,
}

impl Scope {
    /// An administrator of branches sees these only; `organisation` has been proved to be one of them.
    #[must_use]
    pub fn of(actor: Signed, organisation: Option<OrganisationId>) -> Self {
        let branches_of = (organisation.is_none() && !actor.is_instance_admin).then_some(actor.account);
        Self {
            organisation,
            branches_of,
        }
    }

    /// All accounts there are.
    #[must_use]
    pub const fn is_everything(self) -> bool {
        self.organisation.is_none() && self.branches_of.is_none()
    }
}

/// An account's place in each order.
#[derive(Debug, Clone, PartialEq)]
pub struct Key {
    /// Which.
    pub id: AccountId,
    /// By name.
    pub sort_name: String,
    /// By last activity, 0 for never.
    pub activity: i64,
    /// By creation.
    pub created_at: i64,
}
row!(Key {
    id,
    sort_name,
    activity,
    created_at
});

impl Key {
    /// Before everything in the order of `sort`.
    #[must_use]
    pub fn start(sort: AccountSort) -> Self {
        // The order by activity goes down.
        let (id, activity) = if sort == AccountSort::LastActive {
            (Id::MAX, i64::MAX)
        } else {
            (Id::MIN, i64::MIN)
        };
        Self {
            id,
            sort_name: String::new(),
            activity,
            created_at: i64::MIN,
        }
    }

    /// As an opaque text.
    #[must_use]
    pub fn text(&self, sort: AccountSort) -> String {
        match sort {
            AccountSort::Name => format!("{}.{}", self.id, self.sort_name),
            AccountSort::LastActive => format!("{}.{}", self.id, self.activity),
            AccountSort::Created => format!("{}.{}", self.id, self.created_at),
        }
    }

    /// From such a text.
    ///
    /// # Errors
    /// `page.after`.
    pub fn read(text: &str, sort: AccountSort) -> Result<Self, Invalid> {
        let malformed = || Invalid::new("page.after");
        let (id, value) = text.split_once('.').ok_or_else(malformed)?;
        let mut key = Self {
            id: AccountId::from_str(id).map_err(|_| malformed())?,
            ..Self::start(sort)
        };
        match sort {
            AccountSort::Name => value.clone_into(&mut key.sort_name),
            AccountSort::LastActive => key.activity = value.parse().map_err(|_| malformed())?,
            AccountSort::Created => key.created_at = value.parse().map_err(|_| malformed())?,
        }
        Ok(key)
    }

    /// Whether this comes before `other` in the order of `sort`.
    #[must_use]
    pub fn order(&self, other: &Self, sort: AccountSort) -> std::cmp::Ordering {
        match sort {
            AccountSort::Name => (&self.sort_name, self.id).cmp(&(&other.sort_name, other.id)),
            AccountSort::LastActive => (other.activity, other.id).cmp(&(self.activity, self.id)),
            AccountSort::Created => (self.created_at, self.id).cmp(&(other.created_at, other.id)),
        }
    }
}

/// From the first word that begins so to before the first after it that does not. Words are compared as bytes.
fn beginning(word: &str) -> (Vec<u8>, Vec<u8>) {
    // No UTF-8 text holds this byte.
    (word.as_bytes().to_vec(), [word.as_bytes(), &[0xff]].concat())
}

/// How many accounts have a word beginning with each of these, of which there is one at least.
///
/// # Errors
/// Whatever the database says.
pub async fn count_by_words(on: impl Reads, words: &[String]) -> DbResult<i64> {
    // In order, SQLite merges what both have; else it gathers it in a tree first, three times as slowly.
    let query = match words.len() {
        0 | 1 => sql!(
            "SELECT COUNT(*) FROM (SELECT DISTINCT account FROM administered_words WHERE word >= $1 AND word < $2) h"
        ),
        2 => sql!(
            "SELECT COUNT(*) FROM (
               SELECT account FROM administered_words WHERE word >= $1 AND word < $2
               INTERSECT SELECT account FROM administered_words WHERE word >= $3 AND word < $4 ORDER BY account) h"
        ),
        _ => sql!(
            "SELECT COUNT(*) FROM (
               SELECT account FROM administered_words WHERE word >= $1 AND word < $2
               INTERSECT SELECT account FROM administered_words WHERE word >= $3 AND word < $4
               INTERSECT SELECT account FROM administered_words WHERE word >= $5 AND word < $6 ORDER BY account) h"
        ),
    };
    let bounded = words.iter().take(WORDS_MAX).fold(query, |query, word| {
        let (from, to) = beginning(word);
        query.bind(from).bind(to)
    });
    bounded.value(on).await
}

/// Up to `limit` accounts that have a word beginning with each of these, by name, after `after`: out of the index of words
/// alone, of which none of the accounts is looked at.
///
/// # Errors
/// Whatever the database says.
pub async fn by_words(on: impl Reads, words: &[String], after: &Key, limit: i64) -> DbResult<Vec<Key>> {
    let query = match words.len() {
        0 | 1 => sql!(
            "SELECT DISTINCT sort_name, account FROM administered_words
             WHERE (sort_name, account) > ($1, $2) AND word >= $3 AND word < $4
             ORDER BY sort_name, account LIMIT $5"
        ),
        2 => sql!(
            "SELECT sort_name, account FROM administered_words WHERE (sort_name, account) > ($1, $2) AND word >= $3 AND word < $4
             INTERSECT SELECT sort_name, account FROM administered_words WHERE word >= $5 AND word < $6
             ORDER BY sort_name, account LIMIT $7"
        ),
        _ => sql!(
            "SELECT sort_name, account FROM administered_words WHERE (sort_name, account) > ($1, $2) AND word >= $3 AND word < $4
             INTERSECT SELECT sort_name, account FROM administered_words WHERE word >= $5 AND word < $6
             INTERSECT SELECT sort_name, account FROM administered_words WHERE word >= $7 AND word < $8
             ORDER BY sort_name, account LIMIT $9"
        ),
    };
    let placed = query.bind(&after.sort_name).bind(after.id);
    let bounded = words.iter().take(WORDS_MAX).fold(placed, |query, word| {
        let (from, to) = beginning(word);
        query.bind(from).bind(to)
    });
    let found: Vec<(String, AccountId)> = bounded.bind(limit).all(on).await?;
    Ok(found
        .into_iter()
        .map(|(sort_name, id)| Key {
            id,
            sort_name,
            ..Key::start(AccountSort::Name)
        })
        .collect())
}

/// The accounts of a scope; `None` if there are many.
///
/// # Errors
/// Whatever the database says.
pub async fn by_scope(on: impl Reads, scope: Scope) -> DbResult<Option<Vec<AccountId>>> {
    if scope.is_everything() {
        return Ok(None);
    }
    let found: Vec<AccountId> = sql!(
        "WITH scope AS (
           SELECT organisation FROM organisation_branches
           WHERE ancestor = $1 OR ancestor IN (SELECT organisation FROM organisation_administrators WHERE account = $2))
         SELECT account FROM organisation_accounts WHERE organisation IN (SELECT organisation FROM scope)
         UNION SELECT id FROM administered_accounts WHERE host IN (SELECT organisation FROM scope)
         LIMIT $3"
    )
    .bind(scope.organisation)
    .bind(scope.branches_of)
    .bind(FEW + 1)
    .values(on)
    .await?;
    Ok(few(found))
}

/// The accounts that stand so or are that, as far as this leaves few; `None` if there are many.
///
/// # Errors
/// Whatever the database says.
pub async fn by_role(on: impl Reads, role: AccountRole) -> DbResult<Option<Vec<AccountId>>> {
    let found: Vec<AccountId> = match role {
        AccountRole::Member => return Ok(None),
        AccountRole::BranchAdmin => {
            sql!("SELECT DISTINCT account FROM organisation_administrators LIMIT $1").bind(FEW + 1).values(on).await?
        }
        AccountRole::InstanceAdmin => {
            sql!("SELECT id FROM administered_accounts WHERE is_external = FALSE AND is_instance_admin = TRUE LIMIT $1").bind(FEW + 1).values(on).await?
        }
        AccountRole::External => {
            sql!("SELECT id FROM administered_accounts WHERE is_external = TRUE LIMIT $1").bind(FEW + 1).values(on).await?
        }
    };
    Ok(few(found))
}

/// The accounts that stand so; `None` if there are many.
///
/// # Errors
/// Whatever the database says.
pub async fn by_status(on: impl Reads, status: AccountStatus) -> DbResult<Option<Vec<AccountId>>> {
    let found: Vec<AccountId> = sql!("SELECT id FROM administered_accounts WHERE status = $1 LIMIT $2")
        .bind(status)
        .bind(FEW + 1)
        .values(on)
        .await?;
    Ok(few(found))
}

fn few(found: Vec<AccountId>) -> Option<Vec<AccountId>> {
    (i64::try_from(found.len()).unwrap_or(i64::MAX) <= FEW).then_some(found)
}

/// A list of ids as one parameter.
pub(super) fn list<K>(ids: &[Id<K>]) -> String {
    let texts: Vec<String> = ids.iter().map(|it| it.uuid().simple().to_string()).collect();
    serde_json::to_string(&texts).unwrap_or_default()
}

/// Where the words of a beginning stand; none if it is not asked for.
type Bounds = (Option<Vec<u8>>, Option<Vec<u8>>);

macro_rules! filtered {
    ($query:expr, $scope:expr, $filter:expr) => {{
        let bounds = |at: usize| $filter.words.get(at).map(|it| beginning(it)).unzip();
        let (first, second, third): (Bounds, Bounds, Bounds) = (bounds(0), bounds(1), bounds(2));
        $query
            .bind($scope.organisation)
            .bind($scope.branches_of)
            .bind($scope.is_everything())
            .bind($filter.status)
            .bind($filter.role)
            .bind(first.0)
            .bind(first.1)
            .bind(second.0)
            .bind(second.1)
            .bind(third.0)
            .bind(third.1)
    }};
}

/// Those of `ids` that pass the filter.
///
/// # Errors
/// Whatever the database says.
pub async fn among(on: impl Reads, scope: Scope, filter: &Filter, ids: &[AccountId]) -> DbResult<Vec<Key>> {
    let query = sql! {
        sqlite: "WITH scope AS (
              SELECT organisation FROM organisation_branches
              WHERE ancestor = $1 OR ancestor IN (SELECT organisation FROM organisation_administrators WHERE account = $2))
            SELECT a.id, a.sort_name, a.activity, a.created_at FROM administered_accounts a
            WHERE ($3 OR a.host IN (SELECT organisation FROM scope) OR EXISTS (
                SELECT 1 FROM organisation_accounts o WHERE o.account = a.id AND o.organisation IN (SELECT organisation FROM scope)))
              AND (a.status = $4 OR $4 IS NULL) AND (a.role = $5 OR $5 IS NULL)
              AND (EXISTS (SELECT 1 FROM administered_words w WHERE w.account = a.id AND w.word >= $6 AND w.word < $7) OR $6 IS NULL)
              AND (EXISTS (SELECT 1 FROM administered_words w WHERE w.account = a.id AND w.word >= $8 AND w.word < $9) OR $8 IS NULL)
              AND (EXISTS (SELECT 1 FROM administered_words w WHERE w.account = a.id AND w.word >= $10 AND w.word < $11) OR $10 IS NULL)
              AND a.id IN (SELECT unhex(value) FROM json_each($12))",
        postgres: "WITH scope AS (
              SELECT organisation FROM organisation_branches
              WHERE ancestor = $1 OR ancestor IN (SELECT organisation FROM organisation_administrators WHERE account = $2))
            SELECT a.id, a.sort_name, a.activity, a.created_at FROM administered_accounts a
            WHERE (CAST($3 AS BOOLEAN) OR a.host IN (SELECT organisation FROM scope) OR EXISTS (
                SELECT 1 FROM organisation_accounts o WHERE o.account = a.id AND o.organisation IN (SELECT organisation FROM scope)))
              AND (a.status = $4 OR $4 IS NULL) AND (a.role = $5 OR $5 IS NULL)
              AND (EXISTS (SELECT 1 FROM administered_words w WHERE w.account = a.id AND w.word >= $6 AND w.word < $7) OR $6 IS NULL)
              AND (EXISTS (SELECT 1 FROM administered_words w WHERE w.account = a.id AND w.word >= $8 AND w.word < $9) OR $8 IS NULL)
              AND (EXISTS (SELECT 1 FROM administered_words w WHERE w.account = a.id AND w.word >= $10 AND w.word < $11) OR $10 IS NULL)
              AND a.id IN (SELECT CAST(value AS UUID) FROM jsonb_array_elements_text(CAST(CAST($12 AS TEXT) AS JSONB)))",
    };
    filtered!(query, scope, filter).bind(list(ids)).all(on).await
}

/// Those that pass a filter with words, found by the first of these, in no order; `None` if there are very many: then they
/// lie close together in any order, and are found sooner by walking.
///
/// # Errors
/// Whatever the database says.
pub async fn hits(on: impl Reads, scope: Scope, filter: &Filter) -> DbResult<Option<Vec<Key>>> {
    // CROSS JOIN: SQLite then begins with the words, however many accounts it believes to have them.
    let query = sql!(
        "WITH scope AS (
           SELECT organisation FROM organisation_branches
           WHERE ancestor = $1 OR ancestor IN (SELECT organisation FROM organisation_administrators WHERE account = $2)),
         asked AS (SELECT CAST($3 AS BOOLEAN) AS everything, CAST($4 AS TEXT) AS status, CAST($5 AS TEXT) AS role)
         SELECT a.id, a.sort_name, a.activity, a.created_at
         FROM asked CROSS JOIN (SELECT DISTINCT account FROM administered_words WHERE word >= $6 AND word < $7) h
           CROSS JOIN administered_accounts a
         WHERE a.id = h.account
           AND (asked.everything OR a.host IN (SELECT organisation FROM scope) OR EXISTS (
             SELECT 1 FROM organisation_accounts o WHERE o.account = a.id AND o.organisation IN (SELECT organisation FROM scope)))
           AND (asked.status IS NULL OR a.status = asked.status) AND (asked.role IS NULL OR a.role = asked.role)
           AND (EXISTS (SELECT 1 FROM administered_words w WHERE w.account = a.id AND w.word >= $8 AND w.word < $9) OR $8 IS NULL)
           AND (EXISTS (SELECT 1 FROM administered_words w WHERE w.account = a.id AND w.word >= $10 AND w.word < $11) OR $10 IS NULL)
         LIMIT $12"
    );
    let found: Vec<Key> = filtered!(query, scope, filter).bind(HITS_MAX + 1).all(on).await?;
    Ok((i64::try_from(found.len()).unwrap_or(i64::MAX) <= HITS_MAX).then_some(found))
}

/// Up to `limit` accounts that pass the filter, in the order of `sort`, after `after`.
///
/// # Errors
/// Whatever the database says.
pub async fn walk(
    on: impl Reads,
    scope: Scope,
    filter: &Filter,
    sort: AccountSort,
    after: &Key,
    limit: i64,
) -> DbResult<Vec<Key>> {
    match sort {
        AccountSort::Name => {
            let query = sql!(
                "WITH scope AS (
                   SELECT organisation FROM organisation_branches
                   WHERE ancestor = $1 OR ancestor IN (SELECT organisation FROM organisation_administrators WHERE account = $2))
                 SELECT a.id, a.sort_name, a.activity, a.created_at FROM administered_accounts a
                 WHERE (CAST($3 AS BOOLEAN) OR a.host IN (SELECT organisation FROM scope) OR EXISTS (
                     SELECT 1 FROM organisation_accounts o WHERE o.account = a.id AND o.organisation IN (SELECT organisation FROM scope)))
                   AND (a.status = $4 OR $4 IS NULL) AND (a.role = $5 OR $5 IS NULL)
                   AND (EXISTS (SELECT 1 FROM administered_words w WHERE w.account = a.id AND w.word >= $6 AND w.word < $7) OR $6 IS NULL)
                   AND (EXISTS (SELECT 1 FROM administered_words w WHERE w.account = a.id AND w.word >= $8 AND w.word < $9) OR $8 IS NULL)
                   AND (EXISTS (SELECT 1 FROM administered_words w WHERE w.account = a.id AND w.word >= $10 AND w.word < $11) OR $10 IS NULL)
                   AND (a.sort_name, a.id) > ($12, $13)
                 ORDER BY a.sort_name, a.id LIMIT $14"
            );
            filtered!(query, scope, filter)
                .bind(&after.sort_name)
                .bind(after.id)
                .bind(limit)
                .all(on)
                .await
        }
        AccountSort::LastActive => {
            let query = sql!(
                "WITH scope AS (
                   SELECT organisation FROM organisation_branches
                   WHERE ancestor = $1 OR ancestor IN (SELECT organisation FROM organisation_administrators WHERE account = $2))
                 SELECT a.id, a.sort_name, a.activity, a.created_at FROM administered_accounts a
                 WHERE (CAST($3 AS BOOLEAN) OR a.host IN (SELECT organisation FROM scope) OR EXISTS (
                     SELECT 1 FROM organisation_accounts o WHERE o.account = a.id AND o.organisation IN (SELECT organisation FROM scope)))
                   AND (a.status = $4 OR $4 IS NULL) AND (a.role = $5 OR $5 IS NULL)
                   AND (EXISTS (SELECT 1 FROM administered_words w WHERE w.account = a.id AND w.word >= $6 AND w.word < $7) OR $6 IS NULL)
                   AND (EXISTS (SELECT 1 FROM administered_words w WHERE w.account = a.id AND w.word >= $8 AND w.word < $9) OR $8 IS NULL)
                   AND (EXISTS (SELECT 1 FROM administered_words w WHERE w.account = a.id AND w.word >= $10 AND w.word < $11) OR $10 IS NULL)
                   AND a.activity <= $12 AND (a.activity < $12 OR a.id < $13)
                 ORDER BY a.activity DESC, a.id DESC LIMIT $14"
            );
            filtered!(query, scope, filter)
                .bind(after.activity)
                .bind(after.id)
                .bind(limit)
                .all(on)
                .await
        }
        AccountSort::Created => {
            let query = sql!(
                "WITH scope AS (
                   SELECT organisation FROM organisation_branches
                   WHERE ancestor = $1 OR ancestor IN (SELECT organisation FROM organisation_administrators WHERE account = $2))
                 SELECT a.id, a.sort_name, a.activity, a.created_at FROM administered_accounts a
                 WHERE (CAST($3 AS BOOLEAN) OR a.host IN (SELECT organisation FROM scope) OR EXISTS (
                     SELECT 1 FROM organisation_accounts o WHERE o.account = a.id AND o.organisation IN (SELECT organisation FROM scope)))
                   AND (a.status = $4 OR $4 IS NULL) AND (a.role = $5 OR $5 IS NULL)
                   AND (EXISTS (SELECT 1 FROM administered_words w WHERE w.account = a.id AND w.word >= $6 AND w.word < $7) OR $6 IS NULL)
                   AND (EXISTS (SELECT 1 FROM administered_words w WHERE w.account = a.id AND w.word >= $8 AND w.word < $9) OR $8 IS NULL)
                   AND (EXISTS (SELECT 1 FROM administered_words w WHERE w.account = a.id AND w.word >= $10 AND w.word < $11) OR $10 IS NULL)
                   AND (a.created_at, a.id) > ($12, $13)
                 ORDER BY a.created_at, a.id LIMIT $14"
            );
            filtered!(query, scope, filter)
                .bind(after.created_at)
                .bind(after.id)
                .bind(limit)
                .all(on)
                .await
        }
    }
}

/// How many accounts pass the filter, where nothing narrows it much.
///
/// # Errors
/// Whatever the database says.
pub async fn count(on: impl Reads, scope: Scope, filter: &Filter) -> DbResult<i64> {
    let query = sql!(
        "WITH scope AS (
           SELECT organisation FROM organisation_branches
           WHERE ancestor = $1 OR ancestor IN (SELECT organisation FROM organisation_administrators WHERE account = $2))
         SELECT COUNT(*) FROM administered_accounts a
         WHERE (CAST($3 AS BOOLEAN) OR a.host IN (SELECT organisation FROM scope) OR EXISTS (
             SELECT 1 FROM organisation_accounts o WHERE o.account = a.id AND o.organisation IN (SELECT organisation FROM scope)))
           AND (a.status = $4 OR $4 IS NULL) AND (a.role = $5 OR $5 IS NULL)
           AND (EXISTS (SELECT 1 FROM administered_words w WHERE w.account = a.id AND w.word >= $6 AND w.word < $7) OR $6 IS NULL)
           AND (EXISTS (SELECT 1 FROM administered_words w WHERE w.account = a.id AND w.word >= $8 AND w.word < $9) OR $8 IS NULL)
           AND (EXISTS (SELECT 1 FROM administered_words w WHERE w.account = a.id AND w.word >= $10 AND w.word < $11) OR $10 IS NULL)"
    );
    filtered!(query, scope, filter).value(on).await
}

/// How many accounts of a scope stand how.
///
/// # Errors
/// Whatever the database says.
pub async fn census(on: impl Reads, scope: Scope) -> DbResult<Vec<(AccountStatus, i64)>> {
    if scope.is_everything() {
        return sql!("SELECT status, CAST(SUM(change) AS BIGINT) FROM administered_tally GROUP BY status")
            .all(on)
            .await;
    }
    sql!(
        "WITH scope AS (
           SELECT organisation FROM organisation_branches
           WHERE ancestor = $1 OR ancestor IN (SELECT organisation FROM organisation_administrators WHERE account = $2)),
         present AS (
           SELECT account FROM organisation_accounts WHERE organisation IN (SELECT organisation FROM scope)
           UNION SELECT id FROM administered_accounts WHERE host IN (SELECT organisation FROM scope))
         SELECT a.status, COUNT(*) FROM present p JOIN administered_accounts a ON a.id = p.account GROUP BY a.status"
    )
    .bind(scope.organisation)
    .bind(scope.branches_of)
    .all(on)
    .await
}
