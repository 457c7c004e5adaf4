//! The helpers that all tests of the client share.

pub mod mutual;
pub mod table;

use std::time::Duration;

pub use lean_lab::http_server as server;

use lean_runtime::{
    Client, Error,
    client::{Caller, ClientBuilder, NotNeeded},
    operation::Operation,
    request::{Payload, Reply, Request},
    testing::FakeTransport,
};

/// A client of the sandbox over a fake transport.
pub fn client(fake: &FakeTransport) -> Client {
    builder(fake).build().expect("a client")
}

pub fn builder(fake: &FakeTransport) -> ClientBuilder<NotNeeded> {
    Client::builder(table::Sandbox).transport(fake.clone())
}

/// Calls an operation without parameters.
pub async fn call(client: &Client, operation: &'static Operation) -> Result<Reply, Error> {
    send(client, request(operation)).await
}

pub fn request(operation: &'static Operation) -> Request {
    Request::new(operation, operation.path)
}

pub async fn send(client: &Client, request: Request) -> Result<Reply, Error> {
    Caller::executor(client).execute(request).await
}

/// A payment: a body, and by the description an idempotency key.
pub fn payment() -> Request {
    let mut request = request(&table::PAY);
    request.body = Payload::Bytes("{\"amount\":9.5}".into());
    request
}

pub fn text(reply: &Reply) -> &str {
    let body = reply.body.in_memory().expect("in memory");
    std::str::from_utf8(body).expect("text")
}

#[track_caller]
pub fn failed(result: Result<Reply, Error>) -> Error {
    match result {
        Ok(reply) => panic!("answered with {}", reply.status),
        Err(error) => error,
    }
}

pub const fn seconds(seconds: u64) -> Duration {
    Duration::from_secs(seconds)
}
