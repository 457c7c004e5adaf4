//! Reads PEM text so that nothing in it is lost.
//!
//! Bytes come in; sections with decoded content and a list of repairs go out. Every `-----BEGIN`
//! becomes a section or an error with its line. Other readers skip a section after a byte-order
//! mark, an indentation or another section's end line, so the certificate goes missing silently.

mod body;
mod label;
mod text;

use zeroize::Zeroizing;

pub(crate) use self::label::{Foreign, Label};
use self::text::Text;
use super::{Code, IdentityError};

/// No identity needs more sections than this.
pub(crate) const SECTIONS_MAX: usize = 64;

const BEGIN: &[u8] = b"-----BEGIN";
const END: &[u8] = b"-----END";
const DASHES: &[u8] = b"-----";

/// A section of PEM text.
pub(crate) struct Section {
    pub(crate) label: Label,
    pub(crate) der: Zeroizing<Vec<u8>>,
    /// The line of its BEGIN, from 1.
    pub(crate) line: usize,
    /// True if the section has the header `Proc-Type: 4,ENCRYPTED`.
    pub(crate) is_encrypted_legacy: bool,
}

/// Something that other readers would have stumbled over.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Repair {
    pub(crate) code: Code,
    pub(crate) text: String,
}

impl Repair {
    fn new(code: Code, text: impl Into<String>) -> Self {
        Self {
            code,
            text: text.into(),
        }
    }
}

/// All sections of a text, in its order.
#[derive(Default)]
pub(crate) struct Pem {
    pub(crate) sections: Vec<Section>,
    pub(crate) repairs: Vec<Repair>,
}

/// The treatment of `\n` written as two characters, as is common in environment variables.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum EscapedNewlines {
    Refuse,
    Repair,
}

/// Reads every section. Text without any section gives none: see [`super::sniff`] for what it may be then.
pub(crate) fn read(bytes: &[u8], escaped: EscapedNewlines) -> Result<Pem, IdentityError> {
    let mut pem = Pem::default();
    let unescaped;
    let mut bytes = bytes;
    if text::has_escaped_newlines(bytes) {
        if escaped == EscapedNewlines::Refuse {
            return Err(escaped_newlines_error());
        }
        pem.repairs.push(Repair::new(
            Code::PemEscapedNewlines,
            "has `\\n` written out; read as line breaks",
        ));
        unescaped = text::unescape_newlines(bytes);
        bytes = &unescaped;
    }

    let text = Text(bytes);
    let mut at = 0;
    while let Some(begin) = text.find(BEGIN, at) {
        if pem.sections.len() == SECTIONS_MAX {
            return Err(too_many_sections_error());
        }
        refuse_lost_marker(text, at, begin)?;
        pem.repairs.extend(check_before_begin(text, begin));
        at = read_section(text, begin, &mut pem)?;
    }
    refuse_lost_marker(text, at, bytes.len())?;
    debug_assert_eq!(
        pem.sections.len(),
        text.count(BEGIN),
        "every BEGIN is accounted for"
    );
    Ok(pem)
}

/// Reads the section whose BEGIN is at `begin`; returns the section's end.
fn read_section(text: Text<'_>, begin: usize, pem: &mut Pem) -> Result<usize, IdentityError> {
    let line = text.line(begin);
    let (name, body_start) =
        read_marker(text, begin, BEGIN).ok_or_else(|| damaged_begin_error(line))?;
    let end = text
        .find(END, body_start)
        .ok_or_else(|| no_end_error(line, name))?;
    if text.find(BEGIN, body_start).is_some_and(|next| next < end) {
        return Err(no_end_error(line, name));
    }
    let (end_name, after) = read_marker(text, end, END).ok_or_else(|| no_end_error(line, name))?;
    // Hyphens that would have to belong to two markers.
    let shares_hyphens = |at: usize| {
        text.find(BEGIN, at - DASHES.len())
            .is_some_and(|begin| begin < at)
    };
    if shares_hyphens(body_start) || shares_hyphens(after) {
        return Err(damaged_begin_error(text.line(after)));
    }
    if end_name != name {
        return Err(wrong_end_error(line, name, text.line(end), end_name));
    }

    let label = Label::parse(name).ok_or_else(|| unknown_label_error(line, name))?;
    if let Some(repair) = label.is_old_name().then(|| old_label_repair(line, name)) {
        pem.repairs.push(repair);
    }
    let body = if label.holds_der() {
        body::decode(text, body_start..end, &mut pem.repairs)?
    } else {
        body::Body::default()
    };
    pem.sections.push(Section {
        label,
        der: body.der,
        line,
        is_encrypted_legacy: body.is_encrypted,
    });
    Ok(after)
}

