//! The OpenAPI version of a description.

use std::fmt;

use super::Tree;
use crate::api::{Finding, Rule};

/// The version of OpenAPI that a description is written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Version {
    /// 3.0: schemas are a separate dialect (`nullable`, one `type`, nothing next to `$ref`).
    V3_0,
    /// 3.1: schemas are JSON Schema 2020-12; webhooks, `mutualTLS`.
    V3_1,
    /// 3.2: `QUERY`, `additionalOperations`, `querystring`, `itemSchema`, `$self`.
    V3_2,
}

impl Version {
    /// Returns true if keywords next to a `$ref` in a schema count.
    pub(crate) fn refs_have_siblings(self) -> bool {
        self > Self::V3_0
    }
}

impl fmt::Display for Version {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::V3_0 => "3.0",
            Self::V3_1 => "3.1",
            Self::V3_2 => "3.2",
        })
    }
}

/// Reads the `openapi` field.
///
/// # Errors
/// Swagger 2.0, other versions, and what is not a description at all: one sentence each, with what to do.
pub(super) fn read(root: &Tree) -> Result<(Version, Option<Finding>), Finding> {
    if let Some(swagger) = root.get("swagger") {
        let message = format!(
            "this is a Swagger {} description; OpenAPI 3.0, 3.1 and 3.2 are read",
            version_text(&swagger)
        );
        return Err(refused_finding(
            Rule::UnsupportedVersion,
            message,
            &conversion_command(&swagger.place().file),
            &swagger,
        ));
    }
    for (field, what, help) in OTHERS {
        if let Some(found) = root.get(field).filter(|_| root.get("openapi").is_none()) {
            let message = format!("this is {what}, not a description of an API");
            return Err(refused_finding(Rule::NotOpenapi, message, help, &found));
        }
    }
    let Some(written) = root.get("openapi") else {
        return Err(super::not_openapi::value_finding(root));
    };
    let text = version_text(&written);
    let mut parts = text.trim().split('.');
    match (parts.next(), parts.next()) {
        (Some("3"), Some("0")) => Ok((Version::V3_0, None)),
        (Some("3"), Some("1")) => Ok((Version::V3_1, None)),
        (Some("3"), Some("2")) => Ok((Version::V3_2, None)),
        (Some("3"), Some(minor))
            if minor.bytes().all(|byte| byte.is_ascii_digit()) && !minor.is_empty() =>
        {
            let message = format!("OpenAPI {text} is newer than what is known here, read as 3.2");
            Ok((
                Version::V3_2,
                Some(Finding::repaired(
                    Rule::NewerVersion,
                    written.place(),
                    message,
                )),
            ))
        }
        (Some("3"), None) => Ok((Version::V3_0, None)),
        _ => Err(refused_finding(
            Rule::UnsupportedVersion,
            format!("OpenAPI `{text}` is not read; 3.0, 3.1 and 3.2 are"),
            "check the `openapi` field",
            &written,
        )),
    }
}

/// The command that converts a Swagger file. Most of these files have small mistakes, which `--patch` corrects.
fn conversion_command(file: &str) -> String {
    // Standard input of the command line has no name.
    let file = if file == "-" { "swagger.json" } else { file };
    let (stem, yaml) = match file.rsplit_once('.') {
        Some((stem, "yaml" | "yml")) => (stem, " --yaml"),
        Some((stem, "json")) => (stem, ""),
        _ => (file, ""),
    };
    let ending = if yaml.is_empty() { "json" } else { "yaml" };
    let quoted = |path: &str| match path.contains([' ', '(', ')', '&', '\'']) {
        true => format!("\"{path}\""),
        false => path.to_owned(),
    };
    let (from, to) = (quoted(file), quoted(&format!("{stem}.openapi.{ending}")));
    format!(
        "convert it once, for instance with `npx swagger2openapi --patch{yaml} --outfile {to} {from}`, and name `{to}` here"
    )
}

/// Documents that are not descriptions: the field that identifies them, their kind, and the remedy.
const OTHERS: [(&str, &str, &str); 3] = [
    (
        "arazzo",
        "an Arazzo document",
        "name the OpenAPI description that its workflows are about: one of its `sourceDescriptions`",
    ),
    (
        "overlay",
        "an overlay",
        "name the description that it changes, and this one by `overlay = \"..\"` next to it",
    ),
    (
        "asyncapi",
        "an AsyncAPI document",
        "only OpenAPI descriptions are read",
    ),
];

fn version_text(tree: &Tree) -> String {
    tree.as_text().unwrap_or_default()
}

fn refused_finding(rule: Rule, message: String, help: &str, at: &Tree) -> Finding {
    Finding::refused(rule, at.place(), message).help(help)
}
