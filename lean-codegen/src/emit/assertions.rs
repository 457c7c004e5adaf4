//! Claims for the compiler to check: that a user's types match types of the model.
//!
//! Each claim is a trait. If a type does not implement it, the compiler shows our message, on the user's token, with the
//! place in the description. The trait also demands that the type can be read or sent at all. If that is missing on the
//! same token, the compiler reports only one of the two.

use std::collections::HashSet;

use proc_macro2::{Group, Ident, Literal, Span, TokenStream, TokenTree};
use quote::{ToTokens, format_ident, quote, quote_spanned};
use syn::ext::IdentExt;

use crate::api::Api;
use crate::check::{self, Claim, Proof};
use crate::setting::ident;
use crate::{dedup, name};

/// The place of a claim.
pub(crate) struct ClaimPaths<'a> {
    pub(crate) api: &'a Api,
    /// The path of what generated code names.
    pub(crate) private: TokenStream,
    /// The path before a model's name: `bank::`.
    pub(crate) models: TokenStream,
}

impl ClaimPaths<'_> {
    /// The keys that distinguish the schemas of these claims.
    pub(crate) fn keys<'p>(&self, proofs: impl Iterator<Item = &'p Proof>) -> TokenStream {
        let mut seen = HashSet::new();
        let (private, models) = (&self.private, &self.models);
        let items = proofs
            .map(|proof| &proof.claim)
            .filter(|claim| seen.insert(dedup::first_of_duplicates(self.api, claim.model)));
        let items = items.map(|claim| {
            let name = self.model_ident(claim);
            let key = Literal::u64_suffixed(check::key(self.api, claim.model));
            quote!(impl #private::Described for #models #name { type Key = #private::Key<#key>; })
        });
        quote!(#(#items)*)
    }

    /// The claim as a function that can only be called if the claim is true. It has the name of the method or field, since
    /// the compiler points there.
    pub(crate) fn claim_function(&self, proof: &Proof, index: usize) -> TokenStream {
        let [message, label, note, place] = self.messages(proof);
        let Claim {
            user, model, sent, ..
        } = &proof.claim;
        let verb = if *sent { "fills" } else { "holds" };
        let expected = name::pascal(&format!("{verb} {}", proof.what.replace('`', "")));
        let (function, expected) = (claim_function_name(proof, index), ident(&expected));
        let relation = format_ident!("{}", if *sent { "Fills" } else { "Fits" });
        let (private, models) = (&self.private, &self.models);
        let model = ident(&self.api.types[model.0].name.rust);
        let user = without_lifetimes(user.to_token_stream());
        let span = proof.origin.span();
        let mut here = expected.clone();
        here.set_span(expected.span().resolved_at(span).located_at(span));
        let bound = quote_spanned!(span=> #function<__T: #here>());
        quote! {
            #[diagnostic::on_unimplemented(message = #message, label = #label, note = #note, note = #place)]
            trait #expected: #private::Slot {}
            #[diagnostic::do_not_recommend]
            impl<__T: #private::Slot> #expected for __T
            where
                // Through the type parameter: without one, the compiler would report this declaration, not the call.
                <__T as #private::Through<#user>>::Type: #private::#relation<#models #model>
            {}
            const fn #bound {}
        }
    }

    /// Message, label, remedy and place.
    fn messages(&self, proof: &Proof) -> [String; 4] {
        let Proof {
            claim: Claim { user, model, sent },
            what,
            advice,
            ..
        } = proof;
        let def = &self.api.types[model.0];
        let (user, schema) = (check::type_text(user), &def.name.wire);
        let verb = match sent {
            true => "cannot be sent as",
            false => "does not hold",
        };
        [
            format!("`{user}` {verb} {what}"),
            format!("not proven to match the schema `{schema}`"),
            advice.clone(),
            format!("`{schema}` is described at {}", def.place),
        ]
    }

    fn model_ident(&self, claim: &Claim) -> Ident {
        ident(&self.api.types[claim.model.0].name.rust)
    }
}

/// Asks for a proof, at the user's token.
pub(crate) fn call_claim(proof: &Proof, index: usize) -> TokenStream {
    let span = check::type_span(&proof.claim.user);
    let mut function = claim_function_name(proof, index);
    function.set_span(function.span().located_at(span));
    let whole = set_span(without_lifetimes(proof.whole.to_token_stream()), span);
    quote_spanned!(span=> #function::<#whole>();)
}

/// Paths and types at another place. Not for variables: they would mean others.
pub(crate) fn set_span(tokens: TokenStream, span: Span) -> TokenStream {
    let items = tokens.into_iter().map(|mut token| {
        if let TokenTree::Group(group) = &token {
            token = Group::new(group.delimiter(), set_span(group.stream(), span)).into();
        }
        token.set_span(span);
        token
    });
    items.collect()
}

/// The place where a type is read or sent: the token of the claim, so that the compiler reports it once.
pub(crate) fn proof_span(ty: &syn::Type, sent: bool, proofs: &[Proof]) -> Span {
    let proof = proofs.iter().find(|proof| is_about(proof, ty, sent));
    check::type_span(proof.map_or(ty, |proof| &proof.claim.user))
}

/// Returns true if a proof is needed because this type is read or sent.
fn is_about(proof: &Proof, ty: &syn::Type, sent: bool) -> bool {
    let text = |ty: &syn::Type| ty.to_token_stream().to_string();
    proof.claim.sent == sent && text(&proof.whole) == text(ty)
}

/// The name of a claim's function: that of the method or field, in snake case. A name in the case of types could hide a
/// type of the user's.
fn claim_function_name(proof: &Proof, index: usize) -> Ident {
    let mut name = ident(&name::snake(&proof.origin.unraw().to_string()));
    name.set_span(proof.origin.span());
    match index {
        0 => name,
        position => format_ident!("{name}_{position}", span = name.span()),
    }
}

/// The same without `#[diagnostic::..]`.
pub(crate) fn without_diagnostics(tokens: TokenStream) -> TokenStream {
    let mut out: Vec<TokenTree> = Vec::new();
    for token in tokens {
        let after_hash =
            matches!(out.last(), Some(TokenTree::Punct(hash)) if hash.as_char() == '#');
        match token {
            TokenTree::Group(group) if after_hash && is_diagnostic(&group) => drop(out.pop()),
            TokenTree::Group(group) => {
                let mut kept = Group::new(group.delimiter(), without_diagnostics(group.stream()));
                kept.set_span(group.span());
                out.push(kept.into());
            }
            other => out.push(other),
        }
    }
    out.into_iter().collect()
}

fn is_diagnostic(attribute: &Group) -> bool {
    let first = attribute.stream().into_iter().next();
    matches!(first, Some(TokenTree::Ident(name)) if name == "diagnostic")
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
                Group::new(group.delimiter(), without_lifetimes(group.stream())).into()
            }
            other => other,
        });
    }
    out.into_iter().collect()
}
