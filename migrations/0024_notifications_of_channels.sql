-- area: notifications
-- SPDX-License-Identifier: EUPL-1.2
-- What people were told of a channel and have not read: it is found when messages go.
CREATE INDEX notifications_channel ON notifications (subject, id) WHERE audience = 'channel' AND read_at IS NULL;
