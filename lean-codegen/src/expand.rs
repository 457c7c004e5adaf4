//! The whole compiler on one screen.

use std::sync::Arc;

use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;
use syn::ext::IdentExt;

use crate::api::{Api, Finding, Severity};
use crate::check::{self, CheckedMethod};
use crate::document::Description;
use crate::drift::{self, Expansion, LockFile};
use crate::emit;
use crate::errors::{Errors, first_span};
use crate::item::{
    self, Annotated, ApiMod, ApiTrait, Attribute, Inherited, Source, Spec, read_item,
};
use crate::lock::{self, Usage};
use crate::parts::Parts;
use crate::resolve::{Choice, Options};
use crate::select::{self, BoundOperation, Selection};
use crate::setting::{Reader, Setting, ident};
use crate::{dedup, diagnostic, name};

/// The owner of the file system: the macro, the command line, a test.
pub trait Host {
    /// Opens a description, or says why it cannot.
    ///
    /// # Errors
    /// The faults that make the whole description unusable.
    fn open(&self, spec: &Spec, overlays: &[String]) -> Result<Arc<Description>, Vec<Finding>>;

    /// The absolute path of a file that the description was read from, for rebuilding when it changes.
    fn absolute(&self, spec: &Spec, file: &str) -> String;

    /// The text of a file of a description that could not be opened, to show the line that is wrong.
    fn text(&self, _spec: &Spec, _file: &str) -> Option<String> {
        None
    }

    /// Returns true if the names of the prelude, also those of tools, are available. Without them the type system cannot
    /// report errors in our words.
    fn has_prelude(&self) -> bool {
        true
    }

    /// The file of the attribute, if it is known.
    fn source(&self) -> Option<Source> {
        None
    }

    /// Returns true if an editor asks, not a compiler.
    fn is_editor(&self) -> bool {
        false
    }

    /// The description as it was when it could be opened the last time, for an editor to continue with.
    fn last_good(&self, _spec: &Spec, _overlays: &[String]) -> Option<Arc<Description>> {
        None
    }

    /// The file `lean.lock` of the package, if there is one.
    fn lock(&self) -> Option<LockFile> {
        None
    }

    /// The key of a description in the lock: its path and those of its overlays as seen from the package.
    fn key(&self, spec: &Spec, overlays: &[String]) -> String {
        lock::key(&spec.path.value(), overlays)
    }

    /// Takes what an expansion uses of a description. Returns true if that is all that is asked for: then nothing is
    /// compared with the lock.
    fn record(&self, _spec: &Spec, _overlays: &[String], _usage: &Usage) -> bool {
        false
    }

    /// Works out a part of a description. A host that is asked again and again may keep the answers.
    fn resolve(&self, description: &Arc<Description>, choice: &Choice, options: &Options) -> Api {
        description.resolve(choice, options)
    }

    /// A number that stays the same for as long as the files of the description do.
    fn version(&self, _description: &Arc<Description>) -> u64 {
        0
    }

    /// A word of warning about where the files of the description are, if there is one.
    fn warning(&self, _spec: &Spec, _files: &[String]) -> Option<String> {
        None
    }
}

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
                errors.append_to(&mut tokens);
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
    errors.append_to(&mut tokens);
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

fn reader_of(host: &dyn Host) -> Reader {
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
            let parts = Parts::of(attribute, host.version(&description));
            let offered = emit::completions(&traits, &selection, &description, &parts);
            let models = parts.models(&traits, &selection);
            let head = emit::Module::of(&traits, &selection, setting).head();
            (Some(offered), quote!(#head { #models }))
        }
        Reader::Compiler | Reader::Person => (None, emit::module(&traits, &selection, setting)),
    };
    let traits = emit::emit_traits(&traits, &checked_methods, &selection, setting);
    let tracked = track_files(&description, spec, host);
    let tokens = quote!(#offered #traits #module #named #tracked #locked);
    (tokens, true)
}

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

pub(crate) fn open<'a>(
    attribute: &'a Attribute,
    host: &dyn Host,
    errors: &mut Errors,
) -> Option<(&'a Spec, Arc<Description>)> {
    let Some(spec) = &attribute.spec else {
        // A misspelt path was reported already.
        if attribute.is_broken {
            return None;
        }
        let message = "no description is given: add `spec = \"openapi.yaml\"`, with a path relative to the package";
        errors.push(attribute.here.unwrap_or_else(Span::call_site), message);
        return None;
    };
    let overlays: Vec<String> = attribute.overlays.iter().map(syn::LitStr::value).collect();
    match host.open(spec, &overlays) {
        Ok(description) => {
            if let Some(warning) = host.warning(spec, &description.files()) {
                errors.warn(spec.path.span(), warning);
            }
            Some((spec, description))
        }
        Err(findings) => {
            for finding in findings {
                // An overlay that is not there is underlined itself.
                let is_about = |overlay: &&syn::LitStr| {
                    let name = overlay.value();
                    *finding.place.file == *name || finding.message.contains(&format!("`{name}`"))
                };
                let culprit = attribute
                    .overlays
                    .iter()
                    .find(is_about)
                    .unwrap_or(&spec.path);
                let text = host.text(spec, &finding.place.file);
                errors.push(
                    culprit.span(),
                    diagnostic::render_with_text(&finding, text.as_deref()),
                );
            }
            // The compiler must not build operations that the description has lost.
            let last_good = || host.last_good(spec, &overlays);
            Some((spec, host.is_editor().then(last_good)??))
        }
    }
}

