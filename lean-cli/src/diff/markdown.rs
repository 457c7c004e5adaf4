//! A report as Markdown, for pull requests.

use std::fmt::Write;

use lean_diff::{Level, sentence_with_before};

use super::report::Report;
use super::words;

pub(super) fn render(report: &Report) -> String {
    let mut out = format!(
        "### API changes: {} → {}\n\n{} breaking, {} risky, {} additive",
        escape_cell(&report.old.shown),
        escape_cell(&report.new.shown),
        report.count(Level::Breaking),
        report.count(Level::Risky),
        report.count(Level::Additive)
    );
    if report.unused > 0 {
        let _ = write!(out, "; changed but not used: {}", report.unused);
    }
    if let Some(lock) = &report.used_by {
        let _ = write!(out, " ({} says what is used)", escape_cell(lock));
    }
    out += ". ";
    if let Some(bump) = report.api_bump() {
        let _ = write!(out, "Version of the API: {}. ", bump.word());
    }
    let _ = writeln!(
        out,
        "Version of a crate that has the types in public: {}.",
        report.crate_bump().word()
    );
    if let Some(remark) = report.version_remark() {
        let _ = writeln!(out, "\n> {}", escape_cell(&remark));
    }
    if report.changes.is_empty() {
        return out;
    }
    out += "\n| level | operation | change | meaning | rule |\n|---|---|---|---|---|\n";
    for change in &report.changes {
        let _ = writeln!(
            out,
            "| {} | {} | {} | {} | `{}` |",
            report.level(change),
            escape_cell(&words::operation(change)),
            escape_cell(&sentence_with_before(change)),
            escape_cell(words::meaning(change)),
            change.rule
        );
    }
    out
}

/// Text that cannot end a cell, open a tag or mention anybody.
fn escape_cell(text: &str) -> String {
    let mut out = String::new();
    for c in words::plain_text(text).chars() {
        match c {
            '|' | '*' | '_' | '[' | ']' | '#' | '\\' | '~' => {
                out.push('\\');
                out.push(c);
            }
            '<' => out += "&lt;",
            '>' => out += "&gt;",
            '@' => out += "&#64;",
            '&' => out += "&amp;",
            _ => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::escape_cell;

    #[test]
    fn texts_of_a_description_stay_in_their_cell() {
        assert_eq!(
            escape_cell("a | b\n<img> @me"),
            "a \\| b &lt;img&gt; &#64;me"
        );
    }
}
