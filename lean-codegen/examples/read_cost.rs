//! What reading costs: opening a document, finding five operations and all that they reach.
//!
//! ```text
//! cargo run -p lean-codegen --example read_cost -- some/api.json other/api.yaml
//! ```
//! Without `--release`, on purpose: macros run in builds that are not optimised.

use std::collections::HashSet;
use std::env;
use std::fs;
use std::io::{self, Write};
use std::time::Instant;

use lean_codegen::read::{Node, Source};

const ROUNDS: usize = 5;

fn main() -> io::Result<()> {
    let mut out = io::stdout().lock();
    writeln!(
        out,
        "   MB | open ms/MB | open and 5 operations ms/MB | all ms/MB | file"
    )?;
    for path in env::args().skip(1) {
        let text = fs::read_to_string(&path)?;
        let megabytes = text.len() as f64 / 1e6;
        let cost = |work: fn(&str) -> usize| {
            let best = (0..ROUNDS).map(|_| {
                let start = Instant::now();
                work(&text);
                start.elapsed()
            });
            best.min().unwrap_or_default().as_secs_f64() * 1e3 / megabytes
        };
        let (open, five, all) = (cost(|text| open(text).0), cost(five), cost(all));
        writeln!(
            out,
            "{megabytes:5.2} | {open:10.1} | {five:27.1} | {all:9.1} | {path}"
        )?;
    }
    Ok(())
}

fn open(text: &str) -> (usize, Node) {
    let root = Source::new("api", text)
        .and_then(|source| source.root())
        .expect("a valid document");
    (root.entries().len(), root)
}

/// Five paths from all over the document, and what they refer to.
fn five(text: &str) -> usize {
    let (_, root) = open(text);
    let paths = root
        .get("paths")
        .map(|paths| paths.entries())
        .unwrap_or_default();
    let mut reach = Reach {
        root: root.clone(),
        seen: HashSet::new(),
        values: 0,
    };
    for nth in 0..5.min(paths.len()) {
        let (_, path) = &paths[nth * paths.len() / 5];
        reach.walk(path);
    }
    reach.values
}

/// Every value.
fn all(text: &str) -> usize {
    let (_, root) = open(text);
    let mut reach = Reach {
        root: root.clone(),
        seen: HashSet::new(),
        values: 0,
    };
    reach.walk(&root);
    reach.values
}

struct Reach {
    root: Node,
    seen: HashSet<String>,
    values: usize,
}

impl Reach {
    fn walk(&mut self, node: &Node) {
        self.values += 1;
        for (key, value) in node.entries() {
            match value.as_str().filter(|_| &*key.text == "$ref") {
                Some(reference) => self.follow(&reference),
                None => self.walk(&value),
            }
        }
        for item in node.items() {
            self.walk(&item);
        }
    }

    fn follow(&mut self, reference: &str) {
        let pointer = reference.strip_prefix('#').unwrap_or_default();
        if pointer.is_empty() || !self.seen.insert(reference.to_owned()) {
            return;
        }
        if let Some(target) = self.root.pointer(pointer) {
            self.walk(&target);
        }
    }
}
