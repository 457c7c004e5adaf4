//! Tells a described success from one that the description does not know, where a call must not be made twice.
//!
//! A response under a good status comes in. Refused are a page, which something between us and the server may have
//! sent, and a status that is not described and comes with nothing that could be read as described. Both would
//! otherwise pass for "the payment was made" where no content is read.

use http::StatusCode;

use super::content::{Content, is_covered};
use crate::Error;
use crate::operation::{Operation, Repeating};

/// Looks at a response under a good status.
///
/// # Errors
/// The description does not know it.
pub(super) fn check_known(
    operation: &'static Operation,
    content: &Content,
    has_content: bool,
) -> Result<(), Error> {
    if operation.repeating() != Repeating::Harmful || content.lenient {
        return Ok(());
    }
    if is_page(content) && !accepts_pages(operation.accept) {
        let expected = match operation.accept {
            "" => "no content",
            accept => accept,
        };
        let passport = content.passport.clone();
        let found = content.content_type();
        return Err(Error::unexpected_content_type(
            passport,
            expected,
            found,
            content.bytes(),
        ));
    }
    // Many a description says 200 and means 201: what reads as described is the answer.
    let is_read = has_content && matches!(content.status, StatusCode::OK | StatusCode::CREATED);
    let described = operation.successes;
    if described.is_empty()
        || !content.status.is_success()
        || is_covered(&[(described, "")], content.status)
        || is_read
    {
        return Ok(());
    }
    Err(Error::unexpected_status(
        content.passport.clone(),
        described,
        content.bytes(),
    ))
}

/// Returns true for a page of HTML. Servers give that type to empty bodies, too.
fn is_page(content: &Content) -> bool {
    let media = content.content_type().unwrap_or_default();
    let media = media.split(';').next().unwrap_or_default().trim();
    let is_html = media.eq_ignore_ascii_case("text/html")
        || media.eq_ignore_ascii_case("application/xhtml+xml");
    is_html && content.body.in_memory().is_none_or(|body| !body.is_empty())
}

fn accepts_pages(accept: &str) -> bool {
    accept.split(',').any(|range| {
        let range = range.split(';').next().unwrap_or_default().trim();
        let ranges = ["text/html", "application/xhtml+xml", "text/*", "*/*"];
        ranges.iter().any(|page| range.eq_ignore_ascii_case(page))
    })
}
