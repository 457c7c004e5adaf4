//! The location of a parameter, and the findings for invalid locations.

use super::resolver::Resolver;
use super::unknown_fields;
use crate::api::{Finding, Location, Severity};
use crate::document::{At, closest};

/// The places, as the specification writes them.
const PLACES: [&str; 5] = ["path", "query", "header", "cookie", "querystring"];

impl Resolver<'_> {
    /// The name of a parameter and where it goes, if both are written.
    pub(super) fn named_and_placed(&mut self, at: &At) -> Option<(String, Location)> {
        if let Some(text) = at.node.as_str() {
            let message = match text.starts_with("#/") {
                true => format!("a parameter has to be a map; did you mean `$ref: '{text}'`?"),
                false => format!("a parameter has to be a map; did you mean `name: {text}`?"),
            };
            self.note(
                Finding {
                    severity: Severity::Mended,
                    message,
                    help: None,
                    place: at.node.place(),
                }
                .treated("left out"),
            );
            return None;
        }
        let Some(wire) = at.node.get("name").and_then(|name| name.as_text()) else {
            self.lacks(
                at,
                "name",
                "a parameter without a name; left out".to_string(),
            );
            return None;
        };
        let Some(written) = at.node.get("in") else {
            let message =
                format!("the parameter `{wire}` does not say where it goes (`in`); left out");
            self.lacks(at, "in", message);
            return None;
        };
        let place = written.as_text().unwrap_or_default();
        let location = location(&place);
        if location.is_none() {
            self.note(
                Finding {
                    severity: Severity::Mended,
                    message: said(&wire, &place),
                    help: None,
                    place: written.place(),
                }
                .treated("left out"),
            );
        }
        Some((wire, location?))
    }

    /// Reports that a field is missing, or misspelt.
    fn lacks(&mut self, at: &At, field: &str, message: String) {
        if !self.misspells(at, &unknown_fields::PARAMETER, field) {
            self.mend(at.node.place(), message);
        }
    }
}

fn location(place: &str) -> Option<Location> {
    Some(match place {
        "path" => Location::Path,
        "query" => Location::Query,
        "header" => Location::Header,
        "cookie" => Location::Cookie,
        "querystring" => Location::QueryString,
        _ => return None,
    })
}

/// The message for an invalid location.
fn said(wire: &str, place: &str) -> String {
    let content = match place {
        "body" => Some("application/json"),
        "formData" => Some("multipart/form-data"),
        _ => None,
    };
    if let Some(content) = content {
        return format!(
            "the parameter `{wire}` is `in: {place}`, as in Swagger 2.0: it belongs into `requestBody`, under `{content}`"
        );
    }
    match closest(place, PLACES) {
        Some(near) => format!("a parameter cannot be `in: {place}`; did you mean `{near}`?"),
        None => format!(
            "a parameter cannot be `in: {place}`, only in `path`, `query`, `header` or `cookie`"
        ),
    }
}
