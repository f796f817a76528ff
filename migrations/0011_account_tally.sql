-- area: accounts
-- SPDX-License-Identifier: EUPL-1.2
-- How many accounts stand how, as changes whose sum it is: to count oneself waits for nobody, and a million are not counted
-- one by one. Summed up now and then, so that it stays short.
CREATE TABLE account_tally (
  status TEXT NOT NULL,
  change BIGINT NOT NULL
);
INSERT INTO account_tally (status, change) SELECT status, COUNT(*) FROM accounts GROUP BY status;
CREATE VIEW administered_tally AS SELECT status, change FROM account_tally;
