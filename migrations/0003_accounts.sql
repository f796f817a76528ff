-- area: accounts
-- SPDX-License-Identifier: EUPL-1.2
CREATE TABLE accounts (
  id UUID PRIMARY KEY,
  email TEXT NOT NULL UNIQUE,
  given_name TEXT NOT NULL,
  family_name TEXT NOT NULL,
  -- Family name first, folded: the order of every list of people.
  sort_name TEXT NOT NULL,
  function TEXT,
  language TEXT NOT NULL,
  time_zone TEXT NOT NULL,
  -- 'invited' until its owner has chosen a password, then 'active' or 'deactivated'.
  status TEXT NOT NULL,
  is_external BOOLEAN NOT NULL,
  -- The organisation whose member invited an outsider: its administrators answer for him.
  host UUID,
  is_instance_admin BOOLEAN NOT NULL,
  -- Argon2id, PHC string format.
  password_hash TEXT,
  password_changed_at BIGINT,
  photo UUID,
  -- Seals the photos; wrapped by the instance key.
  photo_key BYTEA,
  display TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  created_by UUID,
  draft UUID,
  last_active_at BIGINT,
  deactivated_at BIGINT,
  version BIGINT NOT NULL
);
CREATE INDEX accounts_sort ON accounts (sort_name, id);
CREATE INDEX accounts_activity ON accounts (last_active_at, id);
CREATE INDEX accounts_creation ON accounts (created_at, id);
CREATE INDEX accounts_status ON accounts (status, sort_name, id);
CREATE INDEX accounts_host ON accounts (host);
CREATE UNIQUE INDEX accounts_draft ON accounts (created_by, draft);

-- Folded words of names, addresses and functions: people are found by the beginning of any of them.
CREATE TABLE account_words (
  -- UTF-8: compared byte by byte on both databases, whatever the collation, so that a range is a prefix.
  word BYTEA NOT NULL,
  account UUID NOT NULL REFERENCES accounts (id),
  PRIMARY KEY (word, account)
);
CREATE INDEX account_words_account ON account_words (account);

CREATE TABLE sessions (
  id UUID PRIMARY KEY,
  account UUID NOT NULL REFERENCES accounts (id),
  secret_hash BYTEA NOT NULL UNIQUE,
  device TEXT NOT NULL,
  device_kind TEXT NOT NULL,
  address TEXT NOT NULL,
  started_at BIGINT NOT NULL,
  last_used_at BIGINT NOT NULL,
  -- Ends when unused for so long, and at this instant in any case. An ended session keeps its row for a while: a device
  -- seen before is known by it.
  idle_us BIGINT NOT NULL,
  ends_at BIGINT NOT NULL,
  -- Until then the password counts as just given.
  fresh_until BIGINT NOT NULL
);
CREATE INDEX sessions_account ON sessions (account);
CREATE INDEX sessions_end ON sessions (ends_at);

CREATE TABLE app_passwords (
  id UUID PRIMARY KEY,
  account UUID NOT NULL REFERENCES accounts (id),
  name TEXT NOT NULL,
  scope TEXT NOT NULL,
  project UUID,
  secret_hash BYTEA NOT NULL UNIQUE,
  created_at BIGINT NOT NULL,
  last_used_at BIGINT,
  expires_on TEXT
);
CREATE INDEX app_passwords_account ON app_passwords (account);

-- Links sent by mail: used once, dead after a newer one of the same purpose.
CREATE TABLE mailed_links (
  id UUID PRIMARY KEY,
  purpose TEXT NOT NULL,
  account UUID NOT NULL REFERENCES accounts (id),
  -- Made when the mail is sent, so that the secret is never stored.
  secret_hash BYTEA UNIQUE,
  -- The new address and the old one, when it is being changed.
  email TEXT,
  old_email TEXT,
  invited_by UUID,
  project UUID,
  -- The request for an account that it answers.
  request UUID,
  -- What the inviting person adds.
  message TEXT,
  created_at BIGINT NOT NULL,
  expires_at BIGINT NOT NULL,
  used_at BIGINT
);
CREATE INDEX mailed_links_account ON mailed_links (account, purpose);

CREATE TABLE access_requests (
  id UUID PRIMARY KEY,
  draft UUID NOT NULL UNIQUE,
  given_name TEXT NOT NULL,
  family_name TEXT NOT NULL,
  email TEXT NOT NULL,
  organisation UUID NOT NULL,
  unit TEXT,
  reason TEXT NOT NULL,
  language TEXT NOT NULL,
  -- 'unconfirmed' until the mailbox has answered, then 'waiting', 'approved' or 'refused'.
  status TEXT NOT NULL,
  secret_hash BYTEA UNIQUE,
  expires_at BIGINT NOT NULL,
  asked_at BIGINT NOT NULL,
  answered_at BIGINT,
  answered_by UUID,
  answer_reason TEXT,
  account UUID
);
CREATE INDEX access_requests_status ON access_requests (status, id);
CREATE INDEX access_requests_organisation ON access_requests (organisation, status, id);
CREATE INDEX access_requests_email ON access_requests (email);

-- What other areas may know of an account when they join: its tables are this area's own.
CREATE VIEW account_states AS SELECT id, status, is_external, is_instance_admin FROM accounts;
CREATE VIEW account_search AS SELECT word, account FROM account_words;
