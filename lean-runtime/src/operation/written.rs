//! The text form of operations in generated code.
//!
//! A compiler takes one text in no time, where a constant of a dozen calls and lists costs it more than all else that an
//! operation is made of. The text is read once for each operation that is called, and kept.
//!
//! A line is a word and what belongs to it, with tabs between; `\t`, `\n` and `\\` are escapes. The first line
//! is the operation's id, method and path; all after the line `limits` is what [`Operation::limits`] holds.
//!
//! ```text
//! listThings  GET  /things/{owner}
//! path        owner
//! query       filter  DeepObject  explode  reserved      (style and what follows: where not the usual)
//! query       action  Form  explode  fixed  "list"       (the one value that it has, as JSON text)
//! body        application/json  Json
//! accept      application/json
//! security                                               (begins a set of schemes)
//! scheme      0  things.read                             (an index into the schemes; scopes)
//! own                                                    (the security is the operation's own)
//! idempotency Idempotency-Key
//! redirects   302  304
//! links
//! place       things.yaml:12:5
//! limits
//! 1           >=1 <=100
//! ```

use std::cell::RefCell;
use std::collections::HashMap;
use std::sync::{LazyLock, PoisonError, RwLock};

use super::{Codec, Media, Operation, Parameter, Requirement, Scheme, Style};

/// An operation in text: the text, the schemes that it counts, and what a text is not made for.
#[derive(Clone, Copy, Debug)]
pub struct Written(
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

impl Written {
    /// The table: read when it is first asked for, and kept for as long as the program runs.
    #[must_use]
    pub fn operation(&self) -> &'static Operation {
        let Written(text, schemes, rest) = *self;
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
        let Written(text, schemes, rest) = *self;
        let mut operation = *rest;
        let (mut parameters, mut bodies) = (Vec::new(), Vec::new());
        let mut security: Vec<Vec<Requirement>> = Vec::new();
        let (head, mut left) = line(text);
        let mut head = head.split('\t').map(plain);
        let mut named = || head.next().unwrap_or_else(|| unknown("route", text));
        operation.id = named();
        operation.method = named();
        operation.path = named();
        while !left.is_empty() {
            let (this, after) = line(left);
            left = after;
            let mut words = this.split('\t').map(plain);
            let word = words.next().unwrap_or_default();
            let mut next = || words.next().unwrap_or_default();
            match word {
                "path" => parameters.push(parameter(Parameter::path(next()), words)),
                "query" => parameters.push(parameter(Parameter::query(next()), words)),
                "header" => parameters.push(parameter(Parameter::header(next()), words)),
                "cookie" => parameters.push(parameter(Parameter::cookie(next()), words)),
                "querystring" => {
                    let whole = Parameter::query_string(next(), Style::Form);
                    parameters.push(parameter(whole, words));
                }
                "body" => bodies.push(Media::new(next(), codec(next()))),
                "accept" => operation.accept = next(),
                "successes" => operation.successes = next(),
                "security" => security.push(Vec::new()),
                "scheme" => {
                    let nth: Option<usize> = next().parse().ok();
                    let scheme = nth.and_then(|nth| schemes.get(nth).copied());
                    let requirement = Requirement {
                        scheme: scheme.unwrap_or_else(|| unknown("scheme", this)),
                        scopes: kept(words.collect()),
                    };
                    let set = security.last_mut();
                    set.unwrap_or_else(|| unknown("set", this))
                        .push(requirement);
                }
                "own" => operation.own_security = true,
                "idempotency" => operation.idempotency = Some(next()),
                "redirects" => operation.redirects = (next(), next()),
                "links" => operation.links = true,
                "place" => operation.place = next(),
                "limits" => {
                    operation.limits = left;
                    break;
                }
                _ => unknown("word", this),
            }
        }
        operation.parameters = kept(parameters);
        if !bodies.is_empty() {
            operation.bodies = kept(bodies);
        }
        let sets = security
            .into_iter()
            .map(|set| -> &[Requirement] { kept(set) });
        operation.security = kept(sets.collect());
        operation
    }
}

