//! Limits of values, looked at before anything is sent.
//!
//! In come the limits as [`Operation::limits`](crate::operation::Operation) writes them, and values; out goes the first
//! limit that a value does not keep. Values of a kind that a limit is not about keep it, as in JSON Schema; so do numbers
//! that are too long to compare.

use std::cmp::Ordering;

use super::unsendable::{SendFault, Unsendable};
use crate::json::{Value, ValueKind};
use crate::operation::{LimitTarget, Operation, limits};
use crate::values;

/// Looks at the value of a parameter.
pub(crate) fn check_parameter(
    operation: &'static Operation,
    index: usize,
    value: Value<'_>,
) -> Result<(), Unsendable> {
    for (target, limits) in limits(operation.limits) {
        let LimitTarget::Parameter(of, pointer) = target else {
            continue;
        };
        if of != index {
            continue;
        }
        let kept = check_nested(value, pointer, &mut |value| check_limits(value, limits));
        if let Err(limit) = kept
            && let Some(parameter) = operation.parameters.get(index)
        {
            return Err(Unsendable::of_parameter(parameter, SendFault::Limit(limit)));
        }
    }
    Ok(())
}

/// Looks at a body.
pub(crate) fn check_body(
    operation: &'static Operation,
    index: usize,
    value: Value<'_>,
) -> Result<(), Unsendable> {
    for (target, limits) in limits(operation.limits) {
        let LimitTarget::Body(of, pointer) = target else {
            continue;
        };
        if of != index {
            continue;
        }
        if let Err(limit) = check_nested(value, pointer, &mut |value| check_limits(value, limits)) {
            return Err(match pointer {
                "" => Unsendable::body(SendFault::Limit(limit)),
                pointer => {
                    Unsendable::member(pointer.trim_start_matches('/'), SendFault::Limit(limit))
                }
            });
        }
    }
    Ok(())
}

/// A limit that a value does not keep.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct BrokenLimit {
    /// As the tables write it.
    text: &'static str,
    /// The kind of the value that breaks the limit.
    kind: ValueKind,
}

impl BrokenLimit {
    /// `it is a number, and has to be at least 1`.
    pub(super) fn why(self) -> String {
        let (rule, bound) = split_limit(self.text);
        let has_to = match rule {
            ">=" => format!("be at least {bound}"),
            "<=" => format!("be at most {bound}"),
            ">" => format!("be more than {bound}"),
            "<" => format!("be less than {bound}"),
            "%" => format!("be a multiple of {bound}"),
            "len>=" => format!("have at least {bound} characters"),
            "len<=" => format!("have at most {bound} characters"),
            "items>=" => format!("have at least {bound} items"),
            "items<=" => format!("have at most {bound} items"),
            "members>=" => format!("have at least {bound} members"),
            "members<=" => format!("have at most {bound} members"),
            _ => "have each item once".to_owned(),
        };
        format!("it is {}, and has to {has_to}", self.kind.with_article())
    }
}

/// The places that a pointer with `*` for anything means.
fn check_nested<'v>(
    value: Value<'v>,
    pointer: &str,
    check: &mut dyn FnMut(Value<'v>) -> Result<(), BrokenLimit>,
) -> Result<(), BrokenLimit> {
    let Some(rest) = pointer.strip_prefix('/') else {
        return check(value);
    };
    let (token, rest) = match rest.find('/') {
        Some(at) => rest.split_at(at),
        None => (rest, ""),
    };
    match (token, value.kind()) {
        ("*", ValueKind::List) => value
            .items()
            .try_for_each(|item| check_nested(item, rest, check)),
        ("*", ValueKind::Map) => value
            .members()
            .try_for_each(|(_, member)| check_nested(member, rest, check)),
        (name, ValueKind::Map) => {
            let name = name.replace("~1", "/").replace("~0", "~");
            value
                .get(&name)
                .map_or(Ok(()), |member| check_nested(member, rest, check))
        }
        _ => Ok(()),
    }
}

fn check_limits(value: Value<'_>, limits: &'static str) -> Result<(), BrokenLimit> {
    let broken = limits.split(' ').find(|limit| !is_within(value, limit));
    match broken {
        Some(text) => Err(BrokenLimit {
            text,
            kind: value.kind(),
        }),
        None => Ok(()),
    }
}

fn is_within(value: Value<'_>, limit: &str) -> bool {
    let (rule, bound) = split_limit(limit);
    let size = match (rule.trim_end_matches(['<', '>', '=']), value.kind()) {
        ("", ValueKind::Number) | ("%", ValueKind::Number) => {
            return is_number_within(value.raw(), rule, bound);
        }
        ("unique", ValueKind::List) => return is_unique(value),
        ("len", ValueKind::String) => value.as_str().map_or(0, |text| text.chars().count()),
        ("items", ValueKind::List) => value.items().count(),
        ("members", ValueKind::Map) => value.members().count(),
        _ => return true,
    };
    let Ok(bound) = bound.parse::<usize>() else {
        return true;
    };
    if rule.ends_with(">=") {
        size >= bound
    } else {
        size <= bound
    }
}

fn is_number_within(digits: &str, rule: &str, bound: &str) -> bool {
    let (Some(value), Some(bound)) = (values::parse_decimal(digits), values::parse_decimal(bound))
    else {
        return true;
    };
    match (rule, value.cmp(&bound)) {
        (">=", order) => order != Ordering::Less,
        ("<=", order) => order != Ordering::Greater,
        (">", order) => order == Ordering::Greater,
        ("<", order) => order == Ordering::Less,
        _ => bound.is_zero() || value.checked_rem(bound).is_none_or(|rest| rest.is_zero()),
    }
}

/// Returns true if all items differ in their text: one list rarely contains the same value in two
/// notations.
fn is_unique(list: Value<'_>) -> bool {
    let mut seen = std::collections::HashSet::new();
    list.items().all(|item| seen.insert(item.raw()))
}

/// `len>=` and `3` of `len>=3`.
fn split_limit(limit: &str) -> (&str, &str) {
    let digits = limit.find(|next: char| next.is_ascii_digit() || next == '-');
    limit.split_at(digits.unwrap_or(limit.len()))
}
