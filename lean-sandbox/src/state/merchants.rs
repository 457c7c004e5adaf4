//! The merchants where people spend their money.

use super::money::Money;
use crate::Region;

/// A place that takes cards, and what it usually costs there, in hundredths.
pub(super) struct Merchant {
    pub(super) name: &'static str,
    pub(super) place: &'static str,
    pub(super) category: &'static str,
    pub(super) code: &'static str,
    pub(super) online: bool,
    pub(super) from: u64,
    pub(super) to: u64,
}

/// A payment that is due every month on the same day.
pub(super) struct StandingOrder {
    pub(super) day: i8,
    pub(super) name: &'static str,
    pub(super) narrative: &'static str,
    pub(super) category: &'static str,
    pub(super) kind: &'static str,
    /// The least, and how much it may be more, in hundredths.
    pub(super) from: u64,
    pub(super) spread: u64,
}

/// A merchant's trade: our name for it, and the code of the card schemes.
type Trade = (&'static str, &'static str);

const GROCERIES: Trade = ("GROCERIES", "5411");
const FUEL: Trade = ("TRANSPORT", "5541");
const RIDES: Trade = ("TRANSPORT", "4121");
const METRO: Trade = ("TRANSPORT", "4111");
const TAKEAWAY: Trade = ("RESTAURANTS_DINING", "5814");
const RESTAURANT: Trade = ("RESTAURANTS_DINING", "5812");
const DEPARTMENT_STORE: Trade = ("RETAIL", "5311");
const FURNITURE: Trade = ("RETAIL", "5712");
const ELECTRONICS: Trade = ("RETAIL", "5732");
const BOOKS: Trade = ("RETAIL", "5942");
const CINEMA: Trade = ("ENTERTAINMENT", "7832");
const PHARMACY: Trade = ("HEALTH_AND_WELLBEING", "5912");
const AIRLINE: Trade = ("TRAVEL", "4511");

const fn shop(
    name: &'static str,
    place: &'static str,
    trade: Trade,
    (from, to): (u64, u64),
) -> Merchant {
    Merchant {
        name,
        place,
        category: trade.0,
        code: trade.1,
        online: false,
        from,
        to,
    }
}

const fn web(name: &'static str, place: &'static str, trade: Trade, cost: (u64, u64)) -> Merchant {
    Merchant {
        online: true,
        ..shop(name, place, trade, cost)
    }
}

const UAE: &[Merchant] = &[
    shop(
        "Carrefour",
        "MALL OF THE EMIRATES DUBAI",
        GROCERIES,
        (4_200, 46_000),
    ),
    shop("Carrefour", "CITY CENTRE DEIRA", GROCERIES, (2_500, 21_000)),
    shop(
        "Lulu Hypermarket",
        "AL BARSHA DUBAI",
        GROCERIES,
        (3_800, 38_000),
    ),
    shop("Spinneys", "JUMEIRAH DUBAI", GROCERIES, (2_900, 24_500)),
    shop("Union Coop", "AL WASL DUBAI", GROCERIES, (2_200, 18_000)),
    shop("ADNOC", "SHEIKH ZAYED ROAD", FUEL, (7_000, 19_500)),
    shop("ENOC", "AL QUOZ DUBAI", FUEL, (6_500, 17_500)),
    web("Careem", "RIDE DUBAI", RIDES, (1_400, 6_800)),
    shop("RTA Nol", "METRO DUBAI", METRO, (2_000, 10_000)),
    web("Talabat", "DUBAI", TAKEAWAY, (3_600, 14_800)),
    web("Deliveroo", "DUBAI", TAKEAWAY, (4_100, 16_200)),
    shop("Starbucks", "DUBAI MARINA", TAKEAWAY, (1_900, 5_200)),
    shop("Al Hallab", "GARHOUD DUBAI", RESTAURANT, (8_500, 32_000)),
    web("noon.com", "DUBAI", DEPARTMENT_STORE, (3_900, 62_000)),
    web("Amazon.ae", "AMZN DUBAI", DEPARTMENT_STORE, (2_700, 54_000)),
    shop("IKEA", "FESTIVAL CITY DUBAI", FURNITURE, (5_500, 89_000)),
    shop(
        "VOX Cinemas",
        "MALL OF THE EMIRATES",
        CINEMA,
        (4_500, 18_000),
    ),
    shop("Aster Pharmacy", "BUR DUBAI", PHARMACY, (2_100, 19_800)),
    web("flydubai", "DXB", AIRLINE, (48_000, 210_000)),
];

