// SPDX-License-Identifier: EUPL-1.2
//! Plano, the application: areas, HTTP around them, commands.

pub mod app;
pub mod areas;
pub mod cli;
pub mod config;
#[cfg(test)]
mod contract_tests;
#[cfg(test)]
mod coverage_tests;
pub mod demo;
pub mod description;
pub mod http;
pub mod live;
pub mod metrics;
pub mod migrations;
pub mod router;
pub mod serve;
pub mod table;
#[cfg(test)]
pub mod testkit;
pub mod tls;
mod words;
