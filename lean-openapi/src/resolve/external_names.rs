//! The names for schemas of other files. They come from the `$ref`s in the text of every reachable
//! file, so that they do not depend on the choice.

use std::collections::HashSet;
use std::sync::Arc;

use super::names::Assigned;
use crate::document::{At, Document, PathItem, Target, stem};
use crate::name;

/// Assigns the names of every schema in another file that some reference names.
pub(super) fn assign_names(document: &Document, names: &mut Assigned) {
    hand_on_names(document, names);
    let root: Arc<str> = document.root().home.path.clone();
    let mut known: HashSet<Arc<str>> = HashSet::from([root.clone()]);
    let mut todo = vec![document.root().clone()];
    let mut index = 0;
    while let Some(file) = todo.get(index).cloned() {
        index += 1;
        for reference in ref_values(&document.text_of(&file.home.path)) {
            let Ok(target) = document.resolve_reference(&file, reference) else {
                continue;
            };
            let home = target.at.home.path.clone();
            if home == root {
                continue;
            }
            if known.insert(home.clone()) {
                todo.extend(document.find_file(&home));
            }
            // References to path items are among those to schemas.
            if let Some(wire) = wire_name(&target).filter(|_| !PathItem::is_operation(&target.at)) {
                names.assign_external(&target.at, &wire, stem(&home));
            }
        }
    }
}

/// Returns true if a reference of the root leads to another file.
pub(super) fn has_external_refs(document: &Document) -> bool {
    let text = document.text_of(&document.root().home.path);
    ref_values(&text)
        .iter()
        .any(|reference| !reference.starts_with('#'))
}

/// Components of the root that only refer to a schema of another file by the same name are that schema.
fn hand_on_names(document: &Document, names: &mut Assigned) {
    for (key, at) in document.components("schemas") {
        let Some(target) = only_ref(document, &at) else {
            continue;
        };
        let same = wire_name(&target).is_some_and(|wire| name::pascal(&wire) == name::pascal(&key));
        if same && target.at.home.path != document.root().home.path {
            names.hand_on(at.node.id(), target.at.node.id());
        }
    }
}

fn only_ref(document: &Document, at: &At) -> Option<Target> {
    let reference = at.node.text("$ref")?;
    let alone = at.node.entries().len() == 1;
    if alone {
        document.resolve_reference(at, &reference).ok()
    } else {
        None
    }
}

/// The name of a target in its place; none if it is a part of something with a name.
fn wire_name(target: &Target) -> Option<String> {
    let pointer = target.pointer.as_deref()?;
    let tokens: Vec<&str> = pointer.split('/').skip(1).collect();
    let last = match tokens[..] {
        [] => return Some(stem(&target.at.home.path).to_string()),
        ["components", "schemas", last] => last,
        ["components", ..] | ["paths", ..] => return None,
        ["$defs" | "definitions" | "schemas", last] => last,
        [last] if last != "components" && last != "paths" => last,
        _ => return None,
    };
    Some(last.replace("~1", "/").replace("~0", "~"))
}

/// The values of all `$ref` in a text, JSON or YAML.
fn ref_values(text: &str) -> Vec<&str> {
    let mut found = Vec::new();
    let mut rest = text;
    while let Some(at) = rest.find("$ref") {
        rest = &rest[at + "$ref".len()..];
        let after = rest.trim_start_matches(['"', '\'']).trim_start();
        let Some(value) = after.strip_prefix(':') else {
            continue;
        };
        let value = value.trim_start();
        let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''));
        let end = match quote {
            Some(quote) => value[1..].find(quote).map(|end| end + 1),
            None => value.find([',', '}', '\n', '\r', ' ']),
        };
        let from = usize::from(quote.is_some());
        found.extend(value.get(from..end.unwrap_or(value.len())));
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_of_both_grammars() {
        let text = "a: { $ref: x.yaml#/A }\nb:\n  $ref: 'y.yaml'\n\"$ref\": \"#/z\", $ref: w\nno $ref here\n$ref";
        assert_eq!(ref_values(text), ["x.yaml#/A", "y.yaml", "#/z", "w"]);
    }
}
