//! Walks DER structures member by member, keeping the bytes of each as they are.
//!
//! Certificates are taken apart with this rather than with ready-made structures, because signatures are
//! over the original bytes, and because a certificate with an odd serial number or a date before 1970 must
//! be shown and explained, not refused.

use der::{
    AnyRef, Decode as _, Reader as _, SliceReader, Tag, Tagged as _, asn1::ObjectIdentifier,
};

/// A DER value: its tag, its content and all its bytes.
#[derive(Clone, Copy, Debug)]
pub(super) struct Value<'a> {
    pub(super) tag: Tag,
    pub(super) content: &'a [u8],
    pub(super) raw: &'a [u8],
}

impl<'a> Value<'a> {
    /// The one value that these bytes hold, with nothing behind it.
    pub(super) fn whole(bytes: &'a [u8]) -> Option<Self> {
        let (value, rest) = Self::first(bytes)?;
        rest.is_empty().then_some(value)
    }

    /// Returns the first value and the bytes after it.
    pub(super) fn first(bytes: &'a [u8]) -> Option<(Self, &'a [u8])> {
        let mut reader = SliceReader::new(bytes).ok()?;
        let raw = reader.tlv_bytes().ok()?;
        let any = AnyRef::from_der(raw).ok()?;
        Some((
            Self {
                tag: any.tag(),
                content: any.value(),
                raw,
            },
            &bytes[raw.len()..],
        ))
    }

    pub(super) fn tagged(self, tag: Tag) -> Option<Self> {
        (self.tag == tag).then_some(self)
    }

    /// Returns true if the tag is context-specific `[number]`.
    pub(super) fn is_context(self, number: u32) -> bool {
        self.tag.is_context_specific() && self.tag.number().value() == number
    }

    /// The members of a sequence, set or explicit tag.
    pub(super) fn members(self) -> Members<'a> {
        Members(self.content)
    }

    pub(super) fn oid(self) -> Option<ObjectIdentifier> {
        self.tagged(Tag::ObjectIdentifier)?;
        ObjectIdentifier::from_bytes(self.content).ok()
    }

    /// The bytes of a bit string that is made of whole bytes or has unused bits at its end.
    pub(super) fn bits(self) -> Option<&'a [u8]> {
        let (unused, bits) = self.tagged(Tag::BitString)?.content.split_first()?;
        (*unused < 8).then_some(bits)
    }
}

/// Walks values that follow each other.
#[derive(Clone, Copy)]
pub(super) struct Members<'a>(&'a [u8]);

impl<'a> Members<'a> {
    /// The next member, which must have this tag.
    pub(super) fn expect(&mut self, tag: Tag) -> Option<Value<'a>> {
        self.next()?.tagged(tag)
    }

    pub(super) fn peek(&self) -> Option<Value<'a>> {
        Value::first(self.0).map(|(value, _)| value)
    }

    /// Returns true if everything up to the end was well-formed.
    pub(super) fn is_finished(&self) -> bool {
        self.0.is_empty()
    }
}

impl<'a> Iterator for Members<'a> {
    type Item = Value<'a>;

    /// Ends at the first byte that is not DER; [`Members::is_finished`] tells.
    fn next(&mut self) -> Option<Value<'a>> {
        let (value, rest) = Value::first(self.0)?;
        self.0 = rest;
        Some(value)
    }
}
