// SPDX-License-Identifier: EUPL-1.2
//! The SQL of conversations between people: which ones someone sees in his list, and how he puts one away or leaves it.

use access::{Grant, Read};
use base::{Id, PageSize, Timestamp, kind};
use db::{DbResult, Reads, Tx, sql};

use super::store_places::Channel;

type ChannelId = Id<kind::Channel>;
type AccountId = Id<kind::Account>;

/// Puts a conversation away for its reader, who has read it so far, until something is said in it. `false` if it is put away
/// already.
pub async fn hide(tx: &mut Tx, channel: &Grant<Read, Channel>) -> DbResult<bool> {
    let hidden = sql!(
        "INSERT INTO channel_readers (account, channel, read_seq, is_muted, hidden_seq)
         SELECT $1, id, last_seq, FALSE, last_seq FROM channels WHERE id = $2
         ON CONFLICT (account, channel) DO UPDATE SET read_seq = excluded.read_seq, own_after = 0, hidden_seq = excluded.hidden_seq
           WHERE channel_readers.hidden_seq < excluded.hidden_seq OR channel_readers.hidden_seq IS NULL"
    )
    .bind(channel.actor().account)
    .bind(channel.id())
    .exec(tx)
    .await?;
    Ok(hidden > 0)
}

/// Keeps a conversation that someone has just opened out of the lists of the others, until something is said in it.
pub async fn hide_from_others(tx: &mut Tx, channel: ChannelId, opener: AccountId) -> DbResult<()> {
    sql!(
        "INSERT INTO channel_readers (account, channel, read_seq, is_muted, hidden_seq)
         SELECT p.account, p.channel, 0, FALSE, 0 FROM channel_people p
         WHERE p.channel = $1 AND p.account IS NOT NULL AND p.account <> $2 ON CONFLICT (account, channel) DO NOTHING"
    )
    .bind(channel)
    .bind(opener)
    .exec(tx)
    .await
    .map(drop)
}

/// Whether a conversation is not in someone's list as long as nothing is said in it.
pub async fn is_hidden(on: impl Reads, channel: ChannelId, account: AccountId) -> DbResult<bool> {
    let hidden: i64 = sql!(
        "SELECT COUNT(*) FROM channel_readers r JOIN channels c ON c.id = r.channel
         WHERE r.account = $1 AND r.channel = $2 AND r.hidden_seq >= c.last_seq"
    )
    .bind(account)
    .bind(channel)
    .value(on)
    .await?;
    Ok(hidden > 0)
}

/// Shows a conversation in someone's list again. `false` if it is there.
pub async fn show(tx: &mut Tx, channel: ChannelId, account: AccountId) -> DbResult<bool> {
    let shown = sql!(
        "UPDATE channel_readers SET hidden_seq = NULL WHERE account = $1 AND channel = $2 AND hidden_seq IS NOT NULL"
    )
    .bind(account)
    .bind(channel)
    .exec(tx)
    .await?;
    Ok(shown > 0)
}

/// How many people are in a conversation, and whether it was of more: somebody has left it.
pub async fn size(on: impl Reads, channel: ChannelId) -> DbResult<(i64, bool)> {
    sql!(
        "SELECT (SELECT COUNT(*) FROM channel_people p WHERE p.channel = c.id), c.people_key IS NULL FROM channels c WHERE c.id = $1"
    )
    .bind(channel)
    .one(on)
    .await
}

/// A conversation that somebody has left is no longer the one of its first people, who may open another, nor that of those who
/// are left, who have theirs.
pub async fn is_of_others_now(tx: &mut Tx, channel: ChannelId) -> DbResult<()> {
    sql!("UPDATE channels SET people_key = NULL, version = version + 1 WHERE id = $1")
        .bind(channel)
        .exec(tx)
        .await
        .map(drop)
}

/// A place in the list of all one's conversations: the latest come first.
pub type Place = (Timestamp, ChannelId);

/// The conversations that someone is in, those with the latest words first, after a place; also those that he has put away, but
/// none in which nothing was ever said that another opened.
pub async fn page(
    on: impl Reads,
    account: AccountId,
    (at, id): Place,
    size: PageSize,
) -> DbResult<Vec<(ChannelId, Timestamp)>> {
    sql!(
        "SELECT id, at FROM (
           SELECT c.id, COALESCE(c.last_posted_at, 0) AS at
           FROM channel_people p JOIN channels c ON c.id = p.channel AND c.kind = 'direct'
             LEFT JOIN channel_readers r ON r.account = $1 AND r.channel = c.id
           WHERE p.account = $1 AND (c.last_seq > 0 OR r.hidden_seq IS NULL)) l
         WHERE (at, id) < ($2, $3) ORDER BY at DESC, id DESC LIMIT $4"
    )
    .bind(account)
    .bind(at)
    .bind(id)
    .bind(size.and_one())
    .all(on)
    .await
}

/// In whose lists a conversation comes back with the message at `seq`: those who had put it away, or, if nothing was said in it
/// since `since`, all who are in it.
pub async fn sees_again(
    on: impl Reads,
    channel: ChannelId,
    seq: i64,
    since: Timestamp,
) -> DbResult<Vec<AccountId>> {
    sql!(
        "SELECT p.account FROM channels c JOIN channel_people p ON p.channel = c.id AND p.account IS NOT NULL
         WHERE c.id = $1 AND c.kind = 'direct'
           AND (EXISTS (SELECT 1 FROM channel_readers r WHERE r.account = p.account AND r.channel = c.id AND r.hidden_seq = $2)
             OR NOT EXISTS (SELECT 1 FROM messages m WHERE m.channel = c.id AND m.seq = $2 AND m.posted_at > $3))
         ORDER BY p.account"
    )
    .bind(channel)
    .bind(seq - 1)
    .bind(since)
    .values(on)
    .await
}
