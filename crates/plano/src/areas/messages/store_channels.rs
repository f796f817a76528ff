// SPDX-License-Identifier: EUPL-1.2
//! The SQL of channels, of the people in them, and of how far each reader has come.

use access::{Grant, Manage, Read, Write};
use base::{Id, Timestamp, kind};
use db::{DbResult, Query, Reads, Tx, row, sql};
use uuid::Uuid;

use super::{
    model::{Attention, ChannelKind, ThreadAttention},
    store_places::{Channel, Message},
};

type ChannelId = Id<kind::Channel>;
type AccountId = Id<kind::Account>;
type ProjectId = Id<kind::Project>;

/// How far back a mention is looked for when one reads past it. Whoever comes back to more opens his notifications anyway.
const TOLD_LOOK_BACK: i64 = 10_000;

/// A channel's row, as one of its readers has it.
pub struct ChannelRow {
    pub id: ChannelId,
    pub project: Option<ProjectId>,
    pub kind: ChannelKind,
    pub name: String,
    pub topic: String,
    pub folder: Option<Id<kind::ChannelFolder>>,
    pub folder_name: Option<String>,
    pub folder_rank: Option<String>,
    pub folder_version: Option<i64>,
    pub rank: String,
    pub is_main: bool,
    pub requires_threads: bool,
    pub archived_at: Option<Timestamp>,
    pub last_seq: i64,
    pub last_posted_at: Option<Timestamp>,
    pub cleared_seq: i64,
    pub cleared_at: Option<Timestamp>,
    pub cleared_by: Option<AccountId>,
    /// In microseconds.
    pub expires_after: Option<i64>,
    pub version: i64,
    pub read_seq: Option<i64>,
    pub attention: Option<Attention>,
    pub is_muted: Option<bool>,
    /// It is not in the asker's list as long as nothing comes after this place.
    pub hidden_seq: Option<i64>,
    /// Whether the asker is named among its people, and as one who manages it.
    pub is_in: bool,
    pub is_manager: bool,
    pub mentions: i64,
}
row!(ChannelRow {
    id,
    project,
    kind,
    name,
    topic,
    folder,
    folder_name,
    folder_rank,
    folder_version,
    rank,
    is_main,
    requires_threads,
    archived_at,
    last_seq,
    last_posted_at,
    cleared_seq,
    cleared_at,
    cleared_by,
    expires_after,
    version,
    read_seq,
    attention,
    is_muted,
    hidden_seq,
    is_in,
    is_manager,
    mentions,
});

/// Most mentions that are counted: nobody reads more of them one by one, and the client says "99+".
macro_rules! mentions {
    () => {
        "(SELECT COUNT(*) FROM (
           SELECT message FROM (SELECT n.message FROM mentions n
             WHERE n.account = $1 AND n.channel = c.id AND n.seq > COALESCE(r.read_seq, 0) AND n.seq > c.cleared_seq LIMIT 100) a
           UNION
           SELECT message FROM (SELECT n.message FROM mentions n
             WHERE n.account IS NULL AND n.group_id IS NULL AND n.channel = c.id AND n.seq > COALESCE(r.read_seq, 0) AND n.seq > c.cleared_seq LIMIT 100) b
           UNION
           SELECT message FROM (SELECT n.message FROM group_memberships g JOIN mentions n ON n.group_id = g.group_id
             WHERE g.account = $1 AND n.channel = c.id AND n.seq > COALESCE(r.read_seq, 0) AND n.seq > c.cleared_seq LIMIT 100) d
           LIMIT 100) e)"
    };
}

/// The columns of a [`ChannelRow`] but for the last three.
macro_rules! columns {
    () => {
        "c.id, c.project, c.kind, c.name, c.topic, f.id, f.name, f.rank, f.version, c.rank, c.is_main, c.requires_threads, c.archived_at, c.last_seq,
           c.last_posted_at, c.cleared_seq, c.cleared_at, c.cleared_by, c.expires_after, c.version, r.read_seq, r.attention, r.is_muted, r.hidden_seq"
    };
}

