//! The engine behind generated models, on models written out by hand as the macro writes them.

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

enum Currency {
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

struct Card {
    kind: Fixed,
    number: String,
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

struct Transfer {
    iban: String,
    amount: Option<i32>,
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

enum Source {
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

struct Plain(i64);

impl Model for Plain {
    const SHAPE: Shape = Shape("Plain", ShapeKind::Newtype);

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
fn keys_of_maps_are_not_shown_in_errors() {
    type Nested = Map<Map<i64>>;
    let place = |error: model::DecodeError| {
        let text = format!("{error} {error:?}");
        assert!(
            !text.contains("ada@bank.test") && !text.contains("AE07"),
            "{text}"
        );
        error.problems()[0].pointer.clone()
    };
    let nested = r#"{"ada@bank.test": {"AE07": "x"}}"#;
    assert_eq!(
        place(model::decode::<Nested>(nested).err().unwrap()),
        "/*/*"
    );
    let standard = model::decode::<std::collections::BTreeMap<String, i64>>(r#"{"AE07": "x"}"#);
    assert_eq!(place(standard.err().unwrap()), "/*");
    let in_list = model::decode::<Vec<Map<Vec<i64>>>>(r#"[{}, {"AE07": [1, "x"]}]"#);
    assert_eq!(place(in_list.err().unwrap()), "/1/*/1");
    let (_, report) = model::decode_leniently::<Nested>(nested).unwrap();
    assert_eq!(report.problems()[0].pointer, "/*/*");
    // Members that the description names are shown; others are not.
    let account = r#"{"id": "1", "balance": 1, "limit": 1, "currency": "AED", "AE07": "x",
        "parent": {"id": 1, "balance": 1, "limit": 1, "currency": "AED"}}"#;
    let error = model::decode::<Account>(account).err().unwrap();
    let places: Vec<&str> = error
        .problems()
        .iter()
        .map(|problem| &*problem.pointer)
        .collect();
    assert_eq!(places, ["/parent/id", "/*"]);
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
    const SHAPE: Shape = Shape("Ticket", ShapeKind::Struct(&["- kind\0\"ticket\""]));

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
    let text = serde_json::to_string(&account).expect("a model is text");
    assert!(
        text.contains(r#""balance":123456789012345678.120,"#),
        "{text}"
    );
    let too_long = serde_json::to_value(&account).expect_err("a value has floats");
    assert!(too_long.to_string().contains("`/balance`"), "{too_long}");
    let account = Account {
        balance: "12.5".parse().expect("a number"),
        ..account
    };
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

#[test]
fn a_float_is_in_the_range_of_floats_or_an_error() {
    for text in ["1e999", "-1e309", "1e-999", "-0.1e-400"] {
        assert!(
            refused::<f64>(text).contains("within the range of a float of 64 bits"),
            "{text}"
        );
        assert!(
            refused::<Vec<f64>>(&format!("[{text}]")).contains("/0"),
            "{text}"
        );
        assert_eq!(model::encode(&decoded::<Number>(text)), text);
    }
    for (text, written) in [
        ("1.7976931348623157e308", 1.797_693_134_862_315_7e308),
        ("0e999", 0.0),
        ("5e-324", 5e-324),
    ] {
        assert_eq!(decoded::<f64>(text), written, "{text}");
    }
    assert_eq!(model::encode(&decoded::<f64>("-0.0")), "-0");
    assert!(decoded::<f64>("-0").is_sign_negative());
}

#[test]
fn a_whole_number_is_in_its_range_or_an_error() {
    assert!(refused::<i32>("2147483648").contains("32 bits"));
    assert!(refused::<u32>("-1").contains("not negative"));
    assert!(refused::<i64>("9223372036854775808").contains("64 bits"));
    assert!(refused::<u64>("18446744073709551616").contains("64 bits"));
    assert!(refused::<i64>("1e999").contains("64 bits"));
    assert!(refused::<i64>("0.5").contains("64 bits"));
    assert!(refused::<Decimal>("1e999").contains("28 digits"));
    assert!(refused::<Decimal>("1e-999").contains("28 digits"));
    assert_eq!(decoded::<i64>("-0"), 0);
    assert_eq!(decoded::<i64>("1.2e1"), 12);
}

#[test]
fn half_of_a_surrogate_pair_is_an_error_where_text_is_due() {
    for half in [
        r"\ud83d",
        r"\udE00",
        r"\ud83d\ud83d\ude00",
        r"\ud83dx\ude00",
        r"\ude00\ud83d",
        r"\\\ud83d",
    ] {
        let text = format!("\"{half}\"");
        assert!(
            refused::<String>(&text).contains("half of a surrogate pair"),
            "{half}"
        );
        assert!(
            refused::<Currency>(&text).contains("half of a surrogate pair"),
            "{half}"
        );
        let name = refused::<Map<i64>>(&format!("{{{text}: 1}}"));
        assert!(name.contains("half of a surrogate pair"), "{half}");
        // The text is unchanged if nothing reads it.
        assert_eq!(model::encode(&decoded::<Json>(&text)), text);
    }
    assert_eq!(decoded::<String>(r#""\ud83d\ude00""#), "\u{1f600}");
    assert_eq!(decoded::<String>(r#""\\ud83d""#), r"\ud83d");
}

#[test]
fn a_number_that_came_as_a_text_is_said_to_be_a_text() {
    for message in [
        refused::<Decimal>(r#""12.50""#),
        refused::<Number>(r#""12.50""#),
        refused::<f64>(r#""12.50""#),
        refused::<i64>(r#""12""#),
    ] {
        assert!(
            message.contains("found a string that holds a number"),
            "{message}"
        );
    }
    assert!(refused::<Decimal>(r#""abc""#).contains("expected a decimal, found a string"));
}

/// An object of two members, and all others.
#[derive(Debug, PartialEq)]
struct Loose {
    a: Option<String>,
    b: Option<i64>,
    rest: Map<Json>,
}

impl Model for Loose {
    const SHAPE: Shape = Shape("Loose", ShapeKind::Struct(&["? a", "? b", "* "]));

    fn make(from: &mut Make<'_>) -> Self {
        Loose {
            a: from.next(),
            b: from.next(),
            rest: from.rest(),
        }
    }

    fn slot(&self, index: usize) -> &dyn Slot {
        match index {
            0 => &self.a,
            1 => &self.b,
            _ => &self.rest,
        }
    }
}

#[test]
fn items_that_are_alike_are_read_like_items_that_are_alone() {
    let members = [
        "",
        r#""a":"x""#,
        r#""a":"y","b":1"#,
        r#""b":2,"a":"z""#,
        r#""b":2,"a":"z","b":3"#,
        r#""c":{"a":1,"b":[{"a":"p"},{"a":"q"}]},"a":"x","d":null"#,
        r#""":7,"a":"x""#,
        r#""\u0061":"x","b":4"#,
        r#""a":null,"b":null"#,
        r#""aa":1,"b":5"#,
    ];
    for first in members {
        for second in members {
            for third in members {
                let items = [first, second, second, third].map(|it| format!("{{{it}}}"));
                let list: Vec<Loose> = decoded(&format!("[{}]", items.join(" , ")));
                let alone: Vec<Loose> = items.iter().map(|item| decoded(item)).collect();
                assert_eq!(list, alone);
            }
        }
    }
}

#[test]
fn the_same_object_is_read_as_each_type_that_asks_for_it() {
    // The lists hold objects of one shape, which two types read, in another order of their fields.
    let text = r#"[{"a":"x","b":1},{"a":"y","b":2},{"a":"z","b":3}]"#;
    let (first, second): (Vec<Loose>, Vec<Swapped>) = decoded(&format!("[{text},{text}]"));
    let of_first: Vec<_> = first.iter().map(|it| (it.b, it.a.clone())).collect();
    let of_second: Vec<_> = second.into_iter().map(|it| (it.b, it.a)).collect();
    assert_eq!(of_first, of_second);
    assert_eq!(of_first[2], (Some(3), Some("z".to_owned())));
}

/// The members of [`Loose`] in another order.
struct Swapped {
    b: Option<i64>,
    a: Option<String>,
}

impl Model for Swapped {
    const SHAPE: Shape = Shape("Swapped", ShapeKind::Struct(&["? b", "? a"]));

    fn make(from: &mut Make<'_>) -> Self {
        Swapped {
            b: from.next(),
            a: from.next(),
        }
    }

    fn slot(&self, index: usize) -> &dyn Slot {
        match index {
            0 => &self.b,
            _ => &self.a,
        }
    }
}

#[test]
fn a_member_without_a_name_is_kept_with_the_others() {
    let loose: Loose = decoded(r#"{"":7,"a":"x"}"#);
    assert_eq!(loose.rest.get("").map(Json::as_str), Some("7"));
    assert_eq!(model::encode(&loose), r#"{"a":"x","":7}"#);
}
