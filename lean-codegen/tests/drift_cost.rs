//! The time that reading and comparing a lock takes in an expansion. Runs where `LEAN_CORPUS` names the folder of real descriptions;
//! prints the figures of descriptions named by `LEAN_CORPUS_ONLY`, or of a few large ones.

#![allow(clippy::print_stderr)]

use std::cell::RefCell;
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};
use std::{env, fs};

use lean_codegen::api::Finding;
use lean_codegen::document::Description;
use lean_codegen::drift::LockFile;
use lean_codegen::expand::{self, Host};
use lean_codegen::item::Spec;
use lean_codegen::lock::{Lock, Usage, contract_for};

const LARGE: [&str; 3] = ["box", "hetzner", "vercel"];

/// As many as a usual client calls, as many as a large one, and all of them.
const OPERATIONS: [usize; 3] = [6, 20, usize::MAX];

struct Measured {
    description: Arc<Description>,
    lock: Option<Arc<str>>,
    usage: RefCell<Usage>,
    is_recording: bool,
}

impl Host for Measured {
    fn open(&self, _: &Spec, _: &[String]) -> Result<Arc<Description>, Vec<Finding>> {
        Ok(Arc::clone(&self.description))
    }

    fn absolute(&self, _: &Spec, file: &str) -> String {
        file.to_owned()
    }

    fn lock(&self) -> Option<LockFile> {
        let text = self.lock.clone()?;
        Some(LockFile {
            path: "lean.lock".to_owned(),
            text,
        })
    }

    fn record(&self, _: &Spec, _: &[String], usage: &Usage) -> bool {
        *self.usage.borrow_mut() = usage.clone();
        self.is_recording
    }
}

fn expansion(host: &Measured, names: &str) -> Duration {
    let attribute = format!("spec = \"it\", operations = [{names}]");
    let attribute = attribute.parse().expect("tokens");
    let item = "trait Client {}".parse().expect("tokens");
    let (started, started_cpu) = (Instant::now(), on_cpu());
    let emitted = expand::api(attribute, item, host);
    let took = match (started_cpu, on_cpu()) {
        (Some(before), Some(now)) => now.saturating_sub(before),
        _ => started.elapsed(),
    };
    assert!(!emitted.is_empty());
    took
}

/// The time that this thread ran, which other programs do not change; known on Linux only.
fn on_cpu() -> Option<Duration> {
    let times = fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    let nanos = times.split(' ').next()?.parse().ok()?;
    Some(Duration::from_nanos(nanos))
}

#[test]
fn reading_and_comparing_a_lock_is_cheap() {
    let Some(corpus) = lean_lab::named_corpus() else {
        return;
    };
    let only = env::var("LEAN_CORPUS_ONLY").ok();
    for entry in fs::read_dir(&corpus).expect("a folder").flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        let is_wanted = match &only {
            Some(only) => name.contains(only.as_str()),
            None => LARGE.iter().any(|large| name.starts_with(large)),
        };
        if is_wanted && entry.path().is_file() {
            for count in OPERATIONS {
                measure(&entry.path(), &name, count);
            }
        }
    }
}

fn measure(path: &Path, name: &str, count: usize) {
    let Ok(description) = lean_lab::open_description(path) else {
        return;
    };
    let heads = description.operations().iter().take(count);
    let names: Vec<String> = heads.map(|head| head.name.clone()).collect();
    let (count, names) = (names.len(), names.join(", "));
    let mut host = Measured {
        description: Arc::new(description),
        lock: None,
        usage: RefCell::default(),
        is_recording: false,
    };
    let best = |host: &Measured| {
        (0..5)
            .map(|_| expansion(host, &names))
            .min()
            .unwrap_or_default()
    };
    let without = best(&host);
    let usage = host.usage.take();
    let mut lock = Lock::default();
    lock.set("it", &contract_for(&host.description, &usage), &usage);
    let text = lock.text();
    let lines = text.lines().count();
    host.lock = Some(text.into());
    let with = best(&host);
    let added = with.saturating_sub(without);
    eprintln!(
        "{name}: {count} operations, {lines} facts; {without:?} without a lock, {added:?} more with it"
    );
}
