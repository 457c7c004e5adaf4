//! Maps and lists in block style: one level is the entries that start in one column.

use super::super::error::Fault;
use super::super::level::{Form, KeySpot, Level, Member, Region, Spot, push};
use super::super::place::offset;
use super::super::source::no_key;
use super::indents::{BLANK, Indents};
use super::plain::{self, FoundKey};
use super::{View, value};
use crate::read::Scalar;
use crate::read::level::Content;

/// What surrounds a value: the column of its map or list, if it is in one, and the line after the last.
#[derive(Clone, Copy)]
struct Around {
    column: Option<usize>,
    end: usize,
    depth: u8,
}

/// The outermost value.
pub(super) fn root(view: &View<'_>, indents: &Indents) -> Spot {
    let around = Around {
        column: None,
        end: indents.end,
        depth: 0,
    };
    if indents.is_marked {
        return after_indicator(view, indents.start, indents.first, around).0;
    }
    let line = view.next_content(indents.first, indents.end);
    if line >= indents.end {
        return empty(indents.start, 0);
    }
    after_indicator(view, view.text_start(line), line, around).0
}

/// Reads a map, whose first key stands at the spot.
pub(super) fn map(view: &View<'_>, spot: &Spot, region: Region) -> Result<Level, Fault> {
    let mut line = region.line as usize;
    let mut at = spot.start();
    let around = around(view, spot, region)?;
    let mut members = Vec::new();
    loop {
        let (member, next) = if view.is_indicator(at, b'?') {
            explicit(view, at, line, around)?
        } else {
            let FoundKey { key, after } = key(view, at, line)?;
            let (spot, next) = value_after_key(view, after, line, around)?;
            (Member::new(key, spot), next)
        };
        push(&mut members, member)?;
        line = view.next_content(next, around.end);
        if line >= around.end {
            return Ok(view.source.map(members));
        }
        at = entry_start(view, line, around)?;
    }
}

/// Reads a list, whose first dash stands at the spot.
pub(super) fn list(view: &View<'_>, spot: &Spot, region: Region) -> Result<Level, Fault> {
    let mut line = region.line as usize;
    let mut at = spot.start();
    let around = around(view, spot, region)?;
    let mut members = Vec::new();
    loop {
        if !view.is_indicator(at, b'-') {
            return Err(Fault::at(
                at,
                "expected `- `, as the lines of the list above have",
            ));
        }
        let (spot, next) = after_indicator(view, at + 1, line, around);
        push(&mut members, Member::new(no_key(), spot))?;
        line = view.next_content(next, around.end);
        if line >= around.end {
            return Ok(Level::list(members));
        }
        at = entry_start(view, line, around)?;
    }
}

fn around(view: &View<'_>, spot: &Spot, region: Region) -> Result<Around, Fault> {
    let line = region.line as usize;
    let column = spot.start() - view.starts[line] as usize;
    if column >= usize::from(BLANK) - 1 {
        return Err(Fault::at(spot.start(), "indented too far"));
    }
    Ok(Around {
        column: Some(column),
        end: region.end as usize,
        depth: spot.depth + 1,
    })
}

/// The next entry must stand in the column of the first.
fn entry_start(view: &View<'_>, line: usize, around: Around) -> Result<usize, Fault> {
    let at = view.text_start(line);
    if view.bytes[at] == b'\t' {
        return Err(Fault::at(at, "a tab cannot indent: YAML wants spaces"));
    }
    let column = around.column.unwrap_or_default();
    if view.indent(line) != column {
        let indent = view.indent(line);
        let message = format!("indented by {indent}, where the entries around it are by {column}");
        return Err(Fault::at(at, message));
    }
    Ok(at)
}

fn key(view: &View<'_>, at: usize, line: usize) -> Result<FoundKey, Fault> {
    if view.is_indicator(at, b'-') {
        return Err(Fault::at(at, "an entry of a list among the keys of a map"));
    }
    let end = view.line_end(line);
    plain::key(view, at, end)?.ok_or_else(|| Fault {
        start: at,
        end,
        message: "expected `key: value`".to_owned(),
    })
}

fn has_key(view: &View<'_>, at: usize, end: usize) -> bool {
    matches!(plain::key(view, at, end), Ok(Some(_)))
}

/// The value after `key:`, and the first line that is not part of it.
fn value_after_key(
    view: &View<'_>,
    after: usize,
    line: usize,
    around: Around,
) -> Result<(Spot, usize), Fault> {
    let line_end = view.line_end(line);
    let start = view.skip_blanks(after, line_end);
    let properties = view.properties(start, line_end);
    if view.is_line_done(properties.after, line_end) {
        let (mut spot, next) = below(view, after, line, around, true);
        spot.properties = (properties.after > start).then_some(offset(start));
        return Ok((spot, next));
    }
    let next = view.region_end(line + 1, around.end, around.column);
    let region = region(line, next, around);
    let spot = Spot {
        start: offset(properties.after),
        end: region_end(view, next),
        properties: (properties.after > start).then_some(offset(start)),
        depth: around.depth,
        form: Form::Inline(region),
    };
    Ok((spot, next))
}

