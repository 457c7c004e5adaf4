//! Writes the text of an operation.

use super::{Operation, Parameter};
use crate::Location;
use crate::escape::escaped;

impl Operation<'_> {
    /// Writes the operation as text: see this crate's source for the format.
    #[must_use]
    pub fn write(&self) -> String {
        let mut lines = Lines::default();
        lines.add([&*self.id, &self.method, &self.path]);
        for parameter in &self.parameters {
            lines.parameter(parameter);
        }
        for body in &self.bodies {
            lines.add(["body", &body.media, body.codec.name()]);
        }
        lines.unless_empty("accept", &self.accept);
        lines.unless_empty("successes", &self.successes);
        self.security(&mut lines);
        if let Some(header) = &self.idempotency {
            lines.add(["idempotency", header]);
        }
        let (successes, refusals) = &self.redirects;
        if !successes.is_empty() || !refusals.is_empty() {
            lines.add(["redirects", successes, refusals]);
        }
        lines.unless_empty("end", &self.end_of_events);
        if self.links {
            lines.add(["links"]);
        }
        lines.unless_empty("place", &self.place);
        if !self.limits.is_empty() {
            lines.add(["limits"]);
            lines.0.push('\n');
            lines.0.push_str(&self.limits);
        }
        lines.0
    }

    fn security(&self, lines: &mut Lines) {
        for set in &self.security {
            lines.add(["security"]);
            for requirement in set {
                let index = requirement.scheme.to_string();
                let scopes = requirement.scopes.iter().map(|scope| &**scope);
                lines.add(["scheme", &index].into_iter().chain(scopes));
            }
        }
        if self.own_security {
            lines.add(["own"]);
        }
    }
}

/// Lines of a word and its values, with tabs between.
#[derive(Default)]
struct Lines(String);

impl Lines {
    fn add<'w>(&mut self, words: impl IntoIterator<Item = &'w str>) {
        if !self.0.is_empty() {
            self.0.push('\n');
        }
        for (index, word) in words.into_iter().enumerate() {
            if index > 0 {
                self.0.push('\t');
            }
            self.0.push_str(&escaped(word));
        }
    }

    fn unless_empty(&mut self, word: &str, value: &str) {
        if !value.is_empty() {
            self.add([word, value]);
        }
    }

    fn parameter(&mut self, parameter: &Parameter<'_>) {
        let Parameter {
            location,
            name,
            style,
            explode,
            reserved,
            fixed,
        } = parameter;
        let mut words = vec![location.word(), name];
        let is_usual = location.usual() == Some((*style, *explode)) && !reserved;
        if !is_usual || fixed.is_some() {
            words.push(style.name());
            if *explode || *location == Location::QueryString {
                words.push("explode");
            }
            if *reserved {
                words.push("reserved");
            }
            words.extend(fixed.iter().flat_map(|fixed| ["fixed", &**fixed]));
        }
        self.add(words);
    }
}
