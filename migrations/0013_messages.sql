-- area: messages
-- SPDX-License-Identifier: EUPL-1.2
CREATE TABLE channel_folders (
  id UUID PRIMARY KEY,
  project UUID NOT NULL REFERENCES projects (id),
  name TEXT NOT NULL,
  rank TEXT NOT NULL,
  created_by UUID NOT NULL,
  draft UUID NOT NULL,
  version BIGINT NOT NULL
);
CREATE INDEX channel_folders_project ON channel_folders (project, rank);
CREATE UNIQUE INDEX channel_folders_draft ON channel_folders (created_by, draft);

CREATE TABLE channels (
  id UUID PRIMARY KEY,
  -- NULL: a direct conversation, which belongs to the people in it.
  project UUID REFERENCES projects (id),
  -- 'open', 'private', 'announcement', 'log' or 'direct'.
  kind TEXT NOT NULL,
  name TEXT NOT NULL,
  sort_name TEXT NOT NULL,
  topic TEXT NOT NULL,
  folder UUID REFERENCES channel_folders (id),
  rank TEXT NOT NULL,
  -- Made with its project: never archived, and where one lands.
  is_main BOOLEAN NOT NULL,
  requires_threads BOOLEAN NOT NULL,
  -- SHA-256 of the sorted ids of the people of a direct conversation: the same people, the same conversation.
  people_key BYTEA UNIQUE,
  -- The place of the last message that the channel shows, of those in threads none. Unread is a subtraction.
  last_seq BIGINT NOT NULL,
  last_posted_at BIGINT,
  -- Up to there messages were cleared.
  cleared_seq BIGINT NOT NULL,
  archived_at BIGINT,
  created_at BIGINT NOT NULL,
  created_by UUID,
  draft UUID,
  version BIGINT NOT NULL
);
CREATE INDEX channels_project ON channels (project, rank, id);
CREATE UNIQUE INDEX channels_draft ON channels (created_by, draft);

-- Who is in a private channel or a direct conversation; who announces in an announcement channel. Exactly one of account
-- and group_id is set.
CREATE TABLE channel_people (
  id UUID PRIMARY KEY,
  channel UUID NOT NULL REFERENCES channels (id),
  account UUID REFERENCES accounts (id),
  group_id UUID REFERENCES groups (id),
  -- Says who is in it and how it works.
  is_manager BOOLEAN NOT NULL,
  added_at BIGINT NOT NULL,
  added_by UUID
);
CREATE UNIQUE INDEX channel_people_account ON channel_people (account, channel);
CREATE UNIQUE INDEX channel_people_group ON channel_people (group_id, channel);
CREATE INDEX channel_people_channel ON channel_people (channel, id);

CREATE TABLE messages (
  id UUID PRIMARY KEY,
  channel UUID NOT NULL REFERENCES channels (id),
  -- Its place in the channel; NULL: shown in its thread only. In a log, the number of the entry.
  seq BIGINT,
  -- The message it answers, and its place among the answers.
  thread UUID REFERENCES messages (id),
  thread_seq BIGINT,
  author UUID NOT NULL REFERENCES accounts (id),
  -- Chosen by the author's client: the same draft is the same message.
  draft UUID NOT NULL,
  -- 'text', 'decision' or 'entry' (of a log).
  kind TEXT NOT NULL,
  -- Markdown; empty once it is retracted.
  body TEXT NOT NULL,
  quotes UUID,
  posted_at BIGINT NOT NULL,
  edited_at BIGINT,
  retracted_at BIGINT,
  retracted_by UUID,
  version BIGINT NOT NULL
);
CREATE UNIQUE INDEX messages_seq ON messages (channel, seq);
CREATE UNIQUE INDEX messages_thread ON messages (thread, thread_seq);
CREATE UNIQUE INDEX messages_draft ON messages (author, draft);
CREATE INDEX messages_decisions ON messages (channel, id) WHERE kind = 'decision';

-- What a message was before it was edited.
CREATE TABLE message_versions (
  message UUID NOT NULL REFERENCES messages (id),
  version BIGINT NOT NULL,
  body TEXT NOT NULL,
  replaced_at BIGINT NOT NULL,
  PRIMARY KEY (message, version)
);

-- A message that has answers.
CREATE TABLE threads (
  root UUID PRIMARY KEY REFERENCES messages (id),
  channel UUID NOT NULL REFERENCES channels (id),
  last_seq BIGINT NOT NULL,
  last_posted_at BIGINT NOT NULL,
  -- Who answered, the last ones first, at most five ids separated by spaces.
  people TEXT NOT NULL,
  resolved_at BIGINT,
  resolved_by UUID,
  version BIGINT NOT NULL
);
CREATE INDEX threads_channel ON threads (channel, last_posted_at);

-- How far someone has read a thread, and whether he is told of its answers: 'followed', 'muted'; no row: neither.
CREATE TABLE thread_readers (
  account UUID NOT NULL REFERENCES accounts (id),
  thread UUID NOT NULL REFERENCES threads (root),
  attention TEXT NOT NULL,
  read_seq BIGINT NOT NULL,
  PRIMARY KEY (account, thread)
);
CREATE INDEX thread_readers_thread ON thread_readers (thread, account);

