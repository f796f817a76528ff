// SPDX-License-Identifier: EUPL-1.2
//! The built program under faults: killed under writes, its database away, its disk full, its folder taken, its input
//! garbage. Everything here is seen from outside the process, through HTTP and what it prints.
//!
//! On SQLite always; on PostgreSQL where `PLANO_TEST_POSTGRES` names one. `PLANO_TEST_FAULT_SEED` chooses the instants.

#![expect(clippy::unwrap_used, reason = "a test says what is wrong by failing")]
#![expect(clippy::panic, reason = "a test says what is wrong by failing")]
#![expect(clippy::print_stderr, reason = "a test says what it could not try")]
#![expect(
    clippy::disallowed_methods,
    reason = "where a test finds its server and its seed"
)]

mod client;
mod commands;
mod crowd;
mod cut_often;
mod database_away;
mod demonstration;
mod disk_full;
mod killed;
mod killed_clears;
mod killed_messages;
mod ledger;
mod mail_away;
mod malformed;
mod nodes;
mod program;
mod readers;
mod refusals;
