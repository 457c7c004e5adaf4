//! Identifies bytes that contain no PEM section.

use der::Tag;

use super::{Code, IdentityError, asn1::Value, pem::Foreign};

/// The kind of bytes that contain no PEM section.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ContentKind {
    DerCertificate,
    DerPkcs8Key,
    DerPkcs1Key,
    DerSec1Key,
    DerEncryptedKey,
    Pkcs12,
    Foreign(Foreign),
    Unreadable(Unreadable),
}

/// The content that cannot be read in any way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Unreadable {
    Empty,
    Utf16,
    Jks,
    Zip,
    Html,
    Json,
    BareBase64,
    DoubleBase64,
    Unknown,
}

pub(super) fn sniff(bytes: &[u8]) -> ContentKind {
    let text = bytes
        .strip_prefix("\u{feff}".as_bytes())
        .unwrap_or(bytes)
        .trim_ascii();
    match bytes {
        _ if text.is_empty() => ContentKind::Unreadable(Unreadable::Empty),
        [0xff, 0xfe, ..] | [0xfe, 0xff, ..] | [b'-', 0, b'-', 0, ..] | [0, b'-', 0, b'-', ..] => {
            ContentKind::Unreadable(Unreadable::Utf16)
        }
        [b'P', b'K', 3 | 5, 4 | 6, ..] => ContentKind::Unreadable(Unreadable::Zip),
        [0xfe, 0xed, 0xfe, 0xed, ..] | [0xce, 0xce, 0xce, 0xce, ..] => {
            ContentKind::Unreadable(Unreadable::Jks)
        }
        [0x30, ..] => sniff_der(bytes).unwrap_or_else(|| sniff_text(text)),
        _ => sniff_text(text),
    }
}

fn sniff_text(text: &[u8]) -> ContentKind {
    const SSH: [&[u8]; 4] = [b"ssh-", b"ecdsa-sha2-", b"PuTTY-User-Key-File", b"sk-ssh-"];
    if SSH.iter().any(|start| text.starts_with(start)) {
        return ContentKind::Foreign(Foreign::SshKey);
    }
    ContentKind::Unreadable(match text {
        [b'<', ..] => Unreadable::Html,
        [b'{' | b'[', ..] => Unreadable::Json,
        _ if text.starts_with(b"LS0tLS1CRUdJTi") => Unreadable::DoubleBase64,
        [b'M', b'I', ..]
            if text
                .iter()
                .all(|b| b.is_ascii_alphanumeric() || b"+/=\r\n \t".contains(b)) =>
        {
            Unreadable::BareBase64
        }
        _ => Unreadable::Unknown,
    })
}

/// Tells the DER structures apart by the tags of their first members.
fn sniff_der(bytes: &[u8]) -> Option<ContentKind> {
    let outer = Value::whole(bytes)?;
    let tags = member_tags(outer);
    Some(match tags.as_slice() {
        [Tag::Sequence, Tag::Sequence, Tag::BitString] => sniff_signed(outer.members().next()?),
        [Tag::Sequence, Tag::BitString] => ContentKind::Foreign(Foreign::PublicKey),
        [Tag::Sequence, Tag::OctetString] => ContentKind::DerEncryptedKey,
        [Tag::ObjectIdentifier, Tag::ContextSpecific { .. }] => {
            ContentKind::Foreign(Foreign::Pkcs7)
        }
        [Tag::Integer, Tag::Sequence, Tag::OctetString, ..] => ContentKind::DerPkcs8Key,
        [Tag::Integer, Tag::OctetString, ..] => ContentKind::DerSec1Key,
        [Tag::Integer, Tag::Sequence, Tag::Sequence] | [Tag::Integer, Tag::Sequence] => {
            ContentKind::Pkcs12
        }
        [Tag::Integer, Tag::Integer, Tag::Integer, ..] => ContentKind::DerPkcs1Key,
        [Tag::Integer, Tag::Integer] => ContentKind::Foreign(Foreign::PublicKey),
        _ => return None,
    })
}

