//! An operation as a whole: its id, route, life and what it is made of.

use std::cmp::Ordering;

use lean_openapi::contract::{OperationContract, ServerContract};

use super::{Kind, Spot, Walk, pair};
use crate::change::{Direction, Subject};

/// The levels of `x-stability-level`, the least stable first.
const STABILITY: [&str; 4] = ["draft", "alpha", "beta", "stable"];

/// The method, and the path with the names of its parameters left out.
pub(super) fn route(operation: &OperationContract) -> String {
    let mut route = format!("{} ", operation.method);
    let mut is_name = false;
    for letter in operation.path.trim_end_matches('/').chars() {
        match letter {
            '{' => {
                is_name = true;
                route.push_str("{}");
            }
            '}' => is_name = false,
            _ if is_name => {}
            _ => route.push(letter),
        }
    }
    route
}

pub(super) fn subject(operation: &OperationContract) -> Subject {
    Subject {
        operation: format!("{} {}", operation.method, operation.path),
        name: operation.name.clone(),
        ..Subject::default()
    }
}

impl Walk<'_> {
    pub(super) fn endpoint_added(&mut self, operation: &OperationContract) {
        let subject = subject(operation);
        let new = subject.operation.clone();
        self.note(
            &subject,
            "endpoint-added",
            (String::new(), new),
            operation.place.clone(),
        );
    }

    pub(super) fn endpoint_removed(&mut self, operation: &OperationContract) {
        let subject = subject(operation);
        let path = |known: &&OperationContract| known.path == operation.path;
        let path_is_left = self.new.operations.iter().any(|known| path(&known));
        let id = match (operation.deprecated, path_is_left) {
            (true, true) => "api-removed-with-deprecation",
            (true, false) => "api-path-removed-with-deprecation",
            (false, true) => "api-removed-without-deprecation",
            (false, false) => "api-path-removed-without-deprecation",
        };
        let old = subject.operation.clone();
        self.note(&subject, id, (old, String::new()), operation.place.clone());
    }

    pub(super) fn operation(&mut self, old: &OperationContract, new: &OperationContract) {
        let subject = subject(new);
        self.identity(old, new, &subject);
        self.life(old, new, &subject);
        self.parameters(old, new, &subject);
        self.request_body(old, new, &subject);
        self.responses(old, new, &subject);
        self.operation_security(old, new, &subject);
        if !old.servers.is_empty() || !new.servers.is_empty() {
            let own_or = |own: &[ServerContract], all: &[ServerContract]| match own {
                [] => all.to_vec(),
                own => own.to_vec(),
            };
            let before = own_or(&old.servers, &self.old.servers);
            let now = own_or(&new.servers, &self.new.servers);
            self.servers(&before, &now, &subject);
        }
        self.extensions(old, new, &subject);
        self.inbound(&old.callbacks, &new.callbacks, &subject.operation);
    }

    fn identity(&mut self, old: &OperationContract, new: &OperationContract, subject: &Subject) {
        if route(old) != route(new) {
            let routes = (route(old), route(new));
            self.note(subject, "api-route-changed", routes, new.place.clone());
        }
        match (&old.id, &new.id) {
            (Some(before), Some(id)) if before != id => {
                let rule = if old.name == new.name {
                    "api-operation-id-respelled"
                } else {
                    "api-operation-id-changed"
                };
                self.note(subject, rule, pair(before, id), new.name_place.clone());
            }
            (Some(old), None) => {
                self.note(
                    subject,
                    "api-operation-id-removed",
                    pair(old, ""),
                    new.place.clone(),
                );
            }
            (None, Some(id)) => {
                self.note(
                    subject,
                    "api-operation-id-added",
                    pair("", id),
                    new.name_place.clone(),
                );
            }
            _ => {}
        }
        for tag in new.tags.iter().filter(|tag| !old.tags.contains(tag)) {
            self.note(subject, "api-tag-added", pair("", tag), new.place.clone());
        }
        for tag in old.tags.iter().filter(|tag| !new.tags.contains(tag)) {
            self.note(subject, "api-tag-removed", pair(tag, ""), new.place.clone());
        }
    }

    fn life(&mut self, old: &OperationContract, new: &OperationContract, subject: &Subject) {
        self.stability(old, new, subject);
        let sunset = new.sunset.clone().unwrap_or_default();
        let id = match (old.deprecated, new.deprecated, new.sunset.is_some()) {
            (false, true, true) => "endpoint-deprecated-with-sunset",
            (false, true, false) => "endpoint-deprecated",
            (true, false, _) => "endpoint-reactivated",
            (true, true, _) if old.sunset.is_some() && new.sunset.is_none() => "sunset-deleted",
            (true, true, true) if old.sunset.is_none() => "api-sunset-date-added",
            (true, true, true) if old.sunset.as_ref().is_some_and(|before| *before > sunset) => {
                "api-sunset-date-changed-too-small"
            }
            _ => return,
        };
        let before = old.sunset.clone().unwrap_or_default();
        self.note(subject, id, (before, sunset), new.place.clone());
    }

    /// Compares the promised stability of an operation. Without a word it is stable.
    fn stability(&mut self, old: &OperationContract, new: &OperationContract, subject: &Subject) {
        let level = |operation: &OperationContract| {
            let level = operation.stability.as_deref().unwrap_or("stable");
            let rank = STABILITY.iter().position(|known| *known == level)?;
            Some((rank, level.to_owned()))
        };
        let (Some((before, old)), Some((now, level))) = (level(old), level(new)) else {
            return;
        };
        let id = match before.cmp(&now) {
            Ordering::Greater => "api-stability-decreased",
            Ordering::Less => "api-stability-increased",
            Ordering::Equal => return,
        };
        self.note(subject, id, (old, level), new.place.clone());
    }

    fn extensions(&mut self, old: &OperationContract, new: &OperationContract, subject: &Subject) {
        let changed = [
            ("api-pagination-changed", &old.pagination, &new.pagination),
            (
                "api-idempotency-changed",
                &old.idempotency_header,
                &new.idempotency_header,
            ),
        ];
        for (id, old, value) in changed {
            if old != value {
                let texts = (
                    old.clone().unwrap_or_default(),
                    value.clone().unwrap_or_default(),
                );
                self.note(subject, id, texts, new.place.clone());
            }
        }
    }

    fn request_body(
        &mut self,
        old: &OperationContract,
        new: &OperationContract,
        subject: &Subject,
    ) {
        let spot = Spot::of(subject, Direction::Request, Kind::Body, "body".to_owned());
        match (&old.body, &new.body) {
            (None, Some(body)) => {
                let id = if body.required {
                    "request-body-added-required"
                } else {
                    "request-body-added-optional"
                };
                self.note(
                    &spot.subject,
                    id,
                    pair("no body", "a body"),
                    body.place.clone(),
                );
            }
            (Some(_), None) => {
                self.note(
                    &spot.subject,
                    "request-body-removed",
                    pair("a body", "no body"),
                    new.place.clone(),
                );
            }
            (Some(before), Some(body)) => {
                if before.required != body.required {
                    let id = if body.required {
                        "request-body-became-required"
                    } else {
                        "request-body-became-optional"
                    };
                    let words = |required: bool| if required { "required" } else { "optional" };
                    let words = pair(words(before.required), words(body.required));
                    self.note(&spot.subject, id, words, body.place.clone());
                }
                self.media(&before.media, &body.media, &spot);
            }
            (None, None) => {}
        }
    }
}