/// In which channels someone is by himself or by a group, and whether he manages them: each once. Two selects, each by its
/// index, where one with OR would read the whole table.
macro_rules! named {
    () => {
        "SELECT channel, MAX(manages) AS manages FROM (
           SELECT p.channel, CASE WHEN p.is_manager THEN 1 ELSE 0 END AS manages FROM channel_people p WHERE p.account = $1
           UNION ALL
           SELECT p.channel, CASE WHEN p.is_manager THEN 1 ELSE 0 END FROM group_memberships g
             JOIN channel_people p ON p.group_id = g.group_id WHERE g.account = $1) w GROUP BY channel"
    };
}

/// What is taken of a channel itself.
macro_rules! channel {
    () => {
        "c.id, c.project, c.kind, c.name, c.topic, c.folder, c.rank, c.is_main, c.requires_threads, c.archived_at, c.last_seq,
           c.last_posted_at, c.cleared_seq, c.cleared_at, c.cleared_by, c.expires_after, c.version"
    };
}

macro_rules! known {
    (open: $open:expr, list: $list:literal) => {
        concat!(
            "WITH mine AS (",
            named!(),
            "), these AS (SELECT ",
            channel!(),
            " FROM ",
            $open,
            " UNION ALL SELECT ",
            channel!(),
            " FROM mine m JOIN channels c ON c.id = m.channel
               WHERE c.kind = 'direct' OR (c.kind = 'private' AND c.project IN (", $list, ")))
             SELECT ",
            columns!(),
            ", m.channel IS NOT NULL, COALESCE(m.manages, 0) > 0, ",
            mentions!(),
            " FROM these c LEFT JOIN channel_folders f ON f.id = c.folder
               LEFT JOIN channel_readers r ON r.account = $1 AND r.channel = c.id LEFT JOIN mine m ON m.channel = c.id
             ORDER BY c.rank, c.id"
        )
    };
}

/// The channels of `projects` (a list of ids) that `account` may know of, as far as the channels themselves say, and the
/// conversations he is in. Whether he may read messages in a project at all is for the caller to have asked.
pub async fn known(on: impl Reads, account: AccountId, projects: &str) -> DbResult<Vec<ChannelRow>> {
    sql! {
        sqlite: known!(
            open: "channels c WHERE c.project IN (SELECT unhex(value) FROM json_each($2)) AND c.kind IN ('open', 'announcement', 'log')",
            list: "SELECT unhex(value) FROM json_each($2)"
        ),
        // Project by project, by the index: how long the list is, a prepared plan does not know. No project has more channels.
        postgres: known!(
            open: concat!(
                "jsonb_array_elements_text(CAST(CAST($2 AS TEXT) AS JSONB)) l CROSS JOIN LATERAL (SELECT ",
                channel!(),
                " FROM channels c WHERE c.project = CAST(l.value AS UUID) AND c.kind IN ('open', 'announcement', 'log')
                  ORDER BY c.rank, c.id LIMIT 500) c"
            ),
            list: "SELECT CAST(value AS UUID) FROM jsonb_array_elements_text(CAST(CAST($2 AS TEXT) AS JSONB))"
        ),
    }
    .bind(account)
    .bind(projects)
    .all(on)
    .await
}

/// One channel.
pub async fn find(on: impl Reads, channel: &Grant<Read, Channel>) -> DbResult<Option<ChannelRow>> {
    sql!(concat!(
        "SELECT ",
        columns!(),
        ", m.channel IS NOT NULL, COALESCE(m.manages, 0) > 0, ",
        mentions!(),
        " FROM channels c LEFT JOIN channel_folders f ON f.id = c.folder
           LEFT JOIN channel_readers r ON r.account = $1 AND r.channel = c.id
           LEFT JOIN (SELECT channel, MAX(manages) AS manages FROM (
             SELECT p.channel, CASE WHEN p.is_manager THEN 1 ELSE 0 END AS manages FROM channel_people p
               WHERE p.account = $1 AND p.channel = $2
             UNION ALL
             SELECT p.channel, CASE WHEN p.is_manager THEN 1 ELSE 0 END FROM group_memberships g
               JOIN channel_people p ON p.group_id = g.group_id AND p.channel = $2 WHERE g.account = $1) w GROUP BY channel) m
             ON m.channel = c.id
         WHERE c.id = $2"
    ))
    .bind(channel.actor().account)
    .bind(channel.id())
    .optional(on)
    .await
}

