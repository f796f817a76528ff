// SPDX-License-Identifier: EUPL-1.2
//! How many accounts stand how, as a sum of changes: each transaction adds its own, and none waits for another.

use std::collections::BTreeMap;

use db::{DbResult, Tx, sql};

use super::model::AccountStatus;

/// An account that stood as `from`, or was not there, now stands as `to`.
pub(super) async fn moved(tx: &mut Tx, from: Option<AccountStatus>, to: AccountStatus) -> DbResult<()> {
    let changes = from.map(|it| (it, -1)).into_iter().chain([(to, 1)]);
    for (status, change) in changes {
        add(tx, status.as_str(), change).await?;
    }
    Ok(())
}

/// Replaces all changes by their sums.
pub(super) async fn sum_up(tx: &mut Tx) -> DbResult<()> {
    // Whoever counts meanwhile sees these or their sum; what is added meanwhile is not among them, and stays.
    let changes: Vec<(String, i64)> = sql!("DELETE FROM account_tally RETURNING status, change")
        .all(&mut *tx)
        .await?;
    let mut sums = BTreeMap::new();
    for (status, change) in changes {
        *sums.entry(status).or_insert(0) += change;
    }
    for (status, sum) in sums {
        add(tx, &status, sum).await?;
    }
    Ok(())
}

/// Counts all accounts anew, one by one. How many there are. Nobody may be changed meanwhile.
///
/// # Errors
/// Whatever the database says.
pub async fn recount(tx: &mut Tx) -> DbResult<i64> {
    let counted: Vec<(String, i64)> = sql!("SELECT status, COUNT(*) FROM accounts GROUP BY status")
        .all(&mut *tx)
        .await?;
    sql!("DELETE FROM account_tally").exec(tx).await?;
    for (status, count) in &counted {
        add(tx, status, *count).await?;
    }
    Ok(counted.iter().map(|it| it.1).sum())
}

async fn add(tx: &mut Tx, status: &str, change: i64) -> DbResult<()> {
    sql!("INSERT INTO account_tally (status, change) VALUES ($1, $2)")
        .bind(status)
        .bind(change)
        .exec(tx)
        .await
        .map(drop)
}

#[cfg(test)]
mod tests {
    use base::Actor;
    use db::{Db, DbError};

    use super::*;
    use crate::testkit::TestApp;

    /// What is shown, sorted.
    async fn sums(db: &Db) -> Vec<(String, i64)> {
        sql!("SELECT status, CAST(SUM(change) AS BIGINT) FROM administered_tally GROUP BY status HAVING SUM(change) <> 0 ORDER BY status")
            .all(db)
            .await
            .expect("a tally")
    }

    async fn lines(db: &Db) -> i64 {
        sql!("SELECT COUNT(*) FROM account_tally")
            .value(db)
            .await
            .expect("a tally")
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn summing_up_and_counting_anew_say_the_same_in_fewer_lines() {
        let plano = TestApp::new().await;
        for name in ["anna", "boris", "chloe"] {
            plano.person(name).await;
        }
        let (db, before) = (plano.db(), sums(plano.db()).await);
        assert_eq!(before.last().map(|it| it.0.as_str()), Some("active"));
        assert!(lines(db).await > 1);
        db.write(Actor::System, async |tx| sum_up(tx).await)
            .await
            .expect("sums");
        assert_eq!((sums(db).await, lines(db).await), (before.clone(), 1));
        let counted = db
            .write(Actor::System, async |tx| {
                add(tx, "active", 7).await?;
                recount(tx).await
            })
            .await
            .expect("a count");
        assert_eq!(sums(db).await, before);
        assert_eq!(before.iter().map(|it| it.1).sum::<i64>(), counted);
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn those_who_sum_up_at_once_and_those_who_count_themselves_meanwhile_lose_nothing() {
        let plano = TestApp::new().await;
        let db = plano.db();
        let before: i64 = sums(db).await.iter().map(|it| it.1).sum();
        let work = (0..40).map(|turn| async move {
            db.write(Actor::System, async move |tx| {
                if turn % 4 == 0 {
                    return sum_up(tx).await;
                }
                add(tx, "active", 1).await?;
                Ok::<_, DbError>(())
            })
            .await
        });
        for done in futures_util::future::join_all(work).await {
            done.expect("no one waits for another");
        }
        let after: i64 = sums(db).await.iter().map(|it| it.1).sum();
        assert_eq!(after, before + 30);
    }
}
