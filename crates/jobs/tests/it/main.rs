// SPDX-License-Identifier: EUPL-1.2
//! Jobs as their users see them, on SQLite always and on PostgreSQL where `PLANO_TEST_POSTGRES` names one.

mod administration;
mod asking;
mod failing;
mod fixture;
mod workers;
