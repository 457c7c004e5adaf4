//! Styles of parameters, and where each may be.

use crate::api::{Location, Rule, Style};
use crate::document::At;
use crate::lint::Report;

/// `x-brackets`: how lists within a parameter, a part or a form are written.
pub(super) fn read_brackets(report: &mut Report, at: &At) -> Option<Style> {
    let written = at.node.get("x-brackets")?;
    match written.as_text().as_deref() {
        Some("empty") => Some(Style::DeepEmpty),
        Some("index") => Some(Style::DeepIndexed),
        Some("repeat") => Some(Style::DeepRepeated),
        _ => {
            let message = "`x-brackets` is one of `empty`, `index` and `repeat`; left out";
            report.report_repaired(Rule::InvalidBrackets, written.place(), message.to_string());
            None
        }
    }
}

/// The style that a parameter is written in: its own, or the usual one of its place.
pub(super) fn read_style(report: &mut Report, wire: &str, location: Location, at: &At) -> Style {
    let usual = match location {
        Location::Path | Location::Header => Style::Simple,
        Location::Query | Location::Cookie => Style::Form,
        // Until its media type is read.
        Location::QueryString => Style::Json,
    };
    if let Some(style) = read_brackets(report, at) {
        if location == Location::Query {
            return style;
        }
        let message = format!(
            "only queries and forms have brackets; the `x-brackets` of `{wire}` is left out"
        );
        report.report_repaired(Rule::InvalidBrackets, at.node.place(), message);
    }
    let Some(written) = at.node.text("style") else {
        return usual;
    };
    let style = match &*written {
        "simple" => Style::Simple,
        "label" => Style::Label,
        "matrix" => Style::Matrix,
        "form" => Style::Form,
        "spaceDelimited" => Style::SpaceDelimited,
        "pipeDelimited" => Style::PipeDelimited,
        "deepObject" => Style::DeepObject,
        "cookie" => Style::Cookie,
        _ => {
            report.report_repaired(
                Rule::UnknownStyle,
                at.node.place(),
                format!("there is no style `{written}`; `{wire}` is written in the usual one"),
            );
            return usual;
        }
    };
    let fits = match location {
        Location::Path => matches!(style, Style::Simple | Style::Label | Style::Matrix),
        Location::Header => style == Style::Simple,
        Location::Query => {
            matches!(
                style,
                Style::Form | Style::SpaceDelimited | Style::PipeDelimited | Style::DeepObject
            )
        }
        Location::Cookie => matches!(style, Style::Form | Style::Cookie),
        Location::QueryString => false,
    };
    if fits {
        return style;
    }
    report.report_repaired(
        Rule::MisplacedStyle,
        at.node.place(),
        format!(
            "the style `{written}` does not go where `{wire}` goes; it is written in the usual one"
        ),
    );
    usual
}
