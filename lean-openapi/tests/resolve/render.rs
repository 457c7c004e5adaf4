//! The model as text, short enough to read at a glance.

use lean_openapi::api::{
    Api, Case, Codec, Enum, Field, Finding, Operation, Outcome, Parameter, Presence, Severity,
    Statuses, Struct, Type, TypeDef, TypeKind, Union,
};

/// All types, the named one first, then what was found.
pub(crate) fn render_types(api: &Api, first: Option<&str>) -> String {
    let mut defs: Vec<&TypeDef> = api.types.iter().collect();
    if let Some(first) = first {
        defs.sort_by_key(|def| def.name.rust != first);
    }
    let mut lines: Vec<String> = defs.iter().map(|def| render_def_line(api, def)).collect();
    lines.extend(api.findings.iter().map(render_finding));
    lines.join("; ")
}

/// Operations, webhooks, types, findings: a line each.
pub(crate) fn render_api(api: &Api) -> String {
    let mut lines: Vec<String> = api
        .operations
        .iter()
        .map(|operation| render_operation(api, operation))
        .collect();
    for inbound in &api.inbound {
        let payload = inbound
            .payload
            .as_ref()
            .map_or("nothing".to_string(), |payload| render_ty(api, payload));
        let parameters: Vec<String> = inbound
            .parameters
            .iter()
            .map(|parameter| render_parameter(api, parameter))
            .collect();
        let parameters = if parameters.is_empty() {
            String::new()
        } else {
            format!(" with {}", parameters.join(", "))
        };
        let to = if inbound.expression.is_empty() {
            String::new()
        } else {
            format!(" to {}", inbound.expression)
        };
        lines.push(format!(
            "{} {} <- {payload}{parameters}{to}",
            inbound.method, inbound.name.rust
        ));
    }
    lines.extend(api.types.iter().map(|def| render_def_line(api, def)));
    lines.extend(api.findings.iter().map(render_finding));
    lines.join("\n")
}

fn render_finding(finding: &Finding) -> String {
    let mark = match finding.severity {
        Severity::Repaired => "repaired",
        Severity::Ignored => "ignored",
        Severity::Refused => "refused",
    };
    format!("{mark}: {}", finding.message)
}

/// `get_thing: GET /things/{id} (id path simple: Uuid, page? query form*: Integer) -> Thing ! Problem`
pub(crate) fn render_operation(api: &Api, operation: &Operation) -> String {
    if let Some(refused) = &operation.refused {
        return format!("{}: refused: {}", operation.name.rust, refused.message);
    }
    let parameters: Vec<String> = operation
        .parameters
        .iter()
        .map(|parameter| render_parameter(api, parameter))
        .collect();
    let body = operation.body.as_ref().map(|body| {
        let media: Vec<String> = body
            .media
            .iter()
            .map(|media| {
                format!(
                    "{} {}",
                    render_codec(media.codec),
                    render_ty(api, &media.ty)
                )
            })
            .collect();
        format!(
            " {} {}",
            if body.required { "<=" } else { "<=?" },
            media.join(" or ")
        )
    });
    format!(
        "{}: {} {} ({}){} -> {} ! {}",
        operation.name.rust,
        operation.method,
        operation.path,
        parameters.join(", "),
        body.unwrap_or_default(),
        render_outcome(api, &operation.success),
        render_outcome(api, &operation.failure)
    )
}

fn render_parameter(api: &Api, parameter: &Parameter) -> String {
    let optional = if parameter.required { "" } else { "?" };
    let explode = if parameter.explode { "*" } else { "" };
    let name = if parameter.name.rust == parameter.name.wire {
        parameter.name.rust.clone()
    } else {
        format!("{} as {}", parameter.name.wire, parameter.name.rust)
    };
    let style = parameter
        .media
        .clone()
        .unwrap_or_else(|| format!("{:?}", parameter.style).to_lowercase());
    let reserved = if parameter.allow_reserved { "+" } else { "" };
    let location = format!("{:?}", parameter.location).to_lowercase();
    format!(
        "{name}{optional} {location} {style}{explode}{reserved}: {}",
        render_ty(api, &parameter.ty)
    )
}

fn render_outcome(api: &Api, outcome: &Outcome) -> String {
    match &outcome.cases[..] {
        [] => "nothing".to_string(),
        [only] => render_case(api, only),
        several => {
            let cases: Vec<String> = several
                .iter()
                .map(|outcome| format!("{} {}", outcome.name, render_case(api, outcome)))
                .collect();
            format!("{} {{ {} }}", outcome.name, cases.join(" | "))
        }
    }
}

fn render_case(api: &Api, case: &Case) -> String {
    let statuses: Vec<String> = case
        .statuses
        .iter()
        .map(|statuses| render_statuses(*statuses))
        .collect();
    let what = match case.codec {
        None => "nothing".to_string(),
        Some(Codec::Json) => render_ty(api, &case.ty),
        Some(other) => format!("{} {}", render_codec(other), render_ty(api, &case.ty)),
    };
    format!("{} {what}", statuses.join("+"))
}

