//! Documents that are broken, huge or written to hurt: one clear error, soon, and never a panic.

use std::fs;
use std::time::{Duration, Instant};

use lean_openapi::read::{BYTES_MAX, Node, Source};

use crate::support::{first_error, to_json};

/// In a build that is not optimised, on a busy machine; what would blow up takes minutes.
const SOON: Duration = Duration::from_secs(20);

#[track_caller]
fn refused(text: &str, expected: &str) {
    let start = Instant::now();
    let error = to_json(text);
    assert!(
        error.starts_with("error: ") && error.contains(expected),
        "{}",
        error.chars().take(300).collect::<String>()
    );
    assert!(start.elapsed() < SOON);
}

/// Walks the whole document, valid or not.
fn walk(text: &str) {
    let Ok(source) = Source::new("api.yaml", text) else {
        return;
    };
    if let Ok(root) = source.root() {
        first_error(&root);
        visit(&root);
        let mut out = String::new();
        root.to_json(&mut out);
    }
    for finding in source.findings() {
        finding.place().excerpt(&source);
    }
}

fn visit(node: &Node) {
    let place = node.place();
    assert!(place.range.end <= node.source().text().len());
    assert!(node.source().text().get(place.range).is_some());
    for (_, value) in node.entries() {
        visit(&value);
    }
    for item in node.items() {
        visit(&item);
    }
}

#[test]
fn deep_nesting() {
    let deep = 100_000;
    refused(&"[".repeat(deep), "1:129: nested deeper than 128 levels");
    refused(
        &format!("{}{}", "[".repeat(deep), "]".repeat(deep)),
        "1:129: nested deeper than 128 levels",
    );
    refused(&"{\"a\":".repeat(deep), "nested deeper than 128 levels");
    refused(
        &format!("a: {}", "[".repeat(deep)),
        "nested deeper than 128 levels",
    );
    refused(
        &format!("a: {}", "{a: ".repeat(deep)),
        "nested deeper than 128 levels",
    );
    refused(&"- ".repeat(deep), "nested deeper than 128 levels");
    refused(&"? ".repeat(deep), "");
    let steps: String = (0..3000)
        .map(|index| format!("{}a:\n", " ".repeat(index)))
        .collect();
    refused(&steps, "nested deeper than 128 levels");
}

#[test]
fn as_deep_as_allowed() {
    let list = format!("{}1{}", "[".repeat(128), "]".repeat(128));
    assert_eq!(to_json(&list), list);
    assert_eq!(to_json(&format!("# YAML\n{list}")), list);
    assert_eq!(to_json(&format!("{}1", "- ".repeat(128))), list);
}

#[test]
fn alias_bombs() {
    let mut laughs = String::from("a0: &a0 [x, x, x, x, x, x, x, x, x]\n");
    for index in 1..30 {
        let alias = format!("*a{}", index - 1);
        laughs += &format!("a{index}: &a{index} [{}]\n", vec![alias; 9].join(", "));
    }
    refused(&laughs, "expand to more than 1000000 values");

    let keys: String = (0..1000).map(|index| format!("k{index}: v, ")).collect();
    let merges: String = (0..2000)
        .map(|index| format!("m{index}: {{<<: *base}}\n"))
        .collect();
    refused(
        &format!("base: &base {{{keys}}}\n{merges}"),
        "expand to more than 1000000 values",
    );

    let mut chain = String::from("a0: &a0 [x]\n");
    for index in 1..1000 {
        chain += &format!("a{index}: &a{index} [*a{}]\n", index - 1);
    }
    refused(&chain, "nested deeper than 128 levels, through aliases");
    refused("a: &a [*a]", "refers to the value that holds it");
}

