-- area: messages
-- SPDX-License-Identifier: EUPL-1.2
-- The name as it is compared: of two folders of a project no two read alike. Until now nothing made a folder.
ALTER TABLE channel_folders ADD COLUMN sort_name TEXT NOT NULL DEFAULT '';
CREATE UNIQUE INDEX channel_folders_name ON channel_folders (project, sort_name);
-- What a folder that is taken away lets go.
CREATE INDEX channels_folder ON channels (folder);
