//! A change in words.

use lean_diff::Change;
use lean_openapi::printable::printable;

/// The operation and the name of its method: ``GET /orders (`list_orders`)``; `the description` if it is about no operation.
pub(super) fn operation(change: &Change) -> String {
    let subject = &change.subject;
    match (subject.operation.as_str(), subject.name.as_str()) {
        ("", _) => "the description".to_owned(),
        (operation, name) if name.is_empty() || operation.contains('`') => operation.to_owned(),
        (operation, name) => format!("{operation} (`{name}`)"),
    }
}

/// Returns the meaning of a change to a client, in a sentence.
pub(super) fn meaning(change: &Change) -> &'static str {
    change.rule.row().map_or("", |rule| rule.meaning)
}

/// Text of a description on one line, without what a terminal would take for something else.
pub(super) fn plain_text(text: &str) -> String {
    printable(&text.replace(['\n', '\t'], " "))
}
