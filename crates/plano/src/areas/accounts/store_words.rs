// SPDX-License-Identifier: EUPL-1.2
//! The words that people are found by: of their names, addresses and functions, each beside where they stand in lists.

use db::{DbResult, Tx, sql};

use super::model::{AccountId, sort_name, words};

/// Finds a new account under its words.
pub(super) async fn insert_words(
    tx: &mut Tx,
    account: AccountId,
    sort_name: &str,
    texts: &[&str],
) -> DbResult<()> {
    let words = words(texts);
    let queries = words
        .iter()
        .map(|word| {
            sql!(
                "INSERT INTO account_words (word, account, sort_name) VALUES ($1, $2, $3) ON CONFLICT (word, account) DO NOTHING"
            )
            .bind(word.as_bytes())
            .bind(account)
            .bind(sort_name)
        })
        .collect();
    tx.each(queries).await?;
    Ok(())
}

/// Finds the person under his present words again, and puts him where his present name belongs.
pub(super) async fn index(tx: &mut Tx, account: AccountId) -> DbResult<()> {
    let Some((given, family, function, email)): Option<(String, String, Option<String>, String)> =
        sql!("SELECT given_name, family_name, function, email FROM accounts WHERE id = $1")
            .bind(account)
            .optional(&mut *tx)
            .await?
    else {
        return Ok(());
    };
    let sort_name = sort_name(&given, &family);
    sql!("UPDATE accounts SET sort_name = $1 WHERE id = $2")
        .bind(&sort_name)
        .bind(account)
        .exec(tx)
        .await?;
    sql!("DELETE FROM account_words WHERE account = $1")
        .bind(account)
        .exec(tx)
        .await?;
    insert_words(
        tx,
        account,
        &sort_name,
        &[&given, &family, function.as_deref().unwrap_or_default(), &email],
    )
    .await
}

/// Finds the accounts after `after` under their present words again, a few hundred at a time. The last of them.
///
/// # Errors
/// Whatever the database says.
pub async fn index_after(tx: &mut Tx, after: AccountId) -> DbResult<(usize, Option<AccountId>)> {
    let accounts: Vec<AccountId> = sql!("SELECT id FROM accounts WHERE id > $1 ORDER BY id LIMIT 200")
        .bind(after)
        .values(&mut *tx)
        .await?;
    for account in &accounts {
        index(tx, *account).await?;
    }
    Ok((accounts.len(), accounts.last().copied()))
}
