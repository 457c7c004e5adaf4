//! An extractor for axum.

use axum_core::extract::{FromRef, FromRequest, Request};
use axum_core::response::{IntoResponse, Response};

use super::{Receiver, WebhookEvent, answer};
use crate::Error;

/// The event of a verified delivery, as an argument of a handler. The router's state is a [`Receiver`], or has one
/// (`FromRef`).
///
/// ```ignore
/// async fn webhook(Verified(event): Verified<bank::webhooks::Event>) { /* .. */ }
///
/// let router = Router::new().route("/webhooks", post(webhook)).with_state(bank::webhooks::receiver(secret)?);
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Verified<E>(pub E);

/// The answer to a delivery that is not taken: a status, and the code of the error as its body.
#[derive(Debug)]
pub struct Rejection(pub Error);

impl<E, S> FromRequest<S> for Verified<E>
where
    E: WebhookEvent,
    S: Send + Sync,
    Receiver<E>: FromRef<S>,
{
    type Rejection = Rejection;

    async fn from_request(request: Request, state: &S) -> Result<Self, Rejection> {
        let receiver = Receiver::<E>::from_ref(state);
        receiver
            .receive(request)
            .await
            .map(Verified)
            .map_err(Rejection)
    }
}

impl IntoResponse for Rejection {
    fn into_response(self) -> Response {
        (answer(&self.0), self.0.code().to_owned()).into_response()
    }
}
