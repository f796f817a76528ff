// SPDX-License-Identifier: EUPL-1.2
//! Every step of the schema, carried in the program.

use db::Migration;

macro_rules! step {
    ($number:literal, $name:literal) => {{
        const TEXT: &str = include_str!(concat!("../../../migrations/", $name, ".sql"));
        Migration {
            number: $number,
            name: $name,
            sqlite: TEXT,
            postgres: TEXT,
        }
    }};
    ($number:literal, $name:literal, split) => {
        Migration {
            number: $number,
            name: $name,
            sqlite: include_str!(concat!("../../../migrations/", $name, ".sqlite.sql")),
            postgres: include_str!(concat!("../../../migrations/", $name, ".postgres.sql")),
        }
    };
}

/// In order.
pub const ALL: &[Migration] = &[
    step!(1, "0001_events", split),
    step!(2, "0002_jobs"),
    step!(3, "0003_accounts"),
    step!(4, "0004_orgs"),
    step!(5, "0005_projects"),
    step!(6, "0006_notifications"),
    step!(7, "0007_audit"),
    step!(8, "0008_instance_key"),
    step!(9, "0009_stored_bytes"),
    step!(10, "0010_account_words_sorted"),
    step!(11, "0011_account_tally"),
    step!(12, "0012_project_events"),
    step!(13, "0013_messages"),
    step!(15, "0015_message_later"),
];

#[cfg(test)]
mod tests {
    use base::{Actor, Clock, Id, Ids, kind};
    use db::{Db, DbError, sql};

    use super::ALL;

    #[tokio::test]
    async fn words_that_were_there_before_they_were_sorted_are_sorted() {
        let folder = tempfile::tempdir().expect("a folder");
        let db =
            Db::sqlite(&folder.path().join("plano.db"), 1, Clock::System, Ids::Random).expect("a database");
        db.migrate(&ALL[..9]).await.expect("the schema of then");
        db.write(Actor::System, async |tx| {
            let anna: Id<kind::Account> = tx.new_id();
            sql!(
                "INSERT INTO accounts (id, email, given_name, family_name, sort_name, language, time_zone, status, is_external,
                   is_instance_admin, display, created_at, version)
                 VALUES ($1, 'anna@rivemont.example', 'Anna', 'Test', 'test anna', 'fr', 'Europe/Paris', 'active', FALSE, FALSE, '{}', 0, 1)"
            )
            .bind(anna)
            .exec(&mut *tx)
            .await?;
            sql!("INSERT INTO account_words (word, account) VALUES ($1, $2)")
                .bind("anna".as_bytes())
                .bind(anna)
                .exec(&mut *tx)
                .await?;
            Ok::<_, DbError>(())
        })
        .await
        .expect("a person of then");
        db.migrate(ALL).await.expect("the schema of now");
        let places: Vec<String> = sql!("SELECT sort_name FROM administered_words")
            .values(&db)
            .await
            .expect("words");
        assert_eq!(places, ["test anna"]);
    }
}
