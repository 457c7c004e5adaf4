//! The spelling of types in emitted code.

use proc_macro2::{Ident, TokenStream, TokenTree};
use quote::{ToTokens, quote};

use super::presence::{is_fixed, presence};
use crate::api::{Api, Field, Operation, Presence, Type, TypeDef, TypeId, TypeKind, Width};
use crate::setting::{Reader, ident, runtime_name};

/// Writes types, from inside the module of models or from next to it.
#[derive(Clone)]
pub struct TypeNames<'a> {
    api: &'a Api,
    /// The path before a model's name: none, or `bank::`.
    models: Option<TokenStream>,
    /// The path before a runtime type: `__lean`, or `::lean::__private`.
    pub(super) runtime: Prefix,
    /// The reader of the code.
    pub(super) reader: Reader,
    /// The path before a macro of the runtime. With an import, the compiler could not tell which macro is meant while any
    /// other macro in the crate is unknown.
    pub(super) macros: TokenStream,
    /// The types of formats in the attribute, as written next to the module.
    formats: &'a [TokenStream],
    /// The number of modules between the attribute and this code.
    depth: usize,
}

/// A path before names. One word is most of them, and joins other tokens more cheaply than a path does.
#[derive(Clone)]
pub(super) enum Prefix {
    Word(Ident),
    Path(TokenStream),
}

impl ToTokens for Prefix {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        match self {
            Prefix::Word(word) => word.to_tokens(tokens),
            Prefix::Path(path) => path.to_tokens(tokens),
        }
    }
}

impl<'a> TypeNames<'a> {
    /// For code inside the module.
    #[must_use]
    pub fn inside_module(api: &'a Api, setting: &'a super::Setting) -> TypeNames<'a> {
        let facade = &setting.facade;
        // A user's path may lead nowhere; the import reports that once.
        let is_crate = facade.to_string().starts_with("::");
        TypeNames {
            macros: match is_crate {
                true => quote!(#facade::__private),
                false => quote!(__lean),
            },
            formats: &setting.formats,
            depth: 1,
            api,
            models: None,
            runtime: Prefix::Word(ident("__lean")),
            reader: setting.reader,
        }
    }

