//! An operation as a whole: its id, route, life and what it is made of.

use std::cmp::Ordering;

use lean_openapi::contract::{OperationContract, ServerContract};

use super::{Comparison, Effect, PartKind, Spot, pair};
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

pub(super) fn operation_subject(operation: &OperationContract) -> Subject {
    Subject {
        operation: format!("{} {}", operation.method, operation.path),
        name: operation.name.clone(),
        ..Subject::default()
    }
}

impl Comparison<'_> {
    pub(super) fn report_added_operation(&mut self, operation: &OperationContract) {
        let subject = operation_subject(operation);
        let new = subject.operation.clone();
        self.report_whole(
            &subject,
            Event::OperationAdded,
            (String::new(), new),
            operation.place.clone(),
        );
    }

    pub(super) fn report_removed_operation(&mut self, operation: &OperationContract) {
        let subject = operation_subject(operation);
        let path = |known: &&OperationContract| known.path == operation.path;
        let path_is_left = self.new.operations.iter().any(|known| path(&known));
        let event = match (operation.deprecated, path_is_left) {
            (true, true) => Event::OperationRemovedAsAnnounced,
            (true, false) => Event::PathRemovedAsAnnounced,
            (false, true) => Event::OperationRemoved,
            (false, false) => Event::PathRemoved,
        };
        let old = subject.operation.clone();
        self.report_whole(
            &subject,
            event,
            (old, String::new()),
            operation.place.clone(),
        );
    }

    pub(super) fn compare_operation(&mut self, old: &OperationContract, new: &OperationContract) {
        let subject = operation_subject(new);
        self.compare_identity(old, new, &subject);
        self.compare_deprecation(old, new, &subject);
        self.compare_parameters(old, new, &subject);
        self.compare_request_body(old, new, &subject);
        self.compare_responses(old, new, &subject);
        self.compare_security(old, new, &subject);
        if !old.servers.is_empty() || !new.servers.is_empty() {
            let own_or = |own: &[ServerContract], all: &[ServerContract]| match own {
                [] => all.to_vec(),
                own => own.to_vec(),
            };
            let before = own_or(&old.servers, &self.old.servers);
            let now = own_or(&new.servers, &self.new.servers);
            self.compare_servers(&before, &now, &subject);
        }
        self.compare_extensions(old, new, &subject);
        self.compare_inbound(&old.callbacks, &new.callbacks, &subject.operation);
    }

    fn compare_identity(
        &mut self,
        old: &OperationContract,
        new: &OperationContract,
        subject: &Subject,
    ) {
        if route(old) != route(new) {
            let routes = (route(old), route(new));
            self.report_whole(subject, Event::RouteChanged, routes, new.place.clone());
        }
        match (&old.id, &new.id) {
            (Some(before), Some(id)) if before != id => {
                let event = if old.name == new.name {
                    Event::OperationIdRespelled
                } else {
                    Event::OperationIdChanged
                };
                self.report_whole(subject, event, pair(before, id), new.name_place.clone());
            }
            (Some(old), None) => {
                self.report_whole(
                    subject,
                    Event::OperationIdRemoved,
                    pair(old, ""),
                    new.place.clone(),
                );
            }
            (None, Some(id)) => {
                self.report_whole(
                    subject,
                    Event::OperationIdAdded,
                    pair("", id),
                    new.name_place.clone(),
                );
            }
            _ => {}
        }
        for tag in new.tags.iter().filter(|tag| !old.tags.contains(tag)) {
            self.report_whole(subject, Event::TagAdded, pair("", tag), new.place.clone());
        }
        for tag in old.tags.iter().filter(|tag| !new.tags.contains(tag)) {
            self.report_whole(subject, Event::TagRemoved, pair(tag, ""), new.place.clone());
        }
    }

    fn compare_deprecation(
        &mut self,
        old: &OperationContract,
        new: &OperationContract,
        subject: &Subject,
    ) {
        self.compare_stability(old, new, subject);
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
        self.report_whole(subject, event, (before, sunset), new.place.clone());
    }

    /// Compares the promised stability of an operation. Without a word it is stable.
    fn compare_stability(
        &mut self,
        old: &OperationContract,
        new: &OperationContract,
        subject: &Subject,
    ) {
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
        self.report_whole(subject, event, (old, level), new.place.clone());
    }

    fn compare_extensions(
        &mut self,
        old: &OperationContract,
        new: &OperationContract,
        subject: &Subject,
    ) {
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
                self.report_whole(subject, event, texts, new.place.clone());
            }
        }
    }

    fn compare_request_body(
        &mut self,
        old: &OperationContract,
        new: &OperationContract,
        subject: &Subject,
    ) {
        let spot = Spot::of(
            subject,
            Direction::Request,
            PartKind::Body,
            "body".to_owned(),
        );
        match (&old.body, &new.body) {
            (None, Some(body)) => {
                let event = if body.required {
                    Event::RequiredBodyAdded
                } else {
                    Event::OptionalBodyAdded
                };
                let words = pair("no body", "a body");
                self.report(&spot, event, Effect::Same, words, body.place.clone());
            }
            (Some(_), None) => {
                let words = pair("a body", "no body");
                let place = new.place.clone();
                self.report(&spot, Event::BodyRemoved, Effect::Same, words, place);
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
                    self.report(&spot, event, Effect::Same, words, body.place.clone());
                }
                self.compare_media(&before.media, &body.media, &spot);
            }
            (None, None) => {}
        }
    }
}
