-- area: messages
-- SPDX-License-Identifier: EUPL-1.2
-- Which program posted the original for its author, as messages.automate; NULL: he did himself.
ALTER TABLE message_forwards ADD COLUMN automate TEXT;
-- What was passed on before stands under the same name as its original, as long as that is there.
UPDATE message_forwards SET automate = (SELECT o.automate FROM messages o WHERE o.id = message_forwards.origin);

-- Which keywords begin with a word of a message, and then whose are said in it.
CREATE INDEX keywords_said ON keywords (folded, account);
CREATE INDEX keywords_begin ON keywords (first, folded);
DROP INDEX keywords_first;
