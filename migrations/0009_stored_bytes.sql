-- area: accounts
-- SPDX-License-Identifier: EUPL-1.2
-- Beside the photo: what it takes. Of photos from before this step `plano rebuild` finds it out.
ALTER TABLE accounts ADD COLUMN photo_bytes BIGINT NOT NULL DEFAULT 0;

-- What is stored of each account. An area that stores more of accounts adds it here.
CREATE VIEW stored_bytes AS SELECT id AS account, photo_bytes AS bytes FROM accounts WHERE photo_bytes > 0;
-- In whose space: the organisations of a colleague, the one that answers for an outsider.
CREATE VIEW stored_for AS
  SELECT account, organisation FROM organisation_accounts
  UNION SELECT id, host FROM accounts WHERE host IS NOT NULL;
