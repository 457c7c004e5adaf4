//! Real descriptions, held to the promise: every operation compiles without a warning, and every example in the
//! document comes back from its type as it went in.
//!
//! Comes in: a folder of descriptions (`LEAN_CORPUS`, or `../shared/corpus` next to the checkout)
//! and our own under `api-spec`. Goes out: a line for each, and a summary. For each document:
//! expand all operations, compile with warnings denied, decode and encode each example and compare
//! JSON values, compile a few random operations.

pub mod compare;
pub mod documents;
mod driver;
mod examples;
mod formats;
mod numbers;
pub mod report;
mod rounds;
pub mod rustc;
mod subset;
mod valid;
mod walk;

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::Instant;

use lean_cli::opened::Opened;
use lean_openapi::resolve::{Choice, Chosen};

use documents::Document;
use report::{Line, Verdict};
use rustc::Rustc;

/// The work to do with each document.
pub struct Plan {
    /// The documents.
    pub documents: Vec<Document>,
    /// The number of parallel jobs.
    pub jobs: usize,
    /// The seed of the random choice of operations.
    pub seed: u64,
}

/// Runs the plan; `tell` is called with each line as soon as it is ready.
pub fn run(plan: &Plan, rustc: &Rustc, tell: &(dyn Fn(&Line) + Sync)) -> Vec<Line> {
    let next = AtomicUsize::new(0);
    let lines = Mutex::new(Vec::new());
    let work = || {
        while let Some(document) = plan.documents.get(next.fetch_add(1, Ordering::Relaxed)) {
            let line = check_guarded(document, rustc, plan.seed);
            tell(&line);
            lines
                .lock()
                .expect("nothing panics while it is held")
                .push(line);
        }
    };
    thread::scope(|scope| {
        for _ in 0..plan.jobs.max(1) {
            // Descriptions nest deeper than a thread's usual stack is made for only if we recurse; the main thread's
            // size is what the compiler's own threads have.
            thread::Builder::new()
                .stack_size(8 << 20)
                .spawn_scoped(scope, work)
                .expect("a thread can be started");
        }
    });
    let mut lines = lines.into_inner().expect("nothing panics while it is held");
    lines.sort_by(|a, b| a.name.cmp(&b.name));
    lines
}

fn check_guarded(document: &Document, rustc: &Rustc, seed: u64) -> Line {
    let started = Instant::now();
    let mut line = catch_unwind(AssertUnwindSafe(|| check_document(document, rustc, seed)))
        .unwrap_or_else(|_| Line::new(&document.name, Verdict::Panicked));
    line.seconds = started.elapsed().as_secs_f32();
    line
}

fn check_document(document: &Document, rustc: &Rustc, seed: u64) -> Line {
    let opened = match Opened::open(&document.path, &[], &[]) {
        Ok(opened) => opened,
        Err(why) => return Line::new(&document.name, Verdict::Unreadable(why)),
    };
    let choice = Choice {
        operations: Chosen::All,
        schemas: opened.description.schema_names(),
        webhooks: true,
    };
    let api = opened.description.resolve(&choice, &Default::default());
    let mut line = Line::new(&document.name, Verdict::Holds);
    line.operations = api.operations.len();
    line.refused = api
        .operations
        .iter()
        .filter_map(|operation| {
            operation
                .refused
                .as_ref()
                .map(|why| format!("{}: {}", operation.name.wire, why.message))
        })
        .collect();
    line.types = api.types.len();
    let folder = rustc.folder(&document.name);
    let text = match lean_cli::expand::module(api.clone(), "Api") {
        Ok(text) => text,
        Err(why) => return line.with_verdict(Verdict::NotRust(why)),
    };
    if let Err(errors) = rustc.check(&folder, "api", &text) {
        return line.with_verdict(Verdict::DoesNotCompile(errors));
    }
    if let Err(why) = subset::check(&opened, &api, rustc, &folder, seed) {
        return line.with_verdict(Verdict::Subset(why));
    }
    match rounds::all(&opened, &api, &text, rustc, &folder) {
        Ok(rounds) => line.with(rounds),
        Err(why) => line.with_verdict(Verdict::DriverFailed(why)),
    }
}
