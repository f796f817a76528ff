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
    step!(14, "0014_message_search", split),
    step!(15, "0015_message_later"),
    step!(16, "0016_channel_people"),
    step!(17, "0017_message_audience"),
    step!(18, "0018_messages_more"),
    step!(19, "0019_message_services"),
    step!(20, "0020_message_forwards"),
    step!(21, "0021_channel_folders"),
    step!(22, "0022_statistics", split),
    step!(23, "0023_kept_answers"),
    step!(24, "0024_notifications_of_channels"),
    step!(25, "0025_account_names"),
    step!(26, "0026_channel_drafts"),
    step!(27, "0027_names_in_logs"),
    step!(28, "0028_mentions_told"),
    step!(29, "0029_calls_behind"),
    step!(30, "0030_unread_exact"),
    step!(31, "0031_message_search_age", split),
    step!(32, "0032_thread_readers"),
    step!(33, "0033_documents"),
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

    #[tokio::test]
    async fn messages_that_were_there_before_have_places_in_the_order_in_which_they_were_posted() {
        let folder = tempfile::tempdir().expect("a folder");
        let db =
            Db::sqlite(&folder.path().join("plano.db"), 1, Clock::System, Ids::Random).expect("a database");
        db.migrate(&ALL[..13]).await.expect("the schema of then");
        db.script(
            "INSERT INTO accounts (id, email, given_name, family_name, sort_name, language, time_zone, status, is_external,
               is_instance_admin, display, created_at, version)
             VALUES (X'01', 'anna@rivemont.example', 'Anna', 'Test', 'test anna', 'fr', 'Europe/Paris', 'active', FALSE, FALSE, '{}', 0, 1);
             INSERT INTO channels (id, kind, name, sort_name, topic, rank, is_main, requires_threads, last_seq, cleared_seq, created_at, version)
             VALUES (X'02', 'direct', '', '', '', 'a', FALSE, FALSE, 4, 0, 0, 1);
             INSERT INTO messages (id, channel, seq, author, draft, kind, body, posted_at, version)
             VALUES (X'13', X'02', 3, X'01', X'13', 'text', 'c', 500, 1), (X'11', X'02', 1, X'01', X'11', 'text', 'a', 500, 1),
               (X'12', X'02', 2, X'01', X'12', 'text', 'b', 500, 1), (X'14', X'02', 4, X'01', X'14', 'text', 'd', 900, 1);"
                .to_owned(),
        )
        .await
        .expect("messages of then");
        db.migrate(ALL).await.expect("the schema of now");
        db.script(
            "INSERT INTO messages (id, channel, seq, author, draft, kind, body, posted_at, version)
             VALUES (X'15', X'02', 5, X'01', X'15', 'text', 'e', 700, 1), (X'16', X'02', 6, X'01', X'16', 'text', 'f', 2000, 1);"
                .to_owned(),
        )
        .await
        .expect("messages of now");
        let places: Vec<String> = sql!(
            "SELECT m.body || ' ' || CAST(p.place AS TEXT) FROM message_places p JOIN messages m ON m.id = p.message ORDER BY p.place"
        )
        .values(&db)
        .await
        .expect("places");
        assert_eq!(places, ["a 500", "b 501", "c 502", "d 900", "e 901", "f 2000"]);
    }

    #[tokio::test]
    async fn who_was_in_a_channel_still_is_and_a_group_in_one_can_be_removed() {
        let folder = tempfile::tempdir().expect("a folder");
        let db =
            Db::sqlite(&folder.path().join("plano.db"), 1, Clock::System, Ids::Random).expect("a database");
        db.migrate(&ALL[..15]).await.expect("the schema of then");
        db.script(
            "INSERT INTO groups (id, name, sort_name, created_at, version) VALUES (X'03', 'Bureau', 'bureau', 0, 1);
             INSERT INTO channels (id, kind, name, sort_name, topic, rank, is_main, requires_threads, last_seq, cleared_seq, created_at, version)
             VALUES (X'02', 'private', '', '', '', 'a', FALSE, FALSE, 0, 0, 0, 1);
             INSERT INTO channel_people (id, channel, group_id, is_manager, added_at) VALUES (X'04', X'02', X'03', TRUE, 5);"
                .to_owned(),
        )
        .await
        .expect("a channel of then");
        db.migrate(ALL).await.expect("the schema of now");
        db.script("DELETE FROM groups WHERE id = X'03';".to_owned())
            .await
            .expect("a group that goes");
        let kept: Vec<i64> = sql!("SELECT added_at FROM channel_people WHERE is_manager")
            .values(&db)
            .await
            .expect("people");
        assert_eq!(kept, [5]);
    }
}
