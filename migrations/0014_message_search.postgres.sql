-- area: messages
-- SPDX-License-Identifier: EUPL-1.2
-- Messages by their words, which come here folded and stemmed, beside channel, project and author.
CREATE TABLE message_search (
  message UUID PRIMARY KEY REFERENCES messages (id),
  posted_at BIGINT NOT NULL,
  terms TSVECTOR NOT NULL
);
CREATE INDEX message_search_terms ON message_search USING gin (terms);
