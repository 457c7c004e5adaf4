//! Exchanges client id and secret for an access token (RFC 6749 section 4.4).

use std::{borrow::Cow, sync::Arc, time::Duration};

use bytes::Bytes;
use http::{HeaderValue, Method, Uri, header};
use tokio::time::timeout;

use super::{
    Metadata, Secret, Token, TokenEndpointAuth, TokenFailure, TokenRequest,
    cache::{Mint, MintRequest},
    token_endpoint::Unsupported,
};
use crate::{
    error::{ErrorCode, Passport},
    json::{Tape, Value},
    request::{BoxFuture, Incoming, Payload},
    retry::RetryPolicy,
    transport::{BodyLimits, Guard, Outgoing, Transport, send_until_taken},
};

/// The maximum size of a token endpoint's answer.
const ANSWER_BYTES_MAX: u64 = 64 * 1024;
/// The time limit of one exchange.
const EXCHANGE_MAX: Duration = Duration::from_secs(30);

/// A client of a token endpoint.
#[derive(Clone)]
pub(crate) struct ClientCredentials {
    pub(crate) transport: Arc<dyn Transport>,
    pub(crate) url: Uri,
    pub(crate) id: String,
    pub(crate) secret: Secret,
    pub(crate) retry: RetryPolicy,
    /// The way to send id and secret. `None`: as the metadata says, or else in the form.
    pub(crate) auth: Option<TokenEndpointAuth>,
    pub(crate) metadata: Option<Arc<Metadata>>,
}

impl Mint for ClientCredentials {
    fn mint(&self, wanted: MintRequest) -> BoxFuture<Result<Token, TokenFailure>> {
        let client = self.clone();
        Box::pin(async move {
            let mut attempt = 1;
            loop {
                match client.exchange(&wanted).await {
                    Ok(token) => return Ok(token),
                    Err(failure)
                        if failure.is_retryable() && attempt < client.retry.attempts_max =>
                    {
                        tokio::time::sleep(client.retry.backoff_wait(attempt)).await;
                        attempt += 1;
                    }
                    Err(failure) => return Err(failure),
                }
            }
        })
    }
}

impl ClientCredentials {
    async fn exchange(&self, wanted: &MintRequest) -> Result<Token, TokenFailure> {
        let auth = self.choose_auth().await?;
        let request_form = Payload::Bytes(self.form(&wanted.request, auth));
        let attempt = || {
            let mut outgoing = Outgoing::new(self.request_head(auth), request_form.clone());
            outgoing.identity = wanted.identity();
            outgoing
        };
        let answer = timeout(EXCHANGE_MAX, self.send(attempt)).await;
        let (status, body) = answer.unwrap_or_else(|_| {
            let what = format!(
                "the token endpoint at {} did not answer in time",
                self.host()
            );
            Err(TokenFailure::new(
                ErrorCode::TokenUnavailable,
                Some(what),
                None,
            ))
        })?;
        if status.is_success() {
            return self.parse_token(&body);
        }
        Err(self.refusal_failure(status, &body))
    }

    async fn send(
        &self,
        attempt: impl FnMut() -> Outgoing,
    ) -> Result<(http::StatusCode, Bytes), TokenFailure> {
        let broken = |error: crate::Error| {
            // A fault of certificates will be there again a moment later.
            let code = if error.is_retryable() {
                ErrorCode::TokenUnavailable
            } else {
                ErrorCode::TokenUnreachable
            };
            let what = format!("the token endpoint at {} gave no token", self.host());
            TokenFailure::new(code, Some(what), Some(Box::new(error)))
        };
        receive(&*self.transport, attempt, self.host())
            .await
            .map_err(broken)
    }

    /// Decides how to send id and secret.
    async fn choose_auth(&self) -> Result<TokenEndpointAuth, TokenFailure> {
        let auth = match (self.auth, &self.metadata) {
            (Some(auth), _) => Some(auth),
            (None, Some(metadata)) => metadata.supported_auth().await.map_err(|Unsupported| {
                let what = format!(
                    "the authorization server of {} takes neither `client_secret_basic` nor `client_secret_post`",
                    self.host()
                );
                TokenFailure::new(ErrorCode::TokenRefused, Some(what), None)
            })?,
            (None, None) => None,
        };
        Ok(auth.unwrap_or(TokenEndpointAuth::ClientSecretPost))
    }

    fn request_head(&self, auth: TokenEndpointAuth) -> http::Request<()> {
        let mut head = http::Request::new(());
        *head.method_mut() = Method::POST;
        *head.uri_mut() = self.url.clone();
        let form = HeaderValue::from_static("application/x-www-form-urlencoded");
        head.headers_mut().insert(header::CONTENT_TYPE, form);
        let json = HeaderValue::from_static("application/json");
        head.headers_mut().insert(header::ACCEPT, json);
        if auth == TokenEndpointAuth::ClientSecretBasic
            && let Some(basic) = TokenEndpointAuth::basic_header(&self.id, self.secret.expose())
        {
            head.headers_mut().insert(header::AUTHORIZATION, basic);
        }
        head
    }

