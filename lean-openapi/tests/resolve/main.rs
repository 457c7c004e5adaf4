//! The model of descriptions, rule by rule: a case is a piece of YAML and the model in one line.

mod all_of;
mod bodies;
mod boxes;
mod broken;
mod choice;
mod contract;
mod duplicates;
mod enums;
mod findings;
mod hostile;
mod inheritance;
mod keys;
mod malformed_pages;
mod misplaced;
mod names;
mod overlapping;
mod overlays;
mod pages;
mod parameters;
mod recursion;
mod references;
mod render;
mod responses;
mod rule_fixtures;
mod rules;
mod schemas;
mod security;
mod unions;
mod webhooks;

use std::collections::HashMap;
use std::sync::Arc;

use lean_openapi::api::Api;
use lean_openapi::document::Description;
use lean_openapi::resolve::{Choice, Chosen, Options};

/// Opens a description made of files; the first is the root, overlays are named `overlay*`.
fn open(files: &[(&str, &str)]) -> Description {
    try_open(files).unwrap_or_else(|message| panic!("{message}"))
}

/// The same, with the first finding's message if it cannot be opened.
fn try_open(files: &[(&str, &str)]) -> Result<Description, String> {
    let map: HashMap<String, Arc<str>> = files
        .iter()
        .map(|(path, text)| (path.to_string(), Arc::from(*text)))
        .collect();
    let overlays = files
        .iter()
        .map(|(path, _)| path.to_string())
        .filter(|path| path.starts_with("overlay"));
    Description::open(Arc::new(map), files[0].0, &overlays.collect::<Vec<_>>()).map_err(
        |findings| {
            let all: Vec<String> = findings
                .iter()
                .map(|finding| format!("{} ({})", finding.message, finding.place))
                .collect();
            all.join("; ")
        },
    )
}

/// Everything there is: all operations, all schemas, all webhooks.
fn all(description: &Description) -> Api {
    let choice = Choice {
        operations: Chosen::All,
        schemas: description.schema_names(),
        webhooks: true,
    };
    description.resolve(&choice, &Options::default())
}

/// Text with the indentation of its first line taken off every line.
fn dedent(text: &str) -> String {
    let text = text.trim_start_matches('\n').trim_end();
    let indent = text.len() - text.trim_start().len();
    text.lines()
        .map(|line| line.get(indent..).unwrap_or_else(|| line.trim_start()))
        .collect::<Vec<_>>()
        .join("\n")
}

/// Text with every line indented.
fn indented(text: &str, by: usize) -> String {
    let pad = " ".repeat(by);
    dedent(text)
        .lines()
        .map(|line| format!("{pad}{line}\n"))
        .collect()
}

/// A description with these component schemas.
fn with_schemas(version: &str, schemas: &str) -> String {
    format!(
        "openapi: {version}\ninfo: {{ title: t, version: '1' }}\npaths: {{}}\ncomponents:\n  schemas:\n{}",
        indented(schemas, 4)
    )
}

/// Asserts the model of the component `T` in a version, then all other types, then findings.
#[track_caller]
fn check_in(version: &str, schemas: &str, expected: &str) {
    let text = with_schemas(version, schemas);
    let api = all(&open(&[("api.yaml", &text)]));
    assert_eq!(render::render_types(&api, Some("T")), expected);
}

/// Asserts the model of the component `T` in 3.1.
#[track_caller]
fn check(schemas: &str, expected: &str) {
    check_in("3.1.0", schemas, expected);
}

/// Asserts the model of a whole description: its operations, then its types, then the findings.
#[track_caller]
fn check_api(text: &str, expected: &str) {
    let text = dedent(text);
    let api = all(&open(&[("api.yaml", &text)]));
    assert_eq!(render::render_api(&api), dedent(expected));
}

/// Asserts the model of a single `GET /things`; the operation is given from `operationId` on,
/// without the responses.
#[track_caller]
fn check_operation(operation: &str, expected: &str) {
    check_api(&of_operation("3.1.0", operation), expected);
}

/// A description of these paths.
fn of_operation(version: &str, operation: &str) -> String {
    let head = format!("openapi: {version}\ninfo: {{ title: t, version: '1' }}\npaths:\n");
    format!("{head}{}", indented(operation, 2))
}
