//! Webhooks: signed, delivered, and written down.

mod deliver;
mod target;

use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use aws_lc_rs::hmac;
use bytes::Bytes;
use http::StatusCode;
use http::header::{CONTENT_TYPE, HeaderMap, HeaderName, HeaderValue};
use tokio::sync::watch;

pub(crate) use deliver::deliver;
pub(crate) use target::Target;

use crate::ids;

/// The header with the signature.
pub(crate) const SIGNATURE_HEADER: &str = "lean-signature";

/// An event to deliver.
#[derive(Clone)]
pub(crate) struct EmittedEvent {
    pub(crate) id: String,
    pub(crate) kind: String,
    pub(crate) body: Bytes,
}

/// An event, as it was sent to one receiver, or would have been.
///
/// `Debug` does not show the body.
#[derive(Clone)]
#[non_exhaustive]
pub struct Delivery {
    /// The id of the event: receivers know by it what they have had already.
    pub event_id: String,
    /// The kind of event, for instance `payment.updated`.
    pub kind: String,
    /// The body: JSON, with `type`, `payload`, `message`, `timestamp` and `event_id`.
    pub body: Bytes,
    /// The value of the header `lean-signature`: `sha512=` and the HMAC of the body in hexadecimal digits.
    pub signature: String,
    /// The receiver; none if none was registered.
    pub url: Option<String>,
    /// The outcome of the delivery.
    pub outcome: DeliveryOutcome,
}

/// The outcome of a delivery.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum DeliveryOutcome {
    /// No receiver is registered.
    NoReceiver,
    /// The receiver answered 200.
    Accepted,
    /// The receiver answered something else, which the vendor counts as a failure.
    Refused(StatusCode),
    /// The receiver was not reached, or did not answer within ten seconds.
    Failed(String),
}

/// The deliveries of a sandbox, one after the other, from its start.
#[derive(Debug)]
pub struct Webhooks {
    kept: DeliveryLog,
    next: usize,
    count: watch::Receiver<usize>,
}

/// The receivers, and what was delivered.
pub(crate) struct Log {
    receivers: Mutex<Vec<Target>>,
    kept: DeliveryLog,
    count: watch::Sender<usize>,
}

#[derive(Clone, Default)]
struct DeliveryLog(Arc<Mutex<Vec<Delivery>>>);

impl DeliveryLog {
    fn lock(&self) -> MutexGuard<'_, Vec<Delivery>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl fmt::Debug for DeliveryLog {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} deliveries", self.lock().len())
    }
}

impl Log {
    pub(crate) fn new(receivers: Vec<Target>) -> Self {
        let (count, _) = watch::channel(0);
        Self {
            receivers: Mutex::new(receivers),
            kept: DeliveryLog::default(),
            count,
        }
    }

    pub(crate) fn register(&self, target: Target) {
        self.receivers
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .push(target);
    }

    pub(crate) fn receivers(&self) -> Vec<Target> {
        self.receivers
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }

    pub(crate) fn all(&self) -> Vec<Delivery> {
        self.kept.lock().clone()
    }

    pub(crate) fn follow(&self) -> Webhooks {
        Webhooks {
            kept: self.kept.clone(),
            next: 0,
            count: self.count.subscribe(),
        }
    }

    fn push(&self, delivery: Delivery) {
        let mut kept = self.kept.lock();
        kept.push(delivery);
        self.count.send_replace(kept.len());
    }
}

impl Webhooks {
    /// Waits for the next delivery; ends with the sandbox.
    pub async fn next(&mut self) -> Option<Delivery> {
        let wanted = self.next;
        self.count.wait_for(|count| *count > wanted).await.ok()?;
        self.next += 1;
        self.kept.lock().get(wanted).cloned()
    }

    /// Waits for the next delivery of an event of this kind, and passes over others.
    pub async fn next_of(&mut self, kind: &str) -> Option<Delivery> {
        loop {
            let delivery = self.next().await?;
            if delivery.kind == kind {
                return Some(delivery);
            }
        }
    }
}

impl Delivery {
    /// The headers that the delivery has because it is one: `content-type` and `lean-signature`.
    #[must_use]
    pub fn headers(&self) -> HeaderMap {
        let signature = HeaderValue::from_str(&self.signature);
        let signature = signature.expect("hexadecimal digits are a header value");
        HeaderMap::from_iter([
            (CONTENT_TYPE, HeaderValue::from_static("application/json")),
            (HeaderName::from_static(SIGNATURE_HEADER), signature),
        ])
    }
}

impl fmt::Debug for Delivery {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Delivery")
            .field("event_id", &self.event_id)
            .field("kind", &self.kind)
            .field("body", &format_args!("{} bytes", self.body.len()))
            .field("signature", &self.signature)
            .field("url", &self.url)
            .field("outcome", &self.outcome)
            .finish()
    }
}

/// The value of the header `lean-signature` for a body.
pub(crate) fn signature(secret: &str, body: &[u8]) -> String {
    let key = hmac::Key::new(hmac::HMAC_SHA512, secret.as_bytes());
    format!("sha512={}", ids::hex(hmac::sign(&key, body).as_ref()))
}
