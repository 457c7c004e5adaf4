//! YAML, case by case: the text and its meaning as JSON.

use crate::oracle::{of_node, of_yaml};
use crate::support::{read, source, to_json};

#[track_caller]
fn check(yaml: &str, expected: &str) {
    assert_eq!(to_json(yaml), expected, "{yaml}");
}

/// The same, and a full parser must agree.
#[track_caller]
fn agree(yaml: &str, expected: &str) {
    check(yaml, expected);
    let root = read(yaml).expect("it was read above");
    assert_eq!(Ok(of_node(&root, false)), of_yaml(yaml), "{yaml}");
}

#[test]
fn scalars_follow_the_core_schema() {
    for (written, expected) in [
        ("", "null"),
        ("~", "null"),
        ("null", "null"),
        ("true", "true"),
        ("False", "false"),
        ("no", r#""no""#),
        ("on", r#""on""#),
        ("y", r#""y""#),
        ("7", "7"),
        ("-12", "-12"),
        ("+12", "12"),
        ("007", "7"),
        ("1.10", "1.10"),
        ("1e3", "1e3"),
        ("1.", "1"),
        (".5", "0.5"),
        ("-.5E-3", "-0.5E-3"),
        ("0x1F", "31"),
        ("0o17", "15"),
        ("000-1", r#""000-1""#),
        ("0xZZ", r#""0xZZ""#),
        (
            "12345678901234567890.000000000000000001",
            "12345678901234567890.000000000000000001",
        ),
        ("1_000", r#""1_000""#),
        ("12:30", r#""12:30""#),
        ("2026-01-31", r#""2026-01-31""#),
        ("3.1.0", r#""3.1.0""#),
        (".inf", r#"".inf""#),
        (
            "-",
            "error: api.yaml:1:4: a list cannot start on the line of its key",
        ),
        ("a#b", r#""a#b""#),
        ("a # b", r#""a""#),
        (
            "https://example.com:8080/a",
            r#""https://example.com:8080/a""#,
        ),
    ] {
        let expected = if expected.starts_with("error") {
            expected.to_owned()
        } else {
            format!("{{\"k\":{expected}}}")
        };
        check(&format!("k: {written}"), &expected);
    }
}

#[test]
fn maps_and_lists_in_block_style() {
    agree(
        "a: 1\nb:\n  c: 2\n  d:\n    e: 3\nf: 4\n",
        r#"{"a":1,"b":{"c":2,"d":{"e":3}},"f":4}"#,
    );
    agree("a:\n- 1\n- 2\nb:\n  - 3\n", r#"{"a":[1,2],"b":[3]}"#);
    agree(
        "- a: 1\n  b: 2\n-   c: 3\n    d: 4\n- - 5\n  - 6\n-\n  e: 7\n- \n- 8",
        r#"[{"a":1,"b":2},{"c":3,"d":4},[5,6],{"e":7},null,8]"#,
    );
    agree("a:\nb:\n  c:\n", r#"{"a":null,"b":{"c":null}}"#);
    agree("  a: 1\n  b: 2\n", r#"{"a":1,"b":2}"#);
    agree(
        "a:   \n\n\n    b: 1\n\n    c: 2\n\n\nd: 3",
        r#"{"a":{"b":1,"c":2},"d":3}"#,
    );
    agree(
        "a:\r\n  - b\r\n  - c: d\r\ne: |\r\n  f\r\n  g\r\n",
        r#"{"a":["b",{"c":"d"}],"e":"f\ng\n"}"#,
    );
    agree(
        "'a': \"b\"\n\"c d\" : e\n? f\n: g\n? >-\n  h\n  i\n: - j\n  - k\n? l\n",
        r#"{"a":"b","c d":"e","f":"g","h i":["j","k"],"l":null}"#,
    );
    agree(
        "200:\n  a: 1\ntrue: 2\n~: 3\n",
        r#"{"200":{"a":1},"true":2,"~":3}"#,
    );
    agree(
        "/a/{b}:\n  get: 1\nx-y: [2]\n$ref: '#/a'\n",
        "{\"/a/{b}\":{\"get\":1},\"x-y\":[2],\"$ref\":\"#/a\"}",
    );
}

#[test]
fn comments() {
    agree(
        "# a\na: 1 # b\n# c\nb: # d\n  # e\n  c: 2\n # f\n  d: 3\n# g\n",
        r#"{"a":1,"b":{"c":2,"d":3}}"#,
    );
    agree(
        "a: # none\n\nb: |# no\n  x\n"
            .replace("|# no", "| # yes")
            .as_str(),
        r#"{"a":null,"b":"x\n"}"#,
    );
    agree("a:\n- 1\n# between\n- 2 # after\n", r#"{"a":[1,2]}"#);
    agree(
        "a: |\n  # text\n  b\n# comment\nc: 'd # e'\n",
        "{\"a\":\"# text\\nb\\n\",\"c\":\"d # e\"}",
    );
    check("a: b\n\t# behind a tab\nc: d\n", r#"{"a":"b","c":"d"}"#);
}

#[test]
fn plain_and_quoted_scalars_over_lines() {
    agree(
        "a: one\n  two\n\n  three\n\n\n  four\nb: 1",
        r#"{"a":"one two\nthree\n\nfour","b":1}"#,
    );
    agree("a:\n  one\n  two # three\nb: 1", r#"{"a":"one two","b":1}"#);
    agree(
        "a: \"one\n  two\\\n  \\ three\\n\n\n  four \\\n\n  five\"\nb: 1",
        r#"{"a":"one two three\n\nfour \nfive","b":1}"#,
    );
    agree(
        "a: 'it''s\n  here\n\n  now'\nb: 1",
        r#"{"a":"it's here\nnow","b":1}"#,
    );
    agree(
        r#"a: "\x41\u00e9\U0001F600\t\"\\\/\N\_\0\e""#,
        "{\"a\":\"A\u{e9}\u{1f600}\\t\\\"\\\\/\u{85}\u{a0}\\u0000\\u001b\"}",
    );
    check(
        r#"a: "\ud83d\ude00\ud83d""#,
        "{\"a\":\"\u{1f600}\u{fffd}\"}",
    );
    agree("a: ''\nb: \"\"\nc: ' '\n", r#"{"a":"","b":"","c":" "}"#);
    agree("- a\n  - b\n- c", r#"["a - b","c"]"#);
}

#[test]
fn block_scalars() {
    agree(
        "a: |\n  one\n   two\n\n  three\n\n\nb: 1",
        r#"{"a":"one\n two\n\nthree\n","b":1}"#,
    );
    agree(
        "a: |-\n  one\n\nb: |+\n  two\n\nc: |\n\nd: 1",
        r#"{"a":"one","b":"two\n\n","c":"","d":1}"#,
    );
    agree(
        "a: >\n  one\n  two\n\n  three\n    four\n  five\n\n\n  six\nb: 1",
        r#"{"a":"one two\n\nthree\n  four\nfive\n\n\nsix\n","b":1}"#
            .replace("two\\n\\nthree", "two\\nthree")
            .replace("five\\n\\n\\nsix", "five\\n\\nsix")
            .as_str(),
    );
    agree(
        "a: |2\n   one\n  two\nb: >1-\n one\n two\n",
        r#"{"a":" one\ntwo\n","b":"one two"}"#,
    );
    agree(
        "- |\n one\n- >-\n  two\n  three\n",
        r#"["one\n","two three"]"#,
    );
    agree(
        "a:\n  - b: |\n      one\n       two\n    c: 1\n",
        r#"{"a":[{"b":"one\n two\n","c":1}]}"#,
    );
    agree(
        "a: |\n  b: c\n  - d\n  \"e\n  [f\n   #g\nh: 1\n",
        "{\"a\":\"b: c\\n- d\\n\\\"e\\n[f\\n #g\\n\",\"h\":1}",
    );
    agree("--- |\n one\n two\n", r#""one\ntwo\n""#);
    agree("a: |\n \t\n b\nc: 1", "{\"a\":\"\\t\\nb\\n\",\"c\":1}");
    check("a: |\n\t\n  b\n\t\nc: 1", "{\"a\":\"\\nb\\n\",\"c\":1}");
    check("a: |\n", r#"{"a":""}"#);
}

#[test]
fn flow_style() {
    agree(
        "a: [1, two, 'three', \"four\", [5], {six: 7}]\n",
        r#"{"a":[1,"two","three","four",[5],{"six":7}]}"#,
    );
    agree(
        "a: {b: c, 'd': e, \"f\":g, h: , i}\n",
        r#"{"a":{"b":"c","d":"e","f":"g","h":null,"i":null}}"#,
    );
    agree(
        "a: [\n  b, # one\n  c d\n  e,\n  ]\nf: 1",
        r#"{"a":["b","c d e"],"f":1}"#,
    );
    agree("[a: b, c, ? d : e]", r#"[{"a":"b"},"c",{"d":"e"}]"#);
    agree(
        "[a:b, http://c:1/d, {e:f: g}]",
        r#"["a:b","http://c:1/d",{"e:f":"g"}]"#,
    );
    agree(
        "{!!str\n  a: 1, & b: 2}".replace("& b", "&x b").as_str(),
        r#"{"a":1,"b":2}"#,
    );
    agree("{}", "{}");
    agree("a: []\nb: {}\n", r#"{"a":[],"b":{}}"#);
    check(
        "a: {\n  b: 1\n}\nc: [\n  2\n]\nd: 3",
        r#"{"a":{"b":1},"c":[2],"d":3}"#,
    );
    check(
        "{\n  \"a\": 1, # one\n  b: [2, 3,],\n}",
        r#"{"a":1,"b":[2,3]}"#,
    );
}

#[test]
fn document_markers() {
    agree("%YAML 1.2\n# c\n---\na: 1\n...\n", r#"{"a":1}"#);
    agree("---\n- a\n---\n- b\n", r#"["a"]"#);
    agree("--- [a]\n", r#"["a"]"#);
    agree("\u{feff}a: 1\n", r#"{"a":1}"#);
    agree("", "null");
    agree("# nothing\n\n", "null");
    agree("just text\nover lines", r#""just text over lines""#);

    let source = source("a: 1\n---\nb: 2\n");
    source.root().expect("the first document is fine");
    let findings: Vec<String> = source.findings().iter().map(ToString::to_string).collect();
    assert_eq!(
        findings,
        ["api.yaml:3:1: a second document in this file; only the first is read"]
    );
}

#[test]
fn tags() {
    agree(
        "a: !!str 1\nb: !!int \"2\"\nc: !custom 3\nd: !<tag:x,y> 4\ne: !!map\n  f: 1\ng: !!str\n",
        r#"{"a":"1","b":2,"c":"3","d":"4","e":{"f":1},"g":""}"#,
    );
    agree("!!map\n!x y: 1\n", r#"{"y":1}"#);
}

#[test]
fn aliases_share_what_their_anchor_holds() {
    agree(
        "a: &x\n  b: [1, &y 2]\nc: *x\nd: [*x, *y]\n",
        r#"{"a":{"b":[1,2]},"c":{"b":[1,2]},"d":[{"b":[1,2]},2]}"#,
    );
    agree("a: &x 1\nb: &x 2\nc: *x\n", r#"{"a":1,"b":2,"c":2}"#);
    agree("- &a\n- *a\n", "[null,null]");
    agree(
        "a: &x # c\n  !!map\n  b: 1\nc: *x # d\n",
        r#"{"a":{"b":1},"c":{"b":1}}"#,
    );

    let root = read("a: &x {b: 1}\nc: *x\n").expect("valid");
    let (anchor, alias) = (root.get("a").expect("a"), root.get("c").expect("c"));
    assert_eq!(anchor.id(), alias.id());
    assert_eq!(alias.place().to_string(), "api.yaml:1:7");
}

#[test]
fn what_holds_no_alias_is_read_when_it_is_asked_for() {
    let source = source("a: &x 1\nb: *x\nbad:\n  c: d: e\n");
    let root = source.root().expect("valid");
    assert_eq!(source.findings().len(), 0, "nobody has looked there yet");
    let bad = root.pointer("/bad/c").and_then(|node| node.error());
    assert!(bad.is_some());
    assert_eq!(source.findings().len(), 1);
}

#[test]
fn merge_keys_take_what_the_map_does_not_have() {
    check(
        "a: &a {x: 1, y: 2}\nb:\n  <<: *a\n  y: 3\n",
        r#"{"a":{"x":1,"y":2},"b":{"y":3,"x":1}}"#,
    );
    check(
        "a: &a {x: 1}\nb: &b {x: 2, y: 3}\nc:\n  <<: [*a, *b]\n",
        r#"{"a":{"x":1},"b":{"x":2,"y":3},"c":{"x":1,"y":3}}"#,
    );
    check("<<: 1\n", r#"{"<<":1}"#);
    check(
        "a: &a {x: 1}\nb:\n  <<: {y: 2}\n  c: *a\n",
        r#"{"a":{"x":1},"b":{"c":{"x":1},"y":2}}"#,
    );
}

#[test]
fn an_error_spoils_the_smallest_map_or_list_that_holds_it() {
    let source = source("good: 1\nbad:\n  a: b: c\nworse:\n    x: 1\n  y: 2\nalso_good: [2]\n");
    let root = source.root().expect("the outermost map is fine");
    let state: Vec<String> = root
        .entries()
        .iter()
        .map(|(key, value)| format!("{}: {:?}", key.text, value.kind()))
        .collect();
    assert_eq!(
        state,
        [
            "good: Number",
            "bad: Map",
            "worse: Invalid",
            "also_good: List"
        ]
    );
    let bad = root
        .pointer("/bad/a")
        .and_then(|node| node.error())
        .expect("invalid");
    assert_eq!(
        bad.to_string(),
        "api.yaml:3:7: `: ` in a value without quotes: put the value in quotes"
    );
    assert_eq!(source.findings().len(), 2);
}

#[test]
fn errors_say_where_and_what() {
    for (yaml, error) in [
        (
            "a: 1\n b: 2",
            "2:3: `: ` in a value without quotes: put the value in quotes",
        ),
        (
            "a:\n  b: 1\n c: 2",
            "3:2: indented by 1, where the entries around it are by 2",
        ),
        (
            "a:\n  - 1\n  b: 2",
            "3:3: expected `- `, as the lines of the list above have",
        ),
        (
            "a: 1\n- b",
            "2:1: an entry of a list among the keys of a map",
        ),
        ("a: 1\ntext", "2:1: expected `key: value`"),
        ("a:\n\tb: 1", "2:1: a tab cannot indent: YAML wants spaces"),
        (
            "a: @b",
            "1:4: a value cannot start with `@`: put it in quotes",
        ),
        (
            "a: \"b",
            "1:4: this `\"` is not closed in the lines that belong to it",
        ),
        (
            "a: 'b\nc: 1",
            "1:4: this `'` is not closed in the lines that belong to it",
        ),
        ("a: [b\nc: 1", "1:4: this `[` is not closed"),
        ("a: [b] c", "1:8: text after the end of the value: quote it"),
        ("a: [b}", "1:6: expected `,` or `]`"),
        ("a: \"\\q\"", "1:5: `\\q` is not an escape sequence"),
        (
            "a: *b",
            "1:4: no `&b` before this alias; text that starts with `*` needs quotes",
        ),
        ("- {a: b}: c", "1:9: a map or list cannot be a key"),
        ("? [a]\n: b", "1:3: a map or list cannot be a key"),
        (
            "a: |\n    b\n  c\n",
            "3:3: indented less than the text before it, and more than what holds it",
        ),
        (
            "a: | b",
            "1:4: text of a block scalar starts on the line after its `|` or `>`",
        ),
        (
            "a: &x\n  b: *x",
            "2:6: `*x` refers to the value that holds it",
        ),
        ("a: !b !c d", "1:7: a second `!` before one value"),
        (
            "--- a: b",
            "1:6: `: ` in a value without quotes: put the value in quotes",
        ),
        ("a: !b !c d", "1:7: a second `!` before one value"),
        (
            "--- a: b",
            "1:6: `: ` in a value without quotes: put the value in quotes",
        ),
        ("a: &x 1\n*x : 2", "2:1: expected `key: value`"),
        (": a", "1:1: expected a key before `:`"),
    ] {
        check(yaml, &format!("error: api.yaml:{error}"));
    }
}

#[test]
fn keys_that_repeat_are_reported_and_the_first_counts() {
    let source = source("a: 1\nb: 2\na: 3\n'b': 4\n");
    let root = source.root().expect("valid");
    assert_eq!(
        root.get("a").and_then(|a| a.as_number()).as_deref(),
        Some("1")
    );
    assert_eq!(root.entries().len(), 2);
    let findings: Vec<String> = source.findings().iter().map(ToString::to_string).collect();
    assert_eq!(
        findings,
        [
            "api.yaml:3:1: the key `a` is there twice in this map; the first one counts",
            "api.yaml:4:2: the key `b` is there twice in this map; the first one counts",
        ]
    );
}
