-- area: messages
-- SPDX-License-Identifier: EUPL-1.2
-- By age: the newest are looked at first, and of a time long past those of then.
CREATE INDEX message_search_age ON message_search (posted_at, message);
