// SPDX-License-Identifier: EUPL-1.2
//! What happened since a moment, put together: of what someone reads now, and in a few statements however much was said.

use std::{
    cmp::Reverse,
    collections::{HashMap, HashSet},
};

use access::Signed;
use base::{Id, Timestamp, kind};
use db::DbResult;

use super::{
    model::{Attention, Channel, ChannelKind, Message},
    model_catch_up::{
        BACK_MAX, BusyChannel, CHANNELS_MAX, CatchUp, CaughtConversation, CaughtMessages, CaughtThread,
        LIVELIEST_MAX, MESSAGES_MAX, TALKS_MAX,
    },
    store_catch_up::{self, Place, ThreadRow, WriterRow},
    views, views_channels,
};
use crate::{app::App, areas::accounts};

type MessageId = Id<kind::Message>;
type ChannelId = Id<kind::Channel>;
type AccountId = Id<kind::Account>;

/// What happened since a moment.
///
/// # Errors
/// Whatever the database says.
pub async fn since(app: &App, me: Signed, since: Timestamp) -> DbResult<CatchUp> {
    let db = &app.db;
    let now = app.now();
    let since = since.max(now - BACK_MAX).min(now);
    let channels: Vec<Channel> = views_channels::mine(app, me).await?;
    let all = list(channels.iter());
    // Whoever wants to be told of nothing in a channel is not told here that it names him.
    let told = list(
        channels
            .iter()
            .filter(|it| it.attention != Some(Attention::Nothing)),
    );
    let mentions = store_catch_up::mentions(db, me.account, &told, since, MESSAGES_MAX + 1).await?;
    let decisions = store_catch_up::decisions(db, &all, since, MESSAGES_MAX + 1).await?;
    let talks = i64::try_from(TALKS_MAX).unwrap_or(i64::MAX) + 1;
    let threads = store_catch_up::threads(db, me.account, &all, since, talks).await?;
    let firsts: HashMap<ChannelId, i64> = store_catch_up::first_places(db, &all, since)
        .await?
        .into_iter()
        .map(|it| (it.channel, it.seq))
        .collect();
    let places = |channels: &[&Channel]| -> Vec<Place> {
        let place = |it: &&Channel| {
            let (channel, seq) = (it.id, *firsts.get(&it.id)?);
            Some(Place { channel, seq })
        };
        channels.iter().filter_map(place).collect()
    };

    let count = |it: &Channel| firsts.get(&it.id).map_or(0, |first| it.last_seq - first + 1);
    let (mut direct, mut busy): (Vec<&Channel>, Vec<&Channel>) = channels
        .iter()
        .filter(|it| firsts.contains_key(&it.id))
        .partition(|it| it.kind == ChannelKind::Direct);
    direct.sort_by_key(|it| Reverse((it.last_posted_at, it.id)));
    busy.retain(|it| !it.is_muted);
    busy.sort_by_key(|it| (Reverse(count(it)), it.id));
    let in_all = busy.len();
    // Where one wrote alone, nothing is to be caught up with: some more are looked at than are shown.
    direct.truncate(TALKS_MAX * 2);
    busy.truncate(CHANNELS_MAX * 2);
    let looked_at: Vec<&Channel> = direct.iter().chain(&busy).copied().collect();
    let writers = Writers::of(store_catch_up::writers(db, &places(&looked_at), me.account).await?);
    direct.retain(|it| writers.has_others(it.id));
    busy.retain(|it| writers.has_others(it.id));
    let has_more_conversations = direct.len() > TALKS_MAX;
    direct.truncate(TALKS_MAX);
    busy.truncate(CHANNELS_MAX);
    let other_channels = in_all - busy.len();

    let begins = places(&busy);
    let liveliest = store_catch_up::liveliest(db, &begins, LIVELIEST_MAX).await?;
    let ends = direct.iter().map(|it| Place {
        channel: it.id,
        seq: it.last_seq,
    });
    let ends: Vec<Place> = ends.chain(begins).collect();
    let at: HashMap<ChannelId, MessageId> = store_catch_up::at(db, &ends).await?.into_iter().collect();

    let mut shown: HashSet<MessageId> = mentions.iter().chain(&decisions).copied().collect();
    shown.extend(threads.iter().flat_map(|it| [it.root, it.last]));
    shown.extend(liveliest.iter().map(|it| it.0));
    shown.extend(direct.iter().filter_map(|it| at.get(&it.id)));
    let shown: Vec<MessageId> = shown.into_iter().collect();
    let (messages, mut people) = views::several(db, me.account, &shown).await?;
    let messages: HashMap<MessageId, Message> = messages.into_iter().map(|it| (it.id, it)).collect();
    let message = |id: &MessageId| messages.get(id).cloned();

    let met: HashSet<AccountId> = people.iter().map(|it| it.id).collect();
    let more: HashSet<AccountId> = busy.iter().flat_map(|it| writers.others(it.id)).collect();
    let more: Vec<AccountId> = more.difference(&met).copied().collect();
    people.extend(accounts::people(db, &more).await?.into_values());
    people.sort_unstable_by_key(|it| it.id);

    Ok(CatchUp {
        since,
        mentions: latest(&mentions, message),
        has_more_conversations,
        conversations: direct
            .iter()
            .filter_map(|it| {
                Some(CaughtConversation {
                    channel: it.id,
                    count: count(it),
                    last: message(at.get(&it.id)?)?,
                })
            })
            .collect(),
        has_more_threads: threads.len() > TALKS_MAX,
        threads: threads
            .iter()
            .take(TALKS_MAX)
            .filter_map(|it| caught(it, message))
            // His own last answer, which he wrote for later or went back beyond, is no news.
            .filter(|it| it.unread > 0 || it.last.author != me.account || it.last.automate.is_some())
            .collect(),
        decisions: latest(&decisions, message),
        channels: busy
            .iter()
            .map(|it| BusyChannel {
                channel: it.id,
                count: count(it),
                people: writers.others(it.id).collect(),
                first: at.get(&it.id).copied(),
                liveliest: liveliest
                    .iter()
                    .filter(|(_, channel)| *channel == it.id)
                    .filter_map(|(id, _)| message(id))
                    .collect(),
            })
            .collect(),
        other_channels,
        people,
    })
}

