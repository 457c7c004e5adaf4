//! Shows text from certificates and file names without letting it act on a terminal.

use std::fmt::{self, Write as _};

/// Text of foreign origin. Control characters and marks that turn the direction of writing are shown as
/// `\u{..}`; anything past [`Printable::CHARS_MAX`] is cut.
pub(crate) struct Printable<'a>(pub(crate) &'a str);

impl Printable<'_> {
    const CHARS_MAX: usize = 512;
}

impl fmt::Display for Printable<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (count, c) in self.0.chars().enumerate() {
            if count == Self::CHARS_MAX {
                return f.write_str("…");
            }
            if acts_on_terminal(c) {
                write!(f, "{}", c.escape_unicode())?;
            } else {
                f.write_char(c)?;
            }
        }
        Ok(())
    }
}

fn acts_on_terminal(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
}

#[cfg(test)]
mod tests {
    use super::Printable;

    #[test]
    fn escapes_what_acts_on_a_terminal() {
        let shown = Printable("a\u{1b}[31m\u{202e}b\0é").to_string();
        assert_eq!(shown, "a\\u{1b}[31m\\u{202e}b\\u{0}é");
    }

    #[test]
    fn cuts_what_is_too_long() {
        assert_eq!(
            Printable(&"x".repeat(10_000)).to_string().chars().count(),
            513
        );
    }
}
