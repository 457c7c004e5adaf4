//! A change in words.

use lean_diff::{Change, rule};
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

/// The value that changed and how: ``query parameter `from`: optional => required``.
pub(super) fn what(change: &Change) -> String {
    let subject = &change.subject;
    let mut out = subject.part.clone();
    if !subject.pointer.is_empty() {
        if !out.is_empty() {
            out.push(' ');
        }
        out += &subject.pointer;
    }
    let values = match (change.old.as_str(), change.new.as_str()) {
        ("", "") => String::new(),
        ("", new) => format!("+ {new}"),
        (old, "") => format!("- {old}"),
        (old, new) => format!("{old} => {new}"),
    };
    match (out.is_empty(), values.is_empty()) {
        (true, _) => values,
        (false, true) => out,
        (false, false) => format!("{out}: {values}"),
    }
}

/// Returns the meaning of a change to a client, in a sentence.
pub(super) fn meaning(change: &Change) -> &'static str {
    rule(&change.rule).map_or("", |rule| rule.meaning)
}

/// Text of a description on one line, without what a terminal would take for something else.
pub(super) fn plain(text: &str) -> String {
    printable(&text.replace(['\n', '\t'], " "))
}
