// SPDX-License-Identifier: EUPL-1.2
//! The areas, and the explicit lists of what each adds to the program. Ground below, content above, readers on top;
//! imports go down.

use std::sync::Arc;

use events::Reader;
use utoipa_axum::router::OpenApiRouter;

use crate::app::App;

pub mod accounts;
pub mod audit;
pub mod notifications;
pub mod orgs;
pub mod projects;

/// Every route of the API, below `/api/v1`.
pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
}

/// Everything that follows the events with a cursor of its own.
#[must_use]
pub fn readers(_app: &App) -> Vec<Arc<dyn Reader>> {
    Vec::new()
}
