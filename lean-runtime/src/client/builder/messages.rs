//! Additions to the requests of a client, and the way that it reads responses.

use std::sync::Arc;

use super::ClientBuilder;
use crate::middleware::Middleware;

/// Additional headers, and the way that answers are read.
impl<Id, C> ClientBuilder<Id, C> {
    /// Sends this header with every request.
    pub fn header(self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.with(|s| s.headers.push((name.into(), value.into())))
    }

    /// Calls itself this.
    pub fn user_agent(self, agent: impl Into<String>) -> Self {
        self.with(|s| s.user_agent = agent.into())
    }

    /// The response headers that name a request, most telling first. If not said otherwise: `lean-correlation-id`,
    /// `lean-trace-id`, `x-request-id`, `cf-ray`.
    pub fn request_id_headers<T: Into<String>>(self, names: impl IntoIterator<Item = T>) -> Self {
        self.with(|s| s.request_id_headers = names.into_iter().map(Into::into).collect())
    }

    /// Lets this see each attempt in its final form. Several run in the order in which they were given.
    pub fn middleware(self, middleware: impl Middleware) -> Self {
        self.with(|s| s.middleware.push(Arc::new(middleware)))
    }

    /// Keeps what can be kept of responses that do not fit the description, instead of failing.
    pub fn lenient(self, lenient: bool) -> Self {
        self.with(|s| s.lenient = lenient)
    }
}
