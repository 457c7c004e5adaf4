//! Any text in every place of a request: it arrives whole or is refused, and never breaks out of its place.

#![cfg_attr(fuzzing, no_main)]

use lean_fuzz_runner::fuzz_target;
use lean_runtime::json::{Tape, Writer};
use lean_runtime::operation::{Codec, Media, Operation, Parameter, Style};
use lean_runtime::request::Payload;
use lean_runtime::values::{File, Map};
use lean_runtime::wire::{RequestDraft, form_body, form_to_json, multipart_body};

static CALL: Operation = Operation::new("call", "POST", "/a/{p}{q}/{r}.json").parameters(&[
    Parameter::path("p"),
    Parameter::path("q").reserved(),
    Parameter::path("r").style(Style::Matrix, true),
    Parameter::query("s"),
    Parameter::query("t").reserved(),
    Parameter::query("u").style(Style::PipeDelimited, false),
    Parameter::query("v").style(Style::DeepObject, true),
    Parameter::query("w").style(Style::Json, false),
    Parameter::header("x-a"),
    Parameter::header("x-b").style(Style::Json, false),
    Parameter::cookie("c"),
    Parameter::cookie("d").style(Style::Cookie, true),
]);
static FORM: Media = Media::new("application/x-www-form-urlencoded", Codec::Form);
static PARTS: Media = Media::new("multipart/form-data", Codec::Multipart);

fuzz_target!(|input: (Vec<String>, String, u8)| {
    let (texts, name, kind) = input;
    let json = value(&texts, &name, kind);
    let tape = Tape::parse(&json).expect("what is written is JSON");
    let mut draft = RequestDraft::new(&CALL);
    for index in 0..CALL.parameters.len() {
        let _ = draft.add_parameter(index, tape.root());
    }
    check_query(draft.query());
    if let Ok(path) = draft.path() {
        check_path(&path);
    }
    for value in draft.headers().values() {
        assert!(
            value
                .as_bytes()
                .iter()
                .all(|byte| matches!(byte, b'\t' | b' '..=b'~'))
        );
    }
    check_form(&name, &texts);
    check_parts(&name, texts.first().map_or("", String::as_str));
});

fn check_query(query: &str) {
    assert!(
        query
            .bytes()
            .all(|byte| byte.is_ascii_graphic() && !b"#[]<>\"\\^`{|}".contains(&byte)),
        "{query}"
    );
}

fn check_path(path: &str) {
    assert!(
        path.bytes()
            .all(|byte| byte.is_ascii_graphic() && !b"?#[]<>\"\\^`{|}".contains(&byte)),
        "{path}"
    );
    assert_eq!(path.matches('/').count(), 3);
    let segments = path
        .split('/')
        .map(|segment| segment.to_ascii_lowercase().replace("%2e", "."));
    assert!(
        segments
            .into_iter()
            .all(|segment| segment != "." && segment != ".."),
        "{path}"
    );
}

fn check_form(name: &str, texts: &[String]) {
    let map: Map<Vec<String>> = [(name.to_owned(), texts.to_vec())].into_iter().collect();
    let json = lean_runtime::model::encode(&map);
    let tape = Tape::parse(&json).expect("JSON");
    let form = form_body(&FORM, tape.root()).expect("a form takes lists of texts");
    let back = form_to_json(&form).expect("what was sent is UTF-8");
    let back: Map<Vec<String>> = lean_runtime::model::decode_textual(&back).expect("what was sent");
    assert_eq!(back.get(name).map_or(&[][..], Vec::as_slice), texts);
}

fn check_parts(name: &str, text: &str) {
    let file = File::from_bytes(text.to_owned())
        .named(text)
        .content_type(text);
    let map: Map<File> = [(name.to_owned(), file)].into_iter().collect();
    let Ok((_, Payload::Bytes(bytes))) = multipart_body(&PARTS, &map) else {
        return;
    };
    let body = String::from_utf8(bytes.to_vec()).expect("text in, text out");
    let (headers, _) = body.split_once("\r\n\r\n").expect("an end of headers");
    let lines: Vec<_> = headers.split("\r\n").collect();
    // A part without a name has no disposition.
    assert_eq!(lines.len(), if name.is_empty() { 2 } else { 3 });
    assert!(headers.matches('"').count() <= 4 + text.matches('"').count());
}

fn value(texts: &[String], name: &str, kind: u8) -> String {
    let mut out = Writer::new();
    match kind % 3 {
        0 => out.string(texts.first().map_or("", String::as_str)),
        1 => {
            out.open_list();
            texts.iter().for_each(|text| out.string(text));
            out.close_list();
        }
        _ => {
            out.open_map();
            for text in texts {
                out.name(name);
                out.string(text);
            }
            out.close_map();
        }
    }
    out.into_text()
}
