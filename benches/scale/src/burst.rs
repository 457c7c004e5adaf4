//! Many calls of one client at once: when it has no connection yet, and again when it has some.

use std::time::Instant;

use lean::Client;

use crate::server::Server;
use crate::usage::{self, Usage};
use crate::{Bank as _, bank};

/// Makes `count` calls at once, over each version of HTTP, and prints what they took.
pub fn run(count: usize) {
    println!("burst: {count} calls of one client at once");
    println!(
        "  {:<5} {:<6} {:>7} {:>9} {:>11} {:>9} {:>12} {:>13} {:>9} {:>9}",
        "HTTP",
        "",
        "failed",
        "accepted",
        "handshakes",
        "open",
        "client µs",
        "sandbox µs",
        "peak KiB",
        "seconds"
    );
    let mut failed = 0;
    for is_two in [false, true] {
        let mut server = Server::start(1);
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .enable_all()
            .build()
            .expect("a runtime");
        let customer = runtime.block_on(customer(&server));
        let builder = server.builder(server.identity(0));
        let builder = if is_two {
            builder
        } else {
            builder.http1_only()
        };
        let client: Client = builder.build().expect("a client");
        for turn in ["cold", "warm", "again"] {
            let before = server.counts();
            let cpu = Usage::now().cpu;
            usage::forget_peak();
            let resident = Usage::now().resident_kib;
            let start = Instant::now();
            let failures = runtime.block_on(calls(&client, customer, count));
            let seconds = start.elapsed().as_secs_f64();
            let cpu = (Usage::now().cpu - cpu).as_micros() as f64 / count as f64;
            let after = server.counts();
            println!(
                "  {:<5} {turn:<6} {failures:>7} {:>9} {:>11} {:>9} {cpu:>12.0} {:>13.0} {:>9} {seconds:>9.2}",
                if is_two { "2" } else { "1.1" },
                after.accepted - before.accepted,
                after.handshakes - before.handshakes,
                after.open,
                (after.cpu_micros - before.cpu_micros) as f64 / count as f64,
                usage::peak_kib() - resident,
            );
            failed += failures;
        }
    }
    assert_eq!(failed, 0, "calls failed");
}

async fn customer(server: &Server) -> bank::CustomerId {
    let client: Client = server
        .builder(server.identity(0))
        .build()
        .expect("a client");
    let wanted = bank::CreateCustomerRequest::new("customer".into());
    let customer = client.create_customer(&wanted).await.expect("a customer");
    customer.customer_id
}

async fn calls(client: &Client, customer: bank::CustomerId, count: usize) -> usize {
    let tasks: Vec<_> = (0..count)
        .map(|_| {
            let client = client.clone();
            tokio::spawn(async move { client.get_customer_by_id(customer).await.map(drop) })
        })
        .collect();
    let mut failed = 0;
    for task in tasks {
        if let Err(error) = task.await.expect("no panic") {
            if failed == 0 {
                eprintln!("{error}");
            }
            failed += 1;
        }
    }
    failed
}
