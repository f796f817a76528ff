// SPDX-License-Identifier: EUPL-1.2
//! What other areas make and ask of organisations. Permission is the caller's matter.

use base::{EmailAddress, Problem, text::Name};
use db::{DbResult, Reads, Tx};
use events::{Announce as _, OrgEvent};

use super::{
    model::{AccountId, Domains, OpenOrganisation, OrganisationId, domain_is_accepted},
    settings::Settings,
    store::{self, Inserted, Row},
    store_belonging, store_settings,
};
use crate::areas::accounts::Language;

/// Makes an organisation below `parent`, or at the top.
///
/// # Errors
/// Whatever the database says.
pub async fn create(
    tx: &mut Tx,
    name: &Name,
    parent: Option<OrganisationId>,
) -> Result<OrganisationId, Problem> {
    let organisation = store::insert(
        tx,
        Inserted {
            name: name.as_str(),
            parent,
            draft: None,
        },
    )
    .await?;
    tx.announce(OrgEvent::Created { organisation }).await?;
    Ok(organisation)
}

/// Makes the organisation at the top.
///
/// # Errors
/// Whatever the database says.
pub async fn create_root(tx: &mut Tx, name: &str) -> Result<OrganisationId, Problem> {
    store_settings::begin(tx, &Settings::default()).await?;
    let name = Name::new(name).map_err(|invalid| Problem::field("organisation_name", invalid))?;
    create(tx, &name, None).await
}

/// Names the instance and makes the organisation at the top, at the first start.
///
/// # Errors
/// Whatever the database says.
pub async fn set_up(
    tx: &mut Tx,
    instance_name: &Name,
    organisation_name: &Name,
    default_language: Language,
) -> Result<OrganisationId, Problem> {
    let settings = Settings {
        instance_name: instance_name.as_str().to_owned(),
        default_language,
        ..Settings::default()
    };
    store_settings::begin(tx, &settings).await?;
    create(tx, organisation_name, None).await
}

/// Makes an account belong to an organisation. `false` if it does already.
///
/// # Errors
/// Whatever the database says.
pub async fn add_account(tx: &mut Tx, organisation: OrganisationId, account: AccountId) -> DbResult<bool> {
    let is_new = store_belonging::join(tx, organisation, account).await?;
    if is_new {
        tx.announce(OrgEvent::AccountAdded {
            organisation,
            account,
        })
        .await?;
    }
    Ok(is_new)
}

/// The organisations that people may ask for an account in, in the order of the tree; none where requests are closed.
///
/// # Errors
/// Whatever the database says.
pub async fn open_organisations(on: &db::Db) -> DbResult<Vec<OpenOrganisation>> {
    if !store_settings::settings(on).await?.access_requests_open {
        return Ok(Vec::new());
    }
    let tree = Tree::of(store::all(on).await?);
    let open = tree.in_order().into_iter().filter(|it| it.open_to_requests);
    Ok(open
        .map(|it| OpenOrganisation {
            id: it.id,
            name: it.name.clone(),
            path: tree.path(it),
        })
        .collect())
}

/// Whether someone of this address may ask for an account in `organisation`: by its own domains, or by the instance's
/// where it names none.
///
/// # Errors
/// [`Problem::NotFound`] if it is not open; `email.domain_refused`.
pub async fn accepts_requests_of(
    on: &db::Db,
    organisation: OrganisationId,
    email: &EmailAddress,
) -> Result<(), Problem> {
    let settings = store_settings::settings(on).await?;
    let row = store::find(on, organisation)
        .await?
        .filter(|it| it.open_to_requests && settings.access_requests_open);
    let own = Domains::split(&row.ok_or(Problem::NotFound)?.email_domains);
    domain_is_accepted(
        email,
        if own.is_empty() {
            &settings.email_domains
        } else {
            &own
        },
    )
}

/// The organisations that administrators of `account`'s branches reach it through.
///
/// # Errors
/// Whatever the database says.
pub async fn organisations_of(on: impl Reads, account: AccountId) -> DbResult<Vec<super::OrganisationRef>> {
    store_belonging::of_account(on, account).await
}

/// All organisations, and who is above whom.
#[derive(Debug)]
pub struct Tree {
    rows: Vec<Row>,
    places: std::collections::HashMap<OrganisationId, usize>,
}

impl Tree {
    /// From all rows, by name.
    #[must_use]
    pub fn of(rows: Vec<Row>) -> Self {
        let places = rows.iter().enumerate().map(|(at, row)| (row.id, at)).collect();
        Self { rows, places }
    }

    /// One of them.
    #[must_use]
    pub fn find(&self, id: OrganisationId) -> Option<&Row> {
        self.places.get(&id).and_then(|at| self.rows.get(*at))
    }

    /// Those above one, itself first.
    pub fn upwards<'t>(&'t self, row: &'t Row) -> impl Iterator<Item = &'t Row> {
        std::iter::successors(Some(row), |it| it.parent.and_then(|above| self.find(above)))
    }

    /// The names of those above one, from the top.
    #[must_use]
    pub fn path(&self, row: &Row) -> Vec<String> {
        let mut names: Vec<String> = self.upwards(row).skip(1).map(|it| it.name.clone()).collect();
        names.reverse();
        names
    }

    /// Each after the one above it, brothers by name.
    #[must_use]
    pub fn in_order(&self) -> Vec<&Row> {
        let mut below: std::collections::HashMap<Option<OrganisationId>, Vec<&Row>> =
            std::collections::HashMap::new();
        for row in &self.rows {
            below.entry(row.parent).or_default().push(row);
        }
        let mut ordered = Vec::with_capacity(self.rows.len());
        let mut waiting: Vec<&Row> = below.get(&None).into_iter().flatten().rev().copied().collect();
        while let Some(row) = waiting.pop() {
            ordered.push(row);
            waiting.extend(below.get(&Some(row.id)).into_iter().flatten().rev());
        }
        ordered
    }
}

/// Makes a group of these people, without asking: for set-ups and demonstrations.
///
/// # Errors
/// Whatever the database says.
pub async fn create_group(
    tx: &mut Tx,
    name: &Name,
    organisation: Option<OrganisationId>,
    people: &[AccountId],
) -> Result<base::Id<base::kind::Group>, Problem> {
    let group = super::store_groups::insert(tx, name.as_str(), organisation, None).await?;
    tx.announce(OrgEvent::GroupCreated { group, organisation })
        .await?;
    for &account in people {
        if super::store_groups::join(tx, group, account).await? {
            tx.announce(OrgEvent::GroupJoined { group, account }).await?;
        }
    }
    Ok(group)
}
