-- area: notifications
-- SPDX-License-Identifier: EUPL-1.2
-- Where somebody was named, among all that he was told: a list of its own, of which there may be little in much.
CREATE INDEX notifications_mentions ON notifications (account, at, id) WHERE kind = 'message.mentioned';
