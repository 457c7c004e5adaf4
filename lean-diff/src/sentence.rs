//! A change in words, for compilers, terminals and pull requests.

use crate::change::Change;
use crate::rules::Event;

/// Returns a sentence about the change, lower case and without a full stop: ``query parameter `from` is now required``.
#[must_use]
pub fn sentence(change: &Change) -> String {
    fill(&template(change), &describe_subject(change), change)
}

/// Returns the sentence, followed by the old meaning if the sentence does not contain it.
#[must_use]
pub fn sentence_with_before(change: &Change) -> String {
    let template = template(change);
    let sentence = fill(&template, &describe_subject(change), change);
    if change.old.is_empty() || change.new.is_empty() || template.contains("{o}") {
        return sentence;
    }
    format!("{sentence}, was {}", quote(&change.old))
}

/// Returns the sentence about a method or a type: `` `get_order` is removed``, ``` `list_orders`: query parameter `page` is now
/// required```.
#[must_use]
pub fn sentence_about(name: &str, change: &Change) -> String {
    let (template, subject) = (template(change), describe_subject(change));
    let sentence = fill(&template, &subject, change);
    let is_about_it = template.starts_with("{it} ");
    if is_about_it || template.starts_with("{s} ") && subject.is_empty() {
        return format!("`{name}` {sentence}");
    }
    format!("`{name}`: {sentence}")
}

/// The sentence of the event, with places for the subject and the meanings: see [`Event::texts`].
fn template(change: &Change) -> String {
    let event = change.rule.event;
    let (_, sentence) = event.texts();
    let (had_old, has_new) = (!change.old.is_empty(), !change.new.is_empty());
    let sentence = match (event, had_old, has_new) {
        _ if !sentence.is_empty() => sentence,
        (Event::Keyword(keyword, _), ..) => {
            let sentence = match (had_old, has_new) {
                (true, false) => "{s} no longer has `{k}` {o}",
                (false, _) => "{s} now has `{k}` {n}",
                (true, true) => "`{k}` of {s} is now {n}",
            };
            return sentence.replace("{k}", keyword.spelling());
        }
        (_, true, true) => "{s} is now {n}",
        (_, true, false) if names_itself(change) => "{s} is removed",
        (_, true, false) => "{s} no longer has {o}",
        (_, false, true) => "{s} now has {n}",
        (_, false, false) => "{s} changed",
    };
    sentence.to_owned()
}

/// Returns the old meaning, for the place in the new description: `was optional`. Empty for a new part.
#[must_use]
pub fn old_meaning(change: &Change) -> String {
    match (change.rule.event, change.old.as_str(), change.new.as_str()) {
        (
            Event::Deprecated | Event::OperationDeprecated | Event::OperationDeprecatedWithSunset,
            ..,
        ) => "was not deprecated".to_owned(),
        (Event::Reactivated | Event::OperationReactivated, ..) => "was deprecated".to_owned(),
        (Event::UniqueItemsRemoved, ..) => "had `uniqueItems`".to_owned(),
        (
            Event::OperationRemoved
            | Event::OperationRemovedAsAnnounced
            | Event::PathRemoved
            | Event::PathRemovedAsAnnounced,
            route,
            _,
        ) => format!("was `{route}`"),
        (_, "", "") => "was different".to_owned(),
        (_, "", _) => String::new(),
        (_, old, "") => format!("had {}", quote(old)),
        (_, old, _) => format!("was {}", quote(old)),
    }
}

fn fill(sentence: &str, subject: &str, change: &Change) -> String {
    let sentence = sentence.trim_start_matches("{it} ");
    let sentence = match subject {
        "" => sentence.trim_start_matches("{s} ").replace(" of {s}", ""),
        subject => sentence.replace("{s}", subject),
    };
    // The old meaning may have braces of its own.
    let (before, after) = sentence.split_once("{o}").unwrap_or((&sentence, ""));
    let with_new = |text: &str| text.replace("{n}", &quote(&change.new));
    match sentence.contains("{o}") {
        true => format!(
            "{}{}{}",
            with_new(before),
            quote(&change.old),
            with_new(after)
        ),
        false => with_new(&sentence),
    }
}

fn describe_subject(change: &Change) -> String {
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
    is_member || is_part
}

/// Quotes names and values as code, and leaves our own words as they are.
fn quote(text: &str) -> String {
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
