//! The parts of a contract that follow from merged facts alone.

use super::facts::{Facts, is_null};
use crate::contract::{Limit, Listed, TEXT_KEYWORDS, TYPES};
use crate::document::{Bound, Tree, Types};

impl Facts {
    pub(super) fn has_no_stated_type(&self) -> bool {
        self.kinds().is_empty()
            && self.values.is_none()
            && self.fixed.is_none()
            && self.groups.is_empty()
    }

    pub(super) fn listed_values(&self) -> (Option<Vec<Listed>>, bool) {
        let listed = |value: &Tree| Listed {
            value: value.json(),
            place: value.place(),
        };
        if let Some(fixed) = self.fixed.as_ref().filter(|fixed| !is_null(fixed)) {
            return (Some(vec![listed(fixed)]), true);
        }
        let Some(values) = &self.values else {
            return (None, false);
        };
        let values = values
            .iter()
            .map(|value| &value.value)
            .filter(|value| !is_null(value));
        let mut values: Vec<Listed> = values.map(listed).collect();
        values.sort_by(|a, b| a.value.cmp(&b.value));
        values.dedup_by(|a, b| a.value == b.value);
        (Some(values), false)
    }

    pub(super) fn required_elsewhere(&self) -> Vec<String> {
        let names = self.required.iter().filter_map(Tree::as_str);
        let unknown = names.filter(|name| self.property(name).is_none());
        let mut unknown: Vec<String> = unknown.map(|name| name.to_string()).collect();
        unknown.sort();
        unknown.dedup();
        unknown
    }

    pub(super) fn contract_limits(&self, sources: &[Tree]) -> Vec<Limit> {
        let mut limits = Vec::new();
        let mut add = |keyword: &'static str, value: String| limits.push(Limit { keyword, value });
        if let Some(Bound { value, exclusive }) = &self.minimum {
            add(
                if *exclusive {
                    "exclusiveMinimum"
                } else {
                    "minimum"
                },
                value.to_string(),
            );
        }
        if let Some(Bound { value, exclusive }) = &self.maximum {
            add(
                if *exclusive {
                    "exclusiveMaximum"
                } else {
                    "maximum"
                },
                value.to_string(),
            );
        }
        if let Some(step) = &self.multiple_of {
            add("multipleOf", step.to_string());
        }
        if let Some(least) = self.items_min.filter(|least| *least > 0) {
            add("minItems", least.to_string());
        }
        if let Some(most) = self.items_max {
            add("maxItems", most.to_string());
        }
        for (rule, bound) in &self.sizes {
            let keyword = match *rule {
                "len>=" if *bound == 0 => continue,
                "members>=" if *bound == 0 => continue,
                "len>=" => "minLength",
                "len<=" => "maxLength",
                "members>=" => "minProperties",
                "members<=" => "maxProperties",
                _ => "uniqueItems",
            };
            add(keyword, bound.to_string());
        }
        for pattern in sources.iter().filter_map(|source| source.text("pattern")) {
            add("pattern", pattern.to_string());
        }
        limits.sort();
        limits.dedup();
        limits
    }
}

pub(super) fn type_names(types: Types) -> Vec<&'static str> {
    let bits = [
        Types::LIST,
        Types::BOOL,
        Types::INTEGER,
        Types::NUMBER,
        Types::OBJECT,
        Types::TEXT,
    ];
    let names = bits
        .into_iter()
        .zip(TYPES)
        .filter(|(bit, _)| types.has(*bit));
    names.map(|(_, name)| name).collect()
}

pub(super) fn other_keywords(sources: &[Tree]) -> Vec<(&'static str, String)> {
    let of = |keyword: &'static str| {
        let written = sources.iter().filter_map(move |source| source.get(keyword));
        written.map(move |value| (keyword, value.json()))
    };
    let mut found: Vec<(&'static str, String)> = TEXT_KEYWORDS.into_iter().flat_map(of).collect();
    found.sort();
    found.dedup();
    found
}
