//! The text of a JSONPath to a [`Path`]. Says in a few words what it does not understand.

use super::parser::{Fault, Parsed, Parser};
use super::path::{Path, Segment, Selector};

/// Reads a whole path.
pub(super) fn parse_path(text: &str) -> Result<Path, Fault> {
    let mut parser = Parser {
        rest: text.trim(),
        depth: 0,
    };
    let read = parser.parse_path().and_then(|path| match path.relative {
        true => Err("it has to start with `$`".to_string()),
        false => Ok(path),
    });
    let read = read.and_then(|path| match parser.rest.is_empty() {
        true => Ok(path),
        false => Err(parser.not_understood_message()),
    });
    read.map_err(|message| Fault {
        message,
        offset: text.trim_end().len().saturating_sub(parser.rest.len()),
    })
}

impl Parser<'_> {
    pub(super) fn parse_path(&mut self) -> Parsed<Path> {
        let relative = if self.take("$") {
            false
        } else if self.take("@") {
            true
        } else {
            return Err("it has to start with `$`".to_string());
        };
        let mut segments = Vec::new();
        while let Some(segment) = self.parse_segment()? {
            segments.push(segment);
        }
        Ok(Path { relative, segments })
    }

    fn parse_segment(&mut self) -> Parsed<Option<Segment>> {
        if self.take("..") {
            let selectors = if self.rest.starts_with('[') {
                self.parse_brackets()?
            } else {
                vec![self.parse_after_dot()?]
            };
            return Ok(Some(Segment {
                descend: true,
                selectors,
            }));
        }
        if self.take(".") {
            return Ok(Some(Segment {
                descend: false,
                selectors: vec![self.parse_after_dot()?],
            }));
        }
        if self.rest.starts_with('[') {
            return Ok(Some(Segment {
                descend: false,
                selectors: self.parse_brackets()?,
            }));
        }
        Ok(None)
    }

    fn parse_after_dot(&mut self) -> Parsed<Selector> {
        if self.take("*") {
            return Ok(Selector::All);
        }
        // More than the standard allows: `$.paths.x-internal` is what people write.
        let is_part = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '$');
        let end = self.rest.find(|c| !is_part(c)).unwrap_or(self.rest.len());
        if end == 0 {
            return Err(format!("a name is missing {}", self.text_before()));
        }
        let (name, rest) = self.rest.split_at(end);
        self.rest = rest;
        Ok(Selector::Key(name.to_string()))
    }

    fn parse_brackets(&mut self) -> Parsed<Vec<Selector>> {
        self.expect("[")?;
        let mut selectors = Vec::new();
        loop {
            self.skip_space();
            selectors.push(self.parse_selector()?);
            self.skip_space();
            if self.take("]") {
                return Ok(selectors);
            }
            self.expect(",")?;
        }
    }

    fn parse_selector(&mut self) -> Parsed<Selector> {
        if self.take("*") {
            return Ok(Selector::All);
        }
        if self.take("?") {
            self.skip_space();
            return Ok(Selector::Filter(self.parse_or()?));
        }
        if self.rest.starts_with(['\'', '"']) {
            return Ok(Selector::Key(self.parse_quoted()?));
        }
        let from = self.parse_integer()?;
        self.skip_space();
        if !self.take(":") {
            return from
                .map(Selector::Index)
                .ok_or_else(|| self.not_understood_message());
        }
        self.skip_space();
        let to = self.parse_integer()?;
        self.skip_space();
        let step = if self.take(":") {
            self.parse_integer()?.unwrap_or(1)
        } else {
            1
        };
        Ok(Selector::Slice { from, to, step })
    }
}
