-- area: notifications
-- SPDX-License-Identifier: EUPL-1.2
CREATE TABLE notifications (
  id UUID PRIMARY KEY,
  account UUID NOT NULL REFERENCES accounts (id),
  kind TEXT NOT NULL,
  -- What is told together: one unread notification per account and key.
  group_key TEXT NOT NULL,
  project UUID,
  organisation UUID,
  request UUID,
  actor UUID,
  others BIGINT NOT NULL,
  details TEXT NOT NULL,
  at BIGINT NOT NULL,
  read_at BIGINT,
  -- An answer is expected until then.
  is_open BOOLEAN NOT NULL,
  -- When it is to be mailed unless it has been read; NULL: never, or done.
  mail_at BIGINT
);
CREATE INDEX notifications_account ON notifications (account, at, id);
CREATE INDEX notifications_unread ON notifications (account, read_at);
CREATE INDEX notifications_key ON notifications (account, group_key);
CREATE INDEX notifications_request ON notifications (request);
CREATE INDEX notifications_mail ON notifications (mail_at);

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
