//! The cases that are measured: each case prepares itself, and then runs as often as it is asked to.

use std::hint::black_box;

use lean::Client;
use tokio::runtime::Runtime;

use crate::canned::Canned;
use crate::{Bank as _, Feed as _, bank, feed, texts};

/// A case, by one way to do it.
pub struct Case {
    /// The work of the case.
    pub name: &'static str,
    /// By whom: `ours` is a whole call.
    pub column: &'static str,
    /// The number of runs that is enough to count.
    pub calls: u32,
    /// Prepares it.
    pub prepare: fn() -> Box<dyn FnMut(u32)>,
}

const fn ours(name: &'static str, calls: u32, prepare: fn() -> Box<dyn FnMut(u32)>) -> Case {
    Case {
        name,
        column: "ours",
        calls,
        prepare,
    }
}

/// Whole calls by our client.
const OURS: &[Case] = &[
    ours("get", 100, || {
        let id = customer();
        each(reply(200, texts::CUSTOMER), async move |client| {
            client.get_customer_by_id(id).await.expect("reads");
        })
    }),
    ours("post", 100, || {
        let order = bank::CreatePaymentIntentRequest::new(
            customer(),
            "1250.75".parse().expect("a decimal"),
            "AED".into(),
        );
        each(reply(200, texts::INTENT), async move |client| {
            client.create_payment_intent(&order).await.expect("reads");
        })
    }),
    ours("error", 100, || {
        let id = customer();
        each(reply(404, texts::ERROR), async move |client| {
            let refused = client.get_customer_by_id(id).await;
            black_box(refused.expect_err("a refusal"));
        })
    }),
    ours("list100", 10, || transactions(100)),
    ours("list3000", 1, || transactions(3000)),
    ours("pages5x20", 10, || {
        each(reply(200, &texts::page(20, 5)), async |client| {
            let mut pages = client.list_entries().pages();
            let mut count = 0;
            while let Some(entry) = pages.next().await {
                black_box::<feed::Entry>(entry.expect("reads"));
                count += 1;
            }
            assert_eq!(count, 100);
        })
    }),
    ours("lines100", 10, || {
        let lines = Canned::new(200, "application/x-ndjson", texts::lines(100));
        each(lines, async |client| {
            let mut lines = client.stream_entries().await.expect("begins");
            let mut count = 0;
            while let Some(entry) = lines.next().await {
                black_box::<feed::Entry>(entry.expect("reads"));
                count += 1;
            }
            assert_eq!(count, 100);
        })
    }),
];

/// Calls that read a list of transactions.
fn transactions(count: usize) -> Box<dyn FnMut(u32)> {
    let (account, entity) = (account(), entity());
    let list = reply(200, &texts::transactions(count));
    each(list, async move |client| {
        client
            .fetch_transactions_v2(account, entity)
            .page(3)
            .size(100)
            .await
            .expect("reads");
    })
}

/// Every case in every column that was compiled.
#[must_use]
pub fn all() -> Vec<&'static Case> {
    let cases = OURS.iter();
    #[cfg(feature = "others")]
    let cases = cases.chain(crate::by_hand::CASES);
    cases.collect()
}

/// The runtime that cases run on: of one thread, so that it can be counted.
///
/// # Panics
/// If the system has none.
#[must_use]
pub fn runtime() -> Runtime {
    let mut builder = tokio::runtime::Builder::new_current_thread();
    builder.enable_all().build().expect("a runtime")
}

fn each(canned: Canned, call: impl AsyncFn(&Client) + 'static) -> Box<dyn FnMut(u32)> {
    let runtime = runtime();
    let client = Client::builder(bank::servers::ProductionOauth)
        .bearer("5c9f3d1a8b7e4f60")
        .transport(canned)
        .build()
        .expect("a client");
    Box::new(move |calls| {
        runtime.block_on(async {
            for _ in 0..calls {
                call(&client).await;
            }
        });
    })
}

fn reply(status: u16, text: &str) -> Canned {
    Canned::new(status, "application/json", text.to_owned())
}

fn customer() -> bank::CustomerId {
    "7c1f6a52-3a7e-4d0b-9f0c-2f6b8f1f0a11"
        .parse()
        .expect("an id")
}

fn account() -> bank::AccountId {
    "3e8a9c14-7d65-4b0f-a2c3-58d1e7f90b33"
        .parse()
        .expect("an id")
}

fn entity() -> bank::EntityId {
    "0b6d3b0e-52c4-4f4c-8a58-6f9b6e1c9d22"
        .parse()
        .expect("an id")
}
