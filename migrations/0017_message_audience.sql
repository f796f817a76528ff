-- area: messages
-- SPDX-License-Identifier: EUPL-1.2
-- Who reads a channel and until when, from the channel to the people: those who may be told of what is posted there. One row
-- for each of the ways in which someone reads it. The same as what permission says of one who asks.
CREATE VIEW channel_audience AS
SELECT c.id AS channel, m.account, COALESCE(m.ends_at, 9223372036854775807) AS until
  FROM channels c JOIN projects p ON p.id = c.project AND ' ' || p.modules || ' ' LIKE '% messages %'
    JOIN members m ON m.project = c.project AND m.account IS NOT NULL AND m.status = 'active'
      AND (m.messages_level <> 'none' OR m.messages_level IS NULL)
  WHERE c.kind IN ('open', 'announcement', 'log')
UNION ALL
SELECT c.id, g.account, COALESCE(m.ends_at, 9223372036854775807)
  FROM channels c JOIN projects p ON p.id = c.project AND ' ' || p.modules || ' ' LIKE '% messages %'
    JOIN members m ON m.project = c.project AND m.status = 'active' AND (m.messages_level <> 'none' OR m.messages_level IS NULL)
    JOIN group_people g ON g.group_id = m.group_id
  WHERE c.kind IN ('open', 'announcement', 'log')
UNION ALL
-- Private: by name or by a group in the channel, each by name or by a group in the project.
SELECT c.id, q.account, COALESCE(m.ends_at, 9223372036854775807)
  FROM channels c JOIN projects p ON p.id = c.project AND ' ' || p.modules || ' ' LIKE '% messages %'
    JOIN channel_people q ON q.channel = c.id
    JOIN members m ON m.account = q.account AND m.project = c.project AND m.status = 'active'
      AND (m.messages_level <> 'none' OR m.messages_level IS NULL)
  WHERE c.kind = 'private'
UNION ALL
SELECT c.id, q.account, COALESCE(m.ends_at, 9223372036854775807)
  FROM channels c JOIN projects p ON p.id = c.project AND ' ' || p.modules || ' ' LIKE '% messages %'
    JOIN channel_people q ON q.channel = c.id JOIN group_people g ON g.account = q.account
    JOIN members m ON m.group_id = g.group_id AND m.project = c.project AND m.status = 'active'
      AND (m.messages_level <> 'none' OR m.messages_level IS NULL)
  WHERE c.kind = 'private'
UNION ALL
SELECT c.id, h.account, COALESCE(m.ends_at, 9223372036854775807)
  FROM channels c JOIN projects p ON p.id = c.project AND ' ' || p.modules || ' ' LIKE '% messages %'
    JOIN channel_people q ON q.channel = c.id JOIN group_people h ON h.group_id = q.group_id
    JOIN members m ON m.account = h.account AND m.project = c.project AND m.status = 'active'
      AND (m.messages_level <> 'none' OR m.messages_level IS NULL)
  WHERE c.kind = 'private'
UNION ALL
SELECT c.id, h.account, COALESCE(m.ends_at, 9223372036854775807)
  FROM channels c JOIN projects p ON p.id = c.project AND ' ' || p.modules || ' ' LIKE '% messages %'
    JOIN channel_people q ON q.channel = c.id JOIN group_people h ON h.group_id = q.group_id
    JOIN group_people g ON g.account = h.account
    JOIN members m ON m.group_id = g.group_id AND m.project = c.project AND m.status = 'active'
      AND (m.messages_level <> 'none' OR m.messages_level IS NULL)
  WHERE c.kind = 'private'
UNION ALL
-- Between people: an outsider as long as he is in some project.
SELECT c.id, q.account, 9223372036854775807
  FROM channels c JOIN channel_people q ON q.channel = c.id JOIN accounts a ON a.id = q.account AND NOT a.is_external
  WHERE c.kind = 'direct'
UNION ALL
SELECT c.id, q.account, COALESCE(m.ends_at, 9223372036854775807)
  FROM channels c JOIN channel_people q ON q.channel = c.id JOIN accounts a ON a.id = q.account AND a.is_external
    JOIN members m ON m.account = q.account AND m.status = 'active'
  WHERE c.kind = 'direct'
UNION ALL
SELECT c.id, q.account, COALESCE(m.ends_at, 9223372036854775807)
  FROM channels c JOIN channel_people q ON q.channel = c.id JOIN accounts a ON a.id = q.account AND a.is_external
    JOIN group_people g ON g.account = q.account JOIN members m ON m.group_id = g.group_id AND m.status = 'active'
  WHERE c.kind = 'direct';

-- What waits of mentions is counted from where one has read: those of oneself have an index, here are those of everyone and of
-- groups.
CREATE INDEX mentions_everyone ON mentions (channel, seq) WHERE account IS NULL AND group_id IS NULL;
CREATE INDEX mentions_group ON mentions (group_id, channel, seq) WHERE group_id IS NOT NULL;

-- A conversation is not in someone's list as long as nothing comes after this place: he has put it away, or nothing was said
-- yet in one that another opened.
ALTER TABLE channel_readers ADD COLUMN hidden_seq BIGINT;
