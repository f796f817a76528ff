-- area: orgs
-- SPDX-License-Identifier: EUPL-1.2
CREATE TABLE organisations (
  id UUID PRIMARY KEY,
  parent UUID REFERENCES organisations (id),
  name TEXT NOT NULL,
  sort_name TEXT NOT NULL,
  open_to_requests BOOLEAN NOT NULL,
  -- Separated by spaces.
  email_domains TEXT NOT NULL,
  quota_bytes BIGINT,
  created_at BIGINT NOT NULL,
  created_by UUID,
  draft UUID,
  version BIGINT NOT NULL
);
CREATE INDEX organisations_parent ON organisations (parent);
CREATE UNIQUE INDEX organisations_draft ON organisations (created_by, draft);

-- Each organisation with each of its ancestors, itself included at depth 0.
CREATE TABLE organisation_branches (
  organisation UUID NOT NULL REFERENCES organisations (id),
  ancestor UUID NOT NULL REFERENCES organisations (id),
  depth BIGINT NOT NULL,
  PRIMARY KEY (organisation, ancestor)
);
CREATE INDEX organisation_branches_ancestor ON organisation_branches (ancestor, organisation);

CREATE TABLE organisation_accounts (
  organisation UUID NOT NULL REFERENCES organisations (id),
  account UUID NOT NULL REFERENCES accounts (id),
  PRIMARY KEY (organisation, account)
);
CREATE INDEX organisation_accounts_account ON organisation_accounts (account, organisation);

CREATE TABLE organisation_administrators (
  organisation UUID NOT NULL REFERENCES organisations (id),
  account UUID NOT NULL REFERENCES accounts (id),
  appointed_at BIGINT NOT NULL,
  PRIMARY KEY (organisation, account)
);
CREATE INDEX organisation_administrators_account ON organisation_administrators (account);

CREATE TABLE groups (
  id UUID PRIMARY KEY,
  name TEXT NOT NULL,
  sort_name TEXT NOT NULL,
  organisation UUID REFERENCES organisations (id),
  created_at BIGINT NOT NULL,
  created_by UUID,
  draft UUID,
  version BIGINT NOT NULL
);
CREATE INDEX groups_sort ON groups (sort_name, id);
CREATE INDEX groups_organisation ON groups (organisation);
CREATE UNIQUE INDEX groups_draft ON groups (created_by, draft);

CREATE TABLE group_people (
  group_id UUID NOT NULL REFERENCES groups (id),
  account UUID NOT NULL REFERENCES accounts (id),
  added_at BIGINT NOT NULL,
  PRIMARY KEY (group_id, account)
);
CREATE INDEX group_people_account ON group_people (account, group_id);

CREATE TABLE imports (
  id UUID PRIMARY KEY,
  draft UUID NOT NULL,
  file_name TEXT NOT NULL,
  file_hash BYTEA NOT NULL,
  organisation UUID,
  status TEXT NOT NULL,
  columns TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  created_by UUID NOT NULL,
  skips_faulty BOOLEAN NOT NULL,
  lines BIGINT NOT NULL,
  valid BIGINT NOT NULL,
  existing BIGINT NOT NULL,
  created BIGINT NOT NULL,
  invited BIGINT NOT NULL,
  faults BIGINT NOT NULL
);
CREATE UNIQUE INDEX imports_draft ON imports (created_by, draft);

CREATE TABLE import_lines (
  import UUID NOT NULL REFERENCES imports (id),
  line BIGINT NOT NULL,
  -- 'valid', 'existing', 'faulty', then 'created', 'invited'.
  status TEXT NOT NULL,
  email TEXT NOT NULL,
  given_name TEXT NOT NULL,
  family_name TEXT NOT NULL,
  function TEXT NOT NULL,
  language TEXT NOT NULL,
  organisation UUID,
  organisation_name TEXT NOT NULL,
  group_names TEXT NOT NULL,
  account UUID,
  PRIMARY KEY (import, line)
);
CREATE INDEX import_lines_status ON import_lines (import, status, line);

CREATE TABLE import_faults (
  import UUID NOT NULL REFERENCES imports (id),
  line BIGINT NOT NULL,
  place BIGINT NOT NULL,
  column_name TEXT NOT NULL,
  code TEXT NOT NULL,
  value TEXT NOT NULL,
  PRIMARY KEY (import, line, place)
);

-- One row, number 1.
CREATE TABLE settings (
  number BIGINT PRIMARY KEY,
  body TEXT NOT NULL,
  version BIGINT NOT NULL
);

-- What other areas may know when they join: the tables are this area's own.
CREATE VIEW organisation_names AS SELECT id, name, sort_name FROM organisations;
CREATE VIEW organisation_memberships AS SELECT organisation, account FROM organisation_accounts;
CREATE VIEW organisation_ancestry AS SELECT organisation, ancestor, depth FROM organisation_branches;
CREATE VIEW group_memberships AS SELECT group_id, account FROM group_people;

-- What the administration's list reads of accounts, as one shape.
CREATE VIEW administered_accounts AS
SELECT a.id, a.email, a.given_name, a.family_name, a.sort_name, a.function, a.status, a.host, a.is_external, a.is_instance_admin,
  a.created_at, a.last_active_at, COALESCE(a.last_active_at, 0) AS activity, a.deactivated_at, a.version,
  CASE WHEN a.is_instance_admin THEN 'instance_admin'
       WHEN a.is_external THEN 'external'
       WHEN EXISTS (SELECT 1 FROM organisation_administrators d WHERE d.account = a.id) THEN 'branch_admin'
       ELSE 'member' END AS role
FROM accounts a;
CREATE INDEX accounts_last_active ON accounts (COALESCE(last_active_at, 0), id);
CREATE INDEX accounts_role ON accounts (is_external, is_instance_admin);

CREATE VIEW administered_words AS SELECT word, account FROM account_words;
-- Which organisations someone administers, those below the ones he was appointed to included.
CREATE VIEW administered_organisations AS
  SELECT a.account, b.organisation FROM organisation_administrators a JOIN organisation_branches b ON b.ancestor = a.organisation;
