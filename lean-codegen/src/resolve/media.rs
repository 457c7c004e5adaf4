//! Media types: how a body is written and read, and the type of its content.

use super::resolver::Resolver;
use super::site::Site;
use crate::api::{Codec, Media, PartEncoding, Style, Type};
use crate::document::At;

impl Resolver<'_> {
    /// The media types of a `content` map, in the order of the document.
    pub(super) fn media(&mut self, content: &At, site: &Site) -> Vec<Media> {
        let mut all: Vec<Media> = Vec::new();
        let mut written: Vec<(String, Type)> = Vec::new();
        for (key, value) in content.node.entries() {
            let Ok(at) = self.document.settled(&content.inside(value)) else {
                continue;
            };
            // The same schema under several media types is one type.
            let text = at
                .get("schema")
                .map(|schema| schema.node.json())
                .unwrap_or_default();
            let same = written
                .iter()
                .find(|(known, _)| !text.is_empty() && *known == text)
                .map(|(_, ty)| ty.clone());
            let lowered = match same {
                Some(ty) => Some(ty),
                None => at
                    .get("schema")
                    .map(|schema| self.lower(&schema, site).whole()),
            };
            if let Some(ty) = &lowered {
                written.push((text, ty.clone()));
            }
            let codec = self.codec(&key.text, lowered.as_ref(), &at);
            let ty = self.content_type(codec, lowered, &at, site);
            all.push(Media {
                name: key.text.trim().to_string(),
                codec,
                ty,
                encoding: encodings(&at),
                root: if codec == Codec::Xml {
                    self.root(&at)
                } else {
                    String::new()
                },
            });
        }
        all
    }

    /// The name of an XML body's root element: what the schema's XML Object says, or else the schema's own name.
    fn root(&self, media: &At) -> String {
        let Some(schema) = media.get("schema") else {
            return String::new();
        };
        let said = self.document.settled(&schema).ok();
        let said = said.and_then(|schema| schema.node.get("xml")?.text("name"));
        let reference = schema.node.text("$ref");
        let own = reference
            .as_deref()
            .and_then(|reference| reference.rsplit(['/', '#']).next());
        said.as_deref().or(own).unwrap_or_default().to_owned()
    }

    fn codec(&mut self, name: &str, ty: Option<&Type>, at: &At) -> Codec {
        let essence = name
            .split(';')
            .next()
            .unwrap_or(name)
            .trim()
            .to_ascii_lowercase();
        let (kind, subtype) = essence.split_once('/').unwrap_or((&essence, ""));
        let is_object = at
            .get("schema")
            .is_some_and(|schema| self.facts_at(&schema).has_parts());
        match (kind, subtype) {
            ("application", "x-www-form-urlencoded") => Codec::Form,
            ("multipart", _) => Codec::Multipart,
            ("text", "event-stream") => Codec::Events,
            (
                _,
                "jsonl" | "x-ndjson" | "ndjson" | "x-jsonlines" | "jsonlines" | "json-seq"
                | "x-json-stream" | "stream+json",
            ) => Codec::JsonLines,
            (_, "json") => Codec::Json,
            (_, subtype) if subtype.ends_with("+json-seq") => Codec::JsonLines,
            (_, subtype) if subtype.ends_with("+json") => Codec::Json,
            (_, "xml") => Codec::Xml,
            (_, subtype) if subtype.ends_with("+xml") && kind != "image" => Codec::Xml,
            ("*", _) | (_, "*")
                if ty.is_some_and(|ty| !matches!(ty, Type::Binary)) && kind != "image" =>
            {
                Codec::Json
            }
            ("text", _)
            | (
                _,
                "jwt" | "jose" | "jose+jwe" | "yaml" | "x-yaml" | "javascript" | "graphql" | "sql",
            ) => Codec::Text,
            ("application", "octet-stream" | "pdf" | "zip" | "gzip" | "x-tar") => Codec::Bytes,
            ("image" | "audio" | "video" | "font", _) => Codec::Bytes,
            // A vendor's own name for what has members can hardly be anything else.
            _ if is_object => Codec::Json,
            _ => Codec::Bytes,
        }
    }

    /// Whether a schema describes a single value that is one text, not members or items.
    fn is_one_text(&mut self, schema: &At) -> bool {
        self.facts_at(schema).is_scalar()
    }

    fn content_type(&mut self, codec: Codec, lowered: Option<Type>, at: &At, site: &Site) -> Type {
        match codec {
            Codec::Bytes => Type::Binary,
            Codec::Text => match (lowered, at.get("schema")) {
                (Some(ty), Some(schema)) if self.is_one_text(&schema) && ty != Type::Binary => ty,
                _ => Type::Text,
            },
            Codec::JsonLines => match (at.get("itemSchema"), lowered) {
                (Some(item), _) => self.lower(&item, &site.item()).whole(),
                (None, Some(Type::List(item))) => *item,
                (None, Some(ty)) => ty,
                (None, None) => Type::Json,
            },
            Codec::Events => match (at.get("itemSchema"), lowered) {
                (Some(item), _) => self.event_data(&item, &site.fixed("Event")),
                (None, Some(ty)) => ty,
                (None, None) => Type::Text,
            },
            Codec::Json | Codec::Form | Codec::Multipart | Codec::Xml => {
                lowered.unwrap_or(Type::Json)
            }
        }
    }
}

impl Resolver<'_> {
    /// What the `data` of an event is: 3.2 describes the event, with its data as one of the members.
    fn event_data(&mut self, item: &At, site: &Site) -> Type {
        let facts = self.facts_at(item);
        let Some(data) = facts.part_named("data") else {
            return self.lower(item, site).whole();
        };
        match data.get("contentSchema") {
            Some(content) => self.lower(&content, site).whole(),
            None => self.lower(&data, site).whole(),
        }
    }
}

/// How parts of a form are written.
fn encodings(at: &At) -> Vec<PartEncoding> {
    let Some(encoding) = at.node.get("encoding") else {
        return Vec::new();
    };
    let one = |(key, value): (crate::read::Key, crate::document::Tree)| {
        let style = match value.text("style").as_deref() {
            Some("form") => Some(Style::Form),
            Some("spaceDelimited") => Some(Style::SpaceDelimited),
            Some("pipeDelimited") => Some(Style::PipeDelimited),
            Some("deepObject") => Some(Style::DeepObject),
            // Any of the three fields makes it a style (OpenAPI 3.1 section 4.8.15.1.2).
            _ if value.get("explode").is_some() || value.get("allowReserved").is_some() => {
                Some(Style::Form)
            }
            _ => None,
        };
        let explode = value.get("explode").and_then(|explode| explode.as_bool());
        PartEncoding {
            name: key.text.to_string(),
            content_type: value.text("contentType").map(|text| text.to_string()),
            style,
            explode: explode.unwrap_or(matches!(style, None | Some(Style::Form))),
            allow_reserved: value.flag("allowReserved"),
        }
    };
    encoding.entries().into_iter().map(one).collect()
}

/// Which form of a body is the method's own: JSON, unless there are files to send.
pub(super) fn rank(media: &Media) -> u8 {
    match media.codec {
        Codec::Json => 0,
        Codec::Multipart => 1,
        Codec::Form => 2,
        Codec::JsonLines => 3,
        Codec::Text => 4,
        Codec::Bytes => 5,
        Codec::Xml => 6,
        Codec::Events => 7,
    }
}
