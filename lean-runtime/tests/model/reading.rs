//! Reading models, and writing them back.

use lean_runtime::model::{self, Make, Model, Shape, ShapeKind, Slot};
use lean_runtime::values::{Fixed, Json, Map};

use crate::types::*;

#[test]
fn a_struct_is_read_and_written_back_digit_for_digit() {
    let account: Account = decode(ACCOUNT);
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
        let account: Account = decode(&text(closed));
        assert_eq!(model::encode(&account), text(closed));
    }
}

#[test]
fn a_null_for_an_optional_member_counts_as_absent() {
    let account: Account =
        decode(r#"{"id":"1","iban":null,"balance":1,"limit":1,"currency":"AED"}"#);
    assert_eq!(account.iban, None);
}

#[test]
fn unlisted_enum_values_are_kept_and_written_back() {
    let currency: Currency = decode(r#""EUR""#);
    assert!(matches!(&currency, Currency::Unknown(value) if value == "EUR"));
    assert_eq!(model::encode(&currency), r#""EUR""#);
    assert_eq!(model::encode(&decode::<Currency>(r#""SAR""#)), r#""SAR""#);
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
        let source: Source = decode(text);
        assert_eq!(source.variant(), variant, "{text}");
        assert_eq!(source.clone(), source);
    }
    assert_eq!(
        model::encode(&decode::<Source>(r#"{"other": [1, 2.50]}"#)),
        r#"{"other": [1, 2.50]}"#
    );
}

#[test]
fn a_fixed_member_is_checked_and_written_by_itself() {
    assert_eq!(
        decode_error::<Card>(r#"{"kind":"cash","number":"1"}"#),
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
        assert_eq!(model::encode(&decode::<Ticket>(text)), text);
    }
}

#[test]
fn sensitive_members_do_not_show() {
    let account: Account = decode(
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
                let items = [first, second, second, third].map(|item| format!("{{{item}}}"));
                let list: Vec<Loose> = decode(&format!("[{}]", items.join(" , ")));
                let alone: Vec<Loose> = items.iter().map(|item| decode(item)).collect();
                assert_eq!(list, alone);
            }
        }
    }
}

#[test]
fn the_same_object_is_read_as_each_type_that_asks_for_it() {
    // The lists hold objects of one shape, which two types read, in another order of their fields.
    let text = r#"[{"a":"x","b":1},{"a":"y","b":2},{"a":"z","b":3}]"#;
    let (first, second): (Vec<Loose>, Vec<Swapped>) = decode(&format!("[{text},{text}]"));
    let of_first: Vec<_> = first.iter().map(|item| (item.b, item.a.clone())).collect();
    let of_second: Vec<_> = second.into_iter().map(|item| (item.b, item.a)).collect();
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
    let loose: Loose = decode(r#"{"":7,"a":"x"}"#);
    assert_eq!(loose.rest.get("").map(Json::as_str), Some("7"));
    assert_eq!(model::encode(&loose), r#"{"a":"x","":7}"#);
}
