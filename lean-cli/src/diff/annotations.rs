//! A report as workflow commands of GitHub, which show changes on lines of the description.

use std::fmt::Write;

use lean_diff::{Level, sentence_with_before};

use super::report::Report;
use super::words;

pub(super) fn render(report: &Report) -> String {
    let mut out = String::new();
    for change in &report.changes {
        let command = match report.level(change) {
            Level::Breaking => "error",
            Level::Risky => "warning",
            Level::Additive => "notice",
        };
        let place = &change.place;
        let title = escape_property(&format!("{} ({})", words::operation(change), change.rule));
        let at = if place.file.is_empty() {
            String::new()
        } else {
            format!(
                "file={},line={},col={},",
                escape_property(&place.file),
                place.line,
                place.column
            )
        };
        let message = format!(
            "{}. {}",
            sentence_with_before(change),
            words::meaning(change)
        );
        let _ = writeln!(
            out,
            "::{command} {at}title={title}::{}",
            escape_data(&message)
        );
    }
    out
}

fn escape_data(text: &str) -> String {
    text.replace('%', "%25")
        .replace('\r', "%0D")
        .replace('\n', "%0A")
}

fn escape_property(text: &str) -> String {
    escape_data(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::{escape_data, escape_property};

    #[test]
    fn texts_of_a_description_cannot_start_a_command() {
        assert_eq!(escape_data("a\n::error::b"), "a%0A::error::b");
        assert_eq!(escape_property("a,b:c%"), "a%2Cb%3Ac%25");
    }
}
