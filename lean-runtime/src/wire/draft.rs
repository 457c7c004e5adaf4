//! Puts parameters into the path, query, headers and cookies of a request.

use std::borrow::Cow;
use std::fmt;

use http::header::COOKIE;
use http::{HeaderMap, HeaderName, HeaderValue};

use super::flat::Flat;
use super::parameter_text::{
    cookie_value, flat_header_value, flat_path_value, flat_query_value, header_value, path_text,
    path_value, query_value, whole_query,
};
use super::percent::{self, UNRESERVED};
use super::unsendable::{SendFault, Unsendable};
use super::{cookie, header, path};
use crate::json::Value;
use crate::operation::{Location, Operation, Parameter, Style};

/// The parameters of one call, each put where it goes: path, query, headers, cookies.
///
/// Values that are null, and lists and objects without a value in them, are left out; an empty string is not. A path
/// parameter must have a value.
///
/// ```
/// use lean_runtime::json::Tape;
/// use lean_runtime::operation::{Operation, Parameter};
/// use lean_runtime::wire::RequestDraft;
///
/// static LIST: Operation = Operation::new("list", "GET", "/accounts/{id}/transactions")
///     .parameters(&[Parameter::path("id"), Parameter::query("type")]);
/// let mut draft = RequestDraft::new(&LIST);
/// draft.add_parameter(0, Tape::parse("\"a/b\"").unwrap().root()).unwrap();
/// draft.add_parameter(1, Tape::parse("[\"card\", \"cash in\"]").unwrap().root()).unwrap();
/// assert_eq!(draft.path().unwrap(), "/accounts/a%2Fb/transactions");
/// assert_eq!(draft.query(), "type=card&type=cash%20in");
/// ```
pub struct RequestDraft<'a> {
    operation: &'static Operation,
    /// The path of the operation, without a query.
    template: &'static str,
    path: Vec<path::PathValue<'a>>,
    query: String,
    headers: HeaderMap,
    cookies: String,
}

