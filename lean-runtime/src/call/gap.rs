//! Stands in for parts of `wire` that are still being written.

use crate::request::Payload;
use crate::wire::Unsendable;

pub(super) fn multipart_body(media: &crate::operation::Media, value: &dyn crate::model::Slot) -> Result<(String, Payload), Unsendable> {
    Ok((media.name.to_owned(), Payload::Bytes(crate::model::encode_request(value).into())))
}
pub(super) fn xml_body(_: &crate::operation::Media, value: crate::json::Value<'_>) -> Result<String, Unsendable> {
    Ok(value.raw().to_owned())
}
