// SPDX-License-Identifier: EUPL-1.2
//! The SQL of the people in a channel, and of who manages it.

use access::{Beginnings, Grant, Read};
use base::{Id, kind};
use db::{DbResult, Reads, Tx, row, sql};

use super::store_places::Channel;

type ChannelId = Id<kind::Channel>;
type AccountId = Id<kind::Account>;
type ProjectId = Id<kind::Project>;

/// Adds someone to a channel. `false` if he is in it.
pub async fn add(
    tx: &mut Tx,
    channel: ChannelId,
    account: Option<AccountId>,
    group: Option<Id<kind::Group>>,
    is_manager: bool,
) -> DbResult<bool> {
    let (id, now, by) = (tx.new_id::<kind::Member>(), tx.now(), tx.actor().account());
    let added = sql!(
        "INSERT INTO channel_people (id, channel, account, group_id, is_manager, added_at, added_by)
         VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT DO NOTHING"
    )
    .bind(id)
    .bind(channel)
    .bind(account)
    .bind(group)
    .bind(is_manager)
    .bind(now)
    .bind(by)
    .exec(tx)
    .await?;
    Ok(added > 0)
}

/// Takes someone out of a channel. `false` if he was not in it.
pub async fn remove(
    tx: &mut Tx,
    channel: ChannelId,
    account: Option<AccountId>,
    group: Option<Id<kind::Group>>,
) -> DbResult<bool> {
    let removed = sql!("DELETE FROM channel_people WHERE channel = $1 AND (account = $2 OR group_id = $3)")
        .bind(channel)
        .bind(account)
        .bind(group)
        .exec(tx)
        .await?;
    Ok(removed > 0)
}

/// Has someone who is in a channel manage it, or no longer. `None` if he is not in it; `false` if nothing changes.
pub async fn entrust_to(
    tx: &mut Tx,
    channel: ChannelId,
    account: Option<AccountId>,
    group: Option<Id<kind::Group>>,
    is_manager: bool,
) -> DbResult<Option<bool>> {
    let before: Option<bool> =
        sql!("SELECT is_manager FROM channel_people WHERE channel = $1 AND (account = $2 OR group_id = $3)")
            .bind(channel)
            .bind(account)
            .bind(group)
            .optional_value(&mut *tx)
            .await?;
    let Some(before) = before else {
        return Ok(None);
    };
    if before != is_manager {
        sql!(
            "UPDATE channel_people SET is_manager = $1 WHERE channel = $2 AND (account = $3 OR group_id = $4)"
        )
        .bind(is_manager)
        .bind(channel)
        .bind(account)
        .bind(group)
        .exec(tx)
        .await?;
    }
    Ok(Some(before != is_manager))
}

/// How many manage a channel by being named so. A group in which nobody is manages nothing.
pub async fn managers(on: impl Reads, channel: ChannelId) -> DbResult<i64> {
    sql!(
        "SELECT COUNT(*) FROM channel_people p WHERE p.channel = $1 AND p.is_manager
           AND (p.account IS NOT NULL OR EXISTS (SELECT 1 FROM group_memberships g WHERE g.group_id = p.group_id))"
    )
        .bind(channel)
        .value(on)
        .await
}

/// Someone named in a channel.
pub struct PersonRow {
    pub account: Option<AccountId>,
    pub group: Option<Id<kind::Group>>,
    pub is_manager: bool,
}
row!(PersonRow {
    account,
    group,
    is_manager,
});

/// Who is named in a channel.
pub async fn people(on: impl Reads, channel: ChannelId) -> DbResult<Vec<PersonRow>> {
    sql!("SELECT account, group_id, is_manager FROM channel_people WHERE channel = $1 ORDER BY id")
        .bind(channel)
        .all(on)
        .await
}

/// Who reads a channel, by name, those only whose words begin so.
pub async fn readers(
    on: impl Reads,
    channel: &Grant<Read, Channel>,
    sought: Beginnings,
    limit: i64,
) -> DbResult<Vec<AccountId>> {
    let now = on.time();
    let query = sql!(
        "SELECT a.id FROM account_names a
         WHERE a.id IN (SELECT e.account FROM channel_audience e WHERE e.channel = $1 AND e.until > $2)
           AND a.status <> 'deactivated'
           AND EXISTS (SELECT 1 FROM account_search w WHERE w.account = a.id AND w.word >= $3 AND w.word < $4)
           AND EXISTS (SELECT 1 FROM account_search w WHERE w.account = a.id AND w.word >= $5 AND w.word < $6)
           AND EXISTS (SELECT 1 FROM account_search w WHERE w.account = a.id AND w.word >= $7 AND w.word < $8)
           AND EXISTS (SELECT 1 FROM account_search w WHERE w.account = a.id AND w.word >= $9 AND w.word < $10)
         ORDER BY a.sort_name, a.id LIMIT $11"
    );
    sought
        .bind(query.bind(channel.id()).bind(now))
        .bind(limit)
        .values(on)
        .await
}

