// SPDX-License-Identifier: EUPL-1.2
//! Administration: accounts, organisations, groups, policies. Never the content of projects.
//!
//! An instance administrator reaches everything; an administrator of a branch reaches that organisation and those below it,
//! and no other branch.

use base::{Id, Kind, kind};
use db::{Db, DbError, DbResult, Reads, sql};

use crate::grant::{Denied, Signed};

/// Proof that someone administers something, and how far.
#[derive(Debug, Clone)]
pub struct Administration {
    actor: Signed,
}

impl Administration {
    /// Who.
    #[must_use]
    pub const fn actor(&self) -> Signed {
        self.actor
    }

    /// Whose branches are reached; `None`: everything.
    #[must_use]
    pub const fn branches_of(&self) -> Option<Id<kind::Account>> {
        if self.actor.is_instance_admin {
            None
        } else {
            Some(self.actor.account)
        }
    }

    /// Proof that the whole instance is administered.
    ///
    /// # Errors
    /// [`Denied::NotFound`] for an administrator of a branch.
    pub fn of_instance(self) -> Result<Self, Denied> {
        if self.actor.is_instance_admin {
            Ok(self)
        } else {
            Err(Denied::NotFound)
        }
    }
}

/// Proof that someone may see one `K` in the administration.
#[derive(Debug)]
pub struct See<K: Kind> {
    actor: Signed,
    id: Id<K>,
}

/// Proof that someone administers one `K`.
#[derive(Debug)]
pub struct Administer<K: Kind> {
    actor: Signed,
    id: Id<K>,
}

macro_rules! held {
    ($($name:ident)*) => {$(
        impl<K: Kind> $name<K> {
            /// Who.
            #[must_use]
            pub const fn actor(&self) -> Signed {
                self.actor
            }

            /// What.
            #[must_use]
            pub const fn id(&self) -> Id<K> {
                self.id
            }
        }
    )*};
}
held! { See Administer }

/// Asks whether `actor` administers anything.
///
/// # Errors
/// [`Denied::NotFound`].
pub async fn administration(db: &Db, actor: Signed) -> Result<Administration, Denied> {
    let administers = actor.is_instance_admin
        || sql!("SELECT COUNT(*) FROM organisation_administrators WHERE account = $1")
            .bind(actor.account)
            .value::<i64>(db)
            .await?
            > 0;
    if administers {
        Ok(Administration { actor })
    } else {
        Err(Denied::NotFound)
    }
}

/// Whether the administration of `actor` reaches `organisation`. Also inside a transaction, for what an action names.
///
/// # Errors
/// Whatever the database says.
pub async fn reaches(on: impl Reads, actor: Signed, organisation: Id<kind::Organisation>) -> DbResult<bool> {
    if actor.is_instance_admin {
        let found = sql!("SELECT COUNT(*) FROM organisations WHERE id = $1")
            .bind(organisation)
            .value::<i64>(on)
            .await?;
        return Ok(found > 0);
    }
    let found = sql!(
        "SELECT COUNT(*) FROM organisation_branches b JOIN organisation_administrators a ON a.organisation = b.ancestor
         WHERE b.organisation = $1 AND a.account = $2"
    )
    .bind(organisation)
    .bind(actor.account)
    .value::<i64>(on)
    .await?;
    Ok(found > 0)
}

/// Asks whether `actor` administers `organisation`.
///
/// # Errors
/// [`Denied::NotFound`], also for another branch.
pub async fn administer_organisation(
    db: &Db,
    actor: Signed,
    organisation: Id<kind::Organisation>,
) -> Result<Administer<kind::Organisation>, Denied> {
    if reaches(db, actor, organisation).await? {
        Ok(Administer {
            actor,
            id: organisation,
        })
    } else {
        Err(Denied::NotFound)
    }
}

/// Asks whether `actor` may see `account` in the administration: it is in one of his branches, or an outsider whom one of
/// them invited.
///
/// # Errors
/// [`Denied::NotFound`].
pub async fn see_account(
    db: &Db,
    actor: Signed,
    account: Id<kind::Account>,
) -> Result<See<kind::Account>, Denied> {
    let (inside, _) = account_reach(db, actor, account).await?;
    if inside > 0 {
        Ok(See { actor, id: account })
    } else {
        Err(Denied::NotFound)
    }
}

