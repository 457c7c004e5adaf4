//! Takes one certificate apart, as far as a client needs to know it.

use der::{Tag, asn1::ObjectIdentifier};
use jiff::{Timestamp, civil};
use rustls::pki_types::CertificateDer;

use super::{
    CertificateSummary, Code, IdentityError,
    asn1::{Members, Value},
    key_kind::KeyKind,
    names, signature,
};
use crate::crypto::{hex, sha256};

/// A certificate that was understood, with the parts that signatures and comparisons need.
#[derive(Clone)]
pub(super) struct Certificate {
    pub(super) der: CertificateDer<'static>,
    pub(super) summary: CertificateSummary,
    pub(super) subject: Vec<u8>,
    pub(super) issuer: Vec<u8>,
    /// SubjectPublicKeyInfo.
    pub(super) spki: Vec<u8>,
    pub(super) signed: signature::SignedData,
    pub(super) is_v3: bool,
    /// True if the key may sign; `None` if the certificate does not restrict it.
    pub(super) may_sign: Option<bool>,
    /// True if the key may sign certificates; `None` if the certificate does not restrict it.
    pub(super) may_issue: Option<bool>,
    /// True if a client may use the certificate; `None` if the certificate does not restrict it.
    pub(super) may_be_client: Option<bool>,
}

impl Certificate {
    /// Reads one certificate; `which` says in messages which one it is of its file.
    pub(super) fn parse(der: &[u8], which: &str) -> Result<Self, IdentityError> {
        const BYTES_MAX: usize = 64 << 10;
        if der.len() > BYTES_MAX {
            return Err(IdentityError::new(
                Code::CertTooLarge,
                format!(
                    "holds a certificate of {} bytes{which}; servers refuse more than {BYTES_MAX}",
                    der.len()
                ),
                "Have a certificate issued with fewer names",
            ));
        }
        parse(der).ok_or_else(|| {
            IdentityError::new(
                Code::CertCorrupt,
                format!("holds a damaged certificate{which}, although its outer form is whole"),
                "Copy the file again as it was issued",
            )
        })
    }

    pub(super) fn is_valid_at(&self, now: Timestamp) -> bool {
        (self.summary.not_before..=self.summary.not_after).contains(&now)
    }

    /// Returns the name used in messages: the subject, or the fingerprint if there is no subject.
    pub(super) fn name(&self) -> &str {
        &self.summary.subject
    }
}

fn parse(der: &[u8]) -> Option<Certificate> {
    let outer = Value::whole(der)?.tagged(Tag::Sequence)?;
    let mut members = outer.members();
    let content = members.expect(Tag::Sequence)?;
    let algorithm = members.expect(Tag::Sequence)?;
    let bits = members.next()?.bits()?;
    if !members.is_finished() {
        return None;
    }

    let mut fields = content.members();
    let version = read_version(&mut fields)?;
    let serial = fields.expect(Tag::Integer)?;
    let _algorithm = fields.expect(Tag::Sequence)?;
    let issuer = fields.expect(Tag::Sequence)?;
    let mut validity = fields.expect(Tag::Sequence)?.members();
    let (not_before, not_after) = (read_time(validity.next()?)?, read_time(validity.next()?)?);
    let subject = fields.expect(Tag::Sequence)?;
    let spki = fields.expect(Tag::Sequence)?;
    let extensions = Extensions::read(fields)?;

    let signed = signature::SignedData::new(content.raw, algorithm, bits)?;
    let is_self_signed =
        issuer.raw == subject.raw && signed.verify(spki.raw) != signature::Verdict::No;
    Some(Certificate {
        summary: CertificateSummary {
            subject: names::format_distinguished_name(subject.raw),
            issuer: names::format_distinguished_name(issuer.raw),
            serial: serial_text(serial.content),
            names: extensions.names,
            purposes: extensions
                .purposes
                .iter()
                .map(|&purpose| purpose_name(purpose))
                .collect(),
            not_before,
            not_after,
            key_type: spki_kind(spki)?.to_string(),
            signature: signed.algorithm_name(),
            sha256: hex(&sha256(der)),
            spki_sha256: hex(&sha256(spki.raw)),
            is_ca: extensions.is_ca.unwrap_or(version < 3 && is_self_signed),
            is_self_signed,
        },
        der: CertificateDer::from(der.to_vec()),
        subject: subject.raw.to_vec(),
        issuer: issuer.raw.to_vec(),
        spki: spki.raw.to_vec(),
        signed,
        is_v3: version == 3,
        may_sign: extensions
            .key_usage
            .map(|usage| usage & DIGITAL_SIGNATURE != 0),
        may_issue: extensions.key_usage.map(|usage| usage & KEY_CERT_SIGN != 0),
        may_be_client: may_be_client(&extensions.purposes),
    })
}

/// 1, 2 or 3. Version 1 has no field of its own.
fn read_version(fields: &mut Members<'_>) -> Option<u8> {
    if !fields.peek()?.is_context(0) {
        return Some(1);
    }
    let number = Value::whole(fields.next()?.content)?.tagged(Tag::Integer)?;
    match number.content {
        [number @ 0..=2] => Some(number + 1),
        _ => None,
    }
}

fn spki_kind(spki: Value<'_>) -> Option<KeyKind> {
    let mut members = spki.members();
    let algorithm = members.expect(Tag::Sequence)?;
    let key = members.next()?.bits()?;
    KeyKind::of(algorithm, key, 0)
}

