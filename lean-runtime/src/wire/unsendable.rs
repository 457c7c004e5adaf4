//! The error for a value that cannot be sent.

use std::fmt;

use super::limits::Limit;
use crate::operation::{Location, Operation, Parameter};

/// The reason why a value cannot be sent: the parameter or member, the fault and the remedy.
///
/// It never holds the value: values are personal data, or secrets.
///
/// ```
/// use lean_runtime::json::Tape;
/// use lean_runtime::operation::{Operation, Parameter};
/// use lean_runtime::wire::Draft;
///
/// static GET: Operation =
///     Operation::new("get", "GET", "/accounts/{id}").parameters(&[Parameter::path("id")]);
/// let mut draft = Draft::new(&GET);
/// draft.put(0, Tape::parse("\"..\"").unwrap().root()).unwrap();
/// assert_eq!(
///     draft.path().unwrap_err().to_string(),
///     "the path parameter `id` cannot be sent: it would make the segment `.` or `..`, which servers and \
///      proxies resolve; pass a value without dot segments",
/// );
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unsendable {
    place: &'static str,
    name: String,
    fault: Fault,
}

/// A fault of a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Fault {
    Other(&'static str),
    Misplaced,
    Nested,
    DeepNested,
    ExplodedDelimited,
    NeedsText,
    HoldsDelimiter,
    Missing,
    Empty,
    DotSegment,
    HeaderName,
    HeaderOurs,
    HeaderControl,
    HeaderNotAscii,
    HeaderEdges,
    HeaderDelimiter,
    CookieName,
    CookieOctet,
    NotAnObject,
    NotXml,
    XmlName,
    XmlCharacter,
    PartHeader,
    FileInJson,
    LineBreak,
    NotFinite,
    LoneSurrogate,
    Limit(Limit),
}

impl Unsendable {
    /// Creates the error from the name of the value and a reason that continues the sentence:
    /// `cannot be written as JSON`.
    pub(super) fn new(name: &str, why: &'static str) -> Unsendable {
        Unsendable::place("", name, Fault::Other(why))
    }

    pub(super) fn of(parameter: &Parameter, fault: Fault) -> Unsendable {
        Unsendable::together(parameter.location, &[parameter.name], fault)
    }

    /// Of the operation's parameter of that index, which holds a float that is infinite or NaN.
    pub(crate) fn not_finite(operation: &Operation, index: usize) -> Unsendable {
        match operation.parameters.get(index) {
            Some(parameter) => Unsendable::of(parameter, Fault::NotFinite),
            None => Unsendable::place("", "parameter", Fault::NotFinite),
        }
    }

    /// Of several parameters that are wrong together.
    pub(super) fn together(location: Location, names: &[&str], fault: Fault) -> Unsendable {
        let place = match (location, names.len()) {
            (Location::Path, 2..) => "path parameters",
            (Location::Path, _) => "path parameter",
            (Location::Query, _) => "query parameter",
            (Location::Header, _) => "header",
            (Location::Cookie, _) => "cookie",
            (Location::QueryString, _) => "query string",
        };
        Unsendable::place(place, &names.join("` and `"), fault)
    }

    pub(super) fn member(name: &str, fault: Fault) -> Unsendable {
        Unsendable::place("body's member", name, fault)
    }

    pub(super) fn body(fault: Fault) -> Unsendable {
        Unsendable::place("", "body", fault)
    }

    /// Creates the error of the value at this JSON Pointer of a body; an empty one means the whole
    /// body.
    pub(super) fn at(pointer: &str, fault: Fault) -> Unsendable {
        match pointer.strip_prefix('/') {
            Some(member) => Unsendable::member(member, fault),
            None => Unsendable::body(fault),
        }
    }

    fn place(place: &'static str, name: &str, fault: Fault) -> Unsendable {
        Unsendable {
            place,
            name: printable(name),
            fault,
        }
    }

    /// The name of the parameter, header or member; `body` if it is the body as a whole.
    #[must_use]
    pub fn parameter(&self) -> &str {
        &self.name
    }

    /// Why it cannot be sent and what to do, in words that go on from its name.
    #[must_use]
    pub fn why(&self) -> String {
        match self.fault {
            Fault::Other(why) => why.to_owned(),
            Fault::Limit(limit) => format!(
                "cannot be sent: {}; pass another value, or send it as it is with `.unchecked()`",
                limit.why()
            ),
            fault => format!("cannot be sent: {}; {}", fault.why(), fault.advice()),
        }
    }
}

