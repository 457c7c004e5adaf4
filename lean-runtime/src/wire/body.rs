//! Bodies of requests, by the codec of their media type.

use super::flat::scalar_text;
use super::media::MediaType;
use super::unsendable::{SendFault, Unsendable};
use super::{form_body, json_text, multipart};
use crate::body::Payload;
use crate::json::{NotFinite, Tape, Value, ValueKind, Writer};
use crate::model::Slot;
use crate::operation::{Codec, Media};

/// Writes a value as the body that a media type describes; yields its content type and the body.
///
/// A media type that is a range (`image/*`) goes by what the file says, or by what its codec usually is.
///
/// # Errors
/// If the value has no form in it: a list in a form, a stream in JSON.
pub fn body(media: &Media, value: &dyn Slot) -> Result<(String, Payload), Unsendable> {
    write_body(media, &|out| value.write(out))
}

/// Returns the body of the value that `write` writes.
pub(crate) fn write_body(
    media: &Media,
    write: &dyn Fn(&mut Writer),
) -> Result<(String, Payload), Unsendable> {
    match media.codec {
        Codec::Multipart => multipart::write_parts(media, write),
        Codec::Bytes => bytes_body(media, write),
        _ => {
            let mut out = Writer::for_request();
            write(&mut out);
            if out.is_streamed() {
                return Err(Unsendable::body(SendFault::FileInJson));
            }
            let json = out.into_json().map_err(not_finite)?;
            json_body(media, &json)
        }
    }
}

/// Writes a JSON text as the body that a media type describes, as [`body`] does.
///
/// # Errors
/// If the value has no form in it.
pub fn json_body(media: &Media, json: &str) -> Result<(String, Payload), Unsendable> {
    // What a slot writes is JSON.
    let tape = Tape::parse(json)
        .map_err(|_| Unsendable::new("body", "cannot be sent: it is not JSON; pass JSON"))?;
    let root = tape.root();
    if media.codec != Codec::Json {
        whole_characters(&tape)?;
    }
    let (usual, text) = match media.codec {
        Codec::Json => ("application/json", root.raw().to_owned()),
        Codec::Form => ("application/x-www-form-urlencoded", form_body(media, root)?),
        Codec::Text | Codec::Bytes => ("text/plain", plain(root)?),
        Codec::JsonLines => ("application/jsonl", lines(media, root)),
        Codec::Events => ("text/event-stream", events(root)?),
        Codec::Xml => ("application/xml", super::xml_body(media, root)?),
        Codec::Multipart => return multipart::write_parts(media, &|out| out.raw(root.raw())),
    };
    let content_type = content_type(media, usual, &text);
    Ok((content_type, Payload::Bytes(text.into())))
}

fn not_finite(error: NotFinite) -> Unsendable {
    Unsendable::at(&error.pointer, SendFault::NotFinite)
}

/// JSON can write half of a surrogate pair, no other format can.
pub(super) fn whole_characters(tape: &Tape<'_>) -> Result<(), Unsendable> {
    match tape.lone_surrogate() {
        Some(value) => Err(Unsendable::at(&value.path(), SendFault::LoneSurrogate)),
        None => Ok(()),
    }
}

fn bytes_body(media: &Media, write: &dyn Fn(&mut Writer)) -> Result<(String, Payload), Unsendable> {
    let mut out = Writer::for_parts();
    write(&mut out);
    if let Some(pointer) = out.not_finite() {
        return Err(Unsendable::at(&pointer, SendFault::NotFinite));
    }
    let (json, mut files) = out.into_parts();
    let alone = files.len() == 1 && files[0].0 == 0;
    if !alone {
        return json_body(media, &json);
    }
    let (_, file) = files.remove(0);
    let declared = file
        .content_type
        .clone()
        .unwrap_or_else(|| content_type(media, "application/octet-stream", ""));
    Ok((declared, file.into_payload()))
}

/// Text that is not ASCII says that it is UTF-8: servers take it for something else otherwise.
fn content_type(media: &Media, usual: &str, text: &str) -> String {
    let parsed = MediaType::parse(media.name);
    let name = if parsed.as_ref().is_none_or(MediaType::is_range) {
        usual
    } else {
        media.name
    };
    let is_text = name.starts_with("text/")
        && parsed.is_none_or(|media| media.parameter("charset").is_none());
    if is_text && !text.is_ascii() {
        format!("{name}; charset=utf-8")
    } else {
        name.to_owned()
    }
}

fn plain(root: Value<'_>) -> Result<String, Unsendable> {
    match root.kind() {
        ValueKind::Null => Ok(String::new()),
        _ => scalar_text(root)
            .map(Into::into)
            .ok_or(Unsendable::body(SendFault::NeedsText)),
    }
}

/// Returns the values, one per line. In a JSON text sequence, a mark precedes each value (RFC
/// 7464).
fn lines(media: &Media, root: Value<'_>) -> String {
    let mark = if media.name.contains("json-seq") {
        "\u{1e}"
    } else {
        ""
    };
    let line = |value: Value<'_>| format!("{mark}{}\n", json_text::compact(value));
    match root.kind() {
        ValueKind::List => root.items().map(line).collect(),
        _ => line(root),
    }
}

/// Server-sent events from the objects that OpenAPI 3.2 describes them by.
fn events(root: Value<'_>) -> Result<String, Unsendable> {
    let events: Vec<_> = if root.kind() == ValueKind::List {
        root.items().collect()
    } else {
        vec![root]
    };
    let mut out = String::new();
    for event in events {
        if event.kind() != ValueKind::Map {
            return Err(Unsendable::body(SendFault::NotAnObject));
        }
        for (name, value) in event.members() {
            let text = if value.is_null() {
                continue;
            } else {
                scalar_text(value)
            };
            let text = text.map_or_else(|| json_text::compact(value), Into::into);
            // A line break in another field would begin a field of its own.
            let lines: Vec<&str> = if name == "data" {
                text.split('\n').collect()
            } else {
                vec![&*text]
            };
            if name.contains([':', '\r', '\n'])
                || lines.iter().any(|line| line.contains(['\r', '\n']))
            {
                return Err(Unsendable::member(&name, SendFault::LineBreak));
            }
            out.extend(lines.into_iter().map(|line| format!("{name}: {line}\n")));
        }
        out.push('\n');
    }
    Ok(out)
}
