//! Puts credentials on a request.

use base64::{Engine as _, engine::general_purpose::STANDARD};
use http::{HeaderName, HeaderValue, Uri, header, uri::PathAndQuery};

use super::{Credentials, RequirementSet, Secret};
use crate::{
    operation::{Scheme, SchemeKind},
    values::sensitive_header,
    wire,
};

/// Puts what `set` demands on the request; `token` is the access token if the set wants one.
///
/// # Errors
/// The scheme whose credential is not valid in the place that the scheme puts it in. The credential is not quoted.
pub(crate) fn apply(
    credentials: &Credentials,
    set: RequirementSet,
    token: Option<&Secret>,
    head: &mut http::Request<()>,
) -> Result<(), String> {
    for need in set {
        apply_scheme(credentials, need.scheme, token, head).ok_or_else(|| {
            format!(
                "the credential of `{}` has characters that cannot be sent",
                need.scheme.name
            )
        })?;
    }
    Ok(())
}

fn apply_scheme(
    credentials: &Credentials,
    scheme: &Scheme,
    token: Option<&Secret>,
    head: &mut http::Request<()>,
) -> Option<()> {
    match scheme.kind {
        SchemeKind::ApiKeyHeader(name) => insert_key_header(head, name, credentials.key(scheme)?),
        SchemeKind::ApiKeyQuery(name) => {
            add_to_query(head, name, credentials.key(scheme)?.expose())
        }
        SchemeKind::ApiKeyCookie(name) => add_cookie(head, name, credentials.key(scheme)?.expose()),
        SchemeKind::Http(kind) => {
            let value = format!("{kind} {}", credentials.key(scheme)?.expose());
            insert_header(head, header::AUTHORIZATION, sensitive_header(value)?)
        }
        SchemeKind::Basic => {
            let (user, password) = credentials.basic.as_ref()?;
            let pair = STANDARD.encode(format!("{user}:{}", password.expose()));
            let value = ["Basic ", &pair].concat();
            insert_header(head, header::AUTHORIZATION, sensitive_header(value)?)
        }
        SchemeKind::Bearer | SchemeKind::OAuth2(_) | SchemeKind::OpenIdConnect(_) => {
            insert_header(head, header::AUTHORIZATION, token?.bearer_header()?)
        }
        SchemeKind::MutualTls => Some(()),
    }
}

fn insert_header(head: &mut http::Request<()>, name: HeaderName, value: HeaderValue) -> Option<()> {
    head.headers_mut().insert(name, value);
    Some(())
}

fn add_to_query(head: &mut http::Request<()>, name: &str, key: &str) -> Option<()> {
    let uri = head.uri();
    let mark = if uri.query().is_some() { '&' } else { '?' };
    let mut pair = String::new();
    super::form_encode(name, &mut pair);
    pair.push('=');
    super::form_encode(key, &mut pair);
    // A plus is a blank in forms only; in queries at large it is a plus.
    let target = format!(
        "{}{mark}{}",
        uri.path_and_query()?,
        pair.replace('+', "%20")
    );
    let mut parts = uri.clone().into_parts();
    parts.path_and_query = Some(PathAndQuery::try_from(target).ok()?);
    *head.uri_mut() = Uri::from_parts(parts).ok()?;
    Some(())
}

/// A key that would be another cookie as well is refused: `1; admin=2`.
fn add_cookie(head: &mut http::Request<()>, name: &str, key: &str) -> Option<()> {
    wire::cookie::append(head.headers_mut(), &wire::cookie::pair(name, key)?);
    Some(())
}

