//! The event that a delivery holds.

use super::super::event;
use super::*;
use crate::json::Tape;
use crate::model::{self, DecodeError};

#[derive(Debug, PartialEq)]
enum Told {
    Constant,
    Listed,
    Named,
    Formed(bool),
    Unknown(Option<String>),
}

/// Reads the member of that name as a boolean, or all if there is none.
fn flag(text: &str, name: &str) -> Result<bool, DecodeError> {
    let tape = Tape::parse(text).expect("JSON");
    model::read(tape.root().get(name).unwrap_or(tape.root()))
}

fn is_told(text: &str, told: Told) -> Result<Told, DecodeError> {
    match text.contains("broken") {
        true => flag(text, "broken").map(|_| told),
        false => Ok(told),
    }
}

impl WebhookEvent for Told {
    const WEBHOOKS: &'static [Webhook<Self>] = &[
        Webhook {
            name: "constant",
            tags: &[("type", &["a.created"]), ("version", &["2"])],
            read: |text| is_told(text, Told::Constant),
        },
        Webhook {
            name: "listed",
            tags: &[("type", &["a.updated", "a.changed"])],
            read: |text| is_told(text, Told::Listed),
        },
        Webhook {
            name: "named",
            tags: &[],
            read: |text| flag(text, "named").map(|_| Told::Named),
        },
        Webhook {
            name: "formed",
            tags: &[],
            read: |text| flag(text, "formed").map(Told::Formed),
        },
    ];

    fn unknown(unknown: UnknownEvent) -> Self {
        Self::Unknown(unknown.name().map(str::to_owned))
    }
}

fn read(body: &str) -> Told {
    event::read(body.as_bytes()).expect("an event")
}

#[test]
fn events_are_told_by_constants_names_and_form() {
    assert_eq!(
        read(r#"{"version":"2","type":"a.created"}"#),
        Told::Constant
    );
    assert_eq!(read(r#"{"type":"a.changed"}"#), Told::Listed);
    assert_eq!(read(r#"{"type":"named","named":true}"#), Told::Named);
    assert_eq!(read(r#"{"formed":true}"#), Told::Formed(true));
}

#[test]
fn events_that_fit_none_or_several_are_unknown() {
    let unknown = |name: &str| Told::Unknown(Some(name.to_owned()));
    assert_eq!(
        read(r#"{"version":"3","type":"a.created"}"#),
        unknown("a.created")
    );
    assert_eq!(read(r#"{"type":"b.created"}"#), unknown("b.created"));
    assert_eq!(read(r#"{"named":true,"formed":true}"#), Told::Unknown(None));
    assert_eq!(read("[]"), Told::Unknown(None));
}

#[test]
fn a_known_event_that_does_not_fit_is_an_error() {
    for (body, webhook) in [
        (
            r#"{"type":"a.updated","broken":"Sesame Street 1"}"#,
            "listed",
        ),
        (r#"{"type":"named","named":"Sesame Street 1"}"#, "named"),
    ] {
        let error = event::read::<Told>(body.as_bytes()).expect_err("it does not fit");
        assert_eq!(error.code(), "DECODE");
        assert!(error.is_decode());
        let text = format!("{error} {error:?}");
        assert!(text.contains(&format!("webhook `{webhook}`")), "{text}");
        assert!(!text.contains("Sesame"), "{text}");
        assert_eq!(super::super::answer(&error), 422);
    }
    for body in [&b"{"[..], b"\xff", b""] {
        let error = event::read::<Told>(body).expect_err("not JSON");
        assert_eq!(error.code(), "DECODE");
    }
}

#[test]
fn unknown_events_hide_their_body() {
    let event: AnyEvent =
        event::read(br#"{"type":"Jane Doe, 1 Street","x":"y"}"#).expect("an event");
    assert_eq!(
        format!("{:?}", event.0),
        "UnknownEvent { name: None, body: 37 bytes }"
    );
    assert!(event.0.decode::<Vec<bool>>().is_err());
}
