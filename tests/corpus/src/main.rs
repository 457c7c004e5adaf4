//! `cargo run -p lean-corpus -- [--everything] [--seed N] [NAME..]`: all documents, or those whose name holds a word.

use std::io::Write;
use std::process::ExitCode;
use std::{env, io, thread};

use lean_corpus::report::{self, Line};
use lean_corpus::rustc::Rustc;
use lean_corpus::{Plan, documents};

fn main() -> ExitCode {
    let mut arguments: Vec<String> = env::args().skip(1).collect();
    let everything = arguments.iter().any(|argument| argument == "--everything");
    arguments.retain(|argument| argument != "--everything");
    let seed = match arguments.iter().position(|argument| argument == "--seed") {
        Some(at) => arguments
            .drain(at..(at + 2).min(arguments.len()))
            .nth(1)
            .and_then(|seed| seed.parse().ok()),
        None => None,
    };
    let mut all = documents::own();
    match lean_lab::find_corpus() {
        Some(folder) => all.extend(documents::of(&folder)),
        None => say(
            "no corpus at ../shared/corpus, and LEAN_CORPUS is not set: only our own descriptions",
        ),
    }
    all.retain(|document| {
        arguments.is_empty()
            || arguments
                .iter()
                .any(|word| document.name.contains(word.as_str()))
    });
    let folder = documents::checkout().join("target/corpus");
    let rustc = match Rustc::prepare(&folder) {
        Ok(rustc) => rustc,
        Err(why) => {
            say(&why);
            return ExitCode::FAILURE;
        }
    };
    let jobs = thread::available_parallelism().map_or(1, usize::from);
    let plan = Plan {
        documents: all,
        jobs,
        seed: seed.unwrap_or(1),
    };
    let lines = lean_corpus::run(&plan, &rustc, &|line: &Line| {
        say(line.text(everything).trim_end())
    });
    say(&format!("\n{}", report::summary(&lines)));
    if lines.iter().all(Line::is_good) {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    }
}

fn say(text: &str) {
    // Ignore an error: the reader is gone.
    let _ = writeln!(io::stdout(), "{text}");
}
