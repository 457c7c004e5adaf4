//! Turns an attempt into the engine's request, and checks what the engine leaves unchecked.

use http::{
    HeaderValue, Request,
    header::{ACCEPT, CONTENT_LENGTH},
};
use url::Url;

use super::{
    Failure, Outgoing, SendProgress, encoding,
    send_body::{SendBody, Sending},
};
use crate::{error::ErrorCode, request::Payload};

/// The engine's request, and what its body knows of its way.
pub(super) fn request(outgoing: Outgoing) -> (Request<SendBody>, Sending) {
    let (body, sending) = SendBody::open(&outgoing.body);
    let mut request = outgoing.head.map(|()| body);
    let headers = request.headers_mut();
    encoding::ask(headers);
    // Some servers refuse requests without it (RFC 9110 section 12.5.1: it means any).
    if !headers.contains_key(ACCEPT) {
        headers.insert(ACCEPT, HeaderValue::from_static("*/*"));
    }
    if let Payload::Bytes(bytes) = &outgoing.body {
        headers.insert(CONTENT_LENGTH, bytes.len().into());
    }
    (request, sending)
}

/// Checks that everybody reads the URL alike.
///
/// # Errors
/// Fails if the URL is invalid, or if the URL standard has another path for it: a gateway that goes by the standard
/// would send the request somewhere else.
pub(super) fn check_url(uri: &http::Uri) -> Result<(), Failure> {
    if is_plain_path(uri.path()) {
        return Ok(());
    }
    let invalid = || Failure::new(ErrorCode::InvalidRequest, SendProgress::NotConnected);
    let url = Url::parse(&write_url(uri)).map_err(|error| {
        invalid()
            .with_what("the URL cannot be read")
            .with_source(error)
    })?;
    // The URL standard removes dot segments, percent-encoded ones too.
    if url.path() != uri.path() {
        return Err(invalid().with_what("a value in the path would lead out of its place"));
    }
    Ok(())
}

/// Returns true for a path of plain characters without anything like a dot segment. The URL standard does not change it.
fn is_plain_path(path: &str) -> bool {
    let is_plain = |byte: &u8| byte.is_ascii_alphanumeric() || b"/-_~!$&'()*+,;=:@".contains(byte);
    path.as_bytes().iter().all(is_plain)
}

fn write_url(url: &http::Uri) -> String {
    let target = url.path_and_query().map_or("", |target| target.as_str());
    match (url.scheme_str(), url.authority()) {
        (Some(scheme), Some(authority)) => [scheme, "://", authority.as_str(), target].concat(),
        _ => url.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_that_the_url_standard_changes_is_refused() {
        let is_taken = |path: &str| {
            let uri: http::Uri = ["https://a.test", path].concat().parse().expect("a URI");
            check_url(&uri).is_ok()
        };
        for path in [
            "",
            "/",
            "/b/c?d=e%20f",
            "/x%2Fy//z/?",
            "/a;b=c/@:,'!?q='(*)",
            "/v1.2/a..b/...",
            "/b?c=../d",
        ] {
            assert!(is_taken(path), "{path}");
        }
        for path in ["/x/../y", "/x/.", "/%2e%2e/z", "/a\\b", "/a{b}", "/a\"b"] {
            assert!(!is_taken(path), "{path}");
        }
    }
}
