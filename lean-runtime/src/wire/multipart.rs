//! `multipart/form-data` (RFC 7578), and other multipart bodies.

use bytes::{BufMut, Bytes, BytesMut};
use futures_util::{StreamExt, stream};
use uuid::Uuid;

use super::body::whole_characters;
use super::flat::{flatten, scalar_text};
use super::media::is_json;
use super::unsendable::{SendFault, Unsendable};
use super::{deep, form, parts};
use crate::body::Payload;
use crate::body::{ByteStream, Source};
use crate::json::{Tape, Value, ValueKind, Writer};
use crate::model::Slot;
use crate::operation::{Media, PartEncoding, Style};
use crate::values::File;

/// Writes an object as a multipart body: a part for each member, and for each item of a member that is a list. Yields
/// the content type with its boundary, and the body: bytes, or a stream if a file is one.
///
/// The content type of a part is that of the file, or that of the description, or follows from the value: JSON for objects (and
/// lists in lists), bytes for files, text otherwise. Plain ASCII text goes without a content type, which means text. Files go
/// by their name, or by that of the member: servers recognise files by it. Members with a style are written as
/// query parameters are, without percent-encoding (OpenAPI 3.2 appendix C). Null members and items are left out.
///
/// Other multipart types accept a list as well: one unnamed part per item, encoded by position. The
/// boundary is random and does not occur in any part that is in memory.
///
/// # Errors
/// If it is not an object, a member has no form in its style, or a file lies deeper than in a member or its list.
pub fn multipart_body(media: &Media, value: &dyn Slot) -> Result<(String, Payload), Unsendable> {
    write_parts(media, &|out| value.write(out))
}

/// Returns the multipart body of the value that `write` writes.
pub(super) fn write_parts(
    media: &Media,
    write: &dyn Fn(&mut Writer),
) -> Result<(String, Payload), Unsendable> {
    let mut out = Writer::for_parts();
    write(&mut out);
    if let Some(pointer) = out.not_finite() {
        return Err(Unsendable::at(&pointer, SendFault::NotFinite));
    }
    let (json, files) = out.into_parts();
    // What a slot writes is JSON.
    let tape = Tape::parse(&json).map_err(|_| Unsendable::body(SendFault::NotAnObject))?;
    whole_characters(&tape)?;
    let mut body = MultipartBody {
        media,
        files,
        pieces: Vec::new(),
    };
    body.add_root(tape.root())?;
    let boundary = boundary(&body.pieces);
    let kind = media.name.split(';').next().unwrap_or_default().trim();
    Ok((
        format!("{kind}; boundary={boundary}"),
        payload(&boundary, body.pieces),
    ))
}

/// A part: its headers and its content.
struct PartPiece {
    headers: String,
    content: PartContent,
}

#[derive(Clone)]
enum PartContent {
    Bytes(Bytes),
    Source(Source),
}

struct MultipartBody<'m> {
    media: &'m Media,
    files: Vec<(usize, File)>,
    pieces: Vec<PartPiece>,
}

