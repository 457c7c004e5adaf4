//! The text form of operations in generated code.
//!
//! A compiler takes one text in no time, where a constant of a dozen calls and lists costs it more than all else that an
//! operation is made of. The text is read once for each operation that is called, and kept.
//!
//! [`lean_abi::Operation`] is the text; this module makes the runtime's table of it.

use std::borrow::Cow;
use std::cell::RefCell;
use std::collections::HashMap;
use std::sync::{LazyLock, PoisonError, RwLock};

use super::{Media, Operation, Parameter, Requirement, Scheme};

/// An operation in text: the text, the schemes that it counts, and what a text is not made for.
#[derive(Clone, Copy, Debug)]
pub struct OperationText(
    pub &'static str,
    pub &'static [&'static Scheme],
    pub &'static Operation,
);

/// The properties of an operation that its text describes completely.
pub const PLAIN: &Operation = &Operation::new("", "", "");

/// The address of a constant: two with equal address and length are the same.
type Address = (usize, usize, usize, usize);

static READ: LazyLock<RwLock<HashMap<Address, &'static Operation>>> =
    LazyLock::new(RwLock::default);

/// The slots of the cache that each thread has.
const RECENT: usize = 32;

thread_local! {
    /// The operations that this thread called last, each in the slot of its address: calls of many threads do not meet at
    /// the lock.
    static LAST: RefCell<[Option<(Address, &'static Operation)>; RECENT]> =
        const { RefCell::new([None; RECENT]) };
}

impl OperationText {
    /// The table: read when it is first asked for, and kept for as long as the program runs.
    #[must_use]
    pub fn operation(&self) -> &'static Operation {
        let OperationText(text, schemes, rest) = *self;
        let address = (
            text.as_ptr() as usize,
            text.len(),
            schemes.as_ptr() as usize,
            std::ptr::from_ref(rest) as usize,
        );
        // Texts lie one after the other: addresses that differ in their lowest bits alone are rare.
        let slot = ((address.0 >> 4) ^ (address.0 >> 10)) % RECENT;
        let last = LAST.with_borrow(|last| last[slot]);
        if let Some((known, operation)) = last
            && known == address
        {
            return operation;
        }
        let operation = self.shared(address);
        LAST.with_borrow_mut(|last| last[slot] = Some((address, operation)));
        operation
    }

    /// The table that all threads share.
    fn shared(&self, address: Address) -> &'static Operation {
        let known = READ.read().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = known.get(&address) {
            return known;
        }
        drop(known);
        let mut known = READ.write().unwrap_or_else(PoisonError::into_inner);
        known
            .entry(address)
            .or_insert_with(|| Box::leak(Box::new(self.read())))
    }

    fn read(&self) -> Operation {
        let OperationText(text, schemes, rest) = *self;
        let read = match lean_abi::Operation::read(text) {
            Ok(read) => read,
            Err(unknown) => panic!("{unknown}"),
        };
        let mut operation = *rest;
        operation.id = leak(read.id);
        operation.method = leak(read.method);
        operation.path = leak(read.path);
        operation.parameters = read
            .parameters
            .into_iter()
            .map(parameter)
            .collect::<Vec<_>>()
            .leak();
        // Bodies with rare parts are in the table.
        if !read.bodies.is_empty() {
            let bodies = read.bodies.into_iter();
            let bodies = bodies.map(|body| Media::new(leak(body.media), body.codec));
            operation.bodies = bodies.collect::<Vec<_>>().leak();
        }
        operation.accept = leak(read.accept);
        operation.successes = leak(read.successes);
        let sets = read.security.into_iter();
        let sets = sets.map(|set| requirements(set, schemes, text));
        operation.security = sets.collect::<Vec<_>>().leak();
        operation.own_security = read.own_security;
        operation.idempotency = read.idempotency.map(leak);
        operation.redirects = (leak(read.redirects.0), leak(read.redirects.1));
        operation.end_of_events = leak(read.end_of_events);
        operation.links = read.links;
        operation.place = leak(read.place);
        operation.limits = leak(read.limits);
        operation
    }
}

fn parameter(parameter: lean_abi::Parameter<'static>) -> Parameter {
    Parameter {
        name: leak(parameter.name),
        location: parameter.location,
        style: parameter.style,
        explode: parameter.explode,
        reserved: parameter.reserved,
        fixed: parameter.fixed.map(leak),
    }
}