    fn form(&self, wanted: &TokenRequest, auth: TokenEndpointAuth) -> Bytes {
        let mut form = String::from("grant_type=client_credentials");
        let mut field = |name: &str, value: &str| {
            form.push('&');
            form.push_str(name);
            form.push('=');
            form_encode(value, &mut form);
        };
        if auth == TokenEndpointAuth::ClientSecretPost {
            field("client_id", &self.id);
            field("client_secret", self.secret.expose());
        }
        if !wanted.scopes.is_empty() {
            field("scope", &wanted.scopes.join(" "));
        }
        Bytes::from(form)
    }

    fn parse_token(&self, body: &[u8]) -> Result<Token, TokenFailure> {
        let invalid = |why: &str| {
            let what = format!("the answer of the token endpoint at {} {why}", self.host());
            TokenFailure::new(ErrorCode::TokenInvalid, Some(what), None)
        };
        let text = std::str::from_utf8(body).map_err(|_| invalid("is not UTF-8"))?;
        let tape = Tape::parse(text).map_err(|_| invalid("is not JSON"))?;
        let answer = tape.root();
        let kind = text_member(answer, "token_type").unwrap_or_else(|| "Bearer".into());
        if !kind.eq_ignore_ascii_case("bearer") {
            return Err(invalid("is not a bearer token"));
        }
        let value = text_member(answer, "access_token");
        let value = value.filter(|value| !value.is_empty() && HeaderValue::from_str(value).is_ok());
        let value = value.ok_or_else(|| invalid("has no `access_token`"))?;
        let token = Token::new(value.into_owned());
        Ok(match answer.get("expires_in").and_then(parse_life) {
            Some(life) => token.expires_in(life),
            None => token,
        })
    }

    fn refusal_failure(&self, status: http::StatusCode, body: &[u8]) -> TokenFailure {
        let busy = status.is_server_error() || matches!(status.as_u16(), 408 | 429);
        let code = if busy {
            ErrorCode::TokenUnavailable
        } else {
            ErrorCode::TokenRefused
        };
        let text = std::str::from_utf8(body).unwrap_or_default();
        let answer = Tape::parse(text).ok();
        // RFC 6749 section 5.2 names the errors: lower-case words. Anything else stays out of messages.
        let plain = |word: &Cow<'_, str>| {
            word.len() <= 40 && word.chars().all(|c| c.is_ascii_lowercase() || c == '_')
        };
        let reason = answer
            .as_ref()
            .and_then(|answer| text_member(answer.root(), "error"))
            .filter(plain);
        let reason = reason.map_or_else(String::new, |reason| format!(" `{reason}`"));
        let what = format!(
            "the token endpoint at {} answered with {}{reason}",
            self.host(),
            status.as_u16()
        );
        TokenFailure::new(code, Some(what), None)
    }

    fn host(&self) -> &str {
        self.url
            .authority()
            .map_or("", |authority| authority.as_str())
    }
}

/// Status and body of an answer within its limits. `attempt` makes the request, each time the same.
pub(super) async fn receive(
    transport: &dyn Transport,
    attempt: impl FnMut() -> Outgoing,
    host: &str,
) -> Result<(http::StatusCode, Bytes), crate::Error> {
    let passport = Passport::default().with_host(host);
    let response = send_until_taken(transport, attempt).await;
    let response = response.map_err(|failure| failure.into_error(passport.clone()))?;
    let (head, body) = response.into_parts();
    let limits = BodyLimits {
        bytes_max: ANSWER_BYTES_MAX,
        idle: EXCHANGE_MAX,
    };
    let body = Incoming::from_stream(Guard::new(body, limits, passport, ()));
    Ok((head.status, body.bytes().await?))
}

fn text_member<'t>(answer: Value<'t>, member: &str) -> Option<Cow<'t, str>> {
    answer.get(member)?.as_str()
}

/// Returns the lifetime in `expires_in`, a number of seconds or such a text; `None` if it is not a positive number.
fn parse_life(value: Value<'_>) -> Option<Duration> {
    const LIFE_MAX: f64 = 10.0 * 365.0 * 86_400.0;
    let text = match value.as_number() {
        Some(number) => Cow::Borrowed(number),
        None => value.as_str()?,
    };
    let seconds: f64 = text.trim().parse().ok()?;
    (seconds > 0.0).then(|| Duration::from_secs_f64(seconds.min(LIFE_MAX)))
}

/// Appends a value in the encoding of `application/x-www-form-urlencoded` (WHATWG URL standard, "urlencoded serializing").
pub(super) fn form_encode(value: &str, out: &mut String) {
    const HEX: &[u8; 16] = b"0123456789ABCDEF";
    for byte in value.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'*' | b'-' | b'.' | b'_' => {
                out.push(char::from(byte));
            }
            b' ' => out.push('+'),
            _ => {
                out.push('%');
                out.push(char::from(HEX[usize::from(byte >> 4)]));
                out.push(char::from(HEX[usize::from(byte & 15)]));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn forms_are_encoded_by_the_standard() {
        let mut out = String::new();
        super::form_encode("a b+c&d=é*-._~", &mut out);
        assert_eq!(out, "a+b%2Bc%26d%3D%C3%A9*-._%7E");
    }
}