/// The first line, and what comes after it.
fn line(text: &'static str) -> (&'static str, &'static str) {
    text.split_once('\n').unwrap_or((text, ""))
}

/// Without the marks before tabs, ends of lines and themselves.
fn plain(text: &'static str) -> &'static str {
    if !text.contains('\\') {
        return text;
    }
    let mut plain = String::with_capacity(text.len());
    let mut letters = text.chars();
    while let Some(letter) = letters.next() {
        plain.push(match letter {
            '\\' => match letters.next() {
                Some('t') => '\t',
                Some('n') => '\n',
                other => other.unwrap_or('\\'),
            },
            letter => letter,
        });
    }
    plain.leak()
}

fn kept<T>(list: Vec<T>) -> &'static [T] {
    Vec::leak(list)
}

/// Generated code says what this version of the runtime knows, or was changed by hand: to guess would be to send something else, or
/// to leave out who may.
fn unknown(what: &str, text: &str) -> ! {
    panic!("generated code does not fit this version of `lean`: no {what} in `{text}`")
}

/// Reads a parameter with its unusual properties.
fn parameter(usual: Parameter, mut words: impl Iterator<Item = &'static str>) -> Parameter {
    let Some(name) = words.next() else {
        return usual;
    };
    let mut parameter = Parameter {
        style: style(name),
        explode: false,
        ..usual
    };
    while let Some(word) = words.next() {
        match word {
            "explode" => parameter.explode = true,
            "fixed" => parameter.fixed = words.next(),
            "reserved" => parameter.reserved = true,
            other => unknown("mark", other),
        }
    }
    parameter
}

fn style(name: &str) -> Style {
    match name {
        "Label" => Style::Label,
        "Matrix" => Style::Matrix,
        "Form" => Style::Form,
        "SpaceDelimited" => Style::SpaceDelimited,
        "PipeDelimited" => Style::PipeDelimited,
        "DeepObject" => Style::DeepObject,
        "DeepEmpty" => Style::DeepEmpty,
        "DeepIndexed" => Style::DeepIndexed,
        "DeepRepeated" => Style::DeepRepeated,
        "Cookie" => Style::Cookie,
        "Json" => Style::Json,
        "FormContent" => Style::FormContent,
        "Text" => Style::Text,
        "Simple" => Style::Simple,
        other => unknown("style", other),
    }
}

fn codec(name: &str) -> Codec {
    match name {
        "Json" => Codec::Json,
        "Form" => Codec::Form,
        "Multipart" => Codec::Multipart,
        "Text" => Codec::Text,
        "Xml" => Codec::Xml,
        "JsonLines" => Codec::JsonLines,
        "Events" => Codec::Events,
        "Bytes" => Codec::Bytes,
        other => unknown("codec", other),
    }
}

#[cfg(test)]
mod tests {
    use super::super::SchemeKind;
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
        let read = Written(text, &[KEY, LOGIN], PLAIN).operation();
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
            .parameters(kept(parameters.into()))
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
        let read = Written("a\\tb\\\\n\tGET\t/\nquery\tc\\nd", &[], PLAIN).operation();
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
            let read = std::panic::catch_unwind(|| Written(text, &[KEY], PLAIN).read());
            assert!(read.is_err(), "{text}");
        }
    }

    #[test]
    fn what_the_text_does_not_say_stays_and_is_read_once() {
        const REST: &Operation =
            &Operation::new("", "", "").bodies(&[Media::new("a/b", Codec::Xml)]);
        let written = Written("a\tPOST\t/", &[], REST);
        let read = written.operation();
        assert_eq!((read.id, read.bodies[0].name), ("a", "a/b"));
        assert!(std::ptr::eq(read, written.operation()));
    }
}
