// SPDX-License-Identifier: EUPL-1.2
//! The only SQL that names `accounts`; the words they are found by, sessions, links and requests have rooms of their own
//! beside it.

use std::collections::HashMap;

use base::{EmailAddress, Timestamp};
use db::{Db, DbResult, FromRow, Reads, RowRef, Tx, row, sql};
use uuid::Uuid;

use super::model::{
    AccountId, AccountStatus, Display, Language, NewAccount, OrganisationId, Person, State, TimeZone,
    photo_path, sort_name,
};
use super::{
    store_tally,
    store_words::{index, insert_words},
};

/// A list of ids as one parameter.
pub(super) fn list<K>(ids: &[base::Id<K>]) -> String {
    let mut text = String::with_capacity(ids.len() * 35 + 2);
    text.push('[');
    for (at, id) in ids.iter().enumerate() {
        if at > 0 {
            text.push(',');
        }
        text.push('"');
        text.push_str(&id.uuid().simple().to_string());
        text.push('"');
    }
    text.push(']');
    text
}

/// Whether there is no account at all.
///
/// # Errors
/// Whatever the database says.
pub async fn are_none(on: impl Reads) -> DbResult<bool> {
    let found: Option<AccountId> = sql!("SELECT id FROM accounts LIMIT 1").optional_value(on).await?;
    Ok(found.is_none())
}

/// Inserts an account. `None` if its address is taken.
pub(super) async fn insert(
    tx: &mut Tx,
    new: &NewAccount,
    time_zone: &str,
    password_hash: Option<&str>,
) -> DbResult<Option<AccountId>> {
    let (id, now) = (tx.new_id(), tx.now());
    let status = if password_hash.is_some() {
        AccountStatus::Active
    } else {
        AccountStatus::Invited
    };
    let display = serde_json::to_string(&Display::default()).unwrap_or_default();
    let inserted = sql!(
        "INSERT INTO accounts (id, email, given_name, family_name, sort_name, function, language, time_zone, status, is_external, host,
           is_instance_admin, password_hash, password_changed_at, display, created_at, created_by, draft, version)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, 1)
         ON CONFLICT (email) DO NOTHING"
    )
    .bind(id)
    .bind(&new.email)
    .bind(&new.given_name)
    .bind(&new.family_name)
    .bind(sort_name(new.given_name.as_str(), new.family_name.as_str()))
    .bind(new.function.as_ref().map(base::text::Name::as_str))
    .bind(new.language)
    .bind(time_zone)
    .bind(status)
    .bind(new.is_external)
    .bind(new.host)
    .bind(new.is_instance_admin)
    .bind(password_hash)
    .bind(password_hash.map(|_| now))
    .bind(display)
    .bind(now)
    .bind(tx.actor().account())
    .bind(new.draft)
    .exec(tx)
    .await?;
    if inserted == 0 {
        return Ok(None);
    }
    store_tally::moved(tx, None, status).await?;
    let function = new.function.as_ref().map_or("", |it| it.as_str());
    insert_words(
        tx,
        id,
        &sort_name(new.given_name.as_str(), new.family_name.as_str()),
        &[
            new.given_name.as_str(),
            new.family_name.as_str(),
            function,
            new.email.as_str(),
        ],
    )
    .await?;
    Ok(Some(id))
}

/// The account that an earlier try with the same key has made, with its address.
pub(super) async fn by_draft(
    on: impl Reads,
    creator: Option<AccountId>,
    draft: Uuid,
) -> DbResult<Option<(AccountId, EmailAddress)>> {
    sql!("SELECT id, email FROM accounts WHERE draft = $1 AND created_by = $2")
        .bind(draft)
        .bind(creator)
        .optional(on)
        .await
}

row!(State {
    account,
    email,
    language,
    is_external,
    is_instance_admin,
    is_invited,
    is_deactivated,
    host,
    version
});