-- How far someone has read a channel, and of what he is told there: 'all', 'mentions', 'nothing'; NULL: as he is told elsewhere.
CREATE TABLE channel_readers (
  account UUID NOT NULL REFERENCES accounts (id),
  channel UUID NOT NULL REFERENCES channels (id),
  read_seq BIGINT NOT NULL,
  attention TEXT,
  is_muted BOOLEAN NOT NULL,
  PRIMARY KEY (account, channel)
);
CREATE INDEX channel_readers_channel ON channel_readers (channel, account);

-- Whom a message names: a person, a group, or, with neither, everyone in the channel.
CREATE TABLE mentions (
  message UUID NOT NULL REFERENCES messages (id),
  place BIGINT NOT NULL,
  channel UUID NOT NULL REFERENCES channels (id),
  seq BIGINT,
  account UUID,
  group_id UUID,
  PRIMARY KEY (message, place)
);
CREATE INDEX mentions_channel ON mentions (channel, seq);
CREATE INDEX mentions_account ON mentions (account, channel, seq);

CREATE TABLE reactions (
  message UUID NOT NULL REFERENCES messages (id),
  emoji TEXT NOT NULL,
  account UUID NOT NULL REFERENCES accounts (id),
  at BIGINT NOT NULL,
  PRIMARY KEY (message, emoji, account)
);

CREATE TABLE pins (
  message UUID PRIMARY KEY REFERENCES messages (id),
  channel UUID NOT NULL REFERENCES channels (id),
  pinned_by UUID NOT NULL,
  pinned_at BIGINT NOT NULL
);
CREATE INDEX pins_channel ON pins (channel, pinned_at);

CREATE TABLE saved_messages (
  account UUID NOT NULL REFERENCES accounts (id),
  message UUID NOT NULL REFERENCES messages (id),
  saved_at BIGINT NOT NULL,
  PRIMARY KEY (account, message)
);
CREATE INDEX saved_messages_order ON saved_messages (account, saved_at, message);

-- What one was told of a channel is seen as long as one reads it. Otherwise as before.
DROP VIEW visible_notifications;
CREATE VIEW visible_notifications AS
SELECT n.id, n.account, n.kind, n.project, n.organisation, n.subject, n.actor, n.others, n.details, n.at, n.read_at, n.is_open,
  n.mail_at, n.digest,
  CASE n.audience
    WHEN 'own' THEN 9223372036854775807
    WHEN 'project' THEN COALESCE((
      SELECT MAX(COALESCE(m.ends_at, 9223372036854775807)) FROM members m
      WHERE m.project = n.project AND m.status = 'active'
        AND (m.account = n.account OR m.group_id IN (SELECT g.group_id FROM group_people g WHERE g.account = n.account))), 0)
    WHEN 'managers' THEN COALESCE((
      SELECT MAX(COALESCE(m.ends_at, 9223372036854775807)) FROM members m
      WHERE m.project = n.project AND m.status = 'active' AND m.role IN ('manager', 'owner')
        AND (m.account = n.account OR m.group_id IN (SELECT g.group_id FROM group_people g WHERE g.account = n.account))), 0)
    WHEN 'channel' THEN COALESCE((
      SELECT CASE WHEN c.project IS NULL THEN 9223372036854775807 ELSE COALESCE((
          SELECT MAX(COALESCE(m.ends_at, 9223372036854775807)) FROM members m JOIN projects p ON p.id = m.project
          WHERE m.project = c.project AND m.status = 'active' AND (m.messages_level <> 'none' OR m.messages_level IS NULL)
            AND ' ' || p.modules || ' ' LIKE '% messages %'
            AND (m.account = n.account OR m.group_id IN (SELECT g.group_id FROM group_people g WHERE g.account = n.account))), 0) END
      FROM channels c WHERE c.id = n.subject AND (c.kind IN ('open', 'announcement', 'log') OR EXISTS (
        SELECT 1 FROM channel_people q WHERE q.channel = c.id
          AND (q.account = n.account OR q.group_id IN (SELECT g.group_id FROM group_people g WHERE g.account = n.account))))), 0)
    WHEN 'organisation' THEN CASE
      WHEN EXISTS (SELECT 1 FROM accounts a WHERE a.id = n.account AND a.is_instance_admin) THEN 9223372036854775807
      WHEN EXISTS (SELECT 1 FROM organisation_administrators a JOIN organisation_branches b ON b.ancestor = a.organisation
        WHERE a.account = n.account AND b.organisation = n.organisation) THEN 9223372036854775807
      ELSE 0 END
    WHEN 'instance' THEN CASE
      WHEN EXISTS (SELECT 1 FROM accounts a WHERE a.id = n.account AND a.is_instance_admin) THEN 9223372036854775807
      ELSE 0 END
    ELSE 0 END AS visible_until
FROM notifications n;
