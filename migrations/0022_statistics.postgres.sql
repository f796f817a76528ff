-- area: access
-- SPDX-License-Identifier: EUPL-1.2
-- PostgreSQL gathers its own.
SELECT 1;
