-- area: messages
-- SPDX-License-Identifier: EUPL-1.2
-- Messages by their words. The index keeps no text: its rows are known by their place, which the message that stands there
-- says. Places grow as messages are posted; each is the microsecond of the posting, or the next free one.
CREATE TABLE message_places (
  place INTEGER PRIMARY KEY,
  message UUID NOT NULL UNIQUE REFERENCES messages (id)
);
INSERT INTO message_places (place, message)
SELECT MAX(posted_at - n) OVER (ORDER BY n) + n, id FROM (SELECT id, posted_at, ROW_NUMBER() OVER (ORDER BY id) AS n FROM messages);
CREATE TRIGGER message_placed AFTER INSERT ON messages BEGIN
  INSERT INTO message_places (place, message)
  VALUES (MAX(NEW.posted_at, COALESCE((SELECT MAX(place) FROM message_places), 0) + 1), NEW.id);
END;

-- Words come here folded and stemmed; '_' is in what they are beside: channel, project, author.
CREATE VIRTUAL TABLE message_search USING fts5 (
  terms, content = '', contentless_delete = 1, detail = none, tokenize = "ascii tokenchars '_'"
);
