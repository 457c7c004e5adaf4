//! Universally unique identifiers.

use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::ops::Deref;
use std::str::FromStr;

/// A universally unique identifier (RFC 9562), written back as it came: without hyphens, in braces, as a URN, in upper or
/// lower case.
///
/// Two are equal if they are the same identifier, however they are written. It dereferences to [`uuid::Uuid`].
#[derive(Clone, Copy, Default)]
pub struct Uuid {
    value: uuid::Uuid,
    form: Form,
    /// The digits in upper case, a bit each.
    upper: u32,
}

#[derive(Clone, Copy, Default)]
enum Form {
    #[default]
    Hyphenated,
    Simple,
    Braced,
    Urn,
}

/// A text that is not a UUID.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotAUuid;

impl Uuid {
    /// The identifier of zeros.
    #[must_use]
    pub const fn nil() -> Uuid {
        Uuid::of(uuid::Uuid::nil())
    }

    /// A random identifier (version 4).
    #[must_use]
    pub fn new_v4() -> Uuid {
        Uuid::of(uuid::Uuid::new_v4())
    }

    /// The identifier of these bits.
    #[must_use]
    pub const fn from_u128(bits: u128) -> Uuid {
        Uuid::of(uuid::Uuid::from_u128(bits))
    }

    /// The identifier of these bytes.
    #[must_use]
    pub const fn from_bytes(bytes: [u8; 16]) -> Uuid {
        Uuid::of(uuid::Uuid::from_bytes(bytes))
    }

    const fn of(value: uuid::Uuid) -> Uuid {
        Uuid {
            value,
            form: Form::Hyphenated,
            upper: 0,
        }
    }
}

impl FromStr for Uuid {
    type Err = NotAUuid;

    fn from_str(text: &str) -> Result<Uuid, NotAUuid> {
        let value = uuid::Uuid::try_parse(text).map_err(|_| NotAUuid)?;
        let (form, digits) = match text.strip_prefix("urn:uuid:") {
            _ if text.len() == 36 => (Form::Hyphenated, text),
            Some(digits) => (Form::Urn, digits),
            None if text.starts_with('{') => (Form::Braced, text),
            None if text.contains('-') => (Form::Hyphenated, text),
            None => (Form::Simple, text),
        };
        let uuid = Uuid {
            value,
            form,
            upper: upper_case_bits(digits),
        };
        // A form that is not one of these is not read, since it could not be written back.
        let is_usual = text.len() == 36;
        (is_usual || uuid.write_to(&mut uuid::Uuid::encode_buffer()) == text)
            .then_some(uuid)
            .ok_or(NotAUuid)
    }
}

/// The digits in upper case, a bit each.
fn upper_case_bits(text: &str) -> u32 {
    // Of all bytes, without a way out: the compiler then looks at many of them at a time.
    let has_upper = |found: bool, byte: u8| found | byte.is_ascii_uppercase();
    if !text.bytes().fold(false, has_upper) {
        return 0;
    }
    let digits = text.bytes().filter(u8::is_ascii_hexdigit);
    digits
        .take(32)
        .enumerate()
        .fold(0, |upper, (index, digit)| {
            upper | (u32::from(digit.is_ascii_uppercase()) << index)
        })
}

impl Uuid {
    /// The text as it came.
    fn write_to<'b>(&self, buffer: &'b mut [u8; uuid::fmt::Urn::LENGTH]) -> &'b str {
        let (text, prefix) = match self.form {
            Form::Hyphenated => (self.value.hyphenated().encode_lower(buffer), 0),
            Form::Simple => (self.value.simple().encode_lower(buffer), 0),
            Form::Braced => (self.value.braced().encode_lower(buffer), 0),
            Form::Urn => (self.value.urn().encode_lower(buffer), "urn:uuid:".len()),
        };
        if self.upper == 0 {
            return text;
        }
        let mut index = 0;
        for at in prefix..text.len() {
            if !text.as_bytes()[at].is_ascii_hexdigit() {
                continue;
            }
            if self.upper & (1 << index) != 0 {
                text[at..=at].make_ascii_uppercase();
            }
            index += 1;
        }
        text
    }
}

impl fmt::Display for Uuid {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.write_to(&mut uuid::Uuid::encode_buffer()))
    }
}

impl fmt::Debug for Uuid {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl Deref for Uuid {
    type Target = uuid::Uuid;

    fn deref(&self) -> &uuid::Uuid {
        &self.value
    }
}

impl From<uuid::Uuid> for Uuid {
    fn from(value: uuid::Uuid) -> Uuid {
        Uuid::of(value)
    }
}

impl From<Uuid> for uuid::Uuid {
    fn from(uuid: Uuid) -> uuid::Uuid {
        uuid.value
    }
}

impl PartialEq for Uuid {
    fn eq(&self, other: &Uuid) -> bool {
        self.value == other.value
    }
}

impl PartialEq<uuid::Uuid> for Uuid {
    fn eq(&self, other: &uuid::Uuid) -> bool {
        self.value == *other
    }
}

impl Eq for Uuid {}

impl Hash for Uuid {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.value.hash(state);
    }
}

impl PartialOrd for Uuid {
    fn partial_cmp(&self, other: &Uuid) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Uuid {
    fn cmp(&self, other: &Uuid) -> Ordering {
        self.value.cmp(&other.value)
    }
}

impl fmt::Display for NotAUuid {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not a UUID")
    }
}

impl std::error::Error for NotAUuid {}
