//! The operation that somebody asks for.

use super::operations::OperationHead;
use super::suggest::closest;
use crate::api::{Finding, Place, Severity};

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
/// If there is none, or if a route forgives so much that several fit.
pub(super) fn find<'a>(
    heads: &'a [OperationHead],
    wanted: &Wanted,
    place: Place,
) -> Result<&'a OperationHead, Finding> {
    match wanted {
        Wanted::Name(name) => by_name(heads, name, place),
        Wanted::Route { method, path } => by_route(heads, method, path, place),
    }
}

fn by_name<'a>(
    heads: &'a [OperationHead],
    name: &str,
    place: Place,
) -> Result<&'a OperationHead, Finding> {
    let by_id = heads.iter().find(|head| head.id.as_deref() == Some(name));
    if let Some(head) = by_id.or_else(|| heads.iter().find(|head| head.name == name)) {
        return Ok(head);
    }
    let snake = crate::name::snake(name);
    if let Some(head) = heads.iter().find(|head| head.name == snake) {
        return Ok(head);
    }
    let help = closest(name, heads.iter().map(|head| head.name.as_str()))
        .map(|near| format!("did you mean `{near}`?"));
    Err(Finding {
        severity: Severity::Refused,
        message: format!("no operation `{name}`"),
        help,
        place,
    })
}

fn by_route<'a>(
    heads: &'a [OperationHead],
    method: &str,
    path: &str,
    place: Place,
) -> Result<&'a OperationHead, Finding> {
    let of_method = |head: &&OperationHead| head.method.eq_ignore_ascii_case(method);
    if let Some(head) = heads
        .iter()
        .filter(of_method)
        .find(|head| head.path == path)
    {
        return Ok(head);
    }
    let plain = plain(path);
    let fitting: Vec<&OperationHead> = heads
        .iter()
        .filter(of_method)
        .filter(|head| self::plain(&head.path) == plain)
        .collect();
    if let [head] = fitting[..] {
        return Ok(head);
    }
    let refuse = |message: String, help| {
        Err(Finding {
            severity: Severity::Refused,
            message,
            help,
            place,
        })
    };
    if !fitting.is_empty() {
        let paths: Vec<String> = fitting
            .iter()
            .map(|head| format!("`{}`", head.path))
            .collect();
        return refuse(
            format!(
                "several operations fit `{method} {path}`: {}",
                paths.join(", ")
            ),
            None,
        );
    }
    if let Some(other) = heads.iter().find(|head| self::plain(&head.path) == plain) {
        let help = format!("the path has `{} {}`", other.method, other.path);
        return refuse(format!("no operation `{method} {path}`"), Some(help));
    }
    let near = closest(
        path,
        heads
            .iter()
            .filter(of_method)
            .map(|head| head.path.as_str()),
    );
    refuse(
        format!("no operation `{method} {path}`"),
        near.map(|near| format!("did you mean `{method} {near}`?")),
    )
}

/// A path without the names of its parameters and without a slash at its end.
fn plain(path: &str) -> String {
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
