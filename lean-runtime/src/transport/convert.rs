//! Turns an attempt into the engine's request, and checks what the engine leaves unchecked.

use std::sync::OnceLock;

use http::{
    HeaderValue,
    header::{CONTENT_LENGTH, HOST},
};
use reqwest::Url;

use super::{
    Failure, Outgoing, SendProgress, encoding,
    send_body::{self, Sending},
};
use crate::{error::ErrorCode, request::Payload};

/// The engine's request, and what its body knows of its way. Without `host`, the engine adds the header if the connection
/// needs it.
///
/// # Errors
/// Fails if the URL is invalid, or if parsing would change its path.
pub(super) fn request(
    outgoing: Outgoing,
    known: &KnownOrigin,
    host: Option<HeaderValue>,
) -> Result<(reqwest::Request, Sending), Failure> {
    let (mut head, ()) = outgoing.head.into_parts();
    let invalid = || Failure::new(ErrorCode::InvalidRequest, SendProgress::NotConnected);
    let url = known.read(&head.uri).map_err(|error| {
        invalid()
            .with_what("the URL cannot be read")
            .with_source(error)
    })?;
    // The URL standard removes dot segments, percent-encoded ones too: the request would go somewhere else.
    if url.path() != head.uri.path() {
        return Err(invalid().with_what("a value in the path would lead out of its place"));
    }
    encoding::ask(&mut head.headers);
    if let Payload::Bytes(bytes) = &outgoing.body {
        head.headers.insert(CONTENT_LENGTH, bytes.len().into());
    }
    if let Some(host) = host {
        head.headers.insert(HOST, host);
    }
    let mut request = reqwest::Request::new(head.method, url);
    *request.headers_mut() = head.headers;
    let (body, sending) = send_body::open(&outgoing.body);
    *request.body_mut() = body;
    Ok((request, sending))
}

/// The origin that requests go to, read once: to read a whole URL costs more than a call's other preparations.
#[derive(Default)]
pub(super) struct KnownOrigin(OnceLock<Url>);

impl KnownOrigin {
    fn read(&self, uri: &http::Uri) -> Result<Url, url::ParseError> {
        let is_of = |known: &&Url| {
            Some(known.scheme()) == uri.scheme_str()
                && known.host_str() == uri.host()
                && known.port() == uri.port_u16()
        };
        if let Some(known) = self.0.get().filter(is_of) {
            let mut url = known.clone();
            url.set_path(uri.path());
            if uri.query().is_some() {
                url.set_query(uri.query());
            }
            return Ok(url);
        }
        let url = Url::parse(&write_url(uri))?;
        self.0.get_or_init(|| {
            let mut origin = url.clone();
            origin.set_path("");
            origin.set_query(None);
            origin
        });
        Ok(url)
    }
}

/// The text of a URL. It is made for each attempt, and formatting costs more than copying.
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
    fn a_url_of_the_known_origin_is_read_as_any_other() {
        let known = KnownOrigin::default();
        for text in [
            "https://a.test/b/c?d=e%20f",
            "https://a.test/",
            "https://a.test/x%2Fy//z/?",
            "https://a.test/a;b=c/@:,'!?q='(*)",
            "https://a.test/x/../y/%2e%2e/z",
            "https://a.test:8443/b?c",
            "http://a.test/b",
            "https://b.test/b?c=d",
            "https://[::1]:8443/b",
        ] {
            let uri: http::Uri = text.parse().expect("a URI");
            let any_other = Url::parse(text).expect("a URL");
            for _ in 0..2 {
                assert_eq!(known.read(&uri).expect("a URL"), any_other);
            }
        }
    }
}
