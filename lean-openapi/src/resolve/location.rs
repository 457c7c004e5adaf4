//! The location of a parameter, and the findings for invalid locations.

use crate::api::{Finding, Location, Place, Rule};
use crate::document::{At, closest};
use crate::lint::Report;
use crate::lint::objects;

/// The places, as the specification writes them.
const PLACES: [&str; 5] = ["path", "query", "header", "cookie", "querystring"];

/// The name of a parameter and where it goes, if both are written.
pub(super) fn name_and_location(report: &mut Report, at: &At) -> Option<(String, Location)> {
    if let Some(text) = at.node.as_str() {
        let near = match text.starts_with("#/") {
            true => format!("$ref: '{text}'"),
            false => format!("name: {text}"),
        };
        let message = "a parameter has to be a map";
        let finding = Finding::repaired(Rule::MalformedField, at.node.place(), message);
        report.add(finding.suggest(near).with_outcome("left out"));
        return None;
    }
    let Some(wire) = at.node.get("name").and_then(|name| name.as_text()) else {
        report_missing_field(
            report,
            at,
            "name",
            "a parameter without a name; left out".to_string(),
        );
        return None;
    };
    let Some(written) = at.node.get("in") else {
        let message = format!("the parameter `{wire}` does not say where it goes (`in`); left out");
        report_missing_field(report, at, "in", message);
        return None;
    };
    let place = written.as_text().unwrap_or_default();
    let location = parse_location(&place);
    if location.is_none() {
        let finding = unknown_location_finding(&wire, &place, written.place());
        report.add(finding.with_outcome("left out"));
    }
    Some((wire, location?))
}

/// Reports that a field is missing, or misspelt.
fn report_missing_field(report: &mut Report, at: &At, field: &str, message: String) {
    if !report.report_misspelling(at, &objects::PARAMETER, field) {
        report.report_repaired(Rule::MissingField, at.node.place(), message);
    }
}

fn parse_location(place: &str) -> Option<Location> {
    Some(match place {
        "path" => Location::Path,
        "query" => Location::Query,
        "header" => Location::Header,
        "cookie" => Location::Cookie,
        "querystring" => Location::QueryString,
        _ => return None,
    })
}

/// The finding for a location that does not exist.
fn unknown_location_finding(wire: &str, written: &str, place: Place) -> Finding {
    let content = match written {
        "body" => Some("application/json"),
        "formData" => Some("multipart/form-data"),
        _ => None,
    };
    if let Some(content) = content {
        let message = format!(
            "the parameter `{wire}` is `in: {written}`, as in Swagger 2.0: it belongs into `requestBody`, under `{content}`"
        );
        return Finding::repaired(Rule::OtherVersion, place, message);
    }
    let message = format!("a parameter cannot be `in: {written}`");
    match closest(written, PLACES) {
        Some(near) => Finding::repaired(Rule::UnknownLocation, place, message).suggest(near),
        None => Finding::repaired(
            Rule::UnknownLocation,
            place,
            format!("{message}, only in `path`, `query`, `header` or `cookie`"),
        ),
    }
}
