//! Files that are not descriptions, recognised by their beginning or their fields.

use super::{Tree, find_correction};
use crate::api::{Finding, Place, Rule};
use crate::read::Kind;

/// Names a text that is neither YAML nor JSON, and the remedy.
pub(super) fn text_finding(path: &str, text: &str) -> Option<Finding> {
    let text = text.trim_start_matches('\u{feff}').trim_start();
    let head: String = text
        .chars()
        .take(400)
        .collect::<String>()
        .to_ascii_lowercase();
    let line = head.lines().next().unwrap_or_default();
    let (what, help) = if head.starts_with('<') {
        match () {
            () if head.contains("<html") || head.contains("<!doctype html") => (
                "an HTML page",
                "a page that shows a description names the file that it shows: save that one",
            ),
            () if head.contains("wsdl") => ("a WSDL document", READ),
            () => ("XML", READ),
        }
    } else if line.starts_with("version https://git-lfs") {
        (
            "a pointer of Git LFS, not the file itself",
            "fetch the file: `git lfs pull`",
        )
    } else if line.starts_with("#%raml") {
        ("a RAML document", READ)
    } else if line.starts_with("syntax = ") {
        ("a Protocol Buffers file", READ)
    } else if line.ends_with('{')
        && line.starts_with(|c: char| c.is_alphabetic())
        && !line.contains(':')
    {
        ("a GraphQL schema, or a program", READ)
    } else {
        return None;
    };
    let place = Place {
        file: path.into(),
        line: 1,
        column: 1,
        range: 0..0,
    };
    Some(refused_finding(format!("`{path}` is {what}"), help, place))
}

const READ: &str = "only OpenAPI descriptions are read, in YAML or JSON";

/// Names a value without `openapi`.
pub(super) fn value_finding(root: &Tree) -> Finding {
    let help = "an OpenAPI description is a map with `openapi: 3.x.y` at its top";
    let has = |path: &[&str]| {
        let start = Some(root.clone());
        path.iter().fold(start, |at, key| at?.get(key)).is_some()
    };
    let others: [(&[&str], &str, &str); 5] = [
        (
            &["info", "_postman_id"],
            "a Postman collection",
            "convert it to OpenAPI once, for instance with `npx postman-to-openapi collection.json openapi.yaml`",
        ),
        (&["log", "entries"], "a HAR archive of requests", READ),
        (
            &["__export_format"],
            "an export of Insomnia",
            "export it as OpenAPI",
        ),
        (&["workflows"], "a document of workflows", READ),
        (
            &["$schema"],
            "a JSON Schema",
            "a description refers to schemas: `$ref: 'this-file.json'` under `components`",
        ),
    ];
    if let Some((_, what, help)) = others.iter().find(|(path, ..)| has(path)) {
        return refused_finding(
            format!("this is {what}, not a description of an API"),
            help,
            root.place(),
        );
    }
    for (key, value) in root.entries() {
        if find_correction(&key.text, ["openapi"], |_| false).is_some() {
            let message = format!("unknown field `{}`", key.text);
            let finding = Finding::refused(Rule::MisspeltField, key.at, message);
            return finding.suggest("openapi").help(help);
        }
        if let Some((inner, _)) = value
            .entries()
            .into_iter()
            .find(|(inner, _)| &*inner.text == "openapi")
        {
            let message = format!(
                "this is not an OpenAPI description: its `openapi` is inside `{}`",
                key.text
            );
            return refused_finding(message, help, inner.at.into());
        }
    }
    let is_empty = root.entries().is_empty() && root.items().is_empty();
    let why = match root.kind() {
        _ if is_empty && root.as_text().is_none_or(|text| text.trim().is_empty()) => {
            "there is nothing in it"
        }
        Kind::Map => "it has no `openapi` field",
        Kind::List => "it is a list",
        _ => "it is one text",
    };
    refused_finding(
        format!("this is not an OpenAPI description: {why}"),
        help,
        root.place(),
    )
}

fn refused_finding(message: String, help: &str, place: Place) -> Finding {
    Finding::refused(Rule::NotOpenapi, place, message).help(help)
}