#[test]
fn unterminated_and_endless_text() {
    let long = "x".repeat(8_000_000);
    refused(&format!("{{\"a\": \"{long}"), "this `\"` is not closed");
    refused(&format!("a: \"{long}"), "this `\"` is not closed");
    refused(&format!("a: '{long}"), "this `'` is not closed");
    refused(&format!("a: [{long}"), "this `[` is not closed");
    assert_eq!(
        to_json(&format!("{{\"a\": \"{long}\"}}")).len(),
        long.len() + 8
    );
    assert_eq!(to_json(&format!("a: {long}")).len(), long.len() + 8);
    assert_eq!(to_json(&long).len(), long.len() + 2);
    walk(&"\\".repeat(1_000_000));
    walk(&"\n".repeat(1_000_000));
    walk(&" ".repeat(1_000_000));
    walk(&format!("- {}- a", " ".repeat(100_000)));
    walk(&format!("{}a: b", " ".repeat(100_000)));
}

#[test]
fn too_many_entries() {
    refused(
        &format!("[{}1]", "1,".repeat(1_000_000)),
        "more than 1000000 entries in one map or list",
    );
    refused(
        &"- 1\n".repeat(1_000_001),
        "more than 1000000 entries in one map or list",
    );
    refused(
        &format!("a: [{}]", "[],".repeat(1_000_001)),
        "more than 1000000",
    );
}

#[test]
fn keys_that_all_repeat() {
    let start = Instant::now();
    walk(&"a: 1\n".repeat(200_000));
    walk(&format!("{{{}\"a\":1}}", "\"a\":1,".repeat(200_000)));
    assert!(start.elapsed() < SOON);
}

#[test]
fn files_that_are_not_text() {
    let error = Source::new("api.yaml", "a: b\0").expect_err("not text");
    assert_eq!(
        error.to_string(),
        "api.yaml:1:5: a NUL character: save the file as UTF-8 text"
    );
    let error = Source::new("api.yaml", " ".repeat(BYTES_MAX + 1)).expect_err("too long");
    assert_eq!(
        error.to_string(),
        "api.yaml:1:1: the file has 268435457 bytes; at most 268435456 are read"
    );
}

const TRICKY: &str = r##"%YAML 1.2
---
# comment
a: &anchor !!map   # comment
  "quoted \" key": 'it''s'
  ? explicit
  : - [flow, {a: b}, "x
      y"]
    - *anchored
b: |2-
    keep
   this
c: >+
  folded

  text

d: {<<: *anchor, ö: "\u00e9\ud83d\ude00"}
e: plain
  over lines # end
? |
  block key
: "a \
  b"
...
"##;

const TRICKY_JSON: &str = r#"{"a": [1, -2.5e3, true, null, "\"\\\u00e9\ud83d\ude00", {"b": {}, "ö": [[]]}], "c": "long enough to be more than sixty-four bytes in one map"}"#;

/// Cut anywhere, and with any one byte gone or changed.
#[test]
fn mutations_never_panic() {
    for text in [TRICKY, TRICKY_JSON] {
        for at in (0..text.len()).filter(|at| text.is_char_boundary(*at)) {
            let (before, after) = text.split_at(at);
            walk(before);
            walk(after);
            walk(&format!(
                "{before}{}",
                after.chars().skip(1).collect::<String>()
            ));
            for change in [
                "\"", "'", "[", "]", "{", "}", ":", ": ", "\n", "\t", " ", "#", " #", "-", "- ",
                "*", "&a ", "!", "|", ",", "\\", "\r", "é",
            ] {
                walk(&format!("{before}{change}{after}"));
            }
        }
    }
}

#[test]
fn real_documents_cut_anywhere_never_panic() {
    let Some(folder) = lean_lab::corpus() else {
        return;
    };
    for name in [
        "museum.yaml",
        "train-travel.yaml",
        "nasa-neows.json",
        "edge/redocly-xml-3.2.yaml",
    ] {
        let text = fs::read_to_string(folder.join(name)).expect("a document of the corpus");
        for at in (0..text.len())
            .step_by(997)
            .filter(|at| text.is_char_boundary(*at))
        {
            walk(&text[..at]);
            walk(&text[at..]);
        }
    }
}
