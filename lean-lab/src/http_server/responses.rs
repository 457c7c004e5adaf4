//! Responses of test servers.

use bytes::Bytes;
use http_body_util::Full;
use hyper::Response;

/// A response with status 200 and this body of JSON.
pub fn json(body: impl Into<Bytes>) -> Response<Full<Bytes>> {
    let response = Response::builder().header("content-type", "application/json");
    response.body(Full::new(body.into())).expect("a response")
}

/// The same response, which asks to close the connection after it.
pub fn closing(mut response: Response<Full<Bytes>>) -> Response<Full<Bytes>> {
    let close = http::HeaderValue::from_static("close");
    response.headers_mut().insert("connection", close);
    response
}

/// A response with this status and body.
pub fn status(status: u16, content_type: &str, body: &'static str) -> Response<Full<Bytes>> {
    let response = Response::builder()
        .status(status)
        .header("content-type", content_type);
    response
        .body(Full::new(Bytes::from(body)))
        .expect("a response")
}