/// A certificate, a signing request or a revocation list: all are "content, algorithm, signature".
fn sniff_signed(content: Value<'_>) -> ContentKind {
    let is_time = |tag: &Tag| matches!(tag, Tag::UtcTime | Tag::GeneralizedTime);
    match member_tags(content).as_slice() {
        [Tag::Integer, Tag::Sequence, Tag::Sequence, time, ..] if is_time(time) => {
            ContentKind::Foreign(Foreign::Crl)
        }
        [Tag::Sequence, Tag::Sequence, time, ..] if is_time(time) => {
            ContentKind::Foreign(Foreign::Crl)
        }
        [Tag::Integer, Tag::Sequence, Tag::Sequence] => ContentKind::Foreign(Foreign::Csr),
        [Tag::Integer, Tag::Sequence, Tag::Sequence, last] if last.is_context_specific() => {
            ContentKind::Foreign(Foreign::Csr)
        }
        _ => ContentKind::DerCertificate,
    }
}

fn member_tags(outer: Value<'_>) -> Vec<Tag> {
    const MEMBERS_MAX: usize = 16;
    outer
        .members()
        .take(MEMBERS_MAX)
        .map(|member| member.tag)
        .collect()
}

impl Unreadable {
    pub(super) fn error(self) -> IdentityError {
        let (code, what, remedy) = match self {
            Self::Empty => (
                Code::FileEmpty,
                "is empty",
                "Copy it again as it was issued",
            ),
            Self::Utf16 => (
                Code::FileUtf16,
                "is text in UTF-16",
                "Save it as UTF-8: iconv -f UTF-16 -t UTF-8 OLD > NEW (PowerShell: Set-Content -Encoding ascii)",
            ),
            Self::Jks => (
                Code::FileIsJks,
                "is a Java key store (JKS)",
                "Convert it: keytool -importkeystore -srckeystore OLD.jks -destkeystore NEW.p12 -deststoretype PKCS12",
            ),
            Self::Zip => (
                Code::FileIsZip,
                "is a zip archive, as the portal downloads it",
                "Unzip it first, or load it with `Identity::from_zip_files`",
            ),
            Self::Html => (
                Code::FileNotPem,
                "looks like HTML, perhaps an error page that was saved in place of the file",
                "Download it again while signed in",
            ),
            Self::Json => (
                Code::FileNotPem,
                "looks like JSON",
                "Give the PEM text alone, it starts with -----BEGIN",
            ),
            Self::BareBase64 => (
                Code::FileNotPem,
                "looks like base64 whose BEGIN and END lines are missing",
                "Copy the file again with its first and last line",
            ),
            Self::DoubleBase64 => (
                Code::FileNotPem,
                "is the base64 form of a PEM file",
                "Decode it once: base64 -d OLD > NEW",
            ),
            Self::Unknown => (
                Code::FileNotPem,
                "is not a PEM file: no -----BEGIN line is in it",
                "Give the file as it was issued",
            ),
        };
        IdentityError::new(code, what, remedy)
    }
}

#[cfg(test)]
mod tests {
    use super::{ContentKind, Foreign, Unreadable, sniff};

    #[test]
    fn texts() {
        for (text, expected) in [
            (&b" \r\n"[..], ContentKind::Unreadable(Unreadable::Empty)),
            (
                b"\xff\xfe-\0-\0",
                ContentKind::Unreadable(Unreadable::Utf16),
            ),
            (
                b"<!DOCTYPE html>",
                ContentKind::Unreadable(Unreadable::Html),
            ),
            (b"{\"error\":1}", ContentKind::Unreadable(Unreadable::Json)),
            (b"ssh-ed25519 AAAA", ContentKind::Foreign(Foreign::SshKey)),
            (
                b"MIIBIjANBg==",
                ContentKind::Unreadable(Unreadable::BareBase64),
            ),
            (
                b"0 is not DER",
                ContentKind::Unreadable(Unreadable::Unknown),
            ),
            (b"hello", ContentKind::Unreadable(Unreadable::Unknown)),
        ] {
            assert_eq!(sniff(text), expected, "{}", String::from_utf8_lossy(text));
        }
    }
}
