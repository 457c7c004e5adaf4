//! Keywords of schemas that are compared by their value, and the changes of a value.

/// A keyword whose value is compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[allow(missing_docs, reason = "each variant is the keyword of its name")]
pub enum Keyword {
    Contains,
    ContentEncoding,
    ContentMediaType,
    ContentSchema,
    Default,
    DependentRequired,
    DependentSchemas,
    Else,
    /// `encoding` of a media type.
    Encoding,
    ExclusiveMaximum,
    ExclusiveMinimum,
    If,
    MaxContains,
    MaxItems,
    MaxLength,
    MaxProperties,
    Maximum,
    MinContains,
    MinItems,
    MinLength,
    MinProperties,
    Minimum,
    MultipleOf,
    Not,
    Pattern,
    PropertyNames,
    Then,
}

/// The keywords with their spelling in a description and in names of rules.
const KEYWORDS: [(Keyword, &str, &str); 27] = [
    (Keyword::Contains, "contains", "contains"),
    (
        Keyword::ContentEncoding,
        "contentEncoding",
        "content-encoding",
    ),
    (
        Keyword::ContentMediaType,
        "contentMediaType",
        "content-media-type",
    ),
    (Keyword::ContentSchema, "contentSchema", "content-schema"),
    (Keyword::Default, "default", "default-value"),
    (
        Keyword::DependentRequired,
        "dependentRequired",
        "dependent-required",
    ),
    (
        Keyword::DependentSchemas,
        "dependentSchemas",
        "dependent-schema",
    ),
    (Keyword::Else, "else", "else"),
    (Keyword::Encoding, "encoding", "encoding"),
    (
        Keyword::ExclusiveMaximum,
        "exclusiveMaximum",
        "exclusive-max",
    ),
    (
        Keyword::ExclusiveMinimum,
        "exclusiveMinimum",
        "exclusive-min",
    ),
    (Keyword::If, "if", "if"),
    (Keyword::MaxContains, "maxContains", "max-contains"),
    (Keyword::MaxItems, "maxItems", "max-items"),
    (Keyword::MaxLength, "maxLength", "max-length"),
    (Keyword::MaxProperties, "maxProperties", "max-properties"),
    (Keyword::Maximum, "maximum", "max"),
    (Keyword::MinContains, "minContains", "min-contains"),
    (Keyword::MinItems, "minItems", "min-items"),
    (Keyword::MinLength, "minLength", "min-length"),
    (Keyword::MinProperties, "minProperties", "min-properties"),
    (Keyword::Minimum, "minimum", "min"),
    (Keyword::MultipleOf, "multipleOf", "multiple-of"),
    (Keyword::Not, "not", "not"),
    (Keyword::Pattern, "pattern", "pattern"),
    (Keyword::PropertyNames, "propertyNames", "property-names"),
    (Keyword::Then, "then", "then"),
];

impl Keyword {
    /// Every keyword.
    #[cfg(test)]
    pub(super) fn all() -> impl Iterator<Item = Self> {
        KEYWORDS.into_iter().map(|(keyword, ..)| keyword)
    }

    /// Returns the keyword as a description spells it: `maxLength`.
    #[must_use]
    pub const fn spelling(self) -> &'static str {
        KEYWORDS[self as usize].1
    }

    /// Returns the keyword as names of rules spell it: `max-length`.
    pub(super) const fn name(self) -> &'static str {
        KEYWORDS[self as usize].2
    }
}

/// A change of the value of a keyword.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Edit {
    /// It is new.
    Added,
    /// It has another value, and neither value is greater.
    Changed,
    /// Its value is a smaller number.
    Decreased,
    /// Its value is a greater number.
    Increased,
    /// It is gone.
    Removed,
    /// A limit is new.
    Set,
    /// A limit is gone.
    Unset,
}

/// The edits with their words in names of rules.
const EDITS: [(Edit, &str); 7] = [
    (Edit::Added, "added"),
    (Edit::Changed, "changed"),
    (Edit::Decreased, "decreased"),
    (Edit::Increased, "increased"),
    (Edit::Removed, "removed"),
    (Edit::Set, "set"),
    (Edit::Unset, "unset"),
];

impl Edit {
    /// Every edit.
    #[cfg(test)]
    pub(super) fn all() -> impl Iterator<Item = Self> {
        EDITS.into_iter().map(|(edit, _)| edit)
    }

    pub(super) const fn name(self) -> &'static str {
        EDITS[self as usize].1
    }
}

#[cfg(test)]
mod tests {
    use lean_openapi::contract::{LIMIT_KEYWORDS, TEXT_KEYWORDS};

    use super::{EDITS, KEYWORDS, Keyword};

    #[test]
    fn rows_are_in_the_order_of_the_variants() {
        for (index, (keyword, ..)) in KEYWORDS.into_iter().enumerate() {
            assert_eq!(keyword as usize, index);
        }
        for (index, (edit, _)) in EDITS.into_iter().enumerate() {
            assert_eq!(edit as usize, index);
        }
    }

    #[test]
    fn every_keyword_of_a_contract_is_known() {
        for keyword in LIMIT_KEYWORDS.iter().chain(&TEXT_KEYWORDS) {
            let is_known = Keyword::all().any(|known| known.spelling() == *keyword);
            // `uniqueItems` has no value that could change.
            assert!(is_known || *keyword == "uniqueItems", "{keyword}");
        }
    }
}
