//! Findings for people: a sentence, the line it is about, what to do.

use std::fmt::Write;

use lean_openapi::api::Finding;
use lean_openapi::read::{Place, Source};

use crate::disk::Disk;

/// A finding with its line, as the compiler shows errors. `title` is `error` or `refused`.
pub fn render_finding(title: &str, finding: &Finding, disk: &Disk) -> String {
    let Finding {
        message,
        help,
        place,
        ..
    } = finding;
    let mut out = format!("{title}: {message}\n");
    if !place.file.is_empty() {
        out += &excerpt(place, disk);
        out.push('\n');
    }
    if let Some(help) = help {
        let _ = writeln!(out, "  = help: {help}");
    }
    out
}

/// Several errors, one after the other.
pub fn errors(findings: &[Finding], disk: &Disk) -> String {
    findings
        .iter()
        .map(|finding| render_finding("error", finding, disk))
        .collect::<Vec<_>>()
        .join("\n")
}

fn excerpt(place: &lean_openapi::api::Place, disk: &Disk) -> String {
    let plain = format!("  --> {place}");
    let Some(text) = disk.text(&place.file) else {
        return plain;
    };
    let Ok(source) = Source::new(place.file.clone(), text) else {
        return plain;
    };
    let place = Place {
        file: place.file.clone(),
        line: place.line,
        column: place.column,
        range: place.range.clone(),
    };
    place.excerpt(&source)
}
