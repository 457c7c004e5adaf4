//! The width of Markdown.

use super::{files, shown};

const WIDTH: usize = 100;

/// Lines of tables, of blocks of code, and of one word that cannot be broken may be longer.
#[test]
fn markdown_wraps_at_100_columns() {
    let mut faults = Vec::new();
    for (path, text) in files("md") {
        let path = shown(&path);
        let (mut is_code, mut wide) = (false, Vec::new());
        for (index, line) in text.lines().enumerate() {
            is_code ^= line.trim_start().starts_with("```");
            let is_breakable =
                line.trim().contains(' ') && !line.trim_start().starts_with(['|', '#']);
            if !is_code && is_breakable && line.chars().count() > WIDTH {
                wide.push(format!("{path}:{}", index + 1));
            }
        }
        faults.append(&mut wide);
    }
    assert!(faults.is_empty(), "wider than {WIDTH}: {faults:#?}");
}
