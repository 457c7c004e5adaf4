//! The examples that a description gives for what its operations take.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use lean::model::{self, Slot};
use lean_openapi::document::{Description, Loader, Wanted};
use lean_openapi::read::{Node, Source};
use lean_sandbox::Sandbox;

/// A walk over all operations of a description.
pub(crate) struct Trial {
    description: Description,
    operation: String,
    succeeded: BTreeSet<String>,
    failed: Vec<String>,
}

impl Trial {
    pub(crate) fn of(path: &str) -> Trial {
        let description = Description::open(Arc::new(Package), path, &[])
            .unwrap_or_else(|findings| panic!("{findings:?}"));
        Trial {
            description,
            operation: String::new(),
            succeeded: BTreeSet::new(),
            failed: Vec::new(),
        }
    }

    pub(crate) fn begin(&mut self, operation: &str) {
        operation.clone_into(&mut self.operation);
    }

    pub(crate) fn succeeded(&mut self) {
        self.succeeded.insert(self.operation.clone());
    }

    pub(crate) fn failed(&mut self, error: &lean::Error) {
        self.failed.push(format!(
            "{}: {error} {:?}",
            self.operation,
            error.problems()
        ));
    }

    /// The example of a parameter, or of the body.
    #[track_caller]
    pub(crate) fn some<T: Slot>(&self, name: &str) -> T {
        let json = self.example(name);
        model::decode(&json).unwrap_or_else(|error| panic!("{}: {name}: {error}", self.operation))
    }

    pub(crate) fn list<T: Slot>(&self, name: &str) -> Vec<T> {
        self.some(name)
    }

    /// Every operation of the description was called and yielded its value; each request to the API had a certificate.
    pub(crate) fn finish(self, sandbox: &Sandbox) {
        assert!(
            self.failed.is_empty(),
            "{} failed:\n{}",
            self.failed.len(),
            self.failed.join("\n")
        );
        let all: BTreeSet<String> = self
            .description
            .operations()
            .iter()
            .map(|head| head.name.clone())
            .collect();
        assert_eq!(self.succeeded, all);
        let api = |seen: &&lean_sandbox::Seen| seen.path != "/oauth2/token";
        assert!(
            sandbox
                .seen()
                .iter()
                .filter(api)
                .all(|seen| seen.connection.peer.is_some())
        );
    }

    fn example(&self, name: &str) -> String {
        let wanted = Wanted::Name(self.operation.clone());
        let head = self
            .description
            .find(&wanted)
            .unwrap_or_else(|finding| panic!("{finding:?}"));
        let place = head.place.clone();
        let operation = at(&place.file, place.line);
        let example = if name == "body" {
            body(&operation)
        } else {
            parameter(&operation, name)
        };
        let mut json = String::new();
        example
            .unwrap_or_else(|| panic!("{}: no example of {name}", self.operation))
            .to_json(&mut json);
        json
    }
}

/// Files of the package.
struct Package;

impl Loader for Package {
    fn load(&self, path: &str) -> Result<Arc<str>, String> {
        std::fs::read_to_string(root().join(path))
            .map(Into::into)
            .map_err(|error| error.to_string())
    }
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).to_path_buf()
}

fn read(file: &str) -> Node {
    let text = Package
        .load(file)
        .unwrap_or_else(|why| panic!("{file}: {why}"));
    Source::new(file, text)
        .and_then(|source| source.root())
        .unwrap_or_else(|error| panic!("{file}: {error}"))
}

/// The path item and operation of that line.
fn at(file: &str, line: u32) -> (Node, Node) {
    let items = read(file)
        .get("paths")
        .map(|paths| paths.entries())
        .unwrap_or_default();
    let items = items.into_iter().map(|(_, item)| item);
    let found = items.flat_map(|item| {
        item.entries()
            .into_iter()
            .map(move |(key, node)| (item.clone(), key, node))
    });
    let mut found = found.filter(|(_, key, node)| key.at.line == line || node.place().line == line);
    found
        .next()
        .map(|(item, _, node)| (item, node))
        .unwrap_or_else(|| panic!("no operation at {file}:{line}"))
}

fn parameter((item, operation): &(Node, Node), name: &str) -> Option<Node> {
    let lists = [operation, item]
        .into_iter()
        .filter_map(|node| node.get("parameters"));
    let parameters = lists
        .flat_map(|list| list.items())
        .map(|node| followed(&node));
    let plain = |text: &str| {
        text.chars()
            .filter(char::is_ascii_alphanumeric)
            .collect::<String>()
            .to_ascii_lowercase()
    };
    let mut named = parameters.filter(|parameter| {
        parameter
            .get("name")
            .and_then(|name| name.as_str())
            .is_some_and(|wire| plain(&wire) == plain(name))
    });
    named.next()?.get("example")
}

fn body((_, operation): &(Node, Node)) -> Option<Node> {
    let body = followed(&operation.get("requestBody")?);
    let (_, content) = body.get("content")?.entries().into_iter().next()?;
    let several =
        || followed(&content.get("examples")?.entries().into_iter().next()?.1).get("value");
    content.get("example").or_else(several)
}

/// Follows a reference to a file in the folder of the referring file.
fn followed(node: &Node) -> Node {
    let Some(reference) = node.get("$ref").and_then(|reference| reference.as_str()) else {
        return node.clone();
    };
    let (file, pointer) = reference
        .split_once('#')
        .expect("a reference with a pointer");
    let here = Path::new(node.source().name());
    let file = if file.is_empty() {
        here.to_path_buf()
    } else {
        here.parent().unwrap_or(Path::new("")).join(file)
    };
    let mut parts: Vec<&str> = Vec::new();
    for part in file.iter().filter_map(|part| part.to_str()) {
        match part {
            ".." => parts.truncate(parts.len().saturating_sub(1)),
            part => parts.push(part),
        }
    }
    followed(
        &read(&parts.join("/"))
            .pointer(pointer)
            .unwrap_or_else(|| panic!("{reference} leads nowhere")),
    )
}
