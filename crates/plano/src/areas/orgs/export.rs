// SPDX-License-Identifier: EUPL-1.2
//! Accounts, and what is wrong with a file of accounts, as tables.

use access::Signed;
use axum::response::Response;
use base::Problem;
use db::Db;

use super::{
    import::{Fault, ImportId},
    model_accounts::AdminAccount,
    store_accounts::Key,
    store_imports,
    views::{self, Asked},
};
use crate::{http::attachment, table::Table};

/// Rows read at a time.
const STRETCH: i64 = 1_000;

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
    attachment::table(table, "comptes.csv")
}

fn line(table: &mut Table, account: &AdminAccount) -> Result<(), Problem> {
    let organisations: Vec<&str> = account.organisations.iter().map(|it| it.name.as_str()).collect();
    let text = |it: Option<String>| it.unwrap_or_default();
    table.line([
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
        table.line([line.to_string().as_str(), &column, &code, &value])?;
    }
    attachment::table(table, "import-erreurs.csv")
}
