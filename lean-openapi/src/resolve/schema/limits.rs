//! Limits of values: what a call looks at before it is sent.

use std::rc::Rc;

use super::super::reader::Reader;
use super::facts::{Facts, Group, OtherMembers};
use crate::document::{At, Bound, TreeId};

/// Limits by place: a JSON Pointer with `*` for any item or member, and the limits as the runtime reads them.
pub(in crate::resolve) type Limits = Vec<(String, String)>;

/// As many places of a value have limits; more are not looked at.
const PLACES_MAX: usize = 100;

/// Limits in each other deeper than that are not looked at.
const DEPTH_MAX: usize = 8;

/// As many schemas are looked at for one value.
const SCHEMAS_MAX: usize = 1_000;

/// The limits of one schema, and the places with more: computed once, however many operations reach it.
pub(in crate::resolve) struct SchemaLimits {
    /// As the runtime reads them; empty if there are none.
    own: String,
    /// Members, items and values, with their step of a JSON Pointer.
    inner: Vec<(String, At)>,
    /// The conditions of a value that is not null: the only other member of a union with `null`.
    beside_null: Vec<At>,
}

/// The search for the limits of a value.
struct LimitSearch {
    found: Limits,
    pointer: String,
    open: Vec<TreeId>,
    left: usize,
}

impl Reader<'_> {
    /// The limits of a value and of what is in it. What a union of several schemas holds has none: nobody knows which of
    /// its members it is.
    pub(in crate::resolve) fn limits(&mut self, at: &At) -> Limits {
        let mut search = LimitSearch {
            found: Vec::new(),
            pointer: String::new(),
            open: Vec::new(),
            left: SCHEMAS_MAX,
        };
        self.search_limits(at, &mut search);
        search.found
    }

    fn search_limits(&mut self, at: &At, search: &mut LimitSearch) {
        let id = at.node.id();
        let is_too_much = search.left == 0
            || search.found.len() >= PLACES_MAX
            || search.open.len() >= DEPTH_MAX
            || search.open.contains(&id);
        if is_too_much || !self.spend(1) {
            return;
        }
        search.left -= 1;
        let limited = self.limits_of_schema(at);
        if !limited.own.is_empty() {
            let found = (search.pointer.clone(), limited.own.clone());
            search.found.push(found);
        }
        if limited.inner.is_empty() && limited.beside_null.is_empty() {
            return;
        }
        search.open.push(id);
        for same in &limited.beside_null {
            self.search_limits(same, search);
        }
        for (step, inner) in &limited.inner {
            let outer = search.pointer.len();
            search.pointer.push('/');
            search.pointer.push_str(step);
            self.search_limits(inner, search);
            search.pointer.truncate(outer);
        }
        search.open.pop();
    }

    fn limits_of_schema(&mut self, at: &At) -> Rc<SchemaLimits> {
        let id = at.node.id();
        // What a dynamic reference leads to depends on the way here.
        if at.scope.is_empty()
            && let Some(known) = self.cache.limits.get(&id)
        {
            return known.clone();
        }
        let facts = self.facts_at(at);
        let mut inner = Vec::new();
        for property in &facts.properties {
            let ([part], false) = (
                &property.parts[..],
                property.name.contains(['\t', '\n', '*']),
            ) else {
                continue;
            };
            // What only responses carry is not sent.
            if self.facts_at(part).notes.read_only || self.read(part).read_only {
                continue;
            }
            let step = property.name.replace('~', "~0").replace('/', "~1");
            inner.push((step, part.clone()));
        }
        if facts.prefix.is_empty() {
            let values = match (&facts.additional, facts.properties.is_empty()) {
                (OtherMembers::Of(values), true) => Some(values),
                _ => None,
            };
            let parts = facts.items.iter().chain(values);
            inner.extend(parts.map(|part| ("*".to_string(), part.clone())));
        }
        let limited = Rc::new(SchemaLimits {
            own: facts.own_limits().join(" "),
            inner,
            beside_null: self.sole_members_besides_null(&facts.groups),
        });
        if at.scope.is_empty() {
            self.cache.limits.insert(id, limited.clone());
        }
        limited
    }

    /// The members of unions that have no other, `null` aside.
    fn sole_members_besides_null(&mut self, groups: &[Group]) -> Vec<At> {
        let mut found = Vec::new();
        for group in groups {
            let mut others = Vec::new();
            for member in &group.members {
                let gathered = self.gather(std::slice::from_ref(member));
                if !gathered.refs.is_empty() || !gathered.own.is_null() {
                    others.push(member.clone());
                }
            }
            if let [only] = &others[..] {
                found.push(only.clone());
            }
        }
        found
    }
}

impl Facts {
    fn own_limits(&self) -> Vec<String> {
        let mut limits = Vec::new();
        if self.values.is_some() || self.fixed.is_some() {
            return limits;
        }
        limits.extend(
            self.minimum
                .as_ref()
                .and_then(|bound| bound_limit(bound, ">")),
        );
        limits.extend(
            self.maximum
                .as_ref()
                .and_then(|bound| bound_limit(bound, "<")),
        );
        // Floating-point numbers miss their steps by a hair.
        let is_float = matches!(self.format.as_deref(), Some("float" | "double"));
        let step = self
            .multiple_of
            .as_deref()
            .filter(|step| !is_float && is_number(step));
        limits.extend(step.map(|step| format!("%{step}")));
        limits.extend(
            self.items_min
                .filter(|least| *least > 0)
                .map(|least| format!("items>={least}")),
        );
        limits.extend(self.items_max.map(|most| format!("items<={most}")));
        // The text of bytes is not what their length is about.
        let is_bytes = self.content_encoding.is_some()
            || matches!(
                self.format.as_deref(),
                Some("binary" | "byte" | "base64" | "base64url")
            );
        for (rule, bound) in &self.sizes {
            let says_nothing =
                *bound == 0 && rule.ends_with(">=") || is_bytes && rule.starts_with("len");
            let text = if *rule == "unique" {
                (*rule).to_string()
            } else {
                format!("{rule}{bound}")
            };
            if !says_nothing && !limits.contains(&text) {
                limits.push(text);
            }
        }
        limits
    }
}

/// Bounds of whole types of numbers are said by the type.
fn bound_limit(bound: &Bound, sign: &str) -> Option<String> {
    let digits = bound.value.trim_start_matches('-');
    let of_a_type =
        digits.len() >= 16 || matches!(digits, "2147483647" | "2147483648" | "4294967295");
    if of_a_type || !is_number(&bound.value) {
        return None;
    }
    let or_equal = if bound.exclusive { "" } else { "=" };
    Some(format!("{sign}{or_equal}{}", bound.value))
}

/// Plain digits, as the tables have them.
fn is_number(text: &str) -> bool {
    let digits = text.strip_prefix('-').unwrap_or(text);
    digits.starts_with(|next: char| next.is_ascii_digit())
        && digits
            .chars()
            .all(|next| next.is_ascii_digit() || next == '.')
}
