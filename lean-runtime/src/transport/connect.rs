//! A layer of the engine's connector: over HTTP/2, one request opens a connection, and others wait for it.
//!
//! The engine's connector does the rest: the name, TCP, the proxy's tunnel and TLS, within one deadline.

use std::{
    mem,
    pin::Pin,
    task::{Context, Poll},
};

use hyper_util::client::legacy::connect::Connection;
use tower_layer::Layer;
use tower_service::Service;

use super::opening::{self, Opening};
use crate::error::BoxError;

/// Puts [`Connector`] around the engine's connector.
#[derive(Clone, Default)]
pub(super) struct OpeningLayer(Opening);

impl<S> Layer<S> for OpeningLayer {
    type Service = Connector<S>;

    fn layer(&self, engine: S) -> Connector<S> {
        Connector {
            engine,
            opening: self.0.clone(),
        }
    }
}

/// The engine's connector, behind the decision which requests open a connection.
#[derive(Clone)]
pub(super) struct Connector<S> {
    engine: S,
    opening: Opening,
}

type Opened<T> = Pin<Box<dyn Future<Output = Result<T, BoxError>> + Send>>;

impl<R, S> Service<R> for Connector<S>
where
    R: Send + 'static,
    S: Service<R, Error = BoxError> + Clone + Send + 'static,
    S::Response: Connection + Send,
    S::Future: Send,
{
    type Response = S::Response;
    type Error = BoxError;
    type Future = Opened<S::Response>;

    fn poll_ready(&mut self, context: &mut Context<'_>) -> Poll<Result<(), BoxError>> {
        self.engine.poll_ready(context)
    }

    fn call(&mut self, target: R) -> Self::Future {
        let opening = self.opening.clone();
        // The one that is ready goes; a clone stays.
        let next = self.engine.clone();
        let mut engine = mem::replace(&mut self.engine, next);
        // The engine does not show the target of a connection. It is that of the request which is polled now.
        let server = opening::wanted_server();
        Box::pin(async move {
            let turn = match &server {
                Some(server) => Some(opening.turn(server).await?),
                None => None,
            };
            let opened = engine.call(target).await;
            match (&turn, &opened) {
                (Some(turn), Ok(stream)) => turn.note_open(stream.connected().is_negotiated_h2()),
                (Some(turn), Err(_)) => turn.note_failure(),
                (None, _) => {}
            }
            opened
        })
    }
}
