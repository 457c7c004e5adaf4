//! The part of the corpus that fits the time of every day; `cargo run -p lean-corpus` does all of it.

use std::io::Write;
use std::path::Path;
use std::time::{Duration, Instant};

use lean_cli::opened::Opened;
use lean_corpus::report::{self, Line};
use lean_corpus::rustc::Rustc;
use lean_corpus::{Plan, documents};
use lean_openapi::resolve::{Choice, Chosen};

/// Larger documents are left to the program.
const BYTES_MAX: u64 = 24 * 1024;

#[test]
fn everything_compiles_and_every_example_comes_back() {
    let mut documents = documents::own();
    match lean_lab::find_corpus() {
        Some(folder) => {
            documents.extend(
                documents::of(&folder)
                    .into_iter()
                    .filter(|document| document.bytes <= BYTES_MAX),
            );
        }
        None => skipped("only our own descriptions are tried"),
    }
    let rustc = Rustc::prepare(&Path::new(env!("CARGO_TARGET_TMPDIR")).join("corpus"))
        .expect("`lean` builds");
    let plan = Plan {
        documents,
        jobs: 2,
        seed: 1,
    };
    let lines = lean_corpus::run(&plan, &rustc, &|line: &Line| say(&line.text(false)));
    say(&report::summary(&lines));
    let bad: Vec<String> = lines
        .iter()
        .filter(|line| !line.is_good())
        .map(|line| line.text(false))
        .collect();
    assert!(bad.is_empty(), "{}", bad.concat());
}

#[test]
fn a_bomb_of_aliases_is_refused_at_once() {
    let Some(folder) = lean_lab::find_corpus() else {
        return skipped("no bomb to refuse");
    };
    let path = folder.join("edge/mermade-yamlbomb.yaml");
    let started = Instant::now();
    let why = match Opened::open(&path.to_string_lossy(), &[], &[]) {
        Err(why) => why,
        Ok(opened) => {
            let choice = Choice {
                operations: Chosen::All,
                schemas: opened.description.schema_names(),
                webhooks: true,
            };
            opened
                .resolve(&choice)
                .map_or_else(|why| why, |_| String::new())
        }
    };
    assert!(
        started.elapsed() < Duration::from_secs(5),
        "it took {:?}",
        started.elapsed()
    );
    assert!(why.contains("mermade-yamlbomb.yaml:"), "{why}");
}

#[test]
fn swagger_is_refused_with_a_way_out() {
    let Some(folder) = lean_lab::find_corpus() else {
        return skipped("no Swagger to refuse");
    };
    for name in [
        "swagger2/mojaloop-fspiop-swagger2.yaml",
        "swagger2/ory-hydra-swagger2.json",
    ] {
        let why = Opened::open(&folder.join(name).to_string_lossy(), &[], &[])
            .err()
            .unwrap_or_default();
        assert!(
            why.contains("Swagger 2.0") && why.contains("convert"),
            "{why}"
        );
        assert_eq!(why.matches("error: ").count(), 1, "one sentence: {why}");
    }
}

fn skipped(what: &str) {
    say(&format!(
        "skipped: no corpus at ../shared/corpus, and LEAN_CORPUS is not set: {what}\n"
    ));
}

fn say(text: &str) {
    // Ignore an error: the reader is gone.
    let _ = std::io::stderr().write_all(text.as_bytes());
}