/// The label of a BEGIN or END marker at `at`, and where the marker ends.
fn read_marker<'a>(text: Text<'a>, at: usize, kind: &[u8]) -> Option<(&'a str, usize)> {
    const LABEL_BYTES_MAX: usize = 64;
    let start = at + kind.len();
    let close = text.find(DASHES, start)?;
    if close - start > LABEL_BYTES_MAX {
        return None;
    }
    let label = std::str::from_utf8(&text.0[start..close]).ok()?;
    let is_label = label.chars().all(|c| c.is_ascii_graphic() || c == ' ');
    is_label.then_some((label.trim(), close + DASHES.len()))
}

/// Returns the text before a BEGIN on its line, if strict readers would miss the BEGIN because of
/// it.
fn check_before_begin(text: Text<'_>, begin: usize) -> Option<Repair> {
    const BOM: &[u8] = "\u{feff}".as_bytes();
    let before = text.before_on_line(begin);
    let line = text.line(begin);
    if before.is_empty() {
        return None;
    }
    if before.ends_with(DASHES) {
        return Some(Repair::new(
            Code::PemGlued,
            format!(
                "has END and BEGIN on one line, line {line}; read as two sections, other readers lose one"
            ),
        ));
    }
    let why = if before.ends_with(BOM) {
        "a byte-order mark is before it"
    } else if before.iter().all(u8::is_ascii_whitespace) {
        "it is indented"
    } else {
        "other text is before it"
    };
    Some(Repair::new(
        Code::PemHiddenSection,
        format!(
            "has a BEGIN that is not at the start of line {line}: {why}; it was read, but other readers skip it"
        ),
    ))
}

/// Text around sections is allowed, a marker that lost some of its hyphens is not.
fn refuse_lost_marker(text: Text<'_>, from: usize, to: usize) -> Result<(), IdentityError> {
    const TRACES: [&[u8]; 4] = [
        END,
        b"BEGIN CERTIFICATE",
        b"BEGIN PRIVATE KEY",
        b"BEGIN RSA PRIVATE KEY",
    ];
    let between = Text(&text.0[from..to]);
    let Some(at) = TRACES
        .iter()
        .filter_map(|trace| between.find(trace, 0))
        .min()
    else {
        return Ok(());
    };
    let line = text.line(from + at);
    Err(IdentityError::new(
        Code::PemTruncated,
        format!("has a damaged BEGIN or END line, line {line}: five hyphens belong on either side"),
        "Copy the file again as it was issued",
    ))
}

fn escaped_newlines_error() -> IdentityError {
    IdentityError::new(
        Code::PemEscapedNewlines,
        "has `\\n` written out in place of line breaks",
        "Replace each `\\n` by a line break (`printf '%b'` does), or load it through `Identity::from_env`",
    )
}

fn too_many_sections_error() -> IdentityError {
    IdentityError::new(
        Code::TooManySections,
        format!("holds more than {SECTIONS_MAX} PEM sections"),
        "Give the files of this application, not a bundle of public authorities",
    )
}

fn damaged_begin_error(line: usize) -> IdentityError {
    IdentityError::new(
        Code::PemTruncated,
        format!("has a damaged BEGIN line, line {line}"),
        "Copy the file again as it was issued",
    )
}

fn no_end_error(line: usize, name: &str) -> IdentityError {
    IdentityError::new(
        Code::PemTruncated,
        format!("has a section `{name}` that begins in line {line} and never ends"),
        "The file was cut off: copy it again as it was issued",
    )
}

fn wrong_end_error(line: usize, name: &str, end_line: usize, end_name: &str) -> IdentityError {
    IdentityError::new(
        Code::PemTruncated,
        format!(
            "has a section that begins as `{name}` in line {line} and ends as `{end_name}` in line {end_line}"
        ),
        "Parts of two files were mixed: copy it again as it was issued",
    )
}

fn unknown_label_error(line: usize, name: &str) -> IdentityError {
    IdentityError::new(
        Code::PemLabel,
        format!("has a section `{name}` in line {line}, which is neither a key nor a certificate"),
        "Take the section out, or give the file that was meant",
    )
}

fn old_label_repair(line: usize, name: &str) -> Repair {
    Repair::new(
        Code::PemLabel,
        format!("has a section `{name}` in line {line}; read as a certificate"),
    )
}

#[cfg(test)]
mod tests;
