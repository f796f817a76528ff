// SPDX-License-Identifier: EUPL-1.2
//! The journal: what happened, in order, each line sealed with the hash of the one before, so that a line that was
//! changed, removed or moved is found.

mod actions;
mod chain;
mod model;
mod reader;
mod routes;
mod store;
#[cfg(test)]
mod tests;
mod views;

pub use reader::Journal;
pub use routes::routes;
pub use views::check;
