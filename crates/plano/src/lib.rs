// SPDX-License-Identifier: EUPL-1.2
//! Plano, the application: areas, HTTP around them, commands.

pub mod app;
pub mod areas;
pub mod config;
pub mod http;
pub mod live;
pub mod migrations;
pub mod router;
pub mod serve;
