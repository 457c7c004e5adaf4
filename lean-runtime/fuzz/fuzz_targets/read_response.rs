//! Any content type, header and body of a response.

#![cfg_attr(fuzzing, no_main)]

use http::{HeaderMap, HeaderValue};
use lean_fuzz_runner::fuzz_target;
use lean_runtime::json::Tape;
use lean_runtime::model::decode_textual;
use lean_runtime::values::{Json, Map};
use lean_runtime::wire::{
    Exchange, HeaderShape, best_media, decode_text, form_to_json, read_header, xml_to_json,
};

fuzz_target!(|input: (String, Vec<u8>)| {
    let (content_type, body) = input;
    let _ = best_media(
        &content_type,
        &["application/json", "text/*; a=b", "*/*", &content_type],
    );
    let Ok(read) = decode_text(&content_type, &body) else {
        return;
    };
    if let Ok(json) = form_to_json(&read) {
        Tape::parse(&json).expect("a form as JSON");
    }
    if let Ok(json) = xml_to_json(&read) {
        Tape::parse(&json).expect("XML as JSON");
        let _ = decode_textual::<Map<Vec<Vec<i64>>>>(&json);
    }
    if let Ok(tape) = Tape::parse(&read) {
        let exchange = Exchange {
            response_body: Some(tape.root()),
            ..Exchange::default()
        };
        let _ = exchange.evaluate(&content_type);
        let _ = exchange.fill_template(&content_type);
    }
    let Ok(value) = HeaderValue::from_bytes(&body) else {
        return;
    };
    let headers: HeaderMap = [(http::header::ETAG, value)].into_iter().collect();
    for shape in [
        HeaderShape::One,
        HeaderShape::List,
        HeaderShape::Map,
        HeaderShape::ExplodedMap,
    ] {
        let _ = read_header::<Json>(&headers, "ETag", shape);
        let _ = read_header::<Vec<(i64, String)>>(&headers, "ETag", shape);
        let _ = read_header::<Map<bool>>(&headers, "ETag", shape);
    }
});
