//! Calendar dates.

use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::ops::Deref;
use std::str::FromStr;

use jiff::civil;

use super::clock::{self, NotATime, TimeOfDay, Zone};

/// A calendar date (RFC 3339 `full-date`), written back as it came.
///
/// Servers write times behind dates, midnight mostly: `2026-01-31T00:00:00+04:00` is read as the date that it begins with, and
/// written back whole. Two are equal if they are the same date. It dereferences to [`jiff::civil::Date`].
#[derive(Clone, Copy)]
pub struct Date {
    date: civil::Date,
    /// Without hyphens.
    compact: bool,
    /// The time, after this separator character.
    time: Option<(u8, TimeOfDay)>,
}

impl Date {
    /// The first day of the year 0.
    pub const ZERO: Date = Date::of(civil::Date::ZERO);

    /// A date by its year, month and day.
    ///
    /// # Errors
    /// Fails if there is no such day.
    pub fn new(year: i16, month: i8, day: i8) -> Result<Date, jiff::Error> {
        civil::Date::new(year, month, day).map(Date::of)
    }

    /// A date by its year, month and day.
    ///
    /// # Panics
    /// Panics if there is no such day; in a constant, this is a compile error.
    #[must_use]
    pub const fn constant(year: i16, month: i8, day: i8) -> Date {
        Date::of(civil::Date::constant(year, month, day))
    }

    const fn of(date: civil::Date) -> Date {
        Date {
            date,
            compact: false,
            time: None,
        }
    }
}

impl FromStr for Date {
    type Err = NotATime;

    fn from_str(text: &str) -> Result<Date, NotATime> {
        let at = text.find(['T', 't', ' ']).unwrap_or(text.len());
        let (day, time) = (&text[..at], text.get(at + 1..));
        let time = match time {
            Some(time) => Some((text.as_bytes()[at], TimeOfDay::parse(time).ok_or(NotATime)?)),
            None => None,
        };
        let date = Date {
            date: clock::parse_date(day).ok_or(NotATime)?,
            compact: !day.contains('-'),
            time,
        };
        // What could not be written back, a fraction of ten digits say, is not read.
        (date.to_string() == text).then_some(date).ok_or(NotATime)
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.compact {
            let date = self.date;
            write!(f, "{:04}{:02}{:02}", date.year(), date.month(), date.day())?;
        } else {
            self.date.fmt(f)?;
        }
        let Some((separator, clock)) = self.time else {
            return Ok(());
        };
        write!(
            f,
            "{}{:02}:{:02}",
            char::from(separator),
            clock.hour,
            clock.minute
        )?;
        if let Some(second) = clock.second {
            write!(f, ":{second:02}")?;
        }
        if clock.digits > 0 {
            let nine = format!("{:09}", clock.nanosecond);
            write!(
                f,
                ".{}",
                nine.get(..usize::from(clock.digits)).unwrap_or(&nine)
            )?;
        }
        match clock.zone {
            Zone::None => Ok(()),
            Zone::Utc(letter) => write!(f, "{}", char::from(letter)),
            Zone::Offset {
                minutes,
                negative,
                colon,
            } => {
                let (sign, colon) = (
                    if negative { '-' } else { '+' },
                    if colon { ":" } else { "" },
                );
                let minutes = minutes.unsigned_abs();
                write!(f, "{sign}{:02}{colon}{:02}", minutes / 60, minutes % 60)
            }
        }
    }
}

impl fmt::Debug for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl Deref for Date {
    type Target = civil::Date;

    fn deref(&self) -> &civil::Date {
        &self.date
    }
}

impl From<civil::Date> for Date {
    fn from(date: civil::Date) -> Date {
        Date::of(date)
    }
}

impl From<Date> for civil::Date {
    fn from(date: Date) -> civil::Date {
        date.date
    }
}

impl Default for Date {
    fn default() -> Date {
        Date::ZERO
    }
}

impl PartialEq for Date {
    fn eq(&self, other: &Date) -> bool {
        self.date == other.date
    }
}

impl PartialEq<civil::Date> for Date {
    fn eq(&self, other: &civil::Date) -> bool {
        self.date == *other
    }
}

impl Eq for Date {}

impl Hash for Date {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.date.hash(state);
    }
}

impl PartialOrd for Date {
    fn partial_cmp(&self, other: &Date) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Date {
    fn cmp(&self, other: &Date) -> Ordering {
        self.date.cmp(&other.date)
    }
}