/// A key in a header. One that is called `Cookie` joins the cookies that are there.
fn insert_key_header(head: &mut http::Request<()>, name: &str, key: &Secret) -> Option<()> {
    let name: HeaderName = name.parse().ok()?;
    if wire::header::is_set_by_client(&name) {
        return None;
    }
    if name == header::COOKIE {
        wire::cookie::append(head.headers_mut(), &key.header()?);
        return Some(());
    }
    insert_header(head, name, key.header()?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::operation::Requirement;

    fn apply_kind(kind: SchemeKind, key: &str) -> (String, Vec<(String, String)>) {
        let scheme: &'static Scheme = Box::leak(Box::new(Scheme { name: "key", kind }));
        let set: RequirementSet = Box::leak(Box::new([Requirement {
            scheme,
            scopes: &[],
        }]));
        let credentials = Credentials {
            app_token: Some(Secret::from(key)),
            basic: Some(("user".to_owned(), Secret::from(key))),
            ..Credentials::default()
        };
        let mut head = http::Request::new(());
        *head.uri_mut() = Uri::from_static("https://a.test/b?c=d");
        head.headers_mut()
            .insert(header::COOKIE, HeaderValue::from_static("e=f"));
        apply(&credentials, set, Some(&Secret::from(key)), &mut head).expect("can be sent");
        assert!(
            !format!("{head:?}").contains("s3cr") || matches!(kind, SchemeKind::ApiKeyQuery(_))
        );
        let headers = head
            .headers()
            .iter()
            .map(|(name, value)| (name.to_string(), value.to_str().expect("text").to_owned()));
        (head.uri().to_string(), headers.collect())
    }

    #[test]
    fn each_kind_stands_where_the_description_says() {
        let header = |kind, at: usize| apply_kind(kind, "s3cr t").1[at].clone();
        let pair = |name: &str, value: &str| (name.to_owned(), value.to_owned());
        assert_eq!(
            header(SchemeKind::ApiKeyHeader("X-Key"), 1),
            pair("x-key", "s3cr t")
        );
        assert_eq!(
            apply_kind(SchemeKind::ApiKeyCookie("k"), "s3cr/t=").1[0],
            pair("cookie", "e=f; k=s3cr/t=")
        );
        assert_eq!(
            apply_kind(SchemeKind::ApiKeyCookie("e"), "s3cr").1[0],
            pair("cookie", "e=s3cr")
        );
        assert_eq!(
            apply_kind(SchemeKind::ApiKeyHeader("Cookie"), "k=s3cr").1[0],
            pair("cookie", "e=f; k=s3cr")
        );
        assert_eq!(
            header(SchemeKind::Bearer, 1),
            pair("authorization", "Bearer s3cr t")
        );
        assert_eq!(
            header(SchemeKind::Basic, 1),
            pair("authorization", "Basic dXNlcjpzM2NyIHQ=")
        );
        assert_eq!(
            apply_kind(SchemeKind::ApiKeyQuery("k"), "s3cr t").0,
            "https://a.test/b?c=d&k=s3cr%20t"
        );
        assert_eq!(apply_kind(SchemeKind::MutualTls, "s3cr t").1.len(), 1);
    }

    #[test]
    fn w_26_a_credential_is_one_cookie_and_frames_no_message() {
        let sent = |kind, key: &str| {
            let scheme: &'static Scheme = Box::leak(Box::new(Scheme { name: "key", kind }));
            let credentials = Credentials {
                app_token: Some(Secret::from(key)),
                ..Credentials::default()
            };
            apply_scheme(&credentials, scheme, None, &mut http::Request::new(())).is_some()
        };
        for key in [
            "1; admin=2",
            "1,admin=2",
            "\"1",
            "\"1; admin=2\"",
            "1\0",
            "1\r\nx: y",
            "1 2",
            "1\\",
            "\u{fc}",
            "1\u{7f}",
        ] {
            assert!(!sent(SchemeKind::ApiKeyCookie("S"), key), "{key:?}");
        }
        assert!(sent(SchemeKind::ApiKeyCookie("S"), "\"a.b+c/d==\""));
        for name in ["S; admin", "S=1; b", "", "a b"] {
            assert!(!sent(SchemeKind::ApiKeyCookie(name), "1"), "{name:?}");
        }
        for name in [
            "Host",
            "content-length",
            "Transfer-Encoding",
            "a: b",
            "Keep-Alive",
        ] {
            assert!(!sent(SchemeKind::ApiKeyHeader(name), "1"), "{name:?}");
        }
    }

    #[test]
    fn w_26_a_credential_with_line_breaks_is_refused() {
        let scheme: &'static Scheme = Box::leak(Box::new(Scheme {
            name: "key",
            kind: SchemeKind::Bearer,
        }));
        let set: RequirementSet = Box::leak(Box::new([Requirement {
            scheme,
            scopes: &[],
        }]));
        let token = Secret::from("a\r\nx: y");
        let text = apply(
            &Credentials::default(),
            set,
            Some(&token),
            &mut http::Request::new(()),
        );
        assert_eq!(
            text,
            Err("the credential of `key` has characters that cannot be sent".to_owned())
        );
    }
}
