// SPDX-License-Identifier: EUPL-1.2
//! What open browsers are told of notifications: each on the topic of the person it is for, on all his devices.

use db::DbResult;
use events::{Event, NotificationEvent, Recorded};
use live::{Frame, Topic};
use serde_json::json;

use super::views;
use crate::app::App;

/// The frames of an event, in the order in which they are to be told.
///
/// # Errors
/// Whatever the database says.
pub async fn frames(app: &App, recorded: &Recorded) -> DbResult<Vec<Frame>> {
    use NotificationEvent as N;
    let Some(Event::Notification(event)) = &recorded.event else {
        return Ok(Vec::new());
    };
    // No `_` arm: the next kind of event must be answered here.
    match *event {
        N::Told {
            account,
            notification,
        }
        | N::ReadChanged {
            account,
            notification,
        } => {
            // Hidden since, with the project it is about: then there is nothing to show.
            let found = views::one(app, account, notification).await?;
            Ok(found
                .iter()
                .map(|it| Frame::to(Topic::Person(account), "notification.changed", it))
                .collect())
        }
        N::AllRead { account, until } => Ok(vec![Frame::to(
            Topic::Person(account),
            "notification.all_read",
            &json!({ "until": until }),
        )]),
    }
}
