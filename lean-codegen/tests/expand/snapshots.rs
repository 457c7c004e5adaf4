//! The complete output for a few items. The files next to this one contain it; `UPDATE=1 cargo test
//! -p lean-codegen` rewrites them and fails once. Review the changes before you commit them.

use std::fs;
use std::path::Path;

use super::expanded;

#[track_caller]
fn check(name: &str, attribute: &str, item: &str) {
    let emitted = expanded(attribute, item);
    let file = syn::parse_file(&emitted).expect("what is emitted is Rust");
    let emitted = prettyplease::unparse(&file);
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/expand/snapshots")
        .join(name)
        .with_extension("txt");
    let expected = fs::read_to_string(&path).unwrap_or_default();
    if expected == emitted {
        return;
    }
    if std::env::var_os("UPDATE").is_some() {
        fs::write(&path, &emitted).expect("the snapshot can be written");
        panic!("{} is written anew: read it", path.display());
    }
    let differs = expected
        .lines()
        .zip(emitted.lines())
        .enumerate()
        .find(|(_, (expected, emitted))| expected != emitted);
    panic!(
        "{} differs from what is emitted, first at {differs:?}",
        path.display()
    );
}

#[test]
fn an_operation_as_described() {
    check(
        "described",
        "spec = \"bank.yaml\"",
        "pub trait Bank { fn get_customer(); }",
    );
}

#[test]
fn a_signature_of_ones_own() {
    check(
        "own",
        "spec = \"bank.yaml\"",
        "pub trait Bank {
            #[operation(getTransactions)]
            async fn lines(&self, account_id: &str, size: Option<i32>) -> Result<Lines, lean::Error>;
        }",
    );
}

#[test]
fn several_traits_that_share_their_models() {
    check(
        "several",
        "spec = \"bank.yaml\"",
        "pub mod banks { pub trait One { fn ping(); } pub trait Other { fn ping(); fn get_statement(); } }",
    );
}

#[test]
fn mistakes_next_to_valid_parts() {
    check(
        "mistakes",
        "spec = \"bank.yaml\"",
        "pub trait Bank { fn ping(); fn pnig(); async fn search(&self, q: u8) -> Result<(), lean::Error>; }",
    );
}
