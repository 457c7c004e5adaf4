//! Webhooks: deliveries of a provider, verified before they are read.
//!
//! A described API has `webhooks::receiver` if its description says how webhooks are signed:
//!
//! ```ignore
//! let receiver = bank::webhooks::receiver(secret)?;
//! match receiver.receive(request).await? {
//!     bank::webhooks::Event::PaymentUpdated(event) => println!("{}", event.payload.status),
//!     other => println!("{other:?}"),
//! }
//! ```
//!
//! [`Receiver::read`] does the same with headers and body, for servers whose requests are not `http::Request`.
//! A provider may send the same event again: remember the ids of events that you have acted on.

#[cfg(feature = "axum")]
mod axum;
mod crypto;
mod event;
mod failure;
mod key;
mod receiver;
mod signature;
#[cfg(test)]
mod tests;
mod verify;

#[cfg(feature = "axum")]
pub use self::axum::{Rejection, Verified};
pub use self::{
    event::{UnknownEvent, Webhook, WebhookEvent},
    failure::answer,
    receiver::Receiver,
    signature::{Algorithm, Encoding, STANDARD, SecretFormat, Signature, SignedPart},
};
