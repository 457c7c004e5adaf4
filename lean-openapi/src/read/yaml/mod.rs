//! YAML: a level in block style is the lines that share an indentation; the rest is read when it is reached.

mod aliases;
mod block;
mod block_scalar;
mod block_texts;
mod core;
mod flow;
mod flow_scalars;
mod indents;
mod plain;
mod quoted;
mod spots;
mod view;

use std::ops::Range;
use std::sync::Arc;

pub(super) use self::indents::Indents;
use self::quoted::quoted_end;
use self::view::View;
use super::error::{Fault, ReadError};
use super::level::{Content, Form, Level, Member, Region, Spot};
use super::place::offset;
use super::source::empty_key;
use super::{DEPTH_MAX, Scalar, Source};

/// The document's outermost value, with its level read; and what holds anchors and aliases.
pub(super) fn root(source: &Source) -> Result<Member, ReadError> {
    let view = View::new(source);
    let spot = spots::root(&view, source.indents());
    let marks = aliases::find_marks(&view);
    if !marks.is_empty() {
        return aliases::resolve(source, spot, marks);
    }
    match content(source, &spot) {
        Content::Invalid(error) => Err(error),
        content => Ok(Member::with_content(empty_key(), spot, content)),
    }
}

/// Reads the content of a spot.
pub(super) fn content(source: &Source, spot: &Spot) -> Content {
    let view = View::new(source);
    read(&view, spot).unwrap_or_else(|fault| Content::Invalid(source.error(fault)))
}

/// Reads the content of a spot between brackets, if it is YAML.
pub(super) fn flow_content(source: &Source, spot: &Spot) -> Option<Content> {
    flow::read_content(&View::new(source), spot, spot.end()).ok()
}

fn read(view: &View<'_>, spot: &Spot) -> Result<Content, Fault> {
    match spot.form {
        Form::Empty => Ok(Content::Scalar(apply_tag(tag_of(view, spot), true, ""))),
        Form::Json | Form::Flow => flow::read_content(view, spot, spot.end()),
        Form::Inline(region) => read_value(view, spot, region),
        Form::OwnLine(region) => match read_block(view, spot, region)? {
            Some(level) => Ok(Content::Level(Arc::new(level))),
            None => read_value(view, spot, region),
        },
    }
}

/// The map or list in block style that starts here, if one does.
fn read_block(view: &View<'_>, spot: &Spot, region: Region) -> Result<Option<Level>, Fault> {
    let line = region.line as usize;
    let end = view.line_end(line);
    let at = view.skip_blanks(spot.start(), end);
    let is_list = view.is_indicator(at, b'-');
    if !is_list && !view.is_indicator(at, b'?') && plain::find_key(view, at, end)?.is_none() {
        return Ok(None);
    }
    if at > spot.start() {
        return Err(Fault::at(
            spot.start(),
            "a tab cannot indent: YAML wants spaces",
        ));
    }
    let level = if is_list {
        block::read_list(view, spot, region)?
    } else {
        block::read_map(view, spot, region)?
    };
    Ok(Some(level))
}

/// Anything but a map or list in block style.
fn read_value(view: &View<'_>, spot: &Spot, region: Region) -> Result<Content, Fault> {
    let end = view.line_end(region.line as usize);
    let at = view.skip_blanks(spot.start(), end);
    let tag = tag_of(view, spot);
    let scalar = match view.byte(at) {
        b'[' | b'{' => return flow::read_content(view, spot, region_text_end(view, region)),
        b'*' => return Err(alias_without_anchor_fault(view, at)),
        b'|' | b'>' => apply_tag(tag, false, &block_scalar::decode(view, at, region)?),
        b'"' | b'\'' => apply_tag(tag, false, &read_quoted(view, at, region)?),
        _ => apply_tag(tag, true, &plain::text(view, at, region)?),
    };
    Ok(Content::Scalar(scalar))
}

/// Refuses a map or list that would be one level too deep.
fn check_depth(depth: u8, at: usize) -> Result<(), Fault> {
    if usize::from(depth) < DEPTH_MAX {
        return Ok(());
    }
    Err(Fault::at(
        at,
        format!("nested deeper than {DEPTH_MAX} levels"),
    ))
}

fn tag_of<'a>(view: &View<'a>, spot: &Spot) -> Option<&'a str> {
    spot.properties
        .and_then(|first| view.properties_above(first as usize, spot.start()).tag)
}

fn read_quoted(view: &View<'_>, at: usize, region: Region) -> Result<String, Fault> {
    let end = region_text_end(view, region);
    let Some(close) = quoted_end(view.bytes, at, end) else {
        let message = format!(
            "this `{}` is not closed in the lines that belong to it",
            char::from(view.bytes[at])
        );
        return Err(Fault::at(at, message));
    };
    flow::refuse_rest(view, close, end)?;
    quoted::decode(at, &view.text[at..close])
}

/// The value of a scalar with its tag: `!!str 1` is a string, `!!int "1"` a number.
fn apply_tag(tag: Option<&str>, plain: bool, text: &str) -> Scalar {
    let resolves = match tag {
        None => plain,
        Some(tag) => matches!(tag, "!int" | "!float" | "!bool" | "!null"),
    };
    if resolves {
        core::resolve(text)
    } else {
        Scalar::String(text.into())
    }
}

fn alias_without_anchor_fault(view: &View<'_>, at: usize) -> Fault {
    let name = aliases::name(view, at + 1);
    let message = format!("no `&{name}` before this alias; text that starts with `*` needs quotes");
    Fault {
        start: at,
        end: at + 1 + name.len(),
        message,
    }
}

/// The end of the last line that is not blank.
fn region_text_end(view: &View<'_>, region: Region) -> usize {
    let line = region.line as usize;
    view.line_end(view.last_content(line, region.end as usize) - 1)
}

/// The bytes of a value, for messages: without comments and blank lines after it.
pub(super) fn value_range(source: &Source, spot: &Spot) -> Range<usize> {
    let (Form::Inline(region) | Form::OwnLine(region)) = spot.form else {
        return spot.start()..spot.end();
    };
    let view = View::new(source);
    let (start, line) = (spot.start(), region.line as usize);
    let mut last = region.end as usize;
    while last > line + 1 && view.next_content(last - 1, last) == last {
        last -= 1;
    }
    let end = view.line_end(last - 1).max(start);
    let end = match view.byte(start) {
        b'"' | b'\'' => quoted_end(view.bytes, start, end).unwrap_or(end),
        _ if last == line + 1 => plain::find_comment(&view, start, end).unwrap_or(end),
        _ => end,
    };
    start..view.trim_end(start, end)
}
