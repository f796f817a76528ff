-- area: messages
-- SPDX-License-Identifier: EUPL-1.2
-- Whoever asked to be reminded of a message, and when. Gone once he was.
CREATE TABLE message_reminders (
  account UUID NOT NULL REFERENCES accounts (id),
  message UUID NOT NULL REFERENCES messages (id),
  remind_at BIGINT NOT NULL,
  PRIMARY KEY (account, message)
);
CREATE INDEX message_reminders_order ON message_reminders (account, remind_at, message);
CREATE INDEX message_reminders_message ON message_reminders (message);
CREATE INDEX saved_messages_message ON saved_messages (message);

-- A message that is to be posted later. Gone once it was.
CREATE TABLE scheduled_messages (
  id UUID PRIMARY KEY,
  channel UUID NOT NULL REFERENCES channels (id),
  author UUID NOT NULL REFERENCES accounts (id),
  -- That of the message it becomes: posted twice, it is posted once.
  draft UUID NOT NULL,
  kind TEXT NOT NULL,
  body TEXT NOT NULL,
  thread UUID,
  also_in_channel BOOLEAN NOT NULL,
  quotes UUID,
  send_at BIGINT NOT NULL,
  -- It is being posted: it changes no more.
  claimed_at BIGINT,
  -- Its time came and it could not be posted: when, and why ('not_allowed', 'closed', 'suspended', 'gone', 'refused').
  failed_at BIGINT,
  failure TEXT,
  version BIGINT NOT NULL
);
CREATE UNIQUE INDEX scheduled_messages_draft ON scheduled_messages (author, draft);
CREATE INDEX scheduled_messages_order ON scheduled_messages (author, send_at, id);
