//! A report as text, in colours on a terminal.

use std::fmt::Write;

use lean_diff::{Change, Level, sentence_with_before};

use super::report::{Bump, Report, View};
use super::words;
use crate::colour::{Colour, paint};

const LEVELS: [(Level, Colour); 3] = [
    (Level::Breaking, Colour::Red),
    (Level::Risky, Colour::Yellow),
    (Level::Additive, Colour::Green),
];

pub(super) fn render(report: &Report) -> String {
    let mut out = String::new();
    let side = |version: &super::report::Version| {
        let stated = if version.version.is_empty() {
            String::new()
        } else {
            format!(" ({})", version.version)
        };
        words::plain_text(&format!("{}{stated}", version.shown))
    };
    let _ = writeln!(out, "{} => {}", side(&report.old), side(&report.new));
    if let Some(lock) = &report.used_by {
        let lock = words::plain_text(lock);
        let _ = writeln!(out, "what {lock} says is used; everything: --all");
    }
    for (level, colour) in LEVELS {
        let changes: Vec<&Change> = report.of_level(level).collect();
        if changes.is_empty() {
            continue;
        }
        let title = format!("{level} ({})", changes.len());
        let _ = writeln!(out, "\n{}", paint(&title, colour));
        render_level(&changes, &mut out);
    }
    out.push('\n');
    render_summary(report, &mut out);
    out
}

fn render_level(changes: &[&Change], out: &mut String) {
    let mut operation = String::new();
    for change in changes {
        let its = words::plain_text(&words::operation(change));
        if its != operation {
            let _ = writeln!(out, "  {}", paint(&its, Colour::Bold));
            operation = its;
        }
        let _ = writeln!(
            out,
            "    {}",
            words::plain_text(&sentence_with_before(change))
        );
        let id = format!("[{} {}]", change.rule, change.fingerprint());
        let _ = writeln!(
            out,
            "      {} {}",
            words::meaning(change),
            paint(&id, Colour::Dim)
        );
        if !change.place.file.is_empty() {
            let _ = writeln!(
                out,
                "      --> {}",
                words::plain_text(&change.place.to_string())
            );
        }
    }
}

fn render_summary(report: &Report, out: &mut String) {
    let count = |level| format!("{} {level}", report.count(level));
    let counts = [Level::Breaking, Level::Risky, Level::Additive].map(count);
    let _ = write!(out, "{}", counts.join(", "));
    if report.unused > 0 {
        let _ = write!(out, "; changed but not used by you: {}", report.unused);
    }
    let _ = writeln!(out);
    let bump_words = |bump: Bump| match bump {
        Bump::None => "no new version".to_owned(),
        bump => format!("a new {} version", bump.word()),
    };
    if let Some(bump) = report.api_bump() {
        let _ = writeln!(out, "the API: {}", bump_words(bump));
    }
    if report.view == View::Consumer {
        let crate_bump = bump_words(report.crate_bump());
        let _ = writeln!(
            out,
            "a crate whose public signatures have the generated types: {crate_bump}"
        );
    }
    if let Some(remark) = report.version_remark() {
        let _ = writeln!(out, "note: {}", words::plain_text(&remark));
    }
}
