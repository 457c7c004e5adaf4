//! A line for each document, and a summary.

use std::fmt::Write;

pub use crate::rounds::Rounds;

/// Types are at most this large: they are passed by value, on stacks of which there may be little.
const TYPE_BYTES_MAX: usize = 4096;

/// The report on a document.
pub struct Line {
    /// The document.
    pub name: String,
    /// The verdict on the whole.
    pub verdict: Verdict,
    /// The number of operations.
    pub operations: usize,
    /// The operations that were refused, with the reason.
    pub refused: Vec<String>,
    /// The number of types that the operations use.
    pub types: usize,
    /// The results of the examples.
    pub rounds: Rounds,
    /// The total time.
    pub seconds: f32,
}

/// The verdict on a document as a whole.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Everything that is not refused by name compiles.
    Holds,
    /// The document could not be opened.
    Unreadable(String),
    /// The emitted code does not parse.
    NotRust(String),
    /// The emitted code does not compile, or has warnings.
    DoesNotCompile(String),
    /// The random part does not compile, or has other names.
    Subset(String),
    /// The program that decodes the examples failed.
    DriverFailed(String),
    /// Something of ours panicked.
    Panicked,
}

impl Line {
    pub(crate) fn new(name: &str, verdict: Verdict) -> Line {
        let name = name.to_owned();
        Line {
            name,
            verdict,
            operations: 0,
            refused: Vec::new(),
            types: 0,
            rounds: Rounds::default(),
            seconds: 0.0,
        }
    }

    pub(crate) fn with_verdict(self, verdict: Verdict) -> Line {
        Line { verdict, ..self }
    }

    pub(crate) fn with(self, rounds: Rounds) -> Line {
        Line { rounds, ..self }
    }

    /// Returns true if there is nothing to repair.
    pub fn is_good(&self) -> bool {
        self.verdict == Verdict::Holds
            && self.rounds.wrong.is_empty()
            && self.rounds.largest.1 <= TYPE_BYTES_MAX
    }

    /// Returns the line and the faults below it; with `everything`, also refusals, drops and
    /// misfits.
    pub fn text(&self, everything: bool) -> String {
        let Line {
            name,
            operations,
            refused,
            types,
            rounds,
            seconds,
            ..
        } = self;
        let mark = if self.is_good() { "ok  " } else { "FAIL" };
        let mut counts = vec![
            format!("{operations} operations"),
            format!("{types} types"),
            format!("{} examples", rounds.same),
        ];
        if let (name, bytes @ 1..) = &rounds.largest {
            counts.push(format!("largest type {bytes} bytes (`{name}`)"));
        }
        let mut count = |number: usize, what: &str| {
            if number > 0 {
                counts.push(format!("{number} {what}"));
            }
        };
        count(refused.len(), "operations refused");
        count(rounds.dropped.len(), "examples with unknown members");
        count(
            rounds.misfits.len(),
            "examples that do not fit their own schema",
        );
        count(
            rounds.unknown.len(),
            "examples with values of a union or enum that are not known",
        );
        count(rounds.wrong.len(), "examples wrong");
        let mut out = format!("{mark} {name}: {} ({seconds:.1} s)\n", counts.join(", "));
        match &self.verdict {
            Verdict::Holds => {}
            verdict => out.push_str(&indent(&format!("{verdict:?}"))),
        }
        rounds
            .wrong
            .iter()
            .for_each(|wrong| out.push_str(&indent(&format!("wrong: {wrong}"))));
        if everything {
            refused
                .iter()
                .for_each(|why| out.push_str(&indent(&format!("refused: {why}"))));
            rounds
                .dropped
                .iter()
                .for_each(|what| out.push_str(&indent(&format!("dropped: {what}"))));
            rounds
                .unknown
                .iter()
                .for_each(|what| out.push_str(&indent(&format!("unknown: {what}"))));
            rounds
                .misfits
                .iter()
                .for_each(|what| out.push_str(&indent(&format!("misfit: {what}"))));
        }
        out
    }
}

/// All lines in one.
pub fn summary(lines: &[Line]) -> String {
    let sum = |count: fn(&Line) -> usize| lines.iter().map(count).sum::<usize>();
    let mut out = String::new();
    let holding = lines
        .iter()
        .filter(|line| line.verdict == Verdict::Holds)
        .count();
    let _ = writeln!(
        out,
        "{holding} of {} documents compile without a warning",
        lines.len()
    );
    let _ = writeln!(
        out,
        "{} operations, {} refused by name; {} types",
        sum(|line| line.operations),
        sum(|line| line.refused.len()),
        sum(|line| line.types)
    );
    let _ = writeln!(
        out,
        "examples: {} same, {} with unknown members dropped, {} that do not fit their own schema, {} unknown to a union or enum, {} wrong",
        sum(|line| line.rounds.same),
        sum(|line| line.rounds.dropped.len()),
        sum(|line| line.rounds.misfits.len()),
        sum(|line| line.rounds.unknown.len()),
        sum(|line| line.rounds.wrong.len()),
    );
    out
}

fn indent(text: &str) -> String {
    text.lines()
        .map(|line| format!("       {line}\n"))
        .collect()
}
