// SPDX-License-Identifier: EUPL-1.2
//! Accounts: people, how they sign in, what they set for themselves.

mod actions;
mod actions_links;
mod actions_me;
mod actions_photo;
mod actions_requests;
mod actions_session;
mod jobs;
mod known_browser;
mod live;
mod mailing;
mod model;
mod passwords;
mod routes;
mod set_up;
mod store;
mod store_app_passwords;
mod store_links;
mod store_notices;
mod store_requests;
mod store_sessions;
mod store_tally;
mod store_words;
#[cfg(test)]
mod tests;
mod throttle;
mod views;

pub use actions::{
    acceptable_for, create, create_active_with_password, create_by_command, deactivate, demote, edit,
    end_sessions, find_or_invite, for_tests, home_of, in_turn, invite, names, people, person, promote,
    reactivate,
};
pub use actions_me::{Bot, Opens, app_password, bots_of, make_bot, remove_bot, search_people};
pub use actions_requests::{NewAccessRequest, ask_confirmed};
pub use actions_session::{open_session, session};
pub use jobs::{Forget, SumUp, register};
pub use known_browser::{KEPT as KNOWN_FOR, Proof};
pub use live::frames;
pub use mailing::{Addressee, addressee, page, post};
pub use model::{
    AccountStatus, Device, Found, Language, NewAccount, NewInvited, Person, Scope, SignedIn, Standing, State,
    Stay, TimeZone,
};
pub use passwords::Passwords;
pub use routes::routes;
pub use set_up::SetUpLink;
pub use store::{are_none, by_email, sealed, state, touch, weigh};
pub use store_notices::{asker, time_zone, time_zones};
pub use store_tally::recount;
pub use store_words::index_after;
pub use throttle::Throttle;
pub use views::PresenceWord;
