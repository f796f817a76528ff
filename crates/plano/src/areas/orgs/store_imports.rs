// SPDX-License-Identifier: EUPL-1.2
//! Lists of accounts read from files, line by line: what each line has become is kept, so that an import that was stopped
//! anywhere goes on where it was.

use base::Timestamp;
use db::{DbResult, Reads, Tx, row, sql};
use uuid::Uuid;

use super::{
    import::{Fault, ImportId, ImportStatus, Line, LineStatus},
    model::{AccountId, OrganisationId},
};

/// An import as it is stored.
#[derive(Debug, Clone)]
pub struct ImportRow {
    /// Which.
    pub id: ImportId,
    /// As its file was called.
    pub file_name: String,
    /// Of the bytes.
    pub file_hash: Vec<u8>,
    /// Into which organisation, where a line names none.
    pub organisation: Option<OrganisationId>,
    /// Where it stands.
    pub status: ImportStatus,
    /// The header, separated by tabs.
    pub columns: String,
    /// When the file came.
    pub created_at: Timestamp,
    /// Whose it is.
    pub created_by: AccountId,
    /// Lines after the header.
    pub lines: i64,
    /// Lines that can become accounts.
    pub valid: i64,
    /// Lines of those who have an account.
    pub existing: i64,
    /// Accounts made so far.
    pub created: i64,
    /// Invitations sent so far.
    pub invited: i64,
    /// Faults found.
    pub faults: i64,
}
row!(ImportRow {
    id,
    file_name,
    file_hash,
    organisation,
    status,
    columns,
    created_at,
    created_by,
    lines,
    valid,
    existing,
    created,
    invited,
    faults
});

/// The import that someone made with this draft.
///
/// # Errors
/// Whatever the database says.
pub async fn by_draft(tx: &mut Tx, by: AccountId, draft: Uuid) -> DbResult<Option<ImportRow>> {
    sql!(
        "SELECT id, file_name, file_hash, organisation, status, columns, created_at, created_by, lines, valid, existing, created, invited, faults
         FROM imports WHERE created_by = $1 AND draft = $2"
    )
    .bind(by)
    .bind(draft)
    .optional(tx)
    .await
}

/// One import.
///
/// # Errors
/// Whatever the database says.
pub async fn find(on: impl Reads, import: ImportId) -> DbResult<Option<ImportRow>> {
    sql!(
        "SELECT id, file_name, file_hash, organisation, status, columns, created_at, created_by, lines, valid, existing, created, invited, faults
         FROM imports WHERE id = $1"
    )
    .bind(import)
    .optional(on)
    .await
}

/// The last hundred imports that someone reaches: his own, and those into his branches; `None`: all.
///
/// # Errors
/// Whatever the database says.
pub async fn latest(on: impl Reads, branches_of: Option<AccountId>) -> DbResult<Vec<ImportRow>> {
    sql!(
        "SELECT i.id, i.file_name, i.file_hash, i.organisation, i.status, i.columns, i.created_at, i.created_by,
                i.lines, i.valid, i.existing, i.created, i.invited, i.faults
         FROM imports i
         WHERE i.created_by = $1 OR $1 IS NULL OR EXISTS (
             SELECT 1 FROM organisation_branches b JOIN organisation_administrators d ON d.organisation = b.ancestor
             WHERE b.organisation = i.organisation AND d.account = $1)
         ORDER BY i.id DESC LIMIT 100"
    )
    .bind(branches_of)
    .all(on)
    .await
}

/// A file that has been looked at.
#[derive(Debug)]
pub struct NewImport<'a> {
    /// The client's key.
    pub draft: Uuid,
    /// As the file was called.
    pub file_name: &'a str,
    /// Of the bytes.
    pub file_hash: &'a [u8],
    /// Into which organisation, where a line names none.
    pub organisation: Option<OrganisationId>,
    /// The header, separated by tabs.
    pub columns: &'a str,
    /// Lines after the header.
    pub lines: &'a [Line],
    /// What is wrong with them.
    pub faults: &'a [Fault],
}

/// Keeps what a file said. Nothing is made of it yet.
///
/// # Errors
/// Whatever the database says.
pub async fn insert(tx: &mut Tx, new: &NewImport<'_>) -> DbResult<ImportId> {
    let id: ImportId = tx.new_id();
    let count = |status: LineStatus| int(new.lines.iter().filter(|it| it.status == status).count());
    sql!(
        "INSERT INTO imports (id, draft, file_name, file_hash, organisation, status, columns, created_at, created_by, skips_faulty,
           lines, valid, existing, created, invited, faults)
         VALUES ($1, $2, $3, $4, $5, 'checked', $6, $7, $8, FALSE, $9, $10, $11, 0, 0, $12)"
    )
    .bind(id)
    .bind(new.draft)
    .bind(new.file_name)
    .bind(new.file_hash)
    .bind(new.organisation)
    .bind(new.columns)
    .bind(tx.now())
    .bind(tx.actor().account())
    .bind(int(new.lines.len()))
    .bind(count(LineStatus::Valid))
    .bind(count(LineStatus::Existing))
    .bind(int(new.faults.len()))
    .exec(tx)
    .await?;
    let lines = new.lines.iter().map(|line| {
        sql!(
            "INSERT INTO import_lines (import, line, status, email, given_name, family_name, function, language,
               organisation, organisation_name, group_names, account)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)"
        )
        .bind(id)
        .bind(line.line)
        .bind(line.status)
        .bind(&line.email)
        .bind(&line.given_name)
        .bind(&line.family_name)
        .bind(&line.function)
        .bind(&line.language)
        .bind(line.organisation)
        .bind(&line.organisation_name)
        .bind(&line.groups)
        .bind(line.account)
    });
    tx.each(lines.collect()).await?;
    let faults = new.faults.iter().enumerate().map(|(place, fault)| {
        sql!("INSERT INTO import_faults (import, line, place, column_name, code, value) VALUES ($1, $2, $3, $4, $5, $6)")
            .bind(id)
            .bind(fault.line)
            .bind(int(place))
            .bind(&fault.column)
            .bind(fault.code.as_ref())
            .bind(&fault.value)
    });
    tx.each(faults.collect()).await?;
    Ok(id)
}

