//! Parameters, bodies and responses to their contracts.

use super::contract::{entries, sunset};
use super::reader::Reader;
use super::schema::Schemas;
use crate::api::{Location, Place};
use crate::contract::{
    BodyContract, HeaderContract, MediaContract, ParameterContract, ResponseContract,
};
use crate::document::At;
use crate::read::Kind;

impl Reader<'_> {
    pub(super) fn parameter_contracts(
        &mut self,
        lists: [Option<At>; 2],
        schemas: &mut Schemas,
    ) -> Vec<ParameterContract> {
        let mut found: Vec<ParameterContract> = Vec::new();
        for list in lists.into_iter().flatten() {
            for item in list.node.items() {
                let Some(parameter) = self.parameter_contract(&list.child(item), schemas) else {
                    continue;
                };
                found.retain(|known| {
                    (&known.name, known.location) != (&parameter.name, parameter.location)
                });
                found.push(parameter);
            }
        }
        found.sort_by(|a, b| {
            (location_order(a.location), &a.name).cmp(&(location_order(b.location), &b.name))
        });
        found
    }

    fn parameter_contract(&mut self, at: &At, schemas: &mut Schemas) -> Option<ParameterContract> {
        let at = self.context.document.follow_references(at).ok()?;
        let (name, location) = super::location::name_and_location(&mut self.report, &at)?;
        let is_header = location == Location::Header;
        let implied = match location {
            Location::Path | Location::Header => "simple",
            Location::Query | Location::QueryString | Location::Cookie => "form",
        };
        let style = at
            .node
            .text("style")
            .unwrap_or_else(|| implied.into())
            .to_string();
        let explode = at.node.get("explode").and_then(|value| value.as_bool());
        let content = first_media(&at);
        let schema = at
            .get("schema")
            .or_else(|| content.as_ref()?.1.get("schema"));
        Some(ParameterContract {
            name: if is_header {
                name.to_ascii_lowercase()
            } else {
                name
            },
            location,
            explode: explode.unwrap_or(style == "form"),
            style,
            allow_reserved: at.node.flag("allowReserved"),
            required: at.node.flag("required") || location == Location::Path,
            deprecated: at.node.flag("deprecated"),
            sunset: sunset(&at.node),
            media: content
                .filter(|_| at.get("schema").is_none())
                .map(|(name, _)| name),
            schema: schema.map(|schema| self.contract_of(&schema, schemas)),
            required_place: place_of(&at, "required"),
            place: at.node.place(),
        })
    }

    pub(super) fn body_contract(&mut self, at: &At, schemas: &mut Schemas) -> Option<BodyContract> {
        let body = self
            .context
            .document
            .follow_references(&at.get("requestBody")?)
            .ok()?;
        Some(BodyContract {
            required: body.node.flag("required"),
            media: self.media_contracts(&body, schemas),
            place: body.node.place(),
        })
    }

    fn media_contracts(&mut self, at: &At, schemas: &mut Schemas) -> Vec<MediaContract> {
        let mut found = Vec::new();
        let Some(content) = at.get("content") else {
            return found;
        };
        for (key, value) in content.node.entries() {
            if key.text.starts_with("x-") || value.kind() != Kind::Map {
                continue;
            }
            let Ok(media) = self
                .context
                .document
                .follow_references(&content.child(value))
            else {
                continue;
            };
            let schema = media.get("schema").or_else(|| media.get("itemSchema"));
            found.push(MediaContract {
                name: key.text.trim().to_ascii_lowercase(),
                schema: schema.map(|schema| self.contract_of(&schema, schemas)),
                encoding: media.get("encoding").map(|encoding| encoding.node.json()),
                place: key.at.into(),
            });
        }
        found.sort_by(|a, b| a.name.cmp(&b.name));
        found
    }

    pub(super) fn response_contracts(
        &mut self,
        at: &At,
        schemas: &mut Schemas,
    ) -> Vec<ResponseContract> {
        let mut found = Vec::new();
        let Some(all) = at.get("responses") else {
            return found;
        };
        for (key, value) in all.node.entries() {
            if key.text.starts_with("x-") {
                continue;
            }
            let Ok(at) = self.context.document.follow_references(&all.child(value)) else {
                continue;
            };
            let mut links: Vec<String> = entries(&at, "links").map(|(name, _)| name).collect();
            links.sort();
            found.push(ResponseContract {
                status: key.text.to_string().replace('x', "X"),
                media: self.media_contracts(&at, schemas),
                headers: self.header_contracts(&at, schemas),
                links,
                place: key.at.into(),
            });
        }
        found.sort_by(|a, b| a.status.cmp(&b.status));
        found
    }

    fn header_contracts(&mut self, at: &At, schemas: &mut Schemas) -> Vec<HeaderContract> {
        let mut found = Vec::new();
        for (name, at) in entries(at, "headers") {
            let name = name.to_ascii_lowercase();
            let Ok(at) = self.context.document.follow_references(&at) else {
                continue;
            };
            if name == "content-type" {
                continue;
            }
            let schema = at
                .get("schema")
                .or_else(|| first_media(&at)?.1.get("schema"));
            found.push(HeaderContract {
                name,
                required: at.node.flag("required"),
                deprecated: at.node.flag("deprecated"),
                schema: schema.map(|schema| self.contract_of(&schema, schemas)),
                place: at.node.place(),
            });
        }
        found.sort_by(|a, b| a.name.cmp(&b.name));
        found
    }
}

fn first_media(at: &At) -> Option<(String, At)> {
    let content = at.get("content")?;
    let (key, media) = content.node.entries().into_iter().next()?;
    Some((key.text.to_ascii_lowercase(), content.child(media)))
}

pub(super) fn place_of(at: &At, key: &str) -> Place {
    at.node
        .get(key)
        .map_or_else(|| at.node.place(), |value| value.place())
}

fn location_order(location: Location) -> u8 {
    match location {
        Location::Path => 0,
        Location::Query => 1,
        Location::QueryString => 2,
        Location::Header => 3,
        Location::Cookie => 4,
    }
}
