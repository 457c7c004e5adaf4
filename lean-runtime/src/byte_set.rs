//! Sets of bytes as tables: for each byte of a text, nothing is quicker to ask.

/// A set of ASCII characters.
pub(crate) struct ByteSet([bool; 256]);

impl ByteSet {
    /// Letters, digits and these characters.
    pub(crate) const fn alphanumeric_and(more: &str) -> Self {
        let mut set = [false; 256];
        let mut byte = 0;
        while byte < 256 {
            set[byte] = (byte as u8).is_ascii_alphanumeric();
            byte += 1;
        }
        let more = more.as_bytes();
        let mut index = 0;
        while index < more.len() {
            set[more[index] as usize] = true;
            index += 1;
        }
        Self(set)
    }

    /// Returns true if the byte is in the set.
    pub(crate) fn has(&self, byte: u8) -> bool {
        self.0[usize::from(byte)]
    }

    /// Returns true if all bytes of the text are in the set.
    pub(crate) fn has_all(&self, text: &str) -> bool {
        // By eight, without a branch for each byte.
        let (eights, rest) = text.as_bytes().as_chunks::<8>();
        let has_eight =
            |eight: &[u8; 8]| eight.iter().fold(true, |all, byte| all & self.has(*byte));
        eights.iter().all(has_eight) && rest.iter().all(|byte| self.has(*byte))
    }
}

#[cfg(test)]
mod tests {
    use super::ByteSet;

    #[test]
    fn a_set_has_what_it_names() {
        let set = ByteSet::alphanumeric_and("-~");
        assert!(set.has_all("") && set.has_all("azAZ09-~azAZ09-~a"));
        for text in [
            " ",
            "_",
            "a/b",
            "\u{e9}",
            "\0",
            "\u{7f}",
            "12345678/",
            "1234/678",
        ] {
            assert!(!set.has_all(text), "{text:?}");
        }
    }
}