impl MultipartBody<'_> {
    fn add_root(&mut self, root: Value<'_>) -> Result<(), Unsendable> {
        let form = self.media.name.to_ascii_lowercase().contains("form-data");
        match root.kind() {
            ValueKind::Null => Ok(()),
            ValueKind::Map => self.add_members(root),
            // OpenAPI 3.2 section 4.14.6.2: a list of objects keeps an order.
            ValueKind::List if form => root.items().try_for_each(|item| match item.kind() {
                ValueKind::Map => self.add_members(item),
                _ => Err(Unsendable::body(SendFault::NotAnObject)),
            }),
            ValueKind::List => root
                .items()
                .enumerate()
                .try_for_each(|(index, item)| self.add_part("", self.encoding_at(index), item))
                .map_err(Unsendable::body),
            _ => Err(Unsendable::body(SendFault::NotAnObject)),
        }
    }

    fn add_members(&mut self, object: Value<'_>) -> Result<(), Unsendable> {
        object.members().try_for_each(|(name, member)| {
            let added = self.add_member(&name, member);
            added.map_err(|fault| Unsendable::member(&name, fault))
        })
    }

    fn add_member(&mut self, name: &str, value: Value<'_>) -> Result<(), SendFault> {
        let part = self.encoding_of(name);
        if let Some((style, explode)) = part.and_then(|part| Some((part.style?, part.explode))) {
            return self.add_by_style(name, style, explode, value);
        }
        match value.kind() {
            ValueKind::List => value
                .items()
                .try_for_each(|item| self.add_part(name, part, item)),
            _ => self.add_part(name, part, value),
        }
    }

    /// Adds one value as a part; without a name, it goes by its place.
    fn add_part(
        &mut self,
        name: &str,
        part: Option<&'static PartEncoding>,
        value: Value<'_>,
    ) -> Result<(), SendFault> {
        let content_type = part.map_or("", |part| part.content_type);
        let declared = parts::sendable_type(content_type);
        if let Some(file) = self.file(value) {
            let file = file.clone();
            return self.push_file(name, (part, declared), file);
        }
        if value.is_null() {
            return Ok(());
        }
        if self.holds_file(value) {
            return Err(SendFault::FileInJson);
        }
        let json = declared.map_or(scalar_text(value).is_none(), is_json);
        let text = form::pair_text(value, json);
        let by_value = match (json, text.is_ascii()) {
            (true, _) => Some("application/json"),
            (false, true) => None,
            (false, false) => Some("text/plain; charset=utf-8"),
        };
        let headers = parts::headers(name, None, declared.or(by_value))?;
        let further = parts::further_headers(part.map_or(&[], |part| part.headers), &[])?;
        self.push(headers + &further, PartContent::Bytes(text.into()));
        Ok(())
    }

    fn push_file(
        &mut self,
        name: &str,
        (part, declared): (Option<&'static PartEncoding>, Option<&str>),
        file: File,
    ) -> Result<(), SendFault> {
        let content_type = file.content_type.clone();
        let content_type = content_type
            .as_deref()
            .or(declared)
            .unwrap_or("application/octet-stream");
        let file_name = file.name.clone().unwrap_or_else(|| name.to_owned());
        let headers = parts::headers(name, Some(&file_name), Some(content_type))?;
        let further = parts::further_headers(part.map_or(&[], |part| part.headers), &file.headers)?;
        let content = match file.into_payload() {
            Payload::Bytes(bytes) => PartContent::Bytes(bytes),
            Payload::Stream(source) => PartContent::Source(source),
            Payload::Empty => PartContent::Bytes(Bytes::new()),
        };
        self.push(headers + &further, content);
        Ok(())
    }

    /// As query parameters, but for the encoding: names and values go as they are.
    fn add_by_style(
        &mut self,
        name: &str,
        style: Style,
        explode: bool,
        value: Value<'_>,
    ) -> Result<(), SendFault> {
        if self.holds_file(value) {
            return Err(SendFault::FileInJson);
        }
        let pairs = match style.is_deep() {
            true => deep::deep_pairs(name, value, style)?,
            false => parts::parts_by_style(name, style, explode, flatten(value)?)?,
        };
        for (name, text) in pairs {
            let content_type = (!text.is_ascii()).then_some("text/plain; charset=utf-8");
            let headers = parts::headers(&name, None, content_type)?;
            self.push(headers, PartContent::Bytes(text.into()));
        }
        Ok(())
    }

    fn push(&mut self, headers: String, content: PartContent) {
        self.pieces.push(PartPiece { headers, content });
    }

    /// Returns the encoding of the item at a position.
    fn encoding_at(&self, index: usize) -> Option<&'static PartEncoding> {
        let positions = self.media.positions;
        let at = |part: &&PartEncoding| part.name.parse() == Ok(index);
        let any = |part: &&PartEncoding| part.name == "*";
        positions.iter().find(at).or(positions.iter().find(any))
    }

    fn encoding_of(&self, name: &str) -> Option<&'static PartEncoding> {
        self.media.parts.iter().find(|part| part.name == name)
    }

    fn file(&self, value: Value<'_>) -> Option<&File> {
        let at = self
            .files
            .binary_search_by_key(&value.offset(), |(offset, _)| *offset);
        at.ok().map(|at| &self.files[at].1)
    }

    fn holds_file(&self, value: Value<'_>) -> bool {
        let range = value.offset()..value.offset() + value.raw().len();
        self.files.iter().any(|(offset, _)| range.contains(offset))
    }
}

/// Returns a random boundary that does not occur in any piece that is in memory.
fn boundary(pieces: &[PartPiece]) -> String {
    loop {
        let boundary = format!("lean-{}", Uuid::new_v4().simple());
        let stands = |text: &[u8]| {
            text.windows(boundary.len())
                .any(|window| window == boundary.as_bytes())
        };
        let clash = pieces.iter().any(|piece| {
            let content = match &piece.content {
                PartContent::Bytes(bytes) => bytes.as_ref(),
                PartContent::Source(_) => b"",
            };
            stands(piece.headers.as_bytes()) || stands(content)
        });
        if !clash {
            return boundary;
        }
    }
}

fn payload(boundary: &str, pieces: Vec<PartPiece>) -> Payload {
    let mut contents: Vec<PartContent> = Vec::new();
    let mut text = BytesMut::new();
    for PartPiece { headers, content } in pieces {
        text.put_slice(format!("--{boundary}\r\n{headers}\r\n").as_bytes());
        match content {
            PartContent::Bytes(bytes) => text.put(bytes),
            PartContent::Source(source) => {
                contents.push(PartContent::Bytes(text.split().freeze()));
                contents.push(PartContent::Source(source));
            }
        }
        text.put_slice(b"\r\n");
    }
    text.put_slice(format!("--{boundary}--\r\n").as_bytes());
    if contents.is_empty() {
        return Payload::Bytes(text.freeze());
    }
    contents.push(PartContent::Bytes(text.freeze()));
    Payload::Stream(source(contents))
}

/// Joins all contents into one source.
fn source(contents: Vec<PartContent>) -> Source {
    let length = contents
        .iter()
        .try_fold(0_u64, |sum, content| match content {
            PartContent::Bytes(bytes) => sum.checked_add(bytes.len() as u64),
            PartContent::Source(source) => sum.checked_add(source.length()?),
        });
    let replayable = contents.iter().all(|content| match content {
        PartContent::Bytes(_) => true,
        PartContent::Source(source) => source.is_replayable(),
    });
    let open = move || {
        stream::iter(contents.clone()).flat_map(|content| -> ByteStream {
            match content {
                PartContent::Bytes(bytes) => Box::pin(stream::iter([Ok(bytes)])),
                PartContent::Source(source) => source.open(),
            }
        })
    };
    if replayable {
        Source::new(length, open)
    } else {
        Source::once(length, open())
    }
}
