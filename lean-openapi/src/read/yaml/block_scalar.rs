//! Block scalars: `|` keeps lines, `>` folds them.

use super::super::error::Fault;
use super::super::level::Region;
use super::View;

/// The header of a block scalar: `|`, `>`, `|-`, `>2+` ...
struct Header {
    folded: bool,
    chomp: Chomp,
    /// Indentation relative to the parent, where it is given.
    indent: Option<usize>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Chomp {
    Clip,
    Strip,
    Keep,
}

/// Decodes the block scalar whose header is at `at`.
pub(super) fn decode(view: &View<'_>, at: usize, region: Region) -> Result<String, Fault> {
    let header = read_header(view, at, region)?;
    let first = region.line as usize + 1;
    let end = region.end as usize;
    let (indent, end) = find_extent(view, &header, first, end, region.parent)?;
    let mut lines = Vec::new();
    for line in first..end {
        lines.push(content(view, line, indent));
    }
    Ok(if header.folded {
        join_folded(&lines, header.chomp)
    } else {
        join_literal(&lines, header.chomp)
    })
}

fn read_header(view: &View<'_>, at: usize, region: Region) -> Result<Header, Fault> {
    let end = view.line_end(region.line as usize);
    let mut header = Header {
        folded: view.bytes[at] == b'>',
        chomp: Chomp::Clip,
        indent: None,
    };
    let mut here = at + 1;
    while here < end {
        match view.bytes[here] {
            b'-' => header.chomp = Chomp::Strip,
            b'+' => header.chomp = Chomp::Keep,
            digit @ b'1'..=b'9' if header.indent.is_none() => {
                header.indent = Some(usize::from(digit - b'0'))
            }
            _ => break,
        }
        here += 1;
    }
    if view.is_line_done(here, end) {
        return Ok(header);
    }
    Err(Fault {
        start: at,
        end,
        message: "text of a block scalar starts on the line after its `|` or `>`".to_owned(),
    })
}

/// The indentation of the text, and the line after its last.
fn find_extent(
    view: &View<'_>,
    header: &Header,
    first: usize,
    end: usize,
    parent: i32,
) -> Result<(usize, usize), Fault> {
    let given = header
        .indent
        .map(|indent| usize::try_from(parent).unwrap_or(0) + indent);
    // A tab is text, if it is far enough to the right.
    let is_text = |line: &usize| {
        let tab = view.starts[*line] as usize + view.spaces(*line);
        let deep = i64::try_from(view.spaces(*line)).unwrap_or(i64::MAX) > i64::from(parent);
        !view.is_blank(*line) || (deep && view.byte(tab) == b'\t')
    };
    let Some(start) = (first..end).find(is_text) else {
        let widest = (first..end).map(|line| view.spaces(line)).max();
        return Ok((given.or(widest).unwrap_or(0), end));
    };
    let indent = given.unwrap_or(view.spaces(start));
    if i64::try_from(indent).unwrap_or(i64::MAX) <= i64::from(parent) {
        // Comments of the enclosing map: the scalar is empty.
        return Ok((indent, start));
    }
    for line in start..end {
        let is_text = view.is_blank(line) || view.indent(line) >= indent;
        if is_text {
            continue;
        }
        let next = view.next_content(line, end);
        if next < end {
            let message = "indented less than the text before it, and more than what holds it";
            return Err(Fault::at(view.text_start(next), message));
        }
        return Ok((indent, line));
    }
    Ok((indent, end))
}

fn content<'a>(view: &View<'a>, line: usize, indent: usize) -> &'a str {
    let start = view.starts[line] as usize;
    let end = view.line_end(line).max(start);
    let text = &view.text[start..end];
    // Where text is shorter than the indentation it is blank.
    text.get(indent..).unwrap_or_default()
}

fn join_literal(lines: &[&str], chomp: Chomp) -> String {
    let kept = count_kept_lines(lines);
    let mut text = lines[..kept].join("\n");
    finish(&mut text, lines.len() - kept, kept > 0, chomp);
    text
}

fn join_folded(lines: &[&str], chomp: Chomp) -> String {
    let kept = count_kept_lines(lines);
    let mut text = String::new();
    let mut breaks = 0;
    let mut spaced_before = true;
    let mut started = false;
    for line in &lines[..kept] {
        if line.is_empty() {
            breaks += 1;
            continue;
        }
        // Lines that are indented further keep their line feeds.
        let spaced = line.starts_with([' ', '\t']);
        let folds = started && !spaced && !spaced_before;
        if folds && breaks == 0 {
            text.push(' ');
        } else {
            let feeds = if folds || !started {
                breaks
            } else {
                breaks + 1
            };
            text.extend(std::iter::repeat_n('\n', feeds));
        }
        text.push_str(line);
        (breaks, spaced_before, started) = (0, spaced, true);
    }
    finish(&mut text, lines.len() - kept, kept > 0, chomp);
    text
}

/// The number of lines without the empty ones at the end.
fn count_kept_lines(lines: &[&str]) -> usize {
    lines
        .iter()
        .rposition(|line| !line.is_empty())
        .map_or(0, |last| last + 1)
}

fn finish(text: &mut String, trailing: usize, has_text: bool, chomp: Chomp) {
    let feeds = match chomp {
        Chomp::Strip => 0,
        Chomp::Clip => usize::from(has_text),
        Chomp::Keep => trailing + usize::from(has_text),
    };
    text.extend(std::iter::repeat_n('\n', feeds));
}
