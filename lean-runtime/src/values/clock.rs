//! Texts of dates and times, taken apart (RFC 3339 section 5.6, and what ISO 8601 allows beyond it).

use jiff::civil;

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
        let at = text.find(['Z', 'z', '+', '-']).unwrap_or(text.len());
        let (time, zone) = text.split_at(at);
        let (time, fraction) = match time.split_once('.') {
            Some((_, "")) => return None,
            Some(parts) => parts,
            None => (time, ""),
        };
        let mut parts = time.split(':').map(two_digits);
        let (hour, minute) = (parts.next()??, parts.next()??);
        let second = match parts.next() {
            Some(second) => Some(second?),
            None => None,
        };
        let is_fraction = fraction.bytes().all(|byte| byte.is_ascii_digit());
        if parts.next().is_some() || !is_fraction || (second.is_none() && !fraction.is_empty()) {
            return None;
        }
        let nine: String = fraction
            .chars()
            .chain("000000000".chars())
            .take(9)
            .collect();
        let clock = TimeOfDay {
            hour,
            minute,
            second,
            nanosecond: nine.parse().ok()?,
            digits: u8::try_from(fraction.len()).ok()?,
            zone: Zone::parse(zone)?,
        };
        clock.exists().then_some(clock)
    }

    /// 23:59:60 is a leap second, 24:00:00 the end of a day (ISO 8601).
    fn exists(self) -> bool {
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
    fn parse(text: &str) -> Option<Zone> {
        let (negative, digits) = match text.as_bytes() {
            [] => return Some(Zone::None),
            [letter @ (b'Z' | b'z')] => return Some(Zone::Utc(*letter)),
            [b'-', ..] => (true, &text[1..]),
            [b'+', ..] => (false, &text[1..]),
            _ => return None,
        };
        let colon = digits.contains(':');
        let (hours, minutes) = match digits.len() {
            5 if colon => digits.split_once(':')?,
            4 => digits.split_at_checked(2)?,
            _ => return None,
        };
        let (hours, minutes) = (two_digits(hours)?, two_digits(minutes)?);
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
pub(super) fn date(text: &str) -> Option<civil::Date> {
    let digits = match text.len() {
        8 => text.to_owned(),
        10 if text.get(4..5) == Some("-") && text.get(7..8) == Some("-") => {
            text.replacen('-', "", 2)
        }
        _ => return None,
    };
    if digits.len() != 8 || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let number = |range: std::ops::Range<usize>| -> Option<i16> { digits.get(range)?.parse().ok() };
    let (month, day) = (
        i8::try_from(number(4..6)?).ok()?,
        i8::try_from(number(6..8)?).ok()?,
    );
    civil::Date::new(number(0..4)?, month, day).ok()
}

fn two_digits(text: &str) -> Option<u8> {
    let is_two = text.len() == 2 && text.bytes().all(|byte| byte.is_ascii_digit());
    is_two.then(|| text.parse().ok())?
}
