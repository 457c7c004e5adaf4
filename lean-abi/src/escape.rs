//! Words with tabs and line feeds in them.

use std::borrow::Cow;

/// The word with escapes in place of tabs, line feeds and backslashes.
pub(crate) fn escaped(word: &str) -> Cow<'_, str> {
    // One letter is found faster than any of three, and nearly no word has one of these.
    if !['\\', '\t', '\n'].iter().any(|mark| word.contains(*mark)) {
        return Cow::Borrowed(word);
    }
    let escaped = word.replace('\\', "\\\\");
    Cow::Owned(escaped.replace('\t', "\\t").replace('\n', "\\n"))
}

/// The word without escapes.
pub(crate) fn unescaped(word: &str) -> Cow<'_, str> {
    if !word.contains('\\') {
        return Cow::Borrowed(word);
    }
    let mut plain = String::with_capacity(word.len());
    let mut letters = word.chars();
    while let Some(letter) = letters.next() {
        plain.push(match letter {
            '\\' => match letters.next() {
                Some('t') => '\t',
                Some('n') => '\n',
                escaped => escaped.unwrap_or('\\'),
            },
            letter => letter,
        });
    }
    Cow::Owned(plain)
}
