//! Origins: to whom credentials belong.

use std::{fmt, net::IpAddr, sync::Arc};

use bytes::Bytes;
use http::{
    Uri,
    uri::{self, Authority, PathAndQuery},
};

use crate::{
    Error,
    error::{ErrorCode, Passport},
    operation::url_part::is_host,
    transport::Clear,
    wire::has_dots,
};

/// A host and port, and how it is spoken to. Two URLs of the same origin may share credentials.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Origin {
    scheme: UrlScheme,
    host: String,
    port: u16,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum UrlScheme {
    Https,
    /// In clear, within this machine.
    Http,
}

/// An absolute URL without query, `https` but for what may go in clear: where a server's paths begin, or a token
/// endpoint.
#[derive(Clone, Debug)]
pub(crate) struct BaseUrl {
    uri: Uri,
    origin: Origin,
    /// The origin as requests and errors name it.
    authority: Authority,
    name: Arc<str>,
}

impl BaseUrl {
    /// # Errors
    /// Fails if the URL is not absolute, is not `https` where TLS is required, contains a user
    /// name, or has a query. `name` is the setting that contains the URL.
    pub(crate) fn parse(name: &str, url: &str, clear: Clear) -> Result<Self, Error> {
        let bad = |why: &str| Error::configuration(format!("`{name}` {why}"));
        // Read one way by some, and another way or not at all by others (RFC 3986, WHATWG URL).
        let is_doubtful = |c: char| !c.is_ascii_graphic() || matches!(c, '\\' | '#');
        if url.contains(is_doubtful) {
            return Err(bad(
                "has a fragment, a backslash, a space or a character that is not ASCII",
            ));
        }
        let uri: Uri = url.parse().map_err(|error| {
            bad("is not a URL").with_source(Box::<dyn std::error::Error + Send + Sync>::from(error))
        })?;
        let host = uri.host().unwrap_or_default();
        let scheme = match uri.scheme_str() {
            Some("https") => UrlScheme::Https,
            Some("http") if clear == Clear::Loopback && is_loopback(host) => UrlScheme::Http,
            Some(_) => return Err(not_https(name, &uri)),
            None => return Err(bad("is not an absolute URL: it begins with `https://`")),
        };
        let authority = uri.authority().ok_or_else(|| bad("names no host"))?;
        if authority.as_str().contains('@') {
            return Err(bad("names a user: give credentials by their own methods"));
        }
        if uri.query().is_some() {
            return Err(bad("has a query"));
        }
        if !is_host(authority.host()) {
            return Err(bad("names a host that no server can have"));
        }
        // `http` treats an invalid port as a missing port.
        if authority.port_u16().is_none() && authority.as_str() != authority.host() {
            return Err(bad("has a port that is not one of 0 to 65535"));
        }
        if uri.path().split('/').any(has_dots) {
            return Err(bad("has a dot segment in its path"));
        }
        let origin = Origin {
            scheme,
            host: authority.host().to_ascii_lowercase(),
            port: authority.port_u16().unwrap_or(scheme.port()),
        };
        let name: Arc<str> = origin.to_string().into();
        let authority = Authority::try_from(&*name)
            .map_err(|error| bad("names a host that no server can have").with_source(error))?;
        Ok(Self {
            uri,
            origin,
            authority,
            name,
        })
    }

    pub(crate) fn origin(&self) -> &Origin {
        &self.origin
    }

    /// The origin's host, and its port unless it is the usual one.
    pub(crate) fn name(&self) -> Arc<str> {
        Arc::clone(&self.name)
    }

    pub(crate) fn uri(&self) -> &Uri {
        &self.uri
    }

    /// The URL of a path below this one. `path` begins with a slash.
    pub(crate) fn join(&self, path: &str, query: &str) -> Result<Uri, http::Error> {
        let base = self.uri.path().trim_end_matches('/');
        let slash = if path.starts_with('/') { "" } else { "/" };
        let mark = if query.is_empty() { "" } else { "?" };
        self.whole([base, slash, path, mark, query].concat())
    }

    /// The URL of a path and query of this origin.
    pub(crate) fn at(&self, path_and_query: &str) -> Result<Uri, http::Error> {
        self.whole(path_and_query.to_owned())
    }

    fn whole(&self, path_and_query: String) -> Result<Uri, http::Error> {
        let target = PathAndQuery::from_maybe_shared(Bytes::from(path_and_query))?;
        let mut parts = uri::Parts::default();
        parts.scheme = Some(self.origin.scheme.of_uri());
        parts.authority = Some(self.authority.clone());
        parts.path_and_query = Some(target);
        Ok(Uri::from_parts(parts)?)
    }
}

impl Origin {
    /// Returns the origin as a URL: `https://api.example.com`.
    pub(crate) fn url(&self) -> String {
        format!("{}://{self}", self.scheme.name())
    }
}

impl UrlScheme {
    fn name(self) -> &'static str {
        match self {
            UrlScheme::Https => "https",
            UrlScheme::Http => "http",
        }
    }

    fn of_uri(self) -> uri::Scheme {
        match self {
            UrlScheme::Https => uri::Scheme::HTTPS,
            UrlScheme::Http => uri::Scheme::HTTP,
        }
    }

    fn port(self) -> u16 {
        match self {
            UrlScheme::Https => 443,
            UrlScheme::Http => 80,
        }
    }
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.host)?;
        if self.port != self.scheme.port() {
            write!(f, ":{}", self.port)?;
        }
        Ok(())
    }
}

