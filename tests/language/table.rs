//! The table of `docs/openapi.md`: every test that it names exists, and every supported feature names a test.

use std::fs;
use std::path::{Path, PathBuf};

const STATES: [&str; 4] = ["yes", "partly", "refused by name", "not yet"];

#[test]
fn every_test_that_is_named_exists() {
    let missing: Vec<String> = rows()
        .iter()
        .flat_map(|row| tests(row).to_vec())
        .filter(|test| !exists(test))
        .collect();
    assert!(
        missing.is_empty(),
        "docs/openapi.md names tests that do not exist: {missing:#?}"
    );
}

#[test]
fn every_row_has_a_state_and_what_is_honoured_has_a_test() {
    let rows = rows();
    assert!(rows.len() > 80, "only {} rows", rows.len());
    for row in rows {
        assert_eq!(row.len(), 6, "{row:?}");
        let state = row[4].as_str();
        assert!(STATES.contains(&state), "{row:?}");
        assert!(
            state == "not yet" || !tests(&row).is_empty(),
            "{row:?} names no test"
        );
    }
}

/// The cells of each row: feature, 3.0, 3.1, 3.2, state, tests.
fn rows() -> Vec<Vec<String>> {
    let text = fs::read_to_string(root().join("docs/openapi.md")).expect("the table");
    let lines = text
        .lines()
        .filter(|line| line.starts_with("| ") && !line.starts_with("| feature"));
    lines
        .map(|line| {
            line.trim_matches('|')
                .split(" | ")
                .map(|cell| cell.trim().to_owned())
                .collect()
        })
        .collect()
}

/// Returns the tests of a row: the names in backticks in its last cell.
fn tests(row: &[String]) -> Vec<String> {
    let last = row.last().map(String::as_str).unwrap_or_default();
    last.split('`')
        .skip(1)
        .step_by(2)
        .map(str::to_owned)
        .collect()
}

/// Returns true if a test exists. `language::bodies::forms` is the function `forms` in `tests/language/bodies.rs`; names
/// of other crates' tests begin with `openapi::`, `codegen::` and `runtime::`.
fn exists(test: &str) -> bool {
    let (folder, path) = match test.split_once("::") {
        Some(("openapi", path)) => ("lean-openapi/tests", path),
        Some(("codegen", path)) => ("lean-codegen/tests", path),
        Some(("runtime", path)) => ("lean-runtime/tests", path),
        _ => ("tests", test),
    };
    let Some((file, function)) = path.rsplit_once("::") else {
        return false;
    };
    let module = root().join(folder).join(file.replace("::", "/"));
    let has_test = |file: PathBuf| {
        fs::read_to_string(file).is_ok_and(|text| text.contains(&format!("fn {function}()")))
    };
    has_test(module.with_extension("rs")) || has_test(module.join("mod.rs"))
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).to_path_buf()
}
