//! Scalars: text, booleans, numbers of every width, dates, bytes.

use std::borrow::Cow;
use std::mem::needs_drop;
use std::net::{Ipv4Addr, Ipv6Addr};
use std::str::FromStr;

use super::memory::allocation;
use super::report::DecodeReport;
use super::serde::is_rounded_float;
use super::slot::{Slot, by_traits};
use crate::json::{Value, Writer};
use crate::values::{
    Base64, Date, DateTime, Decimal, Duration, File, Json, Number, Secret, Text, Time, Uuid,
    parse_decimal,
};

impl Slot for String {
    fn read(value: Value<'_>, report: &mut DecodeReport) -> Self {
        match value.plain_str() {
            Some(plain) if report.charge(allocation(plain.len())) => plain.to_owned(),
            Some(_) => String::new(),
            None => read_text(value, report)
                .map(Cow::into_owned)
                .unwrap_or_default(),
        }
    }

    fn write(&self, out: &mut Writer) {
        out.string(self);
    }

    by_traits!();
}

impl Slot for bool {
    fn read(value: Value<'_>, report: &mut DecodeReport) -> Self {
        let text = if report.textual { value.as_str() } else { None };
        let read = value.as_bool().or_else(|| text?.trim().parse().ok());
        read.unwrap_or_else(|| {
            report.mismatch(value, "a boolean");
            false
        })
    }

    fn write(&self, out: &mut Writer) {
        out.raw(if *self { "true" } else { "false" });
    }

    by_traits!();
}

/// The value `null` and nothing else.
impl Slot for () {
    fn read(value: Value<'_>, report: &mut DecodeReport) -> Self {
        if !value.is_null() {
            report.mismatch(value, "null");
        }
    }

    fn write(&self, out: &mut Writer) {
        out.raw("null");
    }

    by_traits!(blank: ());
}

/// Any JSON value.
impl Slot for Json {
    fn read(value: Value<'_>, report: &mut DecodeReport) -> Self {
        let raw = value.raw();
        match report.charge(allocation(raw.len())) {
            true => Json::from_raw(raw),
            false => Json::null(),
        }
    }

    fn holds_null() -> bool {
        true
    }

    fn write(&self, out: &mut Writer) {
        out.raw(self.as_str());
    }

    by_traits!();
}

/// Numbers written in digits: integers of every width, and types that keep every digit.
macro_rules! numbers {
    ($($ty:ty, $described:literal;)*) => {$(
        impl Slot for $ty {
            fn read(value: Value<'_>, report: &mut DecodeReport) -> Self {
                read_number(value, report, $described).unwrap_or_default()
            }

            fn write(&self, out: &mut Writer) {
                out.number(self);
            }

            by_traits!();
        }
    )*};
}

numbers! {
    i32, "a whole number of 32 bits";
    i64, "a whole number of 64 bits";
    u32, "a whole number of 32 bits that is not negative";
    u64, "a whole number of 64 bits that is not negative";
    i128, "a whole number of 128 bits";
    Number, "a number";

}

impl Slot for Decimal {
    fn read(value: Value<'_>, report: &mut DecodeReport) -> Self {
        if is_rounded(value, report) {
            report.note_rounded(value);
            return Decimal::ZERO;
        }
        let Some(digits) = find_digits(value, report) else {
            note_not_a_number(value, report, "a decimal");
            return Decimal::ZERO;
        };
        parse_decimal(&digits).unwrap_or_else(|| {
            report.unreadable(value, "a decimal of at most 28 digits");
            Decimal::ZERO
        })
    }

    fn write(&self, out: &mut Writer) {
        out.number(self);
    }

    by_traits!();
}

impl Slot for f64 {
    fn read(value: Value<'_>, report: &mut DecodeReport) -> Self {
        let Some(digits) = find_digits(value, report) else {
            note_not_a_number(value, report, "a number");
            return 0.0;
        };
        let read = digits.parse().ok().filter(|read| is_held(*read, &digits));
        read.unwrap_or_else(|| {
            report.unreadable(value, "within the range of a float of 64 bits");
            0.0
        })
    }

    fn write(&self, out: &mut Writer) {
        out.float(*self);
    }

    by_traits!();
}

/// Values written as strings.
macro_rules! texts {
    ($($ty:ty, $blank:expr, $described:literal;)*) => {$(
        impl Slot for $ty {
            fn read(value: Value<'_>, report: &mut DecodeReport) -> Self {
                parse_text(value, report, $described).unwrap_or_else(|| $blank)
            }

            fn write(&self, out: &mut Writer) {
                out.plain_string(self);
            }

            by_traits!(blank: $blank);
        }
    )*};
}

