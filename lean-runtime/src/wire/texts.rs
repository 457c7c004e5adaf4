//! Bodies of formats that have texts only.

use super::form_to_json;
use super::media::MediaType;
use crate::json::SyntaxError;
use crate::operation::Xml;

/// The JSON text of a body that is XML (of that form) or a form, in which all scalars are strings; none if it is neither.
pub(crate) fn texts(
    content_type: &str,
    text: &str,
    form: Option<&'static Xml>,
) -> Option<Result<String, SyntaxError>> {
    let media = MediaType::parse(content_type)?;
    if media.subtype() == "x-www-form-urlencoded" {
        return Some(form_to_json(text));
    }
    media.is_xml().then(|| xml(text, form))
}

#[cfg(feature = "xml")]
fn xml(text: &str, form: Option<&'static Xml>) -> Result<String, SyntaxError> {
    super::read_xml(text, form).map_err(|error| SyntaxError {
        message: error.message,
        offset: error.offset,
    })
}

#[cfg(not(feature = "xml"))]
fn xml(_: &str, _: Option<&'static Xml>) -> Result<String, SyntaxError> {
    Err(SyntaxError {
        message: "XML, which is read with the feature `xml` of the crate only",
        offset: 0,
    })
}
