//! Turns an attempt into the engine's request, and checks what the engine leaves unchecked.

use http::{
    HeaderValue, Request,
    header::{ACCEPT, CONTENT_LENGTH, HOST},
};
use url::Url;

use super::{
    Failure, Outgoing, SendProgress, encoding,
    send_body::{SendBody, Sending},
};
use crate::{byte_set::ByteSet, error::ErrorCode, request::Payload};

/// The characters of paths that the URL standard does not change, without those of dot segments.
static PLAIN: ByteSet = ByteSet::alphanumeric_and("/-_~!$&'()*+,;=:@");

/// The engine's request, and what its body knows of its way.
///
/// The engine adds `host`, too, if it is not given and the connection needs it.
pub(super) fn request(
    outgoing: Outgoing,
    host: Option<HeaderValue>,
) -> (Request<SendBody>, Sending) {
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
    if let Some(host) = host {
        headers.insert(HOST, host);
    }
    (request, sending)
}

/// Checks that everybody reads the URL alike.
///
/// # Errors
/// Fails if the URL is invalid, or if the URL standard has another path for it: a gateway that goes by the standard
/// would send the request somewhere else.
pub(super) fn check_url(uri: &http::Uri) -> Result<(), Failure> {
    if PLAIN.has_all(uri.path()) {
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
