//! Descriptions with lines lost, duplicated, swapped or cut off: no panic, no hang, and the output
//! is valid Rust.

use std::collections::HashMap;
use std::fs;
use std::sync::Arc;
use std::time::{Duration, Instant};

use lean_corpus::documents;
use lean_openapi::document::Description;
use lean_openapi::resolve::{Choice, Chosen};

/// Larger documents would take the time of many.
const BYTES_MAX: u64 = 40 * 1024;

/// Damages of each document.
const ROUNDS: u64 = 8;

#[test]
fn damaged_documents_never_panic() {
    let Some(folder) = lean_lab::corpus() else {
        return;
    };
    let small = documents::of(&folder)
        .into_iter()
        .filter(|document| document.bytes <= BYTES_MAX);
    for (index, document) in small.enumerate() {
        let text = fs::read_to_string(&document.path).expect("it was listed");
        // JSON on one line has no lines to lose: one value a line is the same document.
        let text = if text.lines().count() < 10 {
            text.replace(',', ",\n")
        } else {
            text
        };
        for round in 0..ROUNDS {
            let damaged = damage(&text, (index as u64) << 8 | round);
            let started = Instant::now();
            expand(&document.name, &damaged);
            let elapsed = started.elapsed();
            assert!(
                elapsed < Duration::from_secs(20),
                "{} took {elapsed:?} in round {round}",
                document.name
            );
        }
    }
}

fn expand(name: &str, text: &str) {
    let files: HashMap<String, Arc<str>> = HashMap::from([(name.to_owned(), Arc::from(text))]);
    let Ok(description) = Description::open(Arc::new(files), name, &[]) else {
        return;
    };
    let choice = Choice {
        operations: Chosen::All,
        schemas: description.schema_names(),
        webhooks: true,
    };
    let api = description.resolve(&choice, &Default::default());
    if let Err(why) = lean_cli::expand::module(api, "Api") {
        panic!("{name}: {why}\n{text}");
    }
}

/// The same damage for the same seed.
fn damage(text: &str, seed: u64) -> String {
    let mut lines: Vec<&str> = text.lines().collect();
    let mut state = seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1;
    let mut random = |below: usize| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        usize::try_from(state >> 33).unwrap_or(0) % below.max(1)
    };
    for _ in 0..=random(4) {
        let (one, other) = (random(lines.len()), random(lines.len()));
        match random(4) {
            0 => drop(lines.remove(one)),
            1 => lines.insert(one, lines[other]),
            2 => lines.swap(one, other),
            _ => lines[one] = halved(lines[one]),
        }
    }
    lines.join("\n")
}

fn halved(line: &str) -> &str {
    let half = line.len() / 2;
    (half..line.len())
        .find_map(|at| line.get(..at))
        .unwrap_or(line)
}
