//! Which parameters can be written at all: the specification leaves nested values undefined.

use crate::api::{
    Finding, Location, Operation, Parameter, Severity, Style, Type, TypeDef, TypeKind,
};

/// The form that a value takes as text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Form {
    Scalar,
    List,
    Object,
    Nested,
}

/// Takes optional parameters out that no style can write, and says so, also in the documentation.
///
/// # Errors
/// A required one: the operation cannot be called.
pub(super) fn fit(
    operation: &mut Operation,
    types: &[Option<TypeDef>],
) -> Result<Vec<Finding>, Finding> {
    let mut left_out = Vec::new();
    for parameter in std::mem::take(&mut operation.parameters) {
        let Some(why) = undefined(&parameter, types) else {
            operation.parameters.push(parameter);
            continue;
        };
        let message = format!(
            "the parameter `{}` cannot be written: {why}",
            parameter.name.wire
        );
        let help =
            "give the parameter `content` with a media type, or another style, by an overlay"
                .to_string();
        let finding = Finding {
            severity: Severity::Refused,
            message,
            help: Some(help),
            place: parameter.place.clone(),
        };
        if parameter.required {
            return Err(finding);
        }
        let remark = format!(
            "Not here: the optional parameter `{}`, because {why}.",
            parameter.name.wire
        );
        operation.docs = format!("{}\n\n{remark}", operation.docs).trim().to_string();
        let message = format!(
            "{}; `{}` goes without it",
            finding.message, operation.name.rust
        );
        left_out.push(Finding { message, ..finding });
    }
    Ok(left_out)
}

fn undefined(parameter: &Parameter, types: &[Option<TypeDef>]) -> Option<String> {
    if parameter.style == Style::Content || parameter.location == Location::QueryString {
        return None;
    }
    let form = form(&parameter.ty, types, 0);
    let style = style_name(parameter.style);
    match (parameter.style, form) {
        (Style::DeepObject, Form::List) => {
            Some(format!("the style `{style}` is not defined for lists"))
        }
        (_, Form::Nested) => Some(format!(
            "the style `{style}` is not defined for lists or objects inside others"
        )),
        (Style::SpaceDelimited | Style::PipeDelimited, Form::List | Form::Object)
            if parameter.explode =>
        {
            Some(format!(
                "the style `{style}` is not defined with `explode: true`"
            ))
        }
        _ => None,
    }
}

/// The form that values of a type take; of a union the most difficult one.
fn form(ty: &Type, types: &[Option<TypeDef>], depth: usize) -> Form {
    if depth > 64 {
        return Form::Nested;
    }
    let inner = |ty: &Type| form(ty, types, depth + 1);
    let container = |inner: Form, own: Form| {
        if inner == Form::Scalar {
            own
        } else {
            Form::Nested
        }
    };
    match ty {
        Type::List(item) => container(inner(item), Form::List),
        Type::Tuple(items) => container(
            items.iter().map(inner).max().unwrap_or(Form::Scalar),
            Form::List,
        ),
        Type::Map(value) => container(inner(value), Form::Object),
        Type::Nullable(ty) => inner(ty),
        Type::Named(id) | Type::Boxed(id) => match types
            .get(id.0)
            .and_then(Option::as_ref)
            .map(|def| &def.kind)
        {
            Some(TypeKind::Struct(object)) => {
                let fields = object.fields.iter().map(|field| inner(&field.ty));
                container(fields.max().unwrap_or(Form::Scalar), Form::Object)
            }
            Some(TypeKind::Union(union)) => union
                .variants
                .iter()
                .map(|variant| inner(&variant.ty))
                .max()
                .unwrap_or(Form::Scalar),
            Some(TypeKind::Newtype(ty) | TypeKind::Alias(ty)) => inner(ty),
            Some(TypeKind::Enum(_)) | None => Form::Scalar,
        },
        _ => Form::Scalar,
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
        Style::Cookie => "cookie",
        Style::Content => "content",
    }
}
