//! Methods with a mistake: their signatures are kept, and repaired where the trait would not compile with them.

use proc_macro2::Ident;
use quote::ToTokens;
use syn::{ReturnType, TraitItemFn};

use crate::check;
use crate::item::Method;

/// A broken method: the user's signature, repaired if the trait would not compile with it.
pub(super) fn repair_signature(method: &Method, trait_name: &Ident, facade: &str) -> TraitItemFn {
    let mut item = method.item.clone();
    match item.sig.inputs.first_mut() {
        Some(syn::FnArg::Receiver(receiver)) => {
            if !matches!(receiver.kind, syn::ReceiverKind::Reference(_, _, None)) {
                *receiver = syn::parse_quote!(&self);
            }
        }
        _ => item.sig.inputs.insert(0, syn::parse_quote!(&self)),
    }
    let opaque = matches!(&item.sig.output, ReturnType::Type(_, ty) if matches!(**ty, syn::Type::ImplTrait(_)));
    // If the trait is used as a type, which was reported, no other error should follow.
    let is_trait = |tokens: &dyn ToTokens| {
        check::find_use_as_type(&tokens.to_token_stream(), trait_name).is_some()
    };
    for input in &mut item.sig.inputs {
        if let syn::FnArg::Typed(argument) = input
            && is_trait(&argument.ty)
        {
            *argument.ty = syn::parse_quote!(());
        }
        if let syn::FnArg::Typed(argument) = input
            && !matches!(*argument.pat, syn::Pat::Ident(_))
        {
            // A method without a body allows only plain names. The pattern was reported.
            *argument.pat = syn::parse_quote!(_);
        }
    }
    // The missing type parameters were reported.
    let lacks = matches!(&item.sig.output, ReturnType::Type(_, ty) if check::find_missing_generics(ty, facade).is_some() || is_trait(ty));
    if method.is_bare() || opaque || lacks {
        item.sig.output = syn::parse_quote!(-> !);
        item.sig.asyncness = None;
    }
    item
}
