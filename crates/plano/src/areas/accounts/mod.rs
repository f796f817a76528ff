// SPDX-License-Identifier: EUPL-1.2
//! Accounts: people, how they sign in, what they set for themselves.

mod actions;
mod actions_session;
mod jobs;
mod mailing;
mod store_app_passwords;
mod store_requests;
mod live;
mod model;
mod passwords;
mod set_up;
mod store;
mod store_links;
mod store_notices;
mod store_sessions;
mod throttle;

pub use actions::{
    acceptable_for, create, create_active_with_password, create_by_command, deactivate, demote, edit, end_sessions,
    find_or_invite, for_tests, home_of, invite, people, person, promote, reactivate,
};
pub use actions_session::{open_session, session};
pub use live::frames;
pub use mailing::{Addressee, addressee, page, post};
pub use model::{Device, Found, Language, NewAccount, NewInvited, Person, Standing, State, Stay, TimeZone};
pub use passwords::Passwords;
pub use set_up::SetUpLink;
pub use store::{are_none, by_email, state};
pub use store_notices::{asker, time_zone};
pub use throttle::Throttle;