fn int(number: usize) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

/// Up to `limit` faults after `after` (line, place), in the order of the file.
///
/// # Errors
/// Whatever the database says.
pub async fn faults(on: impl Reads, import: ImportId, limit: i64) -> DbResult<Vec<Fault>> {
    let rows: Vec<(i64, String, String, String)> = sql!(
        "SELECT line, column_name, code, value FROM import_faults WHERE import = $1 ORDER BY line, place LIMIT $2"
    )
    .bind(import)
    .bind(limit)
    .all(on)
    .await?;
    Ok(rows
        .into_iter()
        .map(|(line, column, code, value)| Fault {
            line,
            column,
            code: code.into(),
            value,
        })
        .collect())
}

row!(Line {
    line,
    status,
    email,
    given_name,
    family_name,
    function,
    language,
    organisation,
    organisation_name,
    groups,
    account
});

/// The first lines, for a look at how the file was understood.
///
/// # Errors
/// Whatever the database says.
pub async fn preview(on: impl Reads, import: ImportId) -> DbResult<Vec<Line>> {
    sql!(
        "SELECT line, status, email, given_name, family_name, function, language, organisation, organisation_name, group_names, account
         FROM import_lines WHERE import = $1 ORDER BY line LIMIT 5"
    )
    .bind(import)
    .all(on)
    .await
}

/// The organisations that lines without faults go to.
///
/// # Errors
/// Whatever the database says.
pub async fn goes_to(tx: &mut Tx, import: ImportId) -> DbResult<Vec<OrganisationId>> {
    sql!(
        "SELECT DISTINCT organisation FROM import_lines WHERE import = $1 AND status <> 'faulty' AND organisation IS NOT NULL"
    )
    .bind(import)
    .values(tx)
    .await
}

/// The next lines of which nothing has been made yet.
///
/// # Errors
/// Whatever the database says.
pub async fn next_lines(tx: &mut Tx, import: ImportId, limit: i64) -> DbResult<Vec<Line>> {
    sql!(
        "SELECT line, status, email, given_name, family_name, function, language, organisation, organisation_name, group_names, account
         FROM import_lines WHERE import = $1 AND status IN ('valid', 'existing') ORDER BY line LIMIT $2"
    )
    .bind(import)
    .bind(limit)
    .all(tx)
    .await
}

/// The next accounts that have been made and not been invited.
///
/// # Errors
/// Whatever the database says.
pub async fn next_to_invite(tx: &mut Tx, import: ImportId, limit: i64) -> DbResult<Vec<(i64, AccountId)>> {
    sql!(
        "SELECT line, account FROM import_lines WHERE import = $1 AND status = 'created' AND account IS NOT NULL ORDER BY line LIMIT $2"
    )
    .bind(import)
    .bind(limit)
    .all(tx)
    .await
}

/// Says what a line has become.
///
/// # Errors
/// Whatever the database says.
pub async fn mark(
    tx: &mut Tx,
    import: ImportId,
    line: i64,
    status: LineStatus,
    account: Option<AccountId>,
) -> DbResult<()> {
    sql!("UPDATE import_lines SET status = $1, account = $2 WHERE import = $3 AND line = $4")
        .bind(status)
        .bind(account)
        .bind(import)
        .bind(line)
        .exec(tx)
        .await?;
    Ok(())
}

/// Adds to what has been done.
///
/// # Errors
/// Whatever the database says.
pub async fn count(tx: &mut Tx, import: ImportId, created: i64, invited: i64) -> DbResult<()> {
    sql!("UPDATE imports SET created = created + $1, invited = invited + $2 WHERE id = $3")
        .bind(created)
        .bind(invited)
        .bind(import)
        .exec(tx)
        .await?;
    Ok(())
}

/// Moves an import from one of two states to another. `false` if it was in neither.
///
/// # Errors
/// Whatever the database says.
pub async fn set_status(
    tx: &mut Tx,
    import: ImportId,
    from: [ImportStatus; 2],
    to: ImportStatus,
) -> DbResult<bool> {
    let [one, other] = from;
    let moved = sql!("UPDATE imports SET status = $1 WHERE id = $2 AND status IN ($3, $4)")
        .bind(to)
        .bind(import)
        .bind(one)
        .bind(other)
        .exec(tx)
        .await?;
    Ok(moved > 0)
}

/// Takes an import for the length of this transaction: two that run it, or send its invitations, take turns.
///
/// # Errors
/// Whatever the database says.
pub async fn take(tx: &mut Tx, import: ImportId) -> DbResult<()> {
    sql!("UPDATE imports SET created = created WHERE id = $1")
        .bind(import)
        .exec(tx)
        .await
        .map(drop)
}
