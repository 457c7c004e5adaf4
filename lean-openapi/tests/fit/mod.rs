//! Checks if a JSON value fits a type of the model.

use lean_openapi::api::{Api, EnumWire, Presence, Struct, Type, TypeKind, Union, Width};
use lean_openapi::read::{Kind, Node};

/// The direction of a value.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Way {
    Sent,
    Received,
}

/// Checks if a value fits a type.
pub(crate) fn fit(api: &Api, ty: &Type, value: &Node, way: Way) -> Result<(), String> {
    let kind = value.kind();
    let expect = |wanted: Kind| {
        if kind == wanted {
            Ok(())
        } else {
            Err(format!("{} is {kind:?} and not {ty:?}", value.place()))
        }
    };
    match ty {
        Type::Json | Type::External(_) | Type::Binary => Ok(()),
        Type::Bool => expect(Kind::Bool),
        Type::Integer(Width::TextI64 | Width::TextU64) => expect(Kind::String),
        Type::Integer(_) | Type::Float | Type::Number | Type::Decimal => expect(Kind::Number),
        Type::Null => expect(Kind::Null),
        Type::Const(json) => {
            let mut own = String::new();
            value.to_json(&mut own);
            let number = |text: &str| text.parse::<f64>().ok();
            let same = own == *json || number(&own).is_some_and(|own| number(json) == Some(own));
            if same {
                Ok(())
            } else {
                Err(format!("{} is {own} and not {json}", value.place()))
            }
        }
        Type::List(item) => {
            expect(Kind::List)?;
            value
                .items()
                .iter()
                .try_for_each(|value| fit(api, item, value, way))
        }
        Type::Tuple(members) => {
            expect(Kind::List)?;
            members
                .iter()
                .zip(value.items())
                .try_for_each(|(member, value)| fit(api, member, &value, way))
        }
        Type::Map(inner) => {
            expect(Kind::Map)?;
            value
                .entries()
                .iter()
                .try_for_each(|(_, value)| fit(api, inner, value, way))
        }
        Type::Nullable(_) if kind == Kind::Null => Ok(()),
        Type::Nullable(inner) => fit(api, inner, value, way),
        Type::Named(id) | Type::Boxed(id) => fit_named(api, &api.types[id.0].kind, value, way),
        _ => expect(Kind::String),
    }
}

fn fit_named(api: &Api, kind: &TypeKind, value: &Node, way: Way) -> Result<(), String> {
    match kind {
        TypeKind::Struct(object) => fit_struct(api, object, value, way),
        TypeKind::Union(union) => fit_union(api, union, value, way),
        TypeKind::Newtype(ty) | TypeKind::Alias(ty) => fit(api, ty, value, way),
        TypeKind::Enum(listed) => match listed.wire {
            EnumWire::Text => fit(api, &Type::Text, value, way),
            EnumWire::Integer => fit(api, &Type::Number, value, way),
            EnumWire::Json => Ok(()),
        },
    }
}

fn fit_struct(api: &Api, object: &Struct, value: &Node, way: Way) -> Result<(), String> {
    if value.kind() != Kind::Map {
        return Err(format!(
            "{} is {:?} and no object",
            value.place(),
            value.kind()
        ));
    }
    for field in &object.fields {
        let exempt = if way == Way::Sent {
            field.read_only
        } else {
            field.write_only
        };
        let Some(inner) = value.get(&field.name.wire) else {
            if matches!(field.presence, Presence::Required | Presence::Nullable) && !exempt {
                return Err(format!("{} has no `{}`", value.place(), field.name.wire));
            }
            continue;
        };
        let or_null = matches!(
            field.presence,
            Presence::Nullable | Presence::OptionalNullable
        );
        if inner.kind() == Kind::Null && (or_null || field.presence == Presence::Optional) {
            continue;
        }
        fit(api, &field.ty, &inner, way)?;
    }
    Ok(())
}

fn fit_union(api: &Api, union: &Union, value: &Node, way: Way) -> Result<(), String> {
    let told = union
        .tag
        .as_ref()
        .and_then(|tag| value.get(&tag.wire)?.as_str());
    if let Some(variant) = told.and_then(|told| {
        union
            .variants
            .iter()
            .find(|variant| variant.tags.iter().any(|tag| **tag == *told))
    }) {
        return fit(api, &variant.ty, value, way);
    }
    let mut why = format!("{} fits no variant", value.place());
    for variant in &union.variants {
        match fit(api, &variant.ty, value, way) {
            Ok(()) => return Ok(()),
            Err(reason) => why = format!("{why}; {}: {reason}", variant.name.rust),
        }
    }
    Err(why)
}
