// SPDX-License-Identifier: EUPL-1.2
//! Tables for other programs (RFC 4180, UTF-8 with its mark, as spreadsheets expect). No cell is taken for a formula.

use access::Signed;
use axum::{
    body::Body,
    http::{HeaderValue, header},
    response::Response,
};
use base::Problem;
use db::Db;

use super::{
    import::{Fault, ImportId},
    model_accounts::AdminAccount,
    store_accounts::Key,
    store_imports,
    views::{self, Asked},
};

/// Rows read at a time.
const STRETCH: i64 = 1_000;

/// The mark by which spreadsheets know UTF-8.
const UTF_8_MARK: &[u8] = "\u{FEFF}".as_bytes();

/// A cell that no spreadsheet takes for a formula, also one that takes the wide signs of East Asian keyboards for the narrow.
/// Source: OWASP, CSV injection.
pub fn inert(text: &str) -> String {
    if text.starts_with([
        '=', '+', '-', '@', '\t', '\r', '\n', '\u{FF1D}', '\u{FF0B}', '\u{FF0D}', '\u{FF20}',
    ]) {
        format!("'{text}")
    } else {
        text.to_owned()
    }
}

struct Table(csv::Writer<Vec<u8>>);

impl Table {
    fn new(head: &[&str]) -> Result<Self, Problem> {
        let mut table = Self(
            csv::WriterBuilder::new()
                .terminator(csv::Terminator::CRLF)
                .from_writer(UTF_8_MARK.to_vec()),
        );
        table.0.write_record(head).map_err(Problem::internal)?;
        Ok(table)
    }

    fn line(&mut self, cells: &[&str]) -> Result<(), Problem> {
        self.0
            .write_record(cells.iter().map(|it| inert(it)))
            .map_err(Problem::internal)
    }

    fn answer(self, name: &'static str) -> Result<Response, Problem> {
        let bytes = self
            .0
            .into_inner()
            .map_err(|error| Problem::internal(error.to_string()))?;
        let mut response = Response::new(Body::from(bytes));
        let headers = response.headers_mut();
        headers.insert(
            header::CONTENT_TYPE,
            HeaderValue::from_static("text/csv; charset=utf-8"),
        );
        headers.insert(header::CONTENT_DISPOSITION, HeaderValue::from_static(name));
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
        Ok(response)
    }
}

/// The accounts that are asked for.
///
/// # Errors
/// [`Problem::NotFound`] for an organisation out of reach.
pub async fn accounts(db: &Db, actor: Signed, asked: &Asked) -> Result<Response, Problem> {
    let mut table = Table::new(&[
        "email",
        "given_name",
        "family_name",
        "function",
        "organisations",
        "status",
        "role",
        "projects",
        "created_at",
        "last_active_at",
        "access_ends_on",
    ])?;
    let mut after = Key::start(asked.sort);
    loop {
        let (accounts, last) = views::stretch(db, actor, asked, &after, STRETCH).await?;
        for account in &accounts {
            line(&mut table, account)?;
        }
        let Some(last) = last else { break };
        after = last;
    }
    table.answer("attachment; filename=\"comptes.csv\"")
}

fn line(table: &mut Table, account: &AdminAccount) -> Result<(), Problem> {
    let organisations: Vec<&str> = account.organisations.iter().map(|it| it.name.as_str()).collect();
    let text = |it: Option<String>| it.unwrap_or_default();
    table.line(&[
        account.email.as_str(),
        &account.person.given_name,
        &account.person.family_name,
        account.person.function.as_deref().unwrap_or_default(),
        &organisations.join(" | "),
        account.status.as_str(),
        account.role.as_str(),
        &account.projects.to_string(),
        &account.created_at.to_string(),
        &text(account.last_active_at.map(|it| it.to_string())),
        &text(account.access_ends_on.map(|it| it.to_string())),
    ])
}

/// Everything that is wrong with a file.
///
/// # Errors
/// Whatever the database says.
pub async fn faults(db: &Db, import: ImportId) -> Result<Response, Problem> {
    let mut table = Table::new(&["line", "column", "code", "value"])?;
    for Fault {
        line,
        column,
        code,
        value,
    } in store_imports::faults(db, import, i64::MAX).await?
    {
        table.line(&[&line.to_string(), &column, &code, &value])?;
    }
    table.answer("attachment; filename=\"import-erreurs.csv\"")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_cell_is_a_formula() {
        for text in ["=1+1", "+33", "-2", "@SUM(A1)", "\t=1", "\r=1", "\u{FF1D}1+1"] {
            assert_eq!(inert(text), format!("'{text}"));
        }
        assert_eq!(inert("a=1"), "a=1");
    }
}
