//! Additions of an application to every attempt: signatures, custom headers, observation.

use std::{pin::Pin, time::Duration};

use bytes::Bytes;

use crate::{
    Error,
    error::{BoxError, IdempotencyKey},
    operation::Operation,
    request::Payload,
};

/// Code of the application that sees each attempt in its final form, and can add headers or refuse it.
///
/// It runs after authentication, once for each attempt. So a signature over the final bytes is made again when a call is
/// repeated.
///
/// ```
/// use lean_runtime::middleware::{Attempt, Middleware, Signing};
///
/// struct Trace;
///
/// impl Middleware for Trace {
///     fn before<'a>(&'a self, attempt: &'a mut Attempt<'_>) -> Signing<'a> {
///         Box::pin(async move {
///             let name = attempt.operation().id;
///             attempt.set_header("x-operation", name)?;
///             Ok(())
///         })
///     }
/// }
/// ```
///
/// A detached JWS (RFC 7515 appendix F) over the final bytes, as open-banking profiles want it; the key may live in an
/// HSM, since signing is asynchronous:
///
/// ```
/// use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
/// use lean_runtime::middleware::{Attempt, Middleware, Signing};
///
/// struct DetachedJws {
///     key_id: String,
///     signer: Box<dyn Fn(&[u8]) -> Vec<u8> + Send + Sync>,
/// }
///
/// impl Middleware for DetachedJws {
///     fn before<'a>(&'a self, attempt: &'a mut Attempt<'_>) -> Signing<'a> {
///         Box::pin(async move {
///             let body = attempt.body().ok_or("a streamed body cannot be signed")?;
///             let header = format!(r#"{{"alg":"PS256","kid":"{}"}}"#, self.key_id);
///             let header = URL_SAFE_NO_PAD.encode(header);
///             let payload = URL_SAFE_NO_PAD.encode(body);
///             let signature = (self.signer)(format!("{header}.{payload}").as_bytes());
///             let signature = URL_SAFE_NO_PAD.encode(signature);
///             attempt.set_header("x-jws-signature", &format!("{header}..{signature}"))
///         })
///     }
/// }
/// ```
pub trait Middleware: Send + Sync + 'static {
    /// Runs before an attempt is sent. An error ends the call, and nothing is sent.
    fn before<'a>(&'a self, attempt: &'a mut Attempt<'_>) -> Signing<'a> {
        let _ = attempt;
        Box::pin(async { Ok(()) })
    }

    /// Runs after an attempt, with its outcome.
    fn after(&self, attempt: &Attempt<'_>, outcome: &AttemptOutcome<'_>) {
        let _ = (attempt, outcome);
    }
}

/// The result of [`Middleware::before`]: done, or the reason why the attempt must not be sent.
pub type Signing<'a> = Pin<Box<dyn Future<Output = Result<(), BoxError>> + Send + 'a>>;

/// An attempt in its final form.
pub struct Attempt<'a> {
    pub(crate) operation: &'static Operation,
    pub(crate) number: u32,
    pub(crate) key: Option<&'a IdempotencyKey>,
    pub(crate) head: &'a mut http::Request<()>,
    pub(crate) body: &'a Payload,
}

impl Attempt<'_> {
    /// The operation that is called.
    #[must_use]
    pub fn operation(&self) -> &'static Operation {
        self.operation
    }

    /// Counts the attempts of one call, from 1.
    #[must_use]
    pub fn number(&self) -> u32 {
        self.number
    }

    /// The key under which the call may be repeated.
    #[must_use]
    pub fn idempotency_key(&self) -> Option<&IdempotencyKey> {
        self.key
    }

    /// The method.
    #[must_use]
    pub fn method(&self) -> &http::Method {
        self.head.method()
    }

    /// The whole URL. It may hold personal data and, where the API wants its key there, a secret.
    #[must_use]
    pub fn url(&self) -> &http::Uri {
        self.head.uri()
    }

    /// Returns all headers, including those of authentication.
    #[must_use]
    pub fn headers(&self) -> &http::HeaderMap {
        self.head.headers()
    }

    /// The bytes of the body as they will go on the wire; none: it is a stream.
    #[must_use]
    pub fn body(&self) -> Option<&[u8]> {
        match self.body {
            Payload::Empty => Some(&[]),
            Payload::Bytes(bytes) => Some(bytes),
            Payload::Stream(_) => None,
        }
    }

    /// Sets a header of this attempt.
    ///
    /// # Errors
    /// Name or value is not valid in a header; the header frames the message, which the client does itself; or it is the
    /// idempotency key: a key that changes from attempt to attempt makes every repeat a second payment.
    pub fn set_header(&mut self, name: &str, value: &str) -> Result<(), BoxError> {
        let name: http::HeaderName = name.parse()?;
        if crate::wire::header::is_set_by_client(&name) {
            return Err(format!("header `{name}` is set by the client itself").into());
        }
        let key = self.operation.idempotency;
        if key.is_some_and(|header| header.eq_ignore_ascii_case(name.as_str())) {
            let what = "a middleware may not change the idempotency key: give it with `.idempotency_key(..)`";
            return Err(what.into());
        }
        self.head.headers_mut().insert(name, value.parse()?);
        Ok(())
    }
}

/// The outcome of an attempt.
#[derive(Debug)]
#[non_exhaustive]
pub struct AttemptOutcome<'a> {
    /// The status, if a response came.
    pub status: Option<http::StatusCode>,
    /// The headers, if a response came.
    pub headers: Option<&'a http::HeaderMap>,
    /// The body, if it was read into memory.
    pub body: Option<&'a Bytes>,
    /// The reason why no response came.
    pub error: Option<&'a Error>,
    /// The total duration.
    pub elapsed: Duration,
}
