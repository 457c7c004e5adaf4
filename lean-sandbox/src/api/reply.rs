//! Answers, and refusals in the API's own shape.

use bytes::Bytes;
use http::header::{HeaderName, HeaderValue};
use http::{HeaderMap, Method, StatusCode};
use jiff::Timestamp;

use crate::description::{Content, Operation};
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
    headers: Vec<(&'static str, String)>,
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
    pub(crate) fn with_trace_headers(self, request: &HeaderMap, correlation_id: String) -> Self {
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
            headers: Vec::new(),
        }
    }

    /// A method that is not supported where others are.
    pub(crate) fn method_not_allowed(allowed: &[Method]) -> Self {
        let status = StatusCode::METHOD_NOT_ALLOWED;
        let names: Vec<&str> = allowed.iter().map(Method::as_str).collect();
        Self::new(
            status,
            "INVALID_HTTP_METHOD",
            "The method is not supported here",
        )
        .with("allow", names.join(", "))
    }

    /// Adds a header.
    pub(crate) fn with(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.headers.push((name, value.into()));
        self
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

    /// The answer, in the form that the description gives refusals of the operation.
    pub(crate) fn reply(&self, operation: Option<&Operation>, now: Timestamp) -> Reply {
        let usual = self.usual_body(now);
        let content = operation.and_then(|operation| operation.failure(self.status));
        let body = match content {
            Some(content) if !content.takes(&usual) => self.described_body(content, now),
            Some(_) | None => Some(usual),
        };
        let reply = Reply::json(self.status, &body.unwrap_or_else(|| self.usual_body(now)));
        let headers = self.headers.iter();
        headers.fold(reply, |reply, (name, value)| reply.with(name, value))
    }

    fn usual_body(&self, now: Timestamp) -> Json {
        let mut body = map! {
            "status": &self.code,
            "message": &self.message,
            "timestamp": now.to_string(),
            "metadata": Json::Null,
        };
        if let Some(id) = &self.results_id {
            body.set("results_id", id);
        }
        body
    }

    /// The description's example, with as much of this refusal in it as its schema takes.
    fn described_body(&self, content: &Content, now: Timestamp) -> Option<Json> {
        let example = content.example()?;
        let id = self.results_id.clone().unwrap_or_else(ids::random_uuid);
        let mut plain = example.clone();
        // The Saudi framework writes its members with capitals.
        plain.fill(&map! {
            "message": &self.message,
            "Message": &self.message,
            "error_description": &self.message,
            "timestamp": now.to_string(),
            "Timestamp": now.to_string(),
            "results_id": id,
        });
        let mut detailed = plain.clone();
        for name in ["status_detail", "StatusDetail"] {
            if let Some(detail) = detailed.get_mut(name) {
                detail.fill(&map! {
                    "granular_status_code": &self.code,
                    "GranularStatusCode": &self.code,
                    "status_additional_info": &self.message,
                    "StatusAdditionalInfo": &self.message,
                });
            }
        }
        let mut coded = detailed.clone();
        coded.fill(&map! { "status": &self.code, "code": &self.code });
        [coded, detailed, plain, example.clone()]
            .into_iter()
            .find(|body| content.takes(body))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Region;
    use crate::description;

    #[test]
    fn refusals_have_the_form_that_the_description_gives() {
        let mut looked_at = 0;
        for region in [Region::Uae, Region::Ksa] {
            for (path, method, operation) in description::of(region).all() {
                for status in operation.failure_statuses() {
                    let Some(content) = operation.failure(status) else {
                        continue;
                    };
                    let code = super::super::answer::error_code(status);
                    let refusal = Refusal::new(status, code, "for this reason");
                    let reply = refusal.reply(Some(operation), Timestamp::UNIX_EPOCH);
                    let body = Json::parse(&reply.body).expect("JSON");
                    let mismatch = content.mismatch(&body);
                    assert_eq!(mismatch, None, "{method} {path} {status}: {}", body.write());
                    assert!(
                        body.write().contains("for this reason"),
                        "{method} {path} {status}: {}",
                        body.write()
                    );
                    looked_at += 1;
                }
            }
        }
        assert!(looked_at > 1_000, "{looked_at}");
    }
}
