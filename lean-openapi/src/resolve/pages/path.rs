//! Ways to name a place in a response: JSON Pointers, member names, and paths with dots as vendors write them.

/// The JSON Pointers that a text may mean, most literal first.
pub(super) fn pointers(text: &str) -> Vec<String> {
    if text.is_empty() || text.starts_with('/') {
        return vec![text.to_owned()];
    }
    if let Some(pointer) = text.strip_prefix("$response.body") {
        return vec![pointer.trim_start_matches('#').to_owned()];
    }
    let whole = (!text.starts_with('$')).then(|| format!("/{}", escape_step(text)));
    let parted = split_steps(text).map(|steps| join_pointer(&steps));
    let mut pointers: Vec<String> = whole.into_iter().chain(parted).collect();
    pointers.dedup();
    pointers
}

/// The list and the place in each item, of a path that leads into the last item of a list: `$.data[-1].id`.
pub(super) fn split_last_item(text: &str) -> Option<(String, String)> {
    let steps = split_steps(text)?;
    let last = steps.iter().position(|step| is_last(step))?;
    Some((
        join_pointer(&steps[..last]),
        join_pointer(&steps[last + 1..]),
    ))
}

/// The name of a parameter, of a path in a request: `$request.query.page`.
pub(super) fn parameter_name(text: &str) -> &str {
    let Some(name) = text.strip_prefix("$request.") else {
        return text;
    };
    let places = ["query.", "path.", "header."];
    let place = places.iter().find_map(|place| name.strip_prefix(place));
    place.unwrap_or(name)
}

fn is_last(step: &str) -> bool {
    step == "-1" || step.replace(' ', "") == "(@.length-1)"
}

fn join_pointer(steps: &[String]) -> String {
    let steps = steps.iter().map(|step| format!("/{}", escape_step(step)));
    steps.collect()
}

fn escape_step(name: &str) -> String {
    name.replace('~', "~0").replace('/', "~1")
}

/// The steps of a path: `$.data.items`, `$['data']['items']`, `$response.data.items`, `Links.Next`, `data[-1].id`.
fn split_steps(text: &str) -> Option<Vec<String>> {
    let rest = text.strip_prefix("$response").or(text.strip_prefix('$'));
    let mut rest = rest.unwrap_or(text);
    let mut steps = Vec::new();
    while !rest.is_empty() {
        if let Some(inside) = rest.strip_prefix('[') {
            let (step, after) = inside.split_once(']')?;
            steps.push(step.trim().trim_matches(['\'', '"']).to_owned());
            rest = after;
            continue;
        }
        rest = rest.strip_prefix('.').unwrap_or(rest);
        let end = rest.find(['.', '[']).unwrap_or(rest.len());
        if end == 0 {
            return None;
        }
        steps.push(rest[..end].to_owned());
        rest = &rest[end..];
    }
    Some(steps)
}

#[cfg(test)]
mod tests {
    use super::{parameter_name, pointers, split_last_item};

    #[test]
    fn places_are_named_in_many_ways() {
        for (text, expected) in [
            ("", vec![""]),
            ("/data/items", vec!["/data/items"]),
            ("data", vec!["/data"]),
            ("Links.Next", vec!["/Links.Next", "/Links/Next"]),
            ("a/b", vec!["/a~1b"]),
            ("$", vec![""]),
            ("$.data.items", vec!["/data/items"]),
            ("$['@odata.nextLink']", vec!["/@odata.nextLink"]),
            ("$response.meta.next", vec!["/meta/next"]),
            ("$response.body#/meta/next", vec!["/meta/next"]),
            ("$..a", vec![]),
        ] {
            assert_eq!(pointers(text), expected, "{text}");
        }
    }

    #[test]
    fn the_last_item_is_split_from_its_list() {
        let parts = |list: &str, id: &str| Some((list.to_owned(), id.to_owned()));
        assert_eq!(split_last_item("$.data[-1].id"), parts("/data", "/id"));
        assert_eq!(split_last_item("$[(@.length - 1)].id"), parts("", "/id"));
        assert_eq!(split_last_item("$.data.id"), None);
    }

    #[test]
    fn parameters_are_named_by_themselves_or_by_their_request() {
        assert_eq!(parameter_name("page"), "page");
        assert_eq!(parameter_name("$request.page"), "page");
        assert_eq!(parameter_name("$request.query.page"), "page");
    }
}
