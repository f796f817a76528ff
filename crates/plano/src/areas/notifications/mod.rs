// SPDX-License-Identifier: EUPL-1.2
//! What people are told, in the application and by mail.

/// Until the area is whole.
///
/// # Errors
/// None.
pub async fn frames(_: &crate::app::App, _: &events::Recorded) -> db::DbResult<Vec<::live::Frame>> {
    Ok(Vec::new())
}
