//! Reads the text of an operation.

use std::borrow::Cow;
use std::fmt;

use super::{Body, Operation, Parameter, Requirement, usual};
use crate::escape::unescaped;
use crate::{Codec, Location, Style};

/// A part of a text that this version does not know. Generated code is from another version, or was
/// changed by hand. A guess would send something else, or leave out who may.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unknown<'t> {
    /// The kind of the part: `word`, `style`, ..
    pub part: &'static str,
    /// The text that has it.
    pub text: &'t str,
}

impl fmt::Display for Unknown<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { part, text } = self;
        write!(
            f,
            "generated code does not fit this version of `lean`: no {part} in `{text}`"
        )
    }
}

impl std::error::Error for Unknown<'_> {}

impl<'t> Operation<'t> {
    /// Reads the text of an operation.
    ///
    /// # Errors
    /// A word, style or codec that is not known, or a scheme without an index or outside of a set.
    pub fn read(text: &'t str) -> Result<Self, Unknown<'t>> {
        let (first, mut left) = line(text);
        let mut words = Words::of(first);
        let mut named = || {
            words.next().ok_or(Unknown {
                part: "route",
                text,
            })
        };
        let mut operation = Self {
            id: named()?,
            method: named()?,
            path: named()?,
            ..Self::default()
        };
        while !left.is_empty() {
            let (line, after) = line(left);
            left = after;
            if line == "limits" {
                operation.limits = Cow::Borrowed(left);
                break;
            }
            operation.read_line(line)?;
        }
        Ok(operation)
    }

    fn read_line(&mut self, line: &'t str) -> Result<(), Unknown<'t>> {
        let mut words = Words::of(line);
        let word = words.next_or_empty();
        match &*word {
            "body" => {
                let media = words.next_or_empty();
                let codec = words.known("codec", Codec::from_name)?;
                self.bodies.push(Body { media, codec });
            }
            "accept" => self.accept = words.next_or_empty(),
            "successes" => self.successes = words.next_or_empty(),
            "security" => self.security.push(Vec::new()),
            "scheme" => {
                let scheme = words.known("scheme", |index| index.parse().ok())?;
                let set = self.security.last_mut();
                let set = set.ok_or(Unknown {
                    part: "set",
                    text: line,
                })?;
                let scopes = words.collect();
                set.push(Requirement { scheme, scopes });
            }
            "own" => self.own_security = true,
            "idempotency" => self.idempotency = Some(words.next_or_empty()),
            "redirects" => self.redirects = (words.next_or_empty(), words.next_or_empty()),
            "end" => self.end_of_events = words.next_or_empty(),
            "links" => self.links = true,
            "place" => self.place = words.next_or_empty(),
            word => {
                let mut locations = Location::ALL.iter().copied();
                let location = locations.find(|location| location.word() == word);
                let location = location.ok_or(Unknown {
                    part: "word",
                    text: line,
                })?;
                self.parameters.push(parameter(location, words)?);
            }
        }
        Ok(())
    }
}

fn parameter<'t>(location: Location, mut words: Words<'t>) -> Result<Parameter<'t>, Unknown<'t>> {
    let (style, explode) = usual(location);
    let mut parameter = Parameter {
        location,
        name: words.next_or_empty(),
        style,
        explode,
        reserved: false,
        fixed: None,
    };
    if words.is_at_end() {
        return Ok(parameter);
    }
    parameter.style = words.known("style", Style::from_name)?;
    parameter.explode = false;
    while let Some(word) = words.next() {
        match &*word {
            "explode" => parameter.explode = true,
            "reserved" => parameter.reserved = true,
            "fixed" => parameter.fixed = words.next(),
            _ => {
                return Err(Unknown {
                    part: "mark",
                    text: words.line,
                });
            }
        }
    }
    Ok(parameter)
}

/// The first line, and the text after it.
fn line(text: &str) -> (&str, &str) {
    text.split_once('\n').unwrap_or((text, ""))
}

/// The words of a line, without escapes.
struct Words<'t> {
    line: &'t str,
    left: Option<&'t str>,
}

impl<'t> Words<'t> {
    fn of(line: &'t str) -> Self {
        let left = Some(line);
        Self { line, left }
    }

    fn is_at_end(&self) -> bool {
        self.left.is_none()
    }

    fn next_or_empty(&mut self) -> Cow<'t, str> {
        self.next().unwrap_or_default()
    }

    /// The next word, as a value.
    fn known<T>(
        &mut self,
        part: &'static str,
        find: impl Fn(&str) -> Option<T>,
    ) -> Result<T, Unknown<'t>> {
        let text = self.line;
        find(&self.next_or_empty()).ok_or(Unknown { part, text })
    }
}

impl<'t> Iterator for Words<'t> {
    type Item = Cow<'t, str>;

    fn next(&mut self) -> Option<Self::Item> {
        let left = self.left?;
        let (word, left) = match left.split_once('\t') {
            Some((word, left)) => (word, Some(left)),
            None => (left, None),
        };
        self.left = left;
        Some(unescaped(word))
    }
}
