// SPDX-License-Identifier: EUPL-1.2
//! Messages: channels, conversations, threads.

mod actions;
mod actions_channels;
mod actions_hooks;
mod actions_later;
mod actions_saved;
mod jobs;
mod live;
mod markdown;
mod model;
mod model_hooks;
mod model_later;
mod model_search;
mod pace;
mod post_queue;
mod reader;
mod routes;
mod routes_channels;
mod routes_hooks;
mod routes_later;
mod routes_search;
mod store;
mod store_channels;
mod store_hooks;
mod store_later;
mod store_places;
mod store_rows;
mod store_saved;
mod store_search;
mod store_told;
#[cfg(test)]
mod tests;
mod told;
mod views;
mod views_hooks;
mod views_later;
mod views_search;

pub use actions::{pin, post, react, resolve};
pub use actions_channels::{converse, create as create_channel, make_main, mark};
pub use jobs::register;
pub use live::{Heard, frames, heard};
pub use model::{Emoji, NewChannel, NewMessage};
pub use model_later::NotSent;
pub use pace::Pace;
pub use post_queue::PostQueue;
pub use reader::Keeper;
pub use routes::routes;
pub use store_channels::main_of;
pub use store_places::{Channel, Message, Messages};
pub use store_search::index_after;
pub use told::{Concerned, Place, Told, concerned, not_sent, place_of, told};
pub use views::mine;