texts! {
    Uuid, Uuid::nil(), "a UUID";
    Date, Date::ZERO, "a date such as 2026-01-31";
    Time, Time::default(), "a time of day such as 12:30:00Z";
    DateTime, DateTime::EPOCH, "a date and time such as 2026-01-31T12:30:00Z";
    Duration, Duration::default(), "a duration such as P1DT2H";
    Ipv4Addr, Ipv4Addr::UNSPECIFIED, "an IPv4 address";
    Ipv6Addr, Ipv6Addr::UNSPECIFIED, "an IPv6 address";
    Text<Decimal>, Text::default(), "a decimal";
    Base64, Base64::default(), "bytes in base64";
    Text<i64>, Text(0), "a whole number of 64 bits";
    Text<u64>, Text(0), "a whole number of 64 bits that is not negative";
}

impl Slot for Secret {
    fn read(value: Value<'_>, report: &mut DecodeReport) -> Self {
        let text = read_text(value, report).filter(|_| report.charge(Secret::BYTES));
        Secret::new(text.unwrap_or_default())
    }

    fn write(&self, out: &mut Writer) {
        out.string(self.expose());
    }

    by_traits!();
}

/// Bytes as they are: a body's part, not a JSON value. JSON has no bytes: in it they are a string, as they are if they
/// are UTF-8, in base64 otherwise.
impl Slot for File {
    fn read(value: Value<'_>, report: &mut DecodeReport) -> Self {
        File::from_bytes(
            read_text(value, report)
                .unwrap_or_default()
                .into_owned()
                .into_bytes(),
        )
    }

    fn write(&self, out: &mut Writer) {
        if out.keep_file(self) {
            return;
        }
        let bytes = self.in_memory().cloned().unwrap_or_default();
        match std::str::from_utf8(&bytes) {
            Ok(text) => out.string(text),
            Err(_) => out.string(&Base64::from(bytes.to_vec()).to_string()),
        }
    }

    by_traits!();
}

fn read_text<'t>(value: Value<'t>, report: &mut DecodeReport) -> Option<Cow<'t, str>> {
    if let Some(plain) = value.plain_str() {
        return report
            .charge(allocation(plain.len()))
            .then_some(Cow::Borrowed(plain));
    }
    let text = value.as_str();
    if text.is_none() {
        report.mismatch(value, "a string");
    }
    if value.has_lone_surrogate() {
        report.note_lone_surrogate(value);
    }
    text.filter(|text| report.charge(allocation(text.len())))
}

/// Notes that a number was due, and says of a text that holds one that it is a text.
fn note_not_a_number(value: Value<'_>, report: &mut DecodeReport, described: &str) {
    let text = value.as_str();
    if text.is_some_and(|text| text.trim().parse::<Number>().is_ok()) {
        return report.note_misfit(value, || {
            format!("expected {described}, found a string that holds a number; describe it as `type: string`")
        });
    }
    report.mismatch(value, described);
}

/// Returns true if a float is neither too large (`1e999`) nor too small (`1e-999`) for its digits.
fn is_held(float: f64, digits: &str) -> bool {
    let mantissa = digits.split(['e', 'E']).next().unwrap_or_default();
    let is_zero = !mantissa.contains(|digit: char| matches!(digit, '1'..='9'));
    float.is_finite() && (float != 0.0 || is_zero)
}

/// Returns true if digits may have been lost on the way here. A text has all of its digits.
fn is_rounded(value: Value<'_>, report: &DecodeReport) -> bool {
    report.rounded && value.as_number().is_some_and(is_rounded_float)
}

fn parse_text<T: FromStr>(
    value: Value<'_>,
    report: &mut DecodeReport,
    described: &str,
) -> Option<T> {
    let parsed = read_text(value, report)?.parse().ok();
    if parsed.is_none() {
        report.unreadable(value, described);
    }
    parsed
}

/// Reads a number; one whole number may be written as another's fraction or power (`1.0`, `1e3`).
fn read_number<T: FromStr>(
    value: Value<'_>,
    report: &mut DecodeReport,
    described: &str,
) -> Option<T> {
    let Some(digits) = find_digits(value, report) else {
        note_not_a_number(value, report, described);
        return None;
    };
    if is_rounded(value, report) {
        report.note_rounded(value);
        return None;
    }
    if needs_drop::<T>() && !report.charge(allocation(digits.len())) {
        return None;
    }
    let parsed = digits
        .parse()
        .ok()
        .or_else(|| Number::whole_digits(&digits)?.parse().ok());
    if parsed.is_none() {
        report.unreadable(value, described);
    }
    parsed
}

/// Returns a number's digits. If texts replace numbers, they are read from the text.
fn find_digits<'t>(value: Value<'t>, report: &DecodeReport) -> Option<Cow<'t, str>> {
    let texts = report.textual || report.digits_in_text;
    let text = if texts { value.as_str() } else { None };
    let Some(text) = text else {
        return value.as_number().map(Cow::Borrowed);
    };
    let text = text.trim();
    // Rust reads more than JSON writes: infinities, a leading plus.
    text.parse::<Number>()
        .is_ok()
        .then(|| Cow::Owned(text.to_owned()))
}
