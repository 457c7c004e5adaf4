//! The lines of values in block style, found without reading the values.

use super::super::level::{Form, Region, Spot};
use super::super::place::offset;
use super::View;
use super::indents::Indents;
use super::plain;

/// The surroundings of a value: the column of its map or list, if it is in one, and the line after the last.
#[derive(Clone, Copy)]
pub(super) struct Around {
    pub(super) column: Option<usize>,
    pub(super) end: usize,
    pub(super) depth: u8,
}

/// The outermost value.
pub(super) fn root(view: &View<'_>, indents: &Indents) -> Spot {
    let around = Around {
        column: None,
        end: indents.end,
        depth: 0,
    };
    if indents.is_marked {
        return value_after_key(view, indents.start, indents.first, around).0;
    }
    let line = view.next_content(indents.first, indents.end);
    if line >= indents.end {
        return empty(indents.start, 0);
    }
    let region = region(line, indents.end, around);
    value_on_line(view, view.text_start(line), region, 0)
}

/// The value after `key:`, and the first line that is not part of it.
pub(super) fn value_after_key(
    view: &View<'_>,
    after: usize,
    line: usize,
    around: Around,
) -> (Spot, usize) {
    let line_end = view.line_end(line);
    let start = view.skip_blanks(after, line_end);
    let at = view.properties(start, line_end).after;
    let properties = (at > start).then_some(offset(start));
    if view.is_line_done(at, line_end) {
        return value_below(view, (at, properties), line, around, true);
    }
    let next = view.region_end(line + 1, around.end, around.column);
    let form = Form::Inline(region(line, next, around));
    let spot = Spot {
        start: offset(at),
        end: lines_end(view, next),
        properties,
        depth: around.depth,
        form,
    };
    (spot, next)
}

/// The value after `- ` or `? `, where a map or list may start on the same line.
pub(super) fn after_indicator(
    view: &View<'_>,
    after: usize,
    line: usize,
    around: Around,
) -> (Spot, usize) {
    let line_end = view.line_end(line);
    let start = view.skip_blanks(after, line_end);
    let at = view.properties(start, line_end).after;
    if view.is_line_done(at, line_end) {
        let properties = (at > start).then_some(offset(start));
        return value_below(view, (at, properties), line, around, false);
    }
    let next = view.region_end(line + 1, around.end, around.column);
    (
        value_on_line(view, start, region(line, next, around), around.depth),
        next,
    )
}

/// A value that starts on a line below, if one does. The lists of a map may be in the map's own column.
fn value_below(
    view: &View<'_>,
    (after, properties): (usize, Option<u32>),
    line: usize,
    around: Around,
    of_map: bool,
) -> (Spot, usize) {
    let with_properties = |spot: Spot| Spot {
        properties: properties.or(spot.properties),
        ..spot
    };
    let first = view.next_content(line + 1, around.end);
    if first >= around.end {
        return (with_properties(empty(after, around.depth)), first);
    }
    let at = view.text_start(first);
    let indent = Some(view.indent(first));
    let next = if indent > around.column {
        view.region_end(first + 1, around.end, around.column)
    } else if indent == around.column && of_map && view.is_indicator(at, b'-') {
        list_end(view, first + 1, around)
    } else {
        return (with_properties(empty(after, around.depth)), line + 1);
    };
    let spot = value_on_line(view, at, region(first, next, around), around.depth);
    (with_properties(spot), next)
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

/// A value that starts here, behind its tag and anchor, which may have lines of their own.
fn value_on_line(view: &View<'_>, at: usize, region: Region, depth: u8) -> Spot {
    let (first, end) = (at, region.end as usize);
    let (mut at, mut line) = (at, region.line as usize);
    loop {
        let line_end = view.line_end(line);
        let (above, here) = (
            view.properties_above(first, at),
            view.properties(at, line_end),
        );
        let is_second = (above.tag.is_some() && here.tag.is_some())
            || (above.anchor.is_some() && here.anchor.is_some());
        // What is before a key is the key's.
        if here.after == at || is_second || has_key(view, at, line_end) {
            break;
        }
        at = here.after;
        if !view.is_line_done(at, line_end) {
            break;
        }
        let next = view.next_content(line + 1, end);
        if next >= end {
            break;
        }
        (at, line) = (view.text_start(next), next);
    }
    let form = if view.is_line_done(at, view.line_end(line)) {
        Form::Empty
    } else {
        Form::OwnLine(Region {
            line: offset(line),
            ..region
        })
    };
    let end = if form == Form::Empty {
        offset(at)
    } else {
        lines_end(view, end)
    };
    Spot {
        start: offset(at),
        end,
        properties: (at > first).then_some(offset(first)),
        depth,
        form,
    }
}

pub(super) fn has_key(view: &View<'_>, at: usize, end: usize) -> bool {
    matches!(plain::find_key(view, at, end), Ok(Some(_)))
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

pub(super) fn empty(at: usize, depth: u8) -> Spot {
    Spot::exact(Form::Empty, at..at, depth)
}

/// The offset at which the lines before this one end.
fn lines_end(view: &View<'_>, line: usize) -> u32 {
    if line < view.starts.len() {
        view.starts[line]
    } else {
        offset(view.bytes.len())
    }
}
