-- area: messages
-- SPDX-License-Identifier: EUPL-1.2
-- An address at which a program posts in a channel, for whoever made it and with no more rights than he has.
CREATE TABLE hooks (
  id UUID PRIMARY KEY,
  channel UUID NOT NULL REFERENCES channels (id),
  name TEXT NOT NULL,
  icon TEXT NOT NULL,
  colour TEXT NOT NULL,
  made_by UUID NOT NULL REFERENCES accounts (id),
  made_at BIGINT NOT NULL,
  -- SHA-256 of the secret in its address.
  secret_hash BYTEA NOT NULL UNIQUE,
  renewed_at BIGINT,
  -- Written now and then, not each time.
  last_used_at BIGINT,
  -- The last time it was refused, and why: 'maker_suspended', 'maker_may_not', 'closed'; NULL once it has posted again.
  refused_at BIGINT,
  refusal TEXT,
  version BIGINT NOT NULL
);
CREATE INDEX hooks_channel ON hooks (channel, id);

-- Which program posted it for its author, as it was called then: JSON; NULL: he did himself.
ALTER TABLE messages ADD COLUMN automate TEXT;
ALTER TABLE scheduled_messages ADD COLUMN automate TEXT;

-- The one channel that a program knows; NULL: all of its project, or all.
ALTER TABLE app_passwords ADD COLUMN channel UUID;
CREATE INDEX app_passwords_channel ON app_passwords (channel, id);