fn render_statuses(statuses: Statuses) -> String {
    match statuses {
        Statuses::Exact(code) => code.to_string(),
        Statuses::Range(hundreds) => format!("{hundreds}XX"),
        Statuses::Default => "default".to_string(),
    }
}

fn render_codec(codec: Codec) -> String {
    format!("{codec:?}").to_lowercase()
}

fn render_def_line(api: &Api, def: &TypeDef) -> String {
    format!("{} = {}", def.name.rust, render_kind(api, &def.kind))
}

fn render_kind(api: &Api, kind: &TypeKind) -> String {
    match kind {
        TypeKind::Struct(object) => render_structure(api, object),
        TypeKind::Enum(values) => render_enumeration(values),
        TypeKind::Union(one) => render_union(api, one),
        TypeKind::Newtype(inner) => format!("new {}", render_ty(api, inner)),
        TypeKind::Alias(inner) => render_ty(api, inner),
    }
}

fn render_structure(api: &Api, object: &Struct) -> String {
    let mut members: Vec<String> = object
        .fields
        .iter()
        .map(|field| render_field(api, field))
        .collect();
    members.extend(
        object
            .rest
            .as_ref()
            .map(|rest| format!("..{}", render_ty(api, rest))),
    );
    if object.closed {
        members.push("closed".to_string());
    }
    format!("{{ {} }}", members.join(", "))
}

fn render_field(api: &Api, field: &Field) -> String {
    let (absent, null) = match field.presence {
        Presence::Required => ("", ""),
        Presence::Optional => ("?", ""),
        Presence::Nullable => ("", "?"),
        Presence::OptionalNullable => ("?", "?"),
    };
    let name = if field.name.rust == field.name.wire {
        field.name.rust.clone()
    } else {
        format!("{} as {}", field.name.wire, field.name.rust)
    };
    let mut marks = String::new();
    for (is_set, mark) in [
        (field.read_only, " read-only"),
        (field.write_only, " write-only"),
        (field.deprecated, " deprecated"),
        (field.sensitive, " sensitive"),
    ] {
        marks.push_str(if is_set { mark } else { "" });
    }
    let default = field
        .default
        .as_ref()
        .map(|default| format!(" = {default}"))
        .unwrap_or_default();
    format!(
        "{name}{absent}: {}{null}{default}{marks}",
        render_ty(api, &field.ty)
    )
}

fn render_enumeration(values: &Enum) -> String {
    let variants: Vec<String> = values
        .variants
        .iter()
        .map(|variant| format!("{} {:?}", variant.name.rust, variant.name.wire))
        .collect();
    let wire = format!("{:?}", values.wire).to_lowercase();
    let fallback = if values.fallback == "Unknown" {
        String::new()
    } else {
        format!(" else {}", values.fallback)
    };
    format!("enum {wire} {}{fallback}", variants.join(" | "))
}

fn render_union(api: &Api, union: &Union) -> String {
    let variants: Vec<String> = union
        .variants
        .iter()
        .enumerate()
        .map(|(index, variant)| {
            let tags: Vec<String> = variant.tags.iter().map(|tag| format!("{tag:?}")).collect();
            let tags = if tags.is_empty() {
                String::new()
            } else {
                format!(" {}", tags.join("+"))
            };
            let default = if union.default_variant == Some(index) {
                " by default"
            } else {
                ""
            };
            let ty = render_ty(api, &variant.ty);
            let name = if ty == variant.name.rust {
                ty
            } else {
                format!("{} {ty}", variant.name.rust)
            };
            format!("{name}{tags}{default}")
        })
        .collect();
    let tag = union
        .tag
        .as_ref()
        .map(|tag| format!(" by {}", tag.wire))
        .unwrap_or_default();
    let any = if union.any_of { "any" } else { "one" };
    format!("{any}{tag} of {}", variants.join(" | "))
}

/// `[Text]` is a list, `{Text}` a map, `(Text, Bool)` a tuple, `Text?` may be null.
pub(crate) fn render_ty(api: &Api, one: &Type) -> String {
    let name = |id: lean_openapi::api::TypeId| api.types[id.0].name.rust.clone();
    match one {
        Type::List(item) => format!("[{}]", render_ty(api, item)),
        Type::Map(value) => format!("{{{}}}", render_ty(api, value)),
        Type::Tuple(members) => format!(
            "({})",
            members
                .iter()
                .map(|member| render_ty(api, member))
                .collect::<Vec<_>>()
                .join(", ")
        ),
        Type::Nullable(inner) => format!("{}?", render_ty(api, inner)),
        Type::Named(id) => name(*id),
        Type::Boxed(id) => format!("Box {}", name(*id)),
        Type::Const(json) => json.clone(),
        Type::Integer(width) => format!("{width:?}"),
        Type::External(path) => path.clone(),
        plain => format!("{plain:?}"),
    }
}
