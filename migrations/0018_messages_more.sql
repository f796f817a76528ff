-- area: messages
-- SPDX-License-Identifier: EUPL-1.2
-- Whoever comes back asks whom messages named since a moment: ids grow with time, so a mention is found by its message.
CREATE INDEX mentions_account_message ON mentions (account, message) WHERE account IS NOT NULL;
CREATE INDEX mentions_group_message ON mentions (group_id, message) WHERE group_id IS NOT NULL;
CREATE INDEX mentions_everyone_message ON mentions (channel, message) WHERE account IS NULL AND group_id IS NULL;

-- The message that one passes on. What it said then stands in message_forwards.
ALTER TABLE messages ADD COLUMN forwards UUID;

-- What was passed on, as it read at that moment: it stays when the original is edited or taken away.
CREATE TABLE message_forwards (
  message UUID PRIMARY KEY REFERENCES messages (id) ON DELETE CASCADE,
  origin UUID NOT NULL,
  author UUID NOT NULL REFERENCES accounts (id),
  channel UUID NOT NULL,
  kind TEXT NOT NULL,
  -- Of an entry of a log.
  number BIGINT,
  posted_at BIGINT NOT NULL,
  body TEXT NOT NULL
);
CREATE INDEX message_forwards_origin ON message_forwards (origin, message);

-- A message of the kind 'poll'.
CREATE TABLE polls (
  message UUID PRIMARY KEY REFERENCES messages (id) ON DELETE CASCADE,
  is_multiple BOOLEAN NOT NULL,
  -- Who chose what is shown to nobody, and forgotten when it is closed.
  is_anonymous BOOLEAN NOT NULL,
  ends_at BIGINT,
  closed_at BIGINT,
  -- How many voted, of an anonymous one that was closed: its votes are gone.
  voters BIGINT,
  version BIGINT NOT NULL
);
CREATE TABLE poll_options (
  message UUID NOT NULL REFERENCES polls (message) ON DELETE CASCADE,
  place BIGINT NOT NULL,
  body TEXT NOT NULL,
  -- As polls.voters.
  votes BIGINT,
  PRIMARY KEY (message, place)
);
-- One row a person and option, without an hour, which would tell more than who chose what.
CREATE TABLE poll_votes (
  message UUID NOT NULL REFERENCES polls (message) ON DELETE CASCADE,
  place BIGINT NOT NULL,
  account UUID NOT NULL REFERENCES accounts (id),
  PRIMARY KEY (message, place, account)
);
CREATE INDEX poll_votes_account ON poll_votes (message, account);

-- Words of which someone is told wherever he reads, each its folded words separated by spaces; they are found by the first.
CREATE TABLE keywords (
  account UUID NOT NULL REFERENCES accounts (id),
  folded TEXT NOT NULL,
  -- As he wrote it.
  word TEXT NOT NULL,
  first TEXT NOT NULL,
  place BIGINT NOT NULL,
  PRIMARY KEY (account, folded)
);
CREATE INDEX keywords_first ON keywords (first, account);
