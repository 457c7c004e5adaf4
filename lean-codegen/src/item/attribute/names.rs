//! The names of the arguments: which there are, which exclude each other, and messages about others.

use syn::Ident;

/// The conflict of an argument with the given ones.
pub(super) fn find_conflict(name: &str, given: &[String]) -> Option<String> {
    let has = |other: &str| given.iter().any(|given| given == other);
    match name {
        "operations" if has("tags") => {
            Some("choose by `operations` or by `tags`, not by both".to_owned())
        }
        "tags" if has("operations") => {
            Some("choose by `operations` or by `tags`, not by both".to_owned())
        }
        "overlay" => None,
        _ => has(name).then(|| format!("`{name}` is given twice")),
    }
}

/// The arguments that there are, for messages.
pub(super) const ARGUMENTS: [&str; 15] = [
    "spec",
    "relative_to",
    "overlay",
    "overlays",
    "refs",
    "operations",
    "tags",
    "opaque",
    "formats",
    "crate",
    "module",
    "webhooks",
    "mutual_tls",
    "idempotency",
    "drift",
];

/// The arguments of `#[schema(..)]` that are about the description.
pub(in crate::item) const SCHEMA_ARGUMENTS: [&str; 7] = [
    "spec",
    "relative_to",
    "overlay",
    "overlays",
    "refs",
    "crate",
    "drift",
];

/// Other words for an argument, and its right spelling.
const ALIASES: [(&str, &[&str]); 6] = [
    (
        "spec = \"..\"",
        &[
            "file",
            "path",
            "openapi",
            "description",
            "document",
            "schema",
            "url",
        ],
    ),
    ("operations = all", &["all"]),
    ("operations = [..]", &["only", "methods", "select"]),
    ("module = ..", &["mod", "models", "name", "types"]),
    (
        "idempotency = \"Idempotency-Key\"",
        &["idempotency_key", "idempotency_header", "idempotent"],
    ),
    ("mutual_tls", &["mtls", "tls", "certificate", "identity"]),
];

pub(super) fn unknown_argument_error(key: &Ident, name: &str) -> syn::Error {
    let alias = ALIASES.iter().find(|(_, words)| words.contains(&name));
    let message = match alias {
        Some((written, _)) => format!("no argument `{name}`; write `{written}`"),
        None => unknown_argument_message(name, &ARGUMENTS),
    };
    syn::Error::new(key.span(), message)
}

pub(super) fn unknown_argument_message(name: &str, known: &[&str]) -> String {
    let near = crate::document::closest(name, known.iter().copied());
    let help = near.map_or_else(
        || format!("; there are `{}`", known.join("`, `")),
        |near| format!("; did you mean `{near}`?"),
    );
    format!("no argument `{name}`{help}")
}
