//! Models written by hand as the macro writes them.

use lean_runtime::model::{self, Make, Model, Nothing, Shape, ShapeKind, Slot, Wire};
use lean_runtime::values::{Decimal, Fixed, Json, Map, Maybe, Number};

/// The code that the macro writes in addition to each type.
macro_rules! standard {
    ($($name:ident)*) => {$(
        impl Clone for $name {
            fn clone(&self) -> Self {
                model::clone(self)
            }
        }
        impl PartialEq for $name {
            fn eq(&self, other: &Self) -> bool {
                model::equal(self, other)
            }
        }
        impl std::fmt::Debug for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                model::debug(self, f)
            }
        }
        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                model::serialize(self, serializer)
            }
        }
        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                model::deserialize(deserializer)
            }
        }
    )*};
}

standard!(Account Currency Card Transfer Source Plain);

pub(crate) struct Account {
    pub(crate) id: String,
    pub(crate) iban: Option<String>,
    pub(crate) balance: Number,
    pub(crate) closed: Maybe<bool>,
    pub(crate) parent: Option<Box<Account>>,
    pub(crate) limit: Option<Decimal>,
    pub(crate) currency: Currency,
    pub(crate) rest: Map<i64>,
}

impl Model for Account {
    const SHAPE: Shape = Shape(
        "Account",
        ShapeKind::Struct(&[
            "! id",
            "?siban",
            "! balance",
            "~ closed",
            "? parent",
            "0 limit",
            "! currency",
            "* ",
        ]),
    );

    fn make(from: &mut Make<'_>) -> Self {
        Account {
            id: from.next(),
            iban: from.next(),
            balance: from.next(),
            closed: from.next(),
            parent: from.next(),
            limit: from.next(),
            currency: from.next(),
            rest: from.rest(),
        }
    }

    fn slot(&self, index: usize) -> &dyn Slot {
        match index {
            0 => &self.id,
            1 => &self.iban,
            2 => &self.balance,
            3 => &self.closed,
            4 => &self.parent,
            5 => &self.limit,
            6 => &self.currency,
            _ => &self.rest,
        }
    }
}

pub(crate) enum Currency {
    Aed,
    Sar,
    Unknown(String),
}

impl Model for Currency {
    const SHAPE: Shape = Shape("Currency", ShapeKind::Enum(&["AED", "SAR"], Wire::Text));

    fn make(from: &mut Make<'_>) -> Self {
        match from.variant() {
            0 => Currency::Aed,
            1 => Currency::Sar,
            _ => Currency::Unknown(from.next()),
        }
    }

    fn slot(&self, _: usize) -> &dyn Slot {
        match self {
            Currency::Unknown(value) => value,
            _ => Nothing::slot(),
        }
    }

    fn variant(&self) -> usize {
        match self {
            Currency::Aed => 0,
            Currency::Sar => 1,
            Currency::Unknown(_) => usize::MAX,
        }
    }
}

pub(crate) struct Card {
    pub(crate) kind: Fixed,
    pub(crate) number: String,
}

impl Model for Card {
    const SHAPE: Shape = Shape("Card", ShapeKind::Struct(&["= kind\0\"card\"", "!snumber"]));

    fn make(from: &mut Make<'_>) -> Self {
        Card {
            kind: from.fixed(),
            number: from.next(),
        }
    }

    fn slot(&self, index: usize) -> &dyn Slot {
        match index {
            0 => &self.kind,
            _ => &self.number,
        }
    }
}

pub(crate) struct Transfer {
    pub(crate) iban: String,
    pub(crate) amount: Option<i32>,
}

impl Model for Transfer {
    const SHAPE: Shape = Shape("Transfer", ShapeKind::Struct(&["! iban", "? amount"]));

    fn make(from: &mut Make<'_>) -> Self {
        Transfer {
            iban: from.next(),
            amount: from.next(),
        }
    }

    fn slot(&self, index: usize) -> &dyn Slot {
        match index {
            0 => &self.iban,
            _ => &self.amount,
        }
    }
}

pub(crate) enum Source {
    Card(Card),
    Transfer(Transfer),
    Plain(Plain),
    Unknown(Json),
}

impl Model for Source {
    const SHAPE: Shape = Shape(
        "Source",
        ShapeKind::Union {
            tag: "",
            variants: &["", "", ""],
            default: usize::MAX,
        },
    );

    fn make(from: &mut Make<'_>) -> Self {
        match from.variant() {
            0 => Source::Card(from.next()),
            1 => Source::Transfer(from.next()),
            2 => Source::Plain(from.next()),
            _ => Source::Unknown(from.next()),
        }
    }

    fn slot(&self, _: usize) -> &dyn Slot {
        match self {
            Source::Card(value) => value,
            Source::Transfer(value) => value,
            Source::Plain(value) => value,
            Source::Unknown(value) => value,
        }
    }

    fn variant(&self) -> usize {
        match self {
            Source::Card(_) => 0,
            Source::Transfer(_) => 1,
            Source::Plain(_) => 2,
            Source::Unknown(_) => usize::MAX,
        }
    }
}

pub(crate) struct Plain(pub(crate) i64);

impl Model for Plain {
    const SHAPE: Shape = Shape("Plain", ShapeKind::Newtype);

    fn make(from: &mut Make<'_>) -> Self {
        Plain(from.next())
    }

    fn slot(&self, _: usize) -> &dyn Slot {
        &self.0
    }
}

pub(crate) const ACCOUNT: &str = r#"{"id":"a\u00e9\"","balance":123456789012345678.120,"limit":null,"currency":"XTS","x":1,"y":2}"#;

#[track_caller]
pub(crate) fn decode<T: Slot>(text: &str) -> T {
    model::decode(text).expect("it fits")
}

#[track_caller]
pub(crate) fn decode_error<T: Slot>(text: &str) -> String {
    model::decode::<T>(text)
        .map(|_| ())
        .expect_err("it does not fit")
        .to_string()
}
