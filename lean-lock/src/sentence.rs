//! A change in words.

use lean_diff::Change;

/// Returns a sentence about the change, lower case and without a full stop: ``query parameter `from` is now required``.
#[must_use]
pub fn sentence(change: &Change) -> String {
    let subject = subject(change);
    let predicate = predicate(change);
    if subject.is_empty() {
        return predicate;
    }
    format!("{subject} {predicate}")
}

/// Returns what it was before, for the place in the new description: `was optional`. Empty if it was not there.
#[must_use]
pub fn before(change: &Change) -> String {
    match (change.old.as_str(), change.new.as_str()) {
        ("", _) => String::new(),
        (old, "") => format!("had {}", marked(old)),
        (old, _) => format!("was {old}"),
    }
}

fn subject(change: &Change) -> String {
    let part = &change.subject.part;
    let pointer = change.subject.pointer.trim_start_matches('/');
    match (part.is_empty(), pointer.is_empty()) {
        (true, true) => String::new(),
        (false, true) => part.clone(),
        (true, false) => format!("`{pointer}`"),
        (false, false) => format!("`{pointer}` of {part}"),
    }
}

fn predicate(change: &Change) -> String {
    let (rule, old, new) = (
        change.rule.as_str(),
        change.old.as_str(),
        change.new.as_str(),
    );
    if rule.contains("deprecated") && !rule.contains("removed") {
        return match new {
            "" => "is deprecated".to_owned(),
            date => format!("is deprecated, and may be gone after {date}"),
        };
    }
    if rule == "api-operation-id-changed" {
        return format!("is called `{new}` now, not `{old}`");
    }
    let value = if new.is_empty() {
        marked(old)
    } else {
        marked(new)
    };
    let known = [
        ("api-security-scope-added", "needs the scope"),
        ("api-security-added", "may ask for"),
        ("enum-value-added", "has the new value"),
        ("enum-value-removed", "no longer has the value"),
        ("status-added", "may return the status"),
        ("status-removed", "no longer returns the status"),
        ("media-type-added", "may have the media type"),
        ("media-type-removed", "no longer has the media type"),
        ("server-added", "has the server"),
        ("server-removed", "no longer has the server"),
    ];
    if let Some((_, words)) = known.iter().find(|(end, _)| rule.ends_with(end)) {
        return format!("{words} {value}");
    }
    match (old.is_empty(), new.is_empty()) {
        (false, false) if new == "may be null" => "may now be null".to_owned(),
        (false, false) => format!("is now {new}"),
        _ if rule.starts_with("new-required") => "is new and required".to_owned(),
        _ if rule.contains("property-added") || rule.starts_with("new-") => "is new".to_owned(),
        (false, true) if names_itself(change) => "is removed".to_owned(),
        (false, true) => format!("no longer has {value}"),
        (true, false) => format!("now has {value}"),
        (true, true) => format!("changed ({rule})"),
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
    is_member || is_part || change.rule.starts_with("api-") || change.rule == "request-body-removed"
}

fn marked(text: &str) -> String {
    if text.contains('`') || text.contains(' ') && !text.starts_with('"') {
        return text.to_owned();
    }
    format!("`{}`", text.trim_matches('"'))
}
