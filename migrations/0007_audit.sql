-- area: audit
-- SPDX-License-Identifier: EUPL-1.2
-- What happened, in order, each line sealed with the hash of the one before.
CREATE TABLE journal (
  position BIGINT PRIMARY KEY,
  event_seq BIGINT NOT NULL UNIQUE,
  at BIGINT NOT NULL,
  actor UUID,
  kind TEXT NOT NULL,
  account UUID,
  organisation UUID,
  project UUID,
  address TEXT,
  details TEXT NOT NULL,
  hash BYTEA NOT NULL
);
CREATE INDEX journal_kind ON journal (kind, position);
CREATE INDEX journal_account ON journal (account, position);
CREATE INDEX journal_actor ON journal (actor, position);
CREATE INDEX journal_organisation ON journal (organisation, position);
