//! The error for a value that cannot be sent.

use std::fmt;

use super::limits::BrokenLimit;
use crate::operation::{Location, Operation, Parameter};

/// The reason why a value cannot be sent: the parameter or member, the fault and the remedy.
///
/// It never holds the value: values are personal data, or secrets.
///
/// ```
/// use lean_runtime::json::Tape;
/// use lean_runtime::operation::{Operation, Parameter};
/// use lean_runtime::wire::RequestDraft;
///
/// static GET: Operation =
///     Operation::new("get", "GET", "/accounts/{id}").parameters(&[Parameter::path("id")]);
/// let mut draft = RequestDraft::new(&GET);
/// draft.add_parameter(0, Tape::parse("\"..\"").unwrap().root()).unwrap();
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
    fault: SendFault,
}

/// A fault of a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum SendFault {
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
    Limit(BrokenLimit),
}

impl Unsendable {
    /// Creates the error from the name of the value and a reason that continues the sentence:
    /// `cannot be written as JSON`.
    pub(super) fn new(name: &str, why: &'static str) -> Unsendable {
        Unsendable::place("", name, SendFault::Other(why))
    }

    pub(super) fn of_parameter(parameter: &Parameter, fault: SendFault) -> Unsendable {
        Unsendable::of_names(parameter.location, &[parameter.name], fault)
    }

    /// Of the operation's parameter of that index, which holds a float that is infinite or NaN.
    pub(crate) fn not_finite(operation: &Operation, index: usize) -> Unsendable {
        match operation.parameters.get(index) {
            Some(parameter) => Unsendable::of_parameter(parameter, SendFault::NotFinite),
            None => Unsendable::place("", "parameter", SendFault::NotFinite),
        }
    }

    /// Of several parameters that are wrong together.
    pub(super) fn of_names(location: Location, names: &[&str], fault: SendFault) -> Unsendable {
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

    pub(super) fn member(name: &str, fault: SendFault) -> Unsendable {
        Unsendable::place("body's member", name, fault)
    }

    pub(super) fn body(fault: SendFault) -> Unsendable {
        Unsendable::place("", "body", fault)
    }

    /// Creates the error of the value at this JSON Pointer of a body; an empty one means the whole
    /// body.
    pub(super) fn at(pointer: &str, fault: SendFault) -> Unsendable {
        match pointer.strip_prefix('/') {
            Some(member) => Unsendable::member(member, fault),
            None => Unsendable::body(fault),
        }
    }

    fn place(place: &'static str, name: &str, fault: SendFault) -> Unsendable {
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
            SendFault::Other(why) => why.to_owned(),
            SendFault::Limit(limit) => format!(
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

impl SendFault {
    /// Returns the reason.
    fn why(self) -> &'static str {
        match self {
            SendFault::Other(why) => why,
            SendFault::Limit(_) => "it does not keep to a limit",
            SendFault::Misplaced => "its style is not defined for its location",
            SendFault::Nested => {
                "a list or an object inside a list or an object has no form in its style"
            }
            SendFault::DeepNested => {
                "its brackets do not tell the items of a list apart that are lists or objects"
            }
            SendFault::ExplodedDelimited => "its style has no exploded form for lists and objects",
            SendFault::NeedsText => "its media type takes text, and it is a list or an object",
            SendFault::HoldsDelimiter => {
                "an item holds the character that separates items, which this style cannot escape"
            }
            SendFault::Missing => "it has no value",
            SendFault::Empty => {
                "its value is empty, which leaves another path than the operation's"
            }
            SendFault::DotSegment => {
                "it would make the segment `.` or `..`, which servers and proxies resolve"
            }
            SendFault::HeaderName => "its name is not a header's name",
            SendFault::HeaderOurs => "the client itself sets this header",
            SendFault::HeaderControl => {
                "its value holds a line break, NUL or another control character"
            }
            SendFault::HeaderNotAscii => {
                "its value is not ASCII, and servers differ in how they read other text in headers"
            }
            SendFault::HeaderEdges => {
                "its value starts or ends with white space, which HTTP does not carry"
            }
            SendFault::HeaderDelimiter => {
                "an item holds a `,`, or a member's name a `,` or `=`, outside of quotes"
            }
            SendFault::CookieName => "its name is not a cookie's name",
            SendFault::CookieOctet => {
                "its value holds a character that cookies cannot carry (white space, `\"`, `,`, `;`, `\\`, \
                 control characters or text that is not ASCII)"
            }
            SendFault::NotXml => {
                "XML needs a named element at its root, and the description names none or it is a list"
            }
            SendFault::XmlName => "its name is not one that an XML element can have",
            SendFault::XmlCharacter => "it holds a character that XML cannot carry",
            SendFault::PartHeader => {
                "a header of its part, or its media type, is not one that a part can have"
            }
            SendFault::FileInJson => "it holds a file where the body has no place for one",
            SendFault::LineBreak => "it holds a line break, which would begin another field",
            SendFault::NotFinite => {
                "it is a float that is infinite or NaN, for which JSON has no number"
            }
            SendFault::LoneSurrogate => "it has half of a surrogate pair, which is not a character",
            SendFault::NotAnObject => "a form has members, and it is not an object",
        }
    }

    /// Returns the remedy.
    fn advice(self) -> &'static str {
        match self {
            SendFault::Other(_) | SendFault::Limit(_) => "",
            SendFault::Misplaced | SendFault::ExplodedDelimited => {
                "fix the description with an overlay"
            }
            SendFault::Nested | SendFault::DeepNested => {
                "flatten it, or describe the parameter with `content: application/json` as the server reads it"
            }
            SendFault::NeedsText => "pass text, a number or a boolean",
            SendFault::HoldsDelimiter => "escape it in the way the API documents before passing it",
            SendFault::Missing | SendFault::Empty => "pass a value",
            SendFault::DotSegment => "pass a value without dot segments",
            SendFault::HeaderName | SendFault::HeaderOurs | SendFault::CookieName => {
                "fix the description with an overlay"
            }
            SendFault::HeaderControl | SendFault::HeaderEdges => {
                "remove it before passing the value"
            }
            SendFault::HeaderNotAscii => {
                "encode it in the way the API documents (percent-encoding, base64, RFC 8187) before passing it"
            }
            SendFault::HeaderDelimiter | SendFault::CookieOctet => {
                "quote or encode it in the way the API documents before passing it"
            }
            SendFault::NotFinite => "pass a finite number",
            SendFault::LoneSurrogate => "pass text without it",
            SendFault::NotAnObject => "pass an object",
            SendFault::NotXml => "name its schema in the description",
            SendFault::XmlName => "rename it",
            SendFault::XmlCharacter => "remove it before passing the value",
            SendFault::PartHeader => "fix it where the file or the description names it",
            SendFault::FileInJson => {
                "put it into a member of a multipart body, or into a list there"
            }
            SendFault::LineBreak => "remove it before passing the value",
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
