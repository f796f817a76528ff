// SPDX-License-Identifier: EUPL-1.2
//! What open browsers are told of organisations, groups and the instance: to those who administer them that something has
//! changed, and to those whose own place has changed that they ask for it again.

use access::{Administered, administrators};
use base::{Id, kind};
use db::{DbResult, Reads};
use events::{Event, OrgEvent, Recorded};
use live::{Frame, Topic};
use serde_json::json;

use crate::app::App;

type Account = Id<kind::Account>;

/// The frames of an event, in the order in which they are to be told.
///
/// # Errors
/// Whatever the database says.
pub async fn frames(app: &App, recorded: &Recorded) -> DbResult<Vec<Frame>> {
    use OrgEvent as O;
    let Some(Event::Org(event)) = &recorded.event else {
        return Ok(Vec::new());
    };
    let db = &app.db;
    let of =
        |organisation: Option<_>| organisation.map_or(Administered::Instance, Administered::Organisation);
    // No `_` arm: the next kind of event must be answered here.
    match *event {
        // Where it was is no longer known, and whoever saw it there must not go on seeing it.
        O::Created { .. } | O::Changed { .. } | O::Moved { .. } | O::Removed { .. } => {
            told(db, Administered::Tree, "organisations").await
        }
        O::AdministratorAppointed {
            organisation,
            account,
        }
        | O::AdministratorRemoved {
            organisation,
            account,
        } => {
            let mut frames = vec![changed(account)];
            frames.extend(told(db, Administered::Organisation(organisation), "organisations").await?);
            Ok(frames)
        }
        O::AccountAdded {
            organisation,
            account,
        }
        | O::AccountRemoved {
            organisation,
            account,
        } => {
            let mut frames = vec![changed(account)];
            frames.extend(told(db, Administered::Organisation(organisation), "accounts").await?);
            Ok(frames)
        }
        O::GroupCreated { organisation, .. }
        | O::GroupChanged { organisation, .. }
        | O::GroupRemoved { organisation, .. } => told(db, of(organisation), "groups").await,
        O::GroupJoined { group, .. } | O::GroupLeft { group, .. } => {
            told(db, Administered::Group(group), "groups").await
        }
        O::ImportChecked { organisation, .. }
        | O::ImportStarted { organisation, .. }
        | O::ImportPaused { organisation, .. }
        | O::ImportProgressed { organisation, .. } => told(db, of(organisation), "imports").await,
        O::ImportDone { organisation, by, .. } => {
            let mut frames = told(db, of(organisation), "imports").await?;
            let own = subject(by, "imports");
            if !frames.contains(&own) {
                frames.push(own);
            }
            Ok(frames)
        }
        O::HandedOver { from, to } => {
            let mut frames = told(db, Administered::Account(from), "accounts").await?;
            for frame in told(db, Administered::Account(to), "accounts").await? {
                if !frames.contains(&frame) {
                    frames.push(frame);
                }
            }
            Ok(frames)
        }
        O::AccountsExported { .. } | O::JournalExported { .. } => Ok(Vec::new()),
        O::SettingsChanged {} => told(db, Administered::Tree, "settings").await,
    }
}

fn changed(account: Account) -> Frame {
    Frame::to(Topic::Person(account), "me.changed", &json!({}))
}

fn subject(account: Account, what: &str) -> Frame {
    Frame::to(Topic::Person(account), "admin.changed", &json!({ "what": what }))
}

async fn told(on: impl Reads, what: Administered, name: &str) -> DbResult<Vec<Frame>> {
    let people = administrators(on, what).await?;
    Ok(people.into_iter().map(|it| subject(it, name)).collect())
}
