//! Every operation of every document is there, and answers what its description says.
#![allow(clippy::print_stdout, reason = "figures for people who run the tests")]

mod support;

use std::path::Path;

use bytes::Bytes;
use http::Method;
use lean_openapi::read::{Kind, Node, Source};
use lean_sandbox::{Region, Sandbox};
use support::{Client, Result};

/// An operation with the example of everything it takes.
struct Example {
    id: String,
    method: Method,
    path: String,
    headers: Vec<(String, String)>,
    body: Option<(String, String)>,
}

#[tokio::test]
async fn the_emirates() -> Result {
    walk(Region::Uae, &["lean.yaml", "lean-v1.yaml"]).await
}

#[tokio::test]
async fn saudi_arabia() -> Result {
    walk(Region::Ksa, &["lean-ksa.yaml", "lean-v1.yaml"]).await
}

async fn walk(region: Region, documents: &[&str]) -> Result {
    let sandbox = Sandbox::builder().region(region).start().await?;
    let mut failed = Vec::new();
    let mut count = 0;
    for example in documents.iter().flat_map(|name| examples(name)) {
        count += 1;
        // Tokens are got where no certificate is wanted.
        let token = example.id == "postOauth2Token";
        let mut client = if token {
            Client::oauth(&sandbox)
        } else {
            Client::of(&sandbox)
        };
        for (name, value) in &example.headers {
            client = client.header(name, value);
        }
        let client = if token {
            client
        } else {
            client.header("lean-app-token", sandbox.app_token())
        };
        let (media_type, mut body) = example.body.unzip();
        if token {
            let (id, secret) = (sandbox.client_id(), sandbox.client_secret());
            body = Some(format!(
                "grant_type=client_credentials&scope=api&client_id={id}&client_secret={secret}"
            ));
        }
        let body = Bytes::from(body.unwrap_or_default());
        let answer = client
            .send(
                example.method.clone(),
                &example.path,
                media_type.as_deref(),
                body,
            )
            .await?;
        let seen = sandbox.seen().pop().and_then(|seen| seen.operation);
        if !answer.status.is_success() || seen.as_deref() != Some(&example.id) {
            failed.push(format!(
                "{} {} {} {seen:?}: {} {}",
                example.id, example.method, example.path, answer.status, answer.text
            ));
        }
    }
    println!("{region:?}: {count} operations");
    assert!(count > 60);
    assert!(
        failed.is_empty(),
        "{} of {count} failed\n{}",
        failed.len(),
        failed.join("\n")
    );
    Ok(())
}

fn examples(name: &str) -> Vec<Example> {
    let mut examples = Vec::new();
    for (path, item) in read(name).get("paths").expect("paths").entries() {
        let item = resolve(&item);
        for (key, operation) in item.entries() {
            if let Ok(method) = key.text.to_uppercase().parse::<Method>()
                && operation.get("operationId").is_some()
            {
                examples.push(example(&path.text, &item, method, &operation));
            }
        }
    }
    examples
}

fn example(path: &str, item: &Node, method: Method, operation: &Node) -> Example {
    let mut example = Example {
        id: text(&operation.get("operationId").expect("an id")),
        method,
        path: path.to_owned(),
        headers: Vec::new(),
        body: None,
    };
    let lists = [item, operation].map(|node| {
        node.get("parameters")
            .map(|list| list.items())
            .unwrap_or_default()
    });
    let mut query = Vec::new();
    for parameter in lists.iter().flatten().map(resolve) {
        let value = parameter
            .get("example")
            .unwrap_or_else(|| panic!("an example at {}", parameter.place()));
        let value = if value.kind() == Kind::List {
            text(&value.items()[0])
        } else {
            text(&value)
        };
        let name = text(&parameter.get("name").expect("a name"));
        // Not to wait is another kind of answer.
        if name == "async" {
            continue;
        }
        match text(&parameter.get("in").expect("a place")).as_str() {
            "path" => {
                example.path = example
                    .path
                    .replace(&format!("{{{name}}}"), &encode(&value))
            }
            "query" => query.push(format!("{name}={}", encode(&value))),
            _ => example.headers.push((name, value)),
        }
    }
    if !query.is_empty() {
        example.path = format!("{}?{}", example.path, query.join("&"));
    }
    example.body = operation
        .get("requestBody")
        .map(|body| body_of(&resolve(&body)));
    example
}

fn body_of(body: &Node) -> (String, String) {
    let (media_type, content) = body.get("content").expect("content").entries().remove(0);
    let several = || resolve(&content.get("examples")?.entries().remove(0).1).get("value");
    let example = content
        .get("example")
        .or_else(several)
        .unwrap_or_else(|| panic!("an example at {}", content.place()));
    (media_type.text.to_string(), json(&example))
}

fn json(node: &Node) -> String {
    match node.kind() {
        Kind::Map => {
            let members = node
                .entries()
                .into_iter()
                .map(|(key, value)| format!("{:?}:{}", key.text, json(&value)));
            format!("{{{}}}", members.collect::<Vec<_>>().join(","))
        }
        Kind::List => format!(
            "[{}]",
            node.items().iter().map(json).collect::<Vec<_>>().join(",")
        ),
        Kind::String => serde_json::Value::from(text(node)).to_string(),
        _ => text(node),
    }
}

fn text(node: &Node) -> String {
    node.as_str()
        .or_else(|| node.as_number())
        .map(|text| text.to_string())
        .or_else(|| node.as_bool().map(|value| value.to_string()))
        .unwrap_or_else(|| "null".to_owned())
}

fn encode(text: &str) -> String {
    text.bytes()
        .map(|byte| {
            if byte.is_ascii_alphanumeric() || b"-._".contains(&byte) {
                char::from(byte).to_string()
            } else {
                format!("%{byte:02X}")
            }
        })
        .collect()
}

fn read(name: &str) -> Node {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("api-spec")
        .join(name);
    let text = std::fs::read_to_string(&path)
        .unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    Source::new(name, text)
        .expect("text")
        .root()
        .expect("a document")
}

fn resolve(node: &Node) -> Node {
    let Some(reference) = node.get("$ref").and_then(|reference| reference.as_str()) else {
        return node.clone();
    };
    let (file, pointer) = reference.split_once('#').expect("a pointer");
    let target = if file.is_empty() {
        node.source().root().expect("a document")
    } else {
        let folder = Path::new(node.source().name())
            .parent()
            .unwrap_or(Path::new(""));
        let mut parts: Vec<String> = folder
            .iter()
            .map(|part| part.to_string_lossy().into_owned())
            .collect();
        for part in file.split('/') {
            match part {
                ".." => drop(parts.pop()),
                part => parts.push(part.to_owned()),
            }
        }
        read(&parts.join("/"))
    };
    resolve(
        &target
            .pointer(pointer)
            .unwrap_or_else(|| panic!("{reference} leads somewhere")),
    )
}
