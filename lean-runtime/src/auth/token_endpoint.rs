//! The way in which a client proves its secret to the token endpoint, and the sources that name it.

use std::{sync::Arc, time::Duration};

use http::{HeaderValue, Method, Uri, header};
use tokio::{sync::OnceCell, time::timeout};

use super::{client_credentials::receive, form_encode};
use crate::{
    json::Tape,
    operation::TokenEndpointAuth,
    request::Payload,
    transport::{Outgoing, Transport},
};

/// The deadline for metadata.
const METADATA_MAX: Duration = Duration::from_secs(10);

impl TokenEndpointAuth {
    /// The value of `Authorization` for the id and secret: both are encoded as in forms before they are joined.
    pub(super) fn basic_header(id: &str, secret: &str) -> Option<HeaderValue> {
        use base64::{Engine as _, engine::general_purpose::STANDARD};
        let mut pair = zeroize::Zeroizing::new(String::new());
        form_encode(id, &mut pair);
        pair.push(':');
        form_encode(secret, &mut pair);
        let text = zeroize::Zeroizing::new(format!("Basic {}", STANDARD.encode(pair.as_bytes())));
        let mut value = HeaderValue::from_str(&text).ok()?;
        value.set_sensitive(true);
        Some(value)
    }
}

/// The metadata of an authorization server (RFC 8414), asked for once.
pub(crate) struct Metadata {
    pub(crate) transport: Arc<dyn Transport>,
    pub(crate) url: Uri,
    pub(crate) answer: OnceCell<Vec<String>>,
}

impl Metadata {
    /// The first of these methods that the server supports. None: there is no metadata now.
    ///
    /// # Errors
    /// The server supports neither.
    pub(super) async fn supported_auth(&self) -> Result<Option<TokenEndpointAuth>, Unsupported> {
        let methods = self.answer.get_or_try_init(|| self.fetch_methods()).await;
        let Ok(methods) = methods else {
            return Ok(None);
        };
        let has = |method: &str| methods.iter().any(|known| known == method);
        // Without a list, it is the first one (RFC 8414 section 2).
        if methods.is_empty() || has("client_secret_basic") {
            return Ok(Some(TokenEndpointAuth::ClientSecretBasic));
        }
        if has("client_secret_post") {
            return Ok(Some(TokenEndpointAuth::ClientSecretPost));
        }
        Err(Unsupported)
    }

    async fn fetch_methods(&self) -> Result<Vec<String>, ()> {
        let attempt = || {
            let mut head = http::Request::new(());
            *head.method_mut() = Method::GET;
            *head.uri_mut() = self.url.clone();
            let json = HeaderValue::from_static("application/json");
            head.headers_mut().insert(header::ACCEPT, json);
            Outgoing::new(head, Payload::Empty)
        };
        let host = self.url.authority().map_or("", |host| host.as_str());
        let answer = timeout(METADATA_MAX, receive(&*self.transport, attempt, host)).await;
        let (status, body) = answer.map_err(drop)?.map_err(drop)?;
        let text = std::str::from_utf8(&body).map_err(drop)?;
        let tape = Tape::parse(text).map_err(drop)?;
        if !status.is_success() || tape.root().get("token_endpoint").is_none() {
            return Err(());
        }
        let list = tape.root().get("token_endpoint_auth_methods_supported");
        let list = list.iter().flat_map(|list| list.items());
        Ok(list
            .filter_map(|method| Some(method.as_str()?.into_owned()))
            .collect())
    }
}

/// The authorization server takes no client secret.
pub(super) struct Unsupported;

#[cfg(test)]
mod tests {
    use super::TokenEndpointAuth;

    #[test]
    fn id_and_secret_are_encoded_before_they_are_joined() {
        for (id, secret, expected) in [
            (
                "s6BhdRkqt3",
                "7Fjfp0ZBr1KtDRbnfVdmIw",
                "Basic czZCaGRSa3F0Mzo3RmpmcDBaQnIxS3REUmJuZlZkbUl3",
            ),
            // `a%3Ab+c:%C3%A9%26%25`
            ("a:b c", "\u{e9}&%", "Basic YSUzQWIrYzolQzMlQTklMjYlMjU="),
            ("", "", "Basic Og=="),
        ] {
            let value = TokenEndpointAuth::basic_header(id, secret).expect("a header");
            assert_eq!(value.to_str().expect("text"), expected, "{id}");
            assert!(value.is_sensitive());
        }
    }
}
