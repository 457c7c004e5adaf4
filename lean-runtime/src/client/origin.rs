//! Origins: to whom credentials belong.

use std::fmt;

use http::Uri;

use crate::{
    Error,
    error::{Code, Passport},
};

/// A host and port that is spoken to over `https`. Two URLs of the same origin may share credentials.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Origin {
    host: String,
    port: u16,
}

/// An absolute `https` URL without query: where a server's paths begin, or a token endpoint.
#[derive(Clone, Debug)]
pub(crate) struct Base {
    uri: Uri,
    origin: Origin,
}

impl Base {
    /// # Errors
    /// It is no absolute URL, is not `https`, names a user, or has a query. `name` is the setting it stands in.
    pub(crate) fn parse(name: &str, url: &str) -> Result<Self, Error> {
        let bad = |why: &str| Error::configuration(format!("`{name}` {why}"));
        let uri: Uri = url.parse().map_err(|error| {
            bad("is not a URL").because(Box::<dyn std::error::Error + Send + Sync>::from(error))
        })?;
        match uri.scheme_str() {
            Some("https") => {}
            Some(_) => {
                let error = Error::new(Code::UrlNotHttps, Passport::default());
                return Err(error.what(format!("`{name}` is not an `https://` URL")));
            }
            None => return Err(bad("is not an absolute URL")),
        }
        let authority = uri.authority().ok_or_else(|| bad("names no host"))?;
        if authority.as_str().contains('@') {
            return Err(bad("names a user: give credentials by their own methods"));
        }
        if uri.query().is_some() {
            return Err(bad("has a query"));
        }
        let origin = Origin {
            host: authority.host().to_ascii_lowercase(),
            port: authority.port_u16().unwrap_or(443),
        };
        Ok(Self { uri, origin })
    }

    pub(crate) fn origin(&self) -> &Origin {
        &self.origin
    }

    pub(crate) fn uri(&self) -> &Uri {
        &self.uri
    }

    /// The URL of a path below this one. `path` begins with a slash.
    pub(crate) fn join(&self, path: &str, query: &str) -> Result<Uri, http::Error> {
        let mut target =
            String::with_capacity(self.uri.path().len() + path.len() + query.len() + 1);
        target.push_str(self.uri.path().trim_end_matches('/'));
        if !path.starts_with('/') {
            target.push('/');
        }
        target.push_str(path);
        if !query.is_empty() {
            target.push('?');
            target.push_str(query);
        }
        Uri::builder()
            .scheme("https")
            .authority(self.origin.to_string())
            .path_and_query(target)
            .build()
    }
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.port {
            443 => f.write_str(&self.host),
            port => write!(f, "{}:{port}", self.host),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Base;

    fn code(url: &str) -> String {
        match Base::parse("base_url", url) {
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
    fn default_port_and_case_do_not_make_another_origin() {
        let origin = |url: &str| Base::parse("url", url).expect("a URL").origin().clone();
        assert_eq!(origin("https://A.test:443/x"), origin("https://a.test/y"));
        assert_ne!(origin("https://a.test"), origin("https://a.test:444"));
        assert_ne!(origin("https://a.test"), origin("https://b.a.test"));
    }

    #[test]
    fn paths_go_below_the_base() {
        let join = |base: &str, path: &str, query: &str| {
            let base = Base::parse("url", base).expect("a URL");
            base.join(path, query).expect("a URL").to_string()
        };
        assert_eq!(join("https://a.test", "/b", ""), "https://a.test/b");
        assert_eq!(
            join("https://a.test/v1/", "/b/", "c=d"),
            "https://a.test/v1/b/?c=d"
        );
        assert_eq!(join("https://[::1]:8443", "/b", ""), "https://[::1]:8443/b");
    }
}
