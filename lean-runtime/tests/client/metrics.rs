//! The counters and measurements, by the `metrics` facade.

use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex},
};

use jiff::{SignedDuration, Timestamp};
use lean_runtime::{
    identity::{Identity, PemBytes},
    testing::{Answer, FakeTransport},
};
use metrics::{
    Counter, CounterFn, Gauge, GaugeFn, Histogram, HistogramFn, Key, KeyName, Metadata, Recorder,
    SharedString, Unit,
};

use crate::{
    lab::{self, lab},
    support::{
        builder, call, failed, mutual,
        server::{Server, Setup},
        table,
    },
};

/// The counters, and the number of measurements, by name and labels.
#[derive(Clone, Default)]
struct Counts(Arc<Mutex<BTreeMap<String, u64>>>);

struct Entry(Counts, String);

impl Entry {
    fn add(&self, more: u64) {
        let mut counts = self.0.0.lock().expect("no panic");
        *counts.entry(self.1.clone()).or_default() += more;
    }
}

impl CounterFn for Entry {
    fn increment(&self, more: u64) {
        self.add(more);
    }

    fn absolute(&self, _: u64) {}
}

impl GaugeFn for Entry {
    fn increment(&self, _: f64) {}

    fn decrement(&self, _: f64) {}

    /// Keeps the last value, in whole numbers.
    fn set(&self, value: f64) {
        let mut counts = self.0.0.lock().expect("no panic");
        counts.insert(self.1.clone(), value as u64);
    }
}

impl HistogramFn for Entry {
    fn record(&self, _: f64) {
        self.add(1);
    }
}

impl Counts {
    fn entry(&self, key: &Key) -> Arc<Entry> {
        let labels: Vec<_> = key
            .labels()
            .map(|label| format!("{}={}", label.key(), label.value()))
            .collect();
        Arc::new(Entry(
            self.clone(),
            format!("{} {}", key.name(), labels.join(" ")),
        ))
    }

    fn of(&self, name: &str) -> Option<u64> {
        self.0.lock().expect("no panic").get(name).copied()
    }
}

impl Recorder for Counts {
    fn describe_counter(&self, _: KeyName, _: Option<Unit>, _: SharedString) {}
    fn describe_gauge(&self, _: KeyName, _: Option<Unit>, _: SharedString) {}
    fn describe_histogram(&self, _: KeyName, _: Option<Unit>, _: SharedString) {}

    fn register_counter(&self, key: &Key, _: &Metadata<'_>) -> Counter {
        Counter::from_arc(self.entry(key))
    }

    fn register_gauge(&self, key: &Key, _: &Metadata<'_>) -> Gauge {
        Gauge::from_arc(self.entry(key))
    }

    fn register_histogram(&self, key: &Key, _: &Metadata<'_>) -> Histogram {
        Histogram::from_arc(self.entry(key))
    }
}

#[tokio::test(start_paused = true)]
async fn calls_retries_and_tokens_are_counted() {
    let counts = Counts::default();
    let _guard = metrics::set_default_local_recorder(&counts);
    let fake = FakeTransport::script([
        Answer::json(200, r#"{"access_token":"t"}"#),
        Answer::status(503),
        Answer::status(200),
        Answer::status(404),
    ]);
    let client = builder(&fake)
        .oauth2("id", "secret")
        .build()
        .expect("a client");
    call(&client, &table::WITH_TOKEN).await.expect("an answer");
    call(&client, &table::GET).await.expect("an answer");
    for name in [
        "lean_client_tokens_total outcome=ok",
        "lean_client_retries_total operation=getAccounts",
        "lean_client_requests_total operation=getAccounts status=200 error=",
        "lean_client_duration_seconds operation=getAccounts status=200 error=",
        "lean_client_requests_total operation=getBanks status=404 error=404",
    ] {
        assert_eq!(counts.of(name), Some(1), "{name}: {:?}", counts.0);
    }
}

#[tokio::test]
async fn handshakes_and_generations_are_counted() {
    let counts = Counts::default();
    let _guard = metrics::set_default_local_recorder(&counts);
    let server = Server::ok(Setup::mutual().http1()).await;
    let client = mutual::client(&server);
    for _ in 0..3 {
        call(&client, &table::GET).await.expect("an answer");
    }
    let other = lab::Lab::new("Other");
    let stranger = Setup::mutual().with(&other.server(|_| {}), &other.intermediate);
    let stranger = Server::ok(stranger).await;
    failed(call(&mutual::client(&stranger), &table::GET).await);
    for (name, count) in [
        // Three calls go over one connection.
        ("lean_client_handshakes_total outcome=ok", 1),
        ("lean_client_handshakes_total outcome=refused", 1),
        ("lean_client_generations_total ", 2),
    ] {
        assert_eq!(counts.of(name), Some(count), "{name}: {:?}", counts.0);
    }
}

#[tokio::test]
async fn the_days_that_are_left_go_down_although_nothing_is_loaded() {
    const GAUGE: &str = "lean_client_certificate_days_left certificate=CN=app-one";
    let counts = Counts::default();
    let _guard = metrics::set_default_local_recorder(&counts);
    let now = Arc::new(Mutex::new(Timestamp::now()));
    let clock = Arc::clone(&now);
    let source = PemBytes::new(lab().app.key_pem(), lab().app.pem(), lab().chain_pem());
    let identity = Identity::builder(source).clock(move || *clock.lock().expect("no panic"));
    let identity = identity.load().expect("it loads");
    let server = Server::ok(Setup::mutual().lab()).await;
    let client = mutual::builder_of(&server, identity.clone()).build();
    *now.lock().expect("no panic") =
        identity.current().not_after() - SignedDuration::from_hours(25);
    call(&client.expect("a client"), &table::GET)
        .await
        .expect("an answer");
    assert_eq!(counts.of(GAUGE), Some(1), "{:?}", counts.0);
}