/// The names of a map's members come from the program's data: they are cut, and cannot break a log line.
fn printable(name: &str) -> String {
    let text = name.chars().take(64).flat_map(char::escape_debug);
    text.collect()
}

impl Fault {
    /// Returns the reason.
    fn why(self) -> &'static str {
        match self {
            Fault::Other(why) => why,
            Fault::Limit(_) => "it does not keep to a limit",
            Fault::Misplaced => "its style is not defined for its location",
            Fault::Nested => {
                "a list or an object inside a list or an object has no form in its style"
            }
            Fault::DeepNested => {
                "its brackets do not tell the items of a list apart that are lists or objects"
            }
            Fault::ExplodedDelimited => "its style has no exploded form for lists and objects",
            Fault::NeedsText => "its media type takes text, and it is a list or an object",
            Fault::HoldsDelimiter => {
                "an item holds the character that separates items, which this style cannot escape"
            }
            Fault::Missing => "it has no value",
            Fault::Empty => "its value is empty, which leaves another path than the operation's",
            Fault::DotSegment => {
                "it would make the segment `.` or `..`, which servers and proxies resolve"
            }
            Fault::HeaderName => "its name is not a header's name",
            Fault::HeaderOurs => "the client itself sets this header",
            Fault::HeaderControl => {
                "its value holds a line break, NUL or another control character"
            }
            Fault::HeaderNotAscii => {
                "its value is not ASCII, and servers differ in how they read other text in headers"
            }
            Fault::HeaderEdges => {
                "its value starts or ends with white space, which HTTP does not carry"
            }
            Fault::HeaderDelimiter => {
                "an item holds a `,`, or a member's name a `,` or `=`, outside of quotes"
            }
            Fault::CookieName => "its name is not a cookie's name",
            Fault::CookieOctet => {
                "its value holds a character that cookies cannot carry (white space, `\"`, `,`, `;`, `\\`, \
                 control characters or text that is not ASCII)"
            }
            Fault::NotXml => {
                "XML needs a named element at its root, and the description names none or it is a list"
            }
            Fault::XmlName => "its name is not one that an XML element can have",
            Fault::XmlCharacter => "it holds a character that XML cannot carry",
            Fault::PartHeader => {
                "a header of its part, or its media type, is not one that a part can have"
            }
            Fault::FileInJson => "it holds a file where the body has no place for one",
            Fault::LineBreak => "it holds a line break, which would begin another field",
            Fault::NotFinite => {
                "it is a float that is infinite or NaN, for which JSON has no number"
            }
            Fault::LoneSurrogate => "it has half of a surrogate pair, which is not a character",
            Fault::NotAnObject => "a form has members, and it is not an object",
        }
    }

    /// Returns the remedy.
    fn advice(self) -> &'static str {
        match self {
            Fault::Other(_) | Fault::Limit(_) => "",
            Fault::Misplaced | Fault::ExplodedDelimited => "fix the description with an overlay",
            Fault::Nested | Fault::DeepNested => {
                "flatten it, or describe the parameter with `content: application/json` as the server reads it"
            }
            Fault::NeedsText => "pass text, a number or a boolean",
            Fault::HoldsDelimiter => "escape it in the way the API documents before passing it",
            Fault::Missing | Fault::Empty => "pass a value",
            Fault::DotSegment => "pass a value without dot segments",
            Fault::HeaderName | Fault::HeaderOurs | Fault::CookieName => {
                "fix the description with an overlay"
            }
            Fault::HeaderControl | Fault::HeaderEdges => "remove it before passing the value",
            Fault::HeaderNotAscii => {
                "encode it in the way the API documents (percent-encoding, base64, RFC 8187) before passing it"
            }
            Fault::HeaderDelimiter | Fault::CookieOctet => {
                "quote or encode it in the way the API documents before passing it"
            }
            Fault::NotFinite => "pass a finite number",
            Fault::LoneSurrogate => "pass text without it",
            Fault::NotAnObject => "pass an object",
            Fault::NotXml => "name its schema in the description",
            Fault::XmlName => "rename it",
            Fault::XmlCharacter => "remove it before passing the value",
            Fault::PartHeader => "fix it where the file or the description names it",
            Fault::FileInJson => "put it into a member of a multipart body, or into a list there",
            Fault::LineBreak => "remove it before passing the value",
        }
    }
}

impl fmt::Display for Unsendable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.place {
            "" => write!(f, "the {} {}", self.name, self.why()),
            place => write!(f, "the {place} `{}` {}", self.name, self.why()),
        }
    }
}

impl std::error::Error for Unsendable {}
