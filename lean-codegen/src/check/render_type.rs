//! The model's types as a user would write them.

use quote::ToTokens;

use crate::api::{Api, EnumWire, Type, TypeDef, TypeId, TypeKind, Width};
use crate::setting::{Setting, runtime_name};

/// The spelling of names in messages.
#[derive(Clone)]
pub(crate) struct Spelling<'a> {
    pub(crate) api: &'a Api,
    /// The module of models, with `::`; empty where the user has a type of their own instead.
    models: String,
    /// The facade, as the user calls it: `lean`.
    pub(crate) facade: String,
    /// The user's own type that is proven: a schema of the same name cannot be named next to it.
    own: Option<String>,
}

impl<'a> Spelling<'a> {
    pub(crate) fn new(api: &'a Api, setting: &Setting) -> Spelling<'a> {
        let facade = facade_name(&setting.facade);
        Spelling {
            api,
            models: format!("{}::", setting.module),
            facade,
            own: None,
        }
    }

    /// Without a module of models: the names of the schemas alone.
    pub(crate) fn without_module(
        api: &'a Api,
        facade: &proc_macro2::TokenStream,
        own: &proc_macro2::Ident,
    ) -> Spelling<'a> {
        Spelling {
            api,
            models: String::new(),
            facade: self::facade_name(facade),
            own: Some(own.to_string()),
        }
    }

    pub(crate) fn def(&self, id: TypeId) -> &'a TypeDef {
        &self.api.types[id.0]
    }

    /// The type behind aliases.
    pub(crate) fn resolve_alias<'t>(&self, ty: &'t Type) -> &'t Type
    where
        'a: 't,
    {
        match ty {
            Type::Named(id) | Type::Boxed(id) => match &self.def(*id).kind {
                TypeKind::Alias(target) if target != ty => self.resolve_alias(target),
                _ => ty,
            },
            _ => ty,
        }
    }

    /// As a user writes it: `bank::CustomerId`, `Option<i64>`, `lean::Date`.
    pub(crate) fn spell(&self, ty: &Type) -> String {
        match ty {
            Type::Named(id) | Type::Boxed(id) => self.type_name(*id),
            Type::List(item) => format!("Vec<{}>", self.spell(item)),
            Type::Map(value) => format!("{}::Map<{}>", self.facade, self.spell(value)),
            Type::Nullable(inner) => format!("Option<{}>", self.spell(inner)),
            Type::Tuple(items) => {
                let items: Vec<String> = items.iter().map(|item| self.spell(item)).collect();
                format!("({})", items.join(", "))
            }
            Type::External(path) => path.replace(' ', ""),
            other => self.spell_scalar(other),
        }
    }

    /// As an argument is best written: text by reference, structs by reference.
    pub(crate) fn spell_argument(&self, ty: &Type) -> String {
        match self.resolve_alias(ty) {
            Type::Text | Type::Uri => "&str".to_owned(),
            Type::List(item) if matches!(self.resolve_alias(item), Type::Text | Type::Uri) => {
                "&[&str]".to_owned()
            }
            Type::List(item) => format!("&[{}]", self.spell(item)),
            Type::Named(id) if !matches!(self.def(*id).kind, TypeKind::Newtype(_)) => {
                format!("&{}", self.type_name(*id))
            }
            _ => self.spell(ty),
        }
    }

    /// In words: `a whole number`, `a date`.
    pub(crate) fn describe(&self, ty: &Type) -> String {
        let words = match self.resolve_alias(ty) {
            Type::Json => "any JSON value",
            Type::Bool => "a boolean",
            Type::Integer(Width::TextI64 | Width::TextU64) => "a whole number written as text",
            Type::Integer(_) => "a whole number",
            Type::Float => "a floating-point number",
            Type::Number => "a number",
            Type::Decimal => "an exact decimal",
            Type::DecimalText => "an exact decimal written as text",
            Type::Text | Type::Uri => "text",
            Type::Secret => "a secret",
            Type::Date => "a date",
            Type::DateTime => "a date and time",
            Type::Time => "a time of day",
            Type::Duration => "a duration",
            Type::Uuid => "a UUID",
            Type::Ipv4 => "an IPv4 address",
            Type::Ipv6 => "an IPv6 address",
            Type::Base64 => "bytes in base64",
            Type::Binary => "a file",
            Type::Null => "always null",
            Type::Const(json) => return format!("always `{json}`"),
            Type::List(item) => return format!("a list of `{}`", self.spell(item)),
            Type::Tuple(_) => "a list of fixed length",
            Type::Map(_) => "a map",
            Type::Nullable(inner) => return format!("{}, or null", self.describe(inner)),
            Type::Named(id) | Type::Boxed(id) => return self.describe_definition(*id),
            Type::External(_) => "of a type that the attribute chose",
        };
        words.to_owned()
    }

    fn describe_definition(&self, id: TypeId) -> String {
        let def = self.def(id);
        let name = &def.name.wire;
        match &def.kind {
            TypeKind::Struct(_) => format!("an object, `{name}`"),
            TypeKind::Enum(values) if values.wire == EnumWire::Text => {
                format!("one of the values of `{name}`")
            }
            TypeKind::Enum(_) => format!("one of the values of `{name}`"),
            TypeKind::Union(_) => format!("one of several types, `{name}`"),
            TypeKind::Newtype(_) => format!("of the type `{name}`"),
            TypeKind::Alias(target) => self.describe(target),
        }
    }

    fn type_name(&self, id: TypeId) -> String {
        let def = self.def(id);
        match &def.kind {
            TypeKind::Newtype(inner) if self.own.as_ref() == Some(&def.name.rust) => {
                self.spell(inner)
            }
            _ => format!("{}{}", self.models, def.name.rust),
        }
    }

    fn spell_scalar(&self, ty: &Type) -> String {
        let plain = match ty {
            Type::Bool => "bool",
            Type::Integer(Width::I32) => "i32",
            Type::Integer(Width::I64) => "i64",
            Type::Integer(Width::U32) => "u32",
            Type::Integer(Width::U64) => "u64",
            Type::Integer(Width::I128) => "i128",
            Type::Float => "f64",
            Type::Text | Type::Uri => "String",
            Type::Null => "()",
            Type::Ipv4 => "std::net::Ipv4Addr",
            Type::Ipv6 => "std::net::Ipv6Addr",
            Type::Const(json) => match json.as_bytes().first() {
                Some(b'"') => "String",
                Some(b't' | b'f') => "bool",
                Some(b'n') => "()",
                Some(b'-' | b'0'..=b'9') => return format!("{}::Number", self.facade),
                _ => return format!("{}::Json", self.facade),
            },
            Type::DecimalText => return format!("{0}::Text<{0}::Decimal>", self.facade),
            other => return format!("{}::{}", self.facade, runtime_name(other)),
        };
        plain.to_owned()
    }
}

/// The facade, as the user calls it.
pub(crate) fn facade_name(path: &proc_macro2::TokenStream) -> String {
    path.to_token_stream()
        .to_string()
        .replace(' ', "")
        .trim_start_matches("::")
        .to_owned()
}
