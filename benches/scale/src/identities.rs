//! Many identities in one process: each one's cost while nothing happens, and that of their clients.

use std::thread;
use std::time::Duration;

use futures_util::{StreamExt as _, stream};
use lean::identity::Directory;
use lean::{Client, Identity};

use crate::server::Server;
use crate::usage::Usage;
use crate::{Bank as _, bank};

const IDLE: Duration = Duration::from_secs(10);
const WATCH: Duration = Duration::from_secs(5);

/// Loads `count` identities, makes their clients and lets each make a call; prints each one's cost.
pub fn run(count: usize) {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .expect("a runtime");
    let mut server = Server::start(count);
    let customer = runtime.block_on(customer(&server));
    println!(
        "identities: {count}; the cost of each; idle: {} s",
        IDLE.as_secs()
    );
    println!(
        "  {:<34} {:>8} {:>8} {:>6} {:>12} {:>14}",
        "what", "KiB", "threads", "fds", "idle CPU ms", "idle wake-ups"
    );
    let mut table = Table::new(count);

    let identities: Vec<Identity> = (0..count).map(|number| server.identity(number)).collect();
    table.row("identity, loaded");
    let watched: Vec<Identity> = (0..count)
        .map(|number| {
            let builder = Identity::builder(Directory::new(server.folder(number)));
            builder.watch(WATCH).load().expect("an identity")
        })
        .collect();
    table.row(&format!("identity, watched every {} s", WATCH.as_secs()));
    drop(watched);
    table.row("watched ones dropped");

    let clients: Vec<Client> = identities
        .iter()
        .map(|identity| server.builder(identity.clone()).build().expect("a client"))
        .collect();
    table.row("client");
    let before = server.counts();
    runtime.block_on(call_each(&clients, customer));
    table.row("client after one call");
    let after = server.counts();
    println!(
        "  server: {} handshakes for {count} clients, {} open",
        after.handshakes - before.handshakes,
        after.open
    );
    runtime.block_on(call_each(&clients, customer));
    table.row("client after one more");
    let again = server.counts();
    println!(
        "  server: {} more handshakes",
        again.handshakes - after.handshakes
    );

    let shared = server.identity(0);
    let sharing: Vec<Client> = (0..count)
        .map(|_| server.builder(shared.clone()).build().expect("a client"))
        .collect();
    table.row("client of one shared identity");
    let clones: Vec<Client> = (0..count).map(|_| clients[0].clone()).collect();
    table.row("clone of a client");
    drop((sharing, clones));
}

async fn customer(server: &Server) -> bank::CustomerId {
    let client: Client = server
        .builder(server.identity(0))
        .build()
        .expect("a client");
    let wanted = bank::CreateCustomerRequest::new("customer".into());
    client
        .create_customer(&wanted)
        .await
        .expect("a customer")
        .customer_id
}

async fn call_each(clients: &[Client], customer: bank::CustomerId) {
    let calls = stream::iter(clients).map(|client| async move {
        client
            .get_customer_by_id(customer)
            .await
            .expect("a customer");
    });
    calls.buffer_unordered(32).collect::<Vec<()>>().await;
}

struct Table {
    count: usize,
    last: Usage,
}

impl Table {
    fn new(count: usize) -> Table {
        Table {
            count,
            last: Usage::now(),
        }
    }

    /// Prints the growth since the last row, and the use while nothing happens.
    fn row(&mut self, what: &str) {
        let now = Usage::now();
        thread::sleep(IDLE);
        let idle = Usage::now();
        let per_identity = |now: u64, last: u64| (now as f64 - last as f64) / self.count as f64;
        println!(
            "  {what:<34} {:>8.1} {:>8.2} {:>6.2} {:>12.0} {:>14}",
            per_identity(now.resident_kib, self.last.resident_kib),
            per_identity(now.threads, self.last.threads),
            per_identity(now.file_descriptors, self.last.file_descriptors),
            (idle.cpu - now.cpu).as_secs_f64() * 1e3,
            idle.wake_ups.saturating_sub(now.wake_ups),
        );
        self.last = Usage::now();
    }
}
