//! Bodies, as the description says they are written.

use bytes::Bytes;

use super::any::{AnyCall, Written};
use crate::json::Writer;
use crate::model::{self, Slot};
use crate::operation::{Codec, Media};
use crate::request::Payload;
use crate::values::{File, Json};
use crate::wire::{self, Unsendable};

/// A choice among the bodies that an operation takes.
pub trait IntoBody {
    /// Gives it to the call.
    fn put(self, call: AnyCall) -> AnyCall;
}

impl AnyCall {
    /// Gives the body, written as the media type of that index.
    pub fn body(self, media: usize, value: &dyn Slot) -> AnyCall {
        let media = &self.operation().bodies[media];
        let written = match media.codec {
            Codec::Multipart => super::gap::multipart_body(media, value),
            _ => written(media, &model::encode_request(value)),
        };
        self.content(written)
    }

    /// Gives a body that is a list.
    pub fn body_list<T: Slot>(self, media: usize, values: &[T]) -> AnyCall {
        let media = &self.operation().bodies[media];
        let body = written(media, &list(values));
        self.content(body)
    }

    /// Gives a body that is text, written as a value.
    pub fn body_text(self, media: usize, value: &str) -> AnyCall {
        self.body(media, &value.to_owned())
    }

    /// Gives a body that is plain text.
    pub fn body_plain(self, media: usize, value: &str) -> AnyCall {
        let media = &self.operation().bodies[media];
        let content_type = format!("{}; charset=utf-8", media.name);
        self.content(Ok((content_type, Payload::Bytes(Bytes::from(value.to_owned())))))
    }

    /// Gives a body of bytes as they are.
    pub fn body_bytes(self, media: usize, file: File) -> AnyCall {
        let usual = self.operation().bodies[media].name;
        let content_type = file.content_type.clone().unwrap_or_else(|| usual.to_owned());
        self.content(Ok((content_type, file.into_payload())))
    }

    /// Gives a body of one value a line.
    pub fn body_lines<T: Slot>(self, media: usize, values: &[T]) -> AnyCall {
        let media = &self.operation().bodies[media];
        let mut text = String::new();
        for value in values {
            text.push_str(&model::encode_request(value));
            text.push('\n');
        }
        self.content(Ok((media.name.to_owned(), Payload::Bytes(text.into()))))
    }

    /// Gives whichever body was chosen.
    pub fn body_of(self, body: impl IntoBody) -> AnyCall {
        body.put(self)
    }

    fn content(mut self, written: Result<Written, Unsendable>) -> AnyCall {
        self.content = written.map(Some);
        self
    }
}

/// A list of values as JSON text.
pub(super) fn list<T: Slot>(values: &[T]) -> String {
    let mut out = Writer::for_request();
    out.open_list();
    for value in values {
        value.write(&mut out);
    }
    out.close_list();
    out.into_text()
}

fn written(media: &Media, json: &str) -> Result<Written, Unsendable> {
    let name = media.name.to_owned();
    let value = Json::from_raw(json);
    let tape = value.parse();
    match media.codec {
        Codec::Form => Ok((name, Payload::Bytes(wire::form_body(media, tape.root())?.into()))),
        Codec::Xml => Ok((name, Payload::Bytes(super::gap::xml_body(media, tape.root())?.into()))),
        _ => Ok((name, Payload::Bytes(json.to_owned().into()))),
    }
}
