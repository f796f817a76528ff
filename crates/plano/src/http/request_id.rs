// SPDX-License-Identifier: EUPL-1.2
//! A number for each request, short enough to be read out over the telephone.

use std::fmt;

use axum::{extract::Request, middleware::Next, response::Response};
use uuid::Uuid;

/// Eight hexadecimal digits, `7F3A-21C9`.
#[derive(Debug, Clone, Default)]
pub struct RequestId(u32);

impl fmt::Display for RequestId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04X}-{:04X}", self.0 >> 16, self.0 & 0xffff)
    }
}

/// Middleware: numbers the request. What a client sends of the kind is not believed.
#[expect(
    clippy::disallowed_methods,
    reason = "names nothing that is kept: four random bytes, to find a line of the log"
)]
pub async fn number(mut request: Request, next: Next) -> Response {
    let [a, b, c, d, ..] = *Uuid::new_v4().as_bytes();
    request
        .extensions_mut()
        .insert(RequestId(u32::from_be_bytes([a, b, c, d])));
    next.run(request).await
}