impl<'a> RequestDraft<'a> {
    /// A call of this operation, as yet without parameters.
    #[must_use]
    pub fn new(operation: &'static Operation) -> RequestDraft<'a> {
        // Descriptions in the wild write fixed queries into paths: they belong before all parameters.
        let (template, query) = path::split_query(operation.path);
        let query = path::encode_query(query);
        RequestDraft {
            operation,
            template,
            path: Vec::new(),
            query,
            headers: HeaderMap::new(),
            cookies: String::new(),
        }
    }

    /// Puts the value of the parameter of that index where it goes.
    ///
    /// # Errors
    /// If the value has no form there: the parameter, the reason and the remedy are named.
    pub fn add_parameter(&mut self, index: usize, value: Value<'_>) -> Result<(), Unsendable> {
        let Some(parameter) = self.operation.parameters.get(index) else {
            return Err(Unsendable::new(
                "parameter",
                "is not one of the operation's: rebuild the client from its description",
            ));
        };
        if value.holds_lone_surrogate() {
            return Err(Unsendable::of_parameter(
                parameter,
                SendFault::LoneSurrogate,
            ));
        }
        self.add_value(parameter, value)
            .map_err(|fault| Unsendable::of_parameter(parameter, fault))
    }

    /// Puts a value that is a plain text, number or boolean, and says whether it is one and has its usual place. It
    /// comes as JSON text, of which nothing has to be taken apart then.
    ///
    /// # Errors
    /// As [`RequestDraft::add_parameter`].
    pub(crate) fn add_plain_parameter(
        &mut self,
        index: usize,
        json: &'a str,
    ) -> Result<bool, Unsendable> {
        let Some(parameter) = self.operation.parameters.get(index) else {
            return Ok(false);
        };
        if let (Location::Path, Style::Simple) = (parameter.location, parameter.style)
            && let Some(text) = unreserved(json)
        {
            self.path.push((parameter.name, Cow::Borrowed(text)));
            return Ok(true);
        }
        let Some(text) = plain_text(json) else {
            return Ok(false);
        };
        let is_usual = matches!(
            (parameter.location, parameter.style),
            (Location::Path | Location::Header, Style::Simple) | (Location::Query, Style::Form)
        );
        if is_usual {
            self.add_flat_value(parameter, &Flat::One(text.into()))
                .map_err(|fault| Unsendable::of_parameter(parameter, fault))?;
        }
        Ok(is_usual)
    }

    /// Adds a pair to the query that no parameter describes.
    pub fn add_to_query(&mut self, name: &str, value: &str) {
        let encoded = |text| percent::encode_text(text, UNRESERVED);
        let pair = format!("{}={}", encoded(name), encoded(value));
        append(&mut self.query, "&", Some(pair));
    }

    /// The path with its parameters filled in. It has no dot segments that are not the operation's own.
    ///
    /// # Errors
    /// If a parameter of the path has no value, or values make a dot segment: alone, side by side, or once a proxy
    /// decodes them.
    pub fn path(&self) -> Result<String, Unsendable> {
        path::fill_path(self.template, &self.path)
    }

    /// The query, without `?`; empty: none.
    #[must_use]
    pub fn query(&self) -> &str {
        &self.query
    }

    /// The headers, with all cookies in one `Cookie` header.
    #[must_use]
    pub fn headers(&self) -> HeaderMap {
        with_cookies(self.headers.clone(), &self.cookies)
    }

    /// The query and the headers.
    pub(crate) fn into_query_and_headers(self) -> (String, HeaderMap) {
        (self.query, with_cookies(self.headers, &self.cookies))
    }

    /// Puts a value in the style of its place without taking it apart.
    fn add_flat_value(
        &mut self,
        parameter: &'static Parameter,
        value: &Flat<'_>,
    ) -> Result<(), SendFault> {
        match parameter.location {
            Location::Path => {
                let text = flat_path_value(parameter, value)?;
                let text = path_text(text)?;
                self.path.push((parameter.name, Cow::Owned(text)));
            }
            Location::Header => {
                if let Some(text) = flat_header_value(parameter, value)? {
                    self.insert_header(parameter.name, &text)?;
                }
            }
            _ => append(&mut self.query, "&", flat_query_value(parameter, value)?),
        }
        Ok(())
    }

    fn add_value(
        &mut self,
        parameter: &'static Parameter,
        value: Value<'_>,
    ) -> Result<(), SendFault> {
        match parameter.location {
            Location::Path => {
                let text = path_value(parameter, value)?;
                self.path.push((parameter.name, Cow::Owned(text)));
            }
            Location::Query => append(&mut self.query, "&", query_value(parameter, value)?),
            Location::QueryString => append(&mut self.query, "&", whole_query(parameter, value)?),
            Location::Header => {
                if let Some(text) = header_value(parameter, value)? {
                    self.insert_header(parameter.name, &text)?;
                }
            }
            Location::Cookie => append(&mut self.cookies, "; ", cookie_value(parameter, value)?),
        }
        Ok(())
    }

    fn insert_header(&mut self, name: &str, value: &str) -> Result<(), SendFault> {
        let name = HeaderName::try_from(name).map_err(|_| SendFault::HeaderName)?;
        if header::is_set_by_client(&name) {
            return Err(SendFault::HeaderOurs);
        }
        let value = header::header_value(value)?;
        if name == COOKIE {
            cookie::append(&mut self.headers, &value);
        } else {
            self.headers.append(name, value);
        }
        Ok(())
    }
}

/// Names only: values are personal data, or secrets.
impl fmt::Debug for RequestDraft<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "RequestDraft({})", self.operation.id)
    }
}

/// The headers, with all cookies in one of them.
fn with_cookies(mut headers: HeaderMap, cookies: &str) -> HeaderMap {
    if !cookies.is_empty() {
        let cookies = HeaderValue::try_from(cookies)
            .expect("cookies are percent-encoded, or checked for what RFC 6265 allows");
        cookie::append(&mut headers, &cookies);
    }
    headers
}

/// The text of a JSON value that no place encodes: a string of such characters, or a whole number.
fn unreserved(json: &str) -> Option<&str> {
    let is_number = |json: &str| json.starts_with(|first: char| first.is_ascii_digit());
    let text = match json.strip_prefix('"') {
        Some(text) => text.strip_suffix('"')?,
        None => Some(json).filter(|json| is_number(json))?,
    };
    (!text.is_empty() && percent::is_unreserved(text)).then_some(text)
}

/// The text of a JSON value that needs no decoding: a string without escapes, a number, a boolean.
fn plain_text(json: &str) -> Option<&str> {
    if let Some(text) = json.strip_prefix('"') {
        let text = text.strip_suffix('"')?;
        let is_plain = |byte: u8| !matches!(byte, b'"' | b'\\');
        return text.bytes().all(is_plain).then_some(text);
    }
    let is_number = |byte: u8| byte.is_ascii_digit() || b"+-.eE".contains(&byte);
    let is_plain = matches!(json, "true" | "false") || json.bytes().all(is_number);
    (is_plain && !json.is_empty()).then_some(json)
}

fn append(all: &mut String, separator: &str, more: Option<String>) {
    let Some(more) = more else { return };
    if all.is_empty() {
        *all = more;
        return;
    }
    if !all.is_empty() && !more.is_empty() {
        all.push_str(separator);
    }
    all.push_str(&more);
}
