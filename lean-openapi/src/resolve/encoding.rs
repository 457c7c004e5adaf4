//! Encodings: how parts of forms and multipart bodies are written.

use super::reader::Reader;
use crate::api::{Codec, PartEncoding, Rule, Style};
use crate::document::At;
use crate::lint::Report;
use crate::lint::objects;

impl Reader<'_> {
    /// The encodings of parts, by member and by position.
    pub(super) fn read_encodings(
        &mut self,
        media: &str,
        codec: Codec,
        at: &At,
    ) -> (Vec<PartEncoding>, Vec<PartEncoding>) {
        let is_form = matches!(codec, Codec::Form | Codec::Multipart);
        for key in ["encoding", "prefixEncoding", "itemEncoding"] {
            let fits = is_form && (codec == Codec::Multipart || key == "encoding");
            if let Some(place) = at.get(key).filter(|_| !fits).map(|at| at.node.place()) {
                let message = format!("`{media}` has no parts; its `{key}` is left out");
                self.report
                    .leave_out(Rule::MisplacedEncoding, place, message);
            }
        }
        if !is_form {
            return (Vec::new(), Vec::new());
        }
        let mut members = Vec::new();
        if let Some(all) = at.get("encoding") {
            self.check_encoded_members(at, &all);
            for (key, value) in all.node.entries() {
                members.push(self.read_encoding(&key.text, &all.child(value), codec));
            }
        }
        self.add_bracketed_members(at, &mut members);
        let mut positions = Vec::new();
        if codec == Codec::Multipart {
            if let Some(all) = at.get("prefixEncoding") {
                for (index, value) in all.node.items().into_iter().enumerate() {
                    positions.push(self.read_encoding(
                        &index.to_string(),
                        &all.child(value),
                        codec,
                    ));
                }
            }
            if let Some(item) = at.get("itemEncoding") {
                positions.push(self.read_encoding("*", &item, codec));
            }
        }
        (members, positions)
    }

    /// `x-brackets` of a whole form: all members without an encoding of their own are written so.
    fn add_bracketed_members(&mut self, media: &At, members: &mut Vec<PartEncoding>) {
        let Some(style) = super::style::read_brackets(&mut self.report, media) else {
            return;
        };
        let Some(schema) = media.get("schema") else {
            return;
        };
        for name in self.facts_at(&schema).member_names() {
            let name = name.to_string();
            if members.iter().all(|known| known.name != name) {
                members.push(PartEncoding {
                    name,
                    content_type: None,
                    style: Some(style),
                    explode: true,
                    allow_reserved: false,
                    headers: Vec::new(),
                });
            }
        }
    }

    /// Reports encodings without a member.
    fn check_encoded_members(&mut self, media: &At, all: &At) {
        let Some(schema) = media.get("schema") else {
            return;
        };
        let facts = self.facts_at(&schema);
        for (key, _) in all.node.entries() {
            if facts.is_listed() && facts.part_of_member(&key.text).is_none() {
                let message = format!(
                    "the body has no member `{}`; its encoding changes nothing",
                    key.text
                );
                self.report
                    .report_ignored(Rule::UnknownEncodingMember, key.at.into(), message);
            }
        }
    }

    fn read_encoding(&mut self, name: &str, at: &At, codec: Codec) -> PartEncoding {
        self.report.check_fields(at, &objects::ENCODING);
        for key in ["encoding", "prefixEncoding", "itemEncoding"] {
            if let Some(nested) = at.get(key) {
                let message = format!(
                    "the part `{name}` is not written in parts of its own: `{key}` is left out"
                );
                self.report
                    .leave_out(Rule::MisplacedEncoding, nested.node.place(), message);
            }
        }
        let style = part_style(&mut self.report, name, at);
        let explode = at.node.get("explode").and_then(|explode| explode.as_bool());
        PartEncoding {
            name: name.to_string(),
            content_type: at.node.text("contentType").map(|text| text.to_string()),
            style,
            explode: explode.unwrap_or(matches!(style, None | Some(Style::Form))),
            allow_reserved: at.node.flag("allowReserved"),
            headers: self.read_part_headers(name, at, codec),
        }
    }

    /// Headers that have one value. Others have nowhere to come from, unless a file carries them.
    fn read_part_headers(&mut self, name: &str, at: &At, codec: Codec) -> Vec<(String, String)> {
        let Some(all) = at.get("headers") else {
            return Vec::new();
        };
        let mut headers = Vec::new();
        for (key, value) in all.node.entries() {
            // The specification has it said by `contentType`.
            if key.text.eq_ignore_ascii_case("content-type") {
                continue;
            }
            let place = key.at.into();
            let Ok(header) = self.context.document.follow_references(&all.child(value)) else {
                let message = format!(
                    "the header `{}` of the part `{name}` leads to nothing; left out",
                    key.text
                );
                self.report
                    .leave_out(Rule::DanglingReference, place, message);
                continue;
            };
            self.report.check_fields(&header, &objects::HEADER);
            let fixed = header
                .get("schema")
                .and_then(|schema| self.facts_at(&schema).only_text());
            match fixed {
                _ if codec != Codec::Multipart => {
                    let message = format!(
                        "parts of a form have no headers; `{}` of `{name}` is left out",
                        key.text
                    );
                    self.report.leave_out(Rule::PartHeader, place, message);
                }
                Some(value) => headers.push((key.text.to_string(), value)),
                None => {
                    let message = format!(
                        "the header `{}` of the part `{name}` has no fixed value: it is sent where a file carries it (`File::header`)",
                        key.text
                    );
                    self.report.leave_out(Rule::PartHeader, place, message);
                }
            }
        }
        headers
    }
}

fn part_style(report: &mut Report, name: &str, at: &At) -> Option<Style> {
    if let Some(style) = super::style::read_brackets(report, at) {
        return Some(style);
    }
    let written = at.node.text("style");
    match written.as_deref() {
        Some("form") => return Some(Style::Form),
        Some("spaceDelimited") => return Some(Style::SpaceDelimited),
        Some("pipeDelimited") => return Some(Style::PipeDelimited),
        Some("deepObject") => return Some(Style::DeepObject),
        Some(other) => {
            let message = format!(
                "there is no style `{other}` for the part `{name}`; written in the usual one"
            );
            report.report_repaired(Rule::UnknownStyle, at.node.place(), message);
        }
        None => {}
    }
    // Any of the three fields makes it a style (OpenAPI 3.1 section 4.8.15.1.2).
    let others = at.get("explode").is_some() || at.get("allowReserved").is_some();
    others.then_some(Style::Form)
}
