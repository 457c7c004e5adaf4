//! The signed text: `{header:webhook-id}.{header:webhook-timestamp}.{body}`.

use super::fault_finding;
use crate::api::{Finding, SignedPart};
use crate::document::{Tree, closest};

/// Reads what is signed: the body once, and what is around it.
pub(super) fn read(
    template: &str,
    at: &Tree,
    has_entries: bool,
) -> Result<Vec<SignedPart>, Finding> {
    let parts = read_parts(template, at, has_entries)?;
    match parts
        .iter()
        .filter(|part| **part == SignedPart::Body)
        .count()
    {
        1 => Ok(parts),
        0 => Err(fault_finding(at, "`signed` does not contain `{body}`")),
        _ => Err(fault_finding(
            at,
            "`signed` contains `{body}` more than once",
        )),
    }
}

/// Reads texts and placeholders.
pub(super) fn read_parts(
    template: &str,
    at: &Tree,
    has_entries: bool,
) -> Result<Vec<SignedPart>, Finding> {
    let mut parts = Vec::new();
    let mut rest = template;
    while let Some((before, after)) = rest.split_once('{') {
        if !before.is_empty() {
            parts.push(SignedPart::Text(before.to_owned()));
        }
        let Some((placeholder, after)) = after.split_once('}') else {
            return Err(fault_finding(at, format!("`{{{after}` lacks its `}}`")));
        };
        parts.push(parse_part(placeholder, at, has_entries)?);
        rest = after;
    }
    if !rest.is_empty() {
        parts.push(SignedPart::Text(rest.to_owned()));
    }
    Ok(parts)
}

fn parse_part(placeholder: &str, at: &Tree, has_entries: bool) -> Result<SignedPart, Finding> {
    match placeholder.split_once(':') {
        None if placeholder == "body" => Ok(SignedPart::Body),
        Some(("header", name)) => Ok(SignedPart::Header(parse_header(name, at)?)),
        Some(("entry", prefix)) if !has_entries => Err(fault_finding(
            at,
            format!("`{{entry:{prefix}}}` needs `separator`: the text between the entries"),
        )),
        Some(("entry", prefix)) if !prefix.is_empty() => Ok(SignedPart::Entry(prefix.to_owned())),
        _ => {
            let kind = placeholder.split(':').next().unwrap_or_default();
            let near = match closest(kind, ["body", "header", "entry"]) {
                Some("body") => "`{body}`",
                Some("header") => "`{header:name}`",
                Some(_) => "`{entry:t=}`",
                None => "`{body}`, `{header:name}` or `{entry:t=}`",
            };
            let message = format!("unknown placeholder `{{{placeholder}}}`; did you mean {near}?");
            Err(fault_finding(at, message))
        }
    }
}

/// The name of a header, in lower case.
pub(super) fn parse_header(name: &str, at: &Tree) -> Result<String, Finding> {
    let is_token = |c: char| c.is_ascii_alphanumeric() || "!#$%&'*+-.^_`|~".contains(c);
    if name.is_empty() || !name.chars().all(is_token) {
        return Err(fault_finding(
            at,
            format!("`{name}` is not the name of a header"),
        ));
    }
    Ok(name.to_ascii_lowercase())
}
