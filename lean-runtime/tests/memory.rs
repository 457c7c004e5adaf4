//! The memory of a response: at most eight times the maximum bytes of its body, for every content.
//!
//! One test, so that nothing else allocates meanwhile.
#![allow(missing_docs, reason = "the items of a test")]

use std::collections::HashMap;

use bytes::Bytes;
use lean_runtime::Client;
use lean_runtime::call::{AnyCall, Decoded, Plain, ResponseForm};
use lean_runtime::client::{Caller, NotNeeded};
use lean_runtime::model::{Make, Model, Shape, ShapeKind, Slot};
use lean_runtime::operation::{Operation, Server, ServerInfo, Trust};
use lean_runtime::testing::{Answer, FakeTransport};
use lean_runtime::values::{Decimal, Json, Map, Maybe, Number};
use peak_alloc::PeakAlloc;

#[global_allocator]
static PEAK: PeakAlloc = PeakAlloc;

/// The bytes that a body may have here.
const CAP: usize = 1 << 19;

const FACTOR: usize = 8;

struct Here;

impl Server for Here {
    type Identity = NotNeeded;
    const INFO: &'static ServerInfo = &ServerInfo {
        name: "Here",
        url: "https://here.test",
        variables: &[],
        security: None,
        token_url: "",
        trust: Trust::Public,
    };
}

static GET: Operation = Operation::new("getIt", "GET", "/it");

const MEMBERS: &[&str] = &[
    "? m0", "? m1", "? m2", "? m3", "? m4", "? m5", "? m6", "? m7", "? m8", "? m9", "? m10",
    "? m11", "? m12", "? m13", "? m14", "? m15", "? m16", "? m17", "? m18", "? m19", "? m20",
    "? m21", "? m22", "? m23", "? m24", "? m25", "? m26", "? m27", "? m28", "? m29", "? m30",
    "? m31", "? m32", "? m33", "? m34", "? m35", "? m36", "? m37", "? m38", "? m39",
];

/// An object of forty members, all optional.
struct Wide([Option<String>; 40]);

impl Model for Wide {
    const SHAPE: Shape = Shape("Wide", ShapeKind::Struct(MEMBERS));

    fn make(from: &mut Make<'_>) -> Self {
        Self(std::array::from_fn(|_| from.next()))
    }

    fn slot(&self, index: usize) -> &dyn Slot {
        &self.0[index]
    }
}

/// An object that holds itself.
struct Node {
    items: Vec<Node>,
    boxed: Option<Box<Node>>,
}

impl Model for Node {
    const SHAPE: Shape = Shape("Node", ShapeKind::Struct(&["? items", "? boxed"]));

    fn make(from: &mut Make<'_>) -> Self {
        Self {
            items: from.next::<Option<Vec<Node>>>().unwrap_or_default(),
            boxed: from.next(),
        }
    }

    fn slot(&self, index: usize) -> &dyn Slot {
        match index {
            0 => &self.items,
            _ => &self.boxed,
        }
    }
}

/// A union whose variants are distinguished by trying each.
enum Any {
    Wide(Box<Wide>),
    Wides(Vec<Wide>),
    Texts(Map<String>),
    Other(Json),
}

impl Model for Any {
    const SHAPE: Shape = Shape("Any", ShapeKind::AnyOf(3));

    fn make(from: &mut Make<'_>) -> Self {
        match from.variant() {
            0 => Self::Wide(from.next()),
            1 => Self::Wides(from.next()),
            2 => Self::Texts(from.next()),
            _ => Self::Other(from.next()),
        }
    }

    fn slot(&self, _: usize) -> &dyn Slot {
        match self {
            Self::Wide(value) => value,
            Self::Wides(value) => value,
            Self::Texts(value) => value,
            Self::Other(value) => value,
        }
    }

    fn variant(&self) -> usize {
        match self {
            Self::Wide(_) => 0,
            Self::Wides(_) => 1,
            Self::Texts(_) => 2,
            Self::Other(_) => usize::MAX,
        }
    }
}

