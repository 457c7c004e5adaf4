//! Many accounts, many identities and many calls at once, against the sandbox over mutual TLS on the loopback.
//!
//! The sandbox is another process, which counts connections and handshakes. Figures of memory, threads and file
//! descriptors are those that the system gives for this process.

mod accounts;
mod burst;
mod identities;
mod server;
mod usage;

use std::env;

/// The operations that are called.
#[lean::api(spec = "../../api-spec/lean.yaml")]
pub trait Bank {
    fn create_customer();
    fn get_customer_by_id();
    fn fetch_transactions_v2();
}

fn main() {
    let words: Vec<String> = env::args().skip(1).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    match words[..] {
        ["serve", folder, identities] => server::serve(folder, number(identities)),
        ["accounts"] => accounts::run(10_000),
        ["accounts", count] => accounts::run(number(count)),
        ["identities"] => identities::run(1_000),
        ["identities", count] => identities::run(number(count)),
        ["burst"] => burst::run(1_000),
        ["burst", count] => burst::run(number(count)),
        [] => {
            accounts::run(10_000);
            identities::run(1_000);
            burst::run(1_000);
        }
        _ => panic!("unknown arguments {words:?}"),
    }
}

fn number(text: &str) -> usize {
    text.parse().expect("a number")
}