const KSA: &[Merchant] = &[
    shop("Panda", "RIYADH", GROCERIES, (3_400, 36_000)),
    shop("Al Othaim", "RIYADH", GROCERIES, (2_600, 24_000)),
    shop("Danube", "OLAYA RIYADH", GROCERIES, (3_100, 29_000)),
    shop("Aldrees", "KING FAHD ROAD", FUEL, (4_000, 12_500)),
    web("Careem", "RIDE RIYADH", RIDES, (1_500, 6_400)),
    web("HungerStation", "RIYADH", TAKEAWAY, (3_200, 12_900)),
    web("Jahez", "RIYADH", TAKEAWAY, (3_500, 13_400)),
    shop("Barns", "TAHLIA RIYADH", TAKEAWAY, (1_300, 3_800)),
    shop("Jarir Bookstore", "OLAYA RIYADH", BOOKS, (2_900, 74_000)),
    web("noon.com", "RIYADH", DEPARTMENT_STORE, (3_900, 58_000)),
    shop("eXtra", "RIYADH", ELECTRONICS, (9_900, 120_000)),
    shop("Muvi Cinemas", "RIYADH", CINEMA, (4_500, 14_000)),
    shop("Nahdi Pharmacy", "RIYADH", PHARMACY, (2_000, 17_500)),
    web("flynas", "RUH", AIRLINE, (32_000, 160_000)),
];

const UAE_STANDING: &[StandingOrder] = &[
    StandingOrder {
        day: 1,
        name: "Asteco Property",
        narrative: "STANDING ORDER RENT ASTECO PROPERTY",
        category: "RENT_AND_SERVICES",
        kind: "LOCAL_BANK_TRANSFER",
        from: 600_000,
        spread: 0,
    },
    StandingOrder {
        day: 4,
        name: "DEWA",
        narrative: "BILL PAYMENT DEWA",
        category: "RENT_AND_SERVICES",
        kind: "BILL_PAYMENTS",
        from: 38_000,
        spread: 47_000,
    },
    StandingOrder {
        day: 7,
        name: "du",
        narrative: "BILL PAYMENT DU TELECOM",
        category: "RENT_AND_SERVICES",
        kind: "BILL_PAYMENTS",
        from: 38_900,
        spread: 4_000,
    },
    StandingOrder {
        day: 12,
        name: "Netflix",
        narrative: "NETFLIX.COM SUBSCRIPTION",
        category: "ENTERTAINMENT",
        kind: "E_COMMERCE",
        from: 5_600,
        spread: 0,
    },
];

const KSA_STANDING: &[StandingOrder] = &[
    StandingOrder {
        day: 1,
        name: "Ejar",
        narrative: "SADAD EJAR RENT",
        category: "RENT_AND_SERVICES",
        kind: "BILL_PAYMENTS",
        from: 420_000,
        spread: 0,
    },
    StandingOrder {
        day: 4,
        name: "Saudi Electricity",
        narrative: "SADAD SAUDI ELECTRICITY",
        category: "RENT_AND_SERVICES",
        kind: "BILL_PAYMENTS",
        from: 22_000,
        spread: 36_000,
    },
    StandingOrder {
        day: 7,
        name: "stc",
        narrative: "SADAD STC",
        category: "RENT_AND_SERVICES",
        kind: "BILL_PAYMENTS",
        from: 23_000,
        spread: 3_000,
    },
    StandingOrder {
        day: 12,
        name: "Shahid",
        narrative: "SHAHID.NET SUBSCRIPTION",
        category: "ENTERTAINMENT",
        kind: "E_COMMERCE",
        from: 3_999,
        spread: 0,
    },
];

pub(super) fn merchants(region: Region) -> &'static [Merchant] {
    match region {
        Region::Uae => UAE,
        Region::Ksa => KSA,
    }
}

pub(super) fn standing(region: Region) -> &'static [StandingOrder] {
    match region {
        Region::Uae => UAE_STANDING,
        Region::Ksa => KSA_STANDING,
    }
}

/// Returns the employer who pays the salary, and the amount.
pub(super) fn employer(region: Region) -> (&'static str, Money) {
    match region {
        Region::Uae => ("GULF STAR LOGISTICS FZE", Money::whole(18_600)),
        Region::Ksa => ("NAJD TRADING EST", Money::whole(14_200)),
    }
}
