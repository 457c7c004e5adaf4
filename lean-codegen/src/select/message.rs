//! What is said of names that the description does not have.

use crate::diagnostic::Mistake;
use crate::document::{Description, OperationHead, Wanted, closest};

/// Of so few operations all are named.
const LISTED_MAX: usize = 8;

/// An operation that is not there, with the nearest that is.
pub(super) fn no_operation(wanted: &Wanted, description: &Description) -> String {
    let heads = description.operations();
    match wanted {
        Wanted::Name(name) => {
            let near = nearest(name, heads);
            let suffix = near
                .map(|(near, _)| format!("; did you mean `{near}`?"))
                .unwrap_or_default();
            let mistake =
                Mistake::new(format!("the description has no operation `{name}`{suffix}"));
            match near {
                Some((_, head)) => mistake
                    .at(&head.name_place())
                    .label("this one")
                    .render(description),
                None => mistake
                    .maybe_help(listed(heads))
                    .maybe_help(broken(description))
                    .render(description),
            }
        }
        Wanted::Route { method, path } => no_route(method, path, description),
    }
}

/// The nearest name, in the way of writing of the name that is not there.
fn nearest<'d>(name: &str, heads: &'d [OperationHead]) -> Option<(&'d str, &'d OperationHead)> {
    let camel = name.contains(char::is_uppercase) || name.contains('-');
    let own = |head: &'d OperationHead| match &head.id {
        Some(id) if camel => id.as_str(),
        _ => head.name.as_str(),
    };
    let near = closest(name, heads.iter().map(own))?;
    heads
        .iter()
        .find(|head| own(head) == near)
        .map(|head| (near, head))
}

fn no_route(method: &str, path: &str, description: &Description) -> String {
    let heads = description.operations();
    // The only thing that `find` forgives too much: several paths that differ in parameters' names alone.
    let wanted = Wanted::Route {
        method: method.to_owned(),
        path: path.to_owned(),
    };
    if let Err(finding) = description.find(&wanted)
        && finding.message.starts_with("several")
    {
        return Mistake::new(finding.message).render(description);
    }
    let plain = |path: &str| {
        path.trim_end_matches('/')
            .split('/')
            .map(|part| if part.starts_with('{') { "{}" } else { part }.to_owned())
            .collect::<Vec<_>>()
    };
    if let Some(other) = heads.iter().find(|head| plain(&head.path) == plain(path)) {
        return Mistake::new(format!(
            "the description has no `{method} {path}`; did you mean `{} {}`?",
            other.method, other.path
        ))
        .at(&other.name_place())
        .label("this one")
        .render(description);
    }
    let of_method = |head: &&OperationHead| head.method.eq_ignore_ascii_case(method);
    let near = closest(
        path,
        heads
            .iter()
            .filter(of_method)
            .map(|head| head.path.as_str()),
    );
    let near = near.and_then(|near| {
        heads
            .iter()
            .filter(of_method)
            .find(|head| head.path == near)
    });
    let suffix = near
        .map(|near| format!("; did you mean `{} {}`?", near.method, near.path))
        .unwrap_or_default();
    let mistake = Mistake::new(format!("the description has no `{method} {path}`{suffix}"));
    match near {
        Some(head) => mistake
            .at(&head.name_place())
            .label("this one")
            .render(description),
        None => mistake.render(description),
    }
}

/// A text that is broken may hold what is looked for, after the place where it breaks.
fn broken(description: &Description) -> Option<String> {
    let complaint = description.complaints().into_iter().next()?;
    Some(format!(
        "the description is broken at {}: {}",
        complaint.place, complaint.message
    ))
}

fn listed(heads: &[OperationHead]) -> Option<String> {
    if heads.is_empty() {
        return Some("it has no operations at all".to_owned());
    }
    let names: Vec<String> = heads
        .iter()
        .take(LISTED_MAX)
        .map(|head| format!("`{}`", head.name))
        .collect();
    let more = if heads.len() > LISTED_MAX {
        format!(" and {} more", heads.len() - LISTED_MAX)
    } else {
        String::new()
    };
    Some(format!("it has {}{more}", names.join(", ")))
}

/// A schema that is not there.
pub(super) fn no_schema(name: &str, known: &[String], description: &Description) -> String {
    let Some(near) = closest(name, known.iter().map(String::as_str)) else {
        return format!("the description has no schema `{name}`");
    };
    let mistake = Mistake::new(format!(
        "the description has no schema `{name}`; did you mean `{near}`?"
    ));
    match description.schema_place(near) {
        Some(place) => mistake.at(&place).label("this one").render(description),
        None => mistake.render(description),
    }
}

/// A tag that no operation carries.
pub(super) fn no_tag(tag: &str, known: &[String]) -> String {
    if let Some(near) = closest(tag, known.iter().map(String::as_str)) {
        return format!("no operation carries the tag `{tag}`; did you mean `{near}`?");
    }
    let known: Vec<String> = known.iter().map(|tag| format!("`{tag}`")).collect();
    match known.is_empty() {
        true => format!("no operation carries the tag `{tag}`, or any other"),
        false => format!(
            "no operation carries the tag `{tag}`; there are {}",
            known.join(", ")
        ),
    }
}
