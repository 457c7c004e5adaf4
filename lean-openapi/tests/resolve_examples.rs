//! The examples in real descriptions fit the types that their schemas come to. Examples are often wrong
//! themselves, so the test prints what does not fit, and fails only where most of it does not.
//!
//! The documents are in `../shared/corpus` next to the checkout, or in the folder that
//! `LEAN_CORPUS` names.
#![allow(clippy::print_stdout)]

#[path = "fit/mod.rs"]
mod fit;
use std::path::Path;
use std::sync::Arc;

use lean_openapi::api::{Codec, Media, Operation, Statuses};
use lean_openapi::document::Description;
use lean_openapi::read::{Node, Source};
use lean_openapi::resolve::{Choice, Chosen, Options};

use fit::{Way, fit};

#[test]
fn examples_fit_their_types() {
    let Some(corpus) = lean_lab::corpus() else {
        return;
    };
    let (mut fitting, mut failing) = (0, 0);
    for path in lean_lab::listed_documents(&corpus) {
        let path = path.as_str();
        let (fits, fails) = document(&corpus, path);
        fitting += fits;
        failing += fails;
    }
    println!("{fitting} examples fit, {failing} do not");
    assert!(fitting > failing * 10, "{fitting} fit, {failing} do not");
}

fn document(corpus: &Path, path: &str) -> (usize, usize) {
    let Ok(description) =
        Description::open(Arc::new(lean_lab::Folder(corpus.to_path_buf())), path, &[])
    else {
        return (0, 0);
    };
    let choice = Choice {
        operations: Chosen::All,
        ..Choice::default()
    };
    let api = description.resolve(&choice, &Options::default());
    let Some(root) = description
        .source(path)
        .and_then(|source: Arc<Source>| source.root().ok())
    else {
        return (0, 0);
    };
    let (mut fits, mut fails) = (0, 0);
    for operation in api
        .operations
        .iter()
        .filter(|operation| operation.refused.is_none())
    {
        for (media, way, node) in bodies(&root, operation) {
            for example in examples(&node) {
                let example = followed(&root, example);
                // Some write the example's JSON as a text.
                let inner = example
                    .as_str()
                    .and_then(|text| Source::new("example.json", text).ok()?.root().ok());
                let as_text = inner.is_some_and(|inner| fit(&api, &media.ty, &inner, way).is_ok());
                match if as_text {
                    Ok(())
                } else {
                    fit(&api, &media.ty, &example, way)
                } {
                    Ok(()) => fits += 1,
                    Err(why) => {
                        fails += 1;
                        println!("{path}: {}: {why}", operation.name.rust);
                    }
                }
            }
        }
    }
    (fits, fails)
}

/// The JSON media types of an operation with the Media Type Objects that they were made of.
fn bodies<'a>(root: &Node, operation: &'a Operation) -> Vec<(&'a Media, Way, Node)> {
    let paths = root
        .get("paths")
        .map(|paths| paths.entries())
        .unwrap_or_default();
    let method = operation.method.to_lowercase();
    let written = paths.into_iter().find_map(|(key, item)| {
        let bare = key.text.split(['?', '#']).next().unwrap_or_default();
        let node = item.get(&method)?;
        let same = node
            .get("operationId")
            .and_then(|id| id.as_str())
            .is_none_or(|id| *id == *operation.name.wire);
        (bare == operation.path && same).then_some(node)
    });
    let Some(written) = written else {
        return Vec::new();
    };
    let mut found = Vec::new();
    if let (Some(body), Some(node)) = (&operation.body, written.get("requestBody")) {
        pair(root, &body.media, Way::Sent, &node, &mut found);
    }
    for response in &operation.responses {
        let key = match response.statuses {
            Statuses::Exact(code) => code.to_string(),
            Statuses::Range(hundreds) => format!("{hundreds}XX"),
            Statuses::Default => "default".to_string(),
        };
        if let Some(node) = written
            .get("responses")
            .and_then(|responses| responses.get(&key))
        {
            pair(root, &response.media, Way::Received, &node, &mut found);
        }
    }
    found
}

fn pair<'a>(
    root: &Node,
    media: &'a [Media],
    way: Way,
    node: &Node,
    into: &mut Vec<(&'a Media, Way, Node)>,
) {
    let Some(content) = followed(root, node.clone()).get("content") else {
        return;
    };
    for json in media.iter().filter(|media| media.codec == Codec::Json) {
        into.extend(content.get(&json.name).map(|node| (json, way, node)));
    }
}

fn examples(media: &Node) -> Vec<Node> {
    let mut found: Vec<Node> = media.get("example").into_iter().collect();
    for (_, example) in media
        .get("examples")
        .map(|examples| examples.entries())
        .unwrap_or_default()
    {
        found.extend(example.get("value"));
    }
    found.extend(media.get("schema").and_then(|schema| schema.get("example")));
    found
}

fn followed(root: &Node, node: Node) -> Node {
    let mut node = node;
    for _ in 0..8 {
        let target = node.get("$ref").and_then(|target| target.as_str());
        let Some(next) = target.and_then(|target| root.pointer(target.strip_prefix('#')?)) else {
            break;
        };
        node = next;
    }
    node
}
