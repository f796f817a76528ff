// SPDX-License-Identifier: EUPL-1.2
//! Organisations, groups, and the administration of the instance.

mod belonging;
mod live;
mod model;
mod settings;
mod store;
mod store_belonging;
mod store_cards;
mod store_groups;
mod store_settings;

pub use belonging::{accepts_requests_of, add_account, create, create_group, create_root, open_organisations, organisations_of, set_up};
pub use live::frames;
pub use model::{GroupRef, OpenOrganisation, OrganisationRef, domain_is_accepted};
pub use settings::{ExternalsInvitedBy, Links, ProjectsCreatedBy, Settings};
pub use store::{administrators_of, all_names, belongs, card, first_of, group_card, group_cards, may_choose_group, people_of_group, root};
pub use store_belonging::{administered_by, join, of_account, of_accounts};
pub use store_cards::{cards, import_result};
pub use store_settings::settings;
