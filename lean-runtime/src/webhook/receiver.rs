//! The receiver of an API's webhooks.

use std::fmt;
use std::marker::PhantomData;
use std::pin::pin;
use std::sync::Arc;
use std::time::SystemTime;

use bytes::{Buf, Bytes, BytesMut};
use http::{HeaderMap, Request};
use http_body_util::BodyExt as _;

use super::key::{self, WebhookKey};
use super::verify::{SignedDelivery, verify};
use super::{Signature, WebhookEvent, event, failure};
use crate::Error;
use crate::auth::Secret;
use crate::error::BoxError;

/// The largest body by default.
const BODY_BYTES_MAX: usize = 1 << 20;

/// More frames without data are not waited for.
const EMPTY_FRAMES_MAX: usize = 100;

/// More secrets at once are a mistake: each is tried on every delivery that is not authentic.
const SECRETS_MAX: usize = 8;

type ClockFn = Arc<dyn Fn() -> SystemTime + Send + Sync>;

/// Receives the webhooks of an API: verifies a delivery, then reads it as an event.
///
/// Cheap to clone. `Debug` shows no secret.
pub struct Receiver<E> {
    signatures: &'static [Signature],
    keys: Vec<WebhookKey>,
    body_bytes_max: usize,
    clock: ClockFn,
    event: PhantomData<fn() -> E>,
}

impl<E> Receiver<E> {
    /// A receiver for deliveries that are signed in one of these ways, with this secret.
    ///
    /// Generated code has `webhooks::receiver` instead, if the description says how webhooks are signed.
    ///
    /// # Errors
    /// `WEBHOOK_SECRET` if the secret cannot be a key of any of them.
    pub fn with_signatures(
        signatures: &'static [Signature],
        secret: impl Into<Secret>,
    ) -> Result<Self, Error> {
        let receiver = Self {
            signatures,
            keys: Vec::new(),
            body_bytes_max: BODY_BYTES_MAX,
            clock: Arc::new(SystemTime::now),
            event: PhantomData,
        };
        receiver.or_secret(secret)
    }

    /// Takes deliveries with this secret as well: during a rotation, the old and the new one.
    ///
    /// # Errors
    /// `WEBHOOK_SECRET` if the secret cannot be a key, or if there are 8 already.
    pub fn or_secret(mut self, secret: impl Into<Secret>) -> Result<Self, Error> {
        self.keys
            .extend(key::parse_keys(self.signatures, &secret.into())?);
        if self.keys.len() > SECRETS_MAX {
            return Err(failure::secret_error("there are more than 8 secrets"));
        }
        Ok(self)
    }

    /// The largest body that is taken, in bytes: 1 MiB by default.
    #[must_use]
    pub fn max_body_bytes(mut self, bytes: usize) -> Self {
        self.body_bytes_max = bytes;
        self
    }

    /// The clock that timestamps are held against: the system's by default.
    #[must_use]
    pub fn clock(mut self, now: impl Fn() -> SystemTime + Send + Sync + 'static) -> Self {
        self.clock = Arc::new(now);
        self
    }

    /// Verifies a delivery without reading it. `body` is the raw body, byte for byte.
    ///
    /// # Errors
    /// `WEBHOOK_UNSIGNED`, `WEBHOOK_SIGNATURE`, `WEBHOOK_STALE`, `WEBHOOK_TOO_LARGE`.
    pub fn verify(&self, headers: &HeaderMap, body: &[u8]) -> Result<(), Error> {
        if body.len() > self.body_bytes_max {
            return Err(failure::too_large(self.body_bytes_max));
        }
        verify(SignedDelivery { headers, body }, &self.keys, (self.clock)())
    }

    /// The body of a request, within the limit.
    async fn read_body<B>(&self, body: B) -> Result<Bytes, Error>
    where
        B: http_body::Body,
        B::Error: Into<BoxError>,
    {
        let too_large = || failure::too_large(self.body_bytes_max);
        let announced = usize::try_from(body.size_hint().lower()).unwrap_or(usize::MAX);
        if announced > self.body_bytes_max {
            return Err(too_large());
        }
        let mut body = pin!(body);
        let mut collected = BytesMut::with_capacity(announced);
        let mut empty_frames = 0;
        while let Some(frame) = body.frame().await {
            let frame = frame.map_err(failure::broken_body)?;
            let Ok(data) = frame.into_data() else {
                continue;
            };
            if !data.has_remaining() {
                empty_frames += 1;
            }
            if empty_frames > EMPTY_FRAMES_MAX {
                return Err(failure::empty_frames());
            }
            if data.remaining() > self.body_bytes_max - collected.len() {
                return Err(too_large());
            }
            bytes::BufMut::put(&mut collected, data);
        }
        Ok(collected.freeze())
    }
}

impl<E: WebhookEvent> Receiver<E> {
    /// Verifies a delivery and reads it as an event. `body` is the raw body, byte for byte.
    ///
    /// # Errors
    /// Those of [`Receiver::verify`], and `DECODE` if the payload does not fit the description.
    pub fn read(&self, headers: &HeaderMap, body: &[u8]) -> Result<E, Error> {
        self.verify(headers, body)?;
        event::read(body)
    }

    /// Takes the body of a request, verifies the delivery and reads it as an event.
    ///
    /// The time that a sender may take is your server's to limit.
    ///
    /// # Errors
    /// Those of [`Receiver::read`], and `WEBHOOK_BODY` if the body breaks off. [`answer`](super::answer) gives the status
    /// to answer with.
    pub async fn receive<B>(&self, request: Request<B>) -> Result<E, Error>
    where
        B: http_body::Body,
        B::Error: Into<BoxError>,
    {
        let (head, body) = request.into_parts();
        let body = self.read_body(body).await?;
        self.read(&head.headers, &body)
    }
}

impl<E> Clone for Receiver<E> {
    fn clone(&self) -> Self {
        Self {
            signatures: self.signatures,
            keys: self.keys.clone(),
            body_bytes_max: self.body_bytes_max,
            clock: Arc::clone(&self.clock),
            event: PhantomData,
        }
    }
}

impl<E> fmt::Debug for Receiver<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Receiver")
            .field("signatures", &self.signatures)
            .field("secrets", &self.keys.len())
            .field("body_bytes_max", &self.body_bytes_max)
            .finish_non_exhaustive()
    }
}
