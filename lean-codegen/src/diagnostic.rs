//! What a mistake looks like to whoever made it.

use crate::api::Finding;
use crate::document::Description;

/// A finding as a message, without its excerpt: for faults of the file as a whole.
#[must_use]
pub fn plain(finding: &Finding) -> String {
    let Finding { message, help, place, .. } = finding;
    let place = if place.file.is_empty() { String::new() } else { format!("\n  --> {place}") };
    let help = help.as_ref().map(|help| format!("\n  = help: {help}")).unwrap_or_default();
    format!("{message}{place}{help}")
}

/// A finding as a message with the line of the description that it is about.
#[must_use]
pub fn rendered(finding: &Finding, description: &Description) -> String {
    let Finding { message, help, place, .. } = finding;
    let Some(source) = description.source(&place.file) else { return plain(finding) };
    let place = crate::read::Place {
        file: place.file.clone(),
        line: place.line,
        column: place.column,
        range: place.range.clone(),
    };
    let excerpt = indented(&place.excerpt(&source));
    let help = help.as_ref().map(|help| format!("\n          = help: {help}")).unwrap_or_default();
    format!("{message}\n{excerpt}{help}")
}

/// The compiler puts the first line after `error: `; the excerpt stands under it.
fn indented(excerpt: &str) -> String {
    excerpt.lines().map(|line| format!("      {line}")).collect::<Vec<_>>().join("\n")
}
