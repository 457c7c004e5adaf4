//! The engine behind generated models, on models written out by hand as the macro writes them.

use lean_runtime::model::{self, Kind, Make, Model, Nothing, Shape, Slot, Wire};
use lean_runtime::values::{Decimal, Fixed, Json, Map, Maybe, Number};

/// What the macro writes beside each type.
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

struct Account {
    id: String,
    iban: Option<String>,
    balance: Number,
    closed: Maybe<bool>,
    parent: Option<Box<Account>>,
    limit: Option<Decimal>,
    currency: Currency,
    rest: Map<i64>,
}

impl Model for Account {
    const SHAPE: Shape = Shape(
        "Account",
        Kind::Struct(&[
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

enum Currency {
    Aed,
    Sar,
    Unknown(String),
}

impl Model for Currency {
    const SHAPE: Shape = Shape("Currency", Kind::Enum(&["AED", "SAR"], Wire::Text));

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

struct Card {
    kind: Fixed,
    number: String,
}

impl Model for Card {
    const SHAPE: Shape = Shape("Card", Kind::Struct(&["= kind\0\"card\"", "!snumber"]));

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

struct Transfer {
    iban: String,
    amount: Option<i32>,
}

impl Model for Transfer {
    const SHAPE: Shape = Shape("Transfer", Kind::Struct(&["! iban", "? amount"]));

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

enum Source {
    Card(Card),
    Transfer(Transfer),
    Plain(Plain),
    Unknown(Json),
}

impl Model for Source {
    const SHAPE: Shape = Shape(
        "Source",
        Kind::Union {
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

struct Plain(i64);

impl Model for Plain {
    const SHAPE: Shape = Shape("Plain", Kind::Newtype);

    fn make(from: &mut Make<'_>) -> Self {
        Plain(from.next())
    }

    fn slot(&self, _: usize) -> &dyn Slot {
        &self.0
    }
}

const ACCOUNT: &str = r#"{"id":"a\u00e9\"","balance":123456789012345678.120,"limit":null,"currency":"XTS","x":1,"y":2}"#;

#[track_caller]
fn decoded<T: Slot>(text: &str) -> T {
    model::decode(text).expect("it fits")
}

#[track_caller]
fn refused<T: Slot>(text: &str) -> String {
    model::decode::<T>(text)
        .map(|_| ())
        .expect_err("it does not fit")
        .to_string()
}

#[test]
fn a_struct_is_read_and_written_back_digit_for_digit() {
    let account: Account = decoded(ACCOUNT);
    assert_eq!(account.id, "aé\"");
    assert_eq!(account.balance.as_str(), "123456789012345678.120");
    assert_eq!(account.rest.get("y"), Some(&2));
    assert!(account.closed.is_absent());
    assert_eq!(
        model::encode(&account),
        r#"{"id":"aé\"","balance":123456789012345678.120,"limit":null,"currency":"XTS","x":1,"y":2}"#
    );
}

#[test]
fn absent_and_null_are_different() {
    let text =
        |closed: &str| format!(r#"{{"id":"1","balance":1,{closed}"limit":1.50,"currency":"AED"}}"#);
    for closed in ["", r#""closed":null,"#, r#""closed":true,"#] {
        let account: Account = decoded(&text(closed));
        assert_eq!(model::encode(&account), text(closed));
    }
}

#[test]
fn a_null_for_an_optional_member_counts_as_absent() {
    let account: Account =
        decoded(r#"{"id":"1","iban":null,"balance":1,"limit":1,"currency":"AED"}"#);
    assert_eq!(account.iban, None);
}

#[test]
fn all_mistakes_are_told_at_once_with_their_places_and_without_values() {
    let message = refused::<Account>(
        r#"{"id":7,"balance":"secret","limit":1,"parent":{"id":"p"},"currency":"AED"}"#,
    );
    assert_eq!(
        message,
        "at /id: expected a string, found a number; at /balance: expected a number, found a string; \
         at /parent: the required member `balance` is missing; and 2 more"
    );
}

#[test]
fn unlisted_enum_values_are_kept_and_written_back() {
    let currency: Currency = decoded(r#""EUR""#);
    assert!(matches!(&currency, Currency::Unknown(value) if value == "EUR"));
    assert_eq!(model::encode(&currency), r#""EUR""#);
    assert_eq!(model::encode(&decoded::<Currency>(r#""SAR""#)), r#""SAR""#);
}

#[test]
fn an_untagged_union_takes_the_type_that_fits_best() {
    for (text, variant) in [
        (r#"{"kind":"card","number":"4111"}"#, 0),
        (r#"{"iban":"AE07","amount":5}"#, 1),
        (r#"{"iban":"AE07","kind":"card"}"#, 1),
        ("12", 2),
        (r#"{"other":[1,2.50]}"#, usize::MAX),
    ] {
        let source: Source = decoded(text);
        assert_eq!(source.variant(), variant, "{text}");
        assert_eq!(source.clone(), source);
    }
    assert_eq!(
        model::encode(&decoded::<Source>(r#"{"other": [1, 2.50]}"#)),
        r#"{"other": [1, 2.50]}"#
    );
}

#[test]
fn a_fixed_member_is_checked_and_written_by_itself() {
    assert_eq!(
        refused::<Card>(r#"{"kind":"cash","number":"1"}"#),
        "at /kind: expected the one value that the description allows"
    );
    assert_eq!(
        model::encode(&Card {
            kind: Fixed,
            number: "1".to_owned()
        }),
        r#"{"kind":"card","number":"1"}"#
    );
}

struct Ticket {
    kind: Option<Fixed>,
}

impl Model for Ticket {
    const SHAPE: Shape = Shape("Ticket", Kind::Struct(&["- kind\0\"ticket\""]));

    fn make(from: &mut Make<'_>) -> Self {
        Ticket {
            kind: from.fixed_if_there(),
        }
    }

    fn slot(&self, _: usize) -> &dyn Slot {
        &self.kind
    }
}

#[test]
fn a_fixed_member_that_may_be_absent_is_not_written_where_it_is() {
    for text in ["{}", r#"{"kind":"ticket"}"#] {
        assert_eq!(model::encode(&decoded::<Ticket>(text)), text);
    }
}

#[test]
fn sensitive_members_do_not_show() {
    let account: Account = decoded(
        r#"{"id":"1","iban":"AE070331234567890123456","balance":1,"limit":1,"currency":"AED"}"#,
    );
    let shown = format!("{account:?}");
    assert!(shown.contains("iban: [redacted]"), "{shown}");
    assert!(!shown.contains("AE07"), "{shown}");
    assert_eq!(account.clone(), account);
}

#[test]
fn serde_json_reads_and_writes_models_with_every_digit() {
    let account: Account = serde_json::from_str(ACCOUNT).expect("raw text reaches the model");
    assert_eq!(account.balance.as_str(), "123456789012345678.120");
    let value = serde_json::to_value(&account).expect("a model is a value");
    assert_eq!(value["currency"], "XTS");
    let again: Account = serde_json::from_value(value).expect("a value is a model");
    assert_eq!(again.id, account.id);
    let nested: Vec<Transfer> =
        serde_json::from_str(r#"[{"iban":"x"}]"#).expect("models nest in other types");
    assert_eq!(nested.len(), 1);
}

#[test]
fn deep_recursion_is_refused_not_run_out_of_stack() {
    let deep = format!("{}{}", "[".repeat(100_000), "]".repeat(100_000));
    assert!(refused::<Json>(&deep).contains("nested deeper than 128 levels"));
}