/// Returns a text of at most this many bytes: an opening, pieces, an end.
fn filled(bytes: usize, (open, piece, close): (&str, &dyn Fn(usize) -> String, &str)) -> Bytes {
    let mut text = String::with_capacity(bytes);
    text.push_str(open);
    for index in 0.. {
        let piece = piece(index);
        if text.len() + piece.len() + close.len() > bytes {
            break;
        }
        text.push_str(&piece);
    }
    text.truncate(text.trim_end_matches(',').len());
    text.push_str(close);
    text.into()
}

/// Reads a body and says whether it was read; fails if that took too much memory.
fn read<T: ResponseForm>(what: &str, status: u16, media: &'static str, body: &Bytes) -> bool {
    let answer = body.clone();
    let transport = FakeTransport::answering(move |_| {
        Answer::status(status)
            .header("content-type", media)
            .piece(answer.clone())
    });
    let client = Client::builder(Here)
        .transport(transport)
        .max_body_bytes(CAP as u64);
    let client = client.build().expect("a client");
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build();
    let runtime = runtime.expect("a runtime");
    let call = || AnyCall::new(Caller::executor(&client), &GET);
    // One-time allocations are not part of this response.
    let _ = runtime.block_on(
        call()
            .timeout(std::time::Duration::from_secs(60))
            .awaiting::<Plain, Plain>(),
    );
    let before = PEAK.current_usage();
    PEAK.reset_peak_usage();
    let result = runtime.block_on(call().awaiting::<T, T>());
    let peak = PEAK.peak_usage() - before;
    let factor = peak as f64 / CAP as f64;
    assert!(peak <= FACTOR * CAP, "{what}: {factor:.2} times the limit");
    result.is_ok()
}

fn json<T: Slot>(what: &str, parts: (&str, &dyn Fn(usize) -> String, &str)) {
    for bytes in [CAP, CAP / 2, CAP / 8] {
        let body = filled(bytes, parts);
        read::<Decoded<T>>(what, 200, "application/json", &body);
        if bytes == CAP / 2 {
            read::<Decoded<T>>(what, 500, "application/json", &body);
        }
    }
}

fn each(text: &'static str) -> impl Fn(usize) -> String {
    move |_| text.to_owned()
}

#[test]
fn a_response_takes_at_most_eight_times_what_its_body_may_have() {
    lists();
    maps();
    scalars();
    unions();
    for bytes in [CAP, CAP / 8] {
        elements(bytes);
        forms(bytes);
    }
    ordinary();
}

fn lists() {
    json::<Vec<Wide>>("empty objects", ("[", &each("{},"), "]"));
    json::<Vec<Wide>>("objects with a member", ("[", &each("{\"m7\":\"\"},"), "]"));
    json::<Vec<Box<Wide>>>("objects in boxes", ("[", &each("{},"), "]"));
    json::<Vec<Maybe<Wide>>>("nulls", ("[", &each("null,"), "]"));
    json::<Vec<Wide>>("misfits", ("[", &each("1,"), "]"));
    json::<Vec<Vec<Wide>>>("lists of lists", ("[", &each("[],"), "]"));
    json::<Vec<Vec<Wide>>>("lists of one", ("[", &each("[{}],"), "]"));
    json::<Node>("nodes", ("{\"items\":[", &each("{\"boxed\":{}},"), "]}"));
    json::<Node>("unknown members", ("{", &each("\"a\":[],"), "}"));
    json::<Vec<i64>>("no JSON in the end", ("[", &each("1,"), "!"));
}

