//! Finds the parameters and parts that can be written: the specification leaves nested values undefined.

use super::wire_forms::{WireForm, WireForms};

use crate::api::{
    Body, Codec, Finding, Location, Media, Operation, Parameter, PartEncoding, Rule, Style, Type,
};

/// Takes optional parameters out that no style can write, and says so, also in the documentation.
///
/// # Errors
/// A required one, or a part of the body: the operation cannot be called.
pub(super) fn remove_unwritable(
    operation: &mut Operation,
    forms: &mut WireForms<'_>,
) -> Result<Vec<Finding>, Finding> {
    let mut left_out = Vec::new();
    for parameter in std::mem::take(&mut operation.parameters) {
        let Some(why) = unwritable_reason(&parameter, forms) else {
            operation.parameters.push(parameter);
            continue;
        };
        let message = format!(
            "the parameter `{}` cannot be written: {why}",
            parameter.name.wire
        );
        let finding = Finding::refused(Rule::UnwritableValue, parameter.place.clone(), message).help(
            "give the parameter `x-brackets`, `content` with a media type, or another style, by an overlay",
        );
        if parameter.required {
            return Err(finding);
        }
        let remark = format!(
            "Not here: the optional parameter `{}`, because {why}; `.query(..)` adds to the query.",
            parameter.name.wire
        );
        operation.docs = format!("{}\n\n{remark}", operation.docs).trim().to_string();
        let message = format!(
            "{}; `{}` goes without it",
            finding.message, operation.name.rust
        );
        left_out.push(Finding { message, ..finding });
    }
    match operation
        .body
        .as_ref()
        .and_then(|body| unwritable_part(body, forms))
    {
        Some(finding) => Err(finding),
        None => Ok(left_out),
    }
}

/// A part of a multipart body that has members and is to be written as something else than JSON.
fn unwritable_part(body: &Body, forms: &mut WireForms<'_>) -> Option<Finding> {
    for media in &body.media {
        if !matches!(media.codec, Codec::Multipart | Codec::Form) {
            continue;
        }
        for part in media.encoding.iter().chain(&media.positions) {
            let content_type = part.content_type.as_deref().unwrap_or_default();
            let other = media.codec == Codec::Multipart
                && !content_type.is_empty()
                && content_type
                    .split(',')
                    .all(|media| is_of_parts(media.trim()));
            if let Some(finding) = part_unwritable_by_style(part, media, body, forms) {
                return Some(finding);
            }
            if part.style.is_some() || !other || !forms.has_members(&media.ty, &part.name) {
                continue;
            }
            let message = format!(
                "the part `{}` cannot be written: lists and objects in a part are JSON, not `{content_type}`",
                part.name
            );
            let finding = Finding::refused(Rule::UnwritableValue, body.place.clone(), message);
            return Some(finding.help(
                "make it a file (`type: string, format: binary`), or its `contentType` JSON, by an overlay",
            ));
        }
    }
    None
}

/// A part with a style that has no form for it.
fn part_unwritable_by_style(
    part: &PartEncoding,
    media: &Media,
    body: &Body,
    forms: &mut WireForms<'_>,
) -> Option<Finding> {
    let style = part.style?;
    let types = forms.members(&media.ty, &part.name);
    let why = types
        .iter()
        .find_map(|ty| style_fault(style, part.explode, ty, forms))?;
    let message = format!("the part `{}` cannot be written: {why}", part.name);
    let finding = Finding::refused(Rule::UnwritableValue, body.place.clone(), message);
    Some(finding.help("give its encoding `x-brackets`, or another style, by an overlay"))
}

/// Returns true if a media type has its own form for members, which nothing writes within a part.
fn is_of_parts(media: &str) -> bool {
    let essence = media.split(';').next().unwrap_or(media).trim();
    let essence = essence.to_ascii_lowercase();
    essence.starts_with("multipart/")
        || essence.ends_with("/xml")
        || essence.ends_with("+xml")
        || essence.ends_with("/x-www-form-urlencoded")
}

fn unwritable_reason(parameter: &Parameter, forms: &mut WireForms<'_>) -> Option<String> {
    let form = forms.of(&parameter.ty);
    if parameter.style.is_content() || parameter.location == Location::QueryString {
        let media = parameter.media.as_deref().unwrap_or_default();
        let is_form = media.contains("x-www-form-urlencoded");
        let is_whole = parameter.location == Location::QueryString;
        let written = media.is_empty() || media.contains("json") || is_form && is_whole;
        return (!written && form != WireForm::Scalar)
            .then(|| format!("nothing writes lists or objects as `{media}` there"));
    }
    style_fault(parameter.style, parameter.explode, &parameter.ty, forms)
}

/// Why a style has no form for values of a type, if it has none.
fn style_fault(
    style: Style,
    explode: bool,
    ty: &Type,
    forms: &mut WireForms<'_>,
) -> Option<String> {
    let name = style_name(style);
    if style.is_deep() {
        return (!forms.can_be_bracketed(ty, style)).then(|| {
            format!("`x-brackets: {name}` does not tell the items of a list apart that are lists or objects")
        });
    }
    match (style, forms.of(ty)) {
        (_, WireForm::Nested) => Some(format!(
            "the style `{name}` is not defined for lists or objects inside others"
        )),
        (Style::SpaceDelimited | Style::PipeDelimited, WireForm::List | WireForm::Object)
            if explode =>
        {
            Some(format!(
                "the style `{name}` is not defined with `explode: true`"
            ))
        }
        _ => None,
    }
}

fn style_name(style: Style) -> &'static str {
    match style {
        Style::Simple => "simple",
        Style::Label => "label",
        Style::Matrix => "matrix",
        Style::Form => "form",
        Style::SpaceDelimited => "spaceDelimited",
        Style::PipeDelimited => "pipeDelimited",
        Style::DeepObject => "deepObject",
        Style::DeepEmpty => "empty",
        Style::DeepIndexed => "index",
        Style::DeepRepeated => "repeat",
        Style::Cookie => "cookie",
        Style::Json | Style::FormContent | Style::Text => "content",
    }
}
