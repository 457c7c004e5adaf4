//! Media types of bodies, responses by status, and their headers.

use std::collections::HashSet;

use lean_openapi::contract::{HeaderContract, MediaContract, OperationContract, ResponseContract};

use super::{Effect, Kind, Spot, Walk, pair};
use crate::change::{Direction, Subject};

impl Walk<'_> {
    /// Compares the media types of one body. Types that differ only in parameters are the same if
    /// there is no exact match.
    pub(super) fn media(&mut self, old: &[MediaContract], new: &[MediaContract], spot: &Spot) {
        let is_request = spot.direction == Direction::Request;
        let mut matched = HashSet::new();
        for media in new {
            let exact = old.iter().position(|known| known.name == media.name);
            let alike = || {
                old.iter()
                    .position(|known| essence(&known.name) == essence(&media.name))
            };
            match exact.or_else(alike) {
                Some(index) => {
                    matched.insert(index);
                    self.media_content(&old[index], media, spot);
                }
                None => {
                    let id = if is_request {
                        "request-body-media-type-added"
                    } else {
                        "response-media-type-added"
                    };
                    self.note(
                        &spot.subject,
                        id,
                        pair("", &media.name),
                        media.place.clone(),
                    );
                }
            }
        }
        for (index, media) in old.iter().enumerate() {
            if !matched.contains(&index) {
                let id = if is_request {
                    "request-body-media-type-removed"
                } else {
                    "response-media-type-removed"
                };
                self.note(
                    &spot.subject,
                    id,
                    pair(&media.name, ""),
                    media.place.clone(),
                );
            }
        }
    }

    fn media_content(&mut self, old: &MediaContract, new: &MediaContract, spot: &Spot) {
        let place = || new.place.clone();
        match (old.schema, new.schema) {
            (Some(before), Some(schema)) => {
                self.whole(before, schema, spot);
            }
            (Some(_), None) => {
                let id = spot.rule("media-type-schema-removed");
                self.add(
                    spot,
                    id,
                    Effect::Widened,
                    pair("content of a schema", "content of any shape"),
                    place(),
                );
            }
            (None, Some(_)) => {
                let id = spot.rule("media-type-schema-added");
                self.add(
                    spot,
                    id,
                    Effect::Narrowed,
                    pair("content of any shape", "content of a schema"),
                    place(),
                );
            }
            (None, None) => {}
        }
        if old.encoding != new.encoding {
            let texts = (
                old.encoding.clone().unwrap_or_default(),
                new.encoding.clone().unwrap_or_default(),
            );
            self.add(
                spot,
                spot.rule("encoding-changed"),
                Effect::Replaced,
                texts,
                place(),
            );
        }
    }

    pub(super) fn responses(
        &mut self,
        old: &OperationContract,
        new: &OperationContract,
        subject: &Subject,
    ) {
        for response in &new.responses {
            let spot = response_spot(subject, response);
            match old
                .responses
                .iter()
                .find(|known| known.status == response.status)
            {
                Some(known) => {
                    self.media(&known.media, &response.media, &spot);
                    self.headers(&known.headers, &response.headers, &spot);
                    self.links(known, response, &spot);
                }
                None => {
                    let id = if is_success(response) {
                        "response-success-status-added"
                    } else {
                        "response-non-success-status-added"
                    };
                    self.note(
                        &spot.subject,
                        id,
                        pair("", &response.status),
                        response.place.clone(),
                    );
                }
            }
        }
        for response in &old.responses {
            if new
                .responses
                .iter()
                .all(|known| known.status != response.status)
            {
                let id = if is_success(response) {
                    "response-success-status-removed"
                } else {
                    "response-non-success-status-removed"
                };
                let spot = response_spot(subject, response);
                self.note(
                    &spot.subject,
                    id,
                    pair(&response.status, ""),
                    response.place.clone(),
                );
            }
        }
    }

    fn links(&mut self, old: &ResponseContract, new: &ResponseContract, spot: &Spot) {
        let place = || new.place.clone();
        for link in new.links.iter().filter(|link| !old.links.contains(link)) {
            self.note(
                &spot.subject,
                "response-link-added",
                pair("", link),
                place(),
            );
        }
        for link in old.links.iter().filter(|link| !new.links.contains(link)) {
            self.note(
                &spot.subject,
                "response-link-removed",
                pair(link, ""),
                place(),
            );
        }
    }

    fn headers(&mut self, old: &[HeaderContract], new: &[HeaderContract], response: &Spot) {
        for header in new {
            let mut spot = response.clone();
            spot.kind = Kind::Header;
            spot.subject.part = format!("{} header `{}`", response.subject.part, header.name);
            let Some(known) = old.iter().find(|known| known.name == header.name) else {
                self.note(
                    &spot.subject,
                    "response-header-added",
                    pair("", &header.name),
                    header.place.clone(),
                );
                continue;
            };
            if known.required && !header.required {
                self.note(
                    &spot.subject,
                    "response-header-became-optional",
                    pair("required", "optional"),
                    header.place.clone(),
                );
            }
            if known.deprecated != header.deprecated {
                let what = if header.deprecated {
                    "deprecated"
                } else {
                    "reactivated"
                };
                let id = spot.rule(what);
                self.note(&spot.subject, &id, pair("", ""), header.place.clone());
            }
            if !known.required && header.required {
                let id = spot.rule("became-required");
                let words = pair("optional", "required");
                self.note(&spot.subject, &id, words, header.place.clone());
            }
            if let (Some(before), Some(schema)) = (known.schema, header.schema) {
                self.whole(before, schema, &spot);
            }
        }
        for header in old {
            if new.iter().all(|known| known.name != header.name) {
                let id = if header.required {
                    "required-response-header-removed"
                } else {
                    "optional-response-header-removed"
                };
                let mut subject = response.subject.clone();
                subject.part = format!("{} header `{}`", subject.part, header.name);
                self.note(&subject, id, pair(&header.name, ""), header.place.clone());
            }
        }
    }
}

fn response_spot(subject: &Subject, response: &ResponseContract) -> Spot {
    let part = format!("response {}", response.status);
    Spot::of(subject, Direction::Response, Kind::Body, part)
}

fn is_success(response: &ResponseContract) -> bool {
    response.status.starts_with('2')
}

/// The media type without its parameters.
fn essence(name: &str) -> &str {
    name.split(';').next().unwrap_or_default().trim()
}
