//! The table of used names against what uses them.

use std::collections::BTreeSet;
use std::path::Path;

use lean_openapi::name::{Position, is_used, used_names};

const FIXTURE: &str = include_str!("../../../tests/specs/names.yaml");

/// The public methods of a type, by the text of its file.
fn methods(file: &str, of: &str) -> BTreeSet<String> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../lean-runtime/src")
        .join(file);
    let text = std::fs::read_to_string(path).expect("the runtime is beside this crate");
    let file = syn::parse_file(&text).expect("it is Rust");
    let mut names = BTreeSet::new();
    for item in file.items {
        let syn::Item::Impl(item) = item else {
            continue;
        };
        let syn::Type::Path(path) = &*item.self_ty else {
            continue;
        };
        if path
            .path
            .segments
            .last()
            .is_none_or(|last| last.ident != of)
        {
            continue;
        }
        let is_trait = item.trait_.is_some();
        for item in item.items {
            let syn::ImplItem::Fn(method) = item else {
                continue;
            };
            // A function without a receiver is found by no method call.
            if method.sig.receiver().is_none() {
                continue;
            }
            if is_trait || matches!(method.vis, syn::Visibility::Public(_)) {
                names.insert(method.sig.ident.to_string());
            }
        }
    }
    assert!(!names.is_empty(), "no methods of `{of}`");
    names
}

#[track_caller]
fn knows(position: Position, methods: &BTreeSet<String>) {
    for method in methods {
        assert!(is_used(position, method), "`{method}` at {position:?}");
    }
}

#[test]
fn the_table_knows_every_method_of_calls_and_clients() {
    knows(Position::Setter, &methods("call/mod.rs", "Call"));
    knows(Position::Operation, &methods("client/mod.rs", "Client"));
    knows(Position::Operation, &methods("blocking.rs", "Client"));
}

/// The description that is compiled in `tests/compiles/names.rs`.
#[test]
fn the_fixture_has_every_used_name_in_every_position() {
    for name in used_names(Position::Setter) {
        let parameter = format!("        - {{ name: {name}, in: query, schema");
        assert!(FIXTURE.contains(&parameter), "{parameter}");
    }
    for name in used_names(Position::Operation).chain(used_names(Position::Module)) {
        let operation = format!("operationId: {name},");
        assert!(FIXTURE.contains(&operation), "{operation}");
    }
    for name in used_names(Position::Member)
        .chain(used_names(Position::Setter))
        .chain(used_names(Position::Operation))
    {
        let member = format!("        {name}: {{ type: string }}");
        assert!(FIXTURE.contains(&member), "{member}");
    }
    for name in used_names(Position::Type) {
        assert!(FIXTURE.contains(&format!("    {name}: {{")), "{name}");
    }
}
