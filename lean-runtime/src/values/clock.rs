//! Texts of dates and times, taken apart (RFC 3339 section 5.6, and what ISO 8601 allows beyond it).

use std::fmt;

use jiff::civil;

/// A text that does not read as a time, date and time, or duration.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotATime;

impl fmt::Display for NotATime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not a time as RFC 3339 writes it")
    }
}

impl std::error::Error for NotATime {}

/// A time of day with what tells how it was written.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) struct TimeOfDay {
    pub(super) hour: u8,
    pub(super) minute: u8,
    /// None: hours and minutes only.
    pub(super) second: Option<u8>,
    pub(super) nanosecond: u32,
    /// The digits of the fraction; more than nine do not all show in the nanoseconds.
    pub(super) digits: u8,
    pub(super) zone: Zone,
}

/// The zone after a time.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Zone {
    None,
    /// `Z` or `z`.
    Utc(u8),
    /// Minutes east of UTC, and the sign, since `-00:00` has one too.
    Offset {
        minutes: i16,
        negative: bool,
        colon: bool,
    },
}

impl TimeOfDay {
    pub(super) fn parse(text: &str) -> Option<TimeOfDay> {
        let bytes = text.as_bytes();
        let (hour, rest) = parse_two_digits(bytes)?;
        let (minute, rest) = parse_two_digits(rest.strip_prefix(b":")?)?;
        let (second, rest) = match rest.strip_prefix(b":") {
            Some(rest) => {
                let (second, rest) = parse_two_digits(rest)?;
                (Some(second), rest)
            }
            None => (None, rest),
        };
        let (fraction, rest) = match rest.strip_prefix(b".") {
            Some(rest) if second.is_some() => parse_fraction(rest)?,
            _ => (Fraction::default(), rest),
        };
        let clock = TimeOfDay {
            hour,
            minute,
            second,
            nanosecond: fraction.nanosecond,
            digits: fraction.digits,
            zone: Zone::parse(rest)?,
        };
        clock.is_possible().then_some(clock)
    }

    /// Returns true if the text, of which this is the end, is how jiff writes such a time in UTC: with seconds, and a
    /// fraction that does not end with a zero.
    pub(super) fn is_usual(self, text: &[u8]) -> bool {
        let last_digit = text.len().checked_sub(2).and_then(|at| text.get(at));
        self.zone == Zone::Utc(b'Z')
            && self.hour < 24
            && self.second.is_some_and(|second| second < 60)
            && self.digits <= 9
            && (self.digits == 0 || last_digit != Some(&b'0'))
    }

    /// 23:59:60 is a leap second, 24:00:00 the end of a day (ISO 8601).
    fn is_possible(self) -> bool {
        let second = self.second.unwrap_or(0);
        let is_end = self.hour == 24 && self.minute == 0 && second == 0 && self.nanosecond == 0;
        is_end || (self.hour < 24 && self.minute < 60 && second <= 60)
    }

    /// Seconds since midnight; a leap second is the one before it, as clocks without leap seconds have it.
    pub(super) fn seconds(self) -> i64 {
        let second = self.second.unwrap_or(0).min(59);
        (i64::from(self.hour) * 60 + i64::from(self.minute)) * 60 + i64::from(second)
    }

    /// The time on the clock; at the end of a day, midnight.
    pub(super) fn civil(self) -> civil::Time {
        let number = |value: u8| i8::try_from(value).unwrap_or(0);
        let nanosecond = i32::try_from(self.nanosecond).unwrap_or(0);
        let second = number(self.second.unwrap_or(0).min(59));
        civil::Time::new(
            number(self.hour % 24),
            number(self.minute),
            second,
            nanosecond,
        )
        .unwrap_or_default()
    }
}

impl Zone {
    fn parse(text: &[u8]) -> Option<Zone> {
        let (negative, digits) = match text {
            [] => return Some(Zone::None),
            [letter @ (b'Z' | b'z')] => return Some(Zone::Utc(*letter)),
            [b'-', digits @ ..] => (true, digits),
            [b'+', digits @ ..] => (false, digits),
            _ => return None,
        };
        let (hours, rest) = parse_two_digits(digits)?;
        let (colon, rest) = match rest.strip_prefix(b":") {
            Some(rest) => (true, rest),
            None => (false, rest),
        };
        let (minutes, rest) = parse_two_digits(rest)?;
        if !rest.is_empty() {
            return None;
        }
        if hours > 23 || minutes > 59 {
            return None;
        }
        let minutes = i16::from(hours) * 60 + i16::from(minutes);
        Some(Zone::Offset {
            minutes: if negative { -minutes } else { minutes },
            negative,
            colon,
        })
    }

    /// Seconds east of UTC; a text without an offset is taken as UTC.
    pub(super) fn seconds(self) -> i64 {
        match self {
            Zone::None | Zone::Utc(_) => 0,
            Zone::Offset { minutes, .. } => i64::from(minutes) * 60,
        }
    }
}

/// A date as `2026-01-31`, or without hyphens as `20260131`.
pub(super) fn parse_date(text: &str) -> Option<civil::Date> {
    let (century, rest) = parse_two_digits(text.as_bytes())?;
    let (year, rest) = parse_two_digits(rest)?;
    let (month, day) = match rest.strip_prefix(b"-") {
        Some(rest) => {
            let (month, rest) = parse_two_digits(rest)?;
            (month, rest.strip_prefix(b"-")?)
        }
        None => parse_two_digits(rest)?,
    };
    let (day, rest) = parse_two_digits(day)?;
    if !rest.is_empty() {
        return None;
    }
    let year = i16::from(century) * 100 + i16::from(year);
    civil::Date::new(year, month.cast_signed(), day.cast_signed()).ok()
}

/// The fraction of a second.
#[derive(Clone, Copy, Default)]
struct Fraction {
    nanosecond: u32,
    digits: u8,
}

/// The digits at the start of a text, at least one, and what follows them.
fn parse_fraction(text: &[u8]) -> Option<(Fraction, &[u8])> {
    let is_other = |byte: &u8| !byte.is_ascii_digit();
    let end = text.iter().position(is_other).unwrap_or(text.len());
    let (digits, rest) = text.split_at(end);
    if digits.is_empty() {
        return None;
    }
    let nine = digits.iter().chain(b"000000000").take(9);
    let nanosecond = nine.fold(0, |sum, digit| sum * 10 + u32::from(digit - b'0'));
    let digits = u8::try_from(digits.len()).ok()?;
    Some((Fraction { nanosecond, digits }, rest))
}

/// The number of two digits at the start of a text, and what follows them.
fn parse_two_digits(text: &[u8]) -> Option<(u8, &[u8])> {
    match text {
        [tens @ b'0'..=b'9', ones @ b'0'..=b'9', rest @ ..] => {
            Some(((tens - b'0') * 10 + (ones - b'0'), rest))
        }
        _ => None,
    }
}
