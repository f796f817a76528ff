// SPDX-License-Identifier: EUPL-1.2
//! What people are told, in the application and by mail.
