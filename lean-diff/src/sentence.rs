//! A change in words, for compilers, terminals and pull requests.

use crate::change::Change;

/// Sentences by the end of the rule. `{s}` is the subject, `{o}` the old and `{n}` the new meaning.
const SENTENCES: [(&str, &str); 81] = [
    (
        "api-idempotency-changed",
        "the header of the idempotency key is now {n}",
    ),
    ("api-operation-id-added", "is now called {n}"),
    ("api-operation-id-changed", "is called {n} now, not {o}"),
    (
        "api-operation-id-removed",
        "no longer has the `operationId` {o}",
    ),
    ("api-operation-id-respelled", "is now spelled {n}"),
    ("api-pagination-changed", "the pagination is now {n}"),
    ("api-removed-with-deprecation", "is removed, as announced"),
    (
        "api-path-removed-with-deprecation",
        "is removed, as announced",
    ),
    ("api-removed-without-deprecation", "is removed"),
    ("api-path-removed-without-deprecation", "is removed"),
    ("api-schema-removed", "is removed"),
    ("api-route-changed", "is now {n}"),
    ("api-security-added", "now needs {n}"),
    (
        "api-security-alternative-added",
        "may now also be called with {n}",
    ),
    (
        "api-security-component-oauth-token-url-changed",
        "now uses {n}",
    ),
    ("api-security-component-type-changed", "now uses {n}"),
    ("api-security-component-removed", "no longer needs {o}"),
    ("api-security-lifted", "no longer needs {o}"),
    ("api-security-removed", "can no longer be called with {o}"),
    ("api-security-scope-added", "needs the scope {n}"),
    (
        "api-security-scope-removed",
        "no longer needs the scope {o}",
    ),
    ("api-stability-decreased", "is now less stable: {n}"),
    ("api-stability-increased", "is now more stable: {n}"),
    ("api-sunset-date-added", "may be gone after {n}"),
    ("sunset-date-changed-too-small", "{s} may be gone after {n}"),
    (
        "sunset-deleted",
        "{s} no longer has a date after which it may be gone",
    ),
    ("api-tag-added", "has the new tag {n}"),
    ("api-tag-removed", "no longer has the tag {o}"),
    ("endpoint-added", "is new"),
    ("endpoint-deprecated", "is deprecated"),
    (
        "deprecated-with-sunset",
        "{s} is deprecated, and may be gone after {n}",
    ),
    ("-deprecated", "{s} is deprecated"),
    ("-reactivated", "{s} is no longer deprecated"),
    ("server-added", "has the server {n}"),
    ("server-removed", "no longer has the server {o}"),
    (
        "server-variables-changed",
        "the variables of the server are now {n}",
    ),
    ("webhook-added", "has the webhook {n}"),
    ("webhook-removed", "no longer has the webhook {o}"),
    ("webhook-payload-added", "now has a payload"),
    ("webhook-payload-removed", "no longer has a payload"),
    (
        "request-path-parameter-renamed",
        "path parameter {o} is now called {n}",
    ),
    ("-became-not-read-only", "{s} can now be sent"),
    ("-became-read-only", "{s} can no longer be sent"),
    ("-became-not-write-only", "{s} can now be received"),
    ("-became-write-only", "{s} is no longer received"),
    (
        "new-required-request-property-with-default",
        "{s} is new and required",
    ),
    ("-style-changed", "the style of {s} is now {n}"),
    ("-became-nullable", "{s} may now be null"),
    ("-became-not-nullable", "{s} can no longer be null"),
    ("request-body-added-required", "now needs a request body"),
    ("request-body-added-optional", "may now have a request body"),
    ("-enum-value-added", "{s} has the new value {n}"),
    ("-enum-value-removed", "{s} no longer has the value {o}"),
    ("-became-enum", "{s} is now one of {n}"),
    ("-one-of-added", "{s} has the new variant {n}"),
    ("-one-of-removed", "{s} no longer has the variant {o}"),
    ("-any-of-added", "{s} has the new variant {n}"),
    ("-any-of-removed", "{s} no longer has the variant {o}"),
    ("-discriminator-mapping-added", "{s} has the new tag {n}"),
    (
        "-discriminator-mapping-deleted",
        "{s} no longer has the tag {o}",
    ),
    (
        "-discriminator-mapping-changed",
        "a tag of {s} has another meaning, {n}",
    ),
    (
        "-discriminator-property-name-changed",
        "the tag of {s} is now in {n}",
    ),
    ("-discriminator-added", "the tag of {s} is now in {n}"),
    ("-discriminator-removed", "{s} no longer has a tag in {o}"),
    ("-status-added", "may return the status {n}"),
    ("-status-removed", "no longer returns the status {o}"),
    ("-media-type-added", "{s} may have the media type {n}"),
    (
        "-media-type-removed",
        "{s} no longer has the media type {o}",
    ),
    ("-link-added", "{s} has the new link {n}"),
    ("-link-removed", "{s} no longer has the link {o}"),
    ("-unique-items-added", "the items of {s} must now differ"),
    ("-unique-items-removed", "the items of {s} may now be equal"),
    (
        "-additional-properties-added",
        "{s} may now have other members",
    ),
    (
        "-additional-properties-removed",
        "{s} can no longer have other members",
    ),
    (
        "-additional-properties-schema-added",
        "the other members of {s} now have a type",
    ),
    (
        "-additional-properties-schema-removed",
        "the other members of {s} may now have any type",
    ),
    (
        "-pattern-property-added",
        "{s} has more `patternProperties`: {n}",
    ),
    (
        "-pattern-property-removed",
        "{s} has fewer `patternProperties`: {n}",
    ),
    ("-prefix-items-added", "{s} has more `prefixItems`: {n}"),
    ("-prefix-items-removed", "{s} has fewer `prefixItems`: {n}"),
    ("-property-added", "{s} is new"),
];

