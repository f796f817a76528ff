// SPDX-License-Identifier: EUPL-1.2
//! Open browsers: the sockets around the hub.

/// The hub of this node.
#[derive(Default)]
pub struct Live {}
