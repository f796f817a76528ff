// SPDX-License-Identifier: EUPL-1.2
//! What open browsers are told of notifications: each on the topic of the person it is for, on all his devices.

use base::Id;
use db::DbResult;
use events::{Event, NotificationEvent, Recorded};
use live::{Frame, Topic};
use serde_json::json;
use uuid::Uuid;

use super::{
    model::{AccountId, Notification},
    views,
};
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
            Ok(found.iter().map(|it| changed(account, it)).collect())
        }
        N::AllRead { account, until } => Ok(vec![Frame::to(
            Topic::Person(account),
            "notification.all_read",
            &json!({ "until": until }),
        )]),
    }
}

/// What someone who comes back is told of notifications that he was told of while he was away (their ids): each as it is now,
/// and nothing of one that he may no longer see. It holds words of what he was told about, and he may have lost the right to
/// that since.
///
/// # Errors
/// Whatever the database says.
pub async fn retold(app: &App, account: AccountId, things: &[Uuid]) -> DbResult<Vec<Frame>> {
    let ids: Vec<_> = things.iter().copied().map(Id::from_uuid).collect();
    let found = views::several(app, account, &ids).await?;
    Ok(found.iter().map(|it| changed(account, it)).collect())
}

fn changed(account: AccountId, notification: &Notification) -> Frame {
    Frame::to(Topic::Person(account), "notification.changed", notification).showing(notification.id)
}
