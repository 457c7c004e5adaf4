//! The stages of the compiler, in order: read the user's item, select operations, check signatures, compare with the
//! lock, emit.

mod description;
mod host;
mod print;

pub(crate) use self::description::{open, track_files};
pub use self::host::Host;
pub use self::print::{PrintedPart, print};

use std::sync::Arc;

use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;
use syn::ext::IdentExt;

use self::description::warn_of_repairs;
use crate::check::{self};
use crate::document::Description;
use crate::drift::{self, Expansion};
use crate::emit;
use crate::errors::{Errors, first_span};
use crate::item::{self, Annotated, ApiMod, ApiTrait, Attribute, Inherited, read_item};
use crate::parts::Parts;
use crate::resolve::{Choice, Options};
use crate::select::{self, Selection};
use crate::setting::{Reader, Setting, ident};
use crate::{dedup, name};

/// Expands `#[lean::api(..)]`: the user's item, what it asks for, and every mistake.
pub fn api(attribute: TokenStream, item: TokenStream, host: &dyn Host) -> TokenStream {
    let mut errors = Errors::default();
    let inherited = Inherited::read(attribute.clone());
    let mut attribute = Attribute {
        here: Some(Span::call_site().resolved_at(first_span(&item))),
        ..Attribute::read(attribute, &mut errors)
    };
    let item = match host.source() {
        Some(source) => match item::avoid_clash(item, &mut attribute, &source, &mut errors) {
            Some(item) => item,
            None => {
                let mut tokens = TokenStream::new();
                errors.append_to(&mut tokens, reader_of(host));
                return tokens;
            }
        },
        None => item,
    };
    let mut tokens = match read_item(item.clone(), &inherited, &mut errors) {
        Some(Annotated::Trait(item)) => expand_trait(item, &attribute, host, &mut errors),
        Some(Annotated::Mod(item)) => expand_module(item, &attribute, host, &mut errors),
        Some(Annotated::Impl(item)) => {
            if let Some(spec) = &attribute.spec {
                let message = "an implementation uses the description of its trait: write `#[lean::api]` without arguments";
                errors.push(spec.path.span(), message);
            }
            emit::rewrite_implementation(item, &attribute.facade)
        }
        // A module without its body would be looked for in another file, where it is not either.
        None if item.to_string().ends_with(';') && item.to_string().contains("mod ") => {
            TokenStream::new()
        }
        // Any other item stays as it is, so that the editor keeps its bearings.
        None => item,
    };
    errors.append_to(&mut tokens, reader_of(host));
    respect_prelude(tokens, host)
}

/// Removes the attributes of tools, which need a prelude, without a prelude.
pub(crate) fn respect_prelude(tokens: TokenStream, host: &dyn Host) -> TokenStream {
    match host.has_prelude() {
        true => tokens,
        false => emit::assertions::without_diagnostics(tokens),
    }
}

