//! The styles of OpenAPI as one expansion: RFC 6570 section 3.2.1, and the styles that OpenAPI adds to it.

use std::borrow::Cow;

use super::deep;
use super::flat::Flat;
use super::percent::{self, Keep, UNRESERVED};
use super::unsendable::SendFault;
use crate::json::Value;
use crate::operation::Style;

/// The rules of a style for writing values at a location: the columns of RFC 6570 appendix A.
#[derive(Clone, Copy, Debug)]
pub(super) struct Rules {
    pub(super) style: Style,
    pub(super) explode: bool,
    /// Before the first.
    pub(super) first: &'static str,
    /// Between exploded items.
    pub(super) separator: &'static str,
    /// Between items that share one name.
    pub(super) inner: &'static str,
    /// True if the name precedes the value.
    pub(super) named: bool,
    /// After a name without a value.
    pub(super) if_empty: &'static str,
    pub(super) escape: Escape,
}

/// The treatment of characters that the place does not allow.
#[derive(Clone, Copy, Debug)]
pub(super) enum Escape {
    /// Characters are percent-encoded: the first set applies to names, the second to values.
    Percent(Keep, Keep),
    /// Nothing: the place checks the text as a whole.
    Plain,
}

impl Rules {
    /// The rules of a style, exploded or not, before its location has its say.
    pub(super) fn new(style: Style, explode: bool) -> Rules {
        let (first, separator, inner, named, if_empty) = match style {
            Style::Label if explode => (".", ".", ",", false, ""),
            Style::Label => (".", ",", ",", false, ""),
            Style::Matrix => (";", ";", ",", true, ""),
            Style::Form
            | Style::DeepObject
            | Style::DeepEmpty
            | Style::DeepIndexed
            | Style::DeepRepeated
            | Style::FormContent => ("", "&", ",", true, "="),
            Style::SpaceDelimited => ("", "&", "%20", true, "="),
            Style::PipeDelimited => ("", "&", "%7C", true, "="),
            Style::Cookie => ("", "; ", ",", true, "="),
            Style::Simple | Style::Json | Style::Text => ("", ",", ",", false, ""),
        };
        let escape = Escape::Percent(UNRESERVED, UNRESERVED);
        Rules {
            style,
            explode,
            first,
            separator,
            inner,
            named,
            if_empty,
            escape,
        }
    }

    /// With values in which these characters and triples stay.
    pub(super) fn reserved(self, keep: Keep) -> Rules {
        let except = match self.style {
            Style::Matrix if self.explode => ";",
            Style::Matrix => ";,",
            Style::Simple => ",",
            _ if self.explode => "",
            _ => ",",
        };
        Rules {
            escape: Escape::Percent(UNRESERVED, keep.except(except)),
            ..self
        }
    }

    fn encode_name(&self, name: &str) -> String {
        let mut text = String::with_capacity(name.len());
        self.push_name(name, &mut text);
        text
    }

    fn encode_value(&self, value: &str) -> String {
        let mut text = String::with_capacity(value.len());
        self.push_value(value, &mut text);
        text
    }

    fn push_name(&self, name: &str, out: &mut String) {
        match self.escape {
            Escape::Percent(keep, _) => percent::encode(name, keep, out),
            Escape::Plain => out.push_str(name),
        }
    }

    fn push_value(&self, value: &str, out: &mut String) {
        match self.escape {
            Escape::Percent(_, keep) => percent::encode(value, keep, out),
            Escape::Plain => out.push_str(value),
        }
    }
}

/// Writes a value; none if it is undefined.
pub(super) fn expand(
    name: &str,
    value: &Flat<'_>,
    rules: &Rules,
) -> Result<Option<String>, SendFault> {
    if let Style::SpaceDelimited | Style::PipeDelimited = rules.style {
        check_delimited(value, rules)?;
    }
    let text = match value {
        Flat::Undefined => return Ok(None),
        Flat::One(text) => return Ok(Some(expand_scalar(name, text, rules))),
        Flat::List(items) if rules.explode => {
            let items = items
                .iter()
                .map(|item| name_value(name, &rules.encode_value(item), rules));
            join(items, rules.separator)
        }
        Flat::Map(members) if rules.explode => {
            let members = members
                .iter()
                .map(|(name, value)| pair(name, &rules.encode_value(value), rules));
            join(members, rules.separator)
        }
        Flat::List(items) => {
            let items = items.iter().map(|item| rules.encode_value(item));
            name_value(name, &join(items, rules.inner), rules)
        }
        Flat::Map(members) => {
            let texts = members
                .iter()
                .flat_map(|(name, value)| [rules.encode_name(name), rules.encode_value(value)]);
            name_value(name, &join(texts, rules.inner), rules)
        }
    };
    Ok(Some(format!("{}{text}", rules.first)))
}

/// Writes a value with brackets for what is within it; none if nothing is.
pub(super) fn expand_deep(
    name: &str,
    value: Value<'_>,
    rules: &Rules,
) -> Result<Option<String>, SendFault> {
    let pairs = deep::deep_pairs(name, value, rules.style)?;
    let pairs = pairs
        .iter()
        .map(|(name, value)| format!("{}={}", rules.encode_name(name), rules.encode_value(value)));
    let text = join(pairs, rules.separator);
    Ok((!text.is_empty()).then_some(text))
}

/// Writes a single value.
fn expand_scalar(name: &str, value: &str, rules: &Rules) -> String {
    let length = rules.first.len() + name.len() + value.len() + 1;
    let mut text = String::with_capacity(length);
    text.push_str(rules.first);
    if rules.named {
        rules.push_name(name, &mut text);
        text.push_str(if value.is_empty() {
            rules.if_empty
        } else {
            "="
        });
    }
    rules.push_value(value, &mut text);
    text
}

fn name_value(name: &str, value: &str, rules: &Rules) -> String {
    if !rules.named {
        return value.to_owned();
    }
    let equals = if value.is_empty() {
        rules.if_empty
    } else {
        "="
    };
    format!("{}{equals}{value}", rules.encode_name(name))
}

/// Writes a member of an exploded object under its own name, in every style.
fn pair(name: &str, value: &str, rules: &Rules) -> String {
    let equals = if rules.named && value.is_empty() {
        rules.if_empty
    } else {
        "="
    };
    format!("{}{equals}{value}", rules.encode_name(name))
}

/// These delimiters read the same whether they separate items or are in an item (OpenAPI 3.2 appendix E).
fn check_delimited(value: &Flat<'_>, rules: &Rules) -> Result<(), SendFault> {
    let delimiter = if rules.style == Style::SpaceDelimited {
        ' '
    } else {
        '|'
    };
    let holds = |text: &Cow<'_, str>| text.contains(delimiter);
    let held = match value {
        Flat::Undefined | Flat::One(_) => return Ok(()),
        Flat::List(items) => items.iter().any(holds),
        Flat::Map(members) => members
            .iter()
            .any(|(name, value)| holds(name) || holds(value)),
    };
    match (rules.explode, held) {
        (true, _) => Err(SendFault::ExplodedDelimited),
        (false, true) => Err(SendFault::HoldsDelimiter),
        (false, false) => Ok(()),
    }
}

fn join(texts: impl Iterator<Item = String>, separator: &str) -> String {
    texts.collect::<Vec<_>>().join(separator)
}
