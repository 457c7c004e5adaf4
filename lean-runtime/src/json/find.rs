//! Finds the byte at which the plain part of a string ends, eight bytes at a time.

/// Every byte of a word is this one.
const fn all(byte: u8) -> u64 {
    u64::from_ne_bytes([byte; 8])
}

/// The text from its first quote, backslash or control character on; its end if there is none.
#[inline(always)]
pub(super) fn plain_end(mut text: &[u8]) -> &[u8] {
    while let Some((word, after)) = text.split_first_chunk() {
        let hits = hits(u64::from_le_bytes(*word));
        if hits != 0 {
            return text
                .get(hits.trailing_zeros() as usize / 8..)
                .unwrap_or_default();
        }
        text = after;
    }
    plain_end_of_last(text)
}

/// The same in the last bytes of the text.
#[inline(never)]
fn plain_end_of_last(mut text: &[u8]) -> &[u8] {
    while let [first, after @ ..] = text
        && !matches!(first, 0..=0x1f | b'"' | b'\\')
    {
        text = after;
    }
    text
}

/// Returns true if two short texts are the same, by the blocks at both ends, which may overlap.
#[inline(always)]
pub(crate) fn is_same(one: &[u8], other: &[u8]) -> bool {
    #[inline(always)]
    fn ends<const N: usize>(text: &[u8]) -> Option<[&[u8; N]; 2]> {
        Some([text.first_chunk()?, text.last_chunk()?])
    }

    if one.len() != other.len() {
        return false;
    }
    if let (8..=16, Some(one), Some(other)) = (one.len(), ends(one), ends(other)) {
        let [start, end] = one.map(|block| u64::from_ne_bytes(*block));
        let [other_start, other_end] = other.map(|block| u64::from_ne_bytes(*block));
        return (start ^ other_start) | (end ^ other_end) == 0;
    }
    if let (17..=32, Some(one), Some(other)) = (one.len(), ends(one), ends(other)) {
        let [start, end] = one.map(|block| u128::from_ne_bytes(*block));
        let [other_start, other_end] = other.map(|block| u128::from_ne_bytes(*block));
        return (start ^ other_start) | (end ^ other_end) == 0;
    }
    one == other
}

/// The text without white space at its start.
#[inline]
pub(super) fn after_space(text: &[u8]) -> &[u8] {
    match text {
        [b' ' | b'\n' | b'\r' | b'\t', after @ ..] => after_spaces(after),
        _ => text,
    }
}

/// The same in a text that is indented.
#[inline(never)]
fn after_spaces(mut text: &[u8]) -> &[u8] {
    loop {
        while let Some((word, after)) = text.split_first_chunk()
            && u64::from_ne_bytes(*word) == all(b' ')
        {
            text = after;
        }
        match text {
            [b' ' | b'\n' | b'\r' | b'\t', after @ ..] => text = after,
            _ => return text,
        }
    }
}

/// The highest bit of each special byte, the first byte in the lowest place. Bits behind the first one may be wrong: a
/// subtraction borrows from the next byte only where it found something.
#[inline]
fn hits(word: u64) -> u64 {
    // This swaps the quote, 0x22, with the space, 0x20: the quote then comes right after the control characters.
    let quote_or_control = (word ^ all(0x02)).wrapping_sub(all(0x21));
    let backslash = (word ^ all(b'\\')).wrapping_sub(all(1));
    (quote_or_control | backslash) & !word & all(0x80)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn expected(block: &[u8]) -> Option<usize> {
        block
            .iter()
            .position(|byte| matches!(byte, 0..=0x1f | b'"' | b'\\'))
    }

    #[test]
    fn every_byte_is_told_apart_at_every_place() {
        for byte in 0..=255 {
            for place in 0..8 {
                for other in [
                    b'a', 0x7f, 0x80, 0xff, b'!', b'#', b'[', b']', b' ', 0xa2, 0xdc,
                ] {
                    let mut word = [other; 8];
                    word[place] = byte;
                    let hits = hits(u64::from_le_bytes(word));
                    let first = (hits != 0).then(|| hits.trailing_zeros() as usize / 8);
                    assert_eq!(first, expected(&word), "{word:?}");
                }
            }
        }
    }

    #[test]
    fn plain_parts_of_every_length_end_at_their_end() {
        for length in 0..70 {
            for end in [
                "\"",
                "\\",
                "\n",
                "",
                "\"\"",
                "\\ and more than a block behind it",
            ] {
                let text = format!("{}{end}", "é".repeat(length));
                for at in 0..=text.len() {
                    let rest = &text.as_bytes()[at..];
                    let first = expected(rest).unwrap_or(rest.len());
                    assert_eq!(plain_end(rest), &rest[first..]);
                }
            }
        }
    }

    #[test]
    fn white_space_of_every_length_is_skipped() {
        for length in 0..40 {
            for space in [" ", "\n", "\t ", "\r\n  "] {
                let text = format!("{}x  ", space.repeat(length));
                assert_eq!(after_space(text.as_bytes()), b"x  ");
            }
        }
        assert_eq!(after_space(b"   "), b"");
        assert_eq!(after_space(b""), b"");
    }
}
