//! Text of descriptions as it is printed: nothing in it acts on a terminal, or changes the order in which text is shown.

/// The text with control characters, and marks that turn the direction of writing or hide, written as `\u{..}`. Line
/// feeds and tabs stay.
#[must_use]
pub fn printable(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if misleads(c) {
            out.extend(c.escape_unicode());
        } else {
            out.push(c);
        }
    }
    out
}

/// The same for JSON text, in its own escapes: such characters are in its strings only.
#[must_use]
pub fn printable_json(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if misleads(c) {
            // All of them are of the first 65,536.
            out.push_str(&format!("\\u{:04x}", u32::from(c)));
        } else {
            out.push(c);
        }
    }
    out
}

/// Returns true if a character is not shown as itself (Unicode `Cc`, `Bidi_Control`, line
/// separators, zero width).
#[must_use]
pub fn misleads(c: char) -> bool {
    (c.is_control() && !matches!(c, '\n' | '\t'))
        || matches!(c, '\u{61c}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn misleading_characters_are_escaped() {
        let text = "a\u{1b}[31m\u{202e}b\0\r\u{9b}\u{2066}\u{feff}\n\t\u{e9}";
        let shown = "a\\u{1b}[31m\\u{202e}b\\u{0}\\u{d}\\u{9b}\\u{2066}\\u{feff}\n\t\u{e9}";
        assert_eq!(printable(text), shown);
        assert_eq!(printable_json("\"\u{202e}\u{7f}\""), "\"\\u202e\\u007f\"");
    }
}
