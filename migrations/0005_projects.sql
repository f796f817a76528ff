-- area: projects
-- SPDX-License-Identifier: EUPL-1.2
CREATE TABLE projects (
  id UUID PRIMARY KEY,
  name TEXT NOT NULL,
  sort_name TEXT NOT NULL,
  aim TEXT NOT NULL,
  icon TEXT NOT NULL,
  colour TEXT NOT NULL,
  organisation UUID REFERENCES organisations (id),
  -- Names of the modules that are on, separated by spaces.
  modules TEXT NOT NULL,
  admission TEXT NOT NULL,
  starts_on TEXT,
  ends_on TEXT,
  budget TEXT,
  is_template BOOLEAN NOT NULL,
  created_at BIGINT NOT NULL,
  created_by UUID NOT NULL,
  draft UUID NOT NULL,
  draft_hash BYTEA NOT NULL,
  archived_at BIGINT,
  version BIGINT NOT NULL
);
CREATE UNIQUE INDEX projects_draft ON projects (created_by, draft);
CREATE INDEX projects_template ON projects (is_template, organisation);
CREATE INDEX projects_organisation ON projects (organisation);

-- Who is in a project: the one table every permission reads. Exactly one of account and group_id is set.
CREATE TABLE members (
  id UUID PRIMARY KEY,
  project UUID NOT NULL REFERENCES projects (id),
  account UUID REFERENCES accounts (id),
  group_id UUID REFERENCES groups (id),
  role TEXT NOT NULL,
  -- Exceptions to what the role gives; NULL: as the role.
  messages_level TEXT,
  tasks_level TEXT,
  files_level TEXT,
  pages_level TEXT,
  calendar_level TEXT,
  meetings_level TEXT,
  ends_on TEXT,
  -- The end of that day where the project's people are; NULL: no end.
  ends_at BIGINT,
  -- 'active', or 'waiting' until a manager accepts.
  status TEXT NOT NULL,
  invited_by UUID,
  joined_at BIGINT NOT NULL,
  version BIGINT NOT NULL
);
CREATE UNIQUE INDEX members_account ON members (account, project);
CREATE UNIQUE INDEX members_group ON members (group_id, project);
CREATE INDEX members_project ON members (project, id);
CREATE INDEX members_end ON members (ends_at);

-- How one person keeps his projects.
CREATE TABLE project_preferences (
  account UUID NOT NULL REFERENCES accounts (id),
  project UUID NOT NULL REFERENCES projects (id),
  is_pinned BOOLEAN NOT NULL,
  rank TEXT NOT NULL,
  category TEXT,
  PRIMARY KEY (account, project)
);

-- Ties between any two things, written once, by whoever writes to the first: they are shown on both sides, and are a burden
-- to the first alone.
CREATE TABLE links (
  object UUID NOT NULL,
  object_kind TEXT NOT NULL,
  other UUID NOT NULL,
  other_kind TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  created_by UUID NOT NULL,
  PRIMARY KEY (object, other)
);
CREATE INDEX links_other ON links (other, object);

CREATE TABLE project_access_requests (
  id UUID PRIMARY KEY,
  project UUID NOT NULL REFERENCES projects (id),
  account UUID NOT NULL REFERENCES accounts (id),
  reason TEXT NOT NULL,
  asked_at BIGINT NOT NULL,
  answered_at BIGINT,
  answered_by UUID,
  is_granted BOOLEAN,
  answer_reason TEXT
);
CREATE INDEX project_access_requests_project ON project_access_requests (project, answered_at);
CREATE INDEX project_access_requests_account ON project_access_requests (account, project);
