-- area: messages
-- SPDX-License-Identifier: EUPL-1.2
-- What is unread is the last place less the place one has read, less what stands between them and is nobody's to read: what was
-- taken away, which is found here,
CREATE INDEX messages_retracted ON messages (channel, seq) WHERE retracted_at IS NOT NULL;
-- and one's own messages, of which there are some only where one went back, or that were written for later: so many of them.
-- Those of before today count until the channel is read.
ALTER TABLE channel_readers ADD COLUMN own_after BIGINT NOT NULL DEFAULT 0;
-- The entries of a log that correct or complete another.
CREATE INDEX messages_corrections ON messages (quotes, seq) WHERE kind = 'entry' AND quotes IS NOT NULL;
