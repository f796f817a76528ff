-- area: accounts
-- SPDX-License-Identifier: EUPL-1.2
-- People in the order of their names, for the areas that list them.
CREATE VIEW account_names AS SELECT id, sort_name, status FROM accounts;
