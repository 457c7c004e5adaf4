//! Each word of each format, written and read.

use lean_abi::{
    Body, Codec, Direction, Field, Location, Member, Operation, Parameter, Presence, Requirement,
    Style, Unknown,
};

#[track_caller]
fn survives(operation: &Operation<'_>) {
    let text = operation.write();
    assert_eq!(Operation::read(&text).as_ref(), Ok(operation), "{text}");
}

fn parameter(location: Location, style: Style, explode: bool) -> Parameter<'static> {
    Parameter {
        location,
        name: "a".into(),
        style,
        explode: explode || location == Location::QueryString,
        reserved: false,
        fixed: None,
    }
}

#[test]
fn parameters_of_all_locations_and_styles() {
    for location in Location::ALL {
        for style in Style::ALL {
            for explode in [true, false] {
                let parameters = vec![parameter(*location, *style, explode)];
                survives(&Operation {
                    id: "a".into(),
                    parameters,
                    ..Operation::default()
                });
            }
        }
    }
}

#[test]
fn everything_that_a_text_can_say() {
    let odd = "a\tb\nc\\d\\te";
    let fixed = Parameter {
        name: odd.into(),
        reserved: true,
        fixed: Some("\"a\\tb\"".into()),
        ..parameter(Location::Query, Style::Form, true)
    };
    let bodies = Codec::ALL.iter().map(|codec| Body {
        media: "a/b".into(),
        codec: *codec,
    });
    survives(&Operation {
        id: odd.into(),
        method: "GET".into(),
        path: odd.into(),
        parameters: vec![fixed, parameter(Location::Header, Style::Simple, false)],
        bodies: bodies.collect(),
        accept: "a/b, c/d".into(),
        successes: "200 201".into(),
        security: vec![
            vec![
                Requirement {
                    scheme: 0,
                    scopes: Vec::new(),
                },
                Requirement {
                    scheme: 12,
                    scopes: vec!["r w".into(), odd.into()],
                },
            ],
            Vec::new(),
        ],
        own_security: true,
        idempotency: Some("Idempotency-Key".into()),
        redirects: ("302".into(), String::new().into()),
        end_of_events: "[DONE]".into(),
        links: true,
        place: "a b.yaml:1:2".into(),
        limits: "0\t>=1\nb0/x\tlen<=2".into(),
    });
}

#[test]
fn unknown_parts_are_refused() {
    let wrong = [
        ("a GET /", "route"),
        ("a\tGET\t/\npaht\tx", "word"),
        ("a\tGET\t/\nquery\tx\tForms", "style"),
        ("a\tGET\t/\nquery\tx\tForm\texploded", "mark"),
        ("a\tGET\t/\nbody\ta/b\tYaml", "codec"),
        ("a\tGET\t/\nsecurity\nscheme\tx", "scheme"),
        ("a\tGET\t/\nscheme\t0", "set"),
    ];
    for (text, part) in wrong {
        let Err(Unknown { part: found, .. }) = Operation::read(text) else {
            panic!("read: {text}");
        };
        assert_eq!(found, part, "{text}");
    }
}

#[test]
fn members_of_all_kinds() {
    let presences = [
        Presence::Required,
        Presence::Optional,
        Presence::Nullable,
        Presence::OptionalNullable,
        Presence::Fixed("\"a\""),
        Presence::OptionalFixed("1"),
    ];
    let directions = [Direction::Both, Direction::Responses, Direction::Requests];
    for presence in presences {
        for direction in directions {
            for is_sensitive in [true, false] {
                let member = Member {
                    presence,
                    direction,
                    is_sensitive,
                    name: "!? ~*",
                };
                let text = member.write();
                let field = Field(&text);
                assert_eq!(field.member(), Some(member));
                let is_read_only = direction == Direction::Responses;
                assert_eq!(field.is_read_only(), is_read_only);
            }
        }
    }
    let rest = Field(Member::REST);
    assert!(rest.is_rest() && rest.member().is_none());
}
