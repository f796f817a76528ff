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
];
