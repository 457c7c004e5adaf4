//! Explains why a requested operation cannot be found, although the text has it.

use crate::api::{Finding, Place, Rule};
use crate::document::{
    At, Description, Wanted, find_correction, ids_in, is_method, nearest_method,
};
use crate::name;
use crate::read::{Key, Kind};

/// The fields of the root, for one that is misspelt or is elsewhere.
const PATHS: [&str; 1] = ["paths"];

impl Description {
    /// The reason why an operation cannot be found, if it is known.
    pub fn why_missing(&self, wanted: &Wanted) -> Option<Finding> {
        let broken = self.find_in_broken_text(wanted);
        let root = self.document.root();
        let Some(paths) = root.get("paths") else {
            return broken.or_else(|| Some(missing_paths_finding(root)));
        };
        broken.or_else(|| {
            let mut items = paths.node.entries().into_iter();
            items.find_map(|(path, item)| {
                self.find_in_path_item(wanted, &path.text, &paths.child(item))
            })
        })
    }

    /// The mistake in the text that holds an operation.
    fn find_in_broken_text(&self, wanted: &Wanted) -> Option<Finding> {
        let first = self.document.broken().into_iter().next()?;
        let is_there = match wanted {
            Wanted::Name(wanted) => {
                let is_in = |text: &str| ids_in(text).any(|id| names_same_operation(id, wanted));
                self.document.any_text_matches(is_in)
            }
            Wanted::Route { path, .. } => {
                let paths = self.document.root().get("paths");
                let item = paths.and_then(|paths| paths.get(path));
                item.is_some_and(|item| item.node.error().is_some())
            }
        };
        let message = format!(
            "{}; `{wanted}` is in a part that cannot be read",
            first.message
        );
        is_there.then_some(Finding { message, ..first })
    }

    /// The mistake in the path item that holds an operation.
    fn find_in_path_item(&self, wanted: &Wanted, path: &str, item: &At) -> Option<Finding> {
        let item = self.document.follow_references(item).ok()?;
        let is_wanted = |id: Option<String>| match (wanted, id) {
            (Wanted::Name(wanted), Some(id)) => names_same_operation(&id, wanted),
            _ => false,
        };
        let id = |at: &At, key: &str| at.node.get(key).and_then(|id| id.as_text());
        if is_wanted(id(&item, "operationId")) {
            let place = item.node.get("operationId")?.place();
            let message =
                format!("it is next to its method in `{path}`, not inside it: indent it further");
            return Some(Finding::refused(Rule::MisplacedField, place, message));
        }
        for (key, value) in item.node.entries() {
            let at = item.child(value);
            if is_method(&key.text, self.version()) {
                let wrong = at.node.entries().into_iter().find(|(key, _)| {
                    find_correction(&key.text, ["operationId"], |there| {
                        at.node.get(there).is_some()
                    })
                    .is_some()
                });
                if let Some((wrong, _)) = wrong.filter(|(wrong, _)| is_wanted(id(&at, &wrong.text)))
                {
                    return Some(misspelt_field_finding(&wrong, "operationId"));
                }
                continue;
            }
            let same_route = matches!(wanted, Wanted::Route { method, path: wanted }
                if wanted == path && nearest_method(&key.text) == Some(&*method.to_ascii_lowercase()));
            if same_route || is_wanted(id(&at, "operationId")) {
                return Some(misspelt_method_finding(path, &key));
            }
        }
        None
    }
}

/// Returns true if a Rust name means an `operationId`.
fn names_same_operation(id: &str, wanted: &str) -> bool {
    id == wanted || name::snake(id) == *wanted
}

fn misspelt_method_finding(path: &str, key: &Key) -> Finding {
    let key_text = &key.text;
    if &**key_text == "query" {
        let message =
            format!("`query` in `{path}` is a method since OpenAPI 3.2; say `openapi: 3.2.0`");
        return Finding::refused(Rule::OtherVersion, key.at.clone(), message);
    }
    let message = format!("`{key_text}` in `{path}` is not a method");
    Finding::refused(Rule::UnknownMethod, key.at.clone(), message)
        .maybe_suggest(nearest_method(key_text))
}

fn misspelt_field_finding(key: &Key, near: &str) -> Finding {
    let message = format!("unknown field `{}`", key.text);
    Finding::refused(Rule::MisspeltField, key.at.clone(), message).suggest(near)
}

/// Finds `paths` in another place, or reports that it is missing.
fn missing_paths_finding(root: &At) -> Finding {
    for (key, value) in root.node.entries() {
        if find_correction(&key.text, PATHS, |_| false).is_some() {
            return misspelt_field_finding(&key, "paths");
        }
        if let Some((inner, _)) = value
            .entries()
            .into_iter()
            .find(|(inner, _)| &*inner.text == "paths")
        {
            let message = format!(
                "its `paths` is inside `{}`: it belongs to the outermost map",
                key.text
            );
            return Finding::refused(Rule::MisplacedField, inner.at, message);
        }
    }
    if root.node.kind() == Kind::Map && root.node.get("webhooks").is_some() {
        let message = "it has webhooks, and no `paths`";
        return Finding::refused(Rule::MissingField, Place::default(), message);
    }
    Finding::refused(Rule::MissingField, Place::default(), "it has no `paths`")
}
