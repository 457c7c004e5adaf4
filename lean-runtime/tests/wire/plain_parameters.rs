//! Parameters that are one text, number or boolean take a shorter way to the wire. It leads to the same place.

use std::sync::Arc;

use lean_runtime::__private::AnyCall;
use lean_runtime::Error;
use lean_runtime::model::Slot;
use lean_runtime::operation::{Location, Operation, Parameter, Style};
use lean_runtime::request::{BoxFuture, Execute, Reply, Request};
use lean_runtime::values::{Decimal, Json, Uuid};

/// A limit, on no parameter that there is, has values taken apart to look at them.
const LIMITED: &str = "9\t>=1";

#[test]
fn the_shorter_way_leads_to_the_same_place() {
    let texts = [
        "plain",
        "a b",
        "\u{fc}",
        "",
        ".",
        "..",
        "%2e%2e",
        "%252e",
        "a/b",
        "a\\b",
        "\"q\"",
        "'",
        "true",
        "12",
        "{x}",
        "a,b;c=d",
        "a&b=c#d?e+f",
        "tab\there",
        "line\nbreak",
        " edge ",
        "~!$'()*:@|",
        "null",
        "1e5",
        "\u{0}",
    ];
    for text in texts {
        compare(&text.to_owned());
    }
    for json in [
        "null",
        "[]",
        "{}",
        "[1,2]",
        "{\"a\":1}",
        "\"\\ud800\"",
        "1.50",
        "-0",
        "1E400",
        "false",
    ] {
        compare(&json.parse::<Json>().unwrap());
    }
    compare(&-7_i64);
    compare(&0.1_f64);
    compare(&f64::INFINITY);
    compare(&true);
    compare(&"12.50".parse::<Decimal>().unwrap());
    compare(
        &"7C1F6A52-3a7e-4d0b-9f0c-2f6b8f1f0a11"
            .parse::<Uuid>()
            .unwrap(),
    );
}

/// Compares both ways of a value, at every place in every style.
fn compare(value: &dyn Slot) {
    use Style::{
        Cookie, DeepObject, Form, Json, Label, Matrix, PipeDelimited, Simple, SpaceDelimited, Text,
    };
    let places = [
        Location::Path,
        Location::Query,
        Location::Header,
        Location::Cookie,
    ];
    let styles = [
        Simple,
        Label,
        Matrix,
        Form,
        SpaceDelimited,
        PipeDelimited,
        DeepObject,
        Cookie,
        Json,
        Text,
    ];
    for location in places {
        for style in styles {
            for (explode, reserved) in [(false, false), (true, false), (true, true)] {
                let parameters: &'static [Parameter] = Vec::leak(vec![Parameter {
                    name: "color",
                    location,
                    style,
                    explode,
                    reserved,
                    fixed: None,
                }]);
                for path in ["/a/{color}", "/.{color}/b", "/x{color}.{color}?c=d e#f"] {
                    let operation = Operation::new("get", "GET", path).parameters(parameters);
                    let short = request(operation, value);
                    let long = request(operation.limits(LIMITED), value);
                    assert_eq!(short, long, "{parameters:?} {path} {value:?}");
                }
            }
        }
    }
}

fn request(operation: Operation, value: &dyn Slot) -> Result<String, String> {
    let operation: &'static Operation = Box::leak(Box::new(operation));
    let call = AnyCall::new(Arc::new(Nowhere), operation).with(0, value);
    let request = call.request().map_err(|error| error.to_string())?;
    let (path, query) = (&request.path, &request.query);
    let headers = request.headers.iter();
    let headers: Vec<_> = headers
        .map(|(name, value)| (name, value.as_bytes()))
        .collect();
    Ok(format!("{path} {query} {headers:?}"))
}

struct Nowhere;

impl Execute for Nowhere {
    fn execute(&self, _: Request) -> BoxFuture<Result<Reply, Error>> {
        unreachable!("nothing is sent")
    }

    fn block_on(&self, _: BoxFuture<()>) {}
}
