// SPDX-License-Identifier: EUPL-1.2
//! Events as their users see them, on SQLite always and on PostgreSQL where `PLANO_TEST_POSTGRES` names one.

#![expect(clippy::unwrap_used, reason = "a test says what is wrong by failing")]
#![expect(clippy::print_stderr, reason = "a test says what it could not try")]

mod fixture;
mod interleavings;
mod outbox;
mod readers;
mod restored;
