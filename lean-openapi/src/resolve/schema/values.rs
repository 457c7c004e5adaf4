//! Enums: listed values of any kind, with names for unnamed values.

use std::collections::HashSet;

use super::super::reader::Reader;
use super::super::resolver::Resolver;
use super::facts::{EnumValue, Facts, is_null};
use super::lower::{Destination, MadeType};
use crate::api::{Enum, EnumWire, Name, Place, Rule, Type, TypeKind, Variant};
use crate::document::{Tree, Types};
use crate::name::{self, Taken};
use crate::read::Kind;

impl Resolver<'_> {
    /// A schema with listed values.
    pub(super) fn make_enum(
        &mut self,
        facts: &Facts,
        to: &Destination,
        place: &Place,
    ) -> (MadeType, bool) {
        let all = facts.values.clone().unwrap_or_default();
        let or_null = facts.nullable || all.iter().any(|value| is_null(&value.value));
        let values = without_duplicates(
            all.into_iter()
                .filter(|value| !is_null(&value.value))
                .collect(),
        );
        let plain = |ty| (MadeType::Plain(ty), or_null);
        if values.is_empty() {
            self.reader.report.report_repaired(
                Rule::EmptyEnum,
                place.clone(),
                "the list of values is empty; read as if it were not there".to_string(),
            );
            let open = Facts {
                values: None,
                ..facts.clone()
            };
            return self.make_type(&open, to, place);
        }
        self.reader.report_doubtful_values(facts, &values);
        if values
            .iter()
            .any(|value| matches!(value.value.kind(), Kind::Map | Kind::List | Kind::Invalid))
        {
            return plain(Type::Json);
        }
        if values.iter().all(|value| value.value.kind() == Kind::Bool) {
            return plain(Type::Bool);
        }
        let wire = wire_of(facts.kinds(), &values);
        let (id, _) = self.reserve_type(to, facts, place);
        let kind = TypeKind::Enum(build_enum(values, wire));
        (self.fill_slot(id, kind), or_null)
    }
}

impl Reader<'_> {
    /// Says which value the type rules out, and which default the list. A number that means a text is YAML's
    /// way of writing it.
    fn report_doubtful_values(&mut self, facts: &Facts, values: &[EnumValue]) {
        let kinds = facts.kinds();
        let is_ruled_out = |value: &&EnumValue| match (kinds, value.value.kind()) {
            (
                Types::TEXT | Types::INTEGER | Types::NUMBER | Types::BOOL,
                Kind::List | Kind::Map,
            ) => true,
            (Types::BOOL, kind) => kind != Kind::Bool,
            (Types::INTEGER | Types::NUMBER, Kind::Bool) => true,
            (Types::INTEGER | Types::NUMBER, Kind::String) => {
                let text = value.value.as_text().unwrap_or_default();
                text.parse::<f64>().is_err()
            }
            _ => false,
        };
        if let Some(wrong) = values.iter().find(is_ruled_out) {
            let message = format!(
                "`{}` does not have the type `{}`; the listed values count",
                wrong.value.as_text().unwrap_or_else(|| wrong.value.json()),
                kinds.name(),
            );
            self.report
                .report_repaired(Rule::EnumValueType, wrong.value.place(), message);
        }
        let Some(default) = &facts.notes.default else {
            return;
        };
        let text = default.as_text();
        let is_listed = |value: &EnumValue| value.value.as_text() == text;
        if text.is_some() && !is_null(default) && !values.iter().any(is_listed) {
            let message = format!(
                "the default `{}` is not one of the listed values",
                text.unwrap_or_default()
            );
            // A default only describes: nothing is repaired.
            self.report
                .report_ignored(Rule::UnlistedDefault, default.place(), message);
        }
    }
}