/// Keywords by their names in rules. Longer names come first.
const KEYWORDS: [(&str, &str); 29] = [
    ("content-encoding", "contentEncoding"),
    ("content-media-type", "contentMediaType"),
    ("content-schema", "contentSchema"),
    ("default-value", "default"),
    ("encoding", "encoding"),
    ("dependent-required", "dependentRequired"),
    ("dependent-schema", "dependentSchemas"),
    ("exclusive-max", "exclusiveMaximum"),
    ("exclusive-min", "exclusiveMinimum"),
    ("max-contains", "maxContains"),
    ("max-items", "maxItems"),
    ("max-length", "maxLength"),
    ("max-properties", "maxProperties"),
    ("min-contains", "minContains"),
    ("min-items", "minItems"),
    ("min-length", "minLength"),
    ("min-properties", "minProperties"),
    ("multiple-of", "multipleOf"),
    ("pattern-property", "patternProperties"),
    ("prefix-items", "prefixItems"),
    ("property-names", "propertyNames"),
    ("contains", "contains"),
    ("pattern", "pattern"),
    ("else", "else"),
    ("then", "then"),
    ("not", "not"),
    ("if", "if"),
    ("max", "maximum"),
    ("min", "minimum"),
];

/// The ends of rules about keywords.
const ACTIONS: [&str; 7] = [
    "added",
    "changed",
    "decreased",
    "increased",
    "removed",
    "set",
    "unset",
];

/// Returns a sentence about the change, lower case and without a full stop: ``query parameter `from` is now required``.
#[must_use]
pub fn sentence(change: &Change) -> String {
    filled(&template(change), &subject(change), change)
}

/// Returns the sentence, and after it what it was before if the sentence does not say so.
#[must_use]
pub fn sentence_with_before(change: &Change) -> String {
    let template = template(change);
    let said = filled(&template, &subject(change), change);
    let is_told = change.old.is_empty() || change.new.is_empty() || template.contains("{o}");
    match is_told {
        true => said,
        false => format!("{said}, was {}", marked(&change.old)),
    }
}

/// Returns the sentence about a method or a type: `` `get_order` is removed``, ``` `list_orders`: query parameter `page` is now
/// required```.
#[must_use]
pub fn sentence_about(name: &str, change: &Change) -> String {
    let said = sentence(change);
    match VERBS.iter().any(|verb| said.starts_with(verb)) {
        true => format!("`{name}` {said}"),
        false => format!("`{name}`: {said}"),
    }
}

/// The beginnings of sentences without a subject.
const VERBS: [&str; 7] = [
    "can ",
    "has ",
    "is ",
    "may ",
    "needs ",
    "no longer ",
    "now ",
];

