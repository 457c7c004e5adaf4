//! The search for the operation that a user names.

use std::fmt;

use super::operations::OperationHead;
use super::suggest::closest;
use crate::api::{Finding, Rule};

/// An operation as a user names it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Wanted {
    /// By operationId, or by the Rust name made of it.
    Name(String),
    /// By method and path: `GET /banks/v1/`.
    Route {
        /// The HTTP method, in any case.
        method: String,
        /// The path; a slash at its end and the names of its parameters need not be the description's.
        path: String,
    },
}

/// Finds an operation by what its user calls it.
///
/// # Errors
/// Fails if there is no such operation, with the nearest one as help and its place; also if several
/// operations match a route.
pub(super) fn find<'a>(
    heads: &'a [OperationHead],
    wanted: &Wanted,
) -> Result<&'a OperationHead, Finding> {
    let found = match wanted {
        Wanted::Name(name) => find_by_name(heads, name),
        Wanted::Route { method, path } => find_by_route(heads, method, path)?,
    };
    found.ok_or_else(|| {
        let near = nearest(heads, wanted);
        let place = near.as_ref().map(|(_, head)| head.name_place());
        let message = format!("no operation `{wanted}`");
        Finding::refused(Rule::UnknownOperation, place.unwrap_or_default(), message)
            .maybe_suggest_in_help(near.map(|(near, _)| near))
    })
}

/// The most similar operation, named in the style of the wanted name: as a name, or as a route.
pub(super) fn nearest<'a>(
    heads: &'a [OperationHead],
    wanted: &Wanted,
) -> Option<(String, &'a OperationHead)> {
    match wanted {
        Wanted::Name(name) => {
            let camel = name.contains(char::is_uppercase) || name.contains('-');
            let own = |head: &'a OperationHead| match &head.id {
                Some(id) if camel => id.as_str(),
                _ => head.name.as_str(),
            };
            let near = closest(name, heads.iter().map(own))?;
            let head = heads.iter().find(|head| own(head) == near)?;
            Some((near.to_owned(), head))
        }
        Wanted::Route { method, path } => {
            let of_method = |head: &&OperationHead| head.method.eq_ignore_ascii_case(method);
            let same = heads
                .iter()
                .find(|head| normalise_path(&head.path) == normalise_path(path));
            let head = same.or_else(|| {
                let paths = heads.iter().filter(of_method);
                let near = closest(path, paths.map(|head| head.path.as_str()))?;
                heads
                    .iter()
                    .filter(of_method)
                    .find(|head| head.path == near)
            })?;
            Some((format!("{} {}", head.method, head.path), head))
        }
    }
}

fn find_by_name<'a>(heads: &'a [OperationHead], name: &str) -> Option<&'a OperationHead> {
    let by_id = heads.iter().find(|head| head.id.as_deref() == Some(name));
    by_id
        .or_else(|| heads.iter().find(|head| head.name == name))
        .or_else(|| {
            let snake = crate::name::snake(name);
            heads.iter().find(|head| head.name == snake)
        })
}

fn find_by_route<'a>(
    heads: &'a [OperationHead],
    method: &str,
    path: &str,
) -> Result<Option<&'a OperationHead>, Finding> {
    let of_method = |head: &&OperationHead| head.method.eq_ignore_ascii_case(method);
    let exact = heads
        .iter()
        .filter(of_method)
        .find(|head| head.path == path);
    if exact.is_some() {
        return Ok(exact);
    }
    let plain = normalise_path(path);
    let fitting: Vec<&OperationHead> = heads
        .iter()
        .filter(of_method)
        .filter(|head| self::normalise_path(&head.path) == plain)
        .collect();
    match fitting[..] {
        [] => Ok(None),
        [head] => Ok(Some(head)),
        [first, ..] => {
            let paths: Vec<String> = fitting
                .iter()
                .map(|head| format!("`{}`", head.path))
                .collect();
            let paths = paths.join(", ");
            let message = format!("several operations fit `{method} {path}`: {paths}");
            let place = first.name_place();
            Err(Finding::refused(Rule::AmbiguousRoute, place, message))
        }
    }
}

impl fmt::Display for Wanted {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Name(name) => f.write_str(name),
            Self::Route { method, path } => write!(f, "{method} {path}"),
        }
    }
}

/// A path without the names of its parameters and without a slash at its end.
fn normalise_path(path: &str) -> String {
    let mut out = String::with_capacity(path.len());
    let mut inside = false;
    for c in path.trim_end_matches('/').chars() {
        match c {
            '{' => inside = true,
            '}' => inside = false,
            _ if inside => continue,
            _ => {}
        }
        out.push(c);
    }
    out
}
