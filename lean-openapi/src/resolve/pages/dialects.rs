//! The members by which descriptions tell of pages, each read into one form.

use super::path;
use super::rule::{PageFault, PageRule};
use crate::api::Place;
use crate::document::Tree;
use crate::read::Kind;

type Read = fn(&str, &Tree) -> Result<Option<PageRule<Place>>, PageFault<Place>>;

/// A member that tells of pages.
pub(super) struct Dialect {
    pub(super) member: &'static str,
    /// Reads it; none: it says that there is one page.
    pub(super) read: Read,
}

/// All of them, the one of ours first.
pub(super) const ALL: &[Dialect] = &[
    Dialect {
        member: "x-pagination",
        read: read_ours,
    },
    Dialect {
        member: "x-ms-pageable",
        read: read_microsoft,
    },
    Dialect {
        member: "x-speakeasy-pagination",
        read: read_speakeasy,
    },
    Dialect {
        member: "x-fern-pagination",
        read: read_fern,
    },
    Dialect {
        member: "x-dropshot-pagination",
        read: read_dropshot,
    },
];

fn text(node: &Tree) -> String {
    node.as_text().unwrap_or_default()
}

fn whole_rule(member: &str, node: &Tree) -> Result<PageRule<Place>, PageFault<Place>> {
    let rule = PageRule::new(member, node.place());
    match node.kind() {
        Kind::Map => Ok(rule),
        _ => Err(rule.fault("", "it is not an object")),
    }
}

fn read_ours(member: &str, node: &Tree) -> Result<Option<PageRule<Place>>, PageFault<Place>> {
    let mut rule = whole_rule(member, node)?;
    for (key, value) in node.entries() {
        match value.kind() {
            Kind::Null => {}
            Kind::Map | Kind::List => {
                let fault = rule.fault("", format!("`{}` is not a text", key.text));
                return Err(PageFault {
                    at: value.place(),
                    ..fault
                });
            }
            _ => rule = rule.with(&key.text, text(&value), value.place()),
        }
    }
    Ok(Some(rule))
}

/// <https://github.com/Azure/autorest/blob/main/docs/extensions/readme.md#x-ms-pageable>
fn read_microsoft(member: &str, node: &Tree) -> Result<Option<PageRule<Place>>, PageFault<Place>> {
    let rule = whole_rule(member, node)?;
    let items = node
        .get("itemName")
        .filter(|name| name.kind() != Kind::Null);
    let rule = match items {
        Some(name) => rule.with("items", text(&name), name.place()),
        None => rule.with("items", "value", node.place()),
    };
    match node.get("nextLinkName") {
        Some(name) if name.kind() == Kind::Null => Ok(None),
        Some(name) => Ok(Some(rule.with("next", text(&name), name.place()))),
        None => Err(rule.fault("", "it needs `nextLinkName`")),
    }
}

/// <https://www.speakeasy.com/docs/customize-sdks/pagination>
fn read_speakeasy(member: &str, node: &Tree) -> Result<Option<PageRule<Place>>, PageFault<Place>> {
    let mut rule = whole_rule(member, node)?;
    for input in node.get("inputs").iter().flat_map(Tree::items) {
        let word = |key: &str| input.get(key).map(|value| text(&value)).unwrap_or_default();
        let (kind, name) = (word("type"), word("name"));
        let as_member = match kind.as_str() {
            "page" | "offset" | "cursor" => kind.as_str(),
            "limit" => "size",
            _ => {
                let fault = rule.fault("", format!("there is no type of input `{kind}`"));
                return Err(PageFault {
                    at: input.place(),
                    ..fault
                });
            }
        };
        if word("in") == "requestBody" {
            let message = format!("`{name}` is in the request's body, where pages are not turned");
            let fault = rule.fault("", message);
            return Err(PageFault {
                at: input.place(),
                ..fault
            });
        }
        rule = rule.with(as_member, name, input.place());
    }
    let style = node
        .get("type")
        .map(|style| text(&style))
        .unwrap_or_default();
    let outputs = node.get("outputs");
    let output = |key: &str| outputs.as_ref()?.get(key);
    if let Some(results) = output("results") {
        rule = rule.with("items", text(&results), results.place());
    }
    match style.as_str() {
        "offsetLimit" => {
            if rule.get("page").is_some() {
                rule.first_assumed = 1;
                if let Some(pages) = output("numPages") {
                    rule = rule.with("total-pages", text(&pages), pages.place());
                }
            }
        }
        "cursor" => {
            if let Some(next) = output("nextCursor") {
                rule = cursor_rule(rule, &text(&next), next.place());
            }
        }
        "url" => {
            rule.members
                .retain(|(name, ..)| name == "items" || name == "size");
            if let Some(next) = output("nextUrl") {
                rule = rule.with("next", text(&next), next.place());
            }
        }
        _ => return Err(rule.fault("", format!("there is no type `{style}`"))),
    }
    Ok(Some(rule))
}

/// A cursor that the response gives, or the id of its last item.
fn cursor_rule(rule: PageRule<Place>, next: &str, place: Place) -> PageRule<Place> {
    let Some((list, id)) = path::split_last_item(next) else {
        return rule.with("next", next, place);
    };
    let rule = match rule.get("items") {
        Some(_) => rule,
        None => rule.with("items", list, place.clone()),
    };
    rule.with("id", id, place)
}

/// <https://buildwithfern.com/learn/api-definitions/openapi/extensions/pagination>
fn read_fern(member: &str, node: &Tree) -> Result<Option<PageRule<Place>>, PageFault<Place>> {
    let mut rule = whole_rule(member, node)?;
    let is_offset = node.get("step").is_some();
    for (key, value) in node.entries() {
        let as_member = match &*key.text {
            "offset" if is_offset => "offset",
            "offset" => "page",
            "step" => "size",
            "results" => "items",
            "cursor" => "cursor",
            "next_cursor" | "next_uri" | "next_path" => "next",
            "has-next-page" => "has-more",
            _ => continue,
        };
        rule = rule.with(as_member, text(&value), value.place());
    }
    rule.first_assumed = i64::from(!is_offset);
    Ok(Some(rule))
}

/// <https://docs.rs/dropshot/latest/dropshot/#support-for-paginated-resources>
fn read_dropshot(member: &str, node: &Tree) -> Result<Option<PageRule<Place>>, PageFault<Place>> {
    let at = node.place();
    let rule = PageRule::new(member, at.clone())
        .with("cursor", "page_token", at.clone())
        .with("next", "/next_page", at.clone())
        .with("items", "/items", at.clone());
    Ok(Some(rule))
}
