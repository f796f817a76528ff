-- area: messages
-- SPDX-License-Identifier: EUPL-1.2
-- Of all that was asked when a channel was made: under its draft nothing else is. NULL: made before this was kept.
ALTER TABLE channels ADD COLUMN draft_hash BYTEA;
