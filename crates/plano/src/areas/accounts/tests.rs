// SPDX-License-Identifier: EUPL-1.2
//! Through HTTP, as people would.
