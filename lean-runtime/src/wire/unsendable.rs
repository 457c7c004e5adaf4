use std::fmt;

use crate::operation::{Location, Parameter};

/// Why a value cannot go on the wire: which parameter or member, what is wrong with it, what to do.
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
    what: String,
    fault: Fault,
}

/// What is wrong with a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Fault {
    UnknownIndex,
    Misplaced,
    Nested,
    DeepNested,
    ExplodedDelimited,
    NeedsObject,
    NeedsText,
    HoldsDelimiter,
    Missing,
    Empty,
    DotSegment,
    HeaderName,
    HeaderControl,
    HeaderNotAscii,
    HeaderEdges,
    HeaderDelimiter,
    CookieName,
    CookieOctet,
    NotAnObject,
}

impl Unsendable {
    pub(super) fn parameter(parameter: &Parameter, fault: Fault) -> Unsendable {
        Unsendable::parameters(parameter.location, &[parameter.name], fault)
    }

    /// Of several parameters that are wrong together.
    pub(super) fn parameters(location: Location, names: &[&str], fault: Fault) -> Unsendable {
        let place = match location {
            Location::Path => "path parameter",
            Location::Query => "query parameter",
            Location::Header => "header",
            Location::Cookie => "cookie",
            Location::QueryString => "query string",
        };
        let plural = if names.len() > 1 { "s" } else { "" };
        let names: Vec<String> = names.iter().map(|name| printable(name)).collect();
        Unsendable {
            what: format!("the {place}{plural} `{}`", names.join("` and `")),
            fault,
        }
    }

    pub(super) fn member(name: &str, fault: Fault) -> Unsendable {
        Unsendable {
            what: format!("the member `{}` of the body", printable(name)),
            fault,
        }
    }

    pub(super) fn body(fault: Fault) -> Unsendable {
        Unsendable {
            what: "the body".to_owned(),
            fault,
        }
    }

    pub(super) fn operation(fault: Fault) -> Unsendable {
        Unsendable {
            what: "a parameter".to_owned(),
            fault,
        }
    }
}

/// The names of a map's members come from the program's data: they are cut, and cannot break a log line.
fn printable(name: &str) -> String {
    name.chars().take(64).flat_map(char::escape_debug).collect()
}

impl Fault {
    /// What is wrong.
    fn why(self) -> &'static str {
        match self {
            Fault::UnknownIndex => "the operation has no parameter of that index",
            Fault::Misplaced => "its style is not defined for its location",
            Fault::Nested => {
                "a list or an object inside a list or an object has no form in its style"
            }
            Fault::DeepNested => {
                "the style `deepObject` has no form for lists, or for objects inside objects"
            }
            Fault::ExplodedDelimited => "its style has no exploded form for lists and objects",
            Fault::NeedsObject => "its style is defined for objects only",
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
            Fault::NotAnObject => "a form has members, and it is not an object",
        }
    }

    /// What to do.
    fn advice(self) -> &'static str {
        match self {
            Fault::UnknownIndex => "rebuild the client from its description",
            Fault::Misplaced | Fault::ExplodedDelimited => "mend the description with an overlay",
            Fault::Nested | Fault::DeepNested | Fault::NeedsObject => {
                "flatten it, or describe the parameter with `content: application/json` as the server reads it"
            }
            Fault::NeedsText => "pass text, a number or a boolean",
            Fault::HoldsDelimiter => "escape it in the way the API documents before passing it",
            Fault::Missing | Fault::Empty => "pass a value",
            Fault::DotSegment => "pass a value without dot segments",
            Fault::HeaderName | Fault::CookieName => "mend the description with an overlay",
            Fault::HeaderControl | Fault::HeaderEdges => "remove it before passing the value",
            Fault::HeaderNotAscii => {
                "encode it in the way the API documents (percent-encoding, base64, RFC 8187) before passing it"
            }
            Fault::HeaderDelimiter | Fault::CookieOctet => {
                "quote or encode it in the way the API documents before passing it"
            }
            Fault::NotAnObject => "pass an object",
        }
    }
}

impl fmt::Display for Unsendable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (why, advice) = (self.fault.why(), self.fault.advice());
        write!(f, "{} cannot be sent: {why}; {advice}", self.what)
    }
}

impl std::error::Error for Unsendable {}
