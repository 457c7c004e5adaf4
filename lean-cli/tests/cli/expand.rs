//! `expand`: the printed client.

use std::fs;

use super::{SHOP, fails, scratch, succeeds};

#[test]
fn everything_is_printed_less_what_is_refused_by_name() {
    let (code, refusals) = succeeds(&["expand", SHOP]);
    assert!(code.contains("pub trait Api {"), "{code}");
    assert!(
        code.contains("fn get_order(") && code.contains("pub struct Stock {"),
        "{code}"
    );
    assert!(!code.contains("fn search("), "{code}");
    assert!(
        refusals.contains("refused `search`") && refusals.contains("shop.yaml:"),
        "{refusals}"
    );
}

#[test]
fn only_what_is_chosen() {
    let (code, refusals) = succeeds(&["expand", SHOP, "--operations", "getOrder"]);
    assert!(
        code.contains("pub struct Order {") && !code.contains("Stock"),
        "{code}"
    );
    assert_eq!(refusals, "");
    let (code, _) = succeeds(&["expand", SHOP, "--tags", "Stock"]);
    assert!(
        code.contains("pub struct Stock {") && !code.contains("Order"),
        "{code}"
    );
    let (code, _) = succeeds(&["expand", SHOP, "--operations", "GET /stock,getOrder"]);
    assert!(code.contains("Stock") && code.contains("Order"), "{code}");
}

#[test]
fn what_is_refused_and_asked_for_is_an_error() {
    let error = fails(1, &["expand", SHOP, "--operations", "search"]);
    assert!(error.starts_with("error: "), "{error}");
    assert!(
        error.contains("filter") && error.contains("shop.yaml:"),
        "{error}"
    );
}

#[test]
fn an_unknown_operation_gets_a_suggestion() {
    let error = fails(1, &["expand", SHOP, "--operations", "getOrdr,getStok"]);
    assert!(
        error.contains("no operation `getOrdr`") && error.contains("did you mean `getOrder`?"),
        "{error}"
    );
    assert!(
        error.contains("operationId: getOrder\n"),
        "the line of what is suggested: {error}"
    );
    assert!(
        error.contains("no operation `getStok`"),
        "all mistakes at once: {error}"
    );
}

#[test]
fn an_unknown_tag_gets_a_suggestion() {
    let error = fails(1, &["expand", SHOP, "--tags", "Ordres"]);
    assert!(error.contains("did you mean `Orders`?"), "{error}");
}

#[test]
fn choices_exclude_each_other() {
    let error = fails(2, &["expand", SHOP, "--all", "--tags", "Orders"]);
    assert!(error.contains("cannot be used with"), "{error}");
}

#[test]
fn the_trait_names_the_module() {
    let (code, _) = succeeds(&["expand", SHOP, "--trait", "CornerShop"]);
    assert!(
        code.contains("pub trait CornerShop {") && code.contains("pub mod corner_shop {"),
        "{code}"
    );
    let error = fails(2, &["expand", SHOP, "--trait", "no name"]);
    assert!(error.contains("not a Rust identifier"), "{error}");
}

#[test]
fn written_to_a_file() {
    let out = scratch("client.rs");
    let (printed, _) = succeeds(&["expand", SHOP, "--out", &out.to_string_lossy()]);
    assert_eq!(printed, "");
    assert_eq!(
        fs::read_to_string(&out).expect("it was written"),
        succeeds(&["expand", SHOP]).0
    );
}

#[test]
fn a_file_that_cannot_be_written() {
    let error = fails(1, &["expand", SHOP, "--out", "/nowhere/client.rs"]);
    assert!(
        error.contains("cannot write `/nowhere/client.rs`"),
        "{error}"
    );
}
