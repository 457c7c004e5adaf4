//! Conversions between text and values, for whole documents.

use super::decode_error::DecodeError;
use super::memory;
use super::report::DecodeReport;
use super::slot::Slot;
use crate::json::{Tape, Value, Writer};

/// Reads a JSON text as a `T`, strictly: every mistake is an error, and the first ten are reported
/// together.
///
/// # Errors
/// If it is not JSON, or does not fit.
pub fn decode<T: Slot>(text: &str) -> Result<T, DecodeError> {
    let mut report = DecodeReport::new();
    let tape = parse(text, &mut report)?;
    let value = T::read(tape.root(), &mut report);
    report.check(value)
}

/// Reads a JSON text as a `T`. Values that do not fit are left blank and listed in the report.
///
/// # Errors
/// If it is not JSON.
pub fn decode_leniently<T: Slot>(text: &str) -> Result<(T, DecodeReport), DecodeError> {
    let mut report = DecodeReport::new();
    report.set_lenient(true);
    let tape = parse(text, &mut report)?;
    let value = T::read(tape.root(), &mut report);
    Ok((value, report))
}

/// Returns the tape of a text, and leaves the rest of the memory to its reader.
fn parse<'t>(text: &'t str, report: &mut DecodeReport) -> Result<Tape<'t>, DecodeError> {
    let memory = memory::of_text(text);
    let tape = Tape::parse_within(text, memory).map_err(DecodeError::unread)?;
    report.limit_memory(memory.saturating_sub(tape.bytes()));
    Ok(tape)
}

/// Writes a value as JSON text.
#[must_use]
pub fn encode(value: &dyn Slot) -> String {
    let mut out = Writer::new();
    value.write(&mut out);
    out.into_text()
}

/// Writes a value as JSON text for a request: without what only responses carry.
#[must_use]
pub fn encode_request(value: &dyn Slot) -> String {
    let mut out = Writer::for_request();
    value.write(&mut out);
    out.into_text()
}

/// Reads a JSON text that was made of texts only (of XML, a form, headers) as a `T`: `"7"` reads as a number where one
/// is due.
///
/// # Errors
/// If it is not JSON, or does not fit.
pub fn decode_textual<T: Slot>(text: &str) -> Result<T, DecodeError> {
    let mut report = DecodeReport::textual();
    let tape = parse(text, &mut report)?;
    let value = T::read(tape.root(), &mut report);
    report.check(value)
}

/// Reads a plain text (a header, a query parameter) as a `T`: as a string first, then as the JSON text that it may be.
///
/// # Errors
/// If it fits neither way.
pub fn from_text<T: Slot>(text: &str) -> Result<T, DecodeError> {
    let mut quoted = Writer::new();
    quoted.string(text);
    match decode(&quoted.into_text()) {
        Ok(value) => Ok(value),
        Err(error) => decode(text).map_err(|_| error),
    }
}

/// Calls `read` with a report and says what came of it.
///
/// # Errors
/// If the report is not clean.
pub fn read<T: Slot>(value: Value<'_>) -> Result<T, DecodeError> {
    let mut report = DecodeReport::new();
    let read = T::read(value, &mut report);
    report.check(read)
}