fn maps() {
    let objects = |index| format!("\"{index:x}\":{{}},");
    let numbers = |index| format!("\"{index:x}\":1,");
    let nested = |index| format!("\"{index:x}\":{{\"\":1}},");
    json::<Map<Wide>>("a map", ("{", &objects, "}"));
    json::<Map<Json>>("a map of anything", ("{", &numbers, "}"));
    json::<Map<Wide>>("the same key again", ("{", &each("\"a\":{},"), "}"));
    json::<Map<Map<i64>>>("maps in a map", ("{", &nested, "}"));
    json::<HashMap<String, Wide>>("a hash map", ("{", &objects, "}"));
}

fn scalars() {
    json::<Vec<i64>>("whole numbers", ("[", &each("1,"), "]"));
    json::<Vec<Number>>("numbers", ("[", &each("1,"), "]"));
    json::<Vec<Decimal>>("decimals", ("[", &each("1,"), "]"));
    json::<Vec<String>>("texts", ("[", &each("\"a\","), "]"));
    json::<String>("one text", ("\"", &each("abc"), "\""));
    json::<String>("one text of escapes", ("\"", &each("\\u00e9"), "\""));
    json::<Json>("anything", ("[", &each("1,"), "]"));
    json::<Vec<Json>>("a list of anything", ("[", &each("1,"), "]"));
}

fn unions() {
    let texts = |index| format!("\"{index:x}\":\"\",");
    json::<Vec<Any>>("unions", ("[", &each("{},"), "]"));
    json::<Any>("a union of lists", ("[", &each("{},"), "]"));
    json::<Any>("a union of maps", ("{", &texts, "}"));
    json::<Vec<Any>>("unions that fit nothing", ("[", &each("1,"), "]"));
}

fn elements(bytes: usize) {
    const MEDIA: &str = "application/xml";
    let alike = filled(bytes, ("<r>", &each("<a/>"), "</r>"));
    read::<Decoded<Vec<Wide>>>("elements", 200, MEDIA, &alike);
    let names = filled(bytes, ("<r>", &|index| format!("<a{index:x}/>"), "</r>"));
    read::<Decoded<Map<Json>>>("elements of many names", 200, MEDIA, &names);
    let nested = filled(bytes, ("<r>", &each("<a><b/></a>"), "</r>"));
    read::<Decoded<Json>>("elements inside elements", 200, MEDIA, &nested);
    let attribute = |index| format!(" a{index:x}=\"\"");
    let attributes = filled(bytes / 64, ("<r", &attribute, "/>"));
    read::<Decoded<Json>>("attributes", 200, MEDIA, &attributes);
}

fn forms(bytes: usize) {
    const MEDIA: &str = "application/x-www-form-urlencoded";
    let alike = filled(bytes, ("", &each("a&"), "a"));
    read::<Decoded<Json>>("a form", 200, MEDIA, &alike);
    let names = filled(bytes, ("", &|index| format!("{index:x}&"), "a"));
    read::<Decoded<Json>>("a form of many names", 200, MEDIA, &names);
}

/// The limit does not get in the way of ordinary responses.
fn ordinary() {
    const MEDIA: &str = "application/json";
    let object = |index| {
        format!(
            "{{\"m1\":\"a text of some length\",\"m2\":\"{index}\",\"m3\":\"another text, somewhat longer\"}},"
        )
    };
    let body = filled(CAP / 4, ("[", &object, "]"));
    assert!(read::<Decoded<Vec<Wide>>>("objects", 200, MEDIA, &body));
    let text = |index| format!("\"text number {index:08}\",");
    let body = filled(CAP / 2, ("[", &text, "]"));
    assert!(read::<Decoded<Vec<String>>>("texts", 200, MEDIA, &body));
    let number = |index| format!("12345.{index:06},");
    let body = filled(CAP / 2, ("[", &number, "]"));
    assert!(read::<Decoded<Vec<Decimal>>>("numbers", 200, MEDIA, &body));
    let element = |index| format!("<entry><amount>12.{index}</amount></entry>");
    let body = filled(CAP / 8, ("<r>", &element, "</r>"));
    assert!(read::<Decoded<Json>>(
        "entries",
        200,
        "application/xml",
        &body
    ));
}
