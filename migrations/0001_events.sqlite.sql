-- area: events
-- SPDX-License-Identifier: EUPL-1.2
CREATE TABLE events (
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  tx BIGINT NOT NULL DEFAULT 0,
  at BIGINT NOT NULL,
  actor UUID,
  project UUID,
  kind TEXT NOT NULL,
  body TEXT NOT NULL
);
CREATE INDEX events_position ON events (tx, seq);
CREATE INDEX events_project ON events (project, tx, seq);

CREATE TABLE cursors (
  reader TEXT PRIMARY KEY,
  tx BIGINT NOT NULL,
  seq BIGINT NOT NULL
);

CREATE TABLE event_failures (
  reader TEXT NOT NULL,
  seq BIGINT NOT NULL,
  attempts BIGINT NOT NULL,
  error TEXT NOT NULL,
  at BIGINT NOT NULL,
  set_aside BOOLEAN NOT NULL,
  PRIMARY KEY (reader, seq)
);
