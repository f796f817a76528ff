// SPDX-License-Identifier: EUPL-1.2
//! Organisations, groups, and the administration of the instance.

mod actions;
mod actions_accounts;
mod actions_groups;
mod actions_imports;
mod belonging;
mod export;
mod import;
mod jobs;
mod live;
mod model;
mod model_accounts;
pub mod quota;
mod routes;
mod routes_accounts;
mod routes_groups;
mod routes_imports;
mod settings;
mod store;
mod store_account_rows;
mod store_accounts;
mod store_belonging;
mod store_cards;
mod store_groups;
mod store_imports;
mod store_quota;
mod store_settings;
#[cfg(test)]
mod tests;
mod views;

pub use actions::{appoint, change_settings, edit_organisation};
pub use belonging::{
    accepts_requests_of, add_account, create, create_group, create_root, open_organisations,
    organisations_of, set_up,
};
pub use jobs::RunImport;
pub use live::frames;
pub use model::{GroupRef, OpenOrganisation, OrganisationRef, domain_is_accepted};
pub use routes::routes;
pub use settings::{ExternalsInvitedBy, Links, ProjectsCreatedBy, Settings, SettingsChange};
pub use store::{
    administrators_of, all_names, belongs, card, first_of, group_card, group_cards, may_choose_group,
    people_of_group, rebuild_branches, root,
};
pub use store_belonging::{administered_by, join, of_account, of_accounts};
pub use store_cards::{cards, import_result};
pub use store_settings::{keep_key_check, key_check, settings};