/// RFC 5280 4.1.2.5: two-digit years from 50 on are of the twentieth century.
fn read_time(value: Value<'_>) -> Option<Timestamp> {
    let digits = value.content.strip_suffix(b"Z")?;
    let numbers = |digits: &[u8]| {
        digits.iter().try_fold(0i16, |sum, byte| {
            byte.is_ascii_digit()
                .then(|| sum * 10 + i16::from(byte - b'0'))
        })
    };
    let (year, rest) = match (value.tag, digits.len()) {
        (Tag::UtcTime, 12) => {
            let year = numbers(&digits[..2])?;
            (
                if year < 50 { 2000 + year } else { 1900 + year },
                &digits[2..],
            )
        }
        (Tag::GeneralizedTime, 14) => (numbers(&digits[..4])?, &digits[4..]),
        _ => return None,
    };
    let two = |at: usize| numbers(&rest[at..at + 2]).and_then(|number| i8::try_from(number).ok());
    let date = civil::Date::new(year, two(0)?, two(2)?).ok()?;
    let time = civil::Time::new(two(4)?, two(6)?, two(8)?, 0).ok()?;
    let moment = jiff::tz::Offset::UTC.to_timestamp(date.to_datetime(time));
    // "Never" (9999-12-31T23:59:59Z) is one day after the last moment that `Timestamp` can hold.
    Some(moment.unwrap_or(Timestamp::MAX))
}

fn serial_text(digits: &[u8]) -> String {
    let is_negative = digits.first().is_some_and(|first| first & 0x80 != 0);
    let digits = match digits {
        [0, rest @ ..] if !rest.is_empty() => rest,
        all => all,
    };
    let hex: Vec<_> = digits.iter().map(|byte| format!("{byte:02x}")).collect();
    format!("{}{}", if is_negative { "-" } else { "" }, hex.join(":"))
}

#[derive(Default)]
struct Extensions {
    is_ca: Option<bool>,
    /// The first eight bits of it, which are all that matter here.
    key_usage: Option<u8>,
    purposes: Vec<ObjectIdentifier>,
    names: Vec<String>,
}

impl Extensions {
    fn read(fields: Members<'_>) -> Option<Self> {
        const KEY_USAGE: ObjectIdentifier = ObjectIdentifier::new_unwrap("2.5.29.15");
        const ALTERNATIVE_NAMES: ObjectIdentifier = ObjectIdentifier::new_unwrap("2.5.29.17");
        const BASIC_CONSTRAINTS: ObjectIdentifier = ObjectIdentifier::new_unwrap("2.5.29.19");
        const EXTENDED_KEY_USAGE: ObjectIdentifier = ObjectIdentifier::new_unwrap("2.5.29.37");

        let mut read = Self::default();
        let mut rest = fields;
        let Some(list) = rest.by_ref().find(|field| field.is_context(3)) else {
            return rest.is_finished().then_some(read);
        };
        for extension in Value::whole(list.content)?.members() {
            let mut members = extension.members();
            let oid = members.next()?.oid()?;
            let value = members
                .find(|member| member.tag == Tag::OctetString)?
                .content;
            match oid {
                KEY_USAGE => read.key_usage = Some(read_key_usage(value)?),
                ALTERNATIVE_NAMES => read.names = names::read_alternative_names(value),
                BASIC_CONSTRAINTS => read.is_ca = Some(read_is_ca(value)?),
                EXTENDED_KEY_USAGE => {
                    let purposes = Value::whole(value)?.members();
                    read.purposes = purposes.map(Value::oid).collect::<Option<_>>()?;
                }
                _ => {}
            }
        }
        Some(read)
    }
}

/// RFC 5280 4.2.1.3: bit 0.
const DIGITAL_SIGNATURE: u8 = 0x80;
/// Bit 5.
const KEY_CERT_SIGN: u8 = 0x04;

fn read_key_usage(value: &[u8]) -> Option<u8> {
    let bits = Value::whole(value)?.bits()?;
    Some(bits.first().copied().unwrap_or(0))
}

fn read_is_ca(value: &[u8]) -> Option<bool> {
    let first = Value::whole(value)?.tagged(Tag::Sequence)?.members().next();
    Some(first.is_some_and(|first| first.tag == Tag::Boolean && first.content != [0]))
}

const CLIENT_AUTH: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.3.6.1.5.5.7.3.2");
const ANY_PURPOSE: ObjectIdentifier = ObjectIdentifier::new_unwrap("2.5.29.37.0");

fn may_be_client(purposes: &[ObjectIdentifier]) -> Option<bool> {
    let is_restricted = !purposes.is_empty();
    is_restricted.then(|| purposes.contains(&CLIENT_AUTH) || purposes.contains(&ANY_PURPOSE))
}

fn purpose_name(purpose: ObjectIdentifier) -> String {
    const NAMES: [(ObjectIdentifier, &str); 7] = [
        (
            ObjectIdentifier::new_unwrap("1.3.6.1.5.5.7.3.1"),
            "serverAuth",
        ),
        (CLIENT_AUTH, "clientAuth"),
        (
            ObjectIdentifier::new_unwrap("1.3.6.1.5.5.7.3.3"),
            "codeSigning",
        ),
        (
            ObjectIdentifier::new_unwrap("1.3.6.1.5.5.7.3.4"),
            "emailProtection",
        ),
        (
            ObjectIdentifier::new_unwrap("1.3.6.1.5.5.7.3.8"),
            "timeStamping",
        ),
        (
            ObjectIdentifier::new_unwrap("1.3.6.1.5.5.7.3.9"),
            "OCSPSigning",
        ),
        (ANY_PURPOSE, "anyExtendedKeyUsage"),
    ];
    NAMES
        .iter()
        .find(|(oid, _)| *oid == purpose)
        .map_or_else(|| purpose.to_string(), |(_, name)| (*name).to_owned())
}
