//! An operation as a whole: its id, route, life and what it is made of.

use std::cmp::Ordering;

use lean_openapi::contract::{OperationContract, ServerContract};

use super::{Effect, Kind, Spot, Walk, pair};
use crate::change::{Direction, Subject};
use crate::rules::Event;

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
            Event::OperationAdded,
            (String::new(), new),
            operation.place.clone(),
        );
    }

    pub(super) fn endpoint_removed(&mut self, operation: &OperationContract) {
        let subject = subject(operation);
        let path = |known: &&OperationContract| known.path == operation.path;
        let path_is_left = self.new.operations.iter().any(|known| path(&known));
        let event = match (operation.deprecated, path_is_left) {
            (true, true) => Event::OperationRemovedAsAnnounced,
            (true, false) => Event::PathRemovedAsAnnounced,
            (false, true) => Event::OperationRemoved,
            (false, false) => Event::PathRemoved,
        };
        let old = subject.operation.clone();
        self.note(
            &subject,
            event,
            (old, String::new()),
            operation.place.clone(),
        );
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
            self.note(subject, Event::RouteChanged, routes, new.place.clone());
        }
        match (&old.id, &new.id) {
            (Some(before), Some(id)) if before != id => {
                let event = if old.name == new.name {
                    Event::OperationIdRespelled
                } else {
                    Event::OperationIdChanged
                };
                self.note(subject, event, pair(before, id), new.name_place.clone());
            }
            (Some(old), None) => {
                self.note(
                    subject,
                    Event::OperationIdRemoved,
                    pair(old, ""),
                    new.place.clone(),
                );
            }
            (None, Some(id)) => {
                self.note(
                    subject,
                    Event::OperationIdAdded,
                    pair("", id),
                    new.name_place.clone(),
                );
            }
            _ => {}
        }
        for tag in new.tags.iter().filter(|tag| !old.tags.contains(tag)) {
            self.note(subject, Event::TagAdded, pair("", tag), new.place.clone());
        }
        for tag in old.tags.iter().filter(|tag| !new.tags.contains(tag)) {
            self.note(subject, Event::TagRemoved, pair(tag, ""), new.place.clone());
        }
    }

    fn life(&mut self, old: &OperationContract, new: &OperationContract, subject: &Subject) {
        self.stability(old, new, subject);
        let sunset = new.sunset.clone().unwrap_or_default();
        let event = match (old.deprecated, new.deprecated, new.sunset.is_some()) {
            (false, true, true) => Event::OperationDeprecatedWithSunset,
            (false, true, false) => Event::OperationDeprecated,
            (true, false, _) => Event::OperationReactivated,
            (true, true, _) if old.sunset.is_some() && new.sunset.is_none() => {
                Event::OperationSunsetRemoved
            }
            (true, true, true) if old.sunset.is_none() => Event::OperationSunsetAdded,
            (true, true, true) if old.sunset.as_ref().is_some_and(|before| *before > sunset) => {
                Event::SunsetMovedUp
            }
            _ => return,
        };
        let before = old.sunset.clone().unwrap_or_default();
        self.note(subject, event, (before, sunset), new.place.clone());
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
        let event = match before.cmp(&now) {
            Ordering::Greater => Event::StabilityDecreased,
            Ordering::Less => Event::StabilityIncreased,
            Ordering::Equal => return,
        };
        self.note(subject, event, (old, level), new.place.clone());
    }

    fn extensions(&mut self, old: &OperationContract, new: &OperationContract, subject: &Subject) {
        let changed = [
            (Event::PaginationChanged, &old.pagination, &new.pagination),
            (
                Event::IdempotencyHeaderChanged,
                &old.idempotency_header,
                &new.idempotency_header,
            ),
        ];
        for (event, old, value) in changed {
            if old != value {
                let texts = (
                    old.clone().unwrap_or_default(),
                    value.clone().unwrap_or_default(),
                );
                self.note(subject, event, texts, new.place.clone());
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
                let event = if body.required {
                    Event::RequiredBodyAdded
                } else {
                    Event::OptionalBodyAdded
                };
                let words = pair("no body", "a body");
                self.add(&spot, event, Effect::Same, words, body.place.clone());
            }
            (Some(_), None) => {
                let words = pair("a body", "no body");
                let place = new.place.clone();
                self.add(&spot, Event::BodyRemoved, Effect::Same, words, place);
            }
            (Some(before), Some(body)) => {
                if before.required != body.required {
                    let event = if body.required {
                        Event::BecameRequired
                    } else {
                        Event::BecameOptional
                    };
                    let words = |required: bool| if required { "required" } else { "optional" };
                    let words = pair(words(before.required), words(body.required));
                    self.add(&spot, event, Effect::Same, words, body.place.clone());
                }
                self.media(&before.media, &body.media, &spot);
            }
            (None, None) => {}
        }
    }
}
