//! A response's content before it becomes a value.

use std::borrow::Cow;

use bytes::Bytes;
use http::{HeaderMap, StatusCode, header};

use super::ResponseForm;
use super::link::LinkOrigin;
use crate::Error;
use crate::error::Passport;
use crate::json::{Scanned, SyntaxError, Tape, Unread};
use crate::model::memory::{TOO_MUCH, allocation};
use crate::model::{DecodeReport, Problem, ScannedText, Slot};
use crate::operation::Xml;
use crate::request::Incoming;
use crate::wire;

/// The content of a response: its status, media type and body.
pub struct Content {
    pub(super) status: StatusCode,
    pub(super) headers: HeaderMap,
    pub(super) body: Incoming,
    pub(super) passport: Passport,
    pub(super) lenient: bool,
    /// The bytes of memory that its values may take.
    pub(super) memory: usize,
    /// The body as JSON, where it was looked at before it is read.
    pub(super) scanned: Option<Scanned>,
    pub(super) problems: Vec<Problem>,
    pub(super) problem_count: usize,
    pub(super) origin: Option<LinkOrigin>,
    /// The data of the last event of a stream; empty: none.
    pub(super) end_of_events: &'static str,
    /// The XML forms of the operation's responses, by status.
    pub(super) xml: &'static [(&'static str, &'static Xml)],
}

/// An enum of several outcomes: generated code implements it.
pub trait Cases: Sized + Send + 'static {
    /// For each variant, the statuses it covers (`200 4XX default`) and its media type.
    const CASES: &'static [(&'static str, &'static str)];

    /// Reads the content as that variant.
    ///
    /// # Errors
    /// If it does not fit.
    fn read(case: usize, content: &mut Content) -> Result<Self, Error>;
}

impl Content {
    /// Reads it as an outcome.
    ///
    /// # Errors
    /// If it does not fit.
    pub fn read<O: ResponseForm>(&mut self) -> Result<O::Value, Error> {
        O::read(self)
    }

    /// The case that covers the status, and of several the one whose media type matches; past the end if none does.
    #[must_use]
    pub fn choose(&self, cases: &[(&str, &str)]) -> usize {
        let weight = |(statuses, _): &(&str, &str)| {
            statuses
                .split(' ')
                .filter_map(|key| specificity(key, self.status))
                .max()
        };
        let Some(best) = cases.iter().filter_map(weight).max() else {
            return usize::MAX;
        };
        let covering: Vec<usize> = (0..cases.len())
            .filter(|case| weight(&cases[*case]) == Some(best))
            .collect();
        let media: Vec<&str> = covering.iter().map(|case| cases[*case].1).collect();
        let matching = wire::best_media(self::media(&self.headers), &media);
        covering[matching.unwrap_or(0)]
    }

    /// An error that says that no case covers its status.
    ///
    /// # Errors
    /// Always.
    pub fn unexpected<T>(&self) -> Result<T, Error> {
        let error = Error::decode(self.passport.clone(), Vec::new(), self.bytes());
        Err(error.with_what("the description does not list the response's status"))
    }

    /// The body as a value from JSON, XML or a form.
    pub(super) fn json<T: Slot>(&mut self) -> Result<T, Error> {
        let bytes = self.bytes();
        let mut report = DecodeReport::new();
        let text = self.json_text(&bytes, &mut report)?;
        let tape = self.tape(&text, &bytes, &mut report)?;
        let value = T::read(tape.root(), &mut report);
        self.accept(value, report, &bytes)
    }

    /// The same, to be read in parts later.
    pub(super) fn json_parts(&mut self) -> Result<ScannedText, Error> {
        let bytes = self.bytes();
        let mut report = DecodeReport::new();
        let text = self.json_text(&bytes, &mut report)?;
        let tape = self.tape(&text, &bytes, &mut report)?;
        report.charge(allocation(text.len()));
        self.accept(ScannedText::of(tape), report, &bytes)
    }

