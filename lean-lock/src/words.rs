//! Words of a line: how they are quoted, and how a line is split into them.
//!
//! A word without white space is written as it is. A JSON string stays a JSON string. Any other word is put in single
//! quotes, with `\'`, `\\`, `\n` and `\u{..}` for what could not be read back.

use std::borrow::Cow;
use std::fmt::Write;

/// Separates the words of a fact from its value.
pub(crate) const EQUALS: &str = "=";

/// Returns the word as a line has it.
pub(crate) fn quote_word(word: &str) -> Cow<'_, str> {
    let is_plain = !word.is_empty()
        && word != EQUALS
        && !word.starts_with(['\'', '"'])
        && !word.chars().any(|c| c.is_whitespace() || c.is_control());
    if is_plain || is_json_string(word) {
        return Cow::Borrowed(word);
    }
    Cow::Owned(write_in_quotes(word))
}

/// Returns a value as a line has it: the rest of the line, so white space inside it needs no quotes.
pub(crate) fn quote_value(value: &str) -> Cow<'_, str> {
    let is_plain = !value.is_empty()
        && !value.starts_with('\'')
        && value.trim() == value
        && !value.chars().any(char::is_control);
    if is_plain {
        return Cow::Borrowed(value);
    }
    Cow::Owned(write_in_quotes(value))
}

/// Reads a value.
pub(crate) fn unquote_value(text: &str) -> Option<String> {
    if !text.starts_with('\'') {
        return Some(text.to_owned());
    }
    let (value, rest) = read_quoted_word(text)?;
    rest.is_empty().then_some(value)
}

/// Splits a line into its words and its value. None if a quote is not closed.
pub(crate) fn split_line(line: &str) -> Option<(Vec<String>, Option<String>)> {
    let mut words = Vec::new();
    let mut rest = line.trim_ascii();
    while let Some(first) = rest.as_bytes().first() {
        let (word, after) = match first {
            b'\'' => read_quoted_word(rest)?,
            b'"' => {
                let end = json_string_end(rest)?;
                (rest[..end].to_owned(), &rest[end..])
            }
            _ => {
                let end = bare_word_end(rest.as_bytes());
                let (word, after) = rest.split_at(end);
                if word == EQUALS {
                    return Some((words, Some(unquote_value(after.trim_ascii())?)));
                }
                (word.to_owned(), after)
            }
        };
        if !after.is_empty() && !after.as_bytes()[0].is_ascii_whitespace() {
            return None;
        }
        rest = after.trim_ascii_start();
        words.push(word);
    }
    Some((words, None))
}

/// The end of a word without quotes. Bytes, since every expansion of a macro reads the lock.
fn bare_word_end(bytes: &[u8]) -> usize {
    let mut end = 0;
    while end < bytes.len() && !bytes[end].is_ascii_whitespace() {
        end += 1;
    }
    end
}

fn write_in_quotes(word: &str) -> String {
    let mut out = String::from("'");
    for c in word.chars() {
        match c {
            '\'' => out.push_str("\\'"),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            ' ' => out.push(' '),
            c if c.is_control() || c.is_whitespace() => {
                let _ = write!(out, "\\u{{{:x}}}", u32::from(c));
            }
            c => out.push(c),
        }
    }
    out.push('\'');
    out
}

/// The text of a word in single quotes, and what follows it.
fn read_quoted_word(text: &str) -> Option<(String, &str)> {
    let inner = text.strip_prefix('\'')?;
    let mut out = String::new();
    let mut letters = inner.char_indices();
    while let Some((at, c)) = letters.next() {
        match c {
            '\'' => return Some((out, &inner[at + 1..])),
            '\\' => match letters.next()?.1 {
                'n' => out.push('\n'),
                'u' => {
                    let digits: String = letters
                        .by_ref()
                        .map(|(_, c)| c)
                        .skip_while(|c| *c == '{')
                        .take_while(|c| *c != '}')
                        .collect();
                    out.push(char::from_u32(u32::from_str_radix(&digits, 16).ok()?)?);
                }
                c => out.push(c),
            },
            c => out.push(c),
        }
    }
    None
}

/// Returns true if the whole word is one JSON string on one line.
fn is_json_string(word: &str) -> bool {
    word.starts_with('"')
        && json_string_end(word) == Some(word.len())
        && !word.chars().any(char::is_control)
}

/// The end of the JSON string that the text starts with.
fn json_string_end(text: &str) -> Option<usize> {
    let mut is_escaped = false;
    for (at, c) in text.char_indices().skip(1) {
        match c {
            _ if is_escaped => is_escaped = false,
            '\\' => is_escaped = true,
            '"' => return Some(at + 1),
            _ => {}
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::{quote_value, quote_word, split_line};

    #[test]
    fn words_come_back_as_they_were() {
        let words = [
            "a",
            "",
            "=",
            "a b",
            "'",
            "\"",
            "\"a b\"",
            "\"a\\\"b\"",
            "\"a\"b",
            "\\",
            "'a'",
            "\r\n",
            "a\u{2028}b",
            "#",
            "{id}",
            "\u{7f}",
            "a=b",
        ];
        let values = ["x", "", " x", "a = b", "'x", "\"x y\"", "a\nb", "= ="];
        for value in values {
            let line: Vec<_> = words.iter().map(|word| quote_word(word)).collect();
            let line = format!("{} = {}", line.join(" "), quote_value(value));
            assert_eq!(line.lines().count(), 1, "{line}");
            let (read, read_value) = split_line(&line).expect("it was written by us");
            assert_eq!(read, words);
            assert_eq!(read_value.as_deref(), Some(value), "{line}");
        }
    }

    #[test]
    fn open_quotes_are_mistakes() {
        for line in ["'a", "\"a", "a = 'b", "'a'b", "'\\u{110000}'"] {
            assert_eq!(split_line(line), None, "{line}");
        }
    }
}