fn template(change: &Change) -> String {
    let known = SENTENCES.iter().find(|(end, _)| change.rule.ends_with(end));
    if let Some((_, sentence)) = known {
        return (*sentence).to_owned();
    }
    let is = (change.old.is_empty(), change.new.is_empty());
    if let Some(keyword) = keyword(&change.rule) {
        let sentence = match is {
            (false, true) => "{s} no longer has `{k}` {o}",
            (true, _) => "{s} now has `{k}` {n}",
            (false, false) => "`{k}` of {s} is now {n}",
        };
        return sentence.replace("{k}", keyword);
    }
    let sentence = match is {
        _ if change.rule.starts_with("new-required") => "{s} is new and required",
        _ if change.rule.starts_with("new-") => "{s} is new",
        (false, false) => "{s} is now {n}",
        (false, true) if names_itself(change) => "{s} is removed",
        (false, true) => "{s} no longer has {o}",
        (true, false) => "{s} now has {n}",
        (true, true) => "{s} changed",
    };
    sentence.to_owned()
}

/// Returns what it was before, for the place in the new description: `was optional`. Empty if it was not there.
#[must_use]
pub fn before(change: &Change) -> String {
    let is_gone =
        change.rule.starts_with("api-removed") || change.rule.starts_with("api-path-removed");
    let is_deprecation =
        change.rule.ends_with("deprecated") || change.rule.ends_with("with-sunset");
    match (change.old.as_str(), change.new.as_str()) {
        _ if is_deprecation => "was not deprecated".to_owned(),
        ("", "") if change.rule.ends_with("-reactivated") => "was deprecated".to_owned(),
        ("", "") => "was different".to_owned(),
        (_, "") if change.rule.contains("unique-items") => "had `uniqueItems`".to_owned(),
        ("", _) => String::new(),
        (old, "") if is_gone => format!("was `{old}`"),
        (old, "") => format!("had {}", marked(old)),
        (old, _) => format!("was {}", marked(old)),
    }
}

fn filled(sentence: &str, subject: &str, change: &Change) -> String {
    let sentence = match subject {
        "" => sentence.trim_start_matches("{s} ").replace(" of {s}", ""),
        subject => sentence.replace("{s}", subject),
    };
    // The old meaning may have braces of its own.
    let (before, after) = sentence.split_once("{o}").unwrap_or((&sentence, ""));
    let with_new = |text: &str| text.replace("{n}", &marked(&change.new));
    match sentence.contains("{o}") {
        true => format!(
            "{}{}{}",
            with_new(before),
            marked(&change.old),
            with_new(after)
        ),
        false => with_new(&sentence),
    }
}

fn subject(change: &Change) -> String {
    let part = match change.subject.part.as_str() {
        "body" => "the request body",
        part => part,
    };
    let pointer = change.subject.pointer.trim_start_matches('/');
    match (part.is_empty(), pointer.is_empty()) {
        (true, true) => String::new(),
        (false, true) => part.to_owned(),
        (true, false) => format!("`{pointer}`"),
        (false, false) => format!("`{pointer}` of {part}"),
    }
}

/// The keyword that a rule is about: `maxLength` for `request-property-max-length-set`.
fn keyword(rule: &str) -> Option<&'static str> {
    let (rest, action) = rule.rsplit_once('-')?;
    if !ACTIONS.contains(&action) {
        return None;
    }
    let is_it = |(name, _): &&(&str, &str)| {
        rest.strip_suffix(*name)
            .is_some_and(|left| left.ends_with('-'))
    };
    KEYWORDS.iter().find(is_it).map(|(_, keyword)| *keyword)
}

/// Returns true if the removed thing is the subject itself.
fn names_itself(change: &Change) -> bool {
    let last = change
        .subject
        .pointer
        .rsplit('/')
        .next()
        .unwrap_or_default();
    let is_member = !last.is_empty() && last == change.old;
    let is_part = change.subject.part.ends_with(&format!("`{}`", change.old));
    is_member || is_part || change.rule == "request-body-removed"
}

/// Names and values are marked as code; words of ours are not.
fn marked(text: &str) -> String {
    let is_word = WORDS.contains(&text) || text.starts_with("string (");
    let is_words =
        text.contains(' ') && !text.starts_with(['"', '{', '[', '^']) || text.contains('`');
    if text.is_empty() || is_word || is_words || text.starts_with('"') && text.contains("\", \"") {
        return text.to_owned();
    }
    format!("`{text}`")
}

/// Meanings that are words, not names.
const WORDS: [&str; 17] = [
    "required", "optional", "nullable", "exploded", "refused", "allowed", "none", "array",
    "boolean", "integer", "number", "object", "string", "basic", "bearer", "open", "closed",
];
