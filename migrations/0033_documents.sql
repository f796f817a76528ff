-- area: documents
-- SPDX-License-Identifier: EUPL-1.2
-- The tree of each project's documents. Its top is a folder whose id is the project's, without a name, in no folder.
CREATE TABLE entries (
  id UUID PRIMARY KEY,
  project UUID NOT NULL REFERENCES projects (id),
  parent UUID REFERENCES entries (id),
  -- 'folder', 'file'.
  kind TEXT NOT NULL,
  -- NFC, at most 255 bytes.
  name TEXT NOT NULL,
  sort_name TEXT NOT NULL,
  -- The nearest folder, itself or above it, that is narrowed to some people.
  scope UUID,
  -- What it was put into the trash with: itself, or a folder above it. Nothing else sees it then.
  trash UUID,
  draft UUID,
  created_at BIGINT NOT NULL,
  created_by UUID,
  -- Of a file, when its content was written; of a folder, when it was made.
  changed_at BIGINT NOT NULL,
  changed_by UUID,
  -- Of a file, what it holds now.
  current_version UUID,
  revision BIGINT,
  size BIGINT,
  media_type TEXT,
  version BIGINT NOT NULL
);
CREATE UNIQUE INDEX entries_name ON entries (parent, name) WHERE trash IS NULL;
CREATE UNIQUE INDEX entries_draft ON entries (created_by, draft);
CREATE INDEX entries_listed ON entries (parent, kind, sort_name, id);
CREATE INDEX entries_changed ON entries (parent, kind, changed_at, id);
CREATE INDEX entries_size ON entries (parent, kind, size, id);
CREATE INDEX entries_trash ON entries (trash, id);
CREATE INDEX entries_project ON entries (project, id);

INSERT INTO entries (id, project, kind, name, sort_name, created_at, created_by, changed_at, changed_by, version)
SELECT id, id, 'folder', '', '', created_at, created_by, created_at, created_by, 1 FROM projects;

-- What was put into the trash, each with all that was in it.
CREATE TABLE trashed_entries (
  entry UUID PRIMARY KEY REFERENCES entries (id),
  project UUID NOT NULL REFERENCES projects (id),
  trashed_at BIGINT NOT NULL,
  trashed_by UUID
);
CREATE INDEX trashed_entries_project ON trashed_entries (project, trashed_at, entry);
CREATE INDEX trashed_entries_due ON trashed_entries (trashed_at, entry);

-- To whom a folder is narrowed: nobody else sees it, but for those who manage the documents.
CREATE TABLE entry_people (
  id UUID PRIMARY KEY,
  folder UUID NOT NULL REFERENCES entries (id),
  account UUID REFERENCES accounts (id),
  group_id UUID,
  -- May write in it, as far as his own level reaches; else read and comment.
  writes BOOLEAN NOT NULL,
  added_at BIGINT NOT NULL,
  added_by UUID
);
CREATE UNIQUE INDEX entry_people_account ON entry_people (account, folder);
CREATE UNIQUE INDEX entry_people_group ON entry_people (group_id, folder);
CREATE INDEX entry_people_folder ON entry_people (folder, id);

-- The narrowed folders whose people one must be among to see what is in a narrowed folder: itself, and those above it.
CREATE TABLE entry_scopes (
  scope UUID NOT NULL REFERENCES entries (id),
  narrowed UUID NOT NULL REFERENCES entries (id),
  PRIMARY KEY (scope, narrowed)
);
CREATE INDEX entry_scopes_narrowed ON entry_scopes (narrowed, scope);

-- What a file has held, each once and for ever.
CREATE TABLE file_versions (
  id UUID PRIMARY KEY,
  file UUID NOT NULL REFERENCES entries (id),
  -- From 1 in each file.
  revision BIGINT NOT NULL,
  size BIGINT NOT NULL,
  media_type TEXT NOT NULL,
  -- SHA-256 of all of it; NULL: it came in pieces, and is not known yet.
  digest BYTEA,
  -- What people call it.
  name TEXT,
  -- The revision it was taken from again.
  restores BIGINT,
  created_at BIGINT NOT NULL,
  created_by UUID
);
CREATE UNIQUE INDEX file_versions_revision ON file_versions (file, revision);

-- The bytes of a version: sealed blobs, one after the other. Versions that hold the same share them.
CREATE TABLE file_parts (
  version UUID NOT NULL REFERENCES file_versions (id),
  place BIGINT NOT NULL,
  blob UUID NOT NULL,
  size BIGINT NOT NULL,
  PRIMARY KEY (version, place)
);
CREATE INDEX file_parts_blob ON file_parts (blob);

-- Files on their way (tus 1.0).
CREATE TABLE uploads (
  id UUID PRIMARY KEY,
  account UUID NOT NULL REFERENCES accounts (id),
  draft UUID NOT NULL,
  folder UUID NOT NULL REFERENCES entries (id),
  -- Becomes what this file holds; NULL: a file of its own.
  file UUID REFERENCES entries (id),
  -- The revision of that file that its author had seen.
  seen BIGINT,
  name TEXT NOT NULL,
  size BIGINT NOT NULL,
  -- How much of it is here.
  received BIGINT NOT NULL,
  -- The file it has become.
  entry UUID,
  touched_at BIGINT NOT NULL
);
CREATE UNIQUE INDEX uploads_draft ON uploads (account, draft);
CREATE INDEX uploads_folder ON uploads (folder, id);
CREATE INDEX uploads_file ON uploads (file);
CREATE INDEX uploads_touched ON uploads (touched_at, id);
CREATE TABLE upload_parts (
  upload UUID NOT NULL REFERENCES uploads (id),
  place BIGINT NOT NULL,
  blob UUID NOT NULL,
  size BIGINT NOT NULL,
  PRIMARY KEY (upload, place)
);
CREATE INDEX upload_parts_blob ON upload_parts (blob);

-- What seals the blobs of a project, wrapped by the instance key.
CREATE TABLE document_keys (
  project UUID PRIMARY KEY REFERENCES projects (id),
  key BYTEA NOT NULL
);
