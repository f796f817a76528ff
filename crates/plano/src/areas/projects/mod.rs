// SPDX-License-Identifier: EUPL-1.2
//! Projects and who is in them.

mod actions;
mod actions_invitations;
mod actions_links;
mod actions_members;
mod actions_owners;
mod actions_requests;
mod activity;
mod holdings;
mod jobs;
mod live;
mod model;
mod model_members;
mod rank;
mod routes;
mod routes_links;
mod routes_members;
mod store;
mod store_cards;
mod store_holdings;
mod store_links;
mod store_members;
#[cfg(test)]
mod tests;
mod views;

pub use actions::{archive, create, edit, keep, make_template};
pub use actions_invitations::invite;
pub use actions_links::{link, unlink};
pub use actions_members::{change, end_of, leave};
pub use actions_owners::hand_over_all;
pub use actions_requests::ask;
pub use holdings::forget_group;
pub use jobs::{EndMemberships, look_at_ends};
pub use live::{frames, frames_of_people};
pub use model::{
    MinePatch, ModuleSwitches, NewProject, Project, ProjectColour, ProjectIcon, ProjectPatch, ProjectRef,
};
pub use model_members::{Invitations, MemberPatch, NewMember, WhoCanSee};
pub use rank::Rank;
pub use routes::{Items, Paging, routes};
pub use store::{card, has_module, ids_of, ids_of_group, shared};
pub use store_cards::{cards, refusal};
pub use store_holdings::{Held, Holding, counts_of_groups, held, holdings};
pub use store_members::{
    find as member, has_group, managers, of_account as membership, request as access_request,
};
pub use views::who_can_see;
