//! The `Host` header of HTTP/1.1, made once and not for each request, as the engine would.
//!
//! HTTP/2 has `:authority` in its place (RFC 9113 section 8.3.1). Which version the next connection speaks is not known
//! before it is open, so the last response decides. Without the header, the engine adds it.

use std::sync::{
    OnceLock,
    atomic::{AtomicBool, Ordering},
};

use http::{HeaderValue, Uri, Version, uri::Scheme};

/// The header of the origin that requests go to.
#[derive(Default)]
pub(super) struct HostHeader {
    /// True if the last response came over HTTP/1.1.
    is_sent: AtomicBool,
    /// The authority of the first request that needed the header, and its value.
    known: OnceLock<Option<(String, HeaderValue)>>,
}

impl HostHeader {
    /// The header of a request to this URL; `None` if the engine adds it, or if there is none.
    pub(super) fn for_url(&self, url: &Uri) -> Option<HeaderValue> {
        if !self.is_sent.load(Ordering::Relaxed) {
            return None;
        }
        let (authority, value) = self.known.get_or_init(|| make(url)).as_ref()?;
        let is_same =
            url.authority()?.as_str() == authority && url.scheme() == Some(&Scheme::HTTPS);
        is_same.then(|| value.clone())
    }

    /// Notes the version of a response.
    pub(super) fn note(&self, version: Version) {
        let is_one = version == Version::HTTP_11;
        if self.is_sent.load(Ordering::Relaxed) != is_one {
            self.is_sent.store(is_one, Ordering::Relaxed);
        }
    }
}

/// The authority of a URL and its header: the host, and the port unless it is the usual one (RFC 9110 section 7.2).
fn make(url: &Uri) -> Option<(String, HeaderValue)> {
    let authority = url.authority()?;
    let host = match authority.port_u16() {
        Some(port) if port != 443 => format!("{}:{port}", authority.host()),
        _ => authority.host().to_owned(),
    };
    Some((
        authority.as_str().to_owned(),
        HeaderValue::try_from(host).ok()?,
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_header_is_that_of_the_url_and_of_http_1_only() {
        let host = HostHeader::default();
        let header = |url: &str| {
            let value = host.for_url(&url.parse().expect("a URL"))?;
            Some(value.to_str().expect("text").to_owned())
        };
        assert_eq!(header("https://a.test:8443/b"), None);
        host.note(Version::HTTP_11);
        assert_eq!(
            header("https://a.test:8443/b").as_deref(),
            Some("a.test:8443")
        );
        for other in [
            "https://a.test/b",
            "https://b.test:8443/",
            "http://a.test:8443/",
        ] {
            assert_eq!(header(other), None, "{other}");
        }
        host.note(Version::HTTP_2);
        assert_eq!(header("https://a.test:8443/b"), None);
        let host = HostHeader::default();
        host.note(Version::HTTP_11);
        let url = "https://a.test:443/b".parse().expect("a URL");
        assert_eq!(host.for_url(&url).expect("a header"), "a.test");
    }
}