/// What decides how one posts in a channel.
pub struct Manner {
    pub kind: ChannelKind,
    pub requires_threads: bool,
}
row!(Manner {
    kind,
    requires_threads
});

/// How one posts in a channel.
pub async fn manner<A>(on: impl Reads, channel: &Grant<A, Channel>) -> DbResult<Option<Manner>> {
    sql!("SELECT kind, requires_threads FROM channels WHERE id = $1")
        .bind(channel.id())
        .optional(on)
        .await
}

/// The kind of the channel that a message is in.
pub async fn kind_at<A>(
    on: impl Reads,
    message: &Grant<A, Message>,
) -> DbResult<Option<(ChannelId, ChannelKind)>> {
    sql!("SELECT c.id, c.kind FROM messages m JOIN channels c ON c.id = m.channel WHERE m.id = $1")
        .bind(message.id())
        .optional(on)
        .await
}

/// What a new channel is.
pub struct Inserted<'a> {
    pub project: Option<ProjectId>,
    pub kind: ChannelKind,
    pub name: &'a str,
    pub topic: &'a str,
    pub rank: &'a str,
    pub is_main: bool,
    pub requires_threads: bool,
    pub people_key: Option<&'a [u8]>,
    pub by: Option<AccountId>,
    pub draft: Option<Uuid>,
}

/// Inserts a channel. `None` if its draft has been used, or the conversation of these people exists.
pub async fn insert(tx: &mut Tx, new: Inserted<'_>) -> DbResult<Option<ChannelId>> {
    let (id, now): (ChannelId, _) = (tx.new_id(), tx.now());
    sql!(
        "INSERT INTO channels (id, project, kind, name, sort_name, topic, rank, is_main, requires_threads, people_key, last_seq, cleared_seq,
           created_at, created_by, draft, version)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 0, 0, $11, $12, $13, 1) ON CONFLICT DO NOTHING RETURNING id"
    )
    .bind(id)
    .bind(new.project)
    .bind(new.kind)
    .bind(new.name)
    .bind(base::text::fold(new.name))
    .bind(new.topic)
    .bind(new.rank)
    .bind(new.is_main)
    .bind(new.requires_threads)
    .bind(new.people_key)
    .bind(now)
    .bind(new.by)
    .bind(new.draft)
    .optional_value(tx)
    .await
}

/// The channel made with a draft: its id, project, kind and name.
pub async fn by_draft(
    tx: &mut Tx,
    by: AccountId,
    draft: Uuid,
) -> DbResult<Option<(ChannelId, Option<ProjectId>, ChannelKind, String)>> {
    sql!("SELECT id, project, kind, name FROM channels WHERE created_by = $1 AND draft = $2")
        .bind(by)
        .bind(draft)
        .optional(tx)
        .await
}

/// The conversation of exactly these people.
pub async fn of_people(tx: &mut Tx, people_key: &[u8]) -> DbResult<Option<ChannelId>> {
    sql!("SELECT id FROM channels WHERE people_key = $1")
        .bind(people_key)
        .optional_value(tx)
        .await
}

/// The main channel of a project.
pub async fn main_of(on: impl Reads, project: ProjectId) -> DbResult<Option<ChannelId>> {
    sql!("SELECT id FROM channels WHERE project = $1 AND is_main")
        .bind(project)
        .optional_value(on)
        .await
}

/// How many channels a project has, and the rank of the last one.
pub async fn count(on: impl Reads, project: ProjectId) -> DbResult<(i64, Option<String>)> {
    sql!("SELECT COUNT(*), MAX(rank) FROM channels WHERE project = $1")
        .bind(project)
        .one(on)
        .await
}

/// Changes a channel. `false` if `version` is no longer its version.
pub async fn update(
    tx: &mut Tx,
    channel: &Grant<Write, Channel>,
    version: i64,
    name: &str,
    topic: &str,
    requires_threads: bool,
) -> DbResult<bool> {
    let changed = sql!(
        "UPDATE channels SET name = $1, sort_name = $2, topic = $3, requires_threads = $4, version = version + 1
         WHERE id = $5 AND version = $6"
    )
    .bind(name)
    .bind(base::text::fold(name))
    .bind(topic)
    .bind(requires_threads)
    .bind(channel.id())
    .bind(version)
    .exec(tx)
    .await?;
    Ok(changed > 0)
}

