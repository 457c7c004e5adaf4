//! `explain`: an operation or a type as a client has it.

use std::fmt::Write;

use clap::ArgMatches;
use lean_openapi::api::{Api, Location, Operation, Statuses};
use lean_openapi::printable::{printable, printable_json};
use lean_openapi::resolve::{Choice, Chosen};
use serde_json::{Value, json};

use crate::opened::{Opened, parse_operation};
use crate::signature::{self, Code};
use crate::{Stopped, expand, list, package, print};

pub(crate) fn command(matches: &ArgMatches) -> Result<(), Stopped> {
    let name = list(matches, "name").join(" ");
    let opened = package::open_descriptions(matches)?;
    let mut why = String::new();
    for description in &opened {
        let choice = choose(description, &name);
        match description.resolve(&choice) {
            Ok(api) => return explain(&api, &name, matches.get_flag("json")),
            Err(message) => why = message,
        }
    }
    Err(why)
}

/// An operation by that name, else a component schema.
fn choose(opened: &Opened, name: &str) -> Choice {
    let is_operation = opened.description.find(&parse_operation(name)).is_ok();
    let is_type = !is_operation && opened.description.schema_place(name).is_some();
    Choice {
        operations: Chosen::Names(if is_type {
            Vec::new()
        } else {
            vec![parse_operation(name)]
        }),
        schemas: if is_type {
            vec![name.to_owned()]
        } else {
            Vec::new()
        },
        webhooks: false,
    }
}

fn explain(api: &Api, name: &str, is_json: bool) -> Result<(), Stopped> {
    let code = Code::read(&expand::module(api.clone(), "Api")?)?;
    match api.operations.first() {
        Some(operation) if is_json => {
            let value = operation_to_json(operation, &code);
            print(&printable_json(&format!("{value:#}\n")))
        }
        Some(operation) => print(&printable(&render_operation(operation, &code))),
        None => {
            let def = api.types.iter().find(|def| def.name.wire == name);
            let def = def.ok_or_else(|| format!("error: no type is generated from `{name}`\n"))?;
            let text = code.item(&def.name.rust).unwrap_or_default();
            if is_json {
                let value = json!({ "schema": name, "type": def.name.rust, "code": text, "place": def.place.to_string() });
                return print(&printable_json(&format!("{value:#}\n")));
            }
            print(&printable(&format!("{text}\n--> {}\n", def.place)))
        }
    }
}

fn render_operation(operation: &Operation, code: &Code) -> String {
    let mut out = format!("{} {}\n", operation.method, operation.path);
    if let Some(summary) = operation
        .docs
        .lines()
        .next()
        .filter(|line| !line.is_empty())
    {
        let _ = writeln!(out, "{summary}");
    }
    if operation.deprecated {
        out += "Deprecated.\n";
    }
    let _ = writeln!(
        out,
        "\n{}",
        code.method(&operation.name.rust).unwrap_or_default()
    );
    for setter in code.setters(&operation.call) {
        let _ = writeln!(out, "    {setter}");
    }
    if !operation.parameters.is_empty() {
        out += "\nParameters:\n";
    }
    for parameter in &operation.parameters {
        let presence = if parameter.required {
            "required"
        } else {
            "optional"
        };
        let line = parameter.docs.lines().next().unwrap_or_default();
        let place = location(parameter.location);
        let _ = writeln!(
            out,
            "  {} ({place}, {presence})  {line}",
            parameter.name.wire
        );
    }
    out += "\nResponses:\n";
    for response in &operation.responses {
        let line = response.docs.lines().next().unwrap_or_default();
        let _ = writeln!(out, "  {}  {line}", status_text(response.statuses));
    }
    let needs = credentials_of(operation);
    if !needs.is_empty() {
        let _ = writeln!(out, "\nNeeds: {}", needs.join(", or "));
    }
    let _ = writeln!(out, "\nExample:\n  {}", code.example(operation));
    let models = code.models();
    if !models.is_empty() {
        let _ = writeln!(out, "\nModels: {}", models.join(", "));
    }
    let _ = writeln!(out, "\n--> {}", operation.place);
    out
}

fn operation_to_json(operation: &Operation, code: &Code) -> Value {
    let parameters = operation.parameters.iter().map(|parameter| {
        json!({
            "name": parameter.name.wire, "argument": parameter.name.rust, "in": location(parameter.location),
            "required": parameter.required, "description": parameter.docs,
        })
    });
    let responses = operation.responses.iter().map(
        |response| json!({ "status": status_text(response.statuses), "description": response.docs }),
    );
    json!({
        "operation": operation.name.wire,
        "method": operation.name.rust,
        "route": format!("{} {}", operation.method, operation.path),
        "description": operation.docs,
        "deprecated": operation.deprecated,
        "signature": code.method(&operation.name.rust),
        "setters": code.setters(&operation.call),
        "parameters": parameters.collect::<Vec<_>>(),
        "responses": responses.collect::<Vec<_>>(),
        "security": credentials_of(operation),
        "example": code.example(operation),
        "models": code.models(),
        "place": operation.place.to_string(),
    })
}

/// Each set of credentials that is enough, with its scopes.
fn credentials_of(operation: &Operation) -> Vec<String> {
    let of_set = |set: &Vec<lean_openapi::api::Requirement>| {
        let schemes = set.iter().map(|need| match need.scopes.as_slice() {
            [] => need.scheme.clone(),
            scopes => format!("{} ({})", need.scheme, scopes.join(", ")),
        });
        signature::join(schemes, " and ")
    };
    let sets = operation.security.iter().map(of_set);
    sets.map(|set| {
        if set.is_empty() {
            "nothing".to_owned()
        } else {
            set
        }
    })
    .collect()
}

fn status_text(statuses: Statuses) -> String {
    match statuses {
        Statuses::Exact(code) => code.to_string(),
        Statuses::Range(hundreds) => format!("{hundreds}XX"),
        Statuses::Default => "default".to_owned(),
    }
}

fn location(location: Location) -> &'static str {
    match location {
        Location::Path => "path",
        Location::Query | Location::QueryString => "query",
        Location::Header => "header",
        Location::Cookie => "cookie",
    }
}
