// SPDX-License-Identifier: EUPL-1.2
//! The only SQL that names the tables of accounts.

use access::Signed;
use base::{Id, SecretHash, Timestamp, kind};
use db::{Db, DbResult, row, sql};

use crate::http::SignedIn;

struct SessionRow {
    id: Id<kind::Session>,
    account: Id<kind::Account>,
    is_external: bool,
    is_instance_admin: bool,
    fresh_until: Timestamp,
}
row!(SessionRow { id, account, is_external, is_instance_admin, fresh_until });

/// The session of this secret, if it has not ended and its account is active.
///
/// # Errors
/// Whatever the database says.
pub async fn session(db: &Db, secret: &SecretHash, now: Timestamp) -> DbResult<Option<SignedIn>> {
    let found: Option<SessionRow> = sql!(
        "SELECT s.id, a.id, a.is_external, a.is_instance_admin, s.fresh_until
         FROM sessions s JOIN accounts a ON a.id = s.account
         WHERE s.secret_hash = $1 AND s.ends_at > $2 AND s.last_used_at + s.idle_us > $2 AND a.status = 'active'"
    )
    .bind(secret)
    .bind(now)
    .optional(db)
    .await?;
    Ok(found.map(|it| SignedIn {
        signed: Signed { account: it.account, is_external: it.is_external, is_instance_admin: it.is_instance_admin },
        session: it.id,
        fresh_until: it.fresh_until,
    }))
}
