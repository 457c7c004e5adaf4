//! Media types: how a body is written and read, and the type of its content.

use super::naming_context::Site;
use super::reader::Reader;
use super::resolver::Resolver;
use crate::api::{Codec, Media, Rule, Type};
use crate::document::At;
use crate::lint::objects;
use crate::name;

impl Resolver<'_> {
    /// The media types of a `content` map, in the order of the document.
    pub(super) fn read_media(&mut self, content: &At, site: &Site) -> Vec<Media> {
        let mut all: Vec<Media> = Vec::new();
        let mut written: Vec<(String, Type)> = Vec::new();
        for (key, value) in content.node.entries() {
            let written_at = content.child(value);
            let at = match self.reader.context.document.follow_references(&written_at) {
                Ok(at) => at,
                Err(finding) => {
                    self.reader.report.leave_out(
                        finding.rule,
                        finding.place,
                        format!("{}; `{}` is left out", finding.message, key.text),
                    );
                    continue;
                }
            };
            self.reader.relies_on(&at);
            if !self
                .reader
                .report
                .check_media(&key, &at, written_at.node.get("$ref"))
            {
                continue;
            }
            self.reader.report.check_fields(&at, &objects::MEDIA);
            // The same schema under several media types is one type.
            let text = at
                .get("schema")
                .map(|schema| schema.node.json())
                .unwrap_or_default();
            let same = written
                .iter()
                .find(|(known, _)| !text.is_empty() && *known == text)
                .map(|(_, ty)| ty.clone());
            // The first keeps the plain name; others get their media types as suffixes.
            let site = match written.is_empty() {
                true => site.clone(),
                false => site.clone().with_word(&media_word(&key.text)),
            };
            let site = &site;
            let lowered = match same {
                Some(ty) => Some(ty),
                None => at
                    .get("schema")
                    .map(|schema| self.lower(&schema, site).with_null()),
            };
            if let Some(ty) = &lowered {
                written.push((text, ty.clone()));
            }
            let codec = self.reader.choose_codec(&key.text, lowered.as_ref(), &at);
            let ty = self.content_type(codec, lowered, &at, site);
            self.reader.report_unread_schemas(&key.text, codec, &at);
            let (encoding, positions) = self.reader.read_encodings(&key.text, codec, &at);
            let xml = (codec == Codec::Xml)
                .then(|| self.reader.read_xml(&at))
                .flatten();
            all.push(Media {
                name: key.text.trim().to_string(),
                codec,
                ty,
                end_of_events: self.reader.read_end_of_events(codec, &at),
                encoding,
                positions,
                limits: Vec::new(),
                root: if codec == Codec::Xml {
                    self.reader.root_name(&at)
                } else {
                    String::new()
                },
                xml,
            });
        }
        all
    }
}

impl Reader<'_> {
    fn choose_codec(&mut self, name: &str, ty: Option<&Type>, at: &At) -> Codec {
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
            (
                "application",
                "octet-stream" | "pdf" | "zip" | "gzip" | "x-tar" | "cbor" | "msgpack"
                | "x-msgpack" | "vnd.msgpack" | "protobuf" | "x-protobuf" | "bson" | "avro"
                | "vnd.apache.parquet",
            ) => Codec::Bytes,
            ("image" | "audio" | "video" | "font", _) => Codec::Bytes,
            // A vendor's own name for what has members can hardly be anything else.
            _ if is_object => Codec::Json,
            _ => Codec::Bytes,
        }
    }

    /// Returns true if a schema describes a single string, without members or items.
    fn is_one_text(&mut self, schema: &At) -> bool {
        self.facts_at(schema).is_scalar()
    }
}

