-- area: messages
-- SPDX-License-Identifier: EUPL-1.2
-- A group that is removed leaves its channels a moment later: until then they name one that is gone. The table is made anew
-- without that reference, and the view that looks into it with it. There too: what an outsider was told of a conversation
-- ends with the last of his projects.
DROP VIEW visible_notifications;
CREATE TABLE channel_people_anew (
  id UUID PRIMARY KEY,
  channel UUID NOT NULL REFERENCES channels (id),
  account UUID REFERENCES accounts (id),
  group_id UUID,
  -- Says who is in it and how it works.
  is_manager BOOLEAN NOT NULL,
  added_at BIGINT NOT NULL,
  added_by UUID
);
INSERT INTO channel_people_anew (id, channel, account, group_id, is_manager, added_at, added_by)
SELECT id, channel, account, group_id, is_manager, added_at, added_by FROM channel_people;
DROP TABLE channel_people;
ALTER TABLE channel_people_anew RENAME TO channel_people;
CREATE UNIQUE INDEX channel_people_account ON channel_people (account, channel);
CREATE UNIQUE INDEX channel_people_group ON channel_people (group_id, channel);
CREATE INDEX channel_people_channel ON channel_people (channel, id);

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
      SELECT CASE WHEN c.project IS NULL AND EXISTS (SELECT 1 FROM accounts a WHERE a.id = n.account AND NOT a.is_external)
          THEN 9223372036854775807
        WHEN c.project IS NULL THEN COALESCE((
          SELECT MAX(COALESCE(m.ends_at, 9223372036854775807)) FROM members m WHERE m.status = 'active'
            AND (m.account = n.account OR m.group_id IN (SELECT g.group_id FROM group_people g WHERE g.account = n.account))), 0)
        ELSE COALESCE((
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