    /// The body as JSON text, which may have been XML or a form: the report for its reader tells.
    fn json_text<'b>(
        &mut self,
        bytes: &'b Bytes,
        report: &mut DecodeReport,
    ) -> Result<Cow<'b, str>, Error> {
        if bytes.is_empty() {
            return Err(Error::decode_empty(self.passport.clone()));
        }
        let media = media(&self.headers);
        let text =
            wire::decode_text(media, bytes).map_err(|error| self.text_error(&error, bytes))?;
        if text.starts_with('\u{feff}') {
            return Err(self.decode_error("more than one byte-order mark", 3, bytes));
        }
        match wire::text_to_json(media, &text, self.xml_form(), self.memory) {
            Some(Ok(json)) => {
                self.scanned = None;
                *report = DecodeReport::textual();
                Ok(json.into())
            }
            Some(Err(error)) => Err(self.decode_error(error.message, error.offset, bytes)),
            None if is_json(media, bytes) => Ok(text),
            None => {
                let found = self.content_type();
                Err(Error::unexpected_content_type(
                    self.passport.clone(),
                    "application/json",
                    found,
                    bytes.clone(),
                ))
            }
        }
    }

    /// The tape of the body's text. The report may take the rest of the memory.
    fn tape<'t>(
        &mut self,
        text: &'t str,
        bytes: &Bytes,
        report: &mut DecodeReport,
    ) -> Result<Tape<'t>, Error> {
        let scanned = self.scanned.take();
        let scanned = scanned.and_then(|scanned| Tape::of_scanned(text, scanned));
        let tape = match scanned.map_or_else(|| Tape::parse_within(text, self.memory), Ok) {
            Ok(tape) => tape,
            Err(Unread::Syntax(SyntaxError { message, offset })) => {
                return Err(self.decode_error(message, offset, bytes));
            }
            Err(Unread::Memory) => {
                let problem = Problem::new("", TOO_MUCH);
                let body = bytes.clone();
                return Err(Error::decode(self.passport.clone(), vec![problem], body));
            }
        };
        report.limit_memory(self.memory.saturating_sub(tape.bytes()));
        report.set_lenient(self.lenient);
        Ok(tape)
    }

    /// Looks at the body as JSON, if it is JSON. Reading it afterwards does not scan it again.
    pub(super) fn with_tape<R>(&mut self, look: impl FnOnce(Option<&Tape<'_>>) -> R) -> R {
        let bytes = self.bytes();
        let text = std::str::from_utf8(&bytes).ok();
        let tape = text.and_then(|text| Tape::parse_within(text, self.memory).ok());
        let seen = look(tape.as_ref());
        self.scanned = tape.map(Tape::into_scanned);
        seen
    }

    /// Returns the XML form of a response with this status.
    fn xml_form(&self) -> Option<&'static Xml> {
        let covering = self.xml.iter().filter_map(|(statuses, xml)| {
            let weight = statuses
                .split(' ')
                .filter_map(|key| specificity(key, self.status))
                .max()?;
            Some((weight, *xml))
        });
        covering
            .max_by_key(|(weight, _)| *weight)
            .map(|(_, xml)| xml)
    }

    /// The body as text. A part that is not UTF-8 is an error, not a question mark.
    pub(super) fn text(&mut self) -> Result<String, Error> {
        let bytes = self.bytes();
        let text = wire::decode_text(media(&self.headers), &bytes).map(Cow::into_owned);
        text.map_err(|error| self.text_error(&error, &bytes))
    }

    pub(super) fn bytes(&self) -> Bytes {
        self.body.in_memory().cloned().unwrap_or_default()
    }

    pub(super) fn accept<T>(
        &mut self,
        value: T,
        report: DecodeReport,
        bytes: &Bytes,
    ) -> Result<T, Error> {
        if report.is_clean() {
            return Ok(value);
        }
        if self.lenient {
            self.problems.extend(report.problems().iter().cloned());
            self.problem_count += report.count();
            return Ok(value);
        }
        let problems = report.problems().to_vec();
        Err(Error::decode(
            self.passport.clone(),
            problems,
            bytes.clone(),
        ))
    }

    pub(super) fn content_type(&self) -> Option<&str> {
        content_type(&self.headers)
    }

    fn text_error(&self, error: &wire::NotText, bytes: &Bytes) -> Error {
        match error {
            wire::NotText::Utf8(offset) => {
                self.decode_error("the body is not UTF-8", *offset, bytes)
            }
            wire::NotText::Charset(_) => self.decode_error(&error.to_string(), 0, bytes),
        }
    }

    fn decode_error(&self, message: &str, offset: usize, bytes: &Bytes) -> Error {
        let problem = Problem::new("", message).at_offset(offset);
        Error::decode(self.passport.clone(), vec![problem], bytes.clone())
    }
}

fn content_type(headers: &HeaderMap) -> Option<&str> {
    headers.get(header::CONTENT_TYPE)?.to_str().ok()
}

fn media(headers: &HeaderMap) -> &str {
    content_type(headers).unwrap_or_default()
}

/// Servers leave the media type out, or write JSON as text: what starts like JSON is tried as such.
fn is_json(media: &str, bytes: &[u8]) -> bool {
    if wire::is_plain_json(media) {
        return true;
    }
    let media = media.split(';').next().unwrap_or_default();
    let media = media.trim().to_ascii_lowercase();
    let looks = || {
        bytes
            .iter()
            .find(|byte| !byte.is_ascii_whitespace())
            .is_some_and(|byte| b"{[\"".contains(byte))
    };
    media.ends_with("json")
        || ((media.is_empty() || media == "text/plain" || media.ends_with("octet-stream"))
            && looks())
}

/// Returns true if one of the cases covers the status by its code or hundred.
#[must_use]
pub fn is_covered(cases: &[(&str, &str)], status: StatusCode) -> bool {
    let exactly = |statuses: &str| {
        statuses
            .split(' ')
            .any(|key| specificity(key, status).is_some_and(|weight| weight > 0))
    };
    cases.iter().any(|(statuses, _)| exactly(statuses))
}

/// Returns how precisely a key of the Responses Object names a status: exact over range over
/// default.
fn specificity(key: &str, status: StatusCode) -> Option<u8> {
    if key == "default" {
        return Some(0);
    }
    if key == status.as_str() {
        return Some(2);
    }
    let hundred = key.strip_suffix("XX")?;
    (hundred.parse() == Ok(status.as_u16() / 100)).then_some(1)
}
