//! The reported places of nodes and errors.

use std::fmt::Write;

use crate::support::{read, source};

const YAML: &str = "\
paths:
  /größe/{id}:   # comment
    get:
      parameters:
        - name: 'filter'  # comment
          required: true
        - {name: ö, in: path}
      summary: >
        Text
        of two lines

      tags: []
";

#[track_caller]
fn check(pointer: &str, place: &str, text: &str) {
    let node = read(YAML).expect("valid").pointer(pointer).expect("there");
    assert_eq!(node.place().to_string(), place);
    assert_eq!(&YAML[node.place().range], text);
}

#[test]
fn values_have_their_exact_text() {
    check(
        "/paths/~1größe~1{id}/get/parameters/0/name",
        "api.yaml:5:17",
        "'filter'",
    );
    check(
        "/paths/~1größe~1{id}/get/parameters/0/required",
        "api.yaml:6:21",
        "true",
    );
    check(
        "/paths/~1größe~1{id}/get/parameters/1",
        "api.yaml:7:11",
        "{name: ö, in: path}",
    );
    check(
        "/paths/~1größe~1{id}/get/parameters/1/in",
        "api.yaml:7:25",
        "path",
    );
    check(
        "/paths/~1größe~1{id}/get/summary",
        "api.yaml:8:16",
        ">\n        Text\n        of two lines",
    );
    check("/paths/~1größe~1{id}/get/tags", "api.yaml:12:13", "[]");
    let parameters =
        &YAML[YAML.find("- name").expect("there")..YAML.find("\n      summary").expect("there")];
    check(
        "/paths/~1größe~1{id}/get/parameters",
        "api.yaml:5:9",
        parameters,
    );
}

#[test]
fn keys_have_places_of_their_own() {
    let paths = read(YAML).expect("valid").get("paths").expect("there");
    let (key, _) = &paths.entries()[0];
    assert_eq!(
        (key.at.to_string().as_str(), &YAML[key.at.range.clone()]),
        ("api.yaml:2:3", "/größe/{id}")
    );

    let (key, _) = &read("{\n  \"a\\\"b\": 1}").expect("valid").entries()[0];
    assert_eq!(
        (key.at.to_string().as_str(), key.at.range.clone()),
        ("api.yaml:2:4", 5..9)
    );
}

#[test]
fn columns_count_characters_in_lines_of_any_length() {
    let mut json = String::from("{\"first\": \"");
    for index in 0..4000 {
        write!(json, "größe{index}").expect("strings take everything");
    }
    json.push_str("\", \"last\": true}");
    let last = read(&json)
        .expect("valid")
        .get("last")
        .expect("there")
        .place();
    assert_eq!(last.column as usize, json.chars().count() - 4);
    assert_eq!(&json[last.range], "true");
}

#[test]
fn excerpts_show_the_line_as_the_compiler_does() {
    let source = source(YAML);
    let node = source
        .root()
        .expect("valid")
        .pointer("/paths/~1größe~1{id}/get/parameters/0/required");
    let excerpt = node.expect("there").place().excerpt(&source);
    let expected = concat!(
        " --> api.yaml:6:21\n",
        "  |\n",
        "6 |           required: true\n",
        "  |                     ^^^^",
    );
    assert_eq!(excerpt, expected);
}

#[test]
fn excerpts_of_long_lines_are_cut() {
    let json = format!(
        "{{\"long\": \"{}\", \"x\": 17, \"tail\": \"{}\"}}",
        "a".repeat(5000),
        "b".repeat(5000)
    );
    let source = source(&json);
    let excerpt = source
        .root()
        .expect("valid")
        .get("x")
        .expect("there")
        .place()
        .excerpt(&source);
    let lines: Vec<&str> = excerpt.lines().collect();
    assert!(
        lines.iter().all(|line| line.chars().count() < 140),
        "{excerpt}"
    );
    let caret = lines[3]
        .find('^')
        .map(|at| lines[3][..at].chars().count())
        .expect("carets");
    let shown: String = lines[2].chars().skip(caret).take(2).collect();
    assert_eq!((shown.as_str(), lines[3].matches('^').count()), ("17", 2));
}
