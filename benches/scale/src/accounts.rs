//! The transactions of many accounts, fetched by several identities with few calls at once.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Instant;

use futures_util::{StreamExt as _, stream};
use lean::Client;

use crate::server::Server;
use crate::usage::{self, Usage};
use crate::{Bank as _, bank};

const IDENTITIES: usize = 8;
const AT_ONCE_PER_IDENTITY: usize = 8;
const ROWS: i32 = 100;
/// The memory may grow by this much from a fifth of the way to its end.
const GROWTH_MAX_KIB: u64 = 8 * 1024;

#[derive(Clone, Copy)]
struct Account {
    id: bank::AccountId,
    entity: bank::EntityId,
}

/// The state of the run, by the time that a tenth of the calls was made.
struct Step {
    done: usize,
    seconds: f64,
    resident_kib: u64,
    fewest: usize,
    most: usize,
}

struct Progress {
    start: Instant,
    total: usize,
    done: AtomicUsize,
    failed: AtomicUsize,
    rows: AtomicUsize,
    by_identity: Vec<AtomicUsize>,
    steps: Mutex<Vec<Step>>,
    micros: Mutex<Vec<u64>>,
    finished: Mutex<Vec<f64>>,
}

/// Fetches the transactions of `count` accounts and prints what it took.
pub fn run(count: usize) {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .expect("a runtime");
    let mut server = Server::start(IDENTITIES);
    let builders = (0..IDENTITIES).map(|number| server.builder(server.identity(number)));
    let clients: Vec<Client> = builders
        .map(|builder| builder.build().expect("a client"))
        .collect();
    let shares = runtime.block_on(prepare(&mut server, &clients, count));

    let before = server.counts();
    let cpu = Usage::now().cpu;
    usage::forget_peak();
    let progress = Arc::new(Progress::new(count));
    runtime.block_on(async {
        let tasks = clients.iter().zip(shares).enumerate();
        let tasks: Vec<_> = tasks
            .map(|(number, (client, share))| {
                tokio::spawn(fetch(number, client.clone(), share, Arc::clone(&progress)))
            })
            .collect();
        for task in tasks {
            task.await.expect("no panic");
        }
    });
    let seconds = progress.start.elapsed().as_secs_f64();
    let cpu = (Usage::now().cpu - cpu).as_micros() as f64;
    let after = server.counts();
    let calls = count as f64;
    println!(
        "accounts: {count} calls of {ROWS} transactions at most, by {IDENTITIES} identities with {AT_ONCE_PER_IDENTITY} at once each"
    );
    println!(
        "  {:.0} calls/s; CPU a call: client {:.0} µs, sandbox {:.0} µs; {} rows; {} failed",
        calls / seconds,
        cpu / calls,
        (after.cpu_micros - before.cpu_micros) as f64 / calls,
        progress.rows.load(Ordering::Relaxed),
        progress.failed.load(Ordering::Relaxed),
    );
    println!(
        "  server: {} connections accepted, {} handshakes, {} refused, {} open",
        after.accepted, after.handshakes, after.refused, after.open
    );
    progress.print();
}

/// Customers with a bank each, whose accounts are split among the identities.
async fn prepare(server: &mut Server, clients: &[Client], count: usize) -> Vec<Vec<Account>> {
    let mut shares = vec![Vec::new(); clients.len()];
    let customers = count.div_ceil(3);
    let created = stream::iter(0..customers).map(|number| {
        let client = clients[number % clients.len()].clone();
        async move {
            let wanted = bank::CreateCustomerRequest::new(format!("customer-{number}").into());
            let customer = client.create_customer(&wanted).await.expect("a customer");
            (number, customer.customer_id)
        }
    });
    let mut created = std::pin::pin!(created.buffer_unordered(16));
    let mut left = count;
    while let Some((number, customer)) = created.next().await {
        let entity = server.connect(&customer.to_string());
        let accounts = entity.accounts.iter().take(left).map(|id| Account {
            id: id.parse().expect("an id"),
            entity: entity.id.parse().expect("an id"),
        });
        let share = &mut shares[number % clients.len()];
        let known = share.len();
        share.extend(accounts);
        left -= share.len() - known;
    }
    shares
}

