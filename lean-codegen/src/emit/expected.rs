//! What the compiler is asked to prove: that types of one's own stand for types of the model.
//!
//! By a trait for each proof, so that whoever has not been proven is told in our words, on the user's token, with the
//! place in the description.

use std::collections::HashSet;

use proc_macro2::{Ident, Literal, Span, TokenStream, TokenTree};
use quote::{ToTokens, format_ident, quote, quote_spanned};

use super::ident;
use crate::api::Api;
use crate::check::{self, Proof};

/// Where the compiler is asked.
pub(crate) struct Asking<'a> {
    pub(crate) api: &'a Api,
    /// The path of what generated code names.
    pub(crate) private: TokenStream,
    /// What stands before a model's name: `bank::`.
    pub(crate) models: TokenStream,
}

impl Asking<'_> {
    /// What tells each schema from all others, for the types of the model that are asked for.
    pub(crate) fn keys(&self, proofs: &[&Proof]) -> TokenStream {
        let mut seen = HashSet::new();
        let (private, models) = (&self.private, &self.models);
        let each = proofs.iter().filter(|proof| seen.insert(proof.model)).map(|proof| {
            let name = self.name(proof);
            let key = Literal::u64_suffixed(check::key(self.api, proof.model));
            quote!(impl #private::Described for #models #name { type Key = #private::Key<#key>; })
        });
        quote!(#(#each)*)
    }

    /// The proofs that are asked for.
    pub(crate) fn proofs(&self, proofs: &[&Proof]) -> TokenStream {
        let each = proofs.iter().map(|proof| self.asked(proof));
        quote!(#(#each)*)
    }

    fn asked(&self, proof: &Proof) -> TokenStream {
        let def = &self.api.types[proof.model.0];
        let Proof {
            user, what, sent, ..
        } = proof;
        let message = match sent {
            true => format!("`{{Self}}` cannot be sent as {what}"),
            false => format!("`{{Self}}` does not hold {what}"),
        };
        let label = format!("expected a type that stands for `{}`", def.name.wire);
        let schema = if def.name.rust == def.name.wire {
            def.name.rust.clone()
        } else {
            format!("\"{}\"", def.name.wire)
        };
        let request = if *sent { ", request" } else { "" };
        let note = format!(
            "a type of one's own is proven by `#[derive(lean::Schema)]` with `#[schema(spec = \"..\", name = {schema}{request})]`"
        );
        let place = format!("`{}` is described at {}", def.name.wire, def.place);
        let relation = format_ident!("{}", if *sent { "Fills" } else { "Fits" });
        let (private, models, model) = (&self.private, &self.models, self.name(proof));
        let span = check::span_of(user);
        let user = without_lifetimes(user.to_token_stream());
        let ask = quote_spanned!(span=> proven::<#user>());
        quote! {
            const _: () = {
                #[diagnostic::on_unimplemented(message = #message, label = #label, note = #note, note = #place)]
                trait Expected {}
                #[diagnostic::do_not_recommend]
                impl<T: #private::#relation<#models #model>> Expected for T {}
                const fn proven<T: Expected>() {}
                #ask
            };
        }
    }

    fn name(&self, proof: &Proof) -> Ident {
        ident(&self.api.types[proof.model.0].name.rust)
    }
}

/// Lifetimes of a signature mean nothing outside it.
fn without_lifetimes(tokens: TokenStream) -> TokenStream {
    let mut out: Vec<TokenTree> = Vec::new();
    for token in tokens {
        let after_tick =
            matches!(out.last(), Some(TokenTree::Punct(tick)) if tick.as_char() == '\'');
        out.push(match token {
            TokenTree::Ident(name) if after_tick => {
                Ident::new("static", Span::mixed_site().located_at(name.span())).into()
            }
            TokenTree::Group(group) => {
                proc_macro2::Group::new(group.delimiter(), without_lifetimes(group.stream())).into()
            }
            other => other,
        });
    }
    out.into_iter().collect()
}