/// Where an account stands.
///
/// # Errors
/// Whatever the database says.
pub async fn state(on: impl Reads, account: AccountId) -> DbResult<Option<State>> {
    sql!(
        "SELECT id, email, language, is_external, is_instance_admin, status = 'invited', status = 'deactivated', host, version
         FROM accounts WHERE id = $1"
    )
    .bind(account)
    .optional(on)
    .await
}

/// The same, by address.
///
/// # Errors
/// Whatever the database says.
pub async fn by_email(on: impl Reads, email: &EmailAddress) -> DbResult<Option<State>> {
    sql!(
        "SELECT id, email, language, is_external, is_instance_admin, status = 'invited', status = 'deactivated', host, version
         FROM accounts WHERE email = $1"
    )
    .bind(email)
    .optional(on)
    .await
}

/// A person without the name of his organisation.
struct Card(Person);

impl FromRow for Card {
    fn from_row(row: &RowRef<'_>) -> DbResult<Self> {
        let id: AccountId = row.get(0)?;
        let (given_name, family_name): (String, String) = (row.get(1)?, row.get(2)?);
        let status: AccountStatus = row.get(5)?;
        let photo: Option<Uuid> = row.get(6)?;
        Ok(Self(Person {
            id,
            name: format!("{given_name} {family_name}"),
            given_name,
            family_name,
            function: row.get(3)?,
            organisation: None,
            is_external: row.get(4)?,
            is_active: status != AccountStatus::Deactivated,
            is_invited: status == AccountStatus::Invited,
            photo: photo.map(|it| photo_path(id, it)),
        }))
    }
}

/// The cards of several people, without their organisations.
pub(super) async fn cards(on: impl Reads, accounts: &[AccountId]) -> DbResult<HashMap<AccountId, Person>> {
    let cards: Vec<Card> = sql! {
        // From the list to the people: `IN` would have a table made of it first.
        sqlite: "SELECT a.id, a.given_name, a.family_name, a.function, a.is_external, a.status, a.photo
            FROM json_each($1) l CROSS JOIN accounts a ON a.id = unhex(l.value)",
        postgres: "SELECT id, given_name, family_name, function, is_external, status, photo FROM accounts
            WHERE id IN (SELECT CAST(value AS UUID) FROM jsonb_array_elements_text(CAST(CAST($1 AS TEXT) AS JSONB)))",
    }
    .bind(list(accounts))
    .all(on)
    .await?;
    Ok(cards.into_iter().map(|Card(it)| (it.id, it)).collect())
}

/// What oneself has set, beyond what others see.
pub(super) struct Own {
    pub email: EmailAddress,
    pub language: Language,
    pub time_zone: String,
    pub display: String,
    pub password_changed_at: Option<Timestamp>,
    pub created_at: Timestamp,
}
row!(Own {
    email,
    language,
    time_zone,
    display,
    password_changed_at,
    created_at
});

pub(super) async fn own(on: impl Reads, account: AccountId) -> DbResult<Own> {
    sql!("SELECT email, language, time_zone, display, password_changed_at, created_at FROM accounts WHERE id = $1").bind(account).one(on).await
}

/// What a sign-in is judged by.
#[derive(Clone)]
pub(super) struct Credentials {
    pub account: AccountId,
    pub status: AccountStatus,
    pub is_external: bool,
    pub is_instance_admin: bool,
    pub password_hash: Option<String>,
    pub has_signed_in: bool,
}
row!(Credentials {
    account,
    status,
    is_external,
    is_instance_admin,
    password_hash,
    has_signed_in
});

pub(super) async fn credentials(on: impl Reads, email: &EmailAddress) -> DbResult<Option<Credentials>> {
    sql!(
        "SELECT id, status, is_external, is_instance_admin, password_hash, last_active_at IS NOT NULL
         FROM accounts WHERE email = $1"
    )
    .bind(email)
    .optional(on)
    .await
}

