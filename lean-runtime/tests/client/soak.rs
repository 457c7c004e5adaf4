//! Everything at once, for as long as `LEAN_SOAK_SECONDS` says (2 s if it says nothing): rotations, faults, restarts of
//! the server, tokens that expire or are withdrawn. At the end every call is accounted for: what the client says
//! of it goes with what the server did.

use std::{
    collections::{BTreeMap, HashMap},
    env,
    sync::{
        Arc, Mutex,
        atomic::{AtomicBool, AtomicU64, Ordering},
    },
    time::{Duration, Instant},
};

use bytes::Bytes;
use http_body_util::Full;
use hyper::Response;
use lean_runtime::{
    Client, Error,
    request::{Payload, Reply},
};

use crate::support::{
    mutual::{Rotating, app},
    request, send,
    server::{BreakOff, Server, Setup, Visit, json},
    table,
};

/// A generator of chances (splitmix64): the same seed makes the same faults in the same order of requests.
#[derive(Default)]
struct Chance(AtomicU64);

impl Chance {
    fn below(&self, bound: u64) -> u64 {
        let mut z = self.0.fetch_add(0x9e37_79b9_7f4a_7c15, Ordering::SeqCst);
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (z ^ (z >> 31)) % bound
    }

    fn one_in(&self, bound: u64) -> bool {
        self.below(bound) == 0
    }
}

/// A bank that does what it is asked, mostly. It outlives the servers that speak for it.
#[derive(Default)]
struct Bank {
    chance: Chance,
    /// The number of times that each call was acted on, by the id in its body. A key is acted on
    /// once.
    acted: Mutex<HashMap<String, u32>>,
    keys: Mutex<HashMap<String, ()>>,
    /// The tokens that are good, and until when.
    tokens: Mutex<HashMap<String, Instant>>,
    minted: AtomicU64,
}

impl Bank {
    async fn answer(self: Arc<Self>, visit: Visit) -> Response<Full<Bytes>> {
        if visit.path == "/token" {
            return self.token();
        }
        if self.chance.one_in(50) {
            return broken();
        }
        if self.chance.one_in(50) {
            return status(503);
        }
        if !self.is_good(&visit) {
            return status(401);
        }
        self.act(&visit);
        if self.chance.one_in(50) {
            // The server acted on the call, but the answer is lost.
            return broken();
        }
        json("{}")
    }

