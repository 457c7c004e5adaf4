//! The style of a rule for pages: by its word, or by its members.

use super::rule::{PageFault, PageRule};
use super::{CURSOR, PAGES};
use crate::document::closest;

/// The members of a rule; those of each style besides `style`, `items`, `size` and `has-more`.
const STYLES: &[(&str, &[&str])] = &[
    ("page", &["page", "first", "total-pages"]),
    ("offset", &["offset", "first", "total-items"]),
    ("cursor", &["cursor", "next", "next-header"]),
    ("last-id", &["cursor", "id"]),
    ("next-url", &["next", "next-header"]),
    ("link-header", &[]),
];

const COMMON: &[&str] = &["style", "items", "size", "has-more"];

/// The style that a rule has, by its word or by its members.
pub(super) fn rule_style<P: Clone>(rule: &PageRule<P>) -> Result<&'static str, PageFault<P>> {
    let all = || STYLES.iter().map(|(style, _)| *style);
    let known = || {
        STYLES
            .iter()
            .flat_map(|(_, members)| *members)
            .chain(COMMON)
    };
    for (name, ..) in &rule.members {
        if !known().any(|known| known == name) {
            let fault = rule.fault(name, format!("there is no member `{name}`"));
            return Err(fault.maybe_suggest(closest(name, known().copied())));
        }
    }
    let has = |name: &str| rule.get(name).is_some();
    let told = rule.get("style");
    let style = match told {
        Some(told) => all().find(|style| *style == told.replace('_', "-")),
        None if has("page") => Some("page"),
        None if has("offset") => Some("offset"),
        None if has("cursor") && has("id") => Some("last-id"),
        None if has("cursor") => Some("cursor"),
        None if has("next") || has("next-header") => Some("next-url"),
        None => {
            let message = "it needs `page`, `offset`, `cursor`, `next` or `style: link-header`";
            let help = format!("write {PAGES}, or {CURSOR}");
            return Err(rule.fault("", message).help(help));
        }
    };
    let Some(style) = style else {
        let told = told.unwrap_or_default();
        let fault = rule.fault("style", format!("there is no style `{told}`"));
        let fault = fault.maybe_suggest(closest(told, all()));
        let all = all().collect::<Vec<_>>().join("`, `");
        return Err(fault.help(format!("the styles are `{all}`")));
    };
    let own = STYLES.iter().find(|(name, _)| *name == style);
    let own = own.map_or(&[][..], |(_, members)| members);
    let odd = rule.members.iter().map(|(name, ..)| name.as_str());
    let mut odd = odd.filter(|name| !own.contains(name) && !COMMON.contains(name));
    match odd.next() {
        Some(odd) => Err(rule.fault(
            odd,
            format!("`{odd}` says nothing of pages of the style `{style}`"),
        )),
        None => Ok(style),
    }
}
