-- area: messages
-- SPDX-License-Identifier: EUPL-1.2
-- Of the answers up to cleared_seq, how many stayed: the decisions among them.
ALTER TABLE threads ADD COLUMN kept BIGINT NOT NULL DEFAULT 0;
