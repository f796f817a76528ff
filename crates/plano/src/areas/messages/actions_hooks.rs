// SPDX-License-Identifier: EUPL-1.2
//! What people do with the programs of a channel, and what a hook does for whoever made it.

use std::time::Duration;

use access::{Comment, Denied, Grant, Manage, Oversee, Signed, grant_again};
use base::{Id, Invalid, Problem, Secret, Timestamp, kind};
use db::{DbResult, Tx};
use events::{Announce as _, MessageEvent};
use uuid::Uuid;

use super::{
    actions,
    model::{MessageKind, NewMessage},
    model_hooks::{
        AUTOMATES_MAX, Automate, AutomateKind, HookPatch, HookRefusal, NewBot, NewHook, NewHookMessage,
    },
    store_channels,
    store_hooks::{self, HookRow},
    store_places::Channel,
};
use crate::{
    app::App,
    areas::accounts::{self, Bot},
};

type Result<T> = std::result::Result<T, Problem>;
type HookId = Id<kind::Hook>;
type MessageId = Id<kind::Message>;

/// How old "last used" and "last refused" may be before they are written anew.
const USE_WRITTEN_EVERY: Duration = Duration::from_secs(60);

/// Makes a hook; its secret is told this once.
///
/// # Errors
/// `hook.too_many`.
pub async fn make(app: &App, channel: Grant<Manage, Channel>, new: NewHook) -> Result<(HookRow, Secret)> {
    let secret = Secret::generate();
    let hash = secret.hash();
    let made: Result<HookRow> = app
        .db
        .write(channel.actor(), async move |tx| {
            // Those who make programs of a channel follow one another.
            store_channels::hold(tx, channel.id()).await?;
            let channel: Grant<Manage, _> = grant_again(tx, &channel).await?;
            let there = store_hooks::count(&mut *tx, &channel).await?;
            has_room_for_one_more(usize::try_from(there).unwrap_or(usize::MAX))?;
            let looks = (new.icon, new.colour);
            let hook = store_hooks::insert(tx, &channel, new.name.as_str(), looks, &hash).await?;
            tell(tx, &channel, |project, channel| MessageEvent::HookMade {
                project,
                channel,
                hook,
            })
            .await?;
            as_written(tx, &channel, hook).await
        })
        .await;
    Ok((made?, secret))
}

/// Gives a hook another name or other looks, for what it posts from then on: the hook as it is now, and whether that is so;
/// not if `version` is no longer its version.
///
/// # Errors
/// Not found.
pub async fn change(
    app: &App,
    channel: Grant<Manage, Channel>,
    hook: HookId,
    version: i64,
    patch: HookPatch,
) -> Result<(HookRow, bool)> {
    app.db
        .write(channel.actor(), async move |tx| {
            let channel: Grant<Manage, _> = grant_again(tx, &channel).await?;
            let row = as_written(tx, &channel, hook).await?;
            let name = patch.name.as_ref().map_or(row.name.as_str(), |it| it.as_str());
            let looks = (patch.icon.unwrap_or(row.icon), patch.colour.unwrap_or(row.colour));
            if !store_hooks::change(tx, &channel, hook, version, name, looks).await? {
                return Ok((row, false));
            }
            tell(tx, &channel, |project, channel| MessageEvent::HookChanged {
                project,
                channel,
                hook,
            })
            .await?;
            Ok((as_written(tx, &channel, hook).await?, true))
        })
        .await
}

/// Gives a hook another address: the one before opens nothing any more. Its secret is told this once.
///
/// # Errors
/// Not found.
pub async fn renew(app: &App, channel: Grant<Manage, Channel>, hook: HookId) -> Result<(HookRow, Secret)> {
    let secret = Secret::generate();
    let hash = secret.hash();
    let renewed: Result<HookRow> = app
        .db
        .write(channel.actor(), async move |tx| {
            let channel: Grant<Manage, _> = grant_again(tx, &channel).await?;
            if !store_hooks::renew(tx, &channel, hook, &hash).await? {
                return Err(Problem::NotFound);
            }
            tell(tx, &channel, |project, channel| MessageEvent::HookRenewed {
                project,
                channel,
                hook,
            })
            .await?;
            as_written(tx, &channel, hook).await
        })
        .await;
    Ok((renewed?, secret))
}

