//! The token endpoint: client credentials in a form, answers and errors as in RFC 6749.

use std::collections::HashMap;
use std::sync::{Mutex, OnceLock, PoisonError};
use std::time::{Duration, SystemTime};

use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::signature::{ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use http::StatusCode;
use http::header::{AUTHORIZATION, CONTENT_TYPE};

use super::{App, Received, Reply};
use crate::clock::Clock;
use crate::ids;
use crate::json::{Json, map};
use crate::query;

pub(super) const OPERATION: &str = "postOauth2Token";
pub(super) const PATH: &str = "/oauth2/token";

/// The life of a token in seconds, as recorded.
const LIFE: u64 = 3599;

/// The scopes that `api` includes.
const FINE_SCOPES: &[&str] = &[
    "customer.read",
    "customer.write",
    "destination.read",
    "destination.write",
    "report.read",
    "report.write",
    "bank.read",
    "webhook.read",
    "payment.read",
    "intent.write",
    "payout.read",
    "payout.write",
    "deposit.read",
    "data.read",
    "reconciliation.read",
    "file.read",
];

/// The tokens that were given out.
pub(crate) struct Tokens {
    clock: Clock,
    issuer: String,
    given: Mutex<HashMap<String, IssuedToken>>,
}

struct IssuedToken {
    scope: String,
    until: Option<SystemTime>,
}

/// An error of RFC 6749, section 5.2.
struct OAuthError {
    status: StatusCode,
    error: &'static str,
    description: &'static str,
}

impl Tokens {
    pub(super) fn new(clock: Clock, issuer: String) -> Self {
        Self {
            clock,
            issuer,
            given: Mutex::default(),
        }
    }

    /// Adds a token that was not requested and does not expire.
    pub(super) fn add_fixed(&self, token: &str) {
        let given = IssuedToken {
            scope: "api".to_owned(),
            until: None,
        };
        let mut all = self.given.lock().unwrap_or_else(PoisonError::into_inner);
        all.insert(token.to_owned(), given);
    }

    /// The scope of a token that was given out here and lives.
    pub(super) fn scope(&self, token: &str) -> Option<String> {
        let given = self.given.lock().unwrap_or_else(PoisonError::into_inner);
        let given = given.get(token)?;
        let lives = given.until.is_none_or(|until| self.clock.now() < until);
        lives.then(|| given.scope.clone())
    }

    /// Makes all tokens worthless.
    pub(super) fn forget_all(&self) {
        self.given
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clear();
    }

    fn issue(&self, scope: &str, application: &str) -> String {
        let token = self.sign(&self.claims(scope, application));
        let given = IssuedToken {
            scope: scope.to_owned(),
            until: Some(self.clock.now() + Duration::from_secs(LIFE)),
        };
        let mut all = self.given.lock().unwrap_or_else(PoisonError::into_inner);
        all.insert(token.clone(), given);
        token
    }

    fn claims(&self, scope: &str, application: &str) -> Json {
        let now = self.clock.timestamp().as_second();
        let number = |seconds: i64| Json::Number(seconds.to_string());
        let scopes = if scope == "api" {
            FINE_SCOPES
        } else {
            &[scope]
        };
        map! {
            "sub": application,
            "aud": &self.issuer,
            "iss": &self.issuer,
            "iat": number(now),
            "nbf": number(now),
            "exp": number(now + 3600),
            "jti": ids::random_uuid(),
            "scope": scopes.iter().map(|scope| Json::from(*scope)).collect::<Json>(),
            "applications": Json::List(vec![map! { "id": application }]),
        }
    }

    /// A JWT. The vendor's are signed with RSA; a key for that takes long to make, and clients do not look.
    fn sign(&self, claims: &Json) -> String {
        let header = map! { "kid": "lean-sandbox", "alg": "ES256" };
        let text = format!("{}.{}", encode(header.write()), encode(claims.write()));
        let signature = signing_key().sign(&SystemRandom::new(), text.as_bytes());
        // Without a signature the token is as good: it is looked up, not verified.
        let signature = signature
            .map(|signature| encode(signature.as_ref()))
            .unwrap_or_default();
        format!("{text}.{signature}")
    }
}

fn signing_key() -> &'static EcdsaKeyPair {
    static KEY: OnceLock<EcdsaKeyPair> = OnceLock::new();
    KEY.get_or_init(|| {
        EcdsaKeyPair::generate(&ECDSA_P256_SHA256_FIXED_SIGNING)
            .expect("the library has made such keys for the certificates")
    })
}