pub(super) async fn credentials_of(on: impl Reads, account: AccountId) -> DbResult<Option<Credentials>> {
    sql!(
        "SELECT id, status, is_external, is_instance_admin, password_hash, last_active_at IS NOT NULL
         FROM accounts WHERE id = $1"
    )
    .bind(account)
    .optional(on)
    .await
}

/// Sets a password. An invited account becomes active by it, a deactivated one does not.
pub(super) async fn set_password(tx: &mut Tx, account: AccountId, hash: &str) -> DbResult<bool> {
    let now = tx.now();
    stand(tx, account, AccountStatus::Invited, AccountStatus::Active).await?;
    let changed = sql!(
        "UPDATE accounts SET password_hash = $1, password_changed_at = $2, version = version + 1
         WHERE id = $3 AND status = 'active'"
    )
    .bind(hash)
    .bind(now)
    .bind(account)
    .exec(tx)
    .await?;
    Ok(changed > 0)
}

/// Keeps another hash of the same password, which has not changed by it.
pub(super) async fn rehash(tx: &mut Tx, account: AccountId, hash: &str) -> DbResult<()> {
    sql!("UPDATE accounts SET password_hash = $1 WHERE id = $2")
        .bind(hash)
        .bind(account)
        .exec(tx)
        .await
        .map(drop)
}

pub(super) async fn seen(tx: &mut Tx, account: AccountId) -> DbResult<()> {
    let now = tx.now();
    sql!("UPDATE accounts SET last_active_at = $1 WHERE id = $2")
        .bind(now)
        .bind(account)
        .exec(tx)
        .await
        .map(drop)
}

pub(super) async fn set_names(
    tx: &mut Tx,
    account: AccountId,
    given_name: &str,
    family_name: &str,
) -> DbResult<()> {
    sql!("UPDATE accounts SET given_name = $1, family_name = $2, version = version + 1 WHERE id = $3")
        .bind(given_name)
        .bind(family_name)
        .bind(account)
        .exec(tx)
        .await?;
    index(tx, account).await
}

pub(super) async fn set_function(tx: &mut Tx, account: AccountId, function: Option<&str>) -> DbResult<()> {
    sql!("UPDATE accounts SET function = $1, version = version + 1 WHERE id = $2")
        .bind(function)
        .bind(account)
        .exec(tx)
        .await?;
    index(tx, account).await
}

pub(super) async fn set_language(tx: &mut Tx, account: AccountId, language: Language) -> DbResult<()> {
    sql!("UPDATE accounts SET language = $1 WHERE id = $2")
        .bind(language)
        .bind(account)
        .exec(tx)
        .await
        .map(drop)
}

pub(super) async fn set_time_zone(tx: &mut Tx, account: AccountId, zone: &TimeZone) -> DbResult<()> {
    sql!("UPDATE accounts SET time_zone = $1 WHERE id = $2")
        .bind(zone.as_str())
        .bind(account)
        .exec(tx)
        .await
        .map(drop)
}

pub(super) async fn set_display(tx: &mut Tx, account: AccountId, display: &Display) -> DbResult<()> {
    let text = serde_json::to_string(display).unwrap_or_default();
    sql!("UPDATE accounts SET display = $1 WHERE id = $2")
        .bind(text)
        .bind(account)
        .exec(tx)
        .await
        .map(drop)
}

pub(super) async fn set_email(tx: &mut Tx, account: AccountId, email: &EmailAddress) -> DbResult<()> {
    sql!("UPDATE accounts SET email = $1, version = version + 1 WHERE id = $2")
        .bind(email)
        .bind(account)
        .exec(tx)
        .await?;
    index(tx, account).await
}

/// The given and family names.
pub(super) async fn names(on: impl Reads, account: AccountId) -> DbResult<Option<(String, String)>> {
    sql!("SELECT given_name, family_name FROM accounts WHERE id = $1")
        .bind(account)
        .optional(on)
        .await
}

