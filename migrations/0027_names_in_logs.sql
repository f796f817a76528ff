-- area: messages
-- SPDX-License-Identifier: EUPL-1.2
-- What the author of an entry of a log was called when he wrote it, and whose words it passes on: a log is evidence, and who
-- calls himself otherwise later must not change it. Earlier entries have the name of today.
ALTER TABLE messages ADD COLUMN author_name TEXT;
ALTER TABLE message_forwards ADD COLUMN author_name TEXT;
UPDATE messages SET author_name = (SELECT a.given_name || ' ' || a.family_name FROM accounts a WHERE a.id = messages.author)
  WHERE kind = 'entry';
UPDATE message_forwards SET author_name =
    (SELECT a.given_name || ' ' || a.family_name FROM accounts a WHERE a.id = message_forwards.author)
  WHERE message IN (SELECT id FROM messages WHERE kind = 'entry');
