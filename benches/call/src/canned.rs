//! A transport that answers from memory: what is measured through it is this side's own work.

use bytes::Bytes;
use futures_util::stream;
use http::{HeaderMap, HeaderValue, Response, StatusCode, header};
use lean_runtime::request::BoxFuture;
use lean_runtime::transport::{Failure, Outgoing, Transport, WireBody};

/// One reply, to every request.
pub struct Canned {
    status: StatusCode,
    headers: HeaderMap,
    body: Bytes,
}

impl Canned {
    /// This text.
    #[must_use]
    pub fn new(status: u16, media: &'static str, body: String) -> Canned {
        let mut headers = HeaderMap::new();
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(media));
        headers.insert(header::CONTENT_LENGTH, body.len().into());
        let date = HeaderValue::from_static("Wed, 13 May 2026 08:15:30 GMT");
        headers.insert(header::DATE, date);
        let id = HeaderValue::from_static("5d2a8f10-77c1-4a3e-9b5d-1f0e6c7a8b99");
        headers.insert("lean-correlation-id", id);
        Canned {
            status: StatusCode::from_u16(status).expect("a status"),
            headers,
            body: body.into(),
        }
    }
}

impl Transport for Canned {
    fn send(&self, outgoing: Outgoing) -> BoxFuture<Result<Response<WireBody>, Failure>> {
        let body = self.body.clone();
        let mut head = Response::new(());
        *head.status_mut() = self.status;
        *head.headers_mut() = self.headers.clone();
        Box::pin(async move {
            drop(outgoing);
            let body: WireBody = Box::pin(stream::iter([Ok(body)]));
            Ok(head.map(|()| body))
        })
    }
}
