//! Streams of events and values: wherever they are cut, they mean the same, and limits hold.

#![cfg_attr(fuzzing, no_main)]

use lean_fuzz_runner::fuzz_target;
use lean_runtime::wire::{EventParser, LineSplitter, NotLines, SseEvent};

fuzz_target!(|input: (Vec<u8>, Vec<u8>)| {
    let (stream, cuts) = input;
    assert_eq!(events(&stream, &[]), events(&stream, &cuts));
    assert_eq!(lines(&stream, &[]), lines(&stream, &cuts));
    for event in events(&stream, &[]) {
        assert!(!event.data.contains('\r'));
        assert!(!event.name().contains(['\r', '\n']));
        lean_runtime::json::Tape::parse(&event.to_json()).expect("an event as JSON");
    }
    let mut small = EventParser::with_limit(8);
    for _ in 0..3 {
        // A byte that is not UTF-8 becomes three.
        let events = small.push(&stream).unwrap_or_default();
        assert!(events.iter().all(|event| event.data.len() <= 8 * 3));
    }
});

fn events(stream: &[u8], cuts: &[u8]) -> Vec<SseEvent> {
    let mut parser = EventParser::new();
    let pieces = pieces(stream, cuts).into_iter();
    pieces
        .flat_map(|piece| parser.push(piece).expect("below the limit"))
        .collect()
}

fn lines(stream: &[u8], cuts: &[u8]) -> (Vec<String>, Option<NotLines>) {
    let mut splitter = LineSplitter::new();
    let mut all = Vec::new();
    for piece in pieces(stream, cuts) {
        match splitter.push(piece) {
            Ok(lines) => all.extend(lines),
            Err(why) => return (all, Some(why)),
        }
    }
    match splitter.finish() {
        Ok(last) => all.extend(last),
        Err(why) => return (all, Some(why)),
    }
    (all, None)
}

fn pieces<'s>(stream: &'s [u8], cuts: &[u8]) -> Vec<&'s [u8]> {
    let mut rest = stream;
    let mut pieces = Vec::new();
    for cut in cuts {
        let (piece, after) = rest.split_at(usize::from(*cut).min(rest.len()));
        pieces.push(piece);
        rest = after;
    }
    pieces.push(rest);
    pieces
}
