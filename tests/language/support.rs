//! A client of a server that is a list of answers.

use lean::testing::{Answer, FakeTransport, SeenRequest};
use lean::{At, Client};

/// A client of a server that gives these answers, one after the other.
pub(crate) fn client(answers: impl IntoIterator<Item = Answer>) -> (Client, FakeTransport) {
    let server = FakeTransport::script(answers);
    let client = Client::builder(At::new("https://api.example.com"))
        .transport(server.clone())
        .build();
    (client.expect("a client"), server)
}

/// A client that needs no answer: its calls are built, not sent.
pub(crate) fn silent() -> Client {
    client([]).0
}

/// The only request that the server got.
pub(crate) fn only(server: &FakeTransport) -> SeenRequest {
    let mut seen = server.seen();
    assert_eq!(seen.len(), 1, "one request");
    seen.remove(0)
}

/// An answer without content.
pub(crate) fn done() -> Answer {
    Answer::status(204)
}

/// Reads a type from JSON, writes it, and expects the same JSON.
#[track_caller]
pub(crate) fn round_trip<T: lean::model::Slot>(json: &str) -> T {
    let value: T = lean::model::decode(json).unwrap_or_else(|error| panic!("{json}: {error}"));
    assert_eq!(lean::model::encode(&value), json);
    value
}
