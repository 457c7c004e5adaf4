//! All mistakes at once, each on the smallest token that can be fixed.

use lean_openapi::printable::printable;
use proc_macro2::{Span, TokenStream};
use quote::{ToTokens, quote, quote_spanned};

use crate::setting::Reader;

/// More are only counted.
const SHOWN_MAX: usize = 10;

/// The errors found so far, and the warnings.
#[derive(Default)]
pub struct Errors {
    found: Vec<(Span, String)>,
    warned: Vec<(Span, &'static str, String)>,
    is_silent: bool,
}

impl Errors {
    /// Adds an error at a token. A token gets the same error only once.
    pub fn push(&mut self, span: Span, message: impl Into<String>) {
        let message = printable(&message.into());
        let same = |(at, text): &(Span, String)| *text == message && same_place(*at, span);
        if !self.found.iter().any(same) {
            self.found.push((span, message));
        }
    }

    /// Notes a mistake on the first of several tokens.
    pub fn push_spanned(&mut self, tokens: &impl ToTokens, message: impl Into<String>) {
        self.push(first_span(tokens), message);
    }

    /// Notes what syn found.
    pub fn push_syn(&mut self, error: &syn::Error) {
        for part in error {
            self.push(part.span(), part.to_string());
        }
    }

    /// Adds a note to the mistake on a token, if it is one of the first mistakes. Returns false if that token has no mistake.
    pub(crate) fn explain(&mut self, span: Span, note: &str, first: usize) -> bool {
        let mut known = self.found.iter_mut().take(first);
        let known = known.find(|(at, _)| same_place(*at, span));
        let Some((_, message)) = known else {
            return false;
        };
        let help = message.lines().find_map(|line| line.find("= help"));
        let indent = " ".repeat(help.unwrap_or(8));
        message.push_str(&format!("\n{indent}= note: {note}"));
        true
    }

    /// Takes `#[allow(deprecated)]` over the item for a wish not to be warned.
    pub fn respect_allow(&mut self, attributes: &[syn::Attribute]) {
        let allows = |attribute: &syn::Attribute| {
            (attribute.path().is_ident("allow") || attribute.path().is_ident("expect"))
                && attribute
                    .meta
                    .to_token_stream()
                    .to_string()
                    .contains("deprecated")
        };
        self.is_silent |= attributes.iter().any(allows);
    }

    /// Notes a doubt: a warning, which `#[allow(deprecated)]` silences and `-D warnings` makes an error.
    pub fn warn(&mut self, span: Span, message: impl Into<String>) {
        self.warned.push((span, TITLE, printable(&message.into())));
    }

    /// Warns of a mistake in the description that was repaired.
    pub fn warn_of_repair(&mut self, span: Span, message: impl Into<String>) {
        let title = "repaired_in_the_description";
        self.warned.push((span, title, printable(&message.into())));
    }

    /// Returns true if no mistake was reported.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.found.is_empty()
    }

    /// The number of mistakes.
    #[must_use]
    pub fn count(&self) -> usize {
        self.found.len()
    }

    /// The messages, for those who test them.
    pub fn messages(&self) -> impl Iterator<Item = &str> {
        self.found.iter().map(|(_, message)| message.as_str())
    }

    /// Appends the errors to the output.
    pub fn append_to(&self, tokens: &mut TokenStream, reader: Reader) {
        let errors = self.compile_errors();
        match reader {
            // Messages change with what is typed. A macro call in a module that changes makes an editor check every function
            // of the crate again; one in a body does not.
            Reader::Editor => tokens.extend(quote!(const _: () = { #errors };)),
            Reader::Compiler | Reader::Person => tokens.extend(errors),
        }
        if self.is_silent {
            return;
        }
        let shown = self.warned.iter().take(SHOWN_MAX);
        tokens.extend(shown.map(|(span, title, message)| warning(*span, title, message)));
        if let Some((span, ..)) = self.warned.get(SHOWN_MAX) {
            let more = self.warned.len() - SHOWN_MAX;
            let message = format!("and {more} more, shown when some of these are fixed");
            tokens.extend(warning(*span, TITLE, &message));
        }
    }
    fn compile_errors(&self) -> TokenStream {
        let mut tokens = TokenStream::new();
        for (span, message) in self.found.iter().take(SHOWN_MAX) {
            tokens.extend(quote_spanned!(*span=> ::core::compile_error!(#message);));
        }
        if let Some((span, _)) = self.found.get(SHOWN_MAX) {
            let message = match self.found.len() - SHOWN_MAX {
                1 => "and 1 more mistake, shown when some of these are fixed".to_owned(),
                more => format!("and {more} more mistakes, shown when some of these are fixed"),
            };
            tokens.extend(quote_spanned!(*span=> ::core::compile_error!(#message);));
        }
        tokens
    }
}

/// The title of most warnings: the compiler shows it before the message.
const TITLE: &str = "the_description_says";

/// The compiler has no other way to let a macro warn: the use of something deprecated, at the user's token.
fn warning(span: Span, title: &str, message: &str) -> TokenStream {
    let name = proc_macro2::Ident::new(title, span);
    let used = quote_spanned!(span=> #name);
    quote! {
        const _: () = {
            #[allow(non_upper_case_globals)]
            #[deprecated(note = #message)]
            const #name: () = ();
            #used
        };
    }
}

/// The span of the first of several tokens.
#[must_use]
pub fn first_span(tokens: &impl ToTokens) -> Span {
    let first = tokens.to_token_stream().into_iter().next();
    first.map_or_else(Span::call_site, |token| token.span())
}

/// Spans cannot be compared; how they are shown can.
fn same_place(span: Span, other: Span) -> bool {
    format!("{span:?}") == format!("{other:?}")
}
