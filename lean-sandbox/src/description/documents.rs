//! The files as trees, read when first asked for, and the references between them.

use std::sync::{Arc, LazyLock, OnceLock};

use lean_openapi::read::{Node, Source};

use super::files::FILES;

/// All files, one slot each.
static DOCUMENTS: LazyLock<Vec<OnceLock<Option<Arc<Source>>>>> =
    LazyLock::new(|| FILES.iter().map(|_| OnceLock::new()).collect());

/// The root of a file, by its name relative to the folder.
pub(super) fn document(name: &str) -> Option<Node> {
    let index = FILES.iter().position(|(file, _)| *file == name)?;
    let source = DOCUMENTS[index].get_or_init(|| Source::new(FILES[index].0, FILES[index].1).ok());
    source.as_ref()?.root().ok()
}

/// Follows `$ref` to the end. A broken or circular reference stays unchanged.
pub(crate) fn resolve(node: &Node) -> Node {
    let mut node = node.clone();
    for _ in 0..STEPS_MAX {
        let Some(next) = target(&node) else {
            break;
        };
        node = next;
    }
    node
}

/// Returns the target of a reference, if there is one.
pub(super) fn target(node: &Node) -> Option<Node> {
    let reference = node.get("$ref")?.as_str()?;
    follow_reference(node.source().name(), &reference)
}

/// A member, with the references at both ends followed.
pub(crate) fn member(node: &Node, key: &str) -> Option<Node> {
    resolve(node).get(key).map(|value| resolve(&value))
}

const STEPS_MAX: usize = 16;

fn follow_reference(from: &str, reference: &str) -> Option<Node> {
    let (file, pointer) = reference.split_once('#')?;
    let name = if file.is_empty() {
        from.to_owned()
    } else {
        relative_name(from, file)
    };
    document(&name)?.pointer(pointer)
}

/// The name of a file that is referred to relative to another one.
fn relative_name(from: &str, file: &str) -> String {
    let mut parts: Vec<&str> = from.split('/').collect();
    parts.pop();
    for part in file.split('/') {
        match part {
            "." => {}
            ".." => drop(parts.pop()),
            part => parts.push(part),
        }
    }
    parts.join("/")
}