/// Closes a channel, or opens it again. `false` if nothing changed: the main channel stays open.
pub async fn close(tx: &mut Tx, channel: &Grant<Manage, Channel>, is_closed: bool) -> DbResult<bool> {
    let at = is_closed.then_some(tx.now());
    let changed = sql!(
        "UPDATE channels SET archived_at = $1, version = version + 1
         WHERE id = $2 AND (archived_at IS NOT NULL) <> $3 AND NOT is_main AND kind <> 'direct'"
    )
    .bind(at)
    .bind(channel.id())
    .bind(is_closed)
    .exec(tx)
    .await?;
    Ok(changed > 0)
}

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

/// Lets those who change who is in a channel, or what is pinned to it, follow one another until the transaction ends. SQLite has
/// one writer. `false` if there is no such channel.
pub async fn hold(tx: &mut Tx, channel: ChannelId) -> DbResult<bool> {
    let held: Option<ChannelId> = sql! {
        sqlite: "SELECT id FROM channels WHERE id = $1",
        postgres: "SELECT id FROM channels WHERE id = $1 FOR NO KEY UPDATE",
    }
    .bind(channel)
    .optional_value(tx)
    .await?;
    Ok(held.is_some())
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

/// Marks a channel as read up to a place, which may be before the one it had: the place, which is the channel's last one at
/// most. `None` if that changes nothing.
pub async fn mark(tx: &mut Tx, channel: &Grant<Read, Channel>, seq: i64) -> DbResult<Option<i64>> {
    sql!(
        "INSERT INTO channel_readers (account, channel, read_seq, is_muted) SELECT $1, id, CASE WHEN last_seq < $2 THEN last_seq ELSE $2 END, FALSE
         FROM channels WHERE id = $3
         ON CONFLICT (account, channel) DO UPDATE SET read_seq = excluded.read_seq WHERE channel_readers.read_seq <> excluded.read_seq
         RETURNING read_seq"
    )
    .bind(channel.actor().account)
    .bind(seq)
    .bind(channel.id())
    .optional_value(tx)
    .await
}

/// Whether its reader is told of what is posted in a channel: one of the last messages up to `seq` named him, it is a
/// conversation, he asked for all, or to be told of some words.
pub async fn is_told(on: impl Reads, channel: &Grant<Read, Channel>, seq: i64) -> DbResult<bool> {
    let told: i64 = sql!(
        "SELECT COUNT(*) FROM channels c WHERE c.id = $1 AND (c.kind = 'direct'
           OR EXISTS (SELECT 1 FROM channel_readers r WHERE r.channel = c.id AND r.account = $2 AND r.attention = 'all')
           OR EXISTS (SELECT 1 FROM keywords k WHERE k.account = $2)
           OR EXISTS (SELECT 1 FROM mentions n WHERE n.account = $2 AND n.channel = c.id AND n.seq > $3 AND n.seq <= $4)
           OR EXISTS (SELECT 1 FROM mentions n
             WHERE n.account IS NULL AND n.group_id IS NULL AND n.channel = c.id AND n.seq > $3 AND n.seq <= $4)
           OR EXISTS (SELECT 1 FROM group_memberships g JOIN mentions n ON n.group_id = g.group_id
             WHERE g.account = $2 AND n.channel = c.id AND n.seq > $3 AND n.seq <= $4))"
    )
    .bind(channel.id())
    .bind(channel.actor().account)
    .bind(seq - TOLD_LOOK_BACK)
    .bind(seq)
    .value(on)
    .await?;
    Ok(told > 0)
}

