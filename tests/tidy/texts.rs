//! The comments and the string literals of a Rust source.

use super::words::without_code;

#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Kind {
    /// A doc comment: all its lines as one text.
    Doc,
    /// Another comment.
    Comment,
    /// A string literal.
    Message,
    /// A line of a file of text.
    Page,
}

/// A text and the line that it begins in, without the code in it.
#[derive(Clone, Debug)]
pub(super) struct Text {
    pub(super) kind: Kind,
    pub(super) line: usize,
    pub(super) text: String,
}

/// Reads the comments and strings of a source. Comment lines in a row are one text.
pub(super) fn texts(source: &str) -> Vec<Text> {
    let mut found: Vec<Text> = Vec::new();
    let (mut at, mut line, mut last_comment) = (0, 1, None);
    while let Some(first) = source[at..].chars().next() {
        let rest = &source[at..];
        let (length, text) = if rest.starts_with("//") {
            let end = rest.find('\n').unwrap_or(rest.len());
            (end, Some(split_comment(&rest[..end])))
        } else if let Some(length) = raw_string_length(rest) {
            (length, Some((Kind::Message, rest[..length].to_owned())))
        } else if first == '"' {
            let length = quoted_length(rest, '"');
            (length, Some((Kind::Message, rest[..length].to_owned())))
        } else {
            (plain_length(rest, first), None)
        };
        if let Some((kind, text)) = text {
            let is_comment = kind != Kind::Message;
            match found.last_mut() {
                Some(before) if is_comment && last_comment == Some((line - 1, kind)) => {
                    before.text.push('\n');
                    before.text.push_str(&text);
                }
                _ => found.push(Text { kind, line, text }),
            }
            last_comment = is_comment.then_some((line, kind)).or(last_comment);
        }
        line += rest[..length].matches('\n').count();
        at += length;
    }
    for text in &mut found {
        text.text = without_code(&text.text);
    }
    found
}

fn split_comment(line: &str) -> (Kind, String) {
    let doc = ["///", "//!"]
        .iter()
        .find_map(|mark| line.strip_prefix(mark));
    match doc {
        Some(text) => (Kind::Doc, text.to_owned()),
        None => (Kind::Comment, line.trim_start_matches('/').to_owned()),
    }
}

/// The length of a raw string.
fn raw_string_length(rest: &str) -> Option<usize> {
    let inner = rest.strip_prefix('r')?;
    let marks = inner.len() - inner.trim_start_matches('#').len();
    let body = inner[marks..].strip_prefix('"')?;
    let end = format!("\"{}", "#".repeat(marks));
    let length = body.find(&end).map_or(body.len(), |at| at + end.len());
    Some(1 + marks + 1 + length)
}

/// The length up to the closing quote.
fn quoted_length(rest: &str, quote: char) -> usize {
    let mut is_escaped = false;
    for (at, c) in rest.char_indices().skip(1) {
        match c {
            _ if is_escaped => is_escaped = false,
            '\\' => is_escaped = true,
            _ if c == quote => return at + 1,
            _ => {}
        }
    }
    rest.len()
}

/// The length of anything else: a word, a character literal, or one character.
fn plain_length(rest: &str, first: char) -> usize {
    if first == '\'' {
        let mut following = rest.chars().skip(1);
        let (inner, closing) = (following.next(), following.next());
        if inner == Some('\\') || closing == Some('\'') {
            return quoted_length(rest, '\'');
        }
    }
    let word = rest.find(|c: char| !c.is_alphanumeric() && c != '_');
    word.unwrap_or(rest.len()).max(first.len_utf8())
}

#[test]
fn comments_and_strings_are_found_where_they_are() {
    let source = "//! One\n//! two `x stands`.\n\nfn f<'a>(c: char) {\n    // Why.\n    \
                  call('\"', '\\'', \"a \\\" b\", r#\"c \" d\"#, b'/');\n}\n";
    let found: Vec<_> = texts(source)
        .into_iter()
        .map(|text| (text.kind, text.line, text.text))
        .collect();
    assert_eq!(
        found,
        [
            (Kind::Doc, 1, " One\n two `code`.".to_owned()),
            (Kind::Comment, 5, " Why.".to_owned()),
            (Kind::Message, 6, "\"a \\\" b\"".to_owned()),
            (Kind::Message, 6, "r#\"c \" d\"#".to_owned()),
        ]
    );
}