impl Resolver<'_> {
    fn content_type(&mut self, codec: Codec, lowered: Option<Type>, at: &At, site: &Site) -> Type {
        match codec {
            Codec::Bytes => Type::Binary,
            Codec::Text => match (lowered, at.get("schema")) {
                (Some(ty), Some(schema))
                    if self.reader.is_one_text(&schema) && ty != Type::Binary =>
                {
                    ty
                }
                _ => Type::Text,
            },
            Codec::JsonLines => match (at.get("itemSchema"), lowered) {
                (Some(item), _) => self.lower(&item, &site.item()).with_null(),
                (None, Some(Type::List(item))) => *item,
                (None, Some(ty)) => ty,
                (None, None) => Type::Json,
            },
            Codec::Events => match (at.get("itemSchema"), lowered) {
                (Some(item), _) => self.event_data(&item, &site.with_suffix("Event")),
                (None, Some(ty)) => ty,
                (None, None) => Type::Text,
            },
            Codec::Multipart if at.get("schema").is_none() => match at.get("itemSchema") {
                Some(item) => Type::List(Box::new(self.lower(&item, &site.item()).with_null())),
                None => Type::Json,
            },
            Codec::Json | Codec::Form | Codec::Multipart | Codec::Xml => {
                lowered.unwrap_or(Type::Json)
            }
        }
    }
}

impl Reader<'_> {
    /// `x-end-of-events`: the data of the event after which no more come. Another tool has another name for it.
    fn read_end_of_events(&mut self, codec: Codec, at: &At) -> Option<String> {
        let end = at.get("x-end-of-events");
        let end = end.or_else(|| at.get("x-speakeasy-sse-sentinel"))?;
        let text = end.node.as_text().filter(|text| !text.is_empty());
        if codec == Codec::Events && text.is_some() {
            return text;
        }
        let message = "`x-end-of-events` is a text on a media type `text/event-stream`; left out";
        self.report
            .leave_out(Rule::MalformedField, end.node.place(), message.to_string());
        None
    }

    /// Reports the schemas of a media type that its format ignores.
    fn report_unread_schemas(&mut self, name: &str, codec: Codec, at: &At) {
        if let Some(schema) = at.get("schema")
            && matches!(codec, Codec::Bytes | Codec::Text)
            && self.facts_at(&schema).has_parts()
        {
            let as_what = if codec == Codec::Text {
                "text"
            } else {
                "bytes"
            };
            let message = format!("nothing reads or writes `{name}` by a schema: it is {as_what}");
            self.report
                .leave_out(Rule::SchemaOfRawContent, schema.node.place(), message);
        }
        if let Some(item) = at.get("itemSchema")
            && !matches!(codec, Codec::JsonLines | Codec::Events | Codec::Multipart)
        {
            let message = format!("`{name}` is not a sequence; its `itemSchema` is left out");
            self.report
                .leave_out(Rule::MisplacedItemSchema, item.node.place(), message);
        }
    }
}

/// The word for a media type in the name of a type.
fn media_word(media: &str) -> String {
    let essence = media.split(';').next().unwrap_or(media).trim();
    let (kind, subtype) = essence.split_once('/').unwrap_or(("", essence));
    match (kind, subtype) {
        ("multipart", _) => "Multipart".to_string(),
        (_, "x-www-form-urlencoded") => "Form".to_string(),
        _ => name::pascal(subtype.rsplit('+').next().unwrap_or(subtype)),
    }
}

impl Resolver<'_> {
    /// The type of the `data` of an event: 3.2 describes the event, with its data as one of the members.
    fn event_data(&mut self, item: &At, site: &Site) -> Type {
        let facts = self.reader.facts_at(item);
        let Some(data) = facts.part_of_member("data") else {
            return self.lower(item, site).with_null();
        };
        match data.get("contentSchema") {
            Some(content) => self.lower(&content, site).with_null(),
            None => self.lower(&data, site).with_null(),
        }
    }
}

/// Media types that differ in their parameters alone are one: the one without parameters, or else the first.
pub(super) fn merge_by_parameters(all: Vec<Media>) -> Vec<Media> {
    let mut kept: Vec<Media> = Vec::new();
    for media in all {
        match kept
            .iter_mut()
            .find(|known| known.differs_only_in_parameters(&media))
        {
            Some(known) if known.name.contains(';') && !media.name.contains(';') => *known = media,
            Some(_) => {}
            None => kept.push(media),
        }
    }
    kept
}

/// The rank of a form for the method itself: JSON first, then multipart.
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
