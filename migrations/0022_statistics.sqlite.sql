-- area: access
-- SPDX-License-Identifier: EUPL-1.2
-- What the tables of a large installation hold, so that plans are made for it. Nothing gathers statistics, and
-- without any SQLite takes a project for ten people: to ask whether somebody is in it, it would go through all of them.
-- The first line only makes the table.
ANALYZE cursors;
DELETE FROM sqlite_stat1 WHERE tbl = 'cursors';
-- Rows; then how many of them share the first column of the index, and the first two.
INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES
  ('members', 'sqlite_autoindex_members_1', '1000000 1'),
  ('members', 'members_account', '1000000 10 1'),
  ('members', 'members_group', '1000000 50 1'),
  ('members', 'members_project', '1000000 500 1'),
  ('members', 'members_end', '1000000 1000');
ANALYZE sqlite_schema;

-- Who asked to be told of all that is said in a channel: few of those who read it, and asked at each message.
CREATE INDEX channel_readers_all ON channel_readers (channel, account) WHERE attention = 'all';