/// Of what someone is told in a channel.
pub async fn keep(
    tx: &mut Tx,
    channel: &Grant<Read, Channel>,
    attention: Option<Attention>,
    is_muted: bool,
) -> DbResult<()> {
    sql!(
        "INSERT INTO channel_readers (account, channel, read_seq, attention, is_muted) VALUES ($1, $2, 0, $3, $4)
         ON CONFLICT (account, channel) DO UPDATE SET attention = excluded.attention, is_muted = excluded.is_muted"
    )
    .bind(channel.actor().account)
    .bind(channel.id())
    .bind(attention)
    .bind(is_muted)
    .exec(tx)
    .await?;
    Ok(())
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

/// How someone keeps a thread, and how far he has read it.
pub async fn thread_reader(
    on: impl Reads,
    root: &Grant<Read, Message>,
) -> DbResult<Option<(ThreadAttention, i64)>> {
    sql!("SELECT attention, read_seq FROM thread_readers WHERE account = $1 AND thread = $2")
        .bind(root.actor().account)
        .bind(root.id())
        .optional(on)
        .await
}

/// Marks a thread as read up to a place, its last one at most: the place, if that changes anything. Nothing happens where there
/// is no thread.
pub async fn mark_thread(tx: &mut Tx, root: &Grant<Read, Message>, seq: i64) -> DbResult<Option<i64>> {
    sql!(
        "INSERT INTO thread_readers (account, thread, attention, read_seq)
         SELECT $1, root, 'unfollowed', CASE WHEN last_seq < $2 THEN last_seq ELSE $2 END FROM threads WHERE root = $3
         ON CONFLICT (account, thread) DO UPDATE SET read_seq = excluded.read_seq WHERE thread_readers.read_seq <> excluded.read_seq
         RETURNING read_seq"
    )
    .bind(root.actor().account)
    .bind(seq)
    .bind(root.id())
    .optional_value(tx)
    .await
}

/// Whether its reader may have been told of answers in a thread: he follows it, he asked for all of its channel or to be told of
/// some words, or one of the last answers up to `seq` names someone.
pub async fn is_told_of_thread(on: impl Reads, root: &Grant<Read, Message>, seq: i64) -> DbResult<bool> {
    let told: i64 = sql!(
        "SELECT COUNT(*) FROM threads h WHERE h.root = $1 AND (
           EXISTS (SELECT 1 FROM thread_readers t WHERE t.thread = h.root AND t.account = $2 AND t.attention = 'followed')
           OR EXISTS (SELECT 1 FROM channel_readers r WHERE r.channel = h.channel AND r.account = $2 AND r.attention = 'all')
           OR EXISTS (SELECT 1 FROM keywords k WHERE k.account = $2)
           OR EXISTS (SELECT 1 FROM channels c WHERE c.id = h.channel AND c.kind = 'direct')
           OR EXISTS (SELECT 1 FROM messages m JOIN mentions n ON n.message = m.id
             WHERE m.thread = h.root AND m.thread_seq > $3 AND m.thread_seq <= $4))"
    )
    .bind(root.id())
    .bind(root.actor().account)
    .bind(seq - TOLD_LOOK_BACK)
    .bind(seq)
    .value(on)
    .await?;
    Ok(told > 0)
}

/// Follows, no longer follows, or mutes a thread; nothing read changes. `false` where there is no thread.
pub async fn keep_thread(
    tx: &mut Tx,
    root: &Grant<Read, Message>,
    attention: ThreadAttention,
) -> DbResult<bool> {
    let kept = sql!(
        "INSERT INTO thread_readers (account, thread, attention, read_seq) SELECT $1, root, $2, last_seq FROM threads WHERE root = $3
         ON CONFLICT (account, thread) DO UPDATE SET attention = excluded.attention"
    )
    .bind(root.actor().account)
    .bind(attention)
    .bind(root.id())
    .exec(tx)
    .await?;
    Ok(kept > 0)
}

/// Whoever posts has read all up to there.
pub fn read_by_author(author: AccountId, channel: ChannelId, seq: i64) -> Query<'static> {
    sql!(
        "INSERT INTO channel_readers (account, channel, read_seq, is_muted) VALUES ($1, $2, $3, FALSE)
         ON CONFLICT (account, channel) DO UPDATE SET read_seq = excluded.read_seq WHERE channel_readers.read_seq < excluded.read_seq"
    )
    .bind(author)
    .bind(channel)
    .bind(seq)
}

/// The project that a channel is in; `None`: it is a conversation.
pub async fn project_of(on: impl Reads, channel: ChannelId) -> DbResult<Option<ProjectId>> {
    let found: Option<Option<ProjectId>> = sql!("SELECT project FROM channels WHERE id = $1")
        .bind(channel)
        .optional_value(on)
        .await?;
    Ok(found.flatten())
}
