//! The host and port that a URL leads to.

use http::Uri;

use super::{Check, Diagnosis, Topic, quote};

pub(super) struct Endpoint {
    /// The host as written in the URL, with IPv6 addresses in brackets.
    pub(super) host: String,
    pub(super) port: u16,
}

impl Endpoint {
    /// Returns `None` after noting what is wrong with the URL.
    pub(super) fn parse(url: &str, diagnosis: &mut Diagnosis) -> Option<Self> {
        match parse(url) {
            Ok(endpoint) => {
                let what = format!("host {}, port {}", endpoint.host, endpoint.port);
                diagnosis.push(Check::ok(Topic::Url, what));
                Some(endpoint)
            }
            Err(check) => {
                diagnosis.push(*check);
                None
            }
        }
    }

    /// The host without brackets.
    pub(super) fn host_without_brackets(&self) -> &str {
        self.host.trim_start_matches('[').trim_end_matches(']')
    }
}

fn parse(url: &str) -> Result<Endpoint, Box<Check>> {
    const EXAMPLE: &str = "Give a URL such as `https://mtls.sandbox.leantech.me`";
    let shown = quote::printable(url);
    let bad = |what: String| {
        let remedy = match lacks_scheme(url) {
            true => format!("Give the whole URL: `https://{shown}`"),
            false => EXAMPLE.to_owned(),
        };
        Err(Box::new(
            Check::fail(Topic::Url, "URL_INVALID", what).remedy(remedy),
        ))
    };
    let Ok(uri) = url.parse::<Uri>() else {
        return bad(format!("`{shown}` is not a URL"));
    };
    let (scheme, authority) = (uri.scheme_str(), uri.authority());
    let (Some(scheme), Some(authority)) = (scheme, authority) else {
        return bad(format!("`{shown}` has no scheme or no host"));
    };
    if scheme != "https" {
        let what = format!(
            "`{shown}` is not an `https://` URL: what is sent there could be read by others"
        );
        let check = Check::fail(Topic::Url, "URL_NOT_HTTPS", what).remedy(EXAMPLE);
        return Err(Box::new(check));
    }
    if authority.as_str().contains('@') {
        return bad("the URL names a user".to_owned());
    }
    Ok(Endpoint {
        host: authority.host().to_ascii_lowercase(),
        port: authority.port_u16().unwrap_or(443),
    })
}

/// Returns true if the text would be a URL with `https://` in front.
fn lacks_scheme(url: &str) -> bool {
    let whole = format!("https://{url}").parse::<Uri>().ok();
    let named = whole.as_ref().and_then(Uri::authority);
    !url.contains("://") && named.is_some_and(|authority| !authority.as_str().contains('@'))
}

#[cfg(test)]
mod tests {
    use super::parse;

    #[test]
    fn what_lacks_its_scheme_is_shown_with_it() {
        for (url, remedy) in [
            (
                "localhost:18443",
                "Give the whole URL: `https://localhost:18443`",
            ),
            (
                "api.example.com/v1",
                "Give the whole URL: `https://api.example.com/v1`",
            ),
            (
                "/customers",
                "Give a URL such as `https://mtls.sandbox.leantech.me`",
            ),
            (
                "me:secret@example.com",
                "Give a URL such as `https://mtls.sandbox.leantech.me`",
            ),
        ] {
            let check = parse(url).err().expect("no URL");
            assert_eq!(check.remedy.as_deref(), Some(remedy), "{url}");
        }
    }

    #[track_caller]
    fn check(url: &str, expected: &str) {
        let found = match parse(url) {
            Ok(endpoint) => format!("{} {}", endpoint.host, endpoint.port),
            Err(check) => check.code.unwrap_or_default().to_owned(),
        };
        assert_eq!(found, expected, "{url}");
    }

    #[test]
    fn urls() {
        check("https://API.example.com", "api.example.com 443");
        check("https://localhost:8443/path", "localhost 8443");
        check("https://[::1]:8443", "[::1] 8443");
        check("http://api.example.com", "URL_NOT_HTTPS");
        check("api.example.com", "URL_INVALID");
        check("/customers", "URL_INVALID");
        check("https://me:secret@example.com", "URL_INVALID");
        check("", "URL_INVALID");
    }
}
