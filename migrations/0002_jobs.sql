-- area: jobs
-- SPDX-License-Identifier: EUPL-1.2
-- Work that must still happen. What has been done is deleted.
CREATE TABLE jobs (
  id UUID PRIMARY KEY,
  kind TEXT NOT NULL,
  -- JSON; ids only.
  body TEXT NOT NULL,
  -- Names the work, so that it neither waits twice nor runs twice at once.
  key TEXT,
  run_at BIGINT NOT NULL,
  -- How often it was begun.
  attempts BIGINT NOT NULL,
  -- Grows with each change of hands: who holds an older number holds nothing.
  fence BIGINT NOT NULL,
  -- NULL unless someone runs it, or crashed while running it.
  claimed_until BIGINT,
  last_error TEXT,
  -- When it was given up; it stays until an administrator decides.
  dead_at BIGINT,
  created_at BIGINT NOT NULL
);
CREATE INDEX jobs_due ON jobs (run_at, id) WHERE dead_at IS NULL;
CREATE UNIQUE INDEX jobs_waiting_key ON jobs (kind, key) WHERE key IS NOT NULL AND claimed_until IS NULL AND dead_at IS NULL;
CREATE UNIQUE INDEX jobs_running_key ON jobs (kind, key) WHERE key IS NOT NULL AND claimed_until IS NOT NULL;
CREATE INDEX jobs_dead ON jobs (id) WHERE dead_at IS NOT NULL;
