// SPDX-License-Identifier: EUPL-1.2
//! What answers show of the programs of a channel.

use std::collections::HashMap;

use access::{Grant, Oversee};
use base::{Id, kind};
use db::DbResult;

use super::{
    model_hooks::{Automates, Bot, Hook},
    store_hooks::{self, HookRow},
    store_places::Channel,
};
use crate::{
    app::App,
    areas::accounts::{self, Person},
};

type Cards = HashMap<Id<kind::Account>, Person>;

/// The programs of a channel, oldest first.
///
/// # Errors
/// Whatever the database says.
pub async fn automates(app: &App, channel: &Grant<Oversee, Channel>) -> DbResult<Automates> {
    let hooks = store_hooks::of(&app.db, channel).await?;
    let bots = accounts::bots_of(&app.db, channel.id()).await?;
    let makers = hooks.iter().map(|it| it.made_by);
    let ids: Vec<_> = makers.chain(bots.iter().map(|it| it.account)).collect();
    let cards = accounts::people(&app.db, &ids).await?;
    Ok(Automates {
        hooks: hooks.into_iter().map(|it| shown(it, &cards)).collect(),
        bots: bots.into_iter().map(|it| bot_shown(it, &cards)).collect(),
    })
}

/// One hook.
///
/// # Errors
/// Whatever the database says.
pub async fn hook(app: &App, row: HookRow) -> DbResult<Hook> {
    let cards = accounts::people(&app.db, &[row.made_by]).await?;
    Ok(shown(row, &cards))
}

/// One bot.
///
/// # Errors
/// Whatever the database says.
pub async fn bot(app: &App, bot: accounts::Bot) -> DbResult<Bot> {
    let cards = accounts::people(&app.db, &[bot.account]).await?;
    Ok(bot_shown(bot, &cards))
}

fn shown(row: HookRow, cards: &Cards) -> Hook {
    Hook {
        id: row.id,
        name: row.name,
        icon: row.icon,
        colour: row.colour,
        maker: cards.get(&row.made_by).cloned(),
        made_at: row.made_at,
        renewed_at: row.renewed_at,
        last_used_at: row.last_used_at,
        refused_at: row.refused_at,
        refusal: row.refusal,
        etag: row.version.to_string(),
    }
}

fn bot_shown(bot: accounts::Bot, cards: &Cards) -> Bot {
    Bot {
        id: bot.id,
        name: bot.name,
        scope: bot.scope,
        maker: cards.get(&bot.account).cloned(),
        made_at: bot.created_at,
        last_used_at: bot.last_used_at,
        expires_on: bot.expires_on,
    }
}