    fn token(&self) -> Response<Full<Bytes>> {
        if self.chance.one_in(10) {
            return status(503);
        }
        let token = format!("t{}", self.minted.fetch_add(1, Ordering::SeqCst));
        let until = Instant::now() + Duration::from_secs(2);
        self.tokens
            .lock()
            .expect("no panic")
            .insert(token.clone(), until);
        json(format!(r#"{{"access_token":"{token}","expires_in":2}}"#))
    }

    fn is_good(&self, visit: &Visit) -> bool {
        let token = visit.headers["authorization"].to_str().expect("text");
        let token = token.trim_start_matches("Bearer ");
        let mut tokens = self.tokens.lock().expect("no panic");
        if self.chance.one_in(500) {
            tokens.remove(token);
        }
        tokens.retain(|_, until| *until > Instant::now());
        tokens.contains_key(token)
    }

    fn act(&self, visit: &Visit) {
        if let Some(key) = visit.headers.get("idempotency-key") {
            let key = key.to_str().expect("text").to_owned();
            if self
                .keys
                .lock()
                .expect("no panic")
                .insert(key, ())
                .is_some()
            {
                return;
            }
        }
        let id = String::from_utf8(visit.body.to_vec()).expect("text");
        *self.acted.lock().expect("no panic").entry(id).or_default() += 1;
    }

    /// Returns the number of times that a call was acted on; forgets the call and its key.
    fn acted_on(&self, id: &str, result: &Result<Reply, Error>) -> u32 {
        let passport = match result {
            Ok(reply) => &reply.passport,
            Err(error) => error.passport(),
        };
        if let Some(key) = passport.idempotency_key() {
            self.keys.lock().expect("no panic").remove(key.as_str());
        }
        self.acted.lock().expect("no panic").remove(id).unwrap_or(0)
    }
}

fn status(status: u16) -> Response<Full<Bytes>> {
    let mut response = json("{}");
    *response.status_mut() = status.try_into().expect("a status");
    response
}

fn broken() -> Response<Full<Bytes>> {
    let mut response = json("{}");
    response.extensions_mut().insert(BreakOff);
    response
}

/// The results of the calls.
#[derive(Debug, Default)]
struct Account {
    answered: AtomicU64,
    refused: AtomicU64,
    unknown: AtomicU64,
    failed: AtomicU64,
    /// The number of errors, by code.
    codes: Mutex<BTreeMap<String, u64>>,
}

impl Account {
    /// Checks that the client's result agrees with the bank's action.
    fn settle(&self, result: &Result<Reply, Error>, acted: u32, id: &str) {
        let (count, is_right) = match result {
            Ok(reply) if reply.status.is_success() => (&self.answered, acted == 1),
            Ok(_) => (&self.refused, acted == 0),
            Err(error) if error.is_outcome_unknown() => (&self.unknown, acted <= 1),
            Err(_) => (&self.failed, acted == 0),
        };
        count.fetch_add(1, Ordering::SeqCst);
        if let Err(error) = result {
            let mut codes = self.codes.lock().expect("no panic");
            *codes.entry(error.code().to_owned()).or_default() += 1;
        }
        assert!(is_right, "{id}: acted on {acted} times, but {result:?}");
    }
}

async fn calls(
    client: Client,
    bank: Arc<Bank>,
    account: Arc<Account>,
    is_over: Arc<AtomicBool>,
    task: u64,
) {
    let mut number = 0;
    while !is_over.load(Ordering::SeqCst) {
        number += 1;
        let id = format!("{task}-{number}");
        let operation = if number % 2 == 0 {
            &table::PAY_WITH_TOKEN
        } else {
            &table::POST_WITH_TOKEN
        };
        let mut request = request(operation);
        request.body = Payload::Bytes(id.clone().into());
        let result = send(&client, request).await;
        account.settle(&result, bank.acted_on(&id, &result), &id);
        if result.is_err() {
            // As callers do: failures that cost nothing would crowd out the calls.
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    }
}

/// The resources of the process at one moment of the run.
#[derive(Clone, Copy, Debug)]
struct Footprint {
    memory_kib: u64,
    descriptors: usize,
}

/// Returns true if a long run ends with no more resources than before its middle: a leak grows with
/// the calls.
fn is_flat(run: &[Footprint]) -> bool {
    const MEMORY_KIB_SLACK: u64 = 16 * 1024;
    const DESCRIPTORS_SLACK: usize = 32;
    let (first, last) = (
        &run[run.len() / 4..run.len() / 2],
        &run[run.len() * 3 / 4..],
    );
    let memory = |part: &[Footprint]| part.iter().map(|at| at.memory_kib).max();
    let descriptors = |part: &[Footprint]| part.iter().map(|at| at.descriptors).max();
    memory(last) <= memory(first).map(|kib| kib + MEMORY_KIB_SLACK)
        && descriptors(last) <= descriptors(first).map(|count| count + DESCRIPTORS_SLACK)
}

/// Returns the resources, or zeros if the system does not report them.
fn footprint() -> Footprint {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    let memory = line.and_then(|line| line.split_whitespace().next()?.parse().ok());
    let descriptors = std::fs::read_dir("/proc/self/fd").map(Iterator::count);
    Footprint {
        memory_kib: memory.unwrap_or(0),
        descriptors: descriptors.unwrap_or(0),
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[allow(clippy::print_stdout)] // The account is what a long run is for.
async fn every_call_is_accounted_for() {
    let seconds = env::var("LEAN_SOAK_SECONDS")
        .ok()
        .and_then(|seconds| seconds.parse().ok());
    let length = Duration::from_secs(seconds.unwrap_or(2));
    let begin = Instant::now();
    let bank = Arc::new(Bank::default());
    let (account, is_over) = (
        Arc::new(Account::default()),
        Arc::new(AtomicBool::new(false)),
    );
    let speaker = || {
        let bank = Arc::clone(&bank);
        move |visit| Arc::clone(&bank).answer(visit)
    };
    let mut server = Server::http(Setup::mutual().lab(), speaker()).await;
    let leaves: Vec<_> = (0..4).map(|number| app(&format!("app-{number}"))).collect();
    let files = Rotating::new(&leaves[0]);
    let (identity, client) = files.client_with_tokens(&server);
    let tasks: Vec<_> = (0..8)
        .map(|task| {
            tokio::spawn(calls(
                client.clone(),
                Arc::clone(&bank),
                Arc::clone(&account),
                Arc::clone(&is_over),
                task,
            ))
        })
        .collect();

    let (mut rotations, mut restarts) = (0_usize, 0);
    let mut run = Vec::new();
    let mut tick = tokio::time::interval(Duration::from_millis(20));
    while begin.elapsed() < length {
        tick.tick().await;
        rotations += 1;
        files.put(&leaves[rotations % leaves.len()]);
        identity.reload().expect("a new generation");
        server.forget();
        if rotations % 25 == 0 {
            restarts += 1;
            let config = if restarts % 2 == 0 {
                Setup::mutual().http1()
            } else {
                Setup::mutual().http2()
            };
            server = server.restarted(config, speaker()).await;
        }
        // Twenty looks at it, evenly spread.
        if begin.elapsed() >= length / 20 * u32::try_from(run.len()).expect("few") {
            run.push(footprint());
        }
    }
    is_over.store(true, Ordering::SeqCst);
    for task in tasks {
        task.await.expect("every call is accounted for");
    }
    println!("{rotations} rotations, {restarts} restarts, {account:?}, {run:?}");
    // A short run is still warming up.
    assert!(length < Duration::from_secs(60) || is_flat(&run), "{run:?}");
    // The exact number depends on the machine: calls without a token fail fast.
    assert!(account.answered.load(Ordering::SeqCst) > 0, "{account:?}");
    drop(client);
    server.drained_to(0).await;
}