/// The photo there is, the key it is sealed with, and what it takes.
pub(super) async fn photo(
    on: impl Reads,
    account: AccountId,
) -> DbResult<Option<(Option<Uuid>, Option<Vec<u8>>, i64)>> {
    sql!("SELECT photo, photo_key, photo_bytes FROM accounts WHERE id = $1")
        .bind(account)
        .optional(on)
        .await
}

/// What is sealed of an account.
pub struct Sealed {
    /// Whose: the space of its blobs.
    pub account: AccountId,
    /// The photo there is now.
    pub photo: Option<Uuid>,
    /// What it is sealed with, wrapped by the instance key.
    pub key: Vec<u8>,
}
row!(Sealed { account, photo, key });

/// Everything that is sealed of accounts after `after`, for the commands that look whether all of it is there and opens.
///
/// # Errors
/// Whatever the database says.
pub async fn sealed(on: impl Reads, after: AccountId) -> DbResult<Vec<Sealed>> {
    sql!("SELECT id, photo, photo_key FROM accounts WHERE photo_key IS NOT NULL AND id > $1 ORDER BY id LIMIT 1000")
        .bind(after)
        .all(on)
        .await
}

/// Writes down what the photos of these accounts take, where it is not so already.
///
/// # Errors
/// Whatever the database says.
pub async fn weigh(tx: &mut Tx, photos: &[(AccountId, Uuid, i64)]) -> DbResult<u64> {
    let mut changed = 0;
    for (account, photo, bytes) in photos {
        changed +=
            sql!("UPDATE accounts SET photo_bytes = $1 WHERE id = $2 AND photo = $3 AND photo_bytes <> $1")
                .bind(*bytes)
                .bind(*account)
                .bind(*photo)
                .exec(&mut *tx)
                .await?;
    }
    Ok(changed)
}

/// Keeps the key that a first photo was sealed with, unless another has been quicker.
pub(super) async fn keep_photo_key(tx: &mut Tx, account: AccountId, key: &[u8]) -> DbResult<bool> {
    let kept = sql!("UPDATE accounts SET photo_key = $1 WHERE id = $2 AND photo_key IS NULL")
        .bind(key)
        .bind(account)
        .exec(tx)
        .await?;
    Ok(kept > 0)
}

pub(super) async fn set_photo(
    tx: &mut Tx,
    account: AccountId,
    photo: Option<Uuid>,
    bytes: i64,
) -> DbResult<()> {
    sql!("UPDATE accounts SET photo = $1, photo_bytes = $2, version = version + 1 WHERE id = $3")
        .bind(photo)
        .bind(bytes)
        .bind(account)
        .exec(tx)
        .await
        .map(drop)
}

/// Lets an account that stands as `from` stand as `to`, and counts it there. `false` if it does not stand so.
async fn stand(tx: &mut Tx, account: AccountId, from: AccountStatus, to: AccountStatus) -> DbResult<bool> {
    let stood = sql!("UPDATE accounts SET status = $1 WHERE id = $2 AND status = $3")
        .bind(to)
        .bind(account)
        .bind(from)
        .exec(tx)
        .await?;
    if stood > 0 {
        store_tally::moved(tx, Some(from), to).await?;
    }
    Ok(stood > 0)
}

/// Closes an account. `false` if it was closed.
pub(super) async fn close(tx: &mut Tx, account: AccountId) -> DbResult<bool> {
    // In this order: an invited account may become active meanwhile, never the other way round.
    let closed = stand(tx, account, AccountStatus::Invited, AccountStatus::Deactivated).await?
        || stand(tx, account, AccountStatus::Active, AccountStatus::Deactivated).await?;
    if closed {
        let now = tx.now();
        sql!("UPDATE accounts SET deactivated_at = $1, version = version + 1 WHERE id = $2")
            .bind(now)
            .bind(account)
            .exec(tx)
            .await?;
    }
    Ok(closed)
}

