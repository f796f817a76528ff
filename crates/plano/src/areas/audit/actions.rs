// SPDX-License-Identifier: EUPL-1.2
//! What people can do with the journal: take it away.

use access::Signed;
use db::{Db, DbError, DbResult};
use events::{Announce as _, OrgEvent};

/// Notes in the journal that it was taken away, before it is.
///
/// # Errors
/// Whatever the database says.
pub async fn take_away(db: &Db, actor: Signed) -> DbResult<()> {
    db.write(actor, async |tx| {
        tx.announce(OrgEvent::JournalExported { organisation: None })
            .await?;
        Ok::<_, DbError>(())
    })
    .await
}
