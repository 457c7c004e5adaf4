//! Parts of an expansion as macro calls of their own, for editors.
//!
//! An editor expands the attribute again at each keystroke in its item, and works on all that comes out. The models are
//! most of that, and few keystrokes change them. So they are a macro call within the expansion: an editor keeps the
//! expansion of a call whose tokens stay the same, with everything that it found out about it.
//!
//! A call names all that its part depends on: a number that changes with the description, the arguments of the attribute,
//! and the methods that have an operation. Its tokens have no place in the user's code, because places move.

use proc_macro2::{Delimiter, Group, Ident, Literal, Span, TokenStream, TokenTree};
use quote::{format_ident, quote};
use syn::parse::{Parse, ParseStream, Parser};

use crate::dedup;
use crate::emit::{self, OfferedNames};
use crate::errors::Errors;
use crate::expand::{self, Host};
use crate::item::{Annotated, ApiTrait, Attribute, Inherited, read_item, split_at_commas};
use crate::select::{BoundOperation, Selection};
use crate::setting::{Reader, Setting, ident};

/// The calls of the parts of one expansion.
pub struct Parts {
    facade: TokenStream,
    version: Literal,
    /// All arguments of the attribute.
    arguments: TokenStream,
    /// The arguments that name the description.
    description: TokenStream,
}

impl Parts {
    /// The calls of an attribute, with the version of its description.
    #[must_use]
    pub fn new(attribute: &Attribute, version: u64) -> Self {
        Self {
            facade: attribute.facade.clone(),
            version: Literal::u64_unsuffixed(version),
            arguments: arguments(&attribute.written),
            description: without_places(Inherited::read(attribute.written.clone()).into_tokens()),
        }
    }

    /// The call for the content of the module of models.
    #[must_use]
    pub fn models(&self, traits: &[ApiTrait], selection: &Selection) -> TokenStream {
        let traits = traits.iter().zip(&selection.traits);
        let traits = traits.map(|(api_trait, bound)| choosing_trait(api_trait, bound));
        let traits = quote!(#(#traits)*);
        self.call("models", &self.arguments, &without_places(traits))
    }

    /// The call for names that an editor offers. Nothing that is typed in a choice is in it: an editor also looks for that
    /// at the same place in the expansion without it.
    #[must_use]
    pub fn names(&self, names: OfferedNames) -> TokenStream {
        let none = TokenStream::new();
        self.call(&names.module().to_string(), &self.description, &none)
    }

    fn call(&self, part: &str, arguments: &TokenStream, traits: &TokenStream) -> TokenStream {
        let Self {
            facade, version, ..
        } = self;
        let part = format_ident!("{part}");
        quote!(#facade::__part! { #part #version (#arguments) { #traits } })
    }
}

/// The tokens of the arguments. Only the types of formats keep their places: they are emitted.
fn arguments(written: &TokenStream) -> TokenStream {
    let arguments = split_at_commas(written.clone()).into_iter().map(|piece| {
        let first = piece.clone().into_iter().next();
        match first {
            Some(TokenTree::Ident(key)) if key == "formats" => piece,
            _ => without_places(piece),
        }
    });
    quote!(#(#arguments),*)
}

/// A trait with the methods that have an operation, and of them only what chooses it.
fn choosing_trait(api_trait: &ApiTrait, bound: &[BoundOperation]) -> TokenStream {
    let (name, attributes) = (&api_trait.rest.ident, &api_trait.choosing);
    let methods = BoundOperation::methods(bound).map(|(method, _)| {
        let method = &api_trait.methods[method];
        let (name, attributes) = (&method.item.sig.ident, &method.choosing);
        quote!(#(#attributes)* fn #name();)
    });
    quote!(#(#attributes)* trait #name { #(#methods)* })
}

fn without_places(tokens: TokenStream) -> TokenStream {
    let here = Span::call_site();
    let tokens = tokens.into_iter().map(|token| match token {
        TokenTree::Group(group) => {
            let mut inner = Group::new(group.delimiter(), without_places(group.stream()));
            inner.set_span(here);
            TokenTree::Group(inner)
        }
        mut other => {
            other.set_span(here);
            other
        }
    });
    tokens.collect()
}

/// Expands the call of a part. The attribute has reported all mistakes.
pub fn part(call: TokenStream, host: &dyn Host) -> TokenStream {
    let call = match Call::parse.parse2(call) {
        Ok(call) => call,
        Err(error) => return error.to_compile_error(),
    };
    let mut errors = Errors::default();
    let attribute = Attribute::read(call.arguments, &mut errors);
    let Some((_, description)) = expand::open(&attribute, host, &mut errors) else {
        return TokenStream::new();
    };
    if let Some(names) = OfferedNames::of_module(&call.part) {
        return names.constants(&description);
    }
    let mut traits = read_traits(call.traits, &mut errors);
    let mut selection = expand::select(&mut traits, &attribute, &description, host, &mut errors);
    dedup::join(&mut selection.api.types);
    let setting = Setting {
        facade: attribute.facade.clone(),
        visibility: quote!(pub),
        module: ident("models"),
        formats: attribute.format_types(),
        reader: Reader::Editor,
    };
    let parts = emit::Module::new(&traits, &selection, &setting);
    without_bodies(parts.parts().collect())
}

/// The items with an endless loop in place of each function's body. An editor checks all bodies, and runs none.
#[must_use]
pub fn without_bodies(tokens: TokenStream) -> TokenStream {
    let mut is_function = false;
    let tokens = tokens.into_iter().map(|token| match token {
        TokenTree::Group(group) if group.delimiter() == Delimiter::Brace => {
            let content = match std::mem::take(&mut is_function) {
                true => quote!(loop {}),
                false => without_bodies(group.stream()),
            };
            Group::new(Delimiter::Brace, content).into()
        }
        token => {
            match &token {
                TokenTree::Ident(word) if word == "fn" => is_function = true,
                TokenTree::Punct(end) if end.as_char() == ';' => is_function = false,
                // The type of such a result is that of the body.
                TokenTree::Ident(word) if word == "impl" => is_function = false,
                _ => {}
            }
            token
        }
    });
    tokens.collect()
}

/// A call as it was written above.
struct Call {
    part: Ident,
    arguments: TokenStream,
    traits: TokenStream,
}

impl Parse for Call {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let part = input.parse()?;
        input.parse::<Literal>()?;
        let (arguments, traits);
        syn::parenthesized!(arguments in input);
        syn::braced!(traits in input);
        Ok(Self {
            part,
            arguments: arguments.parse()?,
            traits: traits.parse()?,
        })
    }
}

fn read_traits(tokens: TokenStream, errors: &mut Errors) -> Vec<ApiTrait> {
    let module = quote!(mod models { #tokens });
    match read_item(module, &Inherited::read(TokenStream::new()), errors) {
        Some(Annotated::Mod(module)) => module.traits,
        _ => Vec::new(),
    }
}