fn expand_trait(
    item: ApiTrait,
    attribute: &Attribute,
    host: &dyn Host,
    errors: &mut Errors,
) -> TokenStream {
    errors.respect_allow(&item.rest.attrs);
    let name = &item.rest.ident;
    let by_name = models_module(name, &attribute.facade);
    let module = match &attribute.module {
        Some(module) if module == name => {
            let message = format!(
                "`{module}` is the trait: its models need a name of their own, `module = {by_name}`"
            );
            errors.push(module.span(), message);
            by_name
        }
        Some(module) => {
            check_module_name(module, &by_name, errors);
            module.clone()
        }
        None => by_name,
    };
    let visibility = item.rest.vis.clone();
    let setting = Setting {
        facade: attribute.facade.clone(),
        visibility: quote!(#visibility),
        module,
        formats: attribute.format_types(),
        reader: reader_of(host),
    };
    let (generated, _) = generate(vec![item], attribute, &setting, host, errors);
    generated
}

/// The module of a trait's models. A crate under another name may have that of the trait.
pub(crate) fn models_module(trait_name: &Ident, facade: &TokenStream) -> Ident {
    let module = name::module(&trait_name.unraw().to_string());
    let facade = facade.to_string();
    match facade.trim_start_matches("::").trim() == module {
        true => ident(&format!("{module}_models")),
        false => ident(&module),
    }
}

/// A module of the user's choice that would hide what the code around it needs.
fn check_module_name(module: &Ident, better: &Ident, errors: &mut Errors) {
    let plain = module.unraw().to_string();
    if name::is_used(name::Position::Module, &plain) {
        let message = format!(
            "a module `{plain}` would hide the crate, type or tool of that name from the code around it: name it `module = {better}`"
        );
        errors.push(module.span(), message);
    }
}

pub(crate) fn reader_of(host: &dyn Host) -> Reader {
    match host.is_editor() {
        true => Reader::Editor,
        false => Reader::Compiler,
    }
}

fn expand_module(
    item: ApiMod,
    attribute: &Attribute,
    host: &dyn Host,
    errors: &mut Errors,
) -> TokenStream {
    errors.respect_allow(&item.attributes);
    let module = attribute.module.clone().unwrap_or_else(|| ident("models"));
    let setting = Setting {
        facade: attribute.facade.clone(),
        visibility: quote!(pub),
        module: module.clone(),
        formats: attribute.format_types(),
        reader: reader_of(host),
    };
    let ApiMod {
        attributes,
        visibility,
        name,
        traits,
        others,
    } = item;
    let (generated, has_models) = generate(traits, attribute, &setting, host, errors);
    let used = has_models.then(|| quote!(#[allow(unused_imports)] pub use #module::*;));
    quote! {
        #(#attributes)*
        #visibility mod #name {
            #others
            #generated
            #used
        }
    }
}

/// Turns the description into tokens: selects, checks, joins duplicates, emits. Returns false with them if there is no
/// module of models, because the description could not be opened.
fn generate(
    mut traits: Vec<ApiTrait>,
    attribute: &Attribute,
    setting: &Setting,
    host: &dyn Host,
    errors: &mut Errors,
) -> (TokenStream, bool) {
    let Some((spec, description)) = open(attribute, host, errors) else {
        return (emit::emit_without_description(&traits), false);
    };
    let mut selection = select(&mut traits, attribute, &description, host, errors);
    warn_of_repairs(&selection.api, &description, spec, errors);
    let checked_methods = check::check(&traits, &selection, setting, &description, errors);
    let expansion = Expansion {
        attribute,
        spec,
        description: &description,
        host,
    };
    let locked = drift::compare_traits(&traits, &selection, &checked_methods, &expansion, errors);
    dedup::join(&mut selection.api.types);
    let named = emit::hover_items(&traits, &selection);
    let (offered, module) = match setting.reader {
        Reader::Editor => {
            let parts = Parts::new(attribute, host.version(&description));
            let offered = emit::completions(&traits, &selection, &description, &parts);
            let models = parts.models(&traits, &selection);
            let head = emit::Module::new(&traits, &selection, setting).head();
            (Some(offered), quote!(#head { #models }))
        }
        Reader::Compiler | Reader::Person => (None, emit::module(&traits, &selection, setting)),
    };
    let traits = emit::emit_traits(&traits, &checked_methods, &selection, setting);
    let tracked = track_files(&description, spec, host);
    let tokens = quote!(#offered #traits #module #named #tracked #locked);
    (tokens, true)
}

/// Selects the operations of the traits. The host may keep the resolved parts.
pub(crate) fn select(
    traits: &mut [ApiTrait],
    attribute: &Attribute,
    description: &Arc<Description>,
    host: &dyn Host,
    errors: &mut Errors,
) -> Selection {
    let resolve = |choice: &Choice, options: &Options| host.resolve(description, choice, options);
    select::select(traits, attribute, description, resolve, errors)
}
