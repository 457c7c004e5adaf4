//! Reads what a refusal says: a response of a bad status goes in, an error with the provider's own code comes out.

use bytes::Bytes;

use crate::Error;
use crate::error::Passport;
use crate::json::Tape;

/// Members that hold the provider's code, in most APIs; the first that is there counts.
const CODES: [&str; 7] = [
    "/code",
    "/error/code",
    "/error_code",
    "/errorCode",
    "/error",
    "/type",
    "/status",
];

/// Members that hold the provider's words.
const MESSAGES: [&str; 5] = [
    "/message",
    "/error/message",
    "/error_description",
    "/detail",
    "/title",
];

/// The error of a bad status, which is in the passport. Reading the body takes at most `memory` bytes.
pub(crate) fn refusal(passport: Passport, body: Bytes, memory: usize) -> Error {
    let tape = std::str::from_utf8(&body)
        .ok()
        .and_then(|text| Tape::parse_within(text, memory).ok());
    let (code, message) = code_and_message(tape.as_ref());
    drop(tape);
    Error::api_refusal(passport, code, message, body)
}

/// The provider's code and words in the body of a refusal.
pub(super) fn code_and_message(tape: Option<&Tape<'_>>) -> (Option<String>, Option<String>) {
    let first = |names: &[&str]| {
        let root = tape?.root();
        let found = names.iter().find_map(|name| root.pointer(name)?.as_str());
        found.map(std::borrow::Cow::into_owned)
    };
    (first(&CODES), first(&MESSAGES))
}
