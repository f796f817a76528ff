-- area: notifications
-- SPDX-License-Identifier: EUPL-1.2
CREATE TABLE notifications (
  id UUID PRIMARY KEY,
  account UUID NOT NULL REFERENCES accounts (id),
  kind TEXT NOT NULL,
  -- What is told together: one unread notification per account and key.
  group_key TEXT NOT NULL,
  -- Who may see it besides its being theirs: 'own' (nothing more is asked), 'project', 'managers', 'organisation', 'instance'.
  audience TEXT NOT NULL,
  project UUID,
  organisation UUID,
  -- What waits for an answer: a request, a proposed member.
  subject UUID,
  actor UUID,
  -- How many other people are gathered in it.
  others BIGINT NOT NULL,
  -- JSON: what the sentence needs besides.
  details TEXT NOT NULL,
  at BIGINT NOT NULL,
  read_at BIGINT,
  -- An answer is expected.
  is_open BOOLEAN NOT NULL,
  -- When it is to be mailed unless it has been read; NULL: never, or done.
  mail_at BIGINT,
  -- The mail it is on its way in.
  digest UUID
);
CREATE INDEX notifications_account ON notifications (account, at, id);
CREATE INDEX notifications_unread ON notifications (account, group_key) WHERE read_at IS NULL;
CREATE INDEX notifications_mail ON notifications (account, mail_at) WHERE mail_at IS NOT NULL;
CREATE INDEX notifications_digest ON notifications (digest) WHERE digest IS NOT NULL;

-- What was gathered, one line for each event and key: an event that is read again, after a crash, changes nothing.
CREATE TABLE notification_parts (
  account UUID NOT NULL,
  event_seq BIGINT NOT NULL,
  group_key TEXT NOT NULL,
  notification UUID NOT NULL REFERENCES notifications (id),
  kind TEXT NOT NULL,
  -- Who is counted: the account that did it, or the request of someone who has none yet.
  person UUID,
  actor UUID,
  subject UUID,
  is_open BOOLEAN NOT NULL,
  details TEXT NOT NULL,
  PRIMARY KEY (account, event_seq, group_key)
);
CREATE INDEX notification_parts_notification ON notification_parts (notification, event_seq);
CREATE INDEX notification_parts_subject ON notification_parts (subject) WHERE subject IS NOT NULL;

-- The role each member was last told of, so that a change of something else is not told as one of his role.
CREATE TABLE told_roles (
  member UUID PRIMARY KEY,
  role TEXT NOT NULL
);

CREATE TABLE notification_settings (
  account UUID PRIMARY KEY REFERENCES accounts (id),
  mail TEXT NOT NULL,
  quiet_is_on BOOLEAN NOT NULL,
  quiet_from TEXT NOT NULL,
  quiet_until TEXT NOT NULL,
  quiet_weekends BOOLEAN NOT NULL
);

CREATE TABLE project_notification_settings (
  account UUID NOT NULL REFERENCES accounts (id),
  project UUID NOT NULL REFERENCES projects (id),
  mail TEXT NOT NULL,
  PRIMARY KEY (account, project)
);

-- Notifications with the instant until which their owner may see them, as things are: who has lost a right no longer sees
-- what he was told by it, in the same moment and without anyone having to clean up.
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
