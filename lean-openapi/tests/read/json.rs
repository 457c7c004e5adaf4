//! JSON, case by case.

use lean_openapi::read::{Kind, Scalar, Source};

use crate::support::{first_error, read, source, to_json};

#[track_caller]
fn check(json: &str, expected: &str) {
    assert_eq!(to_json(json), expected, "{json}");
}

#[test]
fn values() {
    check(
        r#" {"a" : [1, -2.50, 1e5, "x", true, false, null, {}, []]} "#,
        r#"{"a":[1,-2.50,1e5,"x",true,false,null,{},[]]}"#,
    );
    check("\u{feff}[1]", "[1]");
    check(
        "[12345678901234567890123.4567890123456789]",
        "[12345678901234567890123.4567890123456789]",
    );
    check(
        r#"["\"\\\/\b\f\n\r\t\u00e9\ud83d\ude00"]"#,
        "[\"\\\"\\\\/\\u0008\\u000c\\n\\r\\té\u{1f600}\"]",
    );
    check(r#"{"a\"b\u0041": "}"}"#, r#"{"a\"bA":"}"}"#);
    check("{\"a\":\r\n\t[\r\n]\r\n}", r#"{"a":[]}"#);
}

#[test]
fn accessors_answer_only_for_their_kind() {
    let root = read(
        r#"{"null": null, "bool": true, "number": 1.0, "string": "s", "list": [1], "map": {"k": 2}}"#,
    );
    let root = root.expect("valid");
    let kinds: Vec<Kind> = root
        .entries()
        .iter()
        .map(|(_, value)| value.kind())
        .collect();
    assert_eq!(
        kinds,
        [
            Kind::Null,
            Kind::Bool,
            Kind::Number,
            Kind::String,
            Kind::List,
            Kind::Map
        ]
    );
    for (key, value) in root.entries() {
        assert_eq!(value.as_bool().is_some(), &*key.text == "bool");
        assert_eq!(value.as_number().is_some(), &*key.text == "number");
        assert_eq!(value.as_str().is_some(), &*key.text == "string");
        assert_eq!(value.items().is_empty(), &*key.text != "list");
        assert_eq!(value.entries().is_empty(), &*key.text != "map");
        assert_eq!(value.get("k").is_some(), &*key.text == "map");
        assert_eq!(
            value.scalar() == Scalar::NotScalar,
            matches!(value.kind(), Kind::List | Kind::Map)
        );
        assert_eq!(value.error(), None);
    }
}

#[test]
fn pointers() {
    let root = read(r#"{"a/b": {"c~d": [10, {"": 11}]}, "01": 12}"#).expect("valid");
    let number = |pointer: &str| root.pointer(pointer).and_then(|node| node.as_number());
    assert_eq!(number("/a~1b/c~0d/0").as_deref(), Some("10"));
    assert_eq!(number("/a~1b/c~0d/1/").as_deref(), Some("11"));
    assert_eq!(number("/01").as_deref(), Some("12"));
    assert_eq!(root.pointer("").map(|node| node.id()), Some(root.id()));
    for nowhere in [
        "/a",
        "a",
        "/a~1b/c~0d/2",
        "/a~1b/c~0d/00",
        "/a~1b/c~0d/+1",
        "/a~1b/c~0d/-",
        "/01/x",
    ] {
        assert!(root.pointer(nowhere).is_none(), "{nowhere}");
    }
}

#[test]
fn large_maps_are_found_in() {
    let members: Vec<String> = (0..5000)
        .map(|index| format!("\"key{index}\": {index}"))
        .collect();
    let root = read(&format!("{{{}}}", members.join(","))).expect("valid");
    for index in [0, 1, 8, 4999] {
        let found = root
            .get(&format!("key{index}"))
            .and_then(|value| value.as_number());
        assert_eq!(found.as_deref(), Some(index.to_string().as_str()));
    }
    assert!(root.get("key5000").is_none());
}

#[test]
fn ids_tell_places_apart() {
    let root = read(r#"{"a": [[1], [1]], "b": {"": {}}}"#).expect("valid");
    let same = root.pointer("/a/0").expect("there");
    assert_eq!(
        Some(same.id()),
        root.get("a")
            .and_then(|a| a.items().first().map(|node| node.id()))
    );
    let mut ids = vec![root.id()];
    for pointer in ["/a", "/a/0", "/a/0/0", "/a/1", "/a/1/0", "/b", "/b/"] {
        ids.push(root.pointer(pointer).expect("there").id());
    }
    let count = ids.len();
    ids.sort();
    ids.dedup();
    assert_eq!(ids.len(), count);
}

#[test]
fn what_breaks_the_whole_is_one_error() {
    for (json, error) in [
        ("{\"a\": 1", "1:1: this `{` is not closed"),
        (
            "{\"a\": [1}",
            "1:9: `}` does not close the `[` that is open here",
        ),
        ("{\"a\": 1}}", "1:9: text after the end of the document"),
        ("{\"a\": \"b}", "1:7: this `\"` is not closed"),
        ("{\"a\" 1}", "1:6: expected `:` after the key"),
        ("{\"a\": 1 \"b\": 2}", "1:9: a `,` is missing before this"),
        ("[1,,2]", "1:4: expected a value"),
        ("{,}", "1:2: expected a key in double quotes"),
    ] {
        let read = Source::new("api.json", json).and_then(|source| source.root());
        assert_eq!(
            read.map_err(|error| error.to_string()).err(),
            Some(format!("api.json:{error}"))
        );
    }
}

#[test]
fn what_breaks_a_part_leaves_the_rest() {
    let text = r#"{"good": 1, "bad": {"x": 1 "y": 2}, "number": 01, "word": tru, "string": "\q"}"#;
    let source = Source::new("api.json", text).expect("small");
    let root = source.root().expect("the outermost map is fine");
    assert_eq!(root.get("good").map(|node| node.kind()), Some(Kind::Number));
    let errors: Vec<String> = root
        .entries()
        .iter()
        .filter_map(|(_, value)| value.error())
        .map(|e| e.to_string())
        .collect();
    assert_eq!(
        errors,
        [
            "api.json:1:28: a `,` is missing before this",
            "api.json:1:47: `01` is not a JSON value",
            "api.json:1:59: `tru` is not a JSON value",
            "api.json:1:75: `\\q` is not an escape sequence",
        ]
    );
    assert_eq!(source.findings().len(), 4);
}

#[test]
fn small_mistakes_are_repaired_and_reported() {
    let source = Source::new(
        "api.json",
        "{\"a\": [1, 2,], \"b\": \"\\ud800\", \"a\": 3, \"c\": \"\n\"}",
    )
    .expect("small");
    let root = source.root().expect("valid");
    assert_eq!(first_error(&root), None);
    let findings: Vec<String> = source
        .findings()
        .iter()
        .map(|finding| finding.message().to_owned())
        .collect();
    assert_eq!(
        findings,
        [
            "the key `a` is there twice in this map; the first one counts",
            "a comma after the last entry is not JSON",
            "half of a surrogate pair, read as U+FFFD",
            "a line break in a string is not JSON",
        ]
    );
}

#[test]
fn braces_may_be_yaml() {
    check(
        "{openapi: 3.1.0, 'paths': {}}",
        r#"{"openapi":"3.1.0","paths":{}}"#,
    );
    check("{\"a\": \"one\n  two\"}", r#"{"a":"one two"}"#);
    check("{\"a\": {b: c}}", r#"{"a":{"b":"c"}}"#);
    check("[\n  one, # comment ]\n  'it''s'\n]", r#"["one","it's"]"#);
    let root = Source::new("api.json", "{\"a\": {b: c}}")
        .and_then(|source| source.root())
        .expect("valid outside");
    assert_eq!(root.get("a").map(|node| node.kind()), Some(Kind::Invalid));
}

#[test]
fn reads_are_shared_between_threads() {
    let source = source(&format!("[{}]", vec!["{\"a\":[1,2,3]}"; 2000].join(",")));
    std::thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| {
                let items = source.root().expect("valid").items();
                assert!(items.iter().all(|item| {
                    item.pointer("/a/2")
                        .and_then(|node| node.as_number())
                        .is_some()
                }));
            });
        }
    });
}
