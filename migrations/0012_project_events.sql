-- area: events
-- SPDX-License-Identifier: EUPL-1.2
-- What a project's overview tells, apart from the messages in it, which are thousands a day.
DROP INDEX events_project;
CREATE INDEX events_project ON events (project, tx, seq) WHERE kind LIKE 'project.%';
