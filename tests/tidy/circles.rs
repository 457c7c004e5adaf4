//! No circle of imports between the top modules of a crate.

use std::collections::{BTreeMap, BTreeSet};

use super::{code, root, sources_in};

/// The modules, each with those that it imports.
type Imports = BTreeMap<String, BTreeSet<String>>;

/// Types that a crate hands on from its root, and the modules that they are from.
const AT_ROOT: [(&str, &str); 8] = [
    ("Call", "call"),
    ("CallError", "call"),
    ("Client", "client"),
    ("Error", "error"),
    ("RateLimit", "limits"),
    ("Request", "request"),
    ("Response", "call"),
    ("RetryPolicy", "retry"),
];

#[test]
fn modules_of_the_runtime_import_in_one_direction() {
    let modules = imports("lean-runtime/src");
    assert!(modules.len() > 15, "only {} modules", modules.len());
    check(modules);
}

/// An overlay is a document, and opening a description applies its overlays.
#[test]
fn modules_of_descriptions_import_in_one_direction() {
    let mut modules = imports("lean-openapi/src");
    assert!(modules.len() > 10, "only {} modules", modules.len());
    let overlay = modules.get_mut("overlay").expect("a module");
    assert!(overlay.remove("document"), "the exception is not needed");
    check(modules);
}

#[track_caller]
fn check(mut left: Imports) {
    // Remove modules that import no remaining module. The remaining ones are in a circle or above
    // one.
    while let Some(lowest) = left
        .iter()
        .find(|(_, used)| used.iter().all(|used| !left.contains_key(used)))
        .map(|(module, _)| module.clone())
    {
        left.remove(&lowest);
    }
    assert!(left.is_empty(), "modules in circles: {left:#?}");
}

fn imports(folder: &str) -> Imports {
    let mut imports = Imports::new();
    let base = root().join(folder);
    for (path, text) in sources_in(folder) {
        let relative = path.strip_prefix(&base).expect("a file of the folder");
        let module = relative.iter().next().and_then(|first| first.to_str());
        let module = module.expect("text").trim_end_matches(".rs").to_owned();
        let is_test = relative.ends_with("tests.rs");
        if is_test || ["lib", "private", "macros"].contains(&module.as_str()) {
            continue;
        }
        let text = text
            .split("#[cfg(test)]\nmod tests {")
            .next()
            .unwrap_or_default();
        let text = code(text).collect::<Vec<_>>().join("\n");
        let used = imports.entry(module.clone()).or_default();
        used.extend(
            named_modules(&text)
                .into_iter()
                .filter(|used| *used != module),
        );
    }
    let modules: BTreeSet<String> = imports.keys().cloned().collect();
    for used in imports.values_mut() {
        used.retain(|used| modules.contains(used));
    }
    imports
}

/// The modules behind `crate::`, one by one or in braces.
fn named_modules(text: &str) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for (at, start) in text.match_indices("crate::") {
        let rest = &text[at + start.len()..];
        let items = match rest.strip_prefix('{') {
            Some(rest) => in_braces(rest),
            None => vec![rest],
        };
        for item in items {
            let item = item.trim_start();
            let end = item.find(|c: char| !c.is_alphanumeric() && c != '_');
            let name = &item[..end.unwrap_or(item.len())];
            let moved = AT_ROOT.iter().find(|(shown, _)| *shown == name);
            found.insert(moved.map_or(name, |(_, module)| module).to_owned());
        }
    }
    found
}

/// The items up to the brace that closes, by the commas outside of inner braces.
fn in_braces(text: &str) -> Vec<&str> {
    let (mut depth, mut start, mut items) = (0, 0, Vec::new());
    for (at, c) in text.char_indices() {
        match c {
            '{' => depth += 1,
            '}' if depth == 0 => {
                items.push(&text[start..at]);
                break;
            }
            '}' => depth -= 1,
            ',' if depth == 0 => {
                items.push(&text[start..at]);
                start = at + 1;
            }
            _ => {}
        }
    }
    items
}
