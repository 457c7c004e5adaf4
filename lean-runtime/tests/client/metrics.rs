//! What is counted and measured, by the `metrics` facade.

use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex},
};

use lean_runtime::testing::{Answer, FakeTransport};
use metrics::{
    Counter, CounterFn, Gauge, Histogram, HistogramFn, Key, KeyName, Metadata, Recorder,
    SharedString, Unit,
};

use crate::support::{builder, call, mutual, server, table};

/// What was counted, and how often something was measured, by name and labels.
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
        self.entry(key).add(1);
        Gauge::noop()
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
        "lean_client_retries_total ",
        "lean_client_requests_total operation=getAccounts status=200 error=",
        "lean_client_duration_seconds operation=getAccounts status=200 error=",
        "lean_client_requests_total operation=getBanks status=404 error=404",
    ] {
        assert_eq!(counts.of(name), Some(1), "{name}: {:?}", counts.0);
    }
}

#[tokio::test]
async fn generations_of_the_identity_are_counted() {
    let counts = Counts::default();
    let _guard = metrics::set_default_local_recorder(&counts);
    let server = server::Server::ok(server::Setup::mutual().lab()).await;
    let _client = mutual::client(&server);
    assert_eq!(counts.of("lean_client_generations_total "), Some(1));
    assert_eq!(counts.of("lean_client_certificate_days_left "), Some(1));
}