async fn fetch(number: usize, client: Client, share: Vec<Account>, progress: Arc<Progress>) {
    let calls = stream::iter(share).map(|account| {
        let client = client.clone();
        async move {
            let start = Instant::now();
            let call = client.fetch_transactions_v2(account.id, account.entity);
            let list = call.page(0).size(ROWS).await;
            (list, start.elapsed())
        }
    });
    let mut calls = std::pin::pin!(calls.buffer_unordered(AT_ONCE_PER_IDENTITY));
    while let Some((list, time)) = calls.next().await {
        match list {
            Ok(list) => {
                let data = list
                    .data
                    .into_option()
                    .and_then(|data| data.transactions.into_option());
                let rows = data.map_or(0, |rows| rows.len());
                progress.rows.fetch_add(rows, Ordering::Relaxed);
            }
            Err(error) => {
                progress.failed.fetch_add(1, Ordering::Relaxed);
                eprintln!("{error}");
            }
        }
        progress.note(number, time.as_micros() as u64);
    }
    let seconds = progress.start.elapsed().as_secs_f64();
    progress.finished.lock().expect("no panic").push(seconds);
}

impl Progress {
    fn new(total: usize) -> Progress {
        Progress {
            start: Instant::now(),
            total,
            done: AtomicUsize::new(0),
            failed: AtomicUsize::new(0),
            rows: AtomicUsize::new(0),
            by_identity: (0..IDENTITIES).map(|_| AtomicUsize::new(0)).collect(),
            steps: Mutex::new(Vec::with_capacity(16)),
            micros: Mutex::new(Vec::with_capacity(total)),
            finished: Mutex::new(Vec::new()),
        }
    }

    fn note(&self, identity: usize, micros: u64) {
        self.by_identity[identity].fetch_add(1, Ordering::Relaxed);
        self.micros.lock().expect("no panic").push(micros);
        let done = self.done.fetch_add(1, Ordering::Relaxed) + 1;
        if done.is_multiple_of((self.total / 10).max(1)) {
            let counts = self.by_identity.iter();
            let counts: Vec<_> = counts.map(|count| count.load(Ordering::Relaxed)).collect();
            self.steps.lock().expect("no panic").push(Step {
                done,
                seconds: self.start.elapsed().as_secs_f64(),
                resident_kib: Usage::now().resident_kib,
                fewest: counts.iter().copied().min().unwrap_or(0),
                most: counts.iter().copied().max().unwrap_or(0),
            });
        }
    }

    fn print(&self) {
        println!("      done   seconds  resident KiB  fewest and most by one identity");
        let steps = self.steps.lock().expect("no panic");
        for step in &*steps {
            println!(
                "  {:>8} {:>9.1} {:>13}  {} {}",
                step.done, step.seconds, step.resident_kib, step.fewest, step.most
            );
        }
        let mut micros = self.micros.lock().expect("no panic");
        micros.sort_unstable();
        let at = |share: f64| micros[((micros.len() - 1) as f64 * share) as usize] as f64 / 1000.0;
        println!(
            "  a call took {:.1} ms (median), {:.1} ms (99 of 100), {:.1} ms (most); peak {} KiB",
            at(0.5),
            at(0.99),
            at(1.0),
            usage::peak_kib()
        );
        let finished = self.finished.lock().expect("no panic");
        println!(
            "  the first identity finished after {:.1} s, the last after {:.1} s",
            finished.first().copied().unwrap_or(0.0),
            finished.last().copied().unwrap_or(0.0)
        );
        assert_eq!(self.failed.load(Ordering::Relaxed), 0, "calls failed");
        let early = steps.get(1).map_or(0, |step| step.resident_kib);
        let late = steps.last().map_or(0, |step| step.resident_kib);
        assert!(late <= early + GROWTH_MAX_KIB, "memory grows");
    }
}
