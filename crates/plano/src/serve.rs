// SPDX-License-Identifier: EUPL-1.2
//! Opening the data and serving it.