/// Opens it again: active if it has a password, invited otherwise. `false` if it was not closed.
pub(super) async fn reopen(tx: &mut Tx, account: AccountId) -> DbResult<bool> {
    // A closed account's password does not change.
    let has_password: Option<bool> =
        sql!("SELECT password_hash IS NOT NULL FROM accounts WHERE id = $1 AND status = 'deactivated'")
            .bind(account)
            .optional_value(&mut *tx)
            .await?;
    let reopened = match has_password {
        Some(true) => stand(tx, account, AccountStatus::Deactivated, AccountStatus::Active).await?,
        Some(false) => stand(tx, account, AccountStatus::Deactivated, AccountStatus::Invited).await?,
        None => false,
    };
    if reopened {
        sql!("UPDATE accounts SET deactivated_at = NULL, version = version + 1 WHERE id = $1")
            .bind(account)
            .exec(tx)
            .await?;
    }
    Ok(reopened)
}

/// Whoever removes an administrator passes here one after the other, so that two cannot each leave the last one to the other:
/// the oldest account never goes, and its row is held until the transaction ends.
pub(super) async fn one_at_a_time(tx: &mut Tx) -> DbResult<()> {
    sql!("UPDATE accounts SET version = version WHERE id = (SELECT id FROM accounts ORDER BY id LIMIT 1)")
        .exec(tx)
        .await
        .map(drop)
}

/// Holds an account's row until the transaction ends: what one person does with it follows one another.
pub(super) async fn hold(tx: &mut Tx, account: AccountId) -> DbResult<()> {
    sql!("UPDATE accounts SET version = version WHERE id = $1")
        .bind(account)
        .exec(tx)
        .await
        .map(drop)
}

/// How many can administer the instance.
pub(super) async fn administrators(on: impl Reads) -> DbResult<i64> {
    sql!("SELECT COUNT(*) FROM accounts WHERE is_instance_admin = TRUE AND status = 'active'")
        .value(on)
        .await
}

pub(super) async fn set_instance_admin(tx: &mut Tx, account: AccountId, is_admin: bool) -> DbResult<bool> {
    let changed = sql!("UPDATE accounts SET is_instance_admin = $1, version = version + 1 WHERE id = $2 AND is_instance_admin <> $1")
        .bind(is_admin)
        .bind(account)
        .exec(tx)
        .await?;
    Ok(changed > 0)
}

/// Makes the version grow, when what others own of an account has changed: its organisations.
///
/// # Errors
/// Whatever the database says.
pub async fn touch(tx: &mut Tx, account: AccountId) -> DbResult<()> {
    sql!("UPDATE accounts SET version = version + 1 WHERE id = $1")
        .bind(account)
        .exec(tx)
        .await
        .map(drop)
}

/// The organisation that answers for an outsider.
///
/// # Errors
/// Whatever the database says.
pub async fn host(on: impl Reads, account: AccountId) -> DbResult<Option<OrganisationId>> {
    sql!("SELECT host FROM accounts WHERE id = $1")
        .bind(account)
        .optional_value(on)
        .await
        .map(Option::flatten)
}

/// Where and how a person is written to.
pub(super) struct Addressee {
    pub email: EmailAddress,
    pub name: String,
    pub language: Language,
    pub time_zone: String,
    pub status: AccountStatus,
}

impl FromRow for Addressee {
    fn from_row(row: &RowRef<'_>) -> DbResult<Self> {
        let (given, family): (String, String) = (row.get(1)?, row.get(2)?);
        Ok(Self {
            email: row.get(0)?,
            name: format!("{given} {family}"),
            language: row.get(3)?,
            time_zone: row.get(4)?,
            status: row.get(5)?,
        })
    }
}

pub(super) async fn addressee(db: &Db, account: AccountId) -> DbResult<Option<Addressee>> {
    sql!("SELECT email, given_name, family_name, language, time_zone, status FROM accounts WHERE id = $1")
        .bind(account)
        .optional(db)
        .await
}