fn is_loopback(host: &str) -> bool {
    let address = host.trim_start_matches('[').trim_end_matches(']');
    let is_ours = |address: IpAddr| address.is_loopback();
    host.eq_ignore_ascii_case("localhost") || address.parse().is_ok_and(is_ours)
}

fn not_https(name: &str, uri: &Uri) -> Error {
    let error = Error::new(ErrorCode::UrlNotHttps, Passport::default());
    let error = error.with_what(format!("`{name}` is not an `https://` URL"));
    if uri.scheme_str() == Some("http") && is_loopback(uri.host().unwrap_or_default()) {
        let remedy = "Use the `https://` URL; for a mock server on this machine: `.allow_http_on_loopback()`";
        return error.with_remedy(remedy);
    }
    error
}

#[cfg(test)]
mod tests {
    use super::{BaseUrl, Clear};

    fn code(url: &str) -> String {
        code_where(Clear::Nothing, url)
    }

    fn code_where(clear: Clear, url: &str) -> String {
        match BaseUrl::parse("base_url", url, clear) {
            Ok(_) => "OK".to_owned(),
            Err(error) => error.code().to_owned(),
        }
    }

    #[test]
    fn x_02_only_https_urls_without_user_or_query_are_taken() {
        assert_eq!(code("https://api.leantech.me"), "OK");
        assert_eq!(code("https://api.leantech.me:8443/v1/"), "OK");
        assert_eq!(code("http://api.leantech.me"), "URL_NOT_HTTPS");
        assert_eq!(code("ftp://api.leantech.me"), "URL_NOT_HTTPS");
        assert_eq!(code("api.leantech.me"), "CONFIGURATION");
        assert_eq!(code("https://user:pw@api.leantech.me"), "CONFIGURATION");
        assert_eq!(code("https://api.leantech.me/?key=1"), "CONFIGURATION");
        assert_eq!(code("https://"), "CONFIGURATION");
    }

    #[test]
    fn x_02_urls_that_are_read_in_two_ways_are_not_taken() {
        for url in [
            "https://api.leantech.me/#",
            "https://api.leantech.me#@evil.test",
            "https://api.leantech.me\\@evil.test/",
            "https://api.leantech.me /",
            "https://api.leantech.me/a b",
            "https://b\u{fc}cher.test",
            "https://api.leantech.me:99999",
            "https://api.leantech.me:",
            "https://127.1",
            "https://0x7f000001",
            "https://api..leantech.me",
            "https://api%2eleantech.me",
            "https://api.leantech.me/v1/../v2",
            "https://api.leantech.me/v1/%2E%2e",
            "https://api.leantech.me/v1/..%2fv2",
        ] {
            assert_eq!(code(url), "CONFIGURATION", "{url}");
        }
        for url in [
            "https://[::1]:8443",
            "https://10.0.0.1/a%20b",
            "https://a_b.test/~x/",
        ] {
            assert_eq!(code(url), "OK", "{url}");
        }
    }

    #[test]
    fn x_02_in_clear_by_choice_and_only_within_this_machine() {
        let by_choice = |url: &str| code_where(Clear::Loopback, url);
        for url in [
            "http://127.0.0.1:8080/v1",
            "http://localhost",
            "http://[::1]:1",
        ] {
            assert_eq!(
                (by_choice(url), code(url)),
                ("OK".into(), "URL_NOT_HTTPS".into()),
                "{url}"
            );
        }
        for url in [
            "http://10.0.0.1",
            "http://localhost.example.com",
            "ftp://localhost",
        ] {
            assert_eq!(by_choice(url), "URL_NOT_HTTPS", "{url}");
        }
    }

    #[test]
    fn default_port_and_case_do_not_make_another_origin() {
        let base = |url: &str| BaseUrl::parse("url", url, Clear::Loopback).expect("a URL");
        let origin = |url: &str| base(url).origin().clone();
        assert_ne!(origin("https://localhost:80"), origin("http://localhost"));
        assert_eq!(origin("https://A.test:443/x"), origin("https://a.test/y"));
        assert_ne!(origin("https://a.test"), origin("https://a.test:444"));
        assert_ne!(origin("https://a.test"), origin("https://b.a.test"));
    }

    #[test]
    fn paths_go_below_the_base() {
        let join = |base: &str, path: &str, query: &str| {
            let base = BaseUrl::parse("url", base, Clear::Loopback).expect("a URL");
            base.join(path, query).expect("a URL").to_string()
        };
        assert_eq!(join("https://a.test", "/b", ""), "https://a.test/b");
        assert_eq!(
            join("https://a.test/v1/", "/b/", "c=d"),
            "https://a.test/v1/b/?c=d"
        );
        assert_eq!(join("https://[::1]:8443", "/b", ""), "https://[::1]:8443/b");
        assert_eq!(
            join("http://127.0.0.1:81/", "/b", ""),
            "http://127.0.0.1:81/b"
        );
    }
}
