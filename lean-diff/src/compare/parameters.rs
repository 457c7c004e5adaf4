//! Parameters of operations and of what the provider sends.

use lean_openapi::api::Location;
use lean_openapi::contract::{OperationContract, ParameterContract};

use super::{Comparison, Effect, PartKind, Spot, pair};
use crate::change::{Direction, Subject};
use crate::rules::Event;

impl Comparison<'_> {
    pub(super) fn compare_parameters(
        &mut self,
        old: &OperationContract,
        new: &OperationContract,
        subject: &Subject,
    ) {
        for parameter in &new.parameters {
            let part = describe_parameter(parameter);
            let spot = Spot::of(subject, Direction::Request, PartKind::Parameter, part);
            match find_matching(old, new, parameter) {
                Some(known) => self.compare_parameter(known, parameter, &spot),
                None => self.report_added_parameter(parameter, &spot),
            }
        }
        for parameter in &old.parameters {
            if find_matching(new, old, parameter).is_none() {
                let spot = Spot::of(
                    subject,
                    Direction::Request,
                    PartKind::Parameter,
                    describe_parameter(parameter),
                );
                let event = if parameter.deprecated {
                    Event::RemovedAsAnnounced
                } else {
                    Event::Removed
                };
                let words = pair(&parameter.name, "");
                self.report(&spot, event, Effect::Same, words, new.place.clone());
            }
        }
    }

    fn report_added_parameter(&mut self, parameter: &ParameterContract, spot: &Spot) {
        let event = match (parameter.location, parameter.required) {
            (Location::Path, _) => Event::PathParameterAdded,
            (_, true) => Event::RequiredAdded,
            (_, false) => Event::OptionalAdded,
        };
        let words = pair("", &parameter.name);
        self.report(spot, event, Effect::Same, words, parameter.place.clone());
    }

    fn compare_parameter(&mut self, old: &ParameterContract, new: &ParameterContract, spot: &Spot) {
        let place = || new.place.clone();
        if old.name != new.name {
            let words = pair(&old.name, &new.name);
            let event = Event::PathParameterRenamed;
            self.report(spot, event, Effect::Same, words, place());
        }
        if old.required != new.required {
            let (event, words) = if new.required {
                (Event::BecameRequired, pair("optional", "required"))
            } else {
                (Event::BecameOptional, pair("required", "optional"))
            };
            let place = new.required_place.clone();
            self.report(spot, event, Effect::Same, words, place);
        }
        let written = |parameter_contract: &ParameterContract| {
            let explode = if parameter_contract.explode {
                ", exploded"
            } else {
                ""
            };
            let media = parameter_contract
                .media
                .as_deref()
                .unwrap_or(&parameter_contract.style);
            let reserved = if parameter_contract.allow_reserved {
                ", reserved characters as they are"
            } else {
                ""
            };
            format!("{media}{explode}{reserved}")
        };
        if written(old) != written(new) && self.shows_style(old, new) {
            let words = (written(old), written(new));
            self.report(spot, Event::StyleChanged, Effect::Replaced, words, place());
        }
        self.compare_parameter_deprecation(old, new, spot);
        if let (Some(before), Some(schema)) = (old.schema, new.schema) {
            self.compare_part(before, schema, spot);
        }
    }

    /// Compares the deprecation of a parameter, and the date after which it may be gone.
    fn compare_parameter_deprecation(
        &mut self,
        old: &ParameterContract,
        new: &ParameterContract,
        spot: &Spot,
    ) {
        let sunset = old.sunset.as_ref().zip(new.sunset.as_ref());
        let event = match (old.deprecated, new.deprecated) {
            (false, true) => Event::Deprecated,
            (true, false) => Event::Reactivated,
            (false, false) => return,
            (true, true) if old.sunset.is_some() && new.sunset.is_none() => Event::SunsetRemoved,
            (true, true) if sunset.is_some_and(|(before, date)| date < before) => {
                Event::SunsetMovedUp
            }
            (true, true) => return,
        };
        let words = match old.deprecated && new.deprecated {
            true => pair(
                old.sunset.as_deref().unwrap_or_default(),
                new.sunset.as_deref().unwrap_or_default(),
            ),
            false => pair("", ""),
        };
        self.report(spot, event, Effect::Same, words, new.place.clone());
    }

    /// A style changes nothing of a text, number or truth value in its usual place.
    fn shows_style(&self, old: &ParameterContract, new: &ParameterContract) -> bool {
        if old.style != new.style
            || old.media != new.media
            || old.allow_reserved != new.allow_reserved
        {
            return true;
        }
        let has_parts = |types: &[&str]| {
            types.is_empty() || types.contains(&"array") || types.contains(&"object")
        };
        let old = old
            .schema
            .is_none_or(|id| has_parts(&self.old.schema(id).types));
        let new = new
            .schema
            .is_none_or(|id| has_parts(&self.new.schema(id).types));
        old || new
    }

    /// Parameters of a webhook or callback: the provider sends them.
    pub(super) fn compare_received_parameters(
        &mut self,
        old: &[ParameterContract],
        new: &[ParameterContract],
        subject: &Subject,
    ) {
        for parameter in new {
            let same = |known: &&ParameterContract| {
                (&known.name, known.location) == (&parameter.name, parameter.location)
            };
            let Some(known) = old.iter().find(same) else {
                continue;
            };
            let spot = Spot::of(
                subject,
                Direction::Response,
                PartKind::Header,
                describe_parameter(parameter),
            );
            if known.required && !parameter.required {
                let words = pair("required", "optional");
                let place = parameter.required_place.clone();
                self.report(&spot, Event::BecameOptional, Effect::Same, words, place);
            }
            if let (Some(before), Some(schema)) = (known.schema, parameter.schema) {
                self.compare_part(before, schema, &spot);
            }
        }
        for parameter in old {
            let is_left = new.iter().any(|known| {
                (&known.name, known.location) == (&parameter.name, parameter.location)
            });
            if !is_left {
                let event = if parameter.required {
                    Event::RequiredHeaderRemoved
                } else {
                    Event::OptionalHeaderRemoved
                };
                let spot = Spot::of(
                    subject,
                    Direction::Response,
                    PartKind::Header,
                    describe_parameter(parameter),
                );
                let words = pair(&parameter.name, "");
                self.report(&spot, event, Effect::Same, words, parameter.place.clone());
            }
        }
    }
}

