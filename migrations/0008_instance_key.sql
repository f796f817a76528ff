-- area: orgs
-- SPDX-License-Identifier: EUPL-1.2
-- One row, number 1: a key that seals nothing, wrapped by the instance key. Another key does not open it, which is seen at
-- start and when a backup is put back, not at the first file.
CREATE TABLE instance_key (
  number BIGINT PRIMARY KEY,
  sealed BYTEA NOT NULL
);
