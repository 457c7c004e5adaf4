//! The facts of a lock that an expansion of the macro needs.
//!
//! Every expansion reads the lock, in a build of the macro without optimisation, and the lock may be of thousands of
//! operations: lines are groups by what they are about before any is read.

use std::collections::HashMap;

use crate::facts::{Facts, Fault};
use crate::file::{fact_lines, is_conflict};
use crate::words;

/// Reads the facts of some operations, of all types, and of what they reach.
pub(crate) fn read_facts(
    text: &str,
    key: &str,
    operations: &[(String, String)],
) -> Result<Facts, Vec<Fault>> {
    let quoted_key = words::quote_word(key);
    let LineGroups {
        mut routes,
        mut schemas,
        always: mut queue,
        mut faults,
    } = group_lines(text, &format!("{quoted_key} "));
    let mut is_complete = true;
    for (method, path) in operations {
        let route = format!("{} {}", words::quote_word(method), words::quote_word(path));
        match routes.take(&route) {
            Some(lines) => queue.extend(lines),
            None => is_complete = false,
        }
    }
    // An operation may have had another path before.
    if !is_complete {
        queue.extend(routes.lines.into_iter().flatten());
    }
    let mut facts = Facts::default();
    while let Some(line) = queue.pop() {
        let Some((words, value)) = words::split_line(line) else {
            faults.push(Fault {
                line: format!("{quoted_key} {line}"),
                values: None,
            });
            continue;
        };
        let named = value.as_deref().and_then(|value| value.strip_prefix('#'));
        let named = named.and_then(|name| name.split(' ').next());
        let of_type = (words[0] == "type").then(|| words.get(1)).flatten();
        for name in named.into_iter().chain(of_type.map(String::as_str)) {
            queue.extend(schemas.take(name).into_iter().flatten());
        }
        let fault = facts.add(&words, value);
        faults.extend(fault.map(|fault| Fault {
            line: format!("{quoted_key} {}", fault.line),
            ..fault
        }));
    }
    match faults.is_empty() {
        true => Ok(facts),
        false => Err(faults),
    }
}

/// The lines of a description, without its key.
#[derive(Default)]
struct LineGroups<'a> {
    routes: Groups<'a>,
    schemas: Groups<'a>,
    /// Lines that are always read.
    always: Vec<&'a str>,
    faults: Vec<Fault>,
}

fn group_lines<'a>(text: &'a str, prefix: &str) -> LineGroups<'a> {
    let mut groups = LineGroups::default();
    for line in fact_lines(text) {
        let Some(rest) = line.strip_prefix(prefix) else {
            if is_conflict(line) {
                groups.faults.push(Fault {
                    line: line.to_owned(),
                    values: None,
                });
            }
            continue;
        };
        // Words in quotes are rare: they are always read.
        let is_grouped = if let Some(schema) = rest.strip_prefix("schema ") {
            groups.schemas.push(schema, 1, rest)
        } else if let Some(operation) = rest.strip_prefix("operation ") {
            groups.routes.push(operation, 2, rest)
        } else {
            false
        };
        if !is_grouped {
            groups.always.push(rest);
        }
    }
    groups
}

/// Lines by their first words.
#[derive(Default)]
struct Groups<'a> {
    index: HashMap<&'a str, usize>,
    lines: Vec<Vec<&'a str>>,
    /// The first words of the last line, and its group. Lines of a group are together, but for merges.
    last: Option<(&'a str, usize)>,
}

impl<'a> Groups<'a> {
    /// Adds a line. Returns false if its first words are in quotes.
    fn push(&mut self, subject: &'a str, words: usize, line: &'a str) -> bool {
        if let Some((head, index)) = self.last
            && starts_with_words(subject, head)
        {
            self.lines[index].push(line);
            return true;
        }
        let head = first_words(subject, words);
        if head.contains('\'') {
            return false;
        }
        let free = self.lines.len();
        let index = *self.index.entry(head).or_insert(free);
        if index == free {
            self.lines.push(Vec::new());
        }
        self.lines[index].push(line);
        self.last = Some((head, index));
        true
    }

    fn take(&mut self, head: &str) -> Option<Vec<&'a str>> {
        let index = self.index.remove(head)?;
        Some(std::mem::take(&mut self.lines[index]))
    }
}

fn starts_with_words(text: &str, head: &str) -> bool {
    let after = text.strip_prefix(head);
    after.is_some_and(|after| after.is_empty() || after.starts_with(' '))
}

/// The first words of a line without quotes.
fn first_words(line: &str, count: usize) -> &str {
    let mut ends = line.match_indices(' ').map(|(at, _)| at);
    let end = ends.nth(count - 1).unwrap_or(line.len());
    &line[..end]
}