    /// For code in a module inside the module.
    pub(super) fn in_submodule(api: &'a Api, setting: &'a super::Setting) -> TypeNames<'a> {
        TypeNames {
            models: Some(quote!(super::)),
            depth: 2,
            ..TypeNames::inside_module(api, setting)
        }
    }

    /// For code next to the module.
    #[must_use]
    pub fn next_to_module(api: &'a Api, setting: &'a super::Setting) -> TypeNames<'a> {
        let (module, facade) = (&setting.module, &setting.facade);
        TypeNames {
            formats: &setting.formats,
            depth: 0,
            api,
            models: Some(quote!(#module::)),
            runtime: Prefix::Path(quote!(#facade::__private)),
            reader: setting.reader,
            macros: quote!(#facade::__private),
        }
    }

    /// The Rust type.
    #[must_use]
    pub fn spell(&self, ty: &Type) -> TokenStream {
        let runtime = &self.runtime;
        match ty {
            Type::Bool => quote!(#runtime::bool),
            Type::Integer(width) => self.spell_integer(*width),
            Type::Float => quote!(#runtime::f64),
            Type::Null => quote!(()),
            Type::Const(json) => self.spell_constant(json),
            Type::List(item) => {
                let item = self.spell(item);
                quote!(#runtime::Vec<#item>)
            }
            Type::Tuple(items) => {
                let items = items.iter().map(|item| self.spell(item));
                quote!((#(#items,)*))
            }
            Type::Map(value) => {
                let value = self.spell(value);
                quote!(#runtime::Map<#value>)
            }
            Type::Nullable(inner) => {
                let inner = self.spell(inner);
                quote!(#runtime::Option<#inner>)
            }
            Type::Named(id) => self.model_path(*id),
            Type::Boxed(id) => {
                let name = self.model_path(*id);
                quote!(#runtime::Box<#name>)
            }
            // A path that does not parse was refused when the attribute was read.
            Type::External(path) => {
                let mut chosen = self.formats.iter();
                let chosen = chosen.find(|chosen| chosen.to_string() == *path);
                let written = chosen.map_or_else(|| path.parse().unwrap_or_default(), Clone::clone);
                path_from_depth(self.depth, written)
            }
            simple => {
                let name = ident(simple_name(simple));
                quote!(#runtime::#name)
            }
        }
    }

    /// The type of a field, with its presence.
    #[must_use]
    pub fn spell_field(&self, field: &Field, def: &TypeDef) -> TokenStream {
        let runtime = &self.runtime;
        let ty = if is_fixed(field, def) {
            quote!(#runtime::Fixed)
        } else {
            self.spell(&field.ty)
        };
        match presence(field, def) {
            Presence::Required => ty,
            Presence::Optional | Presence::Nullable => quote!(#runtime::Option<#ty>),
            Presence::OptionalNullable => quote!(#runtime::Maybe<#ty>),
        }
    }

    /// Returns true if values are passed by value: copying them is cheap.
    #[must_use]
    pub fn is_copy(&self, ty: &Type) -> bool {
        match ty {
            Type::Bool
            | Type::Integer(_)
            | Type::Float
            | Type::Decimal
            | Type::DecimalText
            | Type::Date
            | Type::Uuid
            | Type::Ipv4
            | Type::Ipv6
            | Type::Null => true,
            Type::Nullable(inner) => self.is_copy(inner),
            Type::Named(id) => match &self.def(*id).kind {
                TypeKind::Newtype(inner) | TypeKind::Alias(inner) => self.is_copy(inner),
                TypeKind::Struct(_) | TypeKind::Enum(_) | TypeKind::Union(_) => false,
            },
            _ => false,
        }
    }

    /// Returns true if the spelling of the type names something deprecated.
    #[must_use]
    pub fn is_deprecated(&self, ty: &Type) -> bool {
        match ty {
            Type::Named(id) | Type::Boxed(id) => self.def(*id).deprecated,
            Type::List(inner) | Type::Map(inner) | Type::Nullable(inner) => {
                self.is_deprecated(inner)
            }
            Type::Tuple(items) => items.iter().any(|item| self.is_deprecated(item)),
            _ => false,
        }
    }

    /// The type behind aliases.
    #[must_use]
    pub fn resolve_alias<'t>(&'t self, ty: &'t Type) -> &'t Type {
        match ty {
            Type::Named(id) | Type::Boxed(id) => match &self.def(*id).kind {
                TypeKind::Alias(target) if target != ty => self.resolve_alias(target),
                _ => ty,
            },
            _ => ty,
        }
    }

    /// The path of an item of the module.
    pub(super) fn item_path(&self, item: &proc_macro2::Ident) -> TokenStream {
        let models = &self.models;
        quote!(#models #item)
    }

    /// A chosen operation by its id, or by its Rust name where it has none; none: it was not chosen, or cannot be called.
    pub(super) fn find_operation(&self, id: &str) -> Option<&Operation> {
        let named = |operation: &&Operation| operation.name.wire == id || operation.name.rust == id;
        self.api
            .operations
            .iter()
            .find(named)
            .filter(|operation| operation.refused.is_none())
    }

    /// The place of a security scheme among all.
    pub(super) fn scheme_index(&self, name: &str) -> usize {
        let mut schemes = self.api.schemes.iter();
        let found = schemes.position(|scheme| scheme.name.wire == name);
        found.expect("requirements name schemes that there are: others were refused")
    }

    pub(super) fn kind(&self, id: TypeId) -> &TypeKind {
        &self.def(id).kind
    }

    fn def(&self, id: TypeId) -> &TypeDef {
        &self.api.types[id.0]
    }

    fn model_path(&self, id: TypeId) -> TokenStream {
        let models = &self.models;
        let name = ident(&self.def(id).name.rust);
        quote!(#models #name)
    }

    fn spell_integer(&self, width: Width) -> TokenStream {
        let runtime = &self.runtime;
        match width {
            Width::I32 => quote!(#runtime::i32),
            Width::I64 => quote!(#runtime::i64),
            Width::U32 => quote!(#runtime::u32),
            Width::U64 => quote!(#runtime::u64),
            Width::I128 => quote!(#runtime::i128),
            Width::TextI64 => quote!(#runtime::Text<#runtime::i64>),
            Width::TextU64 => quote!(#runtime::Text<#runtime::u64>),
        }
    }

    /// A fixed value that is not an object's member is of its JSON type.
    fn spell_constant(&self, json: &str) -> TokenStream {
        let runtime = &self.runtime;
        match json.as_bytes().first() {
            Some(b'"') => quote!(#runtime::String),
            Some(b't' | b'f') => quote!(#runtime::bool),
            Some(b'n') => quote!(()),
            Some(b'-' | b'0'..=b'9') => quote!(#runtime::Number),
            _ => quote!(#runtime::Json),
        }
    }
}

fn simple_name(ty: &Type) -> &'static str {
    match ty {
        Type::DecimalText => "DecimalText",
        Type::Text | Type::Uri => "String",
        Type::Ipv4 => "Ipv4Addr",
        Type::Ipv6 => "Ipv6Addr",
        other => runtime_name(other),
    }
}

/// Returns a path as written that many modules deeper. A path of several parts may begin with a
/// crate, which is known everywhere; a single name is one of the scope.
fn path_from_depth(depth: usize, path: TokenStream) -> TokenStream {
    let mut tokens = path.clone().into_iter();
    let (first, more) = (tokens.next(), tokens.next().is_some());
    let Some(TokenTree::Ident(first)) = first else {
        return path;
    };
    let up = (0..depth).map(|_| quote!(super::));
    match first.to_string().as_str() {
        "self" if depth > 0 => {
            let rest = path.into_iter().skip(3);
            quote!(#(#up)* #(#rest)*)
        }
        "super" => quote!(#(#up)* #path),
        name if !more && name.starts_with(char::is_uppercase) => quote!(#(#up)* #path),
        _ => path,
    }
}
