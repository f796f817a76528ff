// SPDX-License-Identifier: EUPL-1.2
//! Projects and who is in them.
