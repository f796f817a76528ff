// SPDX-License-Identifier: EUPL-1.2
//! What open browsers are told of accounts: one's own changes on all one's devices, and to administrators that something
//! they look at has changed.

use access::{Administered, administrators};
use base::{Id, kind};
use db::{DbResult, Reads};
use events::{AccountEvent, Event, Recorded};
use live::{Frame, Topic};
use serde_json::json;

use crate::app::App;

type Account = Id<kind::Account>;

/// The frames of an event, in the order in which they are to be told.
///
/// # Errors
/// Whatever the database says.
pub async fn frames(app: &App, recorded: &Recorded) -> DbResult<Vec<Frame>> {
    use AccountEvent as A;
    let Some(Event::Account(event)) = &recorded.event else {
        return Ok(Vec::new());
    };
    let db = &app.db;
    // No `_` arm: the next kind of event must be answered here.
    match *event {
        A::Created { account } | A::Invited { account, .. } => {
            told(db, Administered::Account(account), "accounts").await
        }
        A::Accepted { account }
        | A::EmailChanged { account }
        | A::ProfileChanged { account }
        | A::Deactivated { account }
        | A::Reactivated { account }
        | A::Promoted { account }
        | A::Demoted { account }
        // The account has a new version, which an administrator's edit is made against.
        | A::PasswordChanged { account } => {
            let mut frames = vec![changed(account)];
            frames.extend(told(db, Administered::Account(account), "accounts").await?);
            Ok(frames)
        }
        // A session more in the list of them.
        A::SignedIn { account, .. }
        | A::DisplayChanged { account }
        | A::AppPasswordMade { account, .. }
        | A::AppPasswordRemoved { account, .. } => Ok(vec![changed(account)]),
        A::SignedOut { account, session }
        | A::SessionEnded {
            account,
            session: Some(session),
        } => Ok(vec![Frame::to(
            Topic::Person(account),
            "session.ended",
            &json!({ "session": session }),
        )]),
        A::AccessAsked { organisation, .. } | A::AccessRefused { organisation, .. } => {
            told(db, Administered::Organisation(organisation), "requests").await
        }
        A::AccessApproved {
            organisation,
            account,
            ..
        } => {
            let mut frames = told(db, Administered::Organisation(organisation), "requests").await?;
            frames.extend(told(db, Administered::Account(account), "accounts").await?);
            Ok(frames)
        }
        // All sockets of that person have been closed. The others change nothing that is on a screen.
        A::SessionEnded { session: None, .. }
        | A::SignInRefused { .. }
        | A::ResetAsked { .. }
        | A::EmailChangeAsked { .. } => Ok(Vec::new()),
    }
}

fn changed(account: Account) -> Frame {
    Frame::to(Topic::Person(account), "me.changed", &json!({}))
}

async fn told(on: impl Reads, what: Administered, subject: &str) -> DbResult<Vec<Frame>> {
    let body = json!({ "what": subject });
    let people = administrators(on, what).await?;
    Ok(people
        .into_iter()
        .map(|it| Frame::to(Topic::Person(it), "admin.changed", &body))
        .collect())
}
