//! `inspect`: the content of a description.

use serde_json::Value;

use super::{SHOP, succeeds};

#[test]
fn counts_for_people() {
    let (counts, _) = succeeds(&["inspect", SHOP]);
    for line in [
        "operations  3",
        "generated   2",
        "refused     1",
        "search (GET /search)",
    ] {
        assert!(counts.contains(line), "{line} is not in:\n{counts}");
    }
}

#[test]
fn operations_by_tag_as_a_trait_names_them() {
    let (list, _) = succeeds(&["inspect", SHOP, "--list"]);
    let lines: Vec<String> = list
        .lines()
        .map(|line| line.split_whitespace().collect::<Vec<_>>().join(" "))
        .collect();
    let expected = [
        "Orders",
        "get_order GET /orders/{id}",
        "",
        "Search",
        "search GET /search (refused)",
        "",
        "Stock",
        "get_stock GET /stock",
    ];
    assert_eq!(lines, expected);
}

#[test]
fn counts_for_programs() {
    let (counts, _) = succeeds(&["inspect", SHOP, "--json"]);
    let counts: Value = serde_json::from_str(&counts).expect("JSON");
    assert_eq!(counts["operations"], 3);
    assert_eq!(counts["generated"], 2);
    assert_eq!(counts["refused"][0]["operation"], "search");
    assert_eq!(counts["refused"][0]["route"], "GET /search");
    assert_eq!(counts["openapi"], "3.1");
    assert_eq!(counts["list"][0]["method"], "get_order");
    assert_eq!(counts["list"][0]["tags"][0], "Orders");
}
