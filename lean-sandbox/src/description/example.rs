//! Answers made from the description's examples.

use super::operation::Operation;
use crate::json::Json;

/// The example of an operation with the caller's own identifiers in it: members that are called as a parameter of the
/// request, and, where the path ends in a parameter, the outermost `id`.
pub(crate) fn echo(
    example: &Json,
    path: &[(String, String)],
    query: &[(String, String)],
    body: Option<&Json>,
) -> Json {
    let mut answer = example.clone();
    for (name, value) in path.iter().chain(query) {
        if is_identifier(name) {
            replace(&mut answer, &snake_case(name), value);
        }
    }
    if let Some((_, value)) = path.last()
        && answer.text("id").is_some()
    {
        answer.set("id", value);
    }
    if let Some(body) = body {
        echo_body(&mut answer, body);
    }
    answer
}

/// The first row of the list at a pointer of the example: what rows of this operation look like.
pub(crate) fn first_item<'a>(operation: &'a Operation, list: &[&str]) -> Option<&'a Json> {
    let example = operation.example()?;
    let rows = list.iter().try_fold(example, |value, key| value.get(key))?;
    rows.items().first()
}

/// Copies values from the request to the members of the same name in the answer.
fn echo_body(answer: &mut Json, body: &Json) {
    for (name, value) in body.members() {
        let scalar = matches!(value, Json::Text(_) | Json::Number(_) | Json::Bool(_));
        let same_kind = |old: &Json| std::mem::discriminant(old) == std::mem::discriminant(value);
        if scalar && answer.get(name).is_some_and(same_kind) {
            answer.set(name, value.clone());
        }
    }
}

fn is_identifier(name: &str) -> bool {
    name.ends_with("_id") || name.ends_with("Id")
}

/// `consentId` is `consent_id` in bodies.
fn snake_case(name: &str) -> String {
    if name.contains('_') || name.starts_with(|c: char| c.is_uppercase()) {
        return name.to_owned();
    }
    name.replace("Id", "_id")
}

fn replace(value: &mut Json, name: &str, with: &str) {
    match value {
        Json::Map(members) => {
            for (key, value) in members {
                if key == name && value.as_text().is_some() {
                    *value = Json::from(with);
                } else {
                    replace(value, name, with);
                }
            }
        }
        Json::List(items) => items.iter_mut().for_each(|item| replace(item, name, with)),
        Json::Null | Json::Bool(_) | Json::Number(_) | Json::Text(_) => {}
    }
}