/// Takes a hook away: its address opens nothing any more. What it has posted stays. Twice is once.
///
/// # Errors
/// What the database says.
pub async fn remove(app: &App, channel: Grant<Oversee, Channel>, hook: HookId) -> Result<()> {
    app.db
        .write(channel.actor(), async move |tx| {
            let channel: Grant<Oversee, _> = grant_again(tx, &channel).await?;
            if store_hooks::remove(tx, &channel, hook).await? {
                tell(tx, &channel, |project, channel| MessageEvent::HookRemoved {
                    project,
                    channel,
                    hook,
                })
                .await?;
            }
            Ok(())
        })
        .await
}

async fn as_written(tx: &mut Tx, channel: &Grant<Manage, Channel>, hook: HookId) -> Result<HookRow> {
    store_hooks::find(tx, channel, hook)
        .await?
        .ok_or(Problem::NotFound)
}

/// # Errors
/// `hook.too_many`.
fn has_room_for_one_more(there: usize) -> Result<()> {
    if there < AUTOMATES_MAX {
        return Ok(());
    }
    Err(Problem::Conflict(
        Invalid::new("hook.too_many").with("max", AUTOMATES_MAX),
    ))
}

async fn tell<A>(
    tx: &mut Tx,
    channel: &Grant<A, Channel>,
    event: impl FnOnce(Option<Id<kind::Project>>, Id<kind::Channel>) -> MessageEvent,
) -> DbResult<()> {
    tx.announce(event(channel.place(), channel.id())).await
}

/// Makes a bot of the channel, which acts for whoever makes it; its secret is told this once.
///
/// # Errors
/// `hook.too_many`; `app_password.too_many`; `app_password.expired`.
pub async fn make_bot(app: &App, channel: Grant<Manage, Channel>, new: NewBot) -> Result<(Bot, Secret)> {
    let secret = Secret::generate();
    let hash = secret.hash();
    let made: Result<Bot> = app
        .db
        .write(channel.actor(), async move |tx| {
            store_channels::hold(tx, channel.id()).await?;
            let channel: Grant<Manage, _> = grant_again(tx, &channel).await?;
            has_room_for_one_more(accounts::bots_of(&mut *tx, channel.id()).await?.len())?;
            let (account, place) = (channel.actor().account, (channel.place(), channel.id()));
            // How many app passwords he has is counted too.
            accounts::in_turn(tx, account).await?;
            let made = accounts::make_bot(
                tx,
                account,
                place,
                new.name,
                new.reach.into(),
                new.expires_on,
                &hash,
            )
            .await?;
            let bot = made.id;
            tell(tx, &channel, |project, channel| MessageEvent::BotMade {
                project,
                channel,
                account,
                bot,
            })
            .await?;
            Ok(made)
        })
        .await;
    Ok((made?, secret))
}

/// Takes a bot of the channel away, whoever made it: its secret opens nothing any more. Twice is once.
///
/// # Errors
/// What the database says.
pub async fn remove_bot(
    app: &App,
    channel: Grant<Oversee, Channel>,
    bot: Id<kind::AppPassword>,
) -> Result<()> {
    app.db
        .write(channel.actor(), async move |tx| {
            let channel: Grant<Oversee, _> = grant_again(tx, &channel).await?;
            if let Some(account) = accounts::remove_bot(tx, channel.id(), bot).await? {
                tell(tx, &channel, |project, channel| MessageEvent::BotRemoved {
                    project,
                    channel,
                    account,
                    bot,
                })
                .await?;
            }
            Ok(())
        })
        .await
}

