//! Maps and lists in block style: one level is the entries that start in one column.

use super::super::error::Fault;
use super::super::level::{Form, KeySpot, Level, Member, Region, Spot, push};
use super::super::source::empty_key;
use super::indents::BLANK;
use super::plain::{self, FoundKey};
use super::spots::{Around, after_indicator, empty, has_key, value_after_key};
use super::{View, read_value};
use crate::read::Scalar;
use crate::read::level::Content;

/// Reads a map, whose first key is at the spot.
pub(super) fn read_map(view: &View<'_>, spot: &Spot, region: Region) -> Result<Level, Fault> {
    let mut line = region.line as usize;
    let mut at = spot.start();
    let around = surroundings(view, spot, region)?;
    let mut members = Vec::new();
    loop {
        let (member, next) = if view.is_indicator(at, b'?') {
            read_explicit(view, at, line, around)?
        } else {
            let FoundKey { key, after } = read_key(view, at, line)?;
            let (spot, next) = value_after_key(view, after, line, around);
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

/// Reads a list, whose first dash is at the spot.
pub(super) fn read_list(view: &View<'_>, spot: &Spot, region: Region) -> Result<Level, Fault> {
    let mut line = region.line as usize;
    let mut at = spot.start();
    let around = surroundings(view, spot, region)?;
    let mut members = Vec::new();
    loop {
        if !view.is_indicator(at, b'-') {
            return Err(Fault::at(
                at,
                "expected `- `, as the lines of the list above have",
            ));
        }
        let (spot, next) = after_indicator(view, at + 1, line, around);
        push(&mut members, Member::new(empty_key(), spot))?;
        line = view.next_content(next, around.end);
        if line >= around.end {
            return Ok(Level::list(members));
        }
        at = entry_start(view, line, around)?;
    }
}

fn surroundings(view: &View<'_>, spot: &Spot, region: Region) -> Result<Around, Fault> {
    let line = region.line as usize;
    let column = spot.start() - view.starts[line] as usize;
    if column >= usize::from(BLANK) - 1 {
        return Err(Fault::at(spot.start(), "indented too far"));
    }
    super::check_depth(spot.depth, spot.start())?;
    Ok(Around {
        column: Some(column),
        end: region.end as usize,
        depth: spot.depth + 1,
    })
}

/// The next entry must be in the column of the first.
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

fn read_key(view: &View<'_>, at: usize, line: usize) -> Result<FoundKey, Fault> {
    if view.is_indicator(at, b'-') {
        return Err(Fault::at(at, "an entry of a list among the keys of a map"));
    }
    let end = view.line_end(line);
    if view.text[at..].starts_with('\u{a0}') {
        let message = "a no-break space cannot indent: YAML wants spaces";
        return Err(Fault {
            start: at,
            end: at + '\u{a0}'.len_utf8(),
            message: message.to_owned(),
        });
    }
    plain::find_key(view, at, end)?.ok_or_else(|| not_a_key_fault(view, at, end))
}

/// Names the mistake in a line that should have a key.
fn not_a_key_fault(view: &View<'_>, at: usize, end: usize) -> Fault {
    let text = &view.text[at..end];
    if ["<<<<<<<", "=======", ">>>>>>>"]
        .iter()
        .any(|mark| text.starts_with(mark))
    {
        let message = "a conflict of a merge is left in the file";
        return Fault {
            start: at,
            end,
            message: message.to_owned(),
        };
    }
    plain::colon_without_space(text).map_or_else(
        || Fault {
            start: at,
            end,
            message: "expected `key: value`".to_owned(),
        },
        |colon| Fault::at(at + colon, plain::NO_SPACE),
    )
}

/// `? key` and, in the same column below it, `: value`.
fn read_explicit(
    view: &View<'_>,
    at: usize,
    line: usize,
    around: Around,
) -> Result<(Member, usize), Fault> {
    let (spot, next) = after_indicator(view, at + 1, line, around);
    let key = read_explicit_key(view, &spot)?;
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

fn read_explicit_key(view: &View<'_>, spot: &Spot) -> Result<KeySpot, Fault> {
    let (Form::Inline(region) | Form::OwnLine(region)) = spot.form else {
        return Err(Fault::at(spot.start(), "expected a key after `?`"));
    };
    let complex = || Fault::at(spot.start(), "a map or list cannot be a key");
    let at = spot.start();
    if view.is_indicator(at, b'-') || has_key(view, at, view.line_end(region.line as usize)) {
        return Err(complex());
    }
    let text = match view.byte(at) {
        b'"' | b'\'' | b'|' | b'>' => match read_value(view, spot, region)? {
            Content::Scalar(Scalar::String(text)) => text,
            _ => return Err(complex()),
        },
        b'[' | b'{' | b'*' => return Err(complex()),
        _ => plain::text(view, at, region)?.into(),
    };
    let range = super::value_range(view.source, spot);
    Ok(KeySpot {
        decoded: Some(text),
        ..KeySpot::raw(range)
    })
}
