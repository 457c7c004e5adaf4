//! The texts of parameters: how a value is written in the style of its parameter.

use super::expand::{Escape, Rules, expand, expand_deep};
use super::flat::{Flat, flatten, scalar_text};
use super::percent::{self, Keep, UNRESERVED};
use super::unsendable::SendFault;
use super::{cookie, form, header, json_text};
use crate::json::Value;
use crate::operation::{Parameter, Style};

/// The characters that a path contains unescaped (RFC 3986 `pchar`). A `/`, `?` or `#` in a value
/// is data and is always encoded.
const PATH: Keep = Keep::reserved("~!$&'()*+,;=:@");

/// The characters that a query's value contains unescaped: RFC 3986 `query` without the syntax of
/// forms (`&`, `+`). OpenAPI leaves `#`, `[`, `]`, `&` and `+` to the application; here they never
/// end or split a query.
const QUERY: Keep = Keep::reserved("~!$'()*,;=:@/?");

/// The characters that a cookie's value contains unescaped: RFC 6265 `cookie-octet`.
const COOKIES: Keep = Keep::reserved("~!#$&'()*+/:=?@[]");

pub(super) fn path_value(parameter: &Parameter, value: Value<'_>) -> Result<String, SendFault> {
    let text = match parameter.style {
        Style::Simple | Style::Label | Style::Matrix => {
            flat_path_value(parameter, &flatten(value)?)?
        }
        Style::Json | Style::Text => {
            content(parameter.style, value)?.map(|text| percent::encode_text(&text, UNRESERVED))
        }
        _ => return Err(SendFault::Misplaced),
    };
    path_text(text)
}

pub(super) fn flat_path_value(
    parameter: &Parameter,
    value: &Flat<'_>,
) -> Result<Option<String>, SendFault> {
    expand(parameter.name, value, &rules(parameter, PATH))
}

pub(super) fn path_text(text: Option<String>) -> Result<String, SendFault> {
    match text {
        None => Err(SendFault::Missing),
        Some(text) if text.is_empty() => Err(SendFault::Empty),
        Some(text) => Ok(text),
    }
}

pub(super) fn query_value(
    parameter: &Parameter,
    value: Value<'_>,
) -> Result<Option<String>, SendFault> {
    match parameter.style {
        Style::Form | Style::SpaceDelimited | Style::PipeDelimited => {
            flat_query_value(parameter, &flatten(value)?)
        }
        style if style.is_deep() => expand_deep(parameter.name, value, &rules(parameter, QUERY)),
        Style::Json | Style::Text => Ok(content_pair(parameter, value)?),
        _ => Err(SendFault::Misplaced),
    }
}

pub(super) fn flat_query_value(
    parameter: &Parameter,
    value: &Flat<'_>,
) -> Result<Option<String>, SendFault> {
    expand(parameter.name, value, &rules(parameter, QUERY))
}

pub(super) fn whole_query(
    parameter: &Parameter,
    value: Value<'_>,
) -> Result<Option<String>, SendFault> {
    match parameter.style {
        Style::FormContent => {
            form::content_form(value).map(|text| (!text.is_empty()).then_some(text))
        }
        Style::Json | Style::Text => Ok(
            content(parameter.style, value)?.map(|text| percent::encode_text(&text, UNRESERVED))
        ),
        _ => Err(SendFault::Misplaced),
    }
}

/// Headers carry values as they are: OpenAPI 3.2 forbids both percent-encoding and quoting on the user's behalf.
pub(super) fn header_value(
    parameter: &Parameter,
    value: Value<'_>,
) -> Result<Option<String>, SendFault> {
    match parameter.style {
        Style::Simple => flat_header_value(parameter, &flatten(value)?),
        Style::Json => Ok(content(Style::Json, value)?.map(|text| json_text::ascii(&text))),
        Style::Text => content(Style::Text, value),
        _ => Err(SendFault::Misplaced),
    }
}

pub(super) fn flat_header_value(
    parameter: &Parameter,
    value: &Flat<'_>,
) -> Result<Option<String>, SendFault> {
    header::check_items(value, parameter.explode)?;
    let rules = Rules {
        escape: Escape::Plain,
        ..Rules::new(Style::Simple, parameter.explode)
    };
    expand(parameter.name, value, &rules)
}

pub(super) fn cookie_value(
    parameter: &Parameter,
    value: Value<'_>,
) -> Result<Option<String>, SendFault> {
    match parameter.style {
        Style::Form => {
            // RFC 6570 separates by `&`, which in a cookie would be part of the first value (OpenAPI 3.2 appendix D).
            let rules = Rules {
                separator: "; ",
                ..rules(parameter, COOKIES)
            };
            expand(parameter.name, &flatten(value)?, &rules)
        }
        Style::Cookie => {
            let flat = flatten(value)?;
            cookie::check(parameter.name, &flat, parameter.explode)?;
            let rules = Rules {
                escape: Escape::Plain,
                ..Rules::new(Style::Cookie, parameter.explode)
            };
            expand(parameter.name, &flat, &rules)
        }
        // JSON is full of what cookies do not carry.
        Style::Json | Style::Text => content_pair(parameter, value),
        _ => Err(SendFault::Misplaced),
    }
}

fn rules(parameter: &Parameter, reserved: Keep) -> Rules {
    let rules = Rules::new(parameter.style, parameter.explode);
    if parameter.reserved {
        rules.reserved(reserved)
    } else {
        rules
    }
}

fn content_pair(parameter: &Parameter, value: Value<'_>) -> Result<Option<String>, SendFault> {
    let text = content(parameter.style, value)?;
    let flat = text.map_or(Flat::Undefined, |text| Flat::One(text.into()));
    expand(parameter.name, &flat, &Rules::new(Style::Form, true))
}

/// The text of a value of a parameter that is described by `content`.
fn content(style: Style, value: Value<'_>) -> Result<Option<String>, SendFault> {
    if value.is_null() {
        return Ok(None);
    }
    match style {
        Style::Json => Ok(Some(json_text::compact(value))),
        _ => scalar_text(value)
            .map(|text| Some(text.into_owned()))
            .ok_or(SendFault::NeedsText),
    }
}