/// The parameter of `among` that `parameter` of `owner` is: path parameters by their position, others by name.
fn find_matching<'a>(
    among: &'a OperationContract,
    owner: &OperationContract,
    parameter: &ParameterContract,
) -> Option<&'a ParameterContract> {
    let same = |known: &&ParameterContract| {
        (&known.name, known.location) == (&parameter.name, parameter.location)
    };
    among.parameters.iter().find(same).or_else(|| {
        if parameter.location != Location::Path {
            return None;
        }
        let position = names_in_path(&owner.path).position(|name| name == parameter.name)?;
        let name = names_in_path(&among.path).nth(position)?;
        let is_taken = owner
            .parameters
            .iter()
            .any(|own| own.location == Location::Path && own.name == name);
        let at_place =
            |known: &&ParameterContract| known.location == Location::Path && known.name == name;
        among.parameters.iter().find(at_place).filter(|_| !is_taken)
    })
}

fn names_in_path(path: &str) -> impl Iterator<Item = &str> {
    path.split('{')
        .skip(1)
        .filter_map(|rest| rest.split('}').next())
}

fn describe_parameter(parameter: &ParameterContract) -> String {
    let location = match parameter.location {
        Location::Path => "path",
        Location::Query | Location::QueryString => "query",
        Location::Header => "header",
        Location::Cookie => "cookie",
    };
    format!("{location} parameter `{}`", parameter.name)
}
