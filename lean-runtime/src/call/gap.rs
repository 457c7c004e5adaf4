//! Stands in for parts of `wire` that are still being written.

use crate::request::Payload;
use crate::wire::Unsendable;

pub(super) fn multipart_body(media: &crate::operation::Media, value: &dyn crate::model::Slot) -> Result<(String, Payload), Unsendable> {
    Ok((media.name.to_owned(), Payload::Bytes(crate::model::encode_request(value).into())))
}
pub(super) fn xml_body(_: &crate::operation::Media, value: crate::json::Value<'_>) -> Result<String, Unsendable> {
    Ok(value.raw().to_owned())
}
pub(super) fn best_media(found: &str, listed: &[&str]) -> Option<usize> {
    let essence = |media: &str| media.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    listed.iter().position(|each| essence(each) == essence(found))
}
#[derive(Clone, Debug)]
pub struct Event {
    pub data: String,
}
pub(super) struct EventParser;
impl EventParser {
    pub(super) fn new() -> Self {
        EventParser
    }
    pub(super) fn push(&mut self, _: &[u8]) -> Result<Vec<Event>, Unsendable> {
        Ok(Vec::new())
    }
}
pub(super) struct LineSplitter;
impl LineSplitter {
    pub(super) fn new() -> Self {
        LineSplitter
    }
    pub(super) fn push(&mut self, _: &[u8]) -> Result<Vec<String>, Unsendable> {
        Ok(Vec::new())
    }
    pub(super) fn finish(self) -> Result<Option<String>, Unsendable> {
        Ok(None)
    }
}
