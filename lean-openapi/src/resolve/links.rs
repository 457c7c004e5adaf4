//! Links: what a response says about the next call.

use std::collections::HashMap;

use super::context::Context;
use super::reader::Reader;
use crate::api::{Link, Location, Name, Operation, Rule, Statuses};
use crate::document::{At, Wanted, json_string};
use crate::lint::Report;
use crate::lint::objects;
use crate::name;

impl Reader<'_> {
    /// The links of a response.
    pub(super) fn read_links(&mut self, statuses: Statuses, at: &At) -> Vec<Link> {
        let Some(all) = at.get("links") else {
            return Vec::new();
        };
        let mut links = Vec::new();
        for (key, value) in all.node.entries() {
            let written = all.child(value);
            let Ok(at) = self.context.document.follow_references(&written) else {
                self.report.report_repaired(
                    Rule::DanglingLink,
                    written.node.place(),
                    format!("the link `{}` leads to nothing; left out", key.text),
                );
                continue;
            };
            self.report.check_fields(&at, &objects::LINK);
            let Some(target) = self.context.link_target(&at) else {
                self.report.report_repaired(
                    Rule::DanglingLink,
                    at.node.place(),
                    format!(
                        "the link `{}` names no operation of this description; left out",
                        key.text
                    ),
                );
                continue;
            };
            let parameters = at
                .node
                .get("parameters")
                .map(|parameters| parameters.entries())
                .unwrap_or_default();
            let body = at.node.get("requestBody");
            for (given, value) in parameters
                .iter()
                .map(|(key, value)| (&*key.text, value))
                .chain(body.iter().map(|body| ("requestBody", body)))
            {
                if let Some(bad) = value.as_str().and_then(|text| expression_fault(&text)) {
                    let message = format!(
                        "the link `{}` gives `{given}` from `{bad}`, which is not a runtime expression",
                        key.text
                    );
                    self.report
                        .leave_out(Rule::InvalidExpression, value.place(), message);
                }
            }
            links.push(Link {
                name: Name {
                    wire: key.text.to_string(),
                    rust: name::snake(&key.text),
                },
                statuses,
                target,
                parameters: parameters
                    .iter()
                    .map(|(key, value)| (key.text.to_string(), expression_or_json(value)))
                    .collect(),
                body: body.map(|body| expression_or_json(&body)),
                server: at
                    .get("server")
                    .and_then(|server| self.read_server(&server)),
                place: at.node.place(),
                docs: at.node.prose("description"),
            });
        }
        links
    }
}

impl Context<'_> {
    fn link_target(&self, at: &At) -> Option<String> {
        if let Some(id) = at.node.text("operationId") {
            let head = self.description.find(&Wanted::Name(id.to_string())).ok()?;
            return Some(head.id.clone().unwrap_or_else(|| head.name.clone()));
        }
        let target = self
            .document
            .resolve_reference(at, &at.node.text("operationRef")?)
            .ok()?;
        let mut heads = self.description.operations().iter();
        let head = heads.find(|head| head.at.node.id() == target.at.node.id())?;
        Some(head.id.clone().unwrap_or_else(|| head.name.clone()))
    }
}

/// Takes out of links what their targets do not take. Targets that were not chosen have no call to link to.
pub(super) fn settle_links(report: &mut Report, operations: &mut [Operation]) {
    let known: HashMap<String, (Vec<(Location, String)>, bool)> = operations
        .iter()
        .map(|operation| {
            let parameters = operation
                .parameters
                .iter()
                .map(|parameter| (parameter.location, parameter.name.wire.clone()));
            (
                operation.name.wire.clone(),
                (parameters.collect(), operation.body.is_some()),
            )
        })
        .collect();
    for operation in operations.iter_mut() {
        let mut remarks = Vec::new();
        for link in &mut operation.links {
            let Some((parameters, takes_body)) = known.get(&link.target) else {
                continue;
            };
            let (name, target, place) = (&link.name.wire, &link.target, &link.place);
            link.parameters.retain(|(given, _)| {
                let is_there = parameters
                    .iter()
                    .any(|(place, wire)| names_parameter(given, *place, wire));
                if !is_there {
                    let message = format!(
                        "the link `{name}` gives `{given}`, which is not a parameter of `{target}`"
                    );
                    remarks.push((place.clone(), message));
                }
                is_there
            });
            if link.body.is_some() && !takes_body {
                link.body = None;
                let message = format!("the link `{name}` gives a body, and `{target}` takes none");
                remarks.push((place.clone(), message));
            }
        }
        for (place, message) in remarks {
            operation.docs = format!("{}\n\nNot here: {message}.", operation.docs)
                .trim()
                .to_string();
            report.report_ignored(Rule::UnknownLinkParameter, place, message);
        }
    }
}

/// Returns true if a link means a parameter: by its name, or by its name with its location before it.
fn names_parameter(given: &str, location: Location, wire: &str) -> bool {
    let placed = || {
        let (place, name) = given.split_once('.')?;
        Some(name == wire && format!("{location:?}").eq_ignore_ascii_case(place))
    };
    given == wire || placed().unwrap_or(false)
}

/// Reports text that begins like a runtime expression and is not one (OpenAPI 3.2 section 4.20.3).
fn expression_fault(text: &str) -> Option<String> {
    let is_one = |expression: &str| {
        let source = expression
            .strip_prefix("$request.")
            .map(|source| (source, true))
            .or_else(|| {
                expression
                    .strip_prefix("$response.")
                    .map(|source| (source, false))
            });
        let Some((source, of_request)) = source else {
            return matches!(expression, "$url" | "$method" | "$statusCode");
        };
        match source.split_once('.') {
            Some(("header", name)) => !name.is_empty(),
            Some(("path" | "query", name)) if of_request => !name.is_empty(),
            _ => source == "body" || source.starts_with("body#"),
        }
    };
    if text.starts_with('$') {
        return (!is_one(text)).then(|| text.to_string());
    }
    let parts = text
        .split("{$")
        .skip(1)
        .map(|part| part.split('}').next().unwrap_or(part));
    parts
        .map(|part| format!("${part}"))
        .find(|expression| !is_one(expression))
}

/// A runtime expression as it is, anything else as JSON text.
fn expression_or_json(value: &crate::document::Tree) -> String {
    match value.as_str() {
        Some(text) if text.starts_with('$') || text.contains("{$") => text.to_string(),
        Some(text) => json_string(&text),
        None => value.json(),
    }
}
