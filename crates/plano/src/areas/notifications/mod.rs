// SPDX-License-Identifier: EUPL-1.2
//! What people are told, in the application and by mail.

mod actions;
mod jobs;
mod live;
mod model;
mod quiet;
mod reader;
mod reader_messages;
mod reader_projects;
mod routes;
mod store;
mod store_settings;
mod tell;
#[cfg(test)]
mod tests;
mod views;

pub use actions::{read, read_all, set};
pub use jobs::register;
pub use live::{frames, retold};
pub use model::{
    MailRhythm, NewNotificationSettings, NewProjectRhythm, Notification, NotificationPage,
    NotificationSettings, Quiet,
};
pub use reader::Teller;
pub use routes::routes;
pub use store::unread;
