//! File names that say nothing about their content.

use super::{shown, sources_in};

#[test]
fn no_file_is_named_after_nothing() {
    let vague = [
        "common.rs",
        "helper.rs",
        "helpers.rs",
        "misc.rs",
        "util.rs",
        "utils.rs",
    ];
    for folder in [
        "lean-cli",
        "lean-codegen",
        "lean-diff",
        "lean-identity",
        "lean-macros",
        "lean-openapi",
        "lean-runtime",
        "lean-sandbox",
        "src",
        "tests",
    ] {
        for (path, _) in sources_in(folder) {
            let name = path
                .file_name()
                .and_then(|name| name.to_str())
                .unwrap_or_default();
            assert!(!vague.contains(&name), "{}", shown(&path));
        }
    }
}
