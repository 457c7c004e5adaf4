//! `find`: operations by words.

use std::cmp::Reverse;
use std::collections::BTreeSet;
use std::fmt::Write;

use clap::ArgMatches;
use lean_openapi::document::OperationHead;
use lean_openapi::printable::{printable, printable_json};
use serde_json::{Value, json};

use crate::colour::{Colour, paint};
use crate::{Stopped, list, package, print};

/// Operations that are listed without `--all`.
const SHOWN_MAX: usize = 20;

/// Words that mean a method.
const METHODS: [(&str, &[&str]); 5] = [
    (
        "GET",
        &[
            "get", "list", "read", "fetch", "show", "view", "retrieve", "search", "find",
        ],
    ),
    (
        "POST",
        &["create", "add", "new", "make", "post", "start", "send"],
    ),
    ("PUT", &["update", "replace", "set", "put", "change"]),
    ("PATCH", &["update", "patch", "change", "edit", "modify"]),
    ("DELETE", &["delete", "remove", "cancel", "drop", "destroy"]),
];

pub(crate) fn command(matches: &ArgMatches) -> Result<(), Stopped> {
    let words = split_words(&list(matches, "words").join(" "));
    let opened = package::open_descriptions(matches)?;
    let mut found: Vec<(usize, &OperationHead)> = Vec::new();
    for description in &opened {
        let operations = description.description.operations().iter();
        found.extend(
            operations.filter_map(|operation| Some((score(operation, &words)?, operation))),
        );
    }
    found.sort_by_key(|(score, operation)| (Reverse(*score), operation.name.len()));
    if found.is_empty() {
        return Err(
            "error: no operation has all of these words\n  = help: use fewer, or see `cargo lean-api inspect SPEC --list`\n".to_owned(),
        );
    }
    if matches.get_flag("json") {
        let all: Vec<Value> = found
            .iter()
            .map(|(_, operation)| operation_to_json(operation))
            .collect();
        return print(&printable_json(&format!("{:#}\n", Value::from(all))));
    }
    print(&render(&found))
}

fn render(found: &[(usize, &OperationHead)]) -> String {
    let mut out = String::new();
    for (_, operation) in found.iter().take(SHOWN_MAX) {
        let name = paint(&printable(&operation.name), Colour::Bold);
        let deprecated = if operation.deprecated {
            "  (deprecated)"
        } else {
            ""
        };
        let route = printable(&format!("{} {}", operation.method, operation.path));
        let _ = writeln!(out, "{name}  {route}{deprecated}");
        if let Some(summary) = operation.summary() {
            let line = summary.lines().next().unwrap_or_default();
            let _ = writeln!(out, "    {}", printable(line));
        }
    }
    if found.len() > SHOWN_MAX {
        let _ = writeln!(out, "and {} more: see --json", found.len() - SHOWN_MAX);
    }
    out
}

fn operation_to_json(operation: &OperationHead) -> Value {
    json!({
        "operation": operation.id,
        "method": operation.name,
        "route": format!("{} {}", operation.method, operation.path),
        "tags": operation.tags,
        "summary": operation.summary().map(|text| text.to_string()),
        "deprecated": operation.deprecated,
        "place": operation.place.to_string(),
    })
}

/// Rates how well an operation fits the words; `None` if it lacks one of them.
fn score(operation: &OperationHead, words: &BTreeSet<String>) -> Option<usize> {
    let name = split_words(&operation.name.replace('_', " "));
    let id = split_words(operation.id.as_deref().unwrap_or_default());
    let path = split_words(&operation.path);
    let summary = split_words(&operation.summary().unwrap_or_default());
    let tags = split_words(&operation.tags.join(" "));
    let mut sum = 0;
    for word in words {
        let has = |words: &BTreeSet<String>| words.iter().any(|known| is_like(known, word));
        let places = [
            (6, has(&name) || has(&id)),
            (4, has(&path)),
            (3, has(&summary)),
            (2, has(&tags)),
            (1, is_method(&operation.method, word)),
        ];
        let points: usize = places
            .iter()
            .filter(|(_, found)| *found)
            .map(|(points, _)| points)
            .sum();
        if points == 0 {
            return None;
        }
        sum += points;
    }
    // Of those that fit, the one that says little else.
    Some(sum * 100 / (10 + name.len()))
}

fn is_method(method: &str, word: &str) -> bool {
    METHODS
        .iter()
        .any(|(known, words)| *known == method && words.contains(&word))
}

/// Returns true if a word begins with another, a plural aside.
fn is_like(known: &str, word: &str) -> bool {
    let stem = if word.len() > 3 {
        word.trim_end_matches('s')
    } else {
        word
    };
    known.starts_with(stem)
}

/// The words of a text in lower case; `createPayment` has two.
fn split_words(text: &str) -> BTreeSet<String> {
    let mut words = BTreeSet::new();
    let mut word = String::new();
    let mut was_lower = false;
    for c in text.chars() {
        let starts = !c.is_alphanumeric() || c.is_uppercase() && was_lower;
        if starts && !word.is_empty() {
            words.insert(std::mem::take(&mut word));
        }
        if c.is_alphanumeric() {
            word.extend(c.to_lowercase());
        }
        was_lower = c.is_lowercase();
    }
    if !word.is_empty() {
        words.insert(word);
    }
    words
}

#[cfg(test)]
mod tests {
    use super::split_words;

    #[test]
    fn words_are_split_at_capitals_and_marks() {
        let words = split_words("createPayment /v1/order-items");
        let expected = ["create", "items", "order", "payment", "v1"];
        assert_eq!(words.into_iter().collect::<Vec<_>>(), expected);
    }
}
