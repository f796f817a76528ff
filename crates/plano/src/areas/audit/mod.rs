// SPDX-License-Identifier: EUPL-1.2
//! The journal: what happened, each line sealed with the one before.
