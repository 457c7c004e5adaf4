//! Bodies of formats that have texts only.

use super::form::form_to_json_within;
use super::media::{MediaType, is_plain_json};
use crate::json::SyntaxError;
use crate::operation::Xml;

/// The JSON text, made in so much memory, of a body that is XML (of that form) or a form, in which all scalars are strings; none if it is neither.
pub(crate) fn text_to_json(
    content_type: &str,
    text: &str,
    form: Option<&'static Xml>,
    memory: usize,
) -> Option<Result<String, SyntaxError>> {
    if is_plain_json(content_type) {
        return None;
    }
    let media = MediaType::parse(content_type)?;
    if media.subtype() == "x-www-form-urlencoded" {
        return Some(form_to_json_within(text, memory));
    }
    media.is_xml().then(|| xml(text, form, memory))
}

#[cfg(feature = "xml")]
fn xml(text: &str, form: Option<&'static Xml>, memory: usize) -> Result<String, SyntaxError> {
    super::read_xml(text, form, memory).map_err(|error| SyntaxError {
        message: error.message,
        offset: error.offset,
    })
}

#[cfg(not(feature = "xml"))]
fn xml(_: &str, _: Option<&'static Xml>, _: usize) -> Result<String, SyntaxError> {
    Err(SyntaxError {
        message: "XML, which is read with the feature `xml` of the crate only",
        offset: 0,
    })
}