/// The type of the only value that a schema allows of itself, `null` aside.
pub(in crate::resolve) fn only_value(facts: &Facts) -> Option<Type> {
    if let Some(fixed) = &facts.fixed {
        return Some(constant_type(fixed));
    }
    let [only] = facts.values.as_deref()? else {
        return None;
    };
    let is_one = !matches!(
        only.value.kind(),
        Kind::Map | Kind::List | Kind::Invalid | Kind::Null
    );
    let json = || json_of(only, wire_of(facts.kinds(), std::slice::from_ref(only)));
    is_one.then(|| Type::Const(json()))
}

/// The type of one fixed value. Maps and lists are any value: nothing compares them.
pub(super) fn constant_type(value: &Tree) -> Type {
    match value.kind() {
        Kind::Map | Kind::List | Kind::Invalid => Type::Json,
        Kind::Number => {
            let text = value.json();
            // `1.0` is the whole number 1.
            let whole = text
                .split_once('.')
                .filter(|(_, fraction)| fraction.bytes().all(|digit| digit == b'0'));
            Type::Const(whole.map_or(text.as_str(), |(whole, _)| whole).to_string())
        }
        Kind::Null | Kind::Bool | Kind::String => Type::Const(value.json()),
    }
}

/// An enum of values that are neither null nor repeated.
pub(super) fn build_enum(values: Vec<EnumValue>, wire: EnumWire) -> Enum {
    let mut taken = Taken::default();
    let variants: Vec<Variant> = values
        .into_iter()
        .map(|value| make_variant(value, wire, &mut taken))
        .collect();
    let free = ["Unknown", "Unrecognized", "Unlisted"]
        .into_iter()
        .find(|name| !taken.has(name));
    let fallback = free.map_or_else(|| taken.free("Unlisted", ""), str::to_string);
    Enum {
        variants,
        wire,
        fallback,
    }
}

fn make_variant(value: EnumValue, wire: EnumWire, taken: &mut Taken) -> Variant {
    let text = value.value.as_text().unwrap_or_default();
    let (plain, spelled) = match &value.name {
        Some(given) => (name::pascal(given), name::pascal(given)),
        None => (
            name::pascal(&text),
            name::pascal(&name::join_snake(&name::words_with_symbols(&text))),
        ),
    };
    let rust = if taken.has(&plain) && !taken.has(&spelled) {
        spelled
    } else {
        plain
    };
    let rust = taken.free(&rust, "");
    let wire = match wire {
        EnumWire::Text | EnumWire::Integer => text,
        EnumWire::Json => value.value.json(),
    };
    Variant {
        name: Name { wire, rust },
        docs: value.docs,
    }
}

/// The values on the wire; YAML's unquoted numbers are strings if the type says so.
pub(super) fn wire_of(kinds: Types, values: &[EnumValue]) -> EnumWire {
    let is_whole = |value: &EnumValue| {
        value
            .value
            .as_text()
            .is_some_and(|text| text.parse::<i64>().is_ok())
    };
    let all_text = values
        .iter()
        .all(|value| value.value.kind() == Kind::String);
    let all_whole = values
        .iter()
        .all(|value| value.value.kind() == Kind::Number && is_whole(value));
    match kinds {
        Types::TEXT => EnumWire::Text,
        Types::INTEGER | Types::NUMBER if values.iter().all(is_whole) => EnumWire::Integer,
        _ if all_text => EnumWire::Text,
        _ if all_whole => EnumWire::Integer,
        _ => EnumWire::Json,
    }
}

fn json_of(value: &EnumValue, wire: EnumWire) -> String {
    match wire {
        EnumWire::Text => crate::document::json_string(&value.value.as_text().unwrap_or_default()),
        EnumWire::Integer => value.value.as_text().unwrap_or_default(),
        EnumWire::Json => value.value.json(),
    }
}

fn without_duplicates(values: Vec<EnumValue>) -> Vec<EnumValue> {
    let mut seen = HashSet::new();
    values
        .into_iter()
        .filter(|value| seen.insert(value.value.json()))
        .collect()
}
