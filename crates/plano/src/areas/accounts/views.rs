// SPDX-License-Identifier: EUPL-1.2
//! How people are shown to one another.

use access::Signed;
use base::Problem;
use serde::Serialize;
use utoipa::ToSchema;

use super::{
    actions::person,
    model::{AccountId, Person},
    store,
};
use crate::{
    app::App,
    areas::{
        orgs::{self, OrganisationRef},
        projects::{self, ProjectRef},
    },
};

/// A person as shown to someone who looks at him.
#[derive(Debug, Serialize, ToSchema)]
pub struct PersonSheet {
    person: Person,
    email: base::EmailAddress,
    organisations: Vec<OrganisationRef>,
    /// Those the two are both in.
    shared_projects: Vec<ProjectRef>,
    /// `09:42`, where the person is.
    local_time: String,
    /// IANA name.
    time_zone: String,
    #[schema(value_type = PresenceWord)]
    presence: live::Presence,
}

/// Whether a person can be reached.
#[derive(ToSchema)]
#[schema(as = Presence, rename_all = "snake_case")]
#[allow(
    dead_code,
    reason = "describes live::Presence, which knows nothing of the API's description"
)]
pub enum PresenceWord {
    /// At work.
    Online,
    /// At work, and not to be disturbed.
    Busy,
    /// A window is open, but nobody has touched it for a while.
    Away,
    /// No window is open.
    Offline,
}

/// A person's sheet.
///
/// # Errors
/// [`Problem::NotFound`] for those one may not know of.
pub async fn person_sheet(app: &App, signed: Signed, account: AccountId) -> Result<PersonSheet, Problem> {
    let (db, now) = (&app.db, app.now());
    if !access::sees(db, signed, account, now).await? {
        return Err(Problem::NotFound);
    }
    let own = store::own(db, account).await?;
    let zone = jiff::tz::TimeZone::get(&own.time_zone).unwrap_or(jiff::tz::TimeZone::UTC);
    Ok(PersonSheet {
        person: person(db, account).await?,
        email: own.email,
        organisations: orgs::of_account(db, account).await?,
        shared_projects: projects::shared(db, signed.account, account, now).await?,
        local_time: now
            .to_jiff()
            .to_zoned_datetime(zone)
            .strftime("%H:%M")
            .to_string(),
        time_zone: own.time_zone,
        presence: app.live.presence(account),
    })
}
