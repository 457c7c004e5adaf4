//! The bodies of methods whose signature is the user's, and what the compiler is asked to prove of it.

use proc_macro2::{Literal, TokenStream};
use quote::{format_ident, quote, quote_spanned};

use super::expected::Asking;
use super::{Setting, call_path, quiet};
use crate::api::Operation;
use crate::check::{Content, Failure, Filling, Form, Plan, Proof, Put, Returned, Running, Target};
use crate::select::Selection;

/// What a checked method does: everything goes into a call, and the call is run.
pub(super) fn body(
    plan: &Plan,
    operation: &Operation,
    setting: &Setting,
    executor: &TokenStream,
    options: &TokenStream,
) -> TokenStream {
    let facade = &setting.facade;
    let private = quote!(#facade::__private);
    let call = call_path(operation, setting);
    let puts = plan.puts.iter().map(|each| put(each, &private));
    let run = run(plan, &call, setting);
    quote! {
        let __call = #private::any::<#call>(#executor);
        #(#puts)*
        let __call = __call #options;
        #run
    }
}

fn put(put: &Put, private: &TokenStream) -> TokenStream {
    let argument = &put.argument;
    let value = put.value();
    let into = put
        .into
        .as_ref()
        .map(|ty| quote!(let #value = ::core::convert::Into::<#ty>::into(#value);));
    let handed = handed(put, private);
    if put.optional {
        return quote! {
            let __call = match #argument {
                #private::Option::Some(#value) => { #into __call.#handed }
                #private::Option::None => __call,
            };
        };
    }
    quote! {
        let #value = #argument;
        #into
        let __call = __call.#handed;
    }
}

/// The method of the runtime's call that takes it, with its arguments.
fn handed(put: &Put, private: &TokenStream) -> TokenStream {
    let value = put.value();
    // What does not fit there is underlined where its type stands.
    let span = crate::check::span_of(&put.ty);
    let (index, is_body) = match put.target {
        Target::Parameter(index) => (index, false),
        Target::Body(index) => (index, true),
    };
    let index = Literal::usize_unsuffixed(index);
    let method =
        |parameter: &str, body: &str| format_ident!("{}", if is_body { body } else { parameter });
    let with = method("with", "body");
    let list = method("list", "body_list");
    match &put.form {
        Form::Text => {
            let text = method("text", "body_text");
            quote!(#text(#index, ::core::convert::AsRef::<::core::primitive::str>::as_ref(&#value)))
        }
        Form::Plain => {
            quote!(body_plain(#index, ::core::convert::AsRef::<::core::primitive::str>::as_ref(&#value)))
        }
        Form::Value => quote_spanned!(span=> #with(#index, &#value)),
        Form::Borrowed => quote_spanned!(span=> #with(#index, #value)),
        Form::List => {
            quote_spanned!(span=> #list(#index, ::core::convert::AsRef::<[_]>::as_ref(&#value)))
        }
        Form::Lines => {
            quote_spanned!(span=> body_lines(#index, ::core::convert::AsRef::<[_]>::as_ref(&#value)))
        }
        Form::Texts => {
            quote!(#list(#index, &#private::texts(::core::convert::AsRef::<[_]>::as_ref(&#value))))
        }
        Form::Widened(wide) => {
            let wide = widened(wide, private);
            quote!(#with(#index, &<#wide as ::core::convert::From<_>>::from(#value)))
        }
        Form::File => quote!(body_bytes(#index, #value)),
        Form::Choice => quote!(body_of(#value)),
    }
}

fn widened(name: &str, private: &TokenStream) -> TokenStream {
    match name {
        "DecimalText" => quote!(#private::DecimalText),
        "Text<i64>" => quote!(#private::Text<::core::primitive::i64>),
        "Text<u64>" => quote!(#private::Text<::core::primitive::u64>),
        primitive => {
            let primitive = format_ident!("{}", primitive);
            quote!(::core::primitive::#primitive)
        }
    }
}

fn run(plan: &Plan, call: &TokenStream, setting: &Setting) -> TokenStream {
    let returned: &Returned = &plan.returned;
    // What cannot be read into a type is underlined where it stands.
    let decoded = |ty: &syn::Type, private: &TokenStream| {
        let span = crate::check::span_of(ty);
        quote_spanned!(span=> #private::Decoded<#ty>)
    };
    let facade = &setting.facade;
    let private = quote!(#facade::__private);
    let described = |which: &str| {
        let which = format_ident!("{}", which);
        quote!(<#call as #private::Callable>::#which)
    };
    let success = match &returned.content {
        Content::Own(ty) => decoded(ty, &private),
        Content::Nothing => quote!(#private::Empty),
        Content::Described | Content::Raw => described("Success"),
    };
    match returned.running {
        Running::Returned => return quote!(#facade::Call::of(__call)),
        Running::Pages => {
            let item = match &returned.content {
                Content::Own(ty) => quote!(#ty),
                _ => quote!(_),
            };
            return quote!(#private::Pages::<#item>::new(__call));
        }
        Running::Awaited | Running::Waited => {}
    }
    let failure = match &returned.failure {
        Failure::Own(ty) => decoded(ty, &private),
        Failure::Plain(_) | Failure::Described => described("Failure"),
    };
    let plain = matches!(returned.failure, Failure::Plain(_));
    let error = match &returned.failure {
        Failure::Plain(Some(ty)) => quote!(#ty),
        _ => quote!(_),
    };
    let run = match (&returned.content, returned.response, plain) {
        (Content::Raw, ..) => quote!(#private::raw::<#error>),
        (_, false, true) => quote!(#private::value::<#success, #failure, #error>),
        (_, true, true) => quote!(#private::response::<#success, #failure, #error>),
        (_, false, false) => quote!(#private::AnyCall::awaiting::<#success, #failure>),
        (_, true, false) => quote!(#private::AnyCall::send::<#success, #failure>),
    };
    match returned.running {
        Running::Waited => quote!(#private::waited(__call, #run)),
        _ => quote!(#run(__call)),
    }
}

/// What the compiler is asked to prove of the user's types, and what tells the schemas from each other.
pub(super) fn proofs(
    fillings: &[Vec<Filling>],
    selection: &Selection,
    setting: &Setting,
) -> TokenStream {
    let plans = fillings
        .iter()
        .flatten()
        .filter_map(|filling| match filling {
            Filling::Own { plan, .. } => Some(plan),
            Filling::Described { .. } | Filling::Broken { .. } => None,
        });
    let proofs: Vec<&Proof> = plans.flat_map(|plan| &plan.proofs).collect();
    if proofs.is_empty() {
        return TokenStream::new();
    }
    let (facade, module) = (&setting.facade, &setting.module);
    let asking = Asking {
        api: &selection.api,
        private: quote!(#facade::__private),
        models: quote!(#module::),
    };
    let (keys, asked, quiet) = (asking.keys(&proofs), asking.proofs(&proofs), quiet());
    quote!(#quiet const _: () = { #keys #asked };)
}