/// The value after `- ` or `? `, where a map or list may start on the same line.
fn after_indicator(view: &View<'_>, after: usize, line: usize, around: Around) -> (Spot, usize) {
    let line_end = view.line_end(line);
    let start = view.skip_blanks(after, line_end);
    let properties = view.properties(start, line_end);
    let has_properties = properties.after > start;
    if view.is_line_done(properties.after, line_end) {
        let (mut spot, next) = below(view, after, line, around, false);
        spot.properties = has_properties.then_some(offset(start));
        return (spot, next);
    }
    let next = view.region_end(line + 1, around.end, around.column);
    // What stands before a key is the key's.
    let of_key = has_properties && has_key(view, start, line_end);
    let at = if of_key { start } else { properties.after };
    let mut spot = own_line(view, at, region(line, next, around), around.depth);
    spot.properties = (has_properties && !of_key).then_some(offset(start));
    (spot, next)
}

/// A value that starts on a line below, if one does. The lists of a map may stand in the map's own column.
fn below(
    view: &View<'_>,
    after: usize,
    line: usize,
    around: Around,
    of_map: bool,
) -> (Spot, usize) {
    let first = view.next_content(line + 1, around.end);
    if first >= around.end || Some(view.indent(first)) < around.column {
        return (empty(after, around.depth), line + 1);
    }
    let at = view.text_start(first);
    if Some(view.indent(first)) > around.column {
        let next = view.region_end(first + 1, around.end, around.column);
        return (
            own_line(view, at, region(first, next, around), around.depth),
            next,
        );
    }
    if of_map && view.is_indicator(at, b'-') {
        let next = list_end(view, first + 1, around);
        return (
            own_line(view, at, region(first, next, around), around.depth),
            next,
        );
    }
    (empty(after, around.depth), line + 1)
}

/// The first line that is not part of a list in the column of its map.
fn list_end(view: &View<'_>, line: usize, around: Around) -> usize {
    let mut line = line;
    loop {
        line = view.region_end(line, around.end, around.column);
        let goes_on = line < around.end
            && Some(view.indent(line)) == around.column
            && view.is_indicator(view.text_start(line), b'-');
        if !goes_on {
            return line;
        }
        line += 1;
    }
}

/// `? key` and, in the same column below it, `: value`.
fn explicit(
    view: &View<'_>,
    at: usize,
    line: usize,
    around: Around,
) -> Result<(Member, usize), Fault> {
    let (spot, next) = after_indicator(view, at + 1, line, around);
    let key = explicit_key(view, &spot)?;
    let colon_line = view.next_content(next, around.end);
    let has_value = colon_line < around.end
        && Some(view.indent(colon_line)) == around.column
        && view.is_indicator(view.text_start(colon_line), b':');
    if !has_value {
        return Ok((Member::new(key, empty(spot.end(), around.depth)), next));
    }
    let (value, next) = after_indicator(view, view.text_start(colon_line) + 1, colon_line, around);
    Ok((Member::new(key, value), next))
}

fn explicit_key(view: &View<'_>, spot: &Spot) -> Result<KeySpot, Fault> {
    let (Form::Inline(region) | Form::OwnLine(region)) = spot.form else {
        return Err(Fault::at(spot.start(), "expected a key after `?`"));
    };
    let complex = || Fault::at(spot.start(), "a map or list cannot be a key");
    let at = spot.start();
    if view.is_indicator(at, b'-') || has_key(view, at, view.line_end(region.line as usize)) {
        return Err(complex());
    }
    let text = match view.byte(at) {
        b'"' | b'\'' | b'|' | b'>' => match value(view, spot, region)? {
            Content::Scalar(Scalar::String(text)) => text,
            _ => return Err(complex()),
        },
        b'[' | b'{' | b'*' => return Err(complex()),
        _ => plain::text(view, at, region)?.into(),
    };
    let range = super::range(view.source, spot);
    Ok(KeySpot {
        decoded: Some(text),
        ..KeySpot::raw(range)
    })
}

fn own_line(view: &View<'_>, at: usize, region: Region, depth: u8) -> Spot {
    let end = region_end(view, region.end as usize);
    Spot {
        start: offset(at),
        end,
        properties: None,
        depth,
        form: Form::OwnLine(region),
    }
}

fn region(line: usize, end: usize, around: Around) -> Region {
    let parent = around
        .column
        .map_or(-1, |column| i32::try_from(column).unwrap_or(i32::MAX));
    Region {
        line: offset(line),
        end: offset(end),
        parent,
    }
}

fn empty(at: usize, depth: u8) -> Spot {
    Spot::exact(Form::Empty, at..at, depth)
}

/// The offset at which the lines before this one end.
fn region_end(view: &View<'_>, line: usize) -> u32 {
    if line < view.starts.len() {
        view.starts[line]
    } else {
        offset(view.bytes.len())
    }
}
