// SPDX-License-Identifier: EUPL-1.2
//! The words of which someone is told.

use access::Signed;
use base::Problem;
use db::Db;
use events::{Announce as _, MessageEvent};

use super::{model_keywords::Keywords, store_keywords};
use crate::areas::accounts;

/// Is told of these words from now on, and of no others.
///
/// # Errors
/// As [`Keywords::checked`].
pub async fn set(db: &Db, me: Signed, wanted: Keywords) -> Result<Keywords, Problem> {
    let keywords = wanted.checked()?;
    db.write(me, async move |tx| {
        accounts::in_turn(tx, me.account).await?;
        let words: Vec<String> = keywords.iter().map(|it| it.word.clone()).collect();
        if store_keywords::words(&mut *tx, me.account).await? != words {
            store_keywords::set(tx, me.account, &keywords).await?;
            let account = me.account;
            tx.announce(MessageEvent::KeywordsChanged { account }).await?;
        }
        Ok(Keywords { words })
    })
    .await
}
