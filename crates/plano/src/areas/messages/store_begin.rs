// SPDX-License-Identifier: EUPL-1.2
//! The SQL of where someone begins to read who comes to a channel: what was said before is behind him, he may read it, but it
//! is not new.

use base::{Id, kind};
use db::{DbResult, Reads, Tx, sql};

type ChannelId = Id<kind::Channel>;
type AccountId = Id<kind::Account>;
type ProjectId = Id<kind::Project>;
type GroupId = Id<kind::Group>;

/// Begins at the end of each channel of a project that someone comes into. At most as many rows as it has channels.
pub async fn in_project(tx: &mut Tx, project: ProjectId, account: AccountId) -> DbResult<()> {
    sql!(
        "INSERT INTO channel_readers (account, channel, read_seq, is_muted)
         SELECT $1, c.id, c.last_seq, FALSE FROM channels c WHERE c.project = $2 AND c.last_seq > 0
         ON CONFLICT (account, channel) DO NOTHING"
    )
    .bind(account)
    .bind(project)
    .exec(tx)
    .await
    .map(drop)
}

/// Begins at the end of a private channel that someone is let into by name, even if he was in it before; not if he is in it by
/// a group as well: then he was there.
pub async fn in_channel(tx: &mut Tx, channel: ChannelId, account: AccountId) -> DbResult<()> {
    sql!(
        "INSERT INTO channel_readers (account, channel, read_seq, is_muted)
         SELECT $1, c.id, c.last_seq, FALSE FROM channels c
         WHERE c.id = $2 AND c.kind = 'private' AND c.last_seq > 0
           AND NOT EXISTS (SELECT 1 FROM group_memberships g JOIN channel_people p ON p.group_id = g.group_id AND p.channel = $2
             WHERE g.account = $1)
         ON CONFLICT (account, channel) DO UPDATE SET read_seq = excluded.read_seq, own_after = 0
           WHERE channel_readers.read_seq < excluded.read_seq"
    )
    .bind(account)
    .bind(channel)
    .exec(tx)
    .await
    .map(drop)
}

/// The same for the private channels that someone comes into with a group.
pub async fn with_group(tx: &mut Tx, group: GroupId, account: AccountId) -> DbResult<()> {
    sql!(
        "INSERT INTO channel_readers (account, channel, read_seq, is_muted)
         SELECT $1, c.id, c.last_seq, FALSE FROM channel_people q JOIN channels c ON c.id = q.channel
         WHERE q.group_id = $2 AND c.kind = 'private' AND c.last_seq > 0
           AND NOT EXISTS (SELECT 1 FROM channel_people p WHERE p.channel = c.id AND p.account = $1)
           AND NOT EXISTS (SELECT 1 FROM group_memberships g JOIN channel_people p ON p.group_id = g.group_id AND p.channel = c.id
             WHERE g.account = $1 AND g.group_id <> $2)
         ON CONFLICT (account, channel) DO UPDATE SET read_seq = excluded.read_seq, own_after = 0
           WHERE channel_readers.read_seq < excluded.read_seq"
    )
    .bind(account)
    .bind(group)
    .exec(tx)
    .await
    .map(drop)
}

/// Some people of a group, after one of them, in the order of their ids.
pub async fn people(on: impl Reads, group: GroupId, after: AccountId, most: i64) -> DbResult<Vec<AccountId>> {
    sql!(
        "SELECT account FROM group_memberships WHERE group_id = $1 AND account > $2 ORDER BY account LIMIT $3"
    )
    .bind(group)
    .bind(after)
    .bind(most)
    .values(on)
    .await
}

/// Begins at the end of each channel of a project for those people of a group who come after one and up to another.
pub async fn some_in_project(
    tx: &mut Tx,
    project: ProjectId,
    group: GroupId,
    (after, last): (AccountId, AccountId),
) -> DbResult<()> {
    sql!(
        "INSERT INTO channel_readers (account, channel, read_seq, is_muted)
         SELECT g.account, c.id, c.last_seq, FALSE FROM group_memberships g CROSS JOIN channels c
         WHERE g.group_id = $1 AND g.account > $2 AND g.account <= $3 AND c.project = $4 AND c.last_seq > 0
         ON CONFLICT (account, channel) DO NOTHING"
    )
    .bind(group)
    .bind(after)
    .bind(last)
    .bind(project)
    .exec(tx)
    .await
    .map(drop)
}

/// Begins at the end of a private channel that a group was let into, for those of its people who come after one and up to
/// another and were not in it otherwise.
pub async fn some_in_channel(
    tx: &mut Tx,
    channel: ChannelId,
    group: GroupId,
    (after, last): (AccountId, AccountId),
) -> DbResult<()> {
    sql!(
        "INSERT INTO channel_readers (account, channel, read_seq, is_muted)
         SELECT h.account, c.id, c.last_seq, FALSE FROM group_memberships h CROSS JOIN channels c
         WHERE h.group_id = $1 AND h.account > $2 AND h.account <= $3 AND c.id = $4 AND c.kind = 'private' AND c.last_seq > 0
           AND NOT EXISTS (SELECT 1 FROM channel_people p WHERE p.channel = $4 AND p.account = h.account)
           AND NOT EXISTS (SELECT 1 FROM group_memberships g JOIN channel_people p ON p.group_id = g.group_id AND p.channel = $4
             WHERE g.account = h.account AND g.group_id <> $1)
         ON CONFLICT (account, channel) DO UPDATE SET read_seq = excluded.read_seq, own_after = 0
           WHERE channel_readers.read_seq < excluded.read_seq"
    )
    .bind(group)
    .bind(after)
    .bind(last)
    .bind(channel)
    .exec(tx)
    .await
    .map(drop)
}
