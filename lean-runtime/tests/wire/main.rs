//! The wire formats, held to the tables of their specifications and to hostile values.

#![allow(clippy::unwrap_used)]

mod bodies;
mod calls;
mod event_streams;
mod forms;
mod headers;
mod hostile;
mod line_streams;
mod media_types;
mod multipart_files;
mod multiparts;
mod paths;
mod places;
mod plain_parameters;
mod runtime_expressions;
mod styles;
mod unsendable;
mod uri_templates;
mod xml_objects;

use lean_runtime::json::Tape;
use lean_runtime::operation::{Location, Operation, Parameter, Style};
use lean_runtime::wire::{RequestDraft, Unsendable};

/// A parameter of any kind.
pub fn parameter(location: Location, style: Style, explode: bool) -> Parameter {
    Parameter {
        name: "color",
        location,
        style,
        explode,
        reserved: false,
        fixed: None,
    }
}

/// An operation with one parameter in its path, if that is where it goes. Tests leak their tables.
pub fn operation(parameter: Parameter) -> &'static Operation {
    let path = match parameter.location {
        Location::Path => "/{color}",
        _ => "/",
    };
    let parameters: &'static [Parameter] = Box::leak(Box::new([parameter]));
    Box::leak(Box::new(
        Operation::new("test", "GET", path).parameters(parameters),
    ))
}

/// Returns one parameter as written on the wire.
pub fn written(parameter: Parameter, json: &str) -> Result<String, Unsendable> {
    let (location, name) = (parameter.location, parameter.name);
    let mut draft = RequestDraft::new(operation(parameter));
    draft.add_parameter(0, Tape::parse(json).unwrap().root())?;
    Ok(match location {
        Location::Path => draft.path()?[1..].to_owned(),
        Location::Query | Location::QueryString => draft.query().to_owned(),
        Location::Header => header(&draft, name),
        Location::Cookie => header(&draft, "cookie"),
    })
}

fn header(draft: &RequestDraft<'_>, name: &str) -> String {
    let headers = draft.headers();
    headers
        .get(name)
        .map_or(String::new(), |value| value.to_str().unwrap().to_owned())
}
