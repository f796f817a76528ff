-- area: messages
-- SPDX-License-Identifier: EUPL-1.2
-- Up to which place what names someone in a channel is behind him, although he has not read so far: it calls him no more.
ALTER TABLE channel_readers ADD COLUMN called_seq BIGINT;