fn list<'c>(channels: impl Iterator<Item = &'c Channel>) -> String {
    let ids: Vec<ChannelId> = channels.map(|it| it.id).collect();
    db::id_list(&ids)
}

/// As many as are shown; one more was asked for to know whether there are any.
fn latest(ids: &[MessageId], message: impl Fn(&MessageId) -> Option<Message>) -> CaughtMessages {
    let shown = usize::try_from(MESSAGES_MAX).unwrap_or(usize::MAX);
    CaughtMessages {
        items: ids.iter().take(shown).filter_map(message).collect(),
        has_more: ids.len() > shown,
    }
}

fn caught(row: &ThreadRow, message: impl Fn(&MessageId) -> Option<Message>) -> Option<CaughtThread> {
    Some(CaughtThread {
        root: message(&row.root)?,
        last: message(&row.last)?,
        read_seq: row.read_seq,
        unread: (row.last_seq - row.read_seq - row.aside).max(0),
    })
}

/// Who wrote in which channel; the one who asks is among them only where a program of his wrote.
struct Writers(HashMap<ChannelId, Vec<AccountId>>);

impl Writers {
    fn of(rows: Vec<WriterRow>) -> Self {
        let mut writers: HashMap<ChannelId, Vec<AccountId>> = HashMap::new();
        for row in rows {
            writers.entry(row.channel).or_default().push(row.author);
        }
        Self(writers)
    }

    fn has_others(&self, channel: ChannelId) -> bool {
        self.0.contains_key(&channel)
    }

    fn others(&self, channel: ChannelId) -> impl Iterator<Item = AccountId> {
        self.0.get(&channel).into_iter().flatten().copied()
    }
}
