//! The meaning of a rule for its operation: looks up parameters and types.

use super::path;
use super::rule::{PageFault, PageRule};
use super::style::rule_style;
use super::type_at::{self, TypeAt, is_scalar, unwrap_type};
use crate::api::{NextAt, NextPage, Operation, Pagination, Type, TypeDef, TypeKind};
use crate::document::closest;

/// The order of the pages of an operation, by a rule.
///
/// # Errors
/// The rule does not fit itself, or names a parameter or a place of the response that there is not.
pub fn pagination<P: Clone>(
    rule: &PageRule<P>,
    operation: &Operation,
    types: &[TypeDef],
) -> Result<Pagination, PageFault<P>> {
    let style = rule_style(rule)?;
    let settling = PageSettler {
        rule,
        operation,
        types,
        body: type_at::success_type(operation),
    };
    let next = settling.next_page(style)?;
    let (items, item) = settling.find_items()?;
    settling.check_size()?;
    let more = settling.optional_place("has-more", &["boolean"])?;
    Ok(Pagination {
        items,
        item,
        more,
        next,
    })
}

struct PageSettler<'a, P> {
    rule: &'a PageRule<P>,
    operation: &'a Operation,
    types: &'a [TypeDef],
    body: Option<&'a Type>,
}

impl<P: Clone> PageSettler<'_, P> {
    fn next_page(&self, style: &str) -> Result<NextPage, PageFault<P>> {
        Ok(match style {
            "page" => {
                let parameter = self.find_parameter("page", true)?;
                NextPage::Number {
                    first: self.first_page(&parameter)?,
                    pages: self.optional_place("total-pages", &["number"])?,
                    parameter,
                }
            }
            "offset" => {
                let parameter = self.find_parameter("offset", true)?;
                NextPage::Offset {
                    first: self.first_page(&parameter)?,
                    total: self.optional_place("total-items", &["number"])?,
                    parameter,
                }
            }
            "cursor" => NextPage::Cursor {
                parameter: self.find_parameter("cursor", false)?,
                at: self.next_at()?,
            },
            "last-id" => NextPage::LastId {
                parameter: self.find_parameter("cursor", false)?,
                id: self.find_id()?,
            },
            "link-header" => NextPage::Link {
                at: NextAt::LinkHeader,
            },
            _ => NextPage::Link {
                at: self.next_at()?,
            },
        })
    }

    /// The parameter that a member names.
    fn find_parameter(&self, member: &str, is_number: bool) -> Result<String, PageFault<P>> {
        let Some(written) = self.rule.get(member) else {
            let message =
                format!("it needs `{member}`, the parameter that leads from page to page");
            return Err(self.rule.fault("style", message));
        };
        let wanted = path::parameter_name(written);
        let parameters = &self.operation.parameters;
        let found = parameters
            .iter()
            .find(|parameter| parameter.name.wire == wanted);
        let Some(found) = found else {
            let known = parameters
                .iter()
                .map(|parameter| parameter.name.wire.as_str());
            let name = &self.operation.name.wire;
            let message = format!("`{name}` has no parameter `{wanted}`");
            let fault = self.rule.fault(member, message);
            return Err(fault.maybe_suggest(closest(wanted, known)));
        };
        let ty = unwrap_type(self.types, &found.ty);
        let fits = match is_number {
            true => can_be_integer(self.types, ty),
            false => is_scalar(self.types, ty),
        };
        if fits {
            return Ok(wanted.to_owned());
        }
        let what = if is_number {
            "whole number"
        } else {
            "text or number"
        };
        let message = format!("the parameter `{wanted}` is not a {what}");
        Err(self.rule.fault(member, message))
    }

    /// The number of the first page, by the rule or by the default of the parameter.
    fn first_page(&self, parameter: &str) -> Result<i64, PageFault<P>> {
        if let Some(first) = self.rule.get("first") {
            let message = format!("`first` is a whole number, not `{first}`");
            let first = first.parse().ok();
            return first.ok_or_else(|| self.rule.fault("first", message));
        }
        let mut parameters = self.operation.parameters.iter();
        let found = parameters.find(|known| known.name.wire == parameter);
        let default = found.and_then(|found| found.default.as_deref());
        let default = default.and_then(|text| text.trim_matches('"').parse().ok());
        Ok(default.unwrap_or(self.rule.first_assumed))
    }

    fn check_size(&self) -> Result<(), PageFault<P>> {
        match self.rule.get("size") {
            Some(_) => self.find_parameter("size", true).map(drop),
            None => Ok(()),
        }
    }

    /// The list of items, and what one is.
    fn find_items(&self) -> Result<(String, Type), PageFault<P>> {
        let none = || self.rule.fault("items", "the response holds no list");
        let body = self.body.ok_or_else(none)?;
        let pointer = match self.rule.get("items") {
            Some(written) => self.find_place("items", written)?,
            None => {
                let mut lists = type_at::list_pointers(self.types, body);
                if lists.len() != 1 {
                    let help = "say where the list is, as a JSON Pointer: `items: /data`";
                    let message = "it needs `items`: the response is not a list, and does not contain exactly one list";
                    return Err(self.rule.fault("style", message).help(help));
                }
                lists.remove(0)
            }
        };
        match type_at::type_at(self.types, body, &pointer) {
            TypeAt::Typed(Type::List(item)) => Ok((pointer, Type::clone(item))),
            TypeAt::Untold => Ok((pointer, Type::Json)),
            TypeAt::Typed(_) | TypeAt::Missing(_) => {
                let message = format!("there is no list at `{pointer}` of the response");
                Err(self.rule.fault("items", message))
            }
        }
    }

    fn next_at(&self) -> Result<NextAt, PageFault<P>> {
        if let Some(name) = self.rule.get("next-header") {
            let is_token = |c: char| c.is_ascii_alphanumeric() || "!#$%&'*+-.^_`|~".contains(c);
            if name.is_empty() || !name.chars().all(is_token) {
                let message = format!("`{name}` is not the name of a header");
                return Err(self.rule.fault("next-header", message));
            }
            return Ok(NextAt::Header(name.to_ascii_lowercase()));
        }
        let Some(next) = self.optional_place("next", &["text", "number"])? else {
            let message =
                "it needs `next`, the place in the response of what comes next, or `next-header`";
            return Err(self.rule.fault("style", message));
        };
        Ok(NextAt::Body(next))
    }

    /// The place of its id within an item.
    fn find_id(&self) -> Result<String, PageFault<P>> {
        let Some(written) = self.rule.get("id") else {
            let message = "it needs `id`, the place in an item of its id";
            return Err(self.rule.fault("style", message));
        };
        let (_, item) = self.find_items()?;
        self.find_value("id", written, &item, &["text", "number"])
    }

    /// The place in the response that a member names, and a value of one of these kinds.
    fn optional_place(&self, member: &str, kinds: &[&str]) -> Result<Option<String>, PageFault<P>> {
        let (Some(written), Some(body)) = (self.rule.get(member), self.body) else {
            return Ok(None);
        };
        self.find_value(member, written, body, kinds).map(Some)
    }

    fn find_value(
        &self,
        member: &str,
        written: &str,
        within: &Type,
        kinds: &[&str],
    ) -> Result<String, PageFault<P>> {
        let pointer = self.find_place_in(member, written, within)?;
        let fits = match type_at::type_at(self.types, within, &pointer) {
            TypeAt::Typed(ty) => {
                let is = |kind: &&str| match *kind {
                    "boolean" => matches!(ty, Type::Bool | Type::Text),
                    "number" => can_be_integer(self.types, ty) || is_number(ty),
                    _ => is_scalar(self.types, ty),
                };
                kinds.iter().any(is)
            }
            TypeAt::Untold | TypeAt::Missing(_) => true,
        };
        if fits {
            return Ok(pointer);
        }
        let kinds = kinds.join(" or ");
        let message = format!("what is at `{pointer}` of the response is not a {kinds}");
        Err(self.rule.fault(member, message))
    }

    fn find_place(&self, member: &str, written: &str) -> Result<String, PageFault<P>> {
        match self.body {
            Some(body) => self.find_place_in(member, written, body),
            None => Ok(path::pointers(written)
                .into_iter()
                .next()
                .unwrap_or_default()),
        }
    }

    /// The place that a text means: of several, the one that there is.
    fn find_place_in(
        &self,
        member: &str,
        written: &str,
        within: &Type,
    ) -> Result<String, PageFault<P>> {
        let pointers = path::pointers(written);
        let is_there = |pointer: &&String| {
            !matches!(
                type_at::type_at(self.types, within, pointer),
                TypeAt::Missing(_)
            )
        };
        if let Some(found) = pointers.iter().find(is_there) {
            return Ok(found.clone());
        }
        let Some(pointer) = pointers.last() else {
            let message = format!("`{written}` is not a JSON Pointer");
            return Err(self.rule.fault(member, message));
        };
        let near = match type_at::type_at(self.types, within, pointer) {
            TypeAt::Missing(names) => {
                let last = pointer.rsplit('/').next().unwrap_or_default();
                closest(last, names).map(str::to_owned)
            }
            TypeAt::Typed(_) | TypeAt::Untold => None,
        };
        let message = match member {
            "items" => format!("there is no list at `{pointer}` of the response"),
            "id" => format!("there is nothing at `{pointer}` of an item"),
            _ => format!("there is nothing at `{pointer}` of the response"),
        };
        let fault = self.rule.fault(member, message);
        Err(fault.maybe_suggest(near.as_deref()))
    }
}

/// Returns true if a value of that type can be an integer, perhaps as a string.
fn can_be_integer(types: &[TypeDef], ty: &Type) -> bool {
    match unwrap_type(types, ty) {
        Type::Integer(_) | Type::Number | Type::Text | Type::Json => true,
        Type::Named(id) => match &types[id.0].kind {
            TypeKind::Newtype(inner) => can_be_integer(types, inner),
            TypeKind::Struct(_) | TypeKind::Enum(_) | TypeKind::Union(_) | TypeKind::Alias(_) => {
                false
            }
        },
        _ => false,
    }
}

fn is_number(ty: &Type) -> bool {
    matches!(ty, Type::Float | Type::Decimal | Type::DecimalText)
}
