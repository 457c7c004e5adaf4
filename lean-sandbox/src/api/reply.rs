//! Answers, and refusals in the API's own shape.

use bytes::Bytes;
use http::header::{HeaderName, HeaderValue};
use http::{HeaderMap, StatusCode};
use jiff::Timestamp;

use crate::ids;
use crate::json::{Json, map};

/// An answer that is ready to be sent.
pub(crate) struct Reply {
    pub(crate) status: StatusCode,
    pub(crate) media_type: Option<String>,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Bytes,
}

/// Why a request is not answered as it wished.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Refusal {
    pub(crate) status: StatusCode,
    pub(crate) code: String,
    pub(crate) message: String,
    /// Data and insights operations give refusals an id, too.
    pub(crate) results_id: Option<String>,
}

impl Reply {
    pub(crate) fn json(status: StatusCode, body: &Json) -> Self {
        Self {
            status,
            media_type: Some("application/json".to_owned()),
            headers: HeaderMap::new(),
            body: body.write().into(),
        }
    }

    pub(crate) fn bytes(
        status: StatusCode,
        media_type: Option<String>,
        body: impl Into<Bytes>,
    ) -> Self {
        Self {
            status,
            media_type,
            headers: HeaderMap::new(),
            body: body.into(),
        }
    }

    /// Adds a header; a value that no header can hold is left out.
    pub(crate) fn with(mut self, name: &'static str, value: impl AsRef<str>) -> Self {
        if let Ok(value) = HeaderValue::try_from(value.as_ref()) {
            self.headers.insert(HeaderName::from_static(name), value);
        }
        self
    }

    /// Adds what Lean sends with every answer.
    pub(crate) fn traced(self, request: &HeaderMap, correlation_id: String) -> Self {
        let own = request
            .get("lean-correlation-id")
            .and_then(|value| value.to_str().ok());
        let correlation_id = own.map_or(correlation_id, str::to_owned);
        self.with("lean-correlation-id", correlation_id)
            .with("lean-trace-id", ids::hex(&ids::random_bytes::<16>()))
            .with(
                "cache-control",
                "no-cache, no-store, max-age=0, must-revalidate",
            )
            // Lean's has a long life, which browsers would hold against everything else on this host.
            .with("strict-transport-security", "max-age=0")
            .with("x-content-type-options", "nosniff")
            .with("x-frame-options", "DENY")
    }
}

impl Refusal {
    pub(crate) fn new(status: StatusCode, code: &str, message: impl Into<String>) -> Self {
        Self {
            status,
            code: code.to_owned(),
            message: message.into(),
            results_id: None,
        }
    }

    pub(crate) fn not_found(code: &str, what: &str) -> Self {
        Self::new(StatusCode::NOT_FOUND, code, format!("{what} is not known"))
    }

    pub(crate) fn invalid(message: impl Into<String>) -> Self {
        Self::new(StatusCode::BAD_REQUEST, "INVALID_PARAMETERS", message)
    }

    pub(crate) fn missing(message: impl Into<String>) -> Self {
        Self::new(StatusCode::BAD_REQUEST, "MISSING_PARAMETERS", message)
    }

    pub(crate) fn with_results_id(mut self, id: String) -> Self {
        self.results_id = Some(id);
        self
    }

    pub(crate) fn reply(&self, now: Timestamp) -> Reply {
        let mut body = map! {
            "status": &self.code,
            "message": &self.message,
            "timestamp": now.to_string(),
            "metadata": Json::Null,
        };
        if let Some(id) = &self.results_id {
            body.set("results_id", id);
        }
        Reply::json(self.status, &body)
    }
}
