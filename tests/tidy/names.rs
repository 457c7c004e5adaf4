//! The names of functions and variables: a function is a verb or names its result; a variable names its value.

use super::{code, files, shown};

/// Participles that do not say what a function does or returns.
const FUNCTIONS: [&str; 12] = [
    "asked", "freed", "given", "gone", "handed", "held", "kept", "meant", "said", "taken", "told",
    "wanted",
];

/// Words that say nothing about a value.
const VARIABLES: [&str; 5] = ["each", "meant", "nth", "one", "said"];

#[test]
fn functions_and_variables_are_named_after_their_meaning() {
    let mut faults = Vec::new();
    for (path, text) in files("rs") {
        let path = shown(&path);
        for line in code(&text) {
            let line = without_strings(line);
            let function = FUNCTIONS.into_iter().find(|word| declares(&line, word));
            let variable = VARIABLES.into_iter().find(|word| binds(&line, word));
            if let Some(word) = function.or(variable) {
                faults.push(format!("{path}: `{word}` in `{}`", line.trim()));
            }
        }
    }
    assert!(
        faults.is_empty(),
        "name it after what it does or holds:\n{}",
        faults.join("\n")
    );
}

/// Returns true if a line declares a function with this name.
fn declares(line: &str, name: &str) -> bool {
    let Some((_, rest)) = line.split_once("fn ") else {
        return false;
    };
    let rest = rest.strip_prefix(name);
    rest.is_some_and(|rest| rest.starts_with(['(', '<']))
}

/// Returns true if a line binds a variable with this name: `let`, `for`, a closure or a parameter.
fn binds(line: &str, name: &str) -> bool {
    let starts = ["let ", "let mut ", "for ", "for (", "|", "|&", "|("];
    starts.iter().any(|start| {
        line.match_indices(start).any(|(at, _)| {
            let rest = line[at + start.len()..].strip_prefix(name);
            rest.is_some_and(|rest| {
                rest.starts_with([' ', '|', ',', ':', ')']) && !rest.starts_with("::")
            })
        })
    })
}

/// The parts of a line outside of string literals.
fn without_strings(line: &str) -> String {
    line.split('"').step_by(2).collect()
}

#[test]
fn bindings_are_found() {
    assert_eq!(without_strings(r#"print("for each")"#), "print()");
    for line in [
        "let said = 1;",
        "    for (nth, item) in items {",
        "items.map(|one| one.name)",
        "let mut each: Vec<u8> = Vec::new();",
    ] {
        assert!(VARIABLES.iter().any(|word| binds(line, word)), "{line}");
    }
    for line in [
        "iter.nth(1)",
        "let one_line = 1;",
        "a || one(b)",
        "x.nth(0)",
    ] {
        assert!(!VARIABLES.iter().any(|word| binds(line, word)), "{line}");
    }
    assert!(declares("pub(crate) fn said(text: &str) {", "said"));
    assert!(!declares("fn said_of(text: &str) {", "said"));
}
