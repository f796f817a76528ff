-- area: messages
-- SPDX-License-Identifier: EUPL-1.2
-- A thread is followed or muted before its first answer too: whoever reads what may begin one can ask to hear of it. The table
-- is made anew, with a reference to that message instead of to a thread.
CREATE TABLE thread_readers_anew (
  account UUID NOT NULL REFERENCES accounts (id),
  -- The message that begins it.
  thread UUID NOT NULL REFERENCES messages (id),
  attention TEXT NOT NULL,
  read_seq BIGINT NOT NULL,
  PRIMARY KEY (account, thread)
);
INSERT INTO thread_readers_anew (account, thread, attention, read_seq)
SELECT account, thread, attention, read_seq FROM thread_readers;
DROP TABLE thread_readers;
ALTER TABLE thread_readers_anew RENAME TO thread_readers;
CREATE INDEX thread_readers_thread ON thread_readers (thread, account);
