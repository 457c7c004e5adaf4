//! The data of calls that spans and logs show, and the data that they never show.

use std::sync::{Arc, Mutex};

use lean_runtime::{
    Client,
    request::Payload,
    testing::{Answer, FakeTransport},
};
use tracing::subscriber::DefaultGuard;
use tracing_subscriber::{filter::LevelFilter, fmt::format::FmtSpan};

use crate::{
    lab::lab,
    support::{
        builder, call, mutual, request, send,
        server::{Server, Setup},
        table,
    },
};

#[tokio::test]
async fn x_04_no_secret_is_in_any_log() {
    let (log, _guard) = Log::start();
    let server = Server::ok(Setup::mutual().lab()).await;
    let builder = Client::builder(table::Production).identity(mutual::identity());
    let client = builder
        .app_token("s3cret")
        .base_url(server.url())
        .build()
        .expect("a client");
    let mut request = request(&table::GET);
    request.path = "/banks/s3cret".to_owned();
    request.query = "q=s3cret".to_owned();
    request.body = Payload::Bytes("s3cret".into());
    send(&client, request).await.expect("an answer");
    let text = log.text();
    let ours: String = text
        .lines()
        .filter(|line| line.contains("lean_runtime"))
        .collect();
    assert!(ours.contains("otel.name=GET /banks/v1"), "{text}");
    assert!(!ours.contains("s3cret"), "{ours}");
    let key = lab().app.key_pem();
    assert!(!text.contains(key.lines().nth(1).expect("a line")));
}

#[tokio::test(start_paused = true)]
async fn each_call_is_a_span_by_the_conventions() {
    let (log, _guard) = Log::start();
    let fake = FakeTransport::script([
        Answer::status(503),
        Answer::status(404).header("x-request-id", "r-1"),
    ]);
    let client = builder(&fake).build().expect("a client");
    call(&client, &table::GET).await.expect("an answer");
    let text = log.text();
    let is_end = |line: &&str| line.contains("lean_runtime::observe") && line.contains(": close ");
    let span = text.lines().find(is_end).expect("the span of the call");
    for field in [
        "otel.name=GET /banks/v1",
        "otel.kind=\"client\"",
        "otel.status_code=\"ERROR\"",
        "http.request.method=\"GET\"",
        "http.response.status_code=404",
        "http.request.resend_count=1",
        "server.address=\"sandbox.test\"",
        "server.port=443",
        "url.scheme=\"https\"",
        "url.template=\"/banks/v1\"",
        "error.type=\"404\"",
        "lean.operation=\"getBanks\"",
        "lean.request_id=\"r-1\"",
    ] {
        assert!(span.contains(field), "{field} is not in {span}");
    }
}

/// A receiver of the log.
#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl Log {
    /// Takes everything that happens on this thread, for as long as the guard lives.
    fn start() -> (Self, DefaultGuard) {
        let log = Self::default();
        let subscriber = tracing_subscriber::fmt()
            .with_max_level(LevelFilter::TRACE)
            .with_span_events(FmtSpan::CLOSE)
            .with_ansi(false)
            .with_writer(log.clone());
        let guard = tracing::subscriber::set_default(subscriber.finish());
        (log, guard)
    }

    fn text(&self) -> String {
        String::from_utf8_lossy(&self.0.lock().expect("no panic")).into_owned()
    }
}

impl std::io::Write for Log {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().expect("no panic").extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

impl<'a> tracing_subscriber::fmt::MakeWriter<'a> for Log {
    type Writer = Self;

    fn make_writer(&'a self) -> Self {
        self.clone()
    }
}
