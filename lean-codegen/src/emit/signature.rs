//! Rewrites signatures: an `async fn` becomes one that returns a boxed future, so that its future is `Send` and the
//! trait can be used as `dyn`.

use proc_macro2::{Span, TokenStream};
use quote::{ToTokens, quote, quote_spanned};
use syn::spanned::Spanned;
use syn::{
    FnArg, GenericArgument, GenericParam, ImplItem, ImplItemFn, ItemImpl, Lifetime, PathArguments,
    ReceiverKind, ReturnType, Signature, Type, parse_quote,
};

use super::assertions::set_span;

/// The signature as it is emitted.
pub(super) fn rewrite_signature(signature: &Signature, facade: &TokenStream) -> TokenStream {
    let mut signature = signature.clone();
    if signature.asyncness.is_some() {
        box_future(&mut signature, facade);
    }
    // A generic method cannot be called through `dyn`, but the rest of the trait can.
    if is_generic(&signature) {
        let condition = signature.generics.make_where_clause();
        condition
            .predicates
            .push(parse_quote!(Self: ::core::marker::Sized));
    }
    strip_patterns(&mut signature);
    signature.into_token_stream()
}

/// An implementation of a trait of ours: its `async fn` become what the trait has.
#[must_use]
pub fn rewrite_implementation(mut item: ItemImpl, facade: &TokenStream) -> TokenStream {
    let private = quote!(#facade::__private);
    for member in &mut item.items {
        let ImplItem::Fn(function) = member else {
            continue;
        };
        if function.sig.asyncness.is_some() {
            box_future(&mut function.sig, facade);
            let ImplItemFn { block, .. } = &mut *function;
            let body = quote!(#private::Box::pin(async move #block));
            // The braces stay the user's: where they are, the compiler says what is wrong with the whole method.
            if let Ok(body) = syn::parse2(body) {
                block.stmts = vec![syn::Stmt::Expr(body, None)];
            }
        }
    }
    item.into_token_stream()
}

/// Everything that is borrowed is borrowed for as long as the future lives.
fn box_future(signature: &mut Signature, facade: &TokenStream) {
    let life = Lifetime::new(free_name(signature), Span::mixed_site());
    // Where the user wrote, but nothing that the user wrote: lints are about that.
    let at = |span| Span::call_site().located_at(span);
    let start = at(signature.asyncness.take().span());
    let end = at(signature.output.span());
    for input in &mut signature.inputs {
        match input {
            FnArg::Receiver(receiver) => {
                if let ReceiverKind::Reference(_, lifetime, _) = &mut receiver.kind {
                    lifetime.get_or_insert_with(|| life.clone());
                }
            }
            FnArg::Typed(input) => add_lifetime(&mut input.ty, &life),
        }
    }
    let output = match &signature.output {
        ReturnType::Default => quote!(()),
        ReturnType::Type(_, ty) => ty.to_token_stream(),
    };
    for parameter in signature.generics.lifetimes_mut() {
        parameter.colon_token.get_or_insert_default();
        parameter.bounds.push(life.clone());
    }
    signature.generics.params.insert(0, parse_quote!(#life));
    // An implementation with another signature is shown the whole `async fn .. -> ..`, not the
    // attribute.
    let boxed = set_span(quote!(#facade::BoxFuture), start);
    let open = quote_spanned!(start=> <#life,);
    let close = quote_spanned!(end=> >);
    signature.output = parse_quote!(-> #boxed #open #output #close);
}

/// A name for the lifetime of a call, which documentation shows, that no lifetime of the signature has.
fn free_name(signature: &Signature) -> &'static str {
    let is_taken = |name: &str| {
        let tokens = signature.to_token_stream().to_string();
        tokens.contains(&format!("{name} ")) || tokens.contains(&format!("{name},"))
    };
    let names = ["'call", "'call_", "'call__"];
    let free = names.into_iter().find(|name| !is_taken(name));
    free.unwrap_or("'__call")
}

/// Gives the borrowed parts of a type their lifetime.
fn add_lifetime(ty: &mut Type, life: &Lifetime) {
    match ty {
        Type::Reference(reference) => {
            reference.lifetime.get_or_insert_with(|| life.clone());
            add_lifetime(&mut reference.elem, life);
        }
        Type::Slice(slice) => add_lifetime(&mut slice.elem, life),
        Type::Array(array) => add_lifetime(&mut array.elem, life),
        Type::Paren(inner) => add_lifetime(&mut inner.elem, life),
        Type::Group(inner) => add_lifetime(&mut inner.elem, life),
        Type::Tuple(tuple) => tuple
            .elems
            .iter_mut()
            .for_each(|item| add_lifetime(item, life)),
        Type::Path(path) => {
            for segment in &mut path.path.segments {
                let PathArguments::AngleBracketed(arguments) = &mut segment.arguments else {
                    continue;
                };
                for argument in &mut arguments.args {
                    match argument {
                        GenericArgument::Type(ty) => add_lifetime(ty, life),
                        GenericArgument::Lifetime(lifetime) if lifetime.ident == "_" => {
                            *lifetime = life.clone()
                        }
                        _ => {}
                    }
                }
            }
        }
        _ => {}
    }
}

fn is_generic(signature: &Signature) -> bool {
    let opaque = |ty: &Type| {
        ty.to_token_stream()
            .into_iter()
            .any(|token| token.to_string() == "impl")
    };
    let argument = |input: &FnArg| matches!(input, FnArg::Typed(input) if opaque(&input.ty));
    let output = matches!(&signature.output, ReturnType::Type(_, ty) if opaque(ty));
    let typed = |parameter: &GenericParam| !matches!(parameter, GenericParam::Lifetime(_));
    output || signature.inputs.iter().any(argument) || signature.generics.params.iter().any(typed)
}

/// `mut` and the like belong into a body, not into a declaration.
fn strip_patterns(signature: &mut Signature) {
    for input in &mut signature.inputs {
        if let FnArg::Typed(input) = input
            && let syn::Pat::Ident(name) = &mut *input.pat
        {
            name.mutability = None;
            name.by_ref = None;
        }
    }
}
