//! Finds the operation of a request.

use std::sync::{Arc, OnceLock};

use http::Method;
use lean_openapi::read::Node;

use super::documents::{document, resolve};
use super::operation::Operation;

/// The paths of one or more documents.
pub(crate) struct Routes(Vec<Route>);

struct Route {
    path: String,
    segments: Vec<RouteSegment>,
    item: Node,
    operations: OnceLock<Vec<(Method, Arc<Operation>)>>,
}

enum RouteSegment {
    Literal(String),
    Parameter {
        before: String,
        name: String,
        after: String,
    },
}

/// The result of a path look-up.
pub(crate) enum RouteMatch {
    /// The operation, and the values of the path's parameters.
    Operation(Arc<Operation>, Vec<(String, String)>),
    /// The path exists, but not for this method: for these.
    OtherMethod(Vec<Method>),
    /// No such path.
    Nothing,
}

impl Routes {
    /// The paths of these documents; of a path that is given twice, the earlier.
    pub(super) fn of(names: &[&str]) -> Self {
        let mut routes: Vec<Route> = Vec::new();
        for item in names
            .iter()
            .filter_map(|name| document(name)?.get("paths"))
            .flat_map(|paths| paths.entries())
        {
            let (path, item) = (item.0.text.to_string(), item.1);
            if !routes.iter().any(|route| route.path == path) {
                routes.push(Route::new(path, item));
            }
        }
        // `/payments/v1/intents` goes before `/payments/v1/{payment_id}`.
        routes.sort_by_key(Route::variable_segments);
        Self(routes)
    }

    /// Finds the operation of a method and an encoded path without query. A slash at the end makes a difference only
    /// where the description has both spellings.
    pub(crate) fn find(&self, method: &Method, path: &str) -> RouteMatch {
        let exact = self
            .0
            .iter()
            .filter(|route| route.path.ends_with('/') == path.ends_with('/'));
        let other = self
            .0
            .iter()
            .filter(|route| route.path.ends_with('/') != path.ends_with('/'));
        // HEAD is answered as GET, less the body.
        let wanted = if *method == Method::HEAD {
            &Method::GET
        } else {
            method
        };
        let mut others = Vec::new();
        for route in exact.chain(other) {
            let Some(parameters) = route.matches(path) else {
                continue;
            };
            if let Some(operation) = route.operation(wanted) {
                return RouteMatch::Operation(operation, parameters);
            }
            others.extend(route.methods());
        }
        if others.is_empty() {
            RouteMatch::Nothing
        } else {
            RouteMatch::OtherMethod(others)
        }
    }
}

impl Routes {
    /// All operations, in the order of their paths.
    #[cfg(test)]
    pub(crate) fn all(&self) -> impl Iterator<Item = (&str, &Method, &Operation)> {
        self.0.iter().flat_map(|route| {
            let operations = route.operations().iter();
            operations.map(|(method, operation)| (route.path.as_str(), method, &**operation))
        })
    }
}

impl Route {
    fn new(path: String, item: Node) -> Self {
        Self {
            segments: path
                .trim_end_matches('/')
                .split('/')
                .map(RouteSegment::of)
                .collect(),
            path,
            item,
            operations: OnceLock::new(),
        }
    }

    fn variable_segments(&self) -> Vec<bool> {
        self.segments
            .iter()
            .map(|segment| matches!(segment, RouteSegment::Parameter { .. }))
            .collect()
    }

    fn matches(&self, path: &str) -> Option<Vec<(String, String)>> {
        let parts: Vec<&str> = path.trim_end_matches('/').split('/').collect();
        if parts.len() != self.segments.len() {
            return None;
        }
        let mut parameters = Vec::new();
        for (segment, part) in self.segments.iter().zip(parts) {
            match segment {
                RouteSegment::Literal(literal) if literal == part => {}
                RouteSegment::Literal(_) => return None,
                RouteSegment::Parameter {
                    before,
                    name,
                    after,
                } => {
                    let value = part
                        .strip_prefix(before.as_str())?
                        .strip_suffix(after.as_str())?;
                    if value.is_empty() {
                        return None;
                    }
                    parameters.push((name.clone(), crate::query::decode(value)?));
                }
            }
        }
        Some(parameters)
    }

    fn operation(&self, method: &Method) -> Option<Arc<Operation>> {
        let (_, operation) = self.operations().iter().find(|(own, _)| own == method)?;
        Some(operation.clone())
    }

    fn methods(&self) -> impl Iterator<Item = Method> {
        self.operations().iter().flat_map(|(method, _)| {
            let head = (*method == Method::GET).then_some(Method::HEAD);
            [Some(method.clone()), head].into_iter().flatten()
        })
    }

    fn operations(&self) -> &[(Method, Arc<Operation>)] {
        self.operations.get_or_init(|| {
            let item = resolve(&self.item);
            METHODS
                .iter()
                .filter_map(|(key, method)| {
                    Some((
                        method.clone(),
                        Arc::new(Operation::of(&item, &item.get(key)?)),
                    ))
                })
                .collect()
        })
    }
}

const METHODS: &[(&str, Method)] = &[
    ("get", Method::GET),
    ("put", Method::PUT),
    ("post", Method::POST),
    ("delete", Method::DELETE),
    ("patch", Method::PATCH),
];

impl RouteSegment {
    fn of(text: &str) -> Self {
        let parts = text
            .split_once('{')
            .and_then(|(before, rest)| Some((before, rest.split_once('}')?)));
        match parts {
            None => Self::Literal(text.to_owned()),
            Some((before, (name, after))) => Self::Parameter {
                before: before.to_owned(),
                name: name.to_owned(),
                after: after.to_owned(),
            },
        }
    }
}
