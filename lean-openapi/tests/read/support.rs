//! The helpers that the tests of the reader share.

use std::sync::Arc;

use lean_openapi::read::{Kind, Node, ReadError, Source};

/// Returns the root of a document that is written in the test.
pub(crate) fn read(text: &str) -> Result<Node, ReadError> {
    source(text).root()
}

pub(crate) fn source(text: &str) -> Arc<Source> {
    Source::new("api.yaml", text).expect("the test's text is small")
}

/// The whole document as JSON, or the first error in it.
pub(crate) fn to_json(text: &str) -> String {
    let root = match read(text) {
        Ok(root) => root,
        Err(error) => return format!("error: {error}"),
    };
    if let Some(error) = first_error(&root) {
        return format!("error: {error}");
    }
    let mut out = String::new();
    root.to_json(&mut out);
    out
}

/// Walks everything.
pub(crate) fn first_error(node: &Node) -> Option<ReadError> {
    match node.kind() {
        Kind::Invalid => node.error(),
        Kind::Map => node
            .entries()
            .iter()
            .find_map(|(_, value)| first_error(value)),
        Kind::List => node.items().iter().find_map(first_error),
        Kind::Null | Kind::Bool | Kind::Number | Kind::String => None,
    }
}