/// The people of the conversations that `account` is in: pairs of conversation and person, without himself.
pub async fn people_of_conversations(
    on: impl Reads,
    account: AccountId,
) -> DbResult<Vec<(ChannelId, AccountId)>> {
    sql!(
        "SELECT p.channel, p.account FROM channel_people o JOIN channels c ON c.id = o.channel AND c.kind = 'direct'
           JOIN channel_people p ON p.channel = o.channel AND p.account <> $1
         WHERE o.account = $1 ORDER BY p.channel, p.id"
    )
    .bind(account)
    .all(on)
    .await
}

/// In which channels of a project someone is, by name, in the order of their ids.
pub async fn with(
    on: impl Reads,
    project: ProjectId,
    account: Option<AccountId>,
    group: Option<Id<kind::Group>>,
) -> DbResult<Vec<ChannelId>> {
    sql!(
        "SELECT p.channel FROM channel_people p JOIN channels c ON c.id = p.channel
         WHERE (p.account = $1 OR p.group_id = $2) AND c.project = $3 ORDER BY p.channel"
    )
    .bind(account)
    .bind(group)
    .bind(project)
    .values(on)
    .await
}

/// Whoever is no longer in a project is no longer in its private channels: should he come back, he is invited again. Which
/// they were.
pub async fn forget(
    tx: &mut Tx,
    project: ProjectId,
    account: Option<AccountId>,
    group: Option<Id<kind::Group>>,
) -> DbResult<Vec<ChannelId>> {
    sql!(
        "DELETE FROM channel_people WHERE (account = $1 OR group_id = $2) AND channel IN (SELECT id FROM channels WHERE project = $3)
         RETURNING channel"
    )
    .bind(account)
    .bind(group)
    .bind(project)
    .values(tx)
    .await
}

/// Those who are in some private channel of a project by name.
pub async fn named(on: impl Reads, project: ProjectId) -> DbResult<Vec<AccountId>> {
    sql!(
        "SELECT DISTINCT p.account FROM channel_people p JOIN channels c ON c.id = p.channel
         WHERE c.project = $1 AND p.account IS NOT NULL ORDER BY p.account"
    )
    .bind(project)
    .values(on)
    .await
}

/// Has a private channel that nobody manages managed by whoever has been in it for longest: a person, else a group with somebody
/// in it. Who that is, if there was need.
pub async fn entrust(
    tx: &mut Tx,
    channel: ChannelId,
) -> DbResult<Option<(Option<AccountId>, Option<Id<kind::Group>>)>> {
    sql!(
        "UPDATE channel_people SET is_manager = TRUE
         WHERE id = (SELECT p.id FROM channel_people p JOIN channels c ON c.id = p.channel
             WHERE p.channel = $1 AND c.kind = 'private'
               AND (p.account IS NOT NULL OR EXISTS (SELECT 1 FROM group_memberships g WHERE g.group_id = p.group_id))
             ORDER BY CASE WHEN p.account IS NULL THEN 1 ELSE 0 END, p.added_at, p.id LIMIT 1)
           AND NOT EXISTS (SELECT 1 FROM channel_people m WHERE m.channel = $1 AND m.is_manager
             AND (m.account IS NOT NULL OR EXISTS (SELECT 1 FROM group_memberships g WHERE g.group_id = m.group_id)))
         RETURNING account, group_id"
    )
    .bind(channel)
    .optional(tx)
    .await
}

/// The private channels that a group manages in which nobody is any more, each with its project, in the order of their ids.
pub async fn managed_by_nobody_of(
    on: impl Reads,
    group: Id<kind::Group>,
) -> DbResult<Vec<(ChannelId, Option<ProjectId>)>> {
    sql!(
        "SELECT c.id, c.project FROM channel_people p JOIN channels c ON c.id = p.channel WHERE p.group_id = $1 AND p.is_manager
           AND NOT EXISTS (SELECT 1 FROM group_memberships g WHERE g.group_id = p.group_id) ORDER BY c.id"
    )
    .bind(group)
    .all(on)
    .await
}
