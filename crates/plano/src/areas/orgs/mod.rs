// SPDX-License-Identifier: EUPL-1.2
//! Organisations, groups, and the administration of the instance.