/// Asks whether `actor` administers `account`: every organisation it belongs to is in his branches, and it does not
/// administer the instance unless he does.
///
/// # Errors
/// [`Denied::NotFound`] if he may not see it; [`Denied::Forbidden`] if it belongs to another branch as well.
pub async fn administer_account(
    db: &Db,
    actor: Signed,
    account: Id<kind::Account>,
) -> Result<Administer<kind::Account>, Denied> {
    let (inside, outside) = account_reach(db, actor, account).await?;
    match (inside, outside) {
        (0, _) => Err(Denied::NotFound),
        (_, 0) => Ok(Administer { actor, id: account }),
        _ => Err(Denied::Forbidden(crate::policy::Refusal::ManagersOnly)),
    }
}

/// How many of the account's belongings are within reach, and how many are not.
async fn account_reach(db: &Db, actor: Signed, account: Id<kind::Account>) -> Result<(i64, i64), DbError> {
    if actor.is_instance_admin {
        let found = sql!("SELECT COUNT(*) FROM accounts WHERE id = $1")
            .bind(account)
            .value::<i64>(db)
            .await?;
        return Ok((found, 0));
    }
    let belongings: Option<(i64, i64, bool)> = sql!(
        "WITH reached AS (
             SELECT b.organisation FROM organisation_branches b JOIN organisation_administrators a ON a.organisation = b.ancestor
             WHERE a.account = $1),
         belongs AS (
             SELECT organisation FROM organisation_accounts WHERE account = $2
             UNION SELECT host FROM accounts WHERE id = $2 AND host IS NOT NULL)
         SELECT (SELECT COUNT(*) FROM belongs WHERE organisation IN (SELECT organisation FROM reached)),
                (SELECT COUNT(*) FROM belongs WHERE organisation NOT IN (SELECT organisation FROM reached)),
                is_instance_admin
         FROM accounts WHERE id = $2"
    )
    .bind(actor.account)
    .bind(account)
    .optional(db)
    .await?;
    Ok(belongings.map_or((0, 0), |(inside, outside, is_instance_admin)| {
        (inside, outside + i64::from(is_instance_admin))
    }))
}

/// Asks whether `actor` administers `group`: through its organisation; one without organisation is the instance's.
///
/// # Errors
/// [`Denied::NotFound`].
pub async fn administer_group(
    db: &Db,
    actor: Signed,
    group: Id<kind::Group>,
) -> Result<Administer<kind::Group>, Denied> {
    let organisation: Option<Option<Id<kind::Organisation>>> =
        sql!("SELECT organisation FROM groups WHERE id = $1")
            .bind(group)
            .optional_value(db)
            .await?;
    owned_by(db, actor, group, organisation).await
}

/// Asks whether `actor` administers `import`: one into an organisation he reaches, or, where it names none, one he made,
/// as long as he administers anything.
///
/// # Errors
/// [`Denied::NotFound`].
pub async fn administer_import(
    db: &Db,
    actor: Signed,
    import: Id<kind::Import>,
) -> Result<Administer<kind::Import>, Denied> {
    let found: Option<(Option<Id<kind::Organisation>>, Id<kind::Account>)> =
        sql!("SELECT organisation, created_by FROM imports WHERE id = $1")
            .bind(import)
            .optional(db)
            .await?;
    match found {
        Some((None, by)) if by == actor.account => {
            administration(db, actor).await?;
            Ok(Administer { actor, id: import })
        }
        found => owned_by(db, actor, import, found.map(|(organisation, _)| organisation)).await,
    }
}

async fn owned_by<K: Kind>(
    db: &Db,
    actor: Signed,
    id: Id<K>,
    organisation: Option<Option<Id<kind::Organisation>>>,
) -> Result<Administer<K>, Denied> {
    let may = match organisation {
        None => false,
        Some(None) => actor.is_instance_admin,
        Some(Some(organisation)) => reaches(db, actor, organisation).await?,
    };
    if may {
        Ok(Administer { actor, id })
    } else {
        Err(Denied::NotFound)
    }
}
