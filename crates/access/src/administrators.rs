// SPDX-License-Identifier: EUPL-1.2
//! Who administers a thing: those who are told when it changes, and those who are asked about it. The other side of
//! [`administration`](crate::administration()), from the thing to the people.

use base::{Id, kind};
use db::{DbResult, Reads, sql};

/// What is administered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Administered {
    /// The instance: its settings, its jobs. Its administrators reach everything below as well.
    Instance,
    /// An organisation: through it and those above it.
    Organisation(Id<kind::Organisation>),
    /// An account: through the organisations it belongs to, or the one that answers for an outsider.
    Account(Id<kind::Account>),
    /// A group: through its organisation; one without organisation is the instance's.
    Group(Id<kind::Group>),
    /// The tree of organisations itself: everyone who administers anything sees a part of it.
    Tree,
}

/// Everyone who administers `what` and can sign in.
///
/// # Errors
/// Whatever the database says.
pub async fn administrators(on: impl Reads, what: Administered) -> DbResult<Vec<Id<kind::Account>>> {
    let query = match what {
        Administered::Instance => sql!("SELECT id FROM accounts WHERE is_instance_admin = TRUE AND status = 'active' ORDER BY id"),
        Administered::Organisation(organisation) => sql!(
            "SELECT id FROM accounts WHERE is_instance_admin = TRUE AND status = 'active'
             UNION
             SELECT p.id FROM accounts p JOIN organisation_administrators a ON a.account = p.id
               JOIN organisation_branches b ON b.ancestor = a.organisation
             WHERE b.organisation = $1 AND p.status = 'active'
             ORDER BY 1"
        )
        .bind(organisation),
        Administered::Account(account) => sql!(
            "SELECT id FROM accounts WHERE is_instance_admin = TRUE AND status = 'active'
             UNION
             SELECT p.id FROM accounts p JOIN organisation_administrators a ON a.account = p.id
               JOIN organisation_branches b ON b.ancestor = a.organisation
             WHERE p.status = 'active' AND b.organisation IN (
               SELECT organisation FROM organisation_accounts WHERE account = $1
               UNION SELECT host FROM accounts WHERE id = $1)
             ORDER BY 1"
        )
        .bind(account),
        Administered::Group(group) => sql!(
            "SELECT id FROM accounts WHERE is_instance_admin = TRUE AND status = 'active'
             UNION
             SELECT p.id FROM accounts p JOIN organisation_administrators a ON a.account = p.id
               JOIN organisation_branches b ON b.ancestor = a.organisation JOIN groups g ON g.organisation = b.organisation
             WHERE g.id = $1 AND p.status = 'active'
             ORDER BY 1"
        )
        .bind(group),
        Administered::Tree => sql!(
            "SELECT id FROM accounts WHERE status = 'active'
               AND (is_instance_admin = TRUE OR id IN (SELECT account FROM organisation_administrators))
             ORDER BY id"
        ),
    };
    query.values(on).await
}
