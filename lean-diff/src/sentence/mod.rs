//! A change in words, for compilers, terminals and pull requests.

mod table;

use self::table::{KEYWORDS, SENTENCES, WORDS};
use crate::change::Change;

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
