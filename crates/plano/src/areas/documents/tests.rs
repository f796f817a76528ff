// SPDX-License-Identifier: EUPL-1.2
//! Documents, through HTTP, as people would.
