// SPDX-License-Identifier: EUPL-1.2
//! Jobs as their users see them, on SQLite always and on PostgreSQL where `PLANO_TEST_POSTGRES` names one.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stderr,
    reason = "a test stops where it fails, and says what it leaves out"
)]

mod administration;
mod asking;
mod failing;
mod fixture;
mod workers;
