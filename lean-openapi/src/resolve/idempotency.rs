//! The header of an operation's idempotency key: from `x-idempotency`, or a header parameter with a
//! matching name.
//!
//! An operation with its parameters comes in, the header's name goes out. A key that no parameter describes becomes an
//! optional header parameter, so that everything after this stage knows one kind of key.

use super::parameter::name_parameters;
use crate::api::{
    Api, Finding, Location, Name, Operation, Parameter, Place, Rule, Style, Type, TypeDef, TypeKind,
};
use crate::document::OperationHead;
use crate::lint::Report;

/// The form of `x-idempotency`.
pub(crate) const KEY: &str = "`x-idempotency: { header: Idempotency-Key }`";

/// Words that may end the name of a key.
const ENDINGS: [&str; 5] = ["key", "id", "uuid", "guid", "token"];

/// The header that `x-idempotency` gives the operation's key.
pub(super) fn read_key_header(
    report: &mut Report,
    head: &OperationHead,
    parameters: &mut Vec<Parameter>,
) -> Option<String> {
    let rule = head.at.get("x-idempotency")?.node;
    if rule.as_bool() == Some(false) {
        return None;
    }
    let header = rule.as_str().or_else(|| rule.get("header")?.as_str());
    let wrong = match header.as_deref() {
        None => Some("needs the name of a `header`".to_owned()),
        Some(header) => key_header_fault(header),
    };
    if let Some(wrong) = wrong {
        let message = format!("`x-idempotency` {wrong}; left out");
        let finding = Finding::repaired(Rule::InvalidIdempotency, rule.place(), message);
        report.add(finding.help(format!("write {KEY}")));
        return None;
    }
    Some(add_key_parameter(parameters, &header?, rule.place()))
}

/// Finds the keys that nothing but their names tells, in operations without `x-idempotency`.
pub(super) fn infer_keys(api: &mut Api, heads: &[&OperationHead]) {
    let types = &api.types;
    for (operation, head) in api.operations.iter_mut().zip(heads) {
        if head.at.get("x-idempotency").is_some() {
            continue;
        }
        let is_key = |parameter: &&Parameter| {
            is_called_key(parameter) && takes_any_text(&parameter.ty, types)
        };
        let key = operation.parameters.iter().find(is_key);
        operation.idempotency_header = key.map(|parameter| parameter.name.wire.clone());
    }
}

/// Gives an operation the key of this header.
pub fn give_key(operation: &mut Operation, header: &str) {
    let place = operation.place.clone();
    let header = add_key_parameter(&mut operation.parameters, header, place);
    operation.idempotency_header = Some(header);
}

/// Returns why a header of this name cannot carry a key; none: it can.
#[must_use]
pub fn key_header_fault(header: &str) -> Option<String> {
    let is_letter =
        |letter: char| letter.is_ascii_alphanumeric() || "!#$%&'*+-.^_`|~".contains(letter);
    if header.is_empty() || !header.chars().all(is_letter) {
        return Some(format!(
            "names `{}`, which is not the name of a header",
            header.escape_debug()
        ));
    }
    let taken = [
        "accept",
        "authorization",
        "connection",
        "content-length",
        "content-type",
        "cookie",
        "host",
        "te",
        "transfer-encoding",
        "upgrade",
    ];
    taken
        .contains(&header.to_ascii_lowercase().as_str())
        .then(|| format!("names `{header}`, a header with another meaning"))
}

/// The parameters, one of which carries the key; and the name as that one has it.
fn add_key_parameter(parameters: &mut Vec<Parameter>, header: &str, place: Place) -> String {
    let carries = |parameter: &&Parameter| {
        parameter.location == Location::Header && parameter.name.wire.eq_ignore_ascii_case(header)
    };
    if let Some(parameter) = parameters.iter().find(carries) {
        return parameter.name.wire.clone();
    }
    parameters.push(Parameter {
        name: Name {
            wire: header.to_owned(),
            rust: String::new(),
        },
        location: Location::Header,
        style: Style::Simple,
        explode: false,
        allow_reserved: false,
        media: None,
        required: false,
        ty: Type::Text,
        docs: "The key under which the call may be repeated without being acted on twice."
            .to_owned(),
        deprecated: false,
        default: None,
        limits: Vec::new(),
        place,
    });
    name_parameters(parameters);
    header.to_owned()
}

/// Returns true if a header has the name of an idempotency key: one of its words begins with `idempoten`, and the last
/// word is that one or one of [`ENDINGS`].
///
/// `Idempotency-Key`, `x-idempotency-key`, `Idempotency_Key` and `X-Idempotence-UUID` are keys. `X-Request-ID` is not: most
/// APIs use it for tracing. `Idempotency-Key-Expiry` is not.
fn is_called_key(parameter: &Parameter) -> bool {
    let words = name_words(&parameter.name.wire);
    let is_idempotency = |word: &String| word.starts_with("idempoten");
    let Some(last) = words.last() else {
        return false;
    };
    parameter.location == Location::Header
        && words.iter().any(is_idempotency)
        && (is_idempotency(last) || ENDINGS.contains(&last.as_str()))
}

/// Returns true if a value of this type can be any text: `X-Idempotent: true` is not a key.
fn takes_any_text(ty: &Type, types: &[TypeDef]) -> bool {
    let mut ty = ty;
    for _ in 0..64 {
        ty = match ty {
            Type::Json | Type::Text | Type::Secret | Type::Uuid | Type::Uri => return true,
            Type::Nullable(inner) => inner,
            Type::Named(id) | Type::Boxed(id) => match &types[id.0].kind {
                TypeKind::Alias(inner) | TypeKind::Newtype(inner) => inner,
                TypeKind::Struct(_) | TypeKind::Enum(_) | TypeKind::Union(_) => return false,
            },
            _ => return false,
        };
    }
    false
}

/// The words of a header's name, in small letters.
fn name_words(name: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    let mut was_small = false;
    for letter in name.chars() {
        if !letter.is_ascii_alphanumeric() {
            was_small = false;
            words.push(String::new());
            continue;
        }
        if words.is_empty() || (letter.is_ascii_uppercase() && was_small) {
            words.push(String::new());
        }
        was_small = letter.is_ascii_lowercase();
        if let Some(word) = words.last_mut() {
            word.push(letter.to_ascii_lowercase());
        }
    }
    words.retain(|word| !word.is_empty());
    words
}