fn requirements(
    set: Vec<lean_abi::Requirement<'static>>,
    schemes: &[&'static Scheme],
    text: &str,
) -> &'static [Requirement] {
    let requirement = |requirement: lean_abi::Requirement<'static>| {
        let Some(scheme) = schemes.get(requirement.scheme).copied() else {
            let unknown = lean_abi::Unknown {
                part: "scheme",
                text,
            };
            panic!("{unknown}");
        };
        let scopes = requirement.scopes.into_iter().map(leak);
        Requirement {
            scheme,
            scopes: scopes.collect::<Vec<_>>().leak(),
        }
    };
    set.into_iter().map(requirement).collect::<Vec<_>>().leak()
}

/// A text for as long as the program runs: a copy only if it had escapes.
fn leak(text: Cow<'static, str>) -> &'static str {
    match text {
        Cow::Borrowed(text) => text,
        Cow::Owned(text) => text.leak(),
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Codec, SchemeKind, Style};
    use super::*;

    const KEY: &Scheme = &Scheme {
        name: "key",
        kind: SchemeKind::ApiKeyHeader("x-key"),
    };
    const LOGIN: &Scheme = &Scheme {
        name: "login",
        kind: SchemeKind::OAuth2(crate::operation::TokenEndpoint::at("")),
    };

    #[test]
    fn everything_that_a_line_may_say() {
        let text = "list\tGET\t/a/{b}\npath\tb\nquery\tc\tDeepObject\texplode\treserved\nquery\td\tForm\n\
            header\te\ncookie\tf\nquerystring\tg\tJson\texplode\nbody\ttext/plain\tText\nbody\ta/b\tBytes\naccept\tapplication/json\nsuccesses\t200 201\n\
            security\nscheme\t0\nscheme\t1\tr w\tx\nsecurity\nown\nidempotency\tonce\nredirects\t302\t304\nlinks\n\
            place\tb.yaml:1:2\nlimits\n0\t>=1\nb0/x\tlen<=2";
        let read = OperationText(text, &[KEY, LOGIN], PLAIN).operation();
        let shown = format!("{read:?}");
        let parameters = [
            Parameter::path("b"),
            Parameter::query("c")
                .style(Style::DeepObject, true)
                .reserved(),
            Parameter::query("d").style(Style::Form, false),
            Parameter::header("e"),
            Parameter::cookie("f"),
            Parameter::query_string("g", Style::Json),
        ];
        const BODIES: &[Media] = &[
            Media::new("text/plain", Codec::Text),
            Media::new("a/b", Codec::Bytes),
        ];
        const SECURITY: &[&[Requirement]] = &[
            &[
                Requirement {
                    scheme: KEY,
                    scopes: &[],
                },
                Requirement {
                    scheme: LOGIN,
                    scopes: &["r w", "x"],
                },
            ],
            &[],
        ];
        let built = Operation::new("list", "GET", "/a/{b}")
            .parameters(Vec::from(parameters).leak())
            .bodies(BODIES)
            .accept("application/json")
            .successes("200 201")
            .security(SECURITY)
            .own_security(true)
            .idempotency(Some("once"))
            .redirects(("302", "304"))
            .links(true)
            .limits("0\t>=1\nb0/x\tlen<=2")
            .place("b.yaml:1:2");
        assert_eq!(shown, format!("{built:?}"));
    }

    #[test]
    fn tabs_and_ends_of_lines_in_names() {
        let read = OperationText("a\\tb\\\\n\tGET\t/\nquery\tc\\nd", &[], PLAIN).operation();
        assert_eq!((read.id, read.parameters[0].name), ("a\tb\\n", "c\nd"));
    }

    #[test]
    fn what_is_not_known_is_not_guessed() {
        let wrong = [
            "a GET /",
            "a\tGET\t/\npaht\tx",
            "a\tGET\t/\nquery\tx\tForms",
            "a\tGET\t/\nquery\tx\tForm\texploded",
            "a\tGET\t/\nbody\ta/b\tYaml",
            "a\tGET\t/\nsecurity\nscheme\t7",
            "a\tGET\t/\nscheme\t0",
        ];
        for text in wrong {
            let read = std::panic::catch_unwind(|| OperationText(text, &[KEY], PLAIN).read());
            assert!(read.is_err(), "{text}");
        }
    }

    #[test]
    fn what_the_text_does_not_say_stays_and_is_read_once() {
        const REST: &Operation =
            &Operation::new("", "", "").bodies(&[Media::new("a/b", Codec::Xml)]);
        let written = OperationText("a\tPOST\t/", &[], REST);
        let read = written.operation();
        assert_eq!((read.id, read.bodies[0].name), ("a", "a/b"));
        assert!(std::ptr::eq(read, written.operation()));
    }
}