/// Warns of small mistakes in the chosen parts that were repaired: an overlay can fix them.
fn warn_of_repairs(api: &Api, description: &Description, spec: &Spec, errors: &mut Errors) {
    // Findings from before the selection belong to no operation.
    let before = description.findings();
    let repaired =
        |finding: &&Finding| finding.severity == Severity::Repaired && !before.contains(finding);
    // A mistake that is a habit is reported at its first place.
    let mut first: Vec<(&Finding, usize)> = Vec::new();
    for finding in api.findings.iter().filter(repaired) {
        match first
            .iter_mut()
            .find(|(known, _)| known.message == finding.message)
        {
            Some((_, count)) => *count += 1,
            None => first.push((finding, 1)),
        }
    }
    for (finding, count) in first {
        // An error that follows from it says so.
        if errors
            .messages()
            .any(|said| said.contains(&finding.message))
        {
            continue;
        }
        let mut finding = finding.clone();
        if count > 1 {
            let more = format!(
                "so at {} more places: `cargo lean-api lint` lists them",
                count - 1
            );
            finding.help = Some(
                finding
                    .help
                    .map_or(more.clone(), |help| format!("{help}; {more}")),
            );
        }
        errors.warn_of_repair(
            spec.path.span(),
            diagnostic::render_finding(&finding, description),
        );
    }
}

/// A compiler that has included a file compiles again when the file changes. The bytes reach no binary.
pub(crate) fn track_files(description: &Description, spec: &Spec, host: &dyn Host) -> TokenStream {
    // A file that is not there cannot be watched; what failed for want of it is tried again anyway.
    let there = description
        .files()
        .into_iter()
        .filter(|file| description.source(file).is_some());
    let files = there.map(|file| host.absolute(spec, &file));
    quote!(const _: () = { #(let _ = ::core::include_bytes!(#files);)* };)
}

/// A part of the file that the command line prints.
pub enum PrintedPart {
    /// Items of the file.
    Items(TokenStream),
    /// The module of models, as far as its brace.
    Open(TokenStream),
    /// Items of that module.
    Inside(TokenStream),
    /// Its end.
    Close,
}

/// Prints the whole model for the command line: a trait of all operations, and the models. It works
/// part by part, so that only one part is in memory.
///
/// # Errors
/// The first of `print`.
pub fn print<E>(
    api: Api,
    setting: &Setting,
    trait_name: &str,
    mut print: impl FnMut(PrintedPart) -> Result<(), E>,
) -> Result<(), E> {
    let (traits, mut selection) = select::select_all(api, trait_name);
    dedup::join(&mut selection.api.types);
    let checked_methods: Vec<Vec<CheckedMethod>> = selection
        .traits
        .iter()
        .map(|bound| {
            let operations = bound.iter().filter_map(BoundOperation::operation);
            operations
                .map(|operation| CheckedMethod::Described {
                    method: None,
                    operation,
                })
                .collect()
        })
        .collect();
    print(PrintedPart::Items(emit::emit_traits(
        &traits,
        &checked_methods,
        &selection,
        setting,
    )))?;
    let models = emit::Module::of(&traits, &selection, setting);
    print(PrintedPart::Open(models.head()))?;
    for part in models.parts() {
        print(PrintedPart::Inside(part))?;
    }
    print(PrintedPart::Close)?;
    let module = &setting.module;
    print(PrintedPart::Items(quote!(pub use #module::*;)))
}