fn encode(bytes: impl AsRef<[u8]>) -> String {
    URL_SAFE_NO_PAD.encode(bytes)
}

/// Answers a request for a token.
pub(super) fn grant(app: &App, received: &Received) -> Reply {
    match try_grant(app, received) {
        Ok(body) => Reply::json(StatusCode::OK, &body),
        Err(refused) => {
            let body = map! { "error": refused.error, "error_description": refused.description };
            Reply::json(refused.status, &body)
        }
    }
}

fn try_grant(app: &App, received: &Received) -> Result<Json, OAuthError> {
    let form = form(received)?;
    let field = |name: &str| {
        form.iter()
            .find(|(key, _)| key == name)
            .map(|(_, value)| value.as_str())
    };
    let (id, secret) = match basic(received) {
        Some(pair) => pair,
        None => (
            text_or_empty(field("client_id")),
            text_or_empty(field("client_secret")),
        ),
    };
    if id != app.settings.application || secret != app.settings.client_secret {
        return Err(OAuthError {
            status: StatusCode::UNAUTHORIZED,
            error: "invalid_client",
            description: "The client id or the secret is wrong",
        });
    }
    match field("grant_type") {
        Some("client_credentials") => {}
        None => {
            return Err(invalid(
                "invalid_request",
                "The field grant_type is missing",
            ));
        }
        Some(_) => {
            return Err(invalid(
                "unsupported_grant_type",
                "Only client_credentials is supported",
            ));
        }
    }
    let Some(scope) = field("scope") else {
        return Err(invalid("invalid_request", "The field scope is missing"));
    };
    let known = scope == "api" || scope.strip_prefix("customer.").is_some_and(ids::is_uuid);
    if !known {
        return Err(invalid(
            "invalid_scope",
            "The scope is neither `api` nor `customer.` and the id of a customer",
        ));
    }
    Ok(map! {
        "access_token": app.tokens.issue(scope, &id),
        "scope": scope,
        "token_type": "Bearer",
        "expires_in": Json::Number(LIFE.to_string()),
    })
}

fn form(received: &Received) -> Result<Vec<(String, String)>, OAuthError> {
    let media_type = received
        .headers
        .get(CONTENT_TYPE)
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default();
    if !media_type.starts_with("application/x-www-form-urlencoded") {
        return Err(invalid(
            "invalid_request",
            "The body has to be a form, application/x-www-form-urlencoded",
        ));
    }
    let body = received
        .body
        .as_ref()
        .ok()
        .and_then(|body| std::str::from_utf8(body).ok());
    body.map(query::pairs)
        .ok_or(invalid("invalid_request", "The form cannot be read"))
}

/// The metadata of the vendor's server says that it takes these as well.
fn basic(received: &Received) -> Option<(String, String)> {
    let header = received.headers.get(AUTHORIZATION)?.to_str().ok()?;
    let encoded = header.strip_prefix("Basic ")?;
    let text = base64::engine::general_purpose::STANDARD
        .decode(encoded)
        .ok()?;
    let text = String::from_utf8(text).ok()?;
    let (id, secret) = text.split_once(':')?;
    Some((query::decode(id)?, query::decode(secret)?))
}

fn text_or_empty(text: Option<&str>) -> String {
    text.unwrap_or_default().to_owned()
}

fn invalid(error: &'static str, description: &'static str) -> OAuthError {
    OAuthError {
        status: StatusCode::BAD_REQUEST,
        error,
        description,
    }
}