/// Posts what a program sent to the address of a hook, as whoever made it might at this moment.
///
/// # Errors
/// Not found for a secret that opens nothing; `hook.too_often`; `hook.maker_suspended`, `hook.maker_may_not`, `hook.closed`;
/// and as [`actions::post`].
pub async fn post(app: &App, secret: &Secret, new: NewHookMessage) -> Result<MessageId> {
    let hook = store_hooks::by_secret(&app.db, &secret.hash())
        .await?
        .ok_or(Problem::NotFound)?;
    app.pace.hook(hook.id)?;
    let posted = post_for_maker(app, &hook, new).await;
    let refusal = match &posted {
        Ok(_) => None,
        Err(Refused::Hook(why)) => Some(*why),
        // The fault of this one message: it says nothing of the hook.
        Err(Refused::Message(_)) => return posted.map_err(Problem::from),
    };
    note(app, &hook, refusal).await;
    posted.map_err(Problem::from)
}

/// Why a hook's message was not posted.
#[derive(Debug)]
enum Refused {
    /// None of its messages would be.
    Hook(HookRefusal),
    /// This one was not.
    Message(Problem),
}

impl From<Refused> for Problem {
    fn from(refused: Refused) -> Self {
        match refused {
            Refused::Hook(why) => Self::forbidden(why.code()),
            Refused::Message(problem) => problem,
        }
    }
}

async fn post_for_maker(
    app: &App,
    hook: &HookRow,
    new: NewHookMessage,
) -> std::result::Result<MessageId, Refused> {
    let other = |error: db::DbError| Refused::Message(error.into());
    let maker = accounts::state(&app.db, hook.made_by)
        .await
        .map_err(other)?
        .filter(|it| !it.is_deactivated)
        .ok_or(Refused::Hook(HookRefusal::MakerSuspended))?;
    let me = Signed {
        account: hook.made_by,
        is_external: maker.is_external,
        is_instance_admin: maker.is_instance_admin,
    };
    let channel = match access::grant::<Comment, Channel>(&app.db, me, hook.channel, app.now()).await {
        Ok(channel) => channel,
        Err(Denied::NotFound) => return Err(Refused::Hook(HookRefusal::MakerMayNot)),
        Err(denied) => return Err(judged(denied.into())),
    };
    let message = NewMessage {
        draft: new.draft.unwrap_or_else(any_draft),
        body: new.text,
        kind: MessageKind::Text,
        thread: new.thread,
        also_in_channel: false,
        quotes: None,
    };
    let automate = Automate {
        kind: AutomateKind::Hook,
        name: hook.name.clone(),
        icon: hook.icon,
        colour: hook.colour,
    };
    actions::post_by(
        &app.db,
        &app.posts,
        channel,
        message,
        false,
        Some(automate.kept()),
    )
    .await
    .map_err(judged)
}

/// For a program that does not say when it sends the same again.
fn any_draft() -> Uuid {
    let mut bytes = [0; 16];
    bytes.copy_from_slice(&Secret::generate().hash().as_bytes()[..16]);
    uuid::Builder::from_random_bytes(bytes).into_uuid()
}

/// Whether a refusal is of the hook, or of its message.
fn judged(problem: Problem) -> Refused {
    match &problem {
        Problem::Forbidden(why) if why.code == "access.closed" || why.code == "access.archived" => {
            Refused::Hook(HookRefusal::Closed)
        }
        Problem::Forbidden(_) => Refused::Hook(HookRefusal::MakerMayNot),
        _ => Refused::Message(problem),
    }
}

/// Notes the use of a hook, unless that was just done: a program may post every second.
async fn note(app: &App, hook: &HookRow, refusal: Option<HookRefusal>) {
    let now = app.now();
    let is_old = |it: Option<Timestamp>| it.is_none_or(|it| now.since(it) >= USE_WRITTEN_EVERY);
    let is_news = match refusal {
        None => hook.refusal.is_some() || is_old(hook.last_used_at),
        Some(why) => hook.refusal != Some(why) || is_old(hook.refused_at),
    };
    if !is_news {
        return;
    }
    let id = hook.id;
    let noted: DbResult<()> = app
        .db
        .write(base::Actor::System, async move |tx| {
            store_hooks::note(tx, id, refusal).await
        })
        .await;
    if let Err(error) = noted {
        tracing::warn!(%error, "the use of a hook was not noted");
    }
}
