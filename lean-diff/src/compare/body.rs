//! Media types of bodies, responses by status, and their headers.

use std::collections::HashSet;

use lean_openapi::contract::{HeaderContract, MediaContract, OperationContract, ResponseContract};

use super::{Comparison, Effect, PartKind, Spot, pair};
use crate::change::{Direction, Subject};
use crate::rules::{Edit, Event, Keyword};

impl Comparison<'_> {
    /// Compares the media types of one body. Types that differ only in parameters are the same if
    /// there is no exact match.
    pub(super) fn compare_media(
        &mut self,
        old: &[MediaContract],
        new: &[MediaContract],
        spot: &Spot,
    ) {
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
                    self.compare_media_content(&old[index], media, spot);
                }
                None => {
                    let event = if is_request {
                        Event::RequestMediaTypeAdded
                    } else {
                        Event::ResponseMediaTypeAdded
                    };
                    let words = pair("", &media.name);
                    self.report(spot, event, Effect::Same, words, media.place.clone());
                }
            }
        }
        for (index, media) in old.iter().enumerate() {
            if !matched.contains(&index) {
                let event = if is_request {
                    Event::RequestMediaTypeRemoved
                } else {
                    Event::ResponseMediaTypeRemoved
                };
                let words = pair(&media.name, "");
                self.report(spot, event, Effect::Same, words, media.place.clone());
            }
        }
    }

    fn compare_media_content(&mut self, old: &MediaContract, new: &MediaContract, spot: &Spot) {
        let place = || new.place.clone();
        match (old.schema, new.schema) {
            (Some(before), Some(schema)) => {
                self.compare_part(before, schema, spot);
            }
            (Some(_), None) => {
                let event = Event::MediaTypeSchemaRemoved;
                let words = pair("content of a schema", "content of any shape");
                self.report(spot, event, Effect::Widened, words, place());
            }
            (None, Some(_)) => {
                let event = Event::MediaTypeSchemaAdded;
                let words = pair("content of any shape", "content of a schema");
                self.report(spot, event, Effect::Narrowed, words, place());
            }
            (None, None) => {}
        }
        if old.encoding != new.encoding {
            let texts = (
                old.encoding.clone().unwrap_or_default(),
                new.encoding.clone().unwrap_or_default(),
            );
            let event = Event::Keyword(Keyword::Encoding, Edit::Changed);
            self.report(spot, event, Effect::Replaced, texts, place());
        }
    }

    pub(super) fn compare_responses(
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
                    self.compare_media(&known.media, &response.media, &spot);
                    self.compare_headers(&known.headers, &response.headers, &spot);
                    self.compare_links(known, response, &spot);
                }
                None => {
                    let event = if is_success(response) {
                        Event::SuccessStatusAdded
                    } else {
                        Event::OtherStatusAdded
                    };
                    let words = pair("", &response.status);
                    self.report(&spot, event, Effect::Same, words, response.place.clone());
                }
            }
        }
        for response in &old.responses {
            if new
                .responses
                .iter()
                .all(|known| known.status != response.status)
            {
                let event = if is_success(response) {
                    Event::SuccessStatusRemoved
                } else {
                    Event::OtherStatusRemoved
                };
                let spot = response_spot(subject, response);
                let words = pair(&response.status, "");
                self.report(&spot, event, Effect::Same, words, response.place.clone());
            }
        }
    }

    fn compare_links(&mut self, old: &ResponseContract, new: &ResponseContract, spot: &Spot) {
        let place = || new.place.clone();
        for link in new.links.iter().filter(|link| !old.links.contains(link)) {
            let words = pair("", link);
            self.report(spot, Event::LinkAdded, Effect::Same, words, place());
        }
        for link in old.links.iter().filter(|link| !new.links.contains(link)) {
            let words = pair(link, "");
            self.report(spot, Event::LinkRemoved, Effect::Same, words, place());
        }
    }

    fn compare_headers(&mut self, old: &[HeaderContract], new: &[HeaderContract], response: &Spot) {
        for header in new {
            let spot = header_spot(response, header);
            let Some(known) = old.iter().find(|known| known.name == header.name) else {
                let words = pair("", &header.name);
                let place = header.place.clone();
                self.report(&spot, Event::HeaderAdded, Effect::Same, words, place);
                continue;
            };
            if known.required && !header.required {
                let words = pair("required", "optional");
                let place = header.place.clone();
                self.report(&spot, Event::BecameOptional, Effect::Same, words, place);
            }
            if known.deprecated != header.deprecated {
                let event = if header.deprecated {
                    Event::Deprecated
                } else {
                    Event::Reactivated
                };
                let place = header.place.clone();
                self.report(&spot, event, Effect::Same, pair("", ""), place);
            }
            if !known.required && header.required {
                let words = pair("optional", "required");
                let place = header.place.clone();
                self.report(&spot, Event::BecameRequired, Effect::Same, words, place);
            }
            if let (Some(before), Some(schema)) = (known.schema, header.schema) {
                self.compare_part(before, schema, &spot);
            }
        }
        for header in old {
            if new.iter().all(|known| known.name != header.name) {
                let event = if header.required {
                    Event::RequiredHeaderRemoved
                } else {
                    Event::OptionalHeaderRemoved
                };
                let spot = header_spot(response, header);
                let words = pair(&header.name, "");
                self.report(&spot, event, Effect::Same, words, header.place.clone());
            }
        }
    }
}

fn response_spot(subject: &Subject, response: &ResponseContract) -> Spot {
    let part = format!("response {}", response.status);
    Spot::of(subject, Direction::Response, PartKind::Body, part)
}

fn header_spot(response: &Spot, header: &HeaderContract) -> Spot {
    let mut spot = response.clone();
    spot.kind = PartKind::Header;
    spot.subject.part = format!("{} header `{}`", response.subject.part, header.name);
    spot
}

fn is_success(response: &ResponseContract) -> bool {
    response.status.starts_with('2')
}

/// The media type without its parameters.
fn essence(name: &str) -> &str {
    name.split(';').next().unwrap_or_default().trim()
}
