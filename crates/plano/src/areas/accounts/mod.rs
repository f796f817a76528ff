// SPDX-License-Identifier: EUPL-1.2
//! Accounts: people, how they sign in, what they set for themselves.

mod passwords;
mod set_up;
mod store;
mod throttle;

pub use passwords::Passwords;
pub use set_up::SetUpLink;
pub use store::session;
pub use throttle::Throttle;
