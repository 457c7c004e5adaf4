//! Messages about names that the description does not have.

use crate::api::{Finding, Operation, Rule};
use crate::diagnostic::{Mistake, list_some};
use crate::document::{Description, OperationHead, Wanted, closest};

/// A message names at most this number of operations.
const LISTED_MAX: usize = 8;

/// The message about an operation that the description does not have, with the most similar one.
pub(super) fn unknown_operation_message(wanted: &Wanted, description: &Description) -> String {
    // The names of path parameters do not have to match, so several paths can match a route.
    if let Err(finding) = description.find(wanted)
        && finding.rule == Rule::AmbiguousRoute
    {
        return Mistake::new(finding.message).render(description);
    }
    if let Some(message) = incomplete_route_message(wanted, description) {
        return message;
    }
    let near = description.nearest(wanted);
    let what = match wanted {
        Wanted::Name(name) => format!("operation `{name}`"),
        Wanted::Route { .. } => format!("`{wanted}`"),
    };
    if let Some(why) = description.why_missing(wanted) {
        // Broken text is the cause of the missing operation, so its message comes first.
        let message = match why.rule == Rule::BrokenText {
            true => why.message,
            false => format!("the description has no {what}: {}", why.message),
        };
        return Mistake::new(message).at(&why.place).render(description);
    }
    let suffix = near
        .as_ref()
        .map(|(near, _)| format!("; did you mean `{near}`?"))
        .unwrap_or_default();
    let mistake = Mistake::new(format!("the description has no {what}{suffix}"));
    match (near, wanted) {
        (Some((_, head)), _) => mistake
            .at(&head.name_place())
            .label("this one")
            .render(description),
        (None, Wanted::Name(name)) => mistake
            .maybe_help(known_names_help(name, description.operations()))
            .maybe_help(broken_text_help(description))
            .render(description),
        (None, Wanted::Route { .. }) => mistake.render(description),
    }
}

/// The message about a path without its method, or with its server.
fn incomplete_route_message(wanted: &Wanted, description: &Description) -> Option<String> {
    let path = match wanted {
        Wanted::Name(path) => path,
        Wanted::Route { method, path } => {
            let (_, rest) = path.split_once("://")?;
            let path = &rest[rest.find('/')?..];
            let heads = description.operations().iter();
            let ends = |head: &&OperationHead| head.method == *method && path.ends_with(&head.path);
            let head = heads.filter(ends).max_by_key(|head| head.path.len())?;
            let mistake = Mistake::new(format!(
                "a route has no server, because the client has one: write `{method} {:?}`",
                head.path
            ));
            return Some(mistake.at(&head.place).render(description));
        }
    };
    let heads = description.operations().iter();
    let mut of_path = heads.filter(|head| head.path == *path).peekable();
    let place = of_path.peek()?.place.clone();
    let routes: Vec<String> = of_path
        .map(|head| format!("`{} {path:?}`", head.method))
        .collect();
    let mistake = Mistake::new(format!(
        "a route begins with its method: write {}",
        routes.join(" or ")
    ));
    Some(mistake.at(&place).render(description))
}

/// The message for an id that two operations have: the user may mean the other one.
pub(super) fn repeated_id_message(
    head: &OperationHead,
    description: &Description,
) -> Option<String> {
    let id = head.id.as_deref()?;
    let mut others = description.operations().iter();
    let other = others.find(|other| other.repeated_id().as_deref() == Some(id))?;
    let (method, path) = (&head.method, &head.path);
    Some(
        Mistake::new(format!(
            "two operations have the operationId `{id}`; it means the first of them, `{method} {path}`"
        ))
        .at(&other.name_place())
        .label("the other one")
        .help(format!(
            "name the route that is meant: `#[operation({method} \"{path}\")]`"
        ))
        .render(description),
    )
}

/// Reports broken text: the name may be after the place of the error.
pub(crate) fn broken_text_help(description: &Description) -> Option<String> {
    let broken = description.broken().into_iter().next()?;
    Some(format!(
        "or it may be in a part that cannot be read, at {}: {}",
        broken.place, broken.message
    ))
}

/// The known names, beginning with those that share the most words with the wanted name.
fn known_names_help(wanted: &str, heads: &[OperationHead]) -> Option<String> {
    if heads.is_empty() {
        return Some("it has no operations at all".to_owned());
    }
    let words = crate::name::snake(wanted);
    let words: Vec<&str> = words.split('_').collect();
    let common = |head: &&OperationHead| {
        let known = head.name.split('_').filter(|word| words.contains(word));
        known.count()
    };
    let mut sorted: Vec<&OperationHead> = heads.iter().collect();
    sorted.sort_by_key(|head| std::cmp::Reverse(common(head)));
    let names: Vec<&str> = sorted.into_iter().map(|head| head.name.as_str()).collect();
    Some(format!("it has {}", list_some(&names, LISTED_MAX)))
}

/// The message about a schema that the description does not have.
pub(super) fn unknown_schema_message(
    name: &str,
    known: &[String],
    description: &Description,
) -> String {
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

/// The operations chosen wholesale that cannot be honoured, with the reason of the first.
pub(super) fn left_out_warning(
    refused: &[(&Operation, &Finding)],
    chosen: usize,
    description: &Description,
) -> String {
    /// More names do not help a reader.
    const NAMED_MAX: usize = 4;
    let names = refused
        .iter()
        .map(|(operation, _)| operation.name.rust.as_str());
    let names: Vec<&str> = names.collect();
    let (_, why) = refused[0];
    let (lost, are) = (refused.len(), if refused.len() == 1 { "is" } else { "are" });
    Mistake::new(format!(
        "{lost} of {chosen} operations {are} left out: {}",
        list_some(&names, NAMED_MAX),
    ))
    .at(&why.place)
    .label(&why.message)
    .maybe_help(why.help.as_ref())
    .help("`cargo lean-api inspect` shows the reasons")
    .render(description)
}

/// The message about a tag that no operation carries.
pub(super) fn unknown_tag_message(tag: &str, known: &[String]) -> String {
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
