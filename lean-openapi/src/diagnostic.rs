//! The form of error messages.
//!
//! The compiler puts the first line after `error: `, so it is complete; under it comes the place in the
//! description, as terminals and editors recognise it, and what to do.

use crate::api::{Finding, Place};
use crate::document::Description;

/// The text of a mistake: a sentence, the place in the description, a remark under it, remedies.
pub struct Mistake {
    message: String,
    place: Option<Place>,
    label: String,
    helps: Vec<String>,
}

impl Mistake {
    /// Creates a message from one sentence, lower case, names in backticks, no full stop.
    pub fn new(message: impl Into<String>) -> Mistake {
        Mistake {
            message: message.into(),
            place: None,
            label: String::new(),
            helps: Vec::new(),
        }
    }

    /// With the place in the description that it is about.
    #[must_use]
    pub fn at(mut self, place: &Place) -> Self {
        // An error about a missing file has no place.
        self.place = Some(place.clone()).filter(|place| !place.file.is_empty());
        self
    }

    /// With a remark on that place.
    #[must_use]
    pub fn label(mut self, label: impl Into<String>) -> Self {
        self.label = label.into();
        self
    }

    /// With a remedy: what to write instead.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.helps.push(help.into());
        self
    }

    /// With a remedy, if there is one.
    #[must_use]
    pub fn maybe_help(self, help: Option<impl Into<String>>) -> Self {
        match help {
            Some(help) => self.help(help),
            None => self,
        }
    }

    /// The message as the compiler prints it.
    #[must_use]
    pub fn render(&self, description: &Description) -> String {
        let mut text = self.message.clone();
        let excerpt = self.excerpt(description);
        if !excerpt.is_empty() {
            text.push('\n');
            text.push_str(&excerpt);
        }
        let indent = " ".repeat(MARGIN + self.gutter());
        for help in &self.helps {
            let mut lines = help.lines();
            text.push_str(&format!(
                "\n{indent} = help: {}",
                lines.next().unwrap_or_default()
            ));
            for line in lines {
                text.push_str(&format!("\n{indent}         {line}"));
            }
        }
        text
    }

    /// Returns the place with its line, indented; empty if there is no place.
    #[must_use]
    pub fn excerpt(&self, description: &Description) -> String {
        let Some(place) = &self.place else {
            return String::new();
        };
        let Some(source) = description.source(&place.file) else {
            return format!("{}--> {place}", " ".repeat(MARGIN + self.gutter()));
        };
        let Place {
            file,
            line,
            column,
            range,
        } = place.clone();
        let mut excerpt = crate::read::Place {
            file,
            line,
            column,
            range,
        }
        .excerpt(&source);
        if !self.label.is_empty() {
            excerpt.push(' ');
            excerpt.push_str(&self.label);
        }
        let lines: Vec<String> = excerpt
            .lines()
            .map(|line| format!("{}{line}", " ".repeat(MARGIN)))
            .collect();
        lines.join("\n")
    }

    /// The width of line numbers.
    fn gutter(&self) -> usize {
        self.place
            .as_ref()
            .map_or(1, |place| place.line.to_string().len())
    }
}

/// The indentation of excerpts, which sets them apart from the compiler's own.
const MARGIN: usize = 6;

/// A finding as a message, with the line of a text that is not a description.
#[must_use]
pub fn render_with_text(finding: &Finding, text: Option<&str>) -> String {
    let Finding {
        message,
        help,
        place,
        ..
    } = finding;
    let gutter = place.line.to_string().len();
    let indent = " ".repeat(MARGIN + gutter);
    let mut shown = message.clone();
    if !place.file.is_empty() {
        shown.push_str(&format!("\n{indent}--> {place}"));
    }
    let line = text.and_then(|text| text.lines().nth(place.line.saturating_sub(1) as usize));
    if let Some(line) =
        line.filter(|line| !line.is_empty() && line.len() < 160 && !place.file.is_empty())
    {
        let margin = " ".repeat(MARGIN);
        let caret = " ".repeat(place.column.saturating_sub(1) as usize);
        shown.push_str(&format!(
            "\n{indent} |\n{margin}{} | {line}\n{indent} | {caret}^",
            place.line
        ));
    }
    if let Some(help) = help {
        shown.push_str(&format!("\n{indent} = help: {help}"));
    }
    shown
}

/// A finding as a message with the line of the description that it is about.
#[must_use]
pub fn render_finding(finding: &Finding, description: &Description) -> String {
    let Finding {
        message,
        help,
        place,
        ..
    } = finding;
    Mistake::new(message)
        .at(place)
        .maybe_help(help.as_ref())
        .render(description)
}

/// Returns the first names and the number of the others: "`a`, `b` and 3 more".
#[must_use]
pub fn list_some(names: &[impl AsRef<str>], most: usize) -> String {
    let some = names.iter().take(most);
    let some: Vec<String> = some.map(|name| format!("`{}`", name.as_ref())).collect();
    let some = some.join(", ");
    match names.len().saturating_sub(most) {
        0 => some,
        more => format!("{some} and {more} more"),
    }
}
