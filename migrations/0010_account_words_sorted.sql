-- area: accounts
-- SPDX-License-Identifier: EUPL-1.2
-- Beside each word where its person stands in lists: those who have a word come in order out of one index.
ALTER TABLE account_words ADD COLUMN sort_name TEXT NOT NULL DEFAULT '';
UPDATE account_words SET sort_name = (SELECT a.sort_name FROM accounts a WHERE a.id = account_words.account);
CREATE INDEX account_words_sorted ON account_words (word, sort_name, account);

DROP VIEW administered_words;
CREATE VIEW administered_words AS SELECT word, sort_name, account FROM account_words;
