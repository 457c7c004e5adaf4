//! Block scalars, found by their headers alone: where nothing is structure.

use std::ops::Range;

use super::View;

/// The lines below each header of a block scalar (`key: |`, `- >-`), as far as they are indented more than its owner.
/// Never too much: what follows an owner's value is indented no more than the owner.
pub(super) fn block_scalar_ranges(text: &str) -> Vec<Range<usize>> {
    let mut ranges: Vec<Range<usize>> = Vec::new();
    let mut owner = None;
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        at += line.len();
        let line = line.trim_end();
        let indent = line.len() - line.trim_start_matches(' ').len();
        if let Some(column) = owner {
            if line.is_empty() || indent > column {
                if let Some(range) = ranges.last_mut() {
                    range.end = at;
                }
                continue;
            }
            owner = None;
        }
        if is_header(line) {
            owner = Some(column_of_owner(line, indent));
            ranges.push(at..at);
        }
    }
    ranges
}

/// Returns true if a name found in a text is in one of its ranges.
pub(super) fn holds(ranges: &[Range<usize>], view: &View<'_>, name: &str) -> bool {
    let at = name.as_ptr().addr() - view.text.as_ptr().addr();
    let after = ranges.partition_point(|range| range.start <= at);
    after > 0 && at < ranges[after - 1].end
}

/// `|` or `>`, with signs and a comment after it, where a value begins.
fn is_header(line: &str) -> bool {
    let line = line.split(" #").next().unwrap_or(line).trim_end();
    let line = line.trim_end_matches(|c: char| c.is_ascii_digit() || c == '+' || c == '-');
    let Some(before) = line.strip_suffix(['|', '>']) else {
        return false;
    };
    let before = before.trim_end();
    let token = before.rsplit(' ').next().unwrap_or(before);
    token.ends_with(':') || token == "-" || token.starts_with(['&', '!'])
}

/// The column of the key that owns the value, or of its dash.
fn column_of_owner(line: &str, indent: usize) -> usize {
    let mut column = indent;
    while let Some(rest) = line[column..].strip_prefix("- ") {
        let next = line.len() - rest.trim_start_matches(' ').len();
        if !line[next..].contains(':') {
            break;
        }
        column = next;
    }
    column
}

#[cfg(test)]
mod tests {
    use super::block_scalar_ranges;

    #[track_caller]
    fn check(text: &str, prose: &[&str]) {
        let found: Vec<&str> = block_scalar_ranges(text)
            .into_iter()
            .map(|range| &text[range])
            .collect();
        assert_eq!(found, prose);
    }

    #[test]
    fn lines_below_a_header_are_text() {
        check("a: |\n  x &b\n\n  y\nc: *b\n", &["  x &b\n\n  y\n"]);
        check("- >-2  # why\n   x\n- b\n", &["   x\n"]);
        check("a:\n  b: !t |+\n    x\n  c: &d 1\n", &["    x\n"]);
    }

    #[test]
    fn the_owner_is_the_key_not_its_dash() {
        check("- key: |\n    x\n  other: &a 1\n", &["    x\n"]);
        check("- - key: |\n      x\n    other: &a 1\n", &["      x\n"]);
    }

    #[test]
    fn text_that_only_ends_like_a_header() {
        check("a: table | b |\n  c\n", &[]);
        check("a: b > c >\n  d\n", &[]);
    }
}
