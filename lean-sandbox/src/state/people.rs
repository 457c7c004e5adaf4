//! Made-up people.

use crate::Region;
use crate::ids::Stream;

/// The holder of accounts; the same for the same customer.
#[derive(Clone, Debug)]
pub(super) struct Person {
    pub(super) first: &'static str,
    pub(super) last: &'static str,
    pub(super) gender: &'static str,
    pub(super) birth_date: String,
    pub(super) national_id: String,
    pub(super) mobile: String,
    pub(super) street: &'static str,
    pub(super) area: &'static str,
    pub(super) town: &'static str,
    pub(super) country: &'static str,
    pub(super) house: String,
}

const FIRST: &[(&str, &str)] = &[
    ("Sara", "FEMALE"),
    ("Omar", "MALE"),
    ("Layla", "FEMALE"),
    ("Yusuf", "MALE"),
    ("Noura", "FEMALE"),
    ("Karim", "MALE"),
    ("Hala", "FEMALE"),
    ("Faisal", "MALE"),
];

const LAST: &[&str] = &[
    "Haddad",
    "Al Mansoori",
    "Rahman",
    "Khoury",
    "Al Suwaidi",
    "Nasser",
    "Al Otaibi",
    "Farouk",
];

const UAE_PLACES: &[(&str, &str, &str)] = &[
    ("Al Wasl Road", "Jumeirah", "Dubai"),
    ("Marina Walk", "Dubai Marina", "Dubai"),
    ("Corniche Street", "Al Khalidiyah", "Abu Dhabi"),
    ("Al Majaz Street", "Al Majaz", "Sharjah"),
];

const KSA_PLACES: &[(&str, &str, &str)] = &[
    ("Tahlia Street", "Al Olaya", "Riyadh"),
    ("Palestine Street", "Al Hamra", "Jeddah"),
    ("King Saud Street", "Al Shati", "Dammam"),
];

impl Person {
    pub(super) fn of(region: Region, seed: u64, customer_id: &str) -> Self {
        let mut stream = Stream::of(seed, customer_id);
        let (first, gender) = *stream.pick(FIRST);
        let (places, country) = match region {
            Region::Uae => (UAE_PLACES, "ARE"),
            Region::Ksa => (KSA_PLACES, "SAU"),
        };
        let (street, area, town) = *stream.pick(places);
        let year = 1965 + stream.below(38);
        Self {
            first,
            last: *stream.pick::<&str>(LAST),
            gender,
            birth_date: format!(
                "{year}-{:02}-{:02}",
                1 + stream.below(12),
                1 + stream.below(28)
            ),
            national_id: match region {
                Region::Uae => format!("784-{year}-{}-{}", stream.digits(7), stream.digits(1)),
                Region::Ksa => format!("1{}", stream.digits(9)),
            },
            mobile: match region {
                Region::Uae => format!("+97150{}", stream.digits(7)),
                Region::Ksa => format!("+96650{}", stream.digits(7)),
            },
            street,
            area,
            town,
            country,
            house: (1 + stream.below(180)).to_string(),
        }
    }

    pub(super) fn name(&self) -> String {
        format!("{} {}", self.first, self.last)
    }

    pub(super) fn email(&self) -> String {
        let last = self.last.to_lowercase().replace(' ', "");
        format!("{}.{last}@example.com", self.first.to_lowercase())
    }
}
