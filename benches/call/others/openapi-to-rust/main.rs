//! A client of the bench: the one that openapi-to-rust generates.
//!
//! `generated URL FOLDER 1|2 AT_ONCE get|list CALLS` prints microseconds of CPU (of the process) and of wall time a
//! call, after twice as many calls.

#[allow(warnings)]
mod generated;

use std::fs;
use std::time::Instant;

use cpu_time::ProcessTime;
use futures_util::future::join_all;
use reqwest::{Certificate, Identity};

use crate::generated::client::HttpClient;

const TOKEN: &str = "5c9f3d1a8b7e4f60";
const CUSTOMER: &str = "7c1f6a52-3a7e-4d0b-9f0c-2f6b8f1f0a11";
const ACCOUNT: &str = "3e8a9c14-7d65-4b0f-a2c3-58d1e7f90b33";
const ENTITY: &str = "0b6d3b0e-52c4-4f4c-8a58-6f9b6e1c9d22";

fn main() {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let [url, folder, version, at_once, kind, calls] = words[..] else {
        panic!("unknown arguments {words:?}");
    };
    let client = client(url, folder, version == "2");
    let at_once: usize = at_once.parse().expect("a number");
    let calls: usize = calls.parse().expect("a number");
    let mut builder = tokio::runtime::Builder::new_current_thread();
    let runtime = builder.enable_all().build().expect("a runtime");
    let run = |calls: usize| {
        let workers = (0..at_once).map(|_| async {
            for _ in 0..calls / at_once {
                call(&client, kind).await;
            }
        });
        runtime.block_on(join_all(workers));
    };
    run(2 * calls);
    let (cpu, wall) = (ProcessTime::now(), Instant::now());
    run(calls);
    let micros = [cpu.elapsed(), wall.elapsed()].map(|time| time.as_secs_f64() * 1e6);
    let [cpu, wall] = micros.map(|micros| micros / calls as f64);
    println!("{cpu:.1} {wall:.1}");
}

async fn call(client: &HttpClient, kind: &str) {
    if kind == "get" {
        let customer = client.get_customer_by_id(CUSTOMER).await;
        drop(customer.expect("a customer"));
        return;
    }
    let list = client.fetch_transactions(ACCOUNT, ENTITY, Some(3), Some(100));
    let data = list.await.expect("a list").data.expect("data");
    assert_eq!(data.transactions.map(|list| list.len()), Some(100));
}

fn client(url: &str, folder: &str, is_two: bool) -> HttpClient {
    let read = |name: &str| fs::read(format!("{folder}/{name}")).expect("a file");
    let pair = [read("client.key"), read("client.crt")].concat();
    let root = Certificate::from_pem(&read("root.pem")).expect("a root");
    let builder = reqwest::Client::builder()
        .identity(Identity::from_pem(&pair).expect("an identity"))
        .tls_certs_only([root])
        .no_proxy();
    let builder = match is_two {
        true => builder,
        false => builder.http1_only(),
    };
    HttpClient::with_client(builder.build().expect("a client"))
        .with_base_url(url)
        .with_api_key(TOKEN)
        .with_header("accept", "application/json")
}
