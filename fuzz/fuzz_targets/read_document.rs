//! Any text at all goes through the reader of documents.
//!
//! Holds: no panic, no hang; places are within the text; the output is JSON and reads back
//! unchanged; input that serde_json accepts is accepted and means the same.
//!
//! ```text
//! cargo +nightly fuzz run read_document fuzz/corpus/read_document fuzz/seeds/read_document -- -max_total_time=300
//! ```
#![cfg_attr(fuzzing, no_main)]

use lean_fuzz_runner::fuzz_target;
use lean_openapi::read::{Kind, Node, ReadError, Source};
use serde_json::Value;
use serde_json::value::RawValue;

fuzz_target!(|text: &str| {
    let read = Source::new("api", text).and_then(|source| source.root());
    let written = read.as_ref().ok().map(written);
    like_serde_json(text, &read, written.as_deref());
});

/// Walks all of it, writes it as JSON and reads that again.
fn written(root: &Node) -> String {
    let mut nodes = 0;
    let is_valid = visit(root, &mut nodes);
    let mut json = String::new();
    root.to_json(&mut json);
    serde_json::from_str::<Box<RawValue>>(&json).expect("what is written out is JSON");
    if is_valid {
        let mut again = String::new();
        Source::new("again", json.as_str())
            .and_then(|source| source.root())
            .expect("JSON")
            .to_json(&mut again);
        assert_eq!(json, again);
    }
    for finding in root.source().findings() {
        finding.place().excerpt(root.source());
    }
    json
}

/// Returns true if the node contains nothing invalid.
fn visit(node: &Node, nodes: &mut usize) -> bool {
    *nodes += 1;
    let text = node.source().text();
    assert!(
        text.get(node.place().range).is_some(),
        "a place lies in the text"
    );
    assert_eq!(node.kind() == Kind::Invalid, node.error().is_some());
    let mut is_valid = node.kind() != Kind::Invalid;
    for (key, value) in node.entries() {
        assert!(
            text.get(key.at.range).is_some(),
            "a key's place lies in the text"
        );
        is_valid &= visit(&value, nodes);
    }
    for item in node.items() {
        is_valid &= visit(&item, nodes);
    }
    is_valid
}

fn like_serde_json(text: &str, read: &Result<Node, ReadError>, written: Option<&str>) {
    let starts_like_json = text.trim_start().starts_with(['{', '[']);
    let Ok(expected) = serde_json::from_str::<Value>(text) else {
        return;
    };
    if !starts_like_json || text.contains('\0') {
        return;
    }
    let root = read.as_ref().expect("what serde_json takes is read");
    // Of a key that repeats, the first counts here and the last there.
    if root.source().findings().is_empty() {
        let found: Value = serde_json::from_str(written.expect("it was read")).expect("JSON");
        assert_eq!(found, expected);
    }
}
