-- area: access
-- SPDX-License-Identifier: EUPL-1.2
-- PostgreSQL gathers statistics of its own.

-- Who asked to be told of all that is said in a channel: few of those who read it, and asked at each message.
CREATE INDEX channel_readers_all ON channel_readers (channel, account) WHERE attention = 'all';
