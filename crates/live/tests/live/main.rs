// SPDX-License-Identifier: EUPL-1.2
//! Tests of the hub as the shell uses it.
#![cfg(test)]

mod cost;
mod house;
mod limits;
mod listening;
mod presence;
mod properties;
mod resuming;
