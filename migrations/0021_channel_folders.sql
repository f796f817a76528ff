-- area: messages
-- SPDX-License-Identifier: EUPL-1.2
-- The name as it is compared: of two folders of a project no two read alike. Until now nothing made a folder.
ALTER TABLE channel_folders ADD COLUMN sort_name TEXT NOT NULL DEFAULT '';
CREATE UNIQUE INDEX channel_folders_name ON channel_folders (project, sort_name);
-- What a folder that is taken away lets go.
CREATE INDEX channels_folder ON channels (folder);

-- Somebody cleared the channel, up to channels.cleared_seq.
ALTER TABLE channels ADD COLUMN cleared_at BIGINT;
ALTER TABLE channels ADD COLUMN cleared_by UUID;
-- How long a message stays, in microseconds; NULL: always.
ALTER TABLE channels ADD COLUMN expires_after BIGINT;
CREATE INDEX channels_expiry ON channels (id) WHERE expires_after IS NOT NULL;
-- Up to there answers were cleared, of a thread whose root stays.
ALTER TABLE threads ADD COLUMN cleared_seq BIGINT NOT NULL DEFAULT 0;
